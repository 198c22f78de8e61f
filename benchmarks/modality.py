"""Scores whether a deed is told as done, going on, planned, possible and so on, and as negated.

    python benchmarks/modality.py [--part open|aside] [--sample N] [--errors N]

``tests/corpus/modality-open.yml`` and ``modality-aside.yml`` are two halves, drawn by lot, of 320
sentences on two dozen conflicts that were written and marked without sight of the rules that they
measure. The half set aside was not read while rules were made. Each sentence is read alone; its
marked deed has the polarity and modality of the claim whose trigger overlaps the mark, of several
the one with the nearest beginning, and none where no claim does (``found``). F1 of a modality, and
of being negated, is over all sentences; ``f1`` is the mean over these eight. ``condition`` is the
share of marked conditions that the claim's condition overlaps by half or more of both.

A deed that makes no claim is a matter of types, not of modality. So the same figures are given a
second time (``words``), for which the reader is asked directly how such a word is placed, by the
functions that place claims (``mood_of``, ``polarity_of``).
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from common import ROOT, Errors, Json, Text, percent, read_texts, run_alone, take
from fogline.extract.claims.arguments import find_participants
from fogline.extract.claims.modality import mood_of
from fogline.extract.claims.polarity import polarity_of
from fogline.knowledge.triggers import Sense
from fogline.pipeline import reading_of
from fogline.records.claim import Modality, Polarity
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge
from marks import read_marks

CORPUS = ROOT / "tests" / "corpus"
NEGATED = Polarity.NEGATED.value
Offsets = tuple[int, int]
ANY = Sense(
    type="", mode=None, position="verb", words=("",), constraints=(), roles="default", rank=0
)


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


def told(claim: Json) -> set[str]:
    """What a claim says of its deed: the modality, and whether it is negated."""
    return {claim["modality"], *({NEGATED} & {claim["polarity"]})}


def asked(text: str, deed: Offsets) -> set[str]:
    """The same of a word that makes no claim."""
    none = Metadata()
    received = Received(name="t.txt", data=text.encode(), given=none, sidecar=none)
    reading = reading_of(received, default_knowledge())
    head = reading.document.head_in(*deed)
    if head is None:
        return set()
    taken = find_participants(reading, head, (head,), ANY)
    polarity = polarity_of(reading, head, taken.clause).value
    return {mood_of(reading, head, taken.clause).modality.value, *({NEGATED} & {polarity})}


class Tally:
    """F1 of each modality and of negation."""

    def __init__(self) -> None:
        self.gold: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, want: set[str], got: set[str]) -> None:
        """Count one deed."""
        self.gold.update(want)
        self.given.update(got)
        self.right.update(want & got)

    def figures(self) -> Json:
        """F1 of each, and their mean."""
        names = (*(modality.value for modality in Modality), NEGATED)
        each = {
            name: percent(2 * self.right[name], self.gold[name] + self.given[name])
            for name in names
        }
        return {"f1": round(sum(each.values()) / len(each), 1), "each": each}


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "open") -> Json:
    """Read every sentence of a half with Fogline and compare."""
    rows = take(load(part), sample, lambda row: row[2])
    claims, words = Tally(), Tally()
    found = conditions = met = 0
    records = read_texts([Text(str(n), row[2]) for n, row in enumerate(rows)], "modality")
    for (polarity, modality, text, deed, condition), record in zip(rows, records, strict=True):
        claim = claim_at(record, deed)
        found += claim is not None
        want = {modality} | ({NEGATED} & {polarity})
        got = set() if claim is None else told(claim)
        claims.add(want, got)
        words.add(want, got or asked(text, deed))
        if want != got:
            so = "+".join(sorted(got)) or "nothing"
            errors.show("+".join(sorted(want)), f"as {so} ({text[slice(*deed)]}) {text}")
        if condition is not None:
            conditions += 1
            met += claim is not None and alike(condition, claim["condition"])
    return {
        "sentences": len(rows),
        "found": percent(found, len(rows)),
        **claims.figures(),
        "words": words.figures(),
        "conditions": conditions,
        "condition": percent(met, conditions),
    }


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("open", "aside"))
