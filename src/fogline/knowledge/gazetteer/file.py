"""The gazetteer in one SQLite file, read only."""

from __future__ import annotations

import sqlite3
import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer import GazetteerEntry, NameMatch
from fogline.knowledge.gazetteer.names import keys, spelling_variants
from fogline.knowledge.gazetteer.schema import KINDS, PRECISIONS, check, id_of, key_of

FILE_VARIABLE = "FOGLINE_GAZETTEER"
# Names kept in memory: more than a long report has; some 20 MB at the most.
REMEMBERED = 8_192
# "San José" has some 200 places; more candidates than this tell nothing apart.
MOST_ENTRIES = 250

_COLUMNS = (
    "p.key,p.name,p.kind,p.feature,p.lat,p.lon,p.country,p.adm1,p.adm2,p.population,p.precision"
)
_LOOKUP = (
    f"SELECT {_COLUMNS},n.rank FROM name n JOIN place p ON p.key=n.key WHERE n.norm=?"
    f" ORDER BY n.rank, p.population DESC, p.key LIMIT {MOST_ENTRIES}"
)
_ENTRY = f"SELECT {_COLUMNS},0 FROM place p WHERE p.key=?"
_COUNTRY = f"SELECT {_COLUMNS},0 FROM code c JOIN place p ON p.key=c.key WHERE c.code=?"
_MATCHES = (NameMatch.NAME, NameMatch.ALTERNATE, NameMatch.DERIVED)


def gazetteer_path(environ: Mapping[str, str]) -> Path:
    """Where the gazetteer lives: what FOGLINE_GAZETTEER says, else beside the installation."""
    given = environ.get(FILE_VARIABLE)
    return Path(given) if given else Path(sys.prefix) / "share" / "fogline" / "gazetteer.sqlite"


def open_gazetteer(path: Path) -> GazetteerFile:
    """The gazetteer in the file; raises GazetteerError if it is missing, broken or of old make."""
    return GazetteerFile(path)


class GazetteerFile:
    """A gazetteer over one read-only SQLite file.

    Opens in milliseconds and can be sent to a worker process, which opens the file for itself.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        remedy = f"run `fogline gazetteer build`, or set {FILE_VARIABLE}"
        if not path.is_file():
            raise GazetteerError("there is no gazetteer", where=str(path), remedy=remedy)
        try:
            # Immutable: no locks, no journal. Additions replace the whole file.
            self._connection = sqlite3.connect(
                f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
                cached_statements=8,
            )
        except sqlite3.Error as error:
            raise GazetteerError(
                f"the gazetteer cannot be opened: {error}", where=str(path), remedy=remedy
            ) from error
        check(self._connection, str(path))
        self._remembered: OrderedDict[str, tuple[GazetteerEntry, ...]] = OrderedDict()

    def __reduce__(self) -> tuple[Any, ...]:
        return (open_gazetteer, (self.path,))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """The places of that name, the best known first; spelling, case and marks do not matter.

        Where the name itself is not known, its likely spellings are tried.
        """
        found = self._remembered.get(name)
        if found is None:
            found = self._find(name)
            self._remembered[name] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    def entry(self, id: str) -> GazetteerEntry | None:  # noqa: A002 (the record's word)
        """The place with that id, or None."""
        key = key_of(id)
        if key is None:
            return None
        rows = self._rows(_ENTRY, key)
        return rows[0] if rows else None

    def country(self, code: str) -> GazetteerEntry | None:
        """The country with that alpha-2 code, or the subdivision with that GeoNames code."""
        rows = self._rows(_COUNTRY, code)
        return rows[0] if rows else None

    def _find(self, name: str) -> tuple[GazetteerEntry, ...]:
        made = keys(name[:200])
        found: dict[str, GazetteerEntry] = {}
        for key in made:
            for entry in self._rows(_LOOKUP, key):
                found.setdefault(entry.id, entry)
        if found or not made:
            return tuple(found.values())
        for variant in spelling_variants(made[0]):
            entries = self._rows(_LOOKUP, variant)
            if entries:
                return tuple(replace(entry, match=NameMatch.DERIVED) for entry in entries)
        return ()

    def _rows(self, query: str, value: str | int) -> tuple[GazetteerEntry, ...]:
        try:
            return tuple(map(_entry, self._connection.execute(query, (value,))))
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"the gazetteer is broken: {error}",
                where=str(self.path),
                remedy="run `fogline gazetteer build`",
            ) from error


def _entry(row: tuple[Any, ...]) -> GazetteerEntry:
    key, name, kind, feature, lat, lon, country, adm1, adm2, population, precision, rank = row
    return GazetteerEntry(
        id=id_of(key),
        name=name,
        kind=KINDS[kind],
        feature=feature,
        lat=lat,
        lon=lon,
        country=country,
        adm1=None if adm1 is None else id_of(adm1),
        adm2=None if adm2 is None else id_of(adm2),
        population=population,
        precision=PRECISIONS[precision],
        match=_MATCHES[rank],
    )
