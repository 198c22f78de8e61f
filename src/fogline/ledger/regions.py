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

from fogline.corroborate.grouping.profile import Profile
from fogline.corroborate.grouping.repeats import is_copy
from fogline.ledger.computing import Moment, groups_of, moment_of, told_events
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import Gathered, gather_claims
from fogline.ledger.query import Query
from fogline.ledger.silent import answered, answering, reach, tied
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
    mine = frozenset(keys)
    region = set(_grown(view, mine))
    profiles: dict[str, Profile] = {}
    links = list(view.links(region))
    while True:
        gathered = gather_claims(view, region, links=links)
        moment = moment_of(view, query, filing, gathered)
        groups = groups_of(moment, region, profiles)
        bundles = view.bundled(set(view.homes(region).values())).values()
        kept = {frozenset(claims) for claims in bundles}
        now = {frozenset(group) for group in groups}
        unchanged = {key for same in kept & now for key in same}
        # Also what was asked for (a claim of an article's first version is in no group of today's,
        # and has groups around it at a moment when that version stood), and its copies.
        asked = {other for key, other in copies_in(gathered) if key in mine} | mine
        changed = moment.known.claims.keys() & region & ((region - unchanged) | asked)
        more = _grown(view, whole(view, view.beside(changed)) - region) - region
        if not more:
            return Region(frozenset(region), groups, frozenset(changed))
        links += [link for link in view.links(more) if region.isdisjoint((link.one, link.other))]
        region |= more


def tellings_of(view: View, region: Region) -> list[Collection[str]]:
    """The claims of the groups that have changed, as they are together and as they are kept."""
    groups = [group for group in region.groups if not region.changed.isdisjoint(group)]
    ids = set(view.homes(region.changed).values())
    return [*groups, *view.bundled(ids).values()]


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
    """Each claim with each other one that a link joins to it as a copy.

    The first of them says when all of them were told.
    """
    for link in gathered.links or ():
        if is_copy(link):
            yield link.one, link.other
            yield link.other, link.one


def whole(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims with all others of their bundles."""
    ids = set(view.homes(keys).values())
    return frozenset(keys).union(*view.bundled(ids).values())


def events_in(
    view: View,
    query: Query,
    filing: Filing,
    keys: Collection[str],
    groups: Iterable[Collection[str]] | None = None,
) -> Told:
    """The events of claims that are whole groups at the query's moment.

    ``groups`` are these groups, with those that answer what they leave open, where known.
    """
    mine = frozenset(keys)
    wanted = mine.union(*([answering(view, {"": mine})[""]] if groups is None else groups))
    around = reach(view, mine)
    gathered = gather_claims(view, wanted, beside=around, copied=tied(view, mine) | wanted)
    moment = moment_of(view, query, filing, gathered)
    made = groups_of(moment, wanted) if groups is None else _in_order(groups, moment)
    events = told_events(moment, made, around)
    return Told([(key, event) for key, event in events if key in mine], gathered)


def _in_order(groups: Iterable[Collection[str]], moment: Moment) -> list[list[str]]:
    """Groups as they are made: what is known of them, in the order of knowing."""
    order = moment.known.order
    known = [
        sorted((key for key in group if key in order), key=order.__getitem__) for group in groups
    ]
    return sorted((group for group in known if group), key=lambda group: order[group[0]])


def events_at(
    view: View, query: Query, filing: Filing, ids: Collection[str]
) -> tuple[list[Event], frozenset[str]]:
    """The events of these bundles at the query's moment, and of those that come out otherwise.

    Also gives the ids of all bundles whose events are among them. The bundles must hold all that
    are not settled at that moment.
    """
    keys = {key for claims in view.bundled(ids).values() for key in claims}
    region = region_around(view, query, filing, keys)
    touched = region.keys | whole(view, answered(view, tellings_of(view, region)))
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
