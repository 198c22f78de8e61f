"""``/api/v1``: all that the desk shows, as JSON; events also as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import JSONResponse

from fogline.asking import query_of
from fogline.errors import UnknownIdError
from fogline.export.brief_text import brief_markdown
from fogline.export.event_json import event_detail, standing_json
from fogline.export.ledger_rows import hit_table
from fogline.export.moments import moment_words
from fogline.ledger.ledger import Ledger
from fogline.records.ledger import LedgerReport
from fogline.web.boards import find_board
from fogline.web.branches import Branch, trees_of
from fogline.web.briefs import brief_of
from fogline.web.geojson import COLLECTION, GEOJSON, feature, ground
from fogline.web.params import TheLedger, TheQuestion

router = APIRouter(prefix="/api/v1", tags=["ledger"])
Json = dict[str, Any]
Limit = Annotated[int, Query(ge=1, le=1000, description="as many rows at most")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="rows to leave out first")]
Id = Annotated[str, Path(min_length=1, max_length=200)]


@router.get("/stats")
def stats(ledger: TheLedger, question: TheQuestion) -> Json:
    """What the ledger holds, and what of it is known at the moment."""
    query = query_of(question, ledger)
    return {"as_of": moment_words(query.as_of), "counts": ledger.stats(query)}


@router.get("/events/{id}")
def event(ledger: TheLedger, question: TheQuestion, id: Id) -> Json:  # noqa: A002
    """One event: claims, standing with its rules and reasons, origins, silences, tolls, links."""
    return event_detail(ledger.event(id, query_of(question, ledger, detail=True)))


@router.get("/events/{id}/history")
def history(ledger: TheLedger, question: TheQuestion, id: Id) -> Json:  # noqa: A002
    """How the standing of an event came about: each change, with the moment it became known."""
    query = query_of(question, ledger, detail=True)
    event = ledger.event(id, query)
    return {
        "event": event.id,
        "as_of": moment_words(query.as_of),
        "changes": [
            {
                "at": moment_words(row.at),
                "standing": [standing_json(one) for one in row.standing],
                "claims": row.claims,
                "events": row.events,
            }
            for row in ledger.history(event, query)
        ],
    }


@router.get("/events/{id}/copies")
def copies(ledger: TheLedger, question: TheQuestion, id: Id) -> Json:  # noqa: A002
    """Who copied whom: for each origin of an event its claims, each below what it was copied from.

    ``share`` is the part of the wording that both have in common.
    """
    event = ledger.event(id, query_of(question, ledger, detail=True))
    with ledger.store.view() as view:
        trees = trees_of(view, event)
    return {
        "event": event.id,
        "origins": [
            {"id": tree.origin.id, "name": tree.origin.name, "claims": _branches(tree.branches)}
            for tree in trees
        ],
    }


def _branches(rows: Iterable[Branch]) -> list[Json]:
    return [
        {
            "claim": row.claim.claim.key,
            "report": row.claim.report.id,
            "publisher": row.claim.report.publisher,
            "at": moment_words(row.claim.at),
            "share": row.share,
            "drift": list(row.drift),
            "copies": _branches(row.copies),
        }
        for row in rows
    ]


@router.get("/brief")
def brief(ledger: TheLedger, question: TheQuestion) -> Json:
    """The situation report as Markdown, every sentence with its citations."""
    query = query_of(question, ledger, detail=True)
    return {
        "as_of": moment_words(query.as_of),
        "markdown": brief_markdown(brief_of(ledger, question)),
    }


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


@router.get("/{board}", responses={200: {"content": {GEOJSON: COLLECTION}}})
def board(
    request: Request,
    ledger: TheLedger,
    question: TheQuestion,
    board: Annotated[str, Path(max_length=40)],
    limit: Limit = 100,
    offset: Offset = 0,
) -> Response:
    """The rows of a board: events, disputed, unanswered, silences, commitments, talks, tolls ...

    Events and control are given as GeoJSON where that is asked for (``Accept:
    application/geo+json``).
    """
    shown = find_board(board)
    query = query_of(question, ledger)
    rows = shown.rows(ledger, query)
    if GEOJSON in request.headers.get("accept", "") and board in ("events", "control"):
        part = rows[offset : offset + limit]
        if board == "control":
            return JSONResponse(ground(part, ledger.filing.tables.states), media_type=GEOJSON)
        collection = {"type": "FeatureCollection", "features": [feature(row) for row in part]}
        return JSONResponse(collection, media_type=GEOJSON)
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
