"""The pages: boards, an event, a report, a search, the brief."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment

from fogline.asking import STANDINGS, Question, query_of
from fogline.export.ledger_rows import hit_table, period, quoted, toll_table
from fogline.export.moments import moment_words, short_moment
from fogline.export.numbers import interval_words
from fogline.export.tables import Table, as_csv, cell
from fogline.export.templating import environment
from fogline.ledger.ledger import Ledger
from fogline.ledger.views import tolls_of
from fogline.records.ledger import LedgerClaim, LedgerReport
from fogline.store.base import Selection
from fogline.web.api import find_report
from fogline.web.boards import BOARDS, find_board, since_of
from fogline.web.branches import trees_of
from fogline.web.briefs import brief_of
from fogline.web.charts import charts_of
from fogline.web.guard import policy_for
from fogline.web.marks import pieces_of
from fogline.web.params import TheLedger, TheQuestion
from fogline.web.relations import relations_of
from fogline.web.sides import columns_of

router = APIRouter(include_in_schema=False)
ROWS = 100
MOST_HITS = 1000
# How far a place is known, where it is not to the spot.
PRECISIONS = {
    "near": "near it",
    "adm2": "no nearer than the district",
    "adm1": "no nearer than the region",
    "country": "no nearer than the country",
}
# Columns of a board that lead somewhere: to an event, to a report.
LINKS = {"id": "/events/", "event": "/events/", "report": "/reports/"}
Offset = Annotated[int, Query(ge=0, le=10**9)]


@cache
def _environment() -> Environment:
    made = environment(Path(__file__).parent / "templates")
    made.filters.update(
        cell=cell, moment=short_moment, period=period, words=quoted,
        numbers=lambda row: interval_words(*row),
    )  # fmt: skip
    return made


def page(request: Request, name: str, question: Question | None, **values: Any) -> HTMLResponse:
    """A page with what all of them have: the boards, the filters, the moment."""
    filters = address_of(question) if question is not None else {}
    shown = {
        "boards": BOARDS.values(),
        "standings": STANDINGS,
        "filters": filters,
        "suffix": suffix_of(question) if question is not None else "",
        "links": LINKS,
        "path": request.url.path,
        "word": request.app.state.word,
        "mark": getattr(request.state, "mark", ""),
        **values,
    }
    return HTMLResponse(_environment().get_template(name).render(shown))


def suffix_of(question: Question) -> str:
    """What an address that asks the question ends with."""
    filters = address_of(question)
    return f"?{urlencode(filters, doseq=True)}" if filters else ""


def address_of(question: Question) -> dict[str, Any]:
    """The part of an address that asks a question: only what differs from asking nothing."""
    rows = {
        "as_of": question.as_of,
        "clock": None if question.clock == "published" else question.clock,
        "place": question.place,
        "from": question.from_,
        "to": question.to,
        "party": question.party,
        "holder": question.holder,
        "publisher": question.publisher,
        "type": list(question.types) or None,
        "standing": question.standing,
        "war_only": "true" if question.war_only else None,
        "since": question.since,
    }
    return {name: value for name, value in rows.items() if value is not None}


@router.get("/")
def home(request: Request) -> Response:
    """The events, with whatever was asked."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/boards/events{query}", status_code=307)


@router.get("/boards/{name}.csv")
def board_csv(name: str, ledger: TheLedger, question: TheQuestion) -> Response:
    """All rows of a board, for a spreadsheet."""
    shown = find_board(name)
    return _csv(shown.table(shown.rows(ledger, query_of(question, ledger))), name)


def _csv(table: Table, name: str) -> Response:
    named = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(as_csv(table), media_type="text/csv; charset=utf-8", headers=named)


