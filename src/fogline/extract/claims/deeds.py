"""Statements that are none: deeds that the tagger alone took for speech."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.triggers import find_matches
from fogline.extract.statements.merging import RULE as TAGGER
from fogline.language.document import Document
from fogline.records.span import Span
from fogline.records.statement import Attribution

# What is done and not said: a verb of these is no speech act.
DONE = frozenset(
    (
        *("ADVANCE", "AID", "ASSAULT", "COERCE", "CONSULT", "CONTROL", "CRIME", "DISASTER"),
        *("EXCHANGE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "SUPPORT", "TOLL"),
    )
)
AUXILIARIES = frozenset(("aux", "auxpass", "neg"))


def without_deeds(reading: Reading, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The statements without those that only tell a deed.

    The tagger knows a cue by its surroundings: it takes "imposed a curfew" for a demand and
    "torched the registry" for a refusal, where no rule sees anything said. Such a one goes where
    its cue is the verb of a deed, or a bare auxiliary, and no clause and no quotation hangs on it.
    """
    document = reading.document
    sentences = {
        sentence.start: sentence
        for row in attributions
        if row.rule == TAGGER and row.cue is not None
        if (sentence := document.sentence_at(row.cue.start)) is not None
    }
    deeds = {
        match.head.i
        for sentence in sentences.values()
        for match in find_matches(reading, sentence)
        if match.sense.position == "verb" and match.sense.type in DONE
    }
    kept = [row for row in attributions if not _only_does(document, row, deeds)]
    return _numbered(attributions, kept)


def _only_does(document: Document, told: Attribution, deeds: Container[int]) -> bool:
    if told.rule != TAGGER or told.cue is None or _says(document, told.content):
        return False
    words = document.tokens_in(told.cue.start, told.cue.end)
    bare = all(word.dep in AUXILIARIES for word in words)
    return bare or any(word.i in deeds for word in words)


def _says(document: Document, content: Iterable[Span]) -> bool:
    """Whether the content is quoted, or has a verb with a subject."""
    for span in content:
        if document.quotes_in(span.start, span.end):
            return True
        head = document.head_in(span.start, span.end)
        if head is not None and document.children(head, "nsubj", "nsubjpass", "expl"):
            return True
    return False


def _numbered(
    before: Sequence[Attribution], kept: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The kept statements; whose parent is gone has that one's parent."""
    place = {id(row): number for number, row in enumerate(kept)}

    def parent(row: Attribution) -> int | None:
        number = row.parent
        while number is not None and id(before[number]) not in place:
            number = before[number].parent
        return None if number is None else place[id(before[number])]

    return tuple(replace(row, parent=parent(row)) for row in kept)
