"""Spans: half-open stretches of a report's text, the evidence that every value carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of a report's text, in Unicode code points.

    ``text`` repeats the words, so that a span can be read and checked without the report:
    ``report.text[span.start:span.end] == span.text`` always.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end or self.end - self.start != len(self.text):
            raise ValueError(f"not a span: [{self.start}, {self.end}) {self.text!r}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


def cut(text: str, start: int, end: int) -> Span:
    """The span of ``text`` from ``start`` to ``end``."""
    return Span(start=start, end=end, text=text[start:end])


def cut_trimmed(text: str, start: int, end: int) -> Span:
    """The span of ``text`` from ``start`` to ``end`` without white space at either side."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return cut(text, start, end)
