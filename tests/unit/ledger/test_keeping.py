"""What is kept of a whole ledger: as if it were computed, and made anew only where touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from fogline.corroborate.events.lineage import MOST_COPIED, families_of
from fogline.corroborate.filing.moments import seconds
from fogline.ledger import keeping
from fogline.ledger.keeping import EVER, is_kept, rows_of
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Clock, Having, Query
from fogline.ledger.rows import row_of
from fogline.records.ledger import Says
from fogline.records.views import EventRow
from fogline.store.base import Kept
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from tests.desk import Desk, organ, outlet, told
from tests.ledgers import a_count, a_passage, a_period, a_place, some_words

ELSEWHERE = {"place": a_place("Bukavu", within=()), "time": a_period(485_904, 485_928)}


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A desk with a capture that one side claims and the other denies."""
    sqlite = request.param == "sqlite"
    store = (
        open_sqlite(tmp_path / "l.db", create=True, busy_seconds=0.1) if sqlite else MemoryStore()
    )
    made = Desk(store)
    made.report("a", told(), paragraphs=["Troops entered the town of Zorya early on Saturday."])
    made.report(
        "b",
        told(holder=organ("Kyiv", "UA"), says=Says.DENIES),
        known="2025-06-09T12:00Z",
    )
    yield made
    store.close()


def worked(desk: Desk) -> int:
    """Bring up to date; how many claims were worked through."""
    return sum(desk.ledger.keep())


def kept(desk: Desk) -> dict[str, Kept]:
    with desk.ledger.store.view() as view:
        return {row.id: row for row in view.bundles()}


def standings(desk: Desk, as_of: str) -> list[tuple[str, tuple[str, ...]]]:
    rows = desk.ledger.rows(Query(as_of=seconds(as_of)))
    return [(row.type, tuple(one.is_.value for one in row.standing)) for row in rows]


def test_each_moment_has_its_own_standing(desk: Desk) -> None:
    assert standings(desk, "2025-06-08T11:59Z") == []
    (before,) = standings(desk, "2025-06-08T12:00Z")
    (after,) = standings(desk, "2025-06-09T12:00Z")
    assert "denied" not in before[1]
    assert "denied" in after[1]
    (bundle,) = kept(desk).values()
    assert bundle.first == seconds("2025-06-08T12:00Z")
    assert bundle.settled == seconds("2025-06-09T12:00Z")


def test_what_nothing_touches_is_not_made_anew(desk: Desk) -> None:
    assert worked(desk) == 2
    assert worked(desk) == 0
    before = kept(desk)
    desk.report("c", told(**ELSEWHERE))
    assert worked(desk) == 1
    after = kept(desk)
    assert len(after) == len(before) + 1
    assert {id_: after[id_] for id_ in before} == before
    desk.report("d", told(holder=organ("Berlin", "DE")), known="2025-06-10T12:00Z")
    assert worked(desk) == 3
    desk.events()


def test_rows_can_be_filtered_as_events_can(desk: Desk) -> None:
    desk.report("c", told(type="TOLL", mode="killed", counts=(a_count(),), **ELSEWHERE))
    for conditions in (
        {"standing": "denied"},
        {"types": ("TOLL",)},
        {"types": ("TOLL/killed",)},
        {"having": Having.TOLLS},
        {"having": Having.SILENCES},
        {"party": "UA"},
        {"holder": "kyiv"},
        {"publisher": "outlet c"},
        {"without": frozenset(("ADVANCE",))},
    ):
        query = Query(as_of=seconds("2025-06-30"))
        every = desk.events()
        some = desk.events(**conditions)
        narrowed = replace(query, **conditions)  # type: ignore[arg-type]
        rows = desk.ledger.rows(narrowed)
        assert len(rows) == len(some) < len(every), conditions
        assert set(rows) <= set(map(row_of, every)), conditions


def test_a_copy_that_was_known_earlier_takes_over_the_origin(desk: Desk) -> None:
    words = ["Shells fell on the market of the town for three hours before help came."]
    own = {"holder": outlet("Outlet late"), **ELSEWHERE, "type": "ASSAULT", "mode": "shelling"}
    desk.report("late", told(**own), known="2025-06-12T12:00Z", paragraphs=words)
    first = {row.id: row for row in desk.ledger.rows(Query(as_of=seconds("2025-06-30")))}
    # The copy makes no claim at all: it touches the event only as the paragraph's first place.
    desk.report("early", known="2025-06-11T12:00Z", paragraphs=words)
    after = {row.id: row for row in desk.ledger.rows(Query(as_of=seconds("2025-06-30")))}
    changed = [id_ for id_ in after if after[id_] != first.get(id_)]
    assert len(changed) == 1
    assert "Outlet early" in after[changed[0]].standing[0].why
    desk.events()


