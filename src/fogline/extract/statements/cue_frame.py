"""The cue's own words: auxiliaries, negation, adverbs, particle, governing preposition, colon."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.knowledge.cues import CueLexicon
from fogline.language.document import Document, Token
from fogline.records.span import Span

_LEFT = ("aux", "auxpass", "neg", "advmod")
_RIGHT = ("prt",)
_TIME_LABELS = ("DATE", "TIME")


@dataclass(frozen=True, slots=True)
class CueWords:
    """The cue's span, where it was said (in the report's words), and when."""

    cue: Span
    medium: str | None
    said: Span | None


def frame_of(document: Document, verb: Token, governor: Token | None, cues: CueLexicon) -> CueWords:
    """The frame of a verb; ``governor`` is the preposition that governs the content."""
    first = _leftmost(document, verb)
    last = verb
    for child in document.children(verb, *_RIGHT):
        if child.i == last.i + 1:
            last = child
    if governor is not None and governor.i == last.i + 1:
        last = governor
    after = document.tokens[last.i + 1] if last.i + 1 < len(document.tokens) else None
    if after is not None and after.text == ":" and after.start == last.end:
        last = after
    return CueWords(
        cue=document.span_of(first, last),
        medium=_medium(document, verb, cues),
        said=_said(document, verb),
    )


def _leftmost(document: Document, verb: Token) -> Token:
    first = verb
    for child in reversed(document.children(verb, *_LEFT)):
        left, right = document.subtree_edges(child)
        if right == first.i - 1 and left == child.i:
            first = child
    return first


def _medium(document: Document, verb: Token, cues: CueLexicon) -> str | None:
    """Where it was said, without determiner or possessor: "evening address", "Telegram"."""
    media = cues.media
    for preposition in document.children(verb, "prep"):
        for thing in document.children(preposition, "pobj"):
            phrase = _noun_group(document, thing)
            words = [token.lower for token in phrase]
            if preposition.lower in media.head_prepositions and thing.lemma in media.heads:
                return document.span_of(phrase[0], thing).text
            if preposition.lower in media.platform_prepositions and any(
                media.platforms.find(words)
            ):
                return document.span_of(phrase[0], thing).text
    return None


def _noun_group(document: Document, thing: Token) -> tuple[Token, ...]:
    """The noun with the modifiers directly before it, no determiner, no possessor."""
    first = thing.i
    for child in reversed(document.children(thing, "compound", "amod", "nmod")):
        if child.i == first - 1:
            first = child.i
    return document.tokens[first : thing.i + 1]


def _said(document: Document, verb: Token) -> Span | None:
    """The time words that hang on the cue itself ("said on Friday")."""
    for child in document.children(verb, "npadvmod", "prep"):
        tokens = document.subtree(child)
        timed = [token for token in tokens if token.ent in _TIME_LABELS]
        if timed and all(
            token.ent in _TIME_LABELS or token.i == child.i or token.pos in ("DET", "ADP")
            for token in tokens
        ):
            return document.span_of(timed[0], timed[-1])
    return None
