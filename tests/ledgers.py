"""Made-up readings for the tests of everything that keeps or asks a ledger.

``a_claim()`` alone is a sensible claim: Russia says on 7 June 2025 that its troops entered Zorya.
Every field can be changed: ``a_claim(key="r2/c1", report="r2", says=Says.DENIES)``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

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
from fogline.records.report import Metadata, Received
from fogline.store.base import Block, Filed, Reading

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
