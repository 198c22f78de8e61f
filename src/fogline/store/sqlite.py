"""A ledger in one SQLite file: opening it, and its transactions.

The file is in WAL mode: one process writes while others read, each the snapshot that it began
with. While the ledger is open, ``FILE-wal`` and ``FILE-shm`` stand beside it and belong to it.
Commits are synchronous: what was added when a writer's block has ended survives a crash.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fogline.errors import LedgerError, StoreBrokenError, StoreVersionError
from fogline.store.schema import (
    APPLICATION_ID,
    EARLIER_BUNDLES,
    PAGE_SIZE,
    SCHEMA_VERSION,
    statements,
    upgrade,
)
from fogline.store.sqlite_errors import broken, plain_errors
from fogline.store.sqlite_view import SqliteView
from fogline.store.sqlite_writer import SqliteWriter

_MAGIC = b"SQLite format 3\x00"
_HEADER_BYTES = 100
# Where the header keeps them, as big-endian numbers.
_PAGE_SIZE = slice(16, 18)
_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)
# The pages that a connection keeps in memory: 64 MiB, so that adding to the indexes of a large
# ledger does not read the same pages again for each report.
_CACHE_KIB = 64 * 1024
# After so many pages in the WAL (32 MiB) they are moved to their places in the file. A report
# touches some 250 pages all over it; the longer they gather, the fewer are moved twice.
_CHECKPOINT_PAGES = 4000
# After a long write the WAL is cut back to this many bytes.
_WAL_BYTES = 64 * 1024 * 1024


class SqliteStore:
    """A ledger in a file. Any number of threads may use it; each view and writer is for one."""

    def __init__(self, path: Path, *, busy_seconds: float, max_pages: int | None) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._max_pages = max_pages
        # Held open, since SQLite tidies the WAL away whenever the last connection closes.
        self._anchor: sqlite3.Connection | None = self._connect()
        # What the last one used, for the next: it knows the file's pages already, so long as
        # nobody else writes.
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def writer(self) -> Iterator[SqliteWriter]:
        """Begin to write: committed when the block ends, undone when it raises.

        Raises StoreBusyError where another process writes and does not end in time.
        """
        connection = self._begin("BEGIN IMMEDIATE")
        writer = SqliteWriter(connection, self.path)
        try:
            yield writer
            with plain_errors(self.path):
                self._commit(connection)
        except BaseException:
            # Closing undoes what was not committed.
            connection.close()
            raise
        writer.end()
        self._done(connection)

    @contextmanager
    def view(self) -> Iterator[SqliteView]:
        """Begin to read a snapshot."""
        connection = self._begin("BEGIN")
        view = SqliteView(connection, self.path)
        try:
            yield view
        except BaseException:
            connection.close()
            raise
        view.end()
        self._done(connection)

    def close(self) -> None:
        """Give the file back. Using the store afterwards raises LedgerError."""
        anchor, self._anchor = self._anchor, None
        while self._idle:
            self._idle.pop().close()
        if anchor is not None:
            anchor.close()

    def _begin(self, how: str) -> sqlite3.Connection:
        if self._anchor is None:
            raise LedgerError("the ledger is closed", where=str(self.path), remedy="open it again")
        with plain_errors(self.path):
            connection = self._unused() or self._connect()
            try:
                connection.execute(how)
                # The snapshot is taken at the first read, not at BEGIN.
                connection.execute("SELECT 1 FROM report LIMIT 1").fetchone()
            except BaseException:
                connection.close()
                raise
        return connection

    def _unused(self) -> sqlite3.Connection | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _done(self, connection: sqlite3.Connection) -> None:
        """Keep one connection for the next use, and close all others."""
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if self._anchor is None or self._idle:
            connection.close()
        else:
            self._idle.append(connection)

    def _commit(self, connection: sqlite3.Connection) -> None:
        if not connection.in_transaction:
            raise LedgerError(
                "nothing of this was kept: an error while adding had undone all of it",
                where=str(self.path),
                remedy="add the reports again",
            )
        connection.execute("COMMIT")

    def _connect(self) -> sqlite3.Connection:
        connection = _connect(self.path, self._busy_seconds)
        if self._max_pages is not None:
            connection.execute(f"PRAGMA max_page_count = {self._max_pages}")
        return connection


def open_sqlite(
    path: Path, *, create: bool, busy_seconds: float = 10, max_pages: int | None = None
) -> SqliteStore:
    """Open the ledger in a file; with ``create``, make it where there is none.

    ``busy_seconds`` is how long to wait for another process that writes. ``max_pages`` limits the
    file (in pages of 8 kB), as a full disk would.

    Raises LedgerError where the path cannot be a ledger, StoreBrokenError for a file that is
    damaged or no ledger (it is left as it is), StoreVersionError for one of a newer Fogline.
    """
    with plain_errors(path):
        exists = check_path(path, create=create)
        if exists:
            _check_header(path)
        connection = _connect(path, busy_seconds, "rwc" if create else "rw")
        try:
            _make(connection, path, create=create)
            _to_wal(connection, path, busy_seconds)
        finally:
            connection.close()
        return SqliteStore(path, busy_seconds=busy_seconds, max_pages=max_pages)


def check_path(path: Path, *, create: bool) -> bool:
    """Whether there is a file with content.

    Raises LedgerError where none can be, or (without ``create``) where there is none.
    """
    where = str(path)
    if "\x00" in where:
        raise LedgerError("no file can have this name", where=repr(where), remedy="choose another")
    if path.is_dir():
        raise LedgerError(
            "this is a folder", where=where, remedy=f"name a file in it: {path / 'war.ledger'}"
        )
    if path.exists() and not path.is_file():
        raise LedgerError("this is no file", where=where, remedy="name a file on a disk")
    if not path.parent.is_dir():
        raise LedgerError(
            f"there is no folder {path.parent}", where=where, remedy=f"mkdir -p {path.parent}"
        )
    exists = path.exists() and path.stat().st_size > 0
    if not exists and not create:
        raise _missing(path)
    return exists


def _missing(path: Path) -> LedgerError:
    return LedgerError(
        f"no ledger at {path}", remedy=f"make one: fogline add --ledger {path} REPORT..."
    )


def _check_header(path: Path) -> None:
    """Raise where the file's first bytes are not those of a ledger that this version can read.

    They are read as bytes, since SQLite would change a file of others by opening it (it finishes
    what a crash has left undone).
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise broken(path, "this is no SQLite file, or its beginning is lost")
    _check_marks(
        path,
        int.from_bytes(header[_APPLICATION_ID], "big"),
        int.from_bytes(header[_USER_VERSION], "big"),
    )
    # Half a page at the end, which SQLite would read as zeros. While a log stands beside the file
    # that can be a page in the making.
    page = int.from_bytes(header[_PAGE_SIZE], "big")
    logs = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))
    if path.stat().st_size % max(page, 512) and not any(log.exists() for log in logs):
        raise broken(path, "its end is lost")


