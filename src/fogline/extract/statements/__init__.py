"""Who is said to say what, as the words give it."""

from __future__ import annotations

from fogline.extract.statements.finder import find_statements, narrated

__all__ = (
    "find_statements",
    "narrated",
)
