"""How each claim of an event stands to the others, told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fogline.records.event import Event, EventClaim
from fogline.records.ledger import Says

# As a claim's own line tells it, the most telling first.
WORDS = {
    "denies": "denies",
    "doubts": "doubts what is said by",
    "denied by": "denied by",
    "contradicts": "gives another number than",
    "answers": "answers",
    "supersedes": "takes the place of what was said before by",
    "offers-evidence-for": "offers evidence for",
    "supports": "independent of",
    "repeats": "repeats",
}


@dataclass(frozen=True, slots=True)
class Stands:
    """In words how a claim stands to others, with one claim of each of these."""

    kind: str
    words: str
    others: tuple[EventClaim, ...]


def relations_of(event: Event) -> Mapping[str, tuple[Stands, ...]]:
    """For each claim's key how it stands to what others had said before.

    What its own holder had said before is told only where it has changed.
    """
    rows = {row.claim.key: row for row in event.claims}
    found: dict[str, dict[str, dict[str, EventClaim]]] = {}
    for relation in event.relations:
        one, other = rows.get(relation.one), rows.get(relation.other)
        if one is None or other is None:
            continue
        same = one.claim.holder.key == other.claim.holder.key
        if same and relation.kind in ("repeats", "supports"):
            continue
        kinds = found.setdefault(relation.one, {})
        kinds.setdefault(_kind(relation.kind, one), {}).setdefault(other.claim.holder.key, other)
    return {
        key: tuple(
            Stands(kind.replace(" ", "-"), words, tuple(kinds[kind].values()))
            for kind, words in WORDS.items()
            if kind in kinds
        )
        for key, kinds in found.items()
    }


def _kind(kind: str, claim: EventClaim) -> str:
    """Whoever speaks last: who affirms what others have denied is denied by them."""
    if kind != "denies":
        return kind
    return {Says.AFFIRMS: "denied by", Says.DOUBTS: "doubts"}.get(claim.claim.says, kind)
