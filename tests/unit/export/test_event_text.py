"""One event for a person at a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.export.event_text import event_text
from fogline.records.ledger import LedgerClaim, Says
from tests.desk import Desk, assessor, organ, other, outlet, told, witness
from tests.ledgers import DAY, a_count, a_period, a_place, some_words

SERBIA = organ("Serbia", "RS", kind="government")
KOSOVO = organ("Kosovo", "XK", kind="government")
ZVECAN = a_place("Zvecan", id="geonames:783814", within=(), country=None, contested=("RS", "XK"))


def clash(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "ASSAULT", "mode": "ground-clash", "holder": KOSOVO, "actors": (SERBIA,),
        "place": ZVECAN, **changes,
    }  # fmt: skip
    return told(**row)


def whole() -> Desk:
    desk = Desk()
    quiet = clash(type="SILENCE", mode=None, holder=outlet("Outlet r1"), about="c1")
    desk.report("r1", clash(counts=(a_count(3, 3),)), quiet, clash(holder=outlet("Outlet r1")))
    desk.report("r2", clash(holder=assessor("KFOR monitors")), clash(holder=other("OSCE")))
    desk.report("r3", clash(holder=witness("a shopkeeper", "r3")))
    desk.report("r4", clash(holder=SERBIA, says=Says.DENIES), known="2025-06-09T12:00Z")
    return desk


def test_everything_has_its_part() -> None:
    text = event_text(whole().event())
    assert text.startswith("Attack (ground clash), Zvecan\ne-r1-1 · as of 2025-06-30 00:00 UTC · ")
    parts = ["Claimed ground: Serbia and Kosovo claim Zvecan.", "Standing",
             "The parties", "Assessors",
             "Witnesses", "Others", "Outlets in their own words", "Silences", "Tolls",
             "Origins"]  # fmt: skip
    found = [text.index(part) for part in parts]
    assert found == sorted(found)
    assert "denied: Serbia says that it is not so (denied-by-party)" in text
    assert "Kosovo [XK] affirms: Troops entered Zorya." in text
    assert "repeats others in the same report" in text
    assert "Serbia, since 2025-06-08 12:00 (Outlet r1 c2): answered by Serbia" in text
    assert "killed: 3, says Kosovo (2025-06-08 12:00)" in text
    assert "o1 Kosovo (organ, of XK): 1 report" in text


def test_an_open_silence_says_so_and_a_superseded_claim_too() -> None:
    desk = whole()
    assert "(Outlet r1 c2): not answered" in event_text(desk.event("2025-06-09"))
    desk.report("r5", clash(says=Says.DENIES), known="2025-06-10T12:00Z")
    # Numbers fix another thing than the deed itself.
    desk.report("r6", clash(counts=(a_count(5, 5),)), known="2025-06-10T12:00Z")
    text = event_text(desk.event())
    assert "killed: 3, says Kosovo (2025-06-08 12:00, superseded)" in text
    assert "killed: 5, says Kosovo (2025-06-10 12:00)" in text


def test_commitments_with_dates_and_blame() -> None:
    desk = Desk()
    due = a_period(DAY + 72, DAY + 96, start="2025-06-10", end="2025-06-11")
    promise = clash(type="COMMITMENT", mode="EXCHANGE", modality="future", due=due, time=None,
                    actors=(SERBIA, KOSOVO), place=None)  # fmt: skip
    blame = clash(type="ACCUSE", mode=None, speech="accuses", actors=(SERBIA,),
                  recipients=(KOSOVO,), about="c1")  # fmt: skip
    desk.report("r1", promise, blame)
    text = event_text(desk.event("2025-06-09"))
    assert "EXCHANGE by Serbia, Kosovo: open (not due yet)" in text
    assert "due 2025-06-10, says Kosovo (2025-06-08 12:00, Outlet r1 c1)" in text
    assert "Serbia blames Kosovo (Outlet r1 c2)" in text


def test_drift_is_shown() -> None:
    desk = Desk()
    text = "The minister said that shots had been fired at a patrol near the bridge this morning."
    for number in (3, 6):
        count = a_count(number, number, words=some_words(f"{number} people"))
        desk.report(f"r{number}", clash(counts=(count,)), paragraphs=[text])
    assert "The number of o1 differs between copies: “3 people”; “6 people”" in event_text(
        desk.event()
    )


@pytest.mark.parametrize("columns", ["40", "80", "400"])
def test_lines_fit_the_terminal(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    lines = event_text(whole().event()).split("\n")
    assert max(map(len, lines)) <= max(70, min(int(columns), 120))


def test_hostile_words_steer_nothing() -> None:
    desk = Desk()
    evil = "\x1b[2J\x1b]0;owned\x07 they \u202efell"
    desk.report("r1", clash(evidence=(some_words(evil),),
                            holder=organ("\x1b[31mRed", "XK")))  # fmt: skip
    text = event_text(desk.event())
    assert not any(ord(c) < 32 and c != "\n" for c in text)
    assert "\u202e" not in text
    assert "they fell" in text
