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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

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
from training.places.curves import fit_curve
from training.places.examples import Cache, Example, Row, bare

FOLDS = 5
# The curve's inverse penalty (scikit-learn's C).
STRENGTH = 0.4


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
    return int(hashlib.sha256(bare(text)[::-1].encode()).hexdigest(), 16) % FOLDS


def read_all(path: Path, knowledge: Knowledge) -> list[Read]:
    """All sentences of the nine tenths, but for those held out in other spaces."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    held = {bare(row["text"]) for row in rows if is_held_out(row["text"])}
    kept = [row for row in rows if bare(row["text"]) not in held and marked(row, "VERB")]
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


def curve_of(rows: Sequence[Sequence[tuple[Row, bool]]]) -> Curve:
    """The curve of the unknown names of some sentences."""
    pairs = [pair for row in rows for pair in row]
    return fit_curve([row for row, _ in pairs], [right for _, right in pairs], STRENGTH)


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
        curve_of([row for n, row in enumerate(rows) if folds[n] != fold]) for fold in range(FOLDS)
    ]
    examples = [
        example_of(read, curves[fold], knowledge) for read, fold in zip(reads, folds, strict=True)
    ]
    whole = curve_of(rows)
    (given.cache / "examples.pickle").write_bytes(pickle.dumps(Cache(tuple(examples), whole)))
    print(f"{len(examples)} sentences, {sum(len(row.signs) for row in examples)} places")


if __name__ == "__main__":
    main()
