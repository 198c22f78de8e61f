"""Numbers to what they count, as intervals."""

from __future__ import annotations

from fogline.resolve.quantities.finder import find_quantities

__all__ = ("find_quantities",)
