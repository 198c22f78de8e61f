"""Events as JSON: the list of the design's section 5, and one event with its reasons."""

from __future__ import annotations

import json
from typing import Any

from fogline.export.event_json import event_detail, events_json, reference
from fogline.records.ledger import LedgerClaim, Says
from tests.desk import Desk, organ, outlet, told
from tests.ledgers import DAY, a_count, a_period, a_place, some_words

COLOMBIA = organ("Colombia", "CO", kind="government")
ELN = organ("National Liberation Army", "National Liberation Army", kind="armed-group")
ARAUCA = a_place("Arauca", id="geonames:3689718", country="CO", contested=("VE",))


def attack(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "ASSAULT", "mode": "ied", "holder": COLOMBIA, "actors": (ELN,), "place": ARAUCA,
        "counts": (a_count(3, 3),), **changes,
    }  # fmt: skip
    return told(**row)


def a_desk() -> Desk:
    desk = Desk()
    quiet = attack(type="SILENCE", mode=None, holder=outlet("Outlet r1"), actors=(ELN,), counts=(),
                   about="c1")  # fmt: skip
    desk.report("r1", attack(), quiet, known="2025-06-08T12:20Z")
    desk.report("r2", attack(holder=ELN, says=Says.DENIES, counts=()), known="2025-06-09T08:00Z",
                title=None, publisher=None)  # fmt: skip
    return desk


def test_an_event_as_section_5_shows_it() -> None:
    (event,) = events_json(a_desk().events("2025-06-10"))
    assert event == {
        "id": "e-r1-1",
        "type": "ASSAULT",
        "mode": "ied",
        "as_of": "2025-06-10T00:00:00Z",
        "title": "Attack (ied), Arauca",
        "standing": [
            {"is": "denied", "rule": "denied-by-party", "claims": ["r2/c1"]},
            {"is": "claimed", "rule": "one-origin", "claims": ["r1/c1"]},
        ],
        "place": "Arauca",
        "time": {"start": "2025-06-07", "end": "2025-06-08", "precision": "day"},
        "claims": [
            {
                "report": "r1", "publisher": "Outlet r1", "title": "Troops enter Zorya",
                "claim": "c1", "holder": "Colombia", "says": "affirms", "origin": "o1",
                "at": "2025-06-08T12:20:00Z", "state": "current",
            },
            {
                "report": "r2", "publisher": None, "title": None, "claim": "c1",
                "holder": "National Liberation Army", "says": "denies", "origin": "o2",
                "at": "2025-06-09T08:00:00Z", "state": "current",
            },
        ],
        "silences": [
            {
                "holder": "National Liberation Army", "report": "r1", "claim": "c2",
                "since": "2025-06-08T12:20:00Z", "state": "superseded",
                "superseded_by": {"report": "r2", "claim": "c1"},
            }
        ],
        "commitments": [],
        "tolls": [
            {
                "kind": "killed", "who": None, "low": 3, "high": 3, "holder": "Colombia",
                "report": "r1", "claim": "c1", "at": "2025-06-08T12:20:00Z", "state": "current",
            }
        ],
    }  # fmt: skip


def test_the_detail_adds_reasons_origins_evidence_relations_and_links() -> None:
    event = a_desk().event()
    found = event_detail(event)
    assert json.loads(json.dumps(found)) == found
    assert [row["because"] for row in found["why"]] == [
        "National Liberation Army says that it is not so",
        "affirmed by Colombia only",
    ]
    assert found["where"]["contested"] == ["VE"]
    assert found["sides"] == ["CO", "National Liberation Army"]
    assert [(row["id"], row["independent_group"], row["reports"]) for row in found["origins"]] == [
        ("o1", "CO", ["r1"]),
        ("o2", "National Liberation Army", ["r2"]),
    ]
    assert set(found["evidence"]) == {"r1/c1", "r2/c1"}
    assert found["evidence"]["r1/c1"]["trigger"] == {"start": 100, "end": 103, "text": "did"}
    assert found["relations"] == [
        {"kind": "denies", "one": "r2/c1", "other": "r1/c1", "rule": "says-that-it-is-not-so"}
    ]
    (link,) = found["links"]
    assert (link["one"], link["other"], link["rule"]) == ("r1/c1", "r2/c1", "same-place-and-days")
    assert list(link["features"]) == sorted(link["features"])
    assert reference("unknown", event) == "unknown"
    assert reference(event.silences[0].claim.key, event) == "r1/c2"


def test_commitments_and_open_ends() -> None:
    desk = Desk()
    due = a_period(DAY + 72, DAY + 96, start="2025-06-10", end="2025-06-11")
    promise = attack(type="COMMITMENT", mode="EXCHANGE", modality="future", actors=(COLOMBIA, ELN),
                     due=due, time=None, counts=(), place=None)  # fmt: skip
    blame = attack(type="ACCUSE", mode=None, speech="accuses", actors=(ELN,), about="c1",
                   recipients=(COLOMBIA,), counts=())  # fmt: skip
    desk.report("r1", promise, blame)
    (found,) = events_json(desk.events())[0]["commitments"]
    assert found == {
        "by": ["Colombia", "National Liberation Army"],
        "act": "EXCHANGE",
        "state": "overdue",
        "due": [
            {"start": "2025-06-10", "end": "2025-06-11", "precision": "day", "holder": "Colombia",
             "report": "r1", "claim": "c1"}
        ],
        "blamed": [{"by": "National Liberation Army", "on": "Colombia", "report": "r1",
                    "claim": "c2"}],
    }  # fmt: skip
    desk = Desk()
    desk.report("r1", attack(counts=(a_count(20_000, None), a_count(None, 4, kind="wounded",
                words=some_words("up to four", 50)))))  # fmt: skip
    tolls = events_json(desk.events())[0]["tolls"]
    assert [(row["low"], row["high"]) for row in tolls] == [(20_000, None), (None, 4)]


def test_the_same_ledger_gives_the_same_bytes() -> None:
    one, two = (json.dumps([event_detail(e) for e in a_desk().events()]) for _ in range(2))
    assert one == two
