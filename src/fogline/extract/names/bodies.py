"""Names of armed forces made of a state's name and the common words for them, in capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fogline.extract.names.context import Candidate
from fogline.knowledge.actors.entries import NameClass, NameSense
from fogline.knowledge.actors.lookup import ActorTables
from fogline.records.actor import ActorKind

_OWNERS = (NameClass.STATE, NameClass.DEMONYM)
# One word ("Navy") is read well as a noun, and in a headline it is no more than that.
_FEWEST_WORDS = 2


def with_body(name: Candidate, tables: ActorTables) -> Candidate:
    """The name with the words of a body behind it: "Kenyan Armed Forces" for "Kenyan".

    Whatever the state, its forces are then one name, as an armed group's name is.
    """
    if not name.senses or any(sense.cls not in _OWNERS for sense in name.senses):
        return name
    words = name.words
    for count in range(tables.patterns.longest_head, _FEWEST_WORDS - 1, -1):
        stop = name.stop + count
        behind = words.plain[name.stop : stop]
        if len(behind) < count or not all(word.istitle() for word in behind):
            continue
        if any(words.gap(i) != " " for i in range(name.stop, stop)):
            continue
        kind = tables.patterns.heads.get(" ".join(behind).lower())
        if kind is None or tables.patterns.kinds[kind].actor is not ActorKind.MILITARY:
            continue
        senses = tuple(_bodies(name, kind, tables))
        if not senses:
            return name
        surface = " ".join((name.surface, *behind))
        return replace(name, stop=stop, surface=surface, senses=senses)
    return name


def _bodies(name: Candidate, kind: str, tables: ActorTables) -> Iterator[NameSense]:
    for code in (sense.entry.country for sense in name.senses):
        if code is not None and code in tables.states:
            yield NameSense(NameClass.MILITARY, tables.body(code, kind))
