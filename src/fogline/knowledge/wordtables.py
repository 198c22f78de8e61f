"""Tables of words in YAML: rows of words in one string, "_" for the space inside an entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fogline.errors import KnowledgeError


def plain(word: object) -> str:
    """The word as the text has it."""
    return str(word).replace("_", " ")


def wrong(file: str, entry: str, what: str) -> KnowledgeError:
    """The complaint about an entry of a file."""
    return KnowledgeError(f"{entry} {what}", where=file, remedy="mend the entry")


def mapping(file: str, table: Mapping[str, Any], key: str) -> Mapping[Any, Any]:
    """The mapping under a key; raises KnowledgeError if it is none."""
    value = table.get(key)
    if not isinstance(value, dict):
        raise wrong(file, key, "must be a mapping")
    return value


def row_of_words(file: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The words under a key, each once, in order; raises KnowledgeError if there is no row."""
    value = table.get(key)
    if not isinstance(value, str):
        raise wrong(file, key, "must be a row of words")
    return tuple(dict.fromkeys(plain(word) for word in value.split()))
