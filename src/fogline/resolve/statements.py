"""Attributions to statements: one for each resolved holder, the publisher's own added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fogline.extract.statements import narrated
from fogline.language.document import Document
from fogline.records.actor import Actor, ActorKind
from fogline.records.frame import Frame
from fogline.records.span import Span
from fogline.records.statement import Attribution, Form, HolderKind, Stance, Statement
from fogline.records.time import Time

NARRATOR_RULE = "narrator"


class ActorsAt(Protocol):
    """The resolved actors of a report, looked up by span."""

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors."""

    @property
    def publisher(self) -> str | None:
        """The id of the publisher's own actor."""

    def at(self, span: Span) -> tuple[str, ...]:
        """The ids of the actors that the noun phrase at ``span`` means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The statements of a report, and how attributions and sentences map to their ids.

    ``of_attribution[i]`` are the ids of the statements that attribution ``i`` gave, one for each
    holder; ``of_sentence`` names the publisher's own statement of a sentence (by its index).
    """

    statements: tuple[Statement, ...]
    of_attribution: tuple[tuple[str, ...], ...]
    of_sentence: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """A statement that waits for its id: where it stands, and which holder of how many."""

    start: int
    attribution: int | None
    sentence: int
    holder: str | None
    content: tuple[Span, ...]


def resolve_statements(
    document: Document,
    attributions: Sequence[Attribution],
    frames: Sequence[Frame],
    actors: ActorsAt,
    times: Sequence[Time],
) -> Statements:
    """Statements with ids in text order.

    "Both sides" gives a statement for each side. A sentence of which some claim is nobody
    else's gives one statement of the publisher's.
    """
    rows = [*_told(attributions, actors), *_own(document, attributions, frames, actors)]
    rows.sort(key=lambda row: (row.start, row.attribution is None, row.attribution or 0))
    ids = [f"s{number}" for number in range(1, len(rows) + 1)]
    of_attribution: list[list[str]] = [[] for _ in attributions]
    of_sentence: dict[int, str] = {}
    for row, number in zip(rows, ids, strict=True):
        if row.attribution is None:
            of_sentence[row.sentence] = number
        else:
            of_attribution[row.attribution].append(number)
    kinds = {actor.id: actor.kind for actor in actors.actors}
    said = _times_by_start(times)
    statements = []
    for row, number in zip(rows, ids, strict=True):
        if row.attribution is None:
            statements.append(_own_statement(row, number))
            continue
        attribution = attributions[row.attribution]
        statements.append(
            _told_statement(row, number, attribution, of_attribution, kinds, actors, said)
        )
    return Statements(
        statements=tuple(statements),
        of_attribution=tuple(tuple(row) for row in of_attribution),
        of_sentence=of_sentence,
    )


def _told(attributions: Sequence[Attribution], actors: ActorsAt) -> list[_Row]:
    rows: list[_Row] = []
    for number, attribution in enumerate(attributions):
        span = attribution.holder_span
        holders = () if span is None else actors.at(span)
        spans = (span, attribution.cue, *attribution.content)
        start = min(piece.start for piece in spans if piece is not None)
        rows += [
            _Row(start, number, -1, holder, attribution.content) for holder in holders or (None,)
        ]
    return rows


def _own(
    document: Document,
    attributions: Sequence[Attribution],
    frames: Sequence[Frame],
    actors: ActorsAt,
) -> list[_Row]:
    """The publisher's own statements, one for each sentence with a frame of its own."""
    taken: dict[int, list[Span]] = {}
    for attribution in attributions:
        for span in attribution.content:
            _spread(document, span, taken)
    rows: list[_Row] = []
    seen: set[int] = set()
    for frame in frames:
        sentence = document.sentence_at(frame.trigger.start)
        if frame.attribution is not None or frame.speech is not None or sentence is None:
            continue
        if sentence.i in seen:
            continue
        seen.add(sentence.i)
        content = narrated(document, sentence, taken.get(sentence.i, ()))
        if not any(piece.overlaps(frame.trigger) for piece in content):
            content = (document.span(sentence.start, sentence.end),)
        rows.append(_Row(content[0].start, None, sentence.i, actors.publisher, content))
    return rows


def _spread(document: Document, span: Span, taken: dict[int, list[Span]]) -> None:
    """Note the span under every sentence that it touches."""
    sentence = document.sentence_at(span.start)
    while sentence is not None and sentence.start < span.end:
        taken.setdefault(sentence.i, []).append(span)
        following = sentence.i + 1
        sentence = document.sentences[following] if following < len(document.sentences) else None


def _own_statement(row: _Row, number: str) -> Statement:
    return Statement(
        id=number,
        holder=row.holder,
        holder_span=None,
        holder_kind=HolderKind.NARRATOR,
        cue=None,
        content=row.content,
        stance=Stance.ASSERTS,
        form=Form.INDIRECT,
        parent=None,
        addressee=None,
        medium=None,
        said=None,
        rule=NARRATOR_RULE,
        confidence=0.9,
    )


def _told_statement(
    row: _Row,
    number: str,
    attribution: Attribution,
    of_attribution: Sequence[Sequence[str]],
    kinds: Mapping[str, ActorKind],
    actors: ActorsAt,
    said: Mapping[int, str],
) -> Statement:
    parents = () if attribution.parent is None else of_attribution[attribution.parent]
    addressee = attribution.addressee_span
    told = tuple(one for one in (actors.at(addressee) if addressee else ()) if one != row.holder)
    return Statement(
        id=number,
        holder=row.holder,
        holder_span=attribution.holder_span,
        holder_kind=_kind(row.holder, attribution, kinds),
        cue=attribution.cue,
        content=attribution.content,
        stance=attribution.stance,
        form=attribution.form,
        parent=parents[0] if parents else None,
        addressee=told[0] if told else None,
        medium=attribution.medium,
        said=_said(attribution.said_span, said),
        rule=attribution.rule,
        confidence=attribution.confidence,
    )


def _kind(
    holder: str | None, attribution: Attribution, kinds: Mapping[str, ActorKind]
) -> HolderKind:
    """Unnamed where the actor is; a holder that is not resolved keeps what its words show."""
    if attribution.holder_kind is HolderKind.NARRATOR or holder is None:
        return attribution.holder_kind
    unnamed = kinds[holder] in (ActorKind.UNNAMED, ActorKind.POPULATION)
    return HolderKind.UNNAMED if unnamed else HolderKind.NAMED


def _times_by_start(times: Sequence[Time]) -> dict[int, str]:
    """Time ids by every character that a mention covers."""
    found: dict[int, str] = {}
    for time in times:
        for span in time.mentions:
            for offset in range(span.start, span.end):
                found.setdefault(offset, time.id)
    return found


def _said(span: Span | None, said: Mapping[int, str]) -> str | None:
    if span is None:
        return None
    return next((said[offset] for offset in range(span.start, span.end) if offset in said), None)