def test_a_wording_becomes_background(desk: Desk) -> None:
    """The first that had it are told when one more has it than counts as copied."""
    words = ["Neither side lets reporters move freely near the long line of the front there."]
    for number in range(MOST_COPIED + 3):
        town = a_place(f"Town {number}", within=())
        claim = told(holder=outlet(f"Outlet {number}"), type="ASSAULT", mode="shelling", place=town)
        claims = [claim] if number < 3 else []
        known = f"2025-06-{10 + number // 20}T12:00Z"
        desk.report(f"copy{number}", *claims, known=known, paragraphs=words)
        if number in (1, 50, MOST_COPIED - 1, MOST_COPIED, MOST_COPIED + 2):
            desk.events()


def test_copies_that_come_together_make_background_together(desk: Desk) -> None:
    """None of them alone would: they are tied to one another by the old ones only."""
    words = [f"The bridge of pontoon number {number} was shut at noon." for number in range(3)]
    first = a_passage("", 0, 0, words[0])
    town = a_place("Ford", within=())
    claim = told(holder=outlet("Outlet 0"), type="ASSAULT", mode="shelling", place=town)
    for number in range(MOST_COPIED - 1):
        claims = [claim] if number < 2 else []
        desk.report(f"old{number}", *claims, paragraphs=[words[0]])
    desk.events()
    one, two = (a_passage("", 0, 0, text) for text in words[1:])
    halves = (
        ((*first.signature[:4], *one.signature[4:]), (first.bands[0], one.bands[1])),
        ((*two.signature[:4], *first.signature[4:]), (two.bands[0], first.bands[1])),
    )
    for number, (signature, bands) in enumerate(halves):
        passage = replace(first, report=f"new{number}", signature=signature, bands=bands)
        desk.report(f"new{number}", known="2025-06-25T12:00Z", passages=[passage])
    with desk.ledger.store.view() as view:
        assert [len(family) for family in families_of(view.copies())] == [MOST_COPIED + 1]
    desk.events()


def test_a_copy_ties_two_wordings_into_one_that_is_background(desk: Desk) -> None:
    """Neither of them was; those of both are told, and of a third that stays by itself none."""
    here, there = "The bridge was shut at noon.", "No boat went out for a week."
    one, other = a_passage("", 0, 0, here), a_passage("", 0, 0, there)
    bridge = replace(
        one,
        report="bridge",
        signature=(*one.signature[:4], *other.signature[4:]),
        bands=(one.bands[0], other.bands[1]),
    )
    for number in range(MOST_COPIED + 4):
        town = a_place(f"Town {number}", within=())
        claim = told(holder=outlet(f"Outlet {number}"), type="ASSAULT", mode="shelling", place=town)
        claims = [claim] if number < 4 else []
        known = f"2025-06-{10 + number // 20}T12:00Z"
        text = here if number % 2 else there
        desk.report(f"copy{number}", *claims, known=known, paragraphs=[text])
    desk.events()
    with desk.ledger.store.view() as view:
        assert len(families_of(view.copies())) == 2
    desk.report("bridge", known="2025-06-25T12:00Z", passages=[bridge])
    with desk.ledger.store.view() as view:
        assert len(families_of(view.copies())) == 1
    desk.events()


def test_a_corrected_version_and_another_reading_are_heeded() -> None:
    desk = Desk()
    text = "M23 said that its fighters had captured the town of Goma on Sunday."
    article = {"url": "https://lantern.example/goma", "publisher": "Lantern News"}
    desk.read(text, published="2025-06-10T08:00Z", received="2025-06-10T09:00Z", **article)
    (before,) = desk.events()
    mended = text.replace("Goma", "Bukavu")
    desk.read(mended, published="2025-06-11T08:00Z", received="2025-06-11T09:00Z", **article)
    (after,) = desk.events()
    assert before.place is not None
    assert after.place is not None
    assert (before.place.name, after.place.name) == ("Goma", "Bukavu")
    (then,) = desk.events("2025-06-10T12:00Z")
    assert then.place is not None
    assert then.place.name == "Goma"


def test_judgements_touch_what_they_are_about_and_no_more(desk: Desk) -> None:
    desk.report("c", told(**ELSEWHERE))
    desk.report("d", told(holder=organ("Berlin", "DE")), known="2025-06-10T12:00Z")
    assert worked(desk) == 4
    key = "c.reading-.c1"
    for kind, more in (
        ("corrected", {"field": "says", "value": json.dumps("doubts")}),
        ("corrected", {"field": "time", "value": json.dumps("2025-05-01")}),
        ("wrong", {"field": "claim"}),
    ):
        row = desk.ledger.judge(kind, [key], author="Anna", reason="seen", now=1, **more)
        assert 1 <= worked(desk) <= 4
        desk.events()
        desk.ledger.judge("undo", [], undoes=row.id, author="Anna", reason="no", now=2)
        desk.events()
    assert desk.ledger.to_keep() == 0


