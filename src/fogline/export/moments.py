"""Moments in words: seconds since 1970 as ISO 8601, and days for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

# As many characters as an ISO 8601 date has; a moment has more, a month fewer.
DATE_LENGTH = 10


def moment_words(value: int) -> str:
    """A moment as ISO 8601 in UTC: "2025-06-08T12:00:00Z"."""
    # Not strftime: it writes the year 829 with three digits.
    return f"{datetime.fromtimestamp(value, UTC).isoformat()[:19]}Z"


def short_moment(value: int) -> str:
    """A moment for a table: "2025-06-08 12:00"."""
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M")


def one_day(start: str, end: str) -> bool:
    """Whether a period is one whole day."""
    if len(start) != DATE_LENGTH or len(end) != DATE_LENGTH:
        return False
    return date.fromisoformat(end) - date.fromisoformat(start) == timedelta(days=1)
