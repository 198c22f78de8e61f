"""Numbers told without a number: "a woman was killed", "both children", "no one was hurt"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.knowledge.quantitywords import load_number_words, load_quantity_words
from fogline.language.document import Document, Paragraph, Token
from fogline.records.quantity import QuantityKind
from fogline.resolve.quantities.kinds import told_kind
from fogline.resolve.quantities.spans import Number

_ARTICLES = frozenset({"a", "an", "another"})
_CASUALTIES = frozenset({"casualty", "victim"})
_OF_PERSONS = frozenset(
    {
        QuantityKind.KILLED,
        QuantityKind.WOUNDED,
        QuantityKind.CAPTURED,
        QuantityKind.MISSING,
        QuantityKind.TRAPPED,
    }
)


def find_wordless(document: Document, paragraph: Paragraph) -> Iterator[Number]:
    """The numbers of a paragraph that no number word tells, in text order."""
    for i in range(paragraph.first, paragraph.last):
        for token in document.tokens_of(document.sentences[i]):
            found = _single(document, token) or _both(document, token) or _none(document, token)
            if found is not None:
                yield found


def _single(document: Document, token: Token) -> Number | None:
    """A woman was killed; the blast wounded another soldier."""
    if token.lower not in _ARTICLES or token.dep != "det":
        return None
    noun = document.head(token)
    words = load_quantity_words()
    if noun is None or noun.tag != "NN" or noun.lemma not in words.who:
        return None
    kind = told_kind(document, noun)
    if kind not in _OF_PERSONS or noun.lemma in words.groups or noun.lemma in words.nouns:
        return None
    return _number(token, noun, 1, kind)


def _both(document: Document, token: Token) -> Number | None:
    """Both children (were found dead)."""
    noun = document.head(token) if token.lower == "both" else None
    if noun is None or noun.lemma not in load_quantity_words().who:
        return None
    kind = told_kind(document, noun)
    return _number(token, token, 2, kind) if kind in _OF_PERSONS else None


def _none(document: Document, token: Token) -> Number | None:
    """No casualties; no one was killed; nobody was hurt; none were injured."""
    words = load_quantity_words()
    if token.lower not in load_number_words().nothing:
        return None
    noun = document.head(token) if token.dep in ("det", "neg") else token
    if noun is None:
        return None
    harmed = told_kind(document, noun)
    named = words.nouns.get(noun.lemma)
    if noun.lemma in _CASUALTIES and noun.tag == "NNS":
        # No casualties: nobody was killed, and nobody hurt; the first is what is asked about.
        named = QuantityKind.KILLED
    kind = harmed if harmed in _OF_PERSONS else named
    if kind not in _OF_PERSONS:
        return None
    last = noun if noun.lower == "one" and noun.i == token.i + 1 else token
    return _number(token, last, 0, kind)


def _number(first: Token, last: Token, value: int, kind: QuantityKind | None) -> Number:
    return Number(
        start=first.start,
        end=last.end,
        core_start=first.start,
        core_end=first.end,
        low=value,
        high=value,
        exact=True,
        kind=kind,
    )
