"""The review: what the ledger is least sure of, judged by a person, one by one."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from fogline.asking import judged_value, query_of
from fogline.errors import GazetteerError, StoreBusyError
from fogline.export.moments import moment_words
from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer
from fogline.knowledge.ontology import load_ontology
from fogline.ledger.deciding import find_claim
from fogline.ledger.doubtful_places import REPORTS, PlaceDoubts, doubtful_places
from fogline.ledger.doubts import Pairs, doubtful_denials, doubtful_merges
from fogline.ledger.judging import place_value, standing_ids
from fogline.ledger.ledger import Ledger
from fogline.records.ledger import Judgement, LedgerClaim, LedgerReport, Says, Subject
from fogline.store.base import View
from fogline.store.encoding import text_of_record
from fogline.web.marks import Piece, in_paragraph
from fogline.web.pages import PRECISIONS, address_of, page
from fogline.web.params import TheLedger, TheQuestion
from fogline.web.reasons import feature_words, rule_words

router = APIRouter()
Json = dict[str, Any]
Show = Literal["merges", "places", "denials"]
Offset = Annotated[int, Query(ge=0, le=100_000)]
# As many at a time: more than anybody goes through in one sitting.
SIZE = 50
# So many claims of a place are shown; the decision is about all of them.
FEW = 4
SHOWN: dict[str, tuple[str, str]] = {
    "merges": ("Merges", "Claims of two reports that are taken for one happening."),
    "places": ("Places", "Names that may mean another place, or one that is not known."),
    "denials": ("Denials", "Who denies or rejects something, and what that is taken to be."),
}
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


@dataclass(frozen=True, slots=True)
class Queue:
    """What is to be reviewed, with what the page says about it."""

    pairs: Pairs | None
    places: PlaceDoubts | None
    words: Mapping[str, Sequence[Piece]]
    fresh: bool
    further: int | None


@router.get("/review", include_in_schema=False)
def review(
    request: Request,
    ledger: TheLedger,
    question: TheQuestion,
    show: Show = "merges",
    offset: Offset = 0,
) -> HTMLResponse:
    """The queue of one kind, the least certain first."""
    query = query_of(question, ledger)
    fresh = _up_to_date(ledger)
    pairs = places = further = None
    with ledger.store.view() as view:
        if show == "places":
            places = doubtful_places(view, query, SIZE, offset)
            if offset + places.looked_at < places.reports:
                further = offset + REPORTS
        else:
            found = doubtful_merges if show == "merges" else doubtful_denials
            pairs = found(view, query, offset + SIZE + 1)
            if len(pairs.rows) > offset + SIZE:
                further = offset + SIZE
            pairs = Pairs(pairs.rows[offset : offset + SIZE], pairs.cut)
        words = _in_paragraphs(view, _claims(pairs, places))
    filters = address_of(question)
    return page(
        request,
        "review.html",
        question,
        show=show,
        shown=SHOWN,
        queue=Queue(pairs, places, words, fresh, further),
        offset=offset,
        names={} if places is None else _names(places),
        few=FEW,
        precisions=PRECISIONS,
        rule_words=rule_words,
        feature_words=feature_words,
        types=_types(),
        says=[row.value for row in Says],
        address=lambda **more: urlencode({**filters, **more}, doseq=True),
        as_of=moment_words(query.as_of),
    )


def _up_to_date(ledger: Ledger) -> bool:
    """Bring up to date what is kept; False where somebody else writes all the time."""
    try:
        for _ in ledger.keep():
            pass
    except StoreBusyError:
        return False
    return True


def _claims(
    pairs: Pairs | None, places: PlaceDoubts | None
) -> Iterator[tuple[LedgerClaim, LedgerReport]]:
    """The claims that the page shows, with their reports."""
    for row in () if pairs is None else pairs.rows:
        yield row.one, row.reports[0]
        yield row.other, row.reports[1]
    for doubt in () if places is None else places.rows:
        yield from ((claim, doubt.report) for claim in doubt.claims[:FEW])


def _in_paragraphs(
    view: View, rows: Iterable[tuple[LedgerClaim, LedgerReport]]
) -> dict[str, Sequence[Piece]]:
    """The words of the claims within their paragraphs, by key."""
    texts: dict[str, str] = {}
    found: dict[str, Sequence[Piece]] = {}
    for claim, report in rows:
        if report.id not in texts:
            texts[report.id] = text_of_record(view.record(report.id, report.reading))
        found[claim.key] = in_paragraph(texts[report.id], claim)
    return found


def _types() -> list[str]:
    """The types that a claim can be corrected to, with their modes."""
    return [f"{name}/{mode}" if mode else name for name, mode in sorted(
        load_ontology().index, key=lambda row: (row[0], row[1] or ""))]  # fmt: skip


def _names(places: PlaceDoubts) -> Mapping[str, str]:
    """The candidates by name, region and country; nothing where there is no gazetteer."""
    try:
        table = open_gazetteer(gazetteer_path(os.environ))
    except GazetteerError:
        return {}
    found: dict[str, str] = {}
    for id_ in {id_ for row in places.rows for id_, _ in row.others}:
        entry = table.entry(id_)
        if entry is not None:
            units = [table.entry(unit) for unit in (entry.adm2, entry.adm1) if unit]
            parts = [entry.name, *(unit.name for unit in units if unit), entry.country or ""]
            found[id_] = f"{', '.join(part for part in parts if part)} ({entry.kind.value})"
    table.close()
    return found


@router.get("/review/judgements", include_in_schema=False)
def judgements_page(request: Request, ledger: TheLedger, offset: Offset = 0) -> HTMLResponse:
    """Who decided what, when and why, the last one first, and whether it still counts."""
    rows, total = _judgements(ledger, offset, 100)
    return page(
        request, "judgements.html", None, rows=rows, offset=offset, total=total, size=100
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
