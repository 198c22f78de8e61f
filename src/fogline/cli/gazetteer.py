"""``fogline gazetteer``: build the table of places, look a name up, add GeoNames' files."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fogline.knowledge.gazetteer import GazetteerEntry

_COLUMNS = (
    "id",
    "name",
    "kind",
    "country",
    "within",
    "lat",
    "lon",
    "precision",
    "population",
    "match",
)


@click.group()
def gazetteer() -> None:
    """The table of the world's places.

    \b
    Example:
      fogline gazetteer build
      fogline gazetteer lookup Goma
    """  # noqa: D301 (click reads the mark)


@gazetteer.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it. Default: FOGLINE_GAZETTEER, else beside the installation.",
)
def build(output: Path | None) -> None:
    """Build the gazetteer from the installed packages (half a minute, 45 MB).

    \b
    Example:
      fogline gazetteer build --output places.sqlite
    """  # noqa: D301 (click reads the mark)
    from fogline.knowledge.gazetteer.build import build_gazetteer

    path = output or _path()
    build_gazetteer(path, lambda step: click.echo(f"{step} ...", err=True))
    click.echo(f"{path}: {path.stat().st_size / 1e6:.0f} MB")


@gazetteer.command()
@click.argument("name")
@click.option("--country", metavar="XX", help="Only places of this country (ISO 3166 alpha-2).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print them.",
)
def lookup(name: str, country: str | None, form: str) -> None:
    """Print the places called NAME, the best known first.

    \b
    Example:
      fogline gazetteer lookup Lugansk --country UA
    """  # noqa: D301 (click reads the mark)
    from fogline.knowledge.gazetteer.file import open_gazetteer

    table = open_gazetteer(_path())
    rows = []
    for entry in table.lookup(name):
        if country and entry.country != country.upper():
            continue
        units = (table.entry(unit) for unit in (entry.adm2, entry.adm1) if unit)
        rows.append(_row(entry, ", ".join(unit.name for unit in units if unit)))
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        _print_table(rows)
    else:
        click.echo(f"no place called {name}", err=True)


@gazetteer.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
def add(files: tuple[Path, ...]) -> None:
    """Add GeoNames' dump files of single countries: all their villages and sites.

    Files come as XX.zip from download.geonames.org/export/dump (CC BY 4.0). A file is added
    wholly or not at all; adding it again changes nothing.

    \b
    Example:
      fogline gazetteer add SD.zip SS.zip
    """  # noqa: D301 (click reads the mark)
    from fogline.knowledge.gazetteer.dump import add_dump

    for file in files:
        click.echo(f"adding {file} ...", err=True)
        click.echo(f"{file}: {add_dump(_path(), file)} new places")


def _path() -> Path:
    from fogline.knowledge.gazetteer.file import gazetteer_path

    return gazetteer_path(os.environ)


def _row(entry: GazetteerEntry, within: str) -> dict[str, str | float | int | None]:
    return {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind.value,
        "country": entry.country,
        "within": within,
        "lat": entry.lat,
        "lon": entry.lon,
        "precision": entry.precision.value,
        "population": entry.population,
        "match": entry.match.value,
    }


def _print_table(rows: Iterable[dict[str, str | float | int | None]]) -> None:
    lines = [list(_COLUMNS)]
    lines += [["" if row[name] is None else str(row[name]) for name in _COLUMNS] for row in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(_COLUMNS))]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
