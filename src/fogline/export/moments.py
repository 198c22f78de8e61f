"""Moments in words: seconds since 1970 as ISO 8601, and days for people."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_words(value: int) -> str:
    """A moment as ISO 8601 in UTC: "2025-06-08T12:00:00Z"."""
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def short_moment(value: int) -> str:
    """A moment for a table: "2025-06-08 12:00"."""
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M")
