"""Parts of a ledger that can be computed by themselves, from the bundles that are kept of it.

Claims are grouped link by link, from the surest on, and a link between two groups that do not fit
is refused. A set of claims that is made of whole groups therefore comes out the same by itself as
in the whole ledger. Where something changes (a claim is new, or not known yet at the moment asked
for), the groups around it are computed anew, and those that links tie to what came out otherwise
than it is kept, until nothing more changes. Claims beside a set say only when those of it that are
copies of them were first told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fogline.ledger.computing import groups_of, moment_of, told_events
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import Gathered, gather_claims
from fogline.ledger.query import Query
from fogline.records.event import Event
from fogline.store.base import Kept, View


@dataclass(frozen=True, slots=True)
class Region:
    """Claims that are whole groups at one moment, and these groups.

    ``keys`` are all claims that were looked at, also those not known then; ``changed`` are those
    of groups that are not kept as a bundle.
    """

    keys: frozenset[str]
    groups: Sequence[Sequence[str]]
    changed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """Events with the key of a claim of the group that each was made of."""

    events: Sequence[tuple[str, Event]]
    gathered: Gathered


def region_around(view: View, query: Query, filing: Filing, keys: Collection[str]) -> Region:
    """The groups of these claims at the query's moment, with all that they change."""
    region = set(_grown(view, keys))
    while True:
        gathered = gather_claims(view, view.beside(region) | region, copies=False)
        moment = moment_of(view, query, filing, gathered)
        groups = groups_of(moment, region)
        bundles = view.bundled(set(view.homes(region).values())).values()
        kept = {frozenset(claims) for claims in bundles}
        now = {frozenset(group) for group in groups}
        unchanged = {key for same in kept & now for key in same}
        # Also what was asked for (a claim of an article's first version is in no group of today's,
        # and has groups around it at a moment when that version stood), and its copies.
        asked = {other for key, other in copies_in(gathered) if key in keys}.union(keys)
        changed = moment.known.claims.keys() & region & ((region - unchanged) | asked)
        more = _grown(view, whole(view, view.beside(changed)) - region) - region
        if not more:
            return Region(frozenset(region), groups, frozenset(changed))
        region |= more


def _grown(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims with all that links and ties join to those of them that are in no bundle yet."""
    found = set(keys)
    new = found - view.homes(found).keys()
    while new:
        beside = view.beside(new) - found
        found |= whole(view, beside)
        new = set(beside - view.homes(beside).keys())
    return frozenset(found)


def copies_in(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Each claim with each other one that a link joins to it and whose words are the same.

    The first of them says when all of them were told.
    """
    words = {claim.key: claim.wording for claim in gathered.claims}
    for link in gathered.links or ():
        if words.get(link.one, "") == words.get(link.other):
            yield link.one, link.other
            yield link.other, link.one


def whole(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims with all others of their bundles."""
    ids = set(view.homes(keys).values())
    return frozenset(keys).union(*view.bundled(ids).values())


def reach(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims that have a part in the same silences and denials as these.

    A silence on one happening and another ends for both when it is answered in one.
    """
    first = ends_of(view.ties(keys))
    return first | ends_of(view.ties(first))


def ends_of(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The claims that pairs name."""
    return frozenset(end for pair in pairs for end in pair)


def events_in(view: View, query: Query, filing: Filing, keys: Collection[str]) -> Told:
    """The events of claims that are whole groups at the query's moment."""
    around = whole(view, reach(view, keys)).union(keys)
    gathered = gather_claims(view, view.beside(around) | around)
    events = told_events(moment_of(view, query, filing, gathered), around)
    mine = frozenset(keys)
    return Told([(key, event) for key, event in events if key in mine], gathered)


def events_at(
    view: View, query: Query, filing: Filing, ids: Collection[str]
) -> tuple[list[Event], frozenset[str]]:
    """The events of these bundles at the query's moment, and of those that come out otherwise.

    Also gives the ids of all bundles whose events are among them. The bundles must hold all that
    are not settled at that moment.
    """
    keys = {key for claims in view.bundled(ids).values() for key in claims}
    region = region_around(view, query, filing, keys)
    touched = region.keys | whole(view, reach(view, region.changed))
    told = events_in(view, query, filing, touched)
    return [event for _, event in told.events], frozenset(view.homes(touched).values())


def settled_around(
    view: View, query: Query, asked: Collection[str]
) -> tuple[frozenset[str], tuple[Kept, ...]] | None:
    """The claims of the bundles that these lie in, and these bundles.

    None where something around them was not known yet at the query's moment.
    """
    keys = whole(view, asked)
    around = whole(view, reach(view, keys)) | keys
    ids = set(view.homes(around | view.beside(around)).values())
    rows = view.bundles(ids)
    if len(rows) < len(ids) or any(row.settled > query.as_of for row in rows):
        return None
    mine = set(view.homes(keys).values())
    return keys, tuple(row for row in rows if row.id in mine)
