"""Which pairs and claims a person has judged already, whatever the judgement was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from fogline.corroborate.filing.moments import EVER
from fogline.ledger.computing import judged_claims
from fogline.ledger.judging import Decisions, decide, find_subject, in_force
from fogline.ledger.query import Query
from fogline.records.ledger import JudgementKind
from fogline.store.base import View


@dataclass(frozen=True, slots=True)
class Judged:
    """What judgements in force are about.

    ``pairs`` are keys of claims that somebody has called the same or different, in order;
    ``fields`` the fields of a claim that somebody has called wrong or corrected, by its key.
    """

    decisions: Decisions
    pairs: frozenset[tuple[str, str]]
    fields: dict[str, frozenset[str]]

    def pair(self, one: str, other: str) -> bool:
        """Whether a person has looked at this pair, or changed one of the two.

        The links of a changed claim are made anew in views: those that are kept say nothing of it.
        """
        known = (min(one, other), max(one, other)) in self.pairs
        return known or not self.decisions.changed.keys().isdisjoint((one, other))

    def field(self, key: str, fields: Collection[str]) -> bool:
        """Whether a person has judged one of these fields of a claim."""
        return not self.fields.get(key, frozenset()).isdisjoint(fields)


def judged_in(view: View) -> Judged:
    """What the judgements in force are about, among the claims that count today."""
    rows = in_force(view.judgements())
    by_report = judged_claims(view, rows, Query(as_of=EVER))
    pairs: set[tuple[str, str]] = set()
    fields: dict[str, frozenset[str]] = {}
    for row in rows:
        found = [find_subject(one, by_report.get(one.report, ())) for one in row.subjects]
        keys = sorted(claim.key for claim in found if claim is not None)
        if row.kind in (JudgementKind.SAME, JudgementKind.DIFFERENT) and len(keys) == 2:
            pairs.add((keys[0], keys[1]))
        elif row.field is not None:
            fields.update({key: fields.get(key, frozenset()) | {row.field} for key in keys})
    return Judged(decide(rows, by_report), frozenset(pairs), fields)
