"""Which side of now a time lies on, by the tense of the verb that governs it."""

from __future__ import annotations

from fogline.knowledge.timewords import load_time_words
from fogline.language.document import Document, Token

PAST, OPEN, FUTURE = -1, 0, 1

_FUTURE_AUXILIARIES = frozenset(
    {"will", "'ll", "wo", "shall", "would", "should", "may", "might", "can", "must"}
)
# "It will have lasted": a perfect that lies ahead.
_WILL = frozenset({"will", "'ll", "wo", "shall"})
# A time that only says which ruling, vote or agreement is meant.
_ATTRIBUTES = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_OF_TIMES = frozenset({"DATE", "TIME"})
_UNTIL = frozenset({"until", "till"})


def direction(document: Document, start: int, end: int) -> int:
    """PAST, FUTURE or OPEN for the time between the two offsets."""
    token = document.head_in(start, end)
    if token is None:
        return OPEN
    before = document.text[max(0, start - 20) : start].lower().rstrip()
    if before.endswith("effective"):
        return OPEN
    head = document.head(token)
    attributive = token.dep in _ATTRIBUTES and head is not None and head.ent not in _OF_TIMES
    if head is not None and head.lower in _UNTIL:
        return _until(document, head)
    due = head is not None and head.lower == "by"
    while token is not None:
        if token.lower == "due":
            return FUTURE
        if token.pos in ("VERB", "AUX"):
            found = verb_tense(document, token)
            if found is not None:
                if found == PAST and start > token.start and _is_plan(document, token, start):
                    return FUTURE
                # "He wants the list by Friday": a day to come, unless the past is told.
                if due and found == OPEN:
                    return FUTURE
                return _weighed(document, token, found, before, attributive)
        token = document.head(token)
    return _of_sentence(document, start)


def _of_sentence(document: Document, start: int) -> int:
    """The tense of the sentence's first verb, for a time that no verb governs."""
    sentence = document.sentence_at(start)
    for token in document.tokens_of(sentence) if sentence else ():
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass"):
            return verb_tense(document, token) or OPEN
    return OPEN


def _weighed(document: Document, verb: Token, found: int, before: str, attributive: bool) -> int:
    """The side that the verb's tense tells, given how the time is bound to it."""
    if attributive and found == FUTURE and _is_distant(document, verb):
        # "They would look for ways around Wednesday's ruling": the ruling has a day of its own.
        return OPEN
    if found == OPEN and before.endswith(("as early as", "as soon as", "no later than")):
        return FUTURE
    return found


def _is_plan(document: Document, verb: Token, start: int) -> bool:
    """As in "they planned a march on Friday" or "it is scheduled"; not "as planned on Friday"."""
    words = load_time_words()
    if verb.lemma not in words.verbs.plans | words.verbs.plans_for or _pluperfect(document, verb):
        return False
    if any(word.lower == "for" and word.start < start for word in document.children(verb, "prep")):
        # "Talks set for Thursday."
        return True
    if verb.lemma in words.verbs.plans_for:
        return False
    return verb.tag == "VBD" or bool(document.children(verb, "aux", "auxpass"))


def _is_distant(document: Document, verb: Token) -> bool:
    auxiliaries = document.children(verb, "aux", "auxpass")
    return any(word.lower == "would" for word in auxiliaries) or _infinitive(auxiliaries)


def _until(document: Document, until: Token) -> int:
    """Looks back in "until Thursday they had not named him"; every other "until" looks ahead."""
    verb = document.head(until)
    return PAST if verb is not None and _pluperfect(document, verb) else FUTURE


def _pluperfect(document: Document, verb: Token) -> bool:
    return any(
        word.lower in ("had", "'d") and word.tag == "VBD" for word in document.children(verb, "aux")
    )


def verb_tense(document: Document, verb: Token) -> int | None:
    """The side of now that a verb form tells; None where it takes its tense from its head."""
    auxiliaries = document.children(verb, "aux", "auxpass")
    modal = any(word.tag == "MD" for word in auxiliaries)
    will = any(word.lower in _WILL for word in auxiliaries)
    if modal and not will and any(word.lower == "have" for word in auxiliaries):
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
        head = document.head(verb)
        # "It had been due to expire on Friday."
        return PAST if head is not None and _pluperfect(document, head) else FUTURE
    if verb.tag == "VBG":
        return OPEN if any(word.tag in ("VBZ", "VBP") for word in auxiliaries) else None
    if verb.tag in ("VBZ", "VBP"):
        # "The truce expires Tuesday": the present tense of a plan.
        return FUTURE if verb.lemma in load_time_words().verbs.scheduled else OPEN
    return None


def _infinitive(auxiliaries: tuple[Token, ...]) -> bool:
    return any(word.tag == "TO" for word in auxiliaries)
