"""The outlets that reports come from, and the states that may stand behind them.

A view of a ledger asks for nothing else of the tables of actors, and these two are loaded in a
hundredth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from fogline.knowledge.actors.entries import ActorEntry, NameClass, State
from fogline.knowledge.actors.surfaces import canonical, capitals, variants
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.rows import Row, read_rows, values
from fogline.records.actor import ActorKind

STATES = "actors/states.yml"
PUBLISHERS = "actors/publishers.yml"
STATUSES = frozenset({"member", "observer", "partly-recognised", "unrecognised", "historic"})
_CLASSES = {str(cls): cls for cls in (NameClass.AGENCY, NameClass.PUBLISHER)}


@dataclass(frozen=True, slots=True)
class Publisher:
    """A row of the publishers: its entry, how its names are used, who stands behind it."""

    row: Row
    entry: ActorEntry
    cls: NameClass
    countries: tuple[str, ...]
    family: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlets:
    """The publishers and news agencies by canonical surface, and the states by code.

    ``families`` maps a publisher's key to who stands behind it.
    """

    names: Mapping[str, ActorEntry]
    families: Mapping[str, str]
    states: Mapping[str, State]

    def publisher(self, text: str) -> ActorEntry | None:
        """The publisher or news agency of that name, or None."""
        return self.names.get(canonical(text))

    def family(self, publisher: str) -> str | None:
        """Who stands behind a publisher ("state:RU", a house's name); None where not known."""
        found = self.publisher(publisher)
        return None if found is None else self.families.get(found.key)


@cache
def load_outlets() -> Outlets:
    """Publishers and states from ``resources/actors``; raises KnowledgeError for a wrong row."""
    states = {state.code: state for _, state in read_states()}
    names: dict[str, ActorEntry] = {}
    families: dict[str, str] = {}
    for one in read_publishers(states):
        families[one.entry.key] = one.family
        for surface in one.surfaces:
            for spelled in variants(surface):
                names.setdefault(spelled, one.entry)
    # What one outlet's name is in capitals can be another's as it is.
    for surface, entry in tuple(names.items()):
        shouted = capitals(surface)
        if shouted is not None:
            names.setdefault(shouted, entry)
    return Outlets(
        names=MappingProxyType(names),
        families=MappingProxyType(families),
        states=MappingProxyType(states),
    )


def read_states() -> Iterator[tuple[Row, State]]:
    """The states in the order of their table, each with its row."""
    for row in read_rows(load_yaml(STATES), "rows", 8, file=STATES):
        code, status, name, *lists = row.cells
        if status not in STATUSES:
            raise row.fail(f"{status!r} is no status", f"use one of {sorted(STATUSES)}")
        yield row, State(code, status, name, *map(values, lists))


def read_publishers(states: Mapping[str, State]) -> Iterator[Publisher]:
    """The publishers in the order of their table."""
    for row in read_rows(load_yaml(PUBLISHERS), "rows", 6, file=PUBLISHERS, spare=1):
        slug, cls, name, country, family, surfaces = row.cells
        if cls not in _CLASSES:
            raise row.fail(f"{cls!r} is no class of outlets", f"use one of {sorted(_CLASSES)}")
        countries = codes_of(row, country, states)
        key = f"publisher:{slug}"
        yield Publisher(
            row=row,
            entry=ActorEntry(key, name, ActorKind.PUBLISHER, country=only(countries)),
            cls=_CLASSES[cls],
            countries=countries,
            family=family or key,
            surfaces=(name, *values(surfaces)),
        )


def codes_of(row: Row, cell: str, states: Mapping[str, State]) -> tuple[str, ...]:
    """The states' codes in a cell; raises KnowledgeError for one that is no state's."""
    codes = values(cell)
    for code in codes:
        if code not in states:
            raise row.fail(f"{code!r} is no state", "use a code of states.yml")
    return codes


def only(codes: tuple[str, ...]) -> str | None:
    """The one code, None where there are several or none."""
    return codes[0] if len(codes) == 1 else None


def party_of_family(family: str | None) -> str | None:
    """The state that stands behind a publisher ("state:RU", "military:IR:..."), if one does."""
    if family is None or ":" not in family:
        return None
    kind, code = family.split(":")[:2]
    return code if kind in ("state", "military", "ministry", "government") else None
