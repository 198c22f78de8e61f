"""The table of the world's places, as the readers see it: no database here.

``knowledge.gazetteer_file`` implements :class:`Gazetteer` over one SQLite file, which
``knowledge.gazetteer_build`` makes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from fogline.records.place import PlaceKind, PlacePrecision


class NameMatch(StrEnum):
    """How the name that was looked up belongs to the entry found."""

    NAME = "name"
    ALTERNATE = "alternate"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """One place of the gazetteer.

    ``id`` is ``geonames:<number>``, ``katottg:<code>`` (Ukraine's own codifier) or
    ``iso3166-2:<code>``. ``feature`` is a GeoNames feature code, or a word for the kind of
    subdivision. ``lat`` and ``lon`` are WGS 84 degrees, None where not known; ``precision`` says
    how well they fit the place (``near``: within some 25 km). ``country`` is ISO 3166-1 alpha-2.
    ``adm1`` and ``adm2`` are the ids of the subdivisions that contain the place. ``population``
    is 0 where not known. ``match`` is how the entry came up in a look-up.
    """

    id: str
    name: str
    kind: PlaceKind
    feature: str
    lat: float | None
    lon: float | None
    country: str
    adm1: str | None
    adm2: str | None
    population: int
    precision: PlacePrecision
    match: NameMatch = NameMatch.NAME


class Gazetteer(Protocol):
    """The places of the world by name and by id."""

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """The places of that name, the best known first; spelling, case and marks do not matter."""

    def entry(self, id: str) -> GazetteerEntry | None:  # noqa: A002 (the record's word)
        """The place with that id, or None."""

    def country(self, code: str) -> GazetteerEntry | None:
        """The country with that ISO 3166-1 alpha-2 code, or None.

        A subdivision goes by its GeoNames code ("UA.05").
        """
