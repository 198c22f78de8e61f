"""Events as lists show them: one row for each, with all that it can be chosen by."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.ledger.views import is_hold, position_of
from fogline.records.event import Event, State
from fogline.records.ledger import Says, Voice
from fogline.records.views import EventRow, Named


def row_of(event: Event) -> EventRow:
    """The row of an event."""
    told = [row.claim for row in event.claims]
    spoken = [*told, *(row.claim for row in event.silences)]
    parts = [
        voice for claim in spoken for voice in (claim.holder, *claim.actors, *claim.recipients)
    ]
    modes = {f"{claim.type}/{claim.mode}" for claim in told}
    return EventRow(
        id=event.id,
        type=event.type,
        mode=event.mode,
        title=event.title,
        standing=event.standing,
        place=event.place,
        time=event.time,
        sides=event.sides,
        units=frozenset(
            unit for claim in told if claim.place is not None for unit in claim.place.units
        ),
        types=frozenset(claim.type for claim in told) | modes,
        holders=_named(claim.holder for claim in spoken),
        voices=_named(parts),
        publishers=frozenset(row.report.publisher or "" for row in event.claims),
        says_so=_holders(event, Says.AFFIRMS),
        says_not=_holders(event, Says.DENIES, Says.DOUBTS),
        claims=len(told),
        reports=len({row.report.id for row in event.claims}),
        first=min((row.at for row in event.claims), default=0),
        last=max((row.at for row in event.claims), default=0),
        silences=len(event.silences),
        open_silences=sum(row.state is State.OPEN for row in event.silences),
        commitments=len(event.commitments),
        tolls=len(event.tolls),
        positions=sum(position_of(claim) is not None for claim in told),
        holds=sum(is_hold(claim) for claim in told),
    )


def _named(voices: Iterable[Voice]) -> tuple[Named, ...]:
    found = {(voice.party, voice.name) for voice in voices}
    return tuple(sorted(found, key=lambda one: (one[1], one[0] or "")))


def _holders(event: Event, *says: Says) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            row.claim.holder.name
            for row in event.claims
            if row.claim.says in says and not row.repeater and row.state is State.CURRENT
        )
    )
