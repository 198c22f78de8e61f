"""The nouns of made-up reports: what happens, and a report before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fogline.knowledge.actors import ActorEntry
from fogline.records.place import Place
from generated_words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What is told of: who did what to whom, where, when, and how many died or were hurt."""

    number: int
    kind: str
    type: str
    mode: str | None
    deed: str
    place: Place
    region: Place
    day: date
    doer: ActorEntry
    other: ActorEntry
    target: str
    n: int
    m: int
    due: date


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence about a happening with its words; without a sentence, plain text."""

    sentence: Sentence | None
    about: Happening | None
    words: Mapping[str, str]
    holder: ActorEntry | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A report before it has an outlet: its headline and paragraphs."""

    headline: Piece
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a report says of itself. ``exact``: it gives its minute; ``address``: it has one."""

    publisher: str
    via: str | None
    moment: datetime
    exact: bool
    address: bool
