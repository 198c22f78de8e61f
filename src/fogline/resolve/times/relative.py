"""Rules for times that count from publication, or from what was told just before."""

from __future__ import annotations

import re
from functools import cache

from fogline.resolve.numbers import read_number
from fogline.resolve.times.dates import ordinal
from fogline.resolve.times.grammar import Found, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import (
    Dated,
    DayPart,
    Detail,
    OnWeekday,
    Phrase,
    Shifted,
    Weekend,
)

_LONGEST_MONTH = 31


def day_name(scene: Scene, match: re.Match[str]) -> Found | None:
    """Today; yesterday; tomorrow night."""
    base = _days(words().days[match["dayname"]])
    return whole(match, Phrase(base=base, detail=Detail(part=_part(match))))


def day_after_next(scene: Scene, match: re.Match[str]) -> Found | None:
    """The day before yesterday; the day after tomorrow."""
    return whole(match, Phrase(base=_days(-2 if match["dayname"] == "yesterday" else 2)))


def tonight(scene: Scene, match: re.Match[str]) -> Found | None:
    """Tonight; last night, last evening; overnight (the night that publication ends)."""
    if match["which"] == "last evening":
        return whole(match, Phrase(base=_days(-1), detail=Detail(part="EV")))
    shift = -1 if match["which"].startswith(("last", "over")) else 0
    reach = "NIGHT" if match["which"] == "overnight" else None
    return whole(match, Phrase(base=_days(shift), detail=Detail(part="NI", within=reach)))


def this_part(scene: Scene, match: re.Match[str]) -> Found | None:
    """Of publication's day: "this morning"."""
    return whole(match, Phrase(base=_days(0), detail=Detail(part=_part(match))))


def part_of_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """The morning; the next morning: of the day told just before."""
    shift = words().told_shifts.get(match["told"] or "", 1 if match["next"] else None)
    base = DayPart(shift=shift)
    if match["told"] is None and not match["next"] and scene.word_after(match.end()) == "of":
        return None
    return whole(match, Phrase(base=base, detail=Detail(part=_part(match))))


def weekday(scene: Scene, match: re.Match[str]) -> Found | None:
    """Friday; last Friday; Friday night; the previous Friday."""
    start = match.start("weekday")
    if not scene.capital(start) or match["weekday"] in words().number_beside:
        return None
    if (match["part"] or "").endswith("s"):
        return None
    told = match["told"] is not None
    shift = words().told_shifts[match["told"]] if told else words().shifts.get(match["shift"] or "")
    base = OnWeekday(weekday=words().weekdays[match["weekday"]], shift=shift, told=told)
    return whole(match, Phrase(base=base, detail=Detail(part=_part(match))))


def weekday_nth(scene: Scene, match: re.Match[str]) -> Found | None:
    """Friday the 13th."""
    day = ordinal(match["nth"])
    if not match["nth"][0].isdigit():
        # "On Friday the fourth convoy left."
        return None
    if not scene.capital(match.start()) or not 0 < day <= _LONGEST_MONTH:
        return None
    if scene.word_after(match.end()) in ("of", *words().months):
        return None
    number = words().weekdays[match["weekday"]]
    return whole(match, Phrase(base=OnWeekday(weekday=number, shift=None, told=False, day=day)))


def weekend(scene: Scene, match: re.Match[str]) -> Found | None:
    """The weekend; last weekend."""
    return whole(match, Phrase(base=Weekend(shift=words().shifts.get(match["shift"] or ""))))


def shifted_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """Last week; this year; next month; the current year."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s") or unit.letter.startswith("T"):
        return None
    if match["shift"] == "past":
        # "The past day" is a length.
        return None
    if scene.capital(match.start("unit")):
        # A title: the magazine "This Week".
        return None
    shift = words().shifts.get(match["shift"] or "", 0)
    base = Shifted(unit=unit, amount=shift * unit.times, told=False, sign=shift)
    return whole(match, Phrase(base=base))


def before_last(scene: Scene, match: re.Match[str]) -> Found | None:
    """The week before last; the year after next."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s") or unit.letter.startswith("T"):
        return None
    steps = -2 if match["side"] == "before last" else 2
    base = Shifted(unit=unit, amount=steps * unit.times, told=False, sign=steps)
    return whole(match, Phrase(base=base))


def told_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """The previous day; the following year; that day; the same week."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s") or unit.letter.startswith("T"):
        return None
    shift = words().told_shifts.get(match["told"] or "", 0)
    return whole(match, Phrase(base=Shifted(unit=unit, amount=shift, told=True, sign=shift)))


def next_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """The next day: the one after what was told."""
    unit = words().units["day"]
    return whole(match, Phrase(base=Shifted(unit=unit, amount=1, told=True, sign=1)))


def the_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """The year, the week, the quarter: the present one, where nothing says which."""
    after = scene.word_after(match.end())
    before = scene.word_before(match.start())
    if match["unit"] not in ("year", "quarter", "week") or after in _WHICH:
        return None
    owner = scene.lower[match.end() : match.end() + 2] in ("'s", "\u2019s")
    if before not in _WITHIN and not (owner and match["unit"] == "week"):
        return None
    unit = words().units[match["unit"]]
    return whole(match, Phrase(base=Shifted(unit=unit, amount=0, told=False)))


# What tells which year, quarter or week is meant.
_WHICH = frozenset({"of", "that", "when", "after", "before", "beginning", "starting"})
_WITHIN = frozenset({"in", "for", "during", "of", "this", "within", "throughout", "so"})


def ago(scene: Scene, match: re.Match[str]) -> Found | None:
    """Three years ago; about a decade ago; two weeks from now; days ago."""
    sign = -1 if match["ago"] in words().ago else 1
    return _counted(scene, match, sign, told=False)


def in_time(scene: Scene, match: re.Match[str]) -> Found | None:
    """(In) two weeks' time."""
    return _counted(scene, match, 1, told=False)


