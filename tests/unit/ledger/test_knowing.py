"""From when on a report, a version of it and a reading of it count as known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.ledger.adding import Outcome, add_record, story_of
from fogline.ledger.knowing import versions_of
from fogline.ledger.query import Clock
from fogline.records.report import Published, PublishedBasis
from tests.desk import Desk, a_record
from tests.reading import report_of

FIRST = "Hezbollah said that its fighters had captured the town of Metula on Sunday."
SECOND = "Hezbollah said that its fighters had captured the town of Sidon on Sunday."
URL = "https://www.lantern.example/war/1?utm_source=x"
SAME_URL = "https://lantern.example/war/1/?fbclid=9#top"


def towns(desk: Desk, as_of: str, clock: Clock = Clock.PUBLISHED) -> set[str]:
    return {claim.place.name for claim in desk.claims(as_of, clock=clock) if claim.place}


def test_a_corrected_version_takes_over_when_it_is_known() -> None:
    desk = Desk()
    one = desk.read(FIRST, published="2025-06-09T10:00Z", url=URL)
    two = desk.read(SECOND, published="2025-06-10T10:00Z", url=SAME_URL)
    assert (one.outcome, one.corrects) == (Outcome.ADDED, None)
    assert (two.outcome, two.corrects) == (Outcome.CORRECTS, one.report.id)
    first, second = (next(iter(towns(desk, m))) for m in ("2025-06-10", "2025-06-11"))
    assert first != second
    assert towns(desk, "2025-06-09T09:59Z") == set()
    assert towns(desk, "2025-06-10T09:59Z") == {first}
    assert towns(desk, "2025-06-10T10:00Z") == {second}


def test_the_order_of_adding_does_not_matter() -> None:
    desk = Desk()
    later = desk.read(SECOND, published="2025-06-10T10:00Z", url=URL)
    earlier = desk.read(FIRST, published="2025-06-09T10:00Z", url=SAME_URL)
    assert later.outcome is Outcome.ADDED
    # What comes in late and is older corrects nothing, but is a version of a known article.
    assert earlier.report.story == later.report.story
    assert len(towns(desk, "2025-06-10")) == 1
    assert towns(desk, "2025-06-10") != towns(desk, "2025-06-11")


def test_both_versions_stay_readable() -> None:
    desk = Desk()
    one = desk.read(FIRST, published="2025-06-09T10:00Z", url=URL).report
    two = desk.read(SECOND, published="2025-06-10T10:00Z", url=URL).report
    assert desk.ledger.received(one.id).data == FIRST.encode()
    assert desk.ledger.received(two.id).data == SECOND.encode()
    with desk.ledger.store.view() as view:
        assert [row.id for row in versions_of(view, two)] == [one.id, two.id]
        assert '"report"' in view.record(one.id, one.reading)


@pytest.mark.parametrize(
    ("changes", "corrects"),
    [
        ({}, True),
        ({"title": "Town  FALLS"}, True),
        ({"published": "2025-06-09T22:00Z"}, True),
        ({"title": "Town holds"}, False),
        ({"publisher": "Harbour Post"}, False),
        ({"published": "2025-06-10"}, False),
    ],
)
def test_without_an_address_outlet_title_and_day_tell_versions(
    changes: dict[str, str], corrects: bool
) -> None:
    desk = Desk()
    row = {"publisher": "Lantern News", "title": "Town falls", "published": "2025-06-09"}
    desk.read(FIRST, **row)
    added = desk.read(SECOND, **{**row, **changes}, received="2025-06-20T12:00Z")
    assert (added.outcome is Outcome.CORRECTS) is corrects


@pytest.mark.parametrize(
    ("url", "story"),
    [
        ("https://www.Lantern.example/a/", "lantern.example/a"),
        ("http://lantern.example/a?utm_source=x&id=7", "lantern.example/a?id=7"),
        ("https://lantern.example/A?ref=home", "lantern.example/A"),
        ("  https://lantern.example/a#part ", "lantern.example/a"),
    ],
)
def test_addresses_are_told_apart_by_what_they_lead_to(url: str, story: str) -> None:
    assert story_of(replace(report_of("x"), url=url)) == story


def test_a_report_without_address_title_or_outlet_is_no_version_of_anything() -> None:
    published = Published(start="2025-06-09", end="2025-06-10", precision="day",
                          basis=PublishedBasis.GIVEN)  # fmt: skip
    row = replace(report_of("x", published=published, publisher="Lantern"), title="Town falls")
    assert story_of(row) == "lantern|town falls|2025-06-09"
    assert story_of(replace(row, title=None)) is None
    assert story_of(replace(row, publisher=None)) is None


def test_a_version_of_the_same_moment_counts_from_its_reception() -> None:
    desk = Desk()
    desk.read(FIRST, published="2025-06-09T10:00Z", url=URL, received="2025-06-09T11:00Z")
    desk.read(SECOND, published="2025-06-09T10:00Z", url=URL, received="2025-06-12T08:00Z")
    before, after = towns(desk, "2025-06-12T07:59Z"), towns(desk, "2025-06-12T08:00Z")
    assert len(before) == len(after) == 1
    assert before != after
    assert towns(desk, "2025-06-09T10:00Z") == before


def test_by_reception_a_report_is_known_from_when_it_came_in() -> None:
    desk = Desk()
    desk.read(FIRST, published="2025-06-01T10:00Z", received="2025-06-09T11:00Z")
    assert len(towns(desk, "2025-06-01T10:00Z")) == 1
    assert towns(desk, "2025-06-09T10:59Z", Clock.RECEIVED) == set()
    assert len(towns(desk, "2025-06-09T11:00Z", Clock.RECEIVED)) == 1


def test_a_report_keeps_its_first_reception() -> None:
    desk = Desk()
    one = desk.read(FIRST, received="2025-06-09T11:00Z")
    again = desk.read(FIRST, received="2025-06-19T11:00Z")
    assert (one.outcome, again.outcome) == (Outcome.ADDED, Outcome.KNOWN)
    (row,) = desk.ledger.newest_readings()
    assert row.received == seconds("2025-06-09T11:00Z")


def test_the_newest_reading_counts_and_by_reception_the_newest_of_then() -> None:
    desk = Desk()
    desk.read(FIRST, published="2025-06-08", received="2025-06-09T11:00Z")
    received, record = a_record(FIRST, published="2025-06-08")
    filing = replace(desk.ledger.filing, reader="fogline 99")
    added = add_record(
        desk.ledger.store, received, replace(record, claims=()), filing,
        received_at=0, now=seconds("2025-06-20T09:00Z"),
    )  # fmt: skip
    assert added.outcome is Outcome.REREAD
    # By publication the newest reading counts for all moments.
    assert towns(desk, "2025-06-10") == set()
    assert len(towns(desk, "2025-06-20T08:59Z", Clock.RECEIVED)) == 1
    assert towns(desk, "2025-06-20T09:00Z", Clock.RECEIVED) == set()
    assert len(desk.ledger.newest_readings()) == 1


def test_an_undated_report_is_known_from_its_reception() -> None:
    desk = Desk()
    desk.read(FIRST, received="2025-06-09T11:00Z")
    assert towns(desk, "2025-06-09T10:59Z") == set()
    assert len(towns(desk, "2025-06-09T11:00Z")) == 1
