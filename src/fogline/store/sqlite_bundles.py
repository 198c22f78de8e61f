"""The bundles of a ledger in SQLite: what has been computed, and what it does not heed yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from fogline.store.base import Bundle, Kept, Unnoted
from fogline.store.schema import BUNDLE_TABLES
from fogline.store.selecting import Wanted

_UNNOTED = (
    "SELECT report.id, reading.reading FROM reading JOIN report ON report.row = reading.report "
    "WHERE reading.row NOT IN (SELECT reading FROM noted_reading) "
    "ORDER BY reading.row DESC LIMIT ?"
)
# To count two tables takes far less time than to look for rows that are in one of them only; and
# what is in one only was mostly added last.
_NOT_NOTED = "SELECT (SELECT count(*) FROM reading) - (SELECT count(*) FROM noted_reading)"
_NOT_BUNDLED = "SELECT (SELECT count(*) FROM claim) - (SELECT count(*) FROM bundled)"
_BESIDE = """
    SELECT key FROM claim WHERE row IN (
        SELECT other FROM link WHERE one IN {0} UNION SELECT one FROM link WHERE other IN {0}
        UNION SELECT other FROM tie WHERE one IN {0} UNION SELECT one FROM tie WHERE other IN {0}
    ) AND row NOT IN {0}
"""
_TIES = """
    SELECT one.key, other.key FROM (
        SELECT one, other FROM tie WHERE one IN {0}
        UNION SELECT one, other FROM tie WHERE other IN {0}
    ) AS tie
    JOIN claim AS one ON one.row = tie.one JOIN claim AS other ON other.row = tie.other
    ORDER BY one.key, other.key
"""
_ROWS = "(SELECT row FROM claim WHERE key IN {})"


def stamp(connection: sqlite3.Connection) -> str:
    """What has made the bundles; empty where there are none."""
    row = connection.execute("SELECT stamp FROM bundled_by").fetchone()
    return "" if row is None else str(row[0])


def unnoted(connection: sqlite3.Connection) -> Unnoted:
    """The readings and judgements that bundles do not yet heed."""
    judgements = connection.execute(
        "SELECT id FROM judgement WHERE id NOT IN (SELECT id FROM noted_judgement) ORDER BY id"
    )
    number = connection.execute(_NOT_NOTED).fetchone()[0]
    return Unnoted(
        readings=tuple(sorted(connection.execute(_UNNOTED, (number,)))) if number else (),
        judgements=tuple(id_ for (id_,) in judgements),
        first=connection.execute("SELECT 1 FROM bundle LIMIT 1").fetchone() is None,
    )


def unbundled(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """The keys of so many claims that are in no bundle."""
    number = connection.execute(_NOT_BUNDLED).fetchone()[0]
    if not number:
        return ()
    rows = connection.execute(
        "SELECT key FROM claim WHERE row NOT IN (SELECT claim FROM bundled) "
        f"ORDER BY row {'DESC' if number <= limit else 'ASC'} LIMIT ?",
        (min(number, limit),),
    )
    return tuple(key for (key,) in rows)


def beside(connection: sqlite3.Connection, keys: Collection[str]) -> frozenset[str]:
    """The other claims that a link or a tie joins to one of these."""
    ends = _ROWS.format(Wanted(connection).of(keys))
    return frozenset(key for (key,) in connection.execute(_BESIDE.format(ends)))


def ties(connection: sqlite3.Connection, keys: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The ties with one end or both among the keys, in order."""
    ends = _ROWS.format(Wanted(connection).of(keys))
    return tuple(connection.execute(_TIES.format(ends)))


def bundles(connection: sqlite3.Connection, ids: Collection[str] | None = None) -> tuple[Kept, ...]:
    """All bundles that have been made (of these), by id."""
    some = "" if ids is None else f"AND id IN {Wanted(connection).of(ids)}"
    rows = connection.execute(
        f"SELECT id, first, settled, body FROM bundle WHERE body IS NOT NULL {some} ORDER BY id"
    )
    return tuple(
        Kept(id=id_, first=first, settled=settled, body=body) for id_, first, settled, body in rows
    )


