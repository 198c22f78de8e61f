"""The ledger's commands in processes of their own, on a real file made from a few short reports."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from fogline.ledger.adding import add_record
from fogline.pipeline import read
from fogline.store.schema import SCHEMA_VERSION
from fogline.store.sqlite import open_sqlite
from fogline.wiring import default_knowledge, open_ledger
from tests.conftest import ROOT

# -- running it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a CSV file."""
        assert self.code == 0, self.err
        return list(csv.DictReader(io.StringIO(self.out)))


class Runner:
    """Runs the command in a fork of a process that has imported it; see ``tests.cli.forking``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.forking"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __call__(self, *arguments: str, folder: Path | None = None, **environ: str) -> Done:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        kept = {k: v for k, v in os.environ.items() if not k.startswith("FOGLINE_L")}
        out, err = self.folder / "out", self.folder / "err"
        job = {
            "arguments": arguments,
            "folder": str(folder or self.folder / "desk"),
            "environ": {**kept, "COLUMNS": "160", **environ},
            "out": str(out),
            "err": str(err),
        }
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        return Done(code, out.read_bytes().decode(), err.read_bytes().decode())

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(30)


def spawned(*arguments: str, folder: Path, **environ: str) -> Done:
    """The same in a process that starts from nothing, as a person would start it."""
    done = subprocess.run(
        [sys.executable, "-m", "fogline.cli.main", *arguments],
        capture_output=True,
        check=False,
        timeout=120,
        cwd=folder,
        env={**os.environ, **environ},
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


# -- the ledger ------------------------------------------------------------------------------------

REPORTS = {
    "claim": (
        "The Rapid Support Forces said that its fighters had captured the town of Umm Ruwaba on "
        "Sunday. The Sudanese army has not commented on the claim.",
        {"published": "2025-06-09T10:00Z", "publisher": "Lantern News", "title": "Town falls"},
    ),
    "denial": (
        "The Sudanese army denied on Tuesday that the Rapid Support Forces had captured Umm "
        "Ruwaba on Sunday.",
        {"published": "2025-06-10T09:00Z", "publisher": "Harbour Post", "title": "Army denies"},
    ),
    "strike": (
        "Israel struck the city of Tyre with missiles on Saturday, killing 12 people, the Lebanese "
        "health ministry said.\n\nHamas demanded that Israel withdraw from Rafah. Israel rejected "
        "the demand.",
        {"published": "2025-06-08T12:00Z", "publisher": "Coast Herald", "title": "Tyre struck"},
    ),
    "toll": (
        "The Lebanese health ministry said on Monday that 15 people had been killed in the Israeli "
        "strike on Tyre on Saturday.",
        {"published": "2025-06-09T18:00Z", "publisher": "Harbour Post", "title": "Toll rises"},
    ),
    "exchange": (
        "The exchange of prisoners between Armenia and Azerbaijan will take place next week, "
        "Armenia's foreign ministry said.",
        {"published": "2025-06-07T12:00Z", "publisher": "Coast Herald", "title": "Exchange soon"},
    ),
    "hostile": (
        '=HYPERLINK("http://x.example") \x1b[31mred\x1b[0m, \u202eand so on: India said that '
        "Pakistan had shelled the town of Poonch on Sunday, killing 4 civilians.",
        {"published": "2025-06-09T12:00Z", "publisher": "=cmd|' /C calc'!A0", "title": "@SUM(A1)"},
    ),
}

TOWN = "Umm Ruwaba"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """A desk's folder with reports in it, and its ledger ``fogline.db``."""
    folder = tmp_path_factory.mktemp("ledger")
    desk = folder / "desk"
    (desk / "reports").mkdir(parents=True)
    for name, (text, beside) in REPORTS.items():
        (desk / "reports" / f"{name}.txt").write_text(text)
        meta = {**beside, "received": "2025-06-20T12:00Z"}
        (desk / "reports" / f"{name}.meta.json").write_text(json.dumps(meta))
    done = spawned("add", "reports", folder=desk)
    assert done.code == 0, done.err
    runner = Runner(folder)
    yield runner
    runner.close()


def event_of(run: Runner, type_: str, *more: str) -> dict[str, Any]:
    (found,) = run("events", "--type", type_, "--format", "json", *more).json
    assert isinstance(found, dict)
    return found


