"""What is asked of a ledger: as of when, and which part of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from fogline.ledger.rows import row_of
from fogline.records.event import Event
from fogline.records.ledger import LedgerClaim, LedgerReport, Voice
from fogline.records.views import EventRow, Named


class Clock(StrEnum):
    """By which clock a report is known: its publication, or its reception by this ledger."""

    PUBLISHED = "published"
    RECEIVED = "received"


class Having(StrEnum):
    """What an event can be asked to have any of."""

    SILENCES = "silences"
    OPEN_SILENCES = "open_silences"
    COMMITMENTS = "commitments"
    TOLLS = "tolls"
    POSITIONS = "positions"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A view's conditions; those that are None do not count.

    ``as_of`` is in seconds since 1970: what was not known then is not there. ``first`` and
    ``last`` bound the time of the event, in hours since 1970, half-open. ``units`` are ids of
    places: the event's place is one of them or lies in one. ``party``, ``holder`` and
    ``publisher`` are names or parts of names, ``types`` are TYPE or TYPE/mode;
    events called after one of the types ``without`` are left out, and those that have none of what
    ``having`` names. Without ``detail`` events come
    without relations, drifts and links, which takes less time. ``claim`` is an event's id or a
    claim's key: what is around it is looked at, and nothing else. ``since`` is the moment from
    which on a view of changes shows them; it leaves no event out.
    """

    as_of: int
    clock: Clock = Clock.PUBLISHED
    first: int | None = None
    last: int | None = None
    units: frozenset[str] | None = None
    party: str | None = None
    holder: str | None = None
    publisher: str | None = None
    standing: str | None = None
    types: Collection[str] | None = None
    without: frozenset[str] = frozenset()
    having: Having | None = None
    claim: str | None = None
    since: int | None = None
    detail: bool = True

    @property
    def narrow(self) -> bool:
        """Whether the store can pick the claims instead of giving all of them."""
        asked = (self.claim, self.units, self.first, self.last)
        return any(part is not None for part in asked)

    @property
    def filtered(self) -> bool:
        """Whether only some of the events are wanted."""
        asked = (self.party, self.holder, self.publisher, self.standing, self.types, self.having)
        return self.narrow or any(part is not None for part in asked)


def fits_row(row: EventRow, query: Query) -> bool:
    """Whether an event meets the conditions."""
    if query.units is not None and not row.units & query.units:
        return False
    if row.type in query.without or not _in_window(row, query):
        return False
    if query.types is not None and row.types.isdisjoint(query.types):
        return False
    if query.having is not None and not getattr(row, query.having.value):
        return False
    if query.standing is not None and query.standing not in {part.is_ for part in row.standing}:
        return False
    if query.party is not None and not (
        query.party in row.sides or any(_called(voice, query.party) for voice in row.voices)
    ):
        return False
    if query.holder is not None and not any(_called(one, query.holder) for one in row.holders):
        return False
    return query.publisher is None or any(
        query.publisher.casefold() in name.casefold() for name in row.publishers
    )


def fits_event(event: Event, query: Query) -> bool:
    """Whether an event meets the conditions that a store cannot check."""
    return fits_row(row_of(event), query)


def _in_window(row: EventRow, query: Query) -> bool:
    if query.first is None and query.last is None:
        return True
    if row.time is None:
        return False
    after = query.first is None or row.time.last > query.first
    return after and (query.last is None or row.time.first < query.last)


def fits_claim(claim: LedgerClaim, report: LedgerReport, query: Query) -> bool:
    """Whether a single claim meets the conditions."""
    if query.units is not None and not (claim.place and claim.place.units & query.units):
        return False
    if query.first is not None and not (claim.time and claim.time.last > query.first):
        return False
    if query.last is not None and not (claim.time and claim.time.first < query.last):
        return False
    if query.types is not None and not fits_type(claim, query):
        return False
    if query.party is not None and not fits_party(claim, query.party):
        return False
    if query.holder is not None and not fits_voice(claim.holder, query.holder):
        return False
    return query.publisher is None or fits_publisher(report, query.publisher)


def fits_type(claim: LedgerClaim, query: Query) -> bool:
    """Whether a claim is of one of the types asked for."""
    types = query.types or ()
    return claim.type in types or f"{claim.type}/{claim.mode}" in types


def fits_party(claim: LedgerClaim, party: str) -> bool:
    """Whether a side has a part in a claim: who says it, does it or suffers it."""
    voices = (claim.holder, *claim.actors, *claim.recipients)
    return any(voice.party == party or fits_voice(voice, party) for voice in voices)


def fits_voice(voice: Voice, wanted: str) -> bool:
    """Whether a voice is of that side or carries the words in its name, whatever their case.

    Two capitals are the code of a state and no part of a name ("IN" is not "Ministry").
    """
    return _called((voice.party, voice.name), wanted)


def _called(voice: Named, wanted: str) -> bool:
    party, name = voice
    if party == wanted:
        return True
    code = len(wanted) == 2 and wanted.isupper()
    return not code and wanted.casefold() in name.casefold()


def fits_publisher(report: LedgerReport, wanted: str) -> bool:
    """Whether the outlet's name carries the words."""
    return wanted.casefold() in (report.publisher or "").casefold()
