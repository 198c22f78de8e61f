"""How an event's standing came about: what its claims added up to each time one became known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fogline.ledger.computing import events_of, moment_of
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import gather
from fogline.ledger.query import Query
from fogline.records.event import Event, Standing
from fogline.store.base import View

# Moments that are looked at, the last ones: an event that is told for weeks changes little.
MOST_MOMENTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What an event's claims added up to from one moment on (in seconds), until the next.

    ``events`` is in how many events the claims known then lay.
    """

    at: int
    standing: tuple[Standing, ...]
    claims: int
    events: int


def history_of(view: View, filing: Filing, event: Event, query: Query) -> tuple[Past, ...]:
    """Each change of the event's standing up to the query's moment, the first known first.

    What is known at each moment is computed anew from the claims around the event.
    """
    asked = replace(query, claim=event.id, units=None, first=None, last=None)
    gathered = gather(view, asked, filing.grouping)
    mine = {row.claim.key for row in event.claims}
    found: list[Past] = []
    for at in _moments(event):
        events = events_of(moment_of(view, replace(query, as_of=at), filing, gathered))
        past = _past(at, events, mine)
        if past is not None and (not found or _told(past) != _told(found[-1])):
            found.append(past)
    return tuple(found)


def _moments(event: Event) -> list[int]:
    silent = [row.report.known for row in event.silences]
    moments = sorted({row.at for row in event.claims}.union(silent))
    return [at for at in moments if at <= event.as_of][-MOST_MOMENTS:]


def _past(at: int, events: Iterable[Event], mine: set[str]) -> Past | None:
    """The event of that moment that has most of the claims."""
    there = [
        (sum(row.claim.key in mine for row in event.claims), event)
        for event in events
        if any(row.claim.key in mine for row in event.claims)
    ]
    if not there:
        return None
    count, most = max(there, key=lambda row: row[0])
    return Past(at=at, standing=most.standing, claims=count, events=len(there))


def _told(past: Past) -> tuple[object, ...]:
    return past.events, tuple((row.is_, row.sides) for row in past.standing)
