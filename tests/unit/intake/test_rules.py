"""Marked lines: what is boilerplate, and what must never be taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.intake.lines import split_lines
from fogline.intake.names import read_byline
from fogline.intake.rules import Region, judge_line
from fogline.intake.tables import load_boilerplate

MARKED = Path(__file__).parents[2] / "corpus" / "boilerplate.txt"
LINES = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in MARKED.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "text"), LINES)
def test_a_marked_line_is_what_it_is_marked_as(kind: str, text: str) -> None:
    (line,) = split_lines(text)
    finding = judge_line(line, Region.BODY, load_boilerplate())
    assert (finding.kind.value if finding else "reporting") == kind


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
        ("Edited By Ali Musa", ("Ali Musa",)),
        ("By JANE DOE Associated Press", ("JANE DOE",)),
        (
            "Reporting by Amna Idris in Khartoum; Editing by J. R. O'Neil",
            ("Amna Idris", "J. R. O'Neil"),
        ),
        ("By Abdul Karim al-Masri, Correspondent, Aden", ("Abdul Karim al-Masri",)),
        ("By Олена Коваль", ("Олена Коваль",)),
        ("By Staff Writer", ()),
    ],
)
def test_byline_gives_the_names(line: str, names: tuple[str, ...]) -> None:
    found = read_byline(line, load_boilerplate())
    assert found is not None
    assert found.names == names


def test_a_bare_date_is_a_date_of_publication_only_outside_the_paragraphs() -> None:
    (line,) = split_lines("8 June 2025")
    tables = load_boilerplate()
    assert judge_line(line, Region.BODY, tables) is None
    finding = judge_line(line, Region.HEAD, tables)
    assert finding is not None
    assert [(s.year, s.month, s.day) for s in finding.stamps] == [(2025, 6, 8)]


@pytest.mark.parametrize(
    ("text", "publisher", "agency"),
    [
        ("Nile Valley Herald – Monitoring.", "Nile Valley Herald", None),
        ("© 2025 Caucasus Post. All rights reserved.", "Caucasus Post", None),
        ("Source: Radio Dabanga", "Radio Dabanga", None),
        ("Source: Ministry of the Interior", None, None),
        ("Source: TASS", None, "TASS"),
        ("With inputs from PTI and ANI", None, "PTI"),
        ("AFP", None, "AFP"),
    ],
)
def test_credits_tell_publisher_and_agency(
    text: str, publisher: str | None, agency: str | None
) -> None:
    (line,) = split_lines(text)
    finding = judge_line(line, Region.TAIL, load_boilerplate())
    assert finding is not None
    assert (finding.publisher, finding.agency) == (publisher, agency)
