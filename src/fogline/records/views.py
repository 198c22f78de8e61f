"""What views of a ledger list: silences, commitments, tolls, positions, holds, changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.event import Commitment, Event, EventClaim, Silence, Standing, Toll
from fogline.records.ledger import Voice, When, Where

# A side (None where it is of none) and a name.
Named = tuple[str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event as a list shows it: its standing with the reasons, and whom and what it names.

    ``units`` are the places of its claims with all that contain them, ``types`` their types as
    TYPE and TYPE/mode. ``holders`` are those who say something or are silent, ``voices`` these
    with all who do or suffer something. ``says_so`` and ``says_not`` are names of holders, without
    repeaters and what has been superseded. ``first`` and ``last`` are the moments, in seconds
    since 1970, at which its first and its last claim became known. ``positions`` are its claims
    that tell what a party wants in talks, ``holds`` those that tell who has some ground.
    """

    id: str
    type: str
    mode: str | None
    title: str
    standing: tuple[Standing, ...]
    place: Where | None
    time: When | None
    sides: tuple[str, ...]
    units: frozenset[str]
    types: frozenset[str]
    holders: tuple[Named, ...]
    voices: tuple[Named, ...]
    publishers: frozenset[str]
    says_so: tuple[str, ...]
    says_not: tuple[str, ...]
    claims: int
    reports: int
    first: int
    last: int
    silences: int
    open_silences: int
    commitments: int
    tolls: int
    positions: int
    holds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSilence:
    """A silence with the event that it is on."""

    event: Event
    silence: Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCommitment:
    """A commitment with its event."""

    event: Event
    commitment: Commitment


@dataclass(frozen=True, slots=True, kw_only=True)
class EventToll:
    """A toll with its event."""

    event: Event
    toll: Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a party demands, offers, refuses, threatens or sets as a condition.

    ``first`` and ``last`` are when it was first and last told, in seconds since 1970.
    """

    party: str
    kind: str
    topic: str | None
    to: tuple[Voice, ...]
    condition: str | None
    claim: EventClaim
    first: int
    last: int
    reports: int
    answered: tuple[EventClaim, ...]
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Who claims, concedes, assesses or denies that a side has a place, since when.

    ``party`` is the side that is said to have it, or to have lost it where ``lost`` is true.
    """

    place: Where
    party: str | None
    deed: str
    lost: bool
    claimed: tuple[EventClaim, ...]
    conceded: tuple[EventClaim, ...]
    assessed: tuple[EventClaim, ...]
    denied: tuple[EventClaim, ...]
    since: int
    event: Event


class ChangeKind(StrEnum):
    """What sort of change it is."""

    NEW_EVENT = "new-event"
    STANDING = "standing"
    ANSWERED = "answered"
    NEW_SILENCE = "new-silence"
    DUE = "due"
    COMMITMENT = "commitment"
    TOLL = "toll"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of one event; ``before`` and ``after`` say it in words, ``claims`` bear it out."""

    kind: ChangeKind
    event: Event
    before: str
    after: str
    claims: tuple[EventClaim, ...]
