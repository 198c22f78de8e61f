"""Who is said to say what, as the words give it."""

from __future__ import annotations

from fogline.extract.statements.finder import Told, find_statements, narrated, read_statements

__all__ = (
    "Told",
    "find_statements",
    "narrated",
    "read_statements",
)
