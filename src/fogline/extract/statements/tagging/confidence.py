"""How sure a statement is: a logistic curve over the network's own probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fogline.extract.statements.tagging.decode import Found

Doubles = npt.NDArray[np.float64]
# Probabilities nearer to 0 or 1 say no more.
_TINY = 1e-3


def signs(row: Found) -> list[float]:
    """What the confidence is made of: odds of the spans and the link, and how many pieces."""
    content = [_odds(piece.chance) for piece in row.content]
    return [
        1.0,
        _odds(row.cue.chance),
        _odds(row.source.chance) if row.source else 0.0,
        sum(content) / max(1, len(content)),
        _odds(row.link),
        float(len(row.content) > 1),
    ]


def _odds(chance: float) -> float:
    """The logarithm of the odds of a probability."""
    kept = min(1 - _TINY, max(chance, _TINY))
    return float(np.log(kept / (1 - kept)))


def curve(rows: Doubles, weights: Doubles) -> Doubles:
    """The confidence (0 to 1) of each row of signs."""
    chance: Doubles = 1 / (1 + np.exp(-(rows @ weights)))
    return chance
