"""``/api/v1``: all that the desk shows, as JSON; events also as GeoJSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from fogline.asking import query_of
from fogline.errors import UnknownIdError
from fogline.export.event_json import event_detail, when_json
from fogline.export.ledger_rows import hit_table
from fogline.export.moments import moment_words
from fogline.ledger.ledger import Ledger
from fogline.records.ledger import LedgerReport
from fogline.records.views import EventRow
from fogline.web.boards import find_board
from fogline.web.params import TheLedger, TheQuestion

router = APIRouter(prefix="/api/v1", tags=["ledger"])
Json = dict[str, Any]
Limit = Annotated[int, Query(ge=1, le=1000, description="as many rows at most")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="rows to leave out first")]
Id = Annotated[str, Path(min_length=1, max_length=200)]
GEOJSON = "application/geo+json"


@router.get("/stats")
def stats(ledger: TheLedger, question: TheQuestion) -> Json:
    """What the ledger holds, and what of it is known at the moment."""
    query = query_of(question, ledger)
    return {"as_of": moment_words(query.as_of), "counts": ledger.stats(query)}


@router.get("/events/{id}")
def event(ledger: TheLedger, question: TheQuestion, id: Id) -> Json:  # noqa: A002
    """One event: claims, standing with its rules and reasons, origins, silences, tolls, links."""
    return event_detail(ledger.event(id, query_of(question, ledger, detail=True)))


@router.get("/reports/{id}")
def report(ledger: TheLedger, id: Id) -> Json:  # noqa: A002
    """A report: what is known of it, and its record."""
    row = find_report(ledger, id)
    with ledger.store.view() as view:
        record = json.loads(view.record(row.id, row.reading))
    return {"report": report_json(row), "record": record}


@router.get("/search")
def search(
    ledger: TheLedger,
    question: TheQuestion,
    words: Annotated[str, Query(min_length=1, max_length=400)],
    limit: Limit = 20,
) -> Json:
    """The paragraphs that have all the words, the best first."""
    query = query_of(question, ledger)
    table = hit_table(ledger.search(words, limit, query))
    return {"as_of": moment_words(query.as_of), "rows": [dict(row) for row in table.rows]}


@router.get("/{board}")
def board(
    request: Request,
    ledger: TheLedger,
    question: TheQuestion,
    board: Annotated[str, Path(max_length=40)],
    limit: Limit = 100,
    offset: Offset = 0,
) -> Response:
    """The rows of a board: events, disputed, unanswered, silences, commitments, talks, tolls ...

    Events are given as GeoJSON where that is asked for (``Accept: application/geo+json``).
    """
    shown = find_board(board)
    query = query_of(question, ledger)
    if board == "events" and GEOJSON in request.headers.get("accept", ""):
        part = ledger.rows(query)[offset : offset + limit]
        collection = {"type": "FeatureCollection", "features": [feature(row) for row in part]}
        return JSONResponse(collection, media_type=GEOJSON)
    rows = shown.rows(ledger, query)
    table = shown.table(rows[offset : offset + limit])
    return JSONResponse(
        {
            "as_of": moment_words(query.as_of),
            "total": len(rows),
            "offset": offset,
            "columns": list(table.columns),
            "rows": [dict(row) for row in table.rows],
        }
    )


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


def find_report(ledger: Ledger, id_: str) -> LedgerReport:
    """The newest reading of a report. Raises UnknownIdError."""
    with ledger.store.view() as view:
        rows = view.reports([id_])
    if not rows:
        raise UnknownIdError(f"no report {id_}", remedy="see the board of claims")
    return max(rows, key=lambda row: (row.read_at, row.reading))


def report_json(row: LedgerReport) -> Json:
    """What the ledger knows of a report."""
    return {
        "id": row.id,
        "title": row.title,
        "publisher": row.publisher,
        "family": row.family,
        "via": row.via,
        "url": row.url,
        "published": row.published,
        "known": moment_words(row.known),
        "received": moment_words(row.received),
        "read_at": moment_words(row.read_at),
        "reader": row.reader,
        "language": row.language,
        "claims": row.claims,
    }
