"""A record's values in words that a reader takes in at a glance; shared by digest and page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.export.moments import one_day
from fogline.export.numbers import interval_words
from fogline.records.claim import Claim, Modality, Polarity
from fogline.records.quantity import Quantity
from fogline.records.record import Record
from fogline.records.report import PublishedBasis, Report
from fogline.records.statement import HolderKind, Statement
from fogline.records.time import Time

_BASIS = {
    PublishedBasis.STATED: "stated in the text",
    PublishedBasis.METADATA: "from the file",
    PublishedBasis.GIVEN: "as given",
    PublishedBasis.INFERRED: "inferred from the text",
    PublishedBasis.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class Index:
    """A record's rows by id."""

    record: Record
    actors: dict[str, str]
    places: dict[str, str]
    times: dict[str, Time]
    quantities: dict[str, Quantity]
    statements: dict[str, Statement]
    claims: dict[str, Claim]


def index_of(record: Record) -> Index:
    """Index a record's rows by id, actors and places by their names."""
    return Index(
        record=record,
        actors={row.id: row.name for row in record.actors},
        places={row.id: row.name for row in record.places},
        times={row.id: row for row in record.times},
        quantities={row.id: row for row in record.quantities},
        statements={row.id: row for row in record.statements},
        claims={row.id: row for row in record.claims},
    )


def one_line(text: str) -> str:
    """The words with every run of white space as one space."""
    return " ".join(text.split())


def published_words(report: Report) -> str:
    """When the report was published, and how that is known."""
    published = report.published
    if published.start is None and published.end is None:
        return "date of publication unknown"
    basis = _BASIS[published.basis]
    note = f" ({basis})" if basis else ""
    if published.precision == "day" and published.start:
        return f"published {published.start}{note}"
    if published.precision == "minute" and published.start:
        moment = published.start.replace("T", " ").replace(":00Z", " UTC")
        return f"published {moment}{note}"
    if published.end is None:
        return f"published on or after {published.start}{note}"
    if published.start is None:
        return f"published before {published.end}{note}"
    return f"published from {published.start} to before {published.end}{note}"


def holder_words(index: Index, statement: Statement) -> str:
    """The holder's canonical name, or the local mention where it could not be resolved."""
    if statement.holder is not None:
        return index.actors[statement.holder]
    if statement.holder_span is not None:
        return f"“{one_line(statement.holder_span.text)}” (not resolved)"
    if statement.holder_kind is HolderKind.NARRATOR:
        return "the publisher"
    return "nobody named"


def quantity_words(quantity: Quantity) -> str:
    """How many of what: "killed: at least 3 (children)"."""
    who = f" ({quantity.who.value})" if quantity.who else ""
    words = interval_words(quantity.low, quantity.high, quantity.exact)
    return f"{quantity.kind.value}: {words}{who}"


def time_words(time: Time) -> str:
    """A time no more exact than the report: its words, and the calendar where it is known."""
    said = one_line(time.mentions[0].text)
    if time.start is None:
        return f"“{said}”"
    if time.end is not None and one_day(time.start, time.end):
        return time.start
    end = f" to before {time.end}" if time.end else ""
    return f"{time.start}{end} (“{said}”)"


def claim_facts(index: Index, claim: Claim) -> list[str]:
    """A claim's parts as short phrases, in a fixed order."""
    facts: list[str] = []
    if claim.polarity is Polarity.NEGATED:
        facts.append("NOT")
    if claim.modality is not Modality.ACTUAL:
        facts.append(claim.modality.value)
    by = _names(index.actors, claim.actor)
    to = _names(index.actors, claim.recipient)
    if by or to:
        facts.append(f"{by} → {to}".lstrip() if to else f"by {by}")
    if claim.target and claim.type != "TOLL":
        # Whom a toll counts stands with its number.
        facts.append("target: " + "; ".join(one_line(span.text) for span in claim.target))
    if claim.place is not None:
        facts.append("at " + index.places[claim.place])
    if claim.time is not None:
        facts.append(time_words(index.times[claim.time]))
    if claim.due is not None:
        facts.append("due " + time_words(index.times[claim.due]))
    facts += [quantity_words(index.quantities[number]) for number in claim.quantities]
    if claim.condition is not None:
        facts.append(f"if: {one_line(claim.condition.text)}")
    if claim.target_claim is not None:
        facts.append(f"about {claim.target_claim}")
    return facts


def type_words(claim: Claim) -> str:
    """As in "ASSAULT/missile", or the type alone."""
    return f"{claim.type}/{claim.mode}" if claim.mode else claim.type


def _names(names: dict[str, str], ids: Iterable[str]) -> str:
    return ", ".join(names[number] for number in ids)


def claims_of(record: Record) -> dict[str, list[Claim]]:
    """The claims by the statement that each one restates, or else lies in."""
    found: dict[str, list[Claim]] = {}
    for claim in record.claims:
        found.setdefault(claim.speech_of or claim.statement, []).append(claim)
    return found
