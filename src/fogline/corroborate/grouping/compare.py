"""Whether two claims tell of one happening, by named features and named rules.

Place, day, party, polarity and number are compared as what they are; how alike the words are is
a hint that can tip a balance and never decides. The result carries the features, the score and
the rule, so that it can be printed and argued with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz.fuzz import token_set_ratio

from fogline.corroborate.filing.moments import DAY_HOURS
from fogline.corroborate.grouping.answers import SCORE, ties
from fogline.corroborate.grouping.profile import MOVED_HOURS, TELLING_COUNT, Profile
from fogline.corroborate.grouping.sides import same_people
from fogline.knowledge.grouping import GroupingTables
from fogline.records.ledger import Count, Link, Says, Where

EARTH_KM = 6371.0
# Two settlements this close are told one for the other: a suburb, a village at the edge.
NEAR_KM = 6.0
# From here on two claims are taken for one happening. Set on hand-checked pairs: see
# ``benchmarks/RESULTS.md``, grouping.
SAME = 0.55
# A period longer than this tells no day.
LONG_HOURS = 8 * DAY_HOURS
DAY_LIKE = 40
_COMPASS = frozenset(
    (
        *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
        *("north-east", "north-west", "south-east", "south-west", "central"),
    )
)
FINE = frozenset(("settlement", "facility"))


@dataclass(frozen=True, slots=True)
class Features:
    """What the comparison of two claims found; "apart" is a reason that they differ."""

    type: str
    mode: str
    place: str
    time: str
    actors: str
    recipients: str
    counts: str
    words: float
    copied: float
    report: str

    def as_dict(self) -> dict[str, str | float | None]:
        """The features by name, in the order of names, as every store gives them back."""
        return {name: getattr(self, name) for name in sorted(self.__slots__)}


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


def features_of(
    one: Profile, other: Profile, family: str, tables: GroupingTables, copied: float
) -> Features | None:
    """What two claims of a family have in common; None where something keeps them apart."""
    grounds = _grounds(one, other, family, tables)
    if grounds is None:
        return None
    type_, mode, place, time, counts, report = grounds
    return Features(
        type=type_,
        mode=mode,
        place=place,
        time=time,
        actors=_sides(one.actors, other.actors),
        recipients=_sides(one.recipients, other.recipients),
        counts=counts,
        words=_alike_words(one, other),
        copied=copied,
        report=report,
    )


def can_be_one(
    one: Profile, other: Profile, family: str, tables: GroupingTables, *, across: bool = False
) -> bool:
    """Whether no feature of two claims of a family keeps them apart.

    With ``across`` as claims of two reports, whose numbers do not keep them apart.
    """
    return _grounds(one, other, family, tables, across=across) is not None


def _grounds(
    one: Profile,
    other: Profile,
    family: str,
    tables: GroupingTables,
    *,
    across: bool = False,
) -> tuple[str, str, str, str, str, str] | None:
    """Type, mode, place, time, counts and report compared; None as soon as one is apart."""
    type_ = _types(one, other)
    mode = _modes(one, other, tables)
    if type_ == "apart" or mode == "apart":
        return None
    place = places(one.place, other.place)
    if place == "apart":
        return None
    time = _times(one, other, family, tables)
    if time == "apart":
        return None
    same_report = one.claim.report == other.claim.report and not across
    together = same_report and one.claim.local_event == other.claim.local_event
    if place == "within" and _captures_one_of(one, other):
        return None
    counts = "none" if across else _counts(one, other)
    if counts == "apart" and same_report and not together and one.speaker == other.speaker:
        # One speaker who gives two numbers in one report tells of two happenings.
        return None
    report = "together" if together else "same" if same_report else "other"
    return type_, mode, place, time, counts, report


# -- the rules, the most certain first: a score from 0 to 1, or None where a rule does not apply ---


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
    known = pair.one.claim.mode is not None and row.mode == "same"
    return 0.6 if known else 0.5 if row.words > 0.6 else -1.0


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
        return -1.0
    if pair.features.time == "moved":
        dates = all(row.claim.type == "COMMITMENT" for row in (pair.one, pair.other))
        return 0.56 if dates else -1.0
    return 0.65 if shared > 1 else 0.56


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
    if pair.family == "ground" and row.place == "within" and not _one_move(pair):
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
    return score


def _yielded(pair: Pair) -> bool:
    """One side's advance told as the other's retreat."""
    return {pair.one.kind, pair.other.kind} == {"ADVANCE", "RETREAT"}


def _one_move(pair: Pair) -> bool:
    """Whether two moves, one told of a region and one of a place in it, can be one.

    The fall of a village is not the fighting in its region.
    """
    row = pair.features
    modes = {pair.one.claim.mode, pair.other.claim.mode}
    alike = row.type == "same" and row.mode == "same" and "capture" not in modes
    return alike and row.actors == "same"


def _same_side_and_number(pair: Pair) -> float | None:
    """No place to compare, but the same side, the same days and the same telling number."""
    row = pair.features
    if row.place != "unknown" or row.time in ("unknown", "adjacent"):
        return None
    same_party = row.actors == "same" or row.recipients == "same"
    if row.counts == "equal" and _telling(pair):
        return 0.6 if same_party else 0.5
    if pair.family == "intercept" and not _answers(pair):
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


# -- the features ----------------------------------------------------------------------------------


def _captures_one_of(one: Profile, other: Profile) -> bool:
    """The fall of a village is not the advance into its region."""
    modes = {one.claim.mode, other.claim.mode}
    return one.kind == other.kind == "ADVANCE" and "capture" in modes and len(modes) > 1


def _types(one: Profile, other: Profile) -> str:
    if one.kind == other.kind:
        return "same"
    if "TOLL" in (one.kind, other.kind) or _speech_type(one) or _speech_type(other):
        return "apart" if _speech_type(one) or _speech_type(other) else "toll"
    return "alike"


def _speech_type(profile: Profile) -> bool:
    return profile.claim.speech is not None and profile.claim.type != "COMMITMENT"


def _is_speech(pair: Pair) -> bool:
    words = pair.tables.words
    return pair.one.claim.type in words or _speech_type(pair.one)


def _modes(one: Profile, other: Profile, tables: GroupingTables) -> str:
    mine, theirs = one.claim.mode, other.claim.mode
    if one.claim.type != other.claim.type:
        return "other"
    if one.claim.type == "TOLL":
        return "same" if mine == theirs else "other"
    if not tables.modes_fit(one.claim.type, mine, theirs):
        return "apart"
    return "same" if mine == theirs and mine is not None else "open"


def places(one: Where | None, other: Where | None) -> str:
    """How two places lie: same, near, within (one in the other), apart, or unknown."""
    if one is None or other is None:
        return "unknown"
    if one.id == other.id:
        return "same"
    if "area" in (one.kind, other.kind):
        return _areas(one, other)
    if one.id in other.units or other.id in one.units:
        return "within"
    apart = distance_km(one, other)
    return "near" if apart is not None and apart <= NEAR_KM else "apart"


def _areas(one: Where, other: Where) -> str:
    """Parts and edges of places: "western border of X", "districts of Y"."""
    mine, theirs = _anchor(one), _anchor(other)
    if one.kind == other.kind:
        if mine != theirs:
            shared = {row.id for row in one.within if row.kind != "country"} & other.units
            return "unknown" if shared else "apart"
        left, right = _direction(one), _direction(other)
        return "same" if left == right or not left or not right else "apart"
    area, place = (one, other) if one.kind == "area" else (other, one)
    anchor = area.within[0] if area.within else None
    if anchor is None:
        return "unknown"
    if place.id == anchor.id:
        return "within"
    if anchor.id in place.units:
        # In the same town it may well be there; somewhere in the same region it may not.
        return "unknown" if anchor.kind in ("adm1", "country") else "within"
    return "unknown" if place.id in area.units else "apart"


def _anchor(place: Where) -> str:
    return place.within[0].id if place.within else place.id


def _direction(place: Where) -> frozenset[str]:
    words = (place.relation or place.name).casefold().split()
    return frozenset(word.removesuffix("ern") for word in words) & _COMPASS


def distance_km(one: Where, other: Where) -> float | None:
    """The great-circle distance of two points, in km; None where one is no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    if not {one.precision, other.precision} <= {"exact", "near"}:
        return None
    lat1, lat2 = radians(one.lat), radians(other.lat)
    north, east = lat2 - lat1, radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(lat1) * cos(lat2) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))


