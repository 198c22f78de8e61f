"""Scores whether a deed is told as done, going on, planned, possible and so on, and as negated.

    python benchmarks/modality.py [--part open|aside] [--sample N] [--errors N]

``tests/corpus/modality-open.yml`` and ``modality-aside.yml`` are two halves, drawn by lot, of 320
sentences on two dozen conflicts that were written and marked without sight of the rules that they
measure. The half set aside was not read while rules were made. Each sentence is read alone; its
marked deed has the polarity and modality of the claim whose trigger overlaps the mark, of several
the one with the nearest beginning, and none where no claim does (``found``). F1 of a modality, and
of being negated, is over all sentences; ``f1`` is the mean over these eight. ``condition`` is the
share of marked conditions that the claim's condition overlaps by half or more of both.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from common import ROOT, Errors, Json, Text, percent, read_texts, run_alone, take
from fogline.records.claim import Modality, Polarity
from marks import read_marks

CORPUS = ROOT / "tests" / "corpus"
NEGATED = Polarity.NEGATED.value
Offsets = tuple[int, int]


def load(part: str) -> list[tuple[str, str, str, Offsets, Offsets | None]]:
    """Polarity, modality, sentence, deed and condition of each row of a half."""
    rows = yaml.safe_load((CORPUS / f"modality-{part}.yml").read_text(encoding="utf-8"))
    found = []
    for polarity, modality, _, line in rows["sentences"]:
        text, (marked,) = read_marks(line)
        condition = next(iter(marked.spans.get("if", [])), None)
        found.append((polarity, modality, text, marked.spans["deed"][0], condition))
    return found


def claim_at(record: Json, deed: Offsets) -> Json | None:
    """The claim whose trigger overlaps the marked deed."""
    start, end = deed
    touching = [
        claim
        for claim in record["claims"]
        if claim["trigger"]["start"] < end and start < claim["trigger"]["end"]
    ]
    return min(touching, key=lambda row: abs(row["trigger"]["start"] - start), default=None)


def alike(one: Offsets, span: Json | None) -> bool:
    """Whether both stretches overlap by half or more of the longer one."""
    if span is None:
        return False
    common = min(one[1], span["end"]) - max(one[0], span["start"])
    return common >= 0.5 * max(one[1] - one[0], span["end"] - span["start"])


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "open") -> Json:
    """Read every sentence of a half with Fogline and compare."""
    rows = take(load(part), sample, lambda row: row[2])
    gold: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    found = conditions = met = 0
    records = read_texts([Text(str(n), row[2]) for n, row in enumerate(rows)], "modality")
    for (polarity, modality, text, deed, condition), record in zip(rows, records, strict=True):
        claim = claim_at(record, deed)
        found += claim is not None
        want = {modality} | ({NEGATED} & {polarity})
        got = set() if claim is None else {claim["modality"], *({NEGATED} & {claim["polarity"]})}
        gold.update(want)
        given.update(got)
        right.update(want & got)
        if want != got:
            told = "+".join(sorted(got)) or "nothing"
            errors.show("+".join(sorted(want)), f"as {told} ({text[slice(*deed)]}) {text}")
        if condition is not None:
            conditions += 1
            met += claim is not None and alike(condition, claim["condition"])
    names = (*(modality.value for modality in Modality), NEGATED)
    each = {name: percent(2 * right[name], gold[name] + given[name]) for name in names}
    return {
        "sentences": len(rows),
        "found": percent(found, len(rows)),
        "f1": round(sum(each.values()) / len(each), 1),
        "each": each,
        "conditions": conditions,
        "condition": percent(met, conditions),
    }


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("open", "aside"))
