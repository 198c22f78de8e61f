"""Views of events: silences, commitments, tolls, positions in talks, control of ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from fogline.corroborate.grouping.sides import against
from fogline.knowledge.grouping import GroupingTables
from fogline.records.event import Commitment, Event, EventClaim, State
from fogline.records.ledger import LedgerClaim, Role, Says
from fogline.records.views import EventCommitment, EventSilence, EventToll, Hold, Position

# Stances and types in talks, and what each is called.
_POSITIONS = {
    "REQUEST": "demands", "REJECT": "refuses", "THREATEN": "threatens", "AGREE": "agrees",
    "CONCEDE": "concedes", "COMMITMENT": "promises", "COOPERATE": "offers",
}  # fmt: skip
# A claim that answers another, with its number in the order of all events.
_Answer = tuple[int, EventClaim]
HOLDS = frozenset(("CONTROL", "SOVEREIGNTY", "RETREAT"))
HELD = frozenset(("capture", "hold", "enter", "encircle", "claimed", "assessed", "contested"))


def silences_of(events: Iterable[Event], *, still: bool = False) -> tuple[EventSilence, ...]:
    """All silences, the open ones only with ``still``, by moment; one that touches several
    events once, with the first of them.
    """
    found: dict[tuple[str, str], EventSilence] = {}
    for event in events:
        for silence in event.silences:
            if still and silence.state is not State.OPEN:
                continue
            key = silence.claim.key, silence.holder.key
            row = EventSilence(event=event, silence=silence)
            kept = found.get(key)
            if kept is None or _telling(row) > _telling(kept):
                found[key] = row
    return tuple(sorted(found.values(), key=lambda row: (row.silence.since, row.silence.claim.key)))


def _telling(row: EventSilence) -> tuple[bool, bool]:
    """Whether it has been answered there, and whether the event holds the claim it is about."""
    about = row.silence.claim.about
    meant = any(claim.claim.key == about for claim in row.event.claims)
    return row.silence.answer is not None and row.silence.answer in row.event.claims, meant


def commitments_of(events: Iterable[Event]) -> tuple[EventCommitment, ...]:
    """All commitments, those due first in front."""
    found = [
        EventCommitment(event=event, commitment=commitment)
        for event in events
        for commitment in event.commitments
    ]
    return tuple(sorted(found, key=lambda row: (_last_due(row.commitment), row.event.id)))


def _last_due(commitment: Commitment) -> int:
    return max((due.when.last for due in commitment.due), default=10**9)


def tolls_of(events: Iterable[Event]) -> tuple[EventToll, ...]:
    """All tolls in the order of their events, then of knowing."""
    return tuple(EventToll(event=event, toll=toll) for event in events for toll in event.tolls)


def positions_of(events: Iterable[Event]) -> tuple[Position, ...]:
    """The positions of the parties in talks, by party, kind and moment."""
    rows = list(events)
    answers = _answers(rows)
    found = [position for event in rows for position in _positions(event, answers)]
    found.sort(key=lambda row: (row.party, row.kind, row.topic or "", row.first, row.event.id))
    return tuple(found)


def position_of(claim: LedgerClaim) -> str | None:
    """What kind of position in talks a claim tells ("demands"); None where it tells none."""
    if claim.speech == "offers":
        kind: str | None = "offers"
    else:
        kind = _POSITIONS.get(claim.type)
    bare = claim.type == "COMMITMENT" and claim.mode in (None, "EXCHANGE")
    return None if bare else kind


def _positions(event: Event, answers: Mapping[str, Sequence[_Answer]]) -> Iterable[Position]:
    by_party: dict[tuple[str, str, str | None], list[EventClaim]] = {}
    for row in event.claims:
        claim = row.claim
        kind = position_of(claim)
        if kind is None:
            continue
        actors = claim.actors or (claim.holder,)
        for voice in actors:
            party = voice.party or (voice.name if voice.role is Role.OTHER else None)
            if party is not None and claim.says is Says.AFFIRMS:
                by_party.setdefault((party, kind, claim.mode), []).append(row)
    for (party, kind, topic), rows in by_party.items():
        last = rows[-1]
        yield Position(
            party=party,
            kind=kind,
            topic=topic,
            to=last.claim.recipients or ((last.claim.addressee,) if last.claim.addressee else ()),
            condition=next((r.claim.condition.text for r in rows if r.claim.condition), None),
            claim=rows[0],
            first=rows[0].at,
            last=last.at,
            reports=len({row.report.id for row in rows}),
            answered=_answered({row.claim.key for row in rows}, answers),
            event=event,
        )


def _answers(events: Sequence[Event]) -> Mapping[str, Sequence[_Answer]]:
    """The refusals and consents by the claim that they name."""
    told = (row for event in events for row in event.claims)
    found: dict[str, list[_Answer]] = {}
    for number, row in enumerate(told):
        about = row.claim.about
        if about is not None and row.claim.type in ("REJECT", "AGREE", "CONCEDE"):
            found.setdefault(about, []).append((number, row))
    return found


def _answered(
    keys: Iterable[str], answers: Mapping[str, Sequence[_Answer]]
) -> tuple[EventClaim, ...]:
    """The answers to any of these claims, in the order of the events."""
    found = [answer for key in keys for answer in answers.get(key, ())]
    return tuple(row for _, row in sorted(found, key=itemgetter(0)))


def control_of(events: Iterable[Event], tables: GroupingTables) -> tuple[Hold, ...]:
    """Who has which ground, by place: advances, holds, retreats, control and claims to it."""
    found = [hold for event in events for hold in _holds(event, tables)]
    found.sort(key=lambda row: (row.place.name, row.since, row.event.id))
    return tuple(found)


def is_hold(claim: LedgerClaim) -> bool:
    """Whether a claim tells who has, takes or has left some ground."""
    if claim.place is None:
        return False
    return claim.type in HOLDS or (claim.type == "ADVANCE" and claim.mode in HELD)


def _holds(event: Event, tables: GroupingTables) -> Iterable[Hold]:
    rows = [row for row in event.claims if is_hold(row.claim)]
    sides: dict[str | None, list[EventClaim]] = {}
    for row in rows:
        sides.setdefault(_side(row), []).append(row)
    for party, claims in sides.items():
        first = claims[0]
        place = first.claim.place
        if any(row.claim.place and row.claim.place.id == _id(event) for row in claims):
            # Not the region that a headline names for the town.
            place = event.place
        assert place is not None
        by = {
            says: [row for row in claims if row.claim.says is says and row.state is State.CURRENT]
            for says in (Says.AFFIRMS, Says.DENIES, Says.DOUBTS)
        }
        conceded = [row for row in by[Says.AFFIRMS] if _conceded(row, tables)]
        if first.claim.type == "ADVANCE":
            # Whoever says that it has left the place concedes it to whoever took it.
            conceded += [row for row in rows if _left(row, party, tables)]
        assessed = [row for row in by[Says.AFFIRMS] if row.claim.holder.role is Role.ASSESSOR]
        yield Hold(
            place=place,
            party=party,
            deed=f"{first.claim.type}/{first.claim.mode}" if first.claim.mode else first.claim.type,
            lost=first.claim.type == "RETREAT",
            claimed=tuple(r for r in by[Says.AFFIRMS] if r not in conceded and r not in assessed),
            conceded=tuple(conceded),
            assessed=tuple(assessed),
            denied=tuple(by[Says.DENIES] + by[Says.DOUBTS]),
            since=first.at,
            event=event,
        )


def _id(event: Event) -> str | None:
    return None if event.place is None else event.place.id


def _left(row: EventClaim, party: str | None, tables: GroupingTables) -> bool:
    """Whether another side says that it has lost the ground or left it."""
    gone = row.claim.type == "RETREAT" and row.claim.says is Says.AFFIRMS
    return gone and row.state is State.CURRENT and _side(row) != party and _conceded(row, tables)


def _side(row: EventClaim) -> str | None:
    """The side that a claim gives the ground to (or says has lost it)."""
    for voice in row.claim.actors:
        if voice.party is not None:
            return voice.party
    if row.claim.says is Says.DENIES:
        return next(iter(row.claim.opponents), None)
    return row.claim.holder.party


def _conceded(row: EventClaim, tables: GroupingTables) -> bool:
    return row.claim.holder.party in against(row.claim, tables)
