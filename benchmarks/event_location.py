"""Scores the places of claims against the event_location sentences (Halterman).

    python benchmarks/event_location.py [--corpora FOLDER] [--sample N] [--errors N]

Each sentence is read as a report of its own. Of the claims whose trigger holds the marked verb (or
else the first claim whose evidence holds it), the name inside the place counts as found: the last
run of words with a capital in it, since the gold marks "X" in "the Chadian town of X". Scored over
words: one is right where it lies in a marked location of that verb; a verb without a location in
the gold should get none. The sentences are a tenth of the open set, chosen by the hash of their
text. While the rules were written, samples of the whole open set were looked at, so that some of
these sentences were seen; nothing was trained on them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from common import Errors, Json, Score, Text, is_held_out, percent, read_texts, run_alone, take

_WORD = re.compile(r"\w+(?:[-'‘’]\w+)*")


def load(path: Path) -> list[Json]:
    """The sentences of the held-out tenth that have a marked verb."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if is_held_out(row["text"]) and marked(row, "VERB")]


def marked(row: Json, label: str) -> list[tuple[int, int]]:
    """The offsets that the gold gives a label."""
    return [(span["start"], span["end"]) for span in row["spans"] if span["label"] == label]


def found_words(record: Json, verb: tuple[int, int]) -> set[int]:
    """The starts of the words that name the places of the verb's claims."""
    claims = own_claims(record, verb)
    if not claims:
        claims = [
            claim
            for claim in record["claims"]
            if any(span["start"] <= verb[0] < span["end"] for span in claim["evidence"])
        ][:1]
    found: set[int] = set()
    for claim in claims:
        if claim["place_span"] is not None:
            found |= _name_in(claim["place_span"])
    return found


def own_claims(record: Json, verb: tuple[int, int]) -> list[Json]:
    """The claims whose trigger overlaps the verb."""
    triggers = ((claim, claim["trigger"]) for claim in record["claims"])
    return [claim for claim, span in triggers if span["start"] < verb[1] and verb[0] < span["end"]]


def _name_in(span: Json) -> set[int]:
    """The starts of the last run of words with a capital: the name in "the Chadian town of X"."""
    runs: list[list[re.Match[str]]] = []
    for match in _WORD.finditer(span["text"]):
        if match[0] == "The" or not any(map(str.isupper, match[0])):
            continue
        if runs and match.start() - runs[-1][-1].end() <= 1:
            runs[-1].append(match)
        else:
            runs.append([match])
    return {span["start"] + match.start() for match in runs[-1]} if runs else set()


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read the held-out tenth with Fogline and compare."""
    rows = take(
        load(corpora / "event_location" / "open.jsonl"), sample, lambda row: str(row["text"])
    )
    texts = [Text(f"sentence-{number}", row["text"]) for number, row in enumerate(rows)]
    words = Score()
    covered = 0
    for row, record in zip(rows, read_texts(texts, "event_location"), strict=True):
        verb = marked(row, "VERB")[0]
        gold = {
            match.start()
            for start, end in marked(row, "LOCATION")
            for match in _WORD.finditer(row["text"], start, end)
        }
        found = found_words(record, verb)
        words.compare(gold, found)
        covered += bool(own_claims(record, verb))
        if gold != found:
            kind = "missed" if not found else "extra" if not gold else "wrong"
            errors.show(kind, f"({row['text'][slice(*verb)]}) {row['text']}")
    return (
        {"sentences": len(rows)}
        | words.percentages()
        | {"verbs_with_a_claim": percent(covered, len(rows))}
    )


if __name__ == "__main__":
    run_alone(__doc__, score)
