"""Reads Natural Earth: first-level units, and the disputed borders."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

UNITS_SHA256 = "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df"
LINES_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"

# Countries by Natural Earth's code of the part (gu_a3), where its alpha-2 code is not that of the
# gazetteer. Leased bases and islands have none there: Guantanamo and Baikonur are leased, not
# claimed, the others are of the state named. Parts of a state can have a code of their own.
COUNTRY_OF_PART = {
    "USG": "CU",
    "KAB": "KZ",
    "ESB": "GB",
    "WSB": "GB",
    "CSI": "AU",
    "CLP": "FR",
    "CCK": "CC",
    "CXR": "CX",
    "GUF": "GF",
    "GLP": "GP",
    "MTQ": "MQ",
    "REU": "RE",
    "MYT": "YT",
    "NSV": "SJ",
    "NJM": "SJ",
    "BVT": "BV",
    "NLY": "BQ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A first-level unit as Natural Earth draws it.

    ``name`` is the one on its maps; ``names`` are all that it gives, English first. ``country`` is
    an alpha-2 code, None where Natural Earth and the table above have none. ``geonames`` is 0 where
    no number is given.
    """

    code: str
    adm0: str
    country: str | None
    iso: str
    name: str
    names: tuple[str, ...]
    geonames: int
    geonames_code: str
    shape: BaseGeometry


def read_units(path: Path) -> tuple[Unit, ...]:
    """The units, in the order of their codes."""
    check_digest(path, UNITS_SHA256)
    rows = json.loads(path.read_text(encoding="utf-8"))["features"]
    return tuple(sorted(map(_unit, rows), key=lambda unit: unit.code))


def _unit(row: dict) -> Unit:
    found = row["properties"]
    drawn = shape(row["geometry"])
    country = COUNTRY_OF_PART.get(found["gu_a3"], str(found["iso_a2"]))
    names = [found.get("name_en"), found.get("name"), *str(found.get("name_alt") or "").split("|")]
    return Unit(
        code=found["adm1_code"],
        adm0=found["adm0_a3"],
        country=None if country in ("-1", "-99") else country,
        iso=str(found["iso_3166_2"] or ""),
        name=str(found.get("name") or ""),
        names=tuple(dict.fromkeys(name.strip() for name in names if name and name.strip())),
        geonames=max(int(found.get("gn_id") or 0), 0),
        geonames_code=str(found.get("gn_a1_code") or ""),
        shape=drawn if drawn.is_valid else drawn.buffer(0),
    )


def read_lines(path: Path) -> dict[int, BaseGeometry]:
    """The disputed borders by their number."""
    check_digest(path, LINES_SHA256)
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute("SELECT fid, geom FROM disputed_borders ORDER BY fid").fetchall()
    return {number: _geometry(blob) for number, blob in rows}


def _geometry(blob: bytes) -> BaseGeometry:
    # A GeoPackage puts 8 bytes and an envelope of a size that the flags tell before the WKB.
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def check_digest(path: Path, wanted: str) -> None:
    """Ends the build if the file is not the one that the committed shapes were made from."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted:
        raise SystemExit(f"{path}: its sha256 is {found}, not {wanted}; take the version in README")
