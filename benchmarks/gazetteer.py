"""Measures the gazetteer: microseconds a name, memory, seconds to build.

    python benchmarks/gazetteer.py [--names 20000] [--date DATE] [--print-only]

The names are those of places of the gazetteer, spread evenly over all of its ids, each looked up
once in a file just opened (``first``), then once more (``again``: a report names most of its
places several times, and the last 8,192 names are remembered); ``unknown`` are the same names with
their letters reversed, which few places have and for which other spellings are tried. Memory is
what the process has more after all of that than before the file was opened (resident, from
``/proc/self/status``). The build is into a file of its own, from the installed packages. All times
are the processor's, so that other work on the machine counts little; the files are in the disk's
cache.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from common import Json, measured_on, method_of, write_section
from fogline.knowledge.gazetteer.build import build_gazetteer
from fogline.knowledge.gazetteer.file import GazetteerFile, gazetteer_path, open_gazetteer


def names_of(path: Path, number: int) -> list[str]:
    """So many names of places, spread over the file."""
    connection = sqlite3.connect(path)
    try:
        (total,) = connection.execute("SELECT count(*) FROM place").fetchone()
        step = max(1, total // number)
        rows = connection.execute("SELECT name FROM place ORDER BY key").fetchall()
    finally:
        connection.close()
    return [str(row[0]) for row in rows[::step]][:number]


def microseconds(table: GazetteerFile, names: Sequence[str]) -> float:
    """The mean time that a name takes."""
    start = time.process_time()
    for name in names:
        table.lookup(name)
    return round(1e6 * (time.process_time() - start) / len(names), 1)


def resident_mb() -> float:
    """What the process has in memory."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def measure(number: int) -> Json:
    """All figures."""
    load = round(os.getloadavg()[0], 1)
    path = gazetteer_path(os.environ)
    names = names_of(path, number)
    before = resident_mb()
    table = open_gazetteer(path)
    found: Json = {"load_before": load, "names": len(names), "first": microseconds(table, names)}
    recent = names[-4_000:]
    table.lookup(recent[0])
    found["again"] = microseconds(table, recent)
    found["unknown"] = microseconds(table, [name[::-1] for name in names])
    found["memory_mb"] = round(resident_mb() - before, 1)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        build_gazetteer(Path(folder) / "gazetteer.sqlite")
        found["build_seconds"] = round(time.process_time() - start, 1)
    found["file_mb"] = round(path.stat().st_size / 1e6, 1)
    return found


def section(found: Json) -> str:
    """The figures as Markdown."""
    rows = (
        ("microseconds a name, looked up first", "first", "under 50"),
        ("looked up again", "again", ""),
        ("unknown, other spellings tried", "unknown", ""),
        ("memory, MB", "memory_mb", "under 150"),
        ("build, seconds", "build_seconds", "under 60"),
        ("file, MB", "file_mb", ""),
    )
    head = [
        f"{found['names']:,} names. Load of the machine before the start: {found['load_before']}.",
        "",
        "| measure | Fogline | wanted |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *(f"| {name} | {found[key]} | {want} |" for name, key, want in rows)])


def main() -> None:
    """Measure, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--names", type=int, default=20_000)
    measured_on(options)
    given = options.parse_args()
    found = measure(given.names)
    print(json.dumps(found, indent=2))
    if not given.print_only:
        body = f"{section(found)}\n\n{method_of(__doc__)}"
        command = f"python benchmarks/gazetteer.py --names {given.names}"
        write_section("gazetteer", "The gazetteer", command, body, given.date)


if __name__ == "__main__":
    main()
