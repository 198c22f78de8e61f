"""Times: when things are said to happen, no more exact than the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class TimeKind(StrEnum):
    """TIMEX3's four types."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


class TimePrecision(StrEnum):
    """How exact the report is."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part-of-day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    VAGUE = "vague"


class TimeAnchor(StrEnum):
    """What a relative time counts from."""

    PUBLISHED = "published"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The period that a time and the words around it make, half-open; None where it is open.

    ISO 8601 dates or moments; a moment without an offset is the place's own time.
    """

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One time of one report: the half-open period ``[start, end)``.

    ``id`` is ``t1``, ``t2`` ... in the order of first mention. ``value`` is a TIMEX3 value.
    ``start`` and ``end`` are ISO 8601 dates, or moments with an offset where the precision is
    finer than a day; both None where it cannot be placed on the calendar. ``extent`` is what
    the words around it make of it ("since Monday", "from Monday to Friday") and the hours that a
    part of the day or a clock names; None where that is the period itself.
    """

    id: str
    kind: TimeKind
    value: str
    start: str | None
    end: str | None
    precision: TimePrecision
    anchor: TimeAnchor | None
    mentions: tuple[Span, ...]
    extent: Extent | None = None
