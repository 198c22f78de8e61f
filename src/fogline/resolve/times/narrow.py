"""Narrows a placed period: its third, the side of now, the part of the day, the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from fogline.records.time import TimeKind, TimePrecision
from fogline.resolve.times.calendar import (
    Period,
    add_days,
    day_period,
    piece_of,
    third_of,
    week_period,
    week_value,
)
from fogline.resolve.times.phrases import Clock, Detail
from fogline.resolve.times.placed import Context, Placed
from fogline.resolve.times.zones import offset_on

_FINER = {
    TimePrecision.CENTURY: TimePrecision.DECADE,
    TimePrecision.DECADE: TimePrecision.YEAR,
    TimePrecision.YEAR: TimePrecision.SEASON,
    TimePrecision.SEASON: TimePrecision.MONTH,
    TimePrecision.QUARTER: TimePrecision.MONTH,
    TimePrecision.MONTH: TimePrecision.WEEK,
    TimePrecision.WEEK: TimePrecision.DAY,
    TimePrecision.DAY: TimePrecision.PART_OF_DAY,
}


def narrow(placed: Placed, detail: Detail, context: Context) -> Placed:
    """The part of the period that the details leave."""
    if detail.days:
        placed = _days_on(placed, detail.days)
    if detail.piece and placed.period:
        piece = piece_of(placed.period, detail.piece)
        placed = replace(placed, period=piece, precision=TimePrecision.WEEK)
    if detail.third:
        placed = _in_third(placed, detail.third)
    if detail.within:
        placed = _within(placed, detail.within, context)
    if detail.part:
        placed = replace(
            placed,
            value=f"{placed.value.partition('/')[0]}T{detail.part}",
            precision=TimePrecision.PART_OF_DAY,
            kind=TimeKind.TIME,
        )
    return _at_clock(placed, detail.clock) if detail.clock else placed


def _days_on(placed: Placed, days: int) -> Placed:
    period = placed.period
    start = add_days(period.start, days) if period else None
    day = day_period(start) if start else None
    value = start.isoformat() if start else "XXXX-XX-XX"
    return replace(placed, value=value, period=day, precision=TimePrecision.DAY)


def _in_third(placed: Placed, third: str) -> Placed:
    period = placed.period
    return replace(
        placed,
        period=third_of(period, third) if period else None,
        precision=_FINER.get(placed.precision, placed.precision),
    )


def _within(placed: Placed, within: str, context: Context) -> Placed:
    period, today = placed.period, context.today
    if period is None:
        return placed
    if within == "WEEK":
        return replace(
            placed,
            value=week_value(period.start),
            period=week_period(period.start),
            precision=TimePrecision.WEEK,
        )
    if within == "WEEKEND":
        week = week_period(period.start)
        saturday = add_days(week.start, 5) if week else None
        weekend = Period(saturday, week.end) if week and saturday else None
        return replace(placed, value=f"{week_value(period.start)}-WE", period=weekend)
    if within == "NIGHT":
        end = add_days(period.end, 1) if period.days == 1 else period.end
        return replace(placed, period=Period(period.start, end) if end else period)
    if today is None or period.days == 1 or not period.start <= today < period.end:
        return placed
    tomorrow = today + timedelta(days=1) if today != date.max else today
    return replace(
        placed,
        period=Period(period.start, tomorrow) if within == "BEFORE" else Period(today, period.end),
    )


def _at_clock(placed: Placed, clock: Clock) -> Placed:
    minute = clock.minute or 0
    precision = TimePrecision.HOUR if clock.minute is None else TimePrecision.MINUTE
    placed = replace(
        placed,
        value=f"{placed.value}T{clock.hour:02d}:{minute:02d}",
        precision=precision,
        kind=TimeKind.TIME,
    )
    if clock.zone is None or placed.period is None:
        return placed
    day = placed.period.start
    hours = offset_on(clock.zone, day, clock.hour)
    if hours is None or abs(hours) >= 24:
        return placed
    zone = timezone(timedelta(hours=hours))
    start = datetime(day.year, day.month, day.day, clock.hour, minute, tzinfo=zone)
    length = timedelta(hours=1) if clock.minute is None else timedelta(minutes=1)
    end = start + length
    return replace(
        placed,
        moment=(start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")),
    )
