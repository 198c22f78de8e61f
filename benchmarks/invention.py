"""Counts what records hold that their reports do not say: nothing may be invented.

    python benchmarks/invention.py [--corpora FOLDER] [--sample N] [--errors N]

All texts of the public corpora are read: PolNeAR (both parts), MUC-4 (all parts), FA-KES (open
half), re3d, TempEval-3, TR-News, LGL, GeoWebNews, CASE, PLOVER, WikiEvents, ClaimDiff and
event_location. Of each claim every participant, place, time, number, target, instrument, condition,
trigger and piece of evidence is followed to its words: an actor, a place or a time must have a
mention; each span's words must be those of the report at its offsets. ``invented`` counts those
that fail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import case
import claimdiff
import fakes
import muc
import plover
import polnear
import timex
import toponyms
import wikievents
from common import Errors, Json, Text, read_texts, run_alone, take
from holders import re3d_texts

TABLES = ("actors", "places", "times", "quantities")
SPANS = ("target", "evidence")
SINGLE = ("instrument", "place_span", "condition", "trigger")


def texts(corpora: Path) -> Iterator[Text]:
    """Every text of the corpora, each once."""
    for part in ("dev", "train"):
        for name, text, _ in polnear.load(corpora / "polnear" / part):
            yield Text(f"polnear-{name}", text)
    for part in muc.PARTS:
        yield from muc.load(corpora / "muc4" / part)[0]
    for row in fakes.load(corpora / "fakes" / "fakes-open.csv"):
        yield Text(f"fakes-{row['unit_id']}", fakes.text_of(row))
    for name, text in re3d_texts(corpora).items():
        yield Text(f"re3d-{name}", text)
    for path in timex.documents(corpora / "tempeval3"):
        yield Text(f"tempeval3-{path.stem}", timex.read_gold(path).text)
    for part, (file, read) in toponyms.CORPORA.items():
        for article in read(corpora / file):
            yield Text(f"{part}-{article.number}", article.text)
    yield from _sentences(corpora)


def _sentences(corpora: Path) -> Iterator[Text]:
    """The corpora of single sentences and short passages."""
    found: dict[str, str] = {}
    for text, _ in case.read_rows(corpora / "case2021" / "dev.tsv"):
        found.setdefault(text, "case")
    for row in plover.load(corpora / "plover" / "PLOVER_GSR_CAMEO.txt"):
        found.setdefault(row["text"], "plover")
    for row in claimdiff.load(corpora):
        for claim in ("claim_a", "claim_b"):
            found.setdefault(row[claim], "claimdiff")
    for line in (corpora / "event_location" / "open.jsonl").read_text("utf-8").splitlines():
        found.setdefault(json.loads(line)["text"], "event_location")
    for line in (corpora / "wikievents" / "dev.jsonl").read_text("utf-8").splitlines():
        found.setdefault(wikievents.text_of(json.loads(line))[0], "wikievents")
    for number, (text, name) in enumerate(found.items()):
        yield Text(f"{name}-{number}", text)


def invented(record: Json) -> list[str]:
    """What of a record's claims is not in its report, told in words; empty for a sound record."""
    text: str = record["report"]["text"]
    known = {row["id"]: row for table in TABLES for row in record[table]}
    found: list[str] = []
    for claim in record["claims"]:
        spans = [span for key in SPANS for span in claim[key]]
        spans += [claim[key] for key in SINGLE if claim[key] is not None]
        for reference in _references(claim):
            row = known.get(reference)
            said = [] if row is None else row.get("mentions") or [row.get("span")]
            if not any(said):
                found.append(f"{claim['id']} {reference}: no words")
            spans += filter(None, said)
        for span in spans:
            if text[span["start"] : span["end"]] != span["text"] or not span["text"]:
                found.append(f"{claim['id']}: {span} is not what the report says")
    return found


def _references(claim: Json) -> Iterator[str]:
    for key in ("actor", "recipient", "quantities"):
        yield from claim[key]
    for key in ("place", "from_place", "time", "due"):
        if claim[key] is not None:
            yield claim[key]


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read everything and count."""
    rows = take(list(texts(corpora)), sample, lambda row: row.name)
    claims = wrong = 0
    for row, record in zip(rows, read_texts(rows, "invention"), strict=True):
        claims += len(record["claims"])
        found = invented(record)
        wrong += len(found)
        for line in found:
            errors.show("invented", f"{row.name} {line}")
    return {"texts": len(rows), "claims": claims, "invented": wrong}


if __name__ == "__main__":
    run_alone(__doc__, score)
