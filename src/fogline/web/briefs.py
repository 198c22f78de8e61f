"""The situation report that a question asks for."""

from __future__ import annotations

from fogline.asking import Question, query_of
from fogline.export.brief import Brief, make_brief
from fogline.ledger.ledger import Ledger


def brief_of(ledger: Ledger, question: Question) -> Brief:
    """The brief of what is known at the moment, with what is new since first."""
    query = query_of(question, ledger, detail=True)
    return make_brief(
        ledger.events(query),
        as_of=query.as_of,
        since=query.since,
        place=question.place,
        reports=ledger.reports(query),
    )
