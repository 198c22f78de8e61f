"""How the words place a deed: done, going on, planned, conditional, possible, imagined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fogline.extract.claims.phrases import DEEPEST_CLIMB, Reading
from fogline.language.document import Token
from fogline.records.claim import Modality
from fogline.records.span import Span

UP = frozenset(("xcomp", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr", "acl"))
VERBS = ("VERB", "AUX")
UNDER_DENIAL = ("ccomp", "xcomp", "pcomp")


@dataclass(frozen=True, slots=True)
class Mood:
    """The modality of a deed, and the words of the condition it depends on."""

    modality: Modality
    condition: Span | None


def mood_of(reading: Reading, head: Token, clause: Token | None) -> Mood:
    """The mood of the deed at ``head``; the first rule that applies decides."""
    words = tuple(_governing(reading, head, clause))
    condition = _condition(reading, words)
    if condition is not None:
        return Mood(Modality.CONDITIONAL, condition)
    for rule in RULES:
        found = rule(reading, words)
        if found is not None:
            return Mood(found, None)
    return Mood(Modality.ACTUAL, None)


def _governing(reading: Reading, head: Token, clause: Token | None) -> Iterator[Token]:
    """The trigger and the words that govern its mood, from the inside out."""
    yield head
    if clause is None and head.pos in VERBS:
        clause = head
    here = head
    if clause is not None and clause.i != head.i:
        yield clause
        here = clause
    for _ in range(DEEPEST_CLIMB):
        above = reading.document.head(here)
        if above is None or not _carries(reading, here, above):
            return
        if above.pos != "ADP":
            yield above
        here = above


def _carries(reading: Reading, here: Token, above: Token) -> bool:
    if here.dep == "acl":
        return any(aux.tag == "TO" for aux in reading.document.children(here, "aux"))
    if here.dep in ("dobj", "prep", "pobj") and here.pos not in VERBS and above.pos in VERBS:
        # "Will discuss the attack", "fled after the attack": the attack is real.
        return (
            here.lower == "under"
            or any(reading.listed(name, above) for name in ("irrealis-governors", "engaged-verbs"))
            or above.lemma in reading.table.maps["governors"]
        )
    if here.dep == "prep" and above.pos in ("NOUN", "PROPN"):
        return above.lemma in reading.table.maps["governors"] or reading.listed("partitives", above)
    if here.dep in UP:
        return True
    if here.dep in ("ccomp", "advcl"):
        if reading.listed("telling-when-finite", above) and _is_indicative(reading, here):
            # "Insisted that its troops are there" tells; "insisted that they leave" demands.
            return False
        return reading.listed("irrealis-governors", above) and here.dep == "ccomp"
    if here.dep == "conj" and here.pos in VERBS:
        return not reading.document.children(here, "nsubj", "nsubjpass", "aux")
    return here.dep == "conj" and here.pos not in VERBS


def _is_indicative(reading: Reading, verb: Token) -> bool:
    auxiliaries = reading.document.children(verb, "aux", "auxpass")
    if any(aux.tag == "MD" for aux in auxiliaries):
        return False
    words = (verb, *auxiliaries)
    return any(word.tag in ("VBZ", "VBD") or word.lower in ("are", "have") for word in words)


# -- conditions --------------------------------------------------------------------------------


def _condition(reading: Reading, words: tuple[Token, ...]) -> Span | None:
    for word in words:
        if word.pos not in VERBS:
            continue
        for child in reading.document.children(word, "advcl", "prep"):
            if _is_condition(reading, child):
                return reading.document.subtree_span(child)
    return None


def _is_condition(reading: Reading, clause: Token) -> bool:
    marks = reading.document.children(clause, "mark", "advmod", "prep")
    if any(reading.listed("condition-marks", mark) and mark.i < clause.i for mark in marks):
        return True
    if clause.lower in reading.table.lists["condition-marks"]:
        # "Postponed until Friday" names a day, "until they withdraw" a condition.
        after = reading.document.children(clause, "pobj")
        return not any(noun.ent in ("DATE", "TIME") for noun in after)
    # "Should Ukraine fail ...": the auxiliary stands before the subject.
    subjects = reading.document.children(clause, "nsubj", "nsubjpass")
    inverted = [
        aux
        for aux in reading.document.children(clause, "aux")
        if aux.lower in ("should", "had", "were") and subjects and aux.i < subjects[0].i
    ]
    return bool(inverted)


def _inside_condition(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    for word in words:
        if word.pos in VERBS and word.dep == "advcl" and _is_condition(reading, word):
            return Modality.HYPOTHETICAL
    return None


# -- the rules, in order -----------------------------------------------------------------------


def _by_auxiliary(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    for word in words:
        if word.pos not in VERBS:
            continue
        for aux in reading.document.children(word, "aux"):
            mood = reading.table.maps["auxiliaries"].get(aux.lower)
            if mood is not None:
                return Modality(mood)
    return None


def _by_governor(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Plans to attack", "calls for a truce", "threat of war", "the planned offensive"."""
    for i, word in enumerate(words):
        modified = hedged(reading, word)
        if modified is not None:
            return modified
        if i:
            mood = _mapped(reading, "governors", word)
            if mood is not None and _governs(reading, word, words[i - 1]):
                return Modality(mood)
    return None


