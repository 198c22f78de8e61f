"""An event's claims in columns: each side's, then those of assessors, of others, of repeaters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fogline.records.event import Event, EventClaim
from fogline.records.ledger import Count, Role


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``kind`` is side, assessor, other or repeater."""

    title: str
    kind: str
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with those that the same holder makes by the same words of the same report."""

    row: EventClaim
    also: tuple[EventClaim, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The numbers of all of them, each once."""
        rows = (count for row in (self.row, *self.also) for count in row.claim.counts)
        return tuple({(c.kind, c.who, c.low, c.high, c.part): c for c in rows}.values())


def columns_of(event: Event, names: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns that have claims, sides by name; ``names`` are those of states by their codes."""
    sides: dict[str, list[EventClaim]] = {}
    rest: dict[str, list[EventClaim]] = {"assessor": [], "other": [], "repeater": []}
    for row in event.claims:
        if row.repeater:
            rest["repeater"].append(row)
        elif row.claim.holder.role is Role.ASSESSOR:
            rest["assessor"].append(row)
        elif row.claim.holder.party is not None:
            sides.setdefault(row.claim.holder.party, []).append(row)
        else:
            rest["other"].append(row)
    found = [
        Column(names.get(party, party), "side", _told(rows))
        for party, rows in sorted(sides.items(), key=lambda pair: names.get(pair[0], pair[0]))
    ]
    titles = {
        "assessor": "Assessors",
        "other": "Outlets and witnesses",
        "repeater": "Passed on in the same report",
    }
    found += [Column(titles[kind], kind, _told(rows)) for kind, rows in rest.items() if rows]
    return tuple(found)


def _told(rows: Iterable[EventClaim]) -> tuple[Told, ...]:
    found: dict[tuple[object, ...], list[EventClaim]] = {}
    for row in rows:
        claim = row.claim
        words = tuple((words.start, words.end) for words in claim.evidence)
        same = claim.report, claim.holder.key, claim.says, row.state, words
        found.setdefault(same, []).append(row)
    return tuple(Told(first, tuple(others)) for first, *others in found.values())
