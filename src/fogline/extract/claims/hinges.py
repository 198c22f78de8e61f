"""Conditions that no clause states: what a deed "depends on" or is "subject to", "any move"."""

from __future__ import annotations

from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.span import Span

ON = frozenset(("on", "upon", "to"))
SUBJECTS = ("nsubj", "nsubjpass")
PREDICATES = ("acomp", "amod", "advcl", "advmod", "attr", "oprd", "xcomp", "prep")
MOMENTS = frozenset(("moment", "instant", "minute", "second"))
WHOEVER = frozenset(("any", "anyone", "anybody", "whoever", "every"))


def hinging(reading: Reading, verb: Token, deed: Token, *, coming: bool) -> Span | None:
    """What the deed hangs on by the words of its verb, or by an adjective beside it."""
    document = reading.document
    if reading.listed("depending-verbs", verb) and deed.dep in SUBJECTS and verb.i != deed.i:
        for prep in document.children(verb, "prep"):
            if prep.lower in ON:
                return document.span_of(verb, _last(reading, prep))
    hosts = (verb, *document.children(verb, "dobj", "prep", "acomp"))
    hosts += tuple(noun for host in hosts for noun in document.children(host, "pobj"))
    for host in hosts:
        for word in document.children(host, *PREDICATES):
            if not reading.listed("depending-adjectives", word):
                continue
            beside = [row for row in document.children(host, "prep") if row.i == word.i + 1]
            for prep in (*document.children(word, "prep"), *beside):
                if prep.lower in ON:
                    return document.span_of(word, _last(reading, prep))
    if not coming:
        return None
    return _whoever(reading, verb) or _moment(reading, verb) or _in_case(reading, verb)


def _moment(reading: Reading, verb: Token) -> Span | None:
    """As in "Will strike the moment a rocket is fired"; the parser may take it for an object."""
    for noun in reading.document.children(verb, "npadvmod", "dobj"):
        if noun.lower in MOMENTS and reading.document.children(noun, "relcl", "acl"):
            return reading.document.subtree_span(noun)
    return None


def _in_case(reading: Reading, verb: Token) -> Span | None:
    """As in "Will shell the port in case the rebels return": the clause hangs from the verb."""
    document = reading.document
    for prep in document.children(verb, "prep"):
        for noun in document.children(prep, "pobj"):
            for clause in document.children(verb, "ccomp", "conj", "advcl"):
                behind = document.subtree_edges(clause)[0] == noun.i + 1
                if prep.lower == "in" and noun.lower == "case" and behind:
                    return document.span_of(prep, _last(reading, clause))
    return None


def _whoever(reading: Reading, verb: Token) -> Span | None:
    """As in "any ship that enters the strait will be sunk": who does it meets the deed."""
    document = reading.document
    if not any(aux.lower in ("will", "would", "'ll") for aux in document.children(verb, "aux")):
        return None
    for clause in document.children(verb, "csubj", "csubjpass"):
        if any(word.lower in WHOEVER for word in document.children(clause, "nsubj")):
            return document.subtree_span(clause)
    for subject in document.children(verb, *SUBJECTS):
        wide = (subject, *document.children(subject, "det"))
        if any(word.lower in WHOEVER for word in wide) and document.children(
            subject, "relcl", "acl"
        ):
            return document.subtree_span(subject)
    return None


def ordered(reading: Reading, verb: Token, above: Token) -> bool:
    """Whether a bare command stands before the deed: "Stop the raids and we will stop"."""
    document = reading.document
    if verb.dep != "conj" or above.tag != "VB" or above.i > verb.i:
        return False
    bare = not document.children(above, "aux", "nsubj", "nsubjpass")
    will = any(aux.lower in ("will", "'ll", "shall") for aux in document.children(verb, "aux"))
    return bare and will and bool(document.children(verb, *SUBJECTS))


def _last(reading: Reading, token: Token) -> Token:
    return reading.document.tokens[reading.document.subtree_edges(token)[1]]
