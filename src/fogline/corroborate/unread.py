"""What was left unread: sentences of reporting from which no claim was made, and why."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.records.claim import Claim
from fogline.records.record import Unread, UnreadReason
from fogline.records.report import Report

# A sentence without a verb, this long or shorter, is a heading or a name: nothing was missed.
# Longer ones are told as unparsed.
FRAGMENT = 3
# In English reporting, more letters than this of another script is another language.
FOREIGN_SHARE = 0.5


def find_unread(document: Document, claims: Sequence[Claim]) -> tuple[Unread, ...]:
    """The sentences outside boilerplate that carry no claim's evidence, in text order."""
    read: set[int] = set()
    for claim in claims:
        for span in (claim.trigger, *claim.evidence):
            sentence = document.sentence_at(span.start)
            if sentence is not None:
                read.add(sentence.i)
    found: list[Unread] = []
    for sentence in document.sentences:
        if sentence.reporting and sentence.i not in read:
            words = [t for t in document.tokens_of(sentence) if t.pos not in ("PUNCT", "SPACE")]
            if not words:
                continue
            text = document.text[sentence.start : sentence.end]
            reason = UnreadReason.NO_CLAIM
            if _foreign(text):
                reason = UnreadReason.OTHER_LANGUAGE
            elif len(words) > FRAGMENT and not any(t.pos in ("VERB", "AUX") for t in words):
                reason = UnreadReason.UNPARSED
            found.append(Unread(start=sentence.start, end=sentence.end, reason=reason))
    return tuple(found)


def unread_language(report: Report) -> tuple[Unread, ...]:
    """Every paragraph of a report in a language that is not read."""
    found: list[Unread] = []
    here = 0
    edges = [(gap.start, gap.end) for gap in report.boilerplate]
    for start, end in (*edges, (len(report.text), len(report.text))):
        found += [
            Unread(start=part.start, end=part.end, reason=UnreadReason.OTHER_LANGUAGE)
            for part in find_paragraphs(report.text, here, start)
        ]
        here = end
    return tuple(found)


def _foreign(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    strange = sum(1 for char in letters if ord(char) > 0x24F)
    return bool(letters) and strange > FOREIGN_SHARE * len(letters)
