"""Nouns that mean a place named before: "this city", "the region", "its capital", "there"."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.knowledge.placewords import PlaceWords
from fogline.language.document import Document, Token
from fogline.records.place import PlaceKind
from fogline.records.span import Span
from fogline.resolve.places.records import Draft

_DETERMINERS = frozenset({"the", "this", "that"})
# Mentions to look back over for a capital.
MOST_BACK = 40
# Words that may stand between the determiner and the noun.
_LONGEST = 2


def find_backrefs(
    document: Document, drafts: Sequence[Draft], table: PlaceWords
) -> list[tuple[int, Span]]:
    """The draft that each such noun means, with its span."""
    named = sorted(
        (span.start, span.end, number)
        for number, draft in enumerate(drafts)
        if draft.relation is None
        for span in draft.spans
    )
    found: list[tuple[int, Span]] = []
    here = 0
    for sentence in document.sentences:
        if not sentence.reporting:
            continue
        for token in document.tokens_of(sentence):
            while here < len(named) and named[here][0] < token.start:
                here += 1
            reference = _reference(document, token, named, here, drafts, table)
            if reference is not None:
                found.append(reference)
    return found


def _reference(
    document: Document,
    token: Token,
    named: Sequence[tuple[int, int, int]],
    here: int,
    drafts: Sequence[Draft],
    table: PlaceWords,
) -> tuple[int, Span] | None:
    if token.lower == "there" and token.dep == "advmod" and token.tag != "EX":
        number = _antecedent(document, token, named, here, drafts, tuple(PlaceKind), paragraphs=0)
        return (number, document.span_of(token)) if number is not None else None
    if token.lower == "its":
        return _its_capital(document, token, named, here)
    if token.lower not in _DETERMINERS:
        return None
    noun = _noun(document, token, table)
    if noun is None:
        return None
    text = document.text[document.tokens[token.i + 1].start : noun.end].lower()
    if noun.lower == "capital":
        number = _last_capital(document, token, named, here, drafts)
        return (number, document.span_of(token, noun)) if number is not None else None
    kinds = table.references.get(text) or table.references[noun.lower]
    number = _antecedent(document, token, named, here, drafts, kinds, paragraphs=1)
    return (number, document.span_of(token, noun)) if number is not None else None


def _noun(document: Document, token: Token, table: PlaceWords) -> Token | None:
    """The noun of a reference that begins with the determiner: nothing further may name it."""
    tokens = document.tokens
    for i in range(token.i + 1, min(token.i + 1 + _LONGEST, len(tokens))):
        noun = tokens[i]
        if noun.sentence != token.sentence:
            return None
        if noun.lower in table.references and noun.pos in ("NOUN", "PROPN"):
            after = tokens[i + 1] if i + 1 < len(tokens) else None
            if after is not None and after.sentence == token.sentence:
                named = after.text[:1].isupper() and after.pos == "PROPN"
                compound = after.pos in ("NOUN", "PROPN") and noun.dep == "compound"
                if after.lower == "of" or named or compound:
                    return None
            return noun
        if noun.pos != "NOUN":
            return None
    return None


def _antecedent(
    document: Document,
    token: Token,
    named: Sequence[tuple[int, int, int]],
    here: int,
    drafts: Sequence[Draft],
    kinds: Sequence[PlaceKind],
    *,
    paragraphs: int,
) -> int | None:
    """The nearest place of one of the kinds, at most so many paragraphs back."""
    paragraph = document.sentences[token.sentence].paragraph
    first = document.paragraphs[max(paragraph - paragraphs, 0)].start
    while here > 0:
        here -= 1
        start, _, number = named[here]
        if start < first:
            return None
        if drafts[number].kind in kinds:
            return number
    return None


def _last_capital(
    document: Document,
    token: Token,
    named: Sequence[tuple[int, int, int]],
    here: int,
    drafts: Sequence[Draft],
) -> int | None:
    """The capital named last, in this paragraph or the one before."""
    paragraph = document.sentences[token.sentence].paragraph
    first = document.paragraphs[max(paragraph - 1, 0)].start
    for start, _, number in reversed(named[max(here - MOST_BACK, 0) : here]):
        choice = drafts[number].choice
        if start >= first and choice and choice.place and choice.place.feature == "PPLC":
            return number
    return None


def _its_capital(
    document: Document, token: Token, named: Sequence[tuple[int, int, int]], here: int
) -> tuple[int, Span] | None:
    """The place of "its capital, Dnipro": the name that follows says which."""
    tokens = document.tokens
    if token.i + 1 >= len(tokens) or tokens[token.i + 1].lower != "capital":
        return None
    noun = tokens[token.i + 1]
    for start, _, number in named[here : here + 1]:
        if document.text[noun.end : start].strip() in ("", ","):
            return number, document.span_of(token, noun)
    return None
