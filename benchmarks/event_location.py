"""Scores the places of claims against the event_location sentences (Halterman).

Adapter: of the frames whose trigger holds the marked verb (or else the frame nearest to it in
the clause), the words of the place candidates that are names count as found; where a sentence
has no frame at its marked verb nothing is found. Scored over tokens: a token is right where it
lies in a marked location.

    python benchmarks/event_location.py --corpora ../shared/corpora [--most 500]

prints JSON. Every n-th sentence is taken so that the sample is the same each time.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

from fogline.extract.claims import find_frames
from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.triggers import load_triggers
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, load_parser, parse
from fogline.records.frame import Frame

_WORD = re.compile(r"\w+")


def read_rows(path: Path, most: int) -> list[dict[str, Any]]:
    """At most ``most`` sentences that were accepted, spread evenly over the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["answer"] != "reject"]
    return rows[:: max(1, len(rows) // most)][:most]


def frames_of(text: str, parser: Parser) -> tuple[Frame, ...]:
    """The frames of one sentence."""
    names = find_names(text, load_actor_tables())
    document = parse(text, find_paragraphs(text), mask_edits(names), parser)
    return find_frames(document, names, (), load_triggers())


def found_words(text: str, frames: tuple[Frame, ...], verb: tuple[int, int]) -> set[int]:
    """The starts of the capitalised words in the first named place of the verb's frames."""
    own = [f for f in frames if f.trigger.start < verb[1] and verb[0] < f.trigger.end]
    if not own:
        own = [f for f in frames if any(e.start <= verb[0] < e.end for e in f.evidence)][:1]
    found: set[int] = set()
    for frame in own:
        for place in frame.places:
            words = _last_name(text, place.start, place.end)
            if words:
                found.update(words)
                break
    return found


def _last_name(text: str, start: int, end: int) -> set[int]:
    """The starts of the last run of capitalised words: the name in "the Chadian town of X"."""
    runs: list[list[re.Match[str]]] = []
    for match in _WORD.finditer(text, start, end):
        if not match[0][0].isupper() or match[0] == "The":
            continue
        if runs and match.start() - runs[-1][-1].end() <= 1:
            runs[-1].append(match)
        else:
            runs.append([match])
    return {match.start() for match in runs[-1]} if runs else set()


def main() -> None:
    """Print token precision, recall and F1, and the share of verbs with a frame of their own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--most", type=int, default=500)
    given = options.parse_args()
    rows = read_rows(given.corpora / "event_location" / "open.jsonl", given.most)
    parser = load_parser()
    right = told = gold = covered = 0
    for row in rows:
        text = row["text"]
        verbs = [span for span in row["spans"] if span["label"] == "VERB"]
        if not verbs:
            continue
        verb = (verbs[0]["start"], verbs[0]["end"])
        marked = {
            match.start()
            for span in row["spans"]
            if span["label"] == "LOCATION"
            for match in _WORD.finditer(text, span["start"], span["end"])
        }
        frames = frames_of(text, parser)
        covered += any(f.trigger.start < verb[1] and verb[0] < f.trigger.end for f in frames)
        words = found_words(text, frames, verb)
        right += len(words & marked)
        told += len(words)
        gold += len(marked)
    precision, recall = right / max(1, told), right / max(1, gold)
    print(
        json.dumps(
            {
                "corpus": "event_location/open",
                "sentences": len(rows),
                "precision": round(precision, 4),
                "recall": round(recall, 4),
                "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
                "verbs_with_a_frame": round(covered / max(1, len(rows)), 4),
            }
        )
    )


if __name__ == "__main__":
    main()
