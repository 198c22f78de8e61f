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
# What an infinitive is to the verb or noun above it where it tells a purpose or which one is meant.
_BESIDE_DEED = frozenset({"advcl", "relcl"})
_NONE = frozenset({"no", "none", "nobody", "nothing", "neither", "nor", "few", "little"})
_WHEN = frozenset({"when", "once", "if", "as"})
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
            return _of_due(document, token)
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


def _of_due(document: Document, due: Token) -> int:
    """Due on Friday lies ahead; what "had been due" on Friday is over."""
    verb = document.head(due)
    return PAST if verb is not None and _pluperfect(document, verb) else FUTURE


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
        # "It could end on Friday", but "they could not reach it on Friday".
        could = any(word.lower == "could" for word in auxiliaries)
        ahead = ahead or (could and not _denied(document, verb))
        return FUTURE if ahead else OPEN
    if verb.tag == "VBD" and _when_it_would(document, verb):
        return FUTURE
    if verb.tag == "VBD" or any(word.tag == "VBD" for word in auxiliaries):
        return PAST
    if verb.tag == "VBN":
        if any(word.lower in ("be", "being") for word in auxiliaries) and _infinitive(auxiliaries):
            return FUTURE
        return PAST
    if verb.tag == "VB" and _infinitive(auxiliaries):
        return _tense_of_infinitive(document, verb)
    if verb.tag == "VBG":
        return OPEN if any(word.tag in ("VBZ", "VBP") for word in auxiliaries) else None
    if verb.tag in ("VBZ", "VBP"):
        # "The truce expires Tuesday", "on Tuesday he plans to speak": the present tense of a plan.
        verbs = load_time_words().verbs
        return FUTURE if verb.lemma in verbs.scheduled | verbs.plans else OPEN
    return None


def _denied(document: Document, verb: Token) -> bool:
    """Whether a verb or its subject is negated: "could not", "neither could be found"."""
    subjects = document.children(verb, "nsubj", "nsubjpass")
    words = [one for subject in subjects for one in (subject, *document.children(subject))]
    return bool(document.children(verb, "neg")) or any(word.lower in _NONE for word in words)


def _when_it_would(document: Document, verb: Token) -> bool:
    """Whether the past tense is one of agreement: "prices would rise when it opened on Friday"."""
    when = any(one.lower in _WHEN for one in document.children(verb, "advmod", "mark"))
    head = document.head(verb)
    if verb.dep != "advcl" or not when or head is None:
        return False
    return any(word.lower == "would" for word in document.children(head, "aux"))


def _tense_of_infinitive(document: Document, verb: Token) -> int:
    """Ahead ("they agreed to meet on Friday"), unless the verb above it tells of what is over."""
    head = document.head(verb)
    if head is not None and head.pos == "ADJ":
        head = document.head(head)
    if head is not None and _pluperfect(document, head):
        # "It had been due to expire on Friday."
        return PAST
    # A purpose shares its day with the deed ("they held a march to mark the founding on Friday"),
    # and so does what the verb above says to have come of it ("forced him to resign on Friday").
    implied = head is not None and head.lemma in load_time_words().verbs.implies
    shares = verb.dep in _BESIDE_DEED or implied
    return PAST if shares and _is_told_past(document, verb) else FUTURE


def _is_told_past(document: Document, verb: Token) -> bool:
    """Whether the nearest finite verb above an infinitive stands in the plain past."""
    token = document.head(verb)
    while token is not None and (token.pos not in ("VERB", "AUX") or token.tag == "VBG"):
        token = document.head(token)
    words = (token, *document.children(token, "aux", "auxpass")) if token is not None else ()
    return any(word.tag == "VBD" for word in words)


def _infinitive(auxiliaries: tuple[Token, ...]) -> bool:
    return any(word.tag == "TO" for word in auxiliaries)
