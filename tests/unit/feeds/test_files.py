"""Files, folders, sidecars and standard input."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from fogline.errors import BrokenInputError, InputError, MissingInputError, OversizedInputError
from fogline.feeds.files import collect
from fogline.intake.formats import SIZE_LIMIT
from fogline.records.report import Metadata, Received


def gather(*paths: Path | str, stdin: bytes = b"", given: Metadata | None = None) -> list[object]:
    return list(collect([str(path) for path in paths], given or Metadata(), io.BytesIO(stdin)))


def names(found: list[object], root: Path) -> list[str]:
    return [str(Path(r.name).relative_to(root)) for r in found if isinstance(r, Received)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a/z.html",
        "a/y.MD",
        "a/.hidden.txt",
        ".git/x.txt",
        "c.json",
        "c.meta.json",
        "d.pdf",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"{}")
    return tmp_path


def test_a_folder_is_walked_in_the_order_of_names(folder: Path) -> None:
    assert names(gather(folder), folder) == ["a/y.MD", "a/z.html", "b.txt", "c.json"]


def test_arguments_keep_their_order(folder: Path) -> None:
    found = gather(folder / "b.txt", "-", folder / "a", stdin=b"from stdin")
    assert [r.name for r in found if isinstance(r, Received)] == [
        str(folder / "b.txt"),
        "<stdin>",
        str(folder / "a" / "y.MD"),
        str(folder / "a" / "z.html"),
    ]
    assert isinstance(found[1], Received)
    assert found[1].data == b"from stdin"


def test_what_is_missing_does_not_lose_the_others(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    first, second, third = gather(folder / "no.txt", empty, folder / "b.txt")
    assert isinstance(first, MissingInputError)
    assert "no such file" in str(first)
    assert isinstance(second, MissingInputError)
    assert "no reports" in str(second)
    assert isinstance(third, Received)


def test_a_sidecar_is_read(folder: Path) -> None:
    (folder / "b.meta.json").write_text(
        '{"published": "2025-06-08T09:30Z", "publisher": "Aden Times", "url": null, "other": 1}'
    )
    given = Metadata(publisher="Given")
    (found,) = gather(folder / "b.txt", given=given)
    assert isinstance(found, Received)
    assert found.sidecar == Metadata(published="2025-06-08T09:30Z", publisher="Aden Times")
    assert found.given == given


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (b'{"title":\n "x",}', ":2"),
        (b'{\n"title": 5}', ":2"),
        (b'{\n\n"published": "yesterday"}', ":3"),
        (b"[]", ":1"),
        (b'{"title":\n"\xff"}', ":2"),
        (b"[" * 100_000, ":1"),
        (b'{\n"title": "a\\ud800b"}', ":2"),
    ],
)
def test_a_broken_sidecar_names_file_and_line(folder: Path, text: bytes, where: str) -> None:
    (folder / "b.meta.json").write_bytes(text)
    first, second = gather(folder / "b.txt", folder / "c.json")
    assert isinstance(first, BrokenInputError)
    assert f"{folder / 'b.meta.json'}{where}" in first.where
    assert first.remedy
    assert isinstance(second, Received)


def test_a_sidecar_named_beside_its_report_is_no_report(folder: Path) -> None:
    found = gather(folder / "c.json", folder / "c.meta.json")
    assert names(found, folder) == ["c.json"]


def test_large_files_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    small = tmp_path / "small.txt"
    small.write_bytes(b"x")
    first, second = gather(path, small)
    assert isinstance(first, OversizedInputError)
    assert "20 MB" in str(first)
    assert isinstance(second, Received)


def test_standard_input_has_the_same_limit() -> None:
    (found,) = gather("-", stdin=b"a" * (SIZE_LIMIT + 1))
    assert isinstance(found, OversizedInputError)


def test_files_are_read_one_at_a_time(folder: Path) -> None:
    walked: Iterator[Received | InputError] = collect([str(folder)], Metadata(), io.BytesIO())
    next(walked)
    (folder / "b.txt").write_bytes(b"changed since")
    later = [r for r in walked if isinstance(r, Received) and r.name.endswith("b.txt")]
    assert later[0].data == b"changed since"


def test_a_link_to_a_parent_folder_ends(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder)
    assert names(gather(folder), folder) == ["a/y.MD", "a/z.html", "b.txt", "c.json"]
