"""``fogline read``: reports in, records out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

FORMATS = ("digest", "jsonl", "html")


@click.command(short_help="Read reports and print who says what.")
@click.argument("paths", nargs=-1, required=True, metavar="PATHS|-")
@click.option(
    "--published",
    metavar="DATE",
    help="When it was published: 2025-06-08, 2025-06, 2025-06-08T09:30Z.",
)
@click.option("--publisher", metavar="NAME", help="The outlet that published it.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--title", metavar="TEXT", help="Its headline.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="digest", show_default=True,
    help="digest: for a person at a terminal. jsonl: one record a line. html: one page.",
)  # fmt: skip
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=None, metavar="N",
    help="Processes that read side by side. Default: one for each core, if there is enough.",
)  # fmt: skip
def read(
    paths: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    title: str | None,
    form: str,
    jobs: int | None,
) -> None:
    """Read reports and print who says what happened, where and when.

    PATHS are files (.txt, .md, .html, .json, .eml), folders, or - for standard input. What is
    given with an option counts for every report; a file NAME.meta.json beside NAME.txt can say
    {"published": ..., "publisher": ..., "url": ..., "title": ...} for one.

    A report that cannot be read is named on standard error, the others are read all the same,
    and the exit code is 2.

    \b
    Examples:
      fogline read report.txt --published 2025-06-08
      fogline read reports/ --format jsonl --jobs 2 > records.jsonl
      cat report.txt | fogline read - --format html > report.html
    """  # noqa: D301 (click reads the mark)
    from fogline.cli.batch import Failure, Shown, read_all
    from fogline.feeds.files import collect, count
    from fogline.intake.published import parse_published
    from fogline.records.report import Metadata
    from fogline.wiring import check_gazetteer

    if published is not None:
        parse_published(published, "--published")
    check_gazetteer()
    given = Metadata(published=published, publisher=publisher, url=url, title=title)
    colour = form == "digest" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    wanted = Shown(form=form, width=shutil.get_terminal_size((100, 24)).columns, colour=colour)
    failed = False

    def outputs() -> Iterator[str]:
        nonlocal failed
        with _progress(form, count(paths)) as step:
            for outcome in read_all(collect(paths, given, sys.stdin.buffer), wanted, jobs):
                step()
                for complaint in outcome.complaints:
                    failed = True
                    click.echo(f"fogline: {complaint}", err=True)
                if isinstance(outcome, Failure):
                    continue
                yield outcome.made

    _write(outputs(), form)
    if failed:
        raise click.exceptions.Exit(2)


def _write(outputs: Iterable[str], form: str) -> None:
    """Write the outputs as UTF-8, whatever the locale; digests apart by a rule."""
    if form == "html":
        from fogline.export.page import whole_page

        outputs = whole_page(outputs)
    stream = sys.stdout.buffer
    for number, text in enumerate(outputs):
        rule = f"\n{'─' * 60}\n\n" if form == "digest" and number else ""
        end = "\n" if form == "jsonl" else ""
        stream.write(f"{rule}{text}{end}".encode("utf-8", "replace"))
    stream.flush()


def _progress(form: str, total: int) -> AbstractContextManager[Callable[[], None]]:
    """A bar, where it does not mix with a digest."""
    if form == "digest" and sys.stdout.isatty():
        return nullcontext(lambda: None)
    return progress("Reading", total)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[..., None]]:
    """A bar on standard error, where somebody watches it; yields what to call at each step.

    It can be told how many steps were made at once.
    """
    if not sys.stderr.isatty() or total < 2:
        yield lambda steps=1: None
        return
    bar: ProgressBar[int]
    with click.progressbar(length=total, label=label, file=sys.stderr, show_pos=True) as bar:
        yield lambda steps=1: bar.update(steps)
