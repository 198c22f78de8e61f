"""Finds the names that the tables know, and hides them from the parser behind stand-ins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from fogline.extract.names.bodies import with_body
from fogline.extract.names.context import (
    ARTICLES,
    Candidate,
    Words,
    blocked,
    form_of,
    read_words,
)
from fogline.knowledge.actors.entries import NameClass, NameSense
from fogline.knowledge.actors.lookup import ActorTables
from fogline.knowledge.actors.standins import load_standins
from fogline.knowledge.actors.surfaces import plain_gap
from fogline.language.casing import as_name
from fogline.language.clean import Edit
from fogline.records.span import Span, cut

_VOWELS = tuple("AEIOUaeiou")
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_WORDS = (NameClass.STATE, NameClass.DEMONYM, NameClass.DEMONYM_PLURAL, NameClass.CAPITAL)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A known name in the text.

    ``senses`` are what it may mean, the likeliest first. ``form`` is how it is used here: "U.S."
    before "troops" is a DEMONYM, "Houthis" a DEMONYM_PLURAL. ``article`` is the article right
    before it, if any. ``ends_sentence`` is True where the last dot of an abbreviation is also
    the sentence's.
    """

    span: Span
    senses: tuple[NameSense, ...]
    form: NameClass
    article: Span | None = None
    ends_sentence: bool = False


def find_names(text: str, tables: ActorTables) -> tuple[NameMention, ...]:
    """Every known name of the text: the longest match at each place, in text order.

    Possessive endings and the other parts of hyphenated words are left outside. Names in web
    addresses, and words of longer names that nobody knows, are passed over. A surname that is
    too common to stand alone counts once its bearer has been named in full.
    """
    words = read_words(text)
    plain = words.plain
    found: list[Candidate] = []
    surnames: dict[str, tuple[NameSense, ...]] = {}
    here = 0
    last_stop = -1
    while here < len(plain):
        if plain[here] not in tables.first_words and plain[here] not in surnames:
            here += 1
            continue
        name = _name_at(words, here, last_stop, tables, surnames)
        if name is None or (name.senses and blocked(name, tables)):
            here += 1
            continue
        here = name.stop
        if not name.senses:
            continue
        found.append(name)
        last_stop = name.stop
        if name.senses[0].cls is NameClass.PERSON and name.stop - name.first > 1:
            surnames.setdefault(plain[name.stop - 1], name.senses)
    return tuple(_mention(name, tables) for name in _supported(found, tables))


def mask_edits(names: tuple[NameMention, ...]) -> tuple[Edit, ...]:
    """The edits that put a stand-in of its form in the place of every name, for the parser only.

    "the" before a state's name goes with it ("the United States" reads "Italy"), and "a" or "an"
    before any name is fitted to the stand-in, so that the words around a name do not depend on
    whose name it is.
    """
    words = load_standins().words
    edits: list[Edit] = []
    for name in names:
        word = words[name.form]
        start = name.span.start
        end = name.span.end - 1 if name.ends_sentence else name.span.end
        if name.article is not None:
            if name.article.text.lower() != "the":
                fitted = "an" if word.startswith(_VOWELS) else "a"
                if name.article.text[0].isupper():
                    fitted = fitted.capitalize()
                edits.append(Edit(name.article.start, name.article.end, fitted))
            elif name.form is NameClass.STATE:
                start = name.article.start
        edits.append(Edit(start, end, word))
    return tuple(edits)


def written_words(names: tuple[NameMention, ...]) -> dict[int, str]:
    """How each word of the names is written in running text, by its offset."""
    return {
        name.span.start + word.start(): word.group() if _is_short(name) else as_name(word.group())
        for name in names
        for word in _LETTERS.finditer(name.span.text)
    }


def _is_short(name: NameMention) -> bool:
    """Whether it is a set of initials ("UN", "FARC"), which is always in capitals."""
    most = 3 if name.form in _IN_WORDS else 4
    return name.span.text.isalpha() and len(name.span.text) <= most


