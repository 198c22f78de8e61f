"""Finds who is said to say what: holder, cue, content and stance, by rules over the parse.

The trained tagger, where there is one, sees what the rules propose; what both find is made one
list in ``merging.py``. Each rule looks at one kind of cue and proposes drafts;
they are put in order, floating quotations go to the speaker before them, and it is found
which statement is quoted in which. The span conventions are PolNeAR's (Newell, Margolin and Ruths
2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fogline.extract.statements.contents import is_speech, merged
from fogline.extract.statements.cue_phrases import cue_phrase, noun_cue
from fogline.extract.statements.cue_verbs import verb_cue
from fogline.extract.statements.drafts import Draft
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.merging import merge
from fogline.extract.statements.silences import doubt, silence
from fogline.language.document import Document, Quote, Sentence
from fogline.records.span import Span
from fogline.records.statement import Attribution

if TYPE_CHECKING:
    from fogline.extract.statements.tagging import Deed, Tagger

Rule = Callable[[Document, Sentence, Lexicon], Iterable[Draft]]

RULES: tuple[Rule, ...] = (silence, doubt, verb_cue, cue_phrase, noun_cue)


def find_statements(
    document: Document, lexicon: Lexicon, tagger: Tagger | None = None
) -> tuple[Attribution, ...]:
    """The attributed statements of a document, in the order of their cues.

    A sentence without attribution gives nothing here: it is the publisher's own. Without a
    tagger these are the statements that the rules propose.
    """
    return read_statements(document, lexicon, tagger).attributions


@dataclass(frozen=True, slots=True)
class Told:
    """The statements of a document, and the deeds that the tagger reads beside them.

    ``deeds`` are by the first character of their word.
    """

    attributions: tuple[Attribution, ...]
    deeds: Mapping[int, Deed]


def read_statements(document: Document, lexicon: Lexicon, tagger: Tagger | None) -> Told:
    """The statements, and with a tagger the deeds: the network reads both at once."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if sentence.reporting:
            drafts += _of_sentence(document, sentence, lexicon)
    if tagger is None:
        return Told(_finished(document, drafts), {})
    tags = tagger.tag(document, _finished(document, drafts))
    return Told(_finished(document, merge(document, drafts, tags, lexicon)), tags.deeds)


def _finished(document: Document, drafts: list[Draft]) -> tuple[Attribution, ...]:
    """The drafts in order, floating quotations given to their speakers, each with its parent."""
    drafts = _with_floating_quotes(document, drafts)
    drafts.sort(key=lambda draft: (draft.cue.start, draft.cue.end))
    parents = _parents(document, drafts)
    return tuple(
        _attribution(document, draft, parent) for draft, parent in zip(drafts, parents, strict=True)
    )


def _of_sentence(document: Document, sentence: Sentence, lexicon: Lexicon) -> list[Draft]:
    """The drafts of a sentence; of two with the same cue or content, the earlier rule's stays."""
    found: list[Draft] = []
    for rule in RULES:
        for draft in rule(document, sentence, lexicon):
            if not any(_same(draft, other) for other in found):
                found.append(draft)
    return found


def _same(draft: Draft, other: Draft) -> bool:
    if draft.cue.overlaps(other.cue):
        return True
    return draft.content == other.content and not _frames(draft, other)


