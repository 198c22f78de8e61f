"""A record over another spelling of its text: the same offsets, other letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from fogline.records.report import Report
from fogline.records.span import Span, cut

T = TypeVar("T")


def worded(value: T, text: str) -> T:
    """A report or a record with ``text``, which is as long as its own, in every span of it.

    What was read out of the words (names, reasons) stays as it was read.
    """
    found: T = _worded(value, text)
    return found


def _worded(value: Any, text: str) -> Any:
    if isinstance(value, Span):
        return cut(text, value.start, value.end)
    if isinstance(value, tuple):
        return tuple(_worded(inner, text) for inner in value)
    if isinstance(value, Mapping):
        return {key: _worded(inner, text) for key, inner in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {row.name: _worded(getattr(value, row.name), text) for row in fields(value)}
    if isinstance(value, Report):
        span = value.title_span
        changed["text"] = text
        changed["title"] = value.title if span is None else text[span.start : span.end]
    return replace(value, **changed)
