"""Small stories of many conflicts, and what an expert would expect to be known when.

Each folder of ``conflicts/`` has one story: reports with their sidecars, and ``expect.yml``, a list
of checks. A check has a ``name``, a moment (``at``) and what must hold then:

``event``       which events are meant: ``type``, ``mode``, ``place`` ("A|B" for either), ``day``;
                of several the one with most claims is looked at
``count``       how many such events there are;  ``absent: true`` for none
``standing``    its standings, all of them;  ``has``, ``lacks``: some of them
``says``        holder: what a current claim of theirs says
``silences``    holder: open, or superseded
``tolls``       numbers that must be there;  ``no_tolls``: that must not
``origins``     that claims of a holder are of so many origins
``commitment``  ``act``, ``state``, ``by``, ``due`` (starts), ``blamed`` (pairs)
``talks``       pairs of party and position;  ``control``: who holds a place;  ``drift``: a slip
``xfail``       why it does not hold yet
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from fogline.corroborate.filing.moments import seconds
from fogline.export.event_json import event_detail, event_summary
from fogline.feeds.files import collect
from fogline.ledger.adding import add_record
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.ledger.views import commitments_of, control_of, positions_of
from fogline.pipeline import Knowledge, read
from fogline.records.event import Event
from fogline.records.report import Metadata, Received
from fogline.store.memory import MemoryStore
from fogline.wiring import default_filing

Json = dict[str, Any]
STORIES = Path(__file__).parent / "conflicts"


RECEIVED = seconds("2026-01-01T00:00:00Z")


def checks() -> Iterator[Any]:
    for path in sorted(STORIES.glob("*/expect.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            story = path.parent.name
            failing = pytest.mark.xfail(strict=True, reason=row.get("xfail", ""))
            marks = [failing] if "xfail" in row else []
            yield pytest.param(story, row, id=f"{story}: {row['name']}", marks=marks)


@pytest.fixture(scope="module")
def ledgers(knowledge: Knowledge) -> Callable[[str], Ledger]:
    """A story's ledger, made once."""
    made: dict[str, Ledger] = {}

    def ledger_of(story: str) -> Ledger:
        if story not in made:
            made[story] = Ledger(MemoryStore(), default_filing())
            for received in collect([str(STORIES / story)], Metadata(), io.BytesIO()):
                assert isinstance(received, Received)
                record = read(received, knowledge)
                ledger = made[story]
                # As of the desk: each report is received when it is published.
                came = seconds(received.sidecar.published or "")
                add_record(
                    ledger.store, received, record, ledger.filing, received_at=came, now=RECEIVED
                )
        return made[story]

    return ledger_of


@pytest.mark.parametrize(("story", "check"), checks())
def test_what_is_known_when(ledgers: Callable[[str], Ledger], story: str, check: Json) -> None:
    ledger = ledgers(story)
    events = ledger.events(Query(as_of=seconds(check["at"])))
    if "event" in check:
        _check_event(check, events)
    for name, look in (("commitment", _commitment), ("talks", _talks), ("drift", _drift)):
        if name in check:
            look(check[name], events)
    if "control" in check:
        wanted = check["control"]
        rows = [
            row
            for row in control_of(events, ledger.filing.grouping)
            if wanted["place"] in row.place.name and row.party == wanted["party"]
        ]
        conceded = [claim.claim.holder.party for row in rows for claim in row.conceded]
        assert wanted["conceded_by"] in conceded, rows


def _check_event(check: Json, events: Sequence[Event]) -> None:
    rows = [event_detail(event) for event in events]
    found = [row for row in rows if _meant(check["event"], row)]
    told = [
        (row["type"], row["mode"], row["place"], row["time"], [s["is"] for s in row["standing"]])
        for row in (found or rows)
    ]
    assert bool(found) is not check.get("absent", False), told
    if check.get("absent"):
        return
    assert len(found) == check.get("count", len(found)), told
    event = max(found, key=lambda row: len(row["claims"]))
    standing = {row["is"] for row in event["standing"]}
    assert standing == set(check.get("standing", standing)), event["why"]
    assert set(check.get("has", ())) <= standing, event["why"]
    assert not set(check.get("lacks", ())) & standing, event["why"]
    current = [(row["holder"], row["says"]) for row in event["claims"] if row["state"] == "current"]
    for holder, says in check.get("says", {}).items():
        assert any(holder in name and said == says for name, said in current), current
    silences = [(row["holder"], row["state"]) for row in event["silences"]]
    for holder, state in check.get("silences", {}).items():
        assert any(holder in name and is_ == state for name, is_ in silences), silences
    for wanted in check.get("tolls", ()):
        assert any(_toll(wanted, row) for row in event["tolls"]), (wanted, event["tolls"])
    for wanted in check.get("no_tolls", ()):
        assert not any(_toll(wanted, row) for row in event["tolls"]), (wanted, event["tolls"])
    if "origins" in check:
        wanted = check["origins"]
        mine = [row for row in event["claims"] if wanted["holder"] in row["holder"]]
        assert mine, event["claims"]
        assert len({row["report"] for row in mine}) > 1, mine
        assert len({row["origin"] for row in mine}) == wanted["count"], mine


def _meant(wanted: Json, row: Json) -> bool:
    for name in ("type", "mode"):
        values = wanted.get(name, row[name])
        if row[name] not in (values if isinstance(values, list) else [values]):
            return False
    places = wanted.get("place", "").split("|")
    if not any(place in (row["place"] or "") for place in places):
        return False
    return wanted.get("day") in (None, (row["time"] or {}).get("start"))


def _toll(wanted: Json, row: Json) -> bool:
    told = {name: value for name, value in wanted.items() if name != "holder"}
    return wanted.get("holder", "") in row["holder"] and told == {name: row[name] for name in told}


def _commitment(wanted: Json, events: Sequence[Event]) -> None:
    summaries = {event.id: event_summary(event) for event in events}
    rows = [
        row
        for found in commitments_of(events)
        for row in summaries[found.event.id]["commitments"]
        if row["act"] in wanted["act"].split("|")
    ]
    assert any(_kept(wanted, row) for row in rows), rows


def _kept(wanted: Json, row: Json) -> bool:
    dues = {due["start"] for due in row["due"]}
    blamed = {(blame["by"], blame["on"]) for blame in row["blamed"]}
    return (
        row["state"] == wanted["state"]
        and all(any(party in name for name in row["by"]) for party in wanted.get("by", ()))
        and set(wanted.get("due", dues)) <= dues
        and all(
            any(one in by and other in (on or "") for by, on in blamed)
            for one, other in wanted.get("blamed", ())
        )
    )


def _talks(wanted: Sequence[Sequence[str]], events: Sequence[Event]) -> None:
    found = {(row.party, row.kind) for row in positions_of(events)}
    for party, kind in wanted:
        assert (party, kind) in found, found


def _drift(wanted: Json, events: Sequence[Event]) -> None:
    kinds = [row.kind for event in events for row in event.drifts]
    assert any(wanted["kind"] in kind for kind in kinds), kinds
