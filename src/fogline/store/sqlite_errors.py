"""What SQLite, the disk and damaged rows can raise, in plain words: the only place that tells."""

from __future__ import annotations

import errno
import functools
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

import msgspec

from fogline.errors import (
    LedgerError,
    StoreBrokenError,
    StoreBusyError,
    StoreFullError,
)

# With less than this left, a failed write has no other likely reason.
_NO_ROOM_BYTES = 1 << 20
# SQLite keeps files of its own beside the ledger, so that its folder counts as well.
_SHUT = "the ledger may not be opened, or its folder may not be written"

_P = ParamSpec("_P")
_T = TypeVar("_T")


class _Placed(Protocol):
    @property
    def path(self) -> Path: ...


_S = TypeVar("_S", bound=_Placed)


def plain(
    method: Callable[Concatenate[_S, _P], _T],
) -> Callable[Concatenate[_S, _P], _T]:
    """A method of an object with a ``path`` that raises nothing but LedgerErrors."""

    @functools.wraps(method)
    def told(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with plain_errors(self.path):
            return method(self, *args, **kwargs)

    return told


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise within the block into LedgerErrors about ``path``."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _from_sqlite(error, path) from error
    except OSError as error:
        raise _from_system(error, path) from error
    except (zlib.error, msgspec.MsgspecError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise broken(path, "it holds a row that cannot be read") from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise LedgerError(
            f"a value cannot be stored ({error})",
            where=str(path),
            remedy="text must be valid Unicode, and numbers less than 2**63",
        ) from error


def broken(path: Path, what: str) -> StoreBrokenError:
    """The error for a file that is damaged, and what can be done."""
    return StoreBrokenError(
        f"the ledger is damaged: {what}",
        where=str(path),
        remedy=f"restore a copy, or save what can be read: sqlite3 {path} .recover | sqlite3 NEW",
    )


def _from_sqlite(error: Exception, path: Path) -> LedgerError:
    told = str(error)
    # The lowest byte is the kind of error; the others tell it more exactly.
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return _busy(path)
    if kind == sqlite3.SQLITE_FULL or (kind == sqlite3.SQLITE_IOERR and _no_room(path)):
        return _full(path)
    if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return broken(path, told)
    if kind == sqlite3.SQLITE_READONLY:
        return _closed_off(path, "the ledger may not be written")
    if kind in (sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return _closed_off(path, _SHUT)
    if "no such module" in told:
        return LedgerError(
            f"this Python's SQLite cannot keep a ledger ({told})",
            where=str(path),
            remedy="use a Python whose SQLite has FTS5 and R*Tree, such as that of Debian",
        )
    if "no such" in told or "decode to UTF-8" in told:
        return broken(path, told)
    return LedgerError(
        f"the ledger cannot be used: {told}",
        where=str(path),
        remedy="check that the disk can be read and written",
    )


def _from_system(error: OSError, path: Path) -> LedgerError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _closed_off(path, _SHUT)
    return LedgerError(
        f"the ledger cannot be used: {error.strerror or error}",
        where=str(path),
        remedy="check that the disk can be read and written",
    )


def _busy(path: Path) -> StoreBusyError:
    return StoreBusyError(
        "another process is writing to the ledger",
        where=str(path),
        remedy="try again when it has ended",
    )


def _full(path: Path) -> StoreFullError:
    return StoreFullError(
        "no room is left on the disk; what was added before is safe",
        where=str(path),
        remedy="free some room, then add the report again",
    )


def _closed_off(path: Path, what: str) -> LedgerError:
    return LedgerError(
        what,
        where=str(path),
        remedy="change the rights of both, or copy the ledger to a folder of your own",
    )


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False
