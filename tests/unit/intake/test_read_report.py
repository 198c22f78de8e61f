"""A file as a report: text, title, publisher, dates, boilerplate, identity."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import BrokenInputError, FoglineError
from fogline.intake.read import complaints, identify, read_report
from fogline.records.report import Metadata, Received, Report

SHARED = Path(__file__).parents[4] / "shared"
TEXT = """Drones strike depot near Port Sudan, army says

By Amna Idris and John Roe
Published: 8 June 2025 14:20 GMT | Updated: 9 June 2025 10:00 GMT

PORT SUDAN, June 8 (Reuters) - Drones struck a fuel depot on Sunday, the army said.

Advertisement

"We will not yield," the governor said.

Advertisement revenues fell in Kyiv.

What happened next

The paramilitary force did not comment on the strike, its third this week near the port.

© 2025 Nile Valley Herald. All rights reserved.
Facebook Twitter WhatsApp Copy link
"""
NONE = Metadata()


def receive(
    text: str | bytes, name: str = "a.txt", given: Metadata = NONE, sidecar: Metadata = NONE
) -> Received:
    data = text if isinstance(text, bytes) else text.encode()
    return Received(name=name, data=data, given=given, sidecar=sidecar)


def read(
    text: str | bytes, name: str = "a.txt", given: Metadata = NONE, sidecar: Metadata = NONE
) -> Report:
    return read_report(receive(text, name, given, sidecar))


def taken(report: Report) -> list[tuple[str, str]]:
    return [(b.kind.value, report.text[b.start : b.end]) for b in report.boilerplate]


def test_a_plain_text_report() -> None:
    report = read(TEXT)
    assert report.text == TEXT
    assert report.title == "Drones strike depot near Port Sudan, army says"
    assert report.title_span is not None
    assert report.title_span.start == 0
    assert report.publisher == "Nile Valley Herald"
    assert report.via == "Reuters"
    assert report.byline == ("Amna Idris", "John Roe")
    assert report.language == "en"
    assert (report.published.start, report.published.precision) == (
        "2025-06-08T14:20:00Z",
        "minute",
    )
    assert report.published.basis.value == "stated"
    assert report.published.evidence[0].text.startswith("Published: 8 June 2025")
    assert taken(report) == [
        ("byline", "By Amna Idris and John Roe"),
        ("published", "Published: 8 June 2025 14:20 GMT | Updated: 9 June 2025 10:00 GMT"),
        ("dateline", "PORT SUDAN, June 8 (Reuters) -"),
        ("advertisement", "Advertisement"),
        ("copyright", "© 2025 Nile Valley Herald. All rights reserved."),
        ("share", "Facebook Twitter WhatsApp Copy link"),
    ]


def test_the_decoded_file_stays_as_it_is() -> None:
    text = "Army leaves\r\n\r\n\tThe army\u200b left Aden\u00a0on Sunday.\r\n \r\n"
    assert read(b"\xef\xbb\xbf" + text.encode()).text == text
    assert read(text.encode("utf-16")).text == text


def test_an_empty_file_is_an_empty_report() -> None:
    for name in ("a.txt", "a.md", "a.html", "a.json", "a.eml", "<stdin>"):
        report = read("", name)
        assert (report.text, report.language, report.title) == ("", "und", None)
        assert report.boilerplate == ()


def test_options_win_over_the_sidecar_and_that_over_the_file() -> None:
    page = '<html><head><title>One</title><meta name="date" content="2025-01-01"></head></html>'
    given = Metadata(published="2025-06-08", title="Given")
    sidecar = Metadata(published="2025-06-07", publisher="Sidecar Times")
    report = read(page, "a.html", given, sidecar)
    assert (report.title, report.publisher) == ("Given", "Sidecar Times")
    assert (report.published.start, report.published.basis.value) == ("2025-06-08", "given")
    assert read(page, "a.html", NONE, sidecar).published.start == "2025-06-07"
    assert read(page, "a.html").published.basis.value == "metadata"


def test_a_wrong_date_in_a_sidecar_is_an_error() -> None:
    with pytest.raises(BrokenInputError, match="not a date of publication"):
        read(TEXT, sidecar=Metadata(published="yesterday"))


def test_nothing_known_is_unknown() -> None:
    report = read("The army left Aden on Sunday, two officers said by telephone.")
    assert report.published.basis.value == "unknown"
    assert (report.publisher, report.via, report.byline, report.title) == (None, None, (), None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Army leaves Aden\n\nThe army left Aden on Sunday.", "Army leaves Aden"),
        ("Advertisement\n\nArmy leaves Aden\n\nThe army left.", "Army leaves Aden"),
        (
            "Will the truce in Taiz hold?\nThe army left Taiz on Sunday, officers said.",
            "Will the truce in Taiz hold?",
        ),
        (
            "Truce agreed with the U.S.\n\nThe army left Aden on Sunday.",
            "Truce agreed with the U.S.",
        ),
        ("The army left Aden on Sunday.\n\nIt was seen on the road.", None),
        ("“We left,” he said. “All of us.”\n\nThe army left Aden.", None),
        ("Army leaves Aden", None),
        ("ADEN (AP) -\n\nThe army left.", "ADEN (AP) -"),
    ],
)
def test_the_first_line_is_a_title_if_it_looks_like_one(text: str, title: str | None) -> None:
    assert read(text).title == title


def test_an_update_dates_a_report_only_where_nothing_else_does() -> None:
    body = "\n\nThe army left Aden on Sunday, two officers said by telephone.\n"
    assert read("Army leaves\n\nUpdated 9 June 2025" + body).published.start == "2025-06-09"
    both = "Army leaves\n\nUpdated 9 June 2025\n\nPosted 8 June 2025" + body
    assert read(both).published.start == "2025-06-08"


def test_hard_wrapped_paragraphs_are_weighed_whole() -> None:
    text = (
        "Army leaves Aden\n\n"
        "The army left the city on Sunday, an officer said, and the people who had\n"
        "stayed behind came out of their houses to look at the burnt trucks and to\n"
        "share.\n"
        "(Reporting by Jane Doe; Editing by John Roe)\n"
    )
    assert taken(read(text)) == [("byline", "(Reporting by Jane Doe; Editing by John Roe)")]


def test_headlines_below_related_are_related() -> None:
    body = "The army left Aden on Sunday, two officers said by telephone."
    related = "Related:\n- Who holds Taiz\n- Guns fall silent"
    text = f"Army leaves\n\n{body}\n\n{related}\n\nWhat next\n\n{body}"
    assert [kind for kind, _ in taken(read(text))] == ["related"] * 3


def test_menu_words_in_a_row_are_a_menu() -> None:
    body = "The army left Aden on Sunday, two officers said by telephone."
    text = f"Home\nWorld\nAfrica\nSport\n\nArmy leaves\n\n{body}\n\nAnalysis\n\n{body}"
    report = read(text)
    assert [kind for kind, _ in taken(report)] == ["navigation"] * 4
    assert report.title == "Army leaves"


def test_ids_tell_bytes_and_metadata_apart() -> None:
    ids = [
        identify(receive("x")),
        identify(receive("y")),
        identify(receive("x", given=Metadata(title="x"))),
        identify(receive("x", given=Metadata(publisher="x"))),
        identify(receive("", given=Metadata(title="x"))),
    ]
    assert len(set(ids)) == len(ids)
    assert identify(receive("x", given=Metadata(title="t"))) == identify(
        receive("x", "b.txt", sidecar=Metadata(title="t"))
    )
    assert ids[0] == read("x").id
    assert len(ids[0]) == 64


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ab", "und"),
        ("THE ARMY LEFT ADEN ON SUNDAY, TWO OFFICERS SAID.", "en"),
        ("Армия оставила город в воскресенье, сообщили офицеры.", "ru"),
        ("El ejército abandonó la ciudad el domingo, dijeron dos oficiales.", "es"),
        ("Warplanes pounded Saada on Monday.", "und"),
        ("Les rebelles ont pris Goma lundi.", "fr"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.skipif(not SHARED.is_dir(), reason="the first report is not here")
def test_the_first_report() -> None:
    report = read((SHARED / "seed" / "axadle-2025-06-08.txt").read_bytes())
    assert report.publisher == "Axadle Times International"
    assert report.byline == ("Ali Musa",)
    assert report.via is None
    assert report.published.basis.value == "unknown"
    assert [kind for kind, _ in taken(report)] == [
        "advertisement",
        "byline",
        "credit",
        "cookie-notice",
        "cookie-notice",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The army left. " * 130_000,
        "By Jane Doe\nThe army left.\n\n" * 20_000,
        '"' * 2_000_000,
        "(" * 2_000_000,
    ],
)
def test_two_megabytes_in_seconds(text: str) -> None:
    read("warm up: the army left the city of Aden")
    start = time.perf_counter()
    read(text)
    # Linear work takes a second; work that grows with the square takes many minutes.
    assert time.perf_counter() - start < 90


PIECES = st.sampled_from(
    [
        "Advertisement", "By Jane Doe", "\n", "\n\n", "\r\n", " ", "\u200b", "😀", "é", "e\u0301",
        "Київ", "KYIV, June 8 (Reuters) - ", "The army left the town on Sunday, officers said.",
        "- AFP", "“We go,” he said.", "© 2025 Aden Times", "8 June 2025 14:20 GMT", "|", "**",
        "[a](b)", "# ", "<p>", "\u2028", "Related:", "(", ")", "Home > World", "\x85", "banner",
    ]
)  # fmt: skip


@given(
    st.lists(PIECES | st.text(max_size=6), max_size=30).map("".join),
    st.sampled_from(["a.txt", "a.md"]),
)
@settings(max_examples=250, deadline=None)
def test_every_offset_lies_in_the_text(text: str, name: str) -> None:
    text = text.encode("utf-8", "replace").decode().replace("\0", "")
    try:
        report = read(text, name)
    except FoglineError:
        return
    assert report.text == text.removeprefix("\ufeff")
    here = 0
    for row in report.boilerplate:
        assert here <= row.start < row.end <= len(report.text)
        here = row.end
    for span in (report.title_span, report.dateline, *report.published.evidence):
        assert span is None or report.text[span.start : span.end] == span.text


@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
    st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.eml", "a", "<stdin>"]),
    st.sampled_from(
        [
            b"",
            b"<html>",
            b"{",
            b"From: a\nSubject: b\n",
            b"---\n",
            b"\xff\xfe",
            b'{"articleBody": "',
        ]
    ),
)
@settings(max_examples=250, deadline=None)
def test_hostile_bytes_end_in_a_report_or_a_complaint(data: bytes, name: str, lead: bytes) -> None:
    received = receive(lead + data, name)
    try:
        first = read_report(received)
        complaints(received)
    except FoglineError as error:
        assert error.what
        assert error.where
        return
    first.text.encode("utf-8")
    assert read_report(received) == first
