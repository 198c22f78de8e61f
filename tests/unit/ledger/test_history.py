"""How the standing of an event came about, moment by moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fogline.corroborate.filing.moments import seconds
from fogline.ledger.query import Query
from fogline.records.event import Is
from fogline.records.ledger import LedgerClaim, Says
from tests.desk import Desk, organ, told
from tests.ledgers import a_place

ARMY = organ("Northern army", "Northern army")
GUARD = organ("Southern guard", "Southern guard")


def capture(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "holder": ARMY, "actors": (ARMY,), "recipients": (GUARD,), "mode": "capture",
        "place": a_place("Ridge", within=()), **changes,
    }  # fmt: skip
    return told(**row)


def three_days() -> Desk:
    desk = Desk()
    desk.report("r1", capture(), known="2025-06-08T06:00Z")
    desk.report("r2", capture(), known="2025-06-08T09:00Z")
    desk.report("r3", capture(holder=GUARD, says=Says.DENIES), known="2025-06-09T06:00Z")
    return desk


def test_each_change_is_told_with_its_moment() -> None:
    desk = three_days()
    query = Query(as_of=seconds("2025-06-30"))
    (event,) = desk.events()
    past = desk.ledger.history(event, query)
    assert [row.at for row in past] == [seconds("2025-06-08T06:00Z"), seconds("2025-06-09T06:00Z")]
    assert [[one.is_ for one in row.standing] for row in past] == [
        [Is.CLAIMED, Is.UNANSWERED],
        [Is.DENIED, Is.CLAIMED],
    ]
    assert [row.claims for row in past] == [1, 3]


def test_it_says_what_the_ledger_says_at_these_moments() -> None:
    desk = three_days()
    query = Query(as_of=seconds("2025-06-30"))
    (event,) = desk.events()
    for row in desk.ledger.history(event, query):
        then = desk.ledger.event(event.id, replace(query, as_of=row.at))
        assert then.standing == row.standing


def test_nothing_later_than_the_moment_asked_for() -> None:
    desk = three_days()
    query = Query(as_of=seconds("2025-06-08T23:00Z"))
    (event,) = desk.ledger.events(query)
    assert [row.at for row in desk.ledger.history(event, query)] == [seconds("2025-06-08T06:00Z")]


def test_claims_that_were_two_events_are_counted_so() -> None:
    """Two towns until a third report says that they are one place under two names."""
    desk = Desk()
    first = desk.report("r1", capture(), known="2025-06-08T06:00Z")
    second = desk.report(
        "r2", capture(place=a_place("Crest", id="name:crest", within=())), known="2025-06-08T09:00Z"
    )
    desk.ledger.judge(
        "same", [*first, *second], author="An Editor", reason="one town",
        now=seconds("2025-06-10T09:00Z"),
    )  # fmt: skip
    (event,) = desk.events()
    past = desk.ledger.history(event, Query(as_of=seconds("2025-06-30")))
    assert [(row.claims, row.events) for row in past] == [(1, 1)]
