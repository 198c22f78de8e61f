"""What an event is called after, and its title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from fogline.records.event import EventClaim
from fogline.records.ledger import LedgerClaim, Where

# An event is called after its deed, and only for want of one after a number or a promise.
LEADING = {"TOLL": 2, "COMMITMENT": 1, "EVIDENCE": 3}

_DEEDS = {
    "ADVANCE": "Advance", "ASSAULT": "Attack", "RETREAT": "Retreat", "CONTROL": "Control",
    "SOVEREIGNTY": "Claim to ground", "EXCHANGE": "Exchange", "COMMITMENT": "Commitment",
    "TOLL": "Human cost", "REQUEST": "Request", "REJECT": "Refusal", "ACCUSE": "Accusation",
    "THREATEN": "Threat", "CONSULT": "Talks", "AGREE": "Agreement", "ASSESSMENT": "Assessment",
    "EVIDENCE": "Evidence", "SILENCE": "Silence",
}  # fmt: skip


def title_of(claim: LedgerClaim, place: Where | None) -> str:
    """An event's title: deed, mode and place."""
    deed = _DEEDS.get(claim.type, claim.type.capitalize())
    mode = f" ({claim.mode.replace('-', ' ').lower()})" if claim.mode else ""
    return f"{deed}{mode}" + (f", {place.name}" if place is not None else "")


def leading(claims: Sequence[EventClaim]) -> LedgerClaim:
    """The claim that an event is called after: a deed, with the commonest mode, the first known."""
    least = min(map(_rank, claims))
    rows = [row.claim for row in claims if _rank(row) == least]
    kinds: Counter[tuple[str, str | None]] = Counter(
        (row.type, row.mode) for row in rows if row.mode is not None
    )
    if not kinds:
        return rows[0]
    best = max(kinds.values())
    return next(row for row in rows if kinds.get((row.type, row.mode)) == best)


def _rank(row: EventClaim) -> int:
    # "Put off" tells of the promise, not of a deed of its own.
    return 2 if row.claim.mode == "postpone" else LEADING.get(row.claim.type, 0)
