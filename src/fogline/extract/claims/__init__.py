"""What is said to have happened, as the words give it."""

from __future__ import annotations

from fogline.extract.claims.deeds import without_deeds
from fogline.extract.claims.finder import find_frames

__all__ = ("find_frames", "without_deeds")
