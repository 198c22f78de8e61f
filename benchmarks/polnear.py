"""Scores statements against PolNeAR dev: exact spans of source, cue and content.

    python benchmarks/polnear.py [--corpora FOLDER] [--part dev] [--sample N] [--errors N]

Gold and found spans are cut at sentence ends (a plain splitter, the same for both), as
CofeNet (Wang et al. 2022) scores sentence by sentence; white space at the edges is trimmed; a span
counts when both offsets agree. Only attributed statements count: PolNeAR marks no narrator. What is
quoted inside another's content is left out, since PolNeAR is flat. The few articles that several
people annotated count once, with the first of the annotations. ``linked`` is the share of
gold attributions, and of found statements, whose source and content both overlap by half or more
of their tokens (F1).

Confidence is that of a statement with a source, which is right where it is linked in that sense to
some gold attribution. Statements are put into ten bins of equal size by confidence; the calibration
error is the mean distance, over all statements, of a bin's mean confidence from its share of right
ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from calibration import reliability
from common import Errors, Json, Score, Text, read_texts, run_alone, take

KINDS = ("source", "cue", "content")
_SENTENCE = re.compile(
    r"[^.!?\n]+(?:[.!?]+(?![\s\"”’')]*[\sA-Z\"“‘(])[^.!?\n]*)*[.!?]*[\"”’')]*|\n"
)
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Attributed:
    """One attribution: spans (start, end) by kind, and how sure Fogline is of it."""

    spans: dict[str, tuple[tuple[int, int], ...]]
    confidence: float | None = None


def load(folder: Path) -> Iterator[tuple[str, str, list[Attributed]]]:
    """Name, text and gold attributions of each document of a part of the corpus."""
    texts = {path.stem: path for path in (folder / "text").glob("*.txt")}
    seen: set[str] = set()
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        if stem in seen:
            continue
        seen.add(stem)
        found = texts.get(stem) or next((p for s, p in texts.items() if stem.startswith(s)), None)
        if found is None:
            continue
        text = found.read_bytes().decode("utf-8")
        yield stem, text, _annotations(path)


def _annotations(path: Path) -> list[Attributed]:
    spans: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    found: list[Attributed] = []
    for line in path.read_bytes().decode("utf-8").split("\n"):
        number, _, rest = line.partition("\t")
        if number.startswith("T") and rest:
            kind, _, offsets = rest.partition("\t")[0].partition(" ")
            pairs = (piece.split() for piece in offsets.split(";"))
            spans[number] = (kind.lower(), tuple((int(a), int(b)) for a, b in pairs))
        elif number.startswith("E"):
            rows: dict[str, tuple[tuple[int, int], ...]] = {}
            for part in rest.split():
                role, _, target = part.partition(":")
                kind = role.rstrip("0123456789").lower()
                if kind in KINDS and target in spans:
                    rows[kind] = rows.get(kind, ()) + spans[target][1]
            if rows:
                found.append(Attributed(rows))
    return found


def cut(text: str, spans: Iterator[tuple[int, int]] | set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The spans cut at sentence ends and trimmed."""
    edges = sorted({0, len(text)} | {match.end() for match in _SENTENCE.finditer(text)})
    found: set[tuple[int, int]] = set()
    for start, end in spans:
        inner = [edge for edge in edges if start < edge < end]
        for left, right in pairwise([start, *inner, end]):
            piece = text[left:right]
            trimmed = left + len(piece) - len(piece.lstrip())
            if piece.strip():
                found.add((trimmed, trimmed + len(piece.strip())))
    return found


def statements_of(record: Json) -> list[Attributed]:
    """The attributed statements of a record that no other statement quotes."""
    found: list[Attributed] = []
    for row in record["statements"]:
        if row["cue"] is None or row["parent"] is not None:
            continue
        spans = {
            "cue": ((row["cue"]["start"], row["cue"]["end"]),),
            "content": tuple((span["start"], span["end"]) for span in row["content"]),
        }
        if row["holder_span"]:
            spans["source"] = ((row["holder_span"]["start"], row["holder_span"]["end"]),)
        found.append(Attributed(spans, row["confidence"]))
    return found


def tokens(text: str, spans: tuple[tuple[int, int], ...]) -> set[int]:
    """Start offsets of the tokens that the spans hold."""
    return {a + match.start() for a, b in spans for match in _TOKEN.finditer(text[a:b])}


def linked(text: str, gold: list[Attributed], found: list[Attributed]) -> Score:
    """How many gold attributions have a statement with half of source and content in common."""
    score = Score()
    free = list(found)
    for row in gold:
        if "source" not in row.spans or "content" not in row.spans:
            continue
        match = next((one for one in free if _alike(text, row, one)), None)
        if match is not None:
            free.remove(match)
            score.hit()
        else:
            score.miss()
    score.extra(sum(1 for row in free if "source" in row.spans))
    return score


def _alike(text: str, one: Attributed, other: Attributed) -> bool:
    for kind in ("source", "content"):
        a = tokens(text, one.spans.get(kind, ()))
        b = tokens(text, other.spans.get(kind, ()))
        if not a or not b or len(a & b) < 0.5 * max(len(a), len(b)):
            return False
    return True


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "dev") -> Json:
    """Read every document of a part with Fogline and compare."""
    scores = {kind: Score() for kind in (*KINDS, "linked")}
    told: list[tuple[float, bool]] = []
    rows = take(load(corpora / "polnear" / part), sample, lambda row: row[0])
    records = read_texts([Text(name, text) for name, text, _ in rows], "PolNeAR")
    for (_, text, gold), record in zip(rows, records, strict=True):
        found = statements_of(record)
        for kind in KINDS:
            right = cut(text, {span for row in gold for span in row.spans.get(kind, ())})
            ours = cut(text, {span for row in found for span in row.spans.get(kind, ())})
            scores[kind].compare(right, ours)
            for mark, spans in (("-", right - ours), ("+", ours - right)):
                for start, end in sorted(spans):
                    errors.show(kind + mark, text[start:end])
        scores["linked"].add(linked(text, gold, found))
        told += [
            (one.confidence or 0.0, any(_alike(text, row, one) for row in gold))
            for one in found
            if "source" in one.spans
        ]
    return (
        {"documents": len(rows)}
        | {key: value.percentages() for key, value in scores.items()}
        | {"confidence": reliability(told)}
    )


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("dev", "train"))
