"""The claims that a narrow question needs, so that its answer is what the whole ledger says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from fogline.corroborate.events.assemble import ATTACHED, announcement
from fogline.corroborate.events.lineage import Passage
from fogline.corroborate.filing.moments import FAR_FUTURE, FAR_PAST
from fogline.corroborate.grouping.answers import ATTACHING
from fogline.corroborate.grouping.profile import LONGEST_PERIOD
from fogline.corroborate.grouping.repeats import is_copy
from fogline.knowledge.grouping import GroupingTables
from fogline.ledger.copying import copies_around
from fogline.ledger.query import Query
from fogline.ledger.silent import tied
from fogline.records.ledger import Copy, LedgerClaim, Link
from fogline.store.base import Selection, View

# Claims that links tie together, one after the other; beyond so many it is a whole war's front.
MOST_LINKED = 20_000
# How far before and after the claims that are asked for links are followed.
ROOM_HOURS = 8 * 24


@dataclass(frozen=True, slots=True)
class Gathered:
    """The claims around a question, the copies of their paragraphs, and the reports of both.

    ``links`` are all that touch the claims, where they have been looked up already; ``background``
    are paragraphs that are kept as such, whose copies were not looked up.
    """

    claims: tuple[LedgerClaim, ...]
    copies: tuple[Copy, ...]
    reports: frozenset[str]
    links: tuple[Link, ...] | None = None
    background: frozenset[Passage] = frozenset()


def gather(view: View, query: Query, grouping: GroupingTables) -> Gathered:
    """The claims that are asked for with all that has a part in what they add up to.

    What links tie to them; silences, evidence and accusations about them; and what else those
    silent had been asked, since an answer to a part of an announcement answers all of it.
    """
    found = _linked(view, {claim.key: claim for claim in asked_claims(view, query)})
    beside = _beside(view, found, grouping)
    asked = _linked(view, {claim.key: claim for claim in beside})
    found.update(asked)
    found.update((claim.key, claim) for claim in _attached(view, found))
    return with_copies(view, found.values())


def gather_claims(
    view: View,
    keys: Collection[str],
    *,
    beside: Collection[str] = (),
    copied: Collection[str] = (),
    links: Sequence[Link] | None = None,
) -> Gathered:
    """The claims with their copies, with what ties join to them, and with the links of them all.

    For what is kept up to date. Also some ``beside`` them, with their links only; and the copies
    of the paragraphs of those ``copied``. ``links`` are those of all these, where they are known.
    """
    links = view.links({*keys, *beside}) if links is None else links
    mine = frozenset(keys)
    ends = {
        end
        for link in links
        if is_copy(link) or link.rule in ATTACHING
        for end in (link.one, link.other)
    }
    claims = view.claims(Selection(keys=ends.union(tied(view, mine), beside)))
    wanted = frozenset(copied)
    passages = {(claim.report, claim.passage) for claim in claims if claim.key in wanted}
    background = view.background(passages)
    copies = copies_around(view, passages - background)
    reports = {claim.report for claim in claims} | _ends(copies)
    return Gathered(claims, copies, frozenset(reports), tuple(links), background)


def with_copies(view: View, claims: Iterable[LedgerClaim]) -> Gathered:
    """The claims with the copies of their paragraphs."""
    rows = tuple(claims)
    copies = copies_around(view, {(row.report, row.passage) for row in rows})
    reports = {claim.report for claim in rows} | _ends(copies)
    return Gathered(rows, copies, frozenset(reports))


def asked_claims(view: View, query: Query) -> tuple[LedgerClaim, ...]:
    """The claims of an event's id, or of a place and period."""
    if query.claim is None:
        claims = view.claims(Selection(units=query.units, first=query.first, last=query.last))
    else:
        claims = view.claims(Selection(event_keys=[query.claim]))
        claims = claims or view.claims(Selection(keys=[query.claim]))
    # A silence, or a piece of evidence, is shown with the claim that it is about.
    about = {claim.about for claim in claims if claim.about is not None}
    if query.claim is not None:
        # So is a denial that names no claim: with all that it is held against.
        own = {claim.key for claim in claims}
        about |= {key for link in view.links(own) for key in (link.one, link.other)} - own
    return (*claims, *(view.claims(Selection(keys=about)) if about else ()))


def _linked(view: View, found: dict[str, LedgerClaim]) -> dict[str, LedgerClaim]:
    """The claims with all that links join to them, directly or through others, within days.

    In a long war every day is tied to the next by something. No event spans more than some days,
    so what happened long before or after has no part in these.
    """
    edge: Collection[str] = set(found)
    first, last = _days(found.values())
    while edge and len(found) < MOST_LINKED:
        ends = {
            key
            for link in view.links(edge)
            if link.rule not in ATTACHING
            for key in (link.one, link.other)
        }
        edge = ends - found.keys()
        if edge:
            rows = view.claims(Selection(keys=edge))
            told = {claim.report for claim in found.values()}
            near = {
                row.key: row for row in rows if row.report in told or _is_near(row, first, last)
            }
            found.update(near)
            edge = near.keys()
    return found


def _days(claims: Iterable[LedgerClaim]) -> tuple[int, int]:
    """The hours that dated claims lie in, with room before and after."""
    times = [row.time for row in claims if row.time is not None]
    dated = [time for time in times if time.last - time.first <= LONGEST_PERIOD]
    if not dated:
        return FAR_PAST, FAR_FUTURE
    first, last = min(time.first for time in dated), max(time.last for time in dated)
    return first - ROOM_HOURS, last + ROOM_HOURS


def _is_near(claim: LedgerClaim, first: int, last: int) -> bool:
    return claim.time is None or (claim.time.first < last and claim.time.last > first)


def _beside(
    view: View, found: dict[str, LedgerClaim], grouping: GroupingTables
) -> list[LedgerClaim]:
    """Silences and rejections about the claims, with all else that they are about."""
    ties = [link for link in view.links(found.keys()) if link.rule in ATTACHING]
    loose = {key for link in ties for key in (link.one, link.other)} - found.keys()
    loose |= {key for key, claim in found.items() if claim.topics}
    tied = [link for link in view.links(loose) if link.rule in ATTACHING] if loose else []
    keys = {key for link in tied for key in (link.one, link.other)} - found.keys()
    more = list(view.claims(Selection(keys=keys))) if keys else []
    reports = {claim.report for claim in found.values()}
    silences = view.claims(Selection(reports=reports, types=["SILENCE"])) if reports else ()
    silent = {claim.report for claim in silences}
    told: dict[str, dict[str, LedgerClaim]] = {}
    for claim in view.claims(Selection(reports=silent)) if silent else ():
        told.setdefault(claim.key.rpartition(".")[0], {})[claim.key] = claim
    for silence in silences:
        claims = told[silence.key.rpartition(".")[0]]
        about = claims.get(silence.about or "")
        if about is not None:
            open_ = announcement(silence, about, claims.values(), grouping)
            if any(claim.key in found for claim in open_):
                more += [silence, *open_]
    return more


def _attached(view: View, found: dict[str, LedgerClaim]) -> list[LedgerClaim]:
    """Evidence and accusations about the claims."""
    reports = {claim.report for claim in found.values()}
    rows = view.claims(Selection(reports=reports, types=ATTACHED)) if reports else ()
    return [claim for claim in rows if claim.about in found]


def _ends(copies: Iterable[Copy]) -> set[str]:
    return {report for row in copies for report in (row.one, row.other)}
