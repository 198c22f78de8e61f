"""Scores a trained tagger with the benchmark's own measure.

    python -m training.statements.score --corpora FOLDER --cache FOLDER --weights FILE

``--part held`` is the tenth of the training part that nothing is trained on; ``--part dev`` is
for reports only. ``--weights`` is an average of ``train`` or an exported ``.onnx``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from common import Score
from fogline.extract.statements.tagging.decode import Floats, Found, Piece
from fogline.extract.statements.tagging.tagger import INPUTS, Read, Scores, read_rows
from polnear import KINDS, Attributed, cut, linked, load
from training.statements.data import Batch, Doc, load_docs, split
from training.statements.model import Shape, Tagger

# Text and gold attributions of each document, by its name.
Gold = dict[str, tuple[str, list[Attributed]]]


@dataclass(frozen=True)
class Reader:
    """A network's scores for a batch, and the two tables that decoding needs beside them."""

    scores: Callable[[Batch], Scores]
    moves: Floats
    distance: Floats


def load_tagger(weights: Path) -> Tagger:
    """The network of an average that ``train`` wrote."""
    rows = torch.load(weights, weights_only=True)
    layers = 1 + max(int(name.split(".")[1]) for name in rows if name.startswith("layers."))
    model = Tagger(Shape(layers=layers))
    model.load_state_dict(rows, strict=False)
    return model.eval()


def torch_reader(weights: Path) -> Reader:
    """A reader of an average that ``train`` wrote."""
    model = load_tagger(weights)

    @torch.inference_mode()
    def scores(batch: Batch) -> Scores:
        with torch.autocast("cpu", torch.bfloat16):
            out = model(*(torch.from_numpy(getattr(batch, name)) for name in INPUTS))
        emissions, query, key, stance = (row.float().numpy() for row in out)
        # Without the layers of ``training.deeds`` no deed is told.
        return emissions, query, key, stance, np.zeros((*stance.shape[:2], 1), np.float32)

    moves = model.crf.table().detach().numpy()
    return Reader(scores, moves, model.distance.detach().numpy())


def read(docs: Sequence[Doc], reader: Reader) -> list[Read]:
    """The pieces and attributions of each document."""
    return [read_rows(doc, reader.scores, reader.moves, reader.distance) for doc in docs]


def characters(doc: Doc, pieces: Sequence[Piece], text: str) -> list[tuple[int, int]]:
    """The pieces' offsets; pieces of sentences that follow each other are one span."""
    found: list[tuple[int, int]] = []
    before = -2
    for piece in pieces:
        start, end = int(doc.start[piece.first]), int(doc.end[piece.last])
        joins = before == piece.first - 1 and doc.sentence[before] != doc.sentence[piece.first]
        if joins and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        before = piece.last
    return found


def attributed(doc: Doc, row: Found, text: str) -> Attributed:
    """An attribution as the benchmark takes it."""
    rows = {"cue": [row.cue], "content": row.content}
    if row.source is not None:
        rows["source"] = [row.source]
    made = {kind: tuple(characters(doc, pieces, text)) for kind, pieces in rows.items() if pieces}
    return Attributed(made)


def measure(docs: Sequence[Doc], found: Sequence[Read], gold: Gold) -> dict[str, dict[str, float]]:
    """Exact spans by kind and linked attributions, by the benchmark's functions."""
    scores = {kind: Score() for kind in (*KINDS, "linked")}
    for doc, row in zip(docs, found, strict=True):
        text, right = gold[doc.name]
        for kind in KINDS:
            ours = characters(doc, [one for one in row.pieces if one.kind == kind], text)
            wanted = cut(text, {span for one in right for span in one.spans.get(kind, ())})
            scores[kind].compare(wanted, cut(text, set(ours)))
        made = [attributed(doc, one, text) for one in row.found]
        scores["linked"].add(linked(text, right, made))
    return {kind: score.percentages() for kind, score in scores.items()}


def part_of(
    cache: Path, corpora: Path, part: str
) -> tuple[list[Doc], dict[str, tuple[str, list[Attributed]]]]:
    """The documents of ``dev`` or ``held``, and their texts and gold by name."""
    source = "train" if part == "held" else part
    docs = load_docs(cache / f"{source}.npz")
    docs = split(docs)[1] if part == "held" else docs
    names = {doc.name for doc in docs}
    rows = load(corpora / "polnear" / source)
    return docs, {name: (text, gold) for name, text, gold in rows if name in names}


def reader_of(weights: Path) -> Reader:
    """A reader of either kind of file."""
    if weights.suffix == ".onnx":
        from training.statements.export import onnx_reader

        return onnx_reader(weights)
    return torch_reader(weights)


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--weights", type=Path, required=True)
    arguments.add_argument("--part", choices=("held", "dev"), default="held")
    arguments.add_argument("--threads", type=int, default=1)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    docs, gold = part_of(given.cache, given.corpora, given.part)
    found = read(docs, reader_of(given.weights))
    print(json.dumps(measure(docs, found, gold)))


if __name__ == "__main__":
    main()
