"""Whether a deed is affirmed or negated, as worded."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.claims.outcome import came_about
from fogline.extract.claims.phrases import DEEPEST_CLIMB, Reading
from fogline.language.document import Token
from fogline.records.claim import Polarity

# A complement is negated with the verb above it only through these.
THROUGH = frozenset(
    ("xcomp", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr", "acl", "acomp")
)
COMPLEMENTS = ("xcomp", "ccomp", "acomp")


def polarity_of(reading: Reading, head: Token, clause: Token | None) -> Polarity:
    """The polarity of the deed at ``head``; two negations cancel out."""
    outcome = came_about(reading, head)
    if outcome is not None:
        return Polarity.AFFIRMED if outcome else Polarity.NEGATED
    if _not_excluded(reading, head):
        return Polarity.AFFIRMED
    found = {word.i for word in _negations(reading, head, clause)}
    count = sum(1 for i in found if not _repeats(reading, i, found))
    return Polarity.NEGATED if count % 2 else Polarity.AFFIRMED


def _not_excluded(reading: Reading, head: Token) -> bool:
    """As in "An attack cannot be ruled out": it is the doubt that is denied."""
    verb = reading.document.head(head)
    return (
        verb is not None
        and head.dep == "nsubjpass"
        and verb.lemma in ("rule", "exclude")
        and any(True for _ in _on_word(reading, verb))
    )


def _repeats(reading: Reading, i: int, found: set[int]) -> bool:
    """Whether a negation only carries on one before it: "neither A nor B ever"."""
    word = reading.document.tokens[i]
    return word.lower in ("nor", "ever") and any(
        reading.document.tokens[other].lower in ("neither", "not", "never", "no", "n't")
        for other in found
        if other < i
    )


def _negations(reading: Reading, head: Token, clause: Token | None) -> Iterator[Token]:
    """The words that negate, each once, from the trigger up through what governs it."""
    yield from _on_word(reading, head)
    yield from _before_any(reading, clause or head)
    yield from _by_phrase(reading, head)
    if head.pos in ("NOUN", "PROPN"):
        yield from _governors(reading, head)
        if clause is None:
            return
    if clause is not None and clause.i != head.i:
        yield from _on_word(reading, clause)
        if reading.listed("negators", clause):
            yield clause
    yield from _on_subject(reading, clause or head)
    yield from _governors(reading, clause or head)


def _on_word(reading: Reading, word: Token) -> Iterator[Token]:
    for child in reading.document.children(word):
        if child.dep == "neg" and _or_not(reading, child):
            continue
        if child.dep == "prt" and (word.lemma, child.lower) == ("call", "off"):
            # "Called off the strike".
            yield child
        if child.dep == "neg" or (
            child.dep in ("det", "advmod", "preconj", "cc") and reading.listed("negations", child)
        ):
            yield child
        elif child.lower in ("longer", "ever"):
            wanted = ("no",) if child.lower == "longer" else ("hardly", "scarcely")
            yield from (word for word in reading.document.children(child) if word.lower in wanted)
        elif child.dep == "det" and child.lower in ("any", "every", "a", "an", "one"):
            # "Hardly any shells", "not a single shot", "not one of them".
            yield from (
                word
                for word in reading.document.children(child, "advmod", "neg")
                if reading.listed("negations", word)
            )


def _or_not(reading: Reading, word: Token) -> bool:
    """As in "Whether or not parliament votes": it denies nothing."""
    before = reading.document.tokens[max(word.i - 2, 0) : word.i]
    return [row.lower for row in before] == ["whether", "or"]


def _by_phrase(reading: Reading, head: Token) -> Iterator[Token]:
    """As in "instead of attacking", "rather than enter", "far from surrendering"."""
    tokens = reading.document.tokens
    for here in (head, reading.document.head(head)):
        if here is None or (here.i != head.i and here.pos != "ADP"):
            continue
        last = here.i if here.pos == "ADP" else here.i - 1
        pair = tokens[max(last - 1, 0) : last + 1]
        if " ".join(word.lower for word in pair) in reading.table.lists["negating-phrases"]:
            yield pair[0]
            return


def _before_any(reading: Reading, verb: Token) -> Iterator[Token]:
    """As in "Fled before any shot was fired", "left before the army ever came"."""
    marks = [mark for mark in reading.document.children(verb, "mark") if mark.lower == "before"]
    rows = (verb, *reading.document.children(verb, "nsubj", "nsubjpass", "dobj"))
    for mark in marks:
        for row in rows:
            for word in reading.document.children(row, "det", "advmod"):
                if word.lower in ("any", "ever", "even"):
                    yield mark


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
        raising = reading.listed("neg-raising", above) or above.lemma == "be" or above.pos == "ADJ"
        through = here.dep in THROUGH or (here.dep in ("ccomp", "csubj") and raising)
        if here.dep == "advcl" and _too_or_yet(reading, above, here):
            through = True
        if not through:
            if here.dep == "conj" and _no_subject(reading, here):
                yield from _on_word(reading, above)
            return
        if above.lemma == "be" and here.dep in ("ccomp", "csubj"):
            for said in reading.document.children(above, "acomp"):
                if reading.listed("negators", said):
                    yield said
        if reading.listed("negators", above) or _holds_back(reading, above, here):
            yield above
            yield from _on_word(reading, above)
            return
        if above.pos == "NOUN" and here.dep in ("prep", "acl"):
            yield from (word for word in _on_word(reading, above) if word.lower == "no")
        if above.lemma in ("be", "remain") and here.lower == "under":
            yield from _on_word(reading, above)
        yield from _too_or_yet(reading, above, here)
        found = here.dep == "dobj" and reading.listed("finding-verbs", above)
        if above.pos in ("VERB", "AUX") and (found or here.dep in COMPLEMENTS):
            yield from _on_word(reading, above)
            yield from _on_subject(reading, above)
        here = above


def _holds_back(reading: Reading, verb: Token, below: Token) -> bool:
    """As in "kept the crowd from entering", "decided against attacking"."""
    if below.dep != "prep":
        return False
    if below.lower == "from":
        return reading.listed("holding-verbs", verb)
    return below.lower == "against" and reading.listed("deciding-verbs", verb)


def _too_or_yet(reading: Reading, above: Token, below: Token) -> tuple[Token, ...]:
    """As in "were too weak to hold", "have yet to free"."""
    if not any(aux.tag == "TO" for aux in reading.document.children(below, "aux")):
        return ()
    wanted = "yet" if above.lemma in ("have", "be") else "too"
    return tuple(
        word for word in reading.document.children(above, "advmod") if word.lower == wanted
    )


def _no_subject(reading: Reading, verb: Token) -> bool:
    """A coordinated verb without subject, auxiliary or "but" shares the negation before it."""
    own = reading.document.children(verb, "nsubj", "nsubjpass", "aux")
    above = reading.document.tokens[verb.head]
    contrast = [child for child in reading.document.children(above, "cc") if child.i < verb.i]
    return not own and any(child.lower in ("or", "nor") for child in contrast[-1:])
