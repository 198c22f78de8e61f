"""``fogline add``: reports into the ledger; ``fogline reread``: read them anew."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from fogline.cli.asking import bring_up_to_date, ledger_option, moment_of, opened
from fogline.cli.read import progress

if TYPE_CHECKING:
    from fogline.errors import InputError
    from fogline.ledger.ledger import Ledger
    from fogline.records.report import Received

_JOBS = click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, metavar="N",
    help="Processes that read side by side. Default: one for each core, if there is enough.",
)  # fmt: skip


@click.command(short_help="Read reports and add them to the ledger.")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS|-")
@click.option("--published", metavar="DATE", help="When they were published.")
@click.option("--publisher", metavar="NAME", help="The outlet that published them.")
@click.option("--url", metavar="URL", help="Where they were published.")
@click.option("--title", metavar="TEXT", help="Their headline.")
@click.option(
    "--received", metavar="T", help="When the desk got them, for an archive. Default: now."
)
@click.option("--quiet", is_flag=True, help="Do not name each report.")
@_JOBS
@ledger_option
def add(
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    title: str | None,
    received: str | None,
    quiet: bool,
    jobs: int | None,
    ledger: str | None,
) -> None:
    """Read reports and add them to the ledger, which is made if it is not there.

    PATHS are as for `fogline read`. Adding a report again changes nothing. A corrected version
    (of the same address, or of the same outlet, title and day) takes the place of the one before;
    both stay readable. A report that cannot be read is named, the others are added all the same,
    and the exit code is 2.

    \b
    Examples:
      fogline add reports/ --jobs 2
      fogline add report.txt --published 2025-06-08 --publisher "Lantern News"
    """  # noqa: D301
    from fogline.feeds.files import collect, count
    from fogline.intake.published import parse_published
    from fogline.records.report import Metadata
    from fogline.store.sqlite import check_path
    from fogline.wiring import check_gazetteer, ledger_path

    if published is not None:
        parse_published(published, "--published")
    if received is not None:
        moment_of(received, "--received")
    check_gazetteer()
    given = Metadata(
        published=published, publisher=publisher, url=url, title=title, received=received
    )
    with ExitStack() as stack:

        @cache
        def ledger_() -> Ledger:
            return stack.enter_context(opened(ledger, create=True))

        path = ledger_path(ledger, os.environ)
        check_path(path, create=True)
        if path.exists():
            # What is wrong with it shows before anything is read.
            ledger_()
        source = collect(paths, given, sys.stdin.buffer)
        failed = _add_all(ledger_, source, count(paths), quiet=quiet, jobs=jobs)
        if ledger_.cache_info().currsize:
            bring_up_to_date(ledger_())
    if failed:
        raise click.exceptions.Exit(2)


def _add_all(
    ledger: Callable[[], Ledger],
    source: Iterator[Received | InputError],
    total: int,
    *,
    quiet: bool,
    jobs: int | None,
) -> bool:
    """Read and add; whether one could not be read. Each report is committed by itself.

    ``ledger`` is opened for the first report: where none can be read, no new one is left behind.
    """
    from fogline.adding import add_read
    from fogline.cli.batch import Failure, Whole, read_all

    done: Counter[str] = Counter()
    with progress("Adding", total) as step:
        for outcome in read_all(source, Whole(), jobs):
            step()
            for complaint in outcome.complaints:
                click.echo(f"fogline: {complaint}", err=True)
            if isinstance(outcome, Failure):
                done["not read"] += 1
                continue
            received, record = outcome.made
            added = add_read(ledger(), received, record)
            done[added.outcome.value] += 1
            if not quiet:
                click.echo(_told(added, received.name))
    parts = [f"{count} {name}" for name, count in done.items()]
    click.echo(", ".join(parts) if parts else "nothing to add", err=True)
    return bool(done["not read"])


def _told(added: Any, name: str) -> str:
    report = added.report
    title = " ".join((report.title or "(no title)").split())
    note = f", corrects {added.corrects[:12]}" if added.corrects else ""
    head = f"{added.outcome.value:<9} {report.id[:12]}  {report.claims:>3} claims"
    return f"{head}  {name}: {title}{note}"


@click.command(short_help="Read the ledger's reports anew with this version.")
@click.option("--all", "everything", is_flag=True, help="Also those that this version has read.")
@click.option("--report", "reports", multiple=True, metavar="ID", help="Only this report.")
@ledger_option
def reread(everything: bool, reports: tuple[str, ...], ledger: str | None) -> None:
    """Read the stored reports anew, where this version's reader or resources differ.

    Earlier readings stay; views show the newest. Judgements are kept: they are tied to the words.

    \b
    Example:
      fogline reread --ledger fogline.db
    """  # noqa: D301
    from fogline.errors import FoglineError, UnknownIdError
    from fogline.ledger.adding import add_record
    from fogline.pipeline import read
    from fogline.wiring import check_gazetteer, default_knowledge

    check_gazetteer()
    done: Counter[str] = Counter()
    with ExitStack() as stack:
        open_ledger = stack.enter_context(opened(ledger))
        filing = open_ledger.filing
        rows = open_ledger.newest_readings()
        wanted = [row for row in rows if not reports or row.id.startswith(tuple(reports))]
        if reports and not wanted:
            raise UnknownIdError(f"no report {', '.join(reports)}", remedy="see `fogline claims`")
        step = stack.enter_context(progress("Reading", len(wanted)))
        for row in wanted:
            step()
            if not everything and (row.reader, row.resources) == (filing.reader, filing.resources):
                done["up to date"] += 1
                continue
            received = open_ledger.received(row.id)
            try:
                record = read(received, default_knowledge())
            except FoglineError as error:
                click.echo(f"fogline: {row.id[:12]}: {error}", err=True)
                done["not read"] += 1
                continue
            now = int(time.time())
            added = add_record(
                open_ledger.store, received, record, filing, received_at=row.received, now=now
            )
            done["reread" if added.outcome == "reread" else "unchanged"] += 1
        bring_up_to_date(open_ledger)
    click.echo(", ".join(f"{count} {name}" for name, count in done.items()) or "nothing to read")
    if done["not read"]:
        raise click.exceptions.Exit(2)
