"""Time expressions to periods, and the publication inferred from them."""

from __future__ import annotations

from fogline.resolve.times.finder import find_times

__all__ = ("find_times",)
