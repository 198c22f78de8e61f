"""A sentence that is printed again tells of what it told the first time.

Wire copy is reprinted for days: by other outlets, or by its own under a later date. What it gives
no day for is then set some days late. Two claims in the very same words, names and numbers
included, are one telling, and the first of them has the day. Not so where both state a day, or a
place, and these differ: places and days are compared as what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def as_first_told(one: Profile, other: Profile) -> tuple[Profile, Profile]:
    """Two tellings of one sentence, both set in the period of the first."""
    first = min(one, other, key=_order)
    return _set_as(one, first), _set_as(other, first)


def set_as_first_told(profiles: Mapping[str, Profile], links: Iterable[Link]) -> dict[str, Profile]:
    """All profiles, by the same keys, with sentences that are printed again set as at first.

    Only copies that links tie together, directly or through others, know of each other: what a
    claim adds up to depends on nothing that is not tied to it.
    """
    home = _homes(links)
    tellings: dict[tuple[str | None, ...], list[Profile]] = {}
    for key, profile in profiles.items():
        if profile.sentence:
            tellings.setdefault((home(key), *_telling_of(profile)), []).append(profile)
    found = dict(profiles)
    for rows in tellings.values():
        # Background is printed a thousand times, but in few settings.
        settings = {_setting(row): row for row in rows}
        firsts = {
            setting: min((other for other in settings.values() if repeats(row, other)), key=_order)
            for setting, row in settings.items()
        }
        found.update((row.claim.key, _set_as(row, firsts[_setting(row)])) for row in rows)
    return found


def _homes(links: Iterable[Link]) -> Callable[[str], str]:
    """What gives a claim's key the key that stands for all that links tie to it."""
    parent: dict[str, str] = {}

    def home(key: str) -> str:
        while (up := parent.get(key, key)) != key:
            parent[key] = parent.get(up, up)
            key = up
        return key

    for link in links:
        one, other = home(link.one), home(link.other)
        if one != other:
            parent[other] = one
    return home


def _telling_of(profile: Profile) -> tuple[str | None, ...]:
    """What copies of one claim have in common: a sentence can tell several."""
    return profile.claim.type, profile.claim.mode, profile.world, profile.sentence


_Setting = tuple[str, frozenset[str], bool, int, int, bool]


def _setting(profile: Profile) -> _Setting:
    """All by which two copies of one sentence can differ here."""
    place = profile.place.id if profile.place is not None else ""
    when = profile.stated, profile.first, profile.last, profile.dated
    return place, profile.actors, *when


def _order(profile: Profile) -> tuple[bool, int, int, bool]:
    """Sorts tellings: those that give a day themselves first, then by their periods."""
    return not profile.stated, profile.first, profile.last, not profile.dated


def _set_as(profile: Profile, first: Profile) -> Profile:
    if (profile.first, profile.last, profile.dated) == (first.first, first.last, first.dated):
        return profile
    return replace(
        profile, first=first.first, last=first.last, dated=first.dated, stated=first.stated
    )
