"""What the desk lets through: requests to its own name, with the token where one is needed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
COOKIE = "fogline-token"
# What changes the ledger must come from a page of this desk: the page knows the word, and a site
# elsewhere can neither read the page nor send this header here.
WORD = "X-Fogline-Word"
READING = frozenset(("GET", "HEAD", "OPTIONS"))
# Nothing from elsewhere, no script or style inside a page.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def policy_for(html: str) -> str:
    """The policy for a page that brings its own style sheet: that one, and no other."""
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    sums = (base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in styles)
    allowed = " ".join(f"'sha256-{one}'" for one in sums)
    return POLICY.replace("style-src 'self'", f"style-src 'self' {allowed}")


class Guard:
    """Looks at every request before anything else does, and at every answer.

    ``host`` is the address that the desk listens at. Another site that makes a browser call this
    machine under a name of its own is refused by the name.
    """

    def __init__(self, host: str, token: str | None) -> None:
        self.names = {*LOOPBACK, host, f"[{host}]"}
        self.token = token
        self.word = secrets.token_urlsafe(24)

    def refused(self, request: Request) -> Response | None:
        """The answer to a request that is not let through; None for one that is."""
        name = request.headers.get("host", "").rsplit(":", 1)[0]
        if request.headers.get("host", "").endswith("]"):
            name = request.headers["host"]
        if name not in self.names:
            return _error(421, f"the desk is not called {name!r}", "open the address it printed")
        return self._stranger(request) or self._sent_from_elsewhere(request)

    def _stranger(self, request: Request) -> Response | None:
        if self.token is None:
            return None
        given = request.query_params.get("token")
        if given is not None and _same(given, self.token):
            return _without_token(request, given)
        sent = request.cookies.get(COOKIE) or _bearer(request)
        if sent is None or not _same(sent, self.token):
            return _error(401, "this desk needs its token", "open the address that it printed")
        return None

    def _sent_from_elsewhere(self, request: Request) -> Response | None:
        if request.method in READING or _same(request.headers.get(WORD, ""), self.word):
            return None
        # A program with the token has shown that it may.
        if self.token is not None and _same(_bearer(request) or "", self.token):
            return None
        return _error(403, "only a page of this desk may change the ledger", "load the page again")


class Guarded:
    """An application behind its guard; answers that last (streams) pass as they come."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, with the headers that every answer has."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._guard.refused(Request(scope, receive)) or self._app
        await answer(scope, receive, sent)


def _same(given: str, kept: str) -> bool:
    # How long it takes must not tell how much of it is right.
    return hmac.compare_digest(given.encode(), kept.encode())


def _bearer(request: Request) -> str | None:
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    return value if kind.casefold() == "bearer" else None


def _without_token(request: Request, token: str) -> Response:
    """To the same address with the token in a cookie, where no log and no link shows it."""
    rest = [pair for pair in parse_qsl(request.url.query, True) if pair[0] != "token"]
    query = f"?{urlencode(rest)}" if rest else ""
    answer = RedirectResponse(f"{request.url.path}{query}", status_code=303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer


def _error(code: int, what: str, remedy: str) -> Response:
    return JSONResponse({"error": {"what": what, "where": "", "remedy": remedy}}, code)
