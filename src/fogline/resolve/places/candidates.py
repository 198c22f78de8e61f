"""The places that a mention may mean: what the gazetteer and the atlas have by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.knowledge.atlas import Atlas, AtlasName, Ground
from fogline.knowledge.gazetteer import Gazetteer, GazetteerEntry, NameMatch
from fogline.knowledge.gazetteer.names import normalise
from fogline.records.place import PlaceKind, PlacePrecision
from fogline.resolve.places.search import Mention

# More namesakes than this are told apart by nothing in a report.
MOST = 120
# Entries of one name within so many degrees of each other are one place.
_SAME = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place that a mention may mean.

    ``countries`` are alpha-2 codes; ``units`` the ids of what contains it, and its own. ``parties``
    are those whose own name for the place the mention uses. ``sense`` is True where the name is
    known as this very state or capital.
    """

    id: str
    name: str
    kind: PlaceKind
    feature: str
    lat: float | None
    lon: float | None
    countries: tuple[str, ...]
    adm1: str | None
    adm2: str | None
    population: int
    precision: PlacePrecision
    match: NameMatch
    parties: tuple[str, ...] = ()
    ground: Ground | None = None
    atlas: bool = False
    sense: bool = False

    @property
    def units(self) -> tuple[str, ...]:
        """The ids of the place and of the subdivisions that contain it."""
        return tuple(unit for unit in (self.id, self.adm2, self.adm1) if unit)


def find_candidates(mention: Mention, gazetteer: Gazetteer, atlas: Atlas) -> tuple[Candidate, ...]:
    """The places of the mention's name whose kind its feature word allows, each once."""
    found: dict[str, Candidate] = {}
    for text in _texts(mention):
        for name in atlas.lookup(text):
            candidate = _from_atlas(name, gazetteer)
            found.setdefault(candidate.id, candidate)
    named = [one for one in found.values() if one.parties]
    code = mention.state or mention.capital
    short = atlas.words.abbreviations.get(mention.name.rstrip(".").replace(". ", "."))
    unit = gazetteer.country(short) if short else None
    if unit is not None:
        found[unit.id] = _from_entry(unit, sense=True)
    if mention.state and not found:
        country = gazetteer.country(mention.state)
        if country is not None:
            found[country.id] = _from_entry(country, sense=True)
    for text in _texts(mention):
        for entry in gazetteer.lookup(text)[:MOST]:
            sense = bool(mention.capital) and entry.country == code and entry.population > 0
            one = _from_entry(entry, sense=sense)
            found.setdefault(entry.id, _owned(one, named) if sense else one)
    return tuple(_of_kinds(list(found.values()), mention))


def candidate_of_state(
    name: str, code: str | None, gazetteer: Gazetteer, atlas: Atlas
) -> Candidate | None:
    """The place of a state by its name, where the atlas has it as ground, and its code."""
    for found in atlas.lookup(name):
        return _from_atlas(found, gazetteer)
    country = gazetteer.country(code) if code else None
    return _from_entry(country, sense=True) if country is not None else None


def candidate_called(key: str, gazetteer: Gazetteer, atlas: Atlas) -> Candidate | None:
    """The place of an id of the gazetteer, a code of a subdivision, or a name of the atlas."""
    if ":" in key or "." in key:
        entry = gazetteer.entry(key) if ":" in key else gazetteer.country(key)
        return _from_entry(entry) if entry is not None else None
    return next((_from_atlas(name, gazetteer) for name in atlas.lookup(key)), None)


def _owned(one: Candidate, named: Sequence[Candidate]) -> Candidate:
    """A capital with the parties whose name it is in the atlas, under a neighbour's entry."""
    for other in named:
        if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
            continue
        if abs(one.lat - other.lat) < _SAME and abs(one.lon - other.lon) < _SAME:
            return replace(one, parties=other.parties)
    return one


def _texts(mention: Mention) -> tuple[str, ...]:
    """What to look up: the name with its feature word or site, and without."""
    word = mention.site or mention.feature
    if not word or mention.site:
        full = (f"{mention.name} {mention.site}",) if mention.site else ()
        return (*full, mention.name)
    return (f"{mention.name} {word}", mention.name)


def _of_kinds(found: list[Candidate], mention: Mention) -> list[Candidate]:
    if not mention.kinds:
        return found
    if mention.site:
        full = normalise(f"{mention.name} {mention.site}")
        sites = [one for one in found if one.kind is PlaceKind.FACILITY]
        return [one for one in sites if one.atlas or normalise(one.name) == full]
    return [one for one in found if one.kind in mention.kinds]


def _from_entry(entry: GazetteerEntry, *, sense: bool = False) -> Candidate:
    return Candidate(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        feature=entry.feature,
        lat=entry.lat,
        lon=entry.lon,
        countries=(entry.country,),
        adm1=entry.adm1,
        adm2=entry.adm2,
        population=entry.population,
        precision=entry.precision,
        match=entry.match,
        sense=sense,
    )


def _from_atlas(name: AtlasName, gazetteer: Gazetteer) -> Candidate:
    entry = name.entry
    unit = gazetteer.entry(entry.unit) if entry.unit else None
    lat, lon = (unit.lat, unit.lon) if unit else (entry.lat, entry.lon)
    return Candidate(
        id=unit.id if unit else entry.id,
        name=entry.name,
        kind=entry.kind,
        feature="atlas",
        lat=lat,
        lon=lon,
        countries=(unit.country,) if unit else entry.countries,
        adm1=unit.adm1 if unit else None,
        adm2=unit.adm2 if unit else None,
        population=unit.population if unit else 0,
        precision=unit.precision if unit else _coarse(entry.kind),
        match=NameMatch.NAME,
        parties=name.parties,
        ground=entry.ground,
        atlas=True,
    )


def _coarse(kind: PlaceKind) -> PlacePrecision:
    if kind in (PlaceKind.FACILITY, PlaceKind.SETTLEMENT):
        return PlacePrecision.NEAR
    return PlacePrecision.COUNTRY if kind is PlaceKind.COUNTRY else PlacePrecision.ADM1
