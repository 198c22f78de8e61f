"""Which claims of one report tell of the same happening."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fogline.records.claim import Claim
from fogline.records.place import Place
from fogline.records.time import Time

# States last; deeds pass. A state of a place is one event in a report, whoever tells it.
STATES = frozenset(("CONTROL", "SOVEREIGNTY"))
# What somebody says or judges is an event of its own unless the same words say it again.
WORDS = frozenset(("REQUEST", "REJECT", "ACCUSE", "THREATEN", "SILENCE", "EVIDENCE", "ASSESSMENT"))
# What one side does to another: who acts is told by many names.
DEEDS = frozenset(("ADVANCE", "ASSAULT", "RETREAT", "TOLL"))
# An exchange that is planned and one that takes place are one happening with its commitments.
COMMITTED = "COMMITMENT"
# Claims are compared with the last ones of their kind: linear time on long reports.
MOST_COMPARED = 24


@dataclass(frozen=True, slots=True)
class Lookup:
    """The places and times of a report by id, and the party of each actor that has one."""

    places: Mapping[str, Place]
    times: Mapping[str, Time]
    parties: Mapping[str, str] = field(default_factory=dict)

    def sides(self, actors: Iterable[str]) -> set[str]:
        """Who acts: by party, so that a state and its army are one; else by actor."""
        return {self.parties.get(actor, actor) for actor in actors}


def group(
    claims: Sequence[Claim],
    places: Sequence[Place],
    times: Sequence[Time],
    parties: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """The claims with shared ``event`` ids, ``e1``, ``e2`` ... in the order of first claims."""
    lookup = Lookup({row.id: row for row in places}, {row.id: row for row in times}, parties or {})
    events: list[list[Claim]] = []
    of_kind: dict[str, list[int]] = {}
    found: list[Claim] = []
    for claim in claims:
        number = _event_for(claim, events, of_kind, lookup)
        if number is None:
            number = len(events)
            events.append([])
            of_kind.setdefault(kind_of(claim), []).append(number)
        events[number].append(claim)
        found.append(replace(claim, event=f"e{number + 1}"))
    return tuple(found)


def kind_of(claim: Claim) -> str:
    """What a claim's event is sorted by: the deed of a commitment, the assault of a toll."""
    if claim.type == COMMITTED and claim.mode is not None:
        return claim.mode
    if claim.type == "TOLL":
        return "ASSAULT"
    return claim.type


def _event_for(
    claim: Claim,
    events: Sequence[Sequence[Claim]],
    of_kind: Mapping[str, list[int]],
    lookup: Lookup,
) -> int | None:
    for number in reversed(of_kind.get(kind_of(claim), [])[-MOST_COMPARED:]):
        if all(_compatible(claim, other, lookup) for other in events[number][-MOST_COMPARED:]):
            return number
    return None


Rule = Callable[[Claim, Claim, Lookup], bool]


def _compatible(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    return all(rule(claim, other, lookup) for rule in RULES)


def _same_mode(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    """Modes agree, or one is left open; a toll has no mode in common with its assault."""
    if "TOLL" in (claim.type, other.type) or COMMITTED in (claim.type, other.type):
        return _toll_of(claim, other)
    return claim.mode == other.mode or None in (claim.mode, other.mode)


def _toll_of(claim: Claim, other: Claim) -> bool:
    """A toll belongs to the assault that is told beside it, in the same words."""
    if claim.type == other.type:
        return claim.type != "TOLL" or bool(claim.place and claim.place == other.place)
    if "TOLL" not in (claim.type, other.type):
        return True
    near = any(mine.overlaps(theirs) for mine in claim.evidence for theirs in other.evidence)
    return near or bool(claim.place and claim.place == other.place)


def _same_words(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    """Of what is said, only the same speech act with the same parties is one event."""
    if claim.type not in WORDS:
        return True
    return (
        claim.type in ("REQUEST", "REJECT")
        and claim.mode is not None
        and claim.mode == other.mode
        and claim.actor == other.actor
    )


def _place_fits(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    if claim.type in STATES or other.type in STATES:
        return claim.place is not None and claim.place == other.place
    if claim.place is None or other.place is None or claim.place == other.place:
        return True
    mine, theirs = lookup.places.get(claim.place), lookup.places.get(other.place)
    return (
        mine is not None and theirs is not None and (_holds(mine, theirs) or _holds(theirs, mine))
    )


def _holds(outer: Place, inner: Place) -> bool:
    """Whether the first place is the second's anchor or one of the units that contain it."""
    if inner.anchor == outer.id:
        return True
    return outer.gazetteer is not None and any(
        unit.gazetteer == outer.gazetteer for unit in inner.within
    )


def _time_fits(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    if claim.type in STATES:
        return True
    # A commitment's successive due periods are one commitment.
    mine, theirs = claim.time, other.time
    if mine is None or theirs is None or mine == theirs:
        return True
    first, second = lookup.times.get(mine), lookup.times.get(theirs)
    if first is None or second is None:
        return True
    return _overlap(first, second)


def _overlap(first: Time, second: Time) -> bool:
    if first.start is None or second.start is None:
        return first.value == second.value
    begins_before = second.end is None or first.start < second.end
    return begins_before and (first.end is None or second.start < first.end)


def _actors_fit(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    if claim.type in STATES:
        return True
    if COMMITTED in (claim.type, other.type) or "TOLL" in (claim.type, other.type):
        return True
    mine, theirs = lookup.sides(claim.actor), lookup.sides(other.actor)
    return not mine or not theirs or bool(mine & theirs)


def _linked(claim: Claim, other: Claim, lookup: Lookup) -> bool:
    """Something ties the two: a party, a place, the same words; or the later names nothing.

    "This advance", with nobody and no place, takes up the last one told.
    """
    mine, theirs = (*claim.actor, *claim.recipient), (*other.actor, *other.recipient)
    parties: set[str] = set(mine) & set(theirs)
    if claim.type in DEEDS:
        parties = lookup.sides(mine) & lookup.sides(theirs)
    placed = claim.place is not None and other.place is not None
    words = any(mine.overlaps(theirs) for mine in claim.evidence for theirs in other.evidence)
    bare = not claim.actor and claim.place is None
    committed = COMMITTED in (claim.type, other.type)
    return bool(parties) or placed or words or bare or committed


RULES: tuple[Rule, ...] = (
    _same_mode,
    _same_words,
    _place_fits,
    _time_fits,
    _actors_fit,
    _linked,
)
