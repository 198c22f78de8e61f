"""Rules for nights that reach into the next day, for eves, and for the day before and after."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fogline.resolve.times import dates, relative
from fogline.resolve.times.grammar import Found, Grammar, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import (
    Dated,
    DayPart,
    Detail,
    Moving,
    Numbered,
    Phrase,
    Shifted,
    is_day,
)

_LAST_DAY = re.compile(r"(?:\s{1,3}(?:in)?to|\s{1,3}and|\s{0,3}[\u2013-])\s{0,3}")
_AT = frozenset({"at", "by", "from", "before", "after", "since", "until"})
# Words that begin what "before" and "after" govern, where the parser hung them elsewhere.
_OPENERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "he", "she", "it", "they"})
_BEFORE = frozenset({"before", "earlier"})


@cache
def _days() -> Grammar:
    return Grammar((*dates.rules(), *relative.rules()))


def day_at(scene: Scene, offset: int) -> Found | None:
    """The day named at the offset, with nothing that narrows it."""
    found = _days().at(scene, offset)
    if found is None or found.phrase.detail != Detail():
        return None
    return found if is_day(found.phrase.base) or isinstance(found.phrase.base, Moving) else None


def overnight(scene: Scene, match: re.Match[str]) -> Found | None:
    """Overnight into Tuesday (the night that ends on it); overnight on 3-4 June."""
    first = day_at(scene, match.end())
    if first is None:
        return None
    return _night(scene, match.start(), first, ends=match["into"] is not None)


def night_of(scene: Scene, match: re.Match[str]) -> Found | None:
    """The night from 3 to 4 June; the night of 31 May to 1 June; the night of Monday to Tuesday."""
    first = day_at(scene, match.end())
    if first is None:
        return _night_of_numbers(scene, match)
    named = _night(scene, match.start(), first, ends=match["to"] is not None)
    return named if match["to"] or named.end > first.end or _range(first) else None


def _night_of_numbers(scene: Scene, match: re.Match[str]) -> Found | None:
    """The night between 3 and 4 June: the first day's month stands after the second."""
    number = _FIRST_NUMBER.match(scene.lower, match.end())
    last = day_at(scene, number.end()) if number else None
    if number is None or last is None or not isinstance(last.phrase.base, Dated):
        return None
    base = replace(last.phrase.base, day=int(number["day"]))
    if last.phrase.base.day != int(number["day"]) + 1:
        return None
    detail = Detail(part="NI", within="NIGHT")
    return Found(match.start(), last.end, Phrase(base=base, detail=detail))


_FIRST_NUMBER = re.compile(
    r"(?:the\s{1,3})?(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s{1,3}and\s{1,3}"
)


def _range(found: Found) -> bool:
    return isinstance(found.phrase.base, Dated) and found.phrase.base.until is not None


def _night(scene: Scene, start: int, first: Found, *, ends: bool) -> Found:
    """The night that begins on the day, or (``ends``) that ends on it."""
    end = first.end
    joint = None if ends else _LAST_DAY.match(scene.lower, first.end)
    last = day_at(scene, joint.end()) if joint else None
    if last is not None and type(last.phrase.base) is type(first.phrase.base):
        end = last.end
    detail = Detail(part="NI", within="NIGHT", days=-1 if ends else 0)
    return Found(start, end, Phrase(base=first.phrase.base, detail=detail))


def beside_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """The eve of 9 May; the day before Christmas: a day on or back from the one named."""
    day = day_at(scene, match.end())
    if day is None or day.phrase.detail.days:
        return None
    days = 1 if match["side"] == "after" else -1
    return Found(match.start(), day.end, Phrase(base=day.phrase.base, detail=Detail(days=days)))


def eve(scene: Scene, match: re.Match[str]) -> Found | None:
    """The eve (of the summit): a day that only the happening tells."""
    return Found(
        match.start(), match.end("eve"), Phrase(base=Numbered(unit=words().units["day"], steps=-1))
    )


def beside(scene: Scene, match: re.Match[str]) -> Found | None:
    """The night before, the week after: from what was told; the day (before the raid)."""
    side = scene.token(match.start("side"))
    unit = words().units.get(match["unit"] or "day")
    if side is None or unit is None or (match["unit"] or "").endswith("s"):
        return None
    steps = (-1 if match["side"] in _BEFORE else 1) * unit.times
    opened = scene.word_after(match.end()) in _OPENERS
    governs = opened or any(
        one.start > side.start and one.pos != "PUNCT" for one in scene.document.children(side)
    )
    if governs and match["part"]:
        return None
    if governs:
        hangs = scene.token(match.end("unit") - 1) == scene.document.head(side)
        if not hangs and not opened:
            return None
        happening = Numbered(unit=unit, steps=steps if unit.letter == "D" else 0)
        return Found(match.start(), match.end("unit"), Phrase(base=happening))
    if match["part"]:
        part = words().parts[match["part"]]
        return whole(match, Phrase(base=DayPart(shift=steps), detail=Detail(part=part)))
    return whole(match, Phrase(base=Shifted(unit=unit, amount=steps, told=True, sign=steps)))


def small_hours(scene: Scene, match: re.Match[str]) -> Found | None:
    """In the small hours: of the day told."""
    if scene.word_after(match.end()) == "of":
        return None
    return whole(match, Phrase(base=DayPart(), detail=Detail(part="MO")))


def at_part(scene: Scene, match: re.Match[str]) -> Found | None:
    """Dawn on Sunday; (at) dawn: of the day named, or of the one told."""
    detail = Detail(part=words().parts[match["bare_part"]])
    day = _ON.match(scene.lower, match.end())
    named = day_at(scene, day.end()) if day else None
    if named is not None:
        return Found(match.start(), named.end, Phrase(base=named.phrase.base, detail=detail))
    if scene.word_before(match.start()) not in _AT:
        return None
    return whole(match, Phrase(base=DayPart(), detail=detail))


_ON = re.compile(r"\s{1,3}(?:on\s{1,3})?")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(
            r"overnight(?: (?P<into>(?:in)?to)| (?:on|from|of|between))? ",
            overnight,
            first="overnight",
            ends=False,
        ),
        rule(
            r"(?:the )?night (?:of|from|between|on|(?P<to>(?:in)?to)) ",
            night_of,
            first="the night",
            ends=False,
        ),
        rule(
            r"(?:the )?(?:eve of|day (?P<side>before|after)) ",
            beside_day,
            first="the eve day",
            ends=False,
        ),
        rule(r"(?P<eve>the eve) of", eve, first="the"),
        rule(
            r"the (?:{unit}|{part}) (?P<side>before|earlier|after|afterwards?)",
            beside,
            first="the",
        ),
        rule(r"the (?:small|early|pre&dawn) hours", small_hours, first="the"),
        rule(
            r"(?:the )?(?P<bare_part>dawn|daybreak|sunrise|dusk|nightfall|sunset|"
            r"mid-morning|mid-afternoon)",
            at_part,
            first="the dawn daybreak sunrise dusk nightfall sunset mid",
        ),
    )
