"""The desk as a web application over one ledger."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from fogline import __version__
from fogline.corroborate.filing.moments import EVER
from fogline.errors import FoglineError, OversizedInputError, StoreBusyError, UnknownIdError
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.ledger.recall import Recall
from fogline.web import adding, api, changes, judgements, maps, pages, review, timeline
from fogline.web.changes import Changes, note_mark
from fogline.web.guard import Guard, Guarded
from fogline.web.reader import Reader

STATIC = Path(__file__).parent / "static"


def create_app(ledger: Ledger, *, host: str = "127.0.0.1", token: str | None = None) -> FastAPI:
    """The application; ``token`` is what every request must carry, None where none is needed."""
    # Not all machines know what a module of JavaScript is.
    mimetypes.add_type("text/javascript", ".mjs")
    app = FastAPI(
        title="Fogline",
        version=__version__,
        description="A ledger of who says what happened, where and when, and who denies it.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        dependencies=[Depends(note_mark)],
    )
    ledger = replace(ledger, recall=Recall())
    app.state.ledger = ledger
    app.state.changes = Changes(ledger)
    app.state.reader = Reader(ledger)
    # Before the boards, whose address takes any name.
    app.include_router(changes.router)
    app.include_router(adding.router)
    app.include_router(timeline.router)
    app.include_router(review.router)
    app.include_router(judgements.router)
    app.include_router(maps.shapes)
    app.include_router(api.router)
    app.include_router(maps.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(FoglineError, _told)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _http)
    guard = Guard(host, token)
    app.state.word = guard.word
    app.add_middleware(Guarded, guard=guard)
    return app


def warm(app: FastAPI) -> None:
    """Have the first page ready before anybody asks for it."""
    ledger: Ledger = app.state.ledger
    ledger.rows(Query(as_of=EVER, detail=False))


async def close(app: FastAPI, seconds: float) -> None:
    """Let go all who listen; what is being read may take so long still to be added."""
    app.state.changes.end()
    await app.state.reader.end(seconds)


def _told(request: Request, error: Exception) -> Response:
    """A plain complaint: what, where, and what to do about it."""
    assert isinstance(error, FoglineError)
    code = 400
    if isinstance(error, UnknownIdError):
        code = 404
    elif isinstance(error, StoreBusyError):
        code = 503
    elif isinstance(error, OversizedInputError):
        code = 413
    where = error.where.removeprefix("--").replace("-", "_")
    return _complaint(request, code, error.what, where, error.remedy)


def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = str(first["loc"][-1]) if first["loc"] else ""
    return _complaint(request, 422, str(first["msg"]), where, "see /api/v1/openapi.json")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _complaint(request, error.status_code, str(error.detail), request.url.path, "")


def _complaint(request: Request, code: int, what: str, where: str, remedy: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"what": what, "where": where, "remedy": remedy}}, code)
    answer = pages.page(
        request, "error.html", None, what=what, where=where, remedy=remedy, code=code
    )
    answer.status_code = code
    return answer
