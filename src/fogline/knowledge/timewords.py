"""The words of time expressions, from ``resources/en/times.yml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, TypeVar

from fogline.knowledge.resources import load_yaml
from fogline.knowledge.wordtables import mapping, plain, row_of_words, wrong

_FILE = "resources/en/times.yml"
_SUMMERS = ("-", "eu", "us", "il")
_wrong = partial(wrong, _FILE)
_map = partial(mapping, _FILE)
_words = partial(row_of_words, _FILE)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of time: ``times`` of the TIMEX3 unit ``letter`` ("T" before it: part of a day).

    ``vague`` is the letter where the number is not known ("decades" is PXE, but two are P20Y).
    """

    name: str
    letter: str
    times: int
    vague: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClock:
    """A clock: its hours east of Greenwich in winter, the rule of its summer time, since when.

    ``summer`` is "eu", "us", "il" or "" for none; before the year ``since`` it went otherwise.
    """

    hours: float
    summer: str
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeVerbs:
    """Verbs, by what they tell of a time beside them."""

    scheduled: frozenset[str]
    begins: frozenset[str]
    says: frozenset[str]
    plans: frozenset[str]
    plans_for: frozenset[str]
    implies: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Lower-case words of time expressions, each with what it means; phrases have spaces."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    capital_only: frozenset[str]
    number_beside: frozenset[str]
    units: Mapping[str, Unit]
    seasons: Mapping[str, str]
    season_starts: Mapping[str, int]
    parts: Mapping[str, str]
    decades: Mapping[str, int]
    shifts: Mapping[str, int]
    told_shifts: Mapping[str, int]
    thirds: Mapping[str, str]
    within: Mapping[str, str]
    edges: Mapping[str, str]
    ago: tuple[str, ...]
    from_now: tuple[str, ...]
    told_before: tuple[str, ...]
    told_after: tuple[str, ...]
    few: tuple[str, ...]
    about: tuple[str, ...]
    named_after: tuple[str, ...]
    days: Mapping[str, int]
    vague: Mapping[str, str]
    vague_adjectives: frozenset[str]
    sets: Mapping[str, str]
    every: tuple[str, ...]
    clock: Mapping[str, int]
    zones: Mapping[str, int]
    local_zones: tuple[str, ...]
    place_clocks: Mapping[str, PlaceClock]
    holidays: Mapping[str, tuple[int, int]]
    year_cues: frozenset[str]
    origins: frozenset[str]
    one_beginning: Mapping[str, str]
    verbs: TimeVerbs


@cache
def load_time_words() -> TimeWords:
    """The table of time words that ships with the package."""
    return read_time_words(load_yaml("en/times.yml"))


def read_time_words(table: Any) -> TimeWords:
    """A table of time words; raises KnowledgeError where an entry is not what it must be."""
    if not isinstance(table, dict):
        raise _wrong("the file", "must be a mapping")
    return TimeWords(
        months=_by_word(table, "months", _number),
        weekdays=_by_word(table, "weekdays", _number),
        capital_only=frozenset(_words(table, "capital_only")),
        number_beside=frozenset(_words(table, "number_beside")),
        units=_units(table),
        seasons=_by_word(table, "seasons", str),
        season_starts={str(k): _number(v) for k, v in _map(table, "season_starts").items()},
        parts=_by_word(table, "parts", str),
        decades=_by_word(table, "decades", _number),
        shifts=_by_word(table, "shifts", _number),
        told_shifts=_by_word(table, "told_shifts", _number),
        thirds=_by_word(table, "thirds", str),
        within=_by_word(table, "within", str),
        edges=_by_word(table, "edges", str),
        ago=_words(table, "ago"),
        from_now=_words(table, "from_now"),
        told_before=_words(table, "told_before"),
        told_after=_words(table, "told_after"),
        few=_words(table, "few"),
        about=_words(table, "about"),
        named_after=_words(table, "named_after"),
        days={plain(k): _number(v) for k, v in _map(table, "days").items()},
        vague=_by_word(table, "vague", str),
        vague_adjectives=frozenset(_words(table, "vague_adjectives")),
        sets=_by_word(table, "sets", str),
        every=_words(table, "every"),
        clock={plain(k): _number(v) for k, v in _map(table, "clock").items()},
        zones=_by_word(table, "zones", _number),
        local_zones=_words(table, "local_zones"),
        place_clocks=_by_word(table, "place_clocks", _place_clock),
        holidays={plain(k): _month_day(v) for k, v in _map(table, "holidays").items()},
        year_cues=frozenset(_words(table, "year_cues")),
        origins=frozenset(_words(table, "origins")),
        one_beginning=_by_word(table, "one_beginning", str),
        verbs=_verbs(table),
    )


def _verbs(table: Mapping[str, Any]) -> TimeVerbs:
    return TimeVerbs(
        scheduled=frozenset(_words(table, "scheduled")),
        begins=frozenset(_words(table, "begins")),
        says=frozenset(_words(table, "says")),
        plans=frozenset(_words(table, "plans")),
        plans_for=frozenset(_words(table, "plans_for")),
        implies=frozenset(_words(table, "implies")),
    )


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(repr(value), "is not a whole number")
    return value


def _by_word(
    table: Mapping[str, Any], key: str, read: Callable[[Any], _Value]
) -> dict[str, _Value]:
    """The rows of ``key`` turned about: each word with what its row means."""
    rows = _map(table, key)
    return {word: read(meaning) for meaning in rows for word in _words(rows, meaning)}


def _units(table: Mapping[str, Any]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for name, row in _map(table, "units").items():
        if not isinstance(row, dict) or not {"words", "letter"} <= set(row):
            raise _wrong(f"units: {name}", "needs words and letter")
        letter = str(row["letter"])
        unit = Unit(
            name=str(name),
            letter=letter,
            times=_number(row.get("times", 1)),
            vague=str(row.get("vague", letter)),
        )
        found.update(dict.fromkeys(_words(row, "words"), unit))
    return found


def _place_clock(value: object) -> PlaceClock:
    """A clock from its row's name: "2 eu 1997", "5.5 - 1946"."""
    pieces = str(value).split()
    try:
        hours, summer, since = float(pieces[0]), pieces[1], int(pieces[2])
    except (IndexError, ValueError):
        raise _wrong(f"place_clocks: {value}", "is not hours, summer time and year") from None
    if summer not in _SUMMERS:
        raise _wrong(f"place_clocks: {value}", f"summer time is one of {', '.join(_SUMMERS)}")
    return PlaceClock(hours=hours, summer=summer.strip("-"), since=since)


def _month_day(value: object) -> tuple[int, int]:
    month, mark, day = str(value).partition("-")
    if not (mark and month.isdigit() and day.isdigit()):
        raise _wrong(f"holidays: {value}", "is not month-day")
    return int(month), int(day)
