"""Places the quarters and years that figures are given for and compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from fogline.records.time import TimeAnchor, TimeKind, TimePrecision
from fogline.resolve.times.calendar import Period, add_days, add_months, unit_period
from fogline.resolve.times.phrases import Dated, Ending, InYear, Same
from fogline.resolve.times.placed import MASK, PRECISION, Context, Placed, value_of

# From the end of a quarter back into its middle, whichever day it ends on.
_HALF_QUARTER = timedelta(days=45)


def place_ending(
    base: Ending, context: Context, dated: Callable[[Dated, Context], Placed]
) -> Placed:
    """A week, quarter or year by its last day: a year is a length with a place on the calendar."""
    last = dated(base.last, context)
    if base.letter == "W":
        return _week_to(last)
    months = 3 if base.letter == "Q" else 12
    start = add_months(last.period.end, -months) if last.period else None
    period = Period(start, last.period.end) if start and last.period else None
    if base.letter == "Y":
        return Placed(
            value="P1Y",
            period=period,
            precision=TimePrecision.YEAR,
            anchor=last.anchor,
            kind=TimeKind.DURATION,
        )
    value = value_of(period.end - _HALF_QUARTER, "Q") if period else "XXXX-QX"
    return Placed(value=value, period=period, precision=TimePrecision.QUARTER, anchor=last.anchor)


def _week_to(last: Placed) -> Placed:
    """The seven days up to a day, with the value of the week that the day lies in."""
    start = add_days(last.period.end, -7) if last.period else None
    return Placed(
        value=value_of(last.period.start, "W") if last.period else "XXXX-WXX",
        period=Period(start, last.period.end) if start and last.period else None,
        precision=TimePrecision.WEEK,
        anchor=last.anchor,
    )


def place_same(
    base: Same, context: Context, in_year: Callable[[InYear, Context], Placed]
) -> Placed:
    """The quarter told, or the same one of another year."""
    if base.code is not None:
        named = InYear(code=base.code, year=None, year_shift=None, direction=None)
        return shift_years(in_year(named, context), base.years)
    month = _month_told(base, context)
    stretch = context.stretch if base.unit != "M" else None
    told = stretch or month or _without_told(base, context)
    if base.year is not None and told.value[:4].isdigit():
        return shift_years(told, base.year - int(told.value[:4]))
    return shift_years(told, base.years)


def shift_years(placed: Placed, years: int) -> Placed:
    """The same part of the year so many years on."""
    if not years or placed.period is None:
        return placed
    start = add_months(placed.period.start, 12 * years)
    end = add_months(placed.period.end, 12 * years)
    year = int(placed.value[:4]) + years
    if start is None or end is None:
        return replace(placed, value=f"XXXX{placed.value[4:]}", period=None)
    return replace(placed, value=f"{year:04d}{placed.value[4:]}", period=Period(start, end))


def _month_told(base: Same, context: Context) -> Placed | None:
    """The month told, for "the same period last year" of figures that are a month's."""
    told = context.told
    if base.unit == "Q" or base.latest or told is None or unit_period(told.start, "M") != told:
        return None
    return Placed(
        value=value_of(told.start, "M"),
        period=told,
        precision=TimePrecision.MONTH,
        anchor=TimeAnchor.EVENT,
    )


def _without_told(base: Same, context: Context) -> Placed:
    """Where no quarter was told: the present one, the last one that is over, or the year."""
    letter = "Q" if base.unit == "Q" or base.latest else base.unit or "Y"
    precision = PRECISION[letter]
    day = context.today
    if day is not None and letter == "Q" and (base.latest or base.years):
        # Figures are those of a quarter that is over.
        day = add_months(day, -3)
    period = unit_period(day, letter) if day else None
    value = value_of(day, letter) if day else MASK[letter]
    return Placed(value=value, period=period, precision=precision, anchor=TimeAnchor.PUBLISHED)
