"""What happenings have a part in beside their own claims: what ties join to them, and silences.

Who had not commented on an announcement, and then speaks to a part of it, is silent no more on any
part. A silence that several happenings share can so end for one by what is told of another; of
those others only the ones in which somebody of the silent side speaks to the matter have a part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.corroborate.events.silences import can_answer
from fogline.ledger.judging import in_force
from fogline.records.ledger import LedgerClaim
from fogline.store.base import Selection, View


@dataclass(frozen=True, slots=True)
class Shared:
    """A silence with the keys of the claims that it leaves open, its own among them."""

    claim: LedgerClaim
    ends: frozenset[str]


def tied(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims, and those that a tie joins to one of them."""
    return frozenset(keys).union(end for pair in view.ties(keys) for end in pair)


def reach(view: View, keys: Collection[str]) -> frozenset[str]:
    """The claims with what they have a part in, and what else has one in that."""
    return tied(view, tied(view, keys))


def answering(view: View, groups: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """For each group of claims, those of kept bundles in which a silence it shares is answered."""
    home = {key: name for name, keys in groups.items() for key in keys}
    shared = _shared(view, home)
    ends = frozenset[str]().union(*(row.ends for row in shared))
    homes = view.homes(ends)
    bundles = view.bundled(set(homes.values()))
    speaks = _Speakers(view, bundles.values())
    found = {name: set[str]() for name in groups}
    for row in shared:
        beside = {homes[key] for key in row.ends if key in homes}
        told = {key for id_ in beside if speaks.to(row.claim, bundles[id_]) for key in bundles[id_]}
        for name in {home[key] for key in row.ends if key in home}:
            found[name] |= told
    return {name: frozenset(keys) for name, keys in found.items()}


def answered(view: View, tellings: Sequence[Collection[str]]) -> frozenset[str]:
    """The claims that share a silence with one of the tellings, where this may answer it."""
    home: dict[str, list[int]] = {}
    for number, keys in enumerate(tellings):
        for key in keys:
            home.setdefault(key, []).append(number)
    speaks = _Speakers(view, tellings)
    found: set[str] = set()
    for row in _shared(view, home):
        told = {number for key in row.ends for number in home.get(key, ())}
        if any(speaks.to(row.claim, tellings[number]) for number in told):
            found |= row.ends
    return frozenset(found)


def _shared(view: View, keys: Collection[str]) -> list[Shared]:
    """The silences that are among the claims, or that a tie joins to one of them."""
    judged = _judged(view)
    silences = [
        claim
        for claim in view.claims(Selection(keys=tied(view, keys)))
        if claim.type == "SILENCE" or (claim.about is not None and claim.report in judged)
    ]
    ends = {claim.key: {claim.key} for claim in silences}
    for one, other in view.ties(ends.keys()):
        for key, end in ((one, other), (other, one)):
            if key in ends:
                ends[key].add(end)
    return [Shared(claim, frozenset(ends[claim.key])) for claim in silences]


class _Speakers:
    """Who speaks in groups of claims."""

    def __init__(self, view: View, groups: Iterable[Collection[str]]) -> None:
        keys = frozenset[str]().union(*groups)
        self._claims = {claim.key: claim for claim in view.claims(Selection(keys=keys))}
        self._judged = _judged(view)

    def to(self, silence: LedgerClaim, keys: Collection[str]) -> bool:
        """Whether a claim of the group answers the silence, or may once people have judged."""
        return any(
            claim.report in self._judged
            or silence.report in self._judged
            or can_answer(claim, silence)
            for claim in (self._claims[key] for key in keys)
        )


def _judged(view: View) -> frozenset[str]:
    """The reports of claims that people have judged: these may say otherwise than they are kept."""
    rows = in_force(view.judgements())
    return frozenset(subject.report for row in rows for subject in row.subjects)
