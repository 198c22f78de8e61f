"""The tagger at work: a document in, attributions out, on the processor with ONNX Runtime."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fogline.errors import KnowledgeError
from fogline.extract.statements.tagging.confidence import curve, signs
from fogline.extract.statements.tagging.decode import (
    Floats,
    Found,
    Piece,
    best_tags,
    fields,
    link,
    spans,
)
from fogline.extract.statements.tagging.deeds import Deed, DeedLabels
from fogline.extract.statements.tagging.pieces import WordPieces
from fogline.extract.statements.tagging.windows import (
    Batch,
    Rows,
    Window,
    collate,
    rows_of,
    windows,
)
from fogline.knowledge.models import model_path
from fogline.language.document import Document
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance

INPUTS = ("ids", "token", "piece_mask", "first", "final", "head", "features")
OUTPUTS = ("emissions", "query", "key", "stance", "deeds")
# Emissions, queries and keys of links, scores of stances and of deeds.
Scores = tuple[Floats, Floats, Floats, Floats, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One attribution as the tagger reads it; ``confidence`` is calibrated (0 to 1)."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger reads in a document."""

    attributions: list[Tagged]
    rows: Rows
    stances: Floats
    # By the first character of their word.
    deeds: Mapping[int, Deed]

    def stance(self, cue: Span) -> tuple[Stance, float]:
        """The likeliest stance of a statement by the first token of its cue, and how likely."""
        place = int(np.searchsorted(self.rows.end, cue.start, side="right"))
        if place >= len(self.stances):
            return Stance.ASSERTS, 0.0
        scores = self.stances[place]
        chances = np.exp(scores - scores.max())
        best = int(scores.argmax())
        return tuple(Stance)[best], float(chances[best] / chances.sum())


class Tagger:
    """The network in a session of its own, with the tables that decoding needs."""

    def __init__(self, model: Path, vocabulary: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One thread: reports are read side by side, and sums come in one order.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            str(model),
            options,
            providers=["CPUExecutionProvider"],
            # On processors the fused kernel takes four times as long as its two parts.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        tables = self._session.get_modelmeta().custom_metadata_map
        self._moves = np.array(json.loads(tables["moves"]), np.float32)
        self._distance = np.array(json.loads(tables["distance"]), np.float32)
        self._weights = np.array(json.loads(tables["confidence"]), np.float64)
        self._deeds = DeedLabels(json.loads(tables["deeds"]))
        self._pieces = WordPieces(vocabulary)

    def tag(self, document: Document, ruled: Sequence[Attribution]) -> Tags:
        """The attributions of a document; ``ruled`` are those that the rules propose."""
        rows = rows_of(document, ruled, self._pieces)
        if not len(rows.start):
            return Tags([], rows, np.zeros((0, len(Stance)), np.float32), {})
        read = read_rows(rows, self.scores, self._moves, self._distance)
        tagged = [self._tagged(document, rows, row) for row in read.found]
        return Tags(tagged, rows, read.stances, self._deeds.read(read.deeds, rows))

    def scores(self, batch: Batch) -> Scores:
        """What the network gives for a batch."""
        out = self._session.run(list(OUTPUTS), {name: getattr(batch, name) for name in INPUTS})
        return out[0], out[1], out[2], out[3], out[4]

    def _tagged(self, document: Document, rows: Rows, row: Found) -> Tagged:
        return Tagged(
            cue=joined(document, rows, [row.cue])[0],
            source=None if row.source is None else joined(document, rows, [row.source])[0],
            content=joined(document, rows, row.content),
            confidence=round(float(curve(np.array([signs(row)]), self._weights)[0]), 3),
        )


@dataclass(frozen=True, slots=True)
class Read:
    """What the network reads in a document: spans, attributions, and two scores by token."""

    pieces: list[Piece]
    found: list[Found]
    stances: Floats
    deeds: Floats


def read_rows(
    rows: Rows, scores: Callable[[Batch], Scores], moves: Floats, distance: Floats
) -> Read:
    """Run the network over a document's windows, and decode them in order.

    One window at a time: weights of 8 bits scale what they are multiplied with by all of a batch,
    so that a window's reading would depend on those beside it. It is faster, too.
    """
    cut = list(windows(rows))
    read = [_of_window(window, scores) for window in cut]
    emissions = [row[0] for row in read]
    summed = zip(best_tags(emissions, moves), fields(emissions, moves), strict=True)
    pieces: list[Piece] = []
    found: list[Found] = []
    for window, (_, query, key, _, _), (tags, field) in zip(cut, read, summed, strict=True):
        own = spans(tags, field, window.first)
        pieces.extend(own)
        found.extend(link(own, query, key, distance, window.first))
    # The first row of each is the dummy's.
    stances, deeds = (np.concatenate([row[n][1:] for row in read]) for n in (3, 4))
    return Read(pieces, found, stances, deeds)


def _of_window(window: Window[Rows], scores: Callable[[Batch], Scores]) -> Scores:
    """What the network gives for one window, without what is filled up."""
    size = window.last - window.first + 1
    one, two, three, four, five = (row[0, :size] for row in scores(collate([window], step=1)))
    return one, two, three, four, five


def joined(document: Document, rows: Rows, pieces: Sequence[Piece]) -> tuple[Span, ...]:
    """The pieces as spans of the text; pieces of sentences that follow each other are one."""
    found: list[tuple[int, int]] = []
    before = -2
    for piece in pieces:
        start, end = int(rows.start[piece.first]), int(rows.end[piece.last])
        joins = before == piece.first - 1 and rows.sentence[before] != rows.sentence[piece.first]
        if joins and not document.text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        before = piece.last
    return tuple(document.span(start, end) for start, end in found)


def load_tagger() -> Tagger:
    """The tagger that the package ships. Raises KnowledgeError where its files are missing."""
    try:
        return Tagger(model_path("statements.onnx"), model_path("vocab.txt"))
    except ImportError as error:
        raise KnowledgeError(
            f"the tagger cannot run: {error}", where="onnxruntime", remedy="make install"
        ) from error
