"""Axes of time: which stretch one shows, and in which calendar units it is cut.

Everything here is in whole hours since 1970 (UTC), half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from operator import sub

from fogline.corroborate.filing.moments import DAY_HOURS, FAR_FUTURE, FAR_PAST, HOUR

# As many bins as a screen has room for, and a person can tell apart.
MOST_BINS = 120
# The years that a calendar has.
EARLIEST = int(datetime(1, 1, 1, tzinfo=UTC).timestamp()) // HOUR
LATEST = int(datetime(9999, 12, 31, 23, tzinfo=UTC).timestamp()) // HOUR
# 29 December 1969 was a Monday.
MONDAY = -3 * DAY_HOURS
# Where a tail is left out, the rest must become this many times wider, and never more than a fifth
# of all is left out. Shares are of what an axis shows.
WORTH = 3
SHARES = (0.95, 0.9, 0.85, 0.8)
# What is shorter than this is not looked at more closely.
SHORTEST = 14 * DAY_HOURS


@dataclass(frozen=True, slots=True)
class Unit:
    """What an axis is cut into: a number of hours from an origin on, or of calendar months."""

    name: str
    hours: int
    months: int = 0
    origin: int = 0


HOURS = (Unit("hour", 1), Unit("six hours", 6))
DAYS = (
    Unit("day", DAY_HOURS),
    Unit("week", 7 * DAY_HOURS, origin=MONDAY),
    Unit("month", 31 * DAY_HOURS, months=1),
    Unit("quarter", 92 * DAY_HOURS, months=3),
    Unit("year", 366 * DAY_HOURS, months=12),
    Unit("decade", 3653 * DAY_HOURS, months=120),
    Unit("century", 36525 * DAY_HOURS, months=1200),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """A stretch of time in bins of one unit; ``edges`` are one more than there are bins."""

    unit: Unit
    edges: tuple[int, ...]

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.edges[0]

    @property
    def last(self) -> int:
        """Where it ends."""
        return self.edges[-1]

    def at(self, hour: int) -> int:
        """The number of the bin in which an hour of the axis lies."""
        return bisect_right(self.edges, hour) - 1


def axis_of(first: int, last: int, units: Sequence[Unit] = DAYS) -> Axis:
    """An axis that covers a period in whole units, the smallest that make few enough bins.

    Cutting what an axis shows once more gives the same axis.
    """
    first = max(EARLIEST, min(first, LATEST - 1))
    last = min(LATEST, max(last, first + 1))
    for unit in units:
        # Not written out only to be too many.
        if last - first <= MOST_BINS * unit.hours or unit is units[-1]:
            edges = _edges(first, last, unit)
            if len(edges) <= MOST_BINS + 1:
                break
    return Axis(unit, edges)


def _edges(first: int, last: int, unit: Unit) -> tuple[int, ...]:
    if unit.months:
        return _months(first, last, unit.months)
    start = first - (first - unit.origin) % unit.hours
    edges = list(range(start, last, unit.hours))
    edges.append(edges[-1] + unit.hours)
    return tuple(sorted({min(max(edge, EARLIEST), LATEST) for edge in edges}))


def _months(first: int, last: int, step: int) -> tuple[int, ...]:
    day = date.fromisoformat(iso(first)[:10])
    number = day.year * 12 + day.month - 1
    number -= number % step
    edges = [_month(number)]
    while edges[-1] < last:
        number += step
        edges.append(_month(number))
    return tuple(edges)


def _month(number: int) -> int:
    """The hour at which a month begins, by its number since the year 0, if there is such a year."""
    year, month = divmod(number, 12)
    if year < 1:
        return EARLIEST
    if year > 9999:
        return LATEST
    return int(datetime(year, month + 1, 1, tzinfo=UTC).timestamp()) // HOUR


def busiest(points: Sequence[int]) -> tuple[int, int]:
    """The stretch that shows most of the sorted points; a few far off must not squeeze the rest.

    All of them, unless leaving some out makes the rest so much wider that it is worth it.
    """
    first, last = points[0], points[-1]
    for share in SHARES:
        size = max(1, round(len(points) * share))
        lengths = list(map(sub, points[size - 1 :], points))
        low = lengths.index(min(lengths))
        start, end = points[low], points[low + size - 1]
        if max(end - start, SHORTEST) * WORTH <= last - first:
            first, last = start, end
    # What lies close beside it is not far off.
    beside = max(last - first, SHORTEST) // 2
    low, high = bisect_left(points, first - beside), bisect_right(points, last + beside)
    return points[low], points[high - 1]


def is_open(first: int, last: int) -> bool:
    """Whether a period has no beginning or no end."""
    return first <= FAR_PAST or last >= FAR_FUTURE


def iso(hour: int) -> str:
    """An hour as an ISO date where it is midnight, else as a moment, within the calendar."""
    hour = min(max(hour, EARLIEST), LATEST)
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    return f"{moment.date()}" if moment.hour == 0 else f"{moment.isoformat()[:16]}Z"
