"""The map: its page, and the shapes that it is drawn from."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from fogline.asking import query_of
from fogline.export.moments import moment_words
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.mapshapes import MapLayer, grounds_of, layer_path, load_map_shapes
from fogline.web.geojson import GEOJSON
from fogline.web.pages import page
from fogline.web.params import TheLedger, TheQuestion

router = APIRouter(include_in_schema=False)


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


@router.get("/map/contested.geojson")
def contested() -> Response:
    """Contested ground, with the names of those who claim it."""
    return Response(_contested(), media_type=GEOJSON)


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


@router.get("/map/regions.json")
def regions() -> dict[str, str]:
    """The regions' ids on the map by those of the gazetteer."""
    shapes = load_map_shapes().layers[MapLayer.REGIONS].values()
    return {shape.gazetteer: shape.id for shape in shapes if shape.gazetteer is not None}


@router.get("/map/countries.geojson")
def countries() -> FileResponse:
    """Countries, without what is contested."""
    return FileResponse(layer_path(MapLayer.COUNTRIES), media_type=GEOJSON)


@router.get("/map/regions.geojson")
def region_shapes() -> FileResponse:
    """First-level units."""
    return FileResponse(layer_path(MapLayer.REGIONS), media_type=GEOJSON)
