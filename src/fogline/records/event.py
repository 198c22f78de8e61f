"""What claims add up to, as of a moment: events with their standing, silences, tolls, promises.

All of these are computed from the ledger's claims; none of them is a fact that it stores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fogline.records.ledger import LedgerClaim, LedgerReport, Link, Voice, When, Where


class Is(StrEnum):
    """What an event's claims add up to (design, section 5), the most telling first."""

    DENIED = "denied"
    DISPUTED = "disputed"
    CONCEDED = "conceded"
    CORROBORATED = "corroborated"
    CLAIMED = "claimed"
    UNANSWERED = "unanswered"


class State(StrEnum):
    """Whether a claim or a silence still stands."""

    CURRENT = "current"
    OPEN = "open"
    SUPERSEDED = "superseded"


class DueState(StrEnum):
    """How it stands with a commitment."""

    OPEN = "open"
    POSTPONED = "postponed"
    OVERDUE = "overdue"
    KEPT = "kept"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One thing that an event's claims add up to, with the rule and the claims that make it so.

    ``sides`` are the parties and ``origins`` the origins that the rule looked at. ``why`` says it
    in words.
    """

    is_: Is
    rule: str
    claims: tuple[str, ...]
    sides: tuple[str, ...]
    origins: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where wording first came from: the innermost holder with the wording's lineage.

    ``id`` is ``o1``, ``o2`` ... in the order of first knowing within one event. Origins with the
    same ``group`` are not independent of each other; ``group`` is None for a body of unknown
    side, which adds no independence. ``reports`` are those that carry it, the first known first.
    """

    id: str
    name: str
    role: str
    party: str | None
    group: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim:
    """A claim as it stands in an event as of a moment.

    ``repeater`` is true for an outlet that only passes on what others say in the same report.
    ``superseded_by`` is the key of the claim by which its holder has since said otherwise.
    """

    claim: LedgerClaim
    report: LedgerReport
    at: int
    origin: str
    repeater: bool
    state: State
    superseded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How one claim stands to another: repeats, supports, denies, contradicts, answers ..."""

    kind: str
    one: str
    other: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One holder's quote or number that differs between reports that carry it.

    ``kind`` is "number" or "quote"; ``values`` pairs each wording with the claim that has it.
    """

    kind: str
    origin: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Somebody who had not answered: who, asked by whom, since when, and what answered it."""

    holder: Voice
    asker: Voice | None
    claim: LedgerClaim
    report: LedgerReport
    since: int
    state: State
    answer: EventClaim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A period that was given for a commitment, by whom."""

    when: When
    holder: Voice
    claim: LedgerClaim
    report: LedgerReport
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Who blames whom for a commitment."""

    by: Voice
    on: tuple[Voice, ...]
    claim: LedgerClaim
    report: LedgerReport
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """An agreed or promised act with every due period that was ever given."""

    by: tuple[Voice, ...]
    act: str
    state: DueState
    why: str
    due: tuple[Due, ...]
    blamed: tuple[Blame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number of people or things, by who gives it."""

    kind: str
    who: str | None
    low: float | None
    high: float | None
    exact: bool
    part: bool
    scope: str
    claim: EventClaim
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims of one happening, as of a moment, and what they add up to.

    ``id`` is that of the claim known first, so that it stays as reports come in; every other
    claim's ``event_key`` finds the event as well. ``time`` is the narrowest period that the
    current claims agree on, ``place`` the place that most of them name. ``links`` are the
    decisions that made it one event.
    """

    id: str
    type: str
    mode: str | None
    title: str
    as_of: int
    standing: tuple[Standing, ...]
    place: Where | None
    time: When | None
    sides: tuple[str, ...]
    claims: tuple[EventClaim, ...]
    origins: tuple[Origin, ...]
    relations: tuple[Relation, ...]
    drifts: tuple[Drift, ...]
    silences: tuple[Silence, ...]
    commitments: tuple[Commitment, ...]
    tolls: tuple[Toll, ...]
    links: tuple[Link, ...]
    codes: Mapping[str, object]

    def claim(self, key: str) -> EventClaim:
        """The claim of that key; raises KeyError where the event has none."""
        for row in self.claims:
            if row.claim.key == key:
                return row
        raise KeyError(key)
