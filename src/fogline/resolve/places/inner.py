"""Names of places inside the names of other things ("Texas Rangers", "Danbury police").

They say what something is called after, or where somebody is from, and no more: each is marked
with its use, and none of them is a place of anything that happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fogline.knowledge.actors import NameClass
from fogline.knowledge.gazetteer import GazetteerEntry, NameMatch
from fogline.knowledge.gazetteer.names import normalise
from fogline.records.place import NameUse, PlaceKind
from fogline.resolve.places.search import Mention, Search, joined, no_beginning, touch
from fogline.resolve.places.text import Word

# What the parser takes for a name of something other than a place or a person.
_THINGS = frozenset({"ORG", "EVENT", "FAC", "WORK_OF_ART", "PRODUCT", "LAW", "NORP"})
_BODIES = frozenset(
    {
        *(NameClass.GOVERNMENT, NameClass.MILITARY, NameClass.GROUP, NameClass.ORGANISATION),
        *(NameClass.AGENCY, NameClass.PUBLISHER),
    }
)
_UNITS = (PlaceKind.COUNTRY, PlaceKind.ADM1)
# A place that ends a name ("CTV Winnipeg") has so many people, or the report names it elsewhere;
# so has one that another name of its own is used for.
MANY_PEOPLE = 50_000
# Another name with fewer letters may be an abbreviation of something else.
_LONG_NAME = 5
# Behind the letters of a party stands whom somebody sits for ("D-Hardy").
_PARTIES = frozenset({"D", "R", "DFL", "I"})
# No name of a place in another name has more words.
_LONGEST = 4
_HYPHEN = re.compile(r"[-\u2010\u2011\u2013]")


def inner_names(search: Search) -> None:
    """Take the names of places that stand in other names, after all others are found."""
    named = {normalise(mention.name) for mention in search.found}
    plain = {word.lower for word in search.words if not word.capital}
    for first, stop in tuple(_stretches(search)):
        _take_front(search, first, stop, named, plain)
        if not any(search.taken[first:stop]):
            _take_end(search, first, stop, named, plain)
        for i in range(first, stop):
            if not search.taken[i] and _HYPHEN.search(search.words[i].text):
                _take_parts(search, i, named)


def _stretches(search: Search) -> Iterator[tuple[int, int]]:
    """Free words written like a name, together."""
    words, here = search.words, 0
    while here < len(words):
        if not _free(search, here):
            here += 1
            continue
        stop = here + 1
        while stop < len(words) and _free(search, stop) and touch(words, stop):
            stop += 1
        yield here, stop
        here = stop


def _free(search: Search, i: int) -> bool:
    word = search.words[i]
    return not search.taken[i] and not no_beginning(word) and not word.filed


def _take_front(search: Search, first: int, stop: int, named: set[str], plain: set[str]) -> None:
    """Take the longest known place that the words begin with."""
    words = search.words
    for last in range(min(stop, first + _LONGEST), first, -1):
        if last - first == 1 and _common(search, words[first], plain):
            return
        use = _use_of_front(search, first, last, stop)
        if use is None:
            continue
        # "Parachute Regiment" is not called after the town.
        sure = last - first > 1 or _of_place(search, last)
        fits = _has_name if sure else _well_known
        if fits(search, joined(words, first, last), named):
            search.take(first, last, "inner", weak=True, use=use)
            return


def _use_of_front(search: Search, first: int, last: int, stop: int) -> NameUse | None:
    words = search.words
    if last < stop:
        person = any(_of_person(word) for word in words[first:last])
        thing = not person and _of_thing(words[first:stop])
        return NameUse.NAME if thing or _of_place(search, last) else None
    after = words[stop] if stop < len(words) and touch(words, stop) else None
    if after is None or after.pos != "NOUN" or words[last - 1].pos not in ("PROPN", "ADJ"):
        return None
    return NameUse.DEMONYM if _of_place(search, stop) else None


def _of_place(search: Search, i: int) -> bool:
    """Whether word ``i`` is one for what belongs to a place, or for who holds an office there."""
    if i >= len(search.words):
        return False
    word, table = search.words[i], search.atlas.words
    title = word.lower.rstrip(".")
    return word.lower in table.local or word.lower in table.locals or title in table.titles


def _take_end(search: Search, first: int, stop: int, named: set[str], plain: set[str]) -> None:
    """Take a well-known place that another thing's name ends with."""
    for start in range(max(first + 1, stop - _LONGEST), stop):
        if stop - start == 1 and _common(search, search.words[start], plain):
            return
        words = search.words[start:stop]
        person = any(_of_person(word) for word in words)
        known = _well_known(search, joined(search.words, start, stop), named)
        if known and _of_thing(words) and not person:
            search.take(start, stop, "inner", weak=True, use=NameUse.NAME)
            return


def _take_parts(search: Search, i: int, named: set[str]) -> None:
    """Take the well-known places that a hyphened word is made of ("Athens-Clarke", "D-Hardy")."""
    word = search.words[i]
    here = word.start
    parts = _HYPHEN.split(word.text)
    sits = parts[0] in _PARTIES
    known = _has_name if sits else _well_known
    if sits != all(known(search, part, named) for part in parts) or _of_person(word):
        return
    search.taken[i] = True
    for part in parts:
        if part not in _PARTIES and known(search, part, named):
            search.found.append(
                Mention(
                    first=i,
                    stop=i + 1,
                    start=here,
                    end=here + len(part),
                    name=part,
                    sentence=word.sentence,
                    rule="inner",
                    weak=True,
                    ent=word.ent,
                    use=NameUse.NAME,
                )
            )
        here += len(part) + 1


def _has_name(search: Search, name: str, named: set[str]) -> bool:
    """Whether a place goes by this very name, or a large one by this among others."""
    if normalise(name) in named or search.atlas.lookup(name):
        return True
    return any(
        one.match is NameMatch.NAME or _large_alternate(one, name)
        for one in search.gazetteer.lookup(name)
    )


def _well_known(search: Search, name: str, named: set[str]) -> bool:
    """Whether everybody knows a place of this name, or the report names it elsewhere."""
    if name.lower() in search.atlas.words.never:
        return False
    if normalise(name) in named or search.atlas.lookup(name):
        return True
    return any(
        _large_alternate(one, name) or (one.match is NameMatch.NAME and _large(one))
        for one in search.gazetteer.lookup(name)
    )


def _large_alternate(one: GazetteerEntry, name: str) -> bool:
    return one.match is NameMatch.ALTERNATE and len(name) >= _LONG_NAME and _large(one)


def _large(one: GazetteerEntry) -> bool:
    return one.kind in _UNITS or one.population >= MANY_PEOPLE


def _common(search: Search, word: Word, plain: set[str]) -> bool:
    """Whether a single word is mostly no name: the report writes it small, or tables have it."""
    table, lower = search.atlas.words, word.lower.rstrip(".")
    if len(lower) < 3 or lower in plain or lower in table.never:
        return True
    words = (table.local, table.parts, table.titles, table.sites, table.after, table.before)
    return any(lower in some for some in words) or word.text in table.bodies


def _of_thing(words: Sequence[Word]) -> bool:
    return any(word.ent in _THINGS or _class(word) in _BODIES for word in words)


def _of_person(word: Word) -> bool:
    return word.ent == "PERSON" or _class(word) is NameClass.PERSON


def _class(word: Word) -> NameClass | None:
    return word.known.senses[0].cls if word.known is not None and word.blocked else None
