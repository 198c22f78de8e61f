"""The ledger as of a moment: which events its claims make, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from fogline.errors import StoreBusyError, UnknownIdError
from fogline.ledger.computing import Moment, collector_at_rest, events_of, moment_of
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import asked_claims, gather
from fogline.ledger.history import Past, history_of
from fogline.ledger.judging import in_force
from fogline.ledger.keeping import is_kept, keep, rows_of
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Clock, Query, fits_claim, fits_event, fits_row
from fogline.ledger.recall import Recall, Whole
from fogline.ledger.regions import events_at, events_in, settled_around
from fogline.ledger.rows import row_of
from fogline.records.event import Event, Is
from fogline.records.ledger import (
    Hit,
    Judgement,
    JudgementKind,
    LedgerClaim,
    LedgerReport,
)
from fogline.records.report import Received
from fogline.records.views import EventRow
from fogline.store.base import Kept, Selection, Store, View

# Beyond so many claims it does not matter how many there are to be worked through.
MOST_COUNTED = 10**7
# Claims whose bundles, and all around them, are settled, with these bundles.
Settled = tuple[frozenset[str], tuple[Kept, ...]]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A store with the tables that its views need.

    With ``recall`` the rows of all events are kept at hand: a desk is asked for them again and
    again, and a command only once.
    """

    store: Store
    filing: Filing
    recall: Recall | None = None

    def keep(self) -> Iterator[int]:
        """Bring up to date what the whole ledger adds up to, so that it can be read at once.

        Yields after each step how many claims have been worked through. Raises StoreBusyError.
        """
        return keep(self.store, self.filing)

    def to_keep(self) -> int:
        """How many claims have to be worked through by :meth:`keep`, as far as is known now."""
        with self.store.view() as view:
            if is_kept(view, self.filing):
                return 0
            return len(view.unbundled(MOST_COUNTED)) + len(view.unmade(MOST_COUNTED))

    def rows(self, query: Query) -> tuple[EventRow, ...]:
        """The rows of the events that meet the conditions, by time, place and id.

        The same events as :meth:`events` gives, at once also where the ledger is large.
        """
        with collector_at_rest():
            whole = self._at_hand(query) if query.narrow else self._whole(query)
            if whole is not None:
                return tuple(row for row in whole if fits_row(row, query))
            found: Iterable[EventRow] | None = self._near_rows(query) if query.narrow else None
            if found is None:
                found = map(row_of, self.events(query))
            return tuple(sorted((row for row in found if fits_row(row, query)), key=_order))

    def events(self, query: Query) -> tuple[Event, ...]:
        """The events that meet the conditions, by time, place and id."""
        # All of it lives on, in no circles: the collector would go through it again and again.
        with collector_at_rest():
            events: list[Event] | None = None
            if query.filtered:
                events = self._near(query) if query.narrow else self._fitting(query)
            if events is None:
                with self.store.view() as view:
                    moment = self._moment(view, query)
                events = events_of(moment)
            found = [event for event in events if fits_event(event, query)]
            return tuple(sorted(found, key=_order))

    def some_events(self, ids: Collection[str], query: Query) -> tuple[Event, ...]:
        """The events of these ids, of those that meet the conditions; in the order of all.

        Few take little time, also where the ledger is large.
        """
        wanted = frozenset(ids)
        with collector_at_rest():
            events = self._around(wanted, query)
            if events is None:
                return tuple(event for event in self.events(query) if event.id in wanted)
            found = [row for row in events if row.id in wanted and fits_event(row, query)]
            return tuple(sorted(found, key=_order))

    def _around(self, ids: frozenset[str], query: Query) -> list[Event] | None:
        with self._kept(query) as view:
            if view is None:
                return None
            keys = {claim.key for claim in view.claims(Selection(event_keys=ids))}
            return self._told(view, query, settled_around(view, query, keys))

    def between(self, first: int, last: int, query: Query) -> tuple[tuple[Event, ...], ...]:
        """The events at two moments, those left out that are the same at both."""
        moments = [replace(query, as_of=as_of) for as_of in (first, last)]
        with collector_at_rest():
            sets = None if query.narrow else self._changed(*moments)
            if sets is None:
                return tuple(self.events(moment) for moment in moments)
            return tuple(
                tuple(sorted((event for event in events if fits_event(event, query)), key=_order))
                for events in sets
            )

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

    def history(self, event: Event, query: Query) -> tuple[Past, ...]:
        """Each change of what an event's claims added up to, until the query's moment."""
        with collector_at_rest(), self.store.view() as view:
            return history_of(view, self.filing, event, query)

    def claims(self, query: Query) -> tuple[tuple[LedgerClaim, LedgerReport], ...]:
        """The known claims that meet the conditions with their reports, in the order of knowing."""
        with self.store.view() as view:
            known = self._moment(view, query).known
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
        from fogline.ledger.deciding import Decision, make_judgement

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
        events = self.rows(query)
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
            "events with open silences": sum(event.open_silences > 0 for event in events),
        }

    def _moment(self, view: View, query: Query) -> Moment:
        """What is known at the query's moment: around what it asks for, or all."""
        gathered = gather(view, query, self.filing.grouping) if query.narrow else None
        return moment_of(view, query, self.filing, gathered)

    def _keep(self) -> bool:
        """Bring up to date what is kept; False where somebody else is writing all the time."""
        try:
            for _ in self.keep():
                pass
        except StoreBusyError:
            return False
        return True

    @contextmanager
    def _kept(self, query: Query) -> Iterator[View | None]:
        """A view in which the bundles are up to date; None where they cannot tell."""
        if query.clock is not Clock.PUBLISHED or not self._keep():
            yield None
            return
        # Somebody may have added something in between.
        with self._as_kept(query) as view:
            yield view

    def _at_hand(self, query: Query) -> tuple[EventRow, ...] | None:
        """The rows of all events, where they are kept at hand and the question is about them."""
        asked = query.claim is None and query.clock is Clock.PUBLISHED
        if self.recall is None or not asked:
            return None
        with self.store.view() as view:
            mark = view.mark()
        return self.recall.kept(mark, query.as_of)

    def _whole(self, query: Query) -> tuple[EventRow, ...] | None:
        """The rows of all events of the moment; None where what is kept cannot tell."""
        if self.recall is None or query.clock is not Clock.PUBLISHED:
            found = self._kept_rows(query)
            return None if found is None else found.rows
        with self.store.view() as view:
            mark = view.mark()
        return self.recall.rows(mark, query.as_of, lambda: self._kept_rows(query))

    def _kept_rows(self, query: Query) -> Whole | None:
        """The rows of all events of the moment; None where what is kept cannot tell."""
        with self._kept(query) as view:
            if view is None:
                return None
            bundles = view.bundles()
            rows = [row for row in bundles if row.first <= query.as_of]
            late = [row.id for row in rows if row.settled > query.as_of]
            plain = Query(as_of=query.as_of, detail=False)
            events, done = events_at(view, plain, self.filing, late) if late else ((), frozenset())
        found = [row_of(event) for event in events]
        for row in rows:
            if row.id not in done:
                found += rows_of(row.body)
        settled = max((max(row.first, row.settled) for row in bundles), default=0)
        return Whole(tuple(sorted(found, key=_order)), settled)

    def _near(self, query: Query) -> list[Event] | None:
        """The events around what is asked for, where what is kept tells which claims these are."""
        with self._as_kept(query) as view:
            if view is None:
                return None
            return self._told(view, query, _settled(view, query))

    def _told(self, view: View, query: Query, around: Settled | None) -> list[Event] | None:
        """The events of settled claims; None where not all there was settled."""
        if around is None:
            return None
        told = events_in(view, query, self.filing, around[0])
        return [event for _, event in told.events]

    def _near_rows(self, query: Query) -> list[EventRow] | None:
        """The rows around what is asked for, where all of them are kept."""
        with self._as_kept(query) as view:
            if view is None:
                return None
            around = _settled(view, query)
            return None if around is None else [r for b in around[1] for r in rows_of(b.body)]

    @contextmanager
    def _as_kept(self, query: Query) -> Iterator[View | None]:
        """A view, where what is kept is up to date as it is."""
        with self.store.view() as view:
            published = query.clock is Clock.PUBLISHED
            yield view if published and is_kept(view, self.filing) else None

    def _fitting(self, query: Query) -> list[Event] | None:
        """The events of the bundles in which one can meet the conditions."""
        with self._kept(query) as view:
            if view is None:
                return None
            ids = [
                row.id
                for row in view.bundles()
                if row.first <= query.as_of
                and (
                    row.settled > query.as_of
                    or any(fits_row(one, query) for one in rows_of(row.body))
                )
            ]
            return events_at(view, query, self.filing, ids)[0]

    def _changed(self, first: Query, last: Query) -> tuple[list[Event], list[Event]] | None:
        """The events at two moments of all bundles that may differ between them."""
        with self._kept(first) as view:
            if view is None:
                return None
            # A promise can be overdue without anything new being known.
            ids = frozenset(
                row.id
                for row in view.bundles()
                if row.first <= last.as_of
                and (row.settled > first.as_of or any(one.commitments for one in rows_of(row.body)))
            )
            while True:
                before, one = events_at(view, first, self.filing, ids)
                after, other = events_at(view, last, self.filing, ids)
                if one == other:
                    return before, after
                ids = one | other


def _settled(view: View, query: Query) -> Settled | None:
    """The claims and bundles around what is asked for; None where not all there was settled."""
    return settled_around(view, query, {claim.key for claim in asked_claims(view, query)})


def _order(event: Event | EventRow) -> tuple[int, str, str]:
    return (
        event.time.first if event.time else 10**8,
        event.place.name if event.place else "",
        event.id,
    )
