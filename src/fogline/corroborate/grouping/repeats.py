"""A sentence that is printed again tells of what it told the first time.

Wire copy is reprinted for days: by other outlets, or by its own under a later date. What it gives
no day for is then set some days late. Two claims in the very same words, names and numbers
included, are one telling, and the first of them has the day. Not so where both state a day, or a
place, and these differ: places and days are compared as what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from fogline.corroborate.grouping.profile import Profile
from fogline.records.ledger import Link

# From one period to the next; what is in the same words a month later is told of something new.
AGAIN_HOURS = 7 * 24


def repeats(one: Profile, other: Profile) -> bool:
    """Whether two claims are one sentence, printed again within days."""
    if not one.sentence or _telling_of(one) != _telling_of(other):
        return False
    if one.actors and other.actors and not one.actors & other.actors:
        return False
    if one.place is not None and other.place is not None and one.place.id != other.place.id:
        return False
    if one.stated and other.stated:
        return (one.first, one.last) == (other.first, other.last)
    return max(one.first, other.first) - min(one.last, other.last) <= AGAIN_HOURS


def is_copy(link: Link) -> bool:
    """Whether two linked claims may be one sentence, printed again."""
    copied = link.features.get("copied")
    return isinstance(copied, float | int) and copied >= 1


def as_first_told(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """Two tellings of one sentence, both set in the period of the first."""
    first = min(one, other, key=_order)
    return _set_as(one, first), _set_as(other, first)


def set_as_first_told(profiles: Mapping[str, Profile], links: Iterable[Link]) -> dict[str, Profile]:
    """All profiles, by the same keys, with sentences that are printed again set as at first.

    Only copies that a link joins know of each other: what a claim adds up to depends on nothing
    that lies further away.
    """
    firsts: dict[str, Profile] = {}
    for link in links:
        one, other = profiles[link.one], profiles[link.other]
        if one.sentence and repeats(one, other):
            for mine, theirs in ((one, other), (other, one)):
                kept = firsts.get(mine.claim.key, mine)
                firsts[mine.claim.key] = min(kept, theirs, key=_order)
    return {key: _set_as(row, firsts.get(key, row)) for key, row in profiles.items()}


def _telling_of(profile: Profile) -> tuple[str | None, ...]:
    """What copies of one claim have in common: a sentence can tell several."""
    return profile.claim.type, profile.claim.mode, profile.world, profile.sentence


def _order(profile: Profile) -> tuple[bool, int, int, bool]:
    """Sorts tellings: those that give a day themselves first, then by their periods."""
    return not profile.stated, profile.first, profile.last, not profile.dated


def _set_as(profile: Profile, first: Profile) -> Profile:
    if (profile.first, profile.last, profile.dated) == (first.first, first.last, first.dated):
        return profile
    return replace(
        profile, first=first.first, last=first.last, dated=first.dated, stated=first.stated
    )
