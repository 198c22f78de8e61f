"""Adding to a ledger in SQLite: rows of all tables, within one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path

from fogline.errors import LedgerError
from fogline.records.ledger import Copy, Judgement, LedgerClaim, LedgerReport, Link, Passage
from fogline.store import encoding, sqlite_bundles
from fogline.store.base import Bundle, Filed, Reading, Unnoted
from fogline.store.rules import (
    check_reading,
    claim_key_taken,
    features_json,
    unknown_claim,
    unknown_report,
)
from fogline.store.schema import NO_SPAN, span_of
from fogline.store.sqlite_errors import plain
from fogline.store.sqlite_view import CLOSED, SqliteView
from fogline.store.words import words_of


class SqliteWriter:
    """Appends inside the transaction of its connection. For one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._view = SqliteView(connection, path)

    def end(self) -> None:
        """Take nothing from now on: the connection may serve another writer."""
        self._connection = CLOSED
        self._view.end()

    @property
    def view(self) -> SqliteView:
        """The ledger with what this writer has added so far."""
        return self._view

    @plain
    def add(self, reading: Reading) -> bool:
        """Add a reading; False if the ledger has that report with that reading already.

        Raises UnknownIdError for a link or copy that leads nowhere, LedgerError for a claim key
        that is taken; the reading is then not in the ledger, what was added before it still is.
        """
        self._check_alive()
        if self._has(reading.report):
            return False
        check_reading(reading)
        with self._whole():
            self._add(reading)
        self._view.forget()
        return True

    @plain
    def judge(self, judgement: Judgement) -> bool:
        """Add a judgement; False if the ledger has its id already."""
        self._check_alive()
        added = self._connection.execute(
            "INSERT OR IGNORE INTO judgement VALUES (?, ?)",
            (judgement.id, encoding.json_text(judgement)),
        )
        return added.rowcount > 0

    @plain
    def unbundle(self, stamp: str) -> None:
        """Throw all bundles and ties away; those to come are made by ``stamp``."""
        self._check_alive()
        sqlite_bundles.unbundle(self._connection, stamp)
        self._view.forget()

    @plain
    def note(
        self, noted: Unnoted, ties: Collection[tuple[str, str]], loose: Collection[str]
    ) -> None:
        """Heed readings and judgements from now on.

        ``ties`` are pairs of claims that belong in one bundle; the bundles of the claims ``loose``
        are thrown away.
        """
        self._check_alive()
        sqlite_bundles.note(self._connection, noted, ties, loose)
        self._view.forget()

    @plain
    def mark_background(self, passages: Collection[tuple[str, int]]) -> None:
        """Mark paragraphs, by report and number, of a wording that is all over the place."""
        self._check_alive()
        sqlite_bundles.mark_background(self._connection, passages)

    @plain
    def bundle(self, bundles: Iterable[Bundle]) -> None:
        """Keep bundles in the place of all that have a claim in common with them."""
        self._check_alive()
        sqlite_bundles.bundle(self._connection, bundles)

    @plain
    def unmake(self, ids: Collection[str]) -> None:
        """Have the body of these bundles made anew."""
        self._check_alive()
        sqlite_bundles.unmake(self._connection, ids)

    def _check_alive(self) -> None:
        # SQLite undoes everything when the disk is full. Without this, what is added next would
        # be committed by itself.
        if not self._connection.in_transaction:
            raise LedgerError(
                "an error has undone what was added here",
                where=str(self.path),
                remedy="begin again with a new writer",
            )

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Undo what the block has done when it raises."""
        run = self._connection.execute
        run("SAVEPOINT reading")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                run("ROLLBACK TO reading")
                run("RELEASE reading")
            raise
        run("RELEASE reading")

    def _has(self, report: LedgerReport) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM reading JOIN report ON report.row = reading.report "
            "WHERE report.id = ? AND reading.reading = ?",
            (report.id, report.reading),
        )
        return found.fetchone() is not None

    def _add(self, reading: Reading) -> None:
        report = self._add_report(reading)
        row = self._add_reading(report, reading)
        self._add_claims(row, reading)
        self._add_passages(report, row, reading)
        self._add_links(reading.report.id, reading.links)
        self._add_copies(reading.copies)

    def _add_report(self, reading: Reading) -> int:
        run = self._connection.execute
        found = self._row_of_report(reading.report.id)
        if found is not None:
            return found
        row = run("INSERT INTO report (id) VALUES (?)", (reading.report.id,)).lastrowid
        assert row is not None
        meta, data = encoding.received_parts(reading.received)
        run("INSERT INTO received VALUES (?, ?, ?)", (row, meta, data))
        return row

    def _add_reading(self, report: int, reading: Reading) -> int:
        values = (None, report, *astuple(reading.report)[1:])
        marks = ", ".join("?" * len(values))
        run = self._connection.execute
        row = run(f"INSERT INTO reading VALUES ({marks})", values).lastrowid
        assert row is not None
        run("INSERT INTO record VALUES (?, ?)", (row, encoding.packed(reading.record)))
        return row

    def _add_claims(self, reading: int, whole: Reading) -> None:
        first = self._next_row("claim")
        numbered = tuple(enumerate(whole.claims, first))
        for _, filed in numbered:
            if self._row_of_claim(filed.claim.key) is not None:
                raise claim_key_taken(filed.claim.key, whole.report.id)
        many = self._connection.executemany
        many(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (row, claim.key, claim.event_key, reading, claim.type, *self._set_in(claim))
                for row, claim in ((row, filed.claim) for row, filed in numbered)
            ],
        )
        many(
            "INSERT INTO claim_body VALUES (?, ?)",
            [(row, encoding.claim_text(filed.claim)) for row, filed in numbered],
        )
        many("INSERT INTO claim_unit VALUES (?, ?, ?, ?, ?)", _unit_rows(numbered))
        many("INSERT OR IGNORE INTO block VALUES (?, ?, ?, ?, ?)", _block_rows(numbered))

    def _set_in(self, claim: LedgerClaim) -> tuple[int, int | None, int | None, int | None]:
        """A claim's span, first, last and spot."""
        spot = None
        if claim.place is not None and claim.place.lat is not None and claim.place.lon is not None:
            spot = self._spot(claim.place.lat, claim.place.lon)
        if claim.time is None:
            return NO_SPAN, None, None, spot
        first, last = claim.time.first, claim.time.last
        return span_of(first, last), first, last, spot

    def _spot(self, lat: float, lon: float) -> int:
        run = self._connection.execute
        found = run("SELECT row FROM spot WHERE lat = ? AND lon = ?", (lat, lon)).fetchone()
        if found is not None:
            return int(found[0])
        row = run("INSERT INTO spot (lat, lon) VALUES (?, ?)", (lat, lon)).lastrowid
        assert row is not None
        run("INSERT INTO spot_box VALUES (?, ?, ?, ?, ?)", (row, lat, lat, lon, lon))
        return row

    def _add_passages(self, report: int, reading: int, whole: Reading) -> None:
        text = encoding.text_of_record(whole.record) if whole.passages else ""
        known = self._known_passages(whole.report.id, text)
        new = [row for row in dict.fromkeys(whole.passages) if row not in known]
        numbered = tuple(enumerate(new, self._next_row("passage")))
        many = self._connection.executemany
        many(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    row,
                    report,
                    reading,
                    passage.number,
                    passage.start,
                    passage.end,
                    encoding.signature_bytes(passage.signature),
                    encoding.json_text(passage.bands),
                )
                for row, passage in numbered
            ],
        )
        many(
            "INSERT INTO band VALUES (?, ?)",
            [(band, row) for row, passage in numbered for band in dict.fromkeys(passage.bands)],
        )
        many(
            "INSERT INTO passage_words (rowid, text) VALUES (?, ?)",
            [
                (row, " ".join(words_of(text[passage.start : passage.end])))
                for row, passage in numbered
            ],
        )

    def _known_passages(self, report: str, text: str) -> frozenset[Passage]:
        """The paragraphs that an earlier reading has left, with the same words in this text."""
        return frozenset(
            passage
            for passage, words in self._view.passages_of(report)
            if text[passage.start : passage.end] == words
        )

    def _add_links(self, report: str, links: Iterable[Link]) -> None:
        rows = []
        # Each of a report's claims has many links.
        known: dict[str, int | None] = {}
        for link in links:
            for key in (link.one, link.other):
                if key not in known:
                    known[key] = self._row_of_claim(key)
            one, other = known[link.one], known[link.other]
            if one is None or other is None:
                raise unknown_claim(link.one if one is None else link.other, report)
            rows.append((one, other, link.rule, link.score, features_json(link)))
        self._connection.executemany("INSERT OR IGNORE INTO link VALUES (?, ?, ?, ?, ?)", rows)

    def _add_copies(self, copies: Iterable[Copy]) -> None:
        rows = []
        known: dict[str, int | None] = {}
        for copy in copies:
            for name in (copy.one, copy.other):
                if name not in known:
                    known[name] = self._row_of_report(name)
            one, other = known[copy.one], known[copy.other]
            if one is None or other is None:
                raise unknown_report(copy.one if one is None else copy.other)
            rows.append((one, copy.one_number, other, copy.other_number, copy.similarity))
        self._connection.executemany("INSERT OR IGNORE INTO copy VALUES (?, ?, ?, ?, ?)", rows)

    def _row_of_report(self, name: str) -> int | None:
        found = self._connection.execute("SELECT row FROM report WHERE id = ?", (name,)).fetchone()
        return None if found is None else int(found[0])

    def _row_of_claim(self, key: str) -> int | None:
        found = self._connection.execute("SELECT row FROM claim WHERE key = ?", (key,)).fetchone()
        return None if found is None else int(found[0])

    def _next_row(self, table: str) -> int:
        # Nobody else can add meanwhile: the transaction holds the only lock for writing.
        found = self._connection.execute(f"SELECT coalesce(max(row), 0) + 1 FROM {table}")
        return int(found.fetchone()[0])


def _unit_rows(numbered: Iterable[tuple[int, Filed]]) -> list[tuple[str, int, int, int, int]]:
    rows = []
    for row, filed in numbered:
        place, time = filed.claim.place, filed.claim.time
        first, last = (0, 0) if time is None else (time.first, time.last)
        span = NO_SPAN if time is None else span_of(first, last)
        for unit in sorted(place.units if place is not None else ()):
            rows.append((unit, span, first, last, row))
    return rows


def _block_rows(numbered: Iterable[tuple[int, Filed]]) -> list[tuple[str, int, int, int, int]]:
    return [
        (block.key, span_of(block.first, block.last), block.first, block.last, row)
        for row, filed in numbered
        for block in filed.blocks
    ]
