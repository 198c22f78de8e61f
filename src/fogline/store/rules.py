"""What every store must decide in the same way: what a selection asks for, what a row must keep."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from fogline.errors import LedgerError, UnknownIdError
from fogline.records.ledger import Copy, LedgerClaim, Link, Passage
from fogline.store.base import Reading, Selection

# Hours since 1970 that are before and after everything, where a selection leaves a side open.
EARLIEST = -(2**60)
LATEST = 2**60


def overlap(first: int, last: int, other_first: int, other_last: int) -> bool:
    """Whether two half-open periods share a moment."""
    return first < other_last and other_first < last


def sides(selection: Selection) -> tuple[int, int] | None:
    """The period that a selection asks for, None where it asks for none."""
    if selection.first is None and selection.last is None:
        return None
    first = EARLIEST if selection.first is None else max(selection.first, EARLIEST)
    last = LATEST if selection.last is None else min(selection.last, LATEST)
    return first, last


def wanted(selection: Selection, claim: LedgerClaim) -> bool:
    """Whether a claim meets all conditions. One without a place, or a time, meets none on it."""
    return (
        (selection.keys is None or claim.key in selection.keys)
        and (selection.event_keys is None or claim.event_key in selection.event_keys)
        and (selection.reports is None or claim.report in selection.reports)
        and (selection.types is None or claim.type in selection.types)
        and _at_units(selection, claim)
        and _in_period(selection, claim)
        and _in_box(selection, claim)
    )


def _at_units(selection: Selection, claim: LedgerClaim) -> bool:
    if selection.units is None:
        return True
    return claim.place is not None and not claim.place.units.isdisjoint(selection.units)


def _in_period(selection: Selection, claim: LedgerClaim) -> bool:
    period = sides(selection)
    if period is None:
        return True
    return claim.time is not None and overlap(*period, claim.time.first, claim.time.last)


def _in_box(selection: Selection, claim: LedgerClaim) -> bool:
    if selection.box is None:
        return True
    if claim.place is None or claim.place.lat is None or claim.place.lon is None:
        return False
    south, north, longitudes = halves(selection.box)
    lat, lon = claim.place.lat, claim.place.lon
    return south <= lat <= north and any(west <= lon <= east for west, east in longitudes)


def halves(
    box: tuple[float, float, float, float],
) -> tuple[float, float, tuple[tuple[float, float], ...]]:
    """A box as south, north and its stretches from west to east.

    There are two stretches where the box crosses the 180th meridian (its west is greater than its
    east, as in GeoJSON).
    """
    south, west, north, east = box
    if west <= east:
        return south, north, ((west, east),)
    return south, north, ((west, 180.0), (-180.0, east))


def features_json(link: Link) -> str:
    """A link's features as JSON, the same text for the same features."""
    return json.dumps(dict(link.features), ensure_ascii=True, sort_keys=True)


def sorted_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links by (one, other), then by rule, score and features; equal ones once."""
    rows = {(row.one, row.other, row.rule, row.score, features_json(row)): row for row in links}
    return tuple(rows[key] for key in sorted(rows))


def weakness(link: Link) -> tuple[float, str, str, str, str]:
    """By what links are put in order from the weakest on."""
    return link.score, link.one, link.other, link.rule, features_json(link)


_PASSAGE_ORDER = attrgetter("report", "number", "start", "end", "signature", "bands")


def sorted_passages(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The paragraphs by (report, number), then by what two readings may tell apart; each once."""
    rows = sorted(passages, key=_PASSAGE_ORDER)
    return tuple(row for row, _ in groupby(rows))


def sorted_copies(copies: Iterable[Copy]) -> tuple[Copy, ...]:
    """The pairs by (one, one_number, other, other_number, similarity); equal ones once."""
    rows = {
        (row.one, row.one_number, row.other, row.other_number, row.similarity): row
        for row in copies
    }
    return tuple(rows[key] for key in sorted(rows))


def check_reading(reading: Reading) -> None:
    """Raise LedgerError where parts of a reading belong to another report or stand twice."""
    report = reading.report.id
    strangers = {row.claim.report for row in reading.claims if row.claim.report != report}
    strangers |= {row.report for row in reading.passages if row.report != report}
    if strangers:
        raise LedgerError(
            f"the reading has claims or paragraphs of another report ({min(strangers)})",
            where=report,
            remedy="file every report by itself",
        )
    keys = [row.claim.key for row in reading.claims]
    if len(set(keys)) < len(keys):
        raise claim_key_taken(next(key for key in keys if keys.count(key) > 1), report)


def claim_key_taken(key: str, report: str) -> LedgerError:
    """The error for a claim whose key belongs to a claim already."""
    return LedgerError(
        f"the ledger has a claim with the key {key!r} already",
        where=report,
        remedy="a new reading of a report needs new claim keys",
    )


def unknown_claim(key: str, report: str) -> UnknownIdError:
    """The error for a link to a claim that the ledger does not have."""
    return UnknownIdError(
        f"a link leads to the claim {key!r}, which the ledger does not have",
        where=report,
        remedy="link claims of this reading and of readings that were added before",
    )


def unknown_report(report: str) -> UnknownIdError:
    """The error for a report that the ledger does not have."""
    return UnknownIdError(
        f"the ledger has no report {report!r}", remedy="list the ids that it has: fogline reports"
    )


def unknown_reading(report: str, reading: str) -> UnknownIdError:
    """The error for a reading that the ledger does not have."""
    return UnknownIdError(
        f"the ledger has no reading {reading!r} of the report {report!r}",
        remedy="list the ids that it has: fogline reports",
    )
