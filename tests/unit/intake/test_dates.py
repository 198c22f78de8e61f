"""Dates and periods of publication, without a clock."""

from __future__ import annotations

import pytest

from fogline.errors import OptionError
from fogline.intake.dates import find_dates, is_age, is_time_stamp, read_stamps
from fogline.intake.published import parse_published, read_metadata


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2025-06-08", "2025-06-08", "2025-06-09", "day"),
        ("2024-02-29", "2024-02-29", "2024-03-01", "day"),
        ("2025-12", "2025-12-01", "2026-01-01", "month"),
        ("2025-06-08T09:30Z", "2025-06-08T09:30:00Z", "2025-06-08T09:31:00Z", "minute"),
        ("2025-06-08 09:30", "2025-06-08T09:30:00Z", "2025-06-08T09:31:00Z", "minute"),
        (
            "2025-06-08T23:59:30+05:30",
            "2025-06-08T23:59:30+05:30",
            "2025-06-09T00:00:30+05:30",
            "minute",
        ),
    ],
)
def test_given_dates_are_half_open_periods(text: str, start: str, end: str, precision: str) -> None:
    found = parse_published(text, "--published")
    assert (found.start, found.end, found.precision, found.basis.value) == (
        start,
        end,
        precision,
        "given",
    )


@pytest.mark.parametrize(
    "text",
    ["", "today", "2025", "2025-13", "2025-06-31", "8 June 2025", "9999-12-31", "٢٠٢٥-06-08"],
)
def test_any_other_given_date_is_an_error(text: str) -> None:
    with pytest.raises(OptionError) as error:
        parse_published(text, "--published")
    assert str(error.value).startswith("--published: ")
    assert "2025-06-08" in error.value.remedy


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("2025-06-08T14:20:00.000Z", "2025-06-08T14:20:00Z"),
        ("2025-06-08T14:20:00+0300", "2025-06-08T14:20:00+03:00"),
        ("2025-06-08T00:00:00Z", "2025-06-08"),
        ("2025-06-08T14:20:00", "2025-06-08"),
        ("Sun, 08 Jun 2025 14:20:00 -0000", "2025-06-08T14:20:00Z"),
        ("June 8, 2025", "2025-06-08"),
        ("2025-06", "2025-06-01"),
    ],
)
def test_metadata_keeps_time_and_offset_only_where_both_are_told(text: str, start: str) -> None:
    found = read_metadata(text)
    assert found is not None
    assert (found.start, found.basis.value) == (start, "metadata")


@pytest.mark.parametrize("text", ["", "x", "yesterday", "08/06/2025", "2025-99-99T00:00Z"])
def test_metadata_that_cannot_be_read_are_none(text: str) -> None:
    assert read_metadata(text) is None


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Published: 8 June 2025 14:20 GMT", "2025-06-08T14:20:00+00:00"),
        ("2:20 PM EDT, Sun June 8, 2025", "2025-06-08T14:20:00-04:00"),
        ("Sun 8 Jun 2025 14.20 BST", "2025-06-08T14:20:00+01:00"),
        ("Last updated on June 8th, 2025 at 12:05 a.m. UTC", "2025-06-08T00:05:00+00:00"),
        ("8 June 2025, 10:30 IST", None),
        ("8 June 2025, 10:30", None),
    ],
)
def test_a_time_counts_with_a_zone_that_is_known(line: str, moment: str | None) -> None:
    (stamp,) = read_stamps(line)
    assert (stamp.year, stamp.month, stamp.day) == (2025, 6, 8)
    assert (stamp.moment.isoformat() if stamp.moment else None) == moment


def test_an_update_is_told_from_the_publication() -> None:
    line = "Published: 8 June 2025 14:20 GMT | Updated: 9 June 2025 10:00 GMT"
    first, second = read_stamps(line)
    assert (first.day, first.later, second.day, second.later) == (8, False, 9, True)


@pytest.mark.parametrize(
    "line", ["The army said on 8 June 2025", "8 June 2025 in Goma", "08/06/2025", "31 June 2025"]
)
def test_a_line_that_says_more_is_no_stamp(line: str) -> None:
    assert read_stamps(line) == []


def test_a_day_before_a_month_is_read_only_where_it_must_be() -> None:
    assert [(s.day, s.month) for s in read_stamps("25/06/2025")] == [(25, 6)]
    assert [(s.day, s.month) for s in read_stamps("06/25/2025")] == [(25, 6)]


@pytest.mark.parametrize(
    ("text", "year"),
    [("June 8", None), ("3 JAN 90", 1990), ("3 Feb '24", 2024), ("Feb. 3, 2024", 2024)],
)
def test_datelines_may_leave_the_year_out(text: str, year: int | None) -> None:
    (stamp,) = find_dates(text, yearless=True)
    assert stamp.year == year


def test_ages_and_time_stamps() -> None:
    assert is_age("2 hours ago")
    assert is_age("5 min read")
    assert not is_age("2 hours ago the town fell")
    assert is_time_stamp("14:05 GMT")
    assert is_time_stamp("9.30am")
    assert not is_time_stamp("14.5")
