"""The English words about places, from ``resources/atlas/words.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml
from fogline.records.place import PlaceKind

_FILE = "atlas/words.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Words in lower case, but for ``bodies``, ``abbreviations`` and ``fillers``.

    ``after``, ``of`` and ``before`` give the kinds of place that a word makes of the name on its
    left, after "of", and on its right. ``sites`` are words of facilities, ``local`` of bodies
    that serve one place, ``locals`` of those who are of one. ``inner`` are small words inside a
    name, ``deeds`` lemmas of what is done to places, ``struck`` those whose passive subject is one,
    ``speech`` lemmas of what governments do in words. ``directions`` are bearings in degrees,
    ``units`` kilometres. ``references`` are nouns that take a name up again with the kinds that
    they mean, ``looser`` further kinds where nothing named before is of those.
    """

    after: Mapping[str, tuple[PlaceKind, ...]]
    of: Mapping[str, tuple[PlaceKind, ...]]
    before: Mapping[str, tuple[PlaceKind, ...]]
    sites: frozenset[str]
    sites_before: frozenset[str]
    between: frozenset[str]
    fillers: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    directions: Mapping[str, int]
    parts: frozenset[str]
    edges: frozenset[str]
    bare_edges: frozenset[str]
    own_edges: frozenset[str]
    sides: frozenset[str]
    near: tuple[str, ...]
    units: Mapping[str, float]
    lines: frozenset[str]
    roads: frozenset[str]
    borders: frozenset[str]
    numbers: Mapping[str, int | None]
    references: Mapping[str, tuple[PlaceKind, ...]]
    looser: Mapping[str, tuple[PlaceKind, ...]]
    struck: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    local: frozenset[str]
    locals: frozenset[str]
    speech: frozenset[str]
    inner: frozenset[str]
    deeds: frozenset[str]
    never: frozenset[str]
    abbreviations: Mapping[str, str]


@cache
def load_place_words() -> PlaceWords:
    """The words; raises KnowledgeError for a table that is missing or not of its form."""
    data = load_yaml(_FILE)
    try:
        return PlaceWords(
            after=_features(data["features"], "after"),
            of=_features(data["features"], "of"),
            before=_features(data["features"], "before"),
            sites=frozenset(data["sites"]["after"]),
            sites_before=frozenset(data["sites"]["before"]),
            between=frozenset(data["containment"]["between"]),
            fillers=frozenset(data["containment"]["fillers"]),
            strong=frozenset(data["prepositions"]["strong"]),
            weak=frozenset(data["prepositions"]["weak"]),
            directions=MappingProxyType({str(k): int(v) for k, v in data["directions"].items()}),
            parts=frozenset(data["parts"]),
            edges=frozenset(data["edges"]),
            bare_edges=frozenset(data["bare_edges"]),
            own_edges=frozenset(data["own_edges"]),
            sides=frozenset(data["sides"]),
            near=tuple(sorted(data["near"], key=lambda word: (-len(word), word))),
            units=MappingProxyType({str(k): float(v) for k, v in data["units"].items()}),
            lines=frozenset(data["lines"]),
            roads=frozenset(data["roads"]),
            borders=frozenset(data["borders"]),
            numbers=MappingProxyType(dict(data["numbers"])),
            references=_references(data["references"]),
            looser=_references(data["looser_references"]),
            struck=frozenset(data["struck"]),
            titles=frozenset(data["titles"]),
            bodies=frozenset(data["bodies"]),
            local=frozenset(data["local"]),
            locals=frozenset(data["locals"]),
            speech=frozenset(data["speech"]),
            inner=frozenset(data["inner"]),
            deeds=frozenset(data["deeds"]),
            never=frozenset(map(str, data["never"])),
            abbreviations=MappingProxyType({str(k): v for k, v in data["abbreviations"].items()}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(
            f"a table lacks or breaks {error}", where=f"resources/{_FILE}", remedy="mend the file"
        ) from error


def _features(rows: list[dict[str, list[str]]], side: str) -> Mapping[str, tuple[PlaceKind, ...]]:
    found: dict[str, tuple[PlaceKind, ...]] = {}
    for row in rows:
        kinds = tuple(PlaceKind(kind) for kind in row["kinds"])
        if side in row["sides"]:
            for word in row["words"]:
                found[word] = kinds
    return MappingProxyType(found)


def _references(rows: Mapping[str, list[str]]) -> Mapping[str, tuple[PlaceKind, ...]]:
    found: dict[str, tuple[PlaceKind, ...]] = {}
    for kind, words in rows.items():
        for word in words:
            found[word] = (*found.get(word, ()), PlaceKind(kind))
    return MappingProxyType(found)
