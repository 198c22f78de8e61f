"""Silences and doubts: who has not answered, and what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.extract.statements.contents import pieces
from fogline.extract.statements.drafts import Draft, holder_kind
from fogline.extract.statements.holders import is_passive, phrase_of, subject_of
from fogline.extract.statements.lexicon import Lexicon
from fogline.knowledge.cues import Hit, HolderPlace, SilenceCue
from fogline.language.document import Document, Sentence, Token
from fogline.records.span import Span
from fogline.records.statement import HolderKind, Stance

CONFIDENCE = 0.9


def silence(document: Document, sentence: Sentence, lexicon: Lexicon) -> Iterator[Draft]:
    """One draft for each silence: the silent party holds, the words that tell it are content.

    The cue is the content's last word-group: a silence has no words of its own beside it, so cue
    and content are the same words.
    """
    tokens = document.tokens_of(sentence)
    for hit in lexicon.cues.find_silences([token.lemma for token in tokens]):
        words = tokens[hit.start : hit.end]
        holder = _holder(document, tokens, hit)
        told = document.span_of(words[0], words[-1])
        if holder is not None and holder.overlaps(told):
            holder = None
        yield Draft(
            holder=holder,
            holder_kind=holder_kind(document, holder),
            cue=told,
            content=(told,),
            stance=Stance.SILENT,
            rule=f"silence-{hit.cue.kind.value}",
            confidence=CONFIDENCE,
        )


def doubt(document: Document, sentence: Sentence, lexicon: Lexicon) -> Iterator[Draft]:
    """One draft for each account that somebody could not check."""
    tokens = document.tokens_of(sentence)
    for hit in lexicon.cues.find_unverified([token.lemma for token in tokens]):
        words = tokens[hit.start : hit.end]
        cue = document.span_of(words[0], words[-1])
        verb = _predicate(words)
        if hit.cue.holder is HolderPlace.SUBJECT and not is_passive(document, verb):
            # "The army stopped short of confirming": the subject is that of the verb above.
            head = subject_of(document, verb) or subject_of(document, _top(document, words))
            if head is None:
                continue
            holder: Span | None = phrase_of(document, head)
            content = _object(document, verb, cue)
        else:
            holder = None
            head = document.child(verb, "nsubjpass", "nsubj")
            content = _subject(document, head, cue) or _object(document, verb, cue)
        if holder is not None and holder.overlaps(cue):
            continue
        yield Draft(
            holder=holder,
            holder_kind=HolderKind.NARRATOR if holder is None else holder_kind(document, holder),
            cue=cue,
            content=content or (cue,),
            stance=Stance.DOUBTS,
            rule="unverified",
            confidence=CONFIDENCE,
        )


def _holder(document: Document, tokens: Sequence[Token], hit: Hit[SilenceCue]) -> Span | None:
    words = tokens[hit.start : hit.end]
    if hit.cue.holder is HolderPlace.SUBJECT:
        head = subject_of(document, _top(document, words))
        return None if head is None else phrase_of(document, head)
    if hit.cue.holder is HolderPlace.AFTER:
        return _phrase_after(document, tokens, hit.end)
    if hit.cue.holder is HolderPlace.POSSESSOR:
        owner = next((token for token in words if token.tag in ("POS", "PRP$")), None)
        if owner is None:
            return None
        head = document.head(owner) if owner.tag == "POS" else owner
        return None if head is None else document.subtree_span(head)
    return None


def _phrase_after(document: Document, tokens: Sequence[Token], at: int) -> Span | None:
    """The noun phrase that follows the match ("no comment from the army")."""
    for token in tokens[at : at + 8]:
        if token.pos in ("NOUN", "PROPN", "PRON"):
            head = token
            while head.dep in ("compound", "poss", "nmod", "amod") and head.head > head.i:
                head = document.tokens[head.head]
            return phrase_of(document, head)
        if token.pos not in ("ADP", "DET", "ADJ", "PUNCT"):
            return None
    return None


def _top(document: Document, words: Sequence[Token]) -> Token:
    """The highest verb of the match: its subject is the silent one."""
    verbs = [token for token in words if token.pos in ("VERB", "AUX")] or list(words)
    numbers = {token.i for token in words}
    top = verbs[0]
    for token in verbs:
        if token.head not in numbers or token.head == token.i:
            top = token
            break
    head = document.head(top)
    while top.dep in ("aux", "auxpass", "neg") and head is not None:
        top, head = head, document.head(head)
    return top


def _predicate(words: Sequence[Token]) -> Token:
    """The last verb of the match ("could not be verified"), or its last word."""
    verbs = [token for token in words if token.pos == "VERB"]
    return verbs[-1] if verbs else words[-1]


def _object(document: Document, verb: Token, cue: Span) -> tuple[Span, ...]:
    for child in document.children(verb, "dobj", "ccomp"):
        return _clear(pieces(document, document.subtree(child)), cue)
    return ()


def _subject(document: Document, head: Token | None, cue: Span) -> tuple[Span, ...]:
    if head is None or head.lower in ("it", "there"):
        return ()
    return _clear(pieces(document, document.subtree(head)), cue)


def _clear(spans: tuple[Span, ...], cue: Span) -> tuple[Span, ...]:
    return tuple(span for span in spans if not span.overlaps(cue))
