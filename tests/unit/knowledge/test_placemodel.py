"""The weights for places, and how they are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fogline.errors import KnowledgeError
from fogline.knowledge import placemodel
from fogline.knowledge.placemodel import (
    NONE,
    Curve,
    Forest,
    Ranker,
    load_place_model,
    standing,
)


def test_a_curve_adds_up_what_it_knows() -> None:
    curve = Curve({"near": 2.0}, -1.0)
    assert curve.chance({}) == pytest.approx(0.2689, abs=1e-4)
    assert curve.chance({"near": 1.0, "never seen": 9.0}) == pytest.approx(0.7311, abs=1e-4)


def _stump() -> Forest:
    return Forest(
        columns={"distance": 0},
        roots=np.array([0], dtype=np.int32),
        column=np.array([0, 0, 0], dtype=np.int32),
        bound=np.array([4.0, 0.0, 0.0], dtype=np.float32),
        left=np.array([1, 1, 2], dtype=np.int32),
        right=np.array([2, 1, 2], dtype=np.int32),
        value=np.array([0.0, 3.0, -3.0], dtype=np.float32),
        bias=0.0,
        depth=2,
    )


def test_trees_go_left_up_to_the_bound() -> None:
    near, far = _stump().chances([{"distance": 4.0}, {"distance": 5.0}])
    assert near == pytest.approx(0.9526, abs=1e-4)
    assert far == pytest.approx(0.0474, abs=1e-4)


def test_a_line_makes_odds_probabilities() -> None:
    ranker = Ranker(_stump(), slope=0.5, shift=-1.5)
    near, far = ranker.chances([{"distance": 4.0}, {"distance": 5.0}])
    assert near == pytest.approx(0.5)
    assert far == pytest.approx(0.0474, abs=1e-4)


def test_without_rows_there_are_no_chances() -> None:
    assert load_place_model().ranking.chances([]) == []


def test_each_place_stands_among_those_of_its_sentence() -> None:
    first, second = standing([2.0, -1.0])
    assert first == {
        "curve": 2.0,
        "curve-best": -1.0,
        "curve-margin": 3.0,
        "curve-previous": NONE,
        "curve-next": -1.0,
    }
    assert second["curve-rank"] == 1.0


def test_weights_that_cannot_be_read_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "places.npz"
    broken.write_bytes(b"no archive")
    monkeypatch.setattr(placemodel, "model_path", lambda name: broken)
    load_place_model.cache_clear()
    with pytest.raises(KnowledgeError, match="weights for places"):
        load_place_model()
    load_place_model.cache_clear()
