"""Example sentences for every type and mode of the ontology, loaded only when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.ontology import Ontology, load_ontology
from fogline.knowledge.resources import load_yaml

EXAMPLES_FILE = "ontology_examples.yml"
EXAMPLES_EACH = 3
_ITSELF = "type"
_REMEDY = f"give {EXAMPLES_EACH} sentences and then one as `not: sentence`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Sentences that a type or mode is about, and one that looks alike but is not."""

    sentences: tuple[str, ...]
    counter: str


@cache
def load_examples() -> Mapping[tuple[str, str | None], Examples]:
    """Examples by type and mode (None: the type itself); raises KnowledgeError if incomplete."""
    return read_examples(load_yaml(EXAMPLES_FILE), load_ontology())


def read_examples(
    data: Mapping[str, Any], ontology: Ontology
) -> Mapping[tuple[str, str | None], Examples]:
    """The examples in the parsed YAML ``data``, one entry for each entry of the ontology."""
    found: dict[tuple[str, str | None], Examples] = {}
    seen: dict[str, str] = {}
    for type_name, entries in data.items():
        for name, sentences in entries.items():
            key = (type_name, None if name == _ITSELF else name)
            ontology.crosswalk(*key)
            found[key] = _examples(f"{type_name}/{name}", sentences, seen)
    for key in ontology.index:
        if key not in found:
            raise _bad("no examples", "/".join(part or _ITSELF for part in key), _REMEDY)
    return MappingProxyType(found)


def _examples(place: str, entry: Any, seen: dict[str, str]) -> Examples:
    sentences = [each for each in entry if isinstance(each, str)]
    counters = [each["not"] for each in entry if isinstance(each, dict) and "not" in each]
    if len(sentences) != EXAMPLES_EACH or len(counters) != 1:
        raise _bad("the examples are not complete", place, _REMEDY)
    for sentence in (*sentences, *counters):
        key = sentence.casefold()
        if key in seen:
            raise _bad(f'"{sentence}" is already under {seen[key]}', place, "word another one")
        seen[key] = place
    return Examples(sentences=tuple(sentences), counter=counters[0])


def _bad(what: str, place: str, remedy: str) -> KnowledgeError:
    return KnowledgeError(what, where=f"resources/{EXAMPLES_FILE}: {place}", remedy=remedy)
