"""Words for actors: posts, ranks, bodies, groups, pronouns, and how names of places act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

RESOURCE = "en/actorwords.yml"

_SETS = (
    "population", "teams", "female", "male", "titles", "military_titles", "courtesy", "group",
    "armed", "organisations", "publishers", "organisation_names", "facility_names",
    "partitives", "mutual",
    "adversary", "acts", "acts_upon", "dealings", "locative", "maybe_locative", "place_nouns",
    "directions", "motion", "fighting", "fighting_objects", "saying", "pleonastic_verbs",
    "pleonastic_predicates", "new", "definite", "owned_only", "partial", "generic", "units",
    "armed_names", "army_branches", "publisher_names", "countries", "answering", "told",
    "examiners", "documents",
)  # fmt: skip
_PRONOUNS = ("it", "they", "i", "relative")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWords:
    """English words for actors; every word is lower case, with "defence" spelt so.

    ``people`` gives the family of a noun for a person, ``bodies`` the kind of
    body (as the tables of actors have it) that a phrase names,
    ``sides`` the sort of party that "both sides" and its like mean, ``pronouns`` the class of a
    pronoun ("he", "she", "it", "they", "i", "relative"). ``sets`` holds the plain word lists by
    their name in the resource. ``described`` gives, for a noun that describes an organisation, the
    words that the name of one has. ``body_heads`` and ``adversary_heads`` are the words that a
    phrase for a body or an adversary can hang on.
    """

    people: Mapping[str, str]
    bodies: Mapping[str, str]
    sides: Mapping[str, str]
    pronouns: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    body_heads: frozenset[str]
    adversary_heads: frozenset[str]
    described: Mapping[str, frozenset[str]]

    def has(self, name: str, word: str) -> bool:
        """Whether the list ``name`` holds the word."""
        return word in self.sets[name]


def plain(word: str) -> str:
    """The word as the lists spell it: lower case, "defense" as "defence"."""
    return word.lower().replace("\u2019", "'").replace("defense", "defence")


@cache
def load_actor_words() -> ActorWords:
    """The lists of ``resources/en/actorwords.yml``; raises KnowledgeError where they are wrong."""
    return read_actor_words(load_yaml(RESOURCE))


def read_actor_words(raw: Any) -> ActorWords:
    """Lists of words for actors; raises KnowledgeError where they are wrong."""
    if not isinstance(raw, dict):
        raise _broken("must be a mapping", "the whole file")
    bodies = _bodies(raw.get("bodies"))
    sets = {name: frozenset(_words(raw.get(name), name)) for name in _SETS}
    return ActorWords(
        people=_people(raw.get("people")),
        bodies=bodies,
        sides=_sides(raw.get("sides")),
        pronouns=_pronouns(raw.get("pronouns")),
        sets=sets,
        body_heads=frozenset(word for phrase in bodies for word in _heads(phrase)),
        adversary_heads=frozenset(phrase.split()[-1] for phrase in sets["adversary"]),
        described={
            noun: frozenset(_words(words, f"described: {noun}"))
            for noun, words in _mapping(raw.get("described"), "described").items()
        },
    )


def _heads(phrase: str) -> tuple[str, str]:
    """The words that a phrase can hang on: its last, or the one before "of"."""
    words = phrase.split()
    before = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    return before, words[-1]


def _broken(what: str, entry: str) -> KnowledgeError:
    return KnowledgeError(what, where=f"resources/{RESOURCE}: {entry}", remedy="mend the entry")


def _words(raw: Any, entry: str) -> Iterable[str]:
    if not isinstance(raw, list) or not raw:
        raise _broken("must be a list of words", entry)
    for word in raw:
        if not isinstance(word, str) or not word or word != plain(word):
            raise _broken(f"{word!r} is not a lower-case word with British spelling", entry)
        yield word


def _mapping(raw: Any, entry: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or not raw:
        raise _broken("must be a mapping", entry)
    return raw


def _people(raw: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for family, rows in _mapping(raw, "people").items():
        for row in rows if isinstance(rows, list) else [rows]:
            for word in _words(row, f"people: {family}"):
                # A word in two families keeps the first: the file goes from narrow to wide.
                found.setdefault(word, family)
    return found


def _bodies(raw: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, words in _mapping(raw, "bodies").items():
        for word in _words(words, f"bodies: {kind}"):
            if word in found:
                raise _broken(f"{word!r} names {found[word]} already", f"bodies: {kind}")
            found[word] = kind
    return found


def _sides(raw: Any) -> Mapping[str, str]:
    return {
        phrase: sort
        for sort, phrases in _mapping(raw, "sides").items()
        for phrase in _words(phrases, f"sides: {sort}")
    }


def _pronouns(raw: Any) -> Mapping[str, str]:
    fields = _mapping(raw, "pronouns")
    found = {word: group for group in _PRONOUNS for word in _words(fields.get(group), "pronouns")}
    for word, sex in _mapping(fields.get("he"), "pronouns: he").items():
        if sex not in ("m", "f"):
            raise _broken(f"{sex!r} is neither m nor f", f"pronouns: he: {word}")
        found[word] = "he" if sex == "m" else "she"
    return found
