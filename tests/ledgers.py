"""Made-up readings for the tests of everything that keeps or asks a ledger.

``a_claim()`` alone is a sensible claim: Russia says on 7 June 2025 that its troops entered Zorya.
Every field can be changed: ``a_claim(key="r2/c1", report="r2", says=Says.DENIES)``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from fogline.corroborate.filing import copies_of
from fogline.corroborate.filing.moments import seconds
from fogline.intake.read import read_report
from fogline.ledger.adding import Added, Filing, add_record, link_claims
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.pipeline import read_record
from fogline.records.event import Event
from fogline.records.ledger import (
    Basis,
    Copy,
    Count,
    Judgement,
    JudgementKind,
    LedgerClaim,
    LedgerReport,
    Link,
    Passage,
    Role,
    Says,
    Subject,
    Unit,
    Voice,
    When,
    Where,
    Words,
)
from fogline.records.record import Record
from fogline.records.report import Metadata, Received
from fogline.store.base import Block, Filed, Reading, Store
from fogline.store.memory import MemoryStore
from fogline.wiring import default_filing, default_knowledge

# 7 June 2025, 00:00 UTC: in hours and in seconds since 1970.
DAY = 485_904
MOMENT = DAY * 3600

REGION = Unit(id="geonames:709929", kind="adm1", name="Dnipropetrovsk Oblast")
COUNTRY = Unit(id="geonames:690791", kind="country", name="Ukraine")


def some_words(text: str = "entered", start: int = 0) -> Words:
    """A stretch of text that begins at ``start``."""
    return Words(start=start, end=start + len(text), text=text)


def a_voice(name: str = "Russia", **changes: Any) -> Voice:
    """A party that speaks for itself."""
    voice = Voice(
        key=f"state:{name}",
        name=name,
        kind="government",
        role=Role.ORGAN,
        party=name[:2].upper(),
        words=some_words(name),
    )
    return replace(voice, **changes)


def a_place(name: str = "Zorya", **changes: Any) -> Where:
    """A settlement within a region of Ukraine, with coordinates."""
    place = Where(
        id=f"name:{name.casefold()}@{REGION.id}",
        name=name,
        kind="settlement",
        within=(REGION, COUNTRY),
        country="UA",
        contested=(),
        lat=48.13,
        lon=36.25,
        precision="exact",
        relation=None,
        basis=Basis.STATED,
        words=some_words(name),
    )
    return replace(place, **changes)


def a_period(first: int = DAY, last: int = DAY + 24, **changes: Any) -> When:
    """The hours ``[first, last)`` since 1970; by default 7 June 2025."""
    period = When(
        start="2025-06-07",
        end="2025-06-08",
        precision="day",
        first=first,
        last=last,
        basis=Basis.STATED,
        words=None,
    )
    return replace(period, **changes)


def a_count(low: float | None = 3, high: float | None = 3, **changes: Any) -> Count:
    """A number of people killed."""
    count = Count(
        kind="killed",
        who=None,
        low=low,
        high=high,
        exact=low == high,
        scope="event",
        part=False,
        update=False,
        words=some_words("three killed"),
    )
    return replace(count, **changes)


def a_claim(**changes: Any) -> LedgerClaim:
    """Russia says that its troops entered Zorya. The key follows from report and claim."""
    report = changes.get("report", "report-1")
    number = changes.get("claim", "c1")
    changes.setdefault("key", f"{report}/{number}")
    changes.setdefault("event_key", changes["key"])
    claim = LedgerClaim(
        key="",
        event_key="",
        report="report-1",
        claim="c1",
        local_event="e1",
        type="ADVANCE",
        mode="enter",
        holder=a_voice(),
        parent=None,
        addressee=None,
        stance="asserts",
        speech=None,
        says=Says.AFFIRMS,
        polarity="affirmed",
        modality="actual",
        actors=(a_voice(),),
        recipients=(a_voice("Ukraine"),),
        targets=(),
        instrument=None,
        place=a_place(),
        from_place=None,
        time=a_period(),
        due=None,
        counts=(),
        condition=None,
        about=None,
        said=None,
        medium=None,
        passage=0,
        trigger=some_words("entered", 7),
        evidence=(some_words("Troops entered Zorya."),),
        confidence=0.9,
    )
    return replace(claim, **changes)


def blocks_of(claim: LedgerClaim) -> tuple[Block, ...]:
    """A block for the claim's type at each unit of its place."""
    if claim.place is None or claim.time is None:
        return ()
    return tuple(
        Block(key=f"{claim.type}@{unit}", first=claim.time.first, last=claim.time.last)
        for unit in sorted(claim.place.units)
    )


