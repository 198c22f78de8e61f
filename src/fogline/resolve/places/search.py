"""What the rules that find place names share: the words, and which of them are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.knowledge.actors import NameClass
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.records.place import NameUse, PlaceKind
from fogline.resolve.places.text import Word

# No place name in use has more words.
LONGEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words ``first`` to ``stop`` (half-open) that name a place.

    ``start`` and ``end`` are characters, with a feature word that follows ("Pokrovsk district").
    ``name`` is without it. ``kinds`` are the kinds of place that a feature word allows, the
    likeliest first; empty for any. ``site`` is the word that makes it a facility. ``state`` is
    the country (alpha-2) whose name it is, ``capital`` the country whose capital. ``weak`` names
    need the gazetteer's and the report's support; where they lack it, those that are ``likely``
    places by the words around them stay, unresolved. ``rule`` says how it was found, ``ent`` what
    the parser took it for. ``use`` is None where the words mean the place itself.
    """

    first: int
    stop: int
    start: int
    end: int
    name: str
    sentence: int
    rule: str
    kinds: tuple[PlaceKind, ...] = ()
    feature: str = ""
    site: str = ""
    state: str | None = None
    capital: str | None = None
    weak: bool = False
    likely: bool = False
    ent: str = ""
    use: NameUse | None = None


@dataclass(slots=True)
class Search:
    """What the rules share: the words, and which of them are taken."""

    words: Sequence[Word]
    gazetteer: Gazetteer
    atlas: Atlas
    taken: list[bool]
    places: list[bool]
    found: list[Mention]

    def take(
        self, first: int, stop: int, rule: str, *, weak: bool = False, use: NameUse | None = None
    ) -> None:
        """Take words ``first`` to ``stop`` as a mention, if they are free."""
        if first >= stop or any(self.taken[first:stop]):
            return
        for i in range(first, stop):
            self.taken[i] = self.places[i] = True
        words = self.words
        text = joined(words, first, stop)
        known = words[first].known if stop - first == 1 else None
        cls = known.senses[0].cls if known else None
        country = known.senses[0].entry.country if known else None
        self.found.append(
            Mention(
                first=first,
                stop=stop,
                start=words[first].start,
                end=words[stop - 1].end,
                name=text,
                sentence=words[first].sentence,
                rule=rule,
                state=country if cls is NameClass.STATE else None,
                capital=country if cls is NameClass.CAPITAL else None,
                weak=weak,
                ent=words[stop - 1].ent,
                use=NameUse.DATELINE if words[first].filed else use,
            )
        )

    def known(self, first: int, stop: int) -> bool:
        """Whether the atlas or the gazetteer has a place of these words."""
        text = joined(self.words, first, stop)
        return bool(self.atlas.lookup(text)) or bool(self.gazetteer.lookup(text))


def runs(search: Search) -> Iterator[tuple[int, int]]:
    """Stretches of free words that are written like a name."""
    words, here = search.words, 0
    while here < len(words):
        if not _runs_on(search, here):
            here += 1
            continue
        stop = here + 1
        while stop < len(words) and _runs_on(search, stop) and touch(words, stop):
            stop += 1
        if stop - here <= LONGEST:
            yield here, stop
        here = stop


def _runs_on(search: Search, i: int) -> bool:
    word = search.words[i]
    if no_beginning(word) or search.taken[i] or word.known is not None:
        return False
    return word.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB") or bool(word.ent)


def no_beginning(word: Word) -> bool:
    """Whether no name begins with the word."""
    return not word.capital or word.lower in ("the", "a", "an")


def a_body(search: Search, stop: int) -> bool:
    """Whether a word for a body follows ("Kyiv Post", "Geneva Convention")."""
    words = search.words
    if stop >= len(words) or not touch(words, stop):
        return False
    return words[stop].text in search.atlas.words.bodies


def titled(search: Search, first: int) -> bool:
    """Whether a title before the word makes a person or a storm of the name."""
    if not first or search.words[first - 1].sentence != search.words[first].sentence:
        return False
    before = search.words[first - 1]
    return before.capital and before.lower.rstrip(".") in search.atlas.words.titles


def continues(words: Sequence[Word], i: int) -> bool:
    """Whether word ``i`` may carry on the name before it."""
    return words[i].capital and not words[i].blocked and touch(words, i)


def touch(words: Sequence[Word], i: int) -> bool:
    """Whether nothing but a single space stands before word ``i``, in its sentence."""
    before, word = words[i - 1], words[i]
    return before.sentence == word.sentence and word.start - before.end == 1


def starts_sentence(words: Sequence[Word], i: int) -> bool:
    """Whether word ``i`` is its sentence's first."""
    return i == 0 or words[i - 1].sentence != words[i].sentence


def same_sentence(words: Sequence[Word], first: int, stop: int) -> int:
    """``stop``, or the end of the sentence of word ``first``, whichever comes first."""
    stop = min(stop, len(words), first + LONGEST)
    while words[stop - 1].sentence != words[first].sentence:
        stop -= 1
    return stop


def joined(words: Sequence[Word], first: int, stop: int) -> str:
    """The text of the words, spaces as in the report."""
    pieces: list[str] = []
    for i in range(first, stop):
        if i > first and words[i].start > words[i - 1].end:
            pieces.append(" ")
        pieces.append(words[i].text)
    return "".join(pieces)


def leftmost(search: Search, first: int, last: int) -> int:
    """Where the name begins, with words before it that make it a longer known name."""
    words = search.words
    while first and continues(words, first) and words[first - 1].capital:
        if search.taken[first - 1] or no_beginning(words[first - 1]):
            break
        if words[first - 1].known is not None or not search.known(first - 1, last):
            break
        first -= 1
    return first
