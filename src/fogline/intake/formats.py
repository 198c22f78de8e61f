"""What format a file has: by its suffix, else by its first bytes; and what is not text at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePath

from fogline.errors import KnowledgeError, OversizedInputError, UnsupportedInputError
from fogline.intake.decode import decode, looks_wide
from fogline.knowledge.resources import load_yaml
from fogline.records.report import Received

# Bytes. A day's newspaper is a tenth of this; a page larger than this is not a report.
SIZE_LIMIT = 20_000_000
SIZE_LIMIT_TEXT = "20 MB"

_RESOURCE = "formats.yml"
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|meta|title|section|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(r"\s*(?:\{\s*(?:\"|\})|\[\s*(?:\{|\]))")
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):(?:\s|$)")
# Control characters that no text needs; more than one in a hundred means that it is none.
_CONTROLS = bytes([*range(1, 9), *range(14, 26), *range(28, 32), 127])
_CONTROL_SHARE = 0.01
_SAMPLE = 8_000


class Format(StrEnum):
    """The formats that Fogline reads."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatTables:
    """Suffixes, first bytes and header names, as ``resources/formats.yml`` gives them."""

    suffixes: dict[str, Format]
    searched: tuple[str, ...]
    signatures: tuple[tuple[bytes, str], ...]
    mail_headers: frozenset[str]


@cache
def load_formats() -> FormatTables:
    """The table of formats; raises KnowledgeError if the resource is not what it must be."""
    raw = load_yaml(_RESOURCE)
    try:
        return FormatTables(
            suffixes={suffix: Format(name) for suffix, name in raw["suffixes"].items()},
            searched=tuple(raw["searched"]),
            signatures=tuple((bytes.fromhex(first), what) for first, what in raw["signatures"]),
            mail_headers=frozenset(raw["mail_headers"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(
            f"not a table of formats: {error}", where=f"resources/{_RESOURCE}", remedy="mend it"
        ) from error


def find_format(received: Received) -> Format:
    """The format of what was received.

    Raises OversizedInputError above :data:`SIZE_LIMIT`, and UnsupportedInputError for PDF,
    images, archives and whatever else is not text.
    """
    if len(received.data) > SIZE_LIMIT:
        raise oversized(received.name, len(received.data))
    _reject_binary(received)
    suffix = PurePath(received.name).suffix.lower()
    return load_formats().suffixes.get(suffix) or _sniff(received.data)


def oversized(name: str, size: int) -> OversizedInputError:
    """The complaint about a file of ``size`` bytes."""
    return OversizedInputError(
        f"the file has {size / 1e6:.1f} MB, and one report can have {SIZE_LIMIT_TEXT} at most",
        where=name,
        remedy="give one article a file, without embedded pictures",
    )


def _reject_binary(received: Received) -> None:
    data = received.data
    suffix = PurePath(received.name).suffix.lower()
    if suffix == ".pdf" or data[:1024].lstrip().startswith(b"%PDF-"):
        raise UnsupportedInputError(
            "PDF is not supported",
            where=received.name,
            remedy="save it as plain text (.txt) or as a web page (.html)",
        )
    for first, what in load_formats().signatures:
        if data.startswith(first):
            raise _not_text(received.name, what)
    if looks_wide(data):
        return
    if 0 in data:
        raise _not_text(received.name, "a binary file")
    sample = data[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(sample):
        raise _not_text(received.name, "a binary file")


def _not_text(name: str, what: str) -> UnsupportedInputError:
    return UnsupportedInputError(
        f"this is {what}, not text",
        where=name,
        remedy="save the report as .txt, .md, .html, .json or .eml",
    )


def _sniff(data: bytes) -> Format:
    start = decode(data[:_SAMPLE])
    if _HTML_START.match(start):
        return Format.HTML
    if _JSON_START.match(start):
        return Format.JSON
    if _starts_with_headers(start):
        return Format.MAIL
    return Format.TEXT


def _starts_with_headers(start: str) -> bool:
    """Whether the first block is mail header lines, two of them of well-known names."""
    known = 0
    lines = start.splitlines()
    if lines and lines[0].startswith("From "):
        lines = lines[1:]
    for line in lines:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        match = _HEADER_LINE.match(line)
        if match is None:
            return False
        known += match[1].lower() in load_formats().mail_headers
    return known >= 2
