"""Which reports, and which reading of each, count as known at a moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from fogline.ledger.query import Clock
from fogline.records.ledger import LedgerReport
from fogline.store.base import View


def known_reports(
    view: View, as_of: int, clock: Clock, ids: Collection[str] | None = None
) -> dict[str, LedgerReport]:
    """The reports known at a moment (of these), each with the reading that counts.

    A corrected version takes the place of the one before from when it is known itself. Their
    ``known`` is the moment by the clock that was asked for.
    """
    rows = view.reports(ids)
    if ids is not None:
        stories = {row.story for row in rows if row.story is not None}
        rows = (*rows, *(view.stories(stories) if stories else ()))
    readings = _newest_readings(rows, as_of, clock)
    stories_: dict[str, list[LedgerReport]] = {}
    for row in readings:
        stories_.setdefault(row.story or f"report:{row.id}", []).append(row)
    found: dict[str, LedgerReport] = {}
    for versions in stories_.values():
        last = _last_known(versions, as_of, clock)
        if last is not None and (ids is None or last.id in ids):
            found[last.id] = last
    return found


def known_between(view: View, ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """From when on each report can be known, and from when on nothing about that changes.

    The latter is when the last version of its article is known; both in seconds, by publication.
    """
    rows = view.reports(ids)
    stories = {row.story for row in rows if row.story is not None}
    versions = (*rows, *(view.stories(stories) if stories else ()))
    of_story: dict[str, list[LedgerReport]] = {}
    for row in _newest_readings(versions, 0, Clock.PUBLISHED):
        of_story.setdefault(row.story or f"report:{row.id}", []).append(row)
    found: dict[str, tuple[int, int]] = {}
    for story in of_story.values():
        last = max(row.known for row in _in_order(story))
        found.update({row.id: (row.known, last) for row in story})
    for row in rows:
        first, last = found[row.id]
        found[row.id] = min(first, row.known), max(last, row.known)
    return found


def versions_of(view: View, report: LedgerReport) -> tuple[LedgerReport, ...]:
    """All versions of a report's article, in the order in which they supersede each other."""
    rows = view.stories([report.story]) if report.story is not None else (report,)
    newest: dict[str, LedgerReport] = {}
    for row in rows:
        newest[row.id] = row
    return tuple(_in_order(newest.values()))


def _newest_readings(rows: Iterable[LedgerReport], as_of: int, clock: Clock) -> list[LedgerReport]:
    """One reading of each report: the last made; by reception, the last made until then."""
    newest: dict[str, LedgerReport] = {}
    for row in rows:
        if clock is Clock.RECEIVED and row.read_at > as_of:
            continue
        kept = newest.get(row.id)
        if kept is None or (row.read_at, row.reading) > (kept.read_at, kept.reading):
            newest[row.id] = row
    return list(newest.values())


def _in_order(versions: Iterable[LedgerReport]) -> list[LedgerReport]:
    """Versions of one article with the moments from which they take over.

    A later version that keeps the first one's date of publication is known from its reception.
    """
    ordered = sorted(versions, key=lambda row: (row.known, row.received, row.id))
    found: list[LedgerReport] = []
    for row in ordered:
        last = found[-1].known if found else None
        late = last is not None and row.known <= last
        found.append(replace(row, known=max(row.received, last or 0)) if late else row)
    return found


def _last_known(versions: list[LedgerReport], as_of: int, clock: Clock) -> LedgerReport | None:
    if clock is Clock.RECEIVED:
        rows = [replace(row, known=row.received) for row in versions]
        rows.sort(key=lambda row: (row.known, row.id))
    elif len(versions) == 1:
        return versions[0] if versions[0].known <= as_of else None
    else:
        rows = _in_order(versions)
    known = [row for row in rows if row.known <= as_of]
    return known[-1] if known else None
