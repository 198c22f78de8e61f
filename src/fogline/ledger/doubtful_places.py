"""Places that the ledger is least sure of, with the others that were weighed.

What was weighed for a place is kept in the record of its report and nowhere else, so that only the
records of some reports are looked at: those that became known last, among those asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from fogline.ledger.computing import current_claims
from fogline.ledger.doubts import selected_by
from fogline.ledger.judged import judged_in
from fogline.ledger.knowing import known_reports
from fogline.ledger.query import Query, fits_claim
from fogline.records.ledger import Basis, LedgerClaim, LedgerReport, Where
from fogline.store.base import Selection, View

# So many reports are looked at in one go.
REPORTS = 300
# A place this certain is not asked about.
SURE = 0.9
# Nothing of that name is known: less of a doubt than several that fit, which one can choose from.
NONE_KNOWN = 0.2
# What a place loses that the claim's own words do not name.
CARRIED = 0.8
# What was weighed and found less likely than this is not shown.
UNLIKELY = 0.01
# Fields by which a person has looked at a place.
_LOOKED_AT = ("place", "claim")


class _Candidate(msgspec.Struct):
    gazetteer: str
    score: float


class _Span(msgspec.Struct):
    start: int
    end: int


class _Place(msgspec.Struct):
    """What a record says of a place, as far as it is asked here."""

    id: str
    name: str
    gazetteer: str | None
    anchor: str | None
    reason: str
    candidates: list[_Candidate]
    mentions: list[_Span]


class _Record(msgspec.Struct):
    places: list[_Place]


_RECORD = msgspec.json.Decoder(_Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDoubt:
    """A place of one report that may be another one, with the claims that are set there.

    ``certainty`` is from 0 to 1. ``reason`` is the reader's, in plain words. ``others`` are the
    gazetteer ids of what was weighed with it, with their scores, the likeliest first.
    """

    claims: tuple[LedgerClaim, ...]
    report: LedgerReport
    place: Where
    certainty: float
    reason: str
    others: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PlaceDoubts:
    """Doubtful places, the least certain first, of ``looked_at`` reports out of ``reports``."""

    rows: tuple[PlaceDoubt, ...]
    looked_at: int
    reports: int


def doubtful_places(view: View, query: Query, limit: int, skip: int = 0) -> PlaceDoubts:
    """The least certain places of the reports known last, the last ``skip`` of them left out."""
    known = known_reports(view, query.as_of, query.clock)
    judged = judged_in(view)
    asked = _asked(view, query, known)
    rows = [row for row in known.values() if row.id not in judged.decisions.irrelevant]
    rows = [row for row in rows if asked is None or row.id in asked]
    rows.sort(key=lambda row: (-row.known, row.id))
    part = {row.id: row for row in rows[skip : skip + REPORTS]}
    claims = view.claims(Selection(reports=part)) if part else ()
    of_report: dict[str, list[LedgerClaim]] = {}
    for claim in current_claims(claims, part).values():
        if not judged.field(claim.key, _LOOKED_AT) and fits_claim(claim, part[claim.report], query):
            of_report.setdefault(claim.report, []).append(claim)
    found = [
        doubt
        for id_, its in of_report.items()
        for doubt in _in_report(part[id_], its, view.record(id_, part[id_].reading))
    ]
    found.sort(key=lambda row: (row.certainty, -row.report.known, row.claims[0].key))
    return PlaceDoubts(tuple(found[:limit]), len(part), len(rows))


def _asked(view: View, query: Query, known: Mapping[str, LedgerReport]) -> frozenset[str] | None:
    """The reports with claims of the place or month asked for; None where all are looked at."""
    wanted = selected_by(query)
    if wanted is None:
        return None
    return frozenset(row.report for row in view.claims(wanted) if row.report in known)


def _in_report(
    report: LedgerReport, claims: Iterable[LedgerClaim], record: str
) -> Iterator[PlaceDoubt]:
    """The places of a report that are not certain."""
    groups: dict[tuple[str, bool], list[LedgerClaim]] = {}
    for claim in claims:
        if claim.place is not None:
            carried = claim.place.basis is Basis.CARRIED
            groups.setdefault((claim.place.id, carried), []).append(claim)
    if not groups:
        return
    places = {row.id: row for row in _RECORD.decode(record).places}
    for (_, carried), rows in sorted(groups.items()):
        rows.sort(key=lambda claim: (claim.trigger.start, claim.key))
        place = rows[0].place
        told = None if place is None else _told(place, places.values())
        if place is None or told is None:
            continue
        weighed = _weighed(told, places)
        certainty = _certainty(place, weighed) * (CARRIED if carried else 1.0)
        if certainty < SURE:
            chosen = {place.id, weighed.gazetteer}
            others = [
                (one.gazetteer, one.score) for one in weighed.candidates if one.score >= UNLIKELY
            ]
            yield PlaceDoubt(
                claims=tuple(rows),
                report=report,
                place=place,
                certainty=round(certainty, 3),
                reason=told.reason,
                others=tuple(one for one in others if one[0] not in chosen),
            )


def _told(place: Where, places: Iterable[_Place]) -> _Place | None:
    """The record's place that a claim's place was made of: the one with its mention."""
    if place.words is None:
        return None
    at = place.words.start, place.words.end
    rows = [row for row in places if any((one.start, one.end) == at for one in row.mentions)]
    rows = [row for row in rows if row.name == place.name] or rows
    return rows[0] if rows else None


def _weighed(told: _Place, places: Mapping[str, _Place]) -> _Place:
    """Of an edge or a part of a place ("western border of X"): that place."""
    anchor = places.get(told.anchor or "")
    return anchor if anchor is not None and not told.candidates else told


def _certainty(place: Where, weighed: _Place) -> float:
    if not weighed.candidates:
        # Known without weighing anything, or not at all.
        return 1.0 if weighed.gazetteer is not None else NONE_KNOWN
    chosen = [row.score for row in weighed.candidates if row.gazetteer == weighed.gazetteer]
    if chosen:
        return min(1.0, chosen[0])
    return NONE_KNOWN if place.precision == "unresolved" and len(weighed.candidates) < 2 else 0.0
