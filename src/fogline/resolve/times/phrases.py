"""What a time expression says, before it is placed on the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.knowledge.timewords import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; ``minute`` is None for "3 am", ``zone`` the hours east of Greenwich."""

    hour: int
    minute: int | None
    zone: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What narrows a period: its third, the side of now, the part of the day, the clock.

    ``within`` is BEFORE or AFTER ("earlier this month"), WEEK for the week of a day, NIGHT for
    a night that reaches into the next day.
    """

    third: str | None = None
    within: str | None = None
    part: str | None = None
    clock: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date, a month or a year; what the words leave out is None.

    ``until`` is the last day of a range of days. ``year_shift`` counts years from publication
    ("June last year"); ``direction`` is the side of now that the words name ("last June").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    year_shift: int | None = None
    direction: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """Decades and centuries: ``years`` years from ``start``."""

    start: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A weekday (ISO number); ``shift`` is None for a bare one, -1 for "last".

    ``told`` where it counts from the time told just before ("the following Friday").
    """

    weekday: int
    shift: int | None
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """A weekend; ``shift`` as for weekdays."""

    shift: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """So many units from publication, or (``told``) from the time told just before.

    ``amount`` is in the unit's base unit, None where not known ("several years ago"); ``sign``
    is then the side. ``counted`` where the words count ("a decade ago"), and do not name the
    decade itself ("last decade").
    """

    unit: Unit
    amount: int | None
    told: bool
    sign: int = 0
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InYear:
    """A season ("SU"), quarter ("Q3") or half ("H1") of a year."""

    code: str
    year: int | None
    year_shift: int | None
    direction: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A length of time; ``side`` is -1 for "the past ...", 1 for "the next ...", else 0."""

    unit: Unit
    amount: float | None
    side: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """A set of times, with its TIMEX3 value."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """A time that is on no calendar: one of TIMEX3's three references."""

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The so-manieth day, week or month of something ("day 1,200 of the war")."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """A part of the day or a time of the clock of a day that the words leave to the context."""

    shift: int | None = None


Base = (
    Dated
    | Era
    | OnWeekday
    | Weekend
    | Shifted
    | InYear
    | Lasting
    | Repeated
    | Vague
    | Numbered
    | DayPart
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A base with its details."""

    base: Base
    detail: Detail = Detail()
