"""The keys under which a claim looks for its likes, so that not all are compared with all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from fogline.corroborate.filing.moments import DAY_HOURS, FAR_FUTURE, FAR_PAST
from fogline.corroborate.grouping.answers import answerable, answering, owing
from fogline.corroborate.grouping.profile import MOVED_HOURS, TELLING_COUNT, Profile
from fogline.corroborate.grouping.repeats import AGAIN_HOURS
from fogline.knowledge.grouping import GroupingTables

# Never grouped across reports: they belong to the claim that they are about.
ATTACHED = frozenset(("SILENCE", "EVIDENCE"))


@dataclass(frozen=True, slots=True, order=True)
class BlockKey:
    """A key with the period, in hours since 1970, in which a like can lie."""

    key: str
    first: int
    last: int


def blocks_of(profile: Profile, tables: GroupingTables) -> tuple[BlockKey, ...]:
    """The blocks of a claim; empty for what is never grouped across reports."""
    claim = profile.claim
    found = {
        BlockKey(key, max(FAR_PAST, profile.first - DAY_HOURS), min(FAR_FUTURE, profile.last + 1))
        for key in _answer_keys(profile, tables)
    }
    if claim.type not in ATTACHED and profile.world != "thought":
        found |= {
            BlockKey(key, *_reach(profile, family, tables))
            for family in profile.families
            for key in _keys(profile, family, tables)
        }
        if profile.sentence:
            found.add(_sentence_key(profile))
    return tuple(sorted(found))


def _answer_keys(profile: Profile, tables: GroupingTables) -> Iterator[str]:
    """Where a silence or rejection without a target meets what it can be about.

    Both are filed under the side that owes an answer and the region.
    """
    if not profile.bounded:
        return
    for region in profile.claim.topics:
        for party in answering(profile):
            yield f"answer|{party}|{region}"
    if profile.region is not None and answerable(profile):
        yield from (f"answer|{party}|{profile.region}" for party in owing(profile, tables))


def _keys(profile: Profile, family: str, tables: GroupingTables) -> Iterator[str]:
    claim = profile.claim
    if family not in tables.states and not profile.bounded:
        # When it was is not known: it could be any of all that ever happened there.
        return
    if claim.type in tables.words or (claim.speech is not None and claim.type != "COMMITMENT"):
        yield f"says|{claim.type}|{claim.mode or '-'}|{_speaker(profile)}"
        return
    if family in tables.states:
        if profile.place is not None:
            yield f"{family}|{profile.place.id}"
        return
    if family in tables.placeless:
        parties = profile.parties or {profile.speaker}
        yield from (f"{family}|{party}" for party in sorted(parties))
        if not profile.parties and profile.region is not None:
            yield f"{family}|{profile.region}"
        return
    if profile.region is not None:
        yield f"{family}|{profile.region}"
    if profile.region is None or family == "intercept":
        yield from (f"{family}|by:{party}" for party in sorted(profile.actors))
    for count in profile.counts:
        if count.exact and (count.low or 0) >= TELLING_COUNT:
            yield f"{family}|={count.kind}:{count.low:g}"


def _sentence_key(profile: Profile) -> BlockKey:
    """Where a sentence meets its copies, also those that are set some days late."""
    told = hashlib.sha256(profile.sentence.encode()).hexdigest()[:16]
    slack = AGAIN_HOURS + 1
    return BlockKey(
        f"copy|{profile.claim.type}|{told}", profile.first - slack, profile.last + slack
    )


def _speaker(profile: Profile) -> str:
    """Who asks, refuses, accuses or threatens."""
    actors = profile.claim.actors
    return actors[0].party or actors[0].key if actors else profile.speaker


def _reach(profile: Profile, family: str, tables: GroupingTables) -> tuple[int, int]:
    slack = tables.slack(family) * DAY_HOURS
    if profile.claim.type == "COMMITMENT":
        slack = max(slack, MOVED_HOURS)
    return max(FAR_PAST, profile.first - slack), min(FAR_FUTURE, profile.last + slack)
