"""The words that the parser reads in place of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fogline.errors import KnowledgeError
from fogline.knowledge.actors.entries import NameClass
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.rows import values

FILE = "en/standins.yml"


@dataclass(frozen=True, slots=True)
class Standins:
    """``words`` has one word for each form a name can have.

    An adjective with one of ``plural_endings`` is its own plural after "the", where a mark or one
    of the words ``after_plural`` follows.
    """

    words: Mapping[NameClass, str]
    plural_endings: tuple[str, ...]
    after_plural: frozenset[str]


@cache
def load_standins() -> Standins:
    """The table of ``en/standins.yml``; raises KnowledgeError where a form has no single word."""
    content = load_yaml(FILE)
    words = {cls: str(content["words"].get(cls.value, "")) for cls in NameClass}
    for cls, word in words.items():
        if not word.isalpha():
            raise KnowledgeError(
                f"the form {cls.value!r} has no single word",
                where=f"resources/{FILE}: words",
                remedy="give it one word of letters",
            )
    return Standins(
        words=MappingProxyType(words),
        plural_endings=tuple(content["plural_adjective_endings"]),
        after_plural=frozenset(values(content["after_plural"].replace("\n", ";"))),
    )
