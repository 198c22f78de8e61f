"""Losses by a running count ("the death toll rose to six"), and people hurt without any number."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.claims.arguments import Participants, find_participants
from fogline.extract.claims.circumstance import counts
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.special import FALLING, HURTING, toll_frame
from fogline.language.document import Sentence, Token
from fogline.records.frame import Frame
from fogline.records.span import Span

# Without a word for the loss, a "toll" is that of the dead; a "number" can be of anything.
BARE = {"toll": "killed"}
PEOPLE = frozenset(("people", "force"))
NOUNS = frozenset(("NOUN", "PROPN"))


def find_tallies(reading: Reading, sentence: Sentence) -> Iterator[Frame]:
    """A TOLL frame for each count of losses with its number, in text order."""
    for token in reading.document.tokens_of(sentence):
        if token.pos != "NOUN" or not reading.listed("tally-nouns", token):
            continue
        mode = _lost(reading, token) or BARE.get(token.lemma)
        numbers = tuple(dict.fromkeys(_numbers(reading, token)))
        if mode is not None and numbers:
            clause = reading.clause_verb(token)
            yield toll_frame(reading, token, mode, (), numbers, Participants(clause=clause))


def _lost(reading: Reading, tally: Token) -> str | None:
    """What is lost, by the words that belong to the tally ("death toll", "number of wounded")."""
    words = reading.table.maps["toll-words"]
    for token in reading.document.subtree(tally):
        if token.dep in ("compound", "amod", "pobj", "conj", "nmod"):
            mode = words.get(token.lemma) or words.get(token.lower)
            if mode is not None:
                return mode
    return None


def _numbers(reading: Reading, tally: Token) -> Iterator[Span]:
    document = reading.document
    yield from _behind(reading, tally, "tally-own-prepositions")
    verb = document.head(tally)
    if verb is None or tally.dep not in ("nsubj", "nsubjpass", "dobj"):
        return
    yield from _behind(reading, verb, "tally-prepositions")
    if tally.dep != "dobj":
        for number in document.children(verb, "dobj", "attr", "npadvmod"):
            yield from counts(reading, number)


def _behind(reading: Reading, word: Token, listed: str) -> Iterator[Span]:
    """The numbers behind the word's prepositions, if they are of the list."""
    for preposition in reading.document.children(word, "prep"):
        if reading.listed(listed, preposition):
            for number in reading.document.children(preposition, "pobj"):
                yield from counts(reading, number)


def find_hurt(reading: Reading, sentence: Sentence) -> Iterator[Frame]:
    """A TOLL frame without a number for people wounded, killed, or dead of a deed.

    As in "the mayor was wounded", "attacked the farm, killing her son", "he died in the bombing".
    """
    for token in reading.document.tokens_of(sentence):
        if token.pos != "VERB" or token.dep == "amod":
            continue
        mode = reading.table.maps["hurting-verbs"].get(token.lemma)
        if mode is None and reading.listed("dying-verbs", token) and _in_deed(reading, token):
            taken, mode = find_participants(reading, token, (token,), FALLING), "killed"
        elif mode is not None:
            taken = find_participants(reading, token, (token,), HURTING)
        else:
            continue
        people = tuple(
            noun for noun in taken.undergoers if noun.pos in NOUNS and reading.kinds(noun) & PEOPLE
        )
        if people:
            yield toll_frame(reading, token, mode, people, (), taken)


def _in_deed(reading: Reading, verb: Token) -> bool:
    """Whether somebody dies of violence: "in the attack", "during the raid"."""
    return any(
        sense.type == "ASSAULT"
        for _, noun in reading.prepositions(verb)
        for sense in reading.table.senses.get(("noun", noun.lemma), ())
    )
