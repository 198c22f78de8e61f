"""The table of places; only ``file``, ``build`` and ``dump`` touch its database."""

from __future__ import annotations

from fogline.knowledge.gazetteer.entries import Gazetteer, GazetteerEntry, NameMatch

__all__ = (
    "Gazetteer",
    "GazetteerEntry",
    "NameMatch",
)
