"""Web pages: the article, its metadata, and pages that are broken."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from fogline.errors import BrokenInputError, InputError
from fogline.intake.page import find_facts, find_paragraphs
from fogline.intake.read import complaints, read_report
from fogline.intake.truncation import find_truncation
from fogline.records.report import Metadata, Received, Report

SHARED = Path(__file__).parents[4] / "shared"
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Lake Post"},
        {
            "@type": ["NewsArticle"],
            "headline": "Rebels leave the town",
            "datePublished": "2025-06-08T14:20:31+02:00",
            "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}],
            "publisher": {"name": "Lake Post"},
            "mainEntityOfPage": {"@id": "https://lake.example/1"},
        },
    ],
}
ARTICLE = """<nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article>
<h1>Rebels leave the town</h1>
<p>GOMA (AFP) - Rebels left the town on Sunday after a deal with the army, officers said.</p>
<h2>What happens next</h2>
<p>“We are going,” a fighter said.</p>
<ul><li>The bridge is open again, drivers said.</li><li>The market opens on Monday.</li></ul>
<blockquote>The mission is watching the withdrawal and has sent a patrol to the bridge.</blockquote>
<p>Advertisement</p>
<p>The United Nations said that it would stay until the last of the fighters had gone home.</p>
</article></main><footer>We use cookies. <a href="/terms">Terms</a></footer>"""
PAGE = (
    "<!doctype html><html><head><title>Rebels leave the town - Lake Post</title>"
    f'<script type="application/ld+json">{json.dumps(LINKED)}</script></head>'
    f"<body>{ARTICLE}</body></html>"
)


def receive(page: str | bytes, name: str = "page.html") -> Received:
    data = page if isinstance(page, bytes) else page.encode()
    return Received(name=name, data=data, given=Metadata(), sidecar=Metadata())


def read(page: str | bytes, name: str = "page.html") -> Report:
    return read_report(receive(page, name))


def test_the_article_is_title_blank_line_paragraphs() -> None:
    report = read(PAGE)
    assert report.text.split("\n\n") == [
        "Rebels leave the town",
        "GOMA (AFP) - Rebels left the town on Sunday after a deal with the army, officers said.",
        "What happens next",
        "“We are going,” a fighter said.",
        "The bridge is open again, drivers said.",
        "The market opens on Monday.",
        "The mission is watching the withdrawal and has sent a patrol to the bridge.",
        "Advertisement",
        "The United Nations said that it would stay until the last of the fighters had gone home.",
    ]
    assert report.title_span is not None
    assert (report.title_span.start, report.title_span.text) == (0, "Rebels leave the town")
    kinds = {report.text[b.start : b.end]: b.kind.value for b in report.boilerplate}
    assert kinds == {"GOMA (AFP) -": "dateline", "Advertisement": "advertisement"}
    assert complaints(receive(PAGE)) == ()


def test_json_ld_tells_of_the_article() -> None:
    report = read(PAGE)
    assert report.publisher == "Lake Post"
    assert report.byline == ("Jane Doe", "John Roe")
    assert report.url == "https://lake.example/1"
    assert report.via == "AFP"
    assert (report.published.start, report.published.basis.value) == (
        "2025-06-08T14:20:31+02:00",
        "metadata",
    )


def test_a_page_without_its_suffix_is_known_by_its_start() -> None:
    assert read(PAGE, "<stdin>").text == read(PAGE).text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2025-06-08">', "2025-06-08"),
        ('<meta name="date" content="2025-06-07">', "2025-06-07"),
        ('<time datetime="2025-06-06">June</time>', "2025-06-06"),
        ('<time datetime="2025-06-06">a</time><time datetime="2025-06-05">b</time>', None),
        (
            '<time datetime="2025-06-06">a</time>'
            '<time itemprop="datePublished" datetime="2025-06-05">b</time>',
            "2025-06-05",
        ),
        ("<p>Copyright 2019</p>", None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None),
    ],
)
def test_only_real_metadata_date_a_page(head: str, published: str | None) -> None:
    assert find_facts(f"<html><body>{head}<p>Text.</p></body></html>").published == published


def test_the_outlet_is_taken_off_the_title() -> None:
    page = "<html><head><title>Truce holds | Aden Times</title>{}</head><body>{}</body></html>"
    assert find_facts(page.format("", "<h1>Truce holds</h1><h1>More</h1>")).title == "Truce holds"
    named = '<meta property="og:site_name" content="Aden Times">'
    assert find_facts(page.format(named, "")).title == "Truce holds"
    assert find_facts(page.format("", "")).title == "Truce holds | Aden Times"


def test_a_declared_charset_is_used() -> None:
    page = (
        '<html><head><meta charset="windows-1251"><title>Бои</title></head><body><article>'
        "<p>Армия сообщила, что её силы оставили город после двух дней боёв с повстанцами.</p>"
        "</article></body></html>"
    )
    report = read(page.encode("cp1251"))
    assert "оставили город" in report.text
    assert (report.title, report.language) == ("Бои", "ru")


def test_visible_text_is_the_last_resort() -> None:
    assert find_paragraphs("<div>Short <b>note</b>.<br>Second.</div><script>no()</script>") == [
        "Short note.",
        "Second.",
    ]
    assert find_paragraphs("no tags at all\n\nin this") == ["no tags at all", "in this"]


def test_a_page_that_breaks_off_is_read_and_complained_of() -> None:
    cut = receive(PAGE[: PAGE.index("<p>Advertisement") + 5])
    assert "patrol to the bridge" in read_report(cut).text
    (complaint,) = complaints(cut)
    assert isinstance(complaint, BrokenInputError)
    assert "truncated" in str(complaint)
    assert complaint.where == "page.html"


def test_a_page_that_breaks_off_before_its_text_is_an_error() -> None:
    with pytest.raises(BrokenInputError, match="truncated"):
        read("<html><head><title>Truce</title><script>var a = 1;")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "x",
        "<" * 5_000,
        "<table><tr><td>" * 3_000,
        "<p>\0\x01\x02</p>",
        "<?xml version='1.0' encoding='utf-16'?><html><p>x</p></html>",
        "<html><body></body></html>",
        "&#xD800;<p>&#0;</p>",
    ],
)
def test_hostile_pages_end_in_a_report_or_an_error(page: str) -> None:
    with contextlib.suppress(InputError):
        read(page).text.encode("utf-8")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not here")
def test_real_pages_are_whole_and_their_articles_found() -> None:
    """A sample of the public article-extraction benchmark: word F1, and no page called cut off."""
    root = SHARED / "corpora" / "article_extraction"
    truth = json.loads((root / "ground-truth.json").read_text(encoding="utf-8"))
    shared = found = wanted = 0
    for key in sorted(truth)[:24]:
        page = gzip.decompress((root / "html" / f"{key}.html.gz").read_bytes()).decode()
        assert find_truncation(page) is None
        ours = Counter(re.findall(r"\w+", " ".join(find_paragraphs(page))))
        theirs = Counter(re.findall(r"\w+", truth[key]["articleBody"]))
        shared += (ours & theirs).total()
        found += ours.total()
        wanted += theirs.total()
    assert 2 * shared / (found + wanted) > 0.93
