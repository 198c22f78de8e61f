"""What became of a deed: it came about, it came to nothing; and set phrases that bear on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fogline.extract.claims.phrases import DEEPEST_CLIMB, Reading
from fogline.language.document import Token

NOUNS = ("NOUN", "PROPN")
VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass")
TRIES = frozenset(("attempt", "bid", "plot"))
NOTHING = frozenset(("nothing", "naught", "nought"))


def came_about(reading: Reading, head: Token) -> bool | None:
    """Whether a deed that a verb tells the end of was done; None where no verb does.

    As in "the planned handover went ahead", "the threatened strike never came", "an attempt to
    seize the port came to nothing", "called off the attack".
    """
    noun = _told_as_noun(reading, head)
    verb = reading.document.head(noun) if noun is not None else None
    if verb is not None and verb.dep == "aux":
        # "Did not materialise", where the parser hung the subject from the auxiliary.
        verb = reading.document.head(verb)
    if noun is not None and _came_of_nothing(reading, noun):
        return False
    if noun is None or verb is None or not _is_past(reading, verb):
        return None
    if verb.lemma == "do" and noun.dep in SUBJECTS:
        # "Did not materialise", where the parser took the verb for an adjective.
        said = reading.document.children(verb, "acomp", "xcomp")
        if any(reading.listed("happening-verbs", word) for word in said):
            return not _is_denied(reading, verb, noun)
    tried = noun.i != head.i or noun.lemma in TRIES
    if _is_voided(reading, verb, noun, tried=tried):
        return False
    if noun.dep not in SUBJECTS or not reading.listed("happening-verbs", verb):
        return None
    if verb.lemma in ("take", "go") and not _goes_ahead(reading, verb):
        return None
    failed = verb.lemma == "fail" and any(
        reading.listed("happening-verbs", row) for row in reading.document.children(verb, "xcomp")
    )
    return not (failed or _is_denied(reading, verb, noun))


def _told_as_noun(reading: Reading, head: Token) -> Token | None:
    """The noun that tells the deed, or the attempt or plan that it is the aim of."""
    if head.pos in NOUNS:
        return head
    above = reading.document.head(head)
    if above is not None and head.dep == "pcomp":
        above = reading.document.head(above)
    aimed = head.dep in ("acl", "pcomp") and above is not None and above.pos in NOUNS
    if aimed and above is not None and reading.listed("attempt-nouns", above):
        return above
    return None


def _is_past(reading: Reading, verb: Token) -> bool:
    auxiliaries = reading.document.children(verb, "aux")
    if any(aux.tag in ("MD", "TO") for aux in auxiliaries):
        return False
    words = (verb, *auxiliaries, *reading.document.children(verb, "auxpass"))
    return any(word.tag == "VBD" or word.lower in ("has", "have", "did") for word in words)


def _is_voided(reading: Reading, verb: Token, noun: Token, *, tried: bool) -> bool:
    done_to = noun.dep in ("dobj", "nsubjpass")
    particles = {child.lower for child in reading.document.children(verb, "prt", "advmod")}
    if done_to and (
        reading.listed("voiding-verbs", verb) or (verb.lemma == "call" and "off" in particles)
    ):
        return True
    if noun.dep not in SUBJECTS:
        return False
    if tried and reading.listed("failing-verbs", verb):
        return True
    return verb.lemma == "come" and any(
        row.lower in NOTHING for _, row in reading.prepositions(verb)
    )


def _came_of_nothing(reading: Reading, noun: Token) -> bool:
    """As in "Nothing came of the planned raid"."""
    prep = reading.document.head(noun)
    verb = reading.document.head(prep) if prep is not None and prep.lower == "of" else None
    if verb is None or verb.lemma != "come":
        return False
    return any(row.lower == "nothing" for row in reading.document.children(verb, *SUBJECTS))


def _goes_ahead(reading: Reading, verb: Token) -> bool:
    children = reading.document.children(verb, "prt", "advmod", "dobj")
    return any(child.lower in ("ahead", "through", "place", "forward") for child in children)


def _is_denied(reading: Reading, verb: Token, noun: Token) -> bool:
    return any(
        child.dep == "neg" or reading.listed("negations", child)
        for row in (verb, noun, *reading.document.children(verb, "aux"))
        for child in reading.document.children(row, "neg", "det", "advmod")
    )


# -- set phrases -------------------------------------------------------------------------------


def has_phrase(reading: Reading, words: tuple[Token, ...], name: str) -> bool:
    """Whether a phrase of the word list ``name`` is said of the deed or of what governs it."""
    governing = {word.i for word in words}
    within = {above.i for above in reading.document.ancestors(words[0])}
    return any(
        _said_of(reading, phrase, governing, within)
        for phrase in _found(reading, words[0], reading.table.lists[name])
    )


def _found(reading: Reading, head: Token, phrases: frozenset[str]) -> Iterator[tuple[Token, ...]]:
    starting = _by_first_word(phrases)
    tokens = reading.document.tokens_of(reading.document.sentence_of(head))
    for at, token in enumerate(tokens):
        for phrase in starting.get(token.lower, ()):
            piece = tokens[at : at + len(phrase)]
            if tuple(word.lower for word in piece) == phrase:
                yield piece


@cache
def _by_first_word(phrases: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases):
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _said_of(
    reading: Reading, phrase: tuple[Token, ...], governing: set[int], within: set[int]
) -> bool:
    """Whether the phrase hangs from the deed (or above it), or the parser hung the deed from it."""
    inside = {word.i for word in phrase}
    if inside & (governing | within):
        return True
    for word in phrase:
        here = word
        for _ in range(DEEPEST_CLIMB):
            if here.head == here.i:
                break
            here = reading.document.tokens[here.head]
            if here.i in governing:
                return True
            if here.i not in inside and here.pos in VERBS and here.dep != "prep":
                break
    return False
