"""The command ``fogline``: its subcommands are loaded only when they are called for."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from fogline import __version__
from fogline.errors import FoglineError

BAD_INPUT = 2

COMMANDS = {
    "read": ("fogline.cli.read", "Read reports and print who says what."),
    "add": ("fogline.cli.add", "Read reports and add them to the ledger."),
    "events": ("fogline.cli.views", "What happened, and what the claims add up to."),
    "event": ("fogline.cli.views", "One event with all its claims and reasons."),
    "claims": ("fogline.cli.views", "Who says what: the claims one by one."),
    "silences": ("fogline.cli.views", "Who had not answered, and what answered it."),
    "commitments": ("fogline.cli.views", "What was promised for when, and how it stands."),
    "tolls": ("fogline.cli.views", "How many killed, wounded, captured, by who says so."),
    "talks": ("fogline.cli.views", "Demands, offers, refusals and conditions, by party."),
    "control": ("fogline.cli.views", "Who claims a place, who concedes it, who assesses it."),
    "diff": ("fogline.cli.views", "What changed between two moments."),
    "serve": ("fogline.cli.serve", "Open the desk: the ledger as pages in a browser."),
    "brief": ("fogline.cli.brief", "A written situation report with citations."),
    "search": ("fogline.cli.views", "Find words in the reports."),
    "stats": ("fogline.cli.views", "What the ledger holds."),
    "judge": ("fogline.cli.judge", "Record a person's decision, or undo one."),
    "reread": ("fogline.cli.add", "Read the ledger's reports anew with this version."),
    "gazetteer": ("fogline.cli.gazetteer", "Build, extend and search the table of places."),
}


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it runs, so that help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all subcommands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name][0])
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="fogline")
def cli() -> None:
    """Who says what happened, where and when, who denies it, and who has not answered.

    Fogline reads war reporting and keeps every claim tied to its speaker and to the exact words.

    Example: fogline read report.txt --published 2025-06-08
    """


def main() -> None:
    """Run the command line; every FoglineError becomes one plain line and exit code 2."""
    # Before NumPy is loaded: threads of its own only stand in the way of --jobs.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        # Without its standalone mode, click returns the code of a command that ends early.
        sys.exit(cli(standalone_mode=False) or 0)
    except click.Abort:
        click.echo("fogline: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(BAD_INPUT)
    except FoglineError as error:
        click.echo(f"fogline: {error}", err=True)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # The reader of the output has gone ("| head"): nothing more to say, and no traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
