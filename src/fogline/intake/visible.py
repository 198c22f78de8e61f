"""The visible text of HTML, paragraph by paragraph, and the words that describe a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

_RESOURCE = "page.yml"
_SPACES = re.compile(r"\s+")
# An XML declaration makes lxml refuse text that is decoded already; NUL ends it for libxml2.
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTables:
    """Names of metadata and kinds of elements, as ``resources/page.yml`` gives them."""

    title: tuple[str, ...]
    publisher: tuple[str, ...]
    author: tuple[str, ...]
    url: tuple[str, ...]
    published: tuple[str, ...]
    hidden: frozenset[str]
    blocks: frozenset[str]


@cache
def load_page_tables() -> PageTables:
    """The table of page words; raises KnowledgeError if the resource is not what it must be."""
    raw = load_yaml(_RESOURCE)
    try:
        return PageTables(
            title=tuple(raw["title"]),
            publisher=tuple(raw["publisher"]),
            author=tuple(raw["author"]),
            url=tuple(raw["url"]),
            published=tuple(raw["published"]),
            hidden=frozenset(raw["hidden"]),
            blocks=frozenset(raw["blocks"]),
        )
    except (KeyError, TypeError) as error:
        raise KnowledgeError(
            f"not a table of page words: {error}", where=f"resources/{_RESOURCE}", remedy="mend it"
        ) from error


def parse_html(page: str) -> Any | None:
    """The page as an lxml tree, or None where there is nothing to parse."""
    from lxml import etree
    from lxml import html as lxml_html

    page = _DECLARATION.sub("", page.replace("\0", ""), count=1)
    if not page.strip():
        return None
    try:
        return lxml_html.document_fromstring(
            page, parser=lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
        )
    except (etree.LxmlError, ValueError):
        return None


def visible_paragraphs(page: str) -> list[str]:
    """The text that a reader sees, cut at block elements; menus, forms and scripts left out."""
    tree = parse_html(page)
    if tree is None:
        return []
    tables = load_page_tables()
    paragraphs: list[str] = []
    pieces: list[str] = []

    def close() -> None:
        line = _SPACES.sub(" ", "".join(pieces)).strip()
        pieces.clear()
        if line:
            paragraphs.append(line)

    # By hand, as the page's nesting may be deeper than Python's stack.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, done = stack.pop()
        block = element.tag in tables.blocks
        if block:
            close()
        if done:
            pieces.append(element.tail or "")
            continue
        if element.tag in tables.hidden or not isinstance(element.tag, str):
            pieces.append(element.tail or "")
            continue
        pieces.append(element.text or "")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    close()
    return paragraphs
