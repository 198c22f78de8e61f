"""Reading a ledger in SQLite: one connection, one snapshot."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from fogline.records.ledger import (
    Copy,
    Hit,
    Judgement,
    LedgerClaim,
    LedgerReport,
    Link,
    Passage,
)
from fogline.records.report import Received
from fogline.store import encoding, sqlite_bundles
from fogline.store.base import Block, Kept, Mark, Selection, Unnoted
from fogline.store.rules import sorted_passages, unknown_reading, unknown_report
from fogline.store.schema import SPANS
from fogline.store.selecting import BODIES, Wanted, selection_query
from fogline.store.sqlite_errors import broken, plain
from fogline.store.words import query_words

REPORT_COLUMNS = tuple(field.name for field in fields(LedgerReport))[1:]

_REPORTS = (
    f"SELECT report.id, {', '.join(f'reading.{name}' for name in REPORT_COLUMNS)} "
    "FROM reading JOIN report ON report.row = reading.report"
)
_LINKS = (
    "SELECT one.key, other.key, link.score, link.rule, link.features FROM link "
    "JOIN claim AS one ON one.row = link.one JOIN claim AS other ON other.row = link.other"
)
# Of one bundle, and of two reports.
_TOGETHER = """
    (SELECT bundle FROM bundled WHERE claim = link.one)
        = (SELECT bundle FROM bundled WHERE claim = link.other)
    AND (SELECT report FROM reading WHERE row = one.reading)
        != (SELECT report FROM reading WHERE row = other.reading)
"""
# Links are looked for below these scores in turn, until there are enough.
SCORES = (0.6, 0.7, float("inf"))
_COPIES = (
    "SELECT one.id, copy.one_number, other.id, copy.other_number, copy.similarity FROM copy "
    "JOIN report AS one ON one.row = copy.one JOIN report AS other ON other.row = copy.other"
)
_PASSAGES = (
    "SELECT report.id, passage.number, passage.start, passage.stop, passage.signature, "
    "passage.bands, passage.reading FROM passage JOIN report ON report.row = passage.report"
)
_HITS = """
    SELECT report.id, passage.number, passage.start, passage.stop, passage.reading, -words.rank
    FROM passage_words AS words
    JOIN passage ON passage.row = words.rowid
    JOIN report ON report.row = passage.report
    WHERE passage_words MATCH ?
    ORDER BY words.rank, report.id, passage.number, passage.start, passage.stop
    LIMIT ?
