"""Nouns that mean a place named before: "this city", "the region", "its capital", "there".

"Its edge" is a place of its own, which the place named before is the anchor of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.placewords import PlaceWords
from fogline.language.document import Document, Token
from fogline.records.place import PlaceKind
from fogline.records.span import Span
from fogline.resolve.places.areas import part_of
from fogline.resolve.places.records import Draft

DETERMINERS = frozenset({"the", "this", "that"})
# Mentions to look back over for a capital.
MOST_BACK = 40
# Words that may stand between the determiner and the noun.
_LONGEST = 2
# What has an edge that somebody can reach; of a country, "its" is mostly the state.
_EDGED = (PlaceKind.SETTLEMENT, PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.AREA)


def find_backrefs(
    document: Document, drafts: Sequence[Draft], table: PlaceWords
) -> list[tuple[int, Span]]:
    """The draft that each such noun means, with its span."""
    found: list[tuple[int, Span]] = []
    for token, named, here in _walk(document, drafts):
        reference = _reference(document, token, named, here, drafts, table)
        if reference is not None:
            found.append(reference)
    return found


def find_own_edges(document: Document, drafts: Sequence[Draft], table: PlaceWords) -> list[Draft]:
    """A draft for every "its edge", "its western border": a part of the place named before."""
    found: list[Draft] = []
    for token, named, here in _walk(document, drafts):
        edge = _own_edge(document, token, table) if token.lower == "its" else None
        if edge is None:
            continue
        number = _antecedent(document, token, named, here, drafts, _EDGED, paragraphs=0)
        if number is not None:
            words = document.text[document.tokens[token.i + 1].start : edge.end]
            found.append(part_of(drafts, number, f"{words} of", document.span_of(token, edge)))
    return found


def _own_edge(document: Document, token: Token, table: PlaceWords) -> Token | None:
    for after in document.tokens[token.i + 1 : token.i + 1 + _LONGEST]:
        if after.lower in table.own_edges and after.pos == "NOUN":
            return after
        if after.lower not in table.sides:
            return None
    return None


def _walk(
    document: Document, drafts: Sequence[Draft]
) -> Iterator[tuple[Token, Sequence[tuple[int, int, int]], int]]:
    """Each token with the named places and how many of them begin before it."""
    named = sorted(
        (span.start, span.end, number)
        for number, draft in enumerate(drafts)
        if draft.relation is None
        for span in draft.spans
    )
    here = 0
    for sentence in document.sentences:
        if not sentence.reporting:
            continue
        for token in document.tokens_of(sentence):
            while here < len(named) and named[here][0] < token.start:
                here += 1
            yield token, named, here


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
    if token.lower not in DETERMINERS:
        return None
    noun = _noun(document, token, table)
    if noun is None:
        return None
    text = document.text[document.tokens[token.i + 1].start : noun.end].lower()
    if noun.lower == "capital":
        number = _last_capital(document, token, named, here, drafts)
        return (number, document.span_of(token, noun)) if number is not None else None
    word = text if text in table.references else noun.lower
    number = _meant(document, token, named, here, drafts, word, table)
    return (number, document.span_of(token, noun)) if number is not None else None


def _meant(
    document: Document,
    token: Token,
    named: Sequence[tuple[int, int, int]],
    here: int,
    drafts: Sequence[Draft],
    word: str,
    table: PlaceWords,
) -> int | None:
    """The place that a noun takes up: of its kinds, or named like a unit, or of looser kinds."""
    kinds = table.references[word]
    number = _antecedent(document, token, named, here, drafts, kinds, paragraphs=1)
    if number is not None:
        return number
    # "The region" may be any ground: only a unit's own word means the one around its town.
    if here and PlaceKind.AREA not in kinds and _gives_name(drafts[named[here - 1][2]], kinds):
        return named[here - 1][2]
    looser = table.looser.get(word, ())
    return _antecedent(document, token, named, here, drafts, looser, paragraphs=1)


def _gives_name(draft: Draft, kinds: Sequence[PlaceKind]) -> bool:
    """Whether the town's unit of one of the kinds bears its name ("Dhamar", "the governorate")."""
    name = normalise(draft.name)
    return draft.kind is PlaceKind.SETTLEMENT and any(
        unit.kind in kinds and normalise(unit.name).startswith(name) for unit in draft.within
    )


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
        if noun.pos not in ("NOUN", "ADJ"):
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
    """The nearest place of one of the kinds, at most so many paragraphs back.

    Who says the sentence is not meant: "Moscow announced that its troops were fighting there".
    """
    speakers = _speakers(document, token)
    paragraph = document.sentences[token.sentence].paragraph
    first = document.paragraphs[max(paragraph - paragraphs, 0)].start
    while here > 0:
        here -= 1
        start, end, number = named[here]
        if start < first:
            return None
        if drafts[number].kind in kinds and not any(start <= at < end for at in speakers):
            return number
    return None


def _speakers(document: Document, token: Token) -> tuple[int, ...]:
    """Where the subjects stand whose words the token is in."""
    found: list[int] = []
    here = token
    for above in document.ancestors(token):
        if here.dep == "ccomp":
            found += [subject.start for subject in document.children(above, "nsubj")]
        here = above
    return tuple(found)


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
