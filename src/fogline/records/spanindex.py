"""Spans by where they begin, for looking up what overlaps without going over all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from fogline.records.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SpanIndex(Generic[T]):
    """Spans with what belongs to each, in text order."""

    starts: tuple[int, ...]
    rows: tuple[tuple[Span, T], ...]
    longest: int

    def overlapping(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that share a character with ``span``, in text order."""
        for number in range(bisect_right(self.starts, span.start - self.longest), len(self.rows)):
            found, value = self.rows[number]
            if found.start >= span.end:
                return
            if found.end > span.start:
                yield found, value


def index_spans(rows: Iterable[tuple[Span, T]]) -> SpanIndex[T]:
    """Index spans; of two at one place the one that is given first comes first."""
    ordered = tuple(sorted(rows, key=lambda row: (row[0].start, row[0].end)))
    return SpanIndex(
        starts=tuple(span.start for span, _ in ordered),
        rows=ordered,
        longest=max((len(span) for span, _ in ordered), default=0),
    )
