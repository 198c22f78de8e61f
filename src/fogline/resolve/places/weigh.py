"""Weighs the candidates that the rules have ranked with trained trees.

What speaks for each candidate is told as numbers: shapes, kinds, counts and distances alone, never
a name or a country, so that two parties who change roles change nothing. The rules' own chance is
one of them. The trees give each candidate the chance that it is the place meant or within 25 km of
it. Entries that may be one place (a town, the unit that is the town, the province around it) are
told apart by the rules' chances: the likeliest keeps the trees', the others have the less of it.
So the chances of a name's candidates need not add up to 1, but those of two that are not one place
come to no more. Trained by ``training/places/ranking.py``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.knowledge.gazetteer import NameMatch
from fogline.knowledge.placemodel import Ranker, Signs
from fogline.records.place import NameUse, PlaceKind
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.rank import EARTH, Group, distance, lies_in, support

# So many of a name's candidates, the likeliest by the rules, are weighed.
WEIGHED = 10
# Kilometres within which another name's place is a neighbour.
_NEAR = (30, 100, 300)
_RULES = (
    "atlas",
    "name",
    "entity",
    "feature",
    "preposition",
    "repeat",
    "body",
    "inner",
    "dateline",
)
_ENTS = ("GPE", "LOC", "ORG", "PERSON", "FAC")
# Seats alone: of a mere village the code tells which list it is from.
_FEATURES = ("PPLC", "PPLA", "PPLA2", "PPLA3")
# Kilometres from the gold within which a candidate is the place meant: gazetteers differ.
SAME = 25.0
# Of candidates less likely than this no share is taken.
_LIKELY = 0.05
# Chances of the rules are no less, where others are measured by them.
_LEAST = 1e-9
# Chances closer than this are those of equals.
_EQUAL = 0.01
_MATCHES = tuple(match.value for match in NameMatch)
_KINDS = tuple(kind.value for kind in PlaceKind)

Point = tuple[float, float, float]
Named = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class Company:
    """The likeliest places of a report's names by the rules, countries left out.

    ``held`` has for each group those that are said to lie in its place and do; ``points`` are
    on the unit sphere: the distance along the chord needs no sine for each pair.
    """

    best: dict[int, Candidate] = field(default_factory=dict)
    points: dict[int, Point] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    inner: dict[int, list[Candidate]] = field(default_factory=dict)


def weigh(groups: Sequence[Group], named: Named, filed: Sequence[bool], ranker: Ranker) -> None:
    """Set the chances of every group's weighed candidates; those not weighed have none.

    ``named`` has the countries that the report names, each with the words that name it, ``filed``
    which groups a dateline names.
    """
    orders = [weighed(group) for group in groups]
    rows = [row for found in signs_of(groups, named, filed) for row in found]
    chances = iter(ranker.chances(rows))
    fresh = []
    for group, order in zip(groups, orders, strict=True):
        chance = [0.0] * len(group.candidates)
        for i in order:
            chance[i] = next(chances)
        fresh.append(_shared(group, _told_apart(group, chance)))
    for group, chance in zip(groups, fresh, strict=True):
        group.chance = chance  # the signs of all rest on the rules' chances


def _told_apart(group: Group, chances: Sequence[float]) -> list[float]:
    """The chances, where of entries that may be one place each has what the rules leave it."""
    found: list[float] = []
    for one, chance, ruled in zip(group.candidates, chances, group.chance, strict=True):
        if chance == 0:
            found.append(chance)
            continue
        others = [j for j, other in enumerate(group.candidates) if _one_place(one, other)]
        most = max((group.chance[j] for j in others), default=ruled)
        near = [chances[j] for j in others if _beside(one, group.candidates[j])]
        found.append(max([chance, *near]) * ruled / max(most, ruled, _LEAST))
    return found


def _shared(group: Group, chances: Sequence[float]) -> list[float]:
    """The chances, where two that cannot both be meant have no more than 1 between them."""
    likely = [i for i, chance in enumerate(chances) if chance > _LIKELY]
    found = list(chances)
    for i in likely:
        one = group.candidates[i]
        rivals = (chances[j] for j in likely if j != i and not _one_place(one, group.candidates[j]))
        found[i] /= max(1.0, chances[i] + max(rivals, default=0.0))
    return found


def _one_place(one: Candidate, other: Candidate) -> bool:
    """Whether one lies in the other or beside it."""
    return one.id in other.units or other.id in one.units or _beside(one, other)


def _beside(one: Candidate, other: Candidate) -> bool:
    """Whether two entries are as near each other as what counts as right in training."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance(one.lat, one.lon, other.lat, other.lon) <= SAME


