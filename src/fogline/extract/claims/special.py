"""Claims that no single trigger tells: counted casualties, membership of a list, promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fogline.extract.claims.arguments import Participants, find_participants
from fogline.extract.claims.circumstance import NOWHERE, counts, find_places, find_times
from fogline.extract.claims.clauses import is_passive, subjects
from fogline.extract.claims.frames import Sketch, evidence_span
from fogline.extract.claims.linking import linked, place_spans
from fogline.extract.claims.modality import Mood, hedged, mood_of
from fogline.extract.claims.phrases import TOPONYM, Reading
from fogline.extract.claims.polarity import polarity_of
from fogline.extract.claims.roles import Roles
from fogline.knowledge.triggers import Sense
from fogline.language.document import Sentence, Token
from fogline.records.claim import Modality, Polarity
from fogline.records.frame import Frame
from fogline.records.span import Span

# What is pledged hangs on the verb of promise; an infinitive may be read more loosely.
PLEDGED = ("ccomp", "xcomp", "dobj", "pobj", "prep")
JOINED = ("advcl", "conj")
# The auxiliaries of a deed that is owed.
OWING = frozenset(("will", "must", "shall", "would", "should", "'ll"))

HURTING = Sense(
    type="TOLL", mode=None, position="verb", words=("",), constraints=(), roles="default", rank=0
)
FALLING = replace(HURTING, roles="undergo")


# -- counted casualties ------------------------------------------------------------------------


def find_tolls(reading: Reading, sentence: Sentence) -> Iterator[Frame]:
    """A TOLL frame for each word of loss with a number, in text order."""
    for token in reading.document.tokens_of(sentence):
        word = token.lemma if token.lemma in reading.table.maps["toll-words"] else token.lower
        mode = reading.table.maps["toll-words"].get(word)
        if mode is None or (token.pos == "PROPN" and token.ent):
            continue
        counted, taken = _counted(reading, token)
        numbers = tuple(dict.fromkeys(span for noun in counted for span in _numbers(reading, noun)))
        if numbers:
            yield toll_frame(reading, token, mode, counted, numbers, taken)


def _counted(reading: Reading, token: Token) -> tuple[tuple[Token, ...], Participants]:
    """The nouns whose number the word of loss tells, and who takes part."""
    verb = reading.clause_verb(token)
    if counts(reading, token) and token.dep != "amod":
        return (token,), Participants(clause=verb)
    if token.pos == "VERB" and token.dep not in ("amod", "acomp"):
        transitive = is_passive(reading, token) or reading.document.children(token, "dobj")
        sense = HURTING if transitive or token.lemma == "kill" else FALLING
        taken = find_participants(reading, token, (token,), sense)
        return taken.undergoers, taken
    above = reading.document.head(token)
    if token.dep == "amod" and above is not None and above.pos in ("NOUN", "NUM"):
        return (above,), Participants(clause=verb)
    if token.pos in ("ADJ", "VERB", "ADV") and above is not None:
        rows = subjects(reading, above) if token.dep in ("acomp", "attr", "oprd") else ()
        if above.lemma in ("leave", "find"):
            rows = reading.document.children(above, "dobj", "ccomp")
        beside = reading.document.children(token, "nsubj", "npadvmod")
        return (token, *rows, *beside), Participants(clause=verb)
    if token.dep == "pobj" and above is not None and above.dep == "prep":
        return (token,), Participants(clause=verb)
    return (token,), Participants(clause=verb)


def _numbers(reading: Reading, noun: Token) -> tuple[Span, ...]:
    found = counts(reading, noun)
    if found:
        return found
    for det in reading.document.children(noun, "det"):
        if det.lower in ("a", "an", "no") and (
            reading.kinds(noun) & {"people", "individual"}
            or noun.lemma in reading.table.maps["toll-nouns"]
        ):
            return (reading.document.span_of(det),)
    return ()


def _added(reading: Reading, token: Token) -> bool:
    """Whether a running count has the loss in it ("the toll rose to six after a man died").

    It is no total: nothing that is told of a place.
    """
    above = reading.document.head(token)
    if above is None or token.dep != "advcl":
        return False
    # "The toll rose to six, police said, after a man died" hangs on what is said or on the saying.
    verbs = (above, *reading.document.children(above, "ccomp", "parataxis"))
    counted = (n for verb in verbs for n in reading.document.children(verb, "nsubj", "nsubjpass"))
    return any(reading.listed("tally-nouns", noun) for noun in counted)


def toll_frame(
    reading: Reading,
    token: Token,
    mode: str,
    counted: tuple[Token, ...],
    numbers: tuple[Span, ...],
    taken: Participants,
) -> Frame:
    """The TOLL frame of a word of loss; ``counted`` are the nouns whose number it tells."""
    victims = tuple(noun for noun in counted if noun.pos in ("NOUN", "PROPN", "NUM"))
    actors = tuple(noun for noun in taken.doers if reading.is_actor(noun))
    doing = {noun.i for noun in actors}
    named = tuple(
        noun
        for noun in victims
        if reading.is_actor(noun) and noun.i not in doing and reading.names.get(noun.i) != TOPONYM
    )
    roles = Roles(actors=actors, recipients=named)
    places = NOWHERE
    if not _added(reading, token):
        places = linked(reading, (token,), find_places(reading, (token,), roles, taken))
    told = token.dep not in ("amod", "pobj")
    mood = mood_of(reading, token, taken.clause) if told else Mood(Modality.ACTUAL, None)
    polarity = polarity_of(reading, token, taken.clause) if told else Polarity.AFFIRMED
    return Frame(
        type="TOLL",
        mode=mode,
        trigger=reading.document.span_of(token),
        actors=tuple(reading.compact(noun) for noun in actors),
        recipients=tuple(reading.compact(noun) for noun in named),
        targets=tuple(reading.compact(noun) for noun in victims),
        instrument=None,
        places=place_spans(reading, [group[0] for group in places.at]),
        from_place=None,
        to_place=None,
        times=find_times(reading, (token,), taken),
        due=(),
        quantities=numbers,
        polarity=polarity,
        modality=mood.modality,
        condition=mood.condition,
        evidence=(evidence_span(reading, token),),
        attribution=None,
        speech=None,
        confidence=reading.table.confidence["toll"],
        rule="counted-casualties",
    )


# -- "X is not among the regions that Y claims" ------------------------------------------------


def membership(reading: Reading, drawn: Sketch, frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frame of the one that is, or is not, among those that the trigger is about."""
    if drawn.match.sense.type != "SOVEREIGNTY" or not frames:
        return ()
    for named in drawn.match.participants.undergoers[:1]:
        noun = named
        while noun.dep in ("appos", "conj") and noun.head < noun.i:
            noun = reading.document.tokens[noun.head]
        prep = reading.document.head(noun)
        verb = reading.document.head(prep) if prep is not None else None
        if prep is None or verb is None or noun.dep != "pobj":
            continue
        if verb.lemma != "be" or not reading.listed("member-prepositions", prep):
            continue
        polarity = polarity_of(reading, verb, verb)
        return tuple(
            replace(
                frames[0],
                places=(reading.compact(subject),),
                polarity=polarity,
                quantities=(),
                evidence=(evidence_span(reading, verb),),
                rule="membership",
                confidence=reading.table.confidence["membership"],
            )
            for subject in subjects(reading, verb)
            if reading.is_place(subject) or subject.pos == "PROPN"
        )
    return ()


