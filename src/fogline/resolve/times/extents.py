"""The period that a time makes with the words around it: since, until, from ... to, into, hours.

A time itself is what its own words say (TIMEX3); "since Monday" begins on that day and is open,
"overnight into Tuesday" runs from one evening to the next morning, and "Monday morning" has its
hours, in the place's own time. Parts of the day are the conventional ones of news English.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from fogline.knowledge.timewords import load_time_words
from fogline.records.time import Extent, TimePrecision
from fogline.resolve.numbers import read_number
from fogline.resolve.times.calendar import DAY, Period, add_months, shift_day
from fogline.resolve.times.dates import ordinal
from fogline.resolve.times.extentpairs import together
from fogline.resolve.times.extentwords import (
    PART_HOURS,
    Ends,
    Told,
    around,
    as_night,
    at_hour,
    point_of,
)
from fogline.resolve.times.phrases import Lasting, Shifted


def extents(told: Told) -> list[Extent | None]:
    """The extent of each time; None where it is the period of the time itself."""
    bare = [hours_of(told, i) for i in range(len(told.found))]
    ends = list(bare)
    for i in range(len(told.found)):
        ends[i] = _alone(told, i, bare[i])
    for i in range(len(told.found) - 1):
        both = together(told, i, bare)
        if both is not None:
            ends[i] = ends[i + 1] = both
    return [
        _extent(pair, one.bounds) if pair is not None else None
        for pair, one in zip(ends, told.placed, strict=True)
    ]


def _extent(ends: Ends, bounds: tuple[str | None, str | None]) -> Extent | None:
    start, end = (_written(one) for one in ends)
    return None if (start, end) == bounds else Extent(start=start, end=end)


def _written(one: date | datetime | None) -> str | None:
    if isinstance(one, datetime):
        return one.isoformat(timespec="minutes")
    return one.isoformat() if one is not None else None


# Hours, from the beginning of the day, of the parts of a day by their words.
_PARTS = (
    (
        re.compile(
            r"\b(?:hours\s+before\s+dawn|before\s+dawn|pre-?dawn|small\s+hours|early\s+hours)"
        ),
        0,
        5,
    ),
    (re.compile(r"\b(?:dawn|daybreak|sunrise|first\s+light)\b"), 5, 7),
    (re.compile(r"\b(?:dusk|sunset|nightfall|sundown)\b"), 18, 20),
    (re.compile(r"^early\b"), 0, 6),
    (re.compile(r"^late\b"), 18, 24),
)
_THIRDS = {"START": (0, 6), "END": (18, 24)}


def hours_of(told: Told, i: int) -> Ends | None:
    """Start and end of time ``i`` itself, with its hours; None where it is not on the calendar."""
    placed, detail = told.placed[i], told.found[i].phrase.detail
    period = placed.period
    if placed.moment is not None:
        return datetime.fromisoformat(placed.moment[0]), datetime.fromisoformat(placed.moment[1])
    if period is None:
        return None
    if detail.clock is not None:
        late = 24 if "midnight" in told.words(i) else 0
        start = at_hour(period.start, detail.clock.hour + late, detail.clock.minute or 0)
        length = timedelta(hours=1) if detail.clock.minute is None else timedelta(minutes=1)
        return start, start + length
    part = detail.part or _part_before(told, i)
    if part is not None:
        return _part_of(told, i, part, period)
    if detail.third in _THIRDS and period.days == 1:
        first, last = _THIRDS[detail.third]
        return at_hour(period.start, first), at_hour(period.start, last)
    if detail.third in _THIRDS and placed.precision is TimePrecision.SEASON:
        return _quarter(period, detail.third)
    return period.start, period.end


def _quarter(period: Period, third: str) -> Ends:
    """Early and late of a year are its first and its last quarter."""
    year = period.start.year
    if third == "START":
        return date(year, 1, 1), date(year, 4, 1)
    return date(year, 10, 1), period.end


def _part_before(told: Told, i: int) -> str | None:
    """The part of the day of "dawn on Monday", "the hours before dawn on Sunday"."""
    if told.placed[i].period is None or told.placed[i].precision is not TimePrecision.DAY:
        return None
    match = _DAWN.search(told.before(i))
    return match.group() if match else None


_DAWN = re.compile(
    r"\b(?:(?:the\s+)?(?:hours\s+)?before\s+dawn|pre-?dawn|(?:the\s+)?(?:small|early)\s+hours|dawn|"
    r"daybreak|sunrise|first\s+light|dusk|sunset|nightfall|sundown|(?<!as )(?:early|late))"
    r"(?:\s+(?:on|of))?\s+$"
)


def _part_of(told: Told, i: int, part: str, period: Period) -> Ends:
    words = f"{part} {told.words(i)}".lower()
    first, last = PART_HOURS.get(part, (0, 24))
    for pattern, start, end in _PARTS:
        if pattern.search(words):
            first, last = start, end
            break
    nights = period.days if part == "NI" else 1
    # The night of 3 to 4 June ends on the morning of the second day.
    return at_hour(period.start, first), at_hour(period.start + max(nights - 2, 0) * DAY, last)


def _alone(told: Told, i: int, ends: Ends | None) -> Ends | None:
    """What the words before a time make of it."""
    counted = _counted(told, i)
    if counted is not None:
        ends = counted
    if ends is None:
        return None
    table, before = around(), told.before(i)
    beside = table.beside.search(told.back(i))
    if beside is not None and ends[0] is not None and ends[1] is not None:
        return _shifted(beside, ends[0], ends[1])
    ends = _narrowed(before, ends)
    start, end = ends
    if table.since.search(before):
        return start, None
    if table.until.search(before):
        return None, point_of(told, i, ends)
    if table.before.search(before):
        return None, start
    if table.after.search(before):
        return end, None
    ranged = table.range_.search(before)
    if ranged is not None and isinstance(start, date):
        return as_night(told, i, ranged.start(), _from_day(ranged, start, end))
    opened = table.from_.search(before)
    if opened is not None and table.onward.match(told.lower, told.found[i].end):
        return start, None
    return ends


def _from_day(match: re.Match[str], start: date | datetime, end: date | datetime | None) -> Ends:
    """The days of "between 14 and 16 May"."""
    named = load_time_words().months.get(match["month"] or "", start.month)
    try:
        first = date(start.year - (named > start.month), named, int(match["day"]))
    except ValueError:
        return start, end
    return first, end


def _counted(told: Told, i: int) -> Ends | None:
    """Lengths and counts from publication: "recent weeks", "the past 48 hours", "a week ago"."""
    base, now = told.found[i].phrase.base, told.published
    if now is None:
        return None
    today = now.date() if isinstance(now, datetime) else now
    if isinstance(base, Lasting) and base.side:
        return _around_now(base, now, today)
    exact = isinstance(base, Shifted) and base.counted and base.amount is not None and not base.told
    if exact and isinstance(base, Shifted) and base.unit.letter in ("D", "W"):
        if told.words(i).startswith(tuple(load_time_words().about)):
            return None
        day = shift_day(today, base.unit.letter, base.amount or 0)
        return (day, day + DAY) if day is not None and day < date.max else None
    return None


def _around_now(base: Lasting, now: date | datetime, today: date) -> Ends | None:
    if base.amount is None:
        return (None, today) if base.side < 0 else (today, None)
    amount = base.amount * base.unit.times
    if base.unit.letter == "TH":
        at = now if isinstance(now, datetime) else datetime.combine(now, time())
        far = at + base.side * timedelta(hours=min(amount, 10**5))
        pair = sorted((at, far))
        if isinstance(now, datetime) or amount % 24:
            return pair[0], pair[1]
        return pair[0].date(), pair[1].date()
    if amount != int(amount):
        return None
    other = shift_day(today, base.unit.letter, base.side * int(amount))
    if other is None:
        return None
    return (other, today) if base.side < 0 else (today, other)


def _narrowed(before: str, ends: Ends) -> Ends:
    """The eve of a day, and the halves and weeks of a month."""
    start, end = ends
    if start is None or end is None:
        return ends
    table = around()
    if table.eve.search(before):
        return start - DAY, start
    match = table.half.search(before)
    if match is not None and not isinstance(start, datetime) and 28 <= (end - start).days <= 31:
        return _piece(match, start, end)
    return ends


def _shifted(match: re.Match[str], start: date, end: date) -> Ends:
    count = match["count"].strip()
    amount = 1.0 if count.split()[0] in ("the", "a", "an") else read_number(count)
    if amount is None or amount != int(amount):
        return start, end
    sign = -1 if match["side"] == "before" else 1
    steps = int(amount) * sign
    if match["unit"] == "month":
        moved = add_months(start, steps)
        return (moved, moved + (end - start)) if moved is not None else (start, end)
    far = timedelta(days=min(abs(steps), 10**4) * (7 if match["unit"] == "week" else 1)) * sign
    return start + far, end + far


def _piece(match: re.Match[str], start: date, end: date) -> Ends:
    first = match["which"] in ("first", "opening")
    piece = match["piece"].split()[0]
    if piece == "half":
        middle = start + timedelta(days=15)
        return (start, middle) if first else (middle, end)
    length = timedelta(days={"fortnight": 14, "week": 7, "ten": 10, "day": 1}[piece])
    if match["which"] == "second":
        return start + length, start + 2 * length
    return (start, start + length) if first else (end - length, end)


def numbered_day(words: str) -> int | None:
    """The number of "the 1,200th day", "day three"; None where the words have none."""
    for piece in re.findall(r"[a-z0-9,-]+", words):
        number = ordinal(piece)
        if number:
            return number
    match = re.search(r"\b(?:day|week|month)\s+(.+)$", words)
    value = read_number(match[1]) if match else None
    return int(value) if value is not None and 0 < value < 10**5 else None
