"""The brief as a Word document: the same bytes for the same ledger."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from fogline.export import brief_words as fixed
from fogline.export.brief_lines import Source, header, left_out, section_note, sources
from fogline.export.brief_nouns import Brief, Kind, Paragraph, Sentence

# The first moment that a zip file can hold; the same for every part of every document.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
SOFT = "66625A"
# The space before a citation, where no line ends.
JOINED = "\u00a0"


def brief_docx(brief: Brief) -> bytes:
    """The whole brief as the bytes of a .docx file."""
    from docx import Document

    document = Document()
    _styled(document)
    _properties(document, brief)
    document.add_heading(fixed.TITLE, level=0)
    _soft(document, " · ".join(header(brief)))
    document.add_paragraph(" ".join(brief.summary))
    if brief.sections:
        _soft(document, fixed.NOTE)
    for section in brief.sections:
        document.add_heading(section.title, level=1)
        for paragraph in section.paragraphs:
            _paragraph(document, paragraph)
        if section.left_out:
            _soft(document, section_note(section))
    if left_out(brief):
        _soft(document, left_out(brief))
    if brief.citations:
        document.add_heading(fixed.SOURCES, level=1)
        _soft(document, fixed.SOURCES_NOTE)
        for source in sources(brief):
            _source(document, source)
    data = io.BytesIO()
    document.save(data)
    return _settled(data.getvalue())


def _styled(document: Any) -> None:
    from docx.shared import Cm, Pt

    document.styles["Normal"].font.name = "Georgia"
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2)


def _properties(document: Any, brief: Brief) -> None:
    """Who made it and when: nobody, at the moment that the brief is of."""
    moment = datetime.fromtimestamp(brief.as_of, UTC).replace(tzinfo=None)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = fixed.TITLE, "", ""
    core.comments, core.revision, core.language = "", 1, "en"
    core.created = core.modified = moment


def _paragraph(document: Any, paragraph: Paragraph) -> None:
    head = document.add_heading("", level=2)
    _add(head, paragraph.head)
    if paragraph.tags:
        run = head.add_run(f" · {', '.join(paragraph.tags)}")
        run.bold, run.italic = False, True
    for sentence in paragraph.sentences:
        _add(document.add_paragraph(style="List Bullet"), sentence)
    if paragraph.closing:
        _soft(document, " ".join(sentence.text for sentence in paragraph.closing))


def _add(target: Any, sentence: Sentence) -> None:
    for piece in sentence.pieces:
        if piece.kind is Kind.MARK:
            _link(target, piece.words, f"s{piece.text}")
        else:
            target.add_run(JOINED if piece.words == fixed.SPACE else piece.words)


def _link(target: Any, text: str, anchor: str) -> None:
    """Add a run that leads to a bookmark."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = target.add_run(text)
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run._r.addprevious(link)
    link.append(run._r)


def _source(document: Any, source: Source) -> None:
    row = document.add_paragraph()
    row.add_run(source.publisher).bold = True
    title = f", “{source.title}”" if source.title is not None else ""
    row.add_run(f"{title}, {source.published}" + (f", {source.url}" if source.url else ""))
    row.paragraph_format.keep_with_next = True
    for line in source.lines:
        words = f" “{line.words}”" if line.words else ""
        entry = document.add_paragraph()
        entry.paragraph_format.left_indent = _indent()
        run = entry.add_run(f"[{line.number}]")
        _bookmark(run, f"s{line.number}", line.number)
        entry.add_run(f" {line.claim}{words}")
        entry.paragraph_format.space_after = 0


def _indent() -> Any:
    from docx.shared import Cm

    return Cm(0.6)


def _bookmark(run: Any, name: str, number: int) -> None:
    """Mark where links to a name lead."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    run._r.addprevious(start)
    run._r.addnext(end)


def _soft(document: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(SOFT)


def _settled(data: bytes) -> bytes:
    """The same document with its parts in order and without the moment of its making."""
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as made,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for name in made.namelist():
            info = zipfile.ZipInfo(name, ZIP_MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(info, made.read(name))
    return settled.getvalue()
