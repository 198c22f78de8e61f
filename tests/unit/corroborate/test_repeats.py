"""Sentences that are printed again: set as at first, unless place or day say otherwise."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from fogline.corroborate.grouping import blocks_of, profile_of
from fogline.corroborate.grouping.profile import Profile
from fogline.corroborate.grouping.repeats import as_first_told, repeats, set_as_first_told
from fogline.records.ledger import Basis, LedgerClaim, When
from tests.ledgers import a_count, some_words
from tests.unit.corroborate.test_grouping import (
    ARMY,
    INDIA,
    PAKISTAN,
    REGION,
    TABLES,
    URI,
    day,
    grouped,
    linked,
    recent,
    rule,
    second,
)

WORDS = "Shells fell on the grain market at noon and killed nine traders beside their carts."


def late(days: int) -> When:
    """The two days before a report that comes so many days later."""
    found = recent()
    return replace(found, first=found.first + 24 * days, last=found.last + 24 * days)


def copy(report: str, days: int = 0, **changes: Any) -> LedgerClaim:
    """The sentence in a report, which gives no day."""
    row = {"evidence": (some_words(WORDS),), "time": late(days), "actors": (), **changes}
    return second(report=report, **row)


def profile(claim: LedgerClaim) -> Profile:
    return profile_of(claim, TABLES)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"days": 4}, True),
        ({"days": 9}, True),
        ({"days": 10}, False),
        ({"days": 4, "evidence": (some_words(WORDS.replace("Shells", "shells -")),)}, True),
        ({"days": 4, "evidence": (some_words(WORDS.replace("nine", "ten")),)}, False),
        ({"days": 4, "type": "TOLL", "mode": "killed"}, False),
        ({"days": 4, "place": None}, True),
        ({"days": 4, "place": URI}, False),
        ({"days": 4, "place": REGION}, False),
        # What a claim states itself is not overruled by its words.
        ({"time": day(0)}, True),
        ({"time": replace(day(4), basis=Basis.CORRECTED)}, False),
    ],
)
def test_the_same_words_in_the_same_days_are_one_telling(
    changes: dict[str, Any], same: bool
) -> None:
    one, other = profile(copy("r1")), profile(copy("r2", **changes))
    assert repeats(one, other) is same
    assert repeats(other, one) is same
    assert (rule(one.claim, other.claim) == "copied-passage") is same


def test_two_days_that_are_stated_are_two_days() -> None:
    one, other = (copy(f"r{number}", time=day(number)) for number in (1, 2))
    assert not repeats(profile(one), profile(other))
    assert rule(one, other) != "copied-passage"


def test_few_words_are_the_same_by_chance() -> None:
    short = (some_words("Shells fell on the market, killing nine."),)
    one, other = copy("r1", evidence=short), copy("r2", 4, evidence=short)
    assert profile(one).sentence == ""
    assert rule(one, other) is None


def test_copies_that_name_another_doer_are_none() -> None:
    one, other = copy("r1", actors=(INDIA,)), copy("r2", 4)
    assert rule(one, other) == "copied-passage"
    assert rule(one, replace(other, actors=(ARMY,))) == "copied-passage"
    assert rule(one, replace(other, actors=(PAKISTAN,))) is None
    assert not repeats(profile(one), profile(replace(other, mode="missile")))


def test_the_first_telling_has_the_day() -> None:
    first, later = profile(copy("r1")), profile(copy("r2", 4))
    for pair in (as_first_told(first, later), as_first_told(later, first)):
        assert {(row.first, row.last) for row in pair} == {(first.first, first.last)}
    stated = profile(copy("r3", time=day(3)))
    assert {row.first for row in as_first_told(first, stated)} == {stated.first}


def test_copies_find_each_other() -> None:
    one, other = ({block.key: block for block in blocks_of(profile(row), TABLES)}
                  for row in (copy("r1"), copy("r2", 9)))  # fmt: skip
    (key,) = [key for key in one.keys() & other.keys() if key.startswith("copy|")]
    assert one[key].first < other[key].last
    assert other[key].first < one[key].last


def test_in_any_order_copies_are_one_event_with_what_was_told_of_that_day() -> None:
    claims = [
        copy("r1"),
        copy("r2", 4),
        copy("r3", 7),
        second(report="r4", time=day(1), actors=(), counts=(a_count(9, 9),)),
        second(report="r5", time=day(5), actors=()),
    ]
    expected = [["r1/c1", "r2/c1", "r3/c1", "r4/c1"], ["r5/c1"]]
    assert grouped(claims, linked(claims)) == expected
    for seed in range(6):
        random.Random(seed).shuffle(claims)
        profiles = {claim.key: profile(claim) for claim in claims}
        assert set_as_first_told(profiles, []) == profiles
        found = set_as_first_told(profiles, linked(claims))
        assert len({found[key].first for key in ("r1/c1", "r2/c1", "r3/c1")}) == 1
        assert found["r5/c1"] is profiles["r5/c1"]
        assert sorted(map(sorted, grouped(claims, linked(claims)))) == expected


@pytest.mark.parametrize("name", ["Chad's", "Papua New Guinea's"])
def test_how_many_words_a_name_has_makes_no_difference(name: str) -> None:
    long = f"{name} guns fired on the village at dawn and killed two shepherds there."
    for text, found in ((long, "copied-passage"), (long[: long.index(" at dawn")], None)):
        row = {"evidence": (some_words(text),)}
        assert rule(copy("r1", **row), copy("r2", 4, **row)) == found
    other = (some_words(long.replace(name, "Their")),)
    assert rule(copy("r1", evidence=(some_words(long),)), copy("r2", 4, evidence=other)) is None
