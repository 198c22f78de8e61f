"""A question about a place, a period or one event gives what the whole ledger says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.cli.batch import Whole, read_all
from fogline.corroborate.filing.moments import hours, seconds
from fogline.export.event_json import event_detail
from fogline.feeds.files import collect
from fogline.ledger.adding import add_record
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query, fits_event
from fogline.ledger.rows import row_of
from fogline.records.report import Metadata
from fogline.store.sqlite import open_sqlite
from fogline.wiring import default_filing
from tests.conftest import ROOT

MOMENTS = ("2025-06-08T12:00Z", "2025-06-08T18:30Z", "2025-06-12T00:00Z")
RECEIVED = seconds("2025-06-08T10:05Z")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """The examples in a real file."""
    path: Path = tmp_path_factory.mktemp("narrow") / "ledger.db"
    ledger = Ledger(open_sqlite(path, create=True), default_filing())
    source = collect([str(ROOT / "examples")], Metadata(), None)  # type: ignore[arg-type]
    for outcome in read_all(source, Whole(), jobs=1):
        received, record = outcome.made  # type: ignore[union-attr]
        add_record(
            ledger.store, received, record, ledger.filing, received_at=RECEIVED, now=RECEIVED
        )
    yield ledger
    ledger.store.close()


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("moment", MOMENTS)
def test_of_every_place(ledger: Ledger, moment: str, kept: bool) -> None:
    """With what is kept up to date, and without."""
    if kept:
        assert list(ledger.keep()) or ledger.to_keep() == 0
    else:
        with ledger.store.writer() as writer:
            writer.unbundle("nothing")
    query = Query(as_of=seconds(moment))
    whole = ledger.events(query)
    units = {unit for event in whole if event.place for unit in event.place.units}
    assert len(units) > 5
    for unit in sorted(units):
        narrow = replace(query, units=frozenset((unit,)))
        fitting = [event for event in whole if fits_event(event, narrow)]
        expected = [event_detail(event) for event in fitting]
        assert [event_detail(event) for event in ledger.events(narrow)] == expected, unit
        assert ledger.rows(narrow) == tuple(map(row_of, fitting)), unit


@pytest.mark.parametrize("days", [("2025-06-07", "2025-06-08"), ("2025-06-09", "2025-06-12")])
def test_of_a_period(ledger: Ledger, days: tuple[str, str]) -> None:
    query = Query(as_of=seconds("2025-06-12"))
    narrow = replace(query, first=hours(days[0]), last=hours(days[1]))
    expected = [event for event in ledger.events(query) if fits_event(event, narrow)]
    assert expected
    assert json.dumps([event_detail(event) for event in ledger.events(narrow)]) == json.dumps(
        [event_detail(event) for event in expected]
    )


def test_of_every_event(ledger: Ledger) -> None:
    query = Query(as_of=seconds("2025-06-12"))
    for event in ledger.events(query):
        assert event_detail(ledger.event(event.id, query)) == event_detail(event)
        for row in event.claims:
            found = ledger.event(row.claim.event_key, query)
            assert row.claim.key in {other.claim.key for other in found.claims}
