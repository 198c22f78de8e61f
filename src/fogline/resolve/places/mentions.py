"""Finds the words of a report that name places, before anything is looked up in earnest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.placemodel import Curve
from fogline.knowledge.placewords import PlaceWords
from fogline.resolve.places.inner import inner_names
from fogline.resolve.places.related import after_relations, on_banks, struck, taken_up
from fogline.resolve.places.search import (
    Mention,
    Search,
    a_body,
    continues,
    joined,
    leftmost,
    runs,
    same_sentence,
    starts_sentence,
    titled,
    touch,
)
from fogline.resolve.places.strangers import strangers
from fogline.resolve.places.text import PLACE_ENTITIES, Word

# Hyphens that a name of several words may have ("Pakistan-occupied Kashmir").
_HYPHENS = 2
# What follows the place of a dateline.
_DATELINE = frozenset({"\u2014", "\u2013", "-", "--", "(", ","})


def find_mentions(
    words: Sequence[Word], gazetteer: Gazetteer, atlas: Atlas, curve: Curve | None = None
) -> list[Mention]:
    """The place mentions of the words, in text order, none of them overlapping.

    With ``curve``, names that nobody knows count where the words around them tell a place.
    """
    search = Search(
        words, gazetteer, atlas, [word.blocked for word in words], [False] * len(words), []
    )
    for rule in RULES:
        rule(search)
    if curve is not None:
        strangers(search, curve)
    inner_names(search)
    found = sorted(search.found, key=lambda mention: mention.first)
    ships = {
        mention.name
        for mention in found
        if mention.weak and mention.rule == "entity" and words[mention.first - 1].lower == "the"
    }
    return [replace(row, weak=True) if row.name in ships else row for row in found]


def atlas_names(search: Search) -> None:
    """The atlas's names, the longest at each word."""
    here = 0
    while here < len(search.words):
        stop = _atlas_name(search, here) if search.words[here].capital else here
        if stop > here:
            first = leftmost(search, here, stop)
            for i in range(here, stop):
                search.taken[i] = False
            search.take(first, stop, "atlas" if first == here else "entity")
        here = max(stop, here + 1)


def _atlas_name(search: Search, here: int) -> int:
    """Where the longest name of the atlas that begins with the word ends; ``here`` for none."""
    words = search.words
    counts = search.atlas.lengths.get(normalise(words[here].text).partition(" ")[0])
    if counts is None:
        return here
    # Hyphens count as words here, though not in the atlas.
    for stop in range(same_sentence(words, here, here + counts[0] + _HYPHENS), here, -1):
        if not words[stop - 1].text[-1].isalnum():
            continue
        named = search.atlas.lookup(joined(words, here, stop))
        if named and not _cut_short(search, here, stop):
            return stop
    return here


def known_names(search: Search) -> None:
    """Names of states and capitals, longer where the gazetteer knows the longer name."""
    words, here = search.words, 0
    while here < len(words):
        word = words[here]
        stop = here + 1
        if word.known is not None and not word.blocked and not search.taken[here]:
            while stop < len(words) and words[stop].known is word.known:
                stop += 1
            longer = stop
            while longer < len(words) and continues(words, longer) and longer - here < 3:
                longer += 1
            while longer > stop and not search.known(here, longer):
                longer -= 1
            if not a_body(search, longer):
                search.take(leftmost(search, here, longer), longer, "name")
            stop = longer
        here = stop


def entities(search: Search) -> None:
    """What the parser takes for a place, without articles and what is known to be none."""
    words, here = search.words, 0
    while here < len(words):
        if words[here].ent not in PLACE_ENTITIES or search.taken[here]:
            here += 1
            continue
        stop = here + 1
        while (
            stop < len(words)
            and words[stop].ent == words[here].ent
            and not words[stop].begins_ent
            and not search.taken[stop]
        ):
            stop += 1
        for first, last in _pieces(search, here, stop):
            _take_entity(search, first, last)
        here = stop


