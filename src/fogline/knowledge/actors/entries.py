"""The nouns of the actor tables: entries, senses, and the tables themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fogline.knowledge.actors.patterns import BodyPatterns
from fogline.knowledge.actors.surfaces import canonical
from fogline.records.actor import ActorKind


class NameClass(StrEnum):
    """How a name is used, which decides the word that stands in for it before the parser."""

    STATE = "state"
    DEMONYM = "demonym"
    DEMONYM_PLURAL = "demonym-plural"
    CAPITAL = "capital"
    GOVERNMENT = "government"
    MILITARY = "military"
    GROUP = "group"
    ORGANISATION = "organisation"
    AGENCY = "agency"
    PUBLISHER = "publisher"
    PERSON = "person"
    REGION_BLOC = "region-bloc"


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One actor of the tables.

    ``key`` is unique ("state:RU", "military:IL", "group:hamas"). ``country`` is an ISO 3166-1
    alpha-2 code, or a code of ``states.yml`` for a territory without one. ``member_of`` is the
    key of another entry.
    """

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    role: str | None = None
    member_of: str | None = None


@dataclass(frozen=True, slots=True)
class NameSense:
    """One thing that a name may mean, and how it is used in that sense."""

    cls: NameClass
    entry: ActorEntry


@dataclass(frozen=True, slots=True)
class State:
    """A state or a territory that acts as one. ``name`` carries "the" where English does."""

    code: str
    status: str
    name: str
    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameRules:
    """When a name does not mean what the tables say.

    ``decoys`` are longer names that swallow a shorter one ("New Mexico"). ``given_names`` are
    surfaces that are somebody's first name before an unknown capitalised word. ``supported`` are
    surfaces that count only where the text names their country in another way. ``titles`` are
    the words that may stand before a surname. ``words`` are names in capitals that are words of
    the language in a headline set in capitals. ``openers`` are words that have a capital only
    because a sentence begins with them. ``address_ends`` are the last parts of web addresses.
    ``particles`` tie the next word to a person's name ("al-Iraqi"), ``endings`` may follow an
    apostrophe ("Iraq's") without making the name a part of a longer word ("Modi'in").
    """

    decoys: frozenset[str]
    given_names: frozenset[str]
    supported: frozenset[str]
    titles: frozenset[str]
    words: frozenset[str]
    openers: frozenset[str]
    address_ends: frozenset[str]
    particles: frozenset[str]
    endings: frozenset[str]


@dataclass(frozen=True, slots=True)
class ActorTables:
    """The names and actors that Fogline knows from the start.

    ``names`` maps each canonical surface to its senses; ``first_words`` maps the first word of
    the surfaces and decoys to the numbers of words they have, longest first, ``openings`` has
    the first two words of the longer ones. ``forms`` has the
    surfaces that are plurals or adjectives whatever they mean ("Houthis", "Houthi").
    ``families`` maps a publisher's key to who stands behind it, ``grounds`` an entry's key to
    the codes of the states that it belongs to or acts in.
    """

    names: Mapping[str, tuple[NameSense, ...]]
    entries: Mapping[str, ActorEntry]
    states: Mapping[str, State]
    patterns: BodyPatterns
    rules: NameRules
    families: Mapping[str, str]
    grounds: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, NameClass]
    first_words: Mapping[str, tuple[int, ...]]
    openings: frozenset[tuple[str, str]]

    @property
    def surfaces(self) -> tuple[str, ...]:
        """Every canonical surface, in the order of the tables."""
        return tuple(self.names)

    def senses(self, surface: str) -> tuple[NameSense, ...]:
        """What a surface may mean, the likeliest first; empty where it is not known."""
        return self.names.get(canonical(surface), ())

    def entry(self, key: str) -> ActorEntry:
        """The entry of a key, also of a body by pattern; raises KeyError where there is none."""
        found = self.entries.get(key)
        if found is None:
            found = self._by_pattern(key)
        return found

    def state(self, code: str) -> ActorEntry:
        """The entry of a state by its code; raises KeyError for an unknown one."""
        return self.entries[f"state:{code}"]

    def body(self, code: str, kind: str) -> ActorEntry:
        """A state's body ("military", "defence-ministry", "president" ...), named or by pattern.

        Raises KeyError for an unknown state or kind of body.
        """
        pattern = self.patterns.kinds[kind]
        state = self.states[code]
        key = pattern.key.format(code)
        named = self.entries.get(key)
        if named is not None:
            return named
        return ActorEntry(
            key=key,
            name=pattern.title.format(state.name),
            kind=pattern.actor,
            country=code,
            role=pattern.role,
            member_of=f"state:{code}",
        )

    def agency(self, text: str) -> ActorEntry | None:
        """The news agency that a credit or dateline names ("Reuters", "(AFP)"), or None."""
        for sense in self.senses(text.strip(" ()[]-\u2013\u2014/,.:")):
            if sense.cls is NameClass.AGENCY:
                return sense.entry
        return None

    def publisher(self, text: str) -> ActorEntry | None:
        """The publisher or news agency of that name, or None."""
        for sense in self.senses(text):
            if sense.cls in (NameClass.PUBLISHER, NameClass.AGENCY):
                return sense.entry
        return None

    def family(self, publisher: str) -> str | None:
        """Who stands behind a publisher ("state:RU", a house's name); None where not known."""
        found = self.publisher(publisher)
        return None if found is None else self.families.get(found.key)

    def _by_pattern(self, key: str) -> ActorEntry:
        for pattern in self.patterns.kinds.values():
            before, after = pattern.key.split("{}")
            if key.startswith(before) and key.endswith(after):
                code = key[len(before) : len(key) - len(after)]
                if code in self.states:
                    return self.body(code, pattern.kind)
        raise KeyError(key)
