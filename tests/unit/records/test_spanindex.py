"""What overlaps is found by its place, whatever the lengths."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fogline.records.span import Span, cut
from fogline.records.spanindex import index_spans

TEXT = "x" * 80
spans = st.tuples(st.integers(0, 79), st.integers(1, 30)).map(
    lambda row: cut(TEXT, row[0], min(80, row[0] + row[1]))
)


@given(st.lists(spans, max_size=30), spans)
def test_it_finds_what_overlaps(rows: list[Span], wanted: Span) -> None:
    index = index_spans((row, number) for number, row in enumerate(rows))
    found = list(index.overlapping(wanted))
    assert sorted(number for _, number in found) == [
        number for number, row in enumerate(rows) if row.overlaps(wanted)
    ]
    assert [row.start for row, _ in found] == sorted(row.start for row, _ in found)