def told_ago(scene: Scene, match: re.Match[str]) -> Found | None:
    """Two days earlier; a year later: from what was told just before."""
    after = scene.word_after(match.end())
    if match["then"] in ("before", "after") and (after or scene.lower[match.end() :][:1] == " "):
        return None
    if not (match["number"] or match["one"] or match["few"] or match["unit"].endswith("s")):
        # "The week before": counted elsewhere.
        return None
    sign = -1 if match["then"] in words().told_before else 1
    return _counted(scene, match, sign, told=True)


def year_end(scene: Scene, match: re.Match[str]) -> Found | None:
    """Year-end, year-end 2024; the end of the year is read as an edge."""
    base: Dated | Shifted = Shifted(unit=words().units["year"], amount=0, told=False)
    if match["year"]:
        base = Dated(year=int(match["year"]))
    return whole(match, Phrase(base=base, detail=Detail(third="END")))


def _days(amount: int) -> Shifted:
    return Shifted(unit=words().units["day"], amount=amount, told=False, sign=amount)


def _part(match: re.Match[str]) -> str | None:
    return words().parts[match["part"]] if match["part"] else None


def _counted(scene: Scene, match: re.Match[str], sign: int, *, told: bool) -> Found | None:
    unit = words().units[match["unit"]]
    amount = 0.5 if match.groupdict().get("half") else amount_of(match)
    steps = None if amount is None else sign * amount * unit.times
    if steps is not None and steps != int(steps):
        return None
    base = Shifted(
        unit=unit,
        amount=None if steps is None else int(steps),
        told=told,
        sign=sign,
        counted=True,
        compared=_COMPARED.search(scene.lower, max(0, match.start() - 30), match.start())
        is not None,
    )
    return whole(match, Phrase(base=base))


# Figures set against those of another time: "up from 80 a year earlier", "than a year ago".
_COMPARED = re.compile(
    r"\b(?:from|than|against|with|to)\s(?:(?:about|some|just|only|nearly)\s)?[\w$.,]*\d?[\w.,]*\s?$"
)


def amount_of(match: re.Match[str]) -> float | None:
    """How many units a match says; None where it says only "a few", or nothing."""
    number = match["number"]
    if number is None:
        if (match.groupdict().get("few") or "").startswith("couple"):
            return 2.0
        return 1.0 if match["one"] else None
    return read_number(number)


_HALF = r"(?:{about2} )?(?:half an? |a half~)"
COUNT = r"(?:{about} )?(?:{number}|(?P<one>an?)|(?:a )?{few})"


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(r"the next day", next_day, first="the"),
        rule(r"{dayname}(?: {part})?", day_name, first="{dayname}"),
        rule(r"(?:the )?day (?:before|after) {dayname}", day_after_next, first="the day"),
        rule(
            r"(?P<which>tonight|last night|last evening|overnight)",
            tonight,
            first="tonight last overnight",
        ),
        rule(r"this {part}", this_part, first="this"),
        rule(r"(?:the|that) (?:{told} |(?P<next>next ))?{part}", part_of_day, first="the that"),
        rule(
            r"(?:(?:the |this )?(?:{shift}|{told}) )?{weekday}(?: {part})?",
            weekday,
            first="{weekday} {shift} {told} the this",
        ),
        rule(r"{weekday},? the {nth}", weekday_nth, first="{weekday}"),
        rule(r"(?:the )?(?:{shift} )?weekend", weekend, first="the {shift} weekend"),
        rule(
            r"(?:(?:the|its|their|our) )?(?:{shift}|current)(?: fiscal)? {unit}",
            shifted_unit,
            first="the its their our current {shift}",
        ),
        rule(
            r"(?:(?:the|that) )?(?:{told}|that|the very)(?: same)? {unit}",
            told_unit,
            first="the that {told}",
        ),
        rule(r"the {unit} (?P<side>before last|after next)", before_last, first="the"),
        rule(r"the(?: fiscal| full)? {unit}", the_unit, first="the"),
        *_rules_of_counts(),
    )


def _rules_of_counts() -> tuple[Rule, ...]:
    return (
        rule(
            rf"(?:(?P<half>{_HALF})|{COUNT}~)?{{unit}} (?:or so )?{{ago}}",
            ago,
            first="{about} {number} a an half {few} {unit}",
        ),
        rule(rf"{COUNT}~{{unit}}['\u2019]s? time", in_time, first="{about} {number} a an {few}"),
        rule(
            rf"(?:{COUNT}~)?{{unit}} (?:or so )?{{then}}",
            told_ago,
            first="{about} {number} a an {few} {unit}",
        ),
        rule(r"year(?:'s|&| )%end(?:,? {year})?", year_end, first="year"),
    )
