"""A ledger in dictionaries: for tests, and for questions about a handful of reports."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from fogline.errors import LedgerError, StoreBusyError
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
from fogline.store.base import (
    Block,
    Bundle,
    Kept,
    Mark,
    Reading,
    Selection,
    Unnoted,
    sorted_claims,
)
from fogline.store.encoding import text_of_record
from fogline.store.memory_bundles import Bundles
from fogline.store.rules import (
    check_reading,
    claim_key_taken,
    overlap,
    sorted_copies,
    sorted_links,
    sorted_passages,
    unknown_claim,
    unknown_reading,
    unknown_report,
    wanted,
    weakness,
)
from fogline.store.words import query_words, words_of


@dataclass(slots=True)
class _Rows:
    """All rows, in the order of adding. A view's rows are never changed: writers copy them."""

    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    kept: Bundles = field(default_factory=Bundles)

    def copy(self) -> _Rows:
        return _Rows(dict(self.readings), dict(self.judgements), self.kept.copy())

    @property
    def reports(self) -> set[str]:
        return {report for report, _ in self.readings}

    @property
    def claims(self) -> Iterator[LedgerClaim]:
        for reading in self.readings.values():
            yield from (row.claim for row in reading.claims)


class MemoryView:
    """What a memory store holds, at one moment."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def reports(self, ids: Collection[str] | None = None) -> tuple[LedgerReport, ...]:
        """All readings (of these reports), by report id, then read_at, then reading."""
        rows = (row.report for row in self._rows.readings.values())
        found = [row for row in rows if ids is None or row.id in ids]
        return tuple(sorted(found, key=lambda row: (row.id, row.read_at, row.reading)))

    def stories(self, stories: Collection[str]) -> tuple[LedgerReport, ...]:
        """All readings of the reports whose ``story`` is one of these, in the order of reports."""
        rows = [row.report for row in self._rows.readings.values()]
        return self.reports({row.id for row in rows if row.story in stories})

    def units(self, prefix: str) -> frozenset[str]:
        """The ids of places, and of what contains them, that begin with the prefix."""
        places = (claim.place for claim in self._rows.claims if claim.place is not None)
        return frozenset(
            unit for place in places for unit in place.units if unit.startswith(prefix)
        )

    def record(self, report: str, reading: str) -> str:
        """A reading's record as JSON. Raises UnknownIdError."""
        row = self._rows.readings.get((report, reading))
        if row is None:
            raise unknown_reading(report, reading)
        return row.record

    def received(self, report: str) -> Received:
        """The bytes and metadata as they came first. Raises UnknownIdError."""
        for row in self._rows.readings.values():
            if row.report.id == report:
                return row.received
        raise unknown_report(report)

    def claims(self, selection: Selection) -> tuple[LedgerClaim, ...]:
        """The claims that the selection asks for, of all readings, by key."""
        return sorted_claims([row for row in self._rows.claims if wanted(selection, row)])

    def near(self, blocks: Collection[Block]) -> tuple[LedgerClaim, ...]:
        """The claims with a block of the same key and an overlapping period, by key, each once."""
        return sorted_claims(
            [
                row.claim
                for reading in self._rows.readings.values()
                for row in reading.claims
                if any(_meet(mine, theirs) for mine in row.blocks for theirs in blocks)
            ]
        )

    def links(self, keys: Collection[str] | None = None) -> tuple[Link, ...]:
        """All links, or those with one end or both among the keys; by (one, other)."""
        rows = (row for reading in self._rows.readings.values() for row in reading.links)
        return sorted_links(
            row for row in rows if keys is None or row.one in keys or row.other in keys
        )

    def weakest(
        self,
        limit: int,
        *,
        keys: Collection[str] | None = None,
        rules: Collection[str] | None = None,
    ) -> tuple[Link, ...]:
        """So many links of the lowest score, of one bundle and two reports or by these rules."""
        home: Mapping[str, str | int] = self._rows.kept.home
        of = {claim.key: claim.report for claim in self._rows.claims}
        rows = [
            row
            for row in self.links(keys)
            if (
                home.get(row.one, 1) == home.get(row.other, 2) and of[row.one] != of[row.other]
                if rules is None
                else row.rule in rules
            )
        ]
        return tuple(sorted(rows, key=weakness)[: max(limit, 0)])

    def passages(self, bands: Collection[str]) -> tuple[Passage, ...]:
        """The paragraphs that share one of the bands, by (report, number), each once."""
        rows = (row for reading in self._rows.readings.values() for row in reading.passages)
        return sorted_passages(row for row in rows if not set(row.bands).isdisjoint(bands))

    def copies(self, reports: Collection[str] | None = None) -> tuple[Copy, ...]:
        """All pairs of copied paragraphs, or those that touch one of the reports."""
        rows = (row for reading in self._rows.readings.values() for row in reading.copies)
        return sorted_copies(
            row for row in rows if reports is None or row.one in reports or row.other in reports
        )

    def copies_of(self, passages: Collection[tuple[str, int]]) -> tuple[Copy, ...]:
        """The pairs that touch one of these paragraphs, each given by report and number."""
        rows = (row for reading in self._rows.readings.values() for row in reading.copies)
        return sorted_copies(
            row
            for row in rows
            if (row.one, row.one_number) in passages or (row.other, row.other_number) in passages
        )

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, by (at, id)."""
        return tuple(sorted(self._rows.judgements.values(), key=lambda row: (row.at, row.id)))

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Paragraphs with all the words, the best first: those with the greatest share of them."""
        asked = query_words(words)
        if not asked:
            return ()
        hits = {
            (-hit.score, hit.report, hit.number, hit.start, hit.end, hit.text): hit
            for reading in self._rows.readings.values()
            for hit in _hits(reading, asked)
        }
        return tuple(hits[key] for key in sorted(hits)[: max(limit, 0)])

    def background(self, passages: Collection[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        """Those of the paragraphs (by report and number) that are marked as background."""
        return frozenset(passages) & self._rows.kept.background

    def mark(self) -> Mark:
        """How much was ever added."""
        rows = self._rows
        return Mark(
            reports=len(rows.reports),
            readings=len(rows.readings),
            judgements=len(rows.judgements),
        )

    def stamp(self) -> str:
        """What has made the bundles; empty where there are none."""
        return self._rows.kept.stamp

    def unnoted(self) -> Unnoted:
        """The readings, by report and reading, and the judgements that bundles do not yet heed."""
        kept = self._rows.kept
        return Unnoted(
            readings=tuple(sorted(self._rows.readings.keys() - kept.readings)),
            judgements=tuple(sorted(self._rows.judgements.keys() - kept.judgements)),
            first=not kept.bundles,
        )

    def unbundled(self, limit: int) -> tuple[str, ...]:
        """The keys of so many claims that are in no bundle."""
        kept = self._rows.kept
        return tuple(row.key for row in self._rows.claims if row.key not in kept.home)[:limit]

    def beside(self, keys: Collection[str]) -> frozenset[str]:
        """The other claims that a link or a tie joins to one of these."""
        readings = self._rows.readings.values()
        pairs = [(row.one, row.other) for reading in readings for row in reading.links]
        ends = [pair for pair in (*pairs, *self._rows.kept.ties) if not {*pair}.isdisjoint(keys)]
        return frozenset(end for pair in ends for end in pair).difference(keys)

    def ties(self, keys: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The ties with one end or both among the keys, in order."""
        return tuple(sorted(pair for pair in self._rows.kept.ties if not {*pair}.isdisjoint(keys)))

    def bundles(self, ids: Collection[str] | None = None) -> tuple[Kept, ...]:
        """All bundles that have been made (of these), by id."""
        rows = self._rows.kept.rows()
        return rows if ids is None else tuple(row for row in rows if row.id in ids)

    def unmade(self, limit: int) -> tuple[str, ...]:
        """The ids of so many bundles whose body is still to be made."""
        rows = self._rows.kept.bundles.items()
        return tuple(id_ for id_, row in rows if row.body is None)[:limit]

    def homes(self, keys: Collection[str]) -> Mapping[str, str]:
        """The ids of the bundles in which the claims lie, by their keys."""
        home = self._rows.kept.home
        return {key: home[key] for key in keys if key in home}

    def bundled(self, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The keys of the claims in each of these bundles, in order, by id."""
        kept = self._rows.kept.bundles
        return {id_: tuple(sorted(kept[id_].claims)) for id_ in sorted(ids) if id_ in kept}


def _meet(one: Block, other: Block) -> bool:
    return one.key == other.key and overlap(one.first, one.last, other.first, other.last)


def _hits(reading: Reading, asked: tuple[str, ...]) -> Iterator[Hit]:
    text = text_of_record(reading.record)
    for row in reading.passages:
        words = words_of(text[row.start : row.end])
        if set(asked) <= set(words):
            yield Hit(
                report=row.report,
                number=row.number,
                start=row.start,
                end=row.end,
                text=text[row.start : row.end],
                score=sum(words.count(word) for word in asked) / len(words),
            )


class MemoryWriter:
    """Adds to a copy of the rows, which takes their place when all went well."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    @property
    def view(self) -> MemoryView:
        """The store with what this writer has added so far."""
        return MemoryView(self._rows)

    def add(self, reading: Reading) -> bool:
        """Add a reading; False if the store has that report with that reading already."""
        name = (reading.report.id, reading.report.reading)
        if name in self._rows.readings:
            return False
        check_reading(reading)
        self._check_ends(reading)
        self._rows.readings[name] = reading
        return True

    def judge(self, judgement: Judgement) -> bool:
        """Add a judgement; False if the store has its id already."""
        if judgement.id in self._rows.judgements:
            return False
        self._rows.judgements[judgement.id] = judgement
        return True

    def unbundle(self, stamp: str) -> None:
        """Throw all bundles and ties away; those to come are made by ``stamp``."""
        self._rows.kept = Bundles(stamp=stamp)

    def note(
        self, noted: Unnoted, ties: Collection[tuple[str, str]], loose: Collection[str]
    ) -> None:
        """Heed readings and judgements from now on.

        ``ties`` are pairs of claims that belong in one bundle; the bundles of the claims ``loose``
        are thrown away.
        """
        kept = self._rows.kept
        kept.loosen(loose)
        kept.ties.update(ties)
        kept.readings.update(noted.readings)
        kept.judgements.update(noted.judgements)

    def mark_background(self, passages: Collection[tuple[str, int]]) -> None:
        """Mark paragraphs, by report and number, of a wording that is all over the place."""
        self._rows.kept.background.update(passages)

    def bundle(self, bundles: Iterable[Bundle]) -> None:
        """Keep bundles in the place of all that have a claim in common with them."""
        for row in bundles:
            self._rows.kept.keep(row)

    def unmake(self, ids: Collection[str]) -> None:
        """Have the body of these bundles made anew."""
        for id_ in ids:
            self._rows.kept.unmake(id_)

    def _check_ends(self, reading: Reading) -> None:
        report = reading.report.id
        keys = {row.key for row in self._rows.claims}
        for row in reading.claims:
            if row.claim.key in keys:
                raise claim_key_taken(row.claim.key, report)
        keys |= {row.claim.key for row in reading.claims}
        for key in _ends((row.one, row.other) for row in reading.links):
            if key not in keys:
                raise unknown_claim(key, report)
        known = self._rows.reports | {report}
        for other in _ends((row.one, row.other) for row in reading.copies):
            if other not in known:
                raise unknown_report(other)


def _ends(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for one, other in pairs:
        yield one
        yield other


class MemoryStore:
    """A ledger that lasts as long as the process. ``busy_seconds``: how long a writer waits."""

    def __init__(self, *, busy_seconds: float = 10) -> None:
        self._rows = _Rows()
        self._busy_seconds = busy_seconds
        self._writing = threading.Lock()
        self._closed = False

    @contextmanager
    def writer(self) -> Iterator[MemoryWriter]:
        """Begin to write: kept when the block ends, gone when it raises.

        Raises StoreBusyError where another one writes and does not end in time.
        """
        self._check_open()
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise StoreBusyError(
                "somebody else is writing to the ledger", remedy="try again when that has ended"
            )
        try:
            rows = self._rows.copy()
            yield MemoryWriter(rows)
            # A copy, since the writer keeps its own and could be used after the block.
            self._rows = rows.copy()
        finally:
            self._writing.release()

    @contextmanager
    def view(self) -> Iterator[MemoryView]:
        """Begin to read a snapshot."""
        self._check_open()
        yield MemoryView(self._rows)

    def close(self) -> None:
        """Give back the memory. Using the store afterwards raises LedgerError."""
        self._rows = _Rows()
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise LedgerError("the ledger is closed", remedy="open it again")
