"""The words around times that make periods of them, and the times with the text they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from fogline.knowledge.timewords import load_time_words
from fogline.resolve.numbers import any_of, number_pattern
from fogline.resolve.times.calendar import DAY
from fogline.resolve.times.grammar import Found
from fogline.resolve.times.placed import Placed

# Words before and between times are read over so many characters.
_BACK = 60
# Hours, from the beginning of the day, of TIMEX3's parts of the day.
PART_HOURS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 22), "NI": (18, 30)}
Ends = tuple[date | datetime | None, date | datetime | None]


@dataclass(frozen=True, slots=True)
class Told:
    """The times of a report as found and placed; ``lower`` is its text in lower case.

    ``published`` is the day or moment that the report counts from.
    """

    lower: str
    found: Sequence[Found]
    placed: Sequence[Placed]
    published: date | datetime | None

    def before(self, i: int) -> str:
        """The words before time ``i``, after the time before it."""
        floor = self.found[i - 1].end if i else 0
        start = self.found[i].start
        return self.lower[max(floor, start - _BACK) : start]

    def back(self, i: int) -> str:
        """The words before time ``i``, other times among them."""
        start = self.found[i].start
        return self.lower[max(0, start - _BACK) : start]

    def joint(self, i: int) -> str:
        """What stands between time ``i`` and the next."""
        if i + 1 >= len(self.found):
            return "."
        return self.lower[self.found[i].end : self.found[i + 1].start]

    def words(self, i: int) -> str:
        """The words of time ``i``."""
        return self.lower[self.found[i].start : self.found[i].end]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of the words before a time, or (``onward``) after it."""

    since: re.Pattern[str]
    until: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    from_: re.Pattern[str]
    onward: re.Pattern[str]
    range_: re.Pattern[str]
    half: re.Pattern[str]
    eve: re.Pattern[str]
    beside: re.Pattern[str]
    first_day: re.Pattern[str]


@cache
def around() -> Patterns:
    """The patterns, from the tables of words."""
    filler = r"(?:\s+(?:at|on|in|the|about|around|roughly|at\s+least|about|early|late))*\s+$"
    month = any_of(load_time_words().months)
    return Patterns(
        since=re.compile(
            rf"\b(?:since|starting|beginning|effective|as\s+of|dating\s+from){filler}"
        ),
        until=re.compile(rf"\b(?:until|till|up\s+to|up\s+until|by|no\s+later\s+than){filler}"),
        before=re.compile(rf"\b(?:before|prior\s+to|ahead\s+of|earlier\s+than){filler}"),
        after=re.compile(rf"\b(?:after|following|later\s+than){filler}"),
        from_=re.compile(rf"\b(?:from|between){filler}"),
        onward=re.compile(r"\s+(?:on|onwards?|forwards?)\b(?!\s+\w)"),
        range_=re.compile(
            rf"\b(?:from|between)\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?:\s+(?P<month>{month}))?\s+(?:and|to|until|through)\s+(?:the\s+)?$"
        ),
        half=re.compile(
            r"\b(?P<which>first|second|latter|last|final|opening)\s+"
            r"(?P<piece>half|fortnight|week|ten\s+days|day)\s+of\s+(?:the\s+)?$"
        ),
        eve=re.compile(r"\beve\s+of\s+(?:[a-z'’ -]{1,40},\s+)?(?:the\s+)?$"),
        beside=re.compile(
            rf"\b(?P<count>the\s+(?:very\s+)?|an?\s+|{number_pattern()}\s+)(?P<unit>day|week|month)s?\s+"
            r"(?P<side>after|before|following|since)\s+(?:the\s+)?$"
        ),
        first_day=re.compile(r"\b(?:on|from)\s+$"),
    )


_NIGHT = re.compile(r"\b(?:overnight|nights?)\s+(?:(?:from|between|of)\s+)?(?:the\s+)?$")


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """The moment so many hours from the beginning of the day, in the place's own time."""
    return datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)


def as_night(told: Told, i: int, start: int, ends: Ends) -> Ends:
    """The night between two days, where the words before character ``start`` speak of one."""
    first, end = ends
    here = told.found[i].start - len(told.before(i)) + start
    if isinstance(first, datetime) or isinstance(end, datetime) or first is None or end is None:
        return ends
    if (end - first).days != 2 or not _NIGHT.search(told.lower, max(0, here - 30), here):
        return ends
    return at_hour(first, 18), at_hour(first + DAY, 6)


def point_of(told: Told, i: int, ends: Ends) -> date | datetime | None:
    """The end of an interval that ends with time ``i``: of a clock, the point itself."""
    return ends[0] if told.found[i].phrase.detail.clock is not None else ends[1]
