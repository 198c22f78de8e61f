"""Moments and periods as whole numbers, and from when on a report counts as known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fogline.records.report import Published

HOUR = 3600
DAY_HOURS = 24
# Outside these a period is open: far enough that no report's period reaches them.
FAR_PAST = -(10**7)
FAR_FUTURE = 10**7
# In seconds: a moment at which all is known.
EVER = FAR_FUTURE * HOUR
# A date has ten characters in ISO 8601; a moment has more.
DATE_LENGTH = 10


def seconds(text: str) -> int:
    """An ISO 8601 date or moment as seconds since 1970; without an offset it is read as UTC."""
    if len(text) <= DATE_LENGTH:
        day = date.fromisoformat(text)
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    else:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
    return int(moment.timestamp())


def hours(text: str, *, up: bool = False) -> int:
    """The same in whole hours, rounded down, or ``up``."""
    found, rest = divmod(seconds(text), HOUR)
    return found + 1 if up and rest else found


def iso_moment(value: int) -> str:
    """Seconds since 1970 as ISO 8601 with "Z"."""
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_hour(value: int) -> str:
    """Hours since 1970 as an ISO date where they are midnight, else as a moment."""
    text = iso_moment(value * HOUR)
    return text[:DATE_LENGTH] if text.endswith("T00:00:00Z") else text


def known_from(published: Published, received: int) -> int:
    """From when on, in seconds since 1970, a report's content counts as known.

    The moment of publication; the end of the stated period where only that is known (but no later
    than its reception, by which it was there to be read); the reception where nothing is known.
    """
    if published.start is not None and published.precision in ("minute", "hour"):
        return seconds(published.start)
    if published.end is None:
        return received
    end = seconds(published.end)
    if published.start is not None and seconds(published.start) <= received < end:
        return received
    return end
