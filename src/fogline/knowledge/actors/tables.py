"""Builds the actor tables from the resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from fogline.errors import KnowledgeError
from fogline.knowledge.actors.entries import (
    ActorEntry,
    NameClass,
    NameRules,
    NameSense,
    State,
)
from fogline.knowledge.actors.lookup import ActorTables
from fogline.knowledge.actors.outlets import (
    codes_of,
    load_outlets,
    only,
    read_publishers,
    read_states,
)
from fogline.knowledge.actors.patterns import BodyPatterns, load_body_patterns
from fogline.knowledge.actors.surfaces import WORD, canonical, capitals, plain_letters, variants
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.rows import Row, read_rows, values
from fogline.records.actor import ActorKind

NAMED_BODIES = "actors/named-bodies.yml"
PEOPLES = "actors/peoples.yml"
GROUPS = "actors/groups.yml"
ORGANISATIONS = "actors/organisations.yml"
PEOPLE = "actors/people.yml"
NAME_RULES = "actors/name-rules.yml"
# A named body that is the state's own one of its kind is marked so in the table.
IS_THE_BODY = "="
_NAME_CLASSES = frozenset(cls.value for cls in NameClass)


def build_tables() -> ActorTables:
    """The tables of ``resources/actors``; raises KnowledgeError for a row that is not right."""
    builder = _Builder(load_body_patterns())
    builder.add_states()
    # A name of several senses has them in this order.
    builder.add_peoples()
    builder.add_publishers()
    builder.add_groups()
    builder.add_organisations()
    builder.add_named_bodies()
    builder.add_people()
    return builder.tables()


class _Builder:
    """Takes the rows in and keeps what the tables are made of."""

    def __init__(self, patterns: BodyPatterns) -> None:
        self.patterns = patterns
        self.entries: dict[str, ActorEntry] = {}
        self.states: dict[str, State] = {}
        self.names: dict[str, list[NameSense]] = {}
        self.grounds: dict[str, tuple[str, ...]] = {}
        self.forms: dict[str, NameClass] = {}
        self._bodies: dict[str, frozenset[str]] = {}

    # -- tables -----------------------------------------------------------------------------

    def add_states(self) -> None:
        """States, their adjectives, plurals and capitals."""
        for row, state in read_states():
            code = state.code
            self.states[code] = state
            bare = state.name.removeprefix("the ")
            entry = self._entry(
                row, ActorEntry(f"state:{code}", bare, ActorKind.GOVERNMENT, country=code), (code,)
            )
            self._name(entry, NameClass.STATE, (bare, *state.others))
            self._name(entry, NameClass.DEMONYM, state.adjectives)
            self._name(entry, NameClass.DEMONYM_PLURAL, state.plurals)
            self._name(entry, NameClass.CAPITAL, (*state.capitals, *state.seats))

    def add_peoples(self) -> None:
        """Peoples and communities of faith that a war is told in terms of."""
        for row in read_rows(load_yaml(PEOPLES), "rows", 5, file=PEOPLES):
            slug, name, country, adjectives, plurals = row.cells
            countries = self._states(row, country)
            entry = self._entry(
                row,
                ActorEntry(f"people:{slug}", name, ActorKind.POPULATION, country=only(countries)),
                countries,
            )
            self._name(entry, NameClass.DEMONYM, values(adjectives))
            self._name(entry, NameClass.DEMONYM_PLURAL, values(plurals))

    def add_named_bodies(self) -> None:
        """Armed forces, services and seats of government with names of their own."""
        content = load_yaml(NAMED_BODIES)
        for row in read_rows(content, "bodies", 4, file=NAMED_BODIES):
            code, kind, name, surfaces = row.cells
            entry = self._entry(row, self._named_body(row, code, kind, name), (code,))
            self._name(entry, _body_class(entry.kind), (name, *values(surfaces)))
        for row in read_rows(content, "metonyms", 3, file=NAMED_BODIES):
            code, kind, surfaces = row.cells
            body = self._body(row, code, kind)
            self._name(body, NameClass.GOVERNMENT, values(surfaces))

    def add_groups(self) -> None:
        """Armed groups and movements."""
        for row in read_rows(load_yaml(GROUPS), "rows", 6, file=GROUPS, spare=2):
            slug, name, country, surfaces, plurals, adjectives = row.cells
            countries = self._states(row, country)
            entry = self._entry(
                row,
                ActorEntry(f"group:{slug}", name, ActorKind.ARMED_GROUP, country=only(countries)),
                countries,
            )
            self._name(entry, NameClass.GROUP, (name, *values(surfaces)))
            self._name(entry, NameClass.GROUP, values(plurals), NameClass.DEMONYM_PLURAL)
            self._name(entry, NameClass.GROUP, values(adjectives), NameClass.DEMONYM)

    def add_organisations(self) -> None:
        """International and non-governmental organisations, assessors, blocs of states."""
        for row in read_rows(load_yaml(ORGANISATIONS), "rows", 6, file=ORGANISATIONS, spare=1):
            slug, cls, name, role, country, surfaces = row.cells
            countries = self._states(row, country)
            entry = self._entry(
                row,
                ActorEntry(
                    f"org:{slug}",
                    name,
                    ActorKind.ORGANISATION,
                    country=only(countries),
                    role=role or None,
                ),
                countries,
            )
            self._name(entry, _name_class(row, cls), (name, *values(surfaces)))

    def add_publishers(self) -> None:
        """News agencies, papers, broadcasters and channels, with who stands behind them."""
        for one in read_publishers(self.states):
            entry = self._entry(one.row, one.entry, one.countries)
            self._name(entry, one.cls, one.surfaces)

    def add_people(self) -> None:
        """Leaders, ministers, commanders and spokespeople."""
        for row in read_rows(load_yaml(PEOPLE), "rows", 5, file=PEOPLE, spare=1):
            name, country, role, member_of, surfaces = row.cells
            countries = self._states(row, country)
            member = member_of or f"state:{country}"
            entry = self._entry(
                row,
                ActorEntry(
                    f"person:{_slug(name)}",
                    name,
                    ActorKind.PERSON,
                    country=only(countries),
                    role=role,
                    member_of=self._member(row, country, member),
                ),
                countries,
            )
            self._name(entry, NameClass.PERSON, (name, *values(surfaces)))

    # -- rows -------------------------------------------------------------------------------

    def _entry(self, row: Row, entry: ActorEntry, codes: tuple[str, ...]) -> ActorEntry:
        if self.entries.setdefault(entry.key, entry) is not entry:
            raise row.fail(f"{entry.key!r} is there already", "join the two rows")
        self.grounds[entry.key] = codes
        return entry

    def _body(self, row: Row, code: str, kind: str) -> ActorEntry:
        pattern = self.patterns.kinds.get(kind)
        if pattern is None or code not in self.states:
            raise row.fail(f"no body {kind!r} of {code!r}", "use a kind of bodies.yml and a state")
        key = pattern.key.format(code)
        return self.entries.get(key) or ActorEntry(
            key,
            pattern.title.format(self.states[code].name),
            pattern.actor,
            country=code,
            role=pattern.role,
            member_of=f"state:{code}",
        )

    def _named_body(self, row: Row, code: str, kind: str, name: str) -> ActorEntry:
        body = self._body(row, code, kind.removeprefix(IS_THE_BODY))
        own = kind.startswith(IS_THE_BODY)
        return ActorEntry(
            body.key if own else f"{body.key}:{_slug(name)}",
            name,
            body.kind,
            country=code,
            role=body.role,
            member_of=f"state:{code}" if own else body.key,
        )

    def _member(self, row: Row, country: str, member: str) -> str:
        """The key that a person belongs to: an entry's, or a kind of body of the country."""
        if member in self.patterns.kinds:
            return self._body(row, country, member).key
        if member not in self.entries:
            raise row.fail(f"{member!r} is no entry", "name a kind of body or an entry's key")
        return member

    def _states(self, row: Row, cell: str) -> tuple[str, ...]:
        return codes_of(row, cell, self.states)

    def _name(
        self,
        entry: ActorEntry,
        cls: NameClass,
        surfaces: Iterable[str],
        form: NameClass | None = None,
    ) -> None:
        sense = NameSense(cls, entry)
        for surface in surfaces:
            for spelled in variants(surface):
                senses = self.names.setdefault(spelled, [])
                if all(known.entry.key != entry.key for known in senses):
                    senses.append(sense)
                if form is not None:
                    self.forms[spelled] = form

    # -- result -----------------------------------------------------------------------------

    def tables(self) -> ActorTables:
        """The tables, with the variants in capitals."""
        rules = _load_rules()
        names = {
            surface: tuple(senses)
            for surface, senses in self.names.items()
            if surface in rules.supported or not self._told_by_pattern(surface, senses)
        }
        for surface, senses in tuple(names.items()):
            shouted = capitals(surface)
            if shouted is None or names.setdefault(shouted, senses) is not senses:
                continue
            if surface in self.forms:
                self.forms.setdefault(shouted, self.forms[surface])
        first_words, openings = _index((*names, *rules.decoys))
        return ActorTables(
            names=MappingProxyType(names),
            entries=MappingProxyType(self.entries),
            states=MappingProxyType(self.states),
            patterns=self.patterns,
            rules=rules,
            grounds=MappingProxyType(self.grounds),
            outlets=load_outlets(),
            forms=MappingProxyType(self.forms),
            first_words=MappingProxyType(first_words),
            openings=openings,
        )

    def _told_by_pattern(self, surface: str, senses: Iterable[NameSense]) -> bool:
        """Whether a name is a state's and a body's common words, as any state could have it.

        "Israeli Navy" must be read as "Omani Navy" is, of which no table knows: as the navy of
        the state that is named.
        """
        for entry in (sense.entry for sense in senses):
            state = self.states.get(entry.country or "")
            if state is None or entry.key not in self._own_bodies(state.code):
                return False
            if not any(rest.lower() in self.patterns.heads for rest in _beside(surface, state)):
                return False
        return True

    def _own_bodies(self, code: str) -> frozenset[str]:
        """The keys of a state's bodies that every state has."""
        if code not in self._bodies:
            rows = self.patterns.kinds.values()
            self._bodies[code] = frozenset(row.key.format(code) for row in rows)
        return self._bodies[code]


