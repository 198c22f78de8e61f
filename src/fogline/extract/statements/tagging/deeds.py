"""The deeds that the network reads beside the statements: which words, of what type, how likely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from fogline.extract.statements.tagging.decode import Floats
from fogline.extract.statements.tagging.windows import Rows

NO_DEED = "-"
# A mode is told where it has this share of its type's probability.
MODE_SHARE = 0.5
# Below this probability a type is not worth telling.
LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Deed:
    """What a word tells of: type and mode of the ontology, and the probability of the type."""

    type: str
    mode: str | None
    confidence: float


class DeedLabels:
    """The labels that the network scores: ``TYPE``, ``TYPE/mode``, or none."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = tuple(label.partition("/") for label in labels)
        self._types = tuple(dict.fromkeys(row[0] for row in self._labels))
        place = {name: number for number, name in enumerate(self._types)}
        self._of = np.zeros((len(labels), len(self._types)), np.float32)
        for number, row in enumerate(self._labels):
            self._of[number, place[row[0]]] = 1

    def read(self, scores: Floats, rows: Rows) -> Mapping[int, Deed]:
        """The deeds of a document by the first character of their word."""
        if not len(scores):
            return {}
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        types = chances @ self._of
        types[:, self._types.index(NO_DEED)] = 0
        best = types.argmax(axis=1)
        found = {}
        for token in np.flatnonzero(types.max(axis=1) >= LEAST):
            own = chances[token] * self._of[:, best[token]]
            mode = self._labels[int(own.argmax())][2] or None
            sure = float(types[token, best[token]])
            found[int(rows.start[token])] = Deed(
                self._types[best[token]],
                mode if own.max() >= MODE_SHARE * sure else None,
                round(sure, 3),
            )
        return found
