"""Promises: every due period that was given, how they stand at each moment, who blames whom."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.corroborate.events.commitments import overdue_days
from fogline.records.event import Commitment, Due, DueState
from fogline.records.ledger import LedgerClaim, Says
from tests.desk import Desk, organ, other, outlet, told
from tests.ledgers import DAY, a_period

ETHIOPIA = organ("Ethiopia", "ET", kind="government")
MINISTRY = organ("Ministry of Defence of Eritrea", "ER")
ERITREA = organ("Eritrea", "ER", kind="government")
RED_CROSS = other("International Committee of the Red Cross")


def days(first: int, last: int) -> Any:
    """From so many days after 7 June 2025 to before so many."""
    return a_period(
        DAY + 24 * first,
        DAY + 24 * last,
        start=f"2025-06-{7 + first:02}",
        end=f"2025-06-{7 + last:02}",
    )


def promise(**changes: Any) -> LedgerClaim:
    """Ethiopia says that the two will exchange prisoners on 10 June."""
    row: dict[str, Any] = {
        "type": "COMMITMENT", "mode": "EXCHANGE", "modality": "future", "holder": ETHIOPIA,
        "actors": (ETHIOPIA, ERITREA), "place": None, "time": None, "due": days(3, 4), **changes,
    }  # fmt: skip
    return told(**row)


def done(**changes: Any) -> LedgerClaim:
    return promise(**{"type": "EXCHANGE", "mode": "prisoners", "modality": "actual", "due": None,
                      "time": days(3, 4), "holder": RED_CROSS, **changes})  # fmt: skip


def standing(desk: Desk, as_of: str) -> Commitment:
    (event,) = desk.events(as_of)
    (found,) = event.commitments
    return found


def state(desk: Desk, as_of: str) -> DueState:
    return standing(desk, as_of).state


def test_a_promise_is_open_until_its_last_moment_and_then_overdue() -> None:
    desk = Desk()
    desk.report("r1", promise())
    assert state(desk, "2025-06-08T12:00Z") is DueState.OPEN
    assert state(desk, "2025-06-10T23:59:59Z") is DueState.OPEN
    row = standing(desk, "2025-06-11T00:00Z")
    assert (row.state, row.why) == (
        DueState.OVERDUE,
        "due before 2025-06-11, not told as done",
    )
    assert [voice.party for voice in row.by] == ["ER", "ET"]
    assert [voice.name for voice in row.by] == ["Eritrea", "Ethiopia"]


def test_a_promise_without_a_date_stays_open() -> None:
    desk = Desk()
    desk.report("r1", promise(due=None, time=days(1, 2)))
    row = standing(desk, "2026-06-08")
    assert (row.state, row.why, row.due) == (DueState.OPEN, "no date given", ())


def test_a_promise_is_kept_once_the_deed_is_told() -> None:
    desk = Desk()
    desk.report("r1", promise())
    desk.report("r2", done(), known="2025-06-10T18:00Z")
    assert state(desk, "2025-06-10T17:59Z") is DueState.OPEN
    row = standing(desk, "2025-06-10T18:00Z")
    assert row.state is DueState.KEPT
    assert row.why == "told as done by International Committee of the Red Cross"
    assert state(desk, "2025-06-20") is DueState.KEPT


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "future"},
        {"time": None},
        # Told on the 10th of a day after it: the plan itself.
        {"time": days(5, 6)},
    ],
)
def test_what_is_only_planned_keeps_nothing(changes: dict[str, Any]) -> None:
    desk = Desk()
    one = promise(local_event="e1")
    two = done(local_event="e1", **changes)
    desk.report("r1", one, two, known="2025-06-10T12:00Z")
    rows = [c.state for event in desk.events("2025-06-10T13:00Z") for c in event.commitments]
    assert rows == [DueState.OPEN]


def test_a_promise_is_broken_once_it_is_over_and_somebody_says_it_was_not_done() -> None:
    desk = Desk()
    desk.report("r1", promise())
    desk.report("r2", done(holder=MINISTRY, says=Says.DENIES), known="2025-06-10T18:00Z")
    assert state(desk, "2025-06-10T18:00Z") is DueState.OPEN
    row = standing(desk, "2025-06-11")
    assert (row.state, row.why) == (
        DueState.BROKEN,
        "Ministry of Defence of Eritrea says that it was not done",
    )


def test_every_due_period_is_kept_and_a_later_one_postpones() -> None:
    desk = Desk()
    desk.report("r1", promise())
    desk.report("r2", promise(holder=MINISTRY, due=days(5, 7)), known="2025-06-09T12:00Z")
    assert state(desk, "2025-06-08T12:00Z") is DueState.OPEN
    row = standing(desk, "2025-06-09T12:00Z")
    assert (row.state, row.why) == (
        DueState.POSTPONED,
        "moved from before 2025-06-11 to before 2025-06-14",
    )
    assert [(due.holder.name, due.when.start, due.claim.report) for due in row.due] == [
        ("Ethiopia", "2025-06-10", "r1"),
        ("Ministry of Defence of Eritrea", "2025-06-12", "r2"),
    ]
    # The first date passes, and nothing is overdue until the last has.
    assert state(desk, "2025-06-12") is DueState.POSTPONED
    assert state(desk, "2025-06-14") is DueState.OVERDUE


def test_periods_that_overlap_move_nothing() -> None:
    desk = Desk()
    desk.report("r1", promise(due=days(2, 9)))
    desk.report("r2", promise(holder=MINISTRY, due=days(3, 4)), known="2025-06-09T12:00Z")
    assert state(desk, "2025-06-10") is DueState.OPEN


def test_what_is_told_as_put_off_without_a_new_date_is_postponed() -> None:
    desk = Desk()
    late = promise(type="SANCTION", mode="postpone", modality="actual", due=None,
                   time=days(1, 2), holder=RED_CROSS)  # fmt: skip
    desk.report("r1", promise())
    desk.report("r2", late, known="2025-06-09T12:00Z")
    row = standing(desk, "2025-06-09T12:00Z")
    assert row.state is DueState.POSTPONED
    assert row.why == "told as put off by International Committee of the Red Cross"


def test_blame_goes_both_ways() -> None:
    desk = Desk()
    blame = {"type": "ACCUSE", "mode": "obstruct", "speech": "accuses", "due": None,
             "modality": "actual", "about": "c1", "holder": outlet("Outlet r1")}  # fmt: skip
    desk.report(
        "r1",
        promise(),
        promise(**{**blame, "actors": (ETHIOPIA,), "recipients": (ERITREA,)}),
        promise(**{**blame, "actors": (ERITREA,), "recipients": (ETHIOPIA,)}),
    )
    row = standing(desk, "2025-06-09")
    assert [(b.by.name, [v.name for v in b.on], b.claim.claim) for b in row.blamed] == [
        ("Ethiopia", ["Eritrea"], "c2"),
        ("Eritrea", ["Ethiopia"], "c3"),
    ]


def test_two_acts_are_two_commitments() -> None:
    desk = Desk()
    meeting = promise(mode="CONSULT", due=days(8, 9), local_event="e1")
    desk.report("r1", promise(local_event="e1"), meeting)
    acts = {c.act: c.state for e in desk.events("2025-06-12") for c in e.commitments}
    assert acts == {"EXCHANGE": DueState.OVERDUE, "CONSULT": DueState.OPEN}


def test_days_overdue() -> None:
    desk = Desk()
    desk.report("r1", promise())
    due: Due = standing(desk, "2025-06-09").due[0]
    end = due.when.last * 3600
    assert [overdue_days(due, end + n) for n in (-86_400, 0, 86_399, 86_400, 10 * 86_400)] == [
        0,
        0,
        0,
        1,
        10,
    ]
