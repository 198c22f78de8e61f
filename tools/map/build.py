"""Makes src/fogline/resources/map/ from Natural Earth; README.md beside this says how to run it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

from cutting import WHOLE, Piece, cut, read_recipes
from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer
from fogline.knowledge.resources import load_yaml
from matching import Match, count_settlements, match
from natural_earth import Unit, read_lines, read_units
from properties import countries, grounds, regions
from writing import read_shapes, write_layer, write_pieces

HERE = Path(__file__).parent
TARGET = HERE.parent.parent / "src" / "fogline" / "resources" / "map"
# Shares of the points that are kept: most of them where ground is contested, since maps are read
# closely there; of the rest what leaves all under 6 MB.
KEPT = 'ground ? "60%" : "13%"'
LAYERS = ("country", "region", "ground")


def main() -> None:
    """Build the three layers."""
    options = _options()
    units = read_units(options.units)
    recipes = read_recipes(HERE / "grounds.yml")
    pieces = cut(units, read_lines(options.lines), recipes, _outlines())
    gazetteer_file = gazetteer_path(os.environ)
    gazetteer = open_gazetteer(gazetteer_file)
    trusted = frozenset(load_atlas().by_unit)
    matches = match(units, gazetteer, count_settlements(units, gazetteer_file), trusted)
    _report(units, matches)
    keys = _keys(pieces, recipes)
    options.work.mkdir(parents=True, exist_ok=True)
    write_pieces(options.work / "pieces.json", pieces, keys)
    _simplify(options.mapshaper, options.work)
    shapes = {layer: read_shapes(options.work / f"{layer}.json", layer) for layer in LAYERS}
    TARGET.mkdir(parents=True, exist_ok=True)
    about = {
        "countries": (countries(pieces, keys, gazetteer), shapes["country"]),
        "regions": (regions(pieces, keys, matches, gazetteer), shapes["region"]),
        "contested": (grounds(recipes, pieces), shapes["ground"]),
    }
    for name, (properties, drawn) in about.items():
        print(write_layer(TARGET / f"{name}.geojson", properties, drawn))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=Path, required=True, help="data/build.json")
    parser.add_argument("--lines", type=Path, required=True, help="world_map.gpkg")
    parser.add_argument("--mapshaper", default="mapshaper", help="the command")
    parser.add_argument("--work", type=Path, default=Path("build/map"), help="a folder")
    return parser.parse_args()


def _outlines() -> dict[str, Polygon]:
    found: dict[str, Polygon] = {}
    for row in load_yaml("atlas/contested.yml"):
        corners = row.get("around", [])
        if corners:
            found[row["id"]] = Polygon(list(zip(corners[1::2], corners[::2], strict=True)))
    return found


def _keys(pieces: list[Piece], recipes: dict[str, Any]) -> list[dict[str, str | None]]:
    """For each piece the country, region and ground that it is drawn with.

    Contested ground belongs to no country, unless nothing else is left of the country; and to a
    region only where (nearly) all of the region is contested.
    """
    shares: dict[str, float] = defaultdict(float)
    free: set[str | None] = set()
    for piece in pieces:
        if piece.ground is None:
            free.add(piece.unit.country)
        else:
            shares[piece.unit.code] += piece.shape.area / piece.unit.shape.area
    found: list[dict[str, str | None]] = []
    for piece in pieces:
        country = piece.unit.country
        if piece.ground is not None:
            country = recipes[piece.ground].get("country", country)
            if country in free:
                country = None
        whole = piece.ground is None or shares[piece.unit.code] > WHOLE
        region = piece.unit.code if whole and piece.unit.names else None
        found.append({"country": country, "region": region, "ground": piece.ground})
    return found


def _simplify(command: str, work: Path) -> None:
    """Simplify all borders once, so that neighbours and layers keep the same ones."""
    found = shutil.which(command)
    if found is None:
        raise SystemExit(f"{command}: there is no such command; see README.md")
    # It works in another folder, from which a relative path leads nowhere.
    steps = [str(Path(found).absolute()), "-i", "pieces.json", "name=pieces", "-clean"]
    steps += ["-simplify", "variable", f"percentage={KEPT}", "weighted", "keep-shapes"]
    for layer in LAYERS:
        steps += ["-dissolve", layer, "target=pieces", "+", f"name={layer}"]
        steps += ["-filter", f"{layer} !== null", f"target={layer}"]
        steps += ["-o", f"{layer}.json", f"target={layer}", "format=geojson", "precision=0.001"]
    subprocess.run(steps, cwd=work, check=True)


def _report(units: tuple[Unit, ...], matches: dict[str, Match]) -> None:
    ways = Counter(one.by for one in matches.values())
    print(f"{len(matches)} of {len(units)} units are in the gazetteer; by {dict(ways)}")
    missing = Counter(str(unit.country) for unit in units if unit.code not in matches)
    print("not found, by country:", dict(missing.most_common()))


if __name__ == "__main__":
    sys.exit(main())
