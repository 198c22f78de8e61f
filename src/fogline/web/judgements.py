"""Judgements at the desk: made, listed, and taken back."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from fogline.asking import judged_value
from fogline.export.moments import moment_words
from fogline.ledger.deciding import find_claim
from fogline.ledger.judging import place_value, standing_ids
from fogline.ledger.ledger import Ledger
from fogline.records.ledger import Judgement, LedgerReport, Subject
from fogline.web.pages import page
from fogline.web.params import TheLedger

router = APIRouter()
Json = dict[str, Any]
Offset = Annotated[int, Query(ge=0, le=100_000)]
ROWS = 100
_Key = Annotated[str, Field(min_length=1, max_length=200)]


class Decided(BaseModel):
    """A decision as a page of the desk sends it."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["same", "different", "wrong", "corrected", "irrelevant", "undo"]
    keys: list[_Key] = Field(default=[], max_length=200)
    report: _Key | None = None
    field: str | None = Field(default=None, max_length=20)
    value: str | None = Field(default=None, max_length=300)
    undoes: str | None = Field(default=None, max_length=40)
    author: str = Field(default="", max_length=100)
    reason: str = Field(default="", max_length=1000)


@router.get("/review/judgements", include_in_schema=False)
def judgements_page(request: Request, ledger: TheLedger, offset: Offset = 0) -> HTMLResponse:
    """Who decided what, when and why, the last one first, and whether it still counts."""
    rows, total = _judgements(ledger, offset, ROWS)
    return page(
        request, "judgements.html", None, rows=rows, offset=offset, total=total, size=ROWS
    )  # fmt: skip


@router.get("/api/v1/judgements", tags=["ledger"])
def judgements(
    ledger: TheLedger,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Offset = 0,
) -> Json:
    """The judgements, the last one first; ``in_force`` is false for those that were undone."""
    rows, total = _judgements(ledger, offset, limit)
    return {"total": total, "offset": offset, "rows": rows}


@router.post("/api/v1/judgements", tags=["ledger"], status_code=201)
def judge(ledger: TheLedger, decided: Decided) -> Json:
    """Record a decision: a row with author and reason, which changes views and can be undone.

    ``same`` and ``different`` are said of two claims, ``wrong`` and ``corrected`` of a ``field`` of
    one or more, ``irrelevant`` of a ``report``, ``undo`` of the judgement that it ``undoes``. A
    corrected place is a name or an id of the gazetteer, or the id that the claim's place has.
    """
    row = ledger.judge(
        decided.kind,
        decided.keys,
        report=decided.report,
        field=decided.field,
        value=_value(ledger, decided),
        undoes=decided.undoes,
        author=" ".join(decided.author.split()),
        reason=decided.reason.strip(),
        now=int(time.time()),
    )
    return _row(row, frozenset((row.id,)), {})


def _value(ledger: Ledger, decided: Decided) -> str | None:
    if decided.kind != "corrected" or decided.value is None:
        return None
    if decided.field == "place" and decided.keys:
        with ledger.store.view() as view:
            place = find_claim(view, decided.keys[0]).place
        if place is not None and place.id == decided.value:
            return place_value(place)
    return judged_value(decided.field or "", decided.value.strip())


def _judgements(ledger: Ledger, offset: int, limit: int) -> tuple[list[Json], int]:
    with ledger.store.view() as view:
        rows = view.judgements()
        part = rows[::-1][offset : offset + limit]
        ids = {subject.report for row in part for subject in row.subjects}
        reports = {row.id: row for row in (view.reports(ids) if ids else ())}
    standing = standing_ids(rows)
    return [_row(row, standing, reports) for row in part], len(rows)


def _row(row: Judgement, standing: frozenset[str], reports: Mapping[str, LedgerReport]) -> Json:
    return {
        "id": row.id,
        "kind": row.kind.value,
        "at": moment_words(row.at),
        "author": row.author,
        "reason": row.reason,
        "about": [_about(one, reports.get(one.report)) for one in row.subjects],
        "field": row.field,
        "value": _value_words(row),
        "undoes": row.undoes,
        "in_force": row.id in standing,
    }


def _about(subject: Subject, report: LedgerReport | None) -> Json:
    return {
        "report": subject.report,
        "publisher": None if report is None else report.publisher,
        "title": None if report is None else report.title,
        "claim": subject.claim,
        "type": subject.type,
    }


def _value_words(row: Judgement) -> str | None:
    """A corrected value as a person would write it."""
    value = json.loads(row.value) if row.value is not None else None
    if isinstance(value, dict):
        return str(value.get("name"))
    return None if value is None else str(value)
