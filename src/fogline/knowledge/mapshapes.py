"""The shapes of the map: countries, regions of the first level, and contested ground.

``resources/map/`` holds them as GeoJSON, made from Natural Earth by ``tools/map/build.py``. What is
contested belongs to no country's shape; who claims it is for the atlas to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from fogline.errors import KnowledgeError
from fogline.knowledge.atlas import Ground, load_atlas
from fogline.knowledge.resources import resource_path

Ring = tuple[tuple[float, float], ...]
Polygon = tuple[Ring, ...]

_REMEDY = "install the package again, or run tools/map/build.py"


class MapLayer(StrEnum):
    """What is drawn together; the value is the name of the file."""

    COUNTRIES = "countries"
    REGIONS = "regions"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The box around a shape, in degrees; ``east`` is over 180 where it crosses the date line."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape:
    """One shape of a layer.

    ``id`` is unique in its layer: an alpha-2 code, an ISO 3166-2 code (or ``ne:`` and Natural
    Earth's code, where a region has none), or the id of contested ground. ``gazetteer`` is the
    gazetteer's id, None where no entry is the same ground. ``country`` is an alpha-2 code; None
    for contested shapes. ``grounds`` are the contested grounds that it consists of, the largest
    first. ``rough`` is True where only a rough outline of the ground is known. Polygons are of
    (longitude, latitude), the outer ring first; rings are closed.
    """

    layer: MapLayer
    id: str
    name: str
    iso: str | None
    gazetteer: str | None
    country: str | None
    contested: bool
    grounds: tuple[str, ...]
    rough: bool
    polygons: tuple[Polygon, ...]

    @property
    def bounds(self) -> Bounds:
        """The smallest box around the shape."""
        points = [point for polygon in self.polygons for point in polygon[0]]
        south = min(lat for _, lat in points)
        north = max(lat for _, lat in points)
        west, east = _span(
            (min(lon for lon, _ in polygon[0]), max(lon for lon, _ in polygon[0]))
            for polygon in self.polygons
        )
        return Bounds(west, south, east, north)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShapes:
    """All shapes, by id in each layer, and regions and countries by the gazetteer's id."""

    layers: Mapping[MapLayer, Mapping[str, MapShape]]
    by_gazetteer: Mapping[str, MapShape]

    def region_id_of(self, gazetteer_id: str) -> str | None:
        """The id of the region that is this subdivision, or None."""
        found = self.by_gazetteer.get(gazetteer_id)
        return found.id if found is not None and found.layer is MapLayer.REGIONS else None

    def country_of(self, iso: str) -> MapShape | None:
        """The shape of the country with that alpha-2 code, or None."""
        return self.layers[MapLayer.COUNTRIES].get(iso)

    def contested(self, ground_id: str) -> MapShape | None:
        """The shape of contested ground (the atlas's id, with or without ``atlas:``), or None."""
        return self.layers[MapLayer.CONTESTED].get(ground_id.removeprefix("atlas:"))

    def area_of(self, place_ids: Iterable[str | None]) -> MapShape | None:
        """The shape of the first id that has one.

        Ids are the gazetteer's, the atlas's, or alpha-2 codes, the narrowest first: a place's own
        id, those of what it lies within, its country.
        """
        for place_id in place_ids:
            found = None if place_id is None else self._shape(place_id)
            if found is not None:
                return found
        return None

    def _shape(self, place_id: str) -> MapShape | None:
        found = self.by_gazetteer.get(place_id) or self.country_of(place_id)
        if found is None and place_id.startswith("atlas:"):
            found = self.contested(place_id)
        if found is None:
            # The gazetteer has some ground twice; the table of claims has every id of it.
            ground = load_atlas().by_unit.get(place_id)
            found = self.contested(ground.id) if ground is not None else None
        return found


def layer_path(layer: MapLayer) -> Path:
    """Where the GeoJSON of a layer is, to be served as it is."""
    return resource_path(f"map/{layer.value}.geojson")


@cache
def load_map_shapes() -> MapShapes:
    """The shapes of the package; raises KnowledgeError, with file and feature, for a bad one."""
    layers = {
        layer: MappingProxyType({shape.id: shape for shape in _read(layer)}) for layer in MapLayer
    }
    by_gazetteer: dict[str, MapShape] = {}
    for layer in (MapLayer.COUNTRIES, MapLayer.REGIONS):
        for shape in layers[layer].values():
            if shape.gazetteer is not None:
                by_gazetteer.setdefault(shape.gazetteer, shape)
    return MapShapes(layers=MappingProxyType(layers), by_gazetteer=MappingProxyType(by_gazetteer))


def grounds_of(shape: MapShape) -> tuple[Ground, ...]:
    """The contested grounds of a shape, with who claims them, as the atlas has them."""
    known = {ground.id: ground for ground in load_atlas().grounds}
    ids = (shape.id,) if shape.layer is MapLayer.CONTESTED else shape.grounds
    return tuple(known[ground] for ground in ids if ground in known)


def _read(layer: MapLayer) -> tuple[MapShape, ...]:
    path = layer_path(layer)
    where = f"resources/map/{path.name}"
    try:
        features = msgspec.json.decode(path.read_bytes())["features"]
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise KnowledgeError(f"no GeoJSON: {error}", where=where, remedy=_REMEDY) from error
    shapes: list[MapShape] = []
    for number, feature in enumerate(features, start=1):
        try:
            shapes.append(_map_shape(layer, feature["properties"], feature["geometry"]))
        except (KeyError, TypeError, ValueError) as error:
            raise KnowledgeError(
                f"the feature lacks or breaks {error}",
                where=f"{where}: feature {number}",
                remedy=_REMEDY,
            ) from error
    return tuple(shapes)


def _map_shape(layer: MapLayer, about: dict[str, Any], geometry: dict[str, Any]) -> MapShape:
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return MapShape(
        layer=layer,
        id=about["id"],
        name=about["name"],
        iso=about.get("iso"),
        gazetteer=about.get("gazetteer"),
        country=about.get("country", about["iso"] if _is_free_country(layer, about) else None),
        contested=layer is MapLayer.CONTESTED or about.get("contested", False),
        grounds=tuple(about.get("grounds", ())),
        rough=about.get("rough", False),
        polygons=tuple(
            tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon)
            for polygon in polygons
        ),
    )


def _is_free_country(layer: MapLayer, about: dict[str, Any]) -> bool:
    return layer is MapLayer.COUNTRIES and not about.get("contested", False)


def _span(intervals: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The shortest stretch of longitudes that holds all: the Earth without the widest gap."""
    ordered = sorted(intervals)
    west, east = ordered[0][0], max(high for _, high in ordered)
    widest, reach = west + 360 - east, ordered[0][1]
    for low, high in ordered[1:]:
        if low - reach > widest:
            widest = low - reach
            west, east = low, reach + 360
        reach = max(reach, high)
    return west, east
