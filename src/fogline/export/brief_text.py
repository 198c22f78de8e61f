"""The brief as Markdown, in which no report can forge a heading, a link or a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fogline.export import brief_words as fixed
from fogline.export.brief_lines import Source, header, left_out, section_note, sources
from fogline.export.brief_nouns import Brief, Kind, Paragraph, Sentence

# What has a meaning in Markdown wherever it stands; "&" begins an entity, "$" a formula.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~#&$]")
# What has one at the beginning of a line, or where it makes an address of its surroundings.
_AT_START = re.compile(r"^(\s*)([-+=:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it is."""
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), text)
    return _ADDRESS.sub(lambda found: "\\" + found.group(), text)


def line_start(text: str) -> str:
    """An escaped text that may begin a line."""
    found = _AT_START.match(text)
    if found is None:
        return text
    lead, first = found.groups()
    rest = text[found.end() :]
    return f"{lead}{first}\\{rest}" if first.isdigit() else f"{lead}\\{first}{rest}"


def brief_markdown(brief: Brief) -> str:
    """The whole brief as Markdown."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {fixed.TITLE}"
    yield ""
    yield " · ".join(escaped(line) for line in header(brief))
    yield ""
    yield " ".join(brief.summary)
    if brief.sections:
        yield f"\n*{fixed.NOTE}*"
    for section in brief.sections:
        yield f"\n## {section.title}"
        for paragraph in section.paragraphs:
            yield from _paragraph(paragraph)
        if section.left_out:
            yield f"\n*{section_note(section)}*"
    if left_out(brief):
        yield f"\n*{left_out(brief)}*"
    if brief.citations:
        yield f"\n## {fixed.SOURCES}\n\n{fixed.SOURCES_NOTE}"
        for source in sources(brief):
            yield from _source(source)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    tags = f" · {', '.join(paragraph.tags)}" if paragraph.tags else ""
    yield f"\n**{_sentence(paragraph.head)}**{tags}\n"
    for sentence in paragraph.sentences:
        yield f"- {line_start(_sentence(sentence))}"
    if paragraph.closing:
        yield f"\n{' '.join(_sentence(sentence) for sentence in paragraph.closing)}"


def _sentence(sentence: Sentence) -> str:
    return "".join(
        piece.words if piece.kind in (Kind.MARK, Kind.FIXED) else escaped(piece.words)
        for piece in sentence.pieces
    )


def _source(source: Source) -> Iterator[str]:
    parts = [escaped(source.publisher)]
    if source.title is not None:
        parts.append(f"“{escaped(source.title)}”")
    parts.append(source.published)
    yield f"\n{line_start(', '.join(parts))}" + (f" <{source.url}>" if source.url else "") + "\n"
    for line in source.lines:
        words = f" “{escaped(line.words)}”" if line.words else ""
        yield f"- [{line.number}] {escaped(line.claim)}{words}"
