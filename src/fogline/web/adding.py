"""Adding a report at the desk: its page, and ``POST /api/v1/reports``."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, StreamingResponse
from starlette.requests import ClientDisconnect

from fogline.asking import Question, moment_of
from fogline.errors import BrokenInputError, OptionError
from fogline.intake.formats import SIZE_LIMIT, find_format, load_formats, oversized
from fogline.intake.published import parse_published
from fogline.records.report import Metadata, Received
from fogline.web.pages import page
from fogline.web.reader import DONE, ERROR, Line, Reader

router = APIRouter()
PASTED = "pasted text"
# A body that is too large is read all the same, up to so many times the limit: a browser that is
# cut off in the middle shows an error of its own.
READ_OUT = 4
# What a media type says of a report whose name says nothing.
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/json": ".json",
    "message/rfc822": ".eml",
}
Lines = asyncio.Queue[Line]


def _about(description: str, longest: int) -> object:
    return Query(max_length=longest, description=description)


@router.get("/add", include_in_schema=False)
def add_page(request: Request) -> HTMLResponse:
    """The page where reports are dropped, chosen or pasted."""
    return page(request, "add.html", Question(), limit=SIZE_LIMIT)


@router.post(
    "/api/v1/reports",
    tags=["ledger"],
    response_class=StreamingResponse,
    openapi_extra={
        "requestBody": {
            "required": True,
            "description": "The bytes of one report, as its file has them.",
            "content": {"application/octet-stream": {}, "text/plain": {}, "text/html": {}},
        }
    },
)
async def add_report(
    request: Request,
    name: Annotated[str, _about("its file's name, for the format", 300)] = "",
    publisher: Annotated[str, _about("the outlet", 200)] = "",
    url: Annotated[str, _about("where it was published", 2000)] = "",
    published: Annotated[str, _about("when: a day, or a moment", 40)] = "",
    via: Annotated[str, _about("the agency that it repeats", 200)] = "",
    title: Annotated[str, _about("its headline", 500)] = "",
    received: Annotated[str, _about("when the desk got it; otherwise now", 40)] = "",
) -> StreamingResponse:
    """Read one report and add it to the ledger. A line of JSON tells each step as it is done.

    Stages: ``received``, ``reading``, what came of it (``added``, ``known``, ``corrects``,
    ``reread``), ``bringing up to date``, ``up to date``, and as the last ``done``, with the
    report's id, the number of its claims and the events that they are part of, or ``error``.
    """
    texts = {
        "publisher": publisher,
        "url": url,
        "published": published,
        "via": via,
        "title": title,
        "received": received,
    }
    given = _metadata(texts)
    label = _named(name, request.headers.get("content-type", ""))
    report = Received(name=label, data=await _body(request, label), given=given, sidecar=Metadata())
    _check(report)
    lines = _begun(request.app.state.reader, report)
    return StreamingResponse(_told(lines), media_type="application/x-ndjson")


def _metadata(texts: dict[str, str]) -> Metadata:
    """What the address says of the report. Raises OptionError for what cannot be so."""
    found = {key: text.strip() for key, text in texts.items() if text.strip()}
    for key, text in found.items():
        if not text.isprintable():
            raise OptionError(
                "it holds a character that no line can", where=key, remedy="write it anew"
            )
    if "published" in found:
        parse_published(found["published"], "published")
    if "received" in found:
        moment_of(found["received"], "received")
    if "url" in found and not found["url"].lower().startswith(("http://", "https://")):
        raise OptionError("this is no web address", where="url", remedy="begin with https://")
    return Metadata(**found)


def _named(name: str, media_type: str) -> str:
    """What the report is called: its file's name without folders, with a suffix that tells."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(sign for sign in last if sign.isprintable()).strip() or PASTED
    if PurePath(shown).suffix.lower() in load_formats().suffixes:
        return shown
    return shown + SUFFIXES.get(media_type.partition(";")[0].strip().lower(), "")


async def _body(request: Request, name: str) -> bytes:
    """The bytes that were sent. Raises OversizedInputError."""
    told = request.headers.get("content-length", "")
    size = int(told) if told.isdecimal() else 0
    parts: list[bytes] = []
    here = 0
    try:
        async for part in request.stream():
            here += len(part)
            if max(size, here) > READ_OUT * SIZE_LIMIT:
                break
            if here <= SIZE_LIMIT:
                parts.append(part)
            else:
                parts.clear()
    except ClientDisconnect:
        raise BrokenInputError(
            "only a part of it has come", where=name, remedy="send it again"
        ) from None
    if max(size, here) > SIZE_LIMIT:
        raise oversized(name, max(size, here))
    return b"".join(parts)


def _check(report: Received) -> None:
    """Raise InputError for what needs no reading to be refused."""
    if not report.data.strip():
        raise BrokenInputError(
            "there is no text in it", where=report.name, remedy="give the report's text"
        )
    find_format(report)


def _begun(reader: Reader, report: Received) -> Lines:
    """Have a report read and added; what becomes of it. Raises StoreBusyError."""
    lines: Lines = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(line: Line) -> None:
        # Nobody listens any more once the desk is closed.
        if not loop.is_closed():
            loop.call_soon_threadsafe(lines.put_nowait, line)

    tell({"stage": "received", "name": report.name, "bytes": len(report.data)})
    reader.add(report, tell)
    return lines


async def _told(lines: Lines) -> AsyncIterator[str]:
    """Each step as a line, as it comes."""
    while True:
        line = await lines.get()
        yield json.dumps(line, ensure_ascii=False) + "\n"
        if line["stage"] in (DONE, ERROR):
            return
