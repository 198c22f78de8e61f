"""The interface of every store: a writer that appends, a view that reads one moment's content.

Rows are only ever added. Which of them count as of a moment, which reading of a report is the
newest, and what a judgement changes is decided by :mod:`fogline.ledger`, not here.

Beside them a store keeps, in bundles, what has been computed from them, so that it need not be
computed again. That can be thrown away at any time, and is the one thing that is overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A key under which a claim is looked for, with its period in hours since 1970."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A claim as a store takes it: with the blocks under which its likes will look for it."""

    claim: LedgerClaim
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of one report, all of it: stored whole or not at all.

    ``record`` is the record's JSON line. ``received`` are the bytes as they came. ``links`` and
    ``copies`` tie this reading's claims and paragraphs to those already in the store (or among
    themselves).
    """

    report: LedgerReport
    received: Received
    record: str
    claims: tuple[Filed, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which claims are wanted: all conditions that are not None must hold.

    ``units``: the place, or a unit that contains it, is one of these gazetteer ids. ``first`` and
    ``last`` (hours since 1970): the claim's period overlaps ``[first, last)``. ``box`` is (south,
    west, north, east) in degrees, for claims with coordinates.
    """

    keys: Collection[str] | None = None
    event_keys: Collection[str] | None = None
    reports: Collection[str] | None = None
    types: Collection[str] | None = None
    units: Collection[str] | None = None
    first: int | None = None
    last: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Claims that make one happening once all is known, and what they then add up to.

    ``claims`` are their keys. Before ``first`` nothing of it is known, from ``settled`` on (both in
    seconds since 1970) nothing about it changes. ``body`` is whatever the ledger makes of it; None
    where that is still to be made.
    """

    claims: tuple[str, ...]
    first: int
    settled: int
    body: bytes | None

    @property
    def id(self) -> str:
        """The key of its first claim."""
        return min(self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A bundle without its claims; ``id`` is the key of the first of them."""

    id: str
    first: int
    settled: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnoted:
    """What has been added since bundles were last brought up to date.

    ``readings`` are pairs of a report's id and the reading. ``first`` is true where there is no
    bundle yet.
    """

    readings: tuple[tuple[str, str], ...]
    judgements: tuple[str, ...]
    first: bool = False

    def __bool__(self) -> bool:
        return bool(self.readings or self.judgements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How much was ever added: by it one can tell that there is something new, and of what kind."""

    reports: int
    readings: int
    judgements: int


class View(Protocol):
    """What a store holds, at one moment: rows added later are not seen.

    Every method gives its rows in an order that does not depend on the order of adding.
    """

    def reports(self, ids: Collection[str] | None = None) -> tuple[LedgerReport, ...]:
        """All readings (of these reports), by report id, then read_at, then reading."""
        ...

    def stories(self, stories: Collection[str]) -> tuple[LedgerReport, ...]:
        """All readings of the reports whose ``story`` is one of these, in the order of reports."""
        ...

    def record(self, report: str, reading: str) -> str:
        """A reading's record as JSON. Raises UnknownIdError."""
        ...

    def received(self, report: str) -> Received:
        """The bytes and metadata as they came. Raises UnknownIdError."""
        ...

    def claims(self, selection: Selection) -> tuple[LedgerClaim, ...]:
        """The claims that the selection asks for, of all readings, by key."""
        ...

    def near(self, blocks: Collection[Block]) -> tuple[LedgerClaim, ...]:
        """The claims with a block of the same key and an overlapping period, by key, each once."""
        ...

    def links(self, keys: Collection[str] | None = None) -> tuple[Link, ...]:
        """All links, or those with one end or both among the keys; by (one, other)."""
        ...

    def weakest(
        self,
        limit: int,
        *,
        keys: Collection[str] | None = None,
        rules: Collection[str] | None = None,
    ) -> tuple[Link, ...]:
        """So many links of the lowest score, by (score, one, other, rule, features).

        Those between claims of two reports that lie in one bundle; where ``rules`` are given, those
        by these rules instead, wherever their claims lie. ``keys``: one end or both among them.
        """
        ...

    def passages(self, bands: Collection[str]) -> tuple[Passage, ...]:
        """The paragraphs that share one of the bands, by (report, number), each once."""
        ...

    def copies(self, reports: Collection[str] | None = None) -> tuple[Copy, ...]:
        """All pairs of copied paragraphs, or those that touch one of the reports."""
        ...

    def copies_of(self, passages: Collection[tuple[str, int]]) -> tuple[Copy, ...]:
        """The pairs that touch one of these paragraphs, each given by report and number."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements, by (at, id)."""
        ...

    def units(self, prefix: str) -> frozenset[str]:
        """The ids of places, and of what contains them, that begin with the prefix."""
        ...

    def search(self, words: str, limit: int) -> tuple[Hit, ...]:
        """Paragraphs with all the words, the best first. Any text is a valid query."""
        ...

    def background(self, passages: Collection[tuple[str, int]]) -> frozenset[tuple[str, int]]:
        """Those of the paragraphs (by report and number) that are marked as background."""
        ...

    def mark(self) -> Mark:
        """How much was ever added. It is had at once, however large the ledger."""
        ...

    def stamp(self) -> str:
        """What has made the bundles; empty where there are none."""
        ...

    def unnoted(self) -> Unnoted:
        """The readings, by report and reading, and the judgements that bundles do not yet heed."""
        ...

    def unbundled(self, limit: int) -> tuple[str, ...]:
        """The keys of so many claims that are in no bundle."""
        ...

    def beside(self, keys: Collection[str]) -> frozenset[str]:
        """The other claims that a link or a tie joins to one of these."""
        ...

    def ties(self, keys: Collection[str]) -> tuple[tuple[str, str], ...]:
        """The ties with one end or both among the keys, in order."""
        ...

    def bundles(self, ids: Collection[str] | None = None) -> tuple[Kept, ...]:
        """All bundles that have been made (of these), by id."""
        ...

    def unmade(self, limit: int) -> tuple[str, ...]:
        """The ids of so many bundles whose body is still to be made."""
        ...

    def homes(self, keys: Collection[str]) -> Mapping[str, str]:
        """The ids of the bundles in which the claims lie, by their keys."""
        ...

    def bundled(self, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The keys of the claims in each of these bundles, in order, by id."""
        ...


class Writer(Protocol):
    """Appends inside one transaction; what it has added its own ``view`` already sees."""

    @property
    def view(self) -> View:
        """The store with what this writer has added so far."""
        ...

    def add(self, reading: Reading) -> bool:
        """Add a reading; False if the store has that report with that reading already."""
        ...

    def judge(self, judgement: Judgement) -> bool:
        """Add a judgement; False if the store has its id already."""
        ...

    def unbundle(self, stamp: str) -> None:
        """Throw all bundles and ties away; those to come are made by ``stamp``."""
        ...

    def note(
        self, noted: Unnoted, ties: Collection[tuple[str, str]], loose: Collection[str]
    ) -> None:
        """Heed readings and judgements from now on.

        ``ties`` are pairs of claims that belong in one bundle; the bundles of the claims ``loose``
        are thrown away.
        """
        ...

    def mark_background(self, passages: Collection[tuple[str, int]]) -> None:
        """Mark paragraphs, by report and number, of a wording that is all over the place."""
        ...

    def bundle(self, bundles: Iterable[Bundle]) -> None:
        """Keep bundles in the place of all that have a claim in common with them."""
        ...

    def unmake(self, ids: Collection[str]) -> None:
        """Have the body of these bundles made anew."""
        ...


class Store(Protocol):
    """A place that keeps a ledger."""

    def writer(self) -> AbstractContextManager[Writer]:
        """Begin to write: committed when the block ends, undone when it raises.

        Raises StoreBusyError where another process writes and does not end in time.
        """
        ...

    def view(self) -> AbstractContextManager[View]:
        """Begin to read a snapshot."""
        ...

    def close(self) -> None:
        """Give back files and memory."""
        ...


def sorted_claims(claims: Sequence[LedgerClaim]) -> tuple[LedgerClaim, ...]:
    """The claims by key, each once."""
    return tuple(row for _, row in sorted({claim.key: claim for claim in claims}.items()))
