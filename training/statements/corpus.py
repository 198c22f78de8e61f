"""Reads PolNeAR with Fogline's own front half and keeps what training needs in a cache.

    python -m training.statements.corpus --corpora FOLDER --cache FOLDER

One ``.npz`` a part: all documents' tokens one after the other. Offsets are characters of the
corpus's text. ``war.npz`` holds the open half of FA-KES, without tags: only the stances that the
rules tell of it. The cache holds word-piece numbers of corpus text: it belongs into no repository.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fogline.extract.names import find_names, mask_edits
from fogline.extract.statements import find_statements
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.tagging.features import KINDS, TAGS
from fogline.extract.statements.tagging.pieces import WordPieces
from fogline.extract.statements.tagging.windows import rows_of
from fogline.intake.read import read_report
from fogline.knowledge.actors import ActorTables, load_actor_tables
from fogline.knowledge.actorwords import load_actor_words
from fogline.knowledge.cues import load_cues
from fogline.language.document import Document
from fogline.language.parse import Parser, load_parser, parse
from fogline.language.stretches import find_stretches, without_markup
from fogline.records.report import Metadata, Received
from polnear import Attributed, load
from training.statements.stances import unlabelled, weak_stances

PARTS = ("dev", "train", "war")
Row = dict[str, npt.NDArray[np.int32]]


@dataclass(frozen=True)
class Front:
    """What reading needs up to the rules' statements."""

    parser: Parser
    tables: ActorTables
    lexicon: Lexicon
    pieces: WordPieces


@cache
def front(vocabulary: Path) -> Front:
    """The front half, loaded once a process."""
    lexicon = Lexicon(cues=load_cues(), people=load_actor_words())
    return Front(load_parser(), load_actor_tables(), lexicon, WordPieces(vocabulary))


def understood(text: str, loaded: Front) -> Document:
    """The document that Fogline parses of a plain text."""
    none = Metadata()
    report = read_report(Received(name="t.txt", data=text.encode(), given=none, sidecar=none))
    edits = without_markup(report, mask_edits(find_names(report.text, loaded.tables)))
    return parse(report.text, find_stretches(report), edits, loaded.parser)


def featured(document: Document, loaded: Front) -> Row:
    """The arrays of one document: a row for each token that has a word."""
    told = find_statements(document, loaded.lexicon)
    rows = rows_of(document, told, loaded.pieces)
    arrays = {row.name: getattr(rows, row.name) for row in fields(rows)}
    arrays["counts"] = np.diff(arrays.pop("at")).astype(np.int32)
    arrays["stance"] = weak_stances(document, arrays["end"], told)
    return arrays


def labelled(row: Row, gold: list[Attributed]) -> Row:
    """The gold tag of each token, the number of its attribution (-1: none), and its cue.

    A span begins anew in each sentence: the measure cuts it there.
    """
    start, end, sentence = row["start"], row["end"], row["sentence"]
    size = len(start)
    tags = np.zeros(size, np.int32)
    owner = np.full(size, -1, np.int32)
    cue = np.full(size, -1, np.int32)
    for number, attribution in enumerate(gold):
        for kind in KINDS:
            begin = TAGS.index(f"B-{kind}")
            for first, last in attribution.spans.get(kind, ()):
                before = -1
                left = int(np.searchsorted(end, first, side="right"))
                for i in range(left, int(np.searchsorted(start, last, side="left"))):
                    if owner[i] >= 0:
                        continue
                    tags[i] = begin + (sentence[i] == before)
                    before = sentence[i]
                    owner[i] = number
        own = np.flatnonzero((owner == number) & (tags == TAGS.index("B-cue")))
        if len(own):
            cue[owner == number] = own[0]
    return {"gold": tags, "owner": owner, "cue": cue}


def _read(job: tuple[str, str, list[Attributed] | None, Path]) -> Row:
    _, text, gold, vocabulary = job
    loaded = front(vocabulary)
    row = featured(understood(text, loaded), loaded)
    return row | (unlabelled(len(row["start"])) if gold is None else labelled(row, gold))


def _texts(corpora: Path, part: str) -> Iterator[tuple[str, str, list[Attributed] | None]]:
    """Name, text and gold of the documents of a part."""
    if part != "war":
        yield from load(corpora / "polnear" / part)
        return
    with (corpora / "fakes" / "fakes-open.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["unit_id"], row["article_content"], None


def build(corpora: Path, cache_folder: Path, vocabulary: Path, part: str) -> Path:
    """Read one part of the corpus into the cache; returns the file."""
    jobs = [(*row, vocabulary) for row in _texts(corpora, part)]
    with ProcessPoolExecutor(2) as pool:
        rows = list(pool.map(_read, jobs, chunksize=4))
    joined = {name: np.concatenate([row[name] for row in rows]) for name in rows[0]}
    joined["sizes"] = np.array([len(row["start"]) for row in rows], np.int32)
    joined["names"] = np.array([job[0] for job in jobs])
    cache_folder.mkdir(parents=True, exist_ok=True)
    target = cache_folder / f"{part}.npz"
    np.savez_compressed(target, **joined)
    return target


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--corpora", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--vocabulary", type=Path, required=True, help="BERT's vocab.txt")
    arguments.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    given = arguments.parse_args()
    for part in given.only:
        print(build(given.corpora, given.cache, given.vocabulary, part))


if __name__ == "__main__":
    main()