def hedged(reading: Reading, noun: Token) -> Modality | None:
    """What a modifier of the noun makes of it ("the potential advance", "the planned attack")."""
    for child in reading.document.children(noun, "amod", "advmod", "compound"):
        mood = _mapped(reading, "modifiers", child)
        if mood is not None:
            return Modality(mood)
    return None


def _governs(reading: Reading, above: Token, below: Token) -> bool:
    """A subject is not governed by its verb's plans: "the attack threatens to" is a real one."""
    here = below
    while here.head not in (above.i, here.i):
        here = reading.document.tokens[here.head]
    return here.dep not in ("nsubj",)


def _mapped(reading: Reading, name: str, token: Token) -> str | None:
    rows = reading.table.maps[name]
    return rows.get(token.lower) or rows.get(token.lemma)


def _is_to(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "The talks are to begin", "is set to", "is going to", "is due to"."""
    for word in words:
        infinitive = any(aux.tag == "TO" for aux in reading.document.children(word, "aux"))
        above = reading.document.head(word)
        of_noun = above is not None and above.pos in ("NOUN", "PROPN")
        if infinitive and of_noun and reading.listed("starting-verbs", word):
            return Modality.FUTURE
        if not infinitive or above is None or word.dep not in ("xcomp", "advcl", "acl", "ccomp"):
            continue
        if above.lemma == "be" and word.dep == "xcomp":
            return Modality.FUTURE
        if above.lemma == "go" and above.tag == "VBG":
            return Modality.FUTURE
        if word.dep == "advcl":
            return Modality.POSSIBLE
    return None


def _habitual(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    for word in words:
        for child in reading.document.children(word, "advmod", "amod", "npadvmod"):
            if reading.listed("habit-words", child):
                return Modality.HABITUAL
            if child.dep == "npadvmod" and any(
                reading.listed("habit-determiners", det)
                for det in reading.document.children(child, "det")
            ):
                return Modality.HABITUAL
    return None


def is_general(reading: Reading, verb: Token, undergoers: tuple[Token, ...]) -> bool:
    """Whether a denied deed is one of any time: "denies that it targets civilians".

    It stands in the present, and those whom it is done to are no particular ones.
    """
    above = reading.document.head(verb)
    if above is None or not reading.listed("denying-verbs", above) or verb.dep not in UNDER_DENIAL:
        return False
    timeless = verb.tag in ("VBZ", "VBP") or (verb.tag == "VBG" and above.tag in ("VBZ", "VBP"))
    if not timeless or reading.document.children(verb, "aux", "auxpass"):
        return False
    return bool(undergoers) and all(
        noun.tag == "NNS" and not reading.document.children(noun, "det", "nummod", "poss", "relcl")
        for noun in undergoers
    )


def is_habitual(reading: Reading, word: Token) -> bool:
    """Whether the word, or the verb that it is the object of, is told as a habit."""
    above = reading.document.head(word)
    words = (word, above) if above is not None and word.dep in ("dobj", "nsubjpass") else (word,)
    return _habitual(reading, words) is not None


def _ongoing(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    for i, word in enumerate(words):
        if word.tag == "VBG" and any(
            aux.lemma == "be" for aux in reading.document.children(word, "aux")
        ):
            return Modality.ONGOING
        if reading.listed("continuing-verbs", word) and (
            i or word.tag in ("VBZ", "VBP", "VBG", "VBD")
        ):
            return Modality.ONGOING
        for child in reading.document.children(word, "amod", "advmod"):
            if reading.listed("ongoing-words", child):
                return Modality.ONGOING
        if _under(reading, word):
            return Modality.ONGOING
    return None


def _under(reading: Reading, word: Token) -> bool:
    """As in "Is under bombardment", "remains under siege"."""
    above = reading.document.head(word)
    if above is None or word.dep != "pobj" or above.lower != "under":
        return False
    verb = reading.document.head(above)
    return verb is not None and verb.lemma in reading.table.lists["state-verbs"]


Rule = Callable[[Reading, tuple[Token, ...]], Modality | None]
RULES: tuple[Rule, ...] = (
    _inside_condition,
    _by_auxiliary,
    _by_governor,
    _is_to,
    _habitual,
    _ongoing,
)
