"""What the benchmarks share: where the corpora are, reading one text, precision and recall."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Hashable
from dataclasses import dataclass
from pathlib import Path

from fogline.export.record_json import record_object
from fogline.intake.read import read_report
from fogline.pipeline import read_record
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge

ROOT = Path(__file__).parent.parent


def corpora_argument(arguments: argparse.ArgumentParser) -> None:
    """Add ``--corpora``, the folder with the public corpora."""
    arguments.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")


def read_text(text: str, name: str, published: str | None = None) -> dict:
    """The record of a plain text, as JSON objects, read with the whole reader."""
    nothing = Metadata()
    received = Received(
        name=name, data=text.encode(), given=Metadata(published=published), sidecar=nothing
    )
    return record_object(read_record(read_report(received), default_knowledge()))


@dataclass
class Score:
    """Counts of what was right, missed and too much."""

    right: int = 0
    missed: int = 0
    wrong: int = 0

    def hit(self) -> None:
        """One more right answer."""
        self.right += 1

    def miss(self) -> None:
        """One more gold item not found."""
        self.missed += 1

    def extra(self, count: int = 1) -> None:
        """More items found that are not gold."""
        self.wrong += count

    def compare(self, gold: Collection[Hashable], found: Collection[Hashable]) -> None:
        """Count two sets against each other."""
        gold, found = set(gold), set(found)
        self.right += len(gold & found)
        self.missed += len(gold - found)
        self.wrong += len(found - gold)

    def add(self, other: Score) -> None:
        """Add another score's counts."""
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong

    def percentages(self) -> dict[str, float]:
        """Precision, recall and F1 in percent, with the number of gold items."""
        precision = 100 * self.right / max(1, self.right + self.wrong)
        recall = 100 * self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {
            "precision": round(precision, 1),
            "recall": round(recall, 1),
            "f1": round(f1, 1),
            "gold": self.right + self.missed,
        }
