"""Markdown: the words stay, the marks are accounted for."""

from __future__ import annotations

from fogline.intake.markdown import read_markdown
from fogline.intake.read import read_report
from fogline.records.report import BoilerplateKind, Metadata, Received

TEXT = """---
title: "Truce in Aden"
date: 2025-06-08
author: Jane Doe
---
# Truce in Aden

The [army](https://aden.example/a_b) said that *two* men had **died** near some_old_name.

- first item
> quoted

![photo](x.png)

*Advertisement*
"""


def words_of(text: str) -> str:
    content = read_markdown(text)
    pieces, here = [], 0
    for start, end in content.markup:
        pieces.append(text[here:start])
        here = end
    return "".join([*pieces, text[here:]])


def test_marks_are_not_words() -> None:
    words = words_of(TEXT)
    assert "The army said that two men had died near some_old_name." in words
    for mark in ("#", "*", "[", "](", "---", "![", ">"):
        assert mark not in words
    assert (
        words_of("A tie of 2 * 3 * 4, a_b_c and 5 < 6.\n")
        == "A tie of 2 * 3 * 4, a_b_c and 5 < 6.\n"
    )


def test_front_matter_is_metadata() -> None:
    content = read_markdown(TEXT)
    assert (content.title, content.published, content.byline) == (
        "Truce in Aden",
        "2025-06-08",
        ("Jane Doe",),
    )


def test_lines_are_judged_without_their_marks() -> None:
    report = read_report(
        Received(name="a.md", data=TEXT.encode(), given=Metadata(), sidecar=Metadata())
    )
    assert report.text == TEXT
    assert report.title_span is not None
    assert report.title_span.text == "Truce in Aden"
    taken = {
        report.text[b.start : b.end]
        for b in report.boilerplate
        if b.kind is not BoilerplateKind.MARKUP
    }
    assert taken == {"Advertisement"}