def _take_entity(search: Search, first: int, last: int) -> None:
    words, table = search.words, search.atlas.words
    if last - first > 2 and words[first + 1].lower == "of" and words[first].lower in table.of:
        first += 2  # "City of Goma"
    text = joined(words, first, last).lower()
    if last - first == 1 and (text in table.never or len(text) < 2):
        return
    if a_body(search, last) or titled(search, first):
        return
    while last < len(words) and continues(words, last) and search.known(first, last + 1):
        last += 1
    ship = last - first == 1 and first > 0 and _may_be_ship(search, first)
    first = leftmost(search, first, last)
    if last - first > 1 and words[first].lower in table.parts and not search.known(first, last):
        first += 1  # "North London": the relation takes "North"
    search.take(first, last, "entity", weak=ship)


def _may_be_ship(search: Search, first: int) -> bool:
    """Whether one name with an article may be that of a ship ("the Aurora"), as towns have none.

    A river has one as well: it is a place after all where the report names its country.
    """
    words = search.words
    article = words[first - 1].lower == "the" and words[first - 1].sentence == words[first].sentence
    after = words[first + 1] if first + 1 < len(words) else words[first]
    alone = not after.capital and after.pos not in ("NOUN", "PROPN")
    return article and alone and not words[first].lower.endswith("s")


def beside_features(search: Search) -> None:
    """Capitalised words beside a word for a kind of place ("village of Zorya")."""
    table = search.atlas.words
    for first, stop in runs(search):
        words = search.words
        before = words[first - 1].lower if first else ""
        led = before in table.before or before in table.sites_before
        if before == "of" and first > 1:
            led = words[first - 2].lower in table.of
        after = words[stop].lower if stop < len(words) else ""
        last = words[stop - 1].lower
        alone = stop - first == 1
        named = not alone and (last in table.after or last in table.sites)
        follows = after in table.after and not starts_sentence(words, first)
        if named or follows:
            body = words[min(stop, len(words) - 1)].ent == "ORG"
            if body and not (search.known(first, stop) or search.known(first, stop - 1)):
                named = follows = False
        if led or named or follows:
            if led and words[first].ent == "PERSON" and not search.known(first, stop):
                continue
            search.take(first, stop, "feature")


def after_prepositions(search: Search) -> None:
    """Capitalised words after "in", "near" and the like that the gazetteer knows."""
    table = search.atlas.words
    for first, stop in runs(search):
        words = search.words
        if not first or words[first - 1].sentence != words[first].sentence:
            continue
        here = first - 1
        if words[here].lower == "the" and here:
            here -= 1
        before = words[here].lower
        strong = before in table.strong or _follows_place(search, first)
        strong = strong or _done_to_place(words, here, table)
        if not strong and before not in table.weak:
            continue
        text = joined(words, first, stop).lower()
        if text in table.never or len(text) < 3 or a_body(search, stop):
            continue
        entity = words[first].ent
        strong = strong or _after_age(words, first)
        if entity and not (strong and entity in ("PERSON", "ORG", "PRODUCT", "NORP")):
            continue
        if search.known(first, stop):
            search.take(first, stop, "preposition", weak=True)


def _done_to_place(words: Sequence[Word], here: int, table: PlaceWords) -> bool:
    """Whether word ``here`` leads to what something is done to ("shelled", "attack on")."""
    word = words[here]
    if word.lemma in table.deeds and word.pos == "VERB":
        return True
    before = words[here - 1] if here else word
    if before.sentence != word.sentence or word.lower not in table.weak:
        return False
    return before.lemma in table.deeds or before.lower in table.edges


def _follows_place(search: Search, first: int) -> bool:
    """Whether the words are coordinated with a place just found ("between Gao and Ansongo")."""
    joined_by = search.words[first - 1].lower in ("and", "or")
    return joined_by and first > 1 and any(search.places[first - 2 : first - 1])


