"""How far confidences can be believed: reliability, calibration error, where precision is high."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from common import Json, percent

BINS = 10
Chances = npt.NDArray[np.float64]
Rights = npt.NDArray[np.bool_]


def calibration_error(chance: Chances, right: Rights) -> float:
    """Expected calibration error over bins of equally many statements (0 to 1)."""
    gaps = [len(one) * abs(chance[one].mean() - right[one].mean()) for one in bins(chance)]
    return float(sum(gaps) / len(chance))


def bins(chance: Chances) -> list[npt.NDArray[np.intp]]:
    """The places of the statements, from the least sure tenth to the surest."""
    return [one for one in np.array_split(np.argsort(chance, kind="stable"), BINS) if len(one)]


def sure(chance: Chances, right: Rights, precision: float) -> tuple[float, float]:
    """The confidence from which statements reach a precision, and the share of them above it."""
    order = np.argsort(-chance, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(reached >= precision)
    if not len(good):
        return 1.0, 0.0
    last = int(good[-1])
    return float(chance[order[last]]), (last + 1) / len(order)


def reliability(told: Sequence[tuple[float, bool]]) -> Json:
    """What confidences are worth: a table of tenths, the error, and the mark for 95 % precision."""
    chance = np.array([row[0] for row in told])
    right = np.array([row[1] for row in told])
    if not len(told):
        return {"statements": 0}
    confidence, share = sure(chance, right, 0.95)
    return {
        "statements": len(told),
        "right": percent(int(right.sum()), len(right)),
        "error": round(calibration_error(chance, right), 3),
        "tenths": [
            [round(float(chance[one].mean()), 2), round(float(right[one].mean()), 2)]
            for one in bins(chance)
        ],
        "confidence_for_95": round(confidence, 2),
        "share_above": percent(share, 1),
    }
