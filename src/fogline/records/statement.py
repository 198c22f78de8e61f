"""Statements: holder + cue + content + stance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class Stance(StrEnum):
    """How a holder holds the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ACCUSES = "accuses"
    DEMANDS = "demands"
    OFFERS = "offers"
    THREATENS = "threatens"
    PROMISES = "promises"
    REJECTS = "rejects"
    DOUBTS = "doubts"
    PREDICTS = "predicts"
    CONCEDES = "concedes"
    SILENT = "silent"


class HolderKind(StrEnum):
    """Whether the holder is named, unnamed, or the publisher itself."""

    NAMED = "named"
    UNNAMED = "unnamed"
    NARRATOR = "narrator"


class Form(StrEnum):
    """How the content is given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A statement as found in the words, before anyone is resolved to an actor.

    ``holder_span`` is the local mention ("he"), None for a narrator's own sentence and where the
    words name nobody ("it was reported that"). ``parent`` is the index, in the tuple that
    :func:`fogline.extract.statements.find_statements` returns, of the statement that this one is
    quoted in. ``shared`` is the number of holders the words split into ("both sides" is 2).
    """

    holder_span: Span | None
    holder_kind: HolderKind
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    form: Form
    parent: int | None
    addressee_span: Span | None
    medium: str | None
    said_span: Span | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of one report; ids refer to the report's actors, times and statements."""

    id: str
    holder: str | None
    holder_span: Span | None
    holder_kind: HolderKind
    cue: Span | None
    content: tuple[Span, ...]
    stance: Stance
    form: Form
    parent: str | None
    addressee: str | None
    medium: str | None
    said: str | None
    rule: str
    confidence: float
