"""Trains the linker on the cache of ``corpus.py``; ``ranking.py`` adds the ranking to its file.

    python -m training.places.train --cache FOLDER --target FOLDER/linker.npz

A stack of two stages (Wolpert 1992): a logistic curve over the words and signs of each place, then
gradient boosting over the signs and over how the places of a sentence stand by the curve, each
sentence by a curve that has not seen it (scikit-learn). First the nine tenths are cross-validated:
precision and recall over words, as the benchmark counts them, at some thresholds. Then both are
trained on all of them.
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

from fogline.knowledge.placemodel import Curve, standing
from training.places.curves import fit_curve, is_word, new_curve, scaled_table
from training.places.examples import Cache, Example, Row, bare

SEED = 7
FOLDS = 5
# The curve's inverse penalty (scikit-learn's C).
STRENGTH = 0.15
THRESHOLDS = (0.34, 0.38, 0.4, 0.42, 0.44, 0.46)
Matrix = npt.NDArray[np.float32]
Truth = npt.NDArray[np.bool_]
Chances = npt.NDArray[np.float64]


def rows_of(examples: Sequence[Example]) -> list[Row]:
    """A row of signs for each place."""
    return [row for one in examples for row in one.signs]


def table_of(rows: Sequence[Row]) -> tuple[list[str], Matrix]:
    """The names of the trees' signs, and a row of numbers for each place."""
    names = sorted({name for row in rows for name in row if not is_word(name)})
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                table[i, column[name]] = value
    return names, table


# -- the curve ---------------------------------------------------------------------------------


def curve_odds(rows: Sequence[Row], truth: Truth, groups: Sequence[str]) -> Chances:
    """What the curve makes of each row, by one that has not seen its sentence."""
    _, table, _ = scaled_table(rows)
    odds = np.zeros(len(truth))
    for kept, left in GroupKFold(FOLDS).split(table, truth, groups):
        model = new_curve(STRENGTH).fit(table[kept], truth[kept])
        odds[left] = model.decision_function(table[left])
    return odds


def with_standing(examples: Sequence[Example], odds: Chances) -> list[Row]:
    """The rows with how each place stands among those of its sentence."""
    rows: list[Row] = []
    for one in examples:
        here = odds[len(rows) : len(rows) + len(one.signs)].tolist()
        pairs = zip(one.signs, standing(here), strict=True)
        rows += [{**row, **added} for row, added in pairs]
    return rows


# -- the trees ---------------------------------------------------------------------------------


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


def curve_arrays(curve: Curve, prefix: str) -> dict[str, Any]:
    """A curve as arrays."""
    return {
        f"{prefix}_names": np.array(list(curve.weights)),
        f"{prefix}_weights": np.array(list(curve.weights.values())),
        f"{prefix}_bias": np.float64(curve.bias),
    }


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--target", type=Path, required=True)
    given = arguments.parse_args()
    cache: Cache = pickle.loads((given.cache / "examples.pickle").read_bytes())
    bare_rows = rows_of(cache.examples)
    truth = np.array([one.right(n) for one in cache.examples for n in range(len(one.signs))])
    groups = [bare(one.text) for one in cache.examples for _ in one.signs]
    odds = curve_odds(bare_rows, truth, groups)
    names, table = table_of(with_standing(cache.examples, odds))
    chances = cross_validated(table, truth, groups)
    for least in THRESHOLDS:
        precision, recall = figures(cache.examples, chances, least)
        print(f"from {least:.2f}: precision {precision:.1f}, recall {recall:.1f}", flush=True)
    model = new_model().fit(table, truth)
    arrays = packed(model, names, "links") | curve_arrays(cache.curve, "strangers")
    arrays |= curve_arrays(fit_curve(bare_rows, truth, STRENGTH), "linkwords")
    np.savez_compressed(given.target, **arrays)
    print(f"{given.target}: {given.target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
