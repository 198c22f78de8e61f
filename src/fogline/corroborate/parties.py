"""Which party to a conflict each actor of a report belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fogline.records.actor import Actor, ActorKind

# Actors that speak for a state where nothing says whose they are but their country.
_OF_STATES = frozenset(
    (
        *(ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.MINISTRY, ActorKind.MILITARY),
        ActorKind.UNNAMED,
    )
)
_DEEPEST = 8


def parties_of(actors: Sequence[Actor]) -> Mapping[str, str]:
    """The party of each actor that has one, by the actors' ids.

    A party is a state ("state:" and its code), an armed group, or a government of no recognised
    state ("Donetsk People's Republic"; the actor's id). Publishers, peoples and organisations that
    are nobody's organ have none.
    """
    by_id = {actor.id: actor for actor in actors}
    found: dict[str, str] = {}
    for actor in actors:
        party = _party(actor, by_id)
        if party is not None:
            found[actor.id] = party
    return found


def _party(actor: Actor, by_id: Mapping[str, Actor]) -> str | None:
    here: Actor | None = actor
    independent = actor.kind in (ActorKind.PUBLISHER, ActorKind.POPULATION)
    for _ in range(_DEEPEST):
        if here is None or independent:
            return None
        if here.kind is ActorKind.ARMED_GROUP and here.member_of is None:
            return here.id
        above = by_id.get(here.member_of) if here.member_of is not None else None
        if above is None:
            break
        independent = above.kind is ActorKind.PUBLISHER
        here = above
    if here is None or here.kind not in _OF_STATES:
        return None
    if here.country is None:
        # A state that is not recognised has a name and no code; "the government" has neither.
        named = here.kind is ActorKind.GOVERNMENT and not here.name.islower()
        return here.id if named else None
    return f"state:{here.country}"
