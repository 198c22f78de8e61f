"""Who the names in war reporting mean: states, their bodies, groups, organisations, people."""

from __future__ import annotations

from functools import cache

from fogline.knowledge.actors.entries import (
    ActorEntry,
    NameClass,
    NameRules,
    NameSense,
    State,
)
from fogline.knowledge.actors.lookup import ActorTables

__all__ = (
    "ActorEntry",
    "ActorTables",
    "NameClass",
    "NameRules",
    "NameSense",
    "State",
    "load_actor_tables",
)


@cache
def load_actor_tables() -> ActorTables:
    """The tables of ``resources/actors``; raises KnowledgeError for a row that is not right."""
    # Who asks only for outlets need not wait for the rest.
    from fogline.knowledge.actors.tables import build_tables

    return build_tables()
