"""What the ledger is least sure of: merges and denials, for a person to look at.

A merge is as sure as the link that joins its parts. Within a bundle links are taken from the surest
on; the one that joins two parts is what they are one happening by, and all weaker ones add nothing.
A denial is as sure as the link that puts it to what it denies, or as the reading of its words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.corroborate.grouping.answers import REJECTS
from fogline.corroborate.grouping.clusters import TOLD_AS_ONE
from fogline.ledger.computing import current_claims
from fogline.ledger.judged import Judged, judged_in
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Query, fits_claim
from fogline.records.ledger import LedgerClaim, LedgerReport, Link, Says
from fogline.store.base import Selection, View

DENIES = "denies-it"
# So many of the weakest links are gone through, in parts until enough is found.
MOST = 12_800
PART = 400
MONTH_HOURS = 31 * 24
_NOT_SO = frozenset((Says.DENIES, Says.DOUBTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims that may not belong together, with their reports and the link between them.

    ``one`` is the one known first; of a denial it is who denies. ``certainty`` is from 0 to 1.
    ``joins`` says how many claims the link brings together on either side.
    """

    one: LedgerClaim
    other: LedgerClaim
    reports: tuple[LedgerReport, LedgerReport]
    link: Link
    certainty: float
    joins: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, the least certain first; ``cut`` where weak links were left that nobody looked at."""

    rows: tuple[Pair, ...]
    cut: bool


def selected_by(query: Query) -> Selection | None:
    """The claims of the place or the month that is asked for; None where a store has too many.

    Of a longer period each claim is looked at as it comes.
    """
    bounded = query.first is not None and query.last is not None
    short = bounded and (query.last or 0) - (query.first or 0) <= MONTH_HOURS
    if query.units is None and not short:
        return None
    return Selection(units=query.units, first=query.first, last=query.last)


def doubtful_merges(view: View, query: Query, limit: int) -> Pairs:
    """The claims of two reports that the weakest links make one happening of."""
    search = _Search(view, query)
    rows, cut = search.weakest(limit, lambda one, other: not _opposite(one, other))
    return Pairs(_in_order(rows, limit), cut)


def doubtful_denials(view: View, query: Query, limit: int) -> Pairs:
    """The claims that deny or reject something, with what they are taken to be about."""
    search = _Search(view, query)
    # Not in the order of their links: how sure the denial itself is counts as well.
    rows, cut = search.weakest(MOST, _opposite)
    told = view.weakest(MOST, keys=search.keys, rules=(DENIES, REJECTS))
    rows += search.pairs([link for link in told if link.rule == DENIES], _opposite)
    rows += search.rejections([link for link in told if link.rule == REJECTS])
    return Pairs(_in_order((_denier_first(row) for row in rows), limit), cut or len(told) == MOST)


def _in_order(rows: Iterable[Pair], limit: int) -> tuple[Pair, ...]:
    ordered = sorted(rows, key=lambda row: (row.certainty, row.link.one, row.link.other))
    return tuple(ordered[:limit])


def _opposite(one: LedgerClaim, other: LedgerClaim) -> bool:
    says = {one.says, other.says}
    return Says.AFFIRMS in says and not says.isdisjoint(_NOT_SO)


def _denier_first(row: Pair) -> Pair:
    if row.one.says in _NOT_SO or row.link.rule == REJECTS:
        sure = min(row.certainty, row.one.confidence)
        return _changed(row, row.one, row.other, row.reports, row.joins, sure)
    reports, joins = (row.reports[1], row.reports[0]), (row.joins[1], row.joins[0])
    sure = min(row.certainty, row.other.confidence)
    return _changed(row, row.other, row.one, reports, joins, sure)


def _changed(
    row: Pair,
    one: LedgerClaim,
    other: LedgerClaim,
    reports: tuple[LedgerReport, LedgerReport],
    joins: tuple[int, int],
    certainty: float,
) -> Pair:
    return Pair(
        one=one, other=other, reports=reports, link=row.link, certainty=certainty, joins=joins
    )


Fits = Callable[[LedgerClaim, LedgerClaim], bool]


class _Search:
    """Goes through weak links, and leaves out what has been judged and what was not asked for."""

    def __init__(self, view: View, query: Query) -> None:
        self.view = view
        self.query = query
        self.judged: Judged = judged_in(view)
        self.joints = _Joints(view, self.judged.decisions.same)
        self.keys: frozenset[str] | None = None
        asked = selected_by(query)
        if asked is not None:
            self.keys = frozenset(claim.key for claim in view.claims(asked))

    def weakest(self, limit: int, fits: Fits) -> tuple[list[Pair], bool]:
        """So many pairs at least, where there are so many; and whether not all were looked at."""
        found: list[Pair] = []
        links = self.view.weakest(MOST, keys=self.keys)
        part = PART if limit < MOST else MOST
        for start in range(0, len(links), part):
            found += self.pairs(links[start : start + part], fits)
            if len(found) >= limit:
                break
        return found, len(links) == MOST

    def pairs(self, links: Sequence[Link], fits: Fits) -> list[Pair]:
        """The pairs that these links join, of those that fit and that nobody has judged."""
        told = self._told(links)
        rows = [
            link
            for link in links
            if link.one in told
            and link.other in told
            and not self.judged.pair(link.one, link.other)
            and fits(told[link.one][0], told[link.other][0])
            and self._asked(told, link)
        ]
        joints = self.joints.of(rows)
        return [_pair(row, told, joints[name]) for row in rows if (name := _name(row)) in joints]

    def rejections(self, links: Sequence[Link]) -> list[Pair]:
        """Who rejects something that the report does not name, each with one deed it may mean."""
        told = self._told(links)
        found: dict[str, Pair] = {}
        deeds: dict[str, int] = {}
        for link in links:
            if link.one not in told or link.other not in told:
                continue
            loose = link.one if told[link.one][0].topics else link.other
            deeds[loose] = deeds.get(loose, 0) + 1
            judged = self.judged.pair(link.one, link.other)
            if loose in found or judged or not self._asked(told, link):
                continue
            deed = link.other if loose == link.one else link.one
            found[loose] = Pair(
                one=told[loose][0],
                other=told[deed][0],
                reports=(told[loose][1], told[deed][1]),
                link=link,
                certainty=link.score,
                joins=(1, 1),
            )
        return [
            _changed(row, row.one, row.other, row.reports, (1, deeds[key]), row.certainty)
            for key, row in found.items()
        ]

    def _asked(self, told: Mapping[str, tuple[LedgerClaim, LedgerReport]], link: Link) -> bool:
        return any(fits_claim(*told[key], self.query) for key in (link.one, link.other))

    def _told(self, links: Sequence[Link]) -> dict[str, tuple[LedgerClaim, LedgerReport]]:
        """The claims at the links' ends that are known at the moment, with their reports."""
        keys = {key for link in links for key in (link.one, link.other)}
        claims = self.view.claims(Selection(keys=keys)) if keys else ()
        ids = {claim.report for claim in claims}
        reports = known_reports(self.view, self.query.as_of, self.query.clock, ids)
        gone = self.judged.decisions.irrelevant
        return {
            key: (claim, reports[claim.report])
            for key, claim in current_claims(claims, reports).items()
            if claim.report not in gone
        }


