"""A claim's features, worked out once, as comparison needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fogline.corroborate.filing.moments import FAR_FUTURE, FAR_PAST
from fogline.knowledge.grouping import GroupingTables
from fogline.records.ledger import Basis, Count, LedgerClaim, Says, Voice, When, Where

# A claim about what may, will or would be is no claim that it was.
REAL = frozenset(("actual", "ongoing", "habitual", "possible"))
# Hours in which one happening can still be told from the next.
LONGEST_PERIOD = 16 * 24
# By so much what was promised can be put off, or done late, and still be meant.
MOVED_HOURS = 10 * 24
# A number smaller than this is the same by chance.
TELLING_COUNT = 4
PLANNED = frozenset(("future",))
# Days that are the claim's own.
OWN = frozenset((Basis.STATED, Basis.CORRECTED))
# So many words are the same only where one is copied from the other. Names are not counted: some
# have one word and some have four.
WHOLE_SENTENCE = 9
_WORD = re.compile(r"\w+")


Mark = tuple[str, str | None, bool, str | None, str | None, int, int, bool]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One claim with what is compared.

    ``place`` is None where it is a whole country or unknown. ``region`` is the id of its
    first-level unit (its own where there is none). ``world`` tells claims of what happened from
    those of what is planned or only thought of. ``first`` and ``last`` are hours since 1970,
    ``dated`` whether words give them, ``stated`` whether the claim's own do. ``sentence`` is what
    a copy of its words has in common with it; empty where it tells nothing.
    """

    claim: LedgerClaim
    families: tuple[str, ...]
    kind: str
    place: Where | None
    region: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    speaker: str
    counts: tuple[Count, ...]
    world: str
    first: int
    last: int
    dated: bool
    stated: bool
    sentence: str

    @property
    def mark(self) -> Mark:
        """All that tells two claims of two reports apart, but for who does it to whom."""
        claim, place = self.claim, self.place
        where = (None, None) if place is None else (place.id, place.precision)
        speech = claim.speech is not None
        return (claim.type, claim.mode, speech, *where, self.first, self.last, self.dated)

    @property
    def bounded(self) -> bool:
        """Whether the period is short enough to tell one happening from the next."""
        return self.last - self.first <= LONGEST_PERIOD

    @property
    def parties(self) -> frozenset[str]:
        """Every side that has a part in it."""
        return self.actors | self.recipients


def profile_of(claim: LedgerClaim, tables: GroupingTables) -> Profile:
    """The features of a claim."""
    first, last, dated = _period(claim.time, claim.due)
    place = claim.place
    if place is not None and place.kind == "country":
        place = None
    holder = claim.holder
    return Profile(
        claim=claim,
        families=tables.families_of(claim.type, claim.mode),
        kind=claim.type if claim.type != "COMMITMENT" else claim.mode or claim.type,
        place=place,
        region=None if place is None else region_of(place),
        actors=doers(claim),
        recipients=parties_of(claim.recipients),
        speaker=holder.party or holder.key,
        counts=tuple(row for row in claim.counts if not row.part),
        world=_world(claim),
        first=first,
        last=last,
        dated=dated,
        stated=any(row is not None and row.basis in OWN for row in (claim.time, claim.due)),
        sentence=_sentence(claim) if last - first <= LONGEST_PERIOD else "",
    )


def doers(claim: LedgerClaim) -> frozenset[str]:
    """The sides that do it; of a deed that is denied without naming them, the other side."""
    found = parties_of(claim.actors)
    if not found and not claim.actors and claim.says is Says.DENIES and claim.holder.party:
        return frozenset(claim.opponents)
    if not claim.actors and claim.type == "RETREAT" and claim.stance == "concedes":
        # "The army admitted that the town was lost": its own side has lost it.
        return parties_of((claim.holder,))
    return found


def parties_of(voices: Iterable[Voice]) -> frozenset[str]:
    """The sides of several actors; a witness or an outlet is none."""
    return frozenset(row.party for row in voices if row.party is not None)


def region_of(place: Where) -> str:
    """The id of the first-level unit that a place lies in, or its own."""
    if place.kind == "adm1":
        return place.id
    return next((unit.id for unit in place.within if unit.kind == "adm1"), place.id)


def _sentence(claim: LedgerClaim) -> str:
    """The claim's own words without case and punctuation; empty where they are few."""
    if claim.time is not None and claim.time.basis is Basis.CORRECTED:
        # What a person has dated is dated.
        return ""
    if len(claim.wording.split()) < WHOLE_SENTENCE:
        return ""
    return " ".join(_WORD.findall(" ".join(piece.text for piece in claim.evidence).casefold()))


def _world(claim: LedgerClaim) -> str:
    if claim.modality in REAL:
        return "real"
    return "planned" if claim.modality in PLANNED else "thought"


def _period(time: When | None, due: When | None) -> tuple[int, int, bool]:
    rows = [row for row in (time, due) if row is not None]
    if not rows:
        return FAR_PAST, FAR_FUTURE, False
    dated = any(row.basis is not Basis.REPORT and row.start is not None for row in rows)
    return min(row.first for row in rows), max(row.last for row in rows), dated
