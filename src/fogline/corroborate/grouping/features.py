"""The features by which two claims are compared, each as what it is.

Types, modes, places, days, sides and numbers are compared symbolically; how alike the words are,
names and numbers apart, is a number from 0 to 1. "apart" is a reason that two claims differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from fogline.corroborate.filing.moments import DAY_HOURS
from fogline.corroborate.grouping.profile import MOVED_HOURS, Profile
from fogline.corroborate.grouping.sides import same_people
from fogline.knowledge.grouping import GroupingTables
from fogline.records.ledger import Count, Where

EARTH_KM = 6371.0


# Two settlements this close are told one for the other: a suburb, a village at the edge.
NEAR_KM = 6.0


# A period longer than this tells no day.
LONG_HOURS = 8 * DAY_HOURS


DAY_LIKE = 40


# Fewer words of a claim are compared with all of the other's, not with those they share.
LEAST_WORDS = 4


# Numbers of these kinds count one thing in one report and another in the next: posts, bombers.
UNLIKE = frozenset(("other",))
# How two numbers can lie, the most telling first.
RELATIONS = ("equal", "overlap", "open", "apart")


_COMPASS = frozenset(
    (
        *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
        *("north-east", "north-west", "south-east", "south-west", "central"),
    )
)


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
    if place in ("part", "within") and _captures_one_of(one, other):
        return None
    counts = "none" if across else _counts(one, other)
    if counts == "apart" and same_report and not together and one.speaker == other.speaker:
        # One speaker who gives two numbers in one report tells of two happenings.
        return None
    report = "together" if together else "same" if same_report else "other"
    return type_, mode, place, time, counts, report


def _captures_one_of(one: Profile, other: Profile) -> bool:
    """The fall of a village is not the advance into its region."""
    modes = {one.claim.mode, other.claim.mode}
    return one.kind == other.kind == "ADVANCE" and "capture" in modes and len(modes) > 1


def _types(one: Profile, other: Profile) -> str:
    if one.kind == other.kind:
        return "same"
    if "TOLL" in (one.kind, other.kind) or is_speech(one) or is_speech(other):
        return "apart" if is_speech(one) or is_speech(other) else "toll"
    return "alike"


def is_speech(profile: Profile) -> bool:
    """Whether a claim restates an act of speech; a promise counts with its deed."""
    return profile.claim.speech is not None and profile.claim.type != "COMMITMENT"


def _modes(one: Profile, other: Profile, tables: GroupingTables) -> str:
    mine, theirs = one.claim.mode, other.claim.mode
    if one.claim.type != other.claim.type:
        return "other"
    if one.claim.type == "TOLL":
        # That people were killed in both is no manner of doing it: every strike kills.
        return "open" if mine == theirs else "other"
    if not tables.modes_fit(one.claim.type, mine, theirs):
        return "apart"
    return "same" if mine == theirs and mine is not None else "open"


def places(one: Where | None, other: Where | None) -> str:
    """How two places lie: same, near, part (of a town), within (a region), apart, or unknown."""
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
        # The west of a town and the town are told one for the other; a region is wide.
        return "part" if anchor.kind == "settlement" else "within"
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
    gap = max(one.first, other.first) - min(one.last, other.last)
    slack = (tables.slack(family) - 1) * DAY_HOURS
    if gap > slack and gap > 0:
        return "moved" if gap <= MOVED_HOURS and _promised(one, other) else "apart"
    if family in tables.states:
        return "state"
    if not one.bounded or not other.bounded:
        return "unknown"
    if not one.dated or not other.dated:
        return "recent"
    if gap >= 0:
        return "adjacent"
    if not (one.stated or other.stated):
        # A day taken over from another sentence is no surer than that news is new.
        return "recent"
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


def _counts(one: Profile, other: Profile) -> str:
    """The most telling relation of two numbers of the same people; "none" where there is none."""
    same_report = one.claim.report == other.claim.report
    found = {
        _relation(mine, theirs)
        for mine in one.counts
        for theirs in other.counts
        if mine.kind == theirs.kind and (mine.who == theirs.who or _anybody(mine, theirs))
        if same_people(one.claim, other.claim, mine) and (same_report or mine.kind not in UNLIKE)
    }
    return next((name for name in RELATIONS if name in found), "none")


def _relation(one: Count, other: Count) -> str:
    """How two numbers lie; two bounds of one side ("at least 15", "at least 44") tell nothing.

    "Dozens" and "dozens" need not be the same dozens.
    """
    relation = counts_agree(one, other)
    if relation == "equal" and one.high is not None and one.low != one.high:
        return "overlap"
    bounds = one.high is other.high is None or one.low is other.low is None
    return "open" if bounds and relation == "overlap" else relation


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


def _alike_words(one: Profile, other: Profile) -> float:
    if not one.claim.wording or not other.claim.wording:
        return 0.5
    # Views compare nothing anew, and need not wait for it.
    from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

    mine, theirs = one.claim.wording, other.claim.wording
    fewest = min(len(set(mine.split())), len(set(theirs.split())))
    # A word or two are in many a longer sentence: they are alike only to so few.
    ratio = token_sort_ratio if fewest < LEAST_WORDS else token_set_ratio
    return round(ratio(mine, theirs) / 100, 2)
