"""What only a file can suffer: crashes, full disks, other processes, damage, other programs."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.errors import (
    LedgerError,
    StoreBrokenError,
    StoreBusyError,
    StoreFullError,
    StoreVersionError,
)
from fogline.records.ledger import Copy
from fogline.store import schema
from fogline.store.base import Reading, Selection, Store
from fogline.store.sqlite import SqliteStore, open_sqlite
from tests.contracts.adder import made_reading
from tests.contracts.asking import answers
from tests.ledgers import a_claim, a_judgement, a_period, a_place, a_reading

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "war.ledger"


@contextmanager
def opened(path: Path, *, create: bool = False, **options: float) -> Iterator[SqliteStore]:
    with closing(open_sqlite(path, create=create, **options)) as store:  # type: ignore[arg-type]
        yield store


def add(store: Store, *readings: Reading) -> None:
    with store.writer() as writer:
        for reading in readings:
            assert writer.add(reading)


def make(path: Path, count: int = 20) -> None:
    with opened(path, create=True) as store:
        add(store, *(made_reading(f"r-{number}") for number in range(count)))


def read_all(path: Path) -> None:
    with opened(path) as store, store.view() as view:
        answers(view)


def check_whole(path: Path, acknowledged: set[str]) -> set[str]:
    """Check every reading in the file against what was added; give their ids."""
    # A crash while the file was made leaves an empty one.
    with opened(path, create=not acknowledged) as store, store.view() as view:
        reports = {row.id: row for row in view.reports()}
        assert acknowledged <= reports.keys()
        claims = view.claims(Selection())
        links = view.links()
        for name, row in reports.items():
            made = made_reading(name)
            assert row == made.report
            assert view.record(name, "reading-1") == made.record
            assert view.received(name) == made.received
            mine = tuple(claim for claim in claims if claim.report == name)
            assert mine == tuple(filed.claim for filed in made.claims)
            assert [link for link in links if link.one in {row.key for row in mine}] == [
                *made.links
            ]
            bands = [band for passage in made.passages for band in passage.bands]
            assert view.passages(bands) == made.passages
            assert len(view.search(f"paragraph {name}", 99)) >= len(made.passages)
        blocks = [block for filed in made_reading("x").claims for block in filed.blocks]
        assert view.near(blocks) == claims
        assert view.claims(Selection(box=(-90, -180, 90, 180))) == claims
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        # Raises where the index of words is damaged.
        connection.execute("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')")
    return set(reports)


# --- append-only ----------------------------------------------------------------------------------


@pytest.fixture
def every_table(path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger with at least one row in each table, opened without Fogline."""
    with opened(path, create=True) as store, store.writer() as writer:
        writer.add(made_reading("r-1"))
        copy = Copy(one="r-1", one_number=0, other="r-2", other_number=0, similarity=1.0)
        writer.add(replace(made_reading("r-2"), copies=(copy,)))
        writer.judge(a_judgement())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        yield connection


