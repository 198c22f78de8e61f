"""Claims of a running count: "the death toll rose to six", "put the number of dead at six"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.claims.arguments import Participants
from fogline.extract.claims.circumstance import counts
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.special import toll_frame
from fogline.language.document import Sentence, Token
from fogline.records.frame import Frame
from fogline.records.span import Span

# Without a word for the loss, a "toll" is that of the dead; a "number" can be of anything.
BARE = {"toll": "killed"}


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