def filed(claim: LedgerClaim, blocks: tuple[Block, ...] | None = None) -> Filed:
    """The claim as a store takes it, by default with :func:`blocks_of`."""
    return Filed(claim=claim, blocks=blocks_of(claim) if blocks is None else blocks)


def a_passage(report: str, number: int, start: int, text: str) -> Passage:
    """A paragraph. Equal texts have equal signatures and bands; no others share any."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return Passage(
        report=report,
        number=number,
        start=start,
        end=start + len(text),
        signature=tuple(int.from_bytes(digest[at : at + 4], "little") for at in range(0, 32, 4)),
        bands=(f"0:{digest[:6].hex()}", f"1:{digest[6:12].hex()}"),
    )


def passages_of(report: str, paragraphs: Iterable[str]) -> tuple[Passage, ...]:
    """The passages of a text whose paragraphs are divided by an empty line."""
    rows, start = [], 0
    for number, text in enumerate(paragraphs):
        rows.append(a_passage(report, number, start, text))
        start += len(text) + 2
    return tuple(rows)


def a_report(report: str = "report-1", **changes: Any) -> LedgerReport:
    """A reading of a report published and received on 8 June 2025."""
    row = LedgerReport(
        id=report,
        reading="reading-1",
        reader="0.1.0",
        resources="resources-1",
        read_at=MOMENT + 86_400,
        received=MOMENT + 86_400,
        known=MOMENT + 86_400,
        story=None,
        title="Troops enter Zorya",
        publisher="The Monitor",
        family=None,
        via=None,
        url=None,
        published="2025-06-08",
        published_end="2025-06-09",
        published_basis="stated",
        language="en",
        claims=0,
    )
    return replace(row, **changes)


def a_reading(
    report: str = "report-1",
    *,
    claims: Iterable[LedgerClaim | Filed] = (),
    paragraphs: Iterable[str] = ("Troops entered Zorya.",),
    links: Iterable[Link] = (),
    copies: Iterable[Copy] = (),
    received: Received | None = None,
    **changes: Any,
) -> Reading:
    """A reading with these claims and paragraphs; ``changes`` are fields of its LedgerReport."""
    rows = tuple(row if isinstance(row, Filed) else filed(row) for row in claims)
    paragraphs = tuple(paragraphs)
    text = "\n\n".join(paragraphs)
    row = a_report(report, **{"claims": len(rows), **changes})
    content = {"id": report, "title": row.title, "text": text}
    return Reading(
        report=row,
        received=received
        or Received(
            name=f"{report}.txt",
            data=text.encode("utf-8", "surrogatepass"),
            given=Metadata(),
            sidecar=Metadata(),
        ),
        record=json.dumps({"record_version": 1, "report": content}, ensure_ascii=False),
        claims=rows,
        passages=passages_of(report, paragraphs),
        links=tuple(links),
        copies=tuple(copies),
    )


def a_link(one: str, other: str, **changes: Any) -> Link:
    """A link of two claim keys, put in their order."""
    one, other = sorted((one, other))
    link = Link(
        one=one,
        other=other,
        score=0.75,
        rule="same-deed",
        features={"place": "same", "hours": 6.0, "actor": None},
    )
    return replace(link, **changes)


def a_judgement(
    name: str = "j1", kind: JudgementKind = JudgementKind.DIFFERENT, **changes: Any
) -> Judgement:
    """A person's decision about one claim."""
    judgement = Judgement(
        id=name,
        kind=kind,
        author="Anna",
        at=MOMENT,
        reason="two villages of one name",
        subjects=(Subject(report="report-1", claim="c1", type="ADVANCE", start=7, end=14),),
        field=None,
        value=None,
        undoes=None,
    )
    return replace(judgement, **changes)


# -- whole ledgers ---------------------------------------------------------------------------------


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
        **changes: Any,
    ) -> tuple[str, ...]:
        """Add a report with these claims, known from a moment on; returns their keys."""
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
        passages = passages_of(name, paragraphs)
        with self.ledger.store.writer() as writer:
            bands = {band for passage in passages for band in passage.bands}
            copies = copies_of(passages, writer.view.passages(bands) if bands else ())
            tables = self.ledger.filing.grouping
            filed_, links = link_claims(writer.view, rows, copies, tables)
            writer.add(
                replace(
                    a_reading(name),
                    report=row,
                    claims=filed_,
                    passages=passages,
                    links=links,
                    copies=copies,
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
        return self.ledger.events(Query(as_of=seconds(as_of), **conditions))

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
    )


def standings(event: Event) -> set[tuple[str, str]]:
    """The standings of an event with the rules that made them."""
    return {(row.is_.value, row.rule) for row in event.standing}
