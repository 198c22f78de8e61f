"""Sorts the participants of a trigger: who acts, who is acted on, with what, and what is struck."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.extract.claims.arguments import Participants, opposed
from fogline.extract.claims.concerned import OF_OWNERS, concerned, struck_with
from fogline.extract.claims.phrases import Reading
from fogline.knowledge.triggers import Sense
from fogline.language.document import Token

# What is struck is struck with those in it, and against those whose it is.
STRUCK = frozenset(("ASSAULT", "COERCE"))
# Types whose undergoer can be a state as a whole, besides being the place.
TERRITORIAL = frozenset(("ADVANCE", "CONTROL", "SOVEREIGNTY", "MOBILIZE", "RETREAT"))


@dataclass(frozen=True, slots=True)
class Roles:
    """Head tokens by role; ``places`` are participants that are where the deed is done."""

    actors: tuple[Token, ...] = ()
    recipients: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    instrument: Token | None = None
    places: tuple[Token, ...] = ()


def sort_roles(
    reading: Reading, sense: Sense, head: Token, taken: Participants, tokens: tuple[Token, ...]
) -> Roles:
    """The roles of a trigger's participants; ``tokens`` are all words of the trigger."""
    doers = [reading.antecedent(token) for token in taken.doers]
    actors = [token for token in doers if reading.is_actor(token)]
    instrument = next((token for token in doers if _is_weapon(reading, token)), None)
    recipients: list[Token] = []
    targets: list[Token] = []
    places: list[Token] = []
    for token in taken.undergoers:
        _place_undergoer(reading, sense, token, recipients, targets, places)
    recipients.extend(token for token in taken.partners if reading.is_actor(token))
    if not recipients and sense.type in OF_OWNERS:
        things = (*taken.undergoers, *(token for token in tokens if token.pos == "NOUN"))
        recipients.extend(concerned(reading, sense.type, taken.clause or head, things))
    if not recipients and sense.type in STRUCK:
        recipients.extend(struck_with(reading, taken.undergoers))
    instrument = instrument or _instrument(reading, head)
    if instrument is not None and sense.mode == "intercept" and instrument in taken.undergoers:
        # "Shot down a drone": what is shot down is no tool.
        instrument = None
    carrier = taken.clause
    if instrument is None and carrier is not None and reading.listed("light-verbs", carrier):
        # "The attacks were carried out with grenades".
        instrument = _tool_after(reading, carrier)
    held = {token.i for token in actors}
    return Roles(
        actors=tuple(actors),
        recipients=tuple(token for token in recipients if token.i not in held),
        targets=tuple(token for token in targets if not _fired_too(reading, token, tokens)),
        instrument=instrument,
        places=tuple(places),
    )


def _place_undergoer(
    reading: Reading,
    sense: Sense,
    token: Token,
    recipients: list[Token],
    targets: list[Token],
    places: list[Token],
) -> None:
    kinds = reading.kinds(token)
    state = reading.is_known_state(token)
    unknown = token.pos == "PROPN" and token.i not in reading.names and token.tag == "NNP"
    # Of a town that it does not know, the parser makes a person.
    place = (
        ("place" in kinds and "demonym" not in kinds)
        or (unknown and sense.type in ("ADVANCE", "CONTROL", "SOVEREIGNTY"))
        or (unknown and reading.table.listed("areal-modes", f"{sense.type}/{sense.mode}"))
    )
    if place and not (state and sense.type not in TERRITORIAL):
        places.append(token)
        if "facility" in kinds:
            targets.append(token)
        return
    if place:
        places.append(token)
    own = any(
        reading.table.listed("own-forces", word)
        for word in (sense.type, f"{sense.type}/{sense.mode}")
    )
    if reading.is_actor(token) and not own:
        recipients.append(token)
        if token.pos == "NOUN" and "people" in kinds:
            targets.append(token)
    elif token.pos in ("NOUN", "PROPN") and not kinds & {"time", "abstract"}:
        targets.append(token)


