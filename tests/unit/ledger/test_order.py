"""The same reports in any order, some twice, in one session or several: the same ledger."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from fogline.corroborate.filing.moments import seconds
from fogline.export.event_json import event_detail, events_json
from fogline.export.ledger_rows import claim_table, commitment_table, silence_table, toll_table
from fogline.export.tables import as_json
from fogline.ledger.adding import add_record
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Clock, Query
from fogline.ledger.rows import row_of
from fogline.ledger.views import commitments_of, silences_of, tolls_of
from fogline.records.record import Record
from fogline.records.report import Received
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from fogline.wiring import default_filing
from tests.desk import a_record
from tests.generated import CONFLICTS, make_report

MOMENTS = ("2025-06-03T12:00Z", "2025-06-05", "2025-06-07T06:00Z", "2025-06-30")
COUNT = 13


@cache
def reports() -> tuple[tuple[Received, Record, int], ...]:
    """Reports of three conflicts with the moments of their reception, in seconds.

    Among them are a copy by another outlet, a corrected version, one without a date, and one
    that was received before an earlier one.
    """
    made = []
    for number in range(9):
        conflict = (CONFLICTS[0], CONFLICTS[1], CONFLICTS[12])[number % 3]
        text = make_report(conflict, number, sentences=7)
        given = {"published": f"2025-06-0{2 + number // 2}", "publisher": f"Outlet {number % 4}"}
        made.append((a_record(text, **given), f"2025-06-{12 - number:02}T08:00Z"))
    first, second = (make_report(CONFLICTS[0], number, sentences=7) for number in (0, 3))
    article = {"url": "https://lantern.example/a", "publisher": "Lantern News"}
    made += [
        (a_record(first, published="2025-06-04", publisher="Copyist"), "2025-06-04T10:00Z"),
        (a_record(second, published="2025-06-04T07:00Z", **article), "2025-06-04T07:30Z"),
        (a_record(first, published="2025-06-06T07:00Z", **article), "2025-06-06T07:30Z"),
        (a_record(make_report(CONFLICTS[1], 1, sentences=5)), "2025-06-05T09:00Z"),
    ]
    assert len(made) == COUNT
    return tuple((*pair, seconds(moment)) for pair, moment in made)


def add(store: Store, number: int) -> str:
    received, record, moment = reports()[number]
    row = add_record(
        store, received, record, default_filing(), received_at=moment, now=moment + 3600
    )
    return row.outcome.value


def content(store: Store) -> str:
    """All that a ledger says, at several moments, by both clocks."""
    ledger = Ledger(store, default_filing())
    found: list[str] = []
    for moment in MOMENTS:
        for clock in Clock:
            query = Query(as_of=seconds(moment), clock=clock)
            events = ledger.events(query)
            assert ledger.rows(query) == tuple(map(row_of, events))
            found.append(json.dumps(events_json(events), ensure_ascii=False))
            found += [as_json(table) for table in (
                silence_table(silences_of(events)), toll_table(tolls_of(events)),
                commitment_table(commitments_of(events)), claim_table(ledger.claims(query)),
            )]  # fmt: skip
            if moment == MOMENTS[-1]:
                found += [json.dumps(event_detail(event)) for event in events]
    return "\n".join(found)


@cache
def reference() -> str:
    store = MemoryStore()
    for number in range(COUNT):
        add(store, number)
    return content(store)


def test_the_reports_are_worth_ordering() -> None:
    """Events of several reports, copies, corrections and silences are among them."""
    store = MemoryStore()
    outcomes = [add(store, number) for number in range(COUNT)]
    assert outcomes.count("corrects") == 1
    events = Ledger(store, default_filing()).events(Query(as_of=seconds("2025-06-30")))
    shared = [e for e in events if len({row.report.id for row in e.claims}) > 1]
    assert len(shared) >= 4
    assert any(event.silences for event in events)
    assert any(event.tolls for event in events)
    assert any(len(origin.reports) > 1 for event in events for origin in event.origins)
    with store.view() as view:
        assert view.copies()


class AddingInAnyOrder(RuleBasedStateMachine):
    """Adds to a file and to memory side by side; at the end whatever is missing is added."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fogline-order-"))
        self.file: Store = self.opened()
        self.memory = MemoryStore()
        self.added: list[int] = []
        self.sequence = list(range(COUNT))

    def opened(self) -> Store:
        return open_sqlite(self.folder / "ledger.db", create=True)

    @initialize(sequence=st.permutations(range(COUNT)))
    def shuffled(self, sequence: list[int]) -> None:
        self.sequence = list(sequence)

    @precondition(lambda self: len(self.added) < COUNT)
    @rule(count=st.integers(1, 4))
    def add_the_next(self, count: int) -> None:
        for number in self.sequence[len(self.added) :][:count]:
            outcomes = {add(store, number) for store in (self.file, self.memory)}
            assert outcomes in ({"added"}, {"corrects"})
            self.added.append(number)

    @precondition(lambda self: self.added)
    @rule(which=st.integers(0, COUNT - 1))
    def add_again(self, which: int) -> None:
        number = self.added[which % len(self.added)]
        assert {add(store, number) for store in (self.file, self.memory)} == {"known"}

    @rule()
    def bring_up_to_date(self) -> None:
        """What is kept must heed all that comes later."""
        for store in (self.file, self.memory):
            ledger = Ledger(store, default_filing())
            for _ in ledger.keep():
                pass
            assert ledger.to_keep() == 0

    @rule()
    def end_the_session(self) -> None:
        self.file.close()
        self.file = self.opened()

    def teardown(self) -> None:
        try:
            for number in self.sequence[len(self.added) :]:
                add(self.file, number)
                add(self.memory, number)
            assert content(self.memory) == reference()
            assert content(self.file) == reference()
        finally:
            self.file.close()
            shutil.rmtree(self.folder)


AddingInAnyOrder.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=8,
    deadline=None,
    # To shrink a failure takes minutes; which reports it takes is soon found by hand.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestAddingInAnyOrder = AddingInAnyOrder.TestCase
