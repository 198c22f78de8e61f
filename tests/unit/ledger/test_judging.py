"""People's decisions: they change views, never rows, and stay tied to the words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.errors import OptionError, UnknownIdError
from fogline.export.event_json import events_json
from fogline.ledger.adding import add_record
from fogline.ledger.filing import Filing
from fogline.ledger.judging import in_force, standing_ids
from fogline.ledger.query import Clock
from fogline.records.ledger import Basis, Judgement, JudgementKind
from fogline.records.record import Record
from fogline.store.base import Selection
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from tests.desk import Desk, a_record
from tests.ledgers import a_judgement

CLAIM = (
    "M23 said that its fighters had captured the town of Goma on Sunday, and that 12 soldiers had "
    "been killed."
)
OTHER = "M23 said that its fighters had captured the town of Bukavu on Sunday."
NOW = seconds("2025-07-01T12:00Z")


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A ledger with two reports of the fall of Goma and one of the fall of Bukavu."""
    sqlite = request.param == "sqlite"
    store = open_sqlite(tmp_path / "l.db", create=True) if sqlite else MemoryStore()
    made = Desk(store)
    made.read(CLAIM, publisher="Lantern News", published="2025-06-10")
    made.read(CLAIM.replace("said", "announced"), publisher="Harbour Post", published="2025-06-10")
    made.read(OTHER, publisher="Coast Herald", published="2025-06-10")
    yield made
    store.close()


def keys(desk: Desk, type_: str = "ADVANCE") -> list[str]:
    """The keys of the claims of a type, those of Goma before that of Bukavu."""
    rows = [claim for claim in desk.claims() if claim.type == type_]
    rows.sort(key=lambda claim: (claim.place.name != "Goma" if claim.place else 0, claim.key))
    return [claim.key for claim in rows]


def judge(desk: Desk, kind: str, *claims: str, now: int = NOW, **more: Any) -> Judgement:
    return desk.ledger.judge(kind, claims, author="Anna", reason="as seen", now=now, **more)


def groups(desk: Desk, type_: str = "ADVANCE", **conditions: Any) -> list[list[str]]:
    events = desk.events(**conditions)
    found = [[r.claim.key for r in e.claims if r.claim.type == type_] for e in events]
    return sorted(sorted(group) for group in found if group)


def shown(desk: Desk, as_of: str = "2025-06-30", **conditions: Any) -> str:
    return json.dumps(events_json(desk.events(as_of, **conditions)))


# -- same and different ----------------------------------------------------------------------------


def test_same_joins_what_features_keep_apart(desk: Desk) -> None:
    one, two, far = keys(desk)
    assert groups(desk) == sorted([sorted([one, two]), [far]])
    before = shown(desk)
    row = judge(desk, "same", one, far)
    assert groups(desk) == [sorted([one, two, far])]
    judge(desk, "undo", undoes=row.id)
    assert shown(desk) == before


def test_different_keeps_apart_what_features_join(desk: Desk) -> None:
    one, two, far = keys(desk)
    before = shown(desk)
    row = judge(desk, "different", one, two)
    assert groups(desk) == sorted([[one], [two], [far]])
    undone = judge(desk, "undo", undoes=row.id)
    assert shown(desk) == before
    # To undo the undoing brings the judgement back.
    judge(desk, "undo", undoes=undone.id)
    assert groups(desk) == sorted([[one], [two], [far]])
    assert [r.kind for r in in_force(desk.ledger.judgements())] == [JudgementKind.DIFFERENT]


def test_the_later_of_two_that_disagree_counts(desk: Desk) -> None:
    one, two, _ = keys(desk)
    judge(desk, "different", one, two, now=NOW)
    judge(desk, "same", two, one, now=NOW + 60)
    assert sorted([one, two]) in groups(desk)
    judge(desk, "different", one, two, now=NOW + 120)
    assert sorted([one, two]) not in groups(desk)


# -- wrong and corrected ---------------------------------------------------------------------------


