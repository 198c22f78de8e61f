"""Known names in the text, before it is parsed."""

from __future__ import annotations

from fogline.extract.names.finder import NameMention, find_names, mask_edits, written_words

__all__ = (
    "NameMention",
    "find_names",
    "mask_edits",
    "written_words",
)
