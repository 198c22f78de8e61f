"""Trains the linker on the cache of ``corpus.py``; ``ranking.py`` adds the ranking to its file.

    python -m training.places.train --cache FOLDER --target FOLDER/linker.npz

Gradient boosting (scikit-learn). First the nine tenths are cross-validated: precision and recall
over words, as the benchmark counts them, at some thresholds. Then it is trained on all of them.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from fogline.knowledge.placemodel import Curve
from training.places.examples import Cache, Example

SEED = 7
FOLDS = 5
THRESHOLDS = (0.3, 0.34, 0.38, 0.42, 0.46, 0.5)
Matrix = npt.NDArray[np.float32]
Truth = npt.NDArray[np.bool_]
Chances = npt.NDArray[np.float64]


def table_of(examples: Sequence[Example]) -> tuple[list[str], Matrix, Truth, list[str]]:
    """The signs' names, a row for each place, whether it is right, and the row's sentence."""
    names = sorted({name for one in examples for row in one.signs for name in row})
    column = {name: n for n, name in enumerate(names)}
    rows = [(one, n) for one in examples for n in range(len(one.signs))]
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, (one, n) in enumerate(rows):
        for name, value in one.signs[n].items():
            table[i, column[name]] = value
    truth = np.array([one.right(n) for one, n in rows])
    return names, table, truth, [one.text for one, _ in rows]


def new_model() -> HistGradientBoostingClassifier:
    """The model, not yet trained."""
    return HistGradientBoostingClassifier(
        max_iter=300,
        learning_rate=0.05,
        max_leaf_nodes=20,
        min_samples_leaf=20,
        l2_regularization=1.0,
        max_features=0.3,
        early_stopping=False,
        random_state=SEED,
    )


def cross_validated(table: Matrix, truth: Truth, groups: Sequence[str]) -> Chances:
    """The chance of each row by a model that has not seen its sentence."""
    chances = np.zeros(len(truth))
    for kept, left in GroupKFold(FOLDS).split(table, truth, groups):
        model = new_model().fit(table[kept], truth[kept])
        chances[left] = model.predict_proba(table[left])[:, 1]
    return chances


def figures(examples: Sequence[Example], chances: Chances, least: float) -> tuple[float, float]:
    """Precision and recall over words, where each place from a chance on is taken."""
    right = found = gold = here = 0
    for one in examples:
        taken: set[int] = set()
        for words in one.words:
            if chances[here] >= least:
                taken |= words
            here += 1
        right += len(taken & one.gold)
        found += len(taken)
        gold += len(one.gold)
    return 100 * right / max(1, found), 100 * right / max(1, gold)


def packed(
    model: HistGradientBoostingClassifier, names: Sequence[str], prefix: str
) -> dict[str, Any]:
    """The trees as the arrays of ``placemodel.Forest``."""
    trees = [row[0].nodes for row in model._predictors]
    starts = np.cumsum([0, *(len(nodes) for nodes in trees)])
    nodes = np.concatenate(trees)
    offset = np.repeat(starts[:-1], np.diff(starts))
    own = np.arange(len(nodes))
    leaf = nodes["is_leaf"].astype(bool)
    return {
        f"{prefix}_names": np.array(names),
        f"{prefix}_roots": starts[:-1].astype(np.int32),
        f"{prefix}_column": np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32),
        f"{prefix}_bound": np.where(leaf, 0, nodes["num_threshold"]).astype(np.float32),
        f"{prefix}_left": np.where(leaf, own, nodes["left"] + offset).astype(np.int32),
        f"{prefix}_right": np.where(leaf, own, nodes["right"] + offset).astype(np.int32),
        f"{prefix}_value": np.where(leaf, nodes["value"], 0).astype(np.float32),
        f"{prefix}_bias": np.float64(model._baseline_prediction.item()),
        f"{prefix}_depth": np.int32(nodes["depth"].max()),
    }


def curve_arrays(curve: Curve) -> dict[str, Any]:
    """The curve of unknown names as arrays."""
    return {
        "strangers_names": np.array(list(curve.weights)),
        "strangers_weights": np.array(list(curve.weights.values())),
        "strangers_bias": np.float64(curve.bias),
    }


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--target", type=Path, required=True)
    given = arguments.parse_args()
    cache: Cache = pickle.loads((given.cache / "examples.pickle").read_bytes())
    names, table, truth, groups = table_of(cache.examples)
    chances = cross_validated(table, truth, groups)
    for least in THRESHOLDS:
        precision, recall = figures(cache.examples, chances, least)
        print(f"from {least:.2f}: precision {precision:.1f}, recall {recall:.1f}", flush=True)
    model = new_model().fit(table, truth)
    np.savez_compressed(given.target, **packed(model, names, "links"), **curve_arrays(cache.curve))
    print(f"{given.target}: {given.target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
