"""Measures the ledger's store: adding at the start and at the end, and each kind of question.

    python benchmarks/store.py [--reports 20000] [--ledger FILE]

Fills a ledger with made-up reports (15 claims, 30 blocks and 15 paragraphs of 45 words each; places
among 4,000 settlements of 26 regions, days among 1,000, one claim in fifty without an end), a
transaction each, and then asks. Figures are medians in milliseconds, on files in the disk's cache;
``cpu`` leaves out the waiting for the disk and for other processes. ``rows`` is how many rows an
answer has on average.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sized
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from fogline.records.ledger import Unit
from fogline.store.base import Block, Reading, Selection, View
from fogline.store.sqlite import SqliteStore, open_sqlite
from tests.ledgers import (
    COUNTRY,
    DAY,
    a_claim,
    a_link,
    a_period,
    a_place,
    a_reading,
    filed,
    some_words,
)

CLAIMS = PARAGRAPHS = 15
DAYS = 1000
TYPES = ("ASSAULT",) * 6 + ("TOLL",) * 3 + ("ADVANCE", "REQUEST", "REJECT", "ACCUSE", "CONSULT")
REGIONS = [Unit(id=f"geonames:{row}", kind="adm1", name=f"Region {row}") for row in range(26)]


class Maker:
    """Makes reports, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = [f"{'ktmvzr'[row % 6]}{'aeiou'[row % 5]}n{row}" for row in range(30_000)]
        # As in any language, the n-th word is used one n-th as often as the first.
        self.weights = list(itertools.accumulate(1 / (row + 1) for row in range(len(self.words))))
        self.spots = [
            (44 + self.chance.random() * 8, 22 + self.chance.random() * 18) for _ in range(4000)
        ]

    def text(self, words: int) -> str:
        """So many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=words))

    def day(self) -> int:
        """A day, in hours since 1970."""
        return DAY - 24 * self.chance.randrange(DAYS)

    def village(self) -> str:
        """The id of a settlement."""
        return f"village:{self.chance.randrange(len(self.spots))}"

    def region(self) -> str:
        """The id of a region."""
        return self.chance.choice(REGIONS).id

    def reading(self, number: int) -> Reading:
        """The reading of the report of that number."""
        name = hashlib.sha256(str(number).encode()).hexdigest()
        day, digits = self.day(), self.chance.getrandbits
        claims = [self.claim(name, row, day) for row in range(CLAIMS)]
        made = a_reading(
            name,
            claims=claims,
            paragraphs=[self.text(45) for _ in range(PARAGRAPHS)],
            links=[a_link(claims[0].claim.key, row.claim.key) for row in claims[1:6]],
        )
        passages = tuple(
            replace(
                row,
                signature=tuple(digits(32) for _ in range(32)),
                bands=tuple(f"{digits(64):016x}" for _ in range(8)),
            )
            for row in made.passages
        )
        return replace(made, passages=passages)

    def claim(self, report: str, number: int, day: int) -> Any:
        """A claim of the days before ``day``, with its blocks."""
        spot = self.chance.randrange(len(self.spots))
        lat, lon = self.spots[spot]
        region = REGIONS[spot % len(REGIONS)]
        first = day - 24 * self.chance.randrange(4)
        hours = 10**8 if self.chance.random() < 0.02 else self.chance.choice([24, 24, 48, 168])
        place = a_place(id=f"village:{spot}", within=(region, COUNTRY), lat=lat, lon=lon)
        claim = a_claim(
            report=report,
            claim=f"c{number}",
            key=f"{report[:16]}/{number}",
            type=self.chance.choice(TYPES),
            place=place,
            time=a_period(first, first + hours),
            evidence=(some_words(self.text(25)),),
        )
        units = (place.id, region.id)
        blocks = (Block(key=f"ground@{unit}", first=first, last=first + hours) for unit in units)
        return filed(claim, tuple(blocks))


def fill(store: SqliteStore, maker: Maker, reports: int) -> dict[str, float]:
    """Add the reports; the milliseconds that each of the first and of the last ones took."""
    taken, busy = [], []
    for number in range(reports):
        reading = maker.reading(number)
        begun, cpu = time.perf_counter(), time.process_time()
        with store.writer() as writer:
            writer.add(reading)
        taken.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - cpu))
    part = min(1000, reports // 2)
    return {
        f"add, {name} {part}{what}": round(statistics.median(values[rows]), 2)
        for name, rows in (("first", slice(part)), ("last", slice(-part, None)))
        for what, values in (("", taken), (", cpu", busy))
    }


def ask(view: View, maker: Maker) -> dict[str, tuple[float, float]]:
    """The median of the milliseconds, and the rows, of every kind of question."""
    names = [row.id for row in view.reports()]
    sample = maker.chance.sample(names, min(50, len(names)))
    record = json.loads(view.record(names[0], "reading-1"))
    words = sorted(set(record["report"]["text"].split()), key=len)
    bands = [f"{maker.chance.getrandbits(64):016x}" for _ in range(8 * PARAGRAPHS)]

    def box(size: float) -> tuple[float, float, float, float]:
        south, west = 44 + maker.chance.random() * 8, 22 + maker.chance.random() * 18
        return south, west, south + size, west + size

    def near(units: list[str]) -> Sized:
        day = maker.day()
        return view.near([Block(key=f"ground@{row}", first=day, last=day + 48) for row in units])

    def at(hours: int, **conditions: Any) -> Sized:
        day = maker.day()
        return view.claims(Selection(first=day, last=day + hours, **conditions))

    questions: dict[str, Callable[[], Sized]] = {
        "reports, 50 by id": lambda: view.reports(sample),
        "record": lambda: [view.record(maker.chance.choice(names), "reading-1")],
        "claims, region and day": lambda: at(24, units=[maker.region()]),
        "claims, village and month": lambda: at(720, units=[maker.village()]),
        "claims, type and day": lambda: at(24, types=["TOLL"]),
        "claims, half a degree and week": lambda: at(168, box=box(0.5)),
        "claims, 20 reports": lambda: view.claims(Selection(reports=sample[:20])),
        "near, 30 villages": lambda: near([maker.village() for _ in range(30)]),
        "near, a region": lambda: near([maker.region()]),
        "passages, 120 bands": lambda: view.passages(bands),
        "links, 15 keys": lambda: view.links([f"{names[0][:16]}/{row}" for row in range(15)]),
        "search, rare word": lambda: view.search(words[-1], 20),
        "search, two words": lambda: view.search(" ".join(words[-6:-4]), 20),
        "search, commonest word": lambda: view.search(maker.words[0], 20),
    }
    return {name: timed(question) for name, question in questions.items()}


def timed(question: Callable[[], Sized], times: int = 15) -> tuple[float, float]:
    """The median of the milliseconds of a question, and the mean of its rows."""
    taken, rows = [], 0
    for _ in range(times):
        begun = time.perf_counter()
        rows += len(question())
        taken.append(1000 * (time.perf_counter() - begun))
    return round(statistics.median(taken), 2), round(rows / times, 1)


def everything(view: View) -> dict[str, float]:
    """Claims and links a second, all of them at once."""
    begun = time.perf_counter()
    claims = len(view.claims(Selection()))
    middle = time.perf_counter()
    links = len(view.links())
    ended = time.perf_counter()
    return {
        "claims": claims,
        "claims a second": round(claims / (middle - begun)),
        "links": links,
        "links a second": round(links / (ended - middle)),
    }


def main() -> None:
    """Fill, ask, and print the figures as JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=20_000)
    options.add_argument("--ledger", type=Path, help="keep the file there (it must not exist yet)")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "war.ledger"
        store = open_sqlite(path, create=True)
        maker = Maker(1)
        found: dict[str, Any] = fill(store, maker, given.reports)
        found["megabytes"] = round(path.stat().st_size / 1e6)
        with store.view() as view:
            found["questions: ms, rows"] = ask(view, maker)
            gc.collect()
            found["everything"] = everything(view)
        store.close()
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
