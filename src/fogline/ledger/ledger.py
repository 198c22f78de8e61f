"""The ledger as of a moment: which events its claims make, and what they add up to."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from fogline.corroborate.events.assemble import Known, assemble, attach
from fogline.corroborate.events.lineage import trace
from fogline.corroborate.events.silences import settle
from fogline.corroborate.grouping import blocks_of, cluster, compare, profile_of
from fogline.corroborate.grouping.answers import ATTACHING
from fogline.errors import UnknownIdError
from fogline.ledger.adding import Filing
from fogline.ledger.deciding import Decision, make_judgement
from fogline.ledger.gathering import gather
from fogline.ledger.judging import Decisions, decide, in_force
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Query, fits_claim, fits_event
from fogline.ledger.views import silences_of
from fogline.records.event import Event, Is
from fogline.records.ledger import (
    Hit,
    Judgement,
    JudgementKind,
    LedgerClaim,
    LedgerReport,
    Link,
)
from fogline.records.report import Received
from fogline.store.base import Block, Selection, Store, View


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
class Ledger:
    """A store with the tables that its views need."""

    store: Store
    filing: Filing

    def events(self, query: Query) -> tuple[Event, ...]:
        """The events that meet the conditions, by time, place and id."""
        # All of it lives on, in no circles: the collector would go through it again and again.
        with collector_at_rest():
            with self.store.view() as view:
                known, decisions, links = self._known(view, query)
            events = settle(self._events(known, decisions, links), self.filing.grouping)
            found = [event for event in events if fits_event(event, query)]
            return tuple(sorted(found, key=_order))

    def event(self, id: str, query: Query) -> Event:  # noqa: A002
        """The event that a claim of that id (or key) belongs to. Raises UnknownIdError."""
        events = self.events(replace(query, claim=id))
        for event in events:
            if id == event.id:
                return event
        for event in events:
            rows = [row.claim for row in event.claims] + [row.claim for row in event.silences]
            if any(id in (row.event_key, row.key) for row in rows):
                return event
        raise UnknownIdError(
            f"no event {id} is known at that moment", remedy="see `fogline events`"
        )

    def claims(self, query: Query) -> tuple[tuple[LedgerClaim, LedgerReport], ...]:
        """The known claims that meet the conditions with their reports, in the order of knowing."""
        with self.store.view() as view:
            known, _, _ = self._known(view, query)
        rows = [
            (claim, known.reports[claim.report])
            for claim in known.claims.values()
            if fits_claim(claim, known.reports[claim.report], query)
        ]
        rows.sort(key=lambda row: (row[1].known, row[1].id, row[0].trigger.start, row[0].key))
        return tuple(rows)

    def reports(self, query: Query) -> tuple[LedgerReport, ...]:
        """The reports known at the moment, in the order of knowing."""
        with self.store.view() as view:
            found = known_reports(view, query.as_of, query.clock)
        return tuple(sorted(found.values(), key=lambda row: (row.known, row.id)))

    def search(self, words: str, limit: int, query: Query) -> tuple[tuple[Hit, LedgerReport], ...]:
        """The paragraphs of known reports that have all the words, the best first."""
        with self.store.view() as view:
            known = known_reports(view, query.as_of, query.clock)
            hits = view.search(words, limit * 4)
        found = [(hit, known[hit.report]) for hit in hits if hit.report in known]
        return tuple(found[:limit])

    def newest_readings(self) -> tuple[LedgerReport, ...]:
        """The newest reading of every report, whenever it was published."""
        with self.store.view() as view:
            rows = view.reports()
        newest: dict[str, LedgerReport] = {}
        for row in rows:
            newest[row.id] = row
        return tuple(newest.values())

    def received(self, report: str) -> Received:
        """A report's bytes and metadata as they came. Raises UnknownIdError."""
        with self.store.view() as view:
            return view.received(report)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in their order, those undone as well."""
        with self.store.view() as view:
            return view.judgements()

    def judge(
        self,
        kind: str,
        keys: Sequence[str],
        *,
        author: str,
        reason: str,
        now: int,
        report: str | None = None,
        field: str | None = None,
        value: str | None = None,
        undoes: str | None = None,
    ) -> Judgement:
        """Record a decision; ``now`` is in seconds. Raises UnknownIdError and OptionError.

        ``keys`` name claims of the newest readings: by key, or as "report/claim".
        """
        with self.store.writer() as writer:
            row = make_judgement(
                writer.view,
                JudgementKind(kind),
                keys,
                Decision(report, field, value, undoes, author, reason, now),
            )
            writer.judge(row)
        return row

    def stats(self, query: Query) -> dict[str, int]:
        """What the ledger holds, and what of it is known at the moment."""
        with self.store.view() as view:
            rows = view.reports()
            copies = view.copies()
            judgements = view.judgements()
        reports = self.reports(query)
        events = self.events(query)
        standing = Counter(is_ for event in events for is_ in {row.is_ for row in event.standing})
        return {
            "reports": len({row.id for row in rows}),
            "readings": len(rows),
            "reports known at the moment": len(reports),
            "outlets": len({row.publisher for row in reports}),
            "claims": sum(row.claims for row in reports),
            "copied paragraphs": len(copies),
            "judgements": len(judgements),
            "judgements in force": len(in_force(judgements)),
            "events": len(events),
            **{f"events {is_.value}": standing.get(is_, 0) for is_ in Is},
            "silences open": len(silences_of(events, still=True)),
        }

    def _events(self, known: Known, decisions: Decisions, links: Sequence[Link]) -> Iterable[Event]:
        tables = self.filing.grouping
        profiles = {key: profile_of(claim, tables) for key, claim in known.claims.items()}
        joining = [link for link in links if link.rule not in ATTACHING]
        ties = [link for link in links if link.rule in ATTACHING]
        groups = cluster(
            profiles,
            joining,
            tables,
            order=known.order,
            same=decisions.same,
            different=decisions.different,
        )
        of_key: dict[str, list[Link]] = {}
        for link in links if known.detail else ():
            of_key.setdefault(link.one, []).append(link)
        for group in attach(groups, known, ties):
            members = set(group)
            inner = [link for key in group for link in of_key.get(key, ()) if link.other in members]
            yield assemble(group, inner, known)

    def _known(self, view: View, query: Query) -> tuple[Known, Decisions, list[Link]]:
        """The claims known at the query's moment, around what it asks for, as judged."""
        gathered = gather(view, query, self.filing.grouping) if query.narrow else None
        claims_ = view.claims(Selection()) if gathered is None else gathered.claims
        copies = view.copies() if gathered is None else gathered.copies
        reports = known_reports(
            view, query.as_of, query.clock, None if gathered is None else gathered.reports
        )
        current = _current(claims_, reports)
        judgements = [
            row for row in view.judgements() if query.clock != "received" or row.at <= query.as_of
        ]
        by_report: dict[str, list[LedgerClaim]] = {}
        if judgements:
            for claim in current.values():
                by_report.setdefault(claim.report, []).append(claim)
        decisions = decide(judgements, by_report)
        claims = {
            key: decisions.changed.get(key) or claim
            for key, claim in current.items()
            if claim.report not in decisions.irrelevant
            and decisions.changed.get(key, claim) is not None
        }
        links = view.links(None if not query.narrow else set(claims))
        kept = [row for row in links if row.one in claims and row.other in claims]
        kept = self._relinked(view, kept, claims, decisions)
        known = Known(
            as_of=query.as_of,
            claims=claims,
            reports=reports,
            lineage=trace(reports, copies),
            tables=self.filing.tables,
            grouping=self.filing.grouping,
            detail=query.detail,
        )
        return known, decisions, kept

    def _relinked(
        self,
        view: View,
        links: list[Link],
        claims: Mapping[str, LedgerClaim],
        decisions: Decisions,
    ) -> list[Link]:
        """The links with those of corrected claims made anew."""
        changed = {key for key, claim in decisions.changed.items() if claim is not None}
        if not changed & claims.keys():
            return links
        tables = self.filing.grouping
        kept = [row for row in links if row.one not in changed and row.other not in changed]
        for key in sorted(changed & claims.keys()):
            mine = profile_of(claims[key], tables)
            blocks = {Block(key=b.key, first=b.first, last=b.last) for b in blocks_of(mine, tables)}
            near = view.near(blocks) if blocks else ()
            others = {claim.key for claim in near} | {
                other.key for other in claims.values() if other.report == mine.claim.report
            }
            for other in sorted(others - {key}):
                if other in claims:
                    link = compare(mine, profile_of(claims[other], tables), tables)
                    if link is not None:
                        kept.append(link)
        return kept


def _current(
    claims: Iterable[LedgerClaim], reports: Mapping[str, LedgerReport]
) -> dict[str, LedgerClaim]:
    """The claims of the readings that count, by key."""
    readings = {row.id: row.reading[:8] for row in reports.values()}
    return {
        claim.key: claim
        for claim in claims
        if claim.report in readings and claim.key.split(".")[1] == readings[claim.report]
    }


def _order(event: Event) -> tuple[int, str, str]:
    return (
        event.time.first if event.time else 10**8,
        event.place.name if event.place else "",
        event.id,
    )
