"""Which claims still stand: a holder who later says otherwise supersedes what they said before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fogline.corroborate.filing.moments import HOUR
from fogline.corroborate.grouping.features import counts_agree
from fogline.corroborate.grouping.sides import counted_of
from fogline.records.ledger import Count, LedgerClaim, Says

Slot = tuple[str, ...]


def said_at(claim: LedgerClaim, known: Mapping[str, int]) -> tuple[int, int]:
    """When a claim was made, for putting one holder's claims in order: then by report.

    The moment that the report gives for the saying, but no later than the report itself.
    """
    report = known[claim.key]
    said = report if claim.said is None else min(report, claim.said * HOUR)
    return said, report


def find_superseded(
    claims: Iterable[LedgerClaim],
    origins: Mapping[str, str],
    known: Mapping[str, int],
    roots: Mapping[str, object],
) -> dict[str, str]:
    """The claims that their holder has since said otherwise, each with the claim that says so.

    ``origins`` maps claim keys to origin keys, ``known`` to the moment of knowing in seconds,
    ``roots`` to the paragraph that the claim's own was copied from: what differs between two
    copies of one paragraph is a copyist's slip, not a change of mind. ``claims`` come in the
    order of knowing.
    """
    slots: dict[tuple[str, Slot], list[LedgerClaim]] = {}
    told = tuple(claims)
    for claim in told:
        for slot in _slots(claim):
            slots.setdefault((origins[claim.key], slot), []).append(claim)
    found: dict[str, str] = {}
    for (_, slot), rows in slots.items():
        rows.sort(key=lambda claim: said_at(claim, known))
        last = rows[-1]
        for claim in rows[:-1]:
            copied = claim.report != last.report and roots[claim.key] == roots[last.key]
            if not copied and _later(claim, last, slot, known) and _otherwise(claim, last, slot):
                found[claim.key] = last.key
    return {**_taken_back(told, known), **found}


def _taken_back(claims: Iterable[LedgerClaim], known: Mapping[str, int]) -> dict[str, str]:
    """The denials of a side that has since conceded what it denied, with the concession."""
    found: dict[str, str] = {}
    rows = list(claims)
    for conceded in rows:
        party = conceded.holder.party
        if party is None or conceded.stance != "concedes" or conceded.says is not Says.AFFIRMS:
            continue
        for row in rows:
            own = row.says is Says.DENIES and row.holder.party == party and row.key != conceded.key
            if own and known[row.key] <= known[conceded.key]:
                found.setdefault(row.key, conceded.key)
    return found


def _later(claim: LedgerClaim, last: LedgerClaim, slot: Slot, known: Mapping[str, int]) -> bool:
    """Whether the last claim was made after another, or says that a number has changed."""
    if said_at(last, known) > said_at(claim, known):
        return True
    count = _count(last, slot) if slot[0] == "count" else None
    return count is not None and count.update and claim.report == last.report


def _slots(claim: LedgerClaim) -> Iterable[Slot]:
    """What a claim fixes: whether the deed is so, and each number that it gives."""
    counts = [row for row in claim.counts if not row.part and row.kind != "other"]
    for count in counts:
        yield "count", count.kind, count.who or "people", counted_of(claim, count)
    if not counts and claim.says in (Says.AFFIRMS, Says.DENIES) and claim.type != "COMMITMENT":
        yield "deed", claim.type, claim.mode or ""


def _otherwise(claim: LedgerClaim, last: LedgerClaim, slot: Slot) -> bool:
    if slot[0] == "deed":
        return claim.says is not last.says
    mine, theirs = _count(claim, slot), _count(last, slot)
    if mine is None or theirs is None:
        return False
    return counts_agree(mine, theirs) != "equal"


def _count(claim: LedgerClaim, slot: Slot) -> Count | None:
    for row in claim.counts:
        if (row.kind, row.who or "people") == slot[1:3] and not row.part:
            return row
    return None
