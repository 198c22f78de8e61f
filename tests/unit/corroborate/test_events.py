"""Events put together: names, places, periods, sides, tolls, and what is attached to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fogline.records.event import State
from fogline.records.ledger import Basis, LedgerClaim, Says
from tests.desk import Desk, organ, other, outlet, standings, told, witness
from tests.ledgers import DAY, a_count, a_period, a_place, some_words

THAILAND = organ("Thailand", "TH", kind="government")
CAMBODIA = organ("Cambodia", "KH", kind="government")
REGION = a_place("Surin", id="geonames:1606030", kind="adm1", within=(), country="TH")
SURIN = a_place("Surin city", id="geonames:1606033", country="TH", lat=14.88, lon=103.49)


def strike(**changes: Any) -> LedgerClaim:
    """Thailand says that Cambodia shelled Surin."""
    row: dict[str, Any] = {
        "type": "ASSAULT", "mode": "shelling", "holder": THAILAND, "actors": (CAMBODIA,),
        "place": SURIN, **changes,
    }  # fmt: skip
    return told(**row)


def toll(**changes: Any) -> LedgerClaim:
    row = {"type": "TOLL", "mode": "killed", "actors": (), "counts": (a_count(4, 4),)}
    return strike(**{**row, **changes})


def test_an_event_is_called_after_its_deed_not_its_number() -> None:
    desk = Desk()
    desk.report("r1", toll(holder=witness("doctors", "r1")))
    first = desk.event("2025-06-08T13:00Z")
    assert (first.type, first.title) == ("TOLL", "Human cost (killed), Surin city")
    desk.report("r2", strike(), known="2025-06-08T14:00Z")
    event = desk.event()
    assert (event.type, event.mode, event.title) == (
        "ASSAULT",
        "shelling",
        "Attack (shelling), Surin city",
    )
    # Its id is that of the claim known first.
    assert event.id == first.id


def test_the_id_stays_when_an_older_report_comes_in_late() -> None:
    desk = Desk()
    desk.report("r1", strike(), known="2025-06-08T12:00Z")
    desk.report("r0", strike(holder=witness("residents", "r0")), known="2025-06-08T10:00Z")
    event = desk.event()
    assert event.id == "e-r0-1"
    # The former id still finds it.
    assert desk.ledger.event("e-r1-1", _query()).id == event.id


def _query() -> Any:
    from fogline.ledger.query import Query

    return Query(as_of=(DAY + 24 * 30) * 3600)


def test_the_commonest_mode_names_it() -> None:
    desk = Desk()
    desk.report("r1", strike(mode="airstrike"))
    for number in (2, 3):
        desk.report(f"r{number}", strike(holder=witness("a", f"r{number}")))
    assert desk.event().mode == "shelling"


def test_the_place_is_the_one_most_name_and_no_country() -> None:
    desk = Desk()
    country = a_place("Thailand", id="geonames:1605651", kind="country", within=(), country="TH")
    desk.report("r1", strike(local_event="e1"), strike(local_event="e1", place=country))
    assert desk.event().place is not None
    assert desk.event().place.name == "Surin city"  # type: ignore[union-attr]


def test_a_place_that_is_stated_counts_before_one_that_is_carried() -> None:
    desk = Desk()
    carried = replace(SURIN, name="carried", id="geonames:1", lat=14.89, basis=Basis.CARRIED)
    desk.report("r1", strike(place=carried))
    desk.report("r2", strike(holder=witness("a", "r2")))
    event = desk.event()
    assert event.place is not None
    assert event.place.name == "Surin city"


def test_the_time_is_the_narrowest_that_is_given() -> None:
    desk = Desk()
    weekend = a_period(DAY, DAY + 48, end="2025-06-09", precision="vague")
    desk.report("r1", strike(time=weekend))
    desk.report("r2", strike(holder=witness("a", "r2")))
    time = desk.event().time
    assert time is not None
    assert (time.start, time.end) == ("2025-06-07", "2025-06-08")


def test_without_a_day_it_is_set_in_the_days_before_the_reports() -> None:
    desk = Desk()
    recent = {"start": None, "end": None, "precision": "vague", "basis": Basis.REPORT}
    desk.report("r1", strike(time=a_period(DAY - 24, DAY + 24, **recent)))
    desk.report("r2", strike(holder=witness("a", "r2"), time=a_period(DAY, DAY + 48, **recent)))
    time = desk.event().time
    assert time is not None
    assert (time.start, time.end, time.basis) == ("2025-06-07", "2025-06-08", Basis.REPORT)


def test_sides_are_those_that_have_a_part_or_are_told_against() -> None:
    desk = Desk()
    desk.report("r1", strike(holder=organ("Malaysia", "MY")))
    assert desk.event().sides == ("KH",)
    desk.report("r2", strike(holder=organ("Malaysia", "MY"), recipients=(THAILAND,)))
    assert desk.event().sides == ("KH", "TH")


def test_each_number_is_listed_once_for_each_claim_that_gives_it() -> None:
    desk = Desk()
    count = (a_count(4, 4, words=some_words("four people", 40)),)
    part = a_count(1, 1, who="children", part=True, words=some_words("one child", 60))
    other_count = a_count(90, 90, kind="weapons", words=some_words("90 rockets", 80))
    desk.report("r1", strike(local_event="e1", counts=(*count, part, other_count)),
                toll(local_event="e1", counts=count))  # fmt: skip
    desk.report("r2", toll(holder=other("Red Cross"), counts=(a_count(5, 6),)))
    tolls = desk.event().tolls
    assert [(t.low, t.high, t.part, t.claim.report.id) for t in tolls] == [
        (4, 4, False, "r1"),
        (1, 1, True, "r1"),
        (5, 6, False, "r2"),
    ]


def test_a_count_that_rises_supersedes_the_one_before() -> None:
    desk = Desk()
    desk.report("r1", toll(holder=other("Red Cross")), known="2025-06-08T12:00Z")
    more = a_count(9, 9, update=True)
    desk.report("r2", toll(holder=other("Red Cross"), counts=(more,)), known="2025-06-09T12:00Z")
    assert [(t.low, t.state) for t in desk.event("2025-06-09T11:59Z").tolls] == [(4, State.CURRENT)]
    assert [(t.low, t.state) for t in desk.event().tolls] == [
        (4, State.SUPERSEDED),
        (9, State.CURRENT),
    ]


def test_evidence_and_accusations_go_to_what_they_are_about() -> None:
    desk = Desk()
    image = strike(type="EVIDENCE", mode="image", about="c1", says=Says.OFFERS_EVIDENCE)
    blame = strike(type="ACCUSE", mode=None, speech="accuses", about="c1", recipients=(CAMBODIA,),
                   actors=(THAILAND,))  # fmt: skip
    desk.report("r1", strike(), image, blame)
    event = desk.event()
    assert [row.claim.type for row in event.claims] == ["ASSAULT", "EVIDENCE"]
    assert [(row.kind, row.rule) for row in event.relations] == [
        ("offers-evidence-for", "names-the-claim")
    ]
    assert ("claimed", "one-origin") in standings(event)


def test_what_is_only_thought_of_makes_no_event() -> None:
    desk = Desk()
    desk.report("r1", strike(modality="conditional"), strike(modality="hypothetical", place=REGION))
    assert desk.events() == ()
    assert len(desk.claims()) == 2


def test_two_silences_on_one_thing_are_told_in_the_order_of_knowing() -> None:
    desk = Desk()
    quiet = {"type": "SILENCE", "mode": None, "holder": outlet("Outlet"), "about": "c1",
             "actors": (CAMBODIA,)}  # fmt: skip
    desk.report("r2", strike(), strike(**quiet), known="2025-06-09T12:00Z")
    desk.report("r1", strike(), strike(**quiet), known="2025-06-08T12:00Z")
    event = desk.event()
    assert [row.report.id for row in event.silences] == ["r1", "r2"]
    assert [row.asker.name for row in event.silences if row.asker] == ["Thailand", "Thailand"]
