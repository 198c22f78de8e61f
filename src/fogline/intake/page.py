"""Web pages: the article's paragraphs, and what the page says of itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fogline.errors import BrokenInputError
from fogline.intake.article import ArticleFacts, find_articles
from fogline.intake.content import Content, compose, split_paragraphs, tidy
from fogline.intake.truncation import find_truncation
from fogline.intake.visible import load_page_tables, parse_html, visible_paragraphs

_ANY_TAG = re.compile(r"<[A-Za-z/!]")
_TITLE_TAIL = re.compile(r"\s+[|\u2013\u2014\u00bb\u00b7-]\s+[^|\u2013\u2014\u00bb\u00b7]{2,40}$")
_MOST_SCRIPTS = 50
# Characters: trafilatura's own limit of a sound extraction (its setting min_extracted_size).
_SHORT_ARTICLE = 250
# trafilatura's elements (those of TEI) that a paragraph ends at.
_PARAGRAPHS = frozenset({"p", "head", "quote", "item", "list", "lb", "body", "row", "table"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """A page's metadata; ``published`` is as the page writes it."""

    title: str | None
    publisher: str | None
    byline: tuple[str, ...]
    url: str | None
    published: str | None


def read_html(page: str, name: str) -> Content:
    """The title, a blank line, and the paragraphs of the page's article.

    Raises BrokenInputError for a page that breaks off before there is any text; one that breaks
    off later is read, with a complaint.
    """
    broken = find_truncation(page)
    facts = find_facts(page)
    paragraphs = find_paragraphs(page)
    complaints: tuple[BrokenInputError, ...] = ()
    if broken:
        complaint = BrokenInputError(
            f"the HTML is truncated: it ends {broken}",
            where=name,
            remedy="save the page again, whole",
        )
        if not paragraphs:
            raise complaint
        complaints = (complaint,)
    return Content(
        text=compose(facts.title, paragraphs),
        title=facts.title,
        publisher=facts.publisher,
        byline=facts.byline,
        url=facts.url,
        published=facts.published,
        complaints=complaints,
    )


def find_paragraphs(page: str) -> list[str]:
    """The paragraphs of a page's article; all visible text where no article can be told."""
    if not _ANY_TAG.search(page):
        return split_paragraphs(page) if page.strip() else []
    article = _article_paragraphs(page)
    if sum(map(len, article)) < _SHORT_ARTICLE:
        # Below this trafilatura runs a page's blocks together; a short page is read as it stands.
        visible = visible_paragraphs(page)
        if not article or sum(map(len, visible)) < 2 * _SHORT_ARTICLE:
            return visible
    return article


def _article_paragraphs(page: str) -> list[str]:
    import trafilatura

    # What it cannot extract is no news to the reader of our messages.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = parse_html(page)
    if tree is None:
        return []
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    except (AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        return []
    body = getattr(document, "body", None)
    return [] if body is None else list(_body_paragraphs(body))


def _body_paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs of the extracted tree: its elements, cut at line breaks."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if element.tag in _PARAGRAPHS:
            yield from _line(pieces)
        elif element.tag == "cell":
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    yield from _line(pieces)


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(body, events=("start", "end"))


def _line(pieces: list[str]) -> Iterator[str]:
    line = " ".join("".join(pieces).split())
    pieces.clear()
    if line:
        yield line


def find_facts(page: str) -> PageFacts:
    """What the page says of itself: JSON-LD first, then ``<meta>``, then ``<time>`` and titles."""
    tree = parse_html(page)
    if tree is None:
        return PageFacts(title=None, publisher=None, byline=(), url=None, published=None)
    tables = load_page_tables()
    meta = _meta(tree)
    linked = _linked(tree)
    publisher = (linked and linked.publisher) or _first(meta, tables.publisher)
    author = tidy(_first(meta, tables.author))
    people = (author,) if author and not author.startswith("http") else ()
    return PageFacts(
        title=_title(tree, meta, linked, publisher),
        publisher=tidy(publisher),
        byline=(linked.byline if linked else ()) or people,
        url=(linked and linked.url) or _canonical(tree) or _first(meta, tables.url),
        published=(linked and linked.published) or _first(meta, tables.published) or _time(tree),
    )


def _linked(tree: Any) -> ArticleFacts | None:
    """The article of the page's JSON-LD; broken JSON-LD counts as none."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST_SCRIPTS]:
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for article in find_articles(value):
            return article
    return None


def _meta(tree: Any) -> dict[str, str]:
    """The page's ``<meta>`` values by lower-case name; the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = element.get("content")
        for key in ("property", "name", "itemprop"):
            name = element.get(key)
            if name and value and value.strip():
                found.setdefault(name.strip().lower(), value)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((tidy(meta[name], 2_000) for name in names if name in meta), None)


def _title(
    tree: Any, meta: dict[str, str], linked: ArticleFacts | None, publisher: str | None
) -> str | None:
    if linked and linked.title:
        return linked.title
    named = tidy(_first(meta, load_page_tables().title))
    headings = [tidy(heading.text_content()) for heading in tree.iter("h1")]
    if named is None and len(headings) == 1:
        named = headings[0]
    if named is None:
        named = tidy(next((title.text_content() for title in tree.iter("title")), None))
    if named is None:
        return None
    # "Headline | Outlet": the shorter form, if the page shows it as its heading or is so named.
    short = _TITLE_TAIL.sub("", named)
    tail = named[len(short) :].strip(" |-\u2013\u2014\u00bb\u00b7").casefold()
    if short in headings or (publisher and tail == publisher.casefold()):
        return short
    return named


def _canonical(tree: Any) -> str | None:
    for link in tree.xpath("//link[@rel='canonical']/@href"):
        return tidy(str(link), 2_000)
    return None


def _time(tree: Any) -> str | None:
    """The page's one ``<time datetime>``; where there are several, the one marked as such.

    The times of a page are mostly those of other articles; several that differ tell nothing.
    """
    marked = tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        " | //time[@pubdate]/@datetime"
    )
    inside = tree.xpath("//article//time/@datetime") if len(tree.xpath("//article")) == 1 else []
    for values in (marked, inside, tree.xpath("//time/@datetime")):
        different = list(dict.fromkeys(str(value) for value in values))
        if len(different) == 1 or (different and values is marked):
            return tidy(different[0], 80)
    return None
