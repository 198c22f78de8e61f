"""Quantities: how many of what, as an interval."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class QuantityKind(StrEnum):
    """What a number counts."""

    KILLED = "killed"
    WOUNDED = "wounded"
    CAPTURED = "captured"
    MISSING = "missing"
    TRAPPED = "trapped"
    DISPLACED = "displaced"
    BODIES = "bodies"
    PRISONERS = "prisoners"
    WEAPONS = "weapons"
    AREA = "area"
    DISTANCE = "distance"
    MONEY = "money"
    POPULATION = "population"
    OTHER = "other"


class Counted(StrEnum):
    """Which people a number counts."""

    CIVILIANS = "civilians"
    SOLDIERS = "soldiers"
    CHILDREN = "children"
    WOMEN = "women"
    POLICE = "police"
    JOURNALISTS = "journalists"
    MEDICS = "medics"
    OFFICIALS = "officials"
    PEOPLE = "people"


class QuantityScope(StrEnum):
    """What a number is the total of."""

    EVENT = "event"
    PERIOD = "period"
    WAR = "war"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One number of one report, as the closed interval ``[low, high]``; None is open.

    Units: persons and pieces as counted, area in km2, distance in km, money in the currency that
    the span names. ``part_of`` ("including nine children") and ``updates`` ("rose to six") are
    ids of other quantities of the report.
    """

    id: str
    kind: QuantityKind
    who: Counted | None
    low: float | None
    high: float | None
    exact: bool
    scope: QuantityScope
    part_of: str | None
    updates: str | None
    span: Span