def spanning_names(search: Search) -> None:
    """Names with small words inside that the gazetteer knows ("Norte de Santander")."""
    words = search.words
    for i in range(1, len(words) - 1):
        inner = words[i].lower in search.atlas.words.inner and not words[i].capital
        if not inner or not words[i - 1].capital:
            continue
        stop = i + 1
        while stop < len(words) - 1 and words[stop].lower in search.atlas.words.inner:
            stop += 1
        free = words[stop].capital and touch(words, i) and touch(words, stop)
        if free and search.known(i - 1, stop + 1):
            search.take(i - 1, stop + 1, "entity", weak=words[i].ent not in PLACE_ENTITIES)


def _after_age(words: Sequence[Word], first: int) -> bool:
    """Whether it is the home of somebody ("a teacher, 40, of Goma")."""
    if first < 4 or words[first - 1].lower not in ("of", "from"):
        return False
    back = first - 2 if words[first - 2].text == "," else first - 1
    return words[back].text == "," and words[back - 1].text.isdigit()


def before_bodies(search: Search) -> None:
    """Names at the front of an organisation's name: "Litchfield Superior Court"."""
    words = search.words
    for first, stop in runs(search):
        if words[first].ent != "ORG" or words[first].pos != "PROPN" or titled(search, first):
            continue
        for last in range(min(stop - 1, first + 2), first, -1):
            local = words[last].lower in search.atlas.words.local
            if local and not a_body(search, last) and search.known(first, last):
                search.take(first, last, "body", weak=True)
                break


def datelines(search: Search) -> None:
    """A known name at the start of a paragraph before a dash or a bracket ("GOMA (Reuters) -")."""
    words = search.words
    for first, stop in runs(search):
        after = words[stop].text if stop < len(words) else ""
        starts = first == 0 or words[first - 1].sentence != words[first].sentence
        if not starts or after not in _DATELINE or not words[first].text.isupper():
            continue
        if search.known(first, stop):
            search.take(first, stop, "dateline")


def repeats(search: Search) -> None:
    """Later and earlier uses of a name that was found once."""
    firm = {normalise(mention.name) for mention in search.found if not mention.weak}
    for first, stop in runs(search):
        key = normalise(joined(search.words, first, stop))
        if key not in firm or search.words[first].ent == "PERSON":
            continue
        if not titled(search, first) and not a_body(search, stop):
            search.take(first, stop, "repeat")


RULES: tuple[Callable[[Search], None], ...] = (
    atlas_names,
    known_names,
    spanning_names,
    entities,
    before_bodies,
    on_banks,
    beside_features,
    after_prepositions,
    datelines,
    after_relations,
    struck,
    repeats,
    taken_up,
)


def _pieces(search: Search, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """An entity without its edges that are no name, cut at "and", commas and possessives."""
    words = search.words
    here = first
    for i in range(first, stop + 1):
        cut = i == stop or words[i].lower in ("'s", "’s", ",", "/", "(", ")", "'")
        if not cut and words[i].lower == "and" and not search.known(first, stop):
            cut = True
        if cut:
            left, right = here, i
            while left < right and not words[left].capital:
                left += 1
            while right > left and not words[right - 1].capital and not _number(words[right - 1]):
                right -= 1
            if left < right:
                yield left, right
            here = i + 1


def _number(word: Word) -> bool:
    return word.text.isdigit()


def _cut_short(search: Search, first: int, stop: int) -> bool:
    """Whether the words are a part of a longer name that is something else."""
    words = search.words
    if any(words[i].blocked for i in range(first, stop)) and stop - first == 1:
        return True
    if a_body(search, stop) or titled(search, first):
        return True
    if stop < len(words) and continues(words, stop) and words[first].ent == words[stop].ent:
        return words[stop].ent in ("PERSON", "ORG", "GPE") and not words[stop].begins_ent
    return words[first].ent == "PERSON" and not words[first].begins_ent
