"""Who copied whom: the reports of one origin as a tree, by the paragraphs they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.records.event import Event, EventClaim, Origin
from fogline.records.ledger import Copy
from fogline.store.base import View

Passage = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Branch:
    """A claim with those whose paragraphs were copied from its own.

    ``share`` is how much of the wording it has in common with what it was copied from, None where
    it was copied from nothing known. ``drift`` is what it gives where copies differ.
    """

    claim: EventClaim
    share: float | None
    drift: tuple[str, ...]
    copies: tuple[Branch, ...]

    @property
    def size(self) -> int:
        """How many claims it is, its copies included."""
        return 1 + sum(row.size for row in self.copies)


@dataclass(frozen=True, slots=True)
class Tree:
    """One origin with the claims that carry it."""

    origin: Origin
    branches: tuple[Branch, ...]


def trees_of(view: View, event: Event) -> tuple[Tree, ...]:
    """The trees of an event's origins."""
    passages = {(row.claim.report, row.claim.passage) for row in event.claims}
    shares = _shares(view.copies_of(passages), passages)
    drifts: dict[str, list[str]] = {}
    for drift in event.drifts:
        for words, key in drift.values:
            drifts.setdefault(key, []).append(words)
    return tuple(
        Tree(origin, _branches([r for r in event.claims if r.origin == origin.id], shares, drifts))
        for origin in event.origins
    )


def _shares(copies: Iterable[Copy], passages: set[Passage]) -> dict[Passage, dict[Passage, float]]:
    found: dict[Passage, dict[Passage, float]] = {}
    for row in copies:
        one, other = (row.one, row.one_number), (row.other, row.other_number)
        if one in passages and other in passages:
            found.setdefault(one, {})[other] = row.similarity
            found.setdefault(other, {})[one] = row.similarity
    return found


def _branches(
    claims: Sequence[EventClaim],
    shares: Mapping[Passage, Mapping[Passage, float]],
    drifts: Mapping[str, Sequence[str]],
) -> tuple[Branch, ...]:
    """Each paragraph's first claim below the first known one that it is a copy of."""
    firsts: dict[Passage, EventClaim] = {}
    for row in sorted(claims, key=lambda row: (row.at, row.claim.key)):
        firsts.setdefault((row.claim.report, row.claim.passage), row)
    told = list(firsts)
    below: dict[Passage | None, list[Passage]] = {}
    for number, passage in enumerate(told):
        source = next((one for one in told[:number] if one in shares.get(passage, {})), None)
        below.setdefault(source, []).append(passage)

    def grown(source: Passage | None) -> tuple[Branch, ...]:
        return tuple(
            Branch(
                firsts[passage],
                None if source is None else shares[passage][source],
                tuple(drifts.get(firsts[passage].claim.key, ())),
                grown(passage),
            )
            for passage in below.get(source, ())
        )

    return grown(None)
