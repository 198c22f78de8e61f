"""What the ledger's commands have in common: which ledger, as of when, which part, what form."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fogline.asking import STANDINGS, Question, moment_of, query_of

if TYPE_CHECKING:
    from fogline.export.tables import Table
    from fogline.ledger.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])

__all__ = ["Asked", "moment_of", "query_of"]

_LEDGER = click.option(
    "--ledger", metavar="FILE", help="The ledger. Default: FOGLINE_LEDGER, else ./fogline.db."
)
_AS_OF = click.option(
    "--as-of", "as_of", metavar="T",
    help="As known then: a day (its end, UTC) or a moment. Default: now.",
)  # fmt: skip
_CLOCK = click.option(
    "--clock", type=click.Choice(["published", "received"]), default="published",
    show_default=True, help="Known by publication, or by reception on this machine.",
)  # fmt: skip
_FORM = click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table",
    show_default=True, help="table: for a terminal. json, csv: for programs.",
)  # fmt: skip
_FILTERS = (
    click.option("--place", metavar="P", help="In this place: a name, or a gazetteer id."),
    click.option("--from", "from_", metavar="DAY", help="What happened on this day or later."),
    click.option("--to", metavar="DAY", help="What happened before this day."),
    click.option("--party", metavar="P", help="With this side: RU, Hamas, part of a name."),
    click.option("--holder", metavar="H", help="Said by this holder: part of a name, or a side."),
    click.option("--publisher", metavar="P", help="In this outlet: part of its name."),
    click.option(
        "--type", "types", multiple=True, metavar="T", help="ASSAULT, ADVANCE/capture; repeatable."
    ),
    click.option("--standing", type=click.Choice(STANDINGS), help="Events with this standing."),
    click.option("--war-only", is_flag=True, help="Leave out disasters and crime."),
)  # fmt: skip


def ledger_option(command: F) -> F:
    """Add ``--ledger``."""
    return _LEDGER(command)


def asked(command: F) -> F:
    """Add ``--ledger``, ``--as-of``, ``--clock`` and ``--format``."""
    for option in (_FORM, _CLOCK, _AS_OF, _LEDGER):
        command = option(command)
    return command


def filtered(command: F) -> F:
    """Add the filters by place, period, side, holder, outlet, type and standing."""
    for option in reversed(_FILTERS):
        command = option(command)
    return asked(command)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Question):
    """The values of the options that a view can have."""

    ledger: str | None = None
    form: str = "table"


@contextmanager
def opened(given: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger that the option, the environment or the folder names. Raises LedgerError."""
    from fogline.wiring import ledger_path, open_ledger

    ledger = open_ledger(ledger_path(given, os.environ), create=create)
    try:
        yield ledger
    finally:
        ledger.store.close()


def bring_up_to_date(ledger: Ledger) -> None:
    """Compute what the whole ledger adds up to, where something new touches it.

    Nothing is lost where another process is writing: the next one to ask does it.
    """
    from fogline.cli.read import progress
    from fogline.errors import StoreBusyError

    with progress("Bringing events up to date", ledger.to_keep()) as step:
        try:
            for done in ledger.keep():
                step(done)
        except StoreBusyError:
            return


def emit(table: Table, form: str) -> None:
    """Print a table in the form that was asked for."""
    from fogline.export.tables import as_csv, as_json, as_text

    if form == "json":
        write(as_json(table) + "\n")
    elif form == "csv":
        write(as_csv(table))
    elif not table.rows:
        click.echo("nothing of the kind is known at that moment", err=True)
    else:
        import shutil

        width = shutil.get_terminal_size((140, 24)).columns
        write(coloured(as_text(table, max(80, width))) + "\n")


def write(text: str) -> None:
    """Write UTF-8, whatever the locale."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


_COLOURS = {
    "denied": "red", "disputed": "red", "broken": "red", "overdue": "red", "unanswered": "magenta",
    "open": "yellow", "postponed": "yellow", "claimed": "yellow", "corroborated": "green",
    "conceded": "green", "kept": "green", "superseded": "bright_black",
}  # fmt: skip


def coloured(text: str) -> str:
    """Words of standing and state in colour, where a person watches and wants it."""
    if not sys.stdout.isatty() or "NO_COLOR" in os.environ:
        return text
    import re

    pattern = re.compile(r"(?<![\w-])(" + "|".join(_COLOURS) + r")(?![\w-])")
    head, _, body = text.partition("\n")
    body = pattern.sub(lambda match: click.style(match[1], fg=_COLOURS[match[1]]), body)
    return f"{click.style(head, bold=True)}\n{body}"
