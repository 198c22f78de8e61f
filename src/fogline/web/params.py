"""The filters in an address, by the names that the command line gives them."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from fogline.asking import Question
from fogline.ledger.ledger import Ledger

_Text = Annotated[str | None, Query(max_length=200)]
Standing = Literal["claimed", "corroborated", "conceded", "disputed", "denied", "unanswered"]


def asked(
    as_of: Annotated[str | None, Query(max_length=40, description="a day, or a moment")] = None,
    clock: Literal["published", "received"] = "published",
    place: _Text = None,
    from_: Annotated[str | None, Query(alias="from", max_length=40)] = None,
    to: Annotated[str | None, Query(max_length=40)] = None,
    party: _Text = None,
    holder: _Text = None,
    publisher: _Text = None,
    type: Annotated[list[str] | None, Query(max_length=20)] = None,  # noqa: A002
    standing: Standing | None = None,
    war_only: bool = False,
    since: Annotated[
        str | None, Query(max_length=40, description="for changes: from this moment on")
    ] = None,
) -> Question:
    """The question that an address asks. An empty field asks nothing."""
    return Question(
        as_of=as_of or None,
        clock=clock,
        place=place or None,
        from_=from_ or None,
        to=to or None,
        party=party or None,
        holder=holder or None,
        publisher=publisher or None,
        types=tuple(one for one in type or () if one),
        standing=standing,
        war_only=war_only,
        since=since or None,
    )


def ledger_of(request: Request) -> Ledger:
    """The ledger that the desk shows."""
    ledger: Ledger = request.app.state.ledger
    return ledger


TheLedger = Annotated[Ledger, Depends(ledger_of)]
TheQuestion = Annotated[Question, Depends(asked)]