def _pair(
    link: Link, told: Mapping[str, tuple[LedgerClaim, LedgerReport]], joins: tuple[int, int]
) -> Pair:
    (one, first), (other, second) = told[link.one], told[link.other]
    if (second.known, other.key) < (first.known, one.key):
        (one, first), (other, second), joins = (other, second), (one, first), joins[::-1]
    return Pair(
        one=one,
        other=other,
        reports=(first, second),
        link=link,
        certainty=link.score,
        joins=joins,
    )


# A link's ends, rule and score.
Name = tuple[str, str, str, float]


def _name(link: Link) -> Name:
    return link.one, link.other, link.rule, link.score


class _Joints:
    """Which links hold bundles together."""

    def __init__(self, view: View, same: Collection[tuple[str, str]]) -> None:
        self.view = view
        self.same = same
        self.known: dict[str, dict[Name, tuple[int, int]]] = {}

    def of(self, links: Sequence[Link]) -> dict[Name, tuple[int, int]]:
        """Those of the links without which a bundle falls apart, and how many claims each joins."""
        homes = self.view.homes({key for link in links for key in (link.one, link.other)})
        self._learn(set(homes.values()) - self.known.keys())
        found: dict[Name, tuple[int, int]] = {}
        for link in links:
            home = homes.get(link.one)
            if home is not None and home == homes.get(link.other):
                joins = self.known[home].get(_name(link))
                if joins is not None:
                    found[_name(link)] = joins
        return found

    def _learn(self, ids: Collection[str]) -> None:
        members = self.view.bundled(ids) if ids else {}
        home = {key: id_ for id_, keys in members.items() for key in keys}
        inner: dict[str, list[Link]] = {id_: [] for id_ in ids}
        for link in self.view.links(home.keys()) if home else ():
            if link.one in home and home[link.one] == home.get(link.other):
                inner[home[link.one]].append(link)
        for id_, links in inner.items():
            self.known[id_] = joints(members.get(id_, ()), links, self.same)


def joints(
    keys: Iterable[str], links: Iterable[Link], same: Iterable[tuple[str, str]]
) -> dict[Name, tuple[int, int]]:
    """The links, by ends, rule and score, that join two parts when taken from the surest on.

    Each with the number of claims in either part. What people have called the ``same`` comes first.
    """
    part = {key: key for key in keys}
    size = dict.fromkeys(part, 1)

    def top(key: str) -> str:
        while part[key] != key:
            part[key] = part[part[key]]
            key = part[key]
        return key

    def join(one: str, other: str) -> tuple[int, int] | None:
        left, right = top(one), top(other)
        if left == right:
            return None
        sizes = size[left], size[right]
        part[right], size[left] = left, sum(sizes)
        return sizes

    for one, other in sorted(same):
        if one in part and other in part:
            join(one, other)
    found: dict[Name, tuple[int, int]] = {}
    for link in sorted(links, key=_surest):
        joined = join(link.one, link.other)
        if joined is not None:
            found[_name(link)] = joined
    return found


def _surest(link: Link) -> tuple[bool, float, str, str, str]:
    return link.rule != TOLD_AS_ONE, -link.score, link.one, link.other, link.rule
