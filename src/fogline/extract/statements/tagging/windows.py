"""Windows of a document for the tagger, and batches of them.

A window is a run of whole paragraphs, or of whole sentences of a long one, with a dummy token
before it that stands for all that lies outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from fogline.extract.statements.tagging.features import columns, is_word
from fogline.extract.statements.tagging.pieces import WordPieces
from fogline.language.document import Document
from fogline.records.statement import Attribution

Ints = npt.NDArray[np.int32]
# Word pieces in a window at the most, without the first and the last mark; measured on PolNeAR.
MOST_PIECES = 254
# Widths of batches are multiples of this.
STEP = 16
# Windows of training end here and there, between a half and all of the most.
_SHORTEST = 0.5
CLS, SEP = 101, 102


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The tokens of one document that have a word, as the tagger sees them.

    ``start`` and ``end`` are characters of the text, ``head`` is a token's number or -1, ``at``
    the first piece of each token, and the end of all.
    """

    start: Ints
    end: Ints
    sentence: Ints
    paragraph: Ints
    head: Ints
    features: Ints
    pieces: Ints
    at: Ints


def rows_of(document: Document, ruled: Sequence[Attribution], pieces: WordPieces) -> Rows:
    """A document's tokens with their features; ``ruled`` are the statements of the rules."""
    features = columns(document, ruled)
    kept = [token for token in document.tokens if is_word(token)]
    place = {token.i: number for number, token in enumerate(kept)}
    cut = [pieces.of(token.seen) for token in kept]
    return Rows(
        start=_ints(token.start for token in kept),
        end=_ints(token.end for token in kept),
        sentence=_ints(token.sentence for token in kept),
        paragraph=_ints(document.sentences[token.sentence].paragraph for token in kept),
        head=_ints(place.get(token.head, -1) for token in kept),
        features=np.array([features[token.i] for token in kept], dtype=np.int32),
        pieces=_ints(piece for row in cut for piece in row),
        at=np.concatenate([[0], np.cumsum([len(row) for row in cut])]).astype(np.int32),
    )


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(list(numbers), dtype=np.int32)


R = TypeVar("R", bound=Rows)


@dataclass(frozen=True)
class Window(Generic[R]):
    """Tokens ``first`` to ``last`` (half-open) of a document."""

    doc: R
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


def windows(
    doc: R, most: int = MOST_PIECES, chance: np.random.Generator | None = None
) -> Iterator[Window[R]]:
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


def _ends(doc: Rows) -> tuple[Ints, Ints]:
    """Where paragraphs end, and where sentences end (token numbers)."""
    size = len(doc.start)
    found = []
    for row in (doc.paragraph, doc.sentence):
        breaks = np.flatnonzero(np.diff(row)) + 1
        found.append(np.append(breaks, size).astype(np.int32))
    return found[0], found[1]


def _stop(doc: Rows, here: int, limit: int, ends: tuple[Ints, Ints]) -> int:
    """The last end of a paragraph within reach, or of a sentence, or just what fits."""
    furthest = int(np.searchsorted(doc.at, doc.at[here] + limit, side="right")) - 1
    for row in ends:
        place = int(np.searchsorted(row, furthest, side="right")) - 1
        if place >= 0 and row[place] > here:
            return int(row[place])
    return max(furthest, here + 1)


def batches(
    rows: Sequence[Window[R]], pieces: int, chance: np.random.Generator | None = None
) -> list[list[Window[R]]]:
    """Windows of about one length together, ``pieces`` word pieces a batch with its padding.

    What is left over of a length goes with the next: a processor's kernels are made anew for each
    shape, so there are few of them.
    """
    by_width: dict[int, list[Window[R]]] = {}
    for row in rows:
        by_width.setdefault(width_of(row), []).append(row)
    found: list[list[Window[R]]] = []
    here: list[Window[R]] = []
    for width in sorted(by_width):
        new = by_width[width]
        if chance is not None:
            chance.shuffle(new)
        here += new
        count = max(1, pieces // width)
        while len(here) >= count:
            found.append(here[:count])
            here = here[count:]
    if here:
        found.append(here)
    if chance is not None:
        chance.shuffle(found)
    return found


def width_of(row: Window[R], step: int = STEP) -> int:
    """The window's word pieces with their marks, rounded up to a multiple of the step."""
    return -(-(row.size + 2) // step) * step


def collate(rows: Sequence[Window[R]], step: int = STEP) -> Batch:
    """The arrays of a batch, padded to its longest window, and that to a multiple of ``step``."""
    # Each token has a piece or more, so they fit: one shape the fewer.
    grid = (len(rows), max(width_of(row, step) for row in rows))
    batch = Batch(
        ids=np.zeros(grid, np.int64),
        token=np.zeros(grid, np.int64),
        piece_mask=np.zeros(grid, np.bool_),
        first=np.zeros(grid, np.int64),
        final=np.zeros(grid, np.int64),
        head=np.zeros(grid, np.int64),
        features=np.zeros((*grid, rows[0].doc.features.shape[1]), np.int64),
    )
    for place, row in enumerate(rows):
        _fill(batch, place, row)
    return batch


def _fill(batch: Batch, place: int, row: Window[R]) -> None:
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
    batch.head[place, tokens] = inside(doc.head[span], row)
    batch.features[place, tokens] = doc.features[span]


def inside(targets: Ints, row: Window[R]) -> npt.NDArray[np.int64]:
    """Token numbers of a document as places in the window; 0 for what lies outside."""
    within = (targets >= row.first) & (targets < row.last)
    return np.where(within, targets - row.first + 1, 0).astype(np.int64)
