"""What new readings and judgements touch: which claims belong together, which must be seen anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from fogline.corroborate.events.assemble import ATTACHED, announcement
from fogline.corroborate.events.lineage import Passage
from fogline.corroborate.filing.moments import EVER
from fogline.corroborate.grouping.answers import ATTACHING
from fogline.knowledge.grouping import GroupingTables
from fogline.ledger.computing import blocks_near, current_claims, links_of
from fogline.ledger.copying import Spread, spread_of
from fogline.ledger.judging import Decisions, decide, in_force
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Clock
from fogline.records.ledger import Judgement, LedgerClaim
from fogline.store.base import Selection, Unnoted, View

Pairs = set[tuple[str, str]]


def new_ties(view: View, new: Unnoted, tables: GroupingTables) -> Pairs:
    """The pairs of claims of which one has a part in what the other adds up to.

    A silence with all that it leaves open, a claim with what it is about, what people have judged,
    and corrected claims with their new likes.
    """
    reports = {report for report, _ in new.readings}
    of_reading: dict[str, list[LedgerClaim]] = {}
    for claim in view.claims(Selection(reports=reports)) if reports else ():
        of_reading.setdefault(claim.key.rpartition(".")[0], []).append(claim)
    found: Pairs = set()
    for claims in of_reading.values():
        found.update(_ties_within(claims, tables))
        links = view.links([claim.key for claim in claims])
        found.update((link.one, link.other) for link in links if link.rule in ATTACHING)
    return found | _judged_ties(view, tables)


def _ties_within(
    claims: Collection[LedgerClaim], tables: GroupingTables
) -> Iterator[tuple[str, str]]:
    by_key = {claim.key: claim for claim in claims}
    for claim in claims:
        about = by_key.get(claim.about or "")
        if about is None:
            continue
        yield claim.key, about.key
        if claim.type == "SILENCE":
            for other in announcement(claim, about, claims, tables):
                yield claim.key, other.key


def _judged_ties(view: View, tables: GroupingTables) -> Pairs:
    """The ties that the judgements in force make, among what the ledger holds today."""
    judgements = in_force(view.judgements())
    reports = {subject.report for row in judgements for subject in row.subjects}
    if not reports:
        return set()
    known = known_reports(view, EVER, Clock.PUBLISHED, reports)
    by_report: dict[str, list[LedgerClaim]] = {}
    for claim in current_claims(view.claims(Selection(reports=reports)), known).values():
        by_report.setdefault(claim.report, []).append(claim)
    decisions = decide(judgements, by_report)
    found: Pairs = set(decisions.same)
    for key, corrected in decisions.changed.items():
        if corrected is not None:
            beside = [other for other in by_report[corrected.report] if _hangs_on(other)]
            found.update((key, other.key) for other in beside)
            found.update((key, other) for other in _new_likes(view, corrected, decisions, tables))
    return {pair for pair in found if pair[0] != pair[1]}


def _hangs_on(claim: LedgerClaim) -> bool:
    """Whether a claim goes with another one, which may be elsewhere once that is corrected."""
    return claim.about is not None or claim.type in ATTACHED


def _new_likes(
    view: View, claim: LedgerClaim, decisions: Decisions, tables: GroupingTables
) -> Iterator[str]:
    """The claims that a corrected one could be of one happening with."""
    blocks = blocks_near(claim, tables)
    near = {row.key: row for row in (view.near(blocks) if blocks else ())}
    near.update({row.key: row for row in view.claims(Selection(reports=[claim.report]))})
    near.pop(claim.key, None)
    yield from near.keys() & decisions.changed.keys()
    for link in links_of(claim, near.values(), tables):
        yield link.other if link.one == claim.key else link.one


def loosened(view: View, new: Unnoted) -> set[str]:
    """The claims that must be grouped anew: of the reports that readings and judgements touch.

    Other versions of an article are touched with it.
    """
    reports = {report for report, _ in new.readings}
    judged = _judged_reports(view.judgements(), new.judgements)
    touched = _with_versions(view, reports) | judged
    return {claim.key for claim in view.claims(Selection(reports=touched))}


def _with_versions(view: View, reports: Collection[str]) -> set[str]:
    stories = {row.story for row in view.reports(reports) if row.story is not None}
    versions = view.stories(stories) if stories else ()
    return {row.id for row in versions}.union(reports)


def new_copies(view: View, new: Unnoted, unnoted: Collection[str]) -> Spread:
    """What comes of the copies of new paragraphs.

    ``unnoted`` are all reports with readings that bundles do not heed yet.
    """
    reports = _with_versions(view, {report for report, _ in new.readings})
    return spread_of(view, reports, unnoted)


def claims_in(view: View, passages: Collection[Passage]) -> set[str]:
    """The claims of these paragraphs."""
    reports = {report for report, _ in passages}
    claims = view.claims(Selection(reports=reports)) if reports else ()
    return {claim.key for claim in claims if (claim.report, claim.passage) in passages}


def _judged_reports(rows: Iterable[Judgement], new: Collection[str]) -> set[str]:
    """The reports that judgements are about; an undo is about what it undoes."""
    by_id = {row.id: row for row in rows}
    found: set[str] = set()
    for id_ in new:
        row: Judgement | None = by_id[id_]
        while row is not None:
            found.update(subject.report for subject in row.subjects)
            row = by_id.get(row.undoes or "")
    return found
