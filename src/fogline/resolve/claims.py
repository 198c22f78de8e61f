"""Frames to claims: spans become ids of the report's actors, places, times and quantities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fogline.knowledge.ontology import Ontology
from fogline.records.claim import Claim
from fogline.records.frame import Frame
from fogline.records.place import Place
from fogline.records.quantity import Quantity
from fogline.records.span import Span
from fogline.records.spanindex import SpanIndex, index_spans
from fogline.records.statement import HolderKind, Statement
from fogline.records.time import Time
from fogline.resolve.statements import ActorsAt, Statements

RECIPROCAL = ("each other", "one another")


Mentions = SpanIndex[str]


def index_mentions(rows: Iterable[tuple[Span, str]]) -> Mentions:
    """Index the mentions of places, times or quantities, each with its id."""
    return index_spans(sorted(rows, key=lambda row: row[1]))


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that the frames of one report are resolved against."""

    told: Statements
    statements: dict[str, Statement]
    narrated: Mentions
    actors: ActorsAt
    kinds: dict[str, str]
    places: Mentions
    times: Mentions
    quantities: Mentions
    ontology: Ontology


def build_claims(
    frames: Sequence[Frame],
    told: Statements,
    actors: ActorsAt,
    places: Sequence[Place],
    times: Sequence[Time],
    quantities: Sequence[Quantity],
    ontology: Ontology,
) -> tuple[Claim, ...]:
    """The claims of a report, ``c1``, ``c2`` ... in text order, each an event of its own so far.

    A frame of a statement with several holders ("both sides") gives a claim for each.
    """
    scene = _Scene(
        told=told,
        statements={row.id: row for row in told.statements},
        narrated=index_mentions(
            (span, row.id)
            for row in told.statements
            if row.holder_kind is HolderKind.NARRATOR
            for span in row.content
        ),
        actors=actors,
        kinds={actor.id: str(actor.kind) for actor in actors.actors},
        places=index_mentions((span, row.id) for row in places for span in row.mentions),
        times=index_mentions((span, row.id) for row in times for span in row.mentions),
        quantities=index_mentions((row.span, row.id) for row in quantities),
        ontology=ontology,
    )
    found: list[Claim] = []
    for frame in frames:
        for statement, speech in _homes(scene, frame):
            found.append(_claim(scene, frame, statement, speech, len(found) + 1))
    return tuple(found)


def _homes(scene: _Scene, frame: Frame) -> Iterator[tuple[Statement, Statement | None]]:
    """The statements that report the frame, each with the one whose stance it restates."""
    reported = _reporting(scene, frame)
    if frame.speech is None:
        for statement in reported:
            yield statement, None
        return
    for number in scene.told.of_attribution[frame.speech]:
        speech = scene.statements[number]
        own = frame.attribution == frame.speech or not reported
        yield (speech if own else reported[0]), speech


def _reporting(scene: _Scene, frame: Frame) -> tuple[Statement, ...]:
    if frame.attribution is not None:
        rows = scene.told.of_attribution[frame.attribution]
        return tuple(scene.statements[number] for number in rows)
    for _, number in scene.narrated.overlapping(frame.trigger):
        return (scene.statements[number],)
    return ()


def _claim(
    scene: _Scene, frame: Frame, statement: Statement, speech: Statement | None, number: int
) -> Claim:
    actor, recipient = _parties(scene, frame, speech)
    place = _first(scene.places, frame.places)
    codes = scene.ontology.codes(
        frame.type,
        frame.mode,
        actor_kinds=frozenset(scene.kinds[row] for row in actor if row in scene.kinds),
        recipient_kinds=frozenset(scene.kinds[row] for row in recipient if row in scene.kinds),
    )
    origin = _first(scene.places, (frame.from_place,) if frame.from_place else ())
    return Claim(
        id=f"c{number}",
        event=f"e{number}",
        statement=statement.id,
        speech_of=speech.id if speech else None,
        type=frame.type,
        mode=frame.mode,
        codes=codes,
        actor=actor,
        recipient=recipient,
        target=frame.targets,
        instrument=frame.instrument,
        place=place[1] if place else None,
        place_span=place[0] if place else None,
        from_place=origin[1] if origin else None,
        time=_id(_first(scene.times, frame.times)),
        due=_id(_first(scene.times, frame.due)),
        quantities=_all(scene.quantities, frame.quantities),
        polarity=frame.polarity,
        modality=frame.modality,
        condition=frame.condition,
        target_claim=None,
        trigger=_told(frame.trigger, statement, speech),
        evidence=frame.evidence,
        confidence=frame.confidence,
    )


def _told(trigger: Span, statement: Statement, speech: Statement | None) -> Span:
    """The trigger as far as the statement tells it: a verb and its noun may lie in two of them."""
    rows = (statement,) if speech is None else (statement, speech)
    home = [span for row in rows for span in (*row.content, *((row.cue,) if row.cue else ()))]
    start = max(trigger.start, min(span.start for span in home))
    end = min(trigger.end, max(span.end for span in home))
    if start >= end:
        return trigger
    offset = trigger.start
    return Span(start=start, end=end, text=trigger.text[start - offset : end - offset])


def _parties(
    scene: _Scene, frame: Frame, speech: Statement | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    actors = _actors(scene, frame.actors)
    recipients = _actors(scene, frame.recipients)
    if speech is not None and speech.holder is not None:
        if len(actors) > 1 and _mutual(speech):
            # "Both sides have accused each other": each one's claim is against the others.
            recipients = tuple(dict.fromkeys((*recipients, *actors)))
        actors = (speech.holder,)
        if speech.addressee is not None and not recipients:
            recipients = (speech.addressee,)
    return actors, tuple(row for row in recipients if row not in actors)


def _mutual(speech: Statement) -> bool:
    return any(words in span.text for span in speech.content for words in RECIPROCAL)


def _actors(scene: _Scene, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for span in spans for number in scene.actors.at(span)))


def _first(mentions: Mentions, spans: Sequence[Span]) -> tuple[Span, str] | None:
    """What the first candidate names: of the mentions in it the last one, then the longest.

    In "Ukraine's Donetsk region" and "the village of Zorya" the last name is the place meant.
    """
    for span in spans:
        found = list(mentions.overlapping(span))
        if found:
            return max(found, key=lambda row: (min(row[0].end, span.end), len(row[0])))
    return None


def _all(mentions: Mentions, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(number for span in spans for _, number in mentions.overlapping(span))
    )


def _id(found: tuple[Span, str] | None) -> str | None:
    return found[1] if found else None
