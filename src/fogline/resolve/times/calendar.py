"""Arithmetic on calendar periods: half-open, in whole days, weeks from Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

DAY = timedelta(days=1)
# "Early", "mid" and "late" of a week: its first two days, the next two, and the rest.
_WEEK_THIRDS = {"START": (0, 2), "MID": (2, 4), "END": (4, 7)}
_THIRDS = {"START": 0, "MID": 1, "END": 2}
_DECADE_THIRDS = (0, 3, 7, 10)
_CENTURY_THIRDS = (0, 33, 67, 100)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to, and not with, ``end``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def covers(self, other: Period) -> bool:
        """Whether the other period lies wholly in this one."""
        return self.start <= other.start and other.end <= self.end


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (31 June, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_period(day: date) -> Period | None:
    """The one day."""
    return None if day == date.max else Period(day, day + DAY)


def add_days(day: date, days: int) -> date | None:
    """The date so many days on; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """The same day so many months on, or the last of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year < MAXYEAR:
        return None
    for number in (day.day, 30, 29, 28):
        found = make_date(year, month + 1, min(day.day, number))
        if found:
            return found
    return None


def month_period(year: int, month: int, count: int = 1) -> Period | None:
    """The month of the year, or the ``count`` months that begin with it."""
    start = make_date(year, month, 1)
    end = add_months(start, count) if start else None
    return Period(start, end) if start and end else None


def year_period(year: int, count: int = 1) -> Period | None:
    """The year, or the ``count`` years that begin with it."""
    return month_period(year, 1, 12 * count) if MINYEAR <= year <= MAXYEAR - count else None


def week_period(day: date) -> Period | None:
    """The week, from Monday, in which the day lies."""
    start = add_days(day, -day.weekday())
    end = add_days(start, 7) if start else None
    return Period(start, end) if start and end else None


def unit_period(day: date, letter: str, times: int = 1) -> Period | None:
    """The day, week, month, quarter or year (or decade ...) in which the day lies."""
    if letter == "W":
        return week_period(day)
    if letter == "M":
        return month_period(day.year, day.month)
    if letter == "Q":
        return month_period(day.year, 3 * ((day.month - 1) // 3) + 1, 3)
    if letter == "Y":
        return year_period(day.year - day.year % times, times)
    return day_period(day)


def shift_day(day: date, letter: str, amount: int) -> date | None:
    """The day so many units on ("D", "W", "M", "Q", "Y")."""
    if letter in ("D", "W"):
        return add_days(day, amount * (7 if letter == "W" else 1)) if abs(amount) < 10**7 else None
    months = {"M": 1, "Q": 3, "Y": 12}.get(letter)
    return add_months(day, amount * months) if months and abs(amount) < 10**6 else None


def third_of(period: Period, third: str) -> Period:
    """The first, middle or last third: of a year four months, of a month ten days.

    A period that has no thirds of whole days (a day) is given back as it is.
    """
    index = _THIRDS[third]
    if period.days == 7:
        first, last = _WEEK_THIRDS[third]
        return Period(period.start + first * DAY, period.start + last * DAY)
    if 28 <= period.days <= 31:
        first_day = period.start + 10 * index * DAY
        return Period(first_day, period.end if index == 2 else first_day + 10 * DAY)
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    if months in (3, 6, 12):
        step = months // 3
        return _months(period.start, step * index, step * (index + 1))
    if months in (120, 1200):
        edges = _DECADE_THIRDS if months == 120 else _CENTURY_THIRDS
        return _months(period.start, 12 * edges[index], 12 * edges[index + 1])
    return period


def piece_of(month: Period, piece: str) -> Period:
    """A half ("H1", "H2") of a month, or its so-manieth seven days ("W2"; "W0" the last)."""
    if piece[0] == "H":
        middle = month.start + 15 * DAY
        return Period(month.start, middle) if piece == "H1" else Period(middle, month.end)
    number = int(piece[1])
    if number == 0:
        return Period(month.end - 7 * DAY, month.end)
    return Period(month.start + 7 * (number - 1) * DAY, month.start + 7 * number * DAY)


def _months(start: date, first: int, last: int) -> Period:
    return Period(add_months(start, first) or start, add_months(start, last) or start + DAY)


def week_value(day: date) -> str:
    """TIMEX3's value of the week in which the day lies: 2025-W24."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
