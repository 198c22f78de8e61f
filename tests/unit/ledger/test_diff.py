"""What changed between two moments."""

from __future__ import annotations

from typing import Any

from fogline.ledger.diff import compare_moments, standing_words, when_words
from fogline.records.ledger import LedgerClaim, Says
from fogline.records.views import Change
from tests.desk import Desk, organ, other, outlet, told
from tests.ledgers import DAY, a_count, a_period, a_place, some_words

IRAN = organ("Iran", "IR", kind="government")
ISRAEL = organ("Israel", "IL", kind="government")
HAIFA = a_place("Haifa", id="geonames:294801", within=(), country="IL", lat=32.8, lon=34.98)
FIRST, SECOND = "2025-06-08T13:00Z", "2025-06-09T13:00Z"


def strike(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "ASSAULT", "mode": "missile", "holder": IRAN, "actors": (IRAN,),
        "recipients": (ISRAEL,), "place": HAIFA, **changes,
    }  # fmt: skip
    return told(**row)


def changes(desk: Desk) -> list[tuple[str, str, str]]:
    return [(row.kind.value, row.before, row.after) for row in _changes(desk)]


def _changes(desk: Desk) -> tuple[Change, ...]:
    return compare_moments(desk.events(FIRST), desk.events(SECOND))


def test_nothing_changes_without_a_report() -> None:
    desk = Desk()
    desk.report("r1", strike())
    assert changes(desk) == []
    assert compare_moments((), ()) == ()


def test_a_new_event() -> None:
    desk = Desk()
    desk.report("r1", strike(), known="2025-06-09T12:00Z")
    assert changes(desk) == [("new-event", "", "claimed, unanswered")]
    assert [row.claim.key for row in _changes(desk)[0].claims] == ["r1.reading-.c1"]


def test_a_changed_standing_names_the_claims_that_made_it_so() -> None:
    desk = Desk()
    desk.report("r1", strike())
    desk.report("r2", strike(holder=ISRAEL, says=Says.DENIES), known="2025-06-09T12:00Z")
    assert changes(desk) == [("standing", "claimed, unanswered", "denied, claimed")]
    assert [row.claim.key for row in _changes(desk)[0].claims] == ["r2.reading-.c1"]
    assert standing_words(desk.event(SECOND)) == "denied, claimed"


def test_one_more_paper_with_the_same_words_changes_nothing() -> None:
    desk = Desk()
    desk.report("r1", strike())
    desk.report("r2", strike(), known="2025-06-09T12:00Z")
    assert changes(desk) == []


def quiet() -> LedgerClaim:
    return strike(type="SILENCE", mode=None, holder=outlet("Outlet"), actors=(ISRAEL,),
                  recipients=(), about="c1")  # fmt: skip


def test_a_new_silence_and_its_answer() -> None:
    desk = Desk()
    desk.report("r1", strike(), known="2025-06-07T12:00Z")
    desk.report("r2", strike(), quiet(), known="2025-06-09T12:00Z")
    assert ("new-silence", "", "Israel has not answered") in changes(desk)
    desk = Desk()
    desk.report("r2", strike(), quiet())
    desk.report("r3", strike(holder=ISRAEL, says=Says.DENIES), known="2025-06-09T12:00Z")
    assert ("answered", "Israel had not answered", "Israel denies it") in changes(desk)


def promise(first: int, last: int, **changes_: Any) -> LedgerClaim:
    due = a_period(DAY + 24 * first, DAY + 24 * last, start=f"2025-06-{7 + first:02}",
                   end=f"2025-06-{7 + last:02}")  # fmt: skip
    row = {"type": "COMMITMENT", "mode": "EXCHANGE", "modality": "future", "place": None,
           "time": None, "due": due, "actors": (IRAN, ISRAEL), "recipients": ()}  # fmt: skip
    return strike(**{**row, **changes_})


def test_a_date_that_moves_and_one_that_passes() -> None:
    desk = Desk()
    desk.report("r1", promise(3, 4))
    desk.report("r2", promise(5, 6, holder=ISRAEL), known="2025-06-09T12:00Z")
    moved = [row for row in changes(desk) if row[0] != "standing"]
    assert moved == [
        ("due", "2025-06-10 to before 2025-06-11", "2025-06-12 to before 2025-06-13, says Israel"),
        ("commitment", "open", "postponed: moved from before 2025-06-11 to before 2025-06-13"),
    ]
    desk = Desk()
    desk.report("r1", promise(1, 2))
    assert changes(desk) == [
        ("commitment", "open", "overdue: due before 2025-06-09, not told as done")
    ]


def test_a_new_number() -> None:
    desk = Desk()
    doctors = other("Red Crescent")
    desk.report("r1", strike(holder=doctors, counts=(a_count(3, 3),)))
    desk.report("r2", strike(holder=doctors, counts=(a_count(8, None),)), known="2025-06-09T12:00Z")
    assert changes(desk) == [("toll", "3", "killed 8 or more, says Red Crescent")]
    # Parts of a number are no news of their own.
    desk = Desk()
    desk.report("r1", strike(holder=doctors, counts=(a_count(3, 3),)))
    part = a_count(1, 1, who="children", part=True)
    desk.report("r2", strike(holder=doctors, counts=(part,)), known="2025-06-09T12:00Z")
    assert changes(desk) == []


def test_events_that_have_become_one() -> None:
    desk = Desk()
    late = a_period(DAY + 36, DAY + 60)
    desk.report("r1", strike())
    desk.report("r2", strike(holder=other("Red Crescent"), time=late), known="2025-06-08T12:30Z")
    assert len(desk.events(FIRST)) == 2
    keys = [claim.key for claim in desk.claims(FIRST)]
    before = desk.events(FIRST)
    desk.ledger.judge("same", keys, author="Anna", reason="one night", now=0)
    (row, *rest) = compare_moments(before, desk.events(SECOND))
    assert row.kind == "merged"
    assert row.before == "Attack (missile), Haifa; Attack (missile), Haifa"
    assert {change.kind.value for change in rest} <= {"standing"}


def test_periods_in_words() -> None:
    assert when_words(a_period()) == "2025-06-07 to before 2025-06-08"
    assert when_words(a_period(end=None)) == "from 2025-06-07 on"
    assert when_words(a_period(start=None, end=None, words=some_words("soon"))) == "“soon”"
    assert when_words(a_period(start=None, end=None)) == "no date"
