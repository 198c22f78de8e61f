"""Reads the texts that the deeds are learned from, and keeps what training needs in a cache.

    python -m training.deeds.corpus --corpora FOLDER --cache FOLDER --vocabulary FILE

No corpus has the types of the ontology. So there are two sources. ``own``: the sentences written
for it (``training/deeds/sentences``), in which every deed is marked. ``weak``: the corpora's texts
(half of PolNeAR train, FA-KES open, a tenth of MUC-4 dev, tst1 and tst2, a third of event_location
but for its held-out tenth) and the sentences written for statements, with what the trigger lexicon
finds. The cache holds word-piece numbers of corpus text: it belongs into no repository.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

import muc
import polnear
from common import is_held_out
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.triggers import find_matches
from fogline.extract.statements import find_statements
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.tagging.pieces import WordPieces
from fogline.extract.statements.tagging.windows import Ints, rows_of
from fogline.pipeline import Knowledge, reading_of
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge
from training.deeds.labels import IGNORED, LABELS, label_of
from training.statements.corpus import front
from training.statements.own import load_sentences

FOLDER = Path(__file__).parent
STATEMENTS = FOLDER.parent / "sentences"
MARK = re.compile(r"\[([A-Z]+(?:/[A-Za-z-]+)?) ([^\[\]]+)\]")
# Offsets of a mark, and its label.
Marks = list[tuple[int, int, str]]
Row = dict[str, npt.NDArray[np.int32]]
# Texts longer than this are cut: a few long ones would outweigh the rest.
LONGEST = 12_000
TOGETHER = 6


def read_deeds(line: str) -> tuple[str, Marks]:
    """A marked sentence as plain text with its marks."""
    plain = ""
    marks: Marks = []
    here = 0
    for mark in MARK.finditer(line):
        plain += line[here : mark.start()]
        marks.append((len(plain), len(plain) + len(mark[2]), mark[1]))
        plain += mark[2]
        here = mark.end()
    return plain + line[here:], marks


def load_deeds(paths: Iterable[Path]) -> list[tuple[str, Marks]]:
    """The sentences of some files. Raises ValueError for a label that the ontology has not."""
    found = []
    for path in paths:
        for _, line in yaml.safe_load(path.read_text(encoding="utf-8"))["deeds"]:
            text, marks = read_deeds(line)
            unknown = [label for *_, label in marks if label not in LABELS]
            if unknown or "[" in text:
                raise ValueError(f"{path}: {line}: not a label of the ontology, or a stray bracket")
            found.append((text, marks))
    return found


@cache
def knowledge() -> Knowledge:
    """What reading needs, loaded once a process."""
    return default_knowledge()


def reading(text: str) -> Reading:
    """A plain text as claims are found in it."""
    none = Metadata()
    return reading_of(
        Received(name="t.txt", data=text.encode(), given=none, sidecar=none), knowledge()
    )


def featured(found: Reading, pieces: WordPieces, lexicon: Lexicon, marks: Marks | None) -> Row:
    """The arrays of a document with the label of each token.

    ``known`` is 1 where the lexicon has a reading. Of several marked words the head has the label,
    the others none that is told. Without marks the labels are the lexicon's.
    """
    document = found.document
    rows = rows_of(document, find_statements(document, lexicon), pieces)
    arrays: Row = {row.name: getattr(rows, row.name) for row in fields(rows)}
    arrays["counts"] = np.diff(arrays.pop("at")).astype(np.int32)
    ruled = list(_ruled(found))
    arrays["known"] = _at(rows.start, [(row[0], row[0] + 1, 1) for row in ruled], 0)
    told = ruled if marks is None else list(_marked(found, marks))
    arrays["deed"] = _at(rows.start, told, 0)
    return arrays


def _ruled(found: Reading) -> Iterator[tuple[int, int, int]]:
    for sentence in found.document.sentences:
        for match in find_matches(found, sentence):
            for token in match.tokens:
                yield token.start, token.end, IGNORED
            sense = match.sense
            yield match.head.start, match.head.end, label_of(sense.type, sense.mode)


def _marked(found: Reading, marks: Marks) -> Iterator[tuple[int, int, int]]:
    for start, end, label in marks:
        head = found.document.head_in(start, end)
        yield start, end, IGNORED
        if head is not None:
            yield head.start, head.end, LABELS.index(label)


def _at(starts: Ints, told: Iterable[tuple[int, int, int]], default: int) -> Ints:
    labels = np.full(len(starts), default, np.int32)
    for start, end, label in told:
        labels[(starts >= start) & (starts < end)] = label
    return labels


def _read(job: tuple[str, Marks | None, Path]) -> Row:
    text, marks, vocabulary = job
    loaded = front(vocabulary)
    return featured(reading(text), loaded.pieces, loaded.lexicon, marks)


def fold_of(text: str, folds: int) -> int:
    """The fold that a text belongs to."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % folds


