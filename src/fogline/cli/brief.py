"""``fogline brief``: a written situation report, every sentence with its citations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from fogline.cli.asking import Asked, ledger_option, moment_of, opened, query_of, write
from fogline.errors import OptionError


@click.command(short_help="A written situation report with citations.")
@click.option("--since", metavar="T", help="Put what has become known after T first.")
@click.option(
    "--as-of", "as_of", metavar="T",
    help="As known then: a day (its end, UTC) or a moment. Default: now.",
)  # fmt: skip
@click.option(
    "--clock", type=click.Choice(["published", "received"]), default="published",
    show_default=True, help="Known by publication, or by reception on this machine.",
)  # fmt: skip
@click.option("--place", metavar="P", help="Only this place: a name, or a gazetteer id.")
@click.option("--party", metavar="P", help="Only with this side in it.")
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "docx"]), default="md",
    show_default=True, help="Markdown, one page of HTML, or a Word document.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Where to write it. Default: standard output.",
)  # fmt: skip
@ledger_option
def brief(since: str | None, form: str, output: Path | None, **options: Any) -> None:
    """Write what the ledger's claims add up to, as a desk editor would: who says what, who denies
    it, who has not answered.

    Every number, name and place in a sentence stands in the words that the sentence cites.

    \b
    Examples:
      fogline brief --as-of 2025-06-08 --since 2025-06-07
      fogline brief --place Kharkiv --format docx --output kharkiv.docx
    """  # noqa: D301
    from fogline.export.brief import make_brief

    start = None if since is None else moment_of(since, "--since")
    asked = Asked(**options)
    if form == "docx" and output is None and sys.stdout.isatty():
        raise OptionError(
            "a Word document is no text for a terminal", where="--format", remedy="add --output"
        )
    with opened(asked.ledger) as ledger:
        query = query_of(asked, ledger, detail=True)
        if start is not None and start > query.as_of:
            raise OptionError("--since is after --as-of", where="--since", remedy="go back further")
        events = ledger.events(query)
        reports = ledger.reports(query)
    made = make_brief(events, as_of=query.as_of, since=start, place=asked.place, reports=reports)
    _write(made, form, output)


def _write(made: Any, form: str, output: Path | None) -> None:
    if form == "docx":
        from fogline.export.brief_docx import brief_docx

        data = brief_docx(made)
    elif form == "html":
        from fogline.export.brief_page import brief_page

        data = brief_page(made).encode("utf-8", "replace")
    else:
        from fogline.export.brief_text import brief_markdown

        data = brief_markdown(made).encode("utf-8", "replace")
    if output is None and form == "docx":
        sys.stdout.buffer.write(data)
    elif output is None:
        write(data.decode())
    else:
        try:
            output.write_bytes(data)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OptionError(
                f"cannot be written: {reason}", where=str(output), remedy="choose another file"
            ) from error
        click.echo(f"{output}: written", err=True)
