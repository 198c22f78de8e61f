"""The trained tagger: who is said to say what, read from the words and their parse."""

from __future__ import annotations

from fogline.extract.statements.tagging.deeds import Deed
from fogline.extract.statements.tagging.tagger import Tagged, Tagger, Tags, load_tagger

__all__ = ("Deed", "Tagged", "Tagger", "Tags", "load_tagger")
