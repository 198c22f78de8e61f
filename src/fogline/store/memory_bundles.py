"""The bundles of a ledger in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from fogline.store.base import Bundle, Kept


@dataclass(slots=True)
class Bundles:
    """Bundles by id, where each claim lies, and what they heed."""

    stamp: str = ""
    bundles: dict[str, Bundle] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    ties: set[tuple[str, str]] = field(default_factory=set)
    background: set[tuple[str, int]] = field(default_factory=set)
    readings: set[tuple[str, str]] = field(default_factory=set)
    judgements: set[str] = field(default_factory=set)

    def copy(self) -> Bundles:
        """The same, to be changed without this one."""
        return Bundles(
            self.stamp,
            dict(self.bundles),
            dict(self.home),
            set(self.ties),
            set(self.background),
            set(self.readings),
            set(self.judgements),
        )

    def rows(self) -> tuple[Kept, ...]:
        """All bundles that have been made, without their claims, by id."""
        return tuple(
            Kept(id=id_, first=row.first, settled=row.settled, body=row.body)
            for id_, row in sorted(self.bundles.items())
            if row.body is not None
        )

    def loosen(self, keys: Collection[str]) -> None:
        """Throw away the bundles that have one of the claims."""
        for id_ in {self.home[key] for key in keys if key in self.home}:
            for key in self.bundles.pop(id_).claims:
                del self.home[key]

    def keep(self, row: Bundle) -> None:
        """Keep a bundle in the place of all that have a claim in common with it."""
        self.loosen(row.claims)
        self.bundles[row.id] = row
        self.home.update(dict.fromkeys(row.claims, row.id))

    def unmake(self, id_: str) -> None:
        """Have the body of a bundle made anew."""
        if id_ in self.bundles:
            self.bundles[id_] = replace(self.bundles[id_], body=None)
