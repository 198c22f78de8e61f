"""Events computed from the claims of a ledger that are known at a moment, as people judged them."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from fogline.corroborate.events.assemble import Known, assemble, attach
from fogline.corroborate.events.lineage import trace
from fogline.corroborate.events.silences import settle
from fogline.corroborate.grouping import blocks_of, cluster, compare, profile_of
from fogline.corroborate.grouping.answers import ATTACHING
from fogline.corroborate.grouping.profile import Profile
from fogline.knowledge.grouping import GroupingTables
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import Gathered
from fogline.ledger.judging import Decisions, decide
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Clock, Query
from fogline.records.event import Event
from fogline.records.ledger import Judgement, LedgerClaim, LedgerReport, Link
from fogline.store.base import Block, Selection, View


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python's collector of circles from running inside the block."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            # What has been made is in no circles either: it need not be gone through once more.
            gc.freeze()
            gc.enable()


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known at a moment, with the judgements and links that count."""

    known: Known
    decisions: Decisions
    links: Sequence[Link]


def moment_of(view: View, query: Query, filing: Filing, gathered: Gathered | None) -> Moment:
    """The claims known at the query's moment (of those gathered, else all), as judged."""
    claims_ = view.claims(Selection()) if gathered is None else gathered.claims
    copies = view.copies() if gathered is None else gathered.copies
    ids = None if gathered is None else gathered.reports
    reports = known_reports(view, query.as_of, query.clock, ids)
    current = current_claims(claims_, reports)
    judgements = [
        row for row in view.judgements() if query.clock is Clock.PUBLISHED or row.at <= query.as_of
    ]
    decisions = decide(judgements, judged_claims(view, judgements, query))
    claims = {
        key: decisions.changed.get(key) or claim
        for key, claim in current.items()
        if claim.report not in decisions.irrelevant
        and decisions.changed.get(key, claim) is not None
    }
    links = None if gathered is None else gathered.links
    if links is None:
        links = view.links(None if gathered is None else set(claims))
    kept = [row for row in links if row.one in claims and row.other in claims]
    known = Known(
        as_of=query.as_of,
        claims=claims,
        reports=reports,
        lineage=trace(reports, copies, () if gathered is None else gathered.background),
        outlets=filing.outlets,
        grouping=filing.grouping,
        detail=query.detail,
    )
    kept = _relinked(view, kept, claims, decisions, filing.grouping)
    return Moment(known, decisions, kept)


def events_of(moment: Moment) -> list[Event]:
    """The events that the claims of a moment make."""
    return [event for _, event in told_events(moment)]


def groups_of(
    moment: Moment,
    among: Collection[str] | None = None,
    profiles: dict[str, Profile] | None = None,
) -> list[list[str]]:
    """The keys of the claims (of these, else of all) that are of one happening each.

    ``profiles`` keeps the claims' profiles, for who asks again about some of them.
    """
    known, decisions = moment.known, moment.decisions
    made = {} if profiles is None else profiles
    for key, claim in known.claims.items():
        if key not in made or made[key].claim is not claim:
            made[key] = profile_of(claim, known.grouping)
    return cluster(
        {key: made[key] for key in known.claims},
        [link for link in moment.links if link.rule not in ATTACHING],
        known.grouping,
        order=known.order,
        same=decisions.same,
        different=decisions.different,
        among=among,
    )


def told_events(
    moment: Moment,
    groups: Sequence[Sequence[str]] | None = None,
    beside: Collection[str] = (),
) -> list[tuple[str, Event]]:
    """The events (of these groups), each with the key of a claim of the group it was made of.

    Claims ``beside`` them can have a part in an event, as a silence has, and make none.
    """
    known = moment.known
    ties = [
        link
        for link in moment.links
        if link.rule in ATTACHING and (link.one, link.other) not in moment.decisions.different
    ]
    of_key: dict[str, list[Link]] = {}
    for link in moment.links if known.detail else ():
        of_key.setdefault(link.one, []).append(link)
    mine = frozenset(key for group in groups or () for key in group)
    single = [[key] for key in sorted(frozenset(beside) - mine) if key in known.claims]
    told = attach([*(groups_of(moment) if groups is None else groups), *single], known, ties)
    if groups is not None:
        told = [group for group in told if group[0] in mine]
    events: list[Event] = []
    for group in told:
        members = set(group)
        inner = [link for key in group for link in of_key.get(key, ()) if link.other in members]
        events.append(assemble(group, inner, known))
    # The first of a group's keys is its own; what is attached to it follows.
    return list(zip((group[0] for group in told), settle(events, known.grouping), strict=True))


def judged_claims(
    view: View, judgements: Collection[Judgement], query: Query
) -> dict[str, list[LedgerClaim]]:
    """The claims known at the query's moment, all of each report that somebody has judged.

    Of all, since the claim that a judgement means is the one of a report that fits it best.
    """
    ids = {subject.report for row in judgements for subject in row.subjects}
    if not ids:
        return {}
    reports = known_reports(view, query.as_of, query.clock, ids)
    found: dict[str, list[LedgerClaim]] = {}
    for claim in current_claims(view.claims(Selection(reports=ids)), reports).values():
        found.setdefault(claim.report, []).append(claim)
    return found


def current_claims(
    claims: Iterable[LedgerClaim], reports: Mapping[str, LedgerReport]
) -> dict[str, LedgerClaim]:
    """The claims of the readings that count, by key."""
    readings = {row.id: row.reading[:8] for row in reports.values()}
    return {
        claim.key: claim
        for claim in claims
        if claim.report in readings and claim.key.split(".")[1] == readings[claim.report]
    }


def _relinked(
    view: View,
    links: list[Link],
    claims: Mapping[str, LedgerClaim],
    decisions: Decisions,
    tables: GroupingTables,
) -> list[Link]:
    """The links with those of corrected claims made anew."""
    changed = {key for key, claim in decisions.changed.items() if claim is not None}
    if not changed & claims.keys():
        return links
    kept = [row for row in links if row.one not in changed and row.other not in changed]
    for key in sorted(changed & claims.keys()):
        kept += links_of(claims[key], _neighbours(view, claims[key], claims, tables), tables)
    return kept


def _neighbours(
    view: View, claim: LedgerClaim, claims: Mapping[str, LedgerClaim], tables: GroupingTables
) -> list[LedgerClaim]:
    """Those of the claims that share a block with a corrected claim, or its report."""
    blocks = blocks_near(claim, tables)
    others = {row.key for row in (view.near(blocks) if blocks else ())}
    others |= {other.key for other in claims.values() if other.report == claim.report}
    return [claims[other] for other in sorted(others - {claim.key}) if other in claims]


def blocks_near(claim: LedgerClaim, tables: GroupingTables) -> set[Block]:
    """The blocks under which a store finds the likes of a claim."""
    rows = blocks_of(profile_of(claim, tables), tables)
    return {Block(key=row.key, first=row.first, last=row.last) for row in rows}


def links_of(
    claim: LedgerClaim, others: Iterable[LedgerClaim], tables: GroupingTables
) -> Iterator[Link]:
    """The links from a claim to others."""
    mine = profile_of(claim, tables)
    for other in others:
        link = compare(mine, profile_of(other, tables), tables)
        if link is not None:
            yield link
