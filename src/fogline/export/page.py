"""The page: reports as one self-contained HTML file, every span highlighted beside its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from fogline.export.templating import template
from fogline.export.words import (
    Index,
    claim_facts,
    claims_of,
    holder_words,
    index_of,
    one_line,
    published_words,
    quantity_words,
    time_words,
    type_words,
)
from fogline.records.claim import Claim
from fogline.records.record import Record
from fogline.records.span import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks: CSS classes, and the ids of the rows it belongs to."""

    text: str
    classes: str
    ids: str
    notes: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    row: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim as the page shows it."""

    id: str
    type: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement with its claims as the page shows it."""

    id: str
    holder: str
    narrator: bool
    stance: str
    content: str
    notes: str
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True)
class RowCard:
    """A place, a time, a number or an actor as the page shows it."""

    id: str
    name: str
    note: str


def report_section(record: Record) -> str:
    """One report as an HTML section."""
    index = index_of(record)
    return template("report.html").render(
        report=record.report,
        title=one_line(record.report.title or "(no title)"),
        published=published_words(record.report),
        segments=list(segments(record)),
        statements=_statement_cards(record, index),
        tables=_tables(record),
        unread=len(record.unread),
    )


def whole_page(sections: Iterable[str]) -> Iterator[str]:
    """The self-contained file around the sections, piece by piece."""
    frame = template("page.html").render(marker="\x00")
    head, tail = frame.split("\x00")
    yield head
    yield from sections
    yield tail


def segments(record: Record) -> Iterator[Segment]:
    """The report's text cut wherever a mark begins or ends."""
    text = record.report.text
    marks = sorted(_marks(record), key=lambda mark: (mark.start, -mark.end, mark.row))
    edges = sorted({0, len(text)} | {mark.start for mark in marks} | {mark.end for mark in marks})
    waiting, active = 0, list[_Mark]()
    for start, end in pairwise(edges):
        while waiting < len(marks) and marks[waiting].start <= start:
            active.append(marks[waiting])
            waiting += 1
        active = [mark for mark in active if mark.end > start]
        yield Segment(
            text=text[start:end],
            classes=" ".join(dict.fromkeys(mark.kind for mark in active)),
            ids=" ".join(dict.fromkeys(mark.row for mark in active if mark.row)),
            notes="; ".join(dict.fromkeys(mark.note for mark in active if mark.note)),
        )


def _marks(record: Record) -> Iterator[_Mark]:
    for gap in record.report.boilerplate:
        yield _Mark(gap.start, gap.end, "boilerplate", "", f"boilerplate: {gap.kind.value}")
    for hole in record.unread:
        yield _Mark(hole.start, hole.end, "unread", "", f"unread: {hole.reason.value}")
    for statement in record.statements:
        narrator = statement.cue is None
        kind = "narrator" if narrator else "content"
        for span in statement.content:
            yield _mark(span, kind, statement.id, "" if narrator else statement.stance.value)
        if statement.cue is not None:
            yield _mark(statement.cue, "cue", statement.id, "cue")
        if statement.holder_span is not None:
            yield _mark(statement.holder_span, "holder", statement.id, "holder")
    for claim in record.claims:
        yield _mark(claim.trigger, "trigger", claim.id, type_words(claim))
    for actor in record.actors:
        for span in actor.mentions:
            yield _mark(span, "actor", actor.id, f"actor: {actor.name}")
    for place in record.places:
        for span in place.mentions:
            yield _mark(span, "place", place.id, f"place: {place.name}")
    for naming in record.namings:
        for span in naming.mentions:
            yield _mark(span, "naming", naming.id, f"{naming.use.value}: {naming.name}")
    for time in record.times:
        for span in time.mentions:
            yield _mark(span, "time", time.id, f"time: {time.value}")
    for quantity in record.quantities:
        yield _mark(quantity.span, "quantity", quantity.id, quantity_words(quantity))


def _mark(span: Span, kind: str, row: str, note: str) -> _Mark:
    return _Mark(span.start, span.end, kind, row, note)


def _statement_cards(record: Record, index: Index) -> list[StatementCard]:
    claims = claims_of(record)
    return [
        StatementCard(
            id=row.id,
            holder=holder_words(index, row),
            narrator=row.cue is None,
            stance="" if row.cue is None else row.stance.value,
            content=" […] ".join(one_line(span.text) for span in row.content),
            notes="; ".join(
                part
                for part in (
                    f"quoted in {row.parent}" if row.parent else "",
                    f"in: {row.medium}" if row.medium else "",
                    f"rule: {row.rule}",
                )
                if part
            ),
            claims=tuple(_claim_card(index, claim) for claim in claims.get(row.id, ())),
        )
        for row in record.statements
    ]


def _claim_card(index: Index, claim: Claim) -> ClaimCard:
    return ClaimCard(claim.id, type_words(claim), tuple(claim_facts(index, claim)))


def _tables(record: Record) -> list[tuple[str, list[RowCard]]]:
    actors = [
        RowCard(row.id, row.name, ", ".join(part for part in (row.kind.value, row.role) if part))
        for row in record.actors
    ]
    places = [
        RowCard(row.id, row.name, f"{row.kind.value}, {row.precision.value}: {row.reason}")
        for row in record.places
    ]
    namings = [
        RowCard(row.id, row.name, f"{row.use.value}: {row.reason}") for row in record.namings
    ]
    times = [
        RowCard(row.id, time_words(row), f"{row.value}, {row.precision.value}")
        for row in record.times
    ]
    quantities = [
        RowCard(row.id, quantity_words(row), one_line(row.span.text)) for row in record.quantities
    ]
    tables = (
        ("Actors", actors),
        ("Places", places),
        ("Only named", namings),
        ("Times", times),
        ("Numbers", quantities),
    )
    return [(name, rows) for name, rows in tables if rows]
