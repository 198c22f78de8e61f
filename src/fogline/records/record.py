"""The record: everything that one report says, in one object."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.actor import Actor
from fogline.records.claim import Claim
from fogline.records.place import Naming, Place
from fogline.records.quantity import Quantity
from fogline.records.report import Report
from fogline.records.statement import Statement
from fogline.records.time import Time

RECORD_VERSION = 1


class UnreadReason(StrEnum):
    """Why a stretch of reporting has no claim in the record."""

    NO_CLAIM = "no-claim"
    UNPARSED = "unparsed"
    OTHER_LANGUAGE = "other-language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stretch of the text, half-open, from which no claim was read, and why."""

    start: int
    end: int
    reason: UnreadReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one report says: who says what happened, where and when, who denies it.

    ``namings`` are places that its words name but that are no place of what happened.
    """

    report: Report
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    namings: tuple[Naming, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
