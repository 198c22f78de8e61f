"""A time on the calendar, and what places it there: shared by the modules that place phrases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fogline.records.time import TimeAnchor, TimeKind, TimePrecision
from fogline.resolve.times.calendar import Period, week_value

PRECISION = {
    "TS": TimePrecision.MINUTE,
    "TM": TimePrecision.MINUTE,
    "TH": TimePrecision.HOUR,
    "D": TimePrecision.DAY,
    "W": TimePrecision.WEEK,
    "M": TimePrecision.MONTH,
    "Q": TimePrecision.QUARTER,
    "Y": TimePrecision.YEAR,
}
MANY_YEARS = {10: TimePrecision.DECADE, 100: TimePrecision.CENTURY}
MASK = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
# The longest period, in days, that a unit of that letter can be counted from.
COUNTABLE = {"D": 1, "W": 7, "M": 31, "Q": 92, "Y": 366}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What places a phrase: the day of publication, the side of now, what was told before.

    ``stretch`` is the quarter or half told last, that figures are given for.
    """

    today: date | None
    direction: int
    told: Period | None
    stretch: Placed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A phrase on the calendar; ``period`` is None where it has no place there."""

    value: str
    period: Period | None
    precision: TimePrecision
    anchor: TimeAnchor | None
    kind: TimeKind = TimeKind.DATE
    moment: tuple[str, str] | None = None

    @property
    def bounds(self) -> tuple[str | None, str | None]:
        """Start and end as ISO 8601 dates, or as moments where the zone is known."""
        if self.moment:
            return self.moment
        if self.period is None:
            return None, None
        return self.period.start.isoformat(), self.period.end.isoformat()


def value_of(day: date, letter: str, times: int = 1) -> str:
    """TIMEX3's value of the unit in which the day lies."""
    if letter == "W":
        return week_value(day)
    if letter == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if times > 1:
        return f"{day.year:04d}"[: 3 if times == 10 else 2]
    return day.isoformat()[: {"Y": 4, "M": 7}.get(letter, 10)]
