"""HTML that was cut off."""

from __future__ import annotations

import pytest

from fogline.intake.truncation import find_truncation

PAGE = "<!doctype html><html><body><p>The road to Goma is cut.</p></body></html>"


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<p>The road <a href='/x", "inside a tag"),
        ("<p>The road</p><!-- left out", "inside a comment"),
        ("<p>The road</p><script>var a = '<p>';", "inside <script>"),
        ("<html><body><p>The road", "before the page's end"),
        ("<body><p>The road", "before the page's end"),
    ],
)
def test_a_page_that_breaks_off(page: str, where: str) -> None:
    assert find_truncation(page) == where


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        "<p>The road to Goma is cut.</p>",
        "<html><body><p>x</p></body>",
        "<body><script>if (a < b) { '<!--' }</script></body>",
        "<!--><p>3 < 5, she said</p>",
        "",
    ],
)
def test_a_whole_page(page: str) -> None:
    assert find_truncation(page) is None
