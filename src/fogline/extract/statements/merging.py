"""What the rules propose and what the tagger reads, made one list of drafts.

The tagger knows better which words attribute and where spans end; the rules know what hangs on a
cue (who is told, through which medium, when), what is quoted inside a content, and who is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from fogline.extract.statements.drafts import Draft, holder_kind
from fogline.extract.statements.holders import phrase_of, subject_of
from fogline.extract.statements.lexicon import Lexicon
from fogline.language.document import Document
from fogline.records.span import Span
from fogline.records.spanindex import SpanIndex, index_spans
from fogline.records.statement import Stance

if TYPE_CHECKING:
    # NumPy comes with it, and must not be loaded before the parser has set its threads.
    from fogline.extract.statements.tagging import Tagged, Tags

RULE = "tagger"
# From this confidence on a statement is taken that no rule proposes, and spans of the tagger are
# taken for those of a rule. No F1 is lost by it on PolNeAR dev; what is left out is mostly none
# ("the war has claimed thousands of lives").
LEAST = 0.4
ALONE = 0.4
ALONE_OTHERS = 0.5
# How likely the network's stance must be to be taken, where a rule says no more than that something
# is asserted and where it says more. Measured on the open half of the sentences for stances; a
# denial, and a silence where a rule has found words, have consequences. A denial must also have a
# word that denies: what the network guesses of a lone toll is not enough.
SURE = 0.5
SURE_OVER_OTHERS = 0.8
SURER = {Stance.ACCUSES: 0.7, Stance.DENIES: 0.6, Stance.SILENT: 0.9}
# What a rule found stays with these stances where the tagger sees no statement: to lose a denial
# costs a reader more than one too many. It costs 0.1 of F1 on PolNeAR dev.
KEPT = frozenset(
    {
        Stance.ACCUSES,
        Stance.CONCEDES,
        Stance.DENIES,
        Stance.DOUBTS,
        Stance.REJECTS,
        Stance.SILENT,
        Stance.THREATENS,
    }
)


def merge(document: Document, drafts: Iterable[Draft], tags: Tags, lexicon: Lexicon) -> list[Draft]:
    """The drafts with the tagger's spans, its further statements, and without what it rejects."""
    found: list[Draft] = []
    rest: list[Draft] = []
    silent: list[Draft] = []
    rows = tags.attributions
    cues = index_spans((row.cue, number) for number, row in enumerate(rows))
    sources = index_spans((row.source, row.source) for row in rows if row.source is not None)
    meant: dict[int, list[Draft]] = {}
    for draft in drafts:
        number = _meant(draft, cues)
        (rest if number is None else meant.setdefault(number, [])).append(draft)
        if draft.stance is Stance.SILENT:
            silent.append(draft)
    for number, tagged in enumerate(rows):
        same = meant.get(number, [])
        own = [draft for draft in same if draft.stance is Stance.SILENT]
        if own:
            found += [replace(draft, cue=_common(document, draft.cue, tagged.cue)) for draft in own]
        elif same:
            found.append(_mended(document, same[0], tagged))
        elif (new := _new(document, tagged, tags)) and not _silent_too(new, silent):
            found.append(_held(document, new, sources, lexicon))
    every = [_stanced(document, draft, tags, lexicon) for draft in (*found, *_kept(rest, found))]
    return _parted(document, every)


