"""Whether two claims tell of one happening, by named features and named rules.

Place, day, party, polarity and number are compared as what they are; how alike the words are is
a hint that can tip a balance and never decides. The result carries the features, the score and
the rule, so that it can be printed and argued with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fogline.corroborate.grouping.answers import SCORE, ties
from fogline.corroborate.grouping.features import Features, features_of, is_speech
from fogline.corroborate.grouping.profile import TELLING_COUNT, Profile
from fogline.corroborate.grouping.repeats import as_first_told, repeats
from fogline.knowledge.grouping import GroupingTables
from fogline.records.ledger import Link, Says

# From here on two claims are taken for one happening. Set on hand-checked pairs: see
# ``benchmarks/RESULTS.md``, grouping.
SAME = 0.55
# What claims lose that have only place and day in common, and how alike words are that are more.
BARE = 0.12
ALIKE_WORDS = 0.6
# Where neither place nor side is known, numbers of one digit are the same by chance.
LONE_COUNT = 10


FINE = frozenset(("settlement", "facility"))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims being compared, with the family that both belong to."""

    one: Profile
    other: Profile
    family: str
    features: Features
    tables: GroupingTables


Rule = Callable[[Pair], float | None]


def compare(
    one: Profile, other: Profile, tables: GroupingTables, copied: float = 0.0
) -> Link | None:
    """The decision that two claims tell of one happening, or None.

    ``copied`` is how much the wording of their paragraphs has in common (0 to 1). The result is
    the same whichever claim comes first.
    """
    if one.claim.key > other.claim.key:
        one, other = other, one
    tied = ties(one, other, tables)
    if tied is not None:
        keys = one.claim.key, other.claim.key
        return Link(one=keys[0], other=keys[1], score=SCORE, rule=tied, features={})
    family = next((name for name in one.families if name in other.families), None)
    if family is None or (one.world != other.world and family not in tables.placeless):
        return None
    if repeats(one, other):
        one, other = as_first_told(one, other)
        copied = 1.0
    features = features_of(one, other, family, tables, copied)
    if features is None:
        return None
    if one.claim.about == other.claim.key or other.claim.about == one.claim.key:
        return _link(one, other, 0.97, "denies-it", features)
    pair = Pair(one, other, family, features, tables)
    best: tuple[float, str] | None = None
    for rule in RULES:
        score = rule(pair)
        if score is not None:
            best = (score, rule.__name__.strip("_").replace("_", "-"))
            break
    if best is None:
        return None
    score = round(min(1.0, best[0] + _hints(features)), 3)
    if score < SAME:
        return None
    return _link(one, other, score, best[1], features)


def _link(one: Profile, other: Profile, score: float, rule: str, features: Features) -> Link:
    return Link(
        one=one.claim.key,
        other=other.claim.key,
        score=score,
        rule=rule,
        features=features.as_dict(),
    )


def _told_as_one(pair: Pair) -> float | None:
    """The report itself tells the two as one happening."""
    return 0.95 if pair.features.report == "together" else None


def _copied_passage(pair: Pair) -> float | None:
    """Both stand in copies of one paragraph and are of one type."""
    row = pair.features
    if row.copied and row.type == "same" and row.actors != "apart" and row.counts != "apart":
        return 0.9
    return None


def _same_words_said(pair: Pair) -> float | None:
    """One speaker asks, refuses, accuses or threatens the same in the same days."""
    if not _is_speech(pair):
        return None
    row = pair.features
    if row.actors == "apart" or row.recipients == "apart" or row.time == "unknown":
        return -1.0
    # Much of one kind is said in the same days: who says it, or how, must be the same.
    alike = row.words > ALIKE_WORDS
    known = pair.one.claim.mode is not None and row.mode == "same"
    return 0.6 if known and (alike or row.actors == "same") else 0.5 if alike else -1.0


def _same_ground(pair: Pair) -> float | None:
    """States of one place are one event; a claim to it is one for each claimant."""
    if pair.family not in pair.tables.states:
        return None
    if pair.features.place != "same":
        return -1.0
    if pair.family == "sovereignty" and pair.features.actors == "apart":
        return -1.0
    return 0.9


def _same_parties(pair: Pair) -> float | None:
    """Exchanges, truces, talks and aid are tied by who deals with whom, in the same days."""
    if pair.family not in pair.tables.placeless:
        return None
    if pair.features.time == "unknown" or pair.features.place == "apart":
        return -1.0
    shared = len(_dealing(pair.one) & _dealing(pair.other))
    if not shared:
        return 0.56 if _same_doing(pair) else -1.0
    if pair.features.time == "moved":
        dates = all(row.claim.type == "COMMITMENT" for row in (pair.one, pair.other))
        return 0.56 if dates else -1.0
    if shared == 1 and pair.family in pair.tables.crowded and not _same_matter(pair):
        return -1.0
    return 0.65 if shared > 1 else 0.56


def _same_doing(pair: Pair) -> bool:
    """Whether two deals that name no party are done in one way in one town: an evacuation."""
    row = pair.features
    nobody = not pair.one.parties and not pair.other.parties
    there = row.place in ("same", "near") and _fine(pair)
    return nobody and there and row.mode == "same" and row.time != "moved"


def _same_matter(pair: Pair) -> bool:
    """Whether two deals of one party have more in common than that party.

    A great power meets many and backs many in one week.
    """
    row = pair.features
    return row.recipients == "same" or row.place == "same" or row.words >= ALIKE_WORDS


def _blamed_on_each_other(pair: Pair) -> float | None:
    """Two sides blame each other (or two others) for what happened at one place on one day."""
    if pair.features.actors != "apart" or _yielded(pair):
        return None
    row = pair.features
    exact = row.place == "same" and row.time == "same-day" and _fine(pair)
    other_side = pair.one.speaker != pair.other.speaker
    struck = pair.family == "strike"
    alike = row.mode == "same" or row.counts in ("equal", "overlap")
    return 0.6 if exact and other_side and struck and alike else -1.0


