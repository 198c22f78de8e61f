"""How marks are judged, on records made by hand."""

from __future__ import annotations

from typing import Any

import pytest

import whereabouts
from marks import read_marks


def place(start: int, end: int, **fields: Any) -> dict[str, Any]:
    plain = {"id": "p1", "name": "", "gazetteer": None, "within": [], "country": None, "lat": None,
             "lon": None, "precision": "near", "relation": None, "anchor": None}  # fmt: skip
    return {**plain, "mentions": [{"start": start, "end": end}], **fields}


def judged(row: dict[str, Any], marked: str, *found: dict[str, Any]) -> bool:
    text, (mark,) = read_marks(marked)
    ((stretch,),) = mark.spans.values()
    _, right = whereabouts.judge(row, {"places": found, "times": found}, text, stretch)
    return right


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("20 km north of", "offset"),
        ("western border of", "border"),
        ("border between", "border"),
        ("road from … to", "route"),
        ("left bank of", "bank"),
        ("between", "between"),
        ("outskirts of", "part"),
        ("off the coast of", "near"),
    ],
)
def test_kind_of_a_relation(relation: str, kind: str) -> None:
    assert whereabouts.kind_of(relation) == kind


@pytest.mark.parametrize(("lat", "right"), [(10.09, True), (10.5, False), (None, False)])
def test_an_offset_lies_as_far_as_it_says(lat: float | None, right: bool) -> None:
    row = {"kind": "relation", "relation": "offset", "anchors": ["Abc"], "km": 10, "bearing": "N"}
    off = place(5, 21, id="p1", relation="10 km north of", anchor="p2", lat=lat, lon=20.0)
    anchor = place(18, 21, id="p2", lat=10.0, lon=20.0)
    assert judged(row, "Fire [rel 10 km north of Abc].", off, anchor) is right


def test_a_pair_needs_both_anchors() -> None:
    row = {"kind": "relation", "relation": "between", "anchors": ["Abc", "Def"]}
    ends = (place(13, 16, id="p2"), place(21, 24, id="p3"))
    half = place(5, 24, relation="between", anchor="p2")
    line = "Fire [rel between Abc and Def]."
    assert not judged(row, line, half, *ends)
    assert judged(row, line, half | {"other_anchor": "p3"}, *ends)
    assert not judged(row, line, half | {"other_anchor": "p3", "precision": "exact"}, *ends)


def test_whose_a_name_is() -> None:
    row = {"kind": "contested", "means": "Abc", "used_by": ["AR"]}
    named = place(0, 3, name="Abc", party_names=[{"name": "Xyz", "by": "AR"}])
    assert judged(row, "[name Xyz] fell.", named)
    assert not judged(row, "[name Xyz] fell.", named | {"party_names": []})
    assert not judged(row, "[name Xyz] fell.", named | {"name": "Other"})
    assert not judged(row | {"used_by": ["GB"]}, "[name Xyz] fell.", named)


@pytest.mark.parametrize(
    ("want", "got", "right"),
    [
        (("2024-05-01", "2024-05-02"), ("2024-05-01", "2024-05-02"), True),
        (("2024-05-01", None), ("2024-05-01", None), True),
        (("2024-05-01", None), ("2024-05-01", "2024-05-02"), False),
        (("2024-05-01T18:00", "2024-05-01T22:00"), ("2024-05-01T17:00", "2024-05-01T20:00"), True),
        (("2024-05-01T18:00", "2024-05-01T22:00"), ("2024-05-01", "2024-05-02"), False),
    ],
)
def test_a_time_has_the_marked_ends(
    want: tuple[str, str | None], got: tuple[str, str | None], right: bool
) -> None:
    row = {"kind": "time", "start": want[0], "end": want[1]}
    time = {"mentions": [{"start": 8, "end": 17}], "start": got[0], "end": got[1], "extent": None}
    assert judged(row, "It fell [time some time].", time) is right
