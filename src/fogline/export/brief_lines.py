"""The brief's lines that every format shares: its header, its sources, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from fogline.export import brief_words as fixed
from fogline.export.brief_nouns import Brief, Citation, Section
from fogline.export.brief_quotes import clean, opening, quote, shorten
from fogline.export.brief_summary import numeral
from fogline.records.ledger import LedgerReport

SOURCE_WORDS, SOURCE_CHARACTERS = 14, 120
TITLE_WORDS, TITLE_CHARACTERS = 30, 240
# As many characters as an ISO 8601 date has; a moment has more.
DATE_LENGTH = 10


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A citation as the sources list it."""

    number: int
    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report with the citations of it. ``url`` is None where it is no web address."""

    publisher: str
    title: str | None
    published: str
    url: str | None
    lines: tuple[SourceLine, ...]


def moment(value: int) -> str:
    """Seconds since 1970 as "2025-06-08 12:00 UTC"."""
    return datetime.fromtimestamp(value, UTC).strftime("%Y-%m-%d %H:%M UTC")


def header(brief: Brief) -> tuple[str, ...]:
    """As of when, since when and for which place."""
    found = [f"As of {moment(brief.as_of)}"]
    if brief.since is not None:
        found.append(f"New since {moment(brief.since)}")
    if brief.place:
        found.append(f"Place: {shorten(clean(brief.place), 12, 120)}")
    return tuple(found)


def section_note(section: Section) -> str:
    """That a section leaves out so many events; empty for none."""
    count = section.left_out
    return opening(f"{numeral(count)} more {_events(count)} {fixed.LEFT_OUT}") if count else ""


def left_out(brief: Brief) -> str:
    """How many events of other kinds are left out, and where all that is left out can be seen."""
    if not brief.left_out and not any(section.left_out for section in brief.sections):
        return ""
    count = brief.left_out
    others = opening(f"{numeral(count)} {_events(count)} {fixed.OTHERS} ") if count else ""
    return f"{others}{fixed.LISTED}"


def _events(count: int) -> str:
    return "event is" if count == 1 else "events are"


def sources(brief: Brief) -> Iterator[Source]:
    """The reports that the brief cites, each with its citations, in the order of numbers."""
    rows: dict[str, list[Citation]] = {}
    for citation in brief.citations:
        rows.setdefault(citation.report.id, []).append(citation)
    for cited in rows.values():
        yield _source(cited[0].report, cited)


def _source(report: LedgerReport, cited: list[Citation]) -> Source:
    title = clean(report.title or "")
    return Source(
        publisher=shorten(clean(report.publisher or ""), 12, 120) or opening(fixed.NO_PUBLISHER),
        title=shorten(title, TITLE_WORDS, TITLE_CHARACTERS) if title else None,
        published=published_words(report),
        url=web_address(report.url),
        lines=tuple(
            SourceLine(
                number=row.number,
                claim=row.claim,
                words=shorten(quote(row.quoted), SOURCE_WORDS, SOURCE_CHARACTERS),
            )
            for row in cited
        ),
    )


def published_words(report: LedgerReport) -> str:
    """When a report was published, as exactly as it says."""
    start, end = report.published, report.published_end
    if start is None and end is None:
        return "date of publication unknown"
    inferred = " (inferred)" if report.published_basis == "inferred" else ""
    if start is None:
        return f"published before {_plain(end or '')}{inferred}"
    if len(start) > DATE_LENGTH:
        return f"published {_plain(start)}{inferred}"
    if end is None or end == _next_day(start):
        return f"published {'on or after ' if end is None else ''}{start}{inferred}"
    return f"published from {start} to before {_plain(end)}{inferred}"


def _plain(text: str) -> str:
    """A date or moment of the record in words that a reader takes in."""
    if len(text) <= DATE_LENGTH:
        return text
    found = datetime.fromisoformat(text)
    zone = found.strftime("%z")
    offset = "UTC" if zone in ("", "+0000") else f"UTC{zone[:3]}:{zone[3:5]}"
    return f"{found.strftime('%Y-%m-%d %H:%M')} {offset}"


def _next_day(text: str) -> str:
    found = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return datetime.fromtimestamp(found.timestamp() + 86_400, UTC).strftime("%Y-%m-%d")


def web_address(url: str | None) -> str | None:
    """The address, if it leads to the web and holds nothing that would break out of a link."""
    if url is None or not url.startswith(("https://", "http://")):
        return None
    fit = all(letter.isprintable() and letter not in " <>\"'`\\[]()" for letter in url)
    return url if fit and len(url) < 2000 else None
