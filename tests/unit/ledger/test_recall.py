"""Rows that are kept at hand: the same as those of the ledger, and gone when something is added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.corroborate.filing.moments import EVER, seconds
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.ledger.recall import MOST_MOMENTS, Recall
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from tests.desk import Desk, told
from tests.ledgers import DAY, a_count, a_period, a_place

LATE = Query(as_of=seconds("2025-06-30"))
EARLY = Query(as_of=seconds("2025-06-06T12:00Z"))


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    store = MemoryStore() if request.param == "memory" else open_sqlite(tmp_path / "l", create=True)
    made = Desk(store)
    for number in range(4):
        made.report(
            f"r{number}",
            told(
                place=a_place(f"Town {number}", id=f"geonames:{number + 1}", within=()),
                time=a_period(DAY + 24 * number, DAY + 24 * number + 24),
                counts=(a_count(number + 1, number + 1),),
            ),
            known=f"2025-06-0{number + 5}T12:00Z",
        )
    yield made
    store.close()


def recalling(desk: Desk) -> Ledger:
    return replace(desk.ledger, recall=Recall())


@pytest.mark.parametrize("query", [LATE, EARLY, replace(LATE, as_of=EVER)])
def test_what_is_at_hand_is_what_the_ledger_says(desk: Desk, query: Query) -> None:
    ledger = recalling(desk)
    narrowed = (
        query,
        replace(query, first=DAY + 24, last=DAY + 60),
        replace(query, units=frozenset(("geonames:2",))),
        replace(query, standing="claimed"),
        replace(query, standing="denied"),
    )
    for _ in range(2):
        for asked in narrowed:
            assert ledger.rows(asked) == desk.ledger.rows(asked)
    assert ledger.recall is not None


def test_what_is_added_is_there_at_once(desk: Desk) -> None:
    ledger = recalling(desk)
    before = ledger.rows(LATE)
    desk.report("new", told(place=a_place("Elsewhere", within=())), known="2025-06-20T12:00Z")
    after = ledger.rows(LATE)
    assert len(after) == len(before) + 1
    assert after == desk.ledger.rows(LATE)
    key = next(claim.key for claim, report in desk.ledger.claims(LATE) if report.id == "new")
    desk.ledger.judge("wrong", [key], author="An Editor", reason="made up", field="claim",
                      now=seconds("2025-06-21"))  # fmt: skip
    assert ledger.rows(LATE) == before


def test_moments_at_which_nothing_changes_any_more_are_one(desk: Desk) -> None:
    ledger = recalling(desk)
    assert ledger.rows(LATE) is not None
    assert ledger.recall is not None
    with ledger.store.view() as view:
        mark = view.mark()
    assert ledger.recall.kept(mark, LATE.as_of + 10**6) == ledger.rows(LATE)
    assert ledger.recall.kept(mark, EARLY.as_of) is None


def test_few_moments_are_kept(desk: Desk) -> None:
    ledger = recalling(desk)
    moments = [EARLY.as_of - 3600 * number for number in range(MOST_MOMENTS + 2)]
    for at in moments:
        ledger.rows(replace(EARLY, as_of=at))
    assert ledger.recall is not None
    with ledger.store.view() as view:
        mark = view.mark()
    kept = [ledger.recall.kept(mark, at) is not None for at in moments]
    assert kept[:2] == [False, False]
    assert all(kept[2:])


def test_some_events_are_those_of_all(desk: Desk) -> None:
    events = desk.ledger.events(LATE)
    ids = [event.id for event in events]
    for wanted in ([], ids[:1], ids[1:3], ids):
        found = desk.ledger.some_events(wanted, LATE)
        assert found == tuple(event for event in events if event.id in wanted)