def weighed(group: Group) -> list[int]:
    """Which candidates are weighed, the likeliest by the rules first."""
    order = sorted(range(len(group.candidates)), key=lambda i: (-group.chance[i], i))
    return order[:WEIGHED]


def signs_of(groups: Sequence[Group], named: Named, filed: Sequence[bool]) -> Iterator[list[Signs]]:
    """The signs of each group's weighed candidates, in the order of ``weighed``."""
    company = _company(groups)
    for number, group in enumerate(groups):
        order = weighed(group)
        most = max((group.candidates[i].population for i in order), default=0)
        shared = Signs()
        _of_name(group, shared, filed[number])
        shared.put("countries", min(len(named), 8))
        rows: list[Signs] = []
        chances = [group.chance[i] for i in order]
        for i in order:
            one, row = group.candidates[i], Signs(shared)
            _of_candidate(group, one, row)
            row.put("chance", group.chance[i])
            row.put("log-chance", math.log(max(group.chance[i], 1e-6)) + 14)
            # Equals have one place: nothing but what the report says may tell them apart.
            row.put("place", 1 + sum(chance > group.chance[i] + _EQUAL for chance in chances))
            row.put("behind", chances[0] - group.chance[i])
            row.put("smaller", math.log10((most + 1) / (one.population + 1)))
            _of_country(group, one, named, row)
            _of_company(number, one, company, filed, row)
            _of_words(group, one, groups, row)
            row.put("holds", min(sum(lies_in(x, one) for x in company.inner.get(number, ())), 5))
            rows.append(row)
        yield rows


def _company(groups: Sequence[Group]) -> Company:
    company = Company()
    for number, group in enumerate(groups):
        best = group.best()
        if best is None:
            continue
        for said in group.inside:
            if said.outer is not None:
                company.inner.setdefault(said.outer, []).append(best)
        if best.kind is PlaceKind.COUNTRY:
            continue
        company.best[number] = best
        company.countries.update(set(best.countries))
        company.units.update(set(best.units))
        company.ids[best.id] += 1
        point = _point(best)
        if point is not None:
            company.points[number] = point
    return company


def _point(one: Candidate) -> Point | None:
    if one.lat is None or one.lon is None:
        return None
    phi, psi = math.radians(one.lat), math.radians(one.lon)
    return math.cos(phi) * math.cos(psi), math.cos(phi) * math.sin(psi), math.sin(phi)


def _of_name(group: Group, row: Signs, filed: bool) -> None:
    """What is the same for all candidates of a name."""
    lead = group.lead
    row.put("candidates", len(group.candidates))
    row.put("mentions", len(group.mentions))
    row.one_of("rule", lead.rule, _RULES)
    row.one_of("ent", lead.ent, _ENTS)
    row.put("weak", lead.weak)
    row.put("state", lead.state is not None)
    row.put("capital", lead.capital is not None)
    row.put("kinds", bool(lead.kinds))
    row.put("region", group.region)
    row.put("base", group.base)
    row.put("filed", filed)
    row.put("said", bool(group.inside))
    row.put("naming", lead.use is NameUse.NAME)
    row.put("words", len(lead.name.split()))


