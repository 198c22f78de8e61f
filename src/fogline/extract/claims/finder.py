"""Finds what a report claims, as frames: who does what to whom, where, when, how surely.

The words come from the trigger lexicon (``knowledge.triggers``), the participants from the
dependency parse. Nothing is resolved here: a frame holds spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fogline.extract.claims.frames import SPEECH_TYPES, Sketch, frames_of, sketch
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.special import committed, find_tolls, is_judged, judged, membership
from fogline.extract.claims.speech import DERIVED, speech_frames, with_mode
from fogline.extract.claims.tallies import find_hurt, find_tallies
from fogline.extract.claims.triggers import Match, find_matches, recalled
from fogline.knowledge.triggers import Sense
from fogline.language.document import Sentence, Token
from fogline.records.frame import Frame
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance

# Types that one deed is told by when something else explains it ("killed in a crash").
CAUSES = frozenset(("ASSAULT", "DISASTER", "CRIME"))
NOUNS = ("NOUN", "PROPN")
# What can be asked for and refused alike.
REFUSABLE = frozenset(
    (
        *("assist", "change", "yield", "meet", "ceasefire"),
        *("withdraw", "release", "access", "recognition"),
    )
)


def find_frames(reading: Reading, attributions: Sequence[Attribution]) -> tuple[Frame, ...]:
    """The frames of a document in text order, the derived ones of speech acts included."""
    document = reading.document
    speaking = _speaking(attributions)
    found: list[Frame] = []
    earlier: dict[str, Sense] = {}
    reported = [row for row in document.sentences if row.reporting]
    matched = [find_matches(reading, sentence) for sentence in reported]
    for number, (sentence, own) in enumerate(zip(reported, matched, strict=True)):
        # A headline can speak of what only the text after it names in full.
        known = earlier if number else dict(_told(match) for row in matched for match in row)
        matches = (*own, *recalled(reading, sentence, known, headline=not number))
        earlier.update(_told(match) for match in matches)
        found.extend(_of_sentence(reading, sentence, matches, speaking))
    told = _attributed(found, attributions)
    derived = speech_frames(reading, attributions, told)
    told = [frame for frame in told if not _told_by(frame, derived)]
    return _answering(sorted((*told, *derived), key=_order))


def _told_by(frame: Frame, derived: Iterable[Frame]) -> bool:
    """Whether a statement's derived claim has the frame's trigger as its cue."""
    return any(frame.trigger.overlaps(one.trigger) for one in derived if one.type == "CONCEDE")


def _answering(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """A refusal without a mode takes that of the request before it ("a request it rejected")."""
    found: list[Frame] = []
    asked: str | None = None
    for frame in frames:
        if frame.type == "REQUEST":
            asked = frame.mode
        open_refusal = frame.type == "REJECT" and frame.mode is None
        found.append(replace(frame, mode=asked) if open_refusal and asked in REFUSABLE else frame)
    return tuple(found)


def _told(match: Match) -> tuple[str, Sense]:
    """The type that a bare noun later in the report can take up again."""
    sense = match.sense
    if sense.type == "AGREE" and sense.mode == "exchange":
        return "EXCHANGE", replace(sense, type="EXCHANGE", mode="prisoners", roles="mutual")
    return sense.type, sense


def _order(frame: Frame) -> tuple[int, str, str, int, int]:
    place = frame.places[0].start if frame.places else -1
    return (frame.trigger.start, frame.type, frame.mode or "", frame.trigger.end, place)


def _of_sentence(
    reading: Reading, sentence: Sentence, matches: tuple[Match, ...], speaking: set[int]
) -> Iterator[Frame]:
    matches = _without_repeats(reading, matches)
    tolls = (*find_tolls(reading, sentence), *find_tallies(reading, sentence))
    counted = {toll.trigger.start for toll in tolls if toll.mode != "killed"}
    for match in matches:
        if any(i in speaking for i in range(match.head.start, match.head.end)):
            continue
        drawn = sketch(reading, match)
        if (
            not is_judged(reading, drawn)
            or _says_nothing(reading, drawn)
            or _in_plea(reading, drawn, matches)
        ):
            continue
        frames = [with_mode(reading, frame, match.head) for frame in frames_of(reading, drawn)]
        frames = [judged(reading, drawn, committed(reading, drawn, frame)) for frame in frames]
        yield from (frame for frame in frames if frame.trigger.start not in counted)
        yield from membership(reading, drawn, frames)
    yield from tolls
    told = {match.head.start for match in matches} | {toll.trigger.start for toll in tolls}
    hurt = find_hurt(reading, sentence)
    yield from (frame for frame in hurt if frame.trigger.start not in told)


def _speaking(attributions: Sequence[Attribution]) -> set[int]:
    """The characters of cues whose stance always gives a claim of its own.

    A concession gives one only where it yields something ("apologised" does not).
    """
    return {
        offset
        for told in attributions
        if told.stance in DERIVED and told.stance is not Stance.CONCEDES and told.cue is not None
        for offset in range(told.cue.start, told.cue.end)
    }


# -- which triggers stand ----------------------------------------------------------------------


def _without_repeats(reading: Reading, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """One deed told twice in a sentence ("a strike hit", "shelled, killing") is one frame."""
    nouns = {match.head.i: match for match in matches if match.sense.position == "noun"}
    explained = any(
        match.sense.type in CAUSES and match.sense.mode != "killing" for match in matches
    )
    kept = [
        match
        for match in matches
        if not _known_already(match, matches)
        and not _repeats(reading, match, nouns)
        and not (explained and _only_killing(reading, match))
    ]
    return tuple(match for match in kept if not _within(reading, match, kept))


def _known_already(match: Match, matches: Iterable[Match]) -> bool:
    """What a network takes for a deed that the lexicon tells beside it ("captured and held it")."""
    return match.chance is not None and any(
        other.chance is None
        and (other.sense.type, other.sense.mode) == (match.sense.type, match.sense.mode)
        for other in matches
    )


def _within(reading: Reading, match: Match, matches: Iterable[Match]) -> bool:
    """The deed's tool, doer or purpose, where a verb of the same type tells the deed itself."""
    head = match.head
    for other in matches:
        if other.head.i == head.i or other.sense.type != match.sense.type:
            continue
        if head.pos in NOUNS and match.sense.position == "noun":
            taken = other.participants
            rows = (*taken.doers, *taken.undergoers, *reading.document.children(other.head, "dobj"))
            actor = "actor" in reading.kinds(head)
            told = any(row.i == head.i for row in rows) or _done_with(reading, other.head, head)
            if actor or (other.sense.position == "verb" and told):
                return True
        elif head.dep in ("advcl", "xcomp") and (head.head, match.sense.mode) == (
            other.head.i,
            other.sense.mode,
        ):
            return True
    return False