def test_a_claim_that_is_none_is_gone(desk: Desk) -> None:
    one, two, far = keys(desk)
    judge(desk, "wrong", one, field="claim")
    assert one not in {claim.key for claim in desk.claims()}
    assert sorted(keys(desk)) == sorted([two, far])
    assert groups(desk) == sorted([[two], [far]])


@pytest.mark.parametrize(
    ("field", "shows"),
    [("place", "place"), ("time", "time"), ("number", "counts")],
)
def test_a_wrong_value_is_left_empty(desk: Desk, field: str, shows: str) -> None:
    key = keys(desk, "TOLL")[0] if field == "number" else keys(desk)[0]
    judge(desk, "wrong", key, field=field)
    (claim,) = [claim for claim in desk.claims() if claim.key == key]
    assert not getattr(claim, shows)


def test_a_corrected_place_moves_the_claim_to_its_event(desk: Desk) -> None:
    one, two, far = keys(desk)
    (there,) = [claim.place for claim in desk.claims() if claim.key == far]
    assert there is not None
    within = [{"id": unit.id, "kind": unit.kind, "name": unit.name} for unit in there.within]
    value = {"id": there.id, "name": there.name, "kind": there.kind, "within": within,
             "country": "CD", "lat": there.lat, "lon": there.lon}  # fmt: skip
    judge(desk, "corrected", one, field="place", value=json.dumps(value))
    (claim,) = [claim for claim in desk.claims() if claim.key == one]
    assert claim.place is not None
    assert (claim.place.name, claim.place.basis) == ("Bukavu", Basis.CORRECTED)
    assert sorted([one, far]) in groups(desk)
    assert [two] in groups(desk)


def test_a_corrected_day_moves_the_claim(desk: Desk) -> None:
    one, two, _ = keys(desk)
    judge(desk, "corrected", one, field="time", value=json.dumps("2025-06-01/2025-06-03"))
    (claim,) = [claim for claim in desk.claims() if claim.key == one]
    assert claim.time is not None
    assert (claim.time.start, claim.time.end, claim.time.basis) == (
        "2025-06-01",
        "2025-06-03",
        Basis.CORRECTED,
    )
    assert [one] in groups(desk)
    assert [two] in groups(desk)


@pytest.mark.parametrize(
    ("value", "low", "high"), [("5", 5, 5), ("3-6", 3, 6), ("30+", 30, None), ("2.5", 2.5, 2.5)]
)
def test_a_corrected_number(desk: Desk, value: str, low: float, high: float | None) -> None:
    key = keys(desk, "TOLL")[0]
    judge(desk, "corrected", key, field="number", value=json.dumps(value))
    report = next(claim.report for claim in desk.claims() if claim.key == key)
    # The same number is given by an assault and a toll: it is corrected in both.
    tolls = [row for event in desk.events() for row in event.tolls]
    assert [(r.low, r.high) for r in tolls if r.claim.report.id == report] == [(low, high)]
    assert [(r.low, r.high) for r in tolls if r.claim.report.id != report] == [(12, 12)]


def test_a_corrected_type_and_what_it_says(desk: Desk) -> None:
    one, two, _ = keys(desk)
    judge(desk, "corrected", one, field="type", value=json.dumps("ASSAULT/shelling"))
    judge(desk, "corrected", two, field="says", value=json.dumps("denies"))
    rows = {claim.key: claim for claim in desk.claims()}
    assert (rows[one].type, rows[one].mode) == ("ASSAULT", "shelling")
    assert rows[two].says == "denies"


def test_two_corrections_of_one_claim_add_up(desk: Desk) -> None:
    one = keys(desk)[0]
    first = judge(desk, "corrected", one, field="says", value=json.dumps("doubts"))
    judge(desk, "corrected", one, field="time", value=json.dumps("2025-06-02"))
    (claim,) = [claim for claim in desk.claims() if claim.key == one]
    assert claim.says == "doubts"
    assert claim.time is not None
    assert claim.time.start == "2025-06-02"
    judge(desk, "undo", undoes=first.id)
    (claim,) = [claim for claim in desk.claims() if claim.key == one]
    assert claim.says == "affirms"
    assert claim.time is not None
    assert claim.time.start == "2025-06-02"


