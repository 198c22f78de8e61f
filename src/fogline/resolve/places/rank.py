"""Ranks the candidates of all names of a report together.

Every name has a score for each candidate: its own merits (how the name matches, how many people
live there, whether the kind is the one that the words ask for), what the report says of its
whereabouts, and how well it keeps company with the likely places of the other names. The weights
were set on TR-News, LGL and GeoWebNews.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.knowledge.gazetteer import NameMatch
from fogline.records.place import PlaceKind
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.search import Mention

# How many times the names' likely places are weighed against each other.
ROUNDS = 3
# More names said to lie in one place add nothing to what the first ones say.
MOST_HELD = 5
# A place without a known population counts as a large village.
UNKNOWN_PEOPLE = 200
_MATCH = {NameMatch.NAME: 0.0, NameMatch.ALTERNATE: -0.9, NameMatch.DERIVED: -0.8}
_KIND = {
    PlaceKind.COUNTRY: 2.0,
    PlaceKind.ADM1: 0.3,
    PlaceKind.ADM2: -0.6,
    PlaceKind.SETTLEMENT: 0.6,
}
_PEOPLE = 0.65
_ATLAS = 4.2
_CAPITAL = 0.8
_SENSE = 3.0
_LONE_SENSE = 1.2
_FIRST_KIND = 1.2
_NAMED_COUNTRY = 1.0
_COUNTRY_SHARE = 2.2
_UNIT_SHARE = 1.6
_NEAR = 1.4
_INSIDE = 5.0
_INSIDE_ALTERNATE = 2.0
_HOLDS = 0.8
_SAID_REGION = 1.0
# The earth's radius in kilometres.
EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Containment:
    """The group's place lies in the place of group ``outer``, or in the unit ``unit``."""

    outer: int | None
    unit: str | None
    strict: bool


@dataclass(slots=True)
class Group:
    """Mentions that mean one place, and the candidates for it.

    ``chance`` are the candidates' probabilities, in their order. ``region`` is True where the
    report elsewhere has the same name with a word for a region. ``base`` is True for a site
    ("Hodeidah airport") whose candidates are the places that it may be named after.
    """

    mentions: list[int]
    lead: Mention
    candidates: tuple[Candidate, ...]
    inside: list[Containment] = field(default_factory=list)
    region: bool = False
    base: bool = False
    chance: list[float] = field(default_factory=list)

    def best(self) -> Candidate | None:
        """The likeliest candidate, or None without any."""
        if not self.candidates:
            return None
        return self.candidates[max(range(len(self.chance)), key=lambda i: (self.chance[i], -i))]


