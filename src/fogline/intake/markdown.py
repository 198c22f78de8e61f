"""Markdown: which characters are marks and not words, and what the front matter says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fogline.intake.content import Content, tidy

_FRONT = re.compile(r"---[^\S\n]*\r?\n(?:[^\n]*\n){0,60}?---[^\S\n]*(?=\r?\n|$)")
_FIELD = re.compile(r"^([A-Za-z_]{2,20})[^\S\n]*:[^\S\n]*(.{1,300}?)[^\S\n]*$", re.MULTILINE)
# Whole lines of marks: rules, underlines of headings, table rules, fences, link definitions.
_RULE = re.compile(
    r"^[^\S\n]{0,3}(?:[=*_~`-]{3,}[^\n]{0,20}|(?:[*_-][^\S\n]){2,}[*_-]|[|:+ -]{3,200}"
    r"|\[[^\]\n]{1,80}\]:[^\S\n]*\S[^\n]{0,500})(?=\r?$)",
    re.MULTILINE,
)
# What stands before a line's words: headings, quotes, bullets.
_LEAD = re.compile(
    r"^[^\S\n]{0,12}(?:#{1,6}(?=[^\S\n])|>(?:[^\S\n]?>)*|[*+-](?=[^\S\n]))", re.MULTILINE
)
_TRAIL = re.compile(r"(?<=[^\S\n])#{1,6}[^\S\n]*(?=\r?$)", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,600}\)")
_LINK = re.compile(r"(\[)[^\[\]\n]{1,500}(\](?:\([^()\n]{0,600}\)|\[[^\[\]\n]{0,80}\]))")
_AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]{1,600}>")
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>\n]{0,300})?/?>")
_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]{1,2000}?(?<=[^\s*])(\1)(?![\w*])"
    r"|(?<!\w)(_{1,3})(?=[^\s_])[^_\n]{1,2000}?(?<=[^\s_])(\3)(?!\w)"
    r"|(`{1,2})(?=[^`\s])[^`\n]{1,500}(\5)"
)


def read_markdown(text: str) -> Content:
    """The text verbatim, the offsets of its marks, and the metadata of its front matter."""
    front = _FRONT.match(text)
    fields = _fields(front[0]) if front else {}
    author = fields.get("author") or fields.get("authors") or fields.get("byline")
    return Content(
        text=text,
        title=fields.get("title"),
        publisher=fields.get("publisher"),
        byline=(author,) if author and author[0] not in "[{" else (),
        url=fields.get("url"),
        published=fields.get("published") or fields.get("date"),
        markup=tuple(_merged(sorted(_marks(text, front.end() if front else 0)))),
    )


def _fields(front: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(front):
        words = tidy(value.strip("\"'"))
        if words:
            found.setdefault(name.lower(), words)
    return found


def _marks(text: str, start: int) -> Iterator[tuple[int, int]]:
    if start:
        yield 0, start
    yield from _comments(text, start)
    for pattern in (_RULE, _LEAD, _TRAIL, _IMAGE, _AUTOLINK, _HTML):
        for match in pattern.finditer(text, start):
            yield match.span()
    for pattern in (_LINK, _EMPHASIS):
        for match in pattern.finditer(text, start):
            for group in range(1, len(match.groups()) + 1):
                if match[group] is not None:
                    yield match.span(group)


def _comments(text: str, start: int) -> Iterator[tuple[int, int]]:
    while (start := text.find("<!--", start)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            return
        yield start, end + 3
        start = end


def _merged(marks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The marks in order, those that overlap or touch as one."""
    here: tuple[int, int] | None = None
    for start, end in marks:
        if here and start <= here[1]:
            here = here[0], max(here[1], end)
        else:
            if here:
                yield here
            here = start, end
    if here:
        yield here
