"""Scores the reader against the public corpora and writes RESULTS.md.

    python benchmarks/run.py [--corpora FOLDER] [--only NAME ...] [--sample N] [--date DATE]

Prints JSON. With ``--only`` the other sections of RESULTS.md stay as they are; with ``--sample``
or ``--print-only`` nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import case
import claimdiff
import ecb
import event_location
import fakes
import grouping
import holders
import invention
import modality
import muc
import plover
import polnear
import stances
import tables
import timex
import toponyms
import whereabouts
import wikievents
from common import SECTIONS, Errors, Json, corpora_argument, measured_on, method_of, write_section


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One section of RESULTS.md: where its figures come from and how they are shown."""

    title: str
    script: ModuleType
    table: tables.Table
    part: str | None = None
    more: Callable[[Json], str] | None = None
    needs: str | None = None


BENCHMARKS = {
    "polnear": Benchmark(
        "Who says what: PolNeAR dev", polnear, tables.polnear, part="dev", more=tables.confidence
    ),
    "stances": Benchmark(
        "How it is said: stances, the half set aside", stances, tables.stances, part="aside"
    ),
    "holders": Benchmark("Who is meant: holders of statements", holders, tables.holders),
    "modality": Benchmark(
        "Done, planned or not at all: modality and negation, the half set aside",
        modality,
        tables.modality,
        part="aside",
    ),
    "case": Benchmark("What happened: CASE 2021 task 2, dev", case, tables.case),
    "plover": Benchmark(
        "What happened, who to whom: PLOVER's coded sentences",
        plover,
        tables.plover,
        more=tables.plover_confusion,
    ),
    "wikievents": Benchmark("Who takes part: WikiEvents, dev", wikievents, tables.wikievents),
    "muc": Benchmark("Incidents as templates: MUC-4, tst3", muc, tables.muc, part="tst3"),
    "fakes": Benchmark("How many died: FA-KES, open half", fakes, tables.fakes),
    "event_location": Benchmark(
        "Where it happened: event_location, held-out tenth", event_location, tables.event_location
    ),
    "invention": Benchmark("What no report says: nothing", invention, tables.invention),
    "tr-news": Benchmark(
        "Places: TR-News", toponyms, tables.toponyms("87.3"), part="tr-news", more=tables.namings
    ),
    "lgl": Benchmark(
        "Places: LGL, local newspapers",
        toponyms,
        tables.toponyms("82.7"),
        part="lgl",
        more=tables.namings,
    ),
    "geowebnews": Benchmark(
        "Places: GeoWebNews",
        toponyms,
        tables.toponyms("94.1"),
        part="geowebnews",
        more=tables.namings,
    ),
    "whereabouts": Benchmark(
        "Relations of place, contested names, times of war: the half set aside",
        whereabouts,
        tables.whereabouts,
        part="aside",
    ),
    "tempeval3": Benchmark("Times: TempEval-3, TimeBank and AQUAINT", timex, tables.tempeval3),
    "grouping": Benchmark(
        "Which claims are one event: FA-KES, pairs judged by reading",
        grouping,
        tables.grouping,
        more=tables.grouping_pairs,
    ),
    "ecb": Benchmark("Events across documents: ECB+, dev", ecb, tables.ecb, needs="scorch"),
    "claimdiff": Benchmark(
        "Claims that weaken or strengthen one another: ClaimDiff, training part",
        claimdiff,
        tables.claimdiff,
    ),
}


def main() -> None:
    """Score, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpora_argument(options)
    names = [name for name in SECTIONS if name in BENCHMARKS]
    options.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME",
                         help=f"of {', '.join(names)}")  # fmt: skip
    measured_on(options)
    given = options.parse_args()
    if not given.corpora.is_dir():
        raise SystemExit(f"{given.corpora}: the corpora are not there; name them with --corpora")
    told: dict[str, Any] = {}
    for name in given.only:
        one = BENCHMARKS[name]
        chosen = {"part": one.part} if one.part else {}
        if one.needs is not None and find_spec(one.needs) is None:
            print(f"{name}: left out, {one.needs} is not installed", file=sys.stderr)
            continue
        start = time.perf_counter()
        told[name] = one.script.score(given.corpora, given.sample, Errors(0), **chosen)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        if given.sample is None and not given.print_only:
            body = f"{tables.markdown(one.table(told[name]))}\n\n{method_of(one.script.__doc__)}"
            if one.more is not None:
                body = f"{body}\n\n{one.more(told[name])}"
            command = f"python benchmarks/run.py --only {name}"
            write_section(name, one.title, command, body, given.date)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
