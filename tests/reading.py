"""Looking into a record, for tests: rows by id, names instead of ids."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.export.record_json import check_record, record_object
from fogline.intake.read import read_report
from fogline.pipeline import read_record
from fogline.records.actor import Actor
from fogline.records.claim import Claim
from fogline.records.place import Place
from fogline.records.quantity import Quantity
from fogline.records.record import Record
from fogline.records.report import (
    UNKNOWN_PUBLICATION,
    Metadata,
    Published,
    Received,
    Report,
)
from fogline.records.statement import Statement
from fogline.records.time import Time
from fogline.wiring import default_knowledge


def read_text(
    text: str, *, published: str | None = None, publisher: str | None = None, name: str = "a.txt"
) -> Record:
    """The record of a text, read with the whole reader."""
    given = Metadata(published=published, publisher=publisher)
    received = Received(name=name, data=text.encode(), given=given, sidecar=Metadata())
    record = read_record(read_report(received), default_knowledge())
    check_record(record_object(record))
    return record


def report_of(
    text: str, *, published: Published = UNKNOWN_PUBLICATION, publisher: str | None = None
) -> Report:
    """A report that is nothing but its text, as the stages after intake get it."""
    return Report(
        id="r",
        title=None,
        title_span=None,
        publisher=publisher,
        via=None,
        byline=(),
        url=None,
        language="en",
        published=published,
        text=text,
        dateline=None,
        boilerplate=(),
    )


@dataclass(frozen=True)
class Looked:
    """A record with look-ups by id and by words."""

    record: Record

    def __post_init__(self) -> None:
        check_record(record_object(self.record))

    def actor(self, number: str | None) -> Actor:
        return next(row for row in self.record.actors if row.id == number)

    def names(self, numbers: tuple[str, ...]) -> set[str]:
        return {self.actor(number).name for number in numbers}

    def place(self, number: str | None) -> Place:
        return next(row for row in self.record.places if row.id == number)

    def time(self, number: str | None) -> Time:
        return next(row for row in self.record.times if row.id == number)

    def quantity(self, number: str) -> Quantity:
        return next(row for row in self.record.quantities if row.id == number)

    def statement(self, number: str | None) -> Statement:
        return next(row for row in self.record.statements if row.id == number)

    def claim(self, number: str | None) -> Claim:
        return next(row for row in self.record.claims if row.id == number)

    def saying(self, words: str, **fields: object) -> list[Statement]:
        """The statements whose content holds the words, with these field values."""
        return [
            row
            for row in self.record.statements
            if any(words in span.text for span in row.content)
            and all(getattr(row, key) == value for key, value in fields.items())
        ]

    def holders(self, words: str, **fields: object) -> set[str]:
        """Names of the holders of the statements whose content holds the words."""
        return {
            self.actor(row.holder).name
            for row in self.saying(words, **fields)
            if row.holder is not None
        }

    def claims(self, type: str, mode: str | None = None, words: str = "") -> list[Claim]:  # noqa: A002
        """The claims of a type and mode whose evidence holds the words."""
        return [
            row
            for row in self.record.claims
            if row.type == type
            and (mode is None or row.mode == mode)
            and any(words in span.text for span in row.evidence)
        ]

    def holder(self, claim: Claim) -> Actor:
        return self.actor(self.statement(claim.statement).holder)

    def places_named(self, mention: str) -> list[Place]:
        return [row for row in self.record.places if any(m.text == mention for m in row.mentions)]

    def times_said(self, words: str) -> list[Time]:
        return [row for row in self.record.times if any(m.text == words for m in row.mentions)]
