"""Swap the names of two belligerents, and the record swaps; nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fogline.export.record_json import check_record, record_object
from fogline.pipeline import Knowledge, read
from fogline.records.report import Metadata, Received
from tests.conftest import ROOT
from tests.generated import CONFLICTS, Conflict, make_report
from tests.swap import Swap, differences, of_groups, of_states

EXAMPLES = sorted(
    path
    for path in (ROOT / "examples").iterdir()
    if path.name != "README" and not path.name.endswith(".meta.json")
)
SEEDS = range(3)


def swap_of(conflict: Conflict) -> Swap:
    swap = of_groups if conflict.groups else of_states
    return swap(conflict.one, conflict.other)


def record_of(name: str, text: str, given: Metadata, knowledge: Knowledge) -> dict[str, Any]:
    received = Received(name=name, data=text.encode(), given=given, sidecar=Metadata())
    found = record_object(read(received, knowledge))
    check_record(found)
    return found


def settled(text: str) -> str:
    """One name for each state, so that a name has one counterpart."""
    return text.replace("the Russian Federation", "Russia")


def swapped_json(value: Any, swap: Swap) -> Any:
    if isinstance(value, dict):
        return {key: swapped_json(inner, swap) for key, inner in value.items()}
    if isinstance(value, list):
        return [swapped_json(inner, swap) for inner in value]
    return swap.text(value) if isinstance(value, str) else value


def swapped_file(path: Path, text: str, swap: Swap) -> str:
    if path.suffix == ".json":
        return json.dumps(swapped_json(json.loads(text), swap))
    return swap.text(text)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_with_its_sides_exchanged(path: Path, knowledge: Knowledge) -> None:
    swap = of_states("RU", "UA")
    text = settled(path.read_text(encoding="utf-8"))
    assert swap.text(swap.text(text)) == text
    sidecar = path.with_name(f"{path.stem}.meta.json")
    given = json.loads(settled(sidecar.read_text("utf-8"))) if sidecar.exists() else {}
    one = record_of(path.name, text, Metadata(**given), knowledge)
    exchanged = Metadata(**swapped_json(given, swap))
    other = record_of(path.name, swapped_file(path, text, swap), exchanged, knowledge)
    assert one["statements"] and one["claims"]
    assert differences(one, other, swap, ground=True) == []


@pytest.mark.parametrize("conflict", CONFLICTS, ids=str)
def test_a_made_report_with_its_sides_exchanged(conflict: Conflict, knowledge: Knowledge) -> None:
    swap = swap_of(conflict)
    given = Metadata(published="2024-03-14")
    for seed in SEEDS:
        towns = seed % 2 == 0
        text = make_report(conflict, seed, towns=towns)
        other_text = swap.text(text)
        assert other_text != text
        assert swap.text(other_text) == text
        one = record_of("made.txt", text, given, knowledge)
        other = record_of("made.txt", other_text, given, knowledge)
        assert one["statements"] and one["claims"]
        assert differences(one, other, swap, ground=towns and not conflict.groups) == [], text


def test_the_comparison_sees_what_is_not_the_same(knowledge: Knowledge) -> None:
    """Otherwise the tests above would prove nothing."""
    swap = of_states("IN", "PK")
    text = "India denied on Monday that it had shelled Sialkot. Pakistan said nine people died."
    given = Metadata(published="2024-03-14")
    one = record_of("made.txt", text, given, knowledge)
    other = record_of("made.txt", swap.text(text), given, knowledge)
    assert differences(one, other, swap, ground=True) == []
    assert differences(one, one, swap, ground=True)
    for table, field, value in (
        ("statements", "stance", "asserts"),
        ("statements", "confidence", 0.01),
        ("claims", "polarity", "negated"),
        ("claims", "actor", []),
        ("quantities", "low", 8),
        ("actors", "country", None),
        ("times", "value", "2024-03-12"),
    ):
        changed = json.loads(json.dumps(other))
        assert changed[table][0][field] != value
        changed[table][0][field] = value
        assert differences(one, changed, swap, ground=True), (table, field)
