"""What a brief is made of: sections, paragraphs, sentences, pieces, and the words they rest on.

A brief says nothing of its own. Every piece of a sentence is either fixed vocabulary, which holds
no name, number or place, or is taken from spans of reports that the same sentence cites.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.ledger import LedgerReport, Words


class Kind(StrEnum):
    """What a piece of a sentence is."""

    FIXED = "fixed"
    NAME = "name"
    PLACE = "place"
    QUOTE = "quote"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence. A MARK's text is the number of the citation that it leads to."""

    kind: Kind
    text: str

    @property
    def words(self) -> str:
        """As it is read: quotes in quotation marks, citations in square brackets."""
        if self.kind is Kind.QUOTE:
            return f"“{self.text}”"
        return f"[{self.text}]" if self.kind is Kind.MARK else self.text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the numbers of the citations that carry all of its words."""

    pieces: tuple[Piece, ...]
    citations: tuple[int, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """What is told of one event: ``head`` names the deed and the place, ``tags`` the standing.

    ``closing`` says in fixed words what the accounts add up to.

    A paragraph with ``event`` None gathers events that are told in one sentence each.
    """

    event: str | None
    head: Sentence
    tags: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    closing: tuple[Sentence, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Events of one kind. ``left_out`` counts those that are not told."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where words come from: a claim of a report, with the exact spans of the report's text.

    ``spans`` are in text order; those of the claim's evidence are among them.
    """

    number: int
    report: LedgerReport
    claim: str
    key: str
    spans: tuple[Words, ...]
    quoted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A written situation report.

    ``summary`` tells of the ledger itself, and is the only place with numbers of its own.
    ``left_out`` counts events of sections that tell nothing.
    ``as_of`` and ``since`` are in seconds since 1970, ``place`` is the place as it was asked for.
    ``citations`` are numbered from 1, by report in the order of knowing, then in text order.
    """

    as_of: int
    since: int | None
    place: str | None
    summary: tuple[str, ...]
    sections: tuple[Section, ...]
    left_out: int
    citations: tuple[Citation, ...]

    def citation(self, number: int) -> Citation:
        """The citation of that number; raises IndexError where there is none."""
        if number < 1:
            raise IndexError(number)
        return self.citations[number - 1]

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, heads included, in the order of reading."""
        return tuple(
            sentence
            for section in self.sections
            for paragraph in section.paragraphs
            for sentence in (paragraph.head, *paragraph.sentences, *paragraph.closing)
        )
