"""The boards: what the desk lists, each as the table that the command line prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fogline.corroborate.filing.moments import DAY_HOURS, HOUR
from fogline.errors import UnknownIdError
from fogline.export.ledger_rows import (
    change_table,
    claim_table,
    commitment_table,
    control_table,
    event_table,
    position_table,
    silence_table,
    toll_table,
)
from fogline.export.tables import Table
from fogline.ledger.diff import compare_moments
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Having, Query
from fogline.ledger.views import commitments_of, control_of, positions_of, silences_of, tolls_of
from fogline.web.sources import source_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One list of the desk. ``name`` is its address, ``about`` says what it shows.

    ``since`` is true where it shows what has changed since a moment, ``aside`` the column whose
    values are set side by side.
    """

    name: str
    title: str
    about: str
    table: Callable[[Ledger, Query], Table]
    since: bool = False
    aside: str | None = None


def _events(ledger: Ledger, query: Query) -> Table:
    return event_table(ledger.rows(query))


def _with_standing(*standings: str) -> Callable[[Ledger, Query], Table]:
    def table(ledger: Ledger, query: Query) -> Table:
        rows = ledger.rows(query)
        return event_table(
            row for row in rows if any(part.is_.value in standings for part in row.standing)
        )

    return table


def _claims(ledger: Ledger, query: Query) -> Table:
    return claim_table(ledger.claims(query))


def _silences(ledger: Ledger, query: Query) -> Table:
    events = ledger.events(replace(query, having=Having.SILENCES))
    return silence_table(silences_of(events, still=True))


def _commitments(ledger: Ledger, query: Query) -> Table:
    return commitment_table(
        commitments_of(ledger.events(replace(query, having=Having.COMMITMENTS)))
    )


def _talks(ledger: Ledger, query: Query) -> Table:
    events = ledger.events(replace(query, having=Having.POSITIONS))
    return position_table(positions_of(events))


def _tolls(ledger: Ledger, query: Query) -> Table:
    return toll_table(tolls_of(ledger.events(replace(query, having=Having.TOLLS))))


def _control(ledger: Ledger, query: Query) -> Table:
    events = ledger.events(replace(query, having=Having.HOLDS))
    return control_table(control_of(events, ledger.filing.grouping))


def _new(ledger: Ledger, query: Query) -> Table:
    """What has changed since the query's moment, what became known last in front."""
    since = since_of(ledger, query)
    before, after = ledger.between(since, query.as_of, query)
    changes = compare_moments(before, after)
    return change_table(
        sorted(changes, key=lambda row: -max((one.at for one in row.claims), default=0))
    )


def since_of(ledger: Ledger, query: Query) -> int:
    """Since when changes are shown: a day before the last report known, where nothing is asked."""
    if query.since is not None:
        return query.since
    known = ledger.reports(query)
    return (known[-1].known if known else query.as_of) - DAY_HOURS * HOUR


BOARDS = {
    board.name: board
    for board in (
        Board(name="events", title="Events", table=_events,
              about="What happened, as far as anybody says, and what the claims add up to."),
        Board(name="new", title="New", table=_new, since=True,
              about="What has changed: new events, standing, answers, dates and numbers."),
        Board(name="disputed", title="Disputed", table=_with_standing("disputed", "denied"),
              about="What somebody concerned denies, or tells otherwise."),
        Board(name="unanswered", title="Unanswered", table=_with_standing("unanswered"),
              about="What the side that it tells against has not answered."),
        Board(name="silences", title="Silences", table=_silences,
              about="Who was asked and had not answered, and since when."),
        Board(name="commitments", title="Commitments", table=_commitments,
              about="What was promised for when, and how it stands."),
        Board(name="talks", title="Talks", table=_talks, aside="party",
              about="Demands, offers, refusals and conditions, by party."),
        Board(name="tolls", title="Human cost", table=_tolls,
              about="How many killed, wounded, captured or displaced, by who says so."),
        Board(name="control", title="Control", table=_control,
              about="Who is said to have which ground, by whom, and since when."),
        Board(name="claims", title="Claims", table=_claims,
              about="Who says what, one by one."),
        Board(name="sources", title="Sources", table=source_table,
              about="Outlets, whom they belong to, who copies whom, and what of theirs is denied."),
    )
}  # fmt: skip


def find_board(name: str) -> Board:
    """The board of that name. Raises UnknownIdError."""
    board = BOARDS.get(name)
    if board is None:
        raise UnknownIdError(f"there is no board {name!r}", remedy=f"one of {', '.join(BOARDS)}")
    return board
