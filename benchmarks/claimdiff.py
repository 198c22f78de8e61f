"""Scores whether the ledger's relations tell which claims weaken or strengthen another: ClaimDiff.

    python benchmarks/claimdiff.py [--corpora FOLDER] [--sample N] [--errors N]

ClaimDiff pairs two claims, a sentence or two each, from articles of rival US outlets on one topic
and says whether the second weakens (or strengthens) the first in a reader's eyes. A pair's two
texts are read as two reports of two outlets, dated with the corpus's day, and put into a ledger of
their own. The ledger says "weakens" where an event that both tell of has a claim of one that denies
or contradicts one of the other (numbers apart, named denials, opposite words), or is denied or
disputed; "strengthens" where they tell of one event and nothing of that holds. 600 pairs of the
training part, drawn with a fixed seed.

Baselines: always yes; and word overlap, the share of the words of both that both have (without the
commonest), at the threshold above nothing that gives the best F1 on the other pairs.

The corpus is about US politics, its sentences stand alone, without date or place, and its relations
are of framing more than of facts. The ledger makes no claim to know those; this section is here to
say how little its facts tell about them, and that it does not see a contradiction in everything.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from common import Errors, Json, Score, Text, run_alone, take
from fogline.records.event import Event, Is
from ledgers import Reading, events_of, filing, read_reports

SEED = 11
DRAWN = 600
LABELS = {"weakens": "weak", "strengthens": "strength"}
OUTLETS = ("Outlet A", "Outlet B")
AGAINST = frozenset(("denies", "contradicts"))
AGAINST_STANDING = frozenset((Is.DENIED, Is.DISPUTED))
_SMALL = """
a an and are as at be been but by for from had has have he her his i in is it its not of on or our
she that the their them they this to was we were which who will with would you
"""
_STOP = frozenset(_SMALL.split())


def load(corpora: Path) -> list[Json]:
    """The pairs of the training part, each with both labels."""
    by_id: dict[str, Json] = {}
    for label, name in LABELS.items():
        path = corpora / "claimdiff" / f"ClaimDiff-{name}-train.json"
        for row in json.loads(path.read_text(encoding="utf-8"))["data"]:
            by_id.setdefault(row["pair_id"], {**row})[label] = bool(row["relation"])
    return [by_id[key] for key in sorted(by_id)]


def relation(events: Sequence[Event]) -> str | None:
    """What the ledger says of two reports: weakens, strengthens or nothing."""
    shared = [event for event in events if len({row.report.id for row in event.claims}) > 1]
    for event in shared:
        report = {row.claim.key: row.report.id for row in event.claims}
        against = any(
            row.kind in AGAINST and report.get(row.one) != report.get(row.other)
            for row in event.relations
        )
        if against or AGAINST_STANDING & {row.is_ for row in event.standing}:
            return "weakens"
    return "strengthens" if shared else None


def overlap(row: Json) -> float:
    """The share of the words of both claims that both have."""
    one, other = (
        set(re.findall(r"[a-z0-9']+", row[key].casefold())) - _STOP
        for key in ("claim_a", "claim_b")
    )
    return len(one & other) / max(1, len(one | other))


def threshold(rows: Sequence[Json], label: str) -> float:
    """The least overlap that gives the best F1."""
    steps = [number / 50 for number in range(1, 26)]
    return max(steps, key=lambda step: _f1(rows, label, step))


def _f1(rows: Sequence[Json], label: str, step: float) -> float:
    said = [overlap(row) >= step for row in rows]
    return counted(rows, said, label)["f1"]


def counted(rows: Sequence[Json], said: Sequence[bool], label: str) -> Json:
    """Precision, recall and F1 of what was said."""
    score = Score()
    for row, yes in zip(rows, said, strict=True):
        if yes and row[label]:
            score.hit()
        elif yes:
            score.extra()
        elif row[label]:
            score.miss()
    return {**score.percentages(), "said": sum(said)}


def read(rows: Sequence[Json]) -> list[tuple[Reading, Reading]]:
    """Both claims of each pair as records."""
    texts = [
        Text(f"{row['pair_id']}-{key}", row[key], row["date"])
        for row in rows
        for key in ("claim_a", "claim_b")
    ]
    found = read_reports(texts, [*OUTLETS] * len(rows))
    return list(zip(found[::2], found[1::2], strict=True))


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """The ledger's words and the baselines' against both labels."""
    every = load(corpora)
    drawn = random.Random(SEED).sample(every, min(DRAWN, len(every)))
    rows = take(drawn, sample, key=lambda row: str(row["pair_id"]))
    names = {row["pair_id"] for row in drawn}
    others = [row for row in every if row["pair_id"] not in names]
    known = filing()
    pairs = read(rows)
    said = [relation(events_of(pair, known)) for pair in pairs]
    for row, word in zip(rows, said, strict=True):
        if word is not None:
            gold = [label for label in LABELS if row[label]]
            errors.show(f"{word} gold {gold}", f"{row['claim_a']} // {row['claim_b']}")
    both = sum(all(record.claims for _, record in pair) for pair in pairs)
    told: Json = {
        "pairs": len(rows),
        "claims_in_both": both,
        "one_event": len(rows) - said.count(None),
    }
    for label in LABELS:
        step = threshold(others or rows, label)
        told[label] = {
            "ledger": counted(rows, [word == label for word in said], label),
            "always": counted(rows, [True] * len(rows), label),
            "words": counted(rows, [overlap(row) >= step for row in rows], label),
            "threshold": step,
        }
    return told


if __name__ == "__main__":
    run_alone(__doc__, score)
