"""Bytes to a report: decode, extract, weigh the lines, and say what is known of the report."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from fogline.errors import BrokenInputError, InputError, OptionError
from fogline.intake.article import read_json
from fogline.intake.boilerplate import Weighed, weigh_lines
from fogline.intake.content import Content
from fogline.intake.dateline import Dateline, find_dateline, find_signature
from fogline.intake.dates import Stamp
from fogline.intake.decode import decode
from fogline.intake.formats import Format, find_format
from fogline.intake.mail import read_mail
from fogline.intake.markdown import read_markdown
from fogline.intake.page import read_html
from fogline.intake.published import of_stamp, parse_published, read_metadata
from fogline.intake.tables import BoilerplateTables, load_boilerplate
from fogline.intake.title import find_headline, locate_title
from fogline.intake.tongue import find_language
from fogline.records.report import (
    UNKNOWN_PUBLICATION,
    Boilerplate,
    BoilerplateKind,
    Metadata,
    Published,
    PublishedBasis,
    Received,
    Report,
)
from fogline.records.span import Span, cut

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_CHARSET_WINDOW = 4_096
_TALK = re.compile(r"[^\W\d_][\w.' -]{1,40}: ")
_URL_DATE = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?=[/-])")
_SAMPLE = 12_000
# A paragraph with a dateline has more words than a sub-headline.
_FEWEST_WORDS = 9
_POLICY = BoilerplateKind.CORRECTION_POLICY


def read_report(received: Received) -> Report:
    """One file as a report: its text, what is not reporting in it, and what is known of it.

    An empty file is a report with an empty text. Raises UnsupportedInputError for what is not
    text, OversizedInputError above 20 MB, BrokenInputError for broken JSON, JSON without an
    article, HTML that breaks off before its text, and a sidecar with a wrong date; OptionError
    for an option with a wrong date.
    """
    given = merge(received.given, received.sidecar)
    published = _given_date(received)
    content = _read_content(received)
    tables = load_boilerplate()
    composed = bool(content.title) and content.text.startswith(content.title or "")
    weighed = weigh_lines(content.text, content.markup, tables, titled=composed)
    title, title_span = _title(content, given, weighed, tables)
    body = _body(weighed, title_span)
    dateline = _dateline(content, body, tables)
    signature = find_signature(content.text, body[-1].line, tables) if body else None
    report = Report(
        id=identify(received),
        title=title,
        title_span=title_span,
        publisher=given.publisher or content.publisher or _publisher(weighed),
        via=given.via or _agency(weighed, dateline, signature),
        byline=content.byline or _names(weighed),
        url=given.url or content.url,
        language="und",
        published=UNKNOWN_PUBLICATION,
        text=content.text,
        dateline=_span(content.text, dateline),
        boilerplate=tuple(_boilerplate(weighed, dateline, signature, content.markup)),
    )
    return replace(
        report,
        language=find_language(_reporting(report)),
        published=published or _published(content, weighed, dateline, report),
    )


def complaints(received: Received) -> tuple[InputError, ...]:
    """What is wrong with a file that :func:`read_report` reads all the same.

    A page that breaks off after some text, a JSON file with further articles. Raises what
    :func:`read_report` raises for a file that cannot be read.
    """
    return _read_content(received).complaints


def identify(received: Received) -> str:
    """SHA-256 over the metadata given (options win over the sidecar) and the bytes received.

    The metadata come first, as JSON with sorted keys, and the length of that before it, so that
    no other pair of metadata and bytes makes the same input.
    """
    given = merge(received.given, received.sidecar)
    told = {key: value for key, value in asdict(given).items() if key != "received"}
    if given.via is None:
        # It came later than the others: ids of reports without it are as they were.
        del told["via"]
    head = json.dumps(told, sort_keys=True, separators=(",", ":")).encode("ascii")
    digest = hashlib.sha256(b"%d:" % len(head))
    digest.update(head)
    digest.update(received.data)
    return digest.hexdigest()


def merge(first: Metadata, second: Metadata) -> Metadata:
    """The first metadata, with the second's values where the first has none."""
    return Metadata(
        published=_filled(first.published) or _filled(second.published),
        publisher=_filled(first.publisher) or _filled(second.publisher),
        url=_filled(first.url) or _filled(second.url),
        title=_filled(first.title) or _filled(second.title),
        via=_filled(first.via) or _filled(second.via),
    )


def _filled(value: str | None) -> str | None:
    return (value or "").strip() or None


def _read_content(received: Received) -> Content:
    form = find_format(received)
    data, name = received.data, received.name
    if form is Format.MAIL:
        return read_mail(data, name)
    if form is Format.HTML:
        return read_html(decode(data, _declared(data)), name)
    text = decode(data)
    if form is Format.JSON and text.strip():
        return read_json(text, name)
    if form is Format.MARKDOWN:
        return read_markdown(text)
    return Content(text=text)


def _declared(data: bytes) -> str | None:
    """The charset that a page names in its first bytes."""
    head = data[:_CHARSET_WINDOW]
    match = _CHARSET.search(head) or _XML_CHARSET.search(head)
    return match[1].decode("ascii") if match else None


def _given_date(received: Received) -> Published | None:
    """The publication that the option gives, else the sidecar."""
    if text := _filled(received.given.published):
        return parse_published(text, "--published")
    if text := _filled(received.sidecar.published):
        try:
            return parse_published(text, received.name)
        except OptionError as error:
            raise BrokenInputError(
                f"the sidecar's {error.what}", where=received.name, remedy=error.remedy
            ) from error
    return None