@router.get("/boards/{name}")
def board(
    request: Request, name: str, ledger: TheLedger, question: TheQuestion, offset: Offset = 0
) -> HTMLResponse:
    """One board, a hundred rows at a time."""
    shown = find_board(name)
    query = query_of(question, ledger)
    rows = shown.rows(ledger, query)
    since = moment_words(since_of(ledger, query)) if shown.since else None
    return page(
        request,
        "board.html",
        question,
        board=shown,
        table=shown.table(rows[offset : offset + ROWS]),
        total=len(rows),
        offset=offset,
        size=ROWS,
        since=since,
        names=_names(ledger),
        as_of=moment_words(query.as_of),
    )


def _names(ledger: Ledger) -> dict[str, str]:
    """The names of states by their codes."""
    return {code: row.name for code, row in ledger.filing.tables.states.items()}


@router.get("/events/{id}")
def event(
    request: Request,
    id: str,  # noqa: A002
    ledger: TheLedger,
    question: TheQuestion,
) -> HTMLResponse:
    """One event: who says what, what it adds up to and why."""
    query = query_of(question, ledger, detail=True)
    found = ledger.event(id, query)
    names = _names(ledger)
    with ledger.store.view() as view:
        trees = trees_of(view, found)
    return page(
        request,
        "event.html",
        question,
        event=found,
        columns=columns_of(found, names),
        relations=relations_of(found),
        history=ledger.history(found, query),
        trees=trees,
        charts=charts_of(found),
        precisions=PRECISIONS,
        as_of=moment_words(query.as_of),
        moment_suffix=lambda at: suffix_of(replace(question, as_of=moment_words(at))),
    )


@router.get("/events/{id}/numbers.csv")
def numbers_csv(id: str, ledger: TheLedger, question: TheQuestion) -> Response:  # noqa: A002
    """The numbers of an event, for a spreadsheet."""
    found = ledger.event(id, query_of(question, ledger, detail=True))
    return _csv(toll_table(tolls_of([found])), f"{found.id}-numbers")


@router.get("/reports/{id}")
def report(
    request: Request,
    id: str,  # noqa: A002
    ledger: TheLedger,
    question: TheQuestion,
) -> HTMLResponse:
    """One report: its text with the words of its claims, and the claims beside it."""
    row = find_report(ledger, id)
    record, claims = _read(ledger, row)
    return page(
        request,
        "report.html",
        question,
        report=row,
        pieces=pieces_of(record, claims),
        claims=claims,
    )


def _read(ledger: Ledger, row: LedgerReport) -> tuple[Mapping[str, Any], list[LedgerClaim]]:
    with ledger.store.view() as view:
        record = json.loads(view.record(row.id, row.reading))
        rows = view.claims(Selection(reports=[row.id]))
    here = [claim for claim in rows if claim.key.split(".")[1] == row.reading[:8]]
    return record, sorted(here, key=lambda claim: (claim.trigger.start, claim.key))


@router.get("/search.csv")
def search_csv(
    ledger: TheLedger, question: TheQuestion, words: Annotated[str, Query(max_length=400)] = ""
) -> Response:
    """The paragraphs that a search finds, for a spreadsheet."""
    hits = ledger.search(words, MOST_HITS, query_of(question, ledger)) if words.strip() else ()
    return _csv(hit_table(hits), "search")


@router.get("/search")
def search(
    request: Request,
    ledger: TheLedger,
    question: TheQuestion,
    words: Annotated[str, Query(max_length=400)] = "",
) -> HTMLResponse:
    """Paragraphs with all the words."""
    query = query_of(question, ledger)
    table = hit_table(ledger.search(words, ROWS, query) if words.strip() else ())
    return page(
        request, "search.html", question, table=table, asked=words,
        as_of=moment_words(query.as_of),
    )  # fmt: skip


@router.get("/brief")
def brief(ledger: TheLedger, question: TheQuestion) -> HTMLResponse:
    """The situation report, to be read or printed."""
    from fogline.export.brief_page import brief_page

    text = brief_page(brief_of(ledger, question))
    return HTMLResponse(text, headers={"Content-Security-Policy": policy_for(text)})
