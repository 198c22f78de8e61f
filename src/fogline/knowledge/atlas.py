"""The atlas: contested ground, and the areas, waters, heights and sites of war reporting.

The gazetteer has settlements and units of administration; the atlas has what it lacks, and knows
for any place who claims the ground that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.placewords import PlaceWords, load_place_words
from fogline.knowledge.resources import load_yaml
from fogline.records.place import Contest, PlaceKind

_AREAS = "atlas/areas.yml"
_CONTESTED = "atlas/contested.yml"
_PARTY_NAMES = "atlas/partynames.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Contested ground.

    ``units`` are the gazetteer ids that make it up; ``outline`` rough corners (lat, lon) where no
    units fit. ``country`` is the alpha-2 code that the member states of the United Nations
    recognise, or None where they do not agree.
    """

    id: str
    name: str
    units: tuple[str, ...]
    outline: tuple[tuple[float, float], ...]
    country: str | None
    claims: tuple[Contest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasEntry:
    """One place of the atlas.

    ``id`` is ``atlas:<name>``; ``unit`` is the gazetteer's id of the very same place, if it has
    it. ``lat`` and ``lon`` are a rough middle (WGS 84 degrees).
    """

    id: str
    name: str
    kind: PlaceKind
    lat: float | None
    lon: float | None
    countries: tuple[str, ...]
    unit: str | None
    ground: Ground | None


@dataclass(frozen=True, slots=True)
class AtlasName:
    """A name of an entry; ``parties`` are those whose own name it is, none for nobody's own.

    ``exact`` is True for abbreviations: they count only as they are written.
    """

    text: str
    entry: AtlasEntry
    parties: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All entries by normalised name, contested ground by unit, and the words about places.

    ``lengths`` says for the first word of a name how many words such names have, longest first.
    """

    names: Mapping[str, tuple[AtlasName, ...]]
    lengths: Mapping[str, tuple[int, ...]]
    grounds: tuple[Ground, ...]
    by_unit: Mapping[str, Ground]
    words: PlaceWords

    def lookup(self, name: str) -> tuple[AtlasName, ...]:
        """The atlas's names that are written like this one."""
        return tuple(
            found
            for found in self.names.get(normalise(name), ())
            if not found.exact or found.text == name.replace("’", "'")
        )

    def ground_at(
        self, ids: Iterable[str | None], lat: float | None, lon: float | None
    ) -> Ground | None:
        """The contested ground that one of the ids belongs to, or else that the point lies in."""
        for found in ids:
            if found is not None and found in self.by_unit:
                return self.by_unit[found]
        if lat is None or lon is None:
            return None
        for ground in self.grounds:
            if ground.outline and _inside(lat, lon, ground.outline):
                return ground
        return None


@cache
def load_atlas() -> Atlas:
    """The atlas of the package; raises KnowledgeError, with file and entry, for a bad one."""
    grounds: list[Ground] = []
    by_unit: dict[str, Ground] = {}
    found = [*_contested_names(grounds), *_area_names()]
    found += _party_names({one.entry.id: one.entry for one in found})
    names = _by_text(found)
    for ground in grounds:
        for unit in ground.units:
            by_unit.setdefault(unit, ground)
    lengths: dict[str, set[int]] = {}
    for key in names:
        pieces = key.split()
        lengths.setdefault(pieces[0], set()).add(len(pieces))
    return Atlas(
        names=MappingProxyType({key: tuple(found) for key, found in names.items()}),
        lengths=MappingProxyType(
            {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}
        ),
        grounds=tuple(grounds),
        by_unit=MappingProxyType(by_unit),
        words=load_place_words(),
    )


def _by_text(found: Iterable[AtlasName]) -> dict[str, list[AtlasName]]:
    """The names by how they are looked up; those of one entry in one, with all their parties."""
    names: dict[str, list[AtlasName]] = {}
    for one in found:
        same = names.setdefault(normalise(one.text), [])
        known = next((i for i, other in enumerate(same) if other.entry == one.entry), None)
        if known is None:
            same.append(one)
            continue
        parties = (*same[known].parties, *one.parties)
        same[known] = replace(same[known], parties=tuple(dict.fromkeys(parties)))
    return names


def _contested_names(grounds: list[Ground]) -> Iterator[AtlasName]:
    for row in load_yaml(_CONTESTED):
        try:
            ground = _ground(row)
            entry = _contested_entry(row, ground)
            party = _by_name(row["party"])
            plain = [entry.name, *map(str, row["names"])]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _bad(_CONTESTED, row, error) from error
        if ground.claims:
            grounds.append(ground)
        for text in plain:
            if text not in party:
                yield AtlasName(text, entry, (), text.isupper() and len(text) < 6)
        for text, parties in party.items():
            yield AtlasName(text, entry, parties, not text.islower() and len(text) < 6)


def _party_names(entries: Mapping[str, AtlasEntry]) -> Iterator[AtlasName]:
    """The parties' own names, of places of the atlas or of others."""
    for row in load_yaml(_PARTY_NAMES):
        try:
            entry = entries[f"atlas:{row['of']}"] if "of" in row else _named_entry(row)
            party = _by_name(row["party"])
            plain = [str(text) for text in row.get("names", ())]
        except (IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise _bad(_PARTY_NAMES, row, error) from error
        for text in plain:
            if text not in party:
                yield AtlasName(text, entry, (), text.isupper() and len(text) < 6)
        for text, parties in party.items():
            yield AtlasName(text, entry, parties, text.isupper() and len(text) < 6)


def _named_entry(row: Mapping[str, Any]) -> AtlasEntry:
    lat, lon = row["at"]
    _check_point(lat, lon)
    return AtlasEntry(
        id=f"atlas:{normalise(row['name']).replace(' ', '-')}",
        name=str(row["name"]),
        kind=PlaceKind(row["kind"]),
        lat=lat,
        lon=lon,
        countries=tuple(map(str, row["countries"])),
        unit=row["unit"],
        ground=None,
    )


def _by_name(party: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """The parties of each name."""
    found: dict[str, tuple[str, ...]] = {}
    for by, texts in party.items():
        for text in texts:
            found[str(text)] = (*found.get(str(text), ()), str(by))
    return found


def _ground(row: dict[str, Any]) -> Ground:
    corners = [float(number) for number in row.get("around", [])]
    return Ground(
        id=str(row["id"]),
        name=str(row["name"]),
        units=tuple(map(str, row["units"])),
        outline=tuple(zip(corners[::2], corners[1::2], strict=True)),
        country=row["country"],
        claims=tuple(
            Contest(by=str(claim["by"]), claimed_as=str(claim["as"]), since=str(claim["since"]))
            for claim in row["claims"]
        ),
    )


def _contested_entry(row: dict[str, Any], ground: Ground) -> AtlasEntry:
    kind = PlaceKind(row["kind"])
    lat, lon = row.get("at", (None, None))
    _check_point(lat, lon)
    single = "at" not in row and bool(ground.units)
    country = row.get("countries", [] if ground.country is None else [ground.country])
    return AtlasEntry(
        id=f"atlas:{ground.id}",
        name=ground.name,
        kind=kind,
        lat=lat,
        lon=lon,
        countries=tuple(country),
        unit=ground.units[0] if single else None,
        ground=ground if ground.claims else None,
    )


def _area_names() -> Iterator[AtlasName]:
    for kind, rows in load_yaml(_AREAS).items():
        for row in rows:
            try:
                names = str(row[0]).split("|")
                _check_point(row[1], row[2])
                entry = AtlasEntry(
                    id=f"atlas:{normalise(names[0]).replace(' ', '-')}",
                    name=names[0],
                    kind=PlaceKind(kind),
                    lat=float(row[1]),
                    lon=float(row[2]),
                    countries=tuple(map(str, row[3:])),
                    unit=None,
                    ground=None,
                )
            except (IndexError, TypeError, ValueError, KeyError) as error:
                raise _bad(_AREAS, row, error) from error
            for text in names:
                yield AtlasName(text, entry, (), text[1:] != text[1:].lower() and len(text) < 5)


def _check_point(lat: float | None, lon: float | None) -> None:
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no point on Earth")


def _bad(name: str, row: object, error: Exception) -> KnowledgeError:
    head = row.get("id", row) if isinstance(row, dict) else row
    return KnowledgeError(
        f"the entry lacks or breaks {error}",
        where=f"resources/{name}: {str(head)[:60]}",
        remedy="mend the entry as the comment at the top of the file says",
    )


def _inside(lat: float, lon: float, outline: tuple[tuple[float, float], ...]) -> bool:
    """Whether the point lies in the polygon (even-odd rule)."""
    inside = False
    last = outline[-1]
    for corner in outline:
        crosses = (corner[0] > lat) != (last[0] > lat)
        if (
            crosses
            and lon < (last[1] - corner[1]) * (lat - corner[0]) / (last[0] - corner[0]) + corner[1]
        ):
            inside = not inside
        last = corner
    return inside