def _title(
    content: Content, given: Metadata, weighed: Sequence[Weighed], tables: BoilerplateTables
) -> tuple[str | None, Span | None]:
    known = given.title or content.title
    line = locate_title(weighed, known) if known else find_headline(weighed)
    if line and not known:
        opening = find_dateline(content.text, line, content.markup, tables, talk=True)
        line = None if opening and (opening.agency or opening.stamp) else line
    span = cut(content.text, line.start, line.end) if line else None
    return known or (line.text if line else None), span


def _body(weighed: Sequence[Weighed], title: Span | None) -> list[Weighed]:
    """The paragraphs of reporting, the title left out."""
    return [
        row
        for row in weighed
        if row.finding is None and not (title and row.line.start == title.start)
    ]


def _dateline(
    content: Content, body: Sequence[Weighed], tables: BoilerplateTables
) -> Dateline | None:
    first = next((row.line for row in body if row.line.words >= _FEWEST_WORDS), None)
    if first is None:
        return None
    talk = sum(_TALK.match(row.line.text) is not None for row in body) > 1
    return find_dateline(content.text, first, content.markup, tables, talk=talk)


def _span(text: str, dateline: Dateline | None) -> Span | None:
    if dateline is None or not dateline.placed:
        return None
    return cut(text, dateline.start, dateline.end)


def _publisher(weighed: Sequence[Weighed]) -> str | None:
    """The outlet that the surest credit line names; None where lines of one rank differ."""
    found = [row.finding for row in weighed if row.finding and row.finding.publisher]
    if not found:
        return None
    best = min(finding.rank for finding in found)
    names = {f.publisher.casefold(): f.publisher for f in found if f.publisher and f.rank == best}
    return next(iter(names.values())) if len(names) == 1 else None


def _names(weighed: Sequence[Weighed]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(name for row in weighed if row.finding for name in row.finding.names)
    )


def _agency(
    weighed: Sequence[Weighed],
    dateline: Dateline | None,
    signature: tuple[int, int, str] | None,
) -> str | None:
    """The agency of the dateline, else of the signature, else of a credit line."""
    if dateline and dateline.agency:
        return dateline.agency
    if signature:
        return signature[2]
    return next((row.finding.agency for row in weighed if row.finding and row.finding.agency), None)


def _boilerplate(
    weighed: Sequence[Weighed],
    dateline: Dateline | None,
    signature: tuple[int, int, str] | None,
    markup: Sequence[tuple[int, int]],
) -> Iterator[Boilerplate]:
    """All that is not reporting, in order, without overlap; marks in a line belong to the line."""
    rows = [
        Boilerplate(start=row.line.start, end=row.line.end, kind=row.finding.kind)
        for row in weighed
        if row.finding
    ]
    if dateline:
        kind = BoilerplateKind.DATELINE if dateline.placed else BoilerplateKind.CREDIT
        rows.append(Boilerplate(start=dateline.start, end=dateline.end, kind=kind))
    if signature and not (dateline and signature[0] < dateline.end):
        rows.append(Boilerplate(start=signature[0], end=signature[1], kind=BoilerplateKind.CREDIT))
    rows.extend(
        Boilerplate(start=start, end=end, kind=BoilerplateKind.MARKUP) for start, end in markup
    )
    rows.sort(key=lambda row: (row.start, row.kind is BoilerplateKind.MARKUP, row.end))
    here = 0
    for row in rows:
        start = max(row.start, here)
        if start < row.end:
            yield replace(row, start=start)
            here = row.end


def _reporting(report: Report) -> str:
    """The text without its boilerplate, as much of it as the language needs."""
    pieces: list[str] = []
    here = 0
    for row in report.boilerplate:
        pieces.append(report.text[here : row.start])
        here = row.end
        if here > _SAMPLE:
            break
    pieces.append(report.text[here : here + _SAMPLE])
    return " ".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    stamp: Stamp
    span: Span
    rank: int


def _published(
    content: Content,
    weighed: Sequence[Weighed],
    dateline: Dateline | None,
    report: Report,
) -> Published:
    """The publication from metadata, else as the report states it, else unknown."""
    named = read_metadata(content.published) if content.published else None
    if named:
        return named
    for stated in sorted(_stated(weighed, report), key=lambda s: s.rank):
        found = of_stamp(stated.stamp, PublishedBasis.STATED, (stated.span,))
        if found:
            return found
    return _dateline_date(weighed, dateline, report) or UNKNOWN_PUBLICATION


def _stated(weighed: Sequence[Weighed], report: Report) -> Iterator[_Stated]:
    """The dates of publication lines: labelled ones first, updates after all the others.

    A bare date below a correction is the correction's.
    """
    previous: BoilerplateKind | None = None
    for row in weighed:
        for stamp in row.finding.stamps if row.finding else ():
            if row.finding and (row.finding.rank == 0 or previous is not _POLICY):
                span = cut(report.text, row.line.start, row.line.end)
                yield _Stated(stamp=stamp, span=span, rank=9 if stamp.later else row.finding.rank)
        previous = row.finding.kind if row.finding else None


def _dateline_date(
    weighed: Sequence[Weighed], dateline: Dateline | None, report: Report
) -> Published | None:
    """The dateline's date; one without a year takes it from the address or the copyright line."""
    if dateline is None or dateline.stamp is None:
        return None
    stamp = dateline.stamp
    evidence = [cut(report.text, dateline.start, dateline.end)]
    if stamp.year is None:
        match = _URL_DATE.search(report.url or "")
        rows = [row for row in weighed if row.finding and row.finding.year]
        years = {row.finding.year for row in rows if row.finding}
        if match and int(match[2]) == stamp.month:
            stamp = replace(stamp, year=int(match[1]))
        elif len(years) == 1:
            stamp = replace(stamp, year=years.pop())
            evidence.append(cut(report.text, rows[0].line.start, rows[0].line.end))
    return of_stamp(stamp, PublishedBasis.STATED, tuple(evidence)) if stamp.year else None
