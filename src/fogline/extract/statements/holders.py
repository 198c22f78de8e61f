"""Whom the words name as the holder: the local mention, before anyone is resolved.

The conventions are PolNeAR's: the mention is the whole noun phrase with its apposition, without
a relative clause.
"""

from __future__ import annotations

from fogline.language.document import Document, Token
from fogline.records.span import Span

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# A clause of these kinds shares the subject of the verb that it hangs on ("..., adding that").
CONTROLLED = ("conj", "advcl", "xcomp", "acomp", "dep")
# How far a chain of clauses is followed to its subject; deeper chains are parser slips.
LONGEST_CHAIN = 6


def subject_of(document: Document, verb: Token) -> Token | None:
    """The head of the verb's subject: its own, or the one that it shares with a clause above."""
    for _ in range(LONGEST_CHAIN):
        own = document.child(verb, *SUBJECTS)
        if own is not None:
            return None if own.dep in ("expl", "csubj") else own
        above = document.head(verb)
        if above is None:
            return None
        if verb.dep in ("acl", "relcl"):
            return above
        if verb.dep == "pcomp":
            outer = document.head(above)
            if outer is None:
                return None
            verb = outer
            continue
        if verb.dep == "xcomp" and above.dep in ("acomp", "attr"):
            # "was unable to confirm": the subject is that of the copula.
            copula = document.head(above)
            return None if copula is None else document.child(copula, "nsubj")
        if verb.dep not in CONTROLLED or above.pos not in ("VERB", "AUX"):
            return None
        if verb.dep == "xcomp" and (controller := document.child(above, "dobj")) is not None:
            return controller
        verb = above
    return None


def agent_of(document: Document, verb: Token) -> Token | None:
    """The doer of a passive verb ("was announced by the ministry"), or None."""
    by = document.child(verb, "agent")
    return None if by is None else document.child(by, "pobj")


def is_passive(document: Document, verb: Token) -> bool:
    """Whether the verb is in the passive voice, a bare participle included ("asked about it")."""
    if document.child(verb, "nsubjpass", "auxpass") is not None:
        return True
    bare = verb.tag == "VBN" and verb.dep in ("advcl", "acl")
    return bare and document.child(verb, "aux", "nsubj") is None


def phrase_of(document: Document, head: Token) -> Span:
    """The noun phrase of a head: modifiers, coordination and apposition, no relative clause.

    >>> # "Andriy Kovalev, a spokesman for the staff, who ..." -> up to "the staff"
    """
    last = head.i
    first = head.i
    for child in document.children(head):
        left, right = document.subtree_edges(child)
        if right < head.i:
            if child.dep in ("punct", "cc", "preconj", "advmod", "mark", "intj") and left == first:
                continue
            first = min(first, left)
    for child in document.children(head):
        left, right = document.subtree_edges(child)
        if left < head.i or left > last + 2 or _is_dated(document, child):
            continue
        if child.dep in ("relcl", "advcl", "ccomp", "parataxis", "punct", "cc", "advmod"):
            if child.dep in ("relcl", "advcl", "ccomp", "parataxis"):
                break
            continue
        last = max(last, _without_relative(document, child, right))
    tokens = document.tokens
    while first < head.i and tokens[first].pos in ("PUNCT", "SPACE"):
        first += 1
    while last > head.i and tokens[last].pos in ("PUNCT", "SPACE"):
        last -= 1
    return document.span_of(tokens[first], tokens[last])


def _is_dated(document: Document, token: Token) -> bool:
    """Whether a dependent is a time ("Ukraine's military on Sunday denied ...")."""
    thing = document.child(token, "pobj") if token.dep == "prep" else token
    return thing is not None and thing.ent in ("DATE", "TIME") and thing.dep != "appos"


def _without_relative(document: Document, token: Token, right: int) -> int:
    """The last index of a dependent's subtree, cut before a relative clause behind a comma."""
    for inner in document.subtree(token):
        if inner.dep == "relcl":
            left, _ = document.subtree_edges(inner)
            if left > token.i and document.tokens[left - 1].text == ",":
                return min(right, left - 2)
    return right
