"""Rows as text, JSON and CSV: widths, formulas, and text that would steer a terminal."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.export.tables import Table, as_csv, as_json, as_text, cell, plain, wide

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def table(*rows: dict[str, object], flexible: tuple[str, ...] = ()) -> Table:
    return Table(columns=tuple(rows[0]), rows=rows, flexible=flexible)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (False, "no"), (3, "3"), (1234567.0, "1,234,567"),
        (["a", None, 2], "a; ; 2"), (("x",), "x"), ([], ""), ("as it is", "as it is"),
    ],
)  # fmt: skip
def test_cells(value: object, text: str) -> None:
    assert cell(value) == text


def test_json_keeps_values_and_csv_joins_lists() -> None:
    made = table({"a": ["x", "y"], "n": 1500.0, "none": None, "yes": True})
    assert json.loads(as_json(made)) == [{"a": ["x", "y"], "n": 1500.0, "none": None, "yes": True}]
    assert as_csv(made) == "a,n,none,yes\nx; y,1500,,yes\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_can_be_a_formula(text: str) -> None:
    (_, (found,)) = csv.reader(io.StringIO(as_csv(table({"a": text})), newline=""))
    assert found == f"'{text}".replace("\r", "\n")
    (_, (joined,)) = csv.reader(io.StringIO(as_csv(table({"a": [text, "b"]}))))
    assert joined.startswith("'")


def test_a_number_below_nothing_is_no_formula() -> None:
    assert as_csv(table({"a": -5})) == "a\n-5\n"
    assert as_csv(table({"a": -1234.5})) == "a\n-1234.5\n"


@given(ANY_TEXT)
def test_csv_can_be_read_back(text: str) -> None:
    reader = csv.reader(io.StringIO(as_csv(table({"a": text, "b": "x"})), newline=""))
    rows = list(reader)
    assert len(rows) == 2
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    assert rows[1] in ([kept, "x"], [f"'{kept}", "x"])
    assert not rows[1][0].startswith(("=", "+", "-", "@", "\t", "\r"))


@given(ANY_TEXT)
def test_plain_text_steers_no_terminal(text: str) -> None:
    found = plain(text)
    assert "\n" not in found
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u202a\u202e\u2066" for c in found)
    words = "Gaza – “Khan Younis” Донецьк العربية"
    assert plain(words) == words


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("한국", 4), ("e\u0301", 1), ("", 0)])
def test_width_in_columns(text: str, columns: int) -> None:
    assert wide(text) == columns


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=4), st.integers(40, 120))
def test_a_table_stays_within_the_terminal(rows: list[tuple[str, str]], width: int) -> None:
    made = table(*({"first": one, "second": two} for one, two in rows),
                 flexible=("first", "second"))  # fmt: skip
    lines = as_text(made, width).split("\n")
    assert len(lines) >= 2 + len(rows)
    assert all(wide(line) <= width for line in lines)


def test_long_cells_wrap_and_nothing_is_lost() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    made = table({"id": "e1", "words": words}, flexible=("words",))
    lines = as_text(made, 60).split("\n")
    assert lines[0].split() == ["id", "words"]
    assert set(lines[1]) == {"─", " "}
    assert " ".join(" ".join(lines[2:]).split()[1:]) == words
    # A word without a space is cut by columns, of which some letters take two.
    korean = as_text(table({"id": "e1", "words": "한" * 100}, flexible=("words",)), 50).split("\n")
    assert max(map(wide, korean)) <= 50
    assert "".join(korean).count("한") == 100
    long = table({"words": "x" * 200}, flexible=("words",))
    assert "".join(as_text(long, 50).split("\n")[2:]) == "x" * 200
