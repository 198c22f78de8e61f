"""Measures speed and memory: reports and words a second, start-up, seconds by stage.

    python benchmarks/speed.py [--reports 60] [--runs 3] [--date DATE] [--print-only]

The reports are made from the paragraphs of the texts in ``examples/``, shuffled into reports of
4,900 characters or just above (the size of a newspaper report), no two alike. ``fogline read
--format jsonl`` reads a folder of them: on one core (``--jobs 1``, pinned to a core with taskset
where there is one) and on two (``--jobs 2``). Reports a second count from the first record
written to the last, so without the start; "start included" is the whole command. Each figure is the
median of the runs. The files are in the disk's cache.

Memory is the peak over runs of their own: the proportional set size (PSS, from
``/proc/PID/smaps_rollup``) of the command and all its processes together, looked at five times a
second; memory that two processes share counts once. The largest process is by resident size, from
the kernel's accounts (getrusage).

The stages are timed in one process that has read a few reports before.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from common import ROOT, Json, measured_on, method_of, write_section
from fogline.export.record_json import record_line
from fogline.feeds.files import collect
from fogline.intake.read import read_report
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge

SIZE = 4_900
PROFILED = 20
WARMING = 5
LOOK_EVERY = 0.2
FOGLINE = str(Path(sys.executable).parent / "fogline")

# The functions of fogline.pipeline, by the stage that their time counts for.
STAGES = {
    "intake": ("read_report",),
    "names": ("find_names", "mask_edits"),
    "parse": ("parse", "find_stretches", "without_markup"),
    "times": ("find_times", "infer_published"),
    "quantities": ("find_quantities",),
    "places": ("find_places",),
    "statements": ("read_statements", "without_deeds", "resolve_statements"),
    "frames": ("find_frames",),
    "actors": ("resolve_actors",),
    "claims": ("build_claims", "find_answered", "link_claims", "group", "find_unread"),
}


def compose(number: int) -> list[str]:
    """So many reports of ``SIZE`` characters, made of the paragraphs of the examples."""
    paragraphs: list[str] = []
    for item in collect((str(ROOT / "examples"),), Metadata(), sys.stdin.buffer):
        if isinstance(item, Received):
            text = read_report(item).text
            paragraphs += [
                " ".join(piece.split()) for piece in text.split("\n\n") if len(piece) > 60
            ]
    reports = []
    for first in range(number):
        # A step that has no divisor in common with their number visits all paragraphs.
        step = 2 * first + 1
        chosen: list[str] = []
        here = first
        while sum(map(len, chosen)) + 2 * len(chosen) < SIZE:
            chosen.append(paragraphs[here % len(paragraphs)])
            here += step if step % len(paragraphs) else 1
        reports.append("\n\n".join(chosen) + "\n")
    return reports


@dataclass(frozen=True, slots=True)
class Run:
    """One command: seconds to its end and between its first and last line, lines, memory."""

    seconds: float
    streaming: float
    lines: int
    resident_mb: float
    pss_mb: float


def run(command: list[str], *, watch_memory: bool = False) -> Run:
    """Run a command to its end; it must succeed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout is not None
        peak = 0.0
        if watch_memory:
            peak = _watch(process, process.stdout)
        stamps = [time.perf_counter() for _ in process.stdout]
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise SystemExit(f"{' '.join(command)} failed: {errors.read().decode()}")
    return Run(
        seconds=seconds,
        streaming=stamps[-1] - stamps[0] if len(stamps) > 1 else 0.0,
        lines=len(stamps),
        resident_mb=usage.ru_maxrss / 1024,
        pss_mb=peak,
    )


def _watch(process: subprocess.Popen[bytes], output: IO[bytes]) -> float:
    """The peak PSS of a process and its children in MB; what it prints is read and dropped."""
    os.set_blocking(output.fileno(), False)
    peak = 0.0
    while not _ended(process.pid):
        while output.read(1 << 20):
            pass
        peak = max(peak, sum(_pss(pid) for pid in _tree(process.pid)))
        time.sleep(LOOK_EVERY)
    os.set_blocking(output.fileno(), True)
    return peak


