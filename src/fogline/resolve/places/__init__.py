"""Place mentions to the gazetteer, candidates kept."""

from __future__ import annotations

from fogline.resolve.places.finder import find_places

__all__ = ("find_places",)
