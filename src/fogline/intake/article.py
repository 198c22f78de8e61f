"""JSON: the schema.org article in a file or in a page's JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fogline.errors import BrokenInputError
from fogline.intake.content import Content, compose, split_paragraphs, tidy
from fogline.intake.visible import visible_paragraphs

# schema.org's article types all end in one of these; a page may give several types.
_ARTICLE = re.compile(r"(?:Article|BlogPosting|BlogPost|Report|Posting)$")
_TAG = re.compile(
    r"<(?:/?p|br|div|/?h\d|/?li|/?ul|/?b|/?em|/?strong|/?i|/?a|/?span|/?blockquote)\b", re.I
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)
# Nodes of one file that are looked at; a report's JSON has some hundreds.
_MOST_NODES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What a schema.org article says of itself; ``paragraphs`` is empty without a body."""

    title: str | None
    publisher: str | None
    byline: tuple[str, ...]
    url: str | None
    published: str | None
    paragraphs: tuple[str, ...]


def read_json(text: str, name: str) -> Content:
    """The first article of a JSON file.

    Raises BrokenInputError, with line and column, for broken JSON, and for JSON without an
    article. Further articles of the file are a complaint.
    """
    articles = [article for article in find_articles(load_json(text, name)) if article.paragraphs]
    if not articles:
        raise BrokenInputError(
            "the JSON holds no article",
            where=name,
            remedy="give it a schema.org NewsArticle with headline and articleBody",
        )
    first = articles[0]
    return Content(
        text=compose(first.title, first.paragraphs),
        title=first.title,
        publisher=first.publisher,
        byline=first.byline,
        url=first.url,
        published=first.published,
        complaints=_others(len(articles), name),
    )


def _others(count: int, name: str) -> tuple[BrokenInputError, ...]:
    if count == 1:
        return ()
    return (
        BrokenInputError(
            f"the JSON holds {count} articles, and only the first was read",
            where=name,
            remedy="give one article a file",
        ),
    )


def load_json(text: str, name: str) -> Any:
    """The value of a JSON text; raises BrokenInputError with line and column."""
    remedy = "mend the JSON, or save the article as plain text"
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise BrokenInputError(
            f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}",
            where=name,
            remedy=remedy,
        ) from error
    except RecursionError as error:
        raise BrokenInputError(
            "the JSON is nested too deeply", where=name, remedy=remedy
        ) from error
    except ValueError as error:
        raise BrokenInputError(f"broken JSON: {error}", where=name, remedy=remedy) from error


def find_articles(value: Any) -> Iterator[ArticleFacts]:
    """The articles of a JSON value, in its order: plain, in lists, in ``@graph``, or nested."""
    for node in _nodes(value):
        if _is_article(node):
            yield _read(node)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value in document order, but not those inside an article."""
    stack = [value]
    for _ in range(_MOST_NODES):
        if not stack:
            return
        here = stack.pop()
        if isinstance(here, dict):
            yield here
            if not _is_article(here):
                stack.extend(reversed(here.values()))
        elif isinstance(here, list):
            stack.extend(reversed(here))


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
        return True
    return isinstance(node.get("articleBody"), str)


def _read(node: dict[str, Any]) -> ArticleFacts:
    page = node.get("mainEntityOfPage")
    address = node.get("url") or (page.get("@id") if isinstance(page, dict) else page)
    return ArticleFacts(
        title=_words(node.get("headline")) or _words(node.get("name")),
        publisher=_name(node.get("publisher")) or _name(node.get("sourceOrganization")),
        byline=_people(node.get("author")),
        url=tidy(address, 2_000),
        published=tidy(node.get("datePublished"), 80) or tidy(node.get("dateCreated"), 80),
        paragraphs=tuple(_paragraphs(node)),
    )


def _paragraphs(node: dict[str, Any]) -> Iterator[str]:
    for key in ("articleBody", "text"):
        body = node.get(key)
        if isinstance(body, str) and body.strip():
            yield from split_paragraphs(_plain(body))
            break
    updates = node.get("liveBlogUpdate")
    for update in updates if isinstance(updates, list) else []:
        if isinstance(update, dict):
            headline = _words(update.get("headline"))
            body = update.get("articleBody")
            yield from [headline] if headline else []
            yield from split_paragraphs(_plain(body)) if isinstance(body, str) else []


def _plain(body: str) -> str:
    """The body's words; some outlets put their HTML into it."""
    if _TAG.search(body):
        return "\n\n".join(visible_paragraphs(body))
    return html.unescape(body) if _ENTITY.search(body) else body


def _words(value: object) -> str | None:
    return tidy(html.unescape(value)) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """A name, given as text, as an object with a name, or as the first of a list of either."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _words(value)


def _people(value: Any) -> tuple[str, ...]:
    people = value if isinstance(value, list) else [value]
    names = (_name(person) for person in people[:50])
    return tuple(dict.fromkeys(n for n in names if n and not n.startswith(("http:", "https:"))))