def test_an_irrelevant_report_is_in_no_view(desk: Desk) -> None:
    far = keys(desk)[-1]
    (report,) = {claim.report for claim in desk.claims() if claim.key == far}
    row = judge(desk, "irrelevant", report=report[:8])
    assert report not in {claim.report for claim in desk.claims()}
    assert all(far not in group for group in groups(desk))
    judge(desk, "undo", undoes=row.id)
    assert [far] in groups(desk)


# -- moments ---------------------------------------------------------------------------------------


def test_by_reception_a_judgement_counts_from_when_it_was_made(desk: Desk) -> None:
    one, two, _ = keys(desk)
    before = shown(desk, "2025-07-01T11:00Z", clock=Clock.RECEIVED)
    row = judge(desk, "different", one, two)
    judge(desk, "undo", undoes=row.id, now=NOW + 3600)

    def joined(moment: str, clock: Clock) -> bool:
        return sorted([one, two]) in groups(desk, as_of=moment, clock=clock)

    assert shown(desk, "2025-07-01T11:00Z", clock=Clock.RECEIVED) == before
    assert joined("2025-07-01T11:59Z", Clock.RECEIVED)
    assert not joined("2025-07-01T12:00Z", Clock.RECEIVED)
    assert not joined("2025-07-01T12:59Z", Clock.RECEIVED)
    assert joined("2025-07-01T13:00Z", Clock.RECEIVED)
    # By publication a decision is knowledge about the past and counts for all of it.
    assert joined("2025-06-11", Clock.PUBLISHED)


def test_rows_are_never_changed(desk: Desk) -> None:
    def rows() -> list[object]:
        with desk.ledger.store.view() as view:
            return [view.claims(Selection()), view.links(), view.reports()]

    before = rows()
    one, two, far = keys(desk)
    row = judge(desk, "wrong", one, field="claim")
    judge(desk, "corrected", two, field="says", value=json.dumps("denies"))
    judge(desk, "same", two, far)
    judge(desk, "undo", undoes=row.id)
    assert rows() == before
    assert len(desk.ledger.judgements()) == 4


# -- rereading -------------------------------------------------------------------------------------


def reread(desk: Desk, text: str, publisher: str, change: Any) -> None:
    """Another reader's reading of the report: ``change`` makes its record from this one's."""
    received, record = a_record(text, publisher=publisher, published="2025-06-10")
    filing: Filing = replace(desk.ledger.filing, reader="fogline 99")
    added = add_record(desk.ledger.store, received, change(record), filing,
                       received_at=0, now=NOW + 86_400)  # fmt: skip
    assert added.outcome == "reread"


def moved(record: Record) -> Record:
    """The same claims under other ids."""
    claims = [replace(row, id=f"c{int(row.id[1:]) + 10}") for row in record.claims]
    numbers = {row.id: f"c{int(row.id[1:]) + 10}" for row in record.claims}
    return replace(
        record,
        claims=tuple(
            replace(row, target_claim=numbers.get(row.target_claim or "")) for row in claims
        ),
    )


def emptied(record: Record) -> Record:
    return replace(record, claims=())


def test_judgements_are_kept_when_a_report_is_read_anew(desk: Desk) -> None:
    one, two, far = keys(desk)
    report = {claim.key: claim.report for claim in desk.claims()}
    judge(desk, "different", one, two)
    judge(desk, "corrected", one, field="says", value=json.dumps("doubts"))
    publisher = {row.id: row.publisher for row in desk.ledger.newest_readings()}[report[one]]
    text = CLAIM if publisher == "Lantern News" else CLAIM.replace("said", "announced")
    reread(desk, text, str(publisher), moved)
    now = keys(desk)
    assert one not in now
    (new,) = [c for c in desk.claims() if c.report == report[one] and c.type == "ADVANCE"]
    assert new.says == "doubts"
    assert groups(desk) == sorted([[new.key], [two], [far]])


