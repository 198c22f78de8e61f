"""Names that are places by what is related to them: distances, banks, lines, references back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.resolve.places.relationwords import patterns
from fogline.resolve.places.search import Search, a_body, joined, runs, starts_sentence, titled
from fogline.resolve.places.text import HYPHENS, Word

# Words before a name that are read for a relation.
_BACK = 9
_LEADS = frozenset({"in", "at", "on", "to"})
_DETERMINERS = frozenset({"the", "this", "that"})
_BANKS = frozenset({"bank", "banks", "riverbank", "shore", "shores", "tributary", "mouth"})


def pairs_apart(gazetteer: Gazetteer, atlas: Atlas) -> Callable[[str, str, str], bool]:
    """Tells whether two hyphened names before a word for a line are two places."""
    table = atlas.words

    def known(name: str) -> bool:
        return bool(atlas.lookup(name)) or bool(gazetteer.lookup(name))

    def apart(left: str, right: str, after: str) -> bool:
        if after not in table.lines and after not in table.borders:
            return False
        return known(left) and known(right) and not known(f"{left}-{right}")

    return apart


def after_relations(search: Search) -> None:
    """Known names after the words of a relation ("10 km south-west of Bamenda")."""
    table = patterns()
    for first, stop in runs(search):
        before = _before(search, first)
        related = (
            table.distance,
            table.direction,
            table.quarter,
            table.near,
            table.road,
            table.between,
        )
        led = _in_pair(search, first, stop) or any(row.search(before) for row in related)
        if led and _may_name(search, first, stop):
            search.take(first, stop, "relation")


def _in_pair(search: Search, first: int, stop: int) -> bool:
    """Whether the words are one of two hyphened names before a word for a line."""
    words, table = search.words, search.atlas.words

    def line(i: int) -> bool:
        return i < len(words) and words[i].lower in table.lines | table.borders

    def joins(i: int) -> bool:
        touching = words[i - 1].end == words[i].start and words[i].text in HYPHENS
        return touching or words[i].lower == "to"

    if first > 1 and joins(first - 1) and words[first - 2].capital:
        return line(stop)
    ahead = stop + 1 < len(words) and joins(stop) and words[stop + 1].capital
    return ahead and any(line(stop + n) for n in (2, 3))


def struck(search: Search) -> None:
    """Known names that something is done to as to a place ("Uvira was shelled")."""
    words, table = search.words, search.atlas.words
    for first, stop in runs(search):
        last = words[stop - 1]
        done = last.dep == "nsubjpass" and last.above in table.struck
        if done and _may_name(search, first, stop):
            search.take(first, stop, "struck", weak=True)


def on_banks(search: Search) -> None:
    """Rivers, known or not, by their banks ("the right bank of the Atrato")."""
    for first, stop in runs(search):
        if on_bank(search.words, first):
            search.take(first, stop, "bank")


def on_bank(words: Sequence[Word], first: int) -> bool:
    """Whether the name that begins with word ``first`` has banks ("left bank of the ...")."""
    if first < 3 or words[first - 3].sentence != words[first].sentence:
        return False
    led = words[first - 1].lower == "the" and words[first - 2].lower == "of"
    return led and words[first - 3].lower in _BANKS


def taken_up(search: Search) -> None:
    """Known names that the next sentence takes up ("the town") where it has no other place."""
    words = search.words
    places = {words[i].sentence for i, place in enumerate(search.places) if place}
    again = {words[i].sentence for i in range(len(words) - 1) if _takes_up(search, i)}
    for first, stop in runs(search):
        sentence = words[first].sentence
        if sentence in places or sentence + 1 not in again:
            continue
        leads = starts_sentence(words, first) or words[first - 1].lower in _LEADS
        if leads and _may_name(search, first, stop):
            search.take(first, stop, "taken-up", weak=True)
            places.add(sentence)


def _takes_up(search: Search, i: int) -> bool:
    """Whether a name is taken up by a noun at word ``i`` and the next ("this city")."""
    word, noun = search.words[i], search.words[i + 1]
    here = noun.sentence == word.sentence and noun.pos == "NOUN"
    return here and word.lower in _DETERMINERS and noun.lower in search.atlas.words.references


def _may_name(search: Search, first: int, stop: int) -> bool:
    """Whether the words may be a place's name as the gazetteer has it."""
    if a_body(search, stop) or titled(search, first):
        return False
    text = joined(search.words, first, stop)
    return text.lower() not in search.atlas.words.never and search.known(first, stop)


def _before(search: Search, first: int) -> str:
    """The words before word ``first`` in its sentence, up to it."""
    words = search.words
    here = first
    while here and first - here < _BACK and words[here - 1].sentence == words[first].sentence:
        here -= 1
    pieces = [word.text for word in words[here:first]]
    return f"{' '.join(pieces)} " if pieces else ""
