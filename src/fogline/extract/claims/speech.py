"""Speech acts as claims: a demand is a REQUEST, a refusal a REJECT, and so on.

A stance gives a derived claim as the lexicon's ``stance-types`` say. An offer becomes COOPERATE,
the nearest PLOVER type for a readiness to do something with another, and hypothetical, since
nothing is done yet. A denial, a doubt, a prediction and a plain assertion give none; a concession
does only where it yields something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.extract.claims.aspect import is_habitual
from fogline.extract.claims.concerned import told_to
from fogline.extract.claims.modality import Mood, mood_of
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.claim import Modality, Polarity
from fogline.records.frame import Frame
from fogline.records.span import Span
from fogline.records.statement import Attribution, HolderKind, Stance

DERIVED = {
    Stance.DEMANDS: "REQUEST",
    Stance.REJECTS: "REJECT",
    Stance.ACCUSES: "ACCUSE",
    Stance.THREATENS: "THREATEN",
    Stance.PROMISES: "COMMITMENT",
    Stance.OFFERS: "COOPERATE",
    Stance.SILENT: "SILENCE",
    Stance.CONCEDES: "CONCEDE",
}
FORWARD = frozenset((Stance.PROMISES, Stance.THREATENS, Stance.OFFERS))


def speech_frames(
    reading: Reading, attributions: Sequence[Attribution], frames: Sequence[Frame]
) -> tuple[Frame, ...]:
    """The derived claims of all statements, in the order of the statements."""
    inside: dict[int, list[Frame]] = {}
    for frame in frames:
        if frame.attribution is not None:
            inside.setdefault(frame.attribution, []).append(frame)
    found: list[Frame] = []
    for number, told in enumerate(attributions):
        kind = DERIVED.get(told.stance)
        if kind is None or told.holder_kind is HolderKind.NARRATOR:
            continue
        derived = _derived(reading, attributions, number, kind, inside.get(number, []))
        if derived is not None:
            found.append(derived)
    return tuple(found)


def _derived(
    reading: Reading,
    attributions: Sequence[Attribution],
    number: int,
    kind: str,
    content: Sequence[Frame],
) -> Frame | None:
    told = attributions[number]
    trigger = told.cue or (told.content[0] if told.content else None)
    if trigger is None:
        return None
    head = reading.document.head_in(trigger.start, trigger.end)
    mode = _mode(reading, told, kind, content)
    if kind == "CONCEDE" and mode is None:
        return None
    mood = _mood(reading, told, head, content)
    places, times, due = _circumstances(reading, told, head, kind, content)
    if kind == "COMMITMENT" and any(row.type == kind and (row.due or not due) for row in content):
        # "Said that the exchange would begin on Monday" tells its commitment in its content.
        return None
    pieces = [told.holder_span, told.cue, *told.content]
    evidence = tuple(sorted({span for span in pieces if span is not None}))
    return Frame(
        type=kind,
        mode=mode,
        trigger=trigger,
        actors=(told.holder_span,) if told.holder_span else (),
        recipients=told_to(reading, told, kind, content),
        targets=(),
        instrument=None,
        places=places,
        from_place=None,
        to_place=None,
        times=times,
        due=due,
        quantities=(),
        polarity=Polarity.AFFIRMED,
        modality=mood.modality,
        condition=mood.condition,
        evidence=evidence,
        attribution=_reporter(attributions, number),
        speech=number,
        confidence=round(reading.table.confidence["speech-act"] * told.confidence, 2),
        rule="speech-act",
    )


def _circumstances(
    reading: Reading, told: Attribution, head: Token | None, kind: str, content: Sequence[Frame]
) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Where and when the speech act is made, and when what it promises falls due."""
    if kind == "COMMITMENT":
        at, when, due = _promised(told, content[0]) if content else ((), (), ())
        return at, when, due or _dated(reading, told, head)
    said = (told.said_span,) if told.said_span else ()
    if head is None or kind == "SILENCE":
        return (), said, ()
    places: list[Span] = []
    times: list[Span] = list(said)
    for adverbial in reading.document.children(head, "prep", "npadvmod"):
        inside = reading.document.subtree(adverbial)
        span = reading.document.span_of(inside[0], inside[-1])
        if any(span.overlaps(piece) for piece in told.content):
            continue
        places += [reading.compact(word) for word in inside if reading.is_named_place(word)]
        dated = [word for word in inside if word.ent in ("DATE", "TIME")]
        if dated:
            times.append(reading.document.span_of(dated[0], dated[-1]))
    return tuple(places), tuple(dict.fromkeys(times)), ()


