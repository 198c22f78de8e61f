"""Datelines: place, date and agency before the first sentence, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.intake.read import read_report
from fogline.records.report import BoilerplateKind, Metadata, Received, Report

BODY = (
    "The army said that its forces had left the town after two days of fighting, and that"
    " they would return soon."
)
MARKED = Path(__file__).parents[2] / "corpus" / "datelines.txt"
ROWS = [
    [part.strip(" ").replace("\\", "|") for part in line.replace("\\|", "\\").split(" | ")]
    for line in MARKED.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def read(text: str, name: str = "report.txt") -> Report:
    none = Metadata()
    return read_report(Received(name=name, data=text.encode(), given=none, sidecar=none))


@pytest.mark.parametrize(("head", "agency", "day"), [row for row in ROWS if row[0] != "none"])
def test_a_dateline_is_found(head: str, agency: str, day: str) -> None:
    report = read(f"Army leaves the eastern town\n\n{head} {BODY}\n\nNobody else spoke.\n")
    assert report.dateline is not None
    assert report.dateline.text == head
    assert (report.via or "-") == agency
    assert (report.published.start or "-") == day
    assert any(
        row.kind is BoilerplateKind.DATELINE and row.start == report.dateline.start
        for row in report.boilerplate
    )


@pytest.mark.parametrize("opening", [row[1] for row in ROWS if row[0] == "none"])
def test_what_only_looks_like_a_dateline_is_reporting(opening: str) -> None:
    report = read(f"Army leaves the eastern town\n\n{opening} {BODY}\n\nNobody else spoke.\n")
    assert report.dateline is None
    assert report.boilerplate == ()


def test_an_interview_has_no_dateline() -> None:
    talk = f"Moderator: {BODY}\n\nMinister: {BODY}\n\nMinister: {BODY}\n"
    assert read(f"The minister's words in full\n\nLagos: {talk}\n\n{talk}").dateline is None


def test_an_agency_without_a_place_is_a_credit() -> None:
    report = read(f"Army leaves\n\n(Reuters) - {BODY}\n")
    assert report.dateline is None
    assert report.via == "Reuters"
    assert [row.kind for row in report.boilerplate] == [BoilerplateKind.CREDIT]


def test_an_agency_signs_at_the_end() -> None:
    report = read(f"Army leaves\n\n{BODY}\n\n{BODY} - AFP\n")
    assert report.via == "AFP"
    (row,) = report.boilerplate
    assert report.text[row.start : row.end] == "- AFP"


def test_markdown_around_a_dateline_belongs_to_it() -> None:
    report = read(f"# Army leaves\n\n**GOMA, June 8 (AFP)** - {BODY}\n", "report.md")
    assert report.dateline is not None
    assert report.dateline.text == "GOMA, June 8 (AFP)** -"


def test_a_year_comes_from_the_address_or_the_copyright_line() -> None:
    text = f"Army leaves\n\nGOMA, June 8 (AFP) - {BODY}\n"
    assert read(text).published.start is None
    given = Metadata(url="https://paper.example/2025/06/08/army")
    report = read_report(
        Received(name="a.txt", data=text.encode(), given=given, sidecar=Metadata())
    )
    assert (report.published.start, report.published.precision) == ("2025-06-08", "day")
    assert read(f"{text}\n© 2024 Lake Post").published.start == "2024-06-08"


@pytest.mark.parametrize("pair", [("Russia", "Ukraine"), ("Sudan", "Chad"), ("Israel", "Yemen")])
def test_no_side_is_read_in_another_way(pair: tuple[str, str]) -> None:
    first, second = pair
    text = f"{first} and {second} trade fire\n\n{first.upper()} (AP) - {first} fired. {BODY}\n"
    one, other = read(text), read(text.replace(first.upper(), second.upper()))
    assert one.dateline and other.dateline
    assert one.dateline.text.replace(first.upper(), "") == other.dateline.text.replace(
        second.upper(), ""
    )
