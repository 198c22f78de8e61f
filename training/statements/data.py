"""Windows of a document for the tagger, and batches of them.

A window is a run of whole paragraphs, or of whole sentences of a long one, with a dummy token
before it that stands for all that lies outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common import is_held_out

Ints = npt.NDArray[np.int32]
# Word pieces in a window at the most, without the first and the last mark; measured on PolNeAR.
MOST_PIECES = 254
# Widths of batches are multiples of this.
STEP = 16
# Windows of training end here and there, between a half and all of the most.
_SHORTEST = 0.5
CLS, SEP = 101, 102
IGNORED = -100


@dataclass(frozen=True)
class Doc:
    """One document of the cache; ``at`` is the first piece of each token, and the end of all."""

    name: str
    start: Ints
    end: Ints
    sentence: Ints
    paragraph: Ints
    head: Ints
    features: Ints
    pieces: Ints
    at: Ints
    gold: Ints
    owner: Ints
    cue: Ints


@dataclass(frozen=True)
class Window:
    """Tokens ``first`` to ``last`` (half-open) of a document."""

    doc: Doc
    first: int
    last: int

    @property
    def size(self) -> int:
        """Word pieces, without the two marks."""
        return int(self.doc.at[self.last] - self.doc.at[self.first])


@dataclass(frozen=True)
class Batch:
    """Arrays for the model. B windows, P pieces, T tokens (the dummy first), F features."""

    ids: npt.NDArray[np.int64]
    token: npt.NDArray[np.int64]
    piece_mask: npt.NDArray[np.bool_]
    first: npt.NDArray[np.int64]
    final: npt.NDArray[np.int64]
    head: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    token_mask: npt.NDArray[np.bool_]
    gold: npt.NDArray[np.int64]
    cue: npt.NDArray[np.int64]
    windows: Sequence[Window]


def load_docs(path: Path) -> list[Doc]:
    """The documents of one cached part."""
    rows = dict(np.load(path))
    docs: list[Doc] = []
    token = piece = 0
    for name, size in zip(rows["names"], rows["sizes"], strict=True):
        span = slice(token, token + int(size))
        at = np.concatenate([[0], np.cumsum(rows["counts"][span])]).astype(np.int32)
        keys = ("start", "end", "sentence", "paragraph", "head", "features", "gold", "owner", "cue")
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


def split(docs: Sequence[Doc]) -> tuple[list[Doc], list[Doc]]:
    """The documents to train on, and the tenth that choices are made on."""
    held = [doc for doc in docs if is_held_out(doc.name)]
    return [doc for doc in docs if not is_held_out(doc.name)], held


def windows(
    doc: Doc, most: int = MOST_PIECES, chance: np.random.Generator | None = None
) -> Iterator[Window]:
    """The windows of a document, one after the other; with ``chance``, of uneven size."""
    here = 0
    limit = _limit(most, chance)
    ends = _ends(doc)
    while here < len(doc.start):
        stop = _stop(doc, here, limit, ends)
        yield Window(doc, here, stop)
        here = stop
        limit = _limit(most, chance)


def _limit(most: int, chance: np.random.Generator | None) -> int:
    return most if chance is None else int(most * chance.uniform(_SHORTEST, 1))


def _ends(doc: Doc) -> tuple[Ints, Ints]:
    """Where paragraphs end, and where sentences end (token numbers)."""
    size = len(doc.start)
    found = []
    for row in (doc.paragraph, doc.sentence):
        breaks = np.flatnonzero(np.diff(row)) + 1
        found.append(np.append(breaks, size).astype(np.int32))
    return found[0], found[1]


def _stop(doc: Doc, here: int, limit: int, ends: tuple[Ints, Ints]) -> int:
    """The last end of a paragraph within reach, or of a sentence, or just what fits."""
    furthest = int(np.searchsorted(doc.at, doc.at[here] + limit, side="right")) - 1
    for row in ends:
        place = int(np.searchsorted(row, furthest, side="right")) - 1
        if place >= 0 and row[place] > here:
            return int(row[place])
    return max(furthest, here + 1)


def batches(
    rows: Sequence[Window], pieces: int, chance: np.random.Generator | None = None
) -> list[list[Window]]:
    """Windows of about one length together, ``pieces`` word pieces a batch with its padding.

    What is left over of a length goes with the next: a processor's kernels are made anew for each
    shape, so there are few of them.
    """
    by_width: dict[int, list[Window]] = {}
    for row in rows:
        by_width.setdefault(_width(row), []).append(row)
    found: list[list[Window]] = []
    here: list[Window] = []
    for width in sorted(by_width):
        new = by_width[width]
        if chance is not None:
            chance.shuffle(new)  # type: ignore[arg-type]
        here += new
        count = max(1, pieces // width)
        while len(here) >= count:
            found.append(here[:count])
            here = here[count:]
    if here:
        found.append(here)
    if chance is not None:
        chance.shuffle(found)  # type: ignore[arg-type]
    return found


def _width(row: Window) -> int:
    """The window's word pieces with their marks, rounded up to a multiple of the step."""
    return -(-(row.size + 2) // STEP) * STEP


def collate(rows: Sequence[Window]) -> Batch:
    """The arrays of a batch, padded to its longest window."""
    count = len(rows)
    most_pieces = max(_width(row) for row in rows)
    width = rows[0].doc.features.shape[1]
    # Each token has a piece or more, so they fit: one shape the fewer.
    grid = (count, most_pieces)
    batch = Batch(
        ids=np.zeros((count, most_pieces), np.int64),
        token=np.zeros((count, most_pieces), np.int64),
        piece_mask=np.zeros((count, most_pieces), np.bool_),
        first=np.zeros(grid, np.int64),
        final=np.zeros(grid, np.int64),
        head=np.zeros(grid, np.int64),
        features=np.zeros((*grid, width), np.int64),
        token_mask=np.zeros(grid, np.bool_),
        gold=np.zeros(grid, np.int64),
        cue=np.full(grid, IGNORED, np.int64),
        windows=rows,
    )
    for place, row in enumerate(rows):
        _fill(batch, place, row)
    return batch


def _fill(batch: Batch, place: int, row: Window) -> None:
    doc, span = row.doc, slice(row.first, row.last)
    size, length = row.size, row.last - row.first
    base = int(doc.at[row.first])
    at = doc.at[row.first : row.last + 1] - base
    tokens = slice(1, length + 1)
    batch.ids[place, 0] = CLS
    batch.ids[place, 1 : size + 1] = doc.pieces[base : base + size]
    batch.ids[place, size + 1] = SEP
    batch.token[place, 1 : size + 1] = np.repeat(np.arange(1, length + 1), np.diff(at))
    batch.piece_mask[place, : size + 2] = True
    batch.first[place, tokens] = at[:-1] + 1
    batch.final[place, tokens] = at[1:]
    batch.head[place, tokens] = _inside(doc.head[span], row)
    batch.features[place, tokens] = doc.features[span]
    batch.token_mask[place, : length + 1] = True
    batch.gold[place, tokens] = doc.gold[span]
    cue = _inside(doc.cue[span], row)
    batch.cue[place, tokens] = np.where(cue > 0, cue, IGNORED)


def _inside(targets: Ints, row: Window) -> npt.NDArray[np.int64]:
    """Token numbers of a document as places in the window; 0 for what lies outside."""
    inside = (targets >= row.first) & (targets < row.last)
    return np.where(inside, targets - row.first + 1, 0).astype(np.int64)
