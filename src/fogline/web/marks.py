"""A report's text in pieces: the words of its claims, boilerplate, what nothing was read of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from fogline.language.layout import find_paragraphs
from fogline.records.ledger import LedgerClaim

# Of a longer paragraph, as many characters before and after a claim's words.
AROUND = 240


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with its marks, and the ids of the claims whose words it belongs to."""

    text: str
    classes: str
    claims: str


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    claim: str = ""


def pieces_of(record: Mapping[str, Any], claims: Iterable[LedgerClaim]) -> Sequence[Piece]:
    """The text of a record, cut wherever a mark begins or ends."""
    text: str = record["report"]["text"]
    marks = [mark for mark in _marks(record, claims) if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(end for mark in marks for end in (mark.start, mark.end))})
    found: list[Piece] = []
    for start, end in pairwise(cuts):
        here = [mark for mark in marks if mark.start <= start and end <= mark.end]
        kinds = dict.fromkeys(mark.kind for mark in here)
        ids = dict.fromkeys(mark.claim for mark in here if mark.claim)
        found.append(Piece(text[start:end], " ".join(kinds), " ".join(ids)))
    return found


def in_paragraph(text: str, claim: LedgerClaim) -> Sequence[Piece]:
    """The words of a claim within its paragraph, which is cut where it is long."""
    marks = [_Mark(row.start, row.end, "words") for row in claim.evidence]
    marks.append(_Mark(claim.trigger.start, claim.trigger.end, "words deed"))
    first, last = min(mark.start for mark in marks), max(mark.end for mark in marks)
    parts = [row for row in find_paragraphs(text) if row.start < last and first < row.end]
    start = max([first - AROUND, *(row.start for row in parts[:1])])
    end = min([last + AROUND, *(row.end for row in parts[-1:])])
    if start > 0 and text[start - 1].isalnum():
        # At a word, not within one.
        start = text.find(" ", start, first) + 1 or first
    if end > last and text[end - 1 : end + 1].isalnum() and end < len(text):
        end = text.rfind(" ", last, end)
    start, end = min(start, first), max(end, last)
    cuts = sorted({start, end, *(at for mark in marks for at in (mark.start, mark.end))})
    found = [Piece("… ", "", "")] if parts and start > parts[0].start else []
    for here, there in pairwise(cuts):
        kinds = [mark.kind for mark in marks if mark.start <= here and there <= mark.end]
        found.append(Piece(text[here:there], max(kinds, key=len, default=""), ""))
    return [*found, Piece(" …", "", "")] if parts and end < parts[-1].end else found


def _marks(record: Mapping[str, Any], claims: Iterable[LedgerClaim]) -> Iterable[_Mark]:
    for gap in record["report"].get("boilerplate", ()):
        yield _Mark(gap["start"], gap["end"], "boilerplate")
    for hole in record.get("unread", ()):
        yield _Mark(hole["start"], hole["end"], "unread")
    for statement in record.get("statements", ()):
        cue = statement.get("cue")
        if cue is not None:
            yield _Mark(cue["start"], cue["end"], "cue")
            for span in statement.get("content", ()):
                yield _Mark(span["start"], span["end"], "said")
    for claim in claims:
        for words in claim.evidence:
            yield _Mark(words.start, words.end, "words", claim.claim)
        yield _Mark(claim.trigger.start, claim.trigger.end, "deed", claim.claim)
