"""From links to events: the same groups whatever the order in which reports came in.

Links are taken from the surest to the least sure, ties by key; two groups become one unless a
claim of one and a claim of the other cannot be one happening. A report that names only a region
can so not tie two towns of it together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from fogline.corroborate.grouping.features import can_be_one
from fogline.corroborate.grouping.profile import Mark, Profile
from fogline.corroborate.grouping.repeats import set_as_first_told
from fogline.knowledge.grouping import GroupingTables
from fogline.records.ledger import Link

TOLD_AS_ONE = "told-as-one"


def cluster(
    profiles: Mapping[str, Profile],
    links: Iterable[Link],
    tables: GroupingTables,
    *,
    order: Mapping[str, int],
    same: Collection[tuple[str, str]] = (),
    different: Collection[tuple[str, str]] = (),
    among: Collection[str] | None = None,
) -> list[list[str]]:
    """The groups of claim keys, each in order, in the order of their first claims.

    ``order`` is each claim's place in an order that does not depend on anybody's name; it breaks
    ties between links of one score. ``same`` and ``different`` are pairs that a person has
    judged: the first are joined whatever the features say, the second are kept apart. Where only
    the claims ``among`` are wanted, the others just tell when their copies were first told.
    """
    usable = [link for link in links if link.one in profiles and link.other in profiles]
    profiles = set_as_first_told(profiles, usable)
    if among is not None:
        profiles = {key: row for key, row in profiles.items() if key in among}
        usable = [link for link in usable if link.one in profiles and link.other in profiles]
    forest = _Forest(profiles, tables, different, order)
    for one, other in sorted(same):
        if one in profiles and other in profiles:
            forest.join(one, other, forced=True)
            forest.judge_same(one, other)
    for link in sorted(usable, key=lambda row: _certainty(row, order)):
        forest.join(link.one, link.other, forced=False)
    return forest.groups()


def _certainty(link: Link, order: Mapping[str, int]) -> tuple[bool, float, int, int]:
    """What a report itself tells as one thing first, then the surest."""
    first, second = order[link.one], order[link.other]
    if first > second:
        first, second = second, first
    return link.rule != TOLD_AS_ONE, -link.score, first, second


class _Forest:
    """Groups that grow: each claim points towards its group's first claim."""

    def __init__(
        self,
        profiles: Mapping[str, Profile],
        tables: GroupingTables,
        different: Collection[tuple[str, str]],
        order: Mapping[str, int],
    ) -> None:
        self.rank = order.__getitem__
        self.profiles = profiles
        self.tables = tables
        self.parent: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self.judged: dict[str, str] = {}
        self.apart: dict[str, set[str]] = {}
        self.refused: set[tuple[str, str, int, int]] = set()
        self.marks: dict[str, int] = {}
        self.numbers: dict[Mark, int] = {}
        self.examples: list[Profile] = []
        self.fits: dict[tuple[int, int], bool] = {}
        for one, other in different:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def root(self, key: str) -> str:
        parent = self.parent
        while (up := parent.get(key, key)) != key:
            parent[key] = parent.get(up, up)
            key = up
        return key

    def join(self, one: str, other: str, *, forced: bool) -> None:
        left, right = self.root(one), self.root(other)
        if left == right:
            return
        if self.rank(left) > self.rank(right):
            left, right = right, left
        mine, theirs = self.members.get(left, [left]), self.members.get(right, [right])
        # Two groups that did not fit do not until one of them has grown.
        tried = (left, right, len(mine), len(theirs))
        if not forced and tried in self.refused:
            return
        if self.kept_apart(mine, theirs) or not (forced or self.fit(mine, theirs)):
            self.refused.add(tried)
            return
        self.parent[right] = left
        self.members[left] = sorted((*mine, *theirs), key=self.rank)
        self.members.pop(right, None)

    def kept_apart(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        if not self.apart:
            return False
        others = set(theirs)
        return any(self.apart.get(key, frozenset()) & others for key in mine)

    def fit(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        """Whether no claim of one group is kept apart from one of the other by a feature."""
        if len(mine) == len(theirs) == 1:
            return True
        if self.judged and any(key in self.judged for key in (*mine, *theirs)):
            return all(
                any(self.pair_fits(one, other) for one in ones for other in others)
                for ones in self.judged_groups(mine)
                for others in self.judged_groups(theirs)
            )
        marks = {self.mark(key) for key in theirs}
        if not all(self.alike(one, other) for one in map(self.mark, mine) for other in marks):
            return False
        # Only in one report can numbers keep claims apart.
        shared = {self.profiles[key].claim.report for key in mine}
        same = [key for key in theirs if self.profiles[key].claim.report in shared]
        return all(self.pair_fits(one, other) for one in mine for other in same)

    def judge_same(self, one: str, other: str) -> None:
        """Note that a person has called two claims one happening: who fits one, fits both."""
        if self.root(one) == self.root(other):
            old, new = self.judged.get(one, one), self.judged.get(other, other)
            kept = {key: new for key, group in self.judged.items() if group == old}
            self.judged.update({**kept, one: new, other: new, old: new})

    def judged_groups(self, keys: Sequence[str]) -> list[list[str]]:
        """The claims by what a person has called one; each by itself where nobody has."""
        if not self.judged:
            return [[key] for key in keys]
        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(self.judged.get(key, key), []).append(key)
        return list(found.values())

    def pair_fits(self, one: str, other: str) -> bool:
        mine, theirs = self.profiles[one], self.profiles[other]
        if mine.claim.report != theirs.claim.report:
            return self.alike(self.mark(one), self.mark(other))
        return self.can_be_one(mine, theirs)

    def can_be_one(self, one: Profile, other: Profile, *, across: bool = False) -> bool:
        # A third claim that could be of either does not make a capture and a killing one thing.
        return any(
            can_be_one(one, other, family, self.tables, across=across)
            for family in one.families
            if family in other.families
        )

    def mark(self, key: str) -> int:
        """A number that claims have in common which no feature can tell apart."""
        found = self.marks.get(key)
        if found is None:
            found = self.marks[key] = self.numbers.setdefault(
                self.profiles[key].mark, len(self.numbers)
            )
            if found == len(self.examples):
                self.examples.append(self.profiles[key])
        return found

    def alike(self, one: int, other: int) -> bool:
        """Whether claims of two marks, of two reports, can be one happening."""
        pair = (one, other) if one < other else (other, one)
        found = self.fits.get(pair)
        if found is None:
            mine, theirs = (self.examples[number] for number in pair)
            found = self.fits[pair] = self.can_be_one(mine, theirs, across=True)
        return found

    def groups(self) -> list[list[str]]:
        found = [self.members.get(key, [key]) for key in self.profiles if self.root(key) == key]
        return sorted(found, key=lambda group: self.rank(group[0]))
