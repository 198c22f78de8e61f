"""Rules that join: thirds, edges, parts of the day and clock times with the day they belong to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fogline.resolve.times import dates, relative, spans
from fogline.resolve.times.grammar import Found, Grammar, Rule, Scene, rule, words
from fogline.resolve.times.phrases import (
    Base,
    Clock,
    Dated,
    DayPart,
    Detail,
    Era,
    InYear,
    OnWeekday,
    Phrase,
    Shifted,
)

_PLACED = (Dated, Era, InYear, OnWeekday, Shifted)


@cache
def base_grammar() -> Grammar:
    """The grammar of expressions that stand by themselves."""
    return Grammar((*dates.rules(), *relative.rules(), *spans.rules()))


@cache
def time_grammar() -> Grammar:
    """The whole grammar of time expressions."""
    return Grammar((*rules(), *dates.rules(), *relative.rules(), *spans.rules()))


def in_third(scene: Scene, match: re.Match[str]) -> Found | None:
    """Late 2024; early June; mid-May; the early 1990s; late last year."""
    return _narrowed(scene, match, third=words().thirds[match["third"]])


def within(scene: Scene, match: re.Match[str]) -> Found | None:
    """Earlier this month; later that year; earlier in the year."""
    return _narrowed(scene, match, within=words().within[match["within"]])


def at_edge(scene: Scene, match: re.Match[str]) -> Found | None:
    """The end of May; the beginning of 2023."""
    return _narrowed(scene, match, third=words().edges[match["edge"]])


def part_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """The night of 6-7 June; the morning of June 6; the early hours of Sunday."""
    part = words().parts[match["part"]] if match["part"] else "MO"
    return _narrowed(scene, match, part=part)


def week_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """The week of March 6."""
    inner = base_grammar().at(scene, match.end())
    if inner is None or not isinstance(inner.phrase.base, Dated) or not inner.phrase.base.day:
        return None
    return Found(
        match.start(), inner.end, Phrase(base=inner.phrase.base, detail=Detail(within="WEEK"))
    )


def clock(scene: Scene, match: re.Match[str]) -> Found | None:
    """14:30 GMT; 3am local time; 9 a.m. Tuesday; noon; 0600 hours."""
    read = _clock(match)
    if read is None:
        return None
    detail = Detail(clock=read)
    gap = _GAP.match(scene.lower, match.end())
    inner = base_grammar().at(scene, gap.end()) if gap else None
    if inner is not None and _is_day(inner.phrase.base):
        return Found(match.start(), inner.end, Phrase(base=inner.phrase.base, detail=detail))
    return Found(match.start(), match.end(), Phrase(base=DayPart(), detail=detail))


_GAP = re.compile(r"\s{1,3}|,\s{1,3}")


def _is_day(base: Base) -> bool:
    if isinstance(base, Dated):
        return base.day is not None
    return isinstance(base, OnWeekday) or (isinstance(base, Shifted) and base.unit.letter == "D")


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
    if part and not _is_day(inner.phrase.base):
        return None
    old = inner.phrase.detail
    detail = replace(
        old, third=third or old.third, within=within or old.within, part=part or old.part
    )
    return Found(match.start(), inner.end, Phrase(base=inner.phrase.base, detail=detail))


def _clock(match: re.Match[str]) -> Clock | None:
    zone = _zone(match["zone"])
    if match["noon"]:
        return Clock(hour=words().clock[match["noon"]] % 24, minute=0, zone=zone)
    if match["four"]:
        if not (match["zone"] or match["hours"]):
            return None
        return Clock(hour=int(match["four"][:2]) % 24, minute=int(match["four"][2:]), zone=zone)
    if match["hour2"]:
        return Clock(hour=int(match["hour2"]) % 24, minute=int(match["minute2"]), zone=zone)
    hour = int(match["hour"] or match["hour3"])
    minute = int(match["minute"]) if match["minute"] else None
    if not 1 <= hour <= 12:
        return None
    evening = match["half"].startswith("p") if match["half"] else match["part"] not in _MORNING
    return Clock(hour=hour % 12 + (12 if evening else 0), minute=minute, zone=zone)


_MORNING = frozenset({"morning", None})


def _zone(word: str | None) -> float | None:
    hours = words().zones.get(word or "")
    return None if hours is None else float(hours)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(r"(?:the )?{third}~", in_third, first="the {third}", ends=False),
        rule(
            r"{within} (?:in (?:the )?(?=year|month|week|day))?",
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
        rule(r"(?:the )?week of ", week_of, first="the week", ends=False),
        rule(
            r"(?:(?P<four>[01]\d[0-5]\d|2[0-4][0-5]\d)(?P<hours> h(?:ou)?rs)?(?!%[-\d])|"
            r"{hour2}:{minute2}(?::\d\d)?|"
            r"{hour}(?:[:.]{minute})?%(?P<half>a\.m\.?|p\.m\.?|am|pm)|"
            r"{hour3}(?: o'clock)? in the {part}|{noon})(?:%{zone})?",
            clock,
            first="# {noon}",
        ),
    )