def _beside(surface: str, state: State) -> Iterator[str]:
    """What of a name is left without the state's name or adjective, if it has one."""
    name = state.name.removeprefix("the ")
    for owner in (name, *state.adjectives, *state.others):
        for opening in (f"{owner} ", f"{owner}'s "):
            if surface.startswith(opening):
                yield surface[len(opening) :]
        for ending in (f" of {owner}", f" of the {owner}"):
            if surface.endswith(ending):
                yield surface[: -len(ending)]


def _slug(name: str) -> str:
    return "-".join(WORD.findall(plain_letters(name))).lower()


def _index(
    surfaces: Iterable[str],
) -> tuple[dict[str, tuple[int, ...]], frozenset[tuple[str, str]]]:
    """The numbers of words of the surfaces by their first word, and their first two words."""
    counts: dict[str, set[int]] = {}
    openings: set[tuple[str, str]] = set()
    for surface in surfaces:
        words = WORD.findall(surface)
        counts.setdefault(words[0], set()).add(len(words))
        if len(words) > 1:
            openings.add((words[0], words[1]))
    ordered = {word: tuple(sorted(found, reverse=True)) for word, found in counts.items()}
    return ordered, frozenset(openings)


def _load_rules() -> NameRules:
    content = load_yaml(NAME_RULES)

    def words(block: str) -> tuple[str, ...]:
        text = content.get(block) if isinstance(content, Mapping) else None
        if not isinstance(text, str):
            raise KnowledgeError(
                f"there is no list {block!r}",
                where=f"resources/{NAME_RULES}",
                remedy=f"write it as a block, '{block}: |'",
            )
        return tuple(value for line in text.splitlines() for value in values(line))

    decoys = [form for surface in words("decoys") for form in variants(surface)]
    shouted = [form for form in map(capitals, decoys) if form is not None]
    return NameRules(
        decoys=frozenset((*decoys, *shouted)),
        given_names=frozenset(words("given_names")),
        supported=frozenset(map(canonical, words("supported"))),
        titles=frozenset(words("titles")),
        words=frozenset(words("words")),
        openers=frozenset(words("openers")),
        address_ends=frozenset(words("address_ends")),
        particles=frozenset(words("particles")),
        endings=frozenset(words("endings")),
    )


def _body_class(kind: ActorKind) -> NameClass:
    return NameClass.MILITARY if kind is ActorKind.MILITARY else NameClass.GOVERNMENT


def _name_class(row: Row, cls: str) -> NameClass:
    if cls not in _NAME_CLASSES:
        raise row.fail(f"{cls!r} is no class of names", "use one of knowledge.actors.NameClass")
    return NameClass(cls)
