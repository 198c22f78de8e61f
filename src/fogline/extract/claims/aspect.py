"""Whether a deed is told as a habit, as going on, or as set down for a day to come."""

from __future__ import annotations

from fogline.extract.claims.outcome import has_phrase
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.claim import Modality

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass")
PRESENT = ("VBZ", "VBP")
FINITE = ("VBZ", "VBP", "VBG", "VBD")
# "On every run", "at each visit"; "in every village" is a place.
RECURRING = frozenset(("on", "at", "after", "before", "during", "with"))
AHEAD = frozenset(("next", "coming", "following"))
# What goes on by these has no object.
WEARING = frozenset(("drag", "grind", "wear"))


def habitual(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Every night", "time and again", "whenever it rains", "on Fridays", "never attacks"."""
    if has_phrase(reading, words, "habit-phrases"):
        return Modality.HABITUAL
    return Modality.HABITUAL if any(_recurs(reading, word) for word in words) else None


def would_recur(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Rockets would land there every other night": a habit of the past."""
    verb = next((word for word in words if word.pos in VERBS), None)
    if verb is None:
        return None
    auxiliaries = {aux.lower for aux in reading.document.children(verb, "aux")}
    if "would" not in auxiliaries or "have" in auxiliaries:
        return None
    return habitual(reading, (verb,))


def _recurs(reading: Reading, word: Token) -> bool:
    document = reading.document
    for child in document.children(word, "advmod", "amod", "npadvmod", "neg"):
        if reading.listed("habit-words", child):
            return True
        if child.dep == "npadvmod" and _each(reading, child):
            return True
        if reading.listed("never-words", child) and _is_present(reading, word):
            return True
    for prep in document.children(word, "prep"):
        if prep.lower in RECURRING and any(
            _each(reading, noun) or _on_days(reading, prep, noun)
            for noun in document.children(prep, "pobj")
        ):
            return True
    return any(
        mark.lower == "whenever"
        for clause in document.children(word, "advcl")
        for mark in document.children(clause, "advmod", "mark")
    )


def _is_present(reading: Reading, verb: Token) -> bool:
    """The bare present; the parser may take it for an infinitive ("the rebels never retrieve")."""
    present = verb.tag in PRESENT or (
        verb.tag == "VB" and bool(reading.document.children(verb, *SUBJECTS))
    )
    return present and not reading.document.children(verb, "aux")


def _each(reading: Reading, noun: Token) -> bool:
    """As in "Every morning", "most nights"; "on every street" is a place."""
    if noun.dep == "pobj" and (reading.is_place(noun) or reading.is_actor(noun)):
        return False
    determiners = reading.document.children(noun, "det", "amod", "nummod")
    return any(
        reading.listed("habit-determiners", word)
        or (word.lower == "most" and noun.dep == "npadvmod" and noun.tag == "NNS")
        for word in determiners
    )


def _on_days(reading: Reading, prep: Token, noun: Token) -> bool:
    return prep.lower == "on" and reading.listed("habit-days", noun)


def is_habitual(reading: Reading, word: Token) -> bool:
    """Whether the word, or the verb that it is the object of, is told as a habit."""
    above = reading.document.head(word)
    words = (word, above) if above is not None and word.dep in ("dobj", "nsubjpass") else (word,)
    return habitual(reading, words) is not None


def scheduled(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "The last units leave next month", "are meeting in Ankara next Tuesday"."""
    verb = next((word for word in words if word.pos in VERBS), None)
    if verb is None or not (verb.tag in PRESENT or _is_progressive(reading, verb)):
        return None
    if any(aux.tag == "VBD" for aux in reading.document.children(verb, "aux")):
        return None
    for time in reading.document.children(verb, "npadvmod", "advmod"):
        ahead = any(row.lower in AHEAD for row in reading.document.children(time, "amod"))
        if ahead or time.lower == "tomorrow":
            return Modality.FUTURE
    return None


def ongoing(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Are shelling", "still", "has been held since March", "is in its third week"."""
    if has_phrase(reading, words, "ongoing-phrases"):
        return Modality.ONGOING
    below: Token | None = None
    for word in words:
        if _is_progressive(reading, word) or _stands_since(reading, word):
            return Modality.ONGOING
        if _continues(reading, word) and (below is not None or word.tag in FINITE):
            return Modality.ONGOING
        for child in reading.document.children(word, "amod", "advmod"):
            if reading.listed("ongoing-words", child) and not _is_late(reading, word, child):
                return Modality.ONGOING
        if _under(reading, word) or _is_under(reading, word):
            return Modality.ONGOING
        if below is not None and below.dep in SUBJECTS and _in_its(reading, word):
            return Modality.ONGOING
        below = word
    return None


def _is_late(reading: Reading, verb: Token, adverb: Token) -> bool:
    """As in "Have still not been freed": a fact about what has not happened."""
    auxiliaries = reading.document.children(verb, "aux")
    return adverb.lower == "still" and any(aux.lower in ("has", "have") for aux in auxiliaries)


def _continues(reading: Reading, verb: Token) -> bool:
    if reading.listed("continuing-verbs", verb):
        # "The siege dragged on", not "dragged the priest from his house".
        return verb.lemma not in WEARING or not reading.document.children(verb, "dobj")
    particles = reading.document.children(verb, "prt", "advmod")
    return verb.lemma in ("go", "carry") and any(word.lower == "on" for word in particles)


def _is_progressive(reading: Reading, word: Token) -> bool:
    if word.tag == "VBG":
        return any(aux.lemma == "be" for aux in reading.document.children(word, "aux"))
    # "Are being held", "with hundreds being deported"; "without being seen" tells of no time.
    being = any(aux.lower == "being" for aux in reading.document.children(word, "auxpass"))
    return being and bool(reading.document.children(word, "aux", *SUBJECTS))


def _stands_since(reading: Reading, word: Token) -> bool:
    """A lasting state told with its beginning: "has been besieged since May"."""
    if word.tag != "VBN" or not reading.listed("lasting-verbs", word):
        return False
    document = reading.document
    if not any(aux.lower in ("has", "have") for aux in document.children(word, "aux")):
        return False
    if any(
        mark.lower == "since"
        for clause in document.children(word, "advcl")
        for mark in document.children(clause, "mark")
    ):
        return True
    return any(
        prep.lower == "since"
        or (prep.lower == "for" and any(noun.ent in ("DATE", "TIME") for noun in rows))
        for prep in document.children(word, "prep")
        for rows in (document.children(prep, "pobj"),)
    )


def _under(reading: Reading, word: Token) -> bool:
    """As in "Is under bombardment", "remains under siege"."""
    above = reading.document.head(word)
    if above is None or word.dep != "pobj" or above.lower != "under":
        return False
    verb = reading.document.head(above)
    return verb is not None and verb.lemma in reading.table.lists["state-verbs"]


def _is_under(reading: Reading, verb: Token) -> bool:
    """The same where the verb itself stands for the deed ("has been under siege")."""
    if verb.lemma not in ("be", "remain", "stay", "live"):
        return False
    return any(
        prep.lower == "under" and bool(reading.document.children(prep, "pobj"))
        for prep in reading.document.children(verb, "prep")
    )


def _in_its(reading: Reading, verb: Token) -> bool:
    """As in "The siege is in its third month", "has entered its second week"."""
    document = reading.document
    rows = [
        noun
        for prep in document.children(verb, "prep")
        if prep.lower in ("in", "into")
        for noun in document.children(prep, "pobj")
    ]
    if verb.lemma in ("enter", "reach"):
        rows.extend(document.children(verb, "dobj"))
    return any(
        owner.lower in ("its", "their") and noun.ent in ("DATE", "TIME", "ORDINAL", "")
        for noun in rows
        if reading.listed("time-units", noun)
        for owner in document.children(noun, "poss")
    )
