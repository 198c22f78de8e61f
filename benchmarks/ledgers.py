"""What the benchmarks of the ledger share: texts read into records, and records into events."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from common import Text
from fogline.corroborate.filing.moments import seconds
from fogline.intake.read import read_report
from fogline.ledger.adding import add_record
from fogline.ledger.filing import Filing
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.pipeline import read_record
from fogline.records.event import Event
from fogline.records.record import Record
from fogline.records.report import Metadata, Received
from fogline.store.sqlite import open_sqlite
from fogline.wiring import default_knowledge

# A moment after everything that any corpus tells of.
AFTER_ALL = 1_800_000_000
DAY = 86_400

# A record beside the bytes that it was read from.
Reading = tuple[Received, Record]


def read_reports(
    texts: Iterable[Text], publishers: Sequence[str | None] | None = None
) -> list[Reading]:
    """The texts as records, in order, in this process; ``publishers`` are those of the texts."""
    knowledge = default_knowledge()
    found: list[Reading] = []
    for number, row in enumerate(texts):
        given = Metadata(
            published=row.published, publisher=publishers[number] if publishers else None
        )
        received = Received(
            name=f"{row.name}.txt", data=row.text.encode(), given=given, sidecar=Metadata()
        )
        found.append((received, read_record(read_report(received), knowledge)))
    return found


def filing() -> Filing:
    """What adding needs to know, as the command line gives it."""
    return Filing(reader="benchmark")


def events_of(readings: Iterable[Reading], known: Filing) -> tuple[Event, ...]:
    """The events that the reports add up to, as of the end, in a ledger that is thrown away.

    Each is received a day after its publication; one that has none, at the end.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = open_sqlite(Path(folder) / "benchmark.ledger", create=True)
        for received, record in readings:
            published = record.report.published.start
            day = seconds(published) if published else None
            at = AFTER_ALL if day is None else day + DAY
            add_record(store, received, record, known, received_at=at, now=AFTER_ALL)
        events = Ledger(store, known).events(Query(as_of=AFTER_ALL))
        store.close()
    return events
