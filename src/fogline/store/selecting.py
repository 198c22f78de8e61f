"""A selection of claims as a query in SQLite's words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from fogline.store.base import Selection
from fogline.store.rules import halves, sides
from fogline.store.schema import SPANS

# A condition on claims, and the values of its question marks.
Condition = tuple[str, tuple[float, ...]]

# As bytes, which the decoder reads without making a Python text of them first.
BODIES = "SELECT CAST(body AS BLOB) FROM claim_body"
_SPANS = (
    "(SELECT column1 AS hours FROM (VALUES " + ", ".join(f"({hours})" for hours in SPANS) + "))"
)
# What overlaps a period [first, last), whose values are (first, last, first) in this order.
_OVERLAPS = "at.first > ? - hours AND at.first < ? AND at.last > ?"


class Wanted:
    """Sets of values that a query asks for, of any size, in a table of this connection alone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sets = 0
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS wanted "
            "(part INTEGER, value, PRIMARY KEY (part, value)) WITHOUT ROWID"
        )
        connection.execute("DELETE FROM temp.wanted")

    def of(self, values: Iterable[str | int]) -> str:
        """The set, as it stands behind an ``IN``. Good until the next Wanted is made."""
        self._sets += 1
        self._connection.executemany(
            f"INSERT OR IGNORE INTO temp.wanted VALUES ({self._sets}, ?)",
            ((value,) for value in values),
        )
        return f"(SELECT value FROM temp.wanted WHERE part = {self._sets})"

    def pairs(self, values: Iterable[tuple[str, int]]) -> str:
        """A table of these pairs, with columns name and number. Good until the next is made."""
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS wanted_pair "
            "(name, number, PRIMARY KEY (name, number)) WITHOUT ROWID"
        )
        self._connection.execute("DELETE FROM temp.wanted_pair")
        self._connection.executemany("INSERT OR IGNORE INTO temp.wanted_pair VALUES (?, ?)", values)
        return "temp.wanted_pair"


def selection_query(selection: Selection, wanted: Wanted) -> tuple[str, tuple[float, ...]]:
    """The query for the bodies of the claims, and its values."""
    found = [made for rule in _RULES if (made := rule(selection, wanted)) is not None]
    if not found:
        return BODIES, ()
    conditions = " AND ".join(condition for condition, _ in found)
    values = tuple(value for _, these in found for value in these)
    return f"{BODIES} WHERE claim IN (SELECT claim.row FROM claim WHERE {conditions})", values


def _keys(selection: Selection, wanted: Wanted) -> Condition | None:
    if selection.keys is None:
        return None
    return f"claim.key IN {wanted.of(selection.keys)}", ()


def _event_keys(selection: Selection, wanted: Wanted) -> Condition | None:
    if selection.event_keys is None:
        return None
    return f"claim.event_key IN {wanted.of(selection.event_keys)}", ()


def _reports(selection: Selection, wanted: Wanted) -> Condition | None:
    if selection.reports is None:
        return None
    reports = f"SELECT row FROM report WHERE id IN {wanted.of(selection.reports)}"
    return f"claim.reading IN (SELECT row FROM reading WHERE report IN ({reports}))", ()


def _units(selection: Selection, wanted: Wanted) -> Condition | None:
    if selection.units is None:
        return None
    units = wanted.of(selection.units)
    period = sides(selection)
    if period is None:
        return f"claim.row IN (SELECT claim FROM claim_unit WHERE unit IN {units})", ()
    rows = (
        f"SELECT at.claim FROM {_SPANS} CROSS JOIN claim_unit AS at "
        f"WHERE at.unit IN {units} AND at.span = hours AND {_OVERLAPS}"
    )
    return f"claim.row IN ({rows})", (period[0], period[1], period[0])


def _box(selection: Selection, _wanted: Wanted) -> Condition | None:
    if selection.box is None:
        return None
    south, north, longitudes = halves(selection.box)
    # The tree keeps its numbers in 4 bytes, rounded outwards; the exact ones decide.
    spots = (
        "SELECT spot.row FROM spot_box AS box CROSS JOIN spot ON spot.row = box.row "
        "WHERE box.north >= ? AND box.south <= ? AND box.east >= ? AND box.west <= ? "
        "AND spot.lat BETWEEN ? AND ? AND spot.lon BETWEEN ? AND ?"
    )
    values = tuple(
        value
        for west, east in longitudes
        for value in (south, north, west, east, south, north, west, east)
    )
    return f"claim.spot IN ({' UNION ALL '.join([spots] * len(longitudes))})", values


def _period(selection: Selection, _wanted: Wanted) -> Condition | None:
    period = sides(selection)
    if period is None or selection.units is not None:
        return None
    first, last = period
    if _narrowed(selection):
        return "claim.first < ? AND claim.last > ?", (last, first)
    rows = (
        f"SELECT at.row FROM {_SPANS} CROSS JOIN claim AS at WHERE at.span = hours AND {_OVERLAPS}"
    )
    return f"claim.row IN ({rows})", (first, last, first)


def _types(selection: Selection, wanted: Wanted) -> Condition | None:
    if selection.types is None:
        return None
    # The sign + keeps SQLite from looking claims up by their type where others are fewer.
    plus = "+" if _narrowed(selection) or sides(selection) is not None else ""
    return f"{plus}claim.type IN {wanted.of(selection.types)}", ()


def _narrowed(selection: Selection) -> bool:
    """Whether something else than type and period says which claims are wanted."""
    given = (
        *(selection.keys, selection.event_keys, selection.reports, selection.units),
        selection.box,
    )
    return any(part is not None for part in given)


_RULES: tuple[Callable[[Selection, Wanted], Condition | None], ...] = (
    _keys,
    _event_keys,
    _reports,
    _units,
    _box,
    _period,
    _types,
)
