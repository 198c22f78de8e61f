"""The boards: what the desk lists, each as the table that the command line prints."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, overload

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
from fogline.records.event import Event
from fogline.records.views import Change, EventRow, EventToll, Hold
from fogline.web.sources import source_rows, source_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One list of the desk. ``name`` is its address, ``about`` says what it shows.

    ``rows`` are all that it has, ``table`` shows some of them. ``since`` is true where it tells
    what has changed since a moment, ``aside`` is the column whose values are set side by side.
    """

    name: str
    title: str
    about: str
    rows: Callable[[Ledger, Query], Sequence[Any]]
    table: Callable[[Iterable[Any]], Table]
    since: bool = False
    aside: str | None = None


def _with_standing(*standings: str) -> Callable[[Ledger, Query], Sequence[EventRow]]:
    def rows(ledger: Ledger, query: Query) -> list[EventRow]:
        found = ledger.rows(query)
        return [row for row in found if any(part.is_.value in standings for part in row.standing)]

    return rows


def _having(
    having: Having, rows_of: Callable[[Iterable[Event]], Sequence[Any]]
) -> Callable[[Ledger, Query], Sequence[Any]]:
    return lambda ledger, query: rows_of(ledger.events(replace(query, having=having)))


class _Tolls(Sequence[EventToll]):
    """All numbers, in the order of their events; only the events of a part are put together."""

    def __init__(self, ledger: Ledger, query: Query) -> None:
        self._ledger = ledger
        self._query = replace(query, having=Having.TOLLS)
        self._rows = ledger.rows(self._query)
        self._ends = list(accumulate(row.tolls for row in self._rows))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> EventToll: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[EventToll]: ...

    def __getitem__(self, at: int | slice) -> EventToll | Sequence[EventToll]:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        start, stop, step = at.indices(len(self))
        first, last = bisect_right(self._ends, start), bisect_left(self._ends, stop)
        ids = {row.id for row in self._rows[first : last + 1]}
        before = self._ends[first - 1] if first else 0
        found = tolls_of(self._ledger.some_events(ids, self._query))
        return found[start - before : stop - before : step]


def _control(ledger: Ledger, query: Query) -> tuple[Hold, ...]:
    events = ledger.events(replace(query, having=Having.HOLDS))
    return control_of(events, ledger.filing.grouping)


def _new(ledger: Ledger, query: Query) -> list[Change]:
    """What has changed since the query's moment, what became known last in front."""
    since = since_of(ledger, query)
    before, after = ledger.between(since, query.as_of, query)
    changes = compare_moments(before, after)
    return sorted(changes, key=lambda row: -max((one.at for one in row.claims), default=0))


def since_of(ledger: Ledger, query: Query) -> int:
    """Since when changes are shown: a day before the last report known, where nothing is asked."""
    if query.since is not None:
        return query.since
    known = ledger.reports(query)
    return (known[-1].known if known else query.as_of) - DAY_HOURS * HOUR


BOARDS = {
    board.name: board
    for board in (
        Board(name="events", title="Events", rows=Ledger.rows, table=event_table,
              about="What happened, as far as anybody says, and what the claims add up to."),
        Board(name="new", title="New", rows=_new, table=change_table, since=True,
              about="What has changed: new events, standing, answers, dates and numbers."),
        Board(name="disputed", title="Disputed", rows=_with_standing("disputed", "denied"),
              table=event_table,
              about="What somebody concerned denies, or tells otherwise."),
        Board(name="unanswered", title="Unanswered", rows=_with_standing("unanswered"),
              table=event_table,
              about="What the side that it tells against has not answered."),
        Board(name="silences", title="Silences", table=silence_table,
              rows=_having(Having.OPEN_SILENCES, lambda events: silences_of(events, still=True)),
              about="Who was asked and had not answered, and since when."),
        Board(name="commitments", title="Commitments", table=commitment_table,
              rows=_having(Having.COMMITMENTS, commitments_of),
              about="What was promised for when, and how it stands."),
        Board(name="talks", title="Talks", table=position_table, aside="party",
              rows=_having(Having.POSITIONS, lambda events: positions_of(tuple(events))),
              about="Demands, offers, refusals and conditions, by party."),
        Board(name="tolls", title="Human cost", table=toll_table,
              rows=_Tolls,
              about="How many killed, wounded, captured or displaced, by who says so."),
        Board(name="control", title="Control", rows=_control, table=control_table,
              about="Who is said to have which ground, by whom, and since when."),
        Board(name="claims", title="Claims", rows=Ledger.claims, table=claim_table,
              about="Who says what, one by one."),
        Board(name="sources", title="Sources", rows=source_rows, table=source_table,
              about="Outlets, whom they belong to, who copies whom, and what of theirs is denied."),
    )
}  # fmt: skip


def find_board(name: str) -> Board:
    """The board of that name. Raises UnknownIdError."""
    board = BOARDS.get(name)
    if board is None:
        raise UnknownIdError(f"there is no board {name!r}", remedy=f"one of {', '.join(BOARDS)}")
    return board
