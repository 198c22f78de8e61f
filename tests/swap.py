"""Swaps two belligerents in a text and in a record, so that the two readings can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fogline.knowledge.actors import ActorEntry, ActorTables, NameClass, State, load_actor_tables

Json = dict[str, Any]

# Names whose first sound is not the one that their first letter suggests.
_CONSONANTS = ("Uk", "Ug", "Ur", "Eu")
_SPELT_VOWELS = ("M23", "FDLR", "SDF", "LNA", "RSF", "ELN", "FARC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Two sides, and what is said of the one where the other is said of the other.

    ``words`` maps each surface to the other side's, both ways; ``names`` does the same for the
    canonical names of the record, ``countries`` for the codes. ``people`` are canonical names of
    persons, whose offices the tables may tell differently.
    """

    words: Mapping[str, str]
    names: Mapping[str, str]
    countries: Mapping[str, str]
    people: frozenset[str]

    def text(self, text: str) -> str:
        """The text with every name of the one side replaced by the other's, articles fitted."""
        return _replaced(text, self.words)

    def name(self, name: str) -> str:
        """An actor's canonical name on the other side."""
        return self.names.get(name) or self.text(name)


def fit_articles(text: str, names: Iterable[str]) -> str:
    """The text with "a" and "an" before the names as their first sounds ask for."""
    return _replaced(text, {name: name for name in names})


def _replaced(text: str, words: Mapping[str, str]) -> str:
    def other(match: re.Match[str]) -> str:
        article, name = match["article"] or "", words[match["name"]]
        if article:
            fitted = "an" if _begins_with_vowel(name) else "a"
            article = fitted.capitalize() if article[0].isupper() else fitted
        return f"{article}{match['gap'] or ''}{name}"

    return _pattern(tuple(words)).sub(other, text)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    names = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"(?:\b(?P<article>[Aa]n?)(?P<gap>\s+))?(?<!\w)(?P<name>{names})(?!\w)")


def _begins_with_vowel(name: str) -> bool:
    return name.startswith(_SPELT_VOWELS) or (
        name.startswith(tuple("AEIOU")) and not name.startswith(_CONSONANTS)
    )


# -- two states -----------------------------------------------------------------------------


def of_states(one: str, other: str) -> Swap:
    """Everything that the tables hold for both of two states: names, bodies, people."""
    tables = load_actor_tables()
    first, second = tables.states[one], tables.states[other]
    words = dict(_state_words(first, second))
    words |= dict(_seats(first, second, tables))
    names = {_bare(first.name): _bare(second.name)}
    for kind in tables.patterns.kinds:
        names[tables.body(one, kind).name] = tables.body(other, kind).name
    people = list(_people(one, other, tables))
    for left, right in people:
        words |= dict(_person_words(left, right, tables))
        names[left.name] = right.name
    return _both_ways(words, names, {one: other}, (row.name for pair in people for row in pair))


def of_groups(one: str, other: str) -> Swap:
    """Two armed groups, by their slugs: the canonical name and the first abbreviation."""
    tables = load_actor_tables()
    left, right = tables.entries[f"group:{one}"], tables.entries[f"group:{other}"]
    words = {left.name: right.name}
    short = [next(_abbreviations(row, tables), None) for row in (left, right)]
    if short[0] and short[1]:
        words[short[0]] = short[1]
    return _both_ways(words, {left.name: right.name}, {}, ())


def _both_ways(
    words: Mapping[str, str],
    names: Mapping[str, str],
    countries: Mapping[str, str],
    people: Iterable[str],
) -> Swap:
    def doubled(rows: Mapping[str, str]) -> dict[str, str]:
        return {**rows, **{value: key for key, value in rows.items()}}

    cased = {key.upper(): value.upper() for key, value in words.items()}
    return Swap(
        words=doubled({**cased, **words}),
        names=doubled(names),
        countries=doubled(countries),
        people=frozenset(people),
    )


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _state_words(one: State, other: State) -> Iterator[tuple[str, str]]:
    yield _bare(one.name), _bare(other.name)
    for left, right in (
        (one.adjectives, other.adjectives),
        (one.plurals, other.plurals),
        (one.capitals, other.capitals),
    ):
        if left and right:
            yield left[0], right[0]


