"""Bytes to text: every charset a report may come in, and none that fails."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.intake.decode import decode

LATIN = "The army said “no” – and Київ heard it."
RUSSIAN = "Армия сообщила, что её силы оставили город после двух дней боёв."
ARABIC = "قال الجيش يوم الأحد إن قواته غادرت المدينة بعد يومين من القتال"
CHINESE = "军队周日表示,其部队在与叛军交战两天后离开了该镇。"
SPANISH = (
    "El alcalde de Medellín dijo que la guerrilla había atacado el pueblo al amanecer, señaló."
)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (LATIN, "utf-8"),
        (LATIN, "utf-8-sig"),
        (LATIN, "utf-16"),
        (LATIN, "utf-16-le"),
        (LATIN, "utf-16-be"),
        (LATIN, "utf-32"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (CHINESE, "gb18030"),
        (SPANISH, "cp1252"),
    ],
)
def test_the_charset_is_found(text: str, charset: str) -> None:
    assert decode(text.encode(charset)) == text


def test_a_declared_charset_counts_unless_the_bytes_are_utf_8() -> None:
    assert decode("Łódź".encode("iso8859-2"), "iso-8859-2") == "Łódź"
    assert decode("Київ".encode(), "iso-8859-1") == "Київ"
    assert decode(b"it\x92s", "iso-8859-1") == "it’s"


@pytest.mark.parametrize("declared", ["no-such", "zip", "idna", "\0", "utf-16", "unicode_escape"])
def test_a_declaration_that_cannot_be_meant_is_passed_over(declared: str) -> None:
    assert decode(b"the army \\u0041", declared) == "the army \\u0041"


def test_a_broken_byte_costs_one_character() -> None:
    assert decode("Сили відійшли.".encode() + b"\xff end") == "Сили відійшли.\ufffd end"
    assert decode("The army said “".encode()[:-1]).startswith("The army said \ufffd")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf_8_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff") or "\0" in text


@given(st.binary(max_size=300), st.none() | st.text(max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_bytes_fail(data: bytes, declared: str | None) -> None:
    decode(data, declared).encode("utf-8")
