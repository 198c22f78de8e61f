"""Chooses among the years, weeks and weekends that a partial date could mean.

The tense tells the side of publication; a choice that would lie most of a year away on that side
and only weeks away on the other is taken to be a tense misread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fogline.resolve.times.calendar import Period, add_days

# Days: beyond the first the tense is doubted if the other side is within the second.
FAR, NEAR = 300, 75
# Leap days come every four years, or after eight.
_REACH = 8
# In so many days, three years, a day of the month has been every weekday.
_NUMBERED_REACH = 1100


def choose_period(
    period_in: Callable[[int], Period | None],
    today: date,
    named: int | None,
    tense: int,
) -> tuple[int, Period] | None:
    """The year, with the period in it, that is meant; None where no year near has it.

    ``named`` is the side that the words themselves name ("last June": -1), else None.
    """
    periods = [
        (year, period)
        for year in range(today.year - _REACH, today.year + _REACH + 1)
        if 1 <= year <= 9998 and (period := period_in(year))
    ]
    if named == 0:
        return next((one for one in periods if one[0] == today.year), None)
    if named is not None:
        if named < 0:
            ended = [one for one in periods if one[1].end <= today]
            return ended[-1] if ended else None
        return next((one for one in periods if one[1].start > today), None)
    past = [one for one in periods if one[1].start <= today]
    ahead = [one for one in periods if one[1].end > today]
    return _weigh(past[-1] if past else None, ahead[0] if ahead else None, today, tense)


def _weigh(
    past: tuple[int, Period] | None, ahead: tuple[int, Period] | None, today: date, tense: int
) -> tuple[int, Period] | None:
    if past is None or ahead is None or past == ahead:
        return past or ahead
    back = max((today - past[1].end).days, 0)
    forth = (ahead[1].start - today).days
    if tense == 0:
        # News is about what has been, unless what is to come is much nearer.
        return past if back <= 1.5 * forth else ahead
    chosen, other = (past, ahead) if tense < 0 else (ahead, past)
    away, near = (back, forth) if tense < 0 else (forth, back)
    # "It expects a loss for the third quarter", said when that quarter is just over.
    far = FAR - past[1].days if tense > 0 and past[1].days > 31 else FAR
    return other if away > far and near < NEAR else chosen


def choose_weekday(weekday: int, today: date, shift: int | None, tense: int) -> date | None:
    """The day that a weekday (ISO number) means: by the tense, or as "last", "next" say."""
    back = (today.isoweekday() - weekday) % 7
    forth = -back % 7
    if shift is None:
        return add_days(today, forth if tense > 0 else -back)
    if shift < 0:
        return add_days(today, -(back or 7))
    if shift > 0:
        return add_days(today, forth or 7)
    # "This Sunday": of this week, unless the tense has it on the other side of today.
    steps = weekday - today.isoweekday()
    if steps * tense < 0:
        steps += 7 * tense
    return add_days(today, steps)


def choose_numbered(weekday: int, number: int, today: date, tense: int) -> date | None:
    """The nearest day of the month that is such a weekday ("Friday the 13th"): back, or ahead."""
    days = (add_days(today, steps if tense > 0 else -steps) for steps in range(_NUMBERED_REACH))
    return next(
        (day for day in days if day and (day.day, day.isoweekday()) == (number, weekday)), None
    )


def choose_weekend(today: date, shift: int | None, tense: int) -> date | None:
    """The Saturday of the weekend meant; a weekend under way is the present one."""
    saturday = 5 - today.weekday()
    under_way = today.weekday() >= 5
    if under_way:
        saturday = 5 - today.weekday()
        return add_days(today, saturday + 7 * (shift or 0))
    if shift is not None and shift != 0:
        return add_days(today, saturday - 7 if shift < 0 else saturday)
    return add_days(today, saturday if tense > 0 or shift == 0 else saturday - 7)
