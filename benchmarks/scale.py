"""Measures a ledger in one SQLite file as it grows to 20,000 reports: adding, size, views, memory.

    python benchmarks/scale.py [--reports 20000] [--keep FILE] [--date DATE] [--print-only]

The reports are made up (``generated.py``): whole records, some twelve claims each, so that nothing
is parsed and the ledger alone is measured. They are added one by one, each in a transaction of its
own, in the order of their publication over a year, as a desk would; after every fifty, as after a
``fogline add``, what the whole ledger adds up to is brought up to date. Seconds a report count from
the record to the commit, with a fiftieth of bringing up to date; "CPU" is this process's own time,
which other work on the machine does not lengthen. The ratio of the last tenth to the first tells
whether adding slows down as the ledger grows.

A narrow view asks for the events of one first-level region in one week, all that is known: twenty
regions drawn from those with claims, weighted by their number, in an open ledger and as a whole
``fogline events`` command in a new process. The wide view is the row of every event of the ledger
with its standing, sides, holders and reasons, as of the end, in a new process; it is also asked as
of the middle of the year, and as a whole ``fogline events --format csv`` command. "Computed anew"
are the same events from their claims, with nothing kept. Memory is the largest resident size of the
process that gives every row, and of the one that adds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from common import Json, measured_on, method_of, write_section
from fogline.export.record_json import check_record, record_object
from fogline.ledger.adding import add_record
from fogline.ledger.filing import Filing
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.ledger.rows import row_of
from fogline.records.place import PlaceKind
from fogline.store.sqlite import open_sqlite
from generated import DAYS, FIRST_DAY, Report, make_reports

CHECKED = 200
BATCH = 50
PLACES = 20
WEEK = 7 * 24
FOGLINE = Path(sys.executable).parent / "fogline"


def filing() -> Filing:
    """What adding needs to know, as the command line gives it."""
    known = Filing(reader="benchmark")
    # Loaded now: else the first report, or the first view, would be told to take that long.
    for table in ("tables", "words", "outlets", "grouping", "resources"):
        getattr(known, table)
    return known


def end_of(reports: int) -> int:
    """A moment after the last report, in seconds since 1970."""
    start = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC)
    return int(start.timestamp()) + (DAYS + 30) * 24 * 3600 + reports


def grow(path: Path, reports: Iterable[Report], number: int) -> Json:
    """Add the reports to a new ledger, and say how long the first and the last tenth took."""
    store = open_sqlite(path, create=True)
    known = filing()
    ledger = Ledger(store, known)
    seconds: list[float] = []
    spent: list[float] = []
    kept: list[float] = []
    claims = 0
    for count, one in enumerate(reports, 1):
        if count % max(1, number // CHECKED) == 0:
            check_record(record_object(one.record))
        wall, cpu = time.perf_counter(), time.process_time()
        add_record(
            store, one.received, one.record, known, received_at=one.received_at, now=one.received_at
        )
        seconds.append(time.perf_counter() - wall)
        spent.append(time.process_time() - cpu)
        claims += len(one.record.claims)
        if count % BATCH == 0:
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in ledger.keep():
                pass
            took = time.perf_counter() - wall, time.process_time() - cpu
            kept.append(took[0])
            seconds[-BATCH:] = [each + took[0] / BATCH for each in seconds[-BATCH:]]
            spent[-BATCH:] = [each + took[1] / BATCH for each in spent[-BATCH:]]
        if count % 1000 == 0:
            print(f"added {count}/{number}", file=sys.stderr, flush=True)
    store.close()
    tenth = max(1, number // 10)
    return {
        "reports": number,
        "claims": claims,
        "first_tenth_ms": _milliseconds(seconds[:tenth]),
        "last_tenth_ms": _milliseconds(seconds[-tenth:]),
        "first_tenth_cpu_ms": _milliseconds(spent[:tenth]),
        "last_tenth_cpu_ms": _milliseconds(spent[-tenth:]),
        "ratio": round(sum(seconds[-tenth:]) / sum(seconds[:tenth]), 2),
        "ratio_cpu": round(sum(spent[-tenth:]) / sum(spent[:tenth]), 2),
        "megabytes": round(path.stat().st_size / 2**20),
        "kilobytes_per_report": round(path.stat().st_size / 1024 / number, 1),
        "keeping_slowest_seconds": round(max(kept, default=0), 1),
        "adding_peak_mb": _peak(),
    }


def _milliseconds(seconds: list[float]) -> float:
    return round(1000 * statistics.mean(seconds), 1)


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def regions(reports: Iterable[Report]) -> Counter[str]:
    """The first-level regions that the reports name, by how many places in them."""
    found: Counter[str] = Counter()
    for one in reports:
        for place in one.record.places:
            units = [(place.kind, place.gazetteer)]
            units += [(unit.kind, unit.gazetteer) for unit in place.within]
            found.update(
                name for kind, name in units if kind is PlaceKind.ADM1 and name is not None
            )
    return found


def drawn(counts: Counter[str], days: int) -> list[tuple[str, date]]:
    """Regions, the often named ones more often, and the days on which their weeks begin."""
    chance = random.Random(7)
    names = sorted(counts)
    chosen = chance.choices(names, [counts[name] for name in names], k=PLACES)
    return [
        (name, FIRST_DAY + timedelta(days=chance.randrange(max(1, days - 7)))) for name in chosen
    ]


def narrow(path: Path, asked: list[tuple[str, date]], as_of: int) -> Json:
    """Seconds for the events of a region and a week, in an open ledger and in a new process."""
    ledger = Ledger(open_sqlite(path, create=False), filing())
    seconds: list[float] = []
    found: list[int] = []
    for unit, day in asked:
        start = time.perf_counter()
        first = (day - date(1970, 1, 1)).days * 24
        query = Query(as_of=as_of, units=frozenset((unit,)), first=first, last=first + WEEK)
        found.append(len(ledger.events(query)))
        seconds.append(time.perf_counter() - start)
    ledger.store.close()
    commands = [_command(path, unit, day, as_of) for unit, day in asked]
    return {
        "median_seconds": round(statistics.median(seconds), 3),
        "slowest_seconds": round(max(seconds), 3),
        "command_seconds": round(statistics.median(commands), 2),
        "median_events": statistics.median(found),
    }


def _command(path: Path, unit: str, day: date, as_of: int) -> float:
    """Seconds of the whole command, from its start to its end."""
    moment = datetime.fromtimestamp(as_of, UTC).date().isoformat()
    period = ["--from", day.isoformat(), "--to", (day + timedelta(days=7)).isoformat()]
    command = [str(FOGLINE), "events", "--ledger", str(path), "--as-of", moment, "--place", unit]
    start = time.perf_counter()
    subprocess.run([*command, *period, "--format", "json"], capture_output=True, check=True)
    return time.perf_counter() - start


def wide(path: Path, as_of: int, middle: int) -> Json:
    """Every event of the ledger, in processes of their own."""
    moment = datetime.fromtimestamp(as_of, UTC).date().isoformat()
    command = [str(FOGLINE), "events", "--ledger", str(path), "--as-of", moment, "--format", "csv"]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return {
        **_wide_in_process(path, as_of, "rows"),
        "command_seconds": round(time.perf_counter() - start, 1),
        "middle": _wide_in_process(path, middle, "rows"),
        "anew": _wide_in_process(path, as_of, "events"),
    }


def _wide_in_process(path: Path, as_of: int, what: str) -> Json:
    command = [sys.executable, __file__, "--wide", str(path), "--as-of", str(as_of)]
    done = subprocess.run([*command, "--what", what], capture_output=True, text=True, check=True)
    found: Json = json.loads(done.stdout)
    return found


def _wide_here(path: Path, as_of: int, what: str) -> Json:
    ledger = Ledger(open_sqlite(path, create=False), filing())
    wall, cpu = time.perf_counter(), time.process_time()
    query = Query(as_of=as_of, detail=False)
    rows = ledger.rows(query) if what == "rows" else tuple(map(row_of, ledger.events(query)))
    return {
        "seconds": round(time.perf_counter() - wall, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "events": len(rows),
        "told_by_several_reports": sum(row.reports > 1 for row in rows),
        "standing": Counter(one.is_.value for row in rows for one in row.standing),
        "peak_mb": _peak(),
    }


def measure(number: int, path: Path) -> Json:
    """All figures."""
    # The density is always that of 20,000 reports a year; fewer reports are fewer days.
    made = itertools.islice(make_reports(max(number, 20_000)), number)
    counts: Counter[str] = Counter()
    days = 1

    def watched() -> Iterable[Report]:
        nonlocal days
        for one in made:
            counts.update(regions([one]))
            days = max(days, (one.received_at - as_of) // 86400 + DAYS + 30)
            yield one

    as_of = end_of(0)
    grown = grow(path, watched(), number)
    asked = drawn(counts, days)
    middle = as_of - (DAYS + 30 - days // 2) * 86400
    return {
        "growing": grown,
        "narrow": narrow(path, asked, as_of),
        "wide": wide(path, as_of, middle),
    }


def section(found: Json) -> str:
    """The figures as Markdown."""
    one, near, all_ = found["growing"], found["narrow"], found["wide"]
    slower = f"{one['ratio']} ({one['ratio_cpu']})"
    first = f"{one['first_tenth_ms']} ({one['first_tenth_cpu_ms']})"
    last = f"{one['last_tenth_ms']} ({one['last_tenth_cpu_ms']})"
    rows = [
        ("adding a report, first tenth, ms (CPU)", first, ""),
        ("adding a report, last tenth, ms (CPU)", last, ""),
        ("last tenth to first (CPU)", slower, "under 1.5"),
        ("size of the file, MB", f"{one['megabytes']:,}", ""),
        ("kB a report", one["kilobytes_per_report"], ""),
        ("events of a region and a week, seconds, median", near["median_seconds"], "under 0.3"),
        ("the slowest of them", near["slowest_seconds"], ""),
        ("the same as a whole command, seconds, median", near["command_seconds"], "under 0.3"),
        ("bringing fifty reports up to date, slowest, seconds", one["keeping_slowest_seconds"], ""),
        ("every event with its standing, seconds", all_["seconds"], "under 10"),
        ("CPU seconds of that", all_["cpu_seconds"], ""),
        ("peak memory of that, MB", f"{all_['peak_mb']:,}", ""),
        ("the same as a whole command, seconds", all_["command_seconds"], ""),
        ("the same as of the middle of the time, seconds", all_["middle"]["seconds"], ""),
        (
            "the same computed anew, seconds (CPU)",
            f"{all_['anew']['seconds']} ({all_['anew']['cpu_seconds']})",
            "",
        ),
        ("peak memory of that, MB", f"{all_['anew']['peak_mb']:,}", ""),
        ("peak memory while adding, MB", f"{one['adding_peak_mb']:,}", ""),
    ]
    sizes = (
        f"{one['reports']:,} reports with {one['claims']:,} claims, which make {all_['events']:,} "
        f"events, {all_['told_by_several_reports']:,} of them told by several reports."
    )
    lines = ["| measure | Fogline | wanted |", "|---|---|---|"]
    lines += [f"| {name} | {value} | {wanted} |" for name, value, wanted in rows]
    return "\n".join([sizes, "", *lines])


def main() -> None:
    """Measure, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=20_000)
    options.add_argument("--keep", type=Path, metavar="FILE", help="leave the ledger there")
    options.add_argument("--wide", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--as-of", type=int, help=argparse.SUPPRESS)
    options.add_argument("--what", default="rows", help=argparse.SUPPRESS)
    measured_on(options)
    given = options.parse_args()
    if given.wide is not None:
        print(json.dumps(_wide_here(given.wide, given.as_of, given.what)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.reports, given.keep or Path(folder) / "scale.ledger")
    print(json.dumps(found, indent=2))
    if not given.print_only:
        command = f"python benchmarks/scale.py --reports {given.reports}"
        body = f"{section(found)}\n\n{method_of(__doc__)}"
        write_section("scale", "A growing ledger", command, body, given.date)


if __name__ == "__main__":
    main()
