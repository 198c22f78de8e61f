"""People's decisions: applied when the ledger is viewed, never written into its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from fogline.corroborate.filing.moments import hours
from fogline.errors import OptionError
from fogline.records.ledger import (
    Basis,
    Judgement,
    JudgementKind,
    LedgerClaim,
    Subject,
    When,
    Where,
)

# What of a claim a person can call wrong or correct, and what a corrected value must be.
FIELDS = {
    "type": "a type, or TYPE/mode",
    "place": 'a place: {"id": ..., "name": ...}, as `fogline gazetteer lookup` gives it',
    "time": "a day (2025-06-08) or a period (2025-06-08/2025-06-10, the end not in it)",
    "says": "affirms, denies, doubts or offers-evidence",
    "number": "a number, or an interval (3-6, 3+)",
    "claim": "only `wrong`: the text says nothing of the kind",
}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements in force at a moment: those that nobody has undone."""

    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    changed: Mapping[str, LedgerClaim | None]
    irrelevant: frozenset[str]
    dangling: tuple[Judgement, ...]


def standing_ids(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The ids of the judgements that nobody has undone, undos included.

    One is undone by an undo that stands itself, whatever the order of those of one second.
    """
    rows = list(judgements)
    undoers: dict[str, list[str]] = {}
    for row in rows:
        if row.kind is JudgementKind.UNDO and row.undoes:
            undoers.setdefault(row.undoes, []).append(row.id)
    found: dict[str, bool] = {}

    def stands(id_: str) -> bool:
        # An undo names what was there before it, so that this comes to an end.
        if id_ not in found:
            found[id_] = not any(stands(undo) for undo in undoers.get(id_, ()))
        return found[id_]

    return frozenset(row.id for row in rows if stands(row.id))


def in_force(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that nobody has undone, in their order; an undone undo counts again."""
    rows = list(judgements)
    standing = standing_ids(rows)
    return tuple(row for row in rows if row.id in standing and row.kind is not JudgementKind.UNDO)


def subject_of(claim: LedgerClaim) -> Subject:
    """A claim as a judgement names it: by report, type and words, so that readings can change."""
    return Subject(
        report=claim.report,
        claim=claim.claim,
        type=claim.type,
        start=claim.trigger.start,
        end=claim.trigger.end,
    )


def find_subject(subject: Subject, claims: Sequence[LedgerClaim]) -> LedgerClaim | None:
    """The claim of a reading that a subject means: of its words, best of its type as well."""
    if subject.start is None or subject.end is None:
        return None
    rows = [
        claim
        for claim in claims
        if claim.trigger.start < subject.end and subject.start < claim.trigger.end
    ]
    rows.sort(
        key=lambda claim: (
            claim.type != subject.type,
            claim.claim != subject.claim,
            abs(claim.trigger.start - subject.start) if subject.start is not None else 0,
            claim.key,
        )
    )
    return rows[0] if rows and rows[0].type == subject.type else None


def decide(
    judgements: Iterable[Judgement], by_report: Mapping[str, Sequence[LedgerClaim]]
) -> Decisions:
    """What the judgements in force mean for the claims that are known.

    ``by_report`` holds the known claims of each report that a judgement names.
    """
    same: set[tuple[str, str]] = set()
    different: set[tuple[str, str]] = set()
    changed: dict[str, LedgerClaim | None] = {}
    irrelevant: set[str] = set()
    dangling: list[Judgement] = []
    for row in in_force(judgements):
        if row.kind is JudgementKind.IRRELEVANT:
            irrelevant.update(subject.report for subject in row.subjects)
            continue
        if not all(subject.report in by_report for subject in row.subjects):
            continue
        found = [find_subject(subject, by_report[subject.report]) for subject in row.subjects]
        claims = [claim for claim in found if claim is not None]
        if len(claims) != len(found):
            dangling.append(row)
        elif row.kind in (JudgementKind.SAME, JudgementKind.DIFFERENT):
            one, other = sorted(claim.key for claim in claims)
            for kept, pairs in ((JudgementKind.SAME, same), (JudgementKind.DIFFERENT, different)):
                (pairs.add if row.kind is kept else pairs.discard)((one, other))
        else:
            for claim in (*claims, *_of_one_number(claims, row, by_report)):
                now = changed.get(claim.key, claim)
                then = None if now is None else corrected(now, row)
                if then is not claim:
                    changed[claim.key] = then
    return Decisions(
        frozenset(same), frozenset(different), changed, frozenset(irrelevant), tuple(dangling)
    )


def _of_one_number(
    claims: Sequence[LedgerClaim],
    judgement: Judgement,
    by_report: Mapping[str, Sequence[LedgerClaim]],
) -> list[LedgerClaim]:
    """The other claims that give the very number of a claim whose number is judged.

    "Killed 12 soldiers" is an assault and a toll; its twelve are corrected in both.
    """
    if judgement.field != "number":
        return []
    return [
        other
        for claim in claims
        for other in by_report[claim.report]
        if other.key != claim.key and _numbers(other) and _numbers(other) <= _numbers(claim)
    ]


def _numbers(claim: LedgerClaim) -> frozenset[int]:
    return frozenset(row.words.start for row in claim.counts if not row.part)


def corrected(claim: LedgerClaim, judgement: Judgement) -> LedgerClaim | None:
    """The claim as a person corrected it; None where the whole claim is wrong."""
    field = judgement.field
    if judgement.kind is JudgementKind.WRONG:
        if field == "claim":
            return None
        empty: dict[str, dict[str, object]] = {
            "place": {"place": None},
            "time": {"time": None},
            "number": {"counts": ()},
            "type": {"type": "ASSESSMENT", "mode": None},
        }
        return replace(claim, **empty.get(field or "", {}))  # type: ignore[arg-type]
    return _with_value(claim, field or "", json.loads(judgement.value or "null"))


def _with_value(claim: LedgerClaim, field: str, value: object) -> LedgerClaim:
    if field == "type":
        kind, _, mode = str(value).partition("/")
        return replace(claim, type=kind, mode=mode or None)
    if field == "says":
        return replace(claim, says=type(claim.says)(str(value)))
    if field == "time":
        return replace(claim, time=corrected_time(str(value)))
    if field == "number":
        low, high = corrected_number(str(value))
        counts = tuple(
            replace(row, low=low, high=high, exact=low == high) if not row.part else row
            for row in claim.counts
        )
        return replace(claim, counts=counts)
    if field == "place" and isinstance(value, dict):
        if claim.place is not None and claim.place.id == value.get("id"):
            # Somebody has looked at it and found it right: nothing is to be changed.
            return claim
        return replace(claim, place=corrected_place(value))
    return claim


def corrected_time(text: str) -> When:
    """A day or a period as a person gives it; raises OptionError where it is none."""
    start, _, end = text.partition("/")
    try:
        first = hours(start)
        last = hours(end) if end else first + 24
    except ValueError:
        raise OptionError(f"{text!r} is no day", where="--value", remedy=FIELDS["time"]) from None
    if last <= first:
        raise OptionError("the period ends before it begins", where="--value")
    return When(
        start=start,
        end=end or None,
        precision="day" if not end else "vague",
        first=first,
        last=last,
        basis=Basis.CORRECTED,
        words=None,
    )


def corrected_number(text: str) -> tuple[float | None, float | None]:
    """A number or interval as a person gives it; raises OptionError where it is none."""
    try:
        low, dash, high = text.removesuffix("+").partition("-")
        first, last = float(low), float(high) if dash else float(low)
        if not isfinite(first) or not isfinite(last) or last < first:
            raise ValueError
        return first, None if text.endswith("+") else last
    except ValueError:
        raise OptionError(
            f"{text!r} is no number", where="--value", remedy=FIELDS["number"]
        ) from None


def corrected_place(value: Mapping[str, object]) -> Where:
    """A place as it was looked up for a person. Raises KeyError, TypeError for what is none."""
    from fogline.records.ledger import Unit

    within = value.get("within") or []
    units = within if isinstance(within, list) else []

    def number(key: str) -> float | None:
        found = value.get(key)
        return float(found) if isinstance(found, int | float) else None

    return Where(
        id=str(value["id"]),
        name=str(value["name"]),
        kind=str(value.get("kind") or "settlement"),
        within=tuple(
            Unit(id=str(row["id"]), kind=str(row["kind"]), name=str(row["name"])) for row in units
        ),
        country=str(value["country"]) if value.get("country") else None,
        contested=(),
        lat=number("lat"),
        lon=number("lon"),
        precision=str(value.get("precision") or "exact"),
        relation=None,
        basis=Basis.CORRECTED,
        words=None,
    )


def place_value(place: Where) -> str:
    """A claim's place as the value of a judgement that finds it right."""
    return json.dumps(
        {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "within": [{"id": row.id, "kind": row.kind, "name": row.name} for row in place.within],
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "precision": place.precision,
        },
        ensure_ascii=False,
        sort_keys=True,
    )
