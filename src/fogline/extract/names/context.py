"""What the words around a known name say about it: whether it is that name, and how it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fogline.knowledge.actors.entries import NameClass, NameSense
from fogline.knowledge.actors.lookup import ActorTables
from fogline.knowledge.actors.standins import Standins
from fogline.knowledge.actors.surfaces import WORD, plain_gap, plain_word

ARTICLES = frozenset({"a", "an", "the"})
# A web address is no longer than this on either side of a name in it.
LONGEST_ADDRESS = 200
# How many words on either side tell whether a line is set like a headline.
HEADLINE_REACH = 6
# How many words on either side tell whether a line is set in capitals.
CAPITALS_REACH = 4


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, made plain, with their characters ``starts`` and ``ends``."""

    text: str
    plain: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def gap(self, i: int) -> str:
        """What stands between word ``i - 1`` and word ``i`` (at the edges: what is left)."""
        start = self.ends[i - 1] if i else 0
        end = self.starts[i] if i < len(self.starts) else len(self.text)
        # Long stretches without a word (rows of dashes) say no more than their beginning.
        return self.text[start : min(end, start + LONGEST_ADDRESS)]

    def before(self, i: int) -> str:
        """The word before word ``i`` with nothing but white space between them, or ""."""
        return self.plain[i - 1] if i and self.gap(i).isspace() else ""

    def after(self, i: int) -> str:
        """The word ``i``, if nothing but white space stands before it, or ""."""
        return self.plain[i] if i < len(self.plain) and self.gap(i).isspace() else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``stop`` (half-open) that spell a name.

    ``follows_name`` is True where the word before belongs to another known name, ``by_surname``
    where it counts only because somebody of this surname has been named in full.
    """

    words: Words
    first: int
    stop: int
    surface: str
    senses: tuple[NameSense, ...]
    follows_name: bool
    by_surname: bool = False


def read_words(text: str) -> Words:
    """The words of the text."""
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in WORD.finditer(text):
        plain.append(plain_word(match.group()))
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Words(text=text, plain=tuple(plain), starts=tuple(starts), ends=tuple(ends))


# -- is it that name? -----------------------------------------------------------------------


def in_address(name: Candidate, tables: ActorTables) -> bool:
    """Part of a web or mail address ("reuters.com/world", "press@hamas.example")."""
    words = name.words
    after = words.gap(name.stop)
    tail = words.plain[name.stop] if after == "." and name.stop < len(words.plain) else ""
    if tail in tables.rules.address_ends or words.gap(name.first).endswith("@"):
        return True
    if not after[:1].strip() and not words.gap(name.first)[-1:].strip():
        return False
    start, end = words.starts[name.first], words.ends[name.stop - 1]
    left = words.text[max(0, start - LONGEST_ADDRESS) : start].split()
    right = words.text[end : end + LONGEST_ADDRESS].split()
    chunk = (left[-1] if left and not words.gap(name.first)[-1:].isspace() else "") + (
        right[0] if right and not after[:1].isspace() else ""
    )
    return "://" in chunk or "@" in chunk or chunk.startswith("www.")


def part_of_a_word(name: Candidate, tables: ActorTables) -> bool:
    """Part of a longer word that is somebody's or something's name ("al-Iraqi", "Modi'in")."""
    words = name.words
    before, after = plain_gap(words.gap(name.first)), plain_gap(words.gap(name.stop))
    if before == "-" and words.plain[name.first - 1] in tables.rules.particles:
        return True
    if after == "'" and name.stop < len(words.plain):
        return words.plain[name.stop] not in tables.rules.endings
    return before == "'" and words.plain[name.first - 1].istitle()


def word_in_capitals(name: Candidate, tables: ActorTables) -> bool:
    """A word of the language that a headline sets in capitals ("TELL US MORE")."""
    if name.surface not in tables.rules.words:
        return False
    plain = name.words.plain
    reach = (
        *plain[max(0, name.first - CAPITALS_REACH) : name.first],
        *plain[name.stop : name.stop + CAPITALS_REACH],
    )
    # Short words in capitals may be abbreviations; long ones are a line set in capitals.
    near = [word for word in reach if len(word) > 3 and word.isalpha()]
    return len(near) > 1 and all(word.isupper() for word in near)


def first_name_of_another(name: Candidate, tables: ActorTables) -> bool:
    """Somebody's first name ("Jordan Peterson"): a capitalised word that nobody knows follows."""
    if name.surface not in tables.rules.given_names:
        return False
    word = name.words.after(name.stop)
    if not _capitalised(word) or _is_headline(name.words, name.first):
        return False
    return not (
        word in tables.rules.titles
        or word in tables.rules.openers
        or word.lower() in tables.patterns.nouns
        or word in tables.first_words
    )


def surname_of_another(name: Candidate, tables: ActorTables) -> bool:
    """Somebody else's surname ("Ivanka Trump"): a capitalised word that is no title precedes."""
    person = name.senses[0].cls is NameClass.PERSON and name.stop - name.first == 1
    if not person and name.surface not in tables.rules.given_names:
        return False
    word = name.words.before(name.first)
    if name.follows_name or not word[:1].isupper():
        return False
    if _cased(word) in tables.rules.titles or _cased(word) in tables.rules.openers:
        return False
    if word.isupper():
        # In a text in capitals every word looks like a first name; only a common surname
        # needs the doubt.
        return name.by_surname
    return not _is_headline(name.words, name.first)


BLOCKERS: tuple[Callable[[Candidate, ActorTables], bool], ...] = (
    in_address,
    part_of_a_word,
    word_in_capitals,
    first_name_of_another,
    surname_of_another,
)


def blocked(name: Candidate, tables: ActorTables) -> bool:
    """Whether the words around it say that this is not the name that the tables know."""
    return any(rule(name, tables) for rule in BLOCKERS)


def _capitalised(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()


def _cased(word: str) -> str:
    return word.capitalize() if word.isupper() else word


def _is_headline(words: Words, i: int) -> bool:
    """Whether the words around word ``i`` are set like a headline, nearly all with capitals."""
    near = [
        word
        for word in words.plain[max(0, i - HEADLINE_REACH) : i + HEADLINE_REACH]
        if len(word) > 4 and word.isalpha()
    ]
    return len(near) > 4 and sum(word[0].isupper() for word in near) > 0.8 * len(near)


# -- how is it used? ------------------------------------------------------------------------


def form_of(name: Candidate, tables: ActorTables, standins: Standins) -> NameClass:
    """The form in which the name is used, which decides its stand-in."""
    given = tables.forms.get(name.surface)
    if given is not None:
        return given
    cls = name.senses[0].cls
    words = name.words
    if cls is NameClass.STATE:
        after = words.after(name.stop)
        if not after and words.gap(name.stop).startswith(". "):
            after = (
                words.plain[name.stop]
                if "." in name.surface and name.stop < len(words.plain)
                else ""
            )
        return NameClass.DEMONYM if after.lower() in tables.patterns.nouns else cls
    if cls is NameClass.DEMONYM and name.surface.endswith(standins.plural_endings):
        gap = words.gap(name.stop)
        after = words.after(name.stop)
        ends = not gap.isspace() and gap[:1] not in "-'\u2019\u2011"
        if words.before(name.first).lower() == "the" and (ends or after in standins.after_plural):
            return NameClass.DEMONYM_PLURAL
    return cls
