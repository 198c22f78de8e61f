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
from fogline.records.statement import Stance

if TYPE_CHECKING:
    # NumPy comes with it, and must not be loaded before the parser has set its threads.
    from fogline.extract.statements.tagging import Tagged, Tags

RULE = "tagger"
# A statement that no rule proposes is taken from this confidence on: no F1 is lost on PolNeAR dev,
# and what is left out is mostly no statement ("the war has claimed thousands of lives").
LEAST_ALONE = 0.4
# How likely the network's stance must be to replace that of a rule: "asserts" is what the rules say
# where nothing tells more. Measured on the open half of the sentences for stances.
OVER_ASSERTS = 0.6
OVER_OTHERS = 0.9
# A threat is a grave thing to have made.
LEAST = {Stance.THREATENS: 0.85}
# Rules whose content is a clause or a quotation: what is said in it decides, not the cue.
_OPEN_RULES = ("verb-clause", "verb-quote", "phrase")


def merge(document: Document, drafts: Iterable[Draft], tags: Tags, lexicon: Lexicon) -> list[Draft]:
    """The drafts with the tagger's spans, its further statements, and without what it rejects."""
    ruled = list(drafts)
    found: list[Draft] = []
    taken: set[int] = set()
    for tagged in tags.attributions:
        same = [n for n, draft in enumerate(ruled) if n not in taken and _same(draft, tagged)]
        taken.update(same)
        own = [ruled[n] for n in same if ruled[n].stance is Stance.SILENT]
        if own:
            found += own
        elif same:
            found.append(_mended(document, ruled[same[0]], tagged))
        elif tagged.confidence >= LEAST_ALONE and (new := _new(document, tagged, tags, lexicon)):
            found.append(new)
    rest = [draft for n, draft in enumerate(ruled) if n not in taken]
    return [_stanced(draft, tags) for draft in (*found, *_kept(rest, found))]


def _stanced(draft: Draft, tags: Tags) -> Draft:
    """The draft with the network's stance, where that is surer than the rule's."""
    if draft.rule == RULE or draft.stance is Stance.SILENT:
        return draft
    stance, chance = tags.stance(draft.cue)
    if draft.stance is Stance.ASSERTS:
        surer = draft.rule in _OPEN_RULES and chance >= LEAST.get(stance, OVER_ASSERTS)
    else:
        # That a rule found more than an assertion has a reason in the words.
        surer = chance >= OVER_OTHERS and stance is not Stance.ASSERTS
    return replace(draft, stance=stance) if surer else draft


def _same(draft: Draft, tagged: Tagged) -> bool:
    """Whether both have the same words for a cue; a silence's content is its cue."""
    if draft.stance is Stance.SILENT:
        return any(span.overlaps(tagged.cue) for span in draft.content)
    return draft.cue.overlaps(tagged.cue)


def _mended(document: Document, draft: Draft, tagged: Tagged) -> Draft:
    """The rule's draft with the tagger's spans, where it has them."""
    holder = tagged.source or draft.holder
    return replace(
        draft,
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=tagged.cue,
        content=tagged.content or draft.content,
        confidence=tagged.confidence,
    )


def _new(document: Document, tagged: Tagged, tags: Tags, lexicon: Lexicon) -> Draft | None:
    """A draft of the tagger's alone; None where nothing is said."""
    stance, _ = tags.stance(tagged.cue)
    cue, content = tagged.cue, tagged.content
    if stance is Stance.SILENT:
        cue = _silence(document, tagged)
        content = (cue,)
    if not content:
        return None
    holder = tagged.source or _subject(document, tagged.cue, tags, lexicon)
    return Draft(
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=cue,
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


def _subject(document: Document, cue: Span, tags: Tags, lexicon: Lexicon) -> Span | None:
    """The cue's grammatical subject, where its speaker was told with another cue already."""
    verb = document.head_in(cue.start, cue.end)
    head = None if verb is None or verb.pos not in ("VERB", "AUX") else subject_of(document, verb)
    if head is None or not lexicon.can_speak(head):
        return None
    phrase = phrase_of(document, head)
    sources = (row.source for row in tags.attributions if row.source is not None)
    told = next((source for source in sources if source.overlaps(phrase)), phrase)
    return None if told.overlaps(cue) else told


def _kept(rest: Iterable[Draft], found: list[Draft]) -> Iterator[Draft]:
    """The rules' drafts that stay: silences, and what is quoted within a content."""
    contents = [span for draft in found for span in draft.content]
    for draft in rest:
        if draft.stance is Stance.SILENT or _within(draft.cue, contents):
            yield draft


def _within(cue: Span, contents: Iterable[Span]) -> bool:
    return any(span.covers(cue) for span in contents)
