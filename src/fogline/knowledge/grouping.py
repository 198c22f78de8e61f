"""Which types of claim can tell of one happening, and whom a claim tells against.

The tables are ``resources/grouping.yml``, which explains its own form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fogline.knowledge.resources import load_yaml
from fogline.knowledge.wordtables import mapping, wrong

RESOURCE = "grouping.yml"
FILE = f"resources/{RESOURCE}"
SIDES = frozenset(("actor", "recipient", "opponent", "ground", "counted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Claims of these kinds tell against these sides.

    ``civilians`` where some must be harmed; ``own`` where the doer must say it itself; ``crewed``
    where it must be done to a craft with people in it; ``fighters`` where they are counted.
    """

    kinds: frozenset[str]
    civilians: bool
    own: bool
    crewed: bool
    fighters: bool
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupingTables:
    """What grouping knows of types and modes. Kinds are "TYPE", "TYPE/mode" or "TYPE/-"."""

    families: Mapping[str, frozenset[str]]
    excluded: Mapping[str, frozenset[str]]
    states: frozenset[str]
    placeless: frozenset[str]
    crowded: frozenset[str]
    words: frozenset[str]
    slack_days: Mapping[str, int]
    loose_modes: Mapping[str, frozenset[str]]
    alike_modes: frozenset[tuple[str, str, str]]
    against: tuple[Against, ...]
    civilians: frozenset[str]
    crewed: frozenset[str]
    # What families_of has worked out.
    kinds: dict[tuple[str, str | None], tuple[str, ...]] = field(default_factory=dict)

    def families_of(self, type: str, mode: str | None) -> tuple[str, ...]:  # noqa: A002
        """The families of a kind, in the order of the table; its own where no family names it."""
        known = self.kinds.get((type, mode))
        if known is not None:
            return known
        names = kinds_of(type, mode)
        found = tuple(
            family
            for family, kinds in self.families.items()
            if kinds & names and not self.excluded[family] & names
        )
        return self.kinds.setdefault((type, mode), found or (type.lower(),))

    def slack(self, family: str) -> int:
        """The days by which periods of a family may miss each other."""
        return self.slack_days.get(family, self.slack_days["default"])

    def modes_fit(self, type: str, one: str | None, other: str | None) -> bool:  # noqa: A002
        """Whether two modes of a type can be one happening in other words."""
        loose = self.loose_modes.get(type, frozenset())
        if one is None or other is None or one == other or one in loose or other in loose:
            return True
        return (type, *sorted((one, other))) in self.alike_modes


def kinds_of(type: str, mode: str | None) -> frozenset[str]:  # noqa: A002
    """The names by which the tables may call a kind."""
    return frozenset((type, f"{type}/{mode or '-'}"))


@cache
def load_grouping() -> GroupingTables:
    """The tables of ``resources/grouping.yml``; raises KnowledgeError where they are wrong."""
    return read_grouping(load_yaml(RESOURCE))


def read_grouping(raw: Any) -> GroupingTables:
    """Tables of grouping; raises KnowledgeError where they are wrong."""
    if not isinstance(raw, dict):
        raise wrong(FILE, "the whole file", "must be a mapping")
    families = {name: frozenset(kinds) for name, kinds in mapping(FILE, raw, "families").items()}
    excluded = mapping(FILE, raw, "except")
    slack = mapping(FILE, raw, "slack_days")
    if "default" not in slack:
        raise wrong(FILE, "slack_days", "needs a default")
    pairs = mapping(FILE, raw, "alike_modes")
    return GroupingTables(
        families=families,
        excluded={name: frozenset(excluded.get(name, ())) for name in families},
        states=_names(raw, "states"),
        placeless=_names(raw, "placeless"),
        crowded=_names(raw, "crowded"),
        words=_names(raw, "words"),
        slack_days=slack,
        loose_modes={
            key: frozenset(modes) for key, modes in mapping(FILE, raw, "loose_modes").items()
        },
        alike_modes=frozenset((key, *sorted(pair)) for key, rows in pairs.items() for pair in rows),
        against=tuple(_against(row) for row in raw.get("against") or ()),
        civilians=_names(raw, "civilians"),
        crewed=_names(raw, "crewed"),
    )


def _names(raw: Mapping[str, Any], key: str) -> frozenset[str]:
    value = raw.get(key)
    if not isinstance(value, list):
        raise wrong(FILE, key, "must be a list")
    return frozenset(value)


def _against(row: Any) -> Against:
    if not isinstance(row, dict) or set(row.get("sides") or ()) - SIDES:
        raise wrong(FILE, "against", f"sides are some of {', '.join(sorted(SIDES))}")
    return Against(
        kinds=frozenset(row["kinds"]),
        civilians=bool(row.get("civilians", False)),
        own=bool(row.get("own", False)),
        crewed=bool(row.get("crewed", False)),
        fighters=bool(row.get("fighters", False)),
        sides=tuple(row["sides"]),
    )
