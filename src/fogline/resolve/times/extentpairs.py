"""The periods that two neighbouring times make: ranges, nights, lengths from a day, sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from fogline.resolve.times.calendar import DAY, shift_day
from fogline.resolve.times.extentwords import (
    PART_HOURS,
    Ends,
    Told,
    around,
    as_night,
    at_hour,
    point_of,
)
from fogline.resolve.times.phrases import Dated, Lasting, OnWeekday, Repeated

_WEEK = timedelta(days=7)
_TO = re.compile(
    r"\s*(?:to|until|till|through|[-\u2010-\u2015]|and\s+running\s+to)\s*(?:on\s+|the\s+)?"
)
_AND = re.compile(r",?\s+and\s+(?:on\s+|the\s+)?")
_INTO = re.compile(r"(?:,?\s+(?:and\s+)?(?:in)?to|\s+through(?:\s+to)?)\s+(?:the\s+)?")
_FOR_FROM = re.compile(
    r",?\s+(?:from|starting|beginning|since|counting\s+from)(?:\s+on)?\s+(?:the\s+)?"
)
_FOR_TO = re.compile(r"\s+(?:until|till|up\s+to|ending|to)(?:\s+on)?\s+(?:the\s+)?")
_EVERY = re.compile(r"\s+(?:(?:of|in|during|over|since|for)\s+)?")


def together(told: Told, i: int, bare: Sequence[Ends | None]) -> Ends | None:
    """What two neighbouring times make: a range, a night, a length from a day, a set in a week."""
    joint, before = told.joint(i), told.before(i)
    one, other = told.found[i], told.found[i + 1]
    base = one.phrase.base
    if isinstance(base, Lasting) and not base.side:
        return _lasting(told, i, joint, bare[i + 1])
    if isinstance(base, Repeated):
        return _repeated(told, i, joint, bare[i + 1])
    night = one.phrase.detail.part == "NI"
    if night and _INTO.fullmatch(joint):
        return _night(told, i, bare)
    opened = around().from_.search(before) is not None
    ranged = _TO.fullmatch(joint) or (opened and _AND.fullmatch(joint))
    clocks = one.phrase.detail.clock is not None and other.phrase.detail.clock is not None
    if not ranged or not (opened or clocks or isinstance(base, Dated | OnWeekday)):
        return None
    return _range(told, i, bare)


def _range(told: Told, i: int, bare: Sequence[Ends | None]) -> Ends | None:
    """From one time to the next; a clock or a weekday takes its day from the other's."""
    one, other = bare[i], bare[i + 1]
    first, last = told.found[i].phrase, told.found[i + 1].phrase
    if one is None and other is not None and isinstance(other[0], datetime) and first.detail.clock:
        clock = first.detail.clock
        moved = other[0].replace(hour=clock.hour, minute=clock.minute or 0)
        one = (moved - DAY if _earlier(other[0], moved) else moved, None)
    if other is None and one is not None and isinstance(one[0], datetime) and last.detail.clock:
        clock = last.detail.clock
        end = one[0].replace(hour=clock.hour, minute=clock.minute or 0)
        other = (end + DAY if end < one[0] else end, None)
    if one is None or other is None or one[0] is None:
        return None
    start: date | datetime = one[0]
    stop = point_of(told, i + 1, other)
    if stop is None or isinstance(start, datetime) is not isinstance(stop, datetime):
        return None
    if not _earlier(start, stop) and isinstance(first.base, OnWeekday):
        start -= _WEEK
    if not _earlier(start, stop):
        return None
    opened = around().from_.search(told.before(i))
    return as_night(told, i, opened.start() if opened else len(told.before(i)), (start, stop))


def _earlier(start: date | datetime, stop: date | datetime) -> bool:
    if isinstance(start, datetime) and isinstance(stop, datetime):
        return (start.tzinfo is None) is (stop.tzinfo is None) and start < stop
    return start < stop


def _night(told: Told, i: int, bare: Sequence[Ends | None]) -> Ends | None:
    """The night of "Saturday night into Sunday", of "overnight into Tuesday"."""
    other = bare[i + 1]
    if other is None or other[0] is None:
        return None
    morning = other[0].date() if isinstance(other[0], datetime) else other[0]
    return at_hour(morning - DAY, 18), at_hour(morning, 6)


def _lasting(told: Told, i: int, joint: str, other: Ends | None) -> Ends | None:
    """The days of "for three days from Monday"."""
    base = told.found[i].phrase.base
    if other is None or not isinstance(base, Lasting) or base.amount is None:
        return None
    start = other[0] if _FOR_FROM.fullmatch(joint) else None
    end = other[1] if _FOR_TO.fullmatch(joint) else None
    sign, near = (1, start) if start is not None else (-1, end)
    if near is None:
        return None
    far = _away(near, base, sign)
    if far is None:
        return None
    return (near, far) if sign > 0 else (far, near)


def _away(near: date | datetime, base: Lasting, sign: int) -> date | datetime | None:
    amount = (base.amount or 0) * base.unit.times
    if base.unit.letter == "TH" and amount < 10**5:
        at = near if isinstance(near, datetime) else datetime.combine(near, time())
        far = at + sign * timedelta(hours=amount)
        return far if isinstance(near, datetime) or amount % 24 else far.date()
    if isinstance(near, datetime) and base.unit.letter not in ("D", "W"):
        return None
    if amount != int(amount):
        return None
    return shift_day(near, base.unit.letter, sign * int(amount))


def _repeated(told: Told, i: int, joint: str, other: Ends | None) -> Ends | None:
    """The hull of "every night this week": up to publication, where that falls in it."""
    if other is None or not _EVERY.fullmatch(joint):
        return None
    start, end = other
    now = told.published
    if start is None or end is None or isinstance(start, datetime) or "since" in joint:
        return None
    today = now.date() if isinstance(now, datetime) else now
    code = re.search(r"T(MO|AF|EV|NI)$", told.placed[i].value)
    last = end if not isinstance(end, datetime) else end.date()
    if today is not None and start <= today < last:
        last = today
    if code is None:
        return start, min(last + DAY, end) if last == today else last
    first_hour, last_hour = PART_HOURS[code[1]]
    return at_hour(start, first_hour), at_hour(last, last_hour % 24)