def _check_marks(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise StoreBrokenError(
            "this is an SQLite file of another program, no ledger",
            where=str(path),
            remedy="choose another name for the ledger; the file was left as it is",
        )
    if version not in (SCHEMA_VERSION, *EARLIER_BUNDLES):
        raise StoreVersionError(
            f"the ledger has version {version}, and this Fogline knows version {SCHEMA_VERSION}",
            where=str(path),
            remedy="install the Fogline that made it, or a newer one",
        )


def _connect(path: Path, busy_seconds: float, mode: str = "rw") -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            f"page_size = {PAGE_SIZE}",
            f"cache_size = -{_CACHE_KIB}",
            f"wal_autocheckpoint = {_CHECKPOINT_PAGES}",
            f"journal_size_limit = {_WAL_BYTES}",
            "synchronous = FULL",
            # Where a plain fsync leaves data in the disk's own memory (macOS).
            "fullfsync = ON",
            "foreign_keys = ON",
            # So that the guards see INSERT OR REPLACE as well.
            "recursive_triggers = ON",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    """Make the tables where the file is empty: in one transaction, so that two can try at once."""
    if not create and _is_empty(connection):
        raise _missing(path)
    if not _is_empty(connection):
        _check_marks(path, *_marks(connection))
        if _marks(connection)[1] == SCHEMA_VERSION:
            return
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have been first while this one waited.
    made = statements() if _is_empty(connection) else ()
    if not made and _marks(connection)[1] in EARLIER_BUNDLES:
        made = upgrade()
    for statement in made:
        connection.execute(statement)
    connection.execute("COMMIT")
    _check_marks(path, *_marks(connection))


def _is_empty(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(row[0] == 0)


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)


def _to_wal(connection: sqlite3.Connection, path: Path, busy_seconds: float) -> None:
    """Set the journal mode, which stays with the file."""
    until = time.monotonic() + busy_seconds
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            # SQLite does not wait here by itself while another process has the new file open.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            if mode != "wal":
                raise LedgerError(
                    "the disk cannot share a file between processes (is it a network drive?)",
                    where=str(path),
                    remedy="keep the ledger on a disk of this machine",
                )
