"""The summary: what there is in the ledger, in numbers. It speaks of nothing but the ledger."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.export import brief_words as fixed
from fogline.records.event import Event, Is
from fogline.records.ledger import LedgerReport

_KINDS = (
    (Is.DENIED, "denied by a party concerned"),
    (Is.DISPUTED, "disputed"),
    (Is.CONCEDED, "conceded by a party that it tells against"),
    (Is.CORROBORATED, "corroborated by independent origins"),
)


def summary_of(
    events: Sequence[Event],
    changes: Sequence[Sequence[str]],
    reports: Sequence[LedgerReport],
    since: int | None,
) -> tuple[str, ...]:
    """Sentences on how much there is, how it stands and, since a moment, what is new.

    ``changes`` are those of each event, in any order.
    """
    if not events:
        return (fixed.EMPTY,) if reports else (fixed.NO_REPORTS,)
    verb = "tells" if len(reports) == 1 else "tell"
    found = [_opening(f"{numeral(len(reports))} {_many(reports, 'report')} {verb} of ")]
    found[0] += f"{numeral(len(events))} {_many(events, 'event')}."
    if since is not None:
        found.append(_news(changes))
    standing = [
        (sum(any(row.is_ is is_ for row in event.standing) for event in events), words)
        for is_, words in _KINDS
    ]
    told = [f"{numeral(count)} {_is(count)} {words}" for count, words in standing if count]
    silent = sum(any(row.rule == "reported-silent" for row in event.standing) for event in events)
    if told:
        found.append(_opening("; ".join(told)) + ".")
    if silent:
        found.append(f"In {numeral(silent)}, somebody is reported not to have answered.")
    return tuple(found)


def _news(changes: Sequence[Sequence[str]]) -> str:
    new = sum(fixed.CHANGES["event"] in row for row in changes)
    changed = sum(bool(row) for row in changes) - new
    if not new and not changed:
        return "Nothing new is known since the moment asked for."
    more = f"{numeral(changed)} known before {'has' if changed == 1 else 'have'} changed"
    return _opening(f"{numeral(new)} {_is(new)} new, and {more}.")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _many(rows: Sequence[object], noun: str) -> str:
    return noun if len(rows) == 1 else f"{noun}s"


def _opening(text: str) -> str:
    return text[:1].upper() + text[1:]


def numeral(count: int) -> str:
    """A count in words up to nine, and in digits from ten on; nought is "none"."""
    return fixed.NUMERALS[count] if count < len(fixed.NUMERALS) else f"{count:,}"
