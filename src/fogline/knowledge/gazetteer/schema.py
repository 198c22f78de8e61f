"""The SQLite file of the gazetteer: its tables, and ids as numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer.names import bare_variants, keys, slavic_variants
from fogline.records.place import PlaceKind, PlacePrecision

# "Fogl" as a number: tells a gazetteer from any other SQLite file.
APPLICATION_ID = 0x466F676C
SCHEMA_VERSION = 1

TABLES = """
CREATE TABLE place (
  key INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, feature TEXT NOT NULL,
  lat REAL, lon REAL, country TEXT NOT NULL, adm1 INTEGER, adm2 INTEGER,
  population INTEGER NOT NULL, precision INTEGER NOT NULL
);
CREATE TABLE name (
  norm TEXT NOT NULL, rank INTEGER NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (norm, key)
) WITHOUT ROWID;
CREATE TABLE code (code TEXT PRIMARY KEY, key INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE about (field TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

KINDS = tuple(PlaceKind)
PRECISIONS = tuple(PlacePrecision)
KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
PRECISION_NUMBER = {precision: number for number, precision in enumerate(PRECISIONS)}

_KATOTTG = 10**18
_ISO = 2 * 10**18
_ISO_DIGITS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def key_of(id: str) -> int | None:  # noqa: A002 (the record's word)
    """The number under which the id is stored, or None for an id of no known form."""
    scheme, _, code = id.partition(":")
    if scheme == "geonames" and code.isascii() and code.isdigit() and len(code) < 12:
        return int(code)
    if scheme == "katottg" and code[:2] == "UA" and code[2:].isascii() and code[2:].isdigit():
        return _KATOTTG + int(code[2:19])
    if scheme == "iso3166-2" and len(code) <= 6 and all(c in _ISO_DIGITS for c in code[3:]):
        number = 0
        for char in (code[:2] + code[3:]).ljust(5):
            number = number * len(_ISO_DIGITS) + max(_ISO_DIGITS.find(char), 0)
        return _ISO + number
    return None


def id_of(key: int) -> str:
    """The id that :func:`key_of` turned into this number."""
    if key < _KATOTTG:
        return f"geonames:{key}"
    if key < _ISO:
        return f"katottg:UA{key - _KATOTTG:017d}"
    number = key - _ISO
    chars: list[str] = []
    for _ in range(5):
        number, digit = divmod(number, len(_ISO_DIGITS))
        chars.append(_ISO_DIGITS[digit])
    code = "".join(reversed(chars)).rstrip()
    return f"iso3166-2:{code[:2]}-{code[2:]}"


@dataclass(slots=True, kw_only=True)
class PlaceRow:
    """One place on its way into the file.

    ``others`` are its alternate names, ``own`` its official ones in another script.
    """

    key: int
    name: str
    kind: PlaceKind
    feature: str
    lat: float | None
    lon: float | None
    country: str
    adm1: int | None = None
    adm2: int | None = None
    population: int = 0
    precision: PlacePrecision = PlacePrecision.EXACT
    others: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    code: str | None = None
    slavic: bool = field(default=False)


def name_keys(row: PlaceRow) -> dict[str, int]:
    """All keys of a place's names, each with its rank: 0 name, 1 alternate, 2 derived."""
    found: dict[str, int] = {}
    own = ((0, name) for name in (row.name, *row.own))
    for rank, name in (*own, *((1, other) for other in row.others)):
        made = keys(name)
        for key in made:
            found.setdefault(key, rank)
        if row.slavic:
            for key in made:
                for variant in slavic_variants(key):
                    found.setdefault(variant, 2)
    if row.kind in (PlaceKind.ADM1, PlaceKind.ADM2):
        for key in list(found):
            for variant in bare_variants(key):
                found.setdefault(variant, 2)
    return found


def insert(connection: sqlite3.Connection, rows: Iterable[PlaceRow]) -> int:
    """Add the rows with their names; a place that is there already only gains names.

    Returns how many places were new.
    """
    before = connection.total_changes
    names = 0
    for row in rows:
        connection.execute(
            "INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.key,
                row.name,
                KIND_NUMBER[row.kind],
                row.feature,
                row.lat,
                row.lon,
                row.country,
                row.adm1,
                row.adm2,
                row.population,
                PRECISION_NUMBER[row.precision],
            ),
        )
        made = connection.total_changes
        connection.executemany(
            "INSERT OR IGNORE INTO name VALUES (?,?,?)",
            [(norm, rank, row.key) for norm, rank in name_keys(row).items()],
        )
        if row.code:
            connection.execute("INSERT OR IGNORE INTO code VALUES (?,?)", (row.code, row.key))
        names += connection.total_changes - made
    return connection.total_changes - before - names


def check(connection: sqlite3.Connection, where: str) -> None:
    """Raise GazetteerError unless the connection is to a gazetteer of this schema."""
    remedy = "run `fogline gazetteer build`"
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise GazetteerError(
            f"the gazetteer cannot be read: {error}", where=where, remedy=remedy
        ) from error
    if application != APPLICATION_ID:
        raise GazetteerError("this file is not a gazetteer", where=where, remedy=remedy)
    if version != SCHEMA_VERSION:
        raise GazetteerError(
            f"the gazetteer has version {version}, this Fogline reads {SCHEMA_VERSION}",
            where=where,
            remedy=remedy,
        )
