"""The nouns of the actor tables: entries, senses, states, rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
