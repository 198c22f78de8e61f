"""The brief as one self-contained HTML page: no script, every citation linked to its source."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.export import brief_words as fixed
from fogline.export.brief_lines import header, left_out, section_note, sources
from fogline.export.brief_nouns import Brief, Kind, Paragraph, Sentence
from fogline.export.templating import template

NEWS = frozenset(fixed.CHANGES.values())


@dataclass(frozen=True, slots=True)
class Run:
    """A piece as the page shows it; ``id`` marks where a citation is first made."""

    kind: str
    text: str
    number: str
    id: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as the page shows it."""

    head: list[Run]
    tags: tuple[str, ...]
    sentences: list[list[Run]]
    closing: str
    new: bool
    news: int


def brief_page(brief: Brief) -> str:
    """The whole brief as HTML."""
    seen: set[str] = set()
    sections = [
        (section.title, [_block(row, seen) for row in section.paragraphs], section_note(section))
        for section in brief.sections
    ]
    return template("brief.html").render(
        title=fixed.TITLE,
        header=header(brief),
        summary=" ".join(brief.summary),
        left_out=left_out(brief),
        sections=sections,
        sources=list(sources(brief)),
        sources_title=fixed.SOURCES,
        note=fixed.NOTE if brief.sections else "",
        sources_note=fixed.SOURCES_NOTE,
    )


def _block(paragraph: Paragraph, seen: set[str]) -> Block:
    return Block(
        head=_runs(paragraph.head, seen),
        tags=paragraph.tags,
        sentences=[_runs(row, seen) for row in paragraph.sentences],
        closing=" ".join(row.text for row in paragraph.closing),
        new=paragraph.new,
        news=sum(tag in NEWS for tag in paragraph.tags),
    )


def _runs(sentence: Sentence, seen: set[str]) -> list[Run]:
    found: list[Run] = []
    for piece in sentence.pieces:
        mark = piece.kind is Kind.MARK
        first = mark and piece.text not in seen
        if mark:
            seen.add(piece.text)
        found.append(
            Run(
                kind=piece.kind.value,
                text="\u00a0" if piece.words == fixed.SPACE else piece.words,
                number=piece.text if mark else "",
                id=f"m{piece.text}" if first else "",
            )
        )
    return found