def plain_error(done: Done, *words: str) -> None:
    """One plain line on standard error, exit code 2, nothing else."""
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    lines = [line for line in done.err.splitlines() if line]
    assert len(lines) == 1, done.err
    for word in words:
        assert word in lines[0]


# -- adding ----------------------------------------------------------------------------------------


def test_what_was_added_is_named_and_adding_again_changes_nothing(run: Runner) -> None:
    before = run("events", "--as-of", "2025-06-30", "--format", "json").out
    done = run("add", "reports")
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) == len(REPORTS)
    assert all(line.startswith("known ") for line in lines)
    assert "6 known" in done.err
    assert any("Town falls" in line and "2 claims" in line for line in lines)
    assert run("events", "--as-of", "2025-06-30", "--format", "json").out == before


def test_quiet_names_no_report(run: Runner) -> None:
    done = run("add", "reports/claim.txt", "--quiet")
    assert (done.code, done.out) == (0, "")


def test_what_cannot_be_read_is_named_and_the_others_are_added(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Residents said that rebels had taken Goma on Sunday.")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = run("add", "a.txt", "b.pdf", "nowhere.txt", folder=tmp_path)
    assert done.code == 2
    assert [line.split()[0] for line in done.out.splitlines()] == ["added"]
    assert "b.pdf" in done.err
    assert "nowhere.txt" in done.err
    assert "Traceback" not in done.err
    assert "1 added, 2 not read" in done.err


def test_where_nothing_can_be_read_no_ledger_is_left(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 \x00\x01")
    done = run("add", "b.pdf", "nowhere.txt", "--ledger", "new.db", folder=tmp_path)
    assert done.code == 2
    assert "2 not read" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["b.pdf"]
    done = run("add", "b.pdf", "--ledger", "no/such/folder/new.db", folder=tmp_path)
    assert done.code == 2
    assert "there is no folder" in done.err
    assert "not read" not in done.err


def test_a_corrected_version_says_so(run: Runner, tmp_path: Path) -> None:
    for number, town in enumerate(("Goma", "Bukavu")):
        text = f"M23 said that its fighters had captured the town of {town} on Sunday."
        (tmp_path / "a.txt").write_text(text)
        done = run(
            "add", "a.txt", "--url", "https://lantern.example/1", "--published",
            f"2025-06-0{number + 2}", "--received", f"2025-06-0{number + 3}", folder=tmp_path,
        )  # fmt: skip
        assert done.code == 0
        assert done.out.split()[0] == ("added", "corrects")[number]
    places = {row["place"] for row in run("claims", "--format", "csv", folder=tmp_path).rows}
    assert places == {"Bukavu"}
    earlier = run("claims", "--as-of", "2025-06-02", "--format", "csv", folder=tmp_path).rows
    assert {row["place"] for row in earlier} == {"Goma"}


# -- every command in every form -------------------------------------------------------------------

COMMANDS = {
    "events": (("id", "what", "where", "when", "standing", "says_so", "says_not", "reports"), 6),
    "claims": (("at", "publisher", "holder", "says", "type", "mode", "actor"), None),
    "silences": (("since", "silent", "asked_by", "about", "event", "state"), 1),
    "commitments": (("state", "by", "act", "due", "why", "blamed", "event", "about"), None),
    "tolls": (("event", "where", "when", "kind", "who", "low", "high", "part"), 3),
    "talks": (("party", "position", "topic", "to", "condition", "first", "last"), 2),
    "control": (("place", "party", "deed", "claimed_by", "conceded_by"), 1),
    "diff": (("change", "what", "before", "after", "told_by", "event"), None),
    "search": (("at", "publisher", "title", "words", "report", "paragraph"), None),
    "stats": (("what", "how_many"), None),
}  # fmt: skip
EXTRA = {
    "diff": ("--from", "2025-06-08T13:00Z", "--to", "2025-06-20"),
    "search": ("captured",),
    "control": (TOWN,),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_every_form(run: Runner, command: str) -> None:
    columns, count = COMMANDS[command]
    extra = EXTRA.get(command, ())
    done = {
        form: run(command, *extra, "--format", form)
        for form in ("table", "json", "csv")
    }  # fmt: skip
    rows = done["csv"].rows
    assert rows
    assert tuple(rows[0])[: len(columns)] == columns
    assert len(done["json"].json) == len(rows)
    assert count is None or len(rows) >= count
    assert done["table"].code == 0
    header, rule, first = done["table"].out.splitlines()[:3]
    assert header.split()[0] == columns[0].split("_")[0]
    assert set(rule) == {"─", " "}
    assert first.strip()
    assert all(one.err == "" for one in done.values())


def test_an_event_in_every_form(run: Runner) -> None:
    event = event_of(run, "ADVANCE")
    text = run("event", event["id"])
    assert text.code == 0
    assert text.out.startswith(f"Advance (capture), {TOWN}\n{event['id']} · as of ")
    for word in ("Standing", "denied:", "The parties", "Silences", "answered by", "Origins"):
        assert word in text.out
    detail = run("event", event["id"], "--format", "json").json
    assert {key: detail[key] for key in ("id", "title", "claims", "silences")} == {
        key: event[key] for key in ("id", "title", "claims", "silences")
    }
    assert {row["rule"] for row in detail["why"]} == {"denied-by-party", "one-origin"}
    assert detail["links"][0]["rule"] == "same-place-and-days"
    rows = run("event", event["id"], "--format", "csv").rows
    assert [row["says"] for row in rows] == ["affirms", "denies"]
    assert {row["place"] for row in rows} == {TOWN}


def test_events_as_the_design_lists_them(run: Runner) -> None:
    event = event_of(run, "ADVANCE", "--as-of", "2025-06-10T12:00Z")
    assert event["as_of"] == "2025-06-10T12:00:00Z"
    assert (event["type"], event["mode"], event["place"]) == ("ADVANCE", "capture", TOWN)
    assert event["time"] == {"start": "2025-06-08", "end": "2025-06-09", "precision": "day"}
    assert [row["is"] for row in event["standing"]] == ["denied", "claimed"]
    first, second = event["claims"]
    assert (first["holder"], first["says"], first["publisher"], first["at"]) == (
        "Rapid Support Forces", "affirms", "Lantern News", "2025-06-09T10:00:00Z",
    )  # fmt: skip
    assert (second["says"], second["origin"], second["state"]) == ("denies", "o2", "current")
    (silence,) = event["silences"]
    assert silence["state"] == "superseded"
    assert silence["superseded_by"] == {"report": second["report"], "claim": second["claim"]}
    assert event["standing"][0]["claims"] == [f"{second['report']}/{second['claim']}"]


# -- moments ---------------------------------------------------------------------------------------


def test_nothing_is_shown_that_was_not_known_then(run: Runner) -> None:
    standing = {}
    for moment in ("2025-06-09T09:59Z", "2025-06-09T10:00Z", "2025-06-10T08:59Z", "2025-06-10"):
        found = run("events", "--type", "ADVANCE", "--as-of", moment, "--format", "json").json
        standing[moment] = [[row["is"] for row in event["standing"]] for event in found]
    assert standing == {
        "2025-06-09T09:59Z": [],
        "2025-06-09T10:00Z": [["claimed", "unanswered"]],
        "2025-06-10T08:59Z": [["claimed", "unanswered"]],
        # A day means its end.
        "2025-06-10": [["denied", "claimed"]],
    }


def test_the_clock_of_reception_knows_what_had_come_in(run: Runner) -> None:
    def known(moment: str) -> int:
        clock = ("--clock", "received", "--as-of", moment, "--format", "json")
        return len(run("events", *clock).json)

    assert known("2025-06-20T11:59Z") == 0
    # The readings are of now: a moment before them knows none either.
    assert known("2025-06-20T12:00Z") == 0
    assert known("2099-01-01") == len(run("events", "--format", "json").json)


def test_nothing_of_the_kind_is_said_aloud(run: Runner) -> None:
    done = run("events", "--as-of", "2001-01-01")
    assert (done.code, done.out) == (0, "")
    assert done.err == "nothing of the kind is known at that moment\n"
    assert run("events", "--as-of", "2001-01-01", "--format", "json").json == []
    assert run("events", "--as-of", "2001-01-01", "--format", "csv").rows == []


# -- filters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--place", TOWN), {"ADVANCE"}),
        (("--place", "Tyre"), {"ASSAULT"}),
        (("--place", "Lebanon"), {"ASSAULT"}),
        (("--party", "SD"), {"ADVANCE"}),
        (("--party", "Sudan"), {"ADVANCE"}),
        # Whose demand it is that Israel rejects.
        (("--party", "Hamas"), {"REQUEST", "REJECT"}),
        (("--holder", "health"), {"ASSAULT"}),
        (("--holder", "India"), {"ASSAULT"}),
        # A code of two letters is a side, not a part of "Ministry".
        (("--holder", "IN"), {"ASSAULT"}),
        (("--party", "IN"), {"ASSAULT"}),
        (("--party", "AM"), {"COMMITMENT"}),
        (("--publisher", "lantern"), {"ADVANCE"}),
        (("--type", "advance"), {"ADVANCE"}),
        (("--type", "ADVANCE/capture", "--type", "REQUEST"), {"ADVANCE", "REQUEST"}),
        (("--type", "ADVANCE/encircle"), set()),
        (("--standing", "denied"), {"ADVANCE"}),
        (("--from", "2025-06-08", "--to", "2025-06-09", "--type", "ADVANCE"), {"ADVANCE"}),
        (("--from", "2025-06-09", "--type", "ADVANCE"), set()),
        (("--to", "2025-06-08", "--type", "ADVANCE"), set()),
        (("--to", "2025-06-08", "--type", "ASSAULT"), {"ASSAULT"}),
        (("--war-only", "--type", "ADVANCE"), {"ADVANCE"}),
    ],
)
def test_filters(run: Runner, options: tuple[str, ...], expected: set[str]) -> None:
    found = run("events", *options, "--format", "json").json
    assert {event["type"] for event in found} == expected


def test_a_filter_gives_the_same_events_as_no_filter(run: Runner) -> None:
    whole = {row["id"]: row for row in run("events", "--as-of", "2025-06-30", "--format",
                                           "json").json}  # fmt: skip
    narrow = run("events", "--as-of", "2025-06-30", "--place", TOWN, "--format", "json").json
    assert narrow == [whole[narrow[0]["id"]]]


def test_filters_of_claims_and_of_open_silences(run: Runner) -> None:
    claims = run("claims", "--holder", "Sudanese", "--format", "csv").rows
    assert [(row["type"], row["says"]) for row in claims] == [
        ("SILENCE", "affirms"),
        ("ADVANCE", "denies"),
    ]
    still = ("silences", "--open", "--format", "json", "--as-of")
    assert [row["silent"] for row in run(*still, "2025-06-09").json] == ["Sudanese Armed Forces"]
    assert run(*still, "2025-06-11").json == []


def test_diff_tells_what_changed(run: Runner) -> None:
    moments = ("--from", "2025-06-09T20:00Z", "--to", "2025-06-11")
    rows = run("diff", *moments, "--party", "SD", "--format", "json").json
    assert [(row["change"], row["before"], row["after"]) for row in rows] == [
        ("standing", "claimed, unanswered", "denied, claimed"),
        ("answered", "Sudanese Armed Forces had not answered",
         "Sudanese Armed Forces denies it"),
    ]  # fmt: skip
    assert run("diff", "--from", "2025-06-12", "--to", "2025-06-11").code == 2
    tolls = run("diff", "--from", "2025-06-09T12:00Z", "--to", "2025-06-10", "--place", "Tyre",
                "--format", "json").json  # fmt: skip
    assert ("toll", "12", "killed 15, says Ministry of Health of Lebanon") in {
        (row["change"], row["before"], row["after"]) for row in tolls
    }


def test_search_finds_what_is_known(run: Runner) -> None:
    found = run("search", "captured", "Ruwaba", "--format", "json").json
    assert {row["publisher"] for row in found} == {"Lantern News", "Harbour Post"}
    early = run("search", "captured", "Ruwaba", "--as-of", "2025-06-09", "--format", "json").json
    assert {row["publisher"] for row in early} == {"Lantern News"}
    assert len(run("search", "said", "--limit", "1", "--format", "json").json) == 1
    for hostile in ('"', "a AND (", "NEAR(", "*", "title:x", "-"):
        assert run("search", "--format", "json", "--", hostile).code == 0


def test_stats_count(run: Runner) -> None:
    found = {row["what"]: int(row["how_many"]) for row in run("stats", "--format", "csv").rows}
    assert found["reports"] == found["readings"] == len(REPORTS)
    assert found["outlets"] == 4
    assert found["events"] == len(run("events", "--format", "json").json)
    assert found["events denied"] == 1
    early = {row["what"]: row["how_many"]
             for row in run("stats", "--as-of", "2025-06-07", "--format", "json").json}  # fmt: skip
    assert early["reports known at the moment"] == 1
    assert early["reports"] == len(REPORTS)


# -- which ledger ----------------------------------------------------------------------------------


def test_the_ledger_is_the_option_then_the_environment_then_the_folder(
    run: Runner, tmp_path: Path
) -> None:
    own = str(run.folder / "desk" / "fogline.db")
    want = run("stats").out
    assert run("stats", "--ledger", own, folder=tmp_path).out == want
    assert run("stats", folder=tmp_path, FOGLINE_LEDGER=own).out == want
    nowhere = str(tmp_path / "other.db")
    assert run("stats", "--ledger", own, FOGLINE_LEDGER=nowhere).out == want
    plain_error(run("stats", FOGLINE_LEDGER=nowhere), "no ledger at", "other.db", "fogline add")
    plain_error(run("stats", folder=tmp_path), "no ledger at fogline.db")
    assert not list(tmp_path.iterdir())


# -- errors ----------------------------------------------------------------------------------------


def test_from_nothing_a_wrong_moment_is_one_plain_line(run: Runner) -> None:
    done = spawned("events", "--as-of", "yesterday", folder=run.folder / "desk")
    plain_error(done, "--as-of", "'yesterday' is neither a day nor a moment", "2025-06-08")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("events", "--as-of", "2025-02-30"), ("--as-of", "2025-02-30")),
        (("events", "--as-of", "12"), ("--as-of", "'12'")),
        (("events", "--from", "June"), ("--from", "'June' is no day")),
        (("events", "--from", "2025-06-09", "--to", "2025-06-08"), ("--to", "before")),
        (("events", "--from", "2025-06-09", "--to", "2025-06-09"), ("--to", "before")),
        (("events", "--type", "ATTACK"), ("--type", "'ATTACK'", "ASSAULT")),
        (("events", "--type", "ADVANCE/fly"), ("--type", "no mode 'fly'", "capture")),
        (("events", "--place", "Nowhereville"), ("--place", "'Nowhereville'")),
        (("control", "Nowhereville"), ("--place", "'Nowhereville'")),
        (("event", "e0000000000"), ("no event e0000000000", "fogline events")),
        (("diff", "--from", "2025-06-09", "--to", "2025-06-08"), ("--to", "before --from")),
        (("diff", "--from", "soon"), ("--from", "'soon'")),
        (("judge", "same", "x", "y", "--reason", "r"), ("no claim x", "fogline claims")),
        (("judge", "wrong", "x", "--field", "place", "--reason", "r"), ("no claim x",)),
        (("judge", "undo", "j0", "--reason", "r"), ("no judgement j0", "judge list")),
        (("judge", "irrelevant", "abcdef", "--reason", "r"), ("no report abcdef",)),
        (("judge", "same", "x", "y", "--reason", " "), ("--reason", "needs a reason")),
        (("reread", "--report", "abcdef"), ("no report abcdef",)),
        (("add", "nowhere.txt", "--published", "soon"), ("--published",)),
        (("add", "nowhere.txt", "--received", "soon"), ("--received",)),
    ],
)
def test_what_cannot_be_used_is_one_plain_line(
    run: Runner, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    plain_error(run(*arguments), *words)


@pytest.mark.parametrize(
    "arguments",
    [
        ("events", "--format", "xml"),
        ("events", "--clock", "sun"),
        ("events", "--standing", "true"),
        ("event",),
        ("search",),
        ("search", "x", "--limit", "0"),
        ("diff",),
        ("judge", "same", "x", "--reason", "r"),
        ("judge", "same", "x", "y"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_exit_code_2_without_a_traceback(
    run: Runner, arguments: tuple[str, ...]
) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "Error: " in done.err
    assert "Traceback" not in done.err


def test_what_is_no_ledger_is_left_alone(run: Runner, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("This is no database.\n" * 20)
    before = {path: path.read_bytes() for path in (other, text)}
    plain_error(run("events", "--ledger", str(other)), "other.db", "another program")
    plain_error(run("events", "--ledger", str(text)), "text.db", "no SQLite file")
    plain_error(run("events", "--ledger", str(tmp_path)), "this is a folder")
    plain_error(run("add", "reports/claim.txt", "--ledger", str(text)), "no SQLite file")
    assert {path: path.read_bytes() for path in (other, text)} == before


def test_a_ledger_of_a_newer_version_is_refused(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_sqlite(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    plain_error(run("events", "--ledger", str(path)), f"version {SCHEMA_VERSION + 1}", "install")


def test_a_damaged_ledger_is_told_as_damaged(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    source = sqlite3.connect(run.folder / "desk" / "fogline.db")
    copy = sqlite3.connect(path)
    source.backup(copy)
    source.close()
    copy.close()
    data = bytearray(path.read_bytes())
    # All but the first page, which holds the header and the names of the tables.
    data[8192:] = b"\x5a" * (len(data) - 8192)
    path.write_bytes(bytes(data))
    for command in (("events",), ("claims",), ("stats",), ("search", "said")):
        plain_error(run(*command, "--ledger", str(path)), "damaged", "broken.db", "restore")


def test_a_ledger_that_another_process_writes_to_is_busy(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "busy.db"
    open_sqlite(path, create=True).close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    started = time.monotonic()
    done = run("judge", "irrelevant", "abcdef", "--reason", "r", "--ledger", str(path))
    took = time.monotonic() - started
    holder.execute("ROLLBACK")
    holder.close()
    plain_error(done, "another process is writing to the ledger", "try again")
    assert 9 < took < 14


# -- judging ---------------------------------------------------------------------------------------


@pytest.fixture
def own(run: Runner, tmp_path: Path) -> Path:
    """A ledger of one's own with the claim and the denial."""
    source = sqlite3.connect(run.folder / "desk" / "fogline.db")
    copy = sqlite3.connect(tmp_path / "fogline.db")
    source.backup(copy)
    source.close()
    copy.close()
    return tmp_path


def test_a_judgement_and_its_undoing(run: Runner, own: Path) -> None:
    before = run("events", "--type", "ADVANCE", "--as-of", "2025-06-30", "--format", "json",
                 folder=own).out  # fmt: skip
    rows = [row for row in run("claims", "--format", "csv", folder=own).rows
            if row["type"] == "ADVANCE"]  # fmt: skip
    keys = [row["key"] for row in rows]
    done = run("judge", "different", *keys, "--reason", "two villages", "--author", "Anna",
               folder=own)  # fmt: skip
    assert done.code == 0
    made = done.out.split()[0]
    assert done.out == f"{made}  different, by Anna. Undo: fogline judge undo {made}\n"
    assert len(run("events", "--type", "ADVANCE", "--format", "json", folder=own).json) == 2
    done = run("judge", "undo", made, "--reason", "one village", folder=own, FOGLINE_AUTHOR="Ben")
    assert "undo, by Ben" in done.out
    assert run("events", "--type", "ADVANCE", "--as-of", "2025-06-30", "--format", "json",
               folder=own).out == before  # fmt: skip
    listed = run("judge", "list", "--format", "csv", folder=own).rows
    # Those of one second stand in the order of their ids.
    assert {(row["kind"], row["author"], row["counts"]) for row in listed} == {
        ("different", "Anna", "no"),
        ("undo", "Ben", "yes"),
    }
    plain_error(run("judge", "undo", made, "--reason", "again", folder=own), "undone already")


def test_a_claim_can_be_named_by_report(run: Runner, own: Path) -> None:
    (row,) = run("claims", "--publisher", "harbour", "--type", "ADVANCE", "--format", "csv",
                 folder=own).rows  # fmt: skip
    name = f"{row['report'][:12]}/{row['claim']}"
    done = run("judge", "corrected", name, "--field", "place", "--value", "El Obeid", "--reason",
               "misread", folder=own)  # fmt: skip
    assert done.code == 0, done.err
    rows = run("claims", "--type", "ADVANCE", "--publisher", "harbour", "--format", "csv",
               folder=own).rows  # fmt: skip
    assert [row["place"] for row in rows] == ["El Obeid"]
    plain_error(run("judge", "corrected", name, "--field", "place", "--value", "Nowhereville",
                    "--reason", "r", folder=own), "--value", "Nowhereville")  # fmt: skip
    plain_error(run("judge", "corrected", name, "--field", "time", "--value", "June", "--reason",
                    "r", folder=own), "--value", "'June'")  # fmt: skip
    plain_error(run("judge", "corrected", name, "--field", "colour", "--value", "x", "--reason",
                    "r", folder=own), "--field", "'colour'")  # fmt: skip


def test_a_withdrawn_claim_names_the_one_in_its_place(run: Runner, own: Path) -> None:
    rows = run("claims", "--publisher", "lantern", "--format", "csv", folder=own).rows
    keys = {row["type"]: row["key"] for row in rows}
    ledger = open_ledger(own / "fogline.db", create=False)
    received = ledger.received(rows[0]["report"])
    record = read(received, default_knowledge())
    # A later reader finds the first claim only.
    record = replace(record, claims=record.claims[:1])
    filing = replace(ledger.filing, reader="fogline 99")
    add_record(ledger.store, received, record, filing, received_at=0, now=2_000_000_000)
    ledger.store.close()
    (row,) = run("claims", "--publisher", "lantern", "--format", "csv", folder=own).rows
    assert row["type"] == "ADVANCE"
    assert row["key"] != keys["ADVANCE"]
    moved = ("judge", "wrong", keys["ADVANCE"], "--field", "place", "--reason", "r")
    plain_error(run(*moved, folder=own), "was withdrawn", f"it is {row['key']} now")
    gone = ("judge", "wrong", keys["SILENCE"], "--field", "claim", "--reason", "r")
    plain_error(run(*gone, folder=own), "was withdrawn", "no claim at those words any more")


def test_rereading_with_the_same_version_changes_nothing(run: Runner, own: Path) -> None:
    before = run("claims", "--as-of", "2025-06-30", "--format", "csv", folder=own).out
    assert run("reread", folder=own).out == f"{len(REPORTS)} up to date\n"
    assert run("reread", "--all", folder=own).out == f"{len(REPORTS)} unchanged\n"
    assert run("claims", "--as-of", "2025-06-30", "--format", "csv", folder=own).out == before


def test_an_irrelevant_report_is_gone_from_every_view(run: Runner, own: Path) -> None:
    (row,) = run("claims", "--publisher", "lantern", "--type", "ADVANCE", "--format", "csv",
                 folder=own).rows  # fmt: skip
    assert run("judge", "irrelevant", row["report"], "--reason", "sports", folder=own).code == 0
    assert run("claims", "--publisher", "lantern", "--format", "json", folder=own).json == []
    found = run("events", "--type", "ADVANCE", "--format", "json", folder=own).json
    assert [[one["publisher"] for one in event["claims"]] for event in found] == [["Harbour Post"]]


# -- hostile text ----------------------------------------------------------------------------------


def test_no_cell_is_a_formula(run: Runner) -> None:
    for command in ("events", "claims", "tolls", "stats"):
        for row in run(command, "--format", "csv").rows:
            for value in row.values():
                number = value.lstrip("-").replace(".", "", 1).isdigit()
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r")) or number
    found = run("search", "Poonch", "--format", "csv").rows
    assert [row["title"] for row in found] == ["'@SUM(A1)"]
    assert [row["publisher"] for row in found] == ["'=cmd|' /C calc'!A0"]
    assert found[0]["words"].startswith("'=HYPERLINK")


def test_no_text_steers_the_terminal(run: Runner) -> None:
    (event,) = run("events", "--holder", "India", "--format", "json").json
    for arguments in (("search", "Poonch"), ("claims",), ("events",), ("tolls",),
                      ("event", event["id"])):  # fmt: skip
        out = run(*arguments).out
        steering = [c for c in out if (ord(c) < 32 and c != "\n") or c in "\x7f\x9b\u202e\u200f"]
        assert steering == []
    assert "HYPERLINK" in run("search", "Poonch").out


def test_colour_only_for_a_terminal(run: Runner) -> None:
    assert "\x1b" not in run("events").out
