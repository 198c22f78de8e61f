"""Reads the event_location sentences that are not held out, up to the signs of their places.

    python -m training.places.corpus --corpora FOLDER --cache FOLDER

Two steps. First the front half of Fogline reads each sentence (kept in the cache, as it takes some
minutes). Then the curve of unknown names is fitted five times, each time without a fifth of the
sentences, so that the linker sees such names as it will find them in text that is new. The cache
holds the corpus's text: it never goes into a repository.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common import corpora_argument, is_held_out
from event_location import WORD, Json, marked, name_in
from fogline.extract.claims.linking.linker import described
from fogline.extract.claims.phrases import Reading, read_names
from fogline.extract.claims.scenes import NamedPlaces
from fogline.extract.names import NameMention, find_names, mask_edits
from fogline.intake.read import read_report
from fogline.knowledge.placemodel import Curve
from fogline.language.document import Document
from fogline.language.parse import parse
from fogline.language.stretches import find_stretches, without_markup
from fogline.pipeline import Knowledge
from fogline.records.report import Metadata, Received, Report
from fogline.records.span import Span
from fogline.resolve.places import find_places
from fogline.resolve.places.mentions import RULES
from fogline.resolve.places.search import Search
from fogline.resolve.places.strangers import stranger_runs, stranger_signs
from fogline.resolve.places.text import read_words
from fogline.wiring import default_knowledge
from training.places.examples import Cache, Example, Row

FOLDS = 5
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """One sentence of the corpus as Fogline's front half reads it."""

    row: Json
    report: Report
    names: tuple[NameMention, ...]
    document: Document
    gold: frozenset[int]


def fold_of(text: str) -> int:
    """The fifth that a sentence belongs to, the same for all that are marked in it."""
    return int(hashlib.sha256(text[::-1].encode()).hexdigest(), 16) % FOLDS


def read_all(path: Path, knowledge: Knowledge) -> list[Read]:
    """All sentences of the nine tenths."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if not is_held_out(row["text"]) and marked(row, "VERB")]
    return [_read(row, knowledge) for row in kept]


def _read(row: Json, knowledge: Knowledge) -> Read:
    none = Metadata()
    data = row["text"].encode()
    report = read_report(Received(name="sentence.txt", data=data, given=none, sidecar=none))
    names = find_names(report.text, knowledge.tables)
    edits = without_markup(report, mask_edits(names))
    document = parse(report.text, find_stretches(report), edits, knowledge.parser)
    gold = frozenset(
        match.start()
        for start, end in marked(row, "LOCATION")
        for match in WORD.finditer(row["text"], start, end)
    )
    return Read(row, report, names, document, gold)


# -- unknown names -----------------------------------------------------------------------------


def stranger_rows(read: Read, knowledge: Knowledge) -> list[tuple[Row, bool]]:
    """The signs of each unknown name of a sentence, and whether it is in the gold."""
    words = read_words(read.document, read.names)
    blocked = [word.blocked for word in words]
    search = Search(words, knowledge.gazetteer, knowledge.atlas, blocked, [False] * len(words), [])
    for rule in RULES:
        rule(search)
    found: list[tuple[Row, bool]] = []
    for run in stranger_runs(search):
        start, end = words[run.first].start, words[run.stop - 1].end
        inside = {match.start() for match in WORD.finditer(read.row["text"], start, end)}
        found.append((stranger_signs(search, run), 2 * len(inside & read.gold) >= len(inside)))
    return found


def fit_curve(rows: list[tuple[Row, bool]], penalty: float = 3.0) -> Curve:
    """A logistic curve with squared weights penalised, by Newton's method."""
    names = sorted({name for row, _ in rows for name in row})
    place = {name: n for n, name in enumerate(names)}
    table: Matrix = np.zeros((len(rows), len(names) + 1))
    table[:, -1] = 1
    for n, (row, _) in enumerate(rows):
        for name, value in row.items():
            table[n, place[name]] = value
    truth = np.array([right for _, right in rows], dtype=float)
    weights = np.zeros(len(names) + 1)
    shrink = np.full(len(names) + 1, penalty)
    shrink[-1] = 1e-6
    for _ in range(25):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - truth) + shrink * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(shrink)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return Curve(dict(zip(names, weights[:-1].tolist(), strict=True)), float(weights[-1]))


# -- places of deeds ---------------------------------------------------------------------------


def example_of(read: Read, curve: Curve, knowledge: Knowledge) -> Example:
    """The signs of a sentence's named places for its marked verb."""
    document = read.document
    places = find_places(
        document,
        read.names,
        read.report,
        knowledge.gazetteer,
        knowledge.atlas,
        curve,
        knowledge.placing.ranking,
    ).places
    spans: list[Span] = [span for place in places for span in place.mentions]
    sure = {span for place in places if place.gazetteer is not None for span in place.mentions}
    reading = Reading(document, knowledge.triggers, read_names(document, read.names, spans, sure))
    deed = document.head_in(*marked(read.row, "VERB")[0])
    named = NamedPlaces(document, places).of(document.sentence_of(deed)) if deed else ()
    signs = described(reading, deed, named) if deed and named else []
    words = tuple(
        frozenset(name_in({"text": one.span.text, "start": one.span.start})) for one in named
    )
    row = read.row
    return Example(row["text"], row["source"], read.gold, tuple(map(dict, signs)), words)


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    corpora_argument(arguments)
    arguments.add_argument("--cache", type=Path, required=True)
    given = arguments.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    knowledge = default_knowledge()
    parsed = given.cache / "parsed.pickle"
    if not parsed.is_file():
        path = given.corpora / "event_location" / "open.jsonl"
        parsed.write_bytes(pickle.dumps(read_all(path, knowledge)))
    reads: list[Read] = pickle.loads(parsed.read_bytes())
    rows = [stranger_rows(read, knowledge) for read in reads]
    folds = [fold_of(read.row["text"]) for read in reads]
    curves = [
        fit_curve([pair for n, pairs in enumerate(rows) if folds[n] != fold for pair in pairs])
        for fold in range(FOLDS)
    ]
    examples = [
        example_of(read, curves[fold], knowledge) for read, fold in zip(reads, folds, strict=True)
    ]
    whole = fit_curve([pair for pairs in rows for pair in pairs])
    (given.cache / "examples.pickle").write_bytes(pickle.dumps(Cache(tuple(examples), whole)))
    print(f"{len(examples)} sentences, {sum(len(row.signs) for row in examples)} places")


if __name__ == "__main__":
    main()
