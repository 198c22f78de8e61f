"""Silences and rejections that name no claim of their report, tied to what they can be about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fogline.corroborate.grouping import compare, profile_of
from fogline.corroborate.grouping.blocks import blocks_of
from fogline.knowledge.grouping import load_grouping
from fogline.records.event import State
from fogline.records.ledger import LedgerClaim, Says, Unit
from tests.desk import Desk, organ, outlet, standings, told
from tests.ledgers import DAY, a_period, a_place

TABLES = load_grouping()
ARMENIA = organ("Armenia", "AM", kind="government")
AZERBAIJAN = organ("Azerbaijan", "AZ", kind="government")
SYUNIK = Unit(id="geonames:409314", kind="adm1", name="Syunik")
GORIS = a_place("Goris", id="geonames:174875", within=(SYUNIK,), country="AM")


def deed(**changes: Any) -> LedgerClaim:
    """Azerbaijan says that it took Goris from Armenia on 7 June."""
    row: dict[str, Any] = {
        "holder": AZERBAIJAN, "actors": (AZERBAIJAN,), "recipients": (ARMENIA,), "mode": "capture",
        "place": GORIS, **changes,
    }  # fmt: skip
    return told(**row)


def silence(**changes: Any) -> LedgerClaim:
    """An outlet tells on 8 June that Armenia keeps silent on something in Syunik."""
    row: dict[str, Any] = {
        "type": "SILENCE", "mode": None, "holder": outlet("Outlet r2"), "actors": (ARMENIA,),
        "recipients": (), "place": None, "time": a_period(DAY - 24, DAY + 48),
        "topics": (SYUNIK.id,), **changes,
    }  # fmt: skip
    return told(**row)


def rejection(**changes: Any) -> LedgerClaim:
    return silence(**{"type": "REJECT", "speech": "rejects", **changes})


def rule(one: LedgerClaim, two: LedgerClaim) -> str | None:
    one = replace(one, key="r1/c1", report=one.report if one.report != "report-1" else "r1")
    two = replace(two, key="r2/c1", report=two.report if two.report != "report-1" else "r2")
    found = compare(profile_of(one, TABLES), profile_of(two, TABLES), TABLES)
    assert compare(profile_of(two, TABLES), profile_of(one, TABLES), TABLES) == found
    return None if found is None else found.rule


def test_a_silence_and_a_rejection_are_tied_to_the_other_sides_deed() -> None:
    assert rule(deed(), silence()) == "silent-on-it"
    assert rule(deed(), rejection()) == "rejects-it"


@pytest.mark.parametrize(
    "changes",
    [
        {"topics": ()},
        {"topics": ("geonames:1",)},
        {"actors": (AZERBAIJAN,)},
        {"actors": (organ("Georgia", "GE"),)},
        {"actors": ()},
        {"time": a_period(DAY + 72, DAY + 96)},
        {"time": a_period(DAY + 24, DAY + 48)},
        {"report": "r1"},
    ],
)
def test_what_a_silence_is_not_about(changes: dict[str, Any]) -> None:
    assert rule(deed(), silence(**changes)) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"says": Says.DENIES},
        {"speech": "claims"},
        {"modality": "future"},
        {"holder": outlet("Outlet r1")},
        {"holder": ARMENIA},
        {"type": "CONSULT", "mode": "meet"},
        {"place": a_place("Shusha", within=(), country="AZ")},
        {"place": None},
    ],
)
def test_what_nobody_need_answer(changes: dict[str, Any]) -> None:
    assert rule(deed(**changes), silence()) is None


def test_the_holder_is_silent_where_no_actor_is_named() -> None:
    assert rule(deed(), silence(actors=(), holder=ARMENIA)) == "silent-on-it"


def test_both_are_filed_where_they_meet() -> None:
    mine = {block.key for block in blocks_of(profile_of(deed(), TABLES), TABLES)}
    theirs = {block.key for block in blocks_of(profile_of(silence(), TABLES), TABLES)}
    assert mine & theirs == {f"answer|AM|{SYUNIK.id}"}


def test_a_silence_joins_the_events_that_it_is_about_and_ties_no_two_of_them() -> None:
    desk = Desk()
    kapan = a_place(
        "Kapan", id="geonames:174895", within=(SYUNIK,), country="AM", lat=39.2, lon=46.4
    )
    desk.report("r1", deed())
    desk.report("r3", deed(place=kapan))
    desk.report("r2", silence(), known="2025-06-08T13:00Z")
    events = desk.events()
    assert sorted(event.place.name for event in events if event.place) == ["Goris", "Kapan"]
    for event in events:
        assert [row.holder.name for row in event.silences] == ["Armenia"]
        assert ("unanswered", "reported-silent") in standings(event)
        assert [row.claim.type for row in event.claims] == ["ADVANCE"]


def test_an_answer_to_one_of_them_ends_the_silence_on_all() -> None:
    desk = Desk()
    kapan = a_place(
        "Kapan", id="geonames:174895", within=(SYUNIK,), country="AM", lat=39.2, lon=46.4
    )
    desk.report("r1", deed())
    desk.report("r3", deed(place=kapan))
    desk.report("r2", silence(), known="2025-06-08T13:00Z")
    desk.report("r4", deed(holder=ARMENIA, says=Says.DENIES), known="2025-06-09T06:00Z")
    before = [row.state for event in desk.events("2025-06-09T05:00Z") for row in event.silences]
    assert before == [State.OPEN, State.OPEN]
    after = [row for event in desk.events() for row in event.silences]
    assert [row.state for row in after] == [State.SUPERSEDED, State.SUPERSEDED]
    assert {row.answer.report.id for row in after if row.answer} == {"r4"}


def test_a_rejection_that_an_outlet_tells_is_a_denial_by_the_side() -> None:
    desk = Desk()
    desk.report("r1", deed())
    desk.report("r2", rejection())
    event = desk.event()
    assert ("denied", "denied-by-party") in standings(event)
    (denied,) = [row for row in event.standing if row.is_ == "denied"]
    assert (denied.sides, denied.why) == (("AM",), "Armenia says that it is not so")


def test_without_a_deed_to_be_about_a_silence_stands_alone() -> None:
    desk = Desk()
    desk.report("r2", silence())
    event = desk.event()
    assert (event.type, len(event.silences)) == ("SILENCE", 1)
    # The deed that a later report tells of gathers it in.
    desk.report("r1", deed(), known="2025-06-09T12:00Z")
    event = desk.event()
    assert (event.type, len(event.silences)) == ("ADVANCE", 1)
