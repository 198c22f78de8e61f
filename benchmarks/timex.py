"""Scores the time grammar on TimeBank and AQUAINT (TempEval-3): spans and values.

    python benchmarks/timex.py [--folder ../shared/corpora/tempeval3] [--documents 40] [--skip 0]
        [--held-out]

Prints JSON: strict and relaxed span precision, recall and F1, and the F1 of values (of spans
matched in the relaxed way, as in TempEval-3), in per cent. A tenth of the documents, chosen by the
hash of their names, is kept aside and scored with ``--held-out`` alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, load_parser, parse
from fogline.records.report import Published, PublishedBasis, Report
from fogline.resolve.times import find_times

FOLDER = Path(__file__).parent.parent.parent / "shared" / "corpora" / "tempeval3"


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its times: characters ``start`` to ``end``, and the TIMEX3 value."""

    name: str
    text: str
    published: str
    times: tuple[tuple[int, int, str], ...]


def is_held_out(name: str) -> bool:
    """Whether a document belongs to the tenth that is set aside."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 0


def read_gold(path: Path) -> Gold:
    """Read one TimeML file."""
    root = ET.parse(path).getroot()
    made = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    pieces: list[str] = []
    times: list[tuple[int, int, str]] = []
    if body is not None:
        _walk(body, pieces, times)
    return Gold(
        name=path.name,
        text="".join(pieces),
        published=(made.get("value", "") if made is not None else "")[:10],
        times=tuple(times),
    )


def _walk(node: ET.Element, pieces: list[str], times: list[tuple[int, int, str]]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    if node.tag == "TIMEX3":
        times.append((start, sum(map(len, pieces)), node.get("value", "")))


def documents(folder: Path, *, held_out: bool) -> Iterator[Path]:
    """The files of one side of the split, mixed by their hash, in a fixed order."""
    paths = [p for p in folder.glob("*/*.tml") if not p.name.startswith("._")]
    mixed = sorted(paths, key=lambda p: hashlib.sha256(p.name[::-1].encode()).hexdigest())
    return (path for path in mixed if is_held_out(path.name) == held_out)


def find(gold: Gold, parser: Parser) -> list[tuple[int, int, str]]:
    """The times that Fogline finds in a document: start, end, value."""
    document = parse(gold.text, find_paragraphs(gold.text), (), parser)
    report = Report(
        id=gold.name,
        title=None,
        title_span=None,
        publisher=None,
        via=None,
        byline=(),
        url=None,
        language="en",
        published=Published(
            start=gold.published,
            end=gold.published,
            precision="day",
            basis=PublishedBasis.GIVEN,
        ),
        text=gold.text,
        dateline=None,
        boilerplate=(),
    )
    return sorted(
        (mention.start, mention.end, time.value)
        for time in find_times(document, report)
        for mention in time.mentions
    )


def count(gold: Gold, found: list[tuple[int, int, str]]) -> dict[str, int]:
    """Matches of one document; a gold span matches one found span at most."""
    strict = relaxed = value = 0
    free = list(found)
    for start, end, meant in gold.times:
        near = [one for one in free if one[0] < end and start < one[1]]
        if not near:
            continue
        best = max(near, key=lambda one: (one[:2] == (start, end), one[2] == meant))
        free.remove(best)
        relaxed += 1
        strict += best[:2] == (start, end)
        value += best[2] == meant
    return {
        "gold": len(gold.times),
        "found": len(found),
        "strict": strict,
        "relaxed": relaxed,
        "value": value,
    }


def rates(right: int, gold: int, found: int) -> dict[str, float]:
    """Precision, recall and F1 in per cent."""
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(100 * precision, 2),
        "recall": round(100 * recall, 2),
        "f1": round(100 * f1, 2),
    }


def main() -> None:
    """Score and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--folder", type=Path, default=FOLDER)
    options.add_argument("--documents", type=int, default=40)
    options.add_argument("--skip", type=int, default=0)
    options.add_argument("--held-out", action="store_true")
    chosen = options.parse_args()
    paths = list(documents(chosen.folder, held_out=chosen.held_out))
    paths = paths[chosen.skip : chosen.skip + chosen.documents]
    parser = load_parser()
    totals = dict.fromkeys(("gold", "found", "strict", "relaxed", "value"), 0)
    for path in paths:
        gold = read_gold(path)
        for key, number in count(gold, find(gold, parser)).items():
            totals[key] += number
    scores = {
        name: rates(totals[name], totals["gold"], totals["found"])
        for name in ("strict", "relaxed", "value")
    }
    print(json.dumps({"documents": len(paths), **totals, "scores": scores}, indent=2))


if __name__ == "__main__":
    main()
