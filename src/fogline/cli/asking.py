"""What the ledger's commands have in common: which ledger, as of when, which part, what form."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fogline.errors import OptionError

if TYPE_CHECKING:
    from fogline.export.tables import Table
    from fogline.ledger.ledger import Ledger
    from fogline.ledger.query import Query

F = TypeVar("F", bound=Callable[..., Any])

STANDINGS = ("claimed", "corroborated", "conceded", "disputed", "denied", "unanswered")

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
class Asked:
    """The values of the options that a view can have."""

    ledger: str | None = None
    as_of: str | None = None
    clock: str = "published"
    form: str = "table"
    place: str | None = None
    from_: str | None = None
    to: str | None = None
    party: str | None = None
    holder: str | None = None
    publisher: str | None = None
    types: tuple[str, ...] = ()
    standing: str | None = None
    war_only: bool = False


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


def query_of(asked_: Asked, ledger: Ledger, *, detail: bool = False) -> Query:
    """The options as a query. Raises OptionError for what cannot be understood.

    ``detail`` asks for events with relations, drifts and links.
    """
    from fogline.ledger.query import Clock, Query

    first = None if asked_.from_ is None else _hour(asked_.from_, "--from")
    last = None if asked_.to is None else _hour(asked_.to, "--to")
    if first is not None and last is not None and last <= first:
        raise OptionError("the period ends before it begins", where="--to", remedy="a later day")
    return Query(
        as_of=moment_of(asked_.as_of, "--as-of"),
        clock=Clock(asked_.clock),
        first=first,
        last=last,
        units=None if asked_.place is None else places_of(asked_.place, ledger),
        party=None if asked_.party is None else party_of(asked_.party, ledger),
        holder=asked_.holder,
        publisher=asked_.publisher,
        types=_types(asked_.types),
        detail=detail,
        standing=asked_.standing,
        without=_no_war() if asked_.war_only else frozenset(),
    )


def _no_war() -> frozenset[str]:
    """The types that are no part of a war."""
    from fogline.knowledge.ontology import load_ontology

    return frozenset(row.name for row in load_ontology().types if not row.war)


def moment_of(text: str | None, option: str) -> int:
    """A day (its end, UTC) or a moment, in seconds since 1970; now where nothing is given."""
    from datetime import date

    from fogline.corroborate.filing.moments import DATE_LENGTH, seconds

    if text is None:
        return int(time.time())
    try:
        if len(text) == DATE_LENGTH:
            date.fromisoformat(text)
            return seconds(text) + 24 * 3600
        return seconds(text)
    except (ValueError, OverflowError):
        raise OptionError(
            f"{text!r} is neither a day nor a moment",
            where=option,
            remedy="write 2025-06-08 or 2025-06-08T12:00Z",
        ) from None


def _hour(text: str, option: str) -> int:
    from fogline.corroborate.filing.moments import hours

    try:
        return hours(text)
    except (ValueError, OverflowError):
        raise OptionError(f"{text!r} is no day", where=option, remedy="write 2025-06-08") from None


def _types(types: tuple[str, ...]) -> tuple[str, ...] | None:
    if not types:
        return None
    from fogline.knowledge.ontology import load_ontology

    ontology = load_ontology()
    known = {row.name: {mode.name for mode in row.modes} for row in ontology.types}
    found = []
    for text in types:
        name, _, mode = text.partition("/")
        name = name.upper()
        if name not in known:
            raise OptionError(
                f"there is no type {text!r}", where="--type", remedy=f"one of {', '.join(known)}"
            )
        if mode and mode not in known[name]:
            remedy = f"one of {', '.join(sorted(known[name]))}"
            raise OptionError(f"{name} has no mode {mode!r}", where="--type", remedy=remedy)
        found.append(f"{name}/{mode}" if mode else name)
    return tuple(found)


def party_of(text: str, ledger: Ledger) -> str:
    """A side by its code or name: "Russia" is RU."""
    tables = ledger.filing.tables
    if text.upper() in tables.states:
        return text.upper()
    for sense in tables.senses(text):
        if sense.entry.key.startswith("state:"):
            return sense.entry.key.removeprefix("state:")
        if sense.entry.key.startswith("group:"):
            return sense.entry.name
    return text


def places_of(text: str, ledger: Ledger) -> frozenset[str]:
    """The ids of the places that a name (or an id) means. Raises OptionError for an unknown one.

    All places of that name: what lies in one of them is told apart by the place that each event
    shows. An id ("geonames:706483") means just one.
    """
    if ":" in text:
        return frozenset((text,))
    from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer

    with ledger.store.view() as view:
        named = view.units(f"name:{' '.join(text.casefold().split())}@")
    entries = open_gazetteer(gazetteer_path(os.environ)).lookup(text)
    if not entries and not named:
        raise OptionError(
            f"no place called {text!r}", where="--place", remedy="try `fogline gazetteer lookup`"
        )
    return frozenset((*named, *(entry.id for entry in entries)))


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
