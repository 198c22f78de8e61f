"""The board of sources: whom outlets belong to, who copies them, what of theirs is denied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from fogline.export.tables import Table
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.records.event import Is
from fogline.records.ledger import Copy, LedgerReport
from fogline.records.views import EventRow

COLUMNS = (
    "outlet", "belongs_to", "reports", "claims", "corrected", "copied_by_others",
    "copies_others", "credited", "events", "denied_or_disputed",
)  # fmt: skip
AGAINST = frozenset((Is.DENIED, Is.DISPUTED))
NOT_NAMED = "(not named)"
Row = Mapping[str, str | int | None]


def source_table(rows: Iterable[Row]) -> Table:
    """Outlets with what is counted of each."""
    return Table(columns=COLUMNS, rows=tuple(rows))


def source_rows(ledger: Ledger, query: Query) -> list[Row]:
    """Outlets, those with most reports first.

    ``corrected`` counts articles with several versions, ``copied_by_others`` and ``copies_others``
    paragraphs, ``credited`` reports of others that name the outlet as their agency, and
    ``denied_or_disputed`` events that the outlet reports and somebody concerned denies or tells
    otherwise.
    """
    reports = {row.id: row for row in ledger.reports(query)}
    outlets: dict[str, list[LedgerReport]] = {}
    for row in reports.values():
        outlets.setdefault(_outlet(row), []).append(row)
    with ledger.store.view() as view:
        corrected = _corrected(view.reports(), reports)
        given, taken = _copied(view.copies(), reports)
    told, against = _events(ledger.rows(query))
    credited = Counter(row.via for row in reports.values() if row.via not in (None, row.publisher))
    return [
        {
            "outlet": name,
            "belongs_to": next((row.family for row in rows if row.family), None),
            "reports": len(rows),
            "claims": sum(row.claims for row in rows),
            "corrected": corrected[name],
            "copied_by_others": given[name],
            "copies_others": taken[name],
            "credited": credited[name],
            "events": told[name],
            "denied_or_disputed": against[name],
        }
        for name, rows in sorted(outlets.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    ]


def _outlet(row: LedgerReport) -> str:
    return row.publisher or NOT_NAMED


def _corrected(rows: Iterable[LedgerReport], known: Mapping[str, LedgerReport]) -> Counter[str]:
    """The known articles that are not the only version of their story, by outlet."""
    versions: dict[str, set[str]] = {}
    for row in rows:
        if row.story is not None:
            versions.setdefault(row.story, set()).add(row.id)
    return Counter(
        _outlet(row) for row in known.values() if len(versions.get(row.story or "", ())) > 1
    )


def _copied(
    copies: Iterable[Copy], known: Mapping[str, LedgerReport]
) -> tuple[Counter[str], Counter[str]]:
    """The paragraphs of each outlet that another one has later, and those that it has later."""
    given: set[tuple[str, str, int]] = set()
    taken: set[tuple[str, str, int]] = set()
    for row in copies:
        one, other = known.get(row.one), known.get(row.other)
        if one is None or other is None or one.publisher == other.publisher:
            continue
        ends = [(one.known, one, row.one_number), (other.known, other, row.other_number)]
        (_, first, number), (_, later, there) = sorted(ends, key=lambda end: (end[0], end[1].id))
        given.add((_outlet(first), first.id, number))
        taken.add((_outlet(later), later.id, there))
    return Counter(name for name, _, _ in given), Counter(name for name, _, _ in taken)


def _events(rows: Iterable[EventRow]) -> tuple[Counter[str], Counter[str]]:
    told: Counter[str] = Counter()
    against: Counter[str] = Counter()
    for row in rows:
        told.update(row.publishers)
        if any(part.is_ in AGAINST for part in row.standing):
            against.update(row.publishers)
    return told, against