def test_a_corrected_claim_meets_those_that_come_later(desk: Desk) -> None:
    """Links of a corrected claim are made when the ledger is viewed: what is kept must know."""
    desk.report("c", told(**ELSEWHERE))
    within = [asdict(unit) for unit in a_place().within]
    value = json.dumps({"id": a_place().id, "name": "Zorya", "within": within})
    decided = {"field": "place", "value": value, "author": "Anna", "reason": "seen", "now": 1}
    desk.ledger.judge("corrected", ["c.reading-.c1"], **decided)  # type: ignore[arg-type]
    desk.events()
    desk.report("e", told(holder=organ("Berlin", "DE")), known="2025-06-11T12:00Z")
    (event,) = desk.events()
    assert {row.report.id for row in event.claims} == {"a", "b", "c", "e"}


def test_an_irrelevant_report_leaves_all_rows(desk: Desk) -> None:
    desk.events()
    row = desk.ledger.judge("irrelevant", [], report="b", author="A", reason="no", now=1)
    (one,) = desk.ledger.rows(Query(as_of=seconds("2025-06-30")))
    assert "Kyiv" not in one.says_not
    desk.ledger.judge("undo", [], undoes=row.id, author="A", reason="no", now=2)
    (one,) = desk.ledger.rows(Query(as_of=seconds("2025-06-30")))
    assert "Kyiv" in one.says_not


def test_other_rules_make_all_of_it_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    worked(desk)
    monkeypatch.setattr(keeping, "stamp_of", lambda filing: "of another version")
    with desk.ledger.store.view() as view:
        assert not is_kept(view, desk.ledger.filing)
    assert worked(desk) == 2
    with desk.ledger.store.view() as view:
        assert view.stamp() == "of another version"


def test_while_another_writes_the_rows_are_computed(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "l.db", create=True, busy_seconds=0.05)
    desk = Desk(store)
    desk.report("a", told())
    with store.writer():
        rows = desk.ledger.rows(Query(as_of=seconds("2025-06-30")))
        assert [row.type for row in rows] == ["ADVANCE"]
        assert len(desk.events()) == 1
    assert kept(desk) == {}
    store.close()


def test_where_nothing_is_to_be_done_nobody_is_waited_for(desk: Desk) -> None:
    worked(desk)
    with desk.ledger.store.writer():
        assert list(desk.ledger.keep()) == []


def test_by_reception_nothing_is_taken_from_what_is_kept(desk: Desk) -> None:
    worked(desk)
    query = Query(as_of=seconds("2025-06-09T00:00Z"), clock=Clock.RECEIVED)
    assert desk.ledger.rows(query) == tuple(map(row_of, desk.ledger.events(query)))


def test_changes_between_two_moments_are_those_of_all_events(desk: Desk) -> None:
    desk.report("c", told(**ELSEWHERE))
    first, last = seconds("2025-06-08T13:00Z"), seconds("2025-06-10T00:00Z")
    before, after = desk.ledger.between(first, last, Query(as_of=last))
    assert [len(before), len(after)] == [1, 1]
    assert len(desk.events("2025-06-10T00:00Z")) == 2
    assert before[0].standing != after[0].standing


def test_rows_come_back_as_they_were(desk: Desk) -> None:
    worked(desk)
    rows: list[EventRow] = [row for bundle in kept(desk).values() for row in rows_of(bundle.body)]
    assert rows == list(desk.ledger.rows(Query(as_of=seconds("2025-06-30"))))


def test_an_unfinished_keeping_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "READINGS", 2)
    monkeypatch.setattr(keeping, "CLAIMS", 1)
    monkeypatch.setattr(keeping, "BUNDLES", 1)
    monkeypatch.setattr(keeping, "STEPS", 1)
    store = open_sqlite(tmp_path / "l.db", create=True)
    desk = Desk(store)
    for number in range(5):
        desk.report(f"r{number}", told(place=a_place(f"Town {number}", within=())))
    steps = desk.ledger.keep()
    for _ in range(10):
        next(steps)
    steps.close()
    store.close()
    again = Ledger(open_sqlite(tmp_path / "l.db", create=False), desk.ledger.filing)
    query = Query(as_of=seconds("2025-06-30"))
    assert 0 < again.to_keep() < 5
    assert again.rows(query) == tuple(map(row_of, again.events(query)))
    assert len(again.rows(query)) == 5
    again.store.close()


def test_a_silence_on_two_towns_ends_for_both(desk: Desk) -> None:
    """The answer speaks of one of them only; what was kept of the other must heed it."""
    kyiv = organ("Kyiv", "UA")
    towns = [a_place(name, within=()) for name in ("Ridge", "Hollow")]
    captures = [told(place=town, recipients=(kyiv,)) for town in towns]
    silence = told(
        type="SILENCE", mode=None, holder=outlet("Outlet s"), actors=(kyiv,), about="c1",
        speech="silence", place=None, trigger=some_words("did not reply", 900),
    )  # fmt: skip
    desk.report("s", *captures, silence)
    still = [row for row in desk.ledger.rows(Query(as_of=EVER)) if row.open_silences]
    assert len(still) == 2
    desk.report("t", told(place=towns[1], holder=kyiv, says=Says.DENIES), known="2025-06-20")
    rows = desk.ledger.rows(Query(as_of=EVER))
    assert [row.open_silences for row in rows if row.silences] == [0, 0]
    desk.events()
