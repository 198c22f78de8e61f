"""Swap the names of two belligerents in all reports, and what the ledger says of them swaps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from fogline.export.event_json import event_summary
from fogline.ledger.adding import add_record
from fogline.ledger.diff import compare_moments
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.pipeline import Knowledge, read
from fogline.records.event import Event
from fogline.records.report import Metadata, Received
from fogline.store.memory import MemoryStore
from fogline.wiring import default_filing
from tests.generated import CONFLICTS, Conflict, make_report
from tests.swap import Swap, of_groups, of_states

Json = dict[str, Any]

DAYS = ("2024-03-12", "2024-03-13", "2024-03-14")
RECEIVED = 1_711_000_000
MOMENTS = (1_710_374_400, RECEIVED)


def ledger_of(texts: Sequence[str], knowledge: Knowledge) -> Ledger:
    """A ledger with the texts as reports of three outlets on three days."""
    store = MemoryStore()
    filing = default_filing()
    for number, text in enumerate(texts):
        given = Metadata(published=DAYS[number % 3], publisher=f"Outlet {number}")
        received = Received(
            name=f"{number}.txt", data=text.encode(), given=given, sidecar=Metadata()
        )
        record = read(received, knowledge)
        add_record(store, received, record, filing, received_at=RECEIVED, now=RECEIVED)
    return Ledger(store, filing)


def told(events: Sequence[Event], swap: Swap | None) -> list[str]:
    """What the ledger says, without ids (they come from the texts), the sides exchanged."""
    return sorted(json.dumps(_plain(event, swap), sort_keys=True) for event in events)


def _plain(event: Event, swap: Swap | None) -> Json:
    def name(text: str | None) -> str:
        return (swap.name(text) if swap and text else text) or ""

    def side(party: str | None) -> str:
        code = party or ""
        return swap.countries.get(code, swap.names.get(code, code)) if swap else code

    row = event_summary(event)
    claims = [(c["publisher"], name(c["holder"]), c["says"], c["state"]) for c in row["claims"]]
    standing = [
        (s.is_.value, s.rule, len(s.claims), len(s.origins), sorted(map(side, s.sides)))
        for s in event.standing
    ]
    commitments = [
        (sorted(map(name, c["by"])), c["act"], c["state"], len(c["due"]), len(c["blamed"]))
        for c in row["commitments"]
    ]
    tolls = [(t["kind"], str(t["low"]), str(t["high"]), name(t["holder"])) for t in row["tolls"]]
    return {
        "type": row["type"],
        "mode": row["mode"],
        "time": row["time"],
        "standing": standing,
        "claims": sorted(claims),
        "origins": sorted((origin.role, side(origin.party)) for origin in event.origins),
        "silences": sorted((name(s["holder"]), s["state"]) for s in row["silences"]),
        "commitments": commitments,
        "tolls": sorted(tolls),
        "relations": sorted((relation.kind, relation.rule) for relation in event.relations),
    }


@pytest.mark.parametrize("conflict", CONFLICTS, ids=str)
def test_what_the_ledger_says_with_the_sides_exchanged(
    conflict: Conflict, knowledge: Knowledge
) -> None:
    """Reports without towns: whose ground a town is does not change with the names."""
    swap = (of_groups if conflict.groups else of_states)(conflict.one, conflict.other)
    texts = [make_report(conflict, seed, towns=False) for seed in range(6)]
    ours = ledger_of(texts, knowledge)
    theirs = ledger_of([swap.text(text) for text in texts], knowledge)
    for moment in MOMENTS:
        left = ours.events(Query(as_of=moment))
        right = theirs.events(Query(as_of=moment))
        assert left
        assert told(left, swap) == told(right, None)
    changes = [
        compare_moments(*(ledger.events(Query(as_of=moment)) for moment in MOMENTS))
        for ledger in (ours, theirs)
    ]
    kinds = [sorted((change.kind.value, change.event.type) for change in row) for row in changes]
    assert kinds[0]
    assert kinds[0] == kinds[1]


def test_the_comparison_sees_what_is_not_the_same(knowledge: Knowledge) -> None:
    """Otherwise the test above would prove nothing."""
    swap = of_states("IN", "PK")
    text = "India said that it had captured Poonch. Pakistan denied the claim."
    one = ledger_of([text], knowledge).events(Query(as_of=RECEIVED))
    assert told(one, swap) != told(one, None)
    other = ledger_of([text.replace("denied", "confirmed")], knowledge)
    assert told(one, None) != told(other.events(Query(as_of=RECEIVED)), None)
