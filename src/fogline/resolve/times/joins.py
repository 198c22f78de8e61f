"""Rules that join: thirds, edges, parts of the day and clock times with the day they belong to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fogline.knowledge.quantitywords import load_number_words
from fogline.resolve.times import compared, dates, listed, nights, relative, seasons, spans
from fogline.resolve.times.grammar import Found, Grammar, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import (
    Clock,
    Dated,
    DayPart,
    Detail,
    Era,
    InYear,
    OnWeekday,
    Phrase,
    Shifted,
    is_day,
)
from fogline.resolve.times.zones import zone_of

_PLACED = (Dated, Era, InYear, OnWeekday, Shifted)


@cache
def base_grammar() -> Grammar:
    """The grammar of expressions that stand by themselves."""
    return Grammar(_standing())


@cache
def time_grammar() -> Grammar:
    """The whole grammar of time expressions."""
    return Grammar((*nights.rules(), *rules(), *_standing(), *listed.rules()))


def _standing() -> tuple[Rule, ...]:
    return (
        *dates.rules(),
        *seasons.rules(),
        *compared.rules(),
        *relative.rules(),
        *spans.rules(),
    )


def in_third(scene: Scene, match: re.Match[str]) -> Found | None:
    """Late 2024; early June; mid-May; the early 1990s; late last year."""
    return _narrowed(scene, match, third=words().thirds[match["third"]])


def within(scene: Scene, match: re.Match[str]) -> Found | None:
    """Earlier this month; later that year; earlier in the year."""
    return _narrowed(scene, match, within=words().within[match["within"]])


def month_piece(scene: Scene, match: re.Match[str]) -> Found | None:
    """The first half of May; the second week of May; the last days of April."""
    told = match.groupdict()
    if told.get("half"):
        piece = "H1" if told["half"] == "first" else "H2"
    elif told.get("days"):
        piece = "START" if told["days"] == "first" else "END"
    elif told.get("last"):
        piece = "W0"
    else:
        number = dates.ordinal(told["nth"] or "")
        piece = f"W{number}" if 1 <= number <= 4 else ""
    inner = base_grammar().at(scene, match.end())
    if inner is None or not piece or not isinstance(inner.phrase.base, Dated | Shifted):
        return None
    base, plain = inner.phrase.base, inner.phrase.detail == Detail()
    is_month = base.month and not base.day if isinstance(base, Dated) else base.unit.letter == "M"
    if not is_month or not plain:
        return None
    detail = Detail(third=piece) if piece in ("START", "END") else Detail(piece=piece)
    return Found(match.start(), inner.end, Phrase(base=base, detail=detail))


def at_edge(scene: Scene, match: re.Match[str]) -> Found | None:
    """The end of May; the beginning of 2023."""
    return _narrowed(scene, match, third=words().edges[match["edge"]])


def edge_of_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """The end of the month; later in the week: of the one told, or the present one."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s") or unit.letter.startswith("T"):
        return None
    if scene.word_after(match.end()) == "of":
        return None
    detail = (
        Detail(third=words().edges[match["edge"]])
        if match["edge"]
        else Detail(within=words().within[match["within"]])
    )
    base = Shifted(unit=unit, amount=0, told=False, either=True)
    return whole(match, Phrase(base=base, detail=detail))


def part_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """The night of 6-7 June; the morning of June 6; the early hours of Sunday."""
    part = words().parts[match["part"]] if match["part"] else "MO"
    return _narrowed(scene, match, part=part)


def week_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """The week of March 6; the weekend of 7-8 June."""
    inner = base_grammar().at(scene, match.end())
    if inner is None or not isinstance(inner.phrase.base, Dated) or not inner.phrase.base.day:
        return None
    detail = Detail(within="WEEKEND" if match["end"] else "WEEK")
    return Found(match.start(), inner.end, Phrase(base=inner.phrase.base, detail=detail))


def clock(scene: Scene, match: re.Match[str]) -> Found | None:
    """14:30 GMT; 3am local time; 9 a.m. Tuesday; noon; 0600 hours."""
    read = _clock(match)
    if read is None:
        return None
    bare = match["spelled"] and "clock" not in match.group()
    if bare and scene.word_before(match.start()) not in _BEFORE_HOURS:
        # "They found one in the morning mist."
        return None
    detail = Detail(clock=read)
    gap = _GAP.match(scene.lower, match.end())
    inner = base_grammar().at(scene, gap.end()) if gap else None
    if inner is not None and is_day(inner.phrase.base):
        return Found(match.start(), inner.end, Phrase(base=inner.phrase.base, detail=detail))
    return Found(match.start(), match.end(), Phrase(base=DayPart(), detail=detail))