def _fired_too(reading: Reading, token: Token, tokens: tuple[Token, ...]) -> bool:
    """As in "fired 12 missiles and 88 drones": the second weapon is no more struck than the first.

    ``tokens`` are the words of the trigger, the first weapon among them.
    """
    return _is_weapon(reading, token) and any(
        row.i == token.i for first in tokens for row in reading.document.conjuncts(first)
        if _is_weapon(reading, first)
    )  # fmt: skip


def _is_weapon(reading: Reading, token: Token) -> bool:
    kinds = reading.kinds(token)
    return "weapon" in kinds and "actor" not in kinds


def _is_tool(reading: Reading, token: Token) -> bool:
    """A weapon that can be named by itself: not the "air" of "air strike"."""
    return _is_weapon(reading, token) and not reading.listed("no-instruments", token)


def _instrument(reading: Reading, head: Token) -> Token | None:
    """As in "With drones", "using tanks", "a missile strike", "in an air raid"."""
    for word in reversed(reading.left_words(head)) if head.pos in ("NOUN", "PROPN") else ():
        if _is_tool(reading, word):
            return word
    if (
        head.pos in ("NOUN", "PROPN")
        and _is_tool(reading, head)
        and ("noun", head.lemma) not in reading.table.senses
    ):
        return head
    after = _tool_after(reading, head)
    if after is not None:
        return after
    for child in reading.document.children(head, "advcl", "acl", "dobj"):
        if child.lemma == "use" or child.dep == "dobj":
            found = [child, *reading.document.children(child, "dobj")]
            for token in found:
                if _is_tool(reading, token) and (child.dep != "dobj" or _fires(reading, head)):
                    return token
    return None


def _tool_after(reading: Reading, head: Token) -> Token | None:
    """The tool in a phrase after the word: "with drones", "in an air raid"."""
    for prep, noun in reading.prepositions(head):
        if not reading.listed("instrument-prepositions", prep):
            continue
        for token in reading.coordinated(reading.meant(noun)):
            if _is_tool(reading, token):
                return token
            if ("noun", token.lemma) in reading.table.senses:
                inner = _instrument(reading, token)
                if inner is not None:
                    return inner
    return None


def _fires(reading: Reading, verb: Token) -> bool:
    return reading.listed("firing-verbs", verb)


def refined_mode(
    reading: Reading, sense: Sense, tokens: tuple[Token, ...], roles: Roles, taken: Participants
) -> str | None:
    """The mode that the instrument gives to a reading that leaves it open."""
    rows = reading.table.refine.get(sense.type)
    if rows is None or not reading.table.listed("open-modes", sense.mode or "none"):
        return sense.mode
    words = _telling(reading, tokens, roles, taken)
    words = [word for word in words if not opposed(reading, word)]
    for kind, mode in rows:
        if any(kind in reading.kinds(word) for word in words):
            return mode
    return sense.mode


def _telling(
    reading: Reading, tokens: tuple[Token, ...], roles: Roles, taken: Participants
) -> list[Token]:
    """The words that may tell with what a deed was done."""
    words: list[Token] = []
    if roles.instrument is not None:
        words.extend((roles.instrument, *reading.left_words(roles.instrument)))
    for token in tokens:
        if token.pos in ("NOUN", "PROPN"):
            words.extend(reading.left_words(token))
            words.extend(
                noun for prep, noun in reading.prepositions(token) if prep.lower in ("of", "with")
            )
    for doer in taken.doers:
        if "actor" not in reading.kinds(doer):
            words.extend((doer, *reading.left_words(doer)))
    # "Fired rockets" tells with what, "blew up a plane" does not; a ship is attacked at sea.
    fired = any(_fires(reading, token) for token in tokens)
    for token in taken.undergoers:
        telling = fired or "ship" in reading.kinds(token)
        if telling and _is_weapon(reading, token) and not reading.is_place(token):
            words.extend((token, *reading.left_words(token)))
    return words
