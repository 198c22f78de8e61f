"""Mail: a report that came as a message."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from fogline.errors import BrokenInputError
from fogline.intake.content import Content, compose, split_paragraphs, tidy
from fogline.intake.decode import decode
from fogline.intake.page import find_paragraphs

# A plain part shorter than this, beside an HTML part, only says where the HTML is.
_SHORTEST_PART = 200
_MOST_PARTS = 1_000
# Characters of a header field that are read; Python's decoder takes the square of its length.
_LONGEST_HEADER = 2_000
_SENDER = re.compile(r"\s*\"?([^\"<>@]{1,300}?)\"?\s*<|[^(\s]{1,300}\s*\(([^()@]{1,300})\)\s*$")
_REPLY_MARK = re.compile(r"^(?:(?:fwd?|re)\s*:\s*)+", re.IGNORECASE)


def read_mail(data: bytes, name: str) -> Content:
    """The subject as title, the plain or HTML part as text, the sender as publisher.

    Raises BrokenInputError for a message whose parts are nested too deeply to be read.
    """
    try:
        message = message_from_bytes(data)
        parts = _text_parts(message)
    except RecursionError as error:
        raise BrokenInputError(
            "the mail's parts are nested too deeply",
            where=name,
            remedy="save the message's text as plain text",
        ) from error
    title = tidy(_REPLY_MARK.sub("", _header(message, "Subject") or ""))
    sender = tidy(_sender(_header(message, "From") or ""))
    return Content(
        text=compose(title, _paragraphs(parts)),
        title=title,
        publisher=tidy(_header(message, "Organization")) or sender,
        published=tidy(_header(message, "Date"), 80),
    )


def _header(message: Message, name: str) -> str | None:
    """The decoded header field, or None; a header that cannot be decoded is taken as it stands."""
    raw = message.get(name)
    if raw is None:
        return None
    line = " ".join(str(raw)[:_LONGEST_HEADER].split())
    try:
        pieces = decode_header(line)
    except (HeaderParseError, ValueError, LookupError):
        return line
    return "".join(
        piece if isinstance(piece, str) else decode(piece, charset) for piece, charset in pieces
    )


def _sender(field: str) -> str | None:
    """The name in a From field: ``"Name" <address>`` or ``address (Name)``; None without one."""
    match = _SENDER.match(field)
    return (match[1] or match[2]) if match else None


def _text_parts(message: Message) -> dict[str, list[str]]:
    """The text of the message's plain and HTML parts, attachments left out."""
    parts: dict[str, list[str]] = {"plain": [], "html": []}
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            break
        if part.get_content_maintype() != "text" or _is_attachment(part):
            continue
        kind = "html" if part.get_content_subtype() == "html" else "plain"
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            parts[kind].append(decode(payload, _charset(part)))
    return parts


def _is_attachment(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _charset(part: Message) -> str | None:
    try:
        charset = part.get_content_charset()
    except (LookupError, ValueError, TypeError):
        return None
    return charset if isinstance(charset, str) else None


def _paragraphs(parts: dict[str, list[str]]) -> list[str]:
    plain, page = "\n\n".join(parts["plain"]).strip(), "\n".join(parts["html"])
    if page.strip() and len(plain) < _SHORTEST_PART:
        return find_paragraphs(page)
    return split_paragraphs(plain) if plain else []
