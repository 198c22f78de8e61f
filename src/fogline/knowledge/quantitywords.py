"""Number words and what numbers count, from ``resources/en/quantities.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from fogline.knowledge.resources import load_yaml
from fogline.knowledge.wordtables import mapping, plain, row_of_words, wrong
from fogline.records.quantity import Counted, QuantityKind, QuantityScope

_FILE = "resources/en/quantities.yml"
_wrong = partial(wrong, _FILE)
_map = partial(mapping, _FILE)
_words = partial(row_of_words, _FILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Lower-case words of numbers (phrases have spaces), their bounds and their units."""

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    ordinals: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    bounds: Mapping[str, str]
    bounds_behind: Mapping[str, str]
    nothing: frozenset[str]
    areas: Mapping[str, float]
    distances: Mapping[str, float]
    currencies: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityWords:
    """Lower-case words (phrases have spaces), each with what it means for a number beside it."""

    who: Mapping[str, Counted]
    members: frozenset[str]
    forces: frozenset[str]
    nouns: Mapping[str, QuantityKind]
    nouns_of: Mapping[str, QuantityKind]
    firm: frozenset[QuantityKind]
    groups: frozenset[str]
    population: frozenset[str]
    residents: frozenset[str]
    population_verbs: frozenset[str]
    tolls: frozenset[str]
    toll_kinds: Mapping[str, QuantityKind]
    toll_verbs: frozenset[str]
    toll_prepositions: frozenset[str]
    suffered: Mapping[str, QuantityKind]
    undergone: Mapping[str, QuantityKind]
    states: Mapping[str, QuantityKind]
    life_verbs: frozenset[str]
    life_nouns: frozenset[str]
    taken: frozenset[str]
    parts: tuple[str, ...]
    updates: frozenset[str]
    scopes: tuple[tuple[QuantityScope, tuple[str, ...]], ...]
    happenings: frozenset[str]
    wars: frozenset[str]


@cache
def load_number_words() -> NumberWords:
    """The table of number words; raises KnowledgeError where an entry is not what it must be."""
    table = _table()
    return NumberWords(
        numbers=_whole(table, "numbers"),
        scales=_whole(table, "scales"),
        suffixes=_whole(table, "suffixes"),
        ordinals=_whole(table, "ordinals"),
        vague={plain(k): _pair(k, v) for k, v in _map(table, "vague").items()},
        bounds=_listed(table, "bounds"),
        bounds_behind=_listed(table, "bounds_behind"),
        nothing=frozenset(plain(word) for word in _list(table, "nothing")),
        areas=_factors(table, "areas"),
        distances=_factors(table, "distances"),
        currencies=_set(table, "currencies"),
    )


@cache
def load_quantity_words() -> QuantityWords:
    """The table of what numbers count that ships with the package."""
    return read_quantity_words(_table())


def read_quantity_words(table: Mapping[str, Any]) -> QuantityWords:
    """A table of what numbers count; raises KnowledgeError as above."""
    kinds = {kind.value: kind for kind in QuantityKind}
    people = {who.value: who for who in Counted}
    scopes = {scope.value: scope for scope in QuantityScope}
    return QuantityWords(
        who=_rows(table, "who", people),
        members=_set(table, "members"),
        forces=_set(table, "forces"),
        nouns=_rows(table, "nouns", kinds),
        nouns_of=_rows(table, "nouns_of", kinds),
        firm=frozenset(_known(word, kinds) for word in _words(table, "firm")),
        groups=_set(table, "groups"),
        population=_set(table, "population"),
        residents=_set(table, "residents"),
        population_verbs=_set(table, "population_verbs"),
        tolls=_set(table, "tolls"),
        toll_kinds=_rows(table, "toll_kinds", kinds),
        toll_verbs=_set(table, "toll_verbs"),
        toll_prepositions=_set(table, "toll_prepositions"),
        suffered=_rows(table, "suffered", kinds),
        undergone=_rows(table, "undergone", kinds),
        states=_rows(table, "states", kinds),
        life_verbs=_set(table, "life_verbs"),
        life_nouns=_set(table, "life_nouns"),
        taken=_set(table, "taken"),
        parts=_words(table, "parts"),
        updates=_set(table, "updates"),
        scopes=tuple(
            (_known(scope, scopes), _words(_map(table, "scopes"), scope))
            for scope in _map(table, "scopes")
        ),
        happenings=_set(table, "happenings"),
        wars=_set(table, "wars"),
    )


@cache
def _table() -> Mapping[str, Any]:
    table = load_yaml("en/quantities.yml")
    if not isinstance(table, dict):
        raise _wrong("the file", "must be a mapping")
    return table


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key)
    if not isinstance(value, list):
        raise _wrong(key, "must be a list")
    return value


def _set(table: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(_words(table, key))


def _whole(table: Mapping[str, Any], key: str) -> dict[str, int]:
    rows = _map(table, key)
    for word, value in rows.items():
        if not isinstance(value, int):
            raise _wrong(f"{key}: {word}", "is not a whole number")
    return {plain(word): value for word, value in rows.items()}


def _factors(table: Mapping[str, Any], key: str) -> dict[str, float]:
    rows = _map(table, key)
    for word, value in rows.items():
        if not isinstance(value, int | float):
            raise _wrong(f"{key}: {word}", "is not a number")
    return {plain(word): float(value) for word, value in rows.items()}


def _pair(word: str, value: object) -> tuple[int, int]:
    if isinstance(value, list) and len(value) == 2:
        low, high = value
        if isinstance(low, int) and isinstance(high, int) and low <= high:
            return low, high
    raise _wrong(f"vague: {word}", "is not [low, high]")


def _listed(table: Mapping[str, Any], key: str) -> dict[str, str]:
    """Each phrase of the lists under ``key`` with the list's name."""
    rows = _map(table, key)
    return {plain(phrase): str(name) for name in rows for phrase in _list(rows, name)}


def _known(name: object, values: Mapping[str, Any]) -> Any:
    if str(name) not in values:
        raise _wrong(str(name), f"is none of {', '.join(values)}")
    return values[str(name)]


def _rows(table: Mapping[str, Any], key: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Each word of the rows under ``key`` with its row's value; the first row wins."""
    found: dict[str, Any] = {}
    for name in _map(table, key):
        for word in _words(_map(table, key), name):
            found.setdefault(word, _known(name, values))
    return found
