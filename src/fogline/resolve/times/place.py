"""Places what a time expression says on the calendar, as exactly as the words do, no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fogline.knowledge.timewords import load_time_words
from fogline.records.time import TimeAnchor, TimeKind, TimePrecision
from fogline.resolve.times.calendar import (
    Period,
    add_days,
    day_period,
    make_date,
    month_period,
    shift_day,
    unit_period,
    week_value,
    year_period,
)
from fogline.resolve.times.choose import (
    choose_numbered,
    choose_period,
    choose_weekday,
    choose_weekend,
)
from fogline.resolve.times.moving import moving_days
from fogline.resolve.times.narrow import narrow
from fogline.resolve.times.phrases import (
    Dated,
    DayPart,
    Ending,
    Era,
    InYear,
    Lasting,
    Moving,
    Numbered,
    OnWeekday,
    Phrase,
    Repeated,
    Same,
    Shifted,
    Vague,
    Weekend,
)
from fogline.resolve.times.placed import (
    COUNTABLE,
    MANY_YEARS,
    MASK,
    PRECISION,
    Context,
    Placed,
    value_of,
)
from fogline.resolve.times.spans import length_value
from fogline.resolve.times.stretch import place_ending, place_same, shift_years


def place(phrase: Phrase, context: Context) -> Placed:
    """Where the phrase lies, given what is known."""
    placed = _PLACERS[type(phrase.base)](phrase.base, context)
    return narrow(placed, phrase.detail, context)


def _dated(base: Dated, context: Context) -> Placed:
    anchor = TimeAnchor.PUBLISHED if base.year is None else None
    year = base.year if base.year is not None else _year_of(base, context)
    if base.month is None:
        period = None if year is None else year_period(year)
        value = "XXXX" if year is None else f"{year:04d}"
        return Placed(value=value, period=period, precision=TimePrecision.YEAR, anchor=anchor)
    head = f"{'XXXX' if year is None else f'{year:04d}'}-{base.month:02d}"
    if base.day is None:
        period = None if year is None else month_period(year, base.month)
        return Placed(value=head, period=period, precision=TimePrecision.MONTH, anchor=anchor)
    value = f"{head}-{base.day:02d}"
    if base.until:
        value += f"/{head}-{base.until:02d}"
    period = None if year is None else _days_of(base, year)
    return Placed(value=value, period=period, precision=TimePrecision.DAY, anchor=anchor)


def _days_of(base: Dated, year: int) -> Period | None:
    """The days that a date names in a year; the whole month or year where it names no day."""
    if base.month is None:
        return year_period(year)
    if base.day is None:
        return month_period(year, base.month)
    first = make_date(year, base.month, base.day)
    last = make_date(year, base.month, base.until or base.day)
    end = add_days(last, 1) if last else None
    return Period(first, end) if first and end else None


def _year_of(base: Dated, context: Context) -> int | None:
    today = context.today
    if today is None:
        return None
    if base.year_shift is not None:
        return today.year + base.year_shift
    found = choose_period(
        lambda year: _days_of(base, year), today, base.direction, context.direction
    )
    return found[0] if found else None


def _moving(base: Moving, context: Context) -> Placed:
    value, period = moving_days(base, context.today, context.direction)
    anchor = TimeAnchor.PUBLISHED if base.year is None else None
    return Placed(value=value, period=period, precision=TimePrecision.DAY, anchor=anchor)


def _in_year(base: InYear, context: Context) -> Placed:
    precision = TimePrecision.QUARTER if base.code[0] == "Q" else TimePrecision.SEASON
    year = base.year
    anchor = None if year is not None else TimeAnchor.PUBLISHED
    if year is None and context.today is not None:
        if base.year_shift is not None:
            year = context.today.year + base.year_shift
        elif not base.told:
            chosen = choose_period(
                lambda y: _part_of_year(base.code, y),
                context.today,
                base.direction,
                context.direction,
            )
            year = chosen[0] if chosen else None
    if base.told and context.told is not None:
        anchor, year = TimeAnchor.EVENT, context.told.start.year
        same = _part_of_year(base.code, year)
        year += same is not None and same.end <= context.told.start
    if year is None:
        return Placed(value=f"XXXX-{base.code}", period=None, precision=precision, anchor=anchor)
    period = _part_of_year(base.code, year)
    return Placed(
        value=f"{year:04d}-{base.code}", period=period, precision=precision, anchor=anchor
    )


def _ending(base: Ending, context: Context) -> Placed:
    return place_ending(base, context, _dated)


def _same(base: Same, context: Context) -> Placed:
    return place_same(base, context, _in_year)


def _part_of_year(code: str, year: int) -> Period | None:
    first_month = load_time_words().season_starts.get(code)
    if first_month is not None:
        return month_period(year, first_month, 3)
    months = 3 if code[0] == "Q" else 6
    return month_period(year, (int(code[1]) - 1) * months + 1, months)


def _era(base: Era, context: Context) -> Placed:
    digits = f"{base.start:04d}"[: 3 if base.years == 10 else 2]
    period = year_period(base.start, base.years) if base.start else None
    return Placed(value=digits, period=period, precision=MANY_YEARS[base.years], anchor=None)


def _on_weekday(base: OnWeekday, context: Context) -> Placed:
    anchor = TimeAnchor.EVENT if base.told else TimeAnchor.PUBLISHED
    from_day = context.today
    if base.told:
        from_day = context.told.start if context.told and context.told.days == 1 else None
    day = None
    if from_day is not None and base.day is not None:
        day = choose_numbered(base.weekday, base.day, from_day, context.direction)
    elif from_day is not None:
        day = choose_weekday(base.weekday, from_day, base.shift, context.direction)
    value = day.isoformat() if day else f"XXXX-WXX-{base.weekday}"
    period = day_period(day) if day else None
    return Placed(value=value, period=period, precision=TimePrecision.DAY, anchor=anchor)


def _weekend(base: Weekend, context: Context) -> Placed:
    saturday = None
    if context.today is not None:
        saturday = choose_weekend(context.today, base.shift, context.direction)
    end = add_days(saturday, 2) if saturday else None
    return Placed(
        value=f"{week_value(saturday)}-WE" if saturday else "XXXX-WXX-WE",
        period=Period(saturday, end) if saturday and end else None,
        precision=TimePrecision.DAY,
        anchor=TimeAnchor.PUBLISHED,
    )


def _shifted(base: Shifted, context: Context) -> Placed:
    anchor = TimeAnchor.EVENT if base.told else TimeAnchor.PUBLISHED
    unit, letter = base.unit, base.unit.letter
    if letter == "Y" and unit.times == 1 and base.counted and base.amount and context.stretch:
        # "A year earlier", of figures that are a quarter's.
        return shift_years(context.stretch, base.amount)
    precision = MANY_YEARS.get(unit.times, PRECISION[letter])
    if letter == "Y" and base.compared and base.amount and _is_month(context.told):
        day = shift_day(context.told.start, "Y", base.amount) if context.told else None
        if day is not None:
            return Placed(
                value=value_of(day, "M"),
                period=unit_period(day, "M"),
                precision=TimePrecision.MONTH,
                anchor=TimeAnchor.EVENT,
            )
    if base.amount is None and base.told:
        # "A few days later": on this side of now or the other, but a length from what was told.
        value = length_value(letter, None, unit.vague)
        return Placed(
            value=value,
            period=None,
            precision=TimePrecision.VAGUE,
            anchor=anchor,
            kind=TimeKind.DURATION,
        )
    if base.amount is None:
        value = "PAST_REF" if base.sign < 0 else "FUTURE_REF"
        return Placed(value=value, period=None, precision=TimePrecision.VAGUE, anchor=anchor)
    if letter.startswith("T"):
        whole_days = int(base.amount / 24) if letter == "TH" else 0
        return _from_day(base, context, "D", whole_days, precision)
    return _from_day(base, context, letter, base.amount, precision)


def _is_month(period: Period | None) -> bool:
    return period is not None and unit_period(period.start, "M") == period


def _from_day(
    base: Shifted, context: Context, letter: str, amount: int, precision: TimePrecision
) -> Placed:
    anchor = TimeAnchor.EVENT if base.told else TimeAnchor.PUBLISHED
    from_day, told = context.today, context.told
    if base.either and context.direction < 0 and told and told.days <= COUNTABLE[letter]:
        anchor, from_day = TimeAnchor.EVENT, told.start
    elif base.told:
        if told is None and letter == "Y":
            # Nothing was told before: "a year earlier" counts from the report itself.
            anchor, from_day = TimeAnchor.PUBLISHED, context.today
        else:
            from_day = told.start if told and told.days <= COUNTABLE[letter] else None
    day = shift_day(from_day, letter, amount) if from_day else None
    if day is None:
        return Placed(value=MASK[letter], period=None, precision=precision, anchor=anchor)
    whole_unit = base.unit.times if precision in MANY_YEARS.values() else 1
    if base.counted and whole_unit > 1:
        # "A decade ago" names no decade: its year is only the middle of what is meant.
        return Placed(value=f"{day.year:04d}", period=None, precision=precision, anchor=anchor)
    period = unit_period(day, letter, whole_unit)
    return Placed(
        value=value_of(day, letter, whole_unit), period=period, precision=precision, anchor=anchor
    )


def _lasting(base: Lasting, context: Context) -> Placed:
    unit = base.unit
    amount = None if base.amount is None else base.amount * unit.times
    period = None
    if base.side and amount is not None and amount == int(amount) and context.today:
        steps, letter = int(amount), unit.letter
        if letter == "TH":
            steps, letter = -(-steps // 24), "D"
        other = shift_day(context.today, letter, base.side * steps)
        tomorrow = add_days(context.today, 1)
        if other and tomorrow:
            earlier, later = sorted((other, context.today if base.side > 0 else tomorrow))
            period = Period(earlier, later)
    precision = MANY_YEARS.get(unit.times, PRECISION[unit.letter])
    if base.reference is not None:
        return Placed(
            value=base.reference,
            period=None,
            precision=TimePrecision.VAGUE,
            anchor=TimeAnchor.PUBLISHED,
        )
    return Placed(
        value=length_value(unit.letter, amount, unit.vague),
        period=period,
        precision=TimePrecision.VAGUE if amount is None else precision,
        anchor=TimeAnchor.PUBLISHED if base.side else None,
        kind=TimeKind.DURATION,
    )


def _repeated(base: Repeated, context: Context) -> Placed:
    finer = "T" if base.value.startswith("PT") else ""
    precision = PRECISION.get(finer + base.value[-1:], TimePrecision.VAGUE)
    return Placed(
        value=base.value, period=None, precision=precision, anchor=None, kind=TimeKind.SET
    )


def _vague(base: Vague, context: Context) -> Placed:
    return Placed(value=base.reference, period=None, precision=TimePrecision.VAGUE, anchor=None)


def _numbered(base: Numbered, context: Context) -> Placed:
    letter = base.unit.letter
    return Placed(
        value=MASK.get(letter, "XXXX-XX-XX"),
        period=None,
        precision=PRECISION[letter],
        anchor=TimeAnchor.EVENT,
    )


def _day_part(base: DayPart, context: Context) -> Placed:
    told = context.told if context.told and context.told.days == 1 else None
    day = shift_day(told.start, "D", base.shift or 0) if told else None
    return Placed(
        value=day.isoformat() if day else "XXXX-XX-XX",
        period=day_period(day) if day else None,
        precision=TimePrecision.DAY,
        anchor=TimeAnchor.EVENT,
        kind=TimeKind.TIME,
    )


_PLACERS: dict[type, Callable[[Any, Context], Placed]] = {
    Dated: _dated,
    Moving: _moving,
    InYear: _in_year,
    Same: _same,
    Ending: _ending,
    Era: _era,
    OnWeekday: _on_weekday,
    Weekend: _weekend,
    Shifted: _shifted,
    Lasting: _lasting,
    Repeated: _repeated,
    Vague: _vague,
    Numbered: _numbered,
    DayPart: _day_part,
}
