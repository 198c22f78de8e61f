"""A report's claims as they were told, in order, with who says them: what links rest on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fogline.records.actor import Actor, ActorKind
from fogline.records.claim import Claim
from fogline.records.span import Span
from fogline.records.statement import Stance, Statement
from fogline.resolve.answers import Answered

# How far back a link reaches, in claims: further words are seldom meant.
MOST_COMPARED = 40
# What can be denied, met with silence, or blamed: deeds and states, not talk about them.
MAIN = frozenset(
    (
        *("ADVANCE", "ASSAULT", "CONTROL", "SOVEREIGNTY", "RETREAT", "EXCHANGE"),
        *("COMMITMENT", "TOLL", "COERCE", "MOBILIZE", "AGREE", "PROTEST"),
    )
)
# Actors that stand for a party as a whole: what its organs say is what it says.
WHOLE = (ActorKind.GOVERNMENT, ActorKind.ARMED_GROUP)
NOTHING = Answered()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a report beside its claims and statements.

    ``answered`` gives what the words of a denial or a silence name, by the statement's id.
    ``items`` are the offsets where the items of a live blog begin, if the newest stands first.
    ``title`` is the title's span.
    """

    actors: Sequence[Actor] = ()
    answered: Mapping[str, Answered] = field(default_factory=dict)
    items: Sequence[int] = ()
    title: Span | None = None


BARE_SETTING = Setting()


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a report as they were told, with the statements that report them.

    ``parties`` gives the party of each actor that belongs to one, ``states`` are the actors that
    stand for a party as a whole. ``mains`` are the claims that can be answered, with the moment of
    each; ``heads`` is what the title tells of.
    """

    claims: tuple[Claim, ...]
    statements: Mapping[str, Statement]
    parties: Mapping[str, str]
    states: frozenset[str]
    setting: Setting
    mains: tuple[Claim, ...] = ()
    moments: tuple[tuple[int, int], ...] = ()
    heads: frozenset[str] = frozenset()

    def holder(self, claim: Claim) -> str | None:
        """Who says the claim; nobody, where it is only what somebody is silent about."""
        statement = self.statements.get(claim.statement)
        if statement is None or statement.stance is Stance.SILENT:
            return None
        return statement.holder

    def stance(self, claim: Claim) -> Stance | None:
        """How the claim is held by who says it."""
        statement = self.statements.get(claim.statement)
        return statement.stance if statement else None

    def party(self, actor: str | None) -> str | None:
        """The party of an actor: itself, if it belongs to none and is an actor at all."""
        return None if actor is None else self.parties.get(actor)

    def own(self, claim: Claim, actor: str | None) -> bool:
        """Whether the claim is the actor's own, or one of its side's."""
        holder = self.holder(claim)
        if holder is None or actor is None:
            return False
        party = self.party(actor)
        return holder == actor or (party is not None and party == self.party(holder))

    def adverse(self, claim: Claim, actor: str | None) -> bool:
        """Whether another party says the claim."""
        holder, party = self.party(self.holder(claim)), self.party(actor)
        return holder is not None and holder != party

    def before(self, number: int) -> tuple[Claim, ...]:
        """The claims before one, the nearest first."""
        return tuple(reversed(self.claims[max(0, number - MOST_COMPARED) : number]))

    def after(self, number: int) -> tuple[Claim, ...]:
        """The claims after one, the nearest first."""
        return self.claims[number + 1 : number + 1 + MOST_COMPARED]

    def told_before(self, offset: int) -> tuple[Claim, ...]:
        """Of the main claims told before an offset the first ones and the last ones, in order."""
        here = bisect_left(self.moments, moment_of(offset, self.setting.items))
        if here <= 2 * MOST_COMPARED:
            return self.mains[:here]
        return (*self.mains[:MOST_COMPARED], *self.mains[here - MOST_COMPARED : here])

    def told_after(self, offset: int) -> tuple[Claim, ...]:
        """The main claims told right after an offset."""
        here = bisect_left(self.moments, moment_of(offset, self.setting.items))
        return self.mains[here : here + MOST_COMPARED]


def moment_of(offset: int, items: Sequence[int]) -> tuple[int, int]:
    """Sorts offsets as they were told; what stands above the items introduces them all."""
    item = bisect_right(items, offset)
    return (len(items) - item if item else -1, offset)