def background(
    connection: sqlite3.Connection, passages: Collection[tuple[str, int]]
) -> frozenset[tuple[str, int]]:
    """Those of the paragraphs that are marked as background."""
    rows = connection.execute(
        f"SELECT name, asked.number FROM {Wanted(connection).pairs(passages)} AS asked "
        "JOIN report ON report.id = asked.name JOIN background "
        "ON background.report = report.row AND background.number = asked.number"
    )
    return frozenset(rows)


def mark_background(connection: sqlite3.Connection, passages: Collection[tuple[str, int]]) -> None:
    """Mark paragraphs as background."""
    connection.executemany(
        "INSERT OR IGNORE INTO background SELECT row, ?2 FROM report WHERE id = ?1", passages
    )


def unmade(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """The ids of so many bundles whose body is still to be made."""
    rows = connection.execute("SELECT id FROM bundle WHERE body IS NULL LIMIT ?", (limit,))
    return tuple(id_ for (id_,) in rows)


def homes(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, str]:
    """The ids of the bundles in which the claims lie, by their keys."""
    rows = connection.execute(
        "SELECT claim.key, bundle.id FROM claim CROSS JOIN bundled ON bundled.claim = claim.row "
        "CROSS JOIN bundle ON bundle.row = bundled.bundle "
        f"WHERE claim.key IN {Wanted(connection).of(keys)}"
    )
    return dict(rows.fetchall())


def bundled(connection: sqlite3.Connection, ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The keys of the claims in each of these bundles, in order, by id."""
    rows = connection.execute(
        "SELECT bundle.id, claim.key FROM bundle CROSS JOIN bundled ON bundled.bundle = bundle.row "
        "CROSS JOIN claim ON claim.row = bundled.claim "
        f"WHERE bundle.id IN {Wanted(connection).of(ids)}"
    )
    found: dict[str, list[str]] = {}
    for id_, key in rows:
        found.setdefault(id_, []).append(key)
    return {id_: tuple(sorted(keys)) for id_, keys in sorted(found.items())}


def unmake(connection: sqlite3.Connection, ids: Collection[str]) -> None:
    """Have the body of these bundles made anew."""
    connection.execute(f"UPDATE bundle SET body = NULL WHERE id IN {Wanted(connection).of(ids)}")


def unbundle(connection: sqlite3.Connection, made_by: str) -> None:
    """Throw all bundles and ties away; those to come are made by ``made_by``."""
    for table in BUNDLE_TABLES:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO bundled_by VALUES (?)", (made_by,))


def note(
    connection: sqlite3.Connection,
    noted: Unnoted,
    pairs: Collection[tuple[str, str]],
    loose: Collection[str],
) -> None:
    """Heed readings and judgements from now on, with ties; throw the bundles of ``loose`` away."""
    _loosen(connection, loose)
    row_of = "(SELECT row FROM claim WHERE key = ?)"
    connection.executemany(f"INSERT OR IGNORE INTO tie VALUES ({row_of}, {row_of})", pairs)
    connection.executemany(
        "INSERT OR IGNORE INTO noted_reading SELECT reading.row FROM report "
        "JOIN reading ON reading.report = report.row WHERE report.id = ? AND reading.reading = ?",
        noted.readings,
    )
    connection.executemany(
        "INSERT OR IGNORE INTO noted_judgement VALUES (?)", ((id_,) for id_ in noted.judgements)
    )


def bundle(connection: sqlite3.Connection, rows: Iterable[Bundle]) -> None:
    """Keep bundles in the place of all that have a claim in common with them."""
    for row in rows:
        _loosen(connection, row.claims)
        made = connection.execute(
            "INSERT INTO bundle (id, first, settled, body) VALUES (?, ?, ?, ?)",
            (row.id, row.first, row.settled, row.body),
        ).lastrowid
        connection.executemany(
            "INSERT INTO bundled SELECT row, ? FROM claim WHERE key = ?",
            ((made, key) for key in row.claims),
        )


def _loosen(connection: sqlite3.Connection, keys: Collection[str]) -> None:
    """Throw away the bundles that have one of the claims."""
    rows = _ROWS.format(Wanted(connection).of(keys))
    found = connection.execute(f"SELECT DISTINCT bundle FROM bundled WHERE claim IN {rows}")
    gone = found.fetchall()
    connection.executemany("DELETE FROM bundled WHERE bundle = ?", gone)
    connection.executemany("DELETE FROM bundle WHERE row = ?", gone)
