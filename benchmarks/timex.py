"""Scores times against TempEval-3's training part, TimeBank and AQUAINT: spans and values.

    python benchmarks/timex.py [--corpora FOLDER] [--part all|open] [--sample N] [--errors N]

Each document is read with its date of creation as the date of publication. A gold span matches one
found span at most: ``strict`` where both ends agree, ``relaxed`` where they overlap; ``value`` is
the F1 of spans that overlap and have the gold's TIMEX3 value, as in TempEval-3. The annotators
wrote some values in two ways (the week 2000-W6 and 2000-W06, the year 1968 and 1968-XX, the decade
198 and 198X, the hour T17 and T17:00, two quarters P2Q and P6M): ``value, one notation`` is the
same F1 with such values taken for one. The rules were
tuned on nine tenths of the documents (``tuned_on``); the other tenth, chosen by the hash of the
file names, was kept aside (``held_out``): ``--part open`` leaves it unread, and its errors are
never shown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from common import Errors, Json, Text, is_held_out, read_texts, run_alone, take

Timex = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its times: characters ``start`` to ``end``, and the TIMEX3 value."""

    name: str
    text: str
    published: str
    times: tuple[Timex, ...]


def read_gold(path: Path) -> Gold:
    """Read one TimeML file."""
    root = ET.parse(path).getroot()
    made = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    pieces: list[str] = []
    times: list[Timex] = []
    if body is not None:
        _walk(body, pieces, times)
    return Gold(
        name=path.name,
        text="".join(pieces),
        published=(made.get("value", "") if made is not None else "")[:10],
        times=tuple(times),
    )


def _walk(node: ET.Element, pieces: list[str], times: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        times.append((start, sum(map(len, pieces)), node.get("value", "")))


def documents(folder: Path) -> list[Path]:
    """The files of the corpus, without the debris of the system that packed them."""
    return sorted(path for path in folder.glob("*/*.tml") if not path.name.startswith("._"))


def times_of(record: Json) -> list[Timex]:
    """The times of a record: start, end, value."""
    return sorted(
        (span["start"], span["end"], row["value"])
        for row in record["times"]
        for span in row["mentions"]
    )


def one_notation(value: str) -> str:
    """A TIMEX3 value with what can be written in two ways written in one."""
    quarters = re.fullmatch(r"P(\d+)Q", value)
    if quarters:
        return f"P{3 * int(quarters[1])}M"
    value = re.sub(r"-W(\d)$", r"-W0\1", value)
    value = re.sub(r"(?<=\d)(?:-XX)+$", "", value)
    value = re.sub(r"^(\d{2}|\d{3})X+$", r"\1", value)
    return re.sub(r"(T\d\d)$", r"\1:00", value)


def count(gold: Gold, found: list[Timex], errors: Errors) -> Counter[str]:
    """Matches of one document."""
    told: Counter[str] = Counter(documents=1, gold=len(gold.times), found=len(found))
    free = list(found)
    for start, end, meant in gold.times:
        near = [one for one in free if one[0] < end and start < one[1]]
        if not near:
            errors.show("missed", gold.text[start:end])
            continue
        best = max(near, key=lambda one: (one[:2] == (start, end), one[2] == meant))
        free.remove(best)
        told["relaxed"] += 1
        told["strict"] += best[:2] == (start, end)
        told["value"] += best[2] == meant
        told["value, one notation"] += one_notation(best[2]) == one_notation(meant)
        if best[2] != meant:
            errors.show("value", f"{gold.text[start:end]}: {meant} < {best[2]}")
    for start, end, _ in free:
        errors.show("extra", gold.text[start:end])
    return told


def rates(right: int, gold: int, found: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "all") -> Json:
    """Read every document with Fogline and compare, the held-out tenth apart or not at all."""
    paths = take(documents(corpora / "tempeval3"), sample, lambda path: path.name)
    if part == "open":
        paths = [path for path in paths if not is_held_out(path.name)]
    rows = [read_gold(path) for path in paths]
    texts = [Text(row.name, row.text, row.published or None) for row in rows]
    totals: dict[str, Counter[str]] = {"tuned_on": Counter(), "held_out": Counter()}
    for gold, record in zip(rows, read_texts(texts, "TempEval-3"), strict=True):
        side = "held_out" if is_held_out(gold.name) else "tuned_on"
        shown = Errors(0) if side == "held_out" else errors
        totals[side].update(count(gold, times_of(record), shown))
    return {
        side: {"documents": told["documents"], "gold": told["gold"]}
        | {
            name: rates(told[name], told["gold"], told["found"])
            for name in ("strict", "relaxed", "value", "value, one notation")
        }
        for side, told in totals.items()
        if told
    }


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("all", "open"))
