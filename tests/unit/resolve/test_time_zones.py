from __future__ import annotations

from datetime import date

import pytest

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml
from fogline.knowledge.timewords import PlaceClock, load_time_words, read_time_words
from fogline.resolve.times.zones import offset_on, zone_of


def hours(word: str, day: date, hour: int = 12) -> float | None:
    clock = zone_of(word)
    assert clock is not None
    return offset_on(clock, day, hour)


def test_summer_time_begins_and_ends_at_its_hour() -> None:
    # 30 March and 26 October 2025 are the last Sundays of their months.
    assert hours("kyiv time", date(2025, 3, 29)) == 2
    assert hours("kyiv time", date(2025, 3, 30), 2) == 2
    assert hours("kyiv time", date(2025, 3, 30), 3) == 3
    assert hours("kyiv time", date(2025, 10, 25)) == 3
    assert hours("kyiv time", date(2025, 10, 26), 4) == 2


def test_each_rule_has_days_of_its_own() -> None:
    assert hours("israel time", date(2025, 3, 28)) == 3
    assert hours("kyiv time", date(2025, 3, 28)) == 2
    assert hours("washington time", date(2025, 3, 9)) == -4
    assert hours("washington time", date(2025, 11, 2)) == -5
    assert hours("tehran time", date(2025, 7, 1)) == 3.5


def test_before_its_rule_began_a_clock_tells_no_offset() -> None:
    assert hours("moscow time", date(2012, 6, 9)) is None


def test_what_stands_behind_utc_is_added() -> None:
    assert zone_of("utc", "+3") == PlaceClock(hours=3, summer="", since=0)
    assert zone_of("gmt", "-03:30") == PlaceClock(hours=-3.5, summer="", since=0)
    assert zone_of("local time") is None
    assert zone_of("kyiv") is None


def test_a_broken_row_of_clocks_says_where() -> None:
    table = {"place_clocks": {"two eu 1997": "kyiv"}}
    with pytest.raises(KnowledgeError, match="place_clocks"):
        read_time_words(whole_table() | table)
    with pytest.raises(KnowledgeError, match="summer time is one of"):
        read_time_words(whole_table() | {"place_clocks": {"2 mars 1997": "kyiv"}})


def whole_table() -> dict[str, object]:
    table = load_yaml("en/times.yml")
    assert isinstance(table, dict)
    return dict(table)


def test_every_clock_has_a_place_and_a_rule() -> None:
    for clock in load_time_words().place_clocks.values():
        assert -12 <= clock.hours <= 14
        assert clock.summer in ("", "eu", "us", "il")
