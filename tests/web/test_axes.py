"""What an axis of time shows, and how it is cut."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.corroborate.filing.moments import FAR_FUTURE, FAR_PAST, hours
from fogline.web.axes import DAYS, EARLIEST, HOURS, LATEST, MOST_BINS, axis_of, busiest, iso

HOUR = st.integers(FAR_PAST * 3, FAR_FUTURE * 10)
NEAR = st.integers(hours("1900-01-01"), hours("2100-01-01"))


@given(HOUR, HOUR)
def test_an_axis_covers_its_period_in_few_bins(one: int, other: int) -> None:
    first, last = sorted((one, other))
    axis = axis_of(first, last)
    assert 1 <= len(axis.edges) - 1 <= MOST_BINS
    assert list(axis.edges) == sorted(set(axis.edges))
    assert EARLIEST <= axis.first <= max(first, EARLIEST) or first >= LATEST
    assert axis.last >= min(last, LATEST)
    assert axis_of(axis.first, axis.last) == axis


@given(NEAR, st.integers(1, 24 * 200))
def test_bins_are_whole_units(first: int, length: int) -> None:
    axis = axis_of(first, first + length, (*HOURS, *DAYS))
    days = [date.fromisoformat(iso(edge)[:10]) for edge in axis.edges]
    if axis.unit.name in ("day", "week"):
        assert all(len(iso(edge)) == 10 for edge in axis.edges)
    if axis.unit.name == "week":
        assert {day.weekday() for day in days} == {0}
    assert axis.first <= first < axis.edges[1]
    for hour in (first, first + length - 1):
        at = axis.at(hour)
        assert axis.edges[at] <= hour < axis.edges[at + 1]


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2025-06-01", "2025-06-14", "day"),
        ("2025-06-01", "2025-12-31", "week"),
        ("2020-01-01", "2025-06-14", "month"),
        ("2000-01-01", "2025-06-14", "quarter"),
        ("1954-01-01", "2025-06-14", "year"),
        ("1700-01-01", "2025-06-14", "decade"),
        ("0001-01-01", "9999-12-31", "century"),
    ],
)
def test_units_grow_with_the_period(first: str, last: str, unit: str) -> None:
    assert axis_of(hours(first), hours(last)).unit.name == unit


def test_a_few_far_off_do_not_squeeze_the_rest() -> None:
    news = [hours("2025-06-01") + 7 * at for at in range(60)]
    history = [hours("1954-01-01"), hours("2014-03-18"), hours("2022-02-24")]
    plans = [hours("2030-01-01")]
    assert busiest(sorted(history + news + plans)) == (news[0], news[-1])
    # Where nothing is far off nothing is left out.
    assert busiest(news) == (news[0], news[-1])
    # A half of all is no tail.
    old = [hours("2014-03-18") + at for at in range(60)]
    assert busiest(old + news) == (old[0], news[-1])
    assert busiest([5]) == (5, 5)
