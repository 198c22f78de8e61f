"""Events and control of places as GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi.responses import Response

from fogline.export.event_json import when_json
from fogline.export.ledger_rows import says_words
from fogline.export.moments import moment_words
from fogline.knowledge.actors.entries import State
from fogline.records.views import EventRow, Hold

Json = dict[str, Any]
GEOJSON = "application/geo+json"
# What the API's description says of it (RFC 7946, section 3.3).
COLLECTION: Json = {
    "schema": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": {"type": "object"}},
        },
    }
}
# How well a place must be known to be drawn as a point.
SPOTS = frozenset(("exact", "near", "adm2"))


class GeoJSONResponse(Response):
    """An answer whose bytes are GeoJSON."""

    media_type = GEOJSON


def feature(row: EventRow) -> Json:
    """An event as a GeoJSON feature; without geometry where its place has no coordinates.

    A point is where the place lies. ``precision`` says how far that is to be believed.
    """
    place = row.place
    point = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": point,
        "properties": {
            "title": row.title,
            "type": row.type,
            "mode": row.mode,
            "standing": list(dict.fromkeys(part.is_.value for part in row.standing)),
            "place": None if place is None else place.name,
            "place_id": None if place is None else place.id,
            "kind": None if place is None else place.kind,
            "precision": None if place is None else place.precision,
            "time": when_json(row.time),
            "reports": row.reports,
        },
    }


def ground(holds: Iterable[Hold], states: Mapping[str, State]) -> Json:
    """Places with who is said to have them: by whom claimed, conceded, assessed and denied.

    ``elsewhere`` counts regions and countries, which are no points.
    """
    places: dict[str, list[Hold]] = {}
    elsewhere: set[str] = set()
    for hold in holds:
        if hold.place.precision in SPOTS and hold.place.lat is not None:
            places.setdefault(hold.place.id, []).append(hold)
        else:
            elsewhere.add(hold.place.id)
    features = [
        {
            "type": "Feature",
            "id": id_,
            "geometry": {"type": "Point", "coordinates": [rows[0].place.lon, rows[0].place.lat]},
            "properties": {
                "place": rows[0].place.name,
                "precision": rows[0].place.precision,
                "holds": [_hold(row, states) for row in rows],
            },
        }
        for id_, rows in sorted(places.items())
    ]
    return {"type": "FeatureCollection", "features": features, "elsewhere": len(elsewhere)}


def _hold(row: Hold, states: Mapping[str, State]) -> Json:
    named = states.get(row.party or "")
    return {
        "party": row.party,
        "name": named.name if named is not None else row.party or "a side not named",
        "deed": row.deed,
        "lost": row.lost,
        "claimed": says_words(row.claimed),
        "conceded": says_words(row.conceded),
        "assessed": says_words(row.assessed),
        "denied": says_words(row.denied),
        "since": moment_words(row.since),
        "event": row.event.id,
    }