@pytest.mark.parametrize("table", schema.table_names())
def test_no_row_can_be_changed_or_deleted(every_table: sqlite3.Connection, table: str) -> None:
    run = every_table.execute
    before = run(f"SELECT * FROM {table}").fetchall()
    assert before
    column = run(f"PRAGMA table_info({table})").fetchone()[1]
    marks = ", ".join("?" * len(before[0]))
    for statement, values in (
        (f"UPDATE {table} SET {column} = {column}", ()),
        (f"DELETE FROM {table}", ()),
        (f"INSERT OR REPLACE INTO {table} VALUES ({marks})", before[0]),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            run(statement, values)
    assert run(f"SELECT * FROM {table}").fetchall() == before


def test_all_tables_are_guarded(every_table: sqlite3.Connection) -> None:
    names = {
        row[0] for row in every_table.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    # The others are those that the two indexes keep for themselves.
    own = {name for name in names if name.startswith(("spot_box", "passage_words"))}
    # What is computed from the rest is there to be overwritten.
    assert names - own - set(schema.BUNDLE_TABLES) == set(schema.table_names())


def test_the_guards_hold_for_fogline_itself(path: Path) -> None:
    make(path, 1)
    with opened(path) as store, store.writer() as writer:
        run = writer._connection.execute
        for statement in (
            "INSERT OR REPLACE INTO report SELECT * FROM report",
            "DELETE FROM claim_body",
            "UPDATE reading SET title = ''",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                run(statement)


def test_a_commit_waits_for_the_disk(path: Path) -> None:
    make(path, 1)
    with opened(path) as store, store.writer() as writer:
        run = writer._connection.execute
        assert run("PRAGMA journal_mode").fetchone() == ("wal",)
        # 2 is FULL: the log is written through at every commit.
        assert run("PRAGMA synchronous").fetchone() == (2,)


def test_rows_cannot_point_at_nothing(path: Path) -> None:
    make(path, 1)
    with opened(path) as store, store.writer() as writer:
        connection = writer._connection
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("INSERT INTO block VALUES ('x', 24, 0, 1, 999)")


# --- crashes --------------------------------------------------------------------------------------


def start(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that is about to add readings, once it gets a line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.contracts.adder", str(path), name, str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_what_was_acknowledged_survives_a_kill(path: Path) -> None:
    acknowledged: set[str] = set()
    # From the making of the file to the middle of adding; the moment within a delay is chance.
    for turn, delay in enumerate([0.0, 0.004, 0.008, 0.016, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3]):
        process = start(path, f"t{turn}", 10_000)
        go(process)
        time.sleep(delay + random.random() * 0.01)
        process.kill()
        told, errors = process.communicate()
        assert errors == ""
        # The last line may be cut; it is an acknowledgement only when it is whole.
        acknowledged |= {line for line in told.splitlines(keepends=True) if line.endswith("\n")}
        if path.exists():
            check_whole(path, {line.strip() for line in acknowledged})
    assert len(acknowledged) > 20
    # What came after a crash is no worse for it.
    with opened(path) as store:
        add(store, made_reading("last"))
    assert "last" in check_whole(path, {line.strip() for line in acknowledged})


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.004, 0.006, 0.008, 0.012])
def test_a_kill_while_the_file_is_made_leaves_no_wreck(path: Path, delay: float) -> None:
    process = start(path, "t", 1)
    go(process)
    time.sleep(delay)
    process.kill()
    process.communicate()
    with opened(path, create=True) as store:
        add(store, made_reading("last"))
    assert "last" in check_whole(path, set())


# --- several processes ----------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(3))
def test_processes_that_make_one_ledger_at_once_all_work(path: Path, turn: int) -> None:
    processes = [start(path, f"p{number}", 5) for number in range(3)]
    for process in processes:
        go(process)
    for process in processes:
        _, errors = process.communicate(timeout=50)
        assert (process.returncode, errors) == (0, "")
    expected = {f"p{number}-{count}" for number in range(3) for count in range(5)}
    assert check_whole(path, set()) == expected


def test_another_process_that_writes_too_long(path: Path) -> None:
    make(path, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(path, busy_seconds=0.1) as store:
            begun = time.monotonic()
            with pytest.raises(StoreBusyError, match="another process") as told, store.writer():
                pass
            assert 0.05 < time.monotonic() - begun < 5
            assert str(path) in str(told.value)
            # Reading goes on meanwhile.
            with store.view() as view:
                assert len(view.reports()) == 1
            other.execute("ROLLBACK")
            add(store, a_reading("later"))


def test_two_stores_on_one_file_see_each_other(path: Path) -> None:
    with opened(path, create=True) as one, opened(path, create=True) as other:
        add(one, a_reading("a"))
        add(other, a_reading("b"))
        with one.view() as view:
            assert [row.id for row in view.reports()] == ["a", "b"]


def test_a_closed_ledger_is_one_file(path: Path) -> None:
    make(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    copied = path.with_name("copy.ledger")
    shutil.copy(path, copied)
    check_whole(copied, {f"r-{number}" for number in range(20)})


# --- files that are no ledger ---------------------------------------------------------------------


def refused(path: Path, kind: type[LedgerError], *, create: bool) -> LedgerError:
    """The error of opening a file, which must be left as it is, with nothing beside it."""
    before = path.read_bytes()
    beside = sorted(path.parent.iterdir())
    with pytest.raises(kind) as told:
        open_sqlite(path, create=create)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    assert told.value.where == str(path)
    assert told.value.remedy
    return told.value


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "content",
    [
        b"x",
        b"Troops entered Zorya. " * 1000,
        random.Random(1).randbytes(50_000),
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + random.Random(2).randbytes(20_000),
    ],
    ids=["one byte", "text", "random", "magic", "magic and random"],
)
def test_a_file_that_is_not_sqlite(path: Path, content: bytes, create: bool) -> None:
    path.write_bytes(content)
    refused(path, StoreBrokenError, create=create)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("wal", [True, False])
def test_an_sqlite_file_of_another_program(path: Path, create: bool, wal: bool) -> None:
    with closing(sqlite3.connect(path)) as connection:
        if wal:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE report (row INTEGER PRIMARY KEY, id TEXT)")
        connection.commit()
        error = refused(path, StoreBrokenError, create=create)
    assert "another program" in error.what
    refused(path, StoreBrokenError, create=create)


@pytest.mark.parametrize("version", schema.EARLIER_BUNDLES)
def test_a_ledger_of_an_earlier_version_gets_the_tables_of_today(path: Path, version: int) -> None:
    make(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        # The first had no such tables, the second others.
        for table in schema.BUNDLE_TABLES[0 if version == 1 else -1 :]:
            connection.execute(f"DROP TABLE {table}")
        connection.execute(f"PRAGMA user_version = {version}")
    with opened(path) as store:
        with store.view() as view:
            assert len(view.unnoted().readings) == len(view.reports()) == 3
            assert view.bundles() == ()
        add(store, made_reading("another"))
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == schema.SCHEMA_VERSION


@pytest.mark.parametrize("version", [schema.SCHEMA_VERSION + 1, 0, -1])
def test_a_ledger_of_another_version(path: Path, version: int) -> None:
    make(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    error = refused(path, StoreVersionError, create=True)
    assert "install" in error.remedy


def test_a_version_that_is_still_in_the_wal(path: Path) -> None:
    make(path, 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("PRAGMA user_version = 99")
        with pytest.raises(StoreVersionError, match="99"):
            open_sqlite(path, create=False)


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_ledger(path: Path, share: float) -> None:
    make(path)
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(StoreBrokenError) as told:
        read_all(path)
    assert "recover" in told.value.remedy
    with pytest.raises(StoreBrokenError), opened(path) as store:
        add(store, made_reading("more"))


@pytest.mark.parametrize("seed", range(6))
def test_a_ledger_with_damaged_pages(path: Path, seed: int) -> None:
    make(path)
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    # The first page holds the header; the damage is in what it leads to.
    for start in range(schema.PAGE_SIZE, len(content), schema.PAGE_SIZE):
        if chance.random() < 0.5:
            content[start : start + 2000] = chance.randbytes(2000)
    path.write_bytes(content)
    with pytest.raises(StoreBrokenError, match="damaged"):
        read_all(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE claim_body SET body = '{}'",
        "UPDATE claim_body SET body = substr(body, 1, 100)",
        "UPDATE claim_body SET body = CAST(x'fffe' AS TEXT)",
        "UPDATE record SET data = x'00'",
        "UPDATE received SET data = substr(data, 1, 10)",
        "UPDATE received SET meta = '{'",
        "UPDATE received SET meta = '[]'",
        "UPDATE link SET features = '{'",
        "UPDATE judgement SET body = 'null'",
        "UPDATE passage SET signature = x''",
        "UPDATE passage SET signature = x'040102'",
        "UPDATE passage SET bands = '7'",
        "UPDATE reading SET title = CAST(x'fffe' AS TEXT)",
        "DROP TABLE claim_body",
        "DROP TABLE passage_words",
        "DELETE FROM record",
    ],
)
def test_rows_that_cannot_be_read(path: Path, damage: str) -> None:
    make(path, 2)
    with opened(path) as store, store.writer() as writer:
        writer.judge(a_judgement())
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(damage)
        connection.commit()
    bands = made_reading("r-0").passages[0].bands
    with (
        pytest.raises(StoreBrokenError, match="damaged"),
        opened(path) as store,
        store.view() as view,
    ):
        view.passages(bands)
        view.search("paragraph", 5)
        answers(view)


# --- paths ----------------------------------------------------------------------------------------


def test_no_ledger_there(path: Path) -> None:
    with pytest.raises(LedgerError, match=f"no ledger at {path}") as told:
        open_sqlite(path, create=False)
    assert "fogline add" in told.value.remedy
    assert not path.exists()
    path.touch()
    with pytest.raises(LedgerError, match="no ledger"):
        open_sqlite(path, create=False)
    assert path.stat().st_size == 0
    with opened(path, create=True) as store:
        add(store, a_reading())


@pytest.mark.parametrize("create", [True, False])
def test_paths_that_no_ledger_can_have(path: Path, create: bool) -> None:
    for wrong, words in (
        (path.parent, "folder"),
        (path.parent / "none" / "war.ledger", "no folder"),
        (Path("/dev/null"), "no file"),
        (Path("a\x00b"), "name"),
        (path.parent / ("x" * 300), "too long"),
    ):
        with pytest.raises(LedgerError, match=words) as told:
            open_sqlite(wrong, create=create)
        assert told.value.remedy
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["a b.ledger", "q?mode=ro#x%20.ledger", "Зоря🚁.ledger", ":memory:", os.fsdecode(b"\xff")],
)
def test_any_name_is_a_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(Path(name), 1)
    assert [file.name for file in Path().iterdir()] == [name]
    check_whole(Path(name).absolute(), {"r-0"})


@contextmanager
def without_rights() -> Iterator[Path]:
    """A folder, and within the block no more rights than the file modes give."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o777)


def test_a_file_that_may_only_be_read(path: Path) -> None:
    with without_rights() as folder:
        mine = folder / path.name
        make(mine, 2)
        mine.chmod(0o444)
        with opened(mine) as store:
            with store.view() as view:
                assert len(view.reports()) == 2
            with pytest.raises(LedgerError, match="may not be written") as told:
                add(store, a_reading("more"))
        assert str(mine) in str(told.value)
        assert told.value.remedy


def test_a_folder_that_may_only_be_read(path: Path) -> None:
    with without_rights() as folder:
        mine = folder / path.name
        make(mine, 2)
        folder.chmod(0o555)
        for wrong in (mine, folder / "new.ledger"):
            with pytest.raises(LedgerError, match="may not be written") as told:
                open_sqlite(wrong, create=True)
            assert told.value.remedy


def test_a_file_that_may_not_be_read(path: Path) -> None:
    with without_rights() as folder:
        mine = folder / path.name
        make(mine, 1)
        mine.chmod(0)
        with pytest.raises(LedgerError, match="may not be"):
            open_sqlite(mine, create=False)
        folder.chmod(0)
        with pytest.raises(LedgerError, match="may not be"):
            open_sqlite(mine, create=False)


# --- full disks -----------------------------------------------------------------------------------


def fill(store: SqliteStore) -> set[str]:
    """Add until there is no room; give the ids that were acknowledged."""
    acknowledged: set[str] = set()
    with pytest.raises(StoreFullError) as told:
        for number in range(1000):
            reading = made_reading(f"r-{number}")
            with store.writer() as writer:
                writer.add(reading)
            acknowledged.add(reading.report.id)
    assert "no room" in told.value.what
    assert told.value.remedy
    return acknowledged


def test_no_more_pages(path: Path) -> None:
    with opened(path, create=True, max_pages=120) as store:
        acknowledged = fill(store)
        assert len(acknowledged) > 3
        # Still of use for reading.
        with store.view() as view:
            assert {row.id for row in view.reports()} == acknowledged
    assert check_whole(path, acknowledged) == acknowledged
    with opened(path) as store:
        add(store, made_reading("last"))
    assert check_whole(path, acknowledged) == acknowledged | {"last"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 3 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if (
        shutil.which("mount") is None
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting a small disk needs root; test_no_more_pages does it without")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk(small_disk: Path, path: Path) -> None:
    with opened(small_disk / path.name, create=True) as store:
        acknowledged = fill(store)
        assert acknowledged
        with store.view() as view:
            assert {row.id for row in view.reports()} == acknowledged
    # The disk has no room for the check either.
    saved = shutil.copytree(small_disk, path.parent / "saved")
    assert check_whole(saved / path.name, acknowledged) == acknowledged


def test_a_disk_without_a_byte(small_disk: Path) -> None:
    make(small_disk / "old.ledger", 2)
    with pytest.raises(OSError, match="No space"), (small_disk / "ballast").open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()
    # SQLite cannot even make the files that it needs beside the ledger.
    for name in ("new.ledger", "old.ledger"):
        with pytest.raises(StoreFullError):
            open_sqlite(small_disk / name, create=True)
    (small_disk / "ballast").unlink()
    with opened(small_disk / "new.ledger", create=True) as store:
        add(store, made_reading("r-1"))
    assert check_whole(small_disk / "old.ledger", {"r-0", "r-1"}) == {"r-0", "r-1"}


def test_a_block_that_met_a_full_disk_keeps_nothing(path: Path) -> None:
    with opened(path, create=True, max_pages=100) as store:
        add(store, made_reading("first"))
        with pytest.raises(LedgerError, match="nothing of this was kept"), store.writer() as writer:
            with pytest.raises(StoreFullError):
                for number in range(1000):
                    writer.add(made_reading(f"r-{number}"))
            # SQLite has undone the transaction; what came now would go in by itself.
            with pytest.raises(LedgerError, match="undone"):
                writer.add(a_reading("small"))
            with pytest.raises(LedgerError, match="undone"):
                writer.judge(a_judgement())
        with store.view() as view:
            assert [row.id for row in view.reports()] == ["first"]
            assert view.judgements() == ()
    assert check_whole(path, {"first"}) == {"first"}


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim",
    [
        a_claim(confidence=float("nan")),
        a_claim(place=a_place(lat=float("inf"))),
        a_claim(medium="\ud800"),
        a_claim(key="\ud800"),
        a_claim(time=a_period(last=2**70)),
    ],
    ids=["nan", "inf", "surrogate", "surrogate in the key", "huge"],
)
def test_a_value_that_would_not_come_back_is_refused(path: Path, claim: object) -> None:
    with opened(path, create=True) as store:
        with pytest.raises(LedgerError) as told:
            add(store, a_reading(claims=[claim]))  # type: ignore[list-item]
        assert told.value.remedy
        with store.view() as view:
            assert view.reports() == ()


def test_a_view_used_after_its_end_says_so(path: Path) -> None:
    with opened(path, create=True) as store:
        with store.view() as view:
            pass
        with store.writer() as writer:
            pass
        for ask in (view.reports, view.judgements, lambda: writer.add(a_reading())):
            with pytest.raises(LedgerError):
                ask()


def test_an_error_of_the_block_itself_is_left_alone(path: Path) -> None:
    with opened(path, create=True) as store:
        with pytest.raises(sqlite3.OperationalError, match="mine"), store.writer():
            raise sqlite3.OperationalError("mine")
        with pytest.raises(OSError, match="mine"), store.view():
            raise OSError("mine")
