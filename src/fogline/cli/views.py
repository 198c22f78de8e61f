"""The commands that look into a ledger: events, claims, silences, commitments and the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fogline.cli.asking import (
    Asked,
    asked,
    bring_up_to_date,
    emit,
    filtered,
    ledger_option,
    moment_of,
    opened,
    query_of,
    write,
)

if TYPE_CHECKING:
    from fogline.records.event import Event


def _events(options: dict[str, Any], having: str | None = None) -> tuple[Asked, tuple[Event, ...]]:
    """The options, and the events that they ask for (of those that have any ``having``)."""
    from dataclasses import replace

    from fogline.ledger.query import Having

    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        query = query_of(asked_, ledger)
        if not query.narrow:
            bring_up_to_date(ledger)
        query = replace(query, having=None if having is None else Having(having))
        return asked_, ledger.events(query)


@click.command(short_help="What happened, as far as anybody says, and what the claims add up to.")
@filtered
def events(**options: Any) -> None:
    """List the events that the ledger's claims make, with their standing as of a moment.

    \b
    Examples:
      fogline events --as-of 2025-06-08T12:00Z
      fogline events --place Kharkiv --from 2025-06-07 --to 2025-06-12
      fogline events --standing unanswered --format json
    """  # noqa: D301 (click reads the mark)
    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        query = query_of(asked_, ledger)
        if not query.narrow:
            bring_up_to_date(ledger)
        if asked_.form == "json":
            from fogline.export.event_json import events_json

            found = events_json(ledger.events(query))
            write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        else:
            from fogline.export.ledger_rows import event_table

            emit(event_table(ledger.rows(query)), asked_.form)


@click.command(short_help="One event with all its claims and reasons.")
@click.argument("id", metavar="ID")
@asked
def event(id: str, **options: Any) -> None:  # noqa: A002
    """Show one event: who says what, the standing with its rules, origins, silences, tolls.

    ID is an event's id as `fogline events` prints it. An id from an earlier moment still finds
    the event, also after it has been merged with another.

    \b
    Example:
      fogline event e1f2a3b4c5 --as-of 2025-06-08
    """  # noqa: D301
    from fogline.export.event_json import event_detail
    from fogline.export.event_text import event_text
    from fogline.export.ledger_rows import claim_table

    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        found = ledger.event(id, query_of(asked_, ledger, detail=True))
    if asked_.form == "json":
        write(json.dumps(event_detail(found), ensure_ascii=False, indent=2) + "\n")
    elif asked_.form == "csv":
        emit(claim_table((row.claim, row.report) for row in found.claims), "csv")
    else:
        write(event_text(found))


@click.command(short_help="Who says what: the claims one by one.")
@filtered
def claims(**options: Any) -> None:
    """List claims with holder, stance, place, time, numbers and words.

    \b
    Example:
      fogline claims --holder "General Staff" --type ADVANCE --format csv > claims.csv
    """  # noqa: D301
    from fogline.export.ledger_rows import claim_table

    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        found = ledger.claims(query_of(asked_, ledger))
    emit(claim_table(found), asked_.form)


@click.command(short_help="Who had not answered, asked by whom, and what answered it.")
@click.option("--open", "still", is_flag=True, help="Only those that nobody has answered.")
@filtered
def silences(still: bool, **options: Any) -> None:
    """List silences: who, about what, since when, and the claim that answered.

    \b
    Example:
      fogline silences --open --as-of 2025-06-08
    """  # noqa: D301
    from fogline.export.ledger_rows import silence_table
    from fogline.ledger.views import silences_of

    asked_, found = _events(options, "silences")
    emit(silence_table(silences_of(found, still=still)), asked_.form)


@click.command(short_help="What was promised, for when, and how it stands.")
@filtered
def commitments(**options: Any) -> None:
    """List commitments with every due period ever given, their state, and who blames whom.

    \b
    Example:
      fogline commitments --party Ukraine --as-of 2025-06-10
    """  # noqa: D301
    from fogline.export.ledger_rows import commitment_table
    from fogline.ledger.views import commitments_of

    asked_, found = _events(options, "commitments")
    emit(commitment_table(commitments_of(found)), asked_.form)


@click.command(short_help="How many killed, wounded, captured ..., by who says so.")
@filtered
def tolls(**options: Any) -> None:
    """List tolls as intervals by holder over time; an open end is an empty cell.

    \b
    Example:
      fogline tolls --place Kharkiv --format csv
    """  # noqa: D301
    from fogline.export.ledger_rows import toll_table
    from fogline.ledger.views import tolls_of

    asked_, found = _events(options, "tolls")
    emit(toll_table(tolls_of(found)), asked_.form)


@click.command(short_help="Demands, offers, refusals and conditions, by party.")
@filtered
def talks(**options: Any) -> None:
    """List the positions of the parties in talks, and what answered them.

    \b
    Example:
      fogline talks --party Russia
    """  # noqa: D301
    from fogline.export.ledger_rows import position_table
    from fogline.ledger.views import positions_of

    asked_, found = _events(options, "positions")
    emit(position_table(positions_of(found)), asked_.form)


@click.command(short_help="Who claims a place, who concedes it, who assesses it.")
@click.argument("ground", metavar="PLACE", required=False)
@filtered
def control(ground: str | None, **options: Any) -> None:
    """Show who is said to have which ground in PLACE, by whom, and since when.

    \b
    Example:
      fogline control Zorya
    """  # noqa: D301
    from dataclasses import replace

    from fogline.export.ledger_rows import control_table
    from fogline.ledger.query import Having
    from fogline.ledger.views import control_of

    options["place"] = ground or options["place"]
    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        query = query_of(asked_, ledger)
        found = ledger.events(replace(query, having=Having.HOLDS))
        rows = control_of(found, ledger.filing.grouping)
    if query.units is not None:
        rows = tuple(row for row in rows if row.place.units & query.units)
    emit(control_table(rows), asked_.form)


@click.command(short_help="What changed between two moments.")
@click.option("--from", "since", metavar="T1", required=True, help="The earlier moment.")
@click.option("--to", "until", metavar="T2", help="The later one. Default: now.")
@click.option("--place", metavar="P", help="In this place: a name, or a gazetteer id.")
@click.option("--party", metavar="P", help="With this side in it.")
@click.option(
    "--clock", type=click.Choice(["published", "received"]), default="published",
    show_default=True, help="Known by publication, or by reception on this machine.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table",
    show_default=True, help="table: for a terminal. json, csv: for programs.",
)  # fmt: skip
@ledger_option
def diff(since: str, until: str | None, form: str, **options: Any) -> None:
    """Show new events, changed standing, answered silences, moved dates and new tolls.

    \b
    Example:
      fogline diff --from 2025-06-08T12:00Z --to 2025-06-09
    """  # noqa: D301
    from fogline.errors import OptionError
    from fogline.export.ledger_rows import change_table
    from fogline.ledger.diff import compare_moments

    first = moment_of(since, "--from")
    last = moment_of(until, "--to")
    if last < first:
        raise OptionError("--to is before --from", where="--to", remedy="give a later moment")
    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        query = query_of(asked_, ledger)
        before, after = ledger.between(first, last, query)
    emit(change_table(compare_moments(before, after)), form)


@click.command(short_help="Find words in the reports.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True,
              help="As many paragraphs at most.")  # fmt: skip
@asked
def search(words: tuple[str, ...], limit: int, **options: Any) -> None:
    """Print the paragraphs that have all the WORDS, the best first.

    \b
    Example:
      fogline search tank division
    """  # noqa: D301
    from fogline.export.ledger_rows import hit_table

    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        found = ledger.search(" ".join(words), limit, query_of(asked_, ledger))
    emit(hit_table(found), asked_.form)


@click.command(short_help="What the ledger holds.")
@asked
def stats(**options: Any) -> None:
    """Count reports, claims, events by standing, outlets, copies and judgements.

    \b
    Example:
      fogline stats
    """  # noqa: D301
    from fogline.export.tables import Table

    asked_ = Asked(**options)
    with opened(asked_.ledger) as ledger:
        bring_up_to_date(ledger)
        found = ledger.stats(query_of(asked_, ledger))
    rows = tuple({"what": name, "how_many": value} for name, value in found.items())
    emit(Table(columns=("what", "how_many"), rows=rows), asked_.form)
