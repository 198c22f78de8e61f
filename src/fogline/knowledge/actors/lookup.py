"""The actor tables: what a name may mean, and the entry of a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fogline.knowledge.actors.entries import ActorEntry, NameClass, NameRules, NameSense, State
from fogline.knowledge.actors.outlets import Outlets
from fogline.knowledge.actors.patterns import BodyPatterns
from fogline.knowledge.actors.surfaces import canonical


@dataclass(frozen=True, slots=True)
class ActorTables:
    """The names and actors that Fogline knows from the start.

    ``names`` maps each canonical surface to its senses; ``first_words`` maps the first word of
    the surfaces and decoys to the numbers of words they have, longest first, ``openings`` has
    the first two words of the longer ones. ``forms`` has the
    surfaces that are plurals or adjectives whatever they mean ("Houthis", "Houthi").
    ``outlets`` are the publishers by name, ``grounds`` maps an entry's key to the codes of the
    states that it belongs to or acts in.
    """

    names: Mapping[str, tuple[NameSense, ...]]
    entries: Mapping[str, ActorEntry]
    states: Mapping[str, State]
    patterns: BodyPatterns
    rules: NameRules
    outlets: Outlets
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
        return self.outlets.publisher(text)

    def family(self, publisher: str) -> str | None:
        """Who stands behind a publisher ("state:RU", a house's name); None where not known."""
        return self.outlets.family(publisher)

    def _by_pattern(self, key: str) -> ActorEntry:
        for pattern in self.patterns.kinds.values():
            before, after = pattern.key.split("{}")
            if key.startswith(before) and key.endswith(after):
                code = key[len(before) : len(key) - len(after)]
                if code in self.states:
                    return self.body(code, pattern.kind)
        raise KeyError(key)