def _done_with(reading: Reading, verb: Token, noun: Token) -> bool:
    """Whether the verb's deed is done with the noun: "attacked the post with rifle fire"."""
    while noun.dep == "conj" and noun.head < noun.i:
        noun = reading.document.tokens[noun.head]
    prep = reading.document.head(noun)
    return prep is not None and prep.lower == "with" and prep.head == verb.i


def _repeats(reading: Reading, match: Match, nouns: dict[int, Match]) -> bool:
    """A verb whose subject is the deed itself, told by a noun of the same type."""
    if match.sense.position != "verb":
        return False
    for doer in match.participants.doers:
        noun = nouns.get(doer.i)
        if noun is None or noun.head.i == match.head.i or "actor" in reading.kinds(doer):
            continue
        if noun.sense.type == match.sense.type:
            return True
    return False


def _only_killing(reading: Reading, match: Match) -> bool:
    """A killing that tells how a deed told beside it ended, by nobody of its own."""
    if match.sense.mode != "killing":
        return False
    head = match.head
    if head.pos == "VERB" and head.dep in ("ROOT", "ccomp", "conj", "relcl"):
        return not any(reading.is_actor(doer) for doer in match.participants.doers)
    return True


def _says_nothing(reading: Reading, drawn: Sketch) -> bool:
    """A bare noun ("the attack") with nobody, no place and no verb of its own."""
    match = drawn.match
    if match.head.pos not in NOUNS or match.participants.clause is not None:
        return False
    if match.sense.type == "DISASTER" and len(match.tokens) > 1:
        # "After a chemical spill" has no doer to name.
        return False
    roles = drawn.roles
    named = roles.actors or roles.recipients or roles.targets or roles.instrument
    held = any(reading.is_actor(token) for token in match.tokens if token.i != match.head.i)
    return not (named or held or drawn.places.at)


def _in_plea(reading: Reading, drawn: Sketch, matches: Iterable[Match]) -> bool:
    """A deed that is only what a narrated plea or refusal is about ("pleas for a ceasefire")."""
    head = drawn.match.head
    if head.pos not in NOUNS or drawn.match.participants.clause is not None:
        return False
    if drawn.match.sense.type in SPEECH_TYPES:
        return False
    pleas = {
        match.head.i for match in matches if match.sense.type in ("REQUEST", "REJECT", "THREATEN")
    }
    return any(above.i in pleas for above in reading.document.ancestors(head))


# -- who says it -------------------------------------------------------------------------------


def _attributed(frames: Sequence[Frame], attributions: Sequence[Attribution]) -> list[Frame]:
    """Each frame with the innermost statement whose content holds its trigger."""
    pieces = sorted(
        (span.start, span.end, number)
        for number, told in enumerate(attributions)
        for span in told.content
    )
    found: list[Frame] = []
    here = 0
    open_pieces: list[tuple[int, int, int]] = []
    for frame in sorted(frames, key=_order):
        start = frame.trigger.start
        while here < len(pieces) and pieces[here][0] <= start:
            open_pieces.append(pieces[here])
            here += 1
        open_pieces = [piece for piece in open_pieces if piece[1] > start]
        inner = min(open_pieces, key=_breadth, default=None)
        told = inner[2] if inner else None
        places = tuple(
            place for place in frame.places if not _of_speaker(attributions, told, place)
        )
        found.append(replace(frame, attribution=told, places=places))
    return found


def _of_speaker(attributions: Sequence[Attribution], told: int | None, place: Span) -> bool:
    """Whether the place is part of who says it: "the ministry in Moscow" is no scene of a deed."""
    while told is not None:
        holder = attributions[told].holder_span
        if holder is not None and holder.covers(place):
            return True
        told = attributions[told].parent
    return False


def _breadth(piece: tuple[int, int, int]) -> tuple[int, int]:
    return (piece[1] - piece[0], -piece[2])
