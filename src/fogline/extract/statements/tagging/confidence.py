"""How sure a statement is: a logistic curve over the network's own probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fogline.extract.statements.tagging.decode import Found

Doubles = npt.NDArray[np.float64]
_TINY = 1e-4


def signs(row: Found) -> list[float]:
    """What the confidence is made of: logarithms of probabilities, and how many pieces."""
    content = [_log(piece.chance) for piece in row.content]
    return [
        1.0,
        _log(row.cue.chance),
        _log(row.source.chance) if row.source else 0.0,
        sum(content) / max(1, len(content)),
        _log(row.link),
        float(len(row.content) > 1),
    ]


def _log(chance: float) -> float:
    return float(np.log(min(1.0, max(chance, _TINY))))


def curve(rows: Doubles, weights: Doubles) -> Doubles:
    """The confidence (0 to 1) of each row of signs."""
    chance: Doubles = 1 / (1 + np.exp(-(rows @ weights)))
    return chance
