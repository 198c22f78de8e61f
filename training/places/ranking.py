"""Trains the ranking of a name's places on the cache of ``namesakes.py``.

    python -m training.places.ranking --cache FOLDER --linker FILE --target models/places.npz \
        --folds benchmarks/toponym-folds.npz

Gradient boosting (scikit-learn), ten times without a tenth of the articles and once with all.
``--target`` gets what ``--linker`` has and the trees of all; ``--folds`` the trees of each tenth,
so that ``benchmarks/toponyms.py`` ranks every article by trees that have not seen it. The odds of
the trees on the articles that they have not seen give the line that makes them probabilities
(Platt 1999); that of a tenth is fitted on the other nine.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from toponyms import BANDS, CORPORA, FOLDS
from training.places.namesakes import FILE, Namesakes
from training.places.train import SEED, packed

Matrix = npt.NDArray[np.float32]
Truth = npt.NDArray[np.bool_]
Odds = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """A row for each candidate: its signs, whether it is right, and the fold of its article.

    The rows of name ``n`` are those from ``bounds[n]`` to ``bounds[n + 1]``.
    """

    columns: list[str]
    signs: Matrix
    right: Truth
    fold: npt.NDArray[np.int_]
    bounds: npt.NDArray[np.int_]


def table_of(names: Sequence[Namesakes]) -> Table:
    """The candidates of all names as one table."""
    columns = sorted({sign for one in names for row in one.signs for sign in row})
    place = {sign: n for n, sign in enumerate(columns)}
    bounds = np.cumsum([0, *(len(one.signs) for one in names)])
    signs = np.zeros((bounds[-1], len(columns)), dtype=np.float32)
    for i, row in enumerate(row for one in names for row in one.signs):
        for sign, value in row.items():
            signs[i, place[sign]] = value
    return Table(
        columns=columns,
        signs=signs,
        right=np.array([right for one in names for right in one.right]),
        fold=np.array([one.fold for one in names for _ in one.signs]),
        bounds=bounds,
    )


def new_model() -> HistGradientBoostingClassifier:
    """The model, not yet trained."""
    return HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.06,
        max_leaf_nodes=12,
        min_samples_leaf=20,
        l2_regularization=2.0,
        max_features=0.4,
        early_stopping=False,
        random_state=SEED,
    )


def line_of(odds: Odds, right: Truth, prefix: str) -> dict[str, Any]:
    """The line that makes odds those of a probability, as arrays."""
    line = LogisticRegression(C=1e6).fit(odds[:, None], right)
    return {
        f"{prefix}_slope": np.float64(line.coef_.item()),
        f"{prefix}_shift": np.float64(line.intercept_.item()),
    }


def tell(label: str, names: Sequence[Namesakes], table: Table, scores: Odds) -> None:
    """Print how often the likeliest candidate is near, and what its score is worth."""
    picks = [
        int(np.argmax(scores[start:stop]))
        for start, stop in zip(table.bounds[:-1], table.bounds[1:], strict=True)
    ]
    for part in CORPORA:
        here = [(one, pick) for one, pick in zip(names, picks, strict=True) if one.part == part]
        mentions = sum(one.mentions for one, _ in here)
        near = sum(one.near[pick] for one, pick in here)
        most = sum(max(one.near) for one, _ in here)
        print(f"{label}, {part}: {100 * near / mentions:.1f} of {100 * most / mentions:.1f}")
    tops = [
        (scores[start + pick], one.near[pick] / one.mentions, one.mentions)
        for start, pick, one in zip(table.bounds[:-1], picks, names, strict=True)
    ]
    for least, most_score in BANDS:
        rows = [row for row in tops if least <= row[0] < most_score]
        weight = sum(row[2] for row in rows) or 1
        said = sum(row[0] * row[2] for row in rows) / weight
        met = sum(row[1] * row[2] for row in rows) / weight
        shares = f"{100 * said:.1f} said, {100 * met:.1f} near"
        print(f"  {label}, from {least}: {weight} mentions, {shares}")


def cross_validated(table: Table) -> tuple[Odds, dict[str, Any]]:
    """The odds of each row by trees that have not seen its article, and the trees of each tenth."""
    odds = np.zeros(len(table.right))
    arrays: dict[str, Any] = {}
    for fold in range(FOLDS):
        left = table.fold == fold
        model = new_model().fit(table.signs[~left], table.right[~left])
        odds[left] = model.decision_function(table.signs[left])
        arrays |= packed(model, table.columns, f"fold{fold}")
    for fold in range(FOLDS):
        kept = table.fold != fold
        arrays |= line_of(odds[kept], table.right[kept], f"fold{fold}")
    return odds, arrays


def by_lines(odds: Odds, table: Table, arrays: dict[str, Any]) -> Odds:
    """The probabilities of the rows by the lines of their tenths."""
    slope = np.array([arrays[f"fold{fold}_slope"] for fold in range(FOLDS)])[table.fold]
    shift = np.array([arrays[f"fold{fold}_shift"] for fold in range(FOLDS)])[table.fold]
    chances: Odds = 1 / (1 + np.exp(-(slope * odds + shift)))
    return chances


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("cache", "linker", "target", "folds"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    given = arguments.parse_args()
    names: list[Namesakes] = pickle.loads((given.cache / FILE).read_bytes())
    table = table_of(names)
    print(f"{len(names)} names, {len(table.right)} places, {len(table.columns)} signs")
    rules = np.array([row.get("chance", 0.0) for one in names for row in one.signs])
    tell("rules", names, table, rules)
    odds, folds = cross_validated(table)
    tell("trees", names, table, by_lines(odds, table, folds))
    np.savez_compressed(given.folds, **folds)
    model = new_model().fit(table.signs, table.right)
    ranking = packed(model, table.columns, "ranking") | line_of(odds, table.right, "ranking")
    with np.load(given.linker, allow_pickle=False) as held:
        kept = {key: held[key] for key in held.files if not key.startswith("ranking_")}
    np.savez_compressed(given.target, **kept, **ranking)
    for path in (given.folds, given.target):
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