def together(sentences: Iterable[tuple[str, Marks]]) -> Iterator[tuple[str, Marks]]:
    """Sentences, in an order by lot, as the paragraphs of small texts: a parse each costs time."""
    rows = sorted(sentences, key=lambda row: fold_of(row[0], 2**32))
    for first in range(0, len(rows), TOGETHER):
        text = ""
        marks: Marks = []
        for sentence, own in rows[first : first + TOGETHER]:
            marks += [(start + len(text), end + len(text), label) for start, end, label in own]
            text += sentence + "\n\n"
        yield text, marks


def weak_texts(corpora: Path) -> Iterator[tuple[str, str]]:
    """Name and text of what the lexicon labels."""
    for name, text, _ in polnear.load(corpora / "polnear" / "train"):
        if fold_of(name, 2) == 0:
            yield name, text
    with (corpora / "fakes" / "fakes-open.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["unit_id"], row["article_content"]
    for part in ("dev", "tst1", "tst2"):
        texts, _ = muc.load(corpora / "muc4" / part)
        yield from ((row.name, row.text) for row in texts if is_held_out(row.name))
    sentences = [row[0] for row in load_sentences(sorted(STATEMENTS.glob("*.yml")))]
    yield from (("statement", text) for text, _ in together([(row, []) for row in sentences]))
    lines = (corpora / "event_location" / "open.jsonl").read_text(encoding="utf-8").splitlines()
    texts = sorted({text for line in lines if not is_held_out(text := json.loads(line)["text"])})
    yield from (("location", text) for text, _ in together([(row, []) for row in texts[::3]]))


def own_texts() -> Iterator[tuple[str, str, Marks]]:
    """Name, text and marks of the sentences written for deeds."""
    for number, (text, marks) in enumerate(together(load_deeds(FOLDER.glob("sentences/*.yml")))):
        yield f"deed-{number}", text, marks


def build(jobs: list[tuple[str, str, Marks | None]], vocabulary: Path, target: Path) -> None:
    """Read the texts into one file of the cache: all documents' tokens one after the other."""
    with ProcessPoolExecutor(2) as pool:
        work = [(text[:LONGEST], marks, vocabulary) for _, text, marks in jobs]
        rows = [row for row in pool.map(_read, work, chunksize=8) if len(row["start"])]
    joined = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    joined["sizes"] = np.array([len(row["start"]) for row in rows], np.int32)
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target, **joined)
    print(f"{target}: {len(jobs)} texts, {(joined['deed'] > 0).sum()} deeds")


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--vocabulary", type=Path, required=True, help="BERT's vocab.txt")
    arguments.add_argument("--only", nargs="+", choices=("weak", "own"), default=("weak", "own"))
    given = arguments.parse_args()
    if "weak" in given.only:
        weak = [(name, text, None) for name, text in weak_texts(given.corpora)]
        build(weak, given.vocabulary, given.cache / "weak.npz")
    if "own" in given.only:
        build(list(own_texts()), given.vocabulary, given.cache / "own.npz")


if __name__ == "__main__":
    main()