def _seats(one: State, other: State, tables: ActorTables) -> Iterator[tuple[str, str]]:
    """Names of places that stand for a body, where both sides have one ("the Kremlin")."""
    for kind in ("presidency", "parliament", "military", "security-service"):
        left = list(_of_one_word(tables.body(one.code, kind), tables))
        right = list(_of_one_word(tables.body(other.code, kind), tables))
        if left and right:
            yield left[0], right[0]


def _of_one_word(entry: ActorEntry, tables: ActorTables) -> Iterator[str]:
    for surface, senses in tables.names.items():
        if len(senses) == 1 and senses[0].entry.key == entry.key and surface.isalpha():
            yield surface


def _abbreviations(entry: ActorEntry, tables: ActorTables) -> Iterator[str]:
    for surface in _of_one_word_or_number(entry, tables):
        if surface.isupper():
            yield surface


def _of_one_word_or_number(entry: ActorEntry, tables: ActorTables) -> Iterator[str]:
    for surface, senses in tables.names.items():
        if any(sense.entry.key == entry.key for sense in senses) and surface.isalnum():
            yield surface


def _people(one: str, other: str, tables: ActorTables) -> Iterator[tuple[ActorEntry, ActorEntry]]:
    """Persons of one body and office; where the office has no counterpart, of one body."""
    ours, theirs = _bearers(one, tables), _bearers(other, tables)
    for same_office in (True, False):
        for left in list(ours):
            for right in theirs:
                body = _body(left) == _body(right)
                if body and (left.role == right.role or not same_office):
                    yield left, right
                    ours.remove(left)
                    theirs.remove(right)
                    break


def leaders(one: str, other: str) -> tuple[str, str] | tuple[None, None]:
    """The full names of two states' heads; None where the tables hold no such pair."""
    for left, right in _people(one, other, load_actor_tables()):
        if left.role == right.role and left.role in ("president", "prime minister"):
            return left.name, right.name
    return None, None


def _body(entry: ActorEntry) -> str:
    return (entry.member_of or "").replace(f":{entry.country}", "")


def _bearers(code: str, tables: ActorTables) -> list[ActorEntry]:
    return [
        entry
        for key, entry in tables.entries.items()
        if key.startswith("person:") and entry.country == code and _surname(entry, tables)
    ]


def _person_words(
    one: ActorEntry, other: ActorEntry, tables: ActorTables
) -> Iterator[tuple[str, str]]:
    yield one.name, other.name
    left, right = _surname(one, tables), _surname(other, tables)
    if left and right:
        yield left, right


def _surname(entry: ActorEntry, tables: ActorTables) -> str | None:
    last = entry.name.split()[-1]
    senses = tables.senses(last)
    alone = len(senses) == 1 and senses[0].cls is NameClass.PERSON
    return last if alone and senses[0].entry.key == entry.key and last != entry.name else None


# -- records --------------------------------------------------------------------------------


def reading(found: Json, swap: Swap | None = None) -> dict[str, list[Json]]:
    """What a record says, in rows that do not depend on how long the names are.

    With a swap, as it would be with the two sides exchanged. Words stand in the place of spans.
    A place that is one of the two states, or its seat, is told by its name alone, since its
    coordinates cannot be the other's.
    """
    view = _View(found["report"]["text"], swap)
    return {
        "report": [view.report(found["report"])],
        "boilerplate": [view.stretch(row, "kind") for row in found["report"]["boilerplate"]],
        "unread": [view.stretch(row, "reason") for row in found["unread"]],
        "actors": [view.actor(row) for row in found["actors"]],
        "places": [view.place(row) for row in found["places"]],
        "times": [view.words(row) for row in found["times"]],
        "quantities": [view.words(row) for row in found["quantities"]],
        "statements": [view.words(row) for row in found["statements"]],
        "claims": [view.words(row) for row in found["claims"]],
    }