def _of_candidate(group: Group, one: Candidate, row: Signs) -> None:
    row.one_of("match", one.match.value, _MATCHES)
    row.one_of("kind", one.kind.value, _KINDS)
    row.one_of("feature", one.feature, _FEATURES)
    row.put("people", math.log10(one.population + 1))
    row.put("atlas", one.atlas)
    row.put("sense", one.sense)
    kinds = group.lead.kinds
    row.put("first-kind", bool(kinds) and one.kind is kinds[0])


def _of_country(group: Group, one: Candidate, named: Named, row: Signs) -> None:
    own = group.lead.name.casefold()
    # Only whether, not how often: so that two parties who change roles change nothing.
    row.put("country-named", any(named.get(code, frozenset()) - {own} for code in one.countries))


def _of_company(
    number: int, one: Candidate, company: Company, filed: Sequence[bool], row: Signs
) -> None:
    """How many of the other names' places are near, or in the same unit or country."""
    code = one.countries[0] if one.countries else None
    unit = one.adm1 or (one.id if one.kind is PlaceKind.ADM1 else None)
    own = company.best.get(number)
    others = len(company.best) - (own is not None)
    row.put("others", min(others, 20))
    in_country = (
        company.countries[code] - (own is not None and code in own.countries) if code else 0
    )
    in_unit = _others_in(unit, company, own)
    row.put("in-country", in_country / max(others, 1))
    row.put("in-unit", in_unit / max(others, 1))
    row.put("number-in-country", min(in_country, 10))
    row.put("number-in-unit", min(in_unit, 10))
    if unit is not None:
        row.put("unit-itself", company.ids[unit] - (own is not None and own.id == unit) > 0)
    row.put("second-unit", _others_in(one.adm2, company, own) > 0)
    _of_distances(number, one, company, filed, row)


def _others_in(unit: str | None, company: Company, own: Candidate | None) -> int:
    if unit is None:
        return 0
    return company.units[unit] - (own is not None and unit in own.units)


def _of_distances(
    number: int, one: Candidate, company: Company, filed: Sequence[bool], row: Signs
) -> None:
    point = _point(one)
    if point is None:
        return
    x, y, z = point
    away: list[float] = []
    of_dateline = math.inf
    for other, (u, v, w) in company.points.items():
        # Where in a region a place lies says nothing, only that it does.
        if other == number or company.best[other].id in one.units:
            continue
        squared = (x - u) * (x - u) + (y - v) * (y - v) + (z - w) * (z - w)
        away.append(squared)
        if filed[other]:
            of_dateline = min(of_dateline, squared)
    if not away:
        return
    away.sort()
    row.put("nearest", math.log10(1 + _kilometres(away[0])))
    row.put("middling", math.log10(1 + _kilometres(away[len(away) // 2])))
    for limit, squared in _CHORDS:
        near = sum(chord <= squared for chord in away)
        row.put(f"within-{limit}", near / len(away))
        row.put(f"number-within-{limit}", min(near, 10))
    if of_dateline < math.inf:
        row.put("of-dateline", 5 - math.log10(1 + _kilometres(of_dateline)))


def _kilometres(squared: float) -> float:
    """The great-circle distance to a squared chord of the unit sphere."""
    return 2 * EARTH * math.asin(min(math.sqrt(squared) / 2, 1.0))


_CHORDS = tuple((limit, (2 * math.sin(limit / EARTH / 2)) ** 2) for limit in _NEAR)


def _of_words(group: Group, one: Candidate, groups: Sequence[Group], row: Signs) -> None:
    """What the report says of where the place lies."""
    held = [(support(one, said, groups), said) for said in group.inside]
    row.put("inside", max((value for value, _ in held), default=0.0))
    row.put("inside-strict", max((value for value, said in held if said.strict), default=0.0))
    row.put("outside", bool(held) and max(value for value, _ in held) < 0.1)
