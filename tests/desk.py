"""Whole ledgers for tests: told of claims by builders, or reading texts with the real reader.

It stands apart from :mod:`tests.ledgers`, which is quick to import.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from fogline.corroborate.filing.claims import wording_of
from fogline.corroborate.filing.moments import seconds
from fogline.intake.read import read_report
from fogline.ledger.adding import Added, add_record, link_claims, match_wordings
from fogline.ledger.filing import Filing
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.ledger.rows import row_of
from fogline.pipeline import read_record
from fogline.records.event import Event
from fogline.records.ledger import LedgerClaim, Passage, Role, Voice
from fogline.records.record import Record
from fogline.records.report import Metadata, Received
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.wiring import default_filing, default_knowledge
from tests.ledgers import a_claim, a_reading, a_report, a_voice, passages_of, some_words


def told(**changes: Any) -> LedgerClaim:
    """A claim for a :class:`Desk`, which gives it its keys, its place in the text and its event.

    ``about`` is the id of another claim of the same report ("c1").
    """
    changes = {"local_event": "", "recipients": (), "trigger": some_words("", 0), **changes}
    return a_claim(**changes)


def organ(name: str, party: str | None, **changes: Any) -> Voice:
    """Somebody who speaks for a side."""
    row = {"key": f"{name}|{party or ''}", "kind": "ministry", "party": party, **changes}
    return a_voice(name, **row)


def assessor(name: str) -> Voice:
    """Somebody who examines what others claim."""
    row = {"key": f"{name}|", "kind": "organisation", "party": None, "role": Role.ASSESSOR}
    return a_voice(name, **row)


def witness(name: str, report: str) -> Voice:
    """Somebody without a side whom one report quotes."""
    row = {"key": f"{report[:12]}:{name}", "kind": "unnamed", "party": None, "role": Role.WITNESS}
    return a_voice(name, **row)


def other(name: str) -> Voice:
    """An organisation that is party to nothing and assesses nothing."""
    row = {"key": f"{name}|", "kind": "organisation", "party": None, "role": Role.OTHER}
    return a_voice(name, **row)


def outlet(name: str, party: str | None = None) -> Voice:
    """An outlet in its own words."""
    row = {"key": f"publisher:{name}", "kind": "publisher", "role": Role.PUBLISHER}
    return a_voice(name, party=party, **row)


class Desk:
    """A ledger with what a newsroom's desk does to it: adding, asking.

    Claims of builders go through the same filing, linking and grouping as those of real readings.
    """

    def __init__(self, store: Store | None = None) -> None:
        self.ledger = Ledger(store if store is not None else MemoryStore(), default_filing())

    def report(
        self,
        name: str,
        *claims: LedgerClaim,
        known: str = "2025-06-08T12:00Z",
        paragraphs: Iterable[str] = (),
        passages: Sequence[Passage] = (),
        **changes: Any,
    ) -> tuple[str, ...]:
        """Add a report with these claims, known from a moment on; returns their keys.

        Its paragraphs are given as texts, or with signatures of one's own as ``passages``.
        """
        rows = tuple(_settled(name, number, row) for number, row in enumerate(claims, 1))
        moment = seconds(known)
        publisher = changes.get("publisher", f"Outlet {name}")
        family = self.ledger.filing.tables.family(publisher) if publisher else None
        row = a_report(
            name,
            **{
                "publisher": publisher,
                "family": family,
                "received": moment,
                "known": moment,
                "read_at": moment,
                "claims": len(rows),
                **changes,
            },
        )
        passages = passages or passages_of(name, paragraphs)
        with self.ledger.store.writer() as writer:
            tables = self.ledger.filing.grouping
            wordings = match_wordings(writer.view, passages)
            filed_, links = link_claims(writer.view, wordings.marked(rows), wordings, tables)
            writer.add(
                replace(
                    a_reading(name),
                    report=row,
                    claims=filed_,
                    passages=wordings.passages,
                    links=links,
                    copies=wordings.copies,
                )
            )
        return tuple(claim.key for claim in rows)

    def read(
        self,
        text: str,
        *,
        received: str = "2025-06-30T12:00Z",
        filing: Filing | None = None,
        now: str | None = None,
        name: str = "a.txt",
        **given: str,
    ) -> Added:
        """Read a text with the real reader and add it. ``given`` is metadata."""
        source, record = a_record(text, name=name, **given)
        return add_record(
            self.ledger.store,
            source,
            record,
            filing or self.ledger.filing,
            received_at=seconds(received),
            now=seconds(now or received),
        )

    def events(self, as_of: str = "2025-06-30", **conditions: Any) -> tuple[Event, ...]:
        """The events; what is kept of the whole ledger must say the same."""
        query = Query(as_of=seconds(as_of), **conditions)
        events = self.ledger.events(query)
        assert self.ledger.rows(query) == tuple(map(row_of, events))
        return events

    def claims(self, as_of: str = "2025-06-30", **conditions: Any) -> tuple[LedgerClaim, ...]:
        found = self.ledger.claims(Query(as_of=seconds(as_of), **conditions))
        return tuple(claim for claim, _ in found)

    def event(self, as_of: str = "2025-06-30", **conditions: Any) -> Event:
        """The only event."""
        (found,) = self.events(as_of, **conditions)
        return found


@cache
def _read(text: str, name: str, given: Metadata) -> tuple[Received, Record]:
    received = Received(name=name, data=text.encode(), given=given, sidecar=Metadata())
    return received, read_record(read_report(received), default_knowledge())


def a_record(text: str, *, name: str = "a.txt", **given: str) -> tuple[Received, Record]:
    """The record of a text by the real reader, read once in a process."""
    return _read(text, name, Metadata(**given))


def _settled(report: str, number: int, claim: LedgerClaim) -> LedgerClaim:
    """The claim with keys as filing gives them."""
    prefix = f"{report}.reading-"
    start = 100 * number if claim.trigger.start == 0 else claim.trigger.start
    return replace(
        claim,
        key=f"{prefix}.c{number}",
        event_key=f"e-{report}-{number}",
        report=report,
        claim=f"c{number}",
        local_event=claim.local_event or f"e{number}",
        about=None if claim.about is None else f"{prefix}.{claim.about}",
        trigger=some_words(claim.trigger.text or "did", start),
        wording=wording_of(" ".join(piece.text for piece in claim.evidence)),
    )


def standings(event: Event) -> set[tuple[str, str]]:
    """The standings of an event with the rules that made them."""
    return {(row.is_.value, row.rule) for row in event.standing}
