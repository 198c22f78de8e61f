"""Words for the people and things of a place ("Syrian", "Texans"), and the place of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fogline.knowledge.actors import ActorEntry, NameClass, load_actor_tables
from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.rows import read_rows, values

_FILE = "atlas/adjectives.yml"
_FORMS = frozenset({NameClass.DEMONYM, NameClass.DEMONYM_PLURAL})


@dataclass(frozen=True, slots=True)
class Adjectives:
    """The words of states and of other places, normalised.

    ``states`` gives the state, ``names`` that of a state's name itself. ``places`` gives a name of
    the atlas, a GeoNames code of a subdivision or an id of the gazetteer. ``longest`` is the most
    words that one of them has.
    """

    states: Mapping[str, ActorEntry]
    names: Mapping[str, ActorEntry]
    places: Mapping[str, str]
    longest: int


@cache
def load_adjectives() -> Adjectives:
    """The words; raises KnowledgeError for a table that is missing or not of its form."""
    states: dict[str, ActorEntry] = {}
    names: dict[str, ActorEntry] = {}
    for surface, senses in load_actor_tables().names.items():
        if senses[0].cls in _FORMS and is_state(senses[0].entry):
            states[normalise(surface)] = senses[0].entry
        elif senses[0].cls is NameClass.STATE:
            names[normalise(surface)] = senses[0].entry
    places = dict(_places())
    longest = max(len(key.split()) for key in (*states, *places))
    return Adjectives(
        MappingProxyType(states), MappingProxyType(names), MappingProxyType(places), longest
    )


def is_state(entry: ActorEntry) -> bool:
    """Whether the entry is a state itself, not a body or a people of one."""
    return entry.key == f"state:{entry.country}"


def _places() -> Iterator[tuple[str, str]]:
    for row in read_rows(load_yaml(_FILE), "rows", 2, file=_FILE):
        words = values(row.cells[1])
        if not row.cells[0] or not words:
            raise row.fail("the row lacks a place or its words", "write 'place | word; word'")
        for word in words:
            yield normalise(word), row.cells[0]
