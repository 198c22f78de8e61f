"""``fogline serve``: the desk over a ledger."""

from __future__ import annotations

import secrets

import click

from fogline.cli.asking import bring_up_to_date, ledger_option, opened
from fogline.errors import OptionError

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1"))


@click.command(short_help="Open the desk: the ledger as pages in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where to listen. Another than this machine's own needs a token.")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=8750, show_default=True,
              help="0: any that is free.")  # fmt: skip
@click.option("--token", metavar="TEXT", help="What every visitor must have; `new` makes one.")
@ledger_option
def serve(host: str, port: int, token: str | None, ledger: str | None) -> None:
    """Serve the ledger's boards, events and reports as pages, and as JSON under /api/v1.

    Ctrl-C ends it. Nothing is fetched from elsewhere, and only this machine can reach it, unless
    --host and --token say otherwise.

    \b
    Examples:
      fogline serve
      fogline serve --host 192.168.1.5 --token new
    """  # noqa: D301
    from fogline.web.server import listen, run

    if host not in LOOPBACK and not token:
        raise OptionError(
            "others could read the ledger at this address", where="--host", remedy="add --token new"
        )
    if token is not None and token != "new" and len(token) < 12:
        raise OptionError("the token is short", where="--token", remedy="12 characters, or `new`")
    secret = secrets.token_urlsafe(24) if token == "new" else token
    with opened(ledger) as open_ledger:
        bring_up_to_date(open_ledger)
        socket = listen(host, port)
        name = f"[{host}]" if ":" in host else host
        ending = f"/?token={secret}" if secret else "/"

        def ready() -> None:
            click.echo(f"The desk is open at http://{name}:{socket.getsockname()[1]}{ending}")
            click.echo("Ctrl-C ends it.", err=True)

        run(open_ledger, socket, host=host, token=secret, ready=ready)
