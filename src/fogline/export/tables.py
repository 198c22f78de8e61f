"""Rows as a table for a terminal, as JSON, or as CSV."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# A spreadsheet takes what begins so for a formula: a report must not be able to write one.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NARROWEST = 14
_GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows with the names of their columns in order.

    ``flexible`` are the columns that give way, and wrap, where a terminal is too narrow.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    flexible: tuple[str, ...] = ()


def as_json(table: Table) -> str:
    """A JSON list of objects."""
    return json.dumps([dict(row) for row in table.rows], ensure_ascii=False, indent=2)


def as_csv(table: Table) -> str:
    """CSV with a header; lists are joined by "; ", and no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_safe(cell(row.get(column)), row.get(column)) for column in table.columns])
    return out.getvalue()


def as_text(table: Table, width: int) -> str:
    """Columns side by side within ``width`` characters; long cells wrap."""
    cells = [[plain(cell(row.get(column))) for column in table.columns] for row in table.rows]
    widths = _widths(table, cells, width)
    lines = [_line([name.replace("_", " ") for name in table.columns], widths)]
    lines.append(_GAP.join("─" * size for size in widths))
    for row in cells:
        pieces = [_wrapped(text, size) for text, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, pieces))):
            lines.append(_line([p[number] if number < len(p) else "" for p in pieces], widths))
    return "\n".join(lines)


def cell(value: Any) -> str:
    """A value as one cell's text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(cell(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.10g}"
    return str(value)


def plain(text: str) -> str:
    """The text on one line, without characters that could steer a terminal."""
    text = " ".join(text.split())
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Co"))


def _safe(text: str, value: Any) -> str:
    if isinstance(value, int | float):
        return text.replace(",", "")
    # A lone carriage return would end the row for who reads it.
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return safe.replace("\r\n", "\n").replace("\r", "\n")


def _widths(table: Table, cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """Each column as wide as its widest cell; the flexible ones share what is left."""
    widths = [
        max([wide(name), *(wide(row[number]) for row in cells)])
        for number, name in enumerate(table.columns)
    ]
    spare = width - len(_GAP) * (len(widths) - 1)
    flexible = [number for number, name in enumerate(table.columns) if name in table.flexible]
    while sum(widths) > spare and flexible:
        widest = max(flexible, key=lambda number: widths[number])
        if widths[widest] <= NARROWEST:
            break
        widths[widest] -= 1
    return widths


def wide(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _wrapped(text: str, size: int) -> list[str]:
    lines: list[str] = [""]
    for word in text.split(" "):
        rest = word
        while wide(rest) > size:
            if lines[-1]:
                lines.append("")
            head = _fitting(rest, size)
            lines[-1], rest = head, rest[len(head) :]
            lines.append("")
        joined = f"{lines[-1]} {rest}" if lines[-1] else rest
        if wide(joined) <= size:
            lines[-1] = joined
        else:
            lines.append(rest)
    return [line for line in lines if line] or [""]


def _fitting(text: str, size: int) -> str:
    """As much of the beginning as fits into so many columns, one character at least."""
    end = 1
    while end < len(text) and wide(text[: end + 1]) <= size:
        end += 1
    return text[:end]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (size - wide(text)) for text, size in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()
