from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.report import UNKNOWN_PUBLICATION, Published, PublishedBasis, Report
from fogline.resolve.times import find_times
from fogline.resolve.times.published import infer_published
from tests.reading import report_of

SEED = Path(__file__).parents[4] / "shared" / "seed" / "axadle-2025-06-08.txt"


def infer(text: str, parser: Parser) -> Published:
    document, report = read(text, parser)
    return infer_published(document, report, find_times(document, report))


def read(text: str, parser: Parser) -> tuple[Document, Report]:
    report = report_of(text)
    return parse(text, find_paragraphs(text), (), parser), report


def test_a_known_publication_is_left_as_it_is(parser: Parser) -> None:
    document, report = read("The war began two years ago, in April 2023.", parser)
    known = Published(
        start="2025-04-20", end="2025-04-21", precision="day", basis=PublishedBasis.STATED
    )
    report = replace(report, published=known)
    assert infer_published(document, report, find_times(document, report)) is known


def test_without_any_clue_it_stays_unknown(parser: Parser) -> None:
    assert infer("Shells fell on the market again.", parser) is UNKNOWN_PUBLICATION


def test_it_is_not_before_what_it_tells_in_the_past(parser: Parser) -> None:
    found = infer("The junta seized power in 2021. It was sanctioned on 3 May 2023.", parser)
    assert (found.start, found.end) == ("2023-05-03", None)
    assert found.basis is PublishedBasis.INFERRED
    assert [span.text for span in found.evidence] == ["3 May 2023"]


def test_what_is_still_to_come_bounds_nothing(parser: Parser) -> None:
    found = infer("The junta seized power in 2021. It will hold a vote in 2029.", parser)
    assert found.start == "2021-01-01"


def test_so_long_ago_and_a_date_of_the_same_beginning_make_a_range(parser: Parser) -> None:
    text = (
        "Two years ago the war began. The front has not moved. "
        "Since the war erupted in April 2023, the capital has been in ruins."
    )
    found = infer(text, parser)
    assert (found.start, found.end) == ("2025-03-01", "2026-05-01")
    assert {span.text for span in found.evidence} == {"Two years ago", "April 2023"}


def test_a_counted_day_or_year_that_is_the_present_one_makes_a_range(parser: Parser) -> None:
    found = infer("The invasion of February 24, 2022, is now in its fourth year.", parser)
    assert (found.start, found.end) == ("2025-02-24", "2026-02-24")


def test_a_day_counted_from_a_dated_happening_bounds_like_any_other(parser: Parser) -> None:
    text = "The truce took effect on 3 May 2024. On its third day shells fell on the market."
    assert infer(text, parser).start == "2024-05-05"


def test_two_different_beginnings_make_no_range(parser: Parser) -> None:
    text = "The siege began two years ago. The war erupted in April 2015."
    assert infer(text, parser).end is None


def test_a_past_date_without_its_year_narrows_the_range(parser: Parser) -> None:
    text = (
        "The invasion began three years ago. On June 2 the envoys met in Doha. "
        "The city has been shelled since the invasion commenced in February 2022."
    )
    found = infer(text, parser)
    assert found.start == "2025-06-02"
    assert "June 2" in {span.text for span in found.evidence}


@pytest.mark.skipif(not SEED.exists(), reason="the first report is kept beside the repository")
def test_the_first_report_without_options(parser: Parser) -> None:
    document, report = read(SEED.read_text(encoding="utf-8"), parser)
    found = infer_published(document, report, find_times(document, report))
    assert found.start == "2025-06-02"
    assert found.end is not None
    assert "2026-02-01" <= found.end <= "2026-04-01"
    again = find_times(document, replace(report, published=found))
    values = {mention.text: time.value for time in again for mention in time.mentions}
    assert values["June 2"] == "2025-06-02"
    assert values["next week"] == "XXXX-WXX"