def _frames(draft: Draft, other: Draft) -> bool:
    """Two cues may hold one content ("..., he said, according to X"): both have a holder."""
    return (
        draft.holder is not None
        and other.holder is not None
        and not draft.holder.overlaps(other.holder)
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """The last draft that a quotation with no cue can belong to."""

    number: int
    paragraph: int


def _with_floating_quotes(document: Document, drafts: list[Draft]) -> list[Draft]:
    """Give each quotation that no draft holds to the speaker before it, if there is one.

    The speaker is that of the last statement in the same paragraph, or, where the quotation
    opens its paragraph, in the paragraph before.
    """
    drafts = sorted(drafts, key=lambda draft: draft.cue.start)
    held = _held_quotes(document, drafts)
    by_paragraph: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        by_paragraph.setdefault(_paragraph(document, draft.cue.start), []).append(number)
    last: _Speaker | None = None
    for quote in document.quotes:
        here = _paragraph(document, quote.start)
        if quote.i in held:
            last = _Speaker(held[quote.i], here)
            continue
        speaker = None if quote.continues is None else held.get(quote.continues)
        if speaker is None and is_speech(document, quote) and _stands_alone(document, quote):
            speaker = _speaker_before(document, quote, here, by_paragraph, drafts, last)
        if speaker is not None:
            content = (*drafts[speaker].content, document.span(quote.start, quote.end))
            drafts[speaker] = replace(drafts[speaker], content=merged(document.text, content))
            held[quote.i] = speaker
            last = _Speaker(speaker, here)
    return drafts


def _held_quotes(document: Document, drafts: list[Draft]) -> dict[int, int]:
    held: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        for span in draft.content:
            for quote in document.quotes_in(span.start, span.end):
                if span.start <= quote.start and quote.end <= span.end:
                    held.setdefault(quote.i, number)
    return held


def _paragraph(document: Document, offset: int) -> int:
    sentence = document.sentence_at(offset)
    return -1 if sentence is None else sentence.paragraph


def _stands_alone(document: Document, quote: Quote) -> bool:
    """Whether the quotation is made of whole sentences (it begins one and ends one)."""
    sentence = document.sentence_at(quote.start)
    if sentence is None or not sentence.reporting:
        return False
    return not document.text[sentence.start : quote.start].strip()


def _speaker_before(
    document: Document,
    quote: Quote,
    here: int,
    by_paragraph: dict[int, list[int]],
    drafts: list[Draft],
    last: _Speaker | None,
) -> int | None:
    before = [
        number for number in by_paragraph.get(here, ()) if drafts[number].cue.start < quote.start
    ]
    if before:
        return before[-1]
    opens = document.paragraphs[here].start == quote.start
    if last is not None and opens and here - last.paragraph == 1:
        return last.number
    above = by_paragraph.get(here - 1, ())
    return above[-1] if opens and above else None


def _attribution(document: Document, draft: Draft, parent: int | None) -> Attribution:
    return Attribution(
        holder_span=draft.holder,
        holder_kind=draft.holder_kind,
        cue=draft.cue,
        content=draft.content,
        stance=draft.stance,
        form=draft.form(document),
        parent=parent,
        addressee_span=draft.addressee,
        medium=draft.medium,
        said_span=draft.said,
        rule=draft.rule,
        confidence=draft.confidence,
    )


def _parents(document: Document, drafts: list[Draft]) -> list[int | None]:
    """For each draft the number of the one with the shortest content that covers its cue."""
    covering: dict[int, list[tuple[int, Span]]] = {}
    for number, draft in enumerate(drafts):
        for span in draft.content:
            first, last = _paragraph(document, span.start), _paragraph(document, span.end - 1)
            for paragraph in range(first, last + 1):
                covering.setdefault(paragraph, []).append((number, span))
    found: list[int | None] = []
    for number, draft in enumerate(drafts):
        outer = [
            (len(span), other)
            for other, span in covering.get(_paragraph(document, draft.cue.start), ())
            if other != number and span.covers(draft.cue) and not _holds(draft, drafts[other].cue)
        ]
        found.append(min(outer)[1] if outer else None)
    return found


def _holds(draft: Draft, cue: Span) -> bool:
    return any(span.covers(cue) for span in draft.content)


def narrated(document: Document, sentence: Sentence, taken: Iterable[Span]) -> tuple[Span, ...]:
    """What of a sentence is the publisher's own: all that no content, holder or cue takes."""
    start, end = sentence.start, sentence.end
    holes = sorted(
        (max(span.start, start), min(span.end, end))
        for span in taken
        if span.start < end and start < span.end
    )
    found: list[Span] = []
    here = start
    for first, last in (*holes, (end, end)):
        if first > here:
            piece = _own_words(document, here, first)
            if piece is not None:
                found.append(piece)
        here = max(here, last)
    return tuple(found)


def _own_words(document: Document, start: int, end: int) -> Span | None:
    tokens = [token for token in document.tokens_in(start, end) if token.start >= start]
    while tokens and tokens[0].pos in ("PUNCT", "SPACE"):
        tokens.pop(0)
    while tokens and tokens[-1].pos == "SPACE":
        tokens.pop()
    if not any(token.pos not in ("PUNCT", "SPACE") for token in tokens):
        return None
    return document.span(tokens[0].start, min(tokens[-1].end, end))
