"""What a file is, and what Fogline does not read."""

from __future__ import annotations

import pytest

from fogline.errors import OversizedInputError, UnsupportedInputError
from fogline.intake.formats import SIZE_LIMIT, Format, find_format
from fogline.records.report import Metadata, Received


def form(name: str, data: bytes) -> Format:
    return find_format(Received(name=name, data=data, given=Metadata(), sidecar=Metadata()))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.TXT", b"<html>", Format.TEXT),
        ("a.md", b"x", Format.MARKDOWN),
        ("a.htm", b"x", Format.HTML),
        ("a.json", b"x", Format.JSON),
        ("a.eml", b"x", Format.MAIL),
        ("<stdin>", b"  <!DOCTYPE html><p>x", Format.HTML),
        ("<stdin>", b"<!-- x --><html>", Format.HTML),
        ("<stdin>", b'{"headline": "x"}', Format.JSON),
        ("<stdin>", b'[{"headline": "x"}]', Format.JSON),
        ("<stdin>", b"From: a@b\nSubject: x\n\nText", Format.MAIL),
        ("<stdin>", b"Subject: the army left\n\nText", Format.TEXT),
        ("<stdin>", b"[REPORT] The army left.", Format.TEXT),
        ("<stdin>", b"", Format.TEXT),
        ("<stdin>", "The army left.".encode("utf-16"), Format.TEXT),
    ],
)
def test_suffix_first_then_content(name: str, data: bytes, expected: Format) -> None:
    assert form(name, data) is expected


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.pdf", b"text", "PDF is not supported"),
        ("a.txt", b"%PDF-1.7 x", "PDF is not supported"),
        ("a.docx", b"PK\x03\x04x", "ZIP archive"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "PNG image"),
        ("a.txt", b"\xff\xd8\xff\xe0", "JPEG image"),
        ("a.txt", b"abc\0def", "binary file"),
        ("a.txt", bytes(range(1, 9)) * 9, "binary file"),
    ],
)
def test_what_is_not_text_is_named(name: str, data: bytes, what: str) -> None:
    with pytest.raises(UnsupportedInputError, match=what) as error:
        form(name, data)
    assert error.value.where == name
    assert ".txt" in error.value.remedy


def test_too_large() -> None:
    with pytest.raises(OversizedInputError, match="20 MB"):
        form("a.txt", b"a" * (SIZE_LIMIT + 1))