def _parted(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts without what each holds of a sentence in which another's cue holds the same."""
    here: dict[int, list[Span]] = {}
    for draft in drafts:
        own = document.sentence_at(draft.cue.start)
        if own is not None:
            here.setdefault(own.start, []).extend(
                span for span in draft.content if _sentence_start(document, span) == own.start
            )
    found: list[Draft] = []
    for draft in drafts:
        at = _sentence_start(document, draft.cue)
        content = tuple(
            span
            for span in draft.content
            if (there := _sentence_start(document, span)) == at
            or not any(span.overlaps(other) for other in here.get(there, ()))
        )
        found.append(replace(draft, content=content) if content else draft)
    return found


def _sentence_start(document: Document, span: Span) -> int:
    sentence = document.sentence_at(span.start)
    return -1 if sentence is None else sentence.start


def _stanced(document: Document, draft: Draft, tags: Tags, lexicon: Lexicon) -> Draft:
    """The draft with the network's stance, where that is surer than the rule's."""
    if draft.rule == RULE or draft.stance is Stance.SILENT:
        return draft
    stance, chance = tags.stance(draft.cue)
    # That a rule found more than an assertion has a reason in the words.
    least = SURE if draft.stance is Stance.ASSERTS else SURE_OVER_OTHERS
    if stance is Stance.ASSERTS or chance < max(least, SURER.get(stance, 0.0)):
        return draft
    if stance is Stance.DENIES and not _may_deny(document, draft, lexicon):
        return draft
    return replace(draft, stance=stance)


def _may_deny(document: Document, draft: Draft, lexicon: Lexicon) -> bool:
    """Whether the cue or the content holds a negation, or a word for what is not true."""
    cues = lexicon.cues
    words = cues.negations | cues.denial_words
    return any(
        token.dep == "neg" or token.lower in words or token.lemma in words
        for span in (draft.cue, *draft.content)
        for token in document.tokens_in(span.start, span.end)
    )


def _silent_too(draft: Draft, silent: Iterable[Draft]) -> bool:
    """Whether a rule has the same silence in other words ("calls to the mayor went unanswered")."""
    holder = draft.holder
    if draft.stance is not Stance.SILENT or holder is None:
        return False
    return any(row.holder is not None and row.holder.overlaps(holder) for row in silent)


def _common(document: Document, one: Span, other: Span) -> Span:
    """What both hold of the text; the first where they have nothing in common."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return document.span(start, end) if start < end else one


def _meant(draft: Draft, cues: SpanIndex[int]) -> int | None:
    """The number of what the tagger has with the same words for a cue; a silence is all cue.

    In "did not mention Moscow's claim" the first of two is the silence.
    """
    spans = (draft.cue, *draft.content) if draft.stance is Stance.SILENT else (draft.cue,)
    found = (row for span in spans for row in cues.overlapping(span))
    return min(found, key=lambda row: row[0].start, default=(None, None))[1]


def _mended(document: Document, draft: Draft, tagged: Tagged) -> Draft:
    """The rule's draft with the tagger's spans, where it has them."""
    if tagged.confidence < LEAST:
        return replace(draft, confidence=tagged.confidence)
    holder = tagged.source or draft.holder
    if _elsewhere(document, tagged.source, draft):
        holder = draft.holder
    if holder is not None and draft.addressee is not None and holder.overlaps(draft.addressee):
        holder = draft.holder
    # A relative pronoun says less than what it stands for, which the rules look up.
    bare = all(_is_pronoun(document, span) for span in tagged.content)
    return replace(
        draft,
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=tagged.cue,
        content=draft.content
        if bare
        else tuple(_of_one_paragraph(document, span) for span in tagged.content),
        confidence=tagged.confidence,
    )


def _elsewhere(document: Document, source: Span | None, draft: Draft) -> bool:
    """Whether the tagger takes the holder from another sentence where the cue has one in its own.

    "Troops shelled the town. Residents said ...": nobody but the residents says it.
    """
    if source is None or draft.holder is None:
        return False
    here = document.sentence_at(draft.cue.start)
    own, other = (document.sentence_at(span.start) for span in (draft.holder, source))
    return own == here and other != here


def _of_one_paragraph(document: Document, span: Span) -> Span:
    """The span up to the end of the paragraph in which it begins."""
    sentence = document.sentence_at(span.start)
    end = span.end if sentence is None else document.paragraphs[sentence.paragraph].end
    return document.span(span.start, min(span.end, end)) if end > span.start else span


def _is_pronoun(document: Document, span: Span) -> bool:
    return all(token.tag in ("WDT", "WP") for token in document.tokens_in(span.start, span.end))


def _new(document: Document, tagged: Tagged, tags: Tags) -> Draft | None:
    """A draft of the tagger's alone; None where nothing is said, or where that is not likely."""
    stance, chance = tags.stance(tagged.cue)
    if chance < max(SURE, SURER.get(stance, 0.0)):
        stance = Stance.ASSERTS
    content = (_silence(document, tagged),) if stance is Stance.SILENT else tagged.content
    content = tuple(_of_one_paragraph(document, span) for span in content)
    if not content or tagged.confidence < (ALONE if stance is Stance.ASSERTS else ALONE_OTHERS):
        return None
    return Draft(
        holder=tagged.source,
        holder_kind=holder_kind(document, tagged.source),
        cue=tagged.cue,
        content=content,
        stance=stance,
        rule=RULE,
        confidence=tagged.confidence,
    )


def _silence(document: Document, tagged: Tagged) -> Span:
    """The words that tell a silence: the cue with what follows it in its sentence."""
    sentence = document.sentence_at(tagged.cue.start)
    ends = [tagged.cue.end]
    for span in tagged.content:
        if sentence is not None and tagged.cue.end <= span.start and span.end <= sentence.end:
            ends.append(span.end)
    return document.span(tagged.cue.start, max(ends))


def _held(document: Document, draft: Draft, sources: SpanIndex[Span], lexicon: Lexicon) -> Draft:
    """The draft with a holder: the cue's subject, where its speaker was told with another cue."""
    holder = draft.holder or _subject(document, draft.cue, sources, lexicon)
    return replace(draft, holder=holder, holder_kind=holder_kind(document, holder))


def _subject(
    document: Document, cue: Span, sources: SpanIndex[Span], lexicon: Lexicon
) -> Span | None:
    """The cue's grammatical subject, in the words that the tagger has for it."""
    verb = document.head_in(cue.start, cue.end)
    head = None if verb is None or verb.pos not in ("VERB", "AUX") else subject_of(document, verb)
    if head is None or not lexicon.can_speak(head):
        return None
    phrase = phrase_of(document, head)
    told = next((source for source, _ in sources.overlapping(phrase)), phrase)
    return None if told.overlaps(cue) else told


def _kept(rest: Iterable[Draft], found: list[Draft]) -> Iterator[Draft]:
    """The rules' drafts that stay: by their stance, or quoted within a content."""
    contents = index_spans((span, None) for draft in found for span in draft.content)
    for draft in rest:
        within = any(span.covers(draft.cue) for span, _ in contents.overlapping(draft.cue))
        if within or draft.stance in KEPT:
            yield draft
