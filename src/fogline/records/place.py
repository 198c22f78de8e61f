"""Places: where things are said to happen, with the candidates that were weighed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class PlaceKind(StrEnum):
    """What sort of place it is."""

    COUNTRY = "country"
    ADM1 = "adm1"
    ADM2 = "adm2"
    SETTLEMENT = "settlement"
    FACILITY = "facility"
    WATER = "water"
    RELIEF = "relief"
    AREA = "area"


class PlacePrecision(StrEnum):
    """How exactly the coordinates say where it is."""

    EXACT = "exact"
    NEAR = "near"
    ADM2 = "adm2"
    ADM1 = "adm1"
    COUNTRY = "country"
    UNRESOLVED = "unresolved"


class NameUse(StrEnum):
    """How words use a place's name without telling of the place."""

    DEMONYM = "demonym"
    METONYM = "metonym"
    NAME = "name"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """A larger unit that contains a place."""

    kind: PlaceKind
    name: str
    gazetteer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A party (``by``: ISO 3166-1 alpha-2, or a name) that claims the place.

    ``claimed_as`` is the name that the party uses ("as" in the record); ``since`` an ISO date.
    """

    by: str
    claimed_as: str
    since: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyName:
    """A name that the report uses and that is one party's own (``by``, as in a Contest)."""

    name: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place of the gazetteer that was weighed, with its score from 0 to 1."""

    gazetteer: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of one report.

    ``id`` is ``p1``, ``p2`` ... in the order of first mention. ``lat`` and ``lon`` are WGS 84
    degrees, None where unresolved. ``country`` is the alpha-2 code that the member states of the
    United Nations recognise, or None. ``relation`` ("western border of") makes a place of its own
    whose ``anchor`` is the id of the place it is related to; ``other_anchor`` is the second one
    ("between A and B"). ``party_names`` are those of the names used that are one party's own.
    ``reason`` says in plain words why this candidate was taken (or why none was).
    """

    id: str
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
    anchor: str | None
    reason: str
    candidates: tuple[PlaceCandidate, ...]
    mentions: tuple[Span, ...]
    other_anchor: str | None = None
    party_names: tuple[PartyName, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A place that a report names without saying that anything is there.

    ``use`` says how: a DEMONYM is an adjective or a people ("Syrian", "Danbury police"), a METONYM
    a seat that stands for its government ("Moscow denied"), a NAME a part of another name ("Texas
    Rangers"), a DATELINE where the report was written. ``id`` is ``n1``, ``n2`` ... in the order
    of first mention; the other fields are those of :class:`Place`. No claim has it as its place.
    """

    id: str
    use: NameUse
    name: str
    gazetteer: str | None
    kind: PlaceKind
    country: str | None
    contested: tuple[Contest, ...]
    lat: float
    lon: float
    precision: PlacePrecision
    reason: str
    mentions: tuple[Span, ...]
