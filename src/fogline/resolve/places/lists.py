"""Names that share a word for their kind ("Donetsk and Luhansk regions")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from fogline.knowledge.placewords import load_place_words
from fogline.records.place import PlaceKind
from fogline.resolve.places.search import Mention
from fogline.resolve.places.text import Word

_JOINTS = frozenset(
    {(",",), ("and",), (",", "and"), ("or",), (",", "or"), ("&",), ("as", "well", "as")}
)
# What may stand between "regions" and the first name.
_LEADS = frozenset(
    {"of", "—", "–", "-", ":", "(", "including", "such", "as", ",", "namely", "like", "--"}
)
# How many words back the word that leads the list may be.
_REACH = 4


@cache
def _plurals() -> dict[str, tuple[str, tuple[PlaceKind, ...]]]:
    words = load_place_words()
    found: dict[str, tuple[str, tuple[PlaceKind, ...]]] = {}
    for word, kinds in (*words.of.items(), *words.after.items()):
        plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
        found[plural] = (word, kinds)
    return found


def share_features(mentions: Sequence[Mention], words: Sequence[Word]) -> list[Mention]:
    """The mentions, those in a list with the kind that the list's plural word gives them."""
    found = list(mentions)
    here = 0
    while here < len(found):
        stop = here + 1
        while stop < len(found) and _joined(found[stop - 1], found[stop], words):
            stop += 1
        feature = _after(found[stop - 1], words) or _before(found[here], words)
        if feature is not None:
            for i in range(here, stop):
                if not found[i].kinds and not found[i].state:
                    found[i] = replace(found[i], kinds=feature[1], feature=feature[0], weak=False)
        here = stop
    return found


def _joined(left: Mention, right: Mention, words: Sequence[Word]) -> bool:
    if left.sentence != right.sentence or right.first - left.stop > 3:
        return False
    gap = tuple(words[i].lower for i in range(left.stop, right.first) if words[i].start >= left.end)
    return gap in _JOINTS


def _after(last: Mention, words: Sequence[Word]) -> tuple[str, tuple[PlaceKind, ...]] | None:
    if last.stop < len(words) and words[last.stop].sentence == last.sentence:
        return _plurals().get(words[last.stop].lower)
    return None


def _before(first: Mention, words: Sequence[Word]) -> tuple[str, tuple[PlaceKind, ...]] | None:
    here = first.first - 1
    while here >= 0 and first.first - here <= _REACH and words[here].sentence == first.sentence:
        word = words[here].lower
        feature = _plurals().get(word) or _plurals().get(word.rstrip("—–-:"))
        if feature is not None:
            return feature
        if word not in _LEADS:
            return None
        here -= 1
    return None
