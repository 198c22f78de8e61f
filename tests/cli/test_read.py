"""The command itself, in a process of its own, on real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fogline.export.record_json import check_record
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
FOGLINE = [sys.executable, "-m", "fogline.cli.main"]

REPORT = """Rebels say they took the town of Saraqib

The rebel command said on Monday that its fighters had entered Saraqib. The army denied it.
"""


def run(*arguments: str, stdin: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*FOGLINE, *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=300,
        env={**os.environ, **environ},
    )


def test_help_is_quick_and_names_every_command() -> None:
    started = time.perf_counter()
    done = run("--help")
    took = time.perf_counter() - started
    assert done.returncode == 0
    for name in (b"read", b"gazetteer"):
        assert name in done.stdout
    # The budget is half a second; a busy machine may take longer, a heavy import takes seconds.
    assert took < 2.0


def test_nothing_heavy_is_imported_for_help() -> None:
    code = (
        "import sys, fogline.cli.main; "
        "print([m for m in ('spacy', 'numpy', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize("command", [("read",), ("gazetteer",), ("gazetteer", "lookup")])
def test_every_command_has_help_with_an_example(command: tuple[str, ...]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert b"fogline " in done.stdout.partition(b"Example")[2]


def test_bad_input_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "empty-folder").mkdir()
    files = {
        "binary.txt": b"\x00\x01\x02\xff" * 400,
        "paper.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "broken.json": b'{"@type": "NewsArticle", "headline": "A", ',
        "cut.html": b"<html><body><p>Shelling was reported in Goma on Tu",
        "huge.txt": b"A line of text that goes on.\n" * 1_800_000,
        "good.txt": REPORT.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    bad = ["binary.txt", "paper.pdf", "broken.json", "cut.html", "huge.txt"]
    paths = [
        str(tmp_path / name) for name in (*bad, "no-such-file.txt", "empty-folder", "good.txt")
    ]
    done = run("read", *paths, "--format", "jsonl", "--published", "2024-02-06")
    errors = done.stderr.decode()
    assert done.returncode == 2
    for name in (*bad, "no-such-file.txt", "empty-folder"):
        assert sum(name in line for line in errors.splitlines()) == 1, name
    assert "PDF" in errors
    assert "Traceback" not in errors
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert records[-1]["report"]["text"] == REPORT
    # What is left of a page that was cut off is not lost.
    assert len(records) <= 2


@pytest.mark.parametrize("date", ["yesterday", "2025-13-01", "08.06.2025", ""])
def test_a_wrong_date_is_refused(date: str, tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text(REPORT)
    done = run("read", str(path), "--published", date)
    assert done.returncode == 2
    assert b"--published" in done.stderr
    assert b"Traceback" not in done.stderr
    assert not done.stdout


def test_a_missing_gazetteer_says_how_to_build_it(tmp_path: Path) -> None:
    path = tmp_path / "good.txt"
    path.write_text(REPORT)
    done = run("read", str(path), FOGLINE_GAZETTEER=str(tmp_path / "none.sqlite"))
    assert done.returncode == 2
    assert b"fogline gazetteer build" in done.stderr


def test_jobs_make_no_difference_and_order_is_kept() -> None:
    """Two processes, one process, and another run: the same bytes, in the order of arguments."""
    paths = sorted(str(path) for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html"))
    paths = [*reversed(paths), *paths]
    one = run("read", *paths, "--format", "jsonl", "--jobs", "1", PYTHONHASHSEED="1")
    two = run("read", *paths, "--format", "jsonl", "--jobs", "2", PYTHONHASHSEED="2")
    assert one.returncode == 0, one.stderr.decode()
    assert one.stdout == two.stdout
    records = [json.loads(line) for line in one.stdout.splitlines()]
    assert len(records) == len(paths)
    ids = [record["report"]["id"] for record in records]
    assert ids[: len(ids) // 2] == list(reversed(ids[len(ids) // 2 :]))


def test_every_example_is_read_into_a_valid_record_and_a_digest() -> None:
    lines = run("read", str(EXAMPLES), "--format", "jsonl")
    assert lines.returncode == 0, lines.stderr.decode()
    records = [json.loads(line) for line in lines.stdout.splitlines()]
    assert len(records) >= 6
    for record in records:
        check_record(record)
        assert record["statements"] and record["claims"]
    shown = run("read", str(EXAMPLES))
    text = shown.stdout.decode()
    for record in records:
        assert " ".join((record["report"]["title"] or "(no title)").split())[:40] in text


def test_standard_input_and_the_page() -> None:
    hostile = REPORT + '\n<script>alert("x")</script> & "quotes", the army said.\n'
    done = run("read", "-", "--format", "html", stdin=hostile.encode())
    page = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert '<script>alert("x")' not in page
    assert "&lt;script&gt;" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "Saraqib" in page


def test_the_digest_says_whose_name_is_used() -> None:
    text = b"Argentina said the Malvinas patrol would sail on Monday.\n"
    done = run("read", "-", "--published", "2024-05-06", stdin=text)
    assert "“Malvinas” for Falkland Islands: Argentina" in done.stdout.decode()


def test_a_killed_process_loses_no_report(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(REPORT * 20 + f"\nReport {number}.\n")
    command = [*FOGLINE, "read", str(tmp_path), "--format", "jsonl", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        first = running.stdout.readline()
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        rest = running.stdout.read()
        errors = running.stderr.read()
    records = [json.loads(line) for line in (first + rest).splitlines()]
    told = [record["report"]["text"].split("Report ")[-1].strip() for record in records]
    assert told == [f"{number}." for number in range(40)]
    assert running.returncode == 0, errors.decode()
