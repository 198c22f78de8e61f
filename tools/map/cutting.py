"""Cuts contested ground out of the units, so that each piece of the Earth is drawn once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, nearest_points, polygonize, unary_union

from natural_earth import Unit

# Square degrees; smaller pieces are where a disputed border runs beside a drawn one.
SLIVER = 1e-6
# A unit of which more than this share is contested is contested as a whole.
WHOLE = 0.9
# Degrees between the loose end of a disputed border and the border that it runs to.
LONGEST_JOINT = 0.3
# Degrees: about ten metres, a tenth of what the shapes are rounded to.
OVERSHOOT = 1e-4


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a unit that is contested as a whole, or not at all (``ground`` None)."""

    unit: Unit
    ground: str | None
    shape: BaseGeometry


def read_recipes(path: Path) -> dict[str, dict[str, Any]]:
    """How each ground is cut, by its id."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def cut(
    units: tuple[Unit, ...],
    lines: dict[int, BaseGeometry],
    recipes: dict[str, dict[str, Any]],
    outlines: dict[str, BaseGeometry],
) -> list[Piece]:
    """The units in pieces; a recipe that finds nothing ends the build.

    ``outlines`` are the rough ones that the table of contested ground has.
    """
    left = {unit.code: unit.shape for unit in units}
    pieces: list[Piece] = []
    for ground, recipe in recipes.items():
        named = [u for u in units if u.code in recipe["units"] or u.adm0 in recipe["units"]]
        whole = unary_union([left[unit.code] for unit in named])
        area = outlines[ground] if recipe.get("outline") else _ground(whole, recipe, lines)
        found = False
        for unit in named:
            taken = _areas(left[unit.code].intersection(area))
            if not taken.is_empty:
                found = True
                pieces.append(Piece(unit, ground, taken))
                left[unit.code] = _areas(left[unit.code].difference(area))
        if not found:
            raise SystemExit(f"grounds.yml: {ground}: its recipe finds no ground")
    rest = [Piece(unit, None, left[unit.code]) for unit in units]
    return [piece for piece in (*pieces, *rest) if not piece.shape.is_empty]


def _ground(
    shape: BaseGeometry, recipe: dict[str, Any], lines: dict[int, BaseGeometry]
) -> BaseGeometry:
    if "box" in recipe:
        return box(*recipe["box"])
    if "parts" in recipe:
        frame = box(*recipe["parts"])
        return MultiPolygon([part for part in _polygons(shape) if frame.contains(part.centroid)])
    if "lines" in recipe:
        return _cut_along(shape, recipe, [lines[number] for number in recipe["lines"]])
    return shape


def _cut_along(
    shape: BaseGeometry, recipe: dict[str, Any], drawn: list[BaseGeometry]
) -> BaseGeometry:
    """What the lines cut from the shape, and holds one of the recipe's points."""
    corners = recipe["at"]
    points = [Point(lon, lat) for lat, lon in zip(corners[::2], corners[1::2], strict=True)]
    merged = linemerge(unary_union(drawn))
    parts = list(shapely.get_parts(merged))
    network = unary_union([shape.boundary, *parts, *_joints(parts, shape.boundary)])
    return unary_union(
        [face for face in polygonize(network) if any(face.contains(point) for point in points)]
    )


def _joints(parts: list[BaseGeometry], boundary: BaseGeometry) -> list[LineString]:
    """Short strokes from loose ends to what is next to them.

    The lines come from another edition than the units and can end short of the border.
    """
    strokes: list[LineString] = []
    for number, part in enumerate(parts):
        others = unary_union([boundary, *parts[:number], *parts[number + 1 :]])
        for end, before in ((0, 1), (-1, -2)):
            last, inner = Point(part.coords[end]), Point(part.coords[before])
            _, near = nearest_points(last, others)
            if last.distance(near) < LONGEST_JOINT:
                strokes.append(LineString([last, _beyond(last, near)]))
                strokes.append(LineString([last, _beyond(inner, last)]))
    return strokes


def _beyond(start: Point, end: Point) -> Point:
    """A point a little past the end, so that rounding cannot leave it loose."""
    length = start.distance(end)
    if length == 0:
        return Point(end.x + OVERSHOOT, end.y + OVERSHOOT)
    more = 1 + OVERSHOOT / length
    return Point(start.x + (end.x - start.x) * more, start.y + (end.y - start.y) * more)


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape that are no slivers."""
    return MultiPolygon([part for part in _polygons(shape) if part.area > SLIVER])


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    parts = shapely.get_parts(shape)
    found: list[Polygon] = []
    for part in parts:
        if part.geom_type == "Polygon":
            found.append(part)
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            found.extend(_polygons(part))
    return found
