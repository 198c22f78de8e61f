"""Files, folders and standard input: the bytes of reports, one after the other."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import BinaryIO

from fogline.errors import BrokenInputError, InputError, MissingInputError, OptionError
from fogline.intake.formats import SIZE_LIMIT, load_formats, oversized
from fogline.intake.published import parse_published
from fogline.records.report import Metadata, Received

STDIN = "-"
STDIN_NAME = "<stdin>"
SIDECAR_SUFFIX = ".meta.json"
_SIDECAR_LIMIT = 1_000_000
_KEYS = tuple(field.name for field in fields(Metadata))


def collect(
    paths: Sequence[str], given: Metadata, stdin: BinaryIO
) -> Iterator[Received | InputError]:
    """What the paths hold, in their order, read one at a time.

    ``-`` is standard input; a folder is searched to its bottom, in the order of names. A file
    that cannot be had is yielded as an error, so that the others are still read.
    """
    for path in paths:
        if path == STDIN:
            yield _receive_stdin(given, stdin)
        elif Path(path).is_dir():
            yield from _walk(path, given)
        elif not _is_sidecar_of_report(Path(path)):
            yield _receive(Path(path), given)


def count(paths: Sequence[str]) -> int:
    """How many reports and errors :func:`collect` will give, without reading any of them."""
    return sum(
        max(1, sum(1 for _ in _files(Path(path)))) if path != STDIN and Path(path).is_dir() else 1
        for path in paths
        if path == STDIN or not _is_sidecar_of_report(Path(path))
    )


def _receive_stdin(given: Metadata, stdin: BinaryIO) -> Received | InputError:
    try:
        data = stdin.read(SIZE_LIMIT + 1)
    except OSError as error:
        return _unreadable(STDIN_NAME, error)
    if len(data) > SIZE_LIMIT:
        return oversized(STDIN_NAME, len(data))
    return Received(name=STDIN_NAME, data=data, given=given, sidecar=Metadata())


def _walk(folder: str, given: Metadata) -> Iterator[Received | InputError]:
    """The reports below a folder; an error where it holds none."""
    count = 0
    for found in _files(Path(folder)):
        count += 1
        yield found if isinstance(found, InputError) else _receive(found, given)
    if count == 0:
        suffixes = ", ".join(load_formats().searched)
        yield MissingInputError(
            "the folder holds no reports",
            where=folder,
            remedy=f"reports are files that end in {suffixes}",
        )


def _files(folder: Path) -> Iterator[Path | InputError]:
    """Files that may be reports, in the order of names; hidden ones and sidecars left out."""
    searched = load_formats().searched
    stack: list[Path] = [folder]
    while stack:
        here = stack.pop()
        try:
            folder_here = here == folder or (here.is_dir() and not here.is_symlink())
            inside = sorted(os.listdir(here), reverse=True) if folder_here else None  # noqa: PTH208
        except OSError as error:
            yield _unreadable(str(here), error)
            continue
        if inside is not None:
            stack.extend(here / name for name in inside if not name.startswith("."))
        elif here.suffix.lower() in searched and not here.name.lower().endswith(SIDECAR_SUFFIX):
            yield here


def _is_sidecar_of_report(path: Path) -> bool:
    """Whether a path is the sidecar of a report beside it, as a shell's ``*`` passes them."""
    if not path.name.lower().endswith(SIDECAR_SUFFIX):
        return False
    stem = path.name[: -len(SIDECAR_SUFFIX)]
    return any((path.parent / f"{stem}{suffix}").is_file() for suffix in load_formats().suffixes)


def _receive(path: Path, given: Metadata) -> Received | InputError:
    """The bytes of one file with its sidecar's metadata; an error instead if either is broken."""
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = b"" if size > SIZE_LIMIT else file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        return _unreadable(str(path), error)
    if max(size, len(data)) > SIZE_LIMIT:
        return oversized(str(path), max(size, len(data)))
    try:
        sidecar = _read_sidecar(path.with_name(f"{path.stem}{SIDECAR_SUFFIX}"))
    except InputError as error:
        return error
    return Received(name=str(path), data=data, given=given, sidecar=sidecar)


def _unreadable(name: str, error: OSError | ValueError) -> MissingInputError:
    if isinstance(error, FileNotFoundError):
        return MissingInputError("no such file", where=name, remedy="check the name")
    reason = getattr(error, "strerror", None) or str(error)
    return MissingInputError(
        f"the file cannot be read: {reason}", where=name, remedy="check the name and its rights"
    )


def _read_sidecar(path: Path) -> Metadata:
    """The metadata beside a report; empty where there is no sidecar.

    Raises BrokenInputError, naming file and line, for one that is not what it must be.
    """
    if not path.is_file():
        return Metadata()
    try:
        with path.open("rb") as file:
            data = file.read(_SIDECAR_LIMIT + 1)
        if len(data) > _SIDECAR_LIMIT:
            raise _broken(path, 1, "the sidecar is larger than 1 MB")
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _broken(path, error.lineno, f"not JSON: {error.msg}", error.colno) from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, "the sidecar is not UTF-8") from error
    except OSError as error:
        raise _unreadable(str(path), error) from error
    except (ValueError, RecursionError) as error:
        raise _broken(path, 1, "not JSON that can be read") from error
    return _metadata(path, text, value)


def _metadata(path: Path, text: str, value: object) -> Metadata:
    if not isinstance(value, dict):
        raise _broken(path, 1, "the sidecar is not an object")
    found: dict[str, str] = {}
    for key in _KEYS:
        entry = value.get(key)
        if entry is None:
            continue
        if not isinstance(entry, str):
            raise _broken(path, _line_of(text, key), f'"{key}" is not a text')
        if not entry.isprintable():
            raise _broken(path, _line_of(text, key), f'"{key}" holds a character that no line can')
        found[key] = entry
    for key in ("published", "received"):
        if found.get(key, "").strip():
            try:
                parse_published(found[key], str(path))
            except OptionError as error:
                where = f"{path}:{_line_of(text, key)}"
                raise BrokenInputError(error.what, where=where, remedy=error.remedy) from error
    return Metadata(**found)


def _line_of(text: str, key: str) -> int:
    match = re.search(rf'"{key}"\s*:', text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _broken(path: Path, line: int, what: str, column: int | None = None) -> BrokenInputError:
    where = f"{path}:{line}" + (f":{column}" if column else "")
    remedy = f"write an object with any of {', '.join(_KEYS)}, each a text or null"
    return BrokenInputError(what, where=where, remedy=remedy)
