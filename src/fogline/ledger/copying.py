"""Paragraphs that are copies of each other, at any remove, looked up as far as they are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import itemgetter

from fogline.corroborate.events.lineage import MOST_COPIED, Passage
from fogline.records.ledger import Copy
from fogline.store.base import View


class Copies:
    """The copies that a view holds, read as they are asked for, and each no more than once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._looked: set[str] = set()
        self._beside: dict[Passage, dict[Passage, Copy]] = {}

    def look(self, reports: Iterable[str]) -> None:
        """Read the copies of these reports' paragraphs."""
        new = set(reports) - self._looked
        self._looked |= new
        for row in self._view.copies(new) if new else ():
            one, other = ends_of(row)
            self._beside.setdefault(one, {})[other] = row
            self._beside.setdefault(other, {})[one] = row

    def beside(self, passages: Collection[Passage]) -> list[tuple[Passage, Copy]]:
        """The copies of the paragraphs, each with the pair by which it was found."""
        self.look(report for report, _ in passages)
        return [
            found
            for passage in sorted(passages)
            for found in sorted(self._beside.get(passage, {}).items(), key=itemgetter(0))
        ]

    def copied(self, reports: Collection[str]) -> list[Passage]:
        """The paragraphs of the reports that have copies."""
        self.look(reports)
        return sorted(node for node in self._beside if node[0] in reports)


def ends_of(row: Copy) -> tuple[Passage, Passage]:
    """The two paragraphs of a pair."""
    return (row.one, row.one_number), (row.other, row.other_number)


def copies_around(view: View, passages: Collection[Passage]) -> tuple[Copy, ...]:
    """The copies of these paragraphs, and the copies of those.

    Of background only so many that it can be told for what it is.
    """
    copies = Copies(view)
    copies.look(report for report, _ in passages)
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


def copied_from(
    view: View, reports: Collection[str], unnoted: Collection[str]
) -> frozenset[Passage]:
    """The paragraphs that are copies of the reports' own, at any remove, and these themselves.

    Not those of a wording that was background without the reports ``unnoted``: it still is.
    """
    copies = Copies(view)
    found: set[Passage] = set()
    seen: set[Passage] = set()
    for start in copies.copied(reports):
        if start in seen:
            continue
        family, edge = {start}, {start}
        while edge and sum(report not in unnoted for report, _ in family) <= MOST_COPIED:
            edge = {other for other, _ in copies.beside(edge)} - family
            family |= edge
        seen |= family
        if not edge:
            found |= family
    return frozenset(found)
