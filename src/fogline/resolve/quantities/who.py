"""Which people a number counts: civilians, soldiers, children ..."""

from __future__ import annotations

from fogline.knowledge.quantitywords import QuantityWords, load_quantity_words
from fogline.language.document import Document, Token
from fogline.records.quantity import Counted
from fogline.resolve.quantities.kinds import Counting


def who_of(
    document: Document, counted: Counting, armed: frozenset[int] = frozenset()
) -> Counted | None:
    """Which people are counted, by the noun and the words before it; None for things.

    ``armed`` are the tokens of armed groups' names.
    """
    words = load_quantity_words()
    noun = counted.noun
    behind = _who_of_them(document, counted.number, words)
    if behind is not None:
        return behind
    if noun.i == counted.number.i:
        return _who_behind(document, counted.number, words)
    found = _people(words, noun)
    if found in (None, Counted.PEOPLE):
        if _is_member(document, noun, words, armed):
            return Counted.SOLDIERS
        for child in document.children(noun, "compound", "amod"):
            closer = _people(words, child)
            if closer not in (None, Counted.PEOPLE):
                return closer
    if found is None and (noun.ent == "NORP" or noun.tag == "NNPS"):
        return Counted.PEOPLE
    if noun.lemma in words.nouns and found is None:
        of = document.child(noun, "prep")
        inner = document.child(of, "pobj") if of is not None and of.lower == "of" else None
        return words.who.get(inner.lemma) if inner is not None else None
    return found


def _people(words: QuantityWords, noun: Token) -> Counted | None:
    """Which people a noun means; a headline's capital letter hides its plural from the parser."""
    found = words.who.get(noun.lemma) or words.who.get(noun.lower)
    if found is None and noun.pos == "PROPN":
        found = words.who.get(noun.lower.removesuffix("s"))
    return found


def _is_member(
    document: Document, noun: Token, words: QuantityWords, armed: frozenset[int]
) -> bool:
    """Whether the noun means members of an armed group ("ISIS members", "men of the army")."""
    if noun.lemma not in words.members and noun.lower.removesuffix("s") not in words.members:
        return False
    beside = [*document.children(noun, "compound", "amod", "nmod", "poss")]
    for prep in document.children(noun, "prep"):
        beside += document.children(prep, "pobj") if prep.lower in ("of", "from") else ()
    return any(token.i in armed or token.lemma in words.forces for token in beside)


def _who_of_them(document: Document, number: Token, words: QuantityWords) -> Counted | None:
    """Nine of them children; six of whom were women."""
    behind = [token.lower for token in document.tokens[number.i + 1 : number.i + 3]]
    if len(behind) < 2 or behind[0] != "of" or behind[1] not in ("them", "whom", "those"):
        return None
    for token in document.tokens[number.i + 3 : number.i + 5]:
        if token.sentence == number.sentence and token.lemma in words.who:
            return words.who[token.lemma]
    return None


def _who_behind(document: Document, number: Token, words: QuantityWords) -> Counted | None:
    """Six, all of them children: nothing is said; "a family of five" are people."""
    head = document.head(number)
    up = document.head(head) if head is not None and number.dep == "pobj" else None
    if up is not None and up.lemma in ("family", "crew"):
        return Counted.PEOPLE
    return None
