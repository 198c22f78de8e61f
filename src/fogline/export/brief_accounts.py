"""Who says what of an event: one account for each side, its other voices and copies counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fogline.export.brief_desk import hull, spoken_name
from fogline.export.brief_quotes import begins_with_pronoun, is_proper, joined
from fogline.records.event import Event, EventClaim, State
from fogline.records.ledger import LedgerClaim, Role, Says

# A shorter denial ("the claim") tells no more than that it is denied.
FEWEST_WORDS = 4
SAYS_ORDER = (Says.AFFIRMS, Says.DENIES, Says.DOUBTS, Says.OFFERS_EVIDENCE)
# The rank of evidence that reads as a whole clause.
WHOLE = 2
UNCERTAIN = frozenset(("possible", "hypothetical", "conditional"))


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says of an event: its claims, those that speak best for it first."""

    says: Says
    rows: tuple[EventClaim, ...]

    @property
    def lead(self) -> EventClaim:
        """The claim to quote."""
        return self.rows[0]

    def led_by(self, row: EventClaim) -> Account:
        """The same with another one of its claims to quote."""
        return replace(self, rows=(row, *(one for one in self.rows if one is not row)))

    @property
    def copies(self) -> tuple[EventClaim, ...]:
        """What the quoted voice says in other reports, the first known first."""
        rows = [row for row in self.rows if row.origin == self.lead.origin]
        rows.sort(key=lambda row: (row.at, row.claim.key))
        return _one_each(rows, {self.lead.report.id}, of_report=True)

    @property
    def voices(self) -> tuple[EventClaim, ...]:
        """Who else of the side says the same."""
        same = (row for row in self.rows if row.claim.type == self.lead.claim.type)
        return _one_each(same, {self.lead.origin}, of_report=False)


def accounts_of(event: Event, since: int | None) -> tuple[Account, ...]:
    """The accounts of an event: who affirms it, denies it, doubts it; the first known first."""
    rows = _quotable(event)
    found: list[Account] = []
    for says in SAYS_ORDER:
        mine = [row for row in rows if row.claim.says is says]
        told = [row for row in mine if not row.repeater] or (mine if says is Says.AFFIRMS else [])
        firm = [row for row in told if row.claim.modality not in UNCERTAIN]
        sides = list(_by_side(event, firm or told, says, since))
        whole = [row for row in sides if not _is_scrap(row.lead)]
        found += whole or sides
    return tuple(found)


def _is_scrap(row: EventClaim) -> bool:
    """Whether it is an outlet's half sentence ("killed in the attacks")."""
    return row.claim.holder.role is Role.PUBLISHER and _clause_rank(row.claim) < WHOLE


def _quotable(event: Event) -> list[EventClaim]:
    """The current claims without those that are told elsewhere: numbers, due periods and blame.

    Of claims that rest on the same words, or one on a part of the other's, one is kept.
    """
    counted = {_at(row) for row in event.claims if row.claim.type == "TOLL"}
    blamed: dict[str, list[tuple[int, int]]] = {}
    for promise in event.commitments:
        for blame in promise.blamed:
            blamed.setdefault(blame.report.id, []).append(hull(blame.claim))
    rows: dict[tuple[object, ...], EventClaim] = {}
    for row in event.claims:
        due = row.claim.type == "COMMITMENT" and row.claim.due is not None
        accuses = any(_covers(one, hull(row.claim)) for one in blamed.get(row.report.id, ()))
        if row.state is State.CURRENT and not due and not accuses and _at(row) not in counted:
            rows.setdefault((*_at(row), row.claim.says), row)
    near: dict[tuple[str, str], list[EventClaim]] = {}
    for row in rows.values():
        near.setdefault((row.report.id, row.origin), []).append(row)
    return [
        row
        for row in rows.values()
        if not any(is_inside(row, other) for other in near[row.report.id, row.origin])
    ]


def _at(row: EventClaim) -> tuple[str, int, int]:
    return (row.report.id, *hull(row.claim))


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def is_inside(row: EventClaim, other: EventClaim) -> bool:
    """Whether a claim rests on a part of the words of another one."""
    same = row.report.id == other.report.id
    return same and _at(row) != _at(other) and _covers(hull(other.claim), hull(row.claim))


def _by_side(
    event: Event, rows: Sequence[EventClaim], says: Says, since: int | None
) -> Iterable[Account]:
    groups = {origin.id: origin.group or origin.id for origin in event.origins}
    sides: dict[str, list[EventClaim]] = {}
    for row in rows:
        sides.setdefault(groups.get(row.origin, row.origin), []).append(row)
    for side in sides.values():
        ranked = sorted(side, key=lambda row: _rank(row, event, since), reverse=True)
        yield Account(says, tuple(ranked))


def _one_each(
    rows: Iterable[EventClaim], seen: set[str], *, of_report: bool
) -> tuple[EventClaim, ...]:
    """The first row of each report, or of each origin, that has not been seen."""
    found: list[EventClaim] = []
    for row in rows:
        key = row.report.id if of_report else row.origin
        if key not in seen:
            seen.add(key)
            found.append(row)
    return tuple(found)


def _rank(
    row: EventClaim, event: Event, since: int | None
) -> tuple[bool, bool, int, int, bool, bool, int, str]:
    """How well a claim speaks for its side: new, to the point, by name, in whole words, early."""
    claim = row.claim
    return (
        since is not None and row.at > since,
        claim.type == event.type,
        name_rank(row),
        _clause_rank(claim),
        _names_the_place(claim, event),
        claim.mode == event.mode,
        -row.at,
        claim.key,
    )


def _names_the_place(claim: LedgerClaim, event: Event) -> bool:
    place = claim.place
    if place is None or place.words is None or event.place is None or place.id != event.place.id:
        return False
    start, end = place.words.start, place.words.end
    inside = any(span.start <= start and end <= span.end for span in claim.evidence)
    return inside and place.words.text[:1].isupper()


def name_rank(row: EventClaim) -> int:
    """2 for a name, 1 for a mention that names nobody ("police"), 0 for none."""
    name = spoken_name(row.claim.holder, row.report)
    return 0 if name is None else 1 + is_proper(name)


def _clause_rank(claim: LedgerClaim) -> int:
    words = joined(claim.evidence)
    if len(words.split()) < FEWEST_WORDS:
        return 0
    return WHOLE if words.startswith("that ") or not words[:1].islower() else 1


def tells_little(row: EventClaim) -> bool:
    """Whether a claim says nothing that a reader could use by itself."""
    claim = row.claim
    outlet = claim.holder.role is Role.PUBLISHER and claim.holder.party is None
    nobody = spoken_name(claim.holder, row.report) is None
    unsaid = claim.speech is None and claim.modality in ("hypothetical", "conditional")
    # "Who asked not to be named": what a witness asks the reporter.
    aside = claim.type == "REQUEST" and claim.mode is None and claim.holder.role is Role.WITNESS
    vague = nobody and begins_with_pronoun(joined(claim.evidence))
    return outlet or nobody or unsaid or aside or vague
