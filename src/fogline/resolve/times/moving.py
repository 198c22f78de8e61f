"""Places feasts that move with the moon on the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from fogline.knowledge.feasts import feast_in
from fogline.resolve.times.calendar import Period
from fogline.resolve.times.choose import choose_period
from fogline.resolve.times.phrases import Moving


def moving_days(base: Moving, today: date | None, direction: int) -> tuple[str, Period | None]:
    """TIMEX3's value of a feast and its days, in the year that the words or the tense tell."""

    def days_in(year: int) -> Period | None:
        days = feast_in(base.name, year)
        return Period(*days) if days else None

    period = None
    if base.year is not None:
        period = days_in(base.year)
    elif today is not None:
        chosen = choose_period(days_in, today, base.direction, direction)
        period = chosen[1] if chosen else None
    if period is None:
        return "XXXX-XX-XX" if base.year is None else f"{base.year:04d}-XX-XX", None
    last = f"/{(period.end - timedelta(days=1)).isoformat()}" if period.days > 1 else ""
    return f"{period.start.isoformat()}{last}", period
