"""Deeds that somebody unnamed holds to be so, and who says so in the middle of a sentence."""

from __future__ import annotations

from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.claim import Modality

# How the parser hangs a clause that tells who says so.
INSERTED = ("advcl", "ccomp", "parataxis")


def is_infinitive(reading: Reading, verb: Token) -> bool:
    """Whether the verb stands as in "to leave"."""
    return any(aux.tag == "TO" for aux in reading.document.children(verb, "aux"))


def has_have(reading: Reading, verb: Token) -> bool:
    """Whether "have" stands with the verb, as in "must have left"."""
    return any(aux.lower == "have" for aux in reading.document.children(verb, "aux"))


def hearsay(reading: Reading, above: Token, below: Token) -> str | None:
    """As in "Are said to have fled", "is thought to be planning"; "are known to" tells a habit."""
    passive = bool(reading.document.children(above, "auxpass")) or above.dep == "acl"
    if below.dep == "ccomp" and passive:
        return _held_by_nobody(reading, above)
    if below.dep != "xcomp" or not is_infinitive(reading, below):
        return None
    if passive and reading.listed("hearsay-verbs", above):
        return Modality.POSSIBLE.value
    if passive and above.lemma == "know" and not has_have(reading, below):
        return Modality.HABITUAL.value
    if above.lemma == "use" and above.tag == "VBD" and not passive:
        return Modality.HABITUAL.value
    return None


def _held_by_nobody(reading: Reading, verb: Token) -> str | None:
    """As in "It is thought that they fled", "it is not known whether they fled"."""
    subjects = reading.document.children(verb, "nsubjpass")
    if not any(word.lower == "it" for word in subjects):
        return None
    unknown = verb.lemma == "know" and bool(reading.document.children(verb, "neg"))
    return Modality.POSSIBLE.value if unknown or reading.listed("hearsay-verbs", verb) else None


def is_inserted(reading: Reading, clause: Token) -> bool:
    """As in "Within hours, the admiral hinted, missiles would strike the port"."""
    lists = ("reporting-verbs", "telling-when-finite", "pledging-verbs")
    if clause.tag != "VBD" or not any(reading.listed(name, clause) for name in lists):
        return False
    start = reading.document.subtree_edges(clause)[0]
    bare = not reading.document.children(clause, "mark", "dobj", "ccomp")
    said = bool(reading.document.children(clause, "nsubj"))
    return bare and said and start > 0 and reading.document.tokens[start - 1].lower == ","