_AT_PLACE = {
    ("same", "same-day"): 0.8,
    ("same", "overlap"): 0.72,
    ("same", "adjacent"): 0.62,
    ("same", "recent"): 0.65,
    ("near", "same-day"): 0.65,
    ("near", "overlap"): 0.6,
    ("near", "recent"): 0.52,
    ("part", "same-day"): 0.6,
    ("part", "overlap"): 0.52,
    ("part", "recent"): 0.5,
    ("within", "same-day"): 0.6,
    ("within", "overlap"): 0.52,
    ("within", "recent"): 0.5,
}


def _same_place_and_days(pair: Pair) -> float | None:
    """The place agrees (or one lies in the other), and so do the days."""
    row = pair.features
    score = _AT_PLACE.get((row.place, row.time))
    if score is None:
        return None
    if _yielded(pair) and row.actors != "apart":
        return -1.0
    if row.time == "adjacent" and not _of_both_days(row):
        return -1.0
    if pair.family == "ground" and row.place in ("part", "within") and not _one_move(pair):
        return -1.0
    if row.place == "same" and not _fine(pair):
        # A whole region: many things happen in it on one day, unless it is one side's advance.
        if row.type == "alike" and row.actors != "same" and not _yielded(pair):
            # There is fighting somewhere in a region on every day of a war.
            return -1.0
        moves = {"same": 0.0, "unknown": 0.06} if pair.family == "ground" else {}
        score -= moves.get(row.actors, 0.12)
    if row.type == "alike":
        score -= 0.04
    return score - BARE if _bare(row) else score


def _of_both_days(row: Features) -> bool:
    """Whether a side or a number tells that it was in the night between two days.

    Else it is one thing of each: in a war one day is like the next.
    """
    return "same" in (row.actors, row.recipients) or row.counts == "equal"


def _bare(row: Features) -> bool:
    """Whether a place and a day are all that claims of two reports have in common.

    In a besieged city much happens on one day.
    """
    sides = "same" in (row.mode, row.actors, row.recipients)
    numbers = row.counts in ("equal", "overlap")
    # Two numbers of the dead of one day: tolls differ, and are brought up to date.
    numbers = numbers or (row.counts == "apart" and row.time == "same-day")
    return row.report == "other" and not sides and not numbers and row.words < ALIKE_WORDS


def _yielded(pair: Pair) -> bool:
    """One side's advance told as the other's retreat."""
    return {pair.one.kind, pair.other.kind} == {"ADVANCE", "RETREAT"}


def _one_move(pair: Pair) -> bool:
    """Whether two moves, one told of a region or town and one of a place in it, can be one.

    The fall of a village is not the fighting in its region; but a siege of the east of a town is
    told as one of the town.
    """
    row = pair.features
    modes = {pair.one.claim.mode, pair.other.claim.mode}
    alike = row.type == "same" and row.mode == "same" and "capture" not in modes
    told_of_town = row.place == "part" and pair.one.kind == "ADVANCE" and row.actors != "apart"
    return alike and (row.actors == "same" or told_of_town)


def _same_side_and_number(pair: Pair) -> float | None:
    """No place to compare, but the same side, the same days and the same telling number."""
    row = pair.features
    if row.place != "unknown" or row.time in ("unknown", "adjacent"):
        return None
    same_party = row.actors == "same" or row.recipients == "same"
    if row.counts == "equal" and _telling(pair, TELLING_COUNT if same_party else LONE_COUNT):
        return 0.6 if same_party else 0.5
    if pair.family == "intercept" and not _answers(pair):
        return None
    if pair.family == "strike" and row.time != "same-day" and row.words < ALIKE_WORDS:
        # In a war a side strikes and kills every day.
        return None
    return 0.45 if same_party and row.mode == "same" else None


def _answers(pair: Pair) -> bool:
    """Whether one claim denies, or both give one number: many are shot down on one day."""
    denies = Says.DENIES in (pair.one.claim.says, pair.other.claim.says)
    return denies or pair.features.counts == "equal"


RULES: tuple[Rule, ...] = (
    _told_as_one,
    _copied_passage,
    _same_words_said,
    _same_ground,
    _same_parties,
    _blamed_on_each_other,
    _same_place_and_days,
    _same_side_and_number,
)


def _hints(row: Features) -> float:
    """What tips the balance: mode, side, number, wording."""
    found = 0.05 if row.mode == "same" else 0.0
    found += {"same": 0.05, "apart": -0.05}.get(row.actors, 0.0)
    found += {"equal": 0.1, "overlap": 0.05, "apart": -0.12}.get(row.counts, 0.0)
    if row.report == "same":
        found += 0.06
    if row.report != "together":
        found += max(-0.05, min(0.08, (row.words - 0.5) * 0.2))
    return found


def _is_speech(pair: Pair) -> bool:
    words = pair.tables.words
    return pair.one.claim.type in words or is_speech(pair.one)


def _dealing(profile: Profile) -> frozenset[str]:
    """The parties of a deal; who promises or reports it for one of them is one."""
    holder = profile.claim.holder.party
    return profile.parties | ({holder} if holder else set())


def _telling(pair: Pair, least: int) -> bool:
    counts = (*pair.one.counts, *pair.other.counts)
    return any(count.exact and (count.low or 0) >= least for count in counts)


def _fine(pair: Pair) -> bool:
    """Whether both places are towns or sites, not regions."""
    return all(row.place is not None and row.place.kind in FINE for row in (pair.one, pair.other))