def _ended(pid: int) -> bool:
    """Whether the process has ended; it is left to be waited for."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:  # a thread that has just ended
            continue
        for child in children:
            yield from _tree(int(child))


def _pss(pid: int) -> float:
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # a process that has just ended
        return 0.0
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) / 1024


def throughput(folder: Path, jobs: int, runs: int, words: int) -> Json:
    """Reports and words a second with so many processes, and the memory that they take."""
    pinned = ["taskset", "--cpu-list", "0"] if jobs == 1 and shutil.which("taskset") else []
    read = [FOGLINE, "read", str(folder), "--published", "2025-06-11"]
    command = [*pinned, *read, "--format", "jsonl", "--jobs", str(jobs)]
    found = []
    for number in range(runs):
        print(f"{jobs} jobs, run {number + 1}/{runs}", file=sys.stderr)
        found.append(run(command))
    rate = statistics.median((one.lines - 1) / one.streaming for one in found)
    print(f"{jobs} jobs, memory", file=sys.stderr)
    memory = run(command, watch_memory=True)
    lines = found[0].lines
    return {
        "reports_per_second": round(rate, 2),
        "words_per_second": round(rate * words / lines),
        "with_start": round(statistics.median(lines / one.seconds for one in found), 2),
        "peak_mb": round(memory.pss_mb),
        "resident_mb": round(memory.resident_mb),
    }


def startup(report: Path, runs: int) -> Json:
    """Seconds until help is printed, and until a single report is read and shown."""
    read = [FOGLINE, "read", str(report), "--published", "2025-06-11"]
    return {
        name: round(statistics.median(run(command).seconds for _ in range(runs)), 2)
        for name, command in (("help", [FOGLINE, "--help"]), ("single_read", read))
    }


@contextmanager
def clocked(spent: dict[str, float]) -> Iterator[None]:
    """Count the time that the pipeline's functions take into ``spent``, by stage."""
    pipeline = importlib.import_module("fogline.pipeline")
    kept = {name: getattr(pipeline, name) for names in STAGES.values() for name in names}
    for stage, names in STAGES.items():
        for name in names:
            setattr(pipeline, name, _clocked(kept[name], spent, stage))
    try:
        yield
    finally:
        for name, function in kept.items():
            setattr(pipeline, name, function)


def _clocked(function: Callable[..., Any], spent: dict[str, float], stage: str) -> Any:
    def inner(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[stage] += time.perf_counter() - start

    return inner


def stages(reports: list[str]) -> dict[str, float]:
    """Seconds a report takes in each stage, and in writing its record as JSON."""
    pipeline = importlib.import_module("fogline.pipeline")
    knowledge = default_knowledge()
    received = [
        Received(
            name="report.txt",
            data=text.encode("utf-8"),
            given=Metadata(published="2025-06-11"),
            sidecar=Metadata(),
        )
        for text in reports
    ]
    for item in received[:WARMING]:
        pipeline.read(item, knowledge)
    spent: dict[str, float] = defaultdict(float)
    written = 0.0
    start = time.perf_counter()
    with clocked(spent):
        for item in received:
            record = pipeline.read(item, knowledge)
            before = time.perf_counter()
            record_line(record)
            written += time.perf_counter() - before
    whole = time.perf_counter() - start
    found = {stage: spent[stage] for stage in STAGES} | {"json": written}
    found["rest"] = whole - sum(found.values())
    found["whole"] = whole
    return {stage: round(seconds / len(received), 4) for stage, seconds in found.items()}


def measure(number: int, runs: int) -> Json:
    """All figures."""
    load = round(os.getloadavg()[0], 1)
    # Before anything else loads NumPy: the parser asks it for a single thread.
    default_knowledge()
    reports = compose(number)
    words = sum(len(text.split()) for text in reports)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for position, text in enumerate(reports):
            (folder / f"report-{position:03}.txt").write_text(text, encoding="utf-8")
        return {
            "load_before": load,
            "reports": number,
            "characters_per_report": round(statistics.mean(map(len, reports))),
            "words_per_report": round(words / number),
            "one_core": throughput(folder, 1, runs, words),
            "two_cores": throughput(folder, 2, runs, words),
            "start": startup(folder / "report-000.txt", max(runs, 5)),
            "stages": stages(reports[:PROFILED]),
        }


def section(found: Json) -> str:
    """The figures as Markdown."""
    one, two, start, spent = (found[key] for key in ("one_core", "two_cores", "start", "stages"))
    rows = [
        ("reports a second", "reports_per_second", "at least 4 on two cores"),
        ("words a second", "words_per_second", ""),
        ("reports a second, start included", "with_start", ""),
        ("peak memory, MB (PSS, all processes)", "peak_mb", "under 1,200"),
        ("largest process, MB (resident)", "resident_mb", ""),
    ]
    lines = ["| measure | one core | two cores | wanted |", "|---|---|---|---|"]
    lines += [f"| {name} | {one[key]:,} | {two[key]:,} | {wanted} |" for name, key, wanted in rows]
    lines += ["", "| start | seconds | wanted |", "|---|---|---|"]
    lines += [f"| `fogline --help` | {start['help']} | under 0.5 |"]
    lines += [f"| a single report read and shown | {start['single_read']} | under 6 |"]
    lines += ["", "| stage | ms per report | share |", "|---|---|---|"]
    lines += [
        f"| {stage} | {1000 * seconds:.1f} | {100 * seconds / spent['whole']:.0f} % |"
        for stage, seconds in spent.items()
    ]
    sizes = (
        f"{found['reports']} reports of {found['characters_per_report']:,} characters "
        f"({found['words_per_report']} words) on average. Load of the machine before the start: "
        f"{found['load_before']} (0 is idle; above 0.3 the figures are too low)."
    )
    return "\n".join([sizes, "", *lines])


def main() -> None:
    """Measure, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=60)
    options.add_argument("--runs", type=int, default=3)
    measured_on(options)
    given = options.parse_args()
    found = measure(given.reports, given.runs)
    print(json.dumps(found, indent=2))
    if not given.print_only:
        body = f"{section(found)}\n\n{method_of(__doc__)}"
        command = f"python benchmarks/speed.py --reports {given.reports} --runs {given.runs}"
        write_section("speed", "Speed and memory", command, body, given.date)


if __name__ == "__main__":
    main()
