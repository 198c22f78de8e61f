"""Scores stances over sentences written for it: asserts, denies, accuses, concedes and so on.

    python benchmarks/stances.py [--part open|aside] [--sample N] [--errors N]

``tests/corpus/stances-open.yml`` and ``stances-aside.yml`` are two halves, drawn by lot, of
sentences on two dozen conflicts that were written and marked by hand before the rules and the model
that they measure. The half set aside was not read while either was made. Each sentence is read
alone. A marked statement is found where a statement of the record has an overlapping cue (for a
silence, which has none, overlapping content); of several the one that overlaps most, and none for
two marked ones. One that is not found has no stance. F1 of a stance is over all marked statements,
macro F1 the mean over the twelve stances; ``found`` is the share of marked statements that were
found, ``right`` the share with the right stance. Statements beyond the marked ones are not counted.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from common import ROOT, Errors, Json, Text, percent, read_texts, run_alone, take
from fogline.records.statement import Stance
from marks import Marked, read_marks

CORPUS = ROOT / "tests" / "corpus"


def load(part: str) -> list[tuple[str, tuple[str, ...], list[Marked]]]:
    """Sentence, stances and marks of each row of a half."""
    rows = yaml.safe_load((CORPUS / f"stances-{part}.yml").read_text(encoding="utf-8"))
    found = []
    for stances, _, line in rows["statements"]:
        text, marked = read_marks(line)
        found.append((text, tuple(stances.split("+")), marked))
    return found


def overlap(row: Json, marked: Marked) -> int:
    """Characters that a statement's cue has in common with the mark; for a silence its content."""
    silent = "cue" not in marked.spans
    pieces = marked.spans.get("content" if silent else "cue", [])
    cue = row["cue"]
    spans = row["content"] if silent or cue is None else [cue]
    if cue is None and not silent:
        # A silence read where the mark has a cue: its words are where the cue is.
        spans = row["content"] if row["stance"] == Stance.SILENT.value else []
    return sum(
        max(0, min(end, span["end"]) - max(start, span["start"]))
        for start, end in pieces
        for span in spans
    )


def stances_of(record: Json, marked: list[Marked]) -> list[str | None]:
    """The stance that the record gives each marked statement, None where it has none."""
    free = [row for row in record["statements"] if row["holder_kind"] != "narrator"]
    found: list[str | None] = []
    for mark in marked:
        touching = [row for row in free if overlap(row, mark)]
        if not touching:
            found.append(None)
            continue
        best = max(touching, key=lambda row: overlap(row, mark))
        free.remove(best)
        found.append(best["stance"])
    return found


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "open") -> Json:
    """Read every sentence of a half with Fogline and compare."""
    rows = take(load(part), sample, lambda row: row[0])
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    missed = 0
    records = read_texts([Text(str(n), row[0]) for n, row in enumerate(rows)], "stances")
    for (text, stances, marked), record in zip(rows, records, strict=True):
        for want, got in zip(stances, stances_of(record, marked), strict=True):
            gold[want] += 1
            missed += got is None
            if got is not None:
                given[got] += 1
            if got == want:
                right[want] += 1
            else:
                errors.show(f"{want} as {got}", text)
    each = {
        stance.value: percent(2 * right[stance], gold[stance] + given[stance]) for stance in Stance
    }
    total = sum(gold.values())
    return {
        "statements": total,
        "found": percent(total - missed, total),
        "right": percent(sum(right.values()), total),
        "macro_f1": round(sum(each.values()) / len(each), 1),
        "f1": each,
    }


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("open", "aside"))
