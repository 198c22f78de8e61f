"""Silences and rejections that name no claim of their own report, tied to what they are about.

"Kyiv has kept silent on the claim" can only mean a claim of other reports. It is tied to what the
other side had said of the same region in the days before; where it names no region, to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from fogline.corroborate.grouping.profile import Profile, parties_of
from fogline.corroborate.grouping.sides import against
from fogline.knowledge.grouping import GroupingTables

SILENT_ON = "silent-on-it"
REJECTS = "rejects-it"
# Links by these rules put a claim to an event; they do not make two events one.
ATTACHING = frozenset((SILENT_ON, REJECTS))
SCORE = 0.6
DEEDS = frozenset(("ADVANCE", "ASSAULT", "RETREAT", "CONTROL", "TOLL", "COERCE"))


def answering(profile: Profile) -> Iterator[str]:
    """The sides that are silent or reject something."""
    claim = profile.claim
    own = parties_of(claim.actors)
    yield from sorted(own or ({claim.holder.party} if claim.holder.party else set()))


def answerable(profile: Profile) -> bool:
    """Whether a claim is something that a side can be asked about: a deed told by a side."""
    claim = profile.claim
    told = claim.says == "affirms" and claim.speech is None and profile.world == "real"
    return told and claim.type in DEEDS and claim.holder.party is not None


def owing(profile: Profile, tables: GroupingTables) -> Iterator[str]:
    """The sides that would have to answer a claim."""
    claim = profile.claim
    found = against(claim, tables) | parties_of(claim.recipients)
    yield from sorted(found - {claim.holder.party})


def ties(one: Profile, other: Profile, tables: GroupingTables) -> str | None:
    """The rule by which a silence or rejection is tied to a claim, either way round; or None."""
    for loose, deed in ((one, other), (other, one)):
        claim = loose.claim
        if not claim.topics or deed.region not in claim.topics or not answerable(deed):
            continue
        shared = set(answering(loose)) & set(owing(deed, tables))
        gap = max(one.first, other.first) - min(one.last, other.last)
        if shared and gap < 0 and claim.report != deed.claim.report:
            return SILENT_ON if claim.type == "SILENCE" else REJECTS
    return None