class _View:
    def __init__(self, text: str, swap: Swap | None) -> None:
        self._text = text
        self._swap = swap

    def swapped(self, text: str | None) -> str | None:
        return self._swap.text(text) if self._swap and text else text

    def words(self, value: Any) -> Any:
        """The value with the words of each span in its place, and the sides exchanged."""
        if isinstance(value, dict):
            if value.keys() == {"start", "end", "text"}:
                return self.swapped(value["text"])
            return {key: self.words(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.words(inner) for inner in value]
        return value

    def stretch(self, row: Json, kind: str) -> Json:
        return {kind: row[kind], "words": self.swapped(self._text[row["start"] : row["end"]])}

    def report(self, row: Json) -> Json:
        told = {key: self.swapped(row[key]) for key in ("title", "publisher", "via", "url", "text")}
        byline = [self.swapped(name) for name in row["byline"]]
        published = self.words(row["published"])
        return {**told, "byline": byline, "published": published, "language": row["language"]}

    def actor(self, row: Json) -> Json:
        found: Json = self.words(row)
        found["role"] = self.swapped(row["role"])
        if self._swap:
            found["name"] = self._swap.name(row["name"])
            found["country"] = self._swap.countries.get(row["country"], row["country"])
        return found

    def place(self, row: Json) -> Json:
        found: Json = self.words(row)
        found["name"] = self.swapped(row["name"])
        return found


def differences(one: Json, other: Json, swap: Swap, *, ground: bool = False) -> list[str]:
    """How the reading of the swapped report differs from the swapped reading; empty if not.

    ``ground``: the reports name regions of one of the sides. A region stays where it is when the
    names are swapped, so which happenings can be one (``event``) is not compared.
    """
    ours, theirs = reading(one, swap), reading(other)
    kept = {**_kept(one, swap), **_kept(other, swap)}
    kept |= {row["id"]: "" for row in one["statements"] if row["holder"] in kept}
    found: list[str] = []
    for table in ours:
        left = [_compared(row, table, swap, kept, ground) for row in ours[table]]
        right = [_compared(row, table, swap, kept, ground) for row in theirs[table]]
        found += _unlike(table, left, right)
    return found


def _kept(found: Json, swap: Swap) -> dict[str, str]:
    """The ids of actors that the tables tie to one of the two and that have no counterpart."""
    tables = load_actor_tables()
    known = {
        entry.name for entry in tables.entries.values() if entry.country in swap.countries
    } - swap.names.keys()
    members = {row["id"]: row for row in found["actors"]}
    kept: dict[str, str] = {}
    for row in found["actors"]:
        owner: Json | None = row
        while owner is not None:
            if owner["name"] in known:
                kept[row["id"]] = row["name"]
            owner = members.get(owner["member_of"])
    return kept


_OF_THE_GROUND = {
    "name",
    "gazetteer",
    "lat",
    "lon",
    "country",
    "contested",
    "within",
    "candidates",
} | {
    "kind",
    "precision",
    "reason",
}


def _compared(row: Json, table: str, swap: Swap, kept: Mapping[str, str], ground: bool) -> Json:
    """What of a row must be the same."""
    hidden: set[str] = set()
    if table == "places":
        own = any(swap.text(words) != words for words in row["mentions"])
        hidden = _OF_THE_GROUND if own else {"reason", "candidates"}
    elif table == "actors":
        if row["name"] in swap.people:
            hidden |= {"role"}
        # Groups act in the states that they act in: the tables may tell several for one of them.
        if row["id"] in kept or not swap.countries:
            hidden |= {"country", "member_of"} if row["id"] in kept else {"country"}
    elif table == "claims":
        hidden = {"event"} if ground else set()
        # One who has no counterpart stays on his side: what he denies is then another's claim.
        if row["statement"] in kept and row["target_claim"] is not None:
            return {key: row[key] for key in ("id", "statement", "trigger", "evidence")}
    return {key: value for key, value in row.items() if key not in hidden}


def _unlike(table: str, ours: list[Json], theirs: list[Json]) -> Iterator[str]:
    if len(ours) != len(theirs):
        yield f"{table}: {len(ours)} rows, {len(theirs)} when swapped"
        left, right = [str(_plain(r)) for r in ours], [str(_plain(r)) for r in theirs]
        yield from (f"  - {row}" for row in left if row not in right)
        yield from (f"  + {row}" for row in right if row not in left)
        return
    for one, other in zip(ours, theirs, strict=True):
        for key in one.keys() | other.keys():
            if one.get(key) != other.get(key):
                where = one.get("id") or ""
                yield f"{table} {where} {key}: {one.get(key)!r} != {other.get(key)!r}"


def _plain(row: Json) -> Json:
    """A row without the ids that shift when another row is missing."""
    return {key: value for key, value in row.items() if key not in ("id", "event", "statement")}
