"""Paragraphs that are copies of each other, at any remove, looked up as far as they are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from fogline.corroborate.events.lineage import MOST_COPIED, Passage, settled_from, trace
from fogline.corroborate.filing.moments import EVER
from fogline.ledger.knowing import known_between, known_reports
from fogline.ledger.query import Clock
from fogline.records.ledger import Copy
from fogline.store.base import View


class Copies:
    """The copies that a view holds, read as they are asked for, and each no more than once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._looked: set[Passage] = set()
        self._beside: dict[Passage, dict[Passage, Copy]] = {}

    def look(self, passages: Iterable[Passage]) -> None:
        """Read the copies of these paragraphs."""
        new = set(passages) - self._looked
        self._looked |= new
        self._add(self._view.copies_of(new) if new else ())

    def _add(self, rows: Iterable[Copy]) -> None:
        for row in rows:
            one, other = ends_of(row)
            self._beside.setdefault(one, {})[other] = row
            self._beside.setdefault(other, {})[one] = row

    def beside(self, passages: Collection[Passage]) -> list[tuple[Passage, Copy]]:
        """The copies of the paragraphs, each with the pair by which it was found."""
        self.look(passages)
        return [
            found
            for passage in sorted(passages)
            for found in sorted(self._beside.get(passage, {}).items(), key=itemgetter(0))
        ]

    def background(self, passages: Collection[Passage]) -> frozenset[Passage]:
        """Those of the paragraphs that are kept as background."""
        return self._view.background(passages) if passages else frozenset()

    def among(self, passages: Collection[Passage]) -> list[Copy]:
        """The copies of these paragraphs among themselves."""
        rows = {ends_of(row): row for _, row in self.beside(passages)}
        return [rows[ends] for ends in sorted(rows) if ends[0] in passages and ends[1] in passages]

    def copied(self, reports: Collection[str]) -> list[Passage]:
        """The paragraphs of the reports that have copies."""
        self._add(self._view.copies(reports))
        found = sorted(node for node in self._beside if node[0] in reports)
        self._looked.update(found)
        return found


def ends_of(row: Copy) -> tuple[Passage, Passage]:
    """The two paragraphs of a pair."""
    return (row.one, row.one_number), (row.other, row.other_number)


def copies_around(view: View, passages: Collection[Passage]) -> tuple[Copy, ...]:
    """The copies of these paragraphs, and the copies of those.

    Of background only so many that it can be told for what it is.
    """
    copies = Copies(view)
    # All at once, and what lies beside them: one by one takes far longer.
    copies.look(passages)
    copies.look(other for other, _ in copies.beside(passages))
    found: dict[tuple[Passage, Passage], Copy] = {}
    seen: set[Passage] = set()
    common: set[Passage] = set()
    for start in sorted(passages):
        if start in seen:
            continue
        family, edge = {start}, [start]
        while edge and len(family) <= MOST_COPIED and common.isdisjoint(family):
            new = copies.beside(edge)
            edge = []
            for passage, row in new:
                if len(family) > MOST_COPIED:
                    break
                found[ends_of(row)] = row
                if passage not in family:
                    family.add(passage)
                    edge.append(passage)
        seen |= family
        if edge:
            common |= family
    return tuple(found[key] for key in sorted(found))


@dataclass(frozen=True, slots=True)
class Spread:
    """What new reports do to the lineage of paragraphs that were there before.

    ``moved`` are those whose lineage may be another one now, ``background`` those, old and new,
    that are background from now on.
    """

    moved: frozenset[Passage]
    background: frozenset[Passage]


def spread_of(view: View, reports: Collection[str], unnoted: Collection[str]) -> Spread:
    """What comes of the copies of these reports' paragraphs.

    ``unnoted`` are all reports that are new; others are versions of articles that have a new one.
    """
    copies = Copies(view)
    seen, moved, background = set[Passage](), set[Passage](), set[Passage]()
    for start in copies.copied(reports):
        if start in seen or copies.background([start]):
            continue
        family, common = _family(copies, start)
        seen |= family
        old = {node for node in family if node[0] not in unnoted}
        if common or len(family) > MOST_COPIED:
            background |= family
            moved |= old
        elif any(report in reports for report, _ in old):
            moved |= old
        elif old:
            moved |= _moved(view, copies.among(family), old)
    return Spread(frozenset(moved), frozenset(background))


def _family(copies: Copies, start: Passage) -> tuple[set[Passage], bool]:
    """All that copies tie to a paragraph that is no background, and whether background is."""
    family, edge, common = {start}, {start}, False
    while edge:
        beside = {other for other, _ in copies.beside(edge)} - family
        there = copies.background(beside)
        common = common or bool(there)
        edge = beside - there
        family |= edge
    return family, common


def _moved(view: View, rows: Sequence[Copy], old: set[Passage]) -> set[Passage]:
    """The old paragraphs of a family that go back to another one, or do so since another time."""
    before = [row for row in rows if old.issuperset(ends_of(row))]
    now, then = (_lineage(view, copies, old) for copies in (rows, before))
    return {node for node in old if now[node] != then[node]}


def _lineage(
    view: View, rows: Sequence[Copy], passages: Collection[Passage]
) -> dict[Passage, tuple[Passage, int]]:
    """What each paragraph goes back to once all is known, and since when that does not change."""
    ids = {report for row in rows for report, _ in ends_of(row)} | {id_ for id_, _ in passages}
    first = trace(known_reports(view, EVER, Clock.PUBLISHED, ids), rows).first
    known = known_between(view, ids)
    settled = settled_from(rows, known)
    return {
        node: (first.get(node, node), max(known[node[0]][1], settled.get(node, 0)))
        for node in passages
    }
