"""Periods that times make with the words around them, days counted from a beginning, feasts."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.knowledge.feasts import feast_in
from fogline.knowledge.wars import load_wars
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.report import Published, PublishedBasis
from fogline.resolve.times import find_times
from tests.reading import report_of


def ends(text: str, parser: Parser, day: str = "2024-05-16") -> dict[str, tuple[str, ...]]:
    """Start and end of each time, of its extent where it has one, by its first mention."""
    published = Published(
        start=day, end=day, precision="day", basis=PublishedBasis.GIVEN, evidence=()
    )
    document = parse(text, find_paragraphs(text), (), parser)
    found = find_times(document, report_of(text, published=published))
    rows = {time.mentions[0].text: time.extent or time for time in found}
    return {words: (row.start or "-", row.end or "-") for words, row in rows.items()}


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("It fell on Monday morning.", "Monday morning", "2024-05-13T06:00", "2024-05-13T12:00"),
        ("It fell at dawn on Monday.", "dawn on Monday", "2024-05-13T05:00", "2024-05-13T07:00"),
        ("It fell late on Monday.", "late on Monday", "2024-05-13T18:00", "2024-05-14T00:00"),
        (
            "It burned overnight into Tuesday.",
            "overnight into Tuesday",
            "2024-05-13T18:00",
            "2024-05-14T06:00",
        ),
        (
            "It fell overnight from Sunday to Monday.",
            "overnight from Sunday to Monday",
            "2024-05-12T18:00",
            "2024-05-13T06:00",
        ),
        (
            "It fell on the night between 3 and 4 May.",
            "the night between 3 and 4 May",
            "2024-05-03T18:00",
            "2024-05-04T06:00",
        ),
        ("It has been shut since Monday.", "Monday", "2024-05-13", "-"),
        ("It stays shut until Sunday.", "Sunday", "-", "2024-05-20"),
        ("He wants the list by Friday.", "Friday", "-", "2024-05-18"),
        ("It must be mended before 1 July.", "1 July", "-", "2024-07-01"),
        ("It was shut from Monday to Wednesday.", "Monday", "2024-05-13", "2024-05-16"),
        ("They were held between 3 and 5 May.", "3 and 5 May", "2024-05-03", "2024-05-06"),
        (
            "It was hit between 18:00 and 20:00 on Monday.",
            "18:00",
            "2024-05-13T18:00",
            "2024-05-13T20:00",
        ),
        ("It was open for two days from Saturday.", "Saturday", "2024-05-11", "2024-05-13"),
        (
            "It was shelled every night this week.",
            "every night",
            "2024-05-13T18:00",
            "2024-05-16T06:00",
        ),
        ("Attacks have risen in recent weeks.", "recent weeks", "-", "2024-05-16"),
        ("It burned three weeks ago.", "three weeks ago", "2024-04-25", "2024-04-26"),
        (
            "It was hit in the second half of April.",
            "the second half of April",
            "2024-04-16",
            "2024-05-01",
        ),
        ("It started in late 2023.", "late 2023", "2023-10-01", "2024-01-01"),
        (
            "It fell on the eve of Orthodox Easter.",
            "the eve of Orthodox Easter",
            "2024-05-04",
            "2024-05-05",
        ),
        ("It burned two days before Eid al-Fitr.", "Eid al-Fitr", "2024-04-08", "2024-04-09"),
        (
            "It was hit in Gaza on the 100th day of the war.",
            "the 100th day",
            "2024-01-14",
            "2024-01-15",
        ),
        (
            "The truce began on 1 May. It broke on day three of the truce.",
            "day three",
            "2024-05-03",
            "2024-05-04",
        ),
        (
            "Two years into the war in Ukraine little moves.",
            "Two years",
            "2024-02-24",
            "2024-02-25",
        ),
    ],
)
def test_extent(text: str, words: str, start: str, end: str, parser: Parser) -> None:
    assert ends(text, parser)[words] == (start, end)


def test_a_feast_that_names_a_war_is_no_time(parser: Parser) -> None:
    assert list(ends("The Yom Kippur war began in 1973.", parser)) == ["1973"]


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("orthodox easter", 2024, date(2024, 5, 5)),
        ("yom kippur", 1973, date(1973, 10, 6)),
        ("simchat torah", 2023, date(2023, 10, 7)),
        ("passover", 2024, date(2024, 4, 23)),
        ("hanukkah", 2024, date(2024, 12, 26)),
        ("ramadan", 2025, date(2025, 3, 1)),
        ("eid al-fitr", 1992, date(1992, 4, 4)),
        ("tet", 1968, date(1968, 1, 30)),
    ],
)
def test_feast(name: str, year: int, day: date) -> None:
    found = feast_in(name, year)
    assert found is not None
    assert found[0] == day


def test_wars_are_in_order_and_have_words() -> None:
    days = [war.day_one for war in load_wars()]
    assert days == sorted(days)
    assert all(war.told.search("") is None for war in load_wars())
