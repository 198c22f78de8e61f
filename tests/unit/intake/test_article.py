"""JSON: schema.org articles, and JSON that is none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fogline.errors import BrokenInputError
from fogline.intake.read import complaints, read_report
from fogline.records.report import Metadata, Received, Report

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Truce &amp; doubt",
    "articleBody": "Guns fell silent in Aden.\nNobody knows for how long.",
    "datePublished": "2025-06-08",
    "author": {"name": "Jane Doe"},
    "publisher": [{"name": "Aden Times"}],
    "url": "https://aden.example/1",
}


def receive(text: str, name: str = "a.json") -> Received:
    return Received(name=name, data=text.encode(), given=Metadata(), sidecar=Metadata())


def read(value: Any, name: str = "a.json") -> Report:
    return read_report(receive(json.dumps(value), name))


@pytest.mark.parametrize(
    "value",
    [ARTICLE, [ARTICLE], {"@graph": [{"@type": "WebPage"}, ARTICLE]}, {"mainEntity": ARTICLE}],
)
def test_an_article_is_found_wherever_it_stands(value: Any) -> None:
    report = read(value)
    assert report.text == (
        "Truce & doubt\n\nGuns fell silent in Aden.\n\nNobody knows for how long."
    )
    assert (report.title, report.publisher) == ("Truce & doubt", "Aden Times")
    assert (report.byline, report.url) == (("Jane Doe",), "https://aden.example/1")
    assert (report.published.start, report.published.basis.value) == ("2025-06-08", "metadata")


def test_plain_keys_without_a_type_will_do() -> None:
    report = read({"headline": "Truce", "articleBody": "Guns fell silent.", "author": "Jane Doe"})
    assert (report.text, report.byline) == ("Truce\n\nGuns fell silent.", ("Jane Doe",))


def test_html_in_a_body_becomes_paragraphs() -> None:
    report = read({**ARTICLE, "articleBody": "<p>Guns fell <b>silent</b>.</p><p>For now.</p>"})
    assert report.text.endswith("Guns fell silent.\n\nFor now.")


def test_a_live_blog_gives_its_items() -> None:
    items = [{"headline": "First", "articleBody": "One."}, {"articleBody": "Two."}]
    report = read({"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": items})
    assert report.text == "Live\n\nFirst\n\nOne.\n\nTwo."


def test_further_articles_are_complained_of() -> None:
    received = receive(json.dumps([ARTICLE, ARTICLE]))
    assert read_report(received).title == "Truce & doubt"
    (complaint,) = complaints(received)
    assert "2 articles" in str(complaint)


def test_broken_json_names_line_and_column() -> None:
    with pytest.raises(BrokenInputError, match="line 2, column 4") as error:
        read_report(receive('{"a":\n 1,}'))
    assert error.value.where == "a.json"


@pytest.mark.parametrize("text", ["{}", "[1]", '"x"', "null", '{"articleBody": " "}'])
def test_json_without_an_article_is_an_error(text: str) -> None:
    with pytest.raises(BrokenInputError, match="no article"):
        read_report(receive(text))


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "1" * 10_000 + "}", "{"])
def test_hostile_json_is_an_error(text: str) -> None:
    with pytest.raises(BrokenInputError):
        read_report(receive(text))


def test_lone_surrogates_do_not_come_through() -> None:
    text = r'{"headline": "Tru\ud83dce", "articleBody": "Guns \udc00 fell."}'
    report = read_report(receive(text))
    assert report.text == "Tru\ufffdce\n\nGuns \ufffd fell."
