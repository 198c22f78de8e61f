"""The map: its page, and the shapes that it is drawn from."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from fogline.asking import query_of
from fogline.export.moments import moment_words
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.mapshapes import MapLayer, grounds_of, layer_path, load_map_shapes
from fogline.web.geojson import COLLECTION, GEOJSON, GeoJSONResponse
from fogline.web.pages import page
from fogline.web.params import TheLedger, TheQuestion

router = APIRouter(include_in_schema=False)
shapes = APIRouter(prefix="/api/v1/map", tags=["map"])


@router.get("/map")
def map_page(request: Request, ledger: TheLedger, question: TheQuestion) -> HTMLResponse:
    """The map, with a slider over the moments at which reports became known."""
    query = query_of(question, ledger)
    moments = [row.known for row in ledger.newest_readings()]
    first, last = (min(moments), max(moments)) if moments else (query.as_of, query.as_of)
    return page(
        request,
        "map.html",
        question,
        as_of=moment_words(query.as_of),
        first=first,
        # Up to the end of the hour, so that the last report is known there.
        last=last + 3600,
        now=min(max(query.as_of, first), last + 3600),
    )


@shapes.get("/ids")
def region_ids() -> dict[str, str]:
    """The regions' ids among the map's shapes, by those of the gazetteer."""
    regions = load_map_shapes().layers[MapLayer.REGIONS].values()
    return {shape.gazetteer: shape.id for shape in regions if shape.gazetteer is not None}


@shapes.get(
    "/{layer}",
    response_class=GeoJSONResponse,
    responses={200: {"content": {GEOJSON: COLLECTION}}},
)
def layer_shapes(layer: MapLayer) -> Response:
    """The map's shapes: countries without what is contested, first-level regions, contested ground.

    Each contested ground names those who claim it (``claimed_by``).
    """
    shapes = _contested() if layer is MapLayer.CONTESTED else layer_path(layer).read_bytes()
    return GeoJSONResponse(shapes)


@cache
def _contested() -> bytes:
    """From the table of claims: the shapes' file does not say who claims what."""
    shapes = load_map_shapes().layers[MapLayer.CONTESTED]
    states = load_actor_tables().states
    found: dict[str, Any] = json.loads(layer_path(MapLayer.CONTESTED).read_bytes())
    for feature in found["features"]:
        grounds = grounds_of(shapes[feature["properties"]["id"]])
        sides = {claim.by for ground in grounds for claim in ground.claims}
        # Whom the member states of the United Nations recognise there claims it as well.
        sides |= {ground.country for ground in grounds if ground.country is not None}
        names = {states[side].name if side in states else side for side in sides}
        feature["properties"]["claimed_by"] = sorted(names)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
