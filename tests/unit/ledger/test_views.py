"""Silences, commitments, tolls, positions in talks and control of ground."""

from __future__ import annotations

from typing import Any

from fogline.knowledge.grouping import load_grouping
from fogline.ledger.views import (
    commitments_of,
    control_of,
    positions_of,
    silences_of,
    tolls_of,
)
from fogline.records.event import State
from fogline.records.ledger import LedgerClaim, Says
from tests.desk import Desk, assessor, organ, other, outlet, told, witness
from tests.ledgers import DAY, a_count, a_period, a_place, some_words

RSF = organ("Rapid Support Forces", "Rapid Support Forces")
SAF = organ("Sudanese army", "SD")
FASHER = a_place("El Fasher", id="geonames:376332", within=(), country="SD", lat=13.6, lon=25.3)
NYALA = a_place("Nyala", id="geonames:367308", within=(), country="SD", lat=12.05, lon=24.88)


def capture(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "holder": RSF, "actors": (RSF,), "recipients": (SAF,), "mode": "capture", "place": FASHER,
        **changes,
    }  # fmt: skip
    return told(**row)


# -- control ---------------------------------------------------------------------------------------


def test_who_claims_concedes_assesses_and_denies_a_place() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=SAF), known="2025-06-08T13:00Z")
    desk.report("r3", capture(holder=assessor("Yale Lab")), known="2025-06-08T14:00Z")
    desk.report("r4", capture(holder=witness("residents", "r4"), says=Says.DENIES))
    (hold,) = control_of(desk.events(), load_grouping())
    assert (hold.place.name, hold.party, hold.deed, hold.lost) == (
        "El Fasher",
        "Rapid Support Forces",
        "ADVANCE/capture",
        False,
    )
    names = [
        [row.claim.holder.name for row in rows]
        for rows in (hold.claimed, hold.conceded, hold.assessed, hold.denied)
    ]
    assert names == [["Rapid Support Forces"], ["Sudanese army"], ["Yale Lab"], ["residents"]]


def test_both_sides_can_be_said_to_hold_a_place_and_one_to_have_lost_it() -> None:
    desk = Desk()
    holds = {"type": "CONTROL", "mode": "claimed", "recipients": ()}
    desk.report("r1", capture(**holds))
    desk.report("r2", capture(**holds, holder=SAF, actors=(SAF,)))
    lost = {"type": "RETREAT", "mode": "withdraw", "holder": SAF, "actors": (SAF,)}
    desk.report("r3", capture(**lost, recipients=(), place=NYALA))
    found = {(row.place.name, row.party, row.lost) for row in control_of(desk.events(),
             load_grouping())}  # fmt: skip
    assert found == {
        ("El Fasher", "Rapid Support Forces", False),
        ("El Fasher", "SD", False),
        ("Nyala", "SD", True),
    }


def test_a_strike_or_a_repelled_attack_gives_nobody_ground() -> None:
    desk = Desk()
    desk.report("r1", capture(type="ASSAULT", mode="airstrike"), capture(mode="reach", place=NYALA))
    assert control_of(desk.events(), load_grouping()) == ()


def test_what_has_been_taken_back_is_not_claimed_any_more() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(says=Says.DENIES), known="2025-06-09T12:00Z")
    (hold,) = control_of(desk.events(), load_grouping())
    assert (hold.claimed, len(hold.denied)) == ((), 1)


# -- talks -----------------------------------------------------------------------------------------


def word(type_: str, **changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": type_, "mode": "withdraw", "speech": "demands", "place": None, **changes,
    }  # fmt: skip
    return capture(**row)


def test_positions_by_party_with_what_answered_them() -> None:
    desk = Desk()
    condition = some_words("if the siege is lifted")
    refusal = word("REJECT", speech="rejects", holder=SAF, actors=(SAF,), recipients=(RSF,),
                   about="c1")  # fmt: skip
    desk.report("r1", word("REQUEST", condition=condition), refusal)
    desk.report("r2", word("REQUEST"), known="2025-06-09T12:00Z")
    demand, no = positions_of(desk.events())
    assert (demand.party, demand.kind, demand.topic, demand.reports) == (
        "Rapid Support Forces", "demands", "withdraw", 2,
    )  # fmt: skip
    assert demand.condition == "if the siege is lifted"
    assert [voice.name for voice in demand.to] == ["Sudanese army"]
    assert demand.last - demand.first == 86_400
    assert [row.claim.key for row in demand.answered] == ["r1.reading-.c2"]
    assert (no.party, no.kind, no.answered) == ("SD", "refuses", ())


def test_only_parties_and_bodies_have_positions() -> None:
    desk = Desk()
    union = other("African Union")
    residents = witness("residents", "r1")
    desk.report(
        "r1",
        word("REQUEST", holder=union, actors=(union,)),
        word("REQUEST", holder=residents, actors=(residents,), mode="ceasefire"),
    )
    assert [row.party for row in positions_of(desk.events())] == ["African Union"]


# -- silences, tolls, commitments ------------------------------------------------------------------


def quiet(about: str = "c1") -> LedgerClaim:
    return capture(type="SILENCE", mode=None, holder=outlet("Outlet"), actors=(SAF,),
                   recipients=(), about=about)  # fmt: skip


def test_a_silence_on_two_events_is_listed_once_with_the_one_it_is_about() -> None:
    desk = Desk()
    desk.report("r1", capture(), capture(place=NYALA), quiet("c2"))
    assert sum(len(event.silences) for event in desk.events()) == 2
    (row,) = silences_of(desk.events())
    assert row.event.title == "Advance (capture), Nyala"
    assert row.silence.state is State.OPEN


def test_open_silences_are_those_that_nothing_has_answered() -> None:
    desk = Desk()
    desk.report("r1", capture(), quiet())
    desk.report("r2", capture(holder=SAF, says=Says.DENIES), known="2025-06-09T12:00Z")
    assert len(silences_of(desk.events("2025-06-09"), still=True)) == 1
    assert silences_of(desk.events(), still=True) == ()
    assert len(silences_of(desk.events())) == 1


def test_tolls_stand_in_the_order_of_events_and_knowing() -> None:
    desk = Desk()
    bomb = {"type": "ASSAULT", "mode": "airstrike", "actors": (SAF,), "recipients": ()}
    doctors = other("Doctors' Network")
    early = a_period(DAY - 72, DAY - 48, start="2025-06-04", end="2025-06-05")
    desk.report("r1", capture(**bomb, holder=doctors, counts=(a_count(3, 3),)))
    desk.report("r2", capture(**bomb, holder=RSF, counts=(a_count(9, 9),)),
                known="2025-06-09T12:00Z")  # fmt: skip
    desk.report("r3", capture(**bomb, time=early, counts=(a_count(1, 1),)))
    rows = tolls_of(desk.events())
    assert [row.toll.low for row in rows] == [1, 3, 9]
    assert rows[1].event.id == rows[2].event.id != rows[0].event.id


def test_commitments_stand_in_the_order_of_their_last_date() -> None:
    desk = Desk()
    for number, (first, mode) in enumerate(((9, "EXCHANGE"), (4, "CONSULT"), (0, "AID")), 1):
        due = a_period(DAY + 24 * first, DAY + 24 * first + 24) if first else None
        row = {"type": "COMMITMENT", "mode": mode, "modality": "future", "place": None}
        desk.report(f"r{number}", capture(**row, time=None, due=due))
    assert [row.commitment.act for row in commitments_of(desk.events())] == [
        "CONSULT",
        "EXCHANGE",
        "AID",
    ]
