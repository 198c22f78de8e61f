"""What numbers count in headlines, which leave out commas and verbs and mislead the parser."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.knowledge.quantitywords import QuantityWords
from fogline.language.document import Document, Token
from fogline.records.quantity import QuantityKind

# A headline's list: how far it is looked through, and what stands before its states.
_LISTED = 9
_LISTED_BACK = 4
_LISTED_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})
_JOINING = frozenset({"and", "that", "who", "to", "was", "were", "of"})


def listed(document: Document, number: Token, words: QuantityWords) -> QuantityKind | None:
    """A headline's list: "57 civilians killed 150 injured", "two dead, over 20 wounded".

    The parser takes its states for verbs with objects, or hangs all numbers on the last.
    """
    if number.tag != "CD":
        return None
    sentence = document.tokens_of(document.sentence_of(number))
    here = number.i - sentence[0].i
    rest = sentence[here + 1 :][:_LISTED]
    at = next((n for n, token in enumerate(rest) if _is_harm(token, words)), None)
    if at is None or any(token.pos not in _LISTED_BEFORE for token in rest[:at]):
        return None
    before = sentence[max(0, here - _LISTED_BACK) : here]
    if _runs_on(rest[at + 1 :], words) or _runs_on(before[::-1], words, counted=True):
        return words.states[rest[at].lower]
    return None


def _runs_on(tokens: Sequence[Token], words: QuantityWords, *, counted: bool = False) -> bool:
    """Whether the list has another state, with its number between unless that is ``counted``."""
    state = next((n for n, token in enumerate(tokens) if _is_harm(token, words)), None)
    if state is None or not (counted or any(token.tag == "CD" for token in tokens[:state])):
        return False
    return not any(token.lower in _JOINING or token.dep == "aux" for token in tokens[:state])


def _is_harm(token: Token, words: QuantityWords) -> bool:
    return words.states.get(token.lower) in (QuantityKind.KILLED, QuantityKind.WOUNDED)


def toll_line(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """A headline's toll: "Death Toll in Blast Rises to 70" is one long name to the parser.

    The number stands behind "rises to", and a toll before that in the sentence.
    """
    before = document.tokens_of(document.sentence_of(noun))
    before = before[: noun.i - before[0].i]
    if len(before) < 3 or before[-1].lower != "to":
        return None
    verb = before[-2]
    if verb.lemma not in words.updates and verb.lower.removesuffix("s") not in words.updates:
        return None
    at = next((n for n, token in enumerate(before) if token.lower == "toll"), None)
    if at is None:
        return None
    return words.toll_kinds.get(before[at - 1].lower if at else "", QuantityKind.KILLED)
