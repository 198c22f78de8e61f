"""Writes a trained tagger as one ONNX file of 8-bit weights, and reads such a file.

    python -m training.statements.export --weights FILE --deeds FILE --target FILE

What decoding needs beside the network (the field's table of moves, the biases of distances) is in
the file's metadata, as JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from fogline.extract.statements.tagging.decode import Floats
from fogline.extract.statements.tagging.features import NAMES, SIZES, TAGS
from fogline.extract.statements.tagging.tagger import INPUTS, OUTPUTS, Scores
from fogline.extract.statements.tagging.windows import Batch
from fogline.records.statement import Stance
from training.deeds.labels import LABELS
from training.deeds.model import Both, load_deeds
from training.statements.score import Reader, load_tagger

_PIECES, _TOKENS = {0: "windows", 1: "pieces"}, {0: "windows", 1: "tokens"}
AXES = {
    "ids": _PIECES,
    "token": _PIECES,
    "piece_mask": _PIECES,
    "first": _TOKENS,
    "final": _TOKENS,
    "head": _TOKENS,
    "features": _TOKENS,
    **dict.fromkeys(OUTPUTS, _TOKENS),
}
# Kinds of operation whose weights become 8-bit.
QUANTISED = ("MatMul", "Gemm", "Gather")


def export(model: Both, target: Path) -> None:
    """Write both networks with 32-bit weights, and their tables as metadata."""
    tagger = model.tagger
    size, pieces = (2, 9), (2, 12)
    inputs = (
        torch.ones(pieces, dtype=torch.long),
        torch.ones(pieces, dtype=torch.long),
        torch.ones(pieces, dtype=torch.bool),
        *(torch.ones(size, dtype=torch.long) for _ in range(3)),
        torch.ones((*size, len(SIZES)), dtype=torch.long),
    )
    model.eval()
    torch.onnx.export(
        model,
        inputs,
        str(target),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=AXES,
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(str(target))
    tables = {
        "moves": tagger.crf.table().tolist(),
        "distance": tagger.distance.tolist(),
        "tags": list(TAGS),
        "stances": [stance.value for stance in Stance],
        "features": dict(zip(NAMES, SIZES, strict=True)),
        "deeds": list(LABELS),
    }
    for name, value in tables.items():
        graph.metadata_props.add(key=name, value=json.dumps(value))
    onnx.save(graph, str(target))


def quantise(source: Path, target: Path) -> None:
    """Weights in 8 bits a channel (7 used, so that no processor's sums overflow)."""
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=list(QUANTISED),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def onnx_reader(path: Path, threads: int = 1) -> Reader:
    """A reader of an exported file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    tables = session.get_modelmeta().custom_metadata_map

    def scores(batch: Batch) -> Scores:
        out = session.run(list(OUTPUTS), {name: getattr(batch, name) for name in INPUTS})
        return out[0], out[1], out[2], out[3], out[4]

    def table(name: str) -> Floats:
        return np.array(json.loads(tables[name]), np.float32)

    return Reader(scores, table("moves"), table("distance"))


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", type=Path, required=True)
    arguments.add_argument("--deeds", type=Path, required=True, help="weights of training.deeds")
    arguments.add_argument("--target", type=Path, required=True)
    arguments.add_argument("--float", action="store_true", help="leave the weights as they are")
    given = arguments.parse_args()
    model = Both(tagger := load_tagger(given.weights), load_deeds(given.deeds, tagger.shape)).eval()
    if given.float:
        export(model, given.target)
        return
    with tempfile.TemporaryDirectory() as folder:
        export(model, Path(folder) / "float.onnx")
        quantise(Path(folder) / "float.onnx", given.target)
    print(f"{given.target}: {given.target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
