"""``fogline judge``: a person's decisions, each a row that can be undone."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import click

from fogline.cli.asking import emit, ledger_option, opened

if TYPE_CHECKING:
    from fogline.ledger.ledger import Ledger

_AUTHOR = click.option(
    "--author", metavar="NAME", help="Who decides. Default: FOGLINE_AUTHOR, else the login name."
)
_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why. Kept with the row.")


@click.group()
def judge() -> None:
    """Record a person's decision on claims and reports; it changes views, never rows.

    Claims are named by key, as `fogline claims` prints it, or as REPORT/CLAIM.

    \b
    Example:
      fogline judge same KEY KEY --reason "both tell of the night of 7 June"
    """  # noqa: D301


def _pair(kind: str, keys: tuple[str, str], options: dict[str, Any]) -> None:
    with opened(options["ledger"]) as ledger:
        _say(ledger, kind, keys, options)


@judge.command()
@click.argument("keys", nargs=2, metavar="CLAIM CLAIM")
@_REASON
@_AUTHOR
@ledger_option
def same(keys: tuple[str, str], **options: Any) -> None:
    """Two claims tell of the same event."""
    _pair("same", keys, options)


@judge.command()
@click.argument("keys", nargs=2, metavar="CLAIM CLAIM")
@_REASON
@_AUTHOR
@ledger_option
def different(keys: tuple[str, str], **options: Any) -> None:
    """Two claims tell of different events."""
    _pair("different", keys, options)


@judge.command()
@click.argument("key", metavar="CLAIM")
@click.option("--field", required=True, metavar="F", help="type, place, time, number or claim.")
@_REASON
@_AUTHOR
@ledger_option
def wrong(key: str, field: str, **options: Any) -> None:
    """A value of a claim is wrong, or (--field claim) the claim is none."""
    with opened(options["ledger"]) as ledger:
        _say(ledger, "wrong", (key,), options, field=field)


@judge.command()
@click.argument("key", metavar="CLAIM")
@click.option("--field", required=True, metavar="F", help="type, place, time, says or number.")
@click.option("--value", required=True, metavar="V", help="A type, place name, day, or number.")
@_REASON
@_AUTHOR
@ledger_option
def corrected(key: str, field: str, value: str, **options: Any) -> None:
    """A value of a claim, as it should be."""
    from fogline.asking import judged_value

    told = judged_value(field, value)
    with opened(options["ledger"]) as ledger:
        _say(ledger, "corrected", (key,), options, field=field, value=told)


@judge.command()
@click.argument("report", metavar="REPORT")
@_REASON
@_AUTHOR
@ledger_option
def irrelevant(report: str, **options: Any) -> None:
    """A report is not about this conflict: no view shows it."""
    with opened(options["ledger"]) as ledger:
        _say(ledger, "irrelevant", (), options, report=report)


@judge.command()
@click.argument("id", metavar="JUDGEMENT")
@_REASON
@_AUTHOR
@ledger_option
def undo(id: str, **options: Any) -> None:  # noqa: A002
    """Take a judgement back; that is a row as well, and can be undone itself."""
    with opened(options["ledger"]) as ledger:
        _say(ledger, "undo", (), options, undoes=id)


@judge.command(name="list")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table",
    show_default=True, help="table: for a terminal. json, csv: for programs.",
)  # fmt: skip
@ledger_option
def list_(form: str, ledger: str | None) -> None:
    """List all judgements, those undone as well."""
    from fogline.export.judgements import judgement_table
    from fogline.ledger.judging import standing_ids

    with opened(ledger) as open_ledger:
        rows = open_ledger.judgements()
    emit(judgement_table(rows, standing_ids(rows)), form)


def _say(
    ledger: Ledger,
    kind: str,
    keys: tuple[str, ...],
    options: dict[str, Any],
    *,
    report: str | None = None,
    field: str | None = None,
    value: str | None = None,
    undoes: str | None = None,
) -> None:
    author = options["author"] or os.environ.get("FOGLINE_AUTHOR") or _login()
    row = ledger.judge(
        kind,
        keys,
        report=report,
        field=field,
        value=value,
        undoes=undoes,
        author=author,
        reason=options["reason"],
        now=int(time.time()),
    )
    click.echo(f"{row.id}  {row.kind.value}, by {row.author}. Undo: fogline judge undo {row.id}")


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