def _name_at(
    words: Words,
    here: int,
    last_stop: int,
    tables: ActorTables,
    surnames: dict[str, tuple[NameSense, ...]],
) -> Candidate | None:
    """The longest name that begins with word ``here``; without senses where it is a decoy."""
    first = words.plain[here]
    follows_name = here == last_stop and words.gap(here).isspace()
    second = words.plain[here + 1] if here + 1 < len(words.plain) else ""
    longer = (first, second) in tables.openings
    for count in tables.first_words.get(first, ()):
        surface = _surface(words, here, count) if longer or count == 1 else None
        if surface is None:
            continue
        senses = tables.names.get(surface, ())
        decoy = surface in tables.rules.decoys
        if senses or decoy:
            senses = () if decoy else senses
            name = Candidate(words, here, here + count, surface, senses, follows_name)
            return with_body(name, tables)
    senses = surnames.get(first, ())
    if not senses:
        return None
    return Candidate(words, here, here + 1, first, senses, follows_name, by_surname=True)


def _surface(words: Words, here: int, count: int) -> str | None:
    """The canonical surface of ``count`` words from ``here``; None where they are not together."""
    if here + count > len(words.plain):
        return None
    pieces = [words.plain[here]]
    for i in range(here + 1, here + count):
        gap = plain_gap(words.gap(i))
        if gap is None:
            return None
        pieces += (gap, words.plain[i])
    return "".join(pieces)


def _mention(name: Candidate, tables: ActorTables) -> NameMention:
    words = name.words
    start, end = words.starts[name.first], words.ends[name.stop - 1]
    ends_sentence = False
    # "U.S." keeps its last dot; "Donald J. Trump" at a sentence's end does not have one.
    if name.surface[-2:-1] == "." and words.gap(name.stop).startswith("."):
        end += 1
        ends_sentence = _ends_sentence(words, name.stop, tables)
    article = None
    if words.before(name.first).lower() in ARTICLES:
        article = cut(words.text, words.starts[name.first - 1], words.ends[name.first - 1])
    return NameMention(
        span=cut(words.text, start, end),
        senses=name.senses,
        form=form_of(name, tables, load_standins()),
        article=article,
        ends_sentence=ends_sentence,
    )


def _ends_sentence(words: Words, stop: int, tables: ActorTables) -> bool:
    """Whether the dot before word ``stop`` is a full stop as well as an abbreviation's."""
    gap = words.gap(stop)[1:]
    if stop == len(words.plain) or "\n\n" in gap:
        return True
    if not gap or not gap[0].isspace():
        return gap[:1] in tuple("\"'\u201d\u2019") and gap[-1:].isspace()
    return words.plain[stop] in tables.rules.openers or (not gap.isspace() and "." in gap)


def _supported(found: list[Candidate], tables: ActorTables) -> Iterator[Candidate]:
    """The names that the rest of the text bears out.

    A surface that needs support counts only where another surface means the same actor, or its
    country; of several senses, those that are borne out are kept, and all where none is.
    """
    evidence: dict[str, set[str]] = {}
    for name in found:
        if len(name.senses) > 1 or name.surface in tables.rules.supported:
            continue
        for key in _grounds(name.senses[0], tables):
            evidence.setdefault(key, set()).add(name.surface)
    for name in found:
        needs = name.surface in tables.rules.supported
        if not needs and len(name.senses) == 1:
            yield name
            continue
        senses = tuple(
            sense for sense in name.senses if _borne_out(evidence, sense, name.surface, tables)
        )
        if senses or not needs:
            yield replace(name, senses=senses or name.senses)


def _borne_out(
    evidence: dict[str, set[str]], sense: NameSense, surface: str, tables: ActorTables
) -> bool:
    return any(evidence.get(key, set()) - {surface} for key in _grounds(sense, tables))


def _grounds(sense: NameSense, tables: ActorTables) -> tuple[str, ...]:
    """The keys of the actor and of the states that it belongs to."""
    codes = tables.grounds.get(sense.entry.key) or (sense.entry.country,)
    return (sense.entry.key, *(f"state:{code}" for code in codes if code))
