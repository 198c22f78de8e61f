"""What a time expression says, before it is placed on the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.knowledge.timewords import PlaceClock, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day; ``minute`` is None for "3 am", ``zone`` None for the place's own time."""

    hour: int
    minute: int | None
    zone: PlaceClock | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What narrows a period: its third, the side of now, the part of the day, the clock.

    ``within`` is BEFORE or AFTER ("earlier this month"), WEEK (or WEEKEND) for that of a day,
    NIGHT for a night that reaches into the next day. ``days`` counts days from the one named ("the
    eve of 9 May": -1). ``piece`` is a half ("H1") or week ("W2", the last: "W0") of a month.
    """

    third: str | None = None
    within: str | None = None
    part: str | None = None
    clock: Clock | None = None
    days: int = 0
    piece: str | None = None


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
class Moving:
    """A feast that moves with the moon; ``year`` is None where the words leave it out."""

    name: str
    year: int | None
    direction: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """Decades and centuries: ``years`` years from ``start``."""

    start: int
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OnWeekday:
    """A weekday (ISO number); ``shift`` is None for a bare one, -1 for "last".

    ``told`` where it counts from the time told just before ("the following Friday"). ``day`` is
    the day of the month in "Friday the 13th".
    """

    weekday: int
    shift: int | None
    told: bool
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """A weekend; ``shift`` as for weekdays."""

    shift: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """So many units from publication, or (``told``) from the time told just before.

    ``amount`` is in the unit's base unit, None where not known ("several years ago"); ``sign``
    is then the side. ``counted`` where the words count ("a decade ago"), and do not name the
    decade itself ("last decade"). ``either`` where a past tense makes it count from what was told
    ("by the end of the month they had left"). ``compared`` where figures are set against those of
    a month or quarter told ("up from 80 a year earlier").
    """

    unit: Unit
    amount: int | None
    told: bool
    sign: int = 0
    counted: bool = False
    either: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InYear:
    """A season ("SU"), quarter ("Q3") or half ("H1") of a year; ``told``: of the year told."""

    code: str
    year: int | None
    year_shift: int | None
    direction: int | None
    told: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The quarter or half that figures are given for, or the same one of another year.

    ``code`` is the quarter ("Q3") where the words name it; ``years`` counts years from the one
    told ("the year-earlier quarter": -1), ``year`` names the year itself. ``unit`` is "Q" where
    the words say "quarter", "M" where they say "month", else "".
    """

    unit: str = ""
    code: str | None = None
    years: int = 0
    year: int | None = None
    latest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A week, quarter or year (``letter``) that ends on the day given: "the year ended June 30"."""

    letter: str
    last: Dated


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """A length of time; ``side`` is -1 for "the past ...", 1 for "the next ...", else 0.

    ``piece`` is -1 for "the first ..." and 1 for "the last ..." of the time named behind it.
    ``reference`` is one of TIMEX3's three where the words tell a time rather than a length ("in
    recent years").
    """

    unit: Unit
    amount: float | None
    side: int
    piece: int = 0
    reference: str | None = None


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
    """The so-manieth day, week or month of something ("day 1,200 of the war").

    Without a ``number`` it is the day of a happening, or one ``steps`` days beside it ("the day
    before the raid"), or (``in_row``) the latest of several ("for a third straight day").
    """

    unit: Unit
    number: int | None = None
    steps: int = 0
    in_row: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPart:
    """A part of the day or a time of the clock of a day that the words leave to the context."""

    shift: int | None = None


Base = (
    Dated
    | Moving
    | Era
    | OnWeekday
    | Weekend
    | Shifted
    | InYear
    | Same
    | Ending
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


def is_day(base: Base) -> bool:
    """Whether a base names one day, or a few ("6-7 June")."""
    if isinstance(base, Dated):
        return base.day is not None
    return isinstance(base, OnWeekday) or (isinstance(base, Shifted) and base.unit.letter == "D")
