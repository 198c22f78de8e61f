"""The same random operations on both stores: they must say the same to every question."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fogline.errors import LedgerError
from fogline.records.ledger import Copy, JudgementKind, LedgerClaim
from fogline.store.base import Block, Bundle, Filed, Reading, Selection, View
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from tests.contracts.asking import answers
from tests.ledgers import (
    COUNTRY,
    DAY,
    REGION,
    a_claim,
    a_judgement,
    a_link,
    a_period,
    a_place,
    a_reading,
)

TEXTS = st.one_of(
    st.sampled_from(["Zorya", "Troops entered Zorya.", "says a", "🚁 e\u0301", "\x00", ""]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
REPORTS = st.sampled_from(["a", "b", "c", "Ж"])
TYPES = st.sampled_from(["ADVANCE", "ASSAULT", "🚁"])
HOURS = st.one_of(
    st.integers(DAY - 30, DAY + 30), st.sampled_from([-(10**9), DAY - 800, DAY + 9000, 10**9])
)
PLACES = st.sampled_from(
    [
        None,
        a_place(),
        a_place("Dnipro", lat=48.46, lon=36.0),
        a_place("Fiji", within=(), lat=-17.0, lon=179.5),
        a_place("Somewhere", within=(COUNTRY,), lat=None, lon=None),
    ]
)
PERIODS = st.one_of(st.none(), st.builds(a_period, HOURS, HOURS))
BLOCKS = st.builds(Block, key=st.sampled_from(["x", "y", "é"]), first=HOURS, last=HOURS)
SELECTIONS = st.builds(
    Selection,
    keys=st.none() | st.lists(st.sampled_from(["a/1/0", "a/1/1", "b/1/0", "b/2/0"])),
    event_keys=st.none() | st.lists(st.sampled_from(["e1", "e2", "none"])),
    reports=st.none() | st.lists(REPORTS),
    types=st.none() | st.lists(TYPES),
    units=st.none() | st.lists(st.sampled_from([REGION.id, COUNTRY.id, a_place().id])),
    first=st.none() | HOURS,
    last=st.none() | HOURS,
    box=st.none() | st.tuples(*[st.sampled_from([-180.0, -17.0, 36.0, 48.2, 179.5, 180.0])] * 4),
)


@st.composite
def readings(draw: st.DrawFn, known: tuple[LedgerClaim, ...]) -> Reading:
    """A reading of few reports, tied at random to itself and to what is known."""
    report, reading = draw(REPORTS), draw(st.sampled_from(["1", "2"]))
    claims = [
        Filed(
            claim=a_claim(
                report=report,
                # Sometimes a key that another claim has.
                key=draw(st.sampled_from([f"{report}/{reading}/{number}"] * 9 + ["a/1/0"])),
                event_key=draw(st.sampled_from(["e1", "e2"])),
                type=draw(TYPES),
                place=draw(PLACES),
                time=draw(PERIODS),
                medium=draw(TEXTS),
            ),
            blocks=tuple(draw(st.lists(BLOCKS, max_size=3))),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    keys = [row.claim.key for row in claims] + [row.key for row in known] or ["none"]
    pairs = st.tuples(st.sampled_from(keys), st.sampled_from(keys))
    links = [
        a_link(*pair, score=draw(st.sampled_from([0.5, 1.0])), features={"x": draw(TEXTS)})
        for pair in draw(st.lists(pairs, max_size=3))
    ]
    numbers = st.integers(0, 2)
    reports = st.sampled_from([report, *(row.report for row in known)])
    made = st.builds(
        Copy,
        one=reports,
        one_number=numbers,
        other=reports,
        other_number=numbers,
        similarity=st.sampled_from([0.5, 0.75]),
    )
    return a_reading(
        report,
        reading=reading,
        read_at=draw(st.integers(0, 2)),
        story=draw(st.none() | st.sampled_from(["s", "t"])),
        claims=claims,
        paragraphs=draw(st.lists(TEXTS, max_size=3)),
        links=links,
        copies=draw(st.lists(made, max_size=2)),
    )


class BothStores(RuleBasedStateMachine):
    """A memory store and one in a file, changed alike; views that stay open while they change."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.memory = MemoryStore()
        self.sqlite = open_sqlite(self.folder / "war.ledger", create=True)
        self.open = ExitStack()
        self.held: list[tuple[View, View]] = []

    def teardown(self) -> None:
        if hasattr(self, "open"):
            self.open.close()
            self.sqlite.close()
            shutil.rmtree(self.folder)

    @rule(data=st.data(), stop=st.booleans())
    def add(self, data: st.DataObject, stop: bool) -> None:
        """One to three readings in one block, which may raise at its end."""
        try:
            with self.memory.writer() as one, self.sqlite.writer() as other:
                for _ in range(data.draw(st.integers(1, 3))):
                    reading = data.draw(readings(one.view.claims(Selection())))
                    assert _added(one, reading) == _added(other, reading)
                assert _told(one.view) == _told(other.view)
                if stop:
                    raise _StopError
        except _StopError:
            pass

    @rule(
        name=st.sampled_from(["j1", "j2", "j3"]),
        kind=st.sampled_from(JudgementKind),
        at=st.integers(0, 3),
        reason=TEXTS,
    )
    def judge(self, name: str, kind: JudgementKind, at: int, reason: str) -> None:
        row = a_judgement(name, kind, at=at, reason=reason)
        with self.memory.writer() as one, self.sqlite.writer() as other:
            assert one.judge(row) == other.judge(row)

    @rule(data=st.data(), stamp=st.sampled_from(["", "", "", "new"]))
    def bundle(self, data: st.DataObject, stamp: str) -> None:
        """Note what is new, and keep some claims in bundles."""
        with self.memory.writer() as one, self.sqlite.writer() as other:
            keys = [row.key for row in one.view.claims(Selection())] or ["none"]
            some = st.lists(st.sampled_from(keys), max_size=4, unique=True)
            pairs = st.tuples(st.sampled_from(keys), st.sampled_from(keys))
            ties = [] if keys == ["none"] else data.draw(st.lists(pairs, max_size=3))
            part = st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True)
            loose = data.draw(some)
            parts = [] if keys == ["none"] else data.draw(st.lists(part, max_size=3))
            rows = [
                Bundle(claims=tuple(part), first=number, settled=9, body=b"[]" if number else None)
                for number, part in enumerate(parts)
            ]
            unmade = data.draw(some)
            for writer in (one, other):
                if stamp:
                    writer.unbundle(stamp)
                writer.note(writer.view.unnoted(), ties, loose)
                writer.bundle(rows)
                writer.unmake(unmade)

    @rule()
    def hold(self) -> None:
        """Begin to read and go on reading while others write."""
        if len(self.held) < 3:
            one = self.open.enter_context(self.memory.view())
            self.held.append((one, self.open.enter_context(self.sqlite.view())))

    @rule()
    def reopen(self) -> None:
        self.sqlite.close()
        self.sqlite = open_sqlite(self.folder / "war.ledger", create=False)

    @rule(selection=SELECTIONS, blocks=st.lists(BLOCKS), words=TEXTS)
    def ask(self, selection: Selection, blocks: list[Block], words: str) -> None:
        with self.memory.view() as one, self.sqlite.view() as other:
            assert one.claims(selection) == other.claims(selection)
            assert one.near(blocks) == other.near(blocks)
            hits = [
                {(row.report, row.number, row.text) for row in view.search(words, 1000)}
                for view in (one, other)
            ]
            assert hits[0] == hits[1]

    @invariant()
    def same(self) -> None:
        if not hasattr(self, "open"):
            return
        with self.memory.view() as one, self.sqlite.view() as other:
            assert _told(one) == _told(other)
        for first, second in self.held:
            assert _told(first) == _told(second)


class _StopError(Exception):
    """Ends a block of adding."""


def _added(writer: object, reading: Reading) -> object:
    try:
        return writer.add(reading)  # type: ignore[attr-defined]
    except LedgerError as error:
        return type(error), error.what


def _told(view: View) -> dict[str, object]:
    return answers(view, scores=False)


TestBothStores = pytest.mark.filterwarnings("error")(BothStores.TestCase)
TestBothStores.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
