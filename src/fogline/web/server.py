"""Listening and serving."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from fogline.errors import OptionError
from fogline.ledger.ledger import Ledger
from fogline.web.app import close, create_app, warm

# After Ctrl-C: what is being read may still be added, then what is open is cut off.
LAST_SECONDS = 3
CUT_OFF_SECONDS = 6


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is any that is free. Raises OptionError."""
    try:
        kind = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(kind, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(64)
    except OSError as error:
        raise OptionError(
            f"cannot listen at {host} port {port}: {error.strerror or error}",
            where="--port",
            remedy="another port, or 0 for any that is free",
        ) from error
    return made


def run(
    ledger: Ledger,
    listening: socket.socket,
    *,
    host: str,
    token: str | None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until somebody ends it; ``ready`` is called when the first page is."""
    app = create_app(ledger, host=host, token=token)
    warm(app)
    ready()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=CUT_OFF_SECONDS,
    )
    _Server(config, app).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that ends the streams which last as long as somebody listens."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, and end those that are open."""
        await asyncio.gather(super().shutdown(sockets), close(self._app, LAST_SECONDS))
