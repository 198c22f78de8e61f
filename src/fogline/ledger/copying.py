"""Paragraphs that are copies of each other, at any remove, looked up as far as they are needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from fogline.corroborate.events.lineage import MOST_COPIED, Passage
from fogline.ledger.knowing import known_between
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
    # All at once, and what lies beside them: one by one takes far longer.
    copies.look(report for report, _ in passages)
    copies.look(report for (report, _), _ in copies.beside(passages))
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
    """The paragraphs whose lineage may be another one with these reports: of copies of theirs.

    ``unnoted`` are all reports that are new. What was background without them still is; and a copy
    that is known later than all others changes nothing, unless it ties what had been separate.
    """
    copies = Copies(view)
    found: set[Passage] = set()
    seen: set[Passage] = set()
    for start in copies.copied(reports):
        if start not in seen:
            new, old = _new_part(copies, start, unnoted)
            seen |= new | {start}
            parts = _old_parts(copies, old, unnoted)
            small = [part for part in parts if len(part) <= MOST_COPIED]
            size = len(_spread(copies, start))
            if start[0] not in unnoted or not _is_quiet(view, new, parts, size):
                found.update(*small)
    return frozenset(found)


def _spread(copies: Copies, start: Passage, without: Collection[str] = ()) -> set[Passage]:
    """All that copies tie to a paragraph, not through those of some reports.

    Of background as much as tells that it is some.
    """
    part, edge = {start}, {start}
    while edge and len(part) <= MOST_COPIED:
        edge = {other for other, _ in copies.beside(edge) if other[0] not in without} - part
        part |= edge
    return part


def _new_part(
    copies: Copies, start: Passage, unnoted: Collection[str]
) -> tuple[set[Passage], set[Passage]]:
    """The new paragraphs tied to one another, and the old ones that they are copies of."""
    if start[0] not in unnoted:
        return set(), {start}
    new, old, edge = {start}, set[Passage](), {start}
    while edge:
        beside = {other for other, _ in copies.beside(edge)}
        old |= {node for node in beside if node[0] not in unnoted}
        edge = beside - old - new
        new |= edge
    return new, old


def _old_parts(
    copies: Copies, starts: Collection[Passage], unnoted: Collection[str]
) -> list[set[Passage]]:
    """The old paragraphs as they are tied without the new ones; of background some only."""
    parts: list[set[Passage]] = []
    for start in sorted(starts):
        if not any(start in part for part in parts):
            parts.append(_spread(copies, start, unnoted))
    return parts


def _is_quiet(
    view: View, new: Collection[Passage], parts: Sequence[set[Passage]], size: int
) -> bool:
    """Whether new copies change nothing for the old ones.

    ``size`` is how many there are with all that came at the same time.
    """
    if len(parts) != 1 or size > MOST_COPIED:
        return not parts or (len(parts) == 1 and len(parts[0]) > MOST_COPIED)
    known = known_between(view, {report for report, _ in (*new, *parts[0])})
    if any(first != last for first, last in known.values()):
        # An article's version that another has replaced ties nothing, until a copy of it does.
        return False
    first = min(known[report][0] for report, _ in new)
    return first > max(known[report][0] for report, _ in parts[0])
