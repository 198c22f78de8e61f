"""The cached corpus: documents with their gold tags, and batches of their windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common import is_held_out
from fogline.extract.statements.tagging import windows as tagging
from fogline.extract.statements.tagging.windows import Ints, Rows, inside, width_of

IGNORED = -100
KEYS = ("start", "end", "sentence", "paragraph", "head", "features")


@dataclass(frozen=True, kw_only=True)
class Doc(Rows):
    """One document of the cache."""

    name: str
    gold: Ints
    owner: Ints
    cue: Ints
    # The stance told at a token (a number of ``stances.STANCES``), -1 where none is.
    stance: Ints


Window = tagging.Window[Doc]


@dataclass(frozen=True)
class Batch(tagging.Batch):
    """A batch with its gold: tags, the cues of tokens, stances, and which tokens there are."""

    token_mask: npt.NDArray[np.bool_]
    gold: npt.NDArray[np.int64]
    cue: npt.NDArray[np.int64]
    stance: npt.NDArray[np.int64]


def load_docs(path: Path) -> list[Doc]:
    """The documents of one cached part."""
    rows = dict(np.load(path))
    docs: list[Doc] = []
    token = piece = 0
    for name, size in zip(rows["names"], rows["sizes"], strict=True):
        span = slice(token, token + int(size))
        at = np.concatenate([[0], np.cumsum(rows["counts"][span])]).astype(np.int32)
        keys = (*KEYS, "gold", "owner", "cue", "stance")
        docs.append(
            Doc(
                name=str(name),
                pieces=rows["pieces"][piece : piece + int(at[-1])],
                at=at,
                **{key: rows[key][span] for key in keys},
            )
        )
        token += int(size)
        piece += int(at[-1])
    return docs


def mute(doc: Doc) -> Doc:
    """The document without what the rules tell of its stances."""
    return replace(doc, stance=np.full_like(doc.stance, -1))


def split(docs: Sequence[Doc]) -> tuple[list[Doc], list[Doc]]:
    """The documents to train on, and the tenth that choices are made on."""
    held = [doc for doc in docs if is_held_out(doc.name)]
    return [doc for doc in docs if not is_held_out(doc.name)], held


def collate(rows: Sequence[Window]) -> Batch:
    """The arrays of a batch, padded to its longest window."""
    plain = tagging.collate(rows)
    grid = (len(rows), max(width_of(row) for row in rows))
    batch = Batch(
        **{row.name: getattr(plain, row.name) for row in fields(plain)},
        token_mask=np.zeros(grid, np.bool_),
        gold=np.zeros(grid, np.int64),
        cue=np.full(grid, IGNORED, np.int64),
        stance=np.full(grid, IGNORED, np.int64),
    )
    for place, row in enumerate(rows):
        span, length = slice(row.first, row.last), row.last - row.first
        tokens = slice(1, length + 1)
        # A document without gold tags is there for its stances alone.
        batch.token_mask[place, : length + 1] = bool((row.doc.gold[span] >= 0).all())
        batch.token_mask[place, 0] = True
        batch.gold[place, tokens] = np.maximum(row.doc.gold[span], 0)
        cue = inside(row.doc.cue[span], row)
        batch.cue[place, tokens] = np.where(cue > 0, cue, IGNORED)
        stance = row.doc.stance[span]
        batch.stance[place, tokens] = np.where(stance >= 0, stance, IGNORED)
    return batch
