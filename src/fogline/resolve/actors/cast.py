"""The cast of one report while it is being read: drafts of actors and where they were meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.knowledge.actors import ActorEntry, ActorTables
from fogline.knowledge.actorwords import plain
from fogline.records.actor import ActorKind
from fogline.records.span import Span

# Kinds of actors that a word of their own name goes back to ("the Network").
_BY_NAME = (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION, ActorKind.PUBLISHER)
# Of people with one name or initial in common, this many are compared, the latest.
MOST_NAMESAKES = 50
# Surnames shorter than this are never taken for spellings of each other.
SHORTEST_VARIANT = 6
_PARTICLES = ("al-", "el-", "al ", "el ", "ul-", "as-", "ar-")


@dataclass(slots=True)
class Draft:
    """An actor while its report is being read; the only thing here that grows.

    ``key`` is the tables' key, or one made from the words. ``owner`` is the key of the actor
    that it is a member of. ``words`` are the nouns that may refer back to it ("ministry").
    ``family`` is the sort of post of a person (see ``en/actorwords.yml``); ``team`` is True for
    several people who act as one ("the leadership").
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    owner: str | None = None
    plural: bool = False
    sex: str | None = None
    family: str | None = None
    team: bool = False
    words: set[str] = field(default_factory=set)
    parts: tuple[str, ...] = ()
    spans: list[Span] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether one human being is meant."""
        if self.kind is ActorKind.PERSON:
            return True
        one = not self.plural and not self.team
        return self.kind is ActorKind.UNNAMED and self.family is not None and one


class Cast:
    """The drafts of a report by number, with look-up by key and by parts of a person's name."""

    def __init__(self, tables: ActorTables) -> None:
        self.tables = tables
        self.drafts: list[Draft] = []
        self._by_key: dict[str, int] = {}
        self._by_part: dict[str, list[int]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._fresh = 0

    def __getitem__(self, number: int) -> Draft:
        return self.drafts[number]

    def find(self, key: str) -> int | None:
        """The number of the draft with that key, or None."""
        return self._by_key.get(key)

    def add(self, draft: Draft) -> int:
        """Take in a draft; the one already there wins, and learns what it did not know."""
        known = self._by_key.get(draft.key)
        if known is not None:
            here = self.drafts[known]
            here.role = here.role or draft.role
            here.owner = here.owner or draft.owner
            here.country = here.country or draft.country
            here.words |= draft.words
            return known
        number = len(self.drafts)
        self.drafts.append(draft)
        self._by_key[draft.key] = number
        return number

    def new_key(self, prefix: str) -> str:
        """A key that nothing has yet."""
        self._fresh += 1
        return f"{prefix}#{self._fresh}"

    def entry(self, entry: ActorEntry, kind: ActorKind | None = None) -> int:
        """The draft of an actor of the tables."""
        known = self._by_key.get(entry.key)
        if known is not None:
            return known
        number = self.add(
            Draft(
                key=entry.key,
                name=entry.name,
                kind=kind or entry.kind,
                country=entry.country,
                role=entry.role,
                owner=entry.member_of,
                words=_own_words(entry),
            )
        )
        if entry.kind is ActorKind.PERSON:
            self.name_person(number, name_parts(entry.name))
        return number

    def become(self, number: int, entry: ActorEntry) -> int:
        """Let a draft that had no owner be an actor of the tables; or that one, if it is here."""
        known = self._by_key.get(entry.key)
        if known is not None:
            return known
        draft = self.drafts[number]
        draft.name, draft.kind, draft.key = entry.name, entry.kind, entry.key
        draft.country, draft.owner = entry.country, entry.member_of
        self._by_key[entry.key] = number
        return number

    # -- people -------------------------------------------------------------------------------

    def name_person(self, number: int, parts: tuple[str, ...]) -> None:
        """Let the draft be found by these parts of a name."""
        draft = self.drafts[number]
        if len(parts) > len(draft.parts):
            draft.parts = parts
        for part in (parts[0], parts[-1]) if parts else ():
            rows = self._by_part.setdefault(part, [])
            if not rows:
                self._surnames.setdefault(part[0], []).append(part)
            if number not in rows:
                rows.append(number)

    def persons(self, parts: tuple[str, ...]) -> tuple[int, ...]:
        """Who may be meant by these parts of a name; several where it is not clear."""
        if not parts:
            return ()
        rows = self._by_part.get(parts[-1], [])[-MOST_NAMESAKES:]
        found = tuple(n for n in rows if _agree(parts, self.drafts[n].parts))
        exact = tuple(n for n in found if self.drafts[n].parts == parts)
        if len(parts) == 1 and len(found) > 1:
            # A surname is what people are called by; a first name only if nobody has it as that.
            found = tuple(n for n in found if self.drafts[n].parts[-1] == parts[0]) or found
        return exact or found or self._variants(parts)

    def _variants(self, parts: tuple[str, ...]) -> tuple[int, ...]:
        """Persons whose surname is spelt one letter otherwise, with the same first letter."""
        last = parts[-1]
        if len(last) < SHORTEST_VARIANT:
            return ()
        return tuple(
            number
            for part in self._surnames.get(last[0], [])[-MOST_NAMESAKES:]
            if _one_off(part, last)
            for number in self._by_part[part][-MOST_NAMESAKES:]
            if self.drafts[number].parts[-1] == part
            and _agree((*parts[:-1], part), self.drafts[number].parts)
        )


def _own_words(entry: ActorEntry) -> set[str]:
    """The nouns that go back to an actor of the tables: of its name or its role.

    A state's bodies have different names from state to state, so theirs do not count.
    """
    words = set((entry.role or "").split()[-1:])
    if entry.kind in _BY_NAME:
        words.update(plain(entry.name).split()[1:])
    return words


def name_parts(name: str) -> tuple[str, ...]:
    """A person's name as it is compared: without accents, case, dots and Arabic articles."""
    flat = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    flat = "".join(char for char in flat if not unicodedata.combining(char)).casefold()
    parts: list[str] = []
    for word in flat.split():
        particle = next((p for p in _PARTICLES if word.startswith(p)), "")
        part = word.removeprefix(particle).strip(".,'\"")
        if part and part not in ("al", "el"):
            parts.append(part)
    return tuple(parts)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one name can be a part of the other: "Musa Hilal" of "Musa Omar Hilal"."""
    if not other or len(one) == 1 or len(other) == 1:
        return bool(other) and (one[-1] in (other[-1], other[0]) or other[0] == one[-1])
    if one[-1] != other[-1]:
        return False
    first, second = one[0], other[0]
    if first == second:
        return True
    return min(len(first), len(second)) == 1 and first[0] == second[0]


def _one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter changed, added or dropped."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) < SHORTEST_VARIANT or len(other) - len(one) > 1:
        return False
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    return one[i:] == other[i + 1 :] or one[i + 1 :] == other[i + 1 :]


def compact(words: Iterable[str]) -> str:
    """Words as part of a key."""
    return "-".join(" ".join(words).casefold().split())
