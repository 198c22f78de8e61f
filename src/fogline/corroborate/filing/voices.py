"""Actors of one report as voices of the ledger: whose side they are on, how they speak."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fogline.knowledge.actors import ActorTables
from fogline.knowledge.actors.outlets import party_of_family
from fogline.knowledge.actorwords import ActorWords
from fogline.records.actor import Actor, ActorKind
from fogline.records.ledger import Role, Voice, Words
from fogline.records.record import Record
from fogline.records.span import Span
from fogline.records.statement import HolderKind, Statement

# Kinds of actor that speak for the state (or group) they belong to.
ORGANS = frozenset((ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.MILITARY))
# Families of nouns for people who speak for the body they belong to (``actorwords.yml``).
OFFICIAL = frozenset(("office", "rank", "police", "post", "local", "fighter"))
# Who has left a post speaks for nobody but himself.
_FORMER = re.compile(r"\b(former|retired|ex|once|exiled)\b", re.IGNORECASE)
_PRONOUNS = frozenset(
    (
        *("he", "she", "it", "they", "we", "i", "him", "her", "them", "us", "his", "its"),
        *("their", "our", "who", "whom", "whose", "which", "that", "both"),
        *("himself", "herself", "itself", "themselves"),
    )
)
# A chain of membership is at most this long; a circle in it ends here.
LONGEST_CHAIN = 6


def words_of(span: Span) -> Words:
    """A span as the ledger keeps it."""
    return Words(start=span.start, end=span.end, text=span.text)


@dataclass(frozen=True, slots=True)
class Cast:
    """The voices of one report."""

    record: Record
    tables: ActorTables
    words: ActorWords
    actors: dict[str, Actor] = field(init=False)
    only: str | None = field(init=False)
    mentioned: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "actors", {row.id: row for row in self.record.actors})
        object.__setattr__(self, "only", self._only_state())
        object.__setattr__(self, "mentioned", self._mentioned())

    def voice(self, number: str, mention: Span | None = None) -> Voice:
        """The voice of an actor; its ``words`` are the mention where that is no pronoun."""
        actor = self._in_full(self.actors[number])
        party = self._party(actor)
        return Voice(
            key=self._key(actor),
            name=actor.name,
            kind=actor.kind.value,
            role=self._role(actor, party),
            party=party,
            words=_telling(actor, mention),
        )

    def holder(self, statement: Statement) -> Voice:
        """Who makes a statement; somebody without a name where the words name nobody."""
        if statement.holder is not None:
            return self.voice(statement.holder, statement.holder_span)
        said = statement.holder_span
        narrator = statement.holder_kind is HolderKind.NARRATOR
        name = f"“{' '.join(said.text.split())}”" if said is not None else "nobody named"
        return Voice(
            key=f"{self.record.report.id[:12]}:{name}",
            name=name,
            kind=ActorKind.UNNAMED.value,
            role=Role.PUBLISHER if narrator else Role.WITNESS,
            party=None,
            words=None if said is None else words_of(said),
        )

    def is_unit(self, name: str) -> bool:
        """Whether a name is that of a part of regular forces, and of nobody's enemy."""
        nouns = [word.strip(",.").casefold() for word in name.split()]
        if self.words.sets["adversary"] & set(nouns):
            return False
        units = self.words.sets["units"]
        return any(word in units or word.removesuffix("s") in units for word in nouns) or any(
            self.words.people.get(word.removesuffix("s")) == "rank" for word in nouns
        )

    def opponents(self, own: set[str | None]) -> tuple[str, ...]:
        """The other side that the report names most; none where two are named equally often."""
        others = [(count, party) for party, count in self.mentioned.items() if party not in own]
        others.sort(key=lambda row: (-row[0], row[1]))
        if not others or (len(others) > 1 and others[0][0] == others[1][0]):
            return ()
        return (others[0][1],)

    def _in_full(self, actor: Actor) -> Actor:
        """Whom a bare noun of a headline means: the report's one body that is called so.

        "..., ministry says" is the health ministry, where the report has no other ministry.
        """
        if actor.kind is not ActorKind.ORGANISATION or not actor.name.islower() or actor.member_of:
            return actor
        ending = f" {actor.name}"
        rows = [
            row
            for row in self.record.actors
            if row.id != actor.id
            and any(span.text.casefold().endswith(ending) for span in row.mentions)
        ]
        return rows[0] if len(rows) == 1 else actor

    def _only_state(self) -> str | None:
        """The one state that the report names, its places included; None where there are more."""
        found = {row.country for row in self.record.actors if row.kind is not ActorKind.PUBLISHER}
        found |= {row.country for row in self.record.places}
        found -= {None}
        return next(iter(found)) if len(found) == 1 else None

    def _country(self, actor: Actor) -> str | None:
        """The state of a body; of one without a name ("the army"), the only state there is."""
        bare = actor.kind in ORGANS and actor.name.casefold() in self.words.bodies
        return actor.country or (self.only if bare else None)

    def _mentioned(self) -> dict[str, int]:
        """How often the report names each side, whoever stands for it."""
        found: dict[str, int] = {}
        for actor in self.record.actors:
            party = None if actor.kind is ActorKind.PUBLISHER else self._party(actor)
            if party is not None:
                found[party] = found.get(party, 0) + len(actor.mentions)
        return found

    def _chain(self, actor: Actor) -> list[Actor]:
        """The actor and those it belongs to, the nearest first."""
        found = [actor]
        while found[-1].member_of is not None and len(found) < LONGEST_CHAIN:
            found.append(self.actors[found[-1].member_of])
        return found

    def _party(self, actor: Actor) -> str | None:
        """The state's code or the group's name whose side an actor is on, None if not known."""
        if actor.kind is ActorKind.PUBLISHER:
            return party_of_family(self.tables.family(actor.name))
        if actor.kind is ActorKind.POPULATION or self._is_assessor(actor):
            return None
        chain = self._chain(actor)
        group = next((row for row in chain if self._is_group(row)), None)
        if group is not None:
            return group.name
        owner = next(
            (c for row in chain[1:] if row.kind in ORGANS and (c := self._country(row))), None
        )
        if actor.kind in ORGANS:
            return self._country(actor) or owner
        return owner if owner is not None and self._speaks_for_its_body(actor) else None

    def _is_group(self, actor: Actor) -> bool:
        """Whether it is an armed group of the tables, which is a side of its own."""
        if actor.kind is not ActorKind.ARMED_GROUP:
            return False
        return any(
            sense.entry.key.startswith("group:") and sense.entry.name == actor.name
            for sense in self.tables.senses(actor.name)
        )

    def _is_assessor(self, actor: Actor) -> bool:
        """Whether somebody examines what others claim: by the tables, or as their task is called.

        "The EU's monitoring mission", "UN investigators"; those of a state are its own.
        """
        if any(row.role == "assessor" for row in self._chain(actor)):
            return True
        told = {word for span in actor.mentions for word in span.text.casefold().split()}
        examines = any(
            word in self.words.sets["examiners"]
            or word.removesuffix("s") in self.words.sets["examiners"]
            for word in told
        )
        return examines and self._is_international(actor)

    def _is_international(self, actor: Actor) -> bool:
        """Whether it is an organ of an organisation that is no state's."""
        above = self._chain(actor)[1:]
        states = any(row.country or row.kind in ORGANS for row in (actor, *above))
        return not states and any(
            row.kind is ActorKind.ORGANISATION and self.tables.senses(row.name) for row in above
        )

    def _speaks_for_its_body(self, actor: Actor) -> bool:
        """Officials, soldiers and named office-holders do; tram drivers do not."""
        told = f"{actor.role or ''} {actor.name}"
        at_site = self.words.sets["facility_names"] & set(told.casefold().split())
        if _FORMER.search(told) or (at_site and actor.kind is not ActorKind.PERSON):
            # The director of a hospital tells what he has seen.
            return False
        if actor.kind is ActorKind.PERSON:
            return actor.role is not None and self._holds_office(actor.role)
        if actor.kind is not ActorKind.UNNAMED:
            return actor.kind is ActorKind.ORGANISATION and actor.member_of is not None
        return self._holds_office(actor.role or actor.name)

    def _holds_office(self, told: str) -> bool:
        nouns = [word.strip(",.").lower() for word in told.split()]
        families = {self.words.people.get(word) for word in nouns}
        families |= {self.words.people.get(word.removesuffix("s")) for word in nouns}
        bodies = " ".join(nouns) in self.words.bodies or nouns[-1:] == ["command"]
        return bodies or bool(families & OFFICIAL) or " ".join(nouns) in self.words.sets["teams"]

    def _role(self, actor: Actor, party: str | None) -> Role:
        if actor.kind is ActorKind.PUBLISHER:
            return Role.PUBLISHER
        if self._is_assessor(actor):
            return Role.ASSESSOR
        if party is None and self._is_international(actor):
            return Role.OTHER
        if party is not None or actor.kind in ORGANS or self._speaks_for_its_body(actor):
            # "Officials said": of whatever side they are, they are no bystanders.
            return Role.ORGAN
        if actor.kind is ActorKind.ORGANISATION:
            return Role.OTHER
        return Role.WITNESS

    def _key(self, actor: Actor) -> str:
        """The same for one actor in every report; of its own for a description."""
        name = " ".join(actor.name.split())
        local = f"{self.record.report.id[:12]}:{name}"
        if actor.kind is ActorKind.PUBLISHER:
            known = self.tables.publisher(name)
            return f"publisher:{known.name if known else name}"
        if actor.kind is ActorKind.PERSON:
            full = len(name.split()) > 1 and name[:1].isupper()
            return name if full else f"{name}|{actor.country}" if actor.role else local
        if actor.kind in (ActorKind.UNNAMED, ActorKind.POPULATION):
            return f"{name}|{actor.country}" if actor.country else local
        if actor.country or self.tables.senses(name):
            return f"{name}|{actor.country or ''}"
        return local


def _telling(actor: Actor, mention: Span | None) -> Words | None:
    """The mention, or the actor's first one, that is no pronoun."""
    for span in (*((mention,) if mention is not None else ()), *actor.mentions):
        if span.text.strip().casefold() not in _PRONOUNS:
            return words_of(span)
    return None
