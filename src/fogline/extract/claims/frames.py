"""Makes a frame of a trigger: its participants and circumstances as spans of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.extract.claims.circumstance import (
    NOWHERE,
    Places,
    find_places,
    find_quantities,
    find_times,
)
from fogline.extract.claims.linking import linked, place_spans
from fogline.extract.claims.modality import Mood, is_general, mood_of
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.polarity import polarity_of
from fogline.extract.claims.roles import Roles, refined_mode, sort_roles
from fogline.extract.claims.triggers import Match
from fogline.language.document import Token
from fogline.records.claim import Modality, Polarity
from fogline.records.frame import Frame
from fogline.records.span import Span

# One trigger rarely has more places; a list of regions can.
MOST_FRAMES = 12
CLAUSES = frozenset(("ccomp", "advcl", "relcl", "conj", "acl", "ROOT", "pcomp", "csubj"))
# What is done to someone by saying so; its own mood is not that of what it asks for.
SPEECH_TYPES = frozenset(("REQUEST", "REJECT", "ACCUSE", "THREATEN"))


# "Would not have resumed": the longest row of auxiliaries between a deed and its verb of phase.
FARTHEST_PHASE = 5
# The rule of what a network alone takes for a deed.
GUESS = "deed"


@dataclass(frozen=True, slots=True)
class Sketch:
    """A frame before it is written down: its match, roles, places, and mood."""

    match: Match
    roles: Roles
    places: Places
    mood: Mood
    polarity: Polarity


def sketch(reading: Reading, match: Match) -> Sketch:
    """Work out the roles, places, mood and polarity of a trigger."""
    taken = match.participants
    roles = sort_roles(reading, match.sense, match.head, taken, match.tokens)
    places = NOWHERE
    if match.sense.type not in SPEECH_TYPES:
        found = find_places(reading, match.tokens, roles, taken)
        objects = found.at[0] if roles.places and found.at else ()
        places = linked(reading, match.tokens, found, objects)
    mood = mood_of(reading, match.head, taken.clause)
    polarity = polarity_of(reading, match.head, taken.clause)
    inside = {token.i for token in taken.undergoers}
    set_somewhere = any(place.i not in inside for group in places.at for place in group)
    placed = set_somewhere or bool(find_times(reading, match.tokens, taken))
    if not placed and is_general(reading, match.head, taken.undergoers):
        mood = Mood(Modality.HABITUAL, None)
    if match.sense.type in SPEECH_TYPES and match.sense.position == "noun":
        polarity = Polarity.AFFIRMED
        if mood.modality is not Modality.HABITUAL:
            mood = Mood(Modality.ACTUAL, None)
    return Sketch(match, roles, places, mood, polarity)


def frames_of(reading: Reading, drawn: Sketch) -> tuple[Frame, ...]:
    """The frames of a sketch: one for each place, if several are coordinated."""
    base = _frame(reading, drawn)
    first = drawn.places.at[0] if drawn.places.at else ()
    if len(first) < 2 or not all(_is_named(reading, place) for place in first):
        return (base,)
    rest = base.places[len(first) :]
    return tuple(
        replace(base, places=(*place_spans(reading, (place,)), *rest))
        for place in first[:MOST_FRAMES]
    )


def _is_named(reading: Reading, place: Token) -> bool:
    """Whether a name stands in the phrase: two nameless places make no two claims."""
    span = reading.compact(place)
    words = reading.document.tokens_in(span.start, span.end)
    return any(word.pos == "PROPN" for word in words)


def _frame(reading: Reading, drawn: Sketch) -> Frame:
    match, roles = drawn.match, drawn.roles
    sense = match.sense
    return Frame(
        type=sense.type,
        mode=refined_mode(reading, sense, match.tokens, roles, match.participants),
        trigger=trigger_span(reading, match.head, _with_phase(reading, match)),
        actors=_spans(reading, roles.actors),
        recipients=_spans(reading, roles.recipients),
        targets=_spans(reading, roles.targets),
        instrument=reading.compact(roles.instrument) if roles.instrument else None,
        places=place_spans(reading, [token for group in drawn.places.at for token in group]),
        from_place=reading.compact(drawn.places.origin) if drawn.places.origin else None,
        to_place=reading.compact(drawn.places.goal) if drawn.places.goal else None,
        times=find_times(reading, match.tokens, match.participants),
        due=(),
        quantities=find_quantities(reading, roles, match.participants),
        polarity=drawn.polarity,
        modality=drawn.mood.modality,
        condition=drawn.mood.condition,
        evidence=(evidence_span(reading, match.head),),
        attribution=None,
        speech=None,
        confidence=match.chance or reading.table.confidence[sense.position],
        rule=f"{sense.position}-trigger" if match.chance is None else GUESS,
    )


def _spans(reading: Reading, tokens: Sequence[Token]) -> tuple[Span, ...]:
    found = {token.i: reading.compact(token) for token in tokens}
    return tuple(dict.fromkeys(found.values()))


def _with_phase(reading: Reading, match: Match) -> tuple[Token, ...]:
    """The tokens of a trigger; of "the bombing will resume", the verb that tells its phase too."""
    verb = match.participants.clause
    head = match.head
    if match.sense.position != "noun" or verb is None or verb.head == head.i:
        return match.tokens
    near = 0 < verb.i - head.i <= FARTHEST_PHASE and reading.listed("phase-verbs", verb)
    if not near or head.head != verb.i or head.dep not in ("nsubj", "nsubjpass"):
        return match.tokens
    return (*match.tokens, *reading.document.tokens[head.i + 1 : verb.i + 1])


def trigger_span(reading: Reading, head: Token, tokens: tuple[Token, ...]) -> Span:
    """The words of a trigger; only the run with its head where many stand between them."""
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and token.i - runs[-1][-1].i <= 2:
            runs[-1].append(token)
        else:
            runs.append([token])
    run = next(run for run in runs if head in run)
    return reading.document.span_of(run[0], run[-1])


def evidence_span(reading: Reading, head: Token) -> Span:
    """The clause that carries the trigger."""
    here = head
    while here.head != here.i and not (here.dep in CLAUSES and here.pos in ("VERB", "AUX")):
        here = reading.document.tokens[here.head]
    return reading.document.subtree_span(here)