def _times(one: Profile, other: Profile, family: str, tables: GroupingTables) -> str:
    if family in tables.states:
        return "state"
    gap = max(one.first, other.first) - min(one.last, other.last)
    slack = (tables.slack(family) - 1) * DAY_HOURS
    if gap > slack and gap > 0:
        return "moved" if gap <= MOVED_HOURS and _promised(one, other) else "apart"
    if not one.bounded or not other.bounded:
        return "unknown"
    if not one.dated or not other.dated:
        return "recent"
    if gap >= 0:
        return "adjacent"
    longest = max(one.last - one.first, other.last - other.first)
    if longest <= DAY_LIKE:
        return "same-day"
    return "overlap" if longest <= LONG_HOURS else "unknown"


def _promised(one: Profile, other: Profile) -> bool:
    """Whether one is a promise, and the other a new date for it or the deed itself, done late."""
    for first, second in ((one, other), (other, one)):
        if first.claim.type == "COMMITMENT" and first.kind == second.kind:
            return second.claim.type == "COMMITMENT" or second.first >= first.last
    return False


def _sides(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return "unknown"
    return "same" if one & other else "apart"


def _dealing(profile: Profile) -> frozenset[str]:
    """The parties of a deal; who promises or reports it for one of them is one."""
    holder = profile.claim.holder.party
    return profile.parties | ({holder} if holder else set())


def _counts(one: Profile, other: Profile) -> str:
    found = "none"
    for mine in one.counts:
        for theirs in other.counts:
            if not same_people(one.claim, other.claim, mine):
                continue
            if mine.kind == theirs.kind and (mine.who == theirs.who or _anybody(mine, theirs)):
                relation = counts_agree(mine, theirs)
                if relation == "equal":
                    return relation
                found = relation if found in ("none", "apart") else found
    return found


def _anybody(one: Count, other: Count) -> bool:
    return {one.who, other.who} & {None, "people"} != set()


def counts_agree(one: Count, other: Count) -> str:
    """How two intervals lie: equal, overlap, or apart."""
    if (one.low, one.high) == (other.low, other.high):
        return "equal"
    low = max(one.low or 0.0, other.low or 0.0)
    high = min(_top(one), _top(other))
    return "overlap" if low <= high else "apart"


def _top(count: Count) -> float:
    return float("inf") if count.high is None else count.high


def _telling(pair: Pair) -> bool:
    counts = (*pair.one.counts, *pair.other.counts)
    return any(count.exact and (count.low or 0) >= TELLING_COUNT for count in counts)


def _fine(pair: Pair) -> bool:
    """Whether both places are towns or sites, not regions."""
    return all(row.place is not None and row.place.kind in FINE for row in (pair.one, pair.other))


def _alike_words(one: Profile, other: Profile) -> float:
    if not one.claim.wording or not other.claim.wording:
        return 0.5
    return round(token_set_ratio(one.claim.wording, other.claim.wording) / 100, 2)
