"""Ledgers of the example reports, read with the real reader, for the tests of the brief."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.export.brief import Brief, make_brief
from fogline.feeds.files import collect
from fogline.intake.read import read_report
from fogline.ledger.adding import add_record
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.pipeline import Knowledge, read_record
from fogline.records.report import Metadata, Received
from fogline.store.memory import MemoryStore
from fogline.wiring import default_filing
from tests.conftest import ROOT
from tests.swap import Swap, of_states
from tests.test_neutrality import settled, swapped_file, swapped_json

NOW = seconds("2025-11-01")
# The one example without any date, as it was received.
UNDATED = {"rewrite-undated.txt": seconds("2025-06-08T10:05Z")}


@dataclass(frozen=True)
class Read:
    """A ledger with the texts that it was read from, by the report's id."""

    ledger: Ledger
    texts: dict[str, str]

    def brief(self, as_of: str, since: str | None = None, place: str | None = None) -> Brief:
        query = Query(as_of=seconds(as_of))
        return make_brief(
            self.ledger.events(query),
            as_of=query.as_of,
            since=None if since is None else seconds(since),
            place=place,
            reports=self.ledger.reports(query),
        )


def read_all(received: Iterable[Received], knowledge: Knowledge) -> Read:
    store = MemoryStore()
    filing = default_filing()
    texts: dict[str, str] = {}
    for row in received:
        record = read_record(read_report(row), knowledge)
        at = UNDATED.get(Path(row.name).name, NOW)
        add_record(store, row, record, filing, received_at=at, now=NOW)
        texts[record.report.id] = record.report.text
    return Read(Ledger(store, filing), texts)


@pytest.fixture(scope="session")
def examples(knowledge: Knowledge) -> Read:
    return read_all(collect([str(ROOT / "examples")], Metadata(), None), knowledge)


@pytest.fixture(scope="session")
def sides() -> Swap:
    return of_states("RU", "UA")


def _settled(row: Received, change: Callable[[Any], Any], swap: Swap | None) -> Received:
    """An example with one name for each state and, with a swap, with the sides exchanged."""
    text = settled(row.data.decode("utf-8"))
    if swap is not None:
        text = swapped_file(Path(row.name), text, swap)
    given = json.loads(settled(json.dumps(change(row.sidecar))))
    sidecar = swapped_json(given, swap) if swap is not None else given
    return replace(row, data=text.encode("utf-8"), sidecar=Metadata(**sidecar))


def _fields(row: Metadata) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


@pytest.fixture(scope="session")
def settled_examples(knowledge: Knowledge) -> Read:
    rows = collect([str(ROOT / "examples")], Metadata(), None)
    return read_all((_settled(row, _fields, None) for row in rows), knowledge)


@pytest.fixture(scope="session")
def swapped_examples(knowledge: Knowledge, sides: Swap) -> Read:
    rows = collect([str(ROOT / "examples")], Metadata(), None)
    return read_all((_settled(row, _fields, sides) for row in rows), knowledge)
