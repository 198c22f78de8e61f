"""Stances that the rules tell of natural text, where they can hardly be wrong.

The sentences written for training tell each stance about as often as any other; in reports nine
statements of ten assert. A network that sees such sentences alone takes an air raid for a threat.
So it is also shown which statements of the corpora the rules read: those that they take for more
than an assertion, and of the others those whose content holds no word that could turn them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from fogline.extract.statements.tagging.windows import Ints
from fogline.language.document import Document
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance

STANCES = tuple(stance.value for stance in Stance)
# Words by which "said that ..." may be a demand, a threat, a denial, an admission and so on.
TURNING = re.compile(
    r"must|should|shall|will|would|ll|can|could|may|might|needs?|ought|let|want(?:s|ed)?|if|unless|"
    r"until|not|no|never|none|nothing|nobody|neither|nor|n.?t|cannot|false|untrue|lies?|ready|"
    r"willing|offers?|sorry|mistakes?|error|fault|wrong|blame|responsible|accountable|guilty|"
    r"accused?|allegedly|unclear|unconfirmed|unknown|perhaps|\?"
)


def stances_at(ends: Ints, told: Iterable[tuple[int, str]]) -> Ints:
    """The number of the stance told at each token, -1 where none is; ``told`` gives offsets."""
    found = np.full(len(ends), -1, np.int32)
    for offset, stance in told:
        place = int(np.searchsorted(ends, offset, side="right"))
        if place < len(found):
            found[place] = STANCES.index(stance)
    return found


def weak_stances(document: Document, ends: Ints, rows: Iterable[Attribution]) -> Ints:
    """The stance at the first token of each cue where the rules are sure, else -1.

    ``ends`` are the ends of the tokens in characters.
    """
    sure = [
        (row.cue.start, row.stance.value)
        for row in rows
        if row.cue is not None
        and (row.stance is not Stance.ASSERTS or not _may_turn(document, row.content))
    ]
    return stances_at(ends, sure)


def unlabelled(size: int) -> dict[str, Ints]:
    """The labels of a text without gold: no tag is told, no link."""
    names = ("gold", "owner", "cue")
    return {name: np.full(size, -1, np.int32) for name in names}


def _may_turn(document: Document, content: Iterable[Span]) -> bool:
    return any(
        TURNING.fullmatch(token.lower)
        for span in content
        for token in document.tokens_in(span.start, span.end)
    )
