"""Numbers as JSON, tables and pages show them."""

from __future__ import annotations


def number(value: float | None) -> int | float | None:
    """Whole numbers without a decimal point."""
    return int(value) if value is not None and value == int(value) else value


def interval_words(low: float | None, high: float | None, exact: bool) -> str:
    """A quantity's interval: "3", "at least 3", "up to 5", "20,000 to 99,999"."""
    if low is not None and low == high:
        return f"{low:,.10g}" if exact else f"about {low:,.10g}"
    if low is None and high is None:
        return "a number not given"
    if high is None:
        return f"at least {low:,.10g}"
    if low is None:
        return f"up to {high:,.10g}"
    return f"{low:,.10g} to {high:,.10g}"
