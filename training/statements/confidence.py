"""How sure a statement is: a logistic curve over the network's own probabilities.

    python -m training.statements.confidence --corpora FOLDER --cache FOLDER --model FILE.onnx

Fitted on the held-out tenth of the training part, put into the model's metadata, and tried on
dev. A statement is right when its source and its content each share half of their tokens with a
gold attribution's, which is the benchmark's ``linked``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx

from calibration import calibration_error, sure
from fogline.extract.statements.tagging.confidence import Doubles, curve, signs
from polnear import Attributed, linked
from training.statements.data import Doc
from training.statements.score import Gold, Read, attributed, part_of, read, reader_of

_STEPS = 30


def told(
    docs: Sequence[Doc], found: Sequence[Read], gold: Gold
) -> tuple[Doubles, npt.NDArray[np.bool_]]:
    """Signs of all statements with source and content, and whether each is right."""
    rows: list[list[float]] = []
    right: list[bool] = []
    for doc, one in zip(docs, found, strict=True):
        text, wanted = gold[doc.name]
        for row in one.found:
            if row.source is None or not row.content:
                continue
            rows.append(signs(row))
            right.append(_is_right(text, wanted, attributed(doc, row, text)))
    return np.array(rows), np.array(right)


def _is_right(text: str, wanted: list[Attributed], row: Attributed) -> bool:
    return any(linked(text, [one], [row]).right for one in wanted)


def fit(rows: Doubles, right: npt.NDArray[np.bool_]) -> Doubles:
    """Weights of a logistic curve, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = 1e-2 * np.eye(rows.shape[1])
    for _ in range(_STEPS):
        chance = curve(rows, weights)
        slope = rows.T @ (right - chance) - ridge @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--model", type=Path, required=True)
    given = arguments.parse_args()
    reader = reader_of(given.model)
    docs, gold = part_of(given.cache, given.corpora, "held")
    weights = fit(*told(docs, read(docs, reader), gold))
    docs, gold = part_of(given.cache, given.corpora, "dev")
    rows, right = told(docs, read(docs, reader), gold)
    chance = curve(rows, weights)
    confidence, share = sure(chance, right, 0.95)
    graph = onnx.load(str(given.model))
    kept = [row for row in graph.metadata_props if row.key != "confidence"]
    del graph.metadata_props[:]
    graph.metadata_props.extend(kept)
    graph.metadata_props.add(key="confidence", value=json.dumps(weights.tolist()))
    onnx.save(graph, str(given.model))
    report = {
        "weights": weights.round(3).tolist(),
        "statements": len(right),
        "right": round(float(right.mean()), 3),
        "mean confidence": round(float(chance.mean()), 3),
        "calibration error": round(calibration_error(chance, right), 4),
        "confidence for 95 % precision": round(confidence, 3),
        "share above it": round(share, 3),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
