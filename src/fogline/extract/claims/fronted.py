"""A condition at the head of its sentence that the parser hung from another word.

"If the rebels do not surrender, said the minister, the army will shell the port": the words before
the clause of the deed are the condition, whatever the tree makes of them.
"""

from __future__ import annotations

from itertools import pairwise

from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.span import Span

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def fronted(reading: Reading, words: tuple[Token, ...]) -> Span | None:
    """The condition before the clause of the deed, where the sentence opens with one."""
    verb = next((word for word in words if _modal(reading, word) is not None), None)
    if verb is None:
        return None
    tokens = reading.document.tokens_of(reading.document.sentence_of(verb))
    first = next((token for token in tokens if token.pos not in ("PUNCT", "SPACE")), verb)
    opener = reading.document.tokens[first.i + 1] if first.lower == "only" else first
    if opener.lower not in reading.table.lists["condition-openers"] or first.i >= words[0].i:
        return None
    start = _clause_start(reading, verb, inverted=first.lower == "only")
    end = start - 1
    stretch = reading.document.tokens[first.i : start]
    if start <= opener.i + 1 or any(word.i < start for word in words[:1]):
        return None
    for before, token in pairwise(stretch):
        if before.lower == "," and reading.listed("reporting-verbs", token):
            # "..., said the minister, ..."
            end = before.i
            break
    while end > opener.i and reading.document.tokens[end].pos in ("PUNCT", "CCONJ", "ADV"):
        end -= 1
    return reading.document.span_of(first, reading.document.tokens[end])


def _modal(reading: Reading, verb: Token) -> Token | None:
    return next((aux for aux in reading.document.children(verb, "aux") if aux.tag == "MD"), None)


def _clause_start(reading: Reading, verb: Token, *, inverted: bool) -> int:
    """Where the clause of the verb begins, behind a comma; with no comma, nowhere behind it."""
    modal = _modal(reading, verb)
    subjects = reading.document.children(verb, *SUBJECTS)
    if modal is None or not subjects:
        return 0
    if inverted:
        return modal.i if modal.i < subjects[-1].i else 0
    start = reading.leftmost(subjects[-1]).i
    return start if start and reading.document.tokens[start - 1].lower == "," else 0
