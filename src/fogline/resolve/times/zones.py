"""Offsets of the clock: zones by their names, and the clocks of places with their summer time."""

from __future__ import annotations

from datetime import date, timedelta

from fogline.knowledge.timewords import PlaceClock, load_time_words
from fogline.resolve.times.calendar import make_date

_SUNDAY = 6


def zone_of(word: str, plus: str | None = None) -> PlaceClock | None:
    """The clock that a zone's words name; None where they name the place's own.

    ``plus`` is what stands behind GMT or UTC: "+3", "-03:30".
    """
    words = load_time_words()
    place = words.place_clocks.get(word.removesuffix(" time"))
    if place is not None and word.endswith(" time"):
        return place
    hours = words.zones.get(word)
    if hours is None:
        return None
    return PlaceClock(hours=hours + _hours(plus), summer="", since=0)


def _hours(plus: str | None) -> float:
    digits = "".join(char for char in plus or "" if char.isdigit())
    if not plus or not digits:
        return 0.0
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    amount = int(hours) + int(minutes) / 60
    return -amount if plus[0] in "-\u2212" else amount


def offset_on(clock: PlaceClock, day: date, hour: int) -> float | None:
    """Hours east of Greenwich on that day, at that hour; None before the clock's rule began."""
    if day.year < clock.since:
        return None
    if not clock.summer:
        return clock.hours
    start, end, change = _summer(clock, day.year)
    if start is None or end is None:
        return None
    begun = day > start or (day == start and hour >= change)
    over = day > end or (day == end and hour >= change)
    return clock.hours + 1 if begun and not over else clock.hours


def _summer(clock: PlaceClock, year: int) -> tuple[date | None, date | None, int]:
    """The first and last day of summer time, and the hour of the change."""
    if clock.summer == "us":
        return _sunday(year, 3, 14), _sunday(year, 11, 7), 2
    end = _sunday(year, 10, 31)
    start = _sunday(year, 3, 31)
    if clock.summer == "il":
        # Israel begins on the Friday before the last Sunday of March.
        return start - timedelta(days=2) if start else None, end, 2
    # The European Union changes everywhere at 01:00 of Greenwich.
    return start, end, int(clock.hours) + 1


def _sunday(year: int, month: int, latest: int) -> date | None:
    """The last Sunday that is not after the day of the month."""
    day = make_date(year, month, latest)
    return day - timedelta(days=(day.weekday() - _SUNDAY) % 7) if day else None
