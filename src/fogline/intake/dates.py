"""The dates and times of publication lines, datelines and metadata, read without a clock.

A small grammar of whole dates: day, month and year must all be there (a dateline may leave the
year out), so that nothing is ever filled in from today.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

_RESOURCE = "en/dates.yml"
# Two-digit years are those from 1970 to 2069.
_PIVOT = 70
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date found in a line, with its time of day and zone where the line gives both.

    ``start`` and ``end`` are offsets in the line. ``year`` is None where a dateline leaves it
    out. ``moment`` has an offset from UTC. ``later`` marks an update, not the publication.
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int
    moment: datetime | None = None
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words and patterns of dates, as ``resources/en/dates.yml`` gives them."""

    months: dict[str, int]
    zones: dict[str, int]
    fillers: frozenset[str]
    later: frozenset[str]
    dates: tuple[re.Pattern[str], ...]
    yearless: tuple[re.Pattern[str], ...]
    time: re.Pattern[str]
    weekday: re.Pattern[str]
    age: re.Pattern[str]


def _any_of(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def load_date_words() -> DateWords:
    """The words of dates; raises KnowledgeError if the resource is not what it must be."""
    raw = load_yaml(_RESOURCE)
    try:
        months, zones = dict(raw["months"]), dict(raw["zones"])
        known_zones = [*zones, *raw["ambiguous_zones"]]
        weekdays, fillers = list(raw["weekdays"]), [str(word) for word in raw["fillers"]]
        later = frozenset(raw["later"])
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(
            f"not a table of date words: {error}", where=f"resources/{_RESOURCE}", remedy="mend it"
        ) from error
    month = rf"(?P<month>{_any_of(list(months))})\b\.?"
    return DateWords(
        months=months,
        zones=zones,
        fillers=frozenset(fillers),
        later=later,
        dates=_whole_dates(month),
        yearless=_yearless_dates(month),
        time=_times(known_zones),
        weekday=re.compile(rf"\b(?:{_any_of(weekdays)})\b\.?,?", re.IGNORECASE),
        age=re.compile(
            r"(?:(?:an?|\d{1,3}) (?:second|sec|minute|min|hour|hr|day|week|month)s? ago|just now"
            r"|\d{1,3}[- ]?(?:minute|min)s?[- ]read)",
            re.IGNORECASE,
        ),
    )


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


def _whole_dates(month: str) -> tuple[re.Pattern[str], ...]:
    patterns = (
        rf"\b{_DAY}(?: of)?[ -]{month},?[ -]{_YEAR}\b",
        rf"\b{month} {_DAY}(?:,? |, ?){_YEAR}\b",
        rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}(?!\d)",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _yearless_dates(month: str) -> tuple[re.Pattern[str], ...]:
    year = r"(?:,? (?P<year>\d{4}|'?\d{2})(?!\d))?"
    patterns = (rf"\b{_DAY} {month}{year}", rf"\b{month} {_DAY}(?![\d:]){year}")
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _times(zones: list[str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d.:])(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d{1,9})?)?"
        r"(?: ?(?P<half>[ap])\.?m\b\.?)?"
        rf"(?:(?: ?(?:hrs|hours|h)\b)? ?\(?(?:(?P<zone>{_any_of(zones)})\b|"
        r"(?P<offset>[+-]\d{2}:?\d{2}\b))\)?)?",
        re.IGNORECASE,
    )


def find_dates(line: str, *, yearless: bool = False) -> list[Stamp]:
    """The dates of a line, in order; only those with a year unless ``yearless``."""
    words = load_date_words()
    found: list[Stamp] = []
    for pattern in words.yearless if yearless else words.dates:
        for match in pattern.finditer(line):
            stamp = _stamp(match, words)
            if stamp and not any(s.start < stamp.end and stamp.start < s.end for s in found):
                found.append(stamp)
    return sorted(found, key=lambda stamp: stamp.start)


def _stamp(match: re.Match[str], words: DateWords) -> Stamp | None:
    parts = match.groupdict()
    if "first" in parts:
        order = _day_and_month(int(parts["first"]), int(parts["second"]))
        if order is None:
            return None
        day, month = order
    else:
        day = int(parts["day"])
        named = parts["month"].lower()
        month = words.months[named] if named in words.months else int(named)
    year = _year(parts["year"])
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Stamp(start=match.start(), end=match.end(), year=year, month=month, day=day)


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    digits = digits.lstrip("'")
    if len(digits) == 2:
        return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)
    return int(digits) or None


def _day_and_month(first: int, second: int) -> tuple[int, int] | None:
    """8/6 may be June or August: only what cannot be read in both ways is read."""
    if first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else None


def read_stamps(line: str) -> list[Stamp]:
    """The dates of a line that holds nothing but dates, times and words such as "Published".

    Empty where the line says anything else. A time of day counts with a zone only, and where the
    line has one date, or the time follows the date.
    """
    if not _DIGIT.search(line):
        return []
    words = load_date_words()
    dates = find_dates(line)
    if not dates:
        return []
    times = list(words.time.finditer(_blank(line, dates)))
    rest = _blank(line, dates)
    for match in times:
        rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    rest = words.weekday.sub(" ", rest)
    left = re.findall(r"[^\W_]+", rest)
    if any(word.lower() not in words.fillers for word in left):
        return []
    return [_with_time(line, i, dates, times, words) for i in range(len(dates))]


def _blank(line: str, stamps: list[Stamp]) -> str:
    for stamp in stamps:
        line = line[: stamp.start] + " " * (stamp.end - stamp.start) + line[stamp.end :]
    return line


def _with_time(
    line: str, i: int, dates: list[Stamp], times: list[re.Match[str]], words: DateWords
) -> Stamp:
    stamp = dates[i]
    before = dates[i - 1].end if i else 0
    after = dates[i + 1].start if i + 1 < len(dates) else len(line)
    own = [m for m in times if stamp.end <= m.start() < after or len(dates) == 1]
    lead = re.findall(r"[^\W_]+", line[before : stamp.start].lower())
    moment = _moment(stamp, own[0], words) if own else None
    return Stamp(
        start=stamp.start,
        end=stamp.end,
        year=stamp.year,
        month=stamp.month,
        day=stamp.day,
        moment=moment,
        later=any(word in words.later for word in lead),
    )


def _moment(stamp: Stamp, match: re.Match[str], words: DateWords) -> datetime | None:
    """The moment, if its zone is known; without one a line tells the day only."""
    hour, minute = int(match["hour"]), int(match["minute"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if match["offset"]:
        digits = match["offset"].replace(":", "")
        ahead = (int(digits[1:3]) * 60 + int(digits[3:5])) * (-1 if digits[0] == "-" else 1)
    elif match["zone"] and match["zone"].lower() in words.zones:
        ahead = words.zones[match["zone"].lower()]
    else:
        return None
    try:
        zone = timezone(timedelta(minutes=ahead))
        return datetime(
            stamp.year or 1,
            stamp.month,
            stamp.day,
            hour,
            minute,
            int(match["second"] or 0),
            0,
            zone,
        )
    except ValueError:
        return None


def is_age(line: str) -> bool:
    """Whether the line tells an age or a length only: "2 hours ago", "5 min read"."""
    return load_date_words().age.fullmatch(line.strip(" .|-–—•·()")) is not None


def is_time_stamp(line: str) -> bool:
    """Whether the line is a live page's time of day and nothing else: "14:05 GMT", "9.30am"."""
    words = load_date_words()
    match = words.time.fullmatch(line.strip(" .|-–—•·()[]"))
    return match is not None and bool(
        match["zone"] or match["offset"] or match["half"] or len(line) < 9
    )
