"""A report as received, and as intake reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class PublishedBasis(StrEnum):
    """How the moment of publication is known."""

    STATED = "stated"
    METADATA = "metadata"
    GIVEN = "given"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class BoilerplateKind(StrEnum):
    """Why a stretch of a report's text is not reporting."""

    ADVERTISEMENT = "advertisement"
    COOKIE_NOTICE = "cookie-notice"
    NAVIGATION = "navigation"
    SHARE = "share"
    BYLINE = "byline"
    DATELINE = "dateline"
    PUBLISHED = "published"
    CREDIT = "credit"
    CAPTION = "caption"
    RELATED = "related"
    SUBSCRIPTION = "subscription"
    CORRECTION_POLICY = "policy"
    COPYRIGHT = "copyright"
    MARKUP = "markup"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a report from outside its words; every field may be absent.

    ``published`` is a date, or a date and time, in ISO 8601. ``received`` is the same for when a
    ledger got the report; it belongs to the ledger's entry, not to the report, whose id it leaves
    alone. ``via`` is the agency that the report repeats.
    """

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    received: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The bytes of one report with what was given beside them.

    ``name`` is what errors call it (a path, or ``<stdin>``); its suffix tells the format.
    ``given`` comes from the command line, ``sidecar`` from ``NAME.meta.json``; options win.
    """

    name: str
    data: bytes
    given: Metadata
    sidecar: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published: the half-open period ``[start, end)``.

    ``start`` and ``end`` are ISO 8601 dates, or moments with an offset, or None where not known
    (``end`` None with a ``start``: not before that). ``precision`` is a
    :class:`fogline.records.time.TimePrecision` value, or None where nothing is known.
    """

    start: str | None
    end: str | None
    precision: str | None
    basis: PublishedBasis
    evidence: tuple[Span, ...] = ()


UNKNOWN_PUBLICATION = Published(start=None, end=None, precision=None, basis=PublishedBasis.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """A stretch of the text that is not reporting, half-open, and what it is."""

    start: int
    end: int
    kind: BoilerplateKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article as received, decoded, with its text and what is known about it.

    ``id`` is the SHA-256 (hexadecimal) over the bytes received and the metadata given with them.
    ``dateline`` is the span of the place, date and agency line at the top, if there is one; it is
    also listed in ``boilerplate``. ``title_span`` is where the title stands in the text, if it
    does. ``language`` is an ISO 639-1 code, or "und".
    """

    id: str
    title: str | None
    title_span: Span | None
    publisher: str | None
    via: str | None
    byline: tuple[str, ...]
    url: str | None
    language: str
    published: Published
    text: str
    dateline: Span | None
    boilerplate: tuple[Boilerplate, ...]
