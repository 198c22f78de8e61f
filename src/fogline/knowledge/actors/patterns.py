"""The bodies that every state has: ministries, armed forces, offices, by pattern."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.rows import read_rows, values
from fogline.records.actor import ActorKind

FILE = "actors/bodies.yml"
_ACTOR_KINDS = frozenset(kind.value for kind in ActorKind)


@dataclass(frozen=True, slots=True)
class BodyPattern:
    """One kind of body; ``key`` and ``title`` have "{}" for the state's code and name."""

    kind: str
    key: str
    actor: ActorKind
    title: str
    role: str | None


@dataclass(frozen=True, slots=True)
class BodyPatterns:
    """The kinds of body, the words that name them, and the nouns that follow a state's name.

    ``heads`` maps a lower-case phrase ("defense ministry") to its kind; ``longest_head`` is the
    number of words of the longest one. ``nouns`` are words before which a state's name is used
    like an adjective ("U.S. troops").
    """

    kinds: Mapping[str, BodyPattern]
    heads: Mapping[str, str]
    longest_head: int
    nouns: frozenset[str]


@cache
def load_body_patterns() -> BodyPatterns:
    """The patterns of ``actors/bodies.yml``; raises KnowledgeError for a bad row."""
    content = load_yaml(FILE)
    kinds: dict[str, BodyPattern] = {}
    for row in read_rows(content, "patterns", 5, file=FILE):
        kind, key, actor, title, role = row.cells
        if "{}" not in key or "{}" not in title:
            raise row.fail("the key or the title has no place for the state", "write '{}' in it")
        if actor not in _ACTOR_KINDS:
            raise row.fail(f"{actor!r} is no kind of actor", "use one of records.actor.ActorKind")
        kinds[kind] = BodyPattern(kind, key, ActorKind(actor), title, role or None)
    heads: dict[str, str] = {}
    for row in read_rows(content, "heads", 2, file=FILE):
        kind, words = row.cells
        if kind not in kinds:
            raise row.fail(f"{kind!r} is no kind of body", "add a pattern for it")
        for phrase in values(words):
            if heads.setdefault(phrase, kind) != kind:
                raise row.fail(f"{phrase!r} already names {heads[phrase]!r}", "drop one of them")
    return BodyPatterns(
        kinds=MappingProxyType(kinds),
        heads=MappingProxyType(heads),
        longest_head=max(phrase.count(" ") for phrase in heads) + 1,
        nouns=frozenset(_nouns(content)),
    )


def _nouns(content: object) -> tuple[str, ...]:
    text = content.get("nouns") if isinstance(content, Mapping) else None
    if not isinstance(text, str):
        raise KnowledgeError(
            "there is no list of nouns", where=f"resources/{FILE}", remedy="write 'nouns: |'"
        )
    return values(text)