_GAP = re.compile(r"\s{1,3}|,\s{1,3}")


def _narrowed(
    scene: Scene,
    match: re.Match[str],
    *,
    third: str | None = None,
    within: str | None = None,
    part: str | None = None,
) -> Found | None:
    inner = base_grammar().at(scene, match.end())
    if inner is None or not isinstance(inner.phrase.base, _PLACED):
        return None
    if part and not is_day(inner.phrase.base):
        return None
    old = inner.phrase.detail
    detail = replace(
        old, third=third or old.third, within=within or old.within, part=part or old.part
    )
    return Found(match.start(), inner.end, Phrase(base=inner.phrase.base, detail=detail))


def _clock(match: re.Match[str]) -> Clock | None:
    zone = zone_of(match["zone"], match["plus"]) if match["zone"] else None
    if match["noon"]:
        return Clock(hour=words().clock[match["noon"]] % 24, minute=0, zone=zone)
    if match["four"]:
        if not (match["zone"] or match["hours"]):
            return None
        return Clock(hour=int(match["four"][:2]) % 24, minute=int(match["four"][2:]), zone=zone)
    if match["hour2"]:
        return Clock(hour=int(match["hour2"]) % 24, minute=int(match["minute2"]), zone=zone)
    told = match["hour"] or match["hour3"] or match["spelled"]
    hour = int(told) if told.isdigit() else load_number_words().numbers.get(told, 0)
    minute = int(match["minute"]) if match["minute"] else None
    if not 1 <= hour <= 12:
        return None
    evening = match["half"].startswith("p") if match["half"] else match["part"] not in _MORNING
    return Clock(hour=hour % 12 + (12 if evening else 0), minute=minute, zone=zone)


_MORNING = frozenset({"morning", None})
_BEFORE_HOURS = frozenset({"at", "around", "about", "until", "till", "before", "after"})
_HOURS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(r"(?:the )?{third}(?: on | in |~)", in_third, first="the {third}", ends=False),
        *_rules_of_pieces(),
        rule(
            r"{within} (?:on |in (?=the (?:year|month|week)))?",
            within,
            first="{within}",
            ends=False,
        ),
        rule(
            r"(?:the )?(?:very )?{edge} (?:part )?of ", at_edge, first="the very {edge}", ends=False
        ),
        rule(
            r"(?:the )?(?:early |late |small |pre&dawn )?(?:{part}|hours)(?: hours)? of ",
            part_of,
            first="the early late small pre {part}",
            ends=False,
        ),
        rule(
            r"(?:(?:the )?(?:very )?{edge} of|{within} in) the {unit}",
            edge_of_unit,
            first="the very {edge} {within}",
        ),
        rule(
            r"(?:the )?week(?P<end>end)? (?:of|beginning|starting) ",
            week_of,
            first="the week weekend",
            ends=False,
        ),
        _clock_rule(),
    )


def _rules_of_pieces() -> tuple[Rule, ...]:
    return (
        rule(
            r"(?:the )?(?:(?P<half>first|second|latter) half|{nth} week|"
            r"(?P<days>first|last|final|closing) days) (?:of|in) ",
            month_piece,
            first="# the first second latter last final closing {nth}",
            ends=False,
        ),
        rule(
            r"(?:the )?(?P<last>last|final) week (?:of|in) ",
            month_piece,
            first="the last final",
            ends=False,
        ),
    )


def _clock_rule() -> Rule:
    return rule(
        r"(?:(?P<four>[01]\d[0-5]\d|2[0-4][0-5]\d)(?P<hours> h(?:ou)?rs)?(?!%[-\d])|"
        r"{hour}(?:[:.]{minute})?%(?P<half>a\.m\.?|p\.m\.?|am|pm)|"
        r"{hour2}:{minute2}(?::\d\d)?|"
        rf"(?:{{hour3}}|(?P<spelled>{'|'.join(_HOURS)}))(?: o['\u2019]clock)? in the {{part}}|"
        r"{noon})"
        r"(?:%{zone}(?:%(?P<plus>[+\u2212-]\d{1,2}(?::?[0-5]\d)?))?)?",
        clock,
        first=f"# {{noon}} {' '.join(_HOURS)}",
    )
