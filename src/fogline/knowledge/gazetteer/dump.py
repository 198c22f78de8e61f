"""Adds GeoNames' own dump files ("XX.txt", "XX.zip") to a gazetteer: every village of a country."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer.build import replacing
from fogline.knowledge.gazetteer.names import feature_kind
from fogline.knowledge.gazetteer.schema import PlaceRow, check, insert
from fogline.records.place import PlaceKind, PlacePrecision

COLUMNS = 19
# GeoNames' longest line has some 12,000 characters (alternate names).
LONGEST_LINE = 200_000
# allCountries.txt has 1.7 GB; nothing of GeoNames is larger.
LARGEST_FILE = 4 * 1024**3
_REMEDY = "download the file again from download.geonames.org/export/dump"
_UNITS = (PlaceKind.ADM1, PlaceKind.ADM2)


def add_dump(path: Path, dump: Path) -> int:
    """Add a dump file to the gazetteer at ``path``; how many places were new.

    ``dump`` is the tab-separated file of 19 columns, or the zip that GeoNames packs it in. All
    of it is added, or on any error (raised as GazetteerError, with the line) nothing. Adding a
    file a second time changes nothing.
    """
    if not path.is_file():
        raise GazetteerError(
            "there is no gazetteer", where=str(path), remedy="run `fogline gazetteer build`"
        )
    with replacing(path) as temporary:
        shutil.copyfile(path, temporary)
        connection = sqlite3.connect(temporary)
        try:
            check(connection, str(path))
            codes = dict(connection.execute("SELECT code, key FROM code"))
            connection.execute("PRAGMA journal_mode=MEMORY")
            with connection:
                added = insert(connection, _rows(dump, codes))
        finally:
            connection.close()
    return added


def _rows(dump: Path, codes: dict[str, int]) -> Iterator[PlaceRow]:
    count = 0
    with _lines(dump) as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            count += 1
            row = _row(line, f"{dump}:{number}", codes)
            if row is not None:
                yield row
    if not count:
        raise GazetteerError("the file is empty", where=str(dump), remedy=_REMEDY)


@contextmanager
def _lines(dump: Path) -> Iterator[IO[bytes]]:
    """The lines of the file, or of the one text file in the zip that is not a readme."""
    try:
        if not zipfile.is_zipfile(dump):
            with dump.open("rb") as lines:
                yield lines
            return
        with zipfile.ZipFile(dump) as archive:
            names = [
                info
                for info in archive.infolist()
                if info.filename.endswith(".txt") and "readme" not in info.filename.lower()
            ]
            if len(names) != 1 or names[0].file_size > LARGEST_FILE:
                raise GazetteerError(
                    "the zip does not hold one file of places", where=str(dump), remedy=_REMEDY
                )
            with archive.open(names[0]) as lines:
                yield lines
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise GazetteerError(
            f"the file cannot be read: {error}", where=str(dump), remedy=_REMEDY
        ) from error


def _row(line: bytes, where: str, codes: dict[str, int]) -> PlaceRow | None:
    try:
        fields = line.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise GazetteerError("the line is not UTF-8", where=where, remedy=_REMEDY) from error
    if len(fields) != COLUMNS:
        raise GazetteerError(
            f"{len(fields)} columns instead of {COLUMNS}", where=where, remedy=_REMEDY
        )
    number, name, plain, others, lat, lon, letter, feature, country, _, adm1, adm2 = fields[:12]
    kind = feature_kind(letter, feature)
    key = _whole(number, where, "the number")
    point = _degrees(lat, 90.0, where), _degrees(lon, 180.0, where)
    people = _whole(fields[14] or "0", where, "the population")
    if not kind or not name or len(country) != 2:
        return None
    return _place(
        key, (name, plain, others), PlaceKind(kind), feature, point, (country, adm1, adm2), people,
        codes,
    )  # fmt: skip


def _place(
    key: int,
    names: tuple[str, str, str],
    kind: PlaceKind,
    feature: str,
    point: tuple[float, float],
    units: tuple[str, str, str],
    people: int,
    codes: dict[str, int],
) -> PlaceRow:
    country, adm1, adm2 = units
    name, plain, others = names
    code = None
    if kind in _UNITS:
        code = f"{country}.{adm1}" if kind is PlaceKind.ADM1 else f"{country}.{adm1}.{adm2}"
    first = codes.get(f"{country}.{adm1}")
    second = codes.get(f"{country}.{adm1}.{adm2}") if adm2 else None
    precisions = {
        PlaceKind.COUNTRY: PlacePrecision.COUNTRY,
        PlaceKind.ADM1: PlacePrecision.ADM1,
        PlaceKind.ADM2: PlacePrecision.ADM2,
    }
    return PlaceRow(
        key=key,
        name=name,
        kind=kind,
        feature=feature,
        lat=point[0],
        lon=point[1],
        country=country,
        adm1=None if first == key else first,
        adm2=None if second == key else second,
        population=people,
        precision=precisions.get(kind, PlacePrecision.EXACT),
        others=tuple(item for item in (plain, *others.split(",")) if len(item) > 1),
        code=code,
    )


def _whole(text: str, where: str, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise GazetteerError(
            f"{what} is {text[:40]!r}, not a whole number", where=where, remedy=_REMEDY
        )
    return int(text)


def _degrees(text: str, most: float, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = most + 1
    if not -most <= value <= most:
        raise GazetteerError(
            f"the coordinate {text[:40]!r} is not between -{most:.0f} and {most:.0f}",
            where=where,
            remedy=_REMEDY,
        )
    return value
