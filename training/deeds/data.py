"""The cached texts, and batches of their windows with the label of each token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fogline.extract.statements.tagging import windows as tagging
from fogline.extract.statements.tagging.features import POS
from fogline.extract.statements.tagging.windows import Batch, Ints, Rows, width_of
from training.deeds.labels import IGNORED

KEYS = ("start", "end", "sentence", "paragraph", "head", "features")
# Word classes that a deed's word can have.
CLASSES = tuple(POS.index(name) + 1 for name in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"))


@dataclass(frozen=True, kw_only=True)
class Doc(Rows):
    """One text of the cache.

    ``deed`` is the label of each token (``IGNORED``: not told), ``known`` 1 where the lexicon has a
    reading.
    """

    deed: Ints
    known: Ints


Window = tagging.Window[Doc]


def load_docs(path: Path) -> list[Doc]:
    """The texts of one file of the cache."""
    rows = dict(np.load(path))
    docs: list[Doc] = []
    token = piece = 0
    for size in rows["sizes"]:
        span = slice(token, token + int(size))
        at = np.concatenate([[0], np.cumsum(rows["counts"][span])]).astype(np.int32)
        pieces = rows["pieces"][piece : piece + int(at[-1])]
        keys = (*KEYS, "deed", "known")
        docs.append(Doc(pieces=pieces, at=at, **{key: rows[key][span] for key in keys}))
        token += int(size)
        piece += int(at[-1])
    return docs


def told_by(rows: Sequence[Window], name: str) -> npt.NDArray[np.int64]:
    """``deed`` or ``known`` of a batch, with ``IGNORED`` where no token of a class stands."""
    grid = (len(rows), max(width_of(row) for row in rows))
    found = np.full(grid, IGNORED, np.int64)
    for place, row in enumerate(rows):
        span = slice(row.first, row.last)
        own = np.where(
            np.isin(row.doc.features[span, 0], CLASSES), getattr(row.doc, name)[span], IGNORED
        )
        found[place, 1 : row.last - row.first + 1] = own
    return found


def collate(rows: Sequence[Window]) -> tuple[Batch, npt.NDArray[np.int64]]:
    """The arrays of a batch, and its labels."""
    return tagging.collate(rows), told_by(rows, "deed")