# -- commitments -------------------------------------------------------------------------------


def committed(reading: Reading, drawn: Sketch, frame: Frame) -> Frame:
    """The frame as COMMITMENT, if it tells of an agreed or announced deed to come."""
    mode = reading.table.maps["promised-types"].get(frame.type)
    if mode is None or frame.polarity is Polarity.NEGATED:
        return frame
    late = _put_off(reading, drawn)
    if late is not None:
        times = tuple(time for time in frame.times if _new_date(reading, late, time))
        return _due(reading, replace(frame, times=times), mode, frame.actors)
    if frame.type == "AGREE":
        # "Agreed to exchange prisoners next week": the deed falls due, the word is given.
        mode = reading.table.maps["agreed-types"].get(frame.mode or "none", mode)
        if mode != "AGREE" and frame.times:
            return _due(reading, frame, mode, frame.actors)
    pledge = _pledge(reading, drawn)
    if pledge is not None:
        frame = replace(frame, times=_falling_due(reading, drawn.match.head, pledge, frame.times))
    if pledge is None and _under_terms(reading, drawn):
        return _due(reading, frame, mode, frame.actors)
    if pledge is None and frame.modality is not Modality.FUTURE:
        return frame
    clause = drawn.match.participants.clause
    scheduled = clause is not None and reading.listed("scheduling-verbs", clause)
    if pledge is None and not scheduled and not frame.times:
        return frame
    if pledge is None and clause is not None and clause.lemma == "be" and not frame.actors:
        # "The truce is due to start": to come, but nobody is said to be bound.
        return frame
    actors = frame.actors
    if not actors and pledge is not None:
        holders = subjects(reading, pledge)
        actors = tuple(reading.compact(noun) for noun in holders if reading.is_actor(noun))
    return _due(reading, frame, mode, actors)


