"""Files between the steps, and the finished layers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from shapely.geometry import mapping

from cutting import Piece

Ring = list[list[float]]


def write_pieces(path: Path, pieces: list[Piece], keys: list[dict[str, str | None]]) -> None:
    """The pieces as GeoJSON, for the simplification."""
    features = [
        {"type": "Feature", "properties": key, "geometry": mapping(piece.shape)}
        for piece, key in zip(pieces, keys, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def read_shapes(path: Path, key: str) -> dict[str, list[list[Ring]]]:
    """Polygons by the property; rings that rounding has flattened are left out."""
    found: dict[str, list[list[Ring]]] = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"] or {"type": "MultiPolygon", "coordinates": []}
        polygons = shape["coordinates"]
        if shape["type"] == "Polygon":
            polygons = [polygons]
        cleaned = [[_clean(ring) for ring in polygon] for polygon in polygons]
        found[feature["properties"][key]] = [
            [ring for ring in polygon if ring] for polygon in cleaned if polygon[0]
        ]
    return found


def _clean(ring: Ring) -> Ring:
    kept = [point for number, point in enumerate(ring) if number == 0 or point != ring[number - 1]]
    return kept if len({tuple(point) for point in kept}) > 2 else []


def write_layer(
    path: Path, properties: dict[str, dict[str, Any]], shapes: dict[str, list[list[Ring]]]
) -> str:
    """One feature a line, in the order of their ids; says how many and how large."""
    lines = []
    for key, about in sorted(properties.items(), key=lambda item: item[1]["id"]):
        polygons = shapes.get(key)
        if not polygons:
            raise SystemExit(f"{path.name}: nothing is left of {key}; keep more detail")
        single = len(polygons) == 1
        geometry = {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        }
        kept = {name: value for name, value in about.items() if value is not None}
        feature = {"type": "Feature", "properties": kept, "geometry": geometry}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8")
    return f"{path.name}: {len(lines)} features, {len(text.encode()):,} bytes"
