"""Whether a deed is affirmed or negated, as worded."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.claims.phrases import DEEPEST_CLIMB, Reading
from fogline.language.document import Token
from fogline.records.claim import Polarity

# A complement is negated with the verb above it only through these.
THROUGH = frozenset(("xcomp", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr", "acl"))


def polarity_of(reading: Reading, head: Token, clause: Token | None) -> Polarity:
    """The polarity of the deed at ``head``; two negations cancel out."""
    count = sum(1 for _ in _negations(reading, head, clause))
    return Polarity.NEGATED if count % 2 else Polarity.AFFIRMED


def _negations(reading: Reading, head: Token, clause: Token | None) -> Iterator[Token]:
    """The words that negate, each once, from the trigger up through what governs it."""
    yield from _on_word(reading, head)
    if head.pos in ("NOUN", "PROPN") and clause is None:
        yield from _governors(reading, head)
        return
    if clause is not None and clause.i != head.i:
        yield from _on_word(reading, clause)
        if reading.listed("negators", clause):
            yield clause
    yield from _on_subject(reading, clause or head)
    yield from _governors(reading, clause or head)


def _on_word(reading: Reading, word: Token) -> Iterator[Token]:
    for child in reading.document.children(word):
        if child.dep == "neg" or (
            child.dep in ("det", "advmod", "preconj", "cc") and reading.listed("negations", child)
        ):
            yield child


def _on_subject(reading: Reading, verb: Token) -> Iterator[Token]:
    """As in "no one was killed", "neither side", "no troops have entered"."""
    for child in reading.document.children(verb, "nsubj", "nsubjpass", "dobj"):
        if reading.listed("negations", child):
            yield child
        elif child.dep != "dobj" or child.lemma not in ("evidence", "sign"):
            yield from _on_word(reading, child)


def _governors(reading: Reading, word: Token) -> Iterator[Token]:
    """As in "failed to take", "without entering", "had not observed", "not think it will"."""
    here = word
    for _ in range(DEEPEST_CLIMB):
        above = reading.document.head(here)
        if above is None:
            return
        through = here.dep in THROUGH or (
            here.dep == "ccomp" and reading.listed("neg-raising", above)
        )
        if not through:
            if here.dep == "conj" and _no_subject(reading, here):
                yield from _on_word(reading, above)
            return
        if reading.listed("negators", above):
            yield above
            yield from _on_word(reading, above)
            return
        found = here.dep == "dobj" and reading.listed("finding-verbs", above)
        if above.pos in ("VERB", "AUX") and (found or here.dep in ("xcomp", "ccomp")):
            yield from _on_word(reading, above)
            yield from _on_subject(reading, above)
        here = above


def _no_subject(reading: Reading, verb: Token) -> bool:
    """A coordinated verb without subject, auxiliary or "but" shares the negation before it."""
    own = reading.document.children(verb, "nsubj", "nsubjpass", "aux")
    above = reading.document.tokens[verb.head]
    contrast = [child for child in reading.document.children(above, "cc") if child.i < verb.i]
    return not own and any(child.lower in ("or", "nor") for child in contrast[-1:])
