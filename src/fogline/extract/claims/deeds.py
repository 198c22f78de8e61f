"""Statements that are none: deeds that the tagger alone took for speech."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.triggers import find_matches
from fogline.extract.statements.merging import RULE as TAGGER
from fogline.language.document import Document, Token
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance

# What is done and not said: a verb of these is no speech act.
DONE = frozenset(
    (
        *("ADVANCE", "AID", "ASSAULT", "COERCE", "CONSULT", "CONTROL", "CRIME", "DISASTER"),
        *("EXCHANGE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "SUPPORT", "TOLL"),
    )
)
# A noun of these kinds can be spoken to, whatever else it may tell.
ADDRESSED = ("PROPN", "PRON")
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
    kept = [row for row in attributions if not _only_does(reading, row, deeds)]
    return tuple(_spoken_to(reading, row) for row in _numbered(attributions, kept))


def _spoken_to(reading: Reading, told: Attribution) -> Attribution:
    """The statement without an addressee that is a deed: "promised an inquiry"."""
    span = told.addressee_span
    head = None if span is None else reading.document.head_in(span.start, span.end)
    if head is None or head.pos in ADDRESSED or reading.is_actor(head):
        return told
    deed = ("noun", head.lemma) in reading.table.senses
    return replace(told, addressee_span=None) if deed else told


def _is_deed(reading: Reading, told: Attribution) -> bool:
    """As in "The capture of the town, announced on Monday, was ...": no deed says anything.

    A campaign may; a deed that is done "of" somebody or that "depends on" something does not.
    """
    document, holder = reading.document, told.holder_span
    head = None if holder is None else document.head_in(holder.start, holder.end)
    if head is None or head.pos != "NOUN" or reading.is_actor(head):
        return False
    done = any(prep.lower == "of" for prep in document.children(head, "prep"))
    cue = () if told.cue is None else document.tokens_in(told.cue.start, told.cue.end)
    if not done and not any(reading.listed("depending-verbs", word) for word in cue):
        return False
    senses = reading.table.senses.get(("noun", head.lemma), ())
    return bool(senses) and all(sense.type in DONE for sense in senses)


def _only_does(reading: Reading, told: Attribution, deeds: Container[int]) -> bool:
    document = reading.document
    if _is_deed(reading, told):
        return True
    if told.rule != TAGGER or told.cue is None:
        return False
    words = document.tokens_in(told.cue.start, told.cue.end)
    # "Will lay down their arms if": what follows is a condition, and nothing is said.
    conditional = bool(words) and reading.listed("condition-marks", words[-1])
    if conditional and words[-1].lower != "whether":
        return True
    if any(reading.listed("implicative-verbs", word) for word in words) and not any(
        document.quotes_in(span.start, span.end) for span in told.content
    ):
        # "Managed to enter", "stopped short of storming": a deed, or none.
        return True
    if _of_one_verb(words, document, told.content) or _nobody_says(reading, told, words):
        return True
    done = any(word.i in deeds for word in words)
    if done and told.stance is Stance.SILENT:
        # "Would never have taken them": who does something is not silent.
        return True
    if _says(document, [span for span in told.content if not (done and _when(document, span))]):
        return False
    bare = all(word.dep in AUXILIARIES for word in words)
    return bare or done


def _when(document: Document, span: Span) -> bool:
    """Whether the content of a deed is but its time or condition ("only after they left")."""
    head = document.head_in(span.start, span.end)
    return head is not None and head.dep in ("advcl", "npadvmod", "relcl")


def _of_one_verb(words: Sequence[Token], document: Document, content: Sequence[Span]) -> bool:
    """Whether the cue is but the auxiliary of the content's verb ("the rebels will shell ...")."""
    if not words or any(word.dep not in AUXILIARIES for word in words):
        return False
    return any(
        span.start <= document.tokens[words[-1].head].start < span.end
        and not document.quotes_in(span.start, span.end)
        for span in content
    )


def _nobody_says(reading: Reading, told: Attribution, words: Sequence[Token]) -> bool:
    """Whether a cue that nobody holds is a deed or a tie ("withdrawal from", "subject to").

    So is a verb whose own subject is in the content: "The war has claimed thousands of lives".
    """
    if told.holder_span is not None or not words:
        return False
    document, first = reading.document, words[0]
    subjects = [row for word in words for row in document.children(word, "nsubj")]
    if any(span.start <= row.start < span.end for row in subjects for span in told.content):
        return True
    senses = reading.table.senses.get(("noun", first.lemma), ())
    deed = first.pos == "NOUN" and bool(senses) and all(sense.type in DONE for sense in senses)
    return deed or reading.listed("depending-adjectives", first)


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
