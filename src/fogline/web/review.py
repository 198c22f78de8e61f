"""The review: what the ledger is least sure of, judged by a person, one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from fogline.asking import query_of
from fogline.errors import GazetteerError, StoreBusyError
from fogline.export.moments import moment_words
from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer
from fogline.knowledge.ontology import load_ontology
from fogline.ledger.doubtful_places import REPORTS, PlaceDoubt, PlaceDoubts, doubtful_places
from fogline.ledger.doubts import Pair, Pairs, doubtful_denials, doubtful_merges
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query as Asked
from fogline.records.ledger import LedgerClaim, LedgerReport, Says
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
    # These are asked of events, and here are claims.
    question = replace(question, standing=None, war_only=False)
    query = query_of(question, ledger)
    queue = _queue(ledger, query, show, offset)
    filters = address_of(question)
    return page(
        request,
        "review.html",
        question,
        show=show,
        shown=SHOWN,
        queue=queue,
        offset=offset,
        names={} if queue.places is None else _names(queue.places),
        few=FEW,
        precisions=PRECISIONS,
        rule_words=rule_words,
        feature_words=feature_words,
        types=_types(),
        says=[row.value for row in Says],
        address=lambda **more: urlencode({**filters, **more}, doseq=True),
        as_of=moment_words(query.as_of),
    )


@router.get("/api/v1/review", tags=["ledger"])
def review_json(
    ledger: TheLedger, question: TheQuestion, show: Show = "merges", offset: Offset = 0
) -> Json:
    """What the ledger is least sure of: merges, places or denials, the least certain first.

    ``further`` is the offset at which it goes on: pairs, or of places reports, to leave out first.
    """
    query = query_of(question, ledger)
    queue = _queue(ledger, query, show, offset)
    rows = [_pair_json(row) for row in queue.pairs.rows] if queue.pairs is not None else []
    rows += [_place_json(row) for row in queue.places.rows] if queue.places is not None else []
    return {"as_of": moment_words(query.as_of), "further": queue.further, "rows": rows}


def _pair_json(row: Pair) -> Json:
    return {
        "certainty": row.certainty,
        "claims": [row.one.key, row.other.key],
        "reports": [row.one.report, row.other.report],
        "score": row.link.score,
        "rule": row.link.rule,
        "features": dict(row.link.features),
        "joins": list(row.joins),
    }


def _place_json(row: PlaceDoubt) -> Json:
    return {
        "certainty": row.certainty,
        "claims": [claim.key for claim in row.claims],
        "report": row.report.id,
        "place": {"id": row.place.id, "name": row.place.name},
        "reason": row.reason,
        "others": [{"id": id_, "score": score} for id_, score in row.others],
    }


def _queue(ledger: Ledger, query: Asked, show: Show, offset: int) -> Queue:
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
    return Queue(pairs, places, words, fresh, further)


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