@dataclass(slots=True)
class _Company:
    """How much of the names' likely places lies in each country, unit and square degree."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    units: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    squares: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0


def rank(groups: Sequence[Group], named: Mapping[str, frozenset[str]]) -> None:
    """Set every group's chances.

    ``named`` has the countries that the report names, each with the words that name it.
    """
    own = [[_merit(one, group, named) for one in group.candidates] for group in groups]
    held: dict[int, list[Group]] = defaultdict(list)
    for group, scores in zip(groups, own, strict=True):
        group.chance = _chances(scores)
        for containment in group.inside:
            if containment.outer is not None:
                held[containment.outer].append(group)
    for _ in range(ROUNDS):
        company = _company(groups)
        fresh: list[list[float]] = []
        for number, (group, scores) in enumerate(zip(groups, own, strict=True)):
            own_company = _company((group,))
            total = [
                score
                + _beside(one, company, own_company, named)
                + _said(one, group, groups, held[number])
                for one, score in zip(group.candidates, scores, strict=True)
            ]
            fresh.append(_chances(total))
        for group, chance in zip(groups, fresh, strict=True):
            group.chance = chance


def _merit(one: Candidate, group: Group, named: Mapping[str, frozenset[str]]) -> float:
    """What speaks for the candidate by itself."""
    # A name does not speak for itself: "Paris" alone does not make a report one on France.
    own = group.lead.name.casefold()
    backed = any(named.get(code, frozenset()) - {own} for code in one.countries)
    score = _MATCH[one.match] + _KIND.get(one.kind, 0.0)
    if one.atlas:
        score += _ATLAS
    else:
        score += _PEOPLE * math.log10(one.population or UNKNOWN_PEOPLE)
    if one.feature == "PPLC":
        score += _CAPITAL
    if one.sense:
        score += _SENSE if backed or one.kind is PlaceKind.COUNTRY else _LONE_SENSE
    if group.lead.kinds and one.kind is group.lead.kinds[0]:
        score += _FIRST_KIND
        if one.kind in (PlaceKind.ADM1, PlaceKind.ADM2):
            score -= _MATCH[one.match]  # "Kherson region" is its name as it stands
    if one.kind is not PlaceKind.COUNTRY and backed:
        score += _NAMED_COUNTRY
    if group.region and one.kind is PlaceKind.ADM1:
        score += _SAID_REGION
    return score


def _company(groups: Iterable[Group]) -> _Company:
    company = _Company()
    for group in groups:
        if group.lead.state or not group.candidates:
            continue
        company.total += 1.0
        for one, chance in zip(group.candidates, group.chance, strict=True):
            if chance < 0.02 or one.kind is PlaceKind.COUNTRY:
                continue
            for code in one.countries[:1]:
                company.countries[code] += chance
            for unit in one.units:
                company.units[unit] += chance
            if one.lat is not None and one.lon is not None:
                company.squares[_square(one.lat, one.lon)] += chance
    return company


def _beside(one: Candidate, company: _Company, own: _Company, named: Collection[str]) -> float:
    """What the other names' places say for the candidate; its ``own`` name's are taken out."""
    others = company.total - own.total
    if one.kind is PlaceKind.COUNTRY or others < 1.0:
        return 0.0
    # One neighbour says less than ten.
    trust = others / (others + 1.0)
    score = 0.0
    if one.countries:
        code = one.countries[0]
        mass = max(company.countries.get(code, 0.0) - own.countries.get(code, 0.0), 0.0)
        score += _COUNTRY_SHARE * trust * mass / others
        if code not in named:
            score += _NAMED_COUNTRY * min(mass, 1.0)
    unit = one.adm1 or (one.id if one.kind is PlaceKind.ADM1 else None)
    if unit is not None:
        mass = company.units.get(unit, 0.0) - own.units.get(unit, 0.0)
        score += _UNIT_SHARE * min(max(mass, 0.0), 2.0) / 2.0
    if one.lat is not None and one.lon is not None:
        row, column = _square(one.lat, one.lon)
        near = 0.0
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                square = (row + down, column + right)
                near += company.squares.get(square, 0.0) - own.squares.get(square, 0.0)
        score += _NEAR * min(max(near, 0.0), 2.0) / 2.0
    return score


def _said(one: Candidate, group: Group, groups: Sequence[Group], inner: Sequence[Group]) -> float:
    """What the report says of where the place lies, or of the ``inner`` ones that lie in it."""
    score = 0.0
    for containment in group.inside[:MOST_HELD]:
        weight = _INSIDE
        if one.match is not NameMatch.NAME and not containment.strict:
            weight = _INSIDE_ALTERNATE  # lest "Washington, New York" be a town once called so
        score += weight * support(one, containment, groups)
    for other in inner[:MOST_HELD]:
        if any(
            chance > 0.01 and lies_in(place, one)
            for place, chance in zip(other.candidates, other.chance, strict=True)
        ):
            score += _HOLDS
    return score


def support(one: Candidate, containment: Containment, groups: Sequence[Group]) -> float:
    """How likely it is, from 0 to 1, that the candidate lies where the report says."""
    if containment.outer is None:
        unit = containment.unit
        return 1.0 if unit in one.countries or unit in one.units else 0.0
    outer = groups[containment.outer]
    held = sum(
        chance
        for holder, chance in zip(outer.candidates, outer.chance, strict=True)
        if lies_in(one, holder)
    )
    return min(held, 1.0)  # a town and the unit that is the town are weighed each by itself


def lies_in(one: Candidate, holder: Candidate) -> bool:
    """Whether the place lies in the other one, as far as units, countries and distance tell."""
    if one.id == holder.id:
        return False
    if holder.kind is PlaceKind.COUNTRY:
        return bool(holder.countries) and holder.countries[0] in one.countries
    if holder.id in one.units:
        return True
    if holder.kind in (PlaceKind.ADM1, PlaceKind.ADM2):
        # The atlas does not say in which unit its places lie.
        return one.atlas and not one.adm1 and _within_reach(one, holder, 120.0)
    if holder.kind in (PlaceKind.AREA, PlaceKind.WATER, PlaceKind.RELIEF):
        if holder.countries and not set(holder.countries) & set(one.countries):
            return False
        return _within_reach(one, holder, 350.0)
    return _within_reach(one, holder, 30.0)


def _within_reach(one: Candidate, other: Candidate, kilometres: float) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance(one.lat, one.lon, other.lat, other.lon) <= kilometres


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in kilometres."""
    phi, psi = math.radians(lat), math.radians(other_lat)
    half = math.sin((psi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(half, 1.0)))


def _square(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat), math.floor(lon)


def _chances(scores: Iterable[float]) -> list[float]:
    """The scores as probabilities."""
    values = list(scores)
    if not values:
        return []
    top = max(values)
    parts = [math.exp(2.0 * (value - top)) for value in values]
    total = sum(parts)
    return [part / total for part in parts]
