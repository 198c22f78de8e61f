"""What a ledger needs to know besides its reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fogline.knowledge.actors import ActorTables
    from fogline.knowledge.actors.outlets import Outlets
    from fogline.knowledge.actorwords import ActorWords
    from fogline.knowledge.grouping import GroupingTables


@dataclass(frozen=True, kw_only=True)
class Filing:
    """The tables of a ledger, each loaded when it is first asked for; ``reader`` is a version.

    Views ask for outlets and grouping alone: a command that looks into a ledger is over in the
    time that all the tables take.
    """

    reader: str

    @cached_property
    def tables(self) -> ActorTables:
        """Who the names in reports mean: for adding."""
        from fogline.knowledge.actors import load_actor_tables

        return load_actor_tables()

    @cached_property
    def words(self) -> ActorWords:
        """Words for actors: for adding."""
        from fogline.knowledge.actorwords import load_actor_words

        return load_actor_words()

    @cached_property
    def outlets(self) -> Outlets:
        """The outlets and states of the tables, for views."""
        from fogline.knowledge.actors.outlets import load_outlets

        return load_outlets()

    @cached_property
    def grouping(self) -> GroupingTables:
        """Which types tell of one happening, and whom they tell against."""
        from fogline.knowledge.grouping import load_grouping

        return load_grouping()

    @cached_property
    def resources(self) -> str:
        """The version of all resources, which a reading is marked with."""
        from fogline.knowledge.resources import resources_version

        return resources_version()
