"""Place mentions to the gazetteer, candidates kept."""

from __future__ import annotations

from fogline.resolve.places.finder import Found, find_places

__all__ = ("Found", "find_places")
