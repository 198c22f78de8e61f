"""Turns choices into places of the record: what contains them, and who contests the ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fogline.knowledge.atlas import Atlas, Ground
from fogline.knowledge.gazetteer import Gazetteer
from fogline.records.place import (
    Contest,
    PartyName,
    Place,
    PlaceKind,
    PlacePrecision,
    Within,
)
from fogline.records.span import Span
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.choose import Choice


@dataclass(slots=True)
class Draft:
    """A place without its number. ``anchor`` and ``other_anchor`` are other drafts' indices."""

    name: str
    gazetteer: str | None
    kind: PlaceKind
    within: tuple[Within, ...]
    country: str | None
    contested: tuple[Contest, ...]
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    relation: str | None
    anchor: int | None
    reason: str
    choice: Choice | None
    spans: list[Span] = field(default_factory=list)
    other_anchor: int | None = None
    party_names: set[PartyName] = field(default_factory=set)

    def place(self, number: str, ids: Mapping[int, str]) -> Place:
        """The finished place; ``ids`` are those of all drafts."""
        return Place(
            id=number,
            name=self.name,
            gazetteer=self.gazetteer,
            kind=self.kind,
            within=self.within,
            country=self.country,
            contested=self.contested,
            lat=self.lat,
            lon=self.lon,
            precision=self.precision,
            relation=self.relation,
            anchor=None if self.anchor is None else ids[self.anchor],
            other_anchor=None if self.other_anchor is None else ids[self.other_anchor],
            party_names=tuple(sorted(self.party_names, key=lambda row: (row.name, row.by))),
            reason=self.reason,
            candidates=self.choice.candidates if self.choice else (),
            mentions=tuple(sorted(set(self.spans))),
        )


def draft_of(choice: Choice, gazetteer: Gazetteer, atlas: Atlas) -> Draft:
    """The draft of a choice, without mentions."""
    found = choice.place or choice.container
    ground = _ground(found, choice, atlas)
    country = found.countries[0] if found and len(found.countries) == 1 else None
    return Draft(
        name=choice.name,
        gazetteer=choice.place.id if choice.place else None,
        kind=choice.kind,
        within=_within(choice, gazetteer),
        country=ground.country if ground else country,
        contested=ground.claims if ground else (),
        lat=choice.lat,
        lon=choice.lon,
        precision=choice.precision,
        relation=None,
        anchor=None,
        reason=choice.reason,
        choice=choice,
    )


def _ground(found: Candidate | None, choice: Choice, atlas: Atlas) -> Ground | None:
    if found is None:
        return None
    if found.ground is not None:
        return found.ground
    units = (*found.units, *_country_unit(found))
    point = (choice.lat, choice.lon)
    # A country is not contested for a corner of it that is.
    if found.kind in (PlaceKind.COUNTRY, PlaceKind.ADM1) or found.atlas:
        point = (None, None)
    return atlas.ground_at(units, *point)


def _country_unit(found: Candidate) -> tuple[str, ...]:
    return (f"country:{found.countries[0]}",) if len(found.countries) == 1 else ()


def _within(choice: Choice, gazetteer: Gazetteer) -> tuple[Within, ...]:
    found = choice.place or choice.container
    if found is None:
        return ()
    chain: list[Within] = []
    if choice.place is None and found.id:
        chain.append(Within(kind=found.kind, name=found.name, gazetteer=found.id))
    for unit in (found.adm2, found.adm1):
        entry = gazetteer.entry(unit) if unit else None
        if entry is not None and entry.id != found.id:
            chain.append(Within(kind=entry.kind, name=entry.name, gazetteer=entry.id))
    if len(found.countries) == 1 and found.kind is not PlaceKind.COUNTRY:
        country = gazetteer.country(found.countries[0])
        if country is not None:
            chain.append(Within(kind=country.kind, name=country.name, gazetteer=country.id))
    return tuple(chain)