def _promised(
    told: Attribution, first: Frame
) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Where and by when a deed is promised; a time outside the promise is that of promising."""
    due = first.due or first.times
    inside = tuple(time for time in due if any(piece.covers(time) for piece in told.content))
    return first.places, tuple(time for time in due if time not in inside), inside


def _dated(reading: Reading, told: Attribution, head: Token | None) -> tuple[Span, ...]:
    """The one day in what is promised, or by which it is: "promised to free them, it said, by May".

    "Since May" and "six-month" are none, and "agreed on Friday" is the day of promising.
    """
    if head is None:
        return ()
    document = reading.document
    days: dict[bool, list[Span]] = {True: [], False: []}
    for token in document.tokens_of(document.sentence_of(head)):
        before = document.tokens[token.i - 1] if token.i else token
        if token.i <= head.i or token.ent != "DATE" or before.ent == "DATE":
            continue
        inside = any(piece.start <= token.start < piece.end for piece in told.content)
        if reading.listed("due-words" if inside else "deadline-words", before):
            last = token
            while last.i + 1 < len(document.tokens) and document.tokens[last.i + 1].ent == "DATE":
                last = document.tokens[last.i + 1]
            days[inside].append(document.span_of(token, last))
    one = days[True] or days[False]
    return tuple(one) if len(one) == 1 else ()


def _reporter(attributions: Sequence[Attribution], number: int) -> int:
    """The statement that reports a speech act: the one around it, or itself.

    A refusal does not report the plea that it refuses.
    """
    parent = attributions[number].parent
    while parent is not None and attributions[parent].stance in (Stance.REJECTS, Stance.SILENT):
        parent = attributions[parent].parent
    return number if parent is None else parent


def _mood(
    reading: Reading, told: Attribution, head: Token | None, content: Sequence[Frame]
) -> Mood:
    """The mood of saying it; a threat or promise with a condition is conditional itself."""
    if told.stance in FORWARD:
        for frame in content:
            if frame.condition is not None:
                return Mood(Modality.CONDITIONAL, frame.condition)
    condition = _content_condition(reading, told) if told.stance in FORWARD else None
    if condition is None and told.stance is Stance.PROMISES and head is not None:
        # "Agreed to a truce, subject to the withdrawal".
        condition = mood_of(reading, head, head).condition
    if told.stance is Stance.PROMISES:
        return Mood(Modality.FUTURE if condition is None else Modality.CONDITIONAL, condition)
    if told.stance is Stance.OFFERS:
        return Mood(Modality.HYPOTHETICAL, condition)
    if told.stance is Stance.SILENT or head is None:
        return Mood(Modality.ACTUAL, None)
    if is_habitual(reading, head):
        return Mood(Modality.HABITUAL, None)
    clause = head if head.pos in ("VERB", "AUX") else None
    mood = mood_of(reading, head, clause)
    return Mood(Modality.CONDITIONAL, condition) if condition is not None else mood


def _content_condition(reading: Reading, told: Attribution) -> Span | None:
    for piece in told.content:
        root = reading.document.head_in(piece.start, piece.end)
        if root is not None and root.pos in ("VERB", "AUX"):
            condition = mood_of(reading, root, root).condition
            if condition is not None:
                return condition
    return None


def _mode(reading: Reading, told: Attribution, kind: str, content: Sequence[Frame]) -> str | None:
    """The mode that the first frame of the content gives, else its words."""
    maps = reading.table.maps
    if kind == "COMMITMENT":
        for frame in content:
            mode = frame.mode if frame.type == kind else maps["promised-modes"].get(frame.type)
            if mode is not None:
                return mode
        return by_words(reading, kind, told.content)
    if kind == "SILENCE":
        return _silence_mode(reading, told)
    if kind == "COOPERATE":
        return None
    if kind == "THREATEN":
        # "Threatened to escalate its offensive": the word says more than the deed.
        mode = by_words(reading, kind, told.content)
        if mode is not None:
            return mode
    by_frame = maps.get(f"frames-{kind}", {})
    for frame in content:
        mode = by_frame.get(f"{frame.type}/{frame.mode}") or by_frame.get(frame.type)
        if mode is not None:
            return mode
    return by_words(reading, kind, told.content)


def _silence_mode(reading: Reading, told: Attribution) -> str:
    spans = [*told.content, *([told.cue] if told.cue else [])]
    for span in spans:
        for token in reading.document.tokens_in(span.start, span.end):
            if reading.listed("declining-verbs", token):
                return "no-comment"
    return "no-response"


def by_words(reading: Reading, kind: str, spans: Sequence[Span]) -> str | None:
    """The mode of a speech act that the words of its content give."""
    words = reading.table.maps.get(f"words-{kind}")
    if words is None:
        return None
    for span in spans:
        for token in reading.document.tokens_in(span.start, span.end):
            mode = words.get(token.lemma) or words.get(token.lower)
            if mode is not None:
                return mode
    return None


def with_mode(reading: Reading, frame: Frame, head: Token) -> Frame:
    """A narrated speech act ("pleas for a ceasefire") with the mode that its words give."""
    if frame.mode is not None or f"words-{frame.type}" not in reading.table.maps:
        return frame
    for top in (head, reading.clause_verb(head)):
        mode = by_words(reading, frame.type, (reading.document.subtree_span(top),))
        if mode is not None:
            return replace(frame, mode=mode)
    return frame
