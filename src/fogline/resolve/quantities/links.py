"""How numbers hang together: parts of a whole, updates of an earlier count, and their scope."""

from __future__ import annotations

import re
from functools import cache

from fogline.knowledge.quantitywords import load_quantity_words
from fogline.language.document import Document, Token
from fogline.records.quantity import QuantityScope
from fogline.resolve.numbers import any_of
from fogline.resolve.quantities.kinds import Counting

_REACH = 45
_HIGHEST = 6
_OF_WHICH = re.compile(r"\s{1,3}of\s{1,3}(?:them|whom|those|these|which|the\s{1,3}dead)\b")
# "Of which nine missiles and 72 drones were shot down": the first and the second.
_WHICH = re.compile(
    r"\bof\s{1,3}(?:which|whom)\s{1,3}(?:[\w,]{1,20}\s{1,3}\w{1,20}\s{1,3}and\s{1,3})?$"
)
_FROM = re.compile(r"\bfrom\s{1,3}(?:the\s{1,3})?(?:previous\s{1,3})?$")


def is_part(document: Document, lower: str, start: int, end: int, counted: Counting) -> bool:
    """Whether the number is told as part of one before: "including nine", "two of them"."""
    if _OF_WHICH.match(lower, end):
        return True
    if _among_them(document, counted.noun):
        return True
    sentence = document.sentence_of(counted.number)
    before = lower[max(sentence.start, start - _REACH) : start]
    if _part_cue().search(before) or _WHICH.search(before):
        return True
    token: Token | None = counted.noun
    while token is not None and token.dep in ("conj", "pobj"):
        token = document.head(token)
        if token is not None and token.lower in load_quantity_words().parts:
            return True
    return False


def _among_them(document: Document, noun: Token) -> bool:
    """As in "Three children were among the dead": part of those told of before."""
    verb = document.head(noun)
    if verb is None or verb.lemma != "be" or noun.dep != "nsubj":
        return False
    return any(
        inner.lower in load_quantity_words().states and document.child(inner, "det") is not None
        for prep in document.children(verb, "prep")
        if prep.lower == "among"
        for inner in document.children(prep, "pobj")
    )


@cache
def _part_cue() -> re.Pattern[str]:
    words = any_of(load_quantity_words().parts)
    return re.compile(
        rf"\b(?:{words})\s{{1,3}}(?:(?:at least|them|whom|those|were|the dead),?\s{{1,3}}){{0,3}}$"
    )


def is_update(document: Document, counted: Counting) -> bool:
    """Whether a verb of change brings the number: "rose to six", "has climbed to"."""
    words = load_quantity_words()
    for steps, token in enumerate(document.ancestors(counted.noun)):
        if steps > 3:
            return False
        if token.pos in ("VERB", "AUX"):
            return token.lemma in words.updates
    return False


def is_earlier(lower: str, start: int) -> bool:
    """Whether the number is the count before an update: "rose to six from three"."""
    return _FROM.search(lower, max(0, start - 20), start) is not None


class Scopes:
    """What the numbers of a document are totals of, by cues in their sentences."""

    def __init__(self, document: Document, lower: str) -> None:
        self._document = document
        self._lower = lower
        self._sentences: dict[int, QuantityScope] = {}

    def of(self, counted: Counting) -> QuantityScope:
        """The scope of one number: a cue in its sentence, a war as its verb's subject, an event."""
        number = counted.number.sentence
        if number not in self._sentences:
            self._sentences[number] = self._of_sentence(number)
        told = self._sentences[number]
        if told in (QuantityScope.EVENT, QuantityScope.UNKNOWN) and self._of_war(counted):
            return QuantityScope.WAR
        return told

    def _of_sentence(self, number: int) -> QuantityScope:
        sentence = self._document.sentences[number]
        text = re.sub(r"\s+", " ", self._lower[sentence.start : sentence.end])
        for scope, pattern in _scope_cues():
            if pattern.search(text):
                return scope
        happenings = load_quantity_words().happenings
        if any(token.lemma in happenings for token in self._document.tokens_of(sentence)):
            return QuantityScope.EVENT
        return QuantityScope.UNKNOWN

    def _of_war(self, counted: Counting) -> bool:
        """Whether the number's verb has a war as its subject: "the war has claimed ..."."""
        for steps, token in enumerate(self._document.ancestors(counted.noun)):
            if token.pos in ("VERB", "AUX"):
                subject = self._document.child(token, "nsubj")
                return subject is not None and subject.lemma in load_quantity_words().wars
            if steps > _HIGHEST:
                break
        return False


@cache
def _scope_cues() -> tuple[tuple[QuantityScope, re.Pattern[str]], ...]:
    return tuple(
        (scope, re.compile(rf"\b(?:{any_of(cues)})\b"))
        for scope, cues in load_quantity_words().scopes
    )
