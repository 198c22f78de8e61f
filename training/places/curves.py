"""Logistic curves over signs and words: of unknown names, and the first stage of the linker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from fogline.knowledge.placemodel import Curve
from training.places.examples import Row

SEED = 7
# Signs that fewer rows have are no part of a curve, nor are words that weigh less.
FREQUENT = 6
LIGHTEST = 0.03


def is_word(name: str) -> bool:
    """Whether a sign is a word, which only curves weigh."""
    return " " in name


def scaled_table(
    rows: Sequence[Row],
) -> tuple[list[str], sparse.csr_matrix, npt.NDArray[np.float64]]:
    """The signs that are frequent enough, each divided by its greatest value, and these values."""
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= FREQUENT)
    column = {name: n for n, name in enumerate(names)}
    cells = [
        (i, column[name], value)
        for i, row in enumerate(rows)
        for name, value in row.items()
        if name in column
    ]
    at, columns, values = zip(*cells, strict=True)
    table = sparse.csr_matrix((values, (at, columns)), shape=(len(rows), len(names)))
    most = np.asarray(abs(table).max(axis=0).todense()).ravel()
    return names, sparse.csr_matrix(table @ sparse.diags(1 / most)), most


def new_curve(strength: float) -> LogisticRegression:
    """A curve with squared weights penalised, not yet fitted."""
    return LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=SEED)


def fit_curve(rows: Sequence[Row], truth: Sequence[bool], strength: float) -> Curve:
    """The curve of the rows, without the words that hardly weigh."""
    names, table, most = scaled_table(rows)
    fitted = new_curve(strength).fit(table, np.array(truth))
    weights = {
        name: round(float(weight / scale), 4)
        for name, weight, scale in zip(names, fitted.coef_[0], most, strict=True)
        if abs(weight) >= LIGHTEST
    }
    return Curve(weights, float(fitted.intercept_[0]))
