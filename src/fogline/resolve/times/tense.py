"""Which side of now a time lies on, by the tense of the verb that governs it."""

from __future__ import annotations

from fogline.knowledge.timewords import load_time_words
from fogline.language.document import Document, Token

PAST, OPEN, FUTURE = -1, 0, 1

_FUTURE_AUXILIARIES = frozenset({"will", "'ll", "wo", "shall", "would", "should", "may", "might"})
_UNTIL = frozenset({"until", "till"})


def direction(document: Document, start: int, end: int) -> int:
    """PAST, FUTURE or OPEN for the time between the two offsets."""
    token = document.head_in(start, end)
    head = document.head(token) if token is not None else None
    if head is not None and head.lower in _UNTIL:
        return FUTURE
    while token is not None:
        if token.pos in ("VERB", "AUX"):
            found = verb_tense(document, token)
            if found is not None:
                return found
        token = document.head(token)
    return OPEN


def verb_tense(document: Document, verb: Token) -> int | None:
    """The side of now that a verb form tells; None where it takes its tense from its head."""
    auxiliaries = document.children(verb, "aux", "auxpass")
    modal = any(word.tag == "MD" for word in auxiliaries)
    if modal and any(word.lower == "have" for word in auxiliaries):
        return PAST
    if modal:
        ahead = any(word.lower in _FUTURE_AUXILIARIES for word in auxiliaries)
        return FUTURE if ahead else OPEN
    if verb.tag == "VBD" or any(word.tag == "VBD" for word in auxiliaries):
        return PAST
    if verb.tag == "VBN":
        if any(word.lower in ("be", "being") for word in auxiliaries) and _infinitive(auxiliaries):
            return FUTURE
        return PAST
    if verb.tag == "VB" and _infinitive(auxiliaries):
        return FUTURE
    if verb.tag == "VBG":
        return OPEN if any(word.tag in ("VBZ", "VBP") for word in auxiliaries) else None
    if verb.tag in ("VBZ", "VBP"):
        # "The truce expires Tuesday": the present tense of a plan.
        return FUTURE if verb.lemma in load_time_words().scheduled else OPEN
    return None


def _infinitive(auxiliaries: tuple[Token, ...]) -> bool:
    return any(word.tag == "TO" for word in auxiliaries)
