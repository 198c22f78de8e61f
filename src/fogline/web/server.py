"""Listening and serving."""

from __future__ import annotations

import socket

import uvicorn

from fogline.errors import OptionError
from fogline.ledger.ledger import Ledger
from fogline.web.app import create_app


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


def run(ledger: Ledger, listening: socket.socket, *, host: str, token: str | None) -> None:
    """Serve until somebody ends it."""
    app = create_app(ledger, host=host, token=token)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off"
    )
    uvicorn.Server(config).run(sockets=[listening])
