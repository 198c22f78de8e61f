"""Words beside a name that say what it names: "Pokrovsk district", "Hodeidah airport"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.knowledge.atlas import Atlas
from fogline.knowledge.placewords import PlaceWords
from fogline.records.place import PlaceKind
from fogline.resolve.places.related import on_bank
from fogline.resolve.places.search import Mention, joined, touch
from fogline.resolve.places.text import HYPHENS, Word


def read_features(
    mentions: Sequence[Mention], words: Sequence[Word], atlas: Atlas
) -> list[Mention]:
    """The mentions, each with the kinds of place that the words beside it allow."""
    taken = frozenset(i for mention in mentions for i in range(mention.first, mention.stop))
    found = [_with_feature(mention, words, taken, atlas.words) for mention in mentions]
    return [_as_river(mention, words, atlas) for mention in found]


def _as_river(mention: Mention, words: Sequence[Word], atlas: Atlas) -> Mention:
    """The mention as a river, where an article tells it from the town of that name.

    "the Dnipro" is the river, "Dnipro" the city.
    """
    first = mention.first
    if mention.kinds or mention.state or mention.rule == "atlas" or not first:
        return mention
    if words[first - 1].lower != "the" or not touch(words, first):
        return mention
    river = atlas.lookup(f"{mention.name} River")
    if on_bank(words, first) or any(name.entry.kind is PlaceKind.WATER for name in river):
        return replace(mention, kinds=(PlaceKind.WATER,), feature="river")
    return mention


def _with_feature(
    mention: Mention, words: Sequence[Word], taken: frozenset[int], table: PlaceWords
) -> Mention:
    """The mention with the feature word at its right or left, if there is one."""
    if _of_pair(mention, words, table):
        return mention
    site = _site(mention, words, table) if mention.use is None else None
    if site is not None:
        return site
    if mention.state:
        return mention
    stop = mention.stop
    last = words[stop - 1]
    if mention.name.lower() in table.parts:
        return mention
    cut_out = words[mention.first].lower in table.parts and stop - mention.first == 2
    if cut_out and last.lower in table.after:
        return mention  # "Central Coast" is no coast of a place called Central
    if stop - mention.first > 1 and last.lower in table.after and mention.rule != "atlas":
        name = joined(words, mention.first, stop - 1)
        return replace(mention, name=name, kinds=table.after[last.lower], feature=last.lower)
    if stop < len(words) and touch(words, stop) and stop not in taken and not words[stop].blocked:
        word = words[stop].lower
        if word in table.after and (word != "state" or words[stop].capital):
            return replace(
                mention,
                end=words[stop].end,
                kinds=table.after[word],
                feature=word,
                weak=False,
            )
    return _led_by_feature(mention, words, table)


def _led_by_feature(mention: Mention, words: Sequence[Word], table: PlaceWords) -> Mention:
    first = mention.first
    if first and words[first - 1].sentence == mention.sentence:
        before = words[first - 1].lower
        if before == "of" and first > 1 and words[first - 2].lower in table.of:
            word = words[first - 2].lower
            return replace(mention, kinds=table.of[word], feature=word, weak=False)
        if before in table.before and touch(words, first):
            word = before
            return replace(mention, kinds=table.before[word], feature=word)
    return mention


def _of_pair(mention: Mention, words: Sequence[Word], table: PlaceWords) -> bool:
    """Whether what follows is a line between two places ("the Beirut-Damascus highway")."""
    after = words[mention.stop].lower if mention.stop < len(words) else ""
    if after not in table.lines and after not in table.borders:
        return False
    before = words[mention.first - 1].text if mention.first else ""
    named = mention.first > 1 and words[mention.first - 2].capital
    return before in HYPHENS or (before == "to" and named)


def _site(mention: Mention, words: Sequence[Word], table: PlaceWords) -> Mention | None:
    """The mention as a facility's ("Hodeidah airport", "Nasser Hospital"), or None."""
    for count in (3, 2, 1):
        stop = mention.stop + count
        if stop <= len(words) and all(touch(words, i) for i in range(mention.stop, stop)):
            text = joined(words, mention.stop, stop)
            if text.lower() in table.sites:
                return replace(
                    mention, end=words[stop - 1].end, site=text.lower(), kinds=(PlaceKind.FACILITY,)
                )
    for count in (3, 2, 1):
        stop = mention.stop - count
        if stop > mention.first and joined(words, stop, mention.stop).lower() in table.sites:
            return replace(
                mention,
                name=joined(words, mention.first, stop),
                site=joined(words, stop, mention.stop).lower(),
                kinds=(PlaceKind.FACILITY,),
            )
    first = mention.first
    if first and words[first - 1].text.istitle() and touch(words, first):
        word = words[first - 1].lower
        if word in table.sites_before:
            start = words[first - 1].start
            return replace(mention, start=start, site=word, kinds=(PlaceKind.FACILITY,))
    return None
