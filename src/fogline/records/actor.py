"""Actors: who acts, speaks or suffers in a report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class ActorKind(StrEnum):
    """What sort of actor it is."""

    PERSON = "person"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    MILITARY = "military"
    ARMED_GROUP = "armed-group"
    ORGANISATION = "organisation"
    PUBLISHER = "publisher"
    POPULATION = "population"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor of one report, with every span that means it.

    ``id`` is ``a1``, ``a2`` ... in the order of first mention. ``country`` is an ISO 3166-1
    alpha-2 code. ``role`` is in the report's words ("defense minister"). ``member_of`` is the id
    of another actor of the report. The publisher has no mention where the report does not name it.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    role: str | None
    member_of: str | None
    mentions: tuple[Span, ...]
