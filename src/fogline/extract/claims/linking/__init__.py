"""The trained linker: which of the places that a sentence names a deed was done in."""

from __future__ import annotations

from fogline.extract.claims.linking.linker import linked, place_spans, scene_of

__all__ = ("linked", "place_spans", "scene_of")