"""


# Rows of reports and readings are numbered from 1 and never taken away: the last number is how many
# there are. Judgements have no numbers, but there are never many.
_MARK = (
    "SELECT (SELECT coalesce(max(row), 0) FROM report), "
    "(SELECT coalesce(max(row), 0) FROM reading), (SELECT count(*) FROM judgement)"
)

# In the place of one that a view may use no more: to ask it is an error.
CLOSED = sqlite3.connect(":memory:")
CLOSED.close()


class SqliteView:
    """What a ledger holds, at one moment. For one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        # What was asked for by key or id, and is asked for again.
        self._seen: dict[str, LedgerClaim] = {}
        self._filed: dict[str, tuple[LedgerReport, ...]] = {}
        self._told: dict[str, tuple[str, ...]] = {}
        self._tied: dict[str, set[tuple[str, str]]] = {}

    def end(self) -> None:
        """Answer nothing from now on: the connection may serve another view."""
        self._connection = CLOSED

    def forget(self) -> None:
        """Heed that something was added to what is viewed."""
        for kept in (self._seen, self._filed, self._told, self._tied):
            kept.clear()

    @plain
    def reports(self, ids: Collection[str] | None = None) -> tuple[LedgerReport, ...]:
        """All readings (of these reports), by report id, then read_at, then reading."""
        if ids is None:
            return self._reports("")
        new = frozenset(ids) - self._filed.keys()
        if new:
            rows = self._reports(f"WHERE report.id IN {Wanted(self._connection).of(new)}")
            self._filed.update(
                (id_, tuple(of_id)) for id_, of_id in groupby(rows, attrgetter("id"))
            )
        return tuple(row for id_ in sorted(set(ids)) for row in self._filed.get(id_, ()))

    @plain
    def stories(self, stories: Collection[str]) -> tuple[LedgerReport, ...]:
        """All readings of the reports whose ``story`` is one of these, in the order of reports."""
        new = frozenset(stories) - self._told.keys()
        if new:
            rows = self._connection.execute(
                "SELECT DISTINCT reading.story, report.id FROM reading "
                "JOIN report ON report.row = reading.report "
                f"WHERE reading.story IN {Wanted(self._connection).of(new)} ORDER BY reading.story"
            )
            found = groupby(rows.fetchall(), itemgetter(0))
            self._told.update((story, tuple(id_ for _, id_ in of_it)) for story, of_it in found)
        return self.reports({id_ for story in stories for id_ in self._told.get(story, ())})

    @plain
    def units(self, prefix: str) -> frozenset[str]:
        """The ids of places, and of what contains them, that begin with the prefix."""
        rows = self._connection.execute(
            "SELECT DISTINCT unit FROM claim_unit WHERE unit >= ? AND substr(unit, 1, ?) = ?"
            " AND unit <= ? || char(0x10FFFF)",
            (prefix, len(prefix), prefix, prefix),
        )
        return frozenset(unit for (unit,) in rows)

    def _reports(self, where: str) -> tuple[LedgerReport, ...]:
        order = "ORDER BY report.id, reading.read_at, reading.reading"
        names = ("id", *REPORT_COLUMNS)
        rows = self._connection.execute(f"{_REPORTS} {where} {order}")
        return tuple(LedgerReport(**dict(zip(names, row, strict=True))) for row in rows)

    @plain
    def record(self, report: str, reading: str) -> str:
        """A reading's record as JSON. Raises UnknownIdError."""
        row = self._connection.execute(
            "SELECT record.data FROM report JOIN reading ON reading.report = report.row "
            "JOIN record ON record.reading = reading.row "
            "WHERE report.id = ? AND reading.reading = ?",
            (report, reading),
        ).fetchone()
        if row is None:
            raise unknown_reading(report, reading)
        return encoding.unpacked(row[0])

    @plain
    def received(self, report: str) -> Received:
        """The bytes and metadata as they came first. Raises UnknownIdError."""
        row = self._connection.execute(
            "SELECT received.meta, received.data FROM report "
            "JOIN received ON received.report = report.row WHERE report.id = ?",
            (report,),
        ).fetchone()
        if row is None:
            raise unknown_report(report)
        return encoding.received_of(*row)

    @plain
    def claims(self, selection: Selection) -> tuple[LedgerClaim, ...]:
        """The claims that the selection asks for, of all readings, by key."""
        if selection.keys is not None and selection == Selection(keys=selection.keys):
            return self._by_key(frozenset(selection.keys))
        query, values = selection_query(selection, Wanted(self._connection))
        return _claims(self._connection.execute(query, values))

    def _by_key(self, keys: frozenset[str]) -> tuple[LedgerClaim, ...]:
        new = Selection(keys=keys - self._seen.keys())
        query, values = selection_query(new, Wanted(self._connection))
        found = encoding.claims_of(body for (body,) in self._connection.execute(query, values))
        self._seen.update((claim.key, claim) for claim in found)
        return tuple(self._seen[key] for key in sorted(keys & self._seen.keys()))

    @plain
    def near(self, blocks: Collection[Block]) -> tuple[LedgerClaim, ...]:
        """The claims with a block of the same key and an overlapping period, by key, each once."""
        found: set[int] = set()
        query = (
            "SELECT claim FROM block WHERE key = ? AND span = ? "
            "AND first > ? AND first < ? AND last > ?"
        )
        for block in set(blocks):
            for span in SPANS:
                values = (block.key, span, block.first - span, block.last, block.first)
                found.update(row[0] for row in self._connection.execute(query, values))
        wanted = Wanted(self._connection).of(found)
        return _claims(self._connection.execute(f"{BODIES} WHERE claim IN {wanted}"))

    @plain
    def links(self, keys: Collection[str] | None = None) -> tuple[Link, ...]:
        """All links, or those with one end or both among the keys; by (one, other)."""
        query = _LINKS
        if keys is not None:
            ends = f"(SELECT row FROM claim WHERE key IN {Wanted(self._connection).of(keys)})"
            query += f" WHERE link.one IN {ends} OR link.other IN {ends}"
        query += " ORDER BY one.key, other.key, link.rule, link.score, link.features"
        return _links(self._connection.execute(query))

    @plain
    def weakest(
        self,
        limit: int,
        *,
        keys: Collection[str] | None = None,
        rules: Collection[str] | None = None,
    ) -> tuple[Link, ...]:
        """So many links of the lowest score, of one bundle and two reports or by these rules."""
        wanted = Wanted(self._connection)
        some = _TOGETHER if rules is None else f"link.rule IN {wanted.of(rules)}"
        if keys is not None:
            ends = f"(SELECT row FROM claim WHERE key IN {wanted.of(keys)})"
            some = f"(link.one IN {ends} OR link.other IN {ends}) AND {some}"
        order = "ORDER BY link.score, one.key, other.key, link.rule, link.features LIMIT ?"
        found: tuple[Link, ...] = ()
        # Of most links nothing needs to be looked up where their score alone puts them aside.
        for below in SCORES if rules is None else SCORES[-1:]:
            query = f"{_LINKS} WHERE link.score < ? AND {some} {order}"
            found = _links(self._connection.execute(query, (below, max(limit, 0))))
            if len(found) >= limit:
                break
        return found

    @plain
    def passages(self, bands: Collection[str]) -> tuple[Passage, ...]:
        """The paragraphs that share one of the bands, by (report, number), each once."""
        rows = self._connection.execute(
            f"{_PASSAGES} WHERE passage.row IN "
            f"(SELECT passage FROM band WHERE band IN {Wanted(self._connection).of(bands)})"
        )
        return sorted_passages(_passage(*row) for *row, _ in rows)

    @plain
    def passages_of(self, report: str) -> tuple[tuple[Passage, str], ...]:
        """The paragraphs of a report with their words, of all its readings."""
        rows = self._connection.execute(f"{_PASSAGES} WHERE report.id = ?", (report,)).fetchall()
        texts = {reading: self._text(reading) for reading in {row[-1] for row in rows}}
        found = ((_passage(*row), texts[reading]) for *row, reading in rows)
        return tuple((passage, text[passage.start : passage.end]) for passage, text in found)

    @plain
    def copies(self, reports: Collection[str] | None = None) -> tuple[Copy, ...]:
        """All pairs of copied paragraphs, or those that touch one of the reports."""
        query = _COPIES
        if reports is not None:
            ends = f"(SELECT row FROM report WHERE id IN {Wanted(self._connection).of(reports)})"
            query += f" WHERE copy.one IN {ends} OR copy.other IN {ends}"
        return self._copies(query)

    @plain
    def copies_of(self, passages: Collection[tuple[str, int]]) -> tuple[Copy, ...]:
        """The pairs that touch one of these paragraphs, each given by report and number."""
        asked = f"(SELECT row, number FROM {Wanted(self._connection).pairs(passages)} AS asked "
        asked += "JOIN report ON report.id = asked.name)"
        return self._copies(
            f"{_COPIES} WHERE (copy.one, copy.one_number) IN {asked} "
            f"OR (copy.other, copy.other_number) IN {asked}"
        )

    def _copies(self, query: str) -> tuple[Copy, ...]:
        order = "ORDER BY one.id, copy.one_number, other.id, copy.other_number, copy.similarity"
        return tuple(
            Copy(one=one, one_number=at, other=other, other_number=there, similarity=share)
            for one, at, other, there, share in self._connection.execute(f"{query} {order}")
        )

    @plain
    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, by (at, id)."""
        rows = self._connection.execute("SELECT CAST(body AS BLOB) FROM judgement")
        found = (encoding.judgement_of(body) for (body,) in rows)
        return tuple(sorted(found, key=lambda row: (row.at, row.id)))

    @plain
    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Paragraphs with all the words, the best first by BM25."""
        asked = query_words(words)
        if not asked or limit <= 0:
            return ()
        query = " AND ".join(f'"{word}"' for word in asked)
        rows = self._connection.execute(_HITS, (query, limit)).fetchall()
        texts = {reading: self._text(reading) for reading in {row[4] for row in rows}}
        return tuple(
            Hit(
                report=report,
                number=number,
                start=start,
                end=stop,
                text=texts[reading][start:stop],
                score=score,
            )
            for report, number, start, stop, reading, score in rows
        )

    @plain
    def background(self, passages: Collection[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        """Those of the paragraphs (by report and number) that are marked as background."""
        return sqlite_bundles.background(self._connection, passages)

    @plain
    def mark(self) -> Mark:
        """How much was ever added. It is had at once, however large the ledger."""
        reports, readings, judgements = self._connection.execute(_MARK).fetchone()
        return Mark(reports=reports, readings=readings, judgements=judgements)

    @plain
    def stamp(self) -> str:
        """What has made the bundles; empty where there are none."""
        return sqlite_bundles.stamp(self._connection)

    @plain
    def unnoted(self) -> Unnoted:
        """The readings, by report and reading, and the judgements that bundles do not yet heed."""
        return sqlite_bundles.unnoted(self._connection)

    @plain
    def unbundled(self, limit: int) -> tuple[str, ...]:
        """The keys of so many claims that are in no bundle."""
        return sqlite_bundles.unbundled(self._connection, limit)

    @plain
    def beside(self, keys: Collection[str]) -> frozenset[str]:
        """The other claims that a link or a tie joins to one of these."""
        return sqlite_bundles.beside(self._connection, keys)

    @plain
    def ties(self, keys: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The ties with one end or both among the keys, in order."""
        new = frozenset(keys) - self._tied.keys()
        if new:
            self._tied.update((key, set()) for key in new)
            for pair in sqlite_bundles.ties(self._connection, new):
                for end in new.intersection(pair):
                    self._tied[end].add(pair)
        return tuple(sorted(set().union(*(self._tied[key] for key in keys))))

    @plain
    def bundles(self, ids: Collection[str] | None = None) -> tuple[Kept, ...]:
        """All bundles that have been made (of these), by id."""
        return sqlite_bundles.bundles(self._connection, ids)

    @plain
    def unmade(self, limit: int) -> tuple[str, ...]:
        """The ids of so many bundles whose body is still to be made."""
        return sqlite_bundles.unmade(self._connection, limit)

    @plain
    def homes(self, keys: Collection[str]) -> Mapping[str, str]:
        """The ids of the bundles in which the claims lie, by their keys."""
        return sqlite_bundles.homes(self._connection, keys)

    @plain
    def bundled(self, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The keys of the claims in each of these bundles, in order, by id."""
        return sqlite_bundles.bundled(self._connection, ids)

    def _text(self, reading: int) -> str:
        query = "SELECT data FROM record WHERE reading = ?"
        row = self._connection.execute(query, (reading,)).fetchone()
        if row is None:
            raise broken(self.path, "a record is missing")
        return encoding.text_of_record(encoding.unpacked(row[0]))


def _passage(
    report: str, number: int, start: int, stop: int, signature: bytes, bands: str
) -> Passage:
    return Passage(
        report=report,
        number=number,
        start=start,
        end=stop,
        signature=encoding.signature_of(signature),
        bands=encoding.bands_of(bands),
    )


def _claims(rows: Iterable[Any]) -> tuple[LedgerClaim, ...]:
    found = encoding.claims_of(body for (body,) in rows)
    return tuple(sorted(found, key=lambda claim: claim.key))


def _links(rows: Iterable[Any]) -> tuple[Link, ...]:
    # Of many links few differ in their reasons: each set of features is made once.
    made: dict[str, Mapping[str, str | float | None]] = {}
    names: dict[str, str] = {}
    found: list[Link] = []
    for one, other, score, rule, features in rows:
        reasons = made.get(features)
        if reasons is None:
            reasons = made[features] = encoding.features_of(features)
        found.append(
            Link(
                one=names.setdefault(one, one),
                other=names.setdefault(other, other),
                score=score,
                rule=names.setdefault(rule, rule),
                features=reasons,
            )
        )
    return tuple(found)