def _under_terms(reading: Reading, drawn: Sketch) -> bool:
    """Whether the deed is owed by an agreement: "under the deal the rebels will free captives"."""
    document = reading.document
    here = drawn.match.participants.clause or drawn.match.head
    bound = any(aux.lower in OWING for aux in document.children(here, "aux"))
    for _ in range(3 if bound else 0):
        for prep, noun in reading.prepositions(here):
            if reading.listed("terms-prepositions", prep) and any(
                reading.listed("agreement-nouns", word) for word in document.subtree(noun)
            ):
                return True
        above = document.head(here)
        if above is None or here.dep not in ("conj", "advcl", "ccomp"):
            break
        here = above
    return False


def _put_off(reading: Reading, drawn: Sketch) -> Token | None:
    """The verb that tells that the deed has been put off ("the talks were postponed")."""
    clause = drawn.match.participants.clause
    head = drawn.match.head
    if clause is None or clause.i == head.i or not reading.listed("postponing-verbs", clause):
        return None
    particle = reading.document.children(clause, "prt", "advmod")
    loose = clause.lemma in ("put", "push", "move")
    if loose and not any(word.lower in ("off", "back") for word in particle):
        return None
    while head.dep == "conj" and head.head != head.i:
        head = reading.document.tokens[head.head]
    return clause if head.dep in ("nsubjpass", "nsubj") else None


def _new_date(reading: Reading, verb: Token, time: Span) -> bool:
    """Whether a time is the one to which the verb puts something off, not that of doing so."""
    for prep, noun in reading.prepositions(verb):
        span = reading.document.subtree_span(noun)
        if span.overlaps(time):
            return prep.lower in ("to", "until", "till", "for", "by")
    return False


def _falling_due(
    reading: Reading, deed: Token, pledge: Token, times: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The times without that of the promise: "agreed on Monday to free them"."""
    document = reading.document
    found: list[Span] = []
    for time in times:
        head = document.head_in(time.start, time.end)
        above = head and document.head(head)
        while above is not None and above.pos == "ADP":
            above = document.head(above)
        of_promise = above is not None and above.i == pledge.i and time.start < deed.start
        if not of_promise:
            found.append(time)
    return tuple(found)


def _due(reading: Reading, frame: Frame, mode: str, actors: tuple[Span, ...]) -> Frame:
    told = frame.modality
    return replace(
        frame,
        type="COMMITMENT",
        mode=mode,
        actors=actors,
        due=frame.times,
        times=(),
        modality=told if told is Modality.CONDITIONAL else Modality.FUTURE,
        confidence=reading.table.confidence["commitment"],
        rule="commitment",
    )


def _pledge(reading: Reading, drawn: Sketch) -> Token | None:
    """The verb of promise or expectation above the deed: "agreed to", "had anticipated that"."""
    here = drawn.match.participants.clause or drawn.match.head
    own = reading.listed("pledging-verbs", here) and here.i != drawn.match.head.i
    if own and drawn.match.head.dep in ("dobj", "pobj", "nsubjpass"):
        return here if here.lemma in ("plan", "expect", "schedule", "anticipate") else None
    for _ in range(4):
        above = reading.document.head(here)
        infinitive = any(aux.tag == "TO" for aux in reading.document.children(here, "aux"))
        if above is None or not (here.dep in PLEDGED or (infinitive and here.dep in JOINED)):
            return None
        if reading.listed("pledging-verbs", above) and above.i != drawn.match.head.i:
            if here.dep == "ccomp" and drawn.mood.modality is Modality.ACTUAL:
                return None
            return above
        here = above
    return None


# -- assessments -------------------------------------------------------------------------------


def is_judged(reading: Reading, drawn: Sketch) -> bool:
    """Whether a word of judgement is said of something ("represents a setback")."""
    match = drawn.match
    if match.sense.type != "ASSESSMENT" or match.sense.position != "noun":
        return True
    if not reading.table.listed("judged-modes", match.sense.mode or "none"):
        return True
    head = match.head
    above = reading.document.head(head)
    while above is not None and above.pos == "ADP":
        above = reading.document.head(above)
    return above is not None and reading.listed("judging-verbs", above)


def judged(reading: Reading, drawn: Sketch, frame: Frame) -> Frame:
    """An assessment with what it judges as its target."""
    clause = drawn.match.participants.clause
    if frame.type != "ASSESSMENT" or frame.targets or clause is None:
        return frame
    rows = tuple(noun for noun in subjects(reading, clause) if noun.i != drawn.match.head.i)
    targets = tuple(noun for noun in rows if not reading.is_actor(noun))
    modality = frame.modality
    if modality is Modality.ACTUAL and targets:
        # "This potential advance is a setback": what may not have happened is judged.
        modality = hedged(reading, targets[0]) or modality
    return replace(
        frame, targets=tuple(reading.compact(noun) for noun in targets), modality=modality
    )