def test_a_judgement_on_a_withdrawn_claim_is_a_clear_error(desk: Desk) -> None:
    one, two, _ = keys(desk)
    reports = {claim.key: claim.report for claim in desk.claims()}
    outlets = {row.id: row.publisher for row in desk.ledger.newest_readings()}
    texts = {"Lantern News": CLAIM, "Harbour Post": CLAIM.replace("said", "announced")}
    first, second = (str(outlets[reports[key]]) for key in (one, two))
    reread(desk, texts[first], first, moved)
    reread(desk, texts[second], second, emptied)
    (new,) = [c.key for c in desk.claims() if c.report == reports[one] and c.type == "ADVANCE"]
    with pytest.raises(UnknownIdError, match=f"{one} was withdrawn.*it is {new} now"):
        judge(desk, "wrong", one, field="place")
    with pytest.raises(UnknownIdError, match=f"{two} was withdrawn.*no claim at those words"):
        judge(desk, "wrong", two, field="place")
    with pytest.raises(UnknownIdError, match="no claim nonsense"):
        judge(desk, "wrong", "nonsense", field="place")


def test_a_judgement_whose_claim_is_gone_hangs_without_harm(desk: Desk) -> None:
    one, two, far = keys(desk)
    reports = {claim.key: claim.report for claim in desk.claims()}
    outlets = {row.id: row.publisher for row in desk.ledger.newest_readings()}
    texts = {"Lantern News": CLAIM, "Harbour Post": CLAIM.replace("said", "announced")}
    judge(desk, "same", one, far)
    outlet = str(outlets[reports[one]])
    reread(desk, texts[outlet], outlet, emptied)
    assert groups(desk) == sorted([[two], [far]])


# -- errors ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("time", "June", "'June' is no day"),
        ("time", "2025-06-03/2025-06-01", "before it begins"),
        ("number", "many", "'many' is no number"),
        ("says", "perhaps", "'perhaps' is no such word"),
        ("type", "ATTACK", "no type 'ATTACK'"),
        ("type", "ADVANCE/fly", "no type 'ADVANCE/fly'"),
        ("colour", "red", "no field 'colour'"),
        ("claim", "x", "no field 'claim'"),
    ],
)
def test_what_cannot_be_a_value_is_refused(desk: Desk, field: str, value: str, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        judge(desk, "corrected", keys(desk)[0], field=field, value=json.dumps(value))
    assert desk.ledger.judgements() == ()


def test_one_claim_is_no_pair(desk: Desk) -> None:
    one = keys(desk)[0]
    with pytest.raises(OptionError, match="both are the same claim"):
        judge(desk, "same", one, one)


def test_what_is_undone_cannot_be_undone_again(desk: Desk) -> None:
    one, two, _ = keys(desk)
    row = judge(desk, "different", one, two)
    undo = judge(desk, "undo", undoes=row.id)
    with pytest.raises(OptionError, match="undone already"):
        judge(desk, "undo", undoes=row.id)
    judge(desk, "undo", undoes=undo.id)
    with pytest.raises(OptionError, match="undone already"):
        judge(desk, "undo", undoes=undo.id)
    # The first one counts again, and can so be taken back again.
    judge(desk, "undo", undoes=row.id, now=NOW + 1)
    assert in_force(desk.ledger.judgements()) == ()


def test_chains_of_undoing() -> None:
    rows = [a_judgement("j1")]
    for number in range(2, 6):
        rows.append(
            a_judgement(f"j{number}", JudgementKind.UNDO, undoes=f"j{number - 1}", subjects=())
        )
        counts = number % 2 == 1
        assert ("j1" in {row.id for row in in_force(rows)}) is counts
        assert ("j1" in standing_ids(rows)) is counts
        assert f"j{number}" in standing_ids(rows)
