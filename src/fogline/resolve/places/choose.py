"""Decides for each name: the place taken, or none, and the reason in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.knowledge.gazetteer import NameMatch
from fogline.knowledge.gazetteer.names import normalise
from fogline.records.place import PlaceCandidate, PlaceKind, PlacePrecision
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.rank import Group, distance, support

# Candidates in the record.
KEPT = 5
# Two candidates are not told apart whose probabilities differ by no more than this part of the
# greater one.
TIE = 0.15
# Where one candidate is likelier than this, those below it are out of question.
UNLIKELY = 0.1
# Where even the likeliest candidate is less likely than this, none is taken.
LEAST = 0.15
# Namesakes within this many kilometres of each other are near enough to give their middle.
MIDDLE = 60.0
# A place that a preposition alone gives away must be in a country that the report names, or
# have so many people.
KNOWN_PEOPLE = 15_000
# A site's namesake must be a town of so many people to be where the site is.
BASE_PEOPLE = 5_000
# A place with more people may stand beside a unit that it does not lie in, as in a list; the unit
# must be so certain.
LISTED_PEOPLE = 100_000
CERTAIN = 0.8
# A place with fewer people, in a country that the report has nothing else of, is no match.
STRAY_PEOPLE = 10_000
_INSIDE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a group of mentions means.

    ``place`` is the candidate taken, or None; ``container`` the place that holds the one meant
    where that one itself is not known. ``lat``, ``lon``, ``precision`` go with either.
    """

    name: str
    kind: PlaceKind
    place: Candidate | None
    container: Candidate | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    reason: str
    candidates: tuple[PlaceCandidate, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """All groups of a report, and the countries that it names.

    ``counts`` says how many groups' best candidates lie in each country.
    """

    groups: Sequence[Group]
    countries: frozenset[str]
    counts: Mapping[str, int]


def scene_of(groups: Sequence[Group], countries: frozenset[str]) -> Scene:
    """The scene of ranked groups."""
    counts: Counter[str] = Counter()
    for group in groups:
        best = group.best()
        counts.update(set(best.countries) if best else ())
    return Scene(groups, countries, counts)


def choose(group: Group, scene: Scene) -> Choice | None:
    """The choice for one group; None for words that turn out to name no place."""
    groups, countries = scene.groups, scene.countries
    best = _town_of(group, group.best())
    container = _container(group, groups)
    if group.lead.weak and not _supported(group, best, groups, countries):
        return _unknown(group, container) if group.lead.likely else None
    if group.base:
        return _site(group, best, container, scene)
    if best is None or _contradicted(group, groups):
        if best is None and group.lead.rule == "preposition":
            return None
        return _unknown(group, container)
    if _stray(group, best, scene):
        return _unknown(group, container)
    if max(group.chance) < LEAST:
        reason = "none of the places of that name is likely to be the one meant"
        return replace(_unknown(group, None), reason=reason)
    rivals = _rivals(group)
    if len(rivals) > 1:
        return _tied(group, rivals)
    return _taken(group, best, groups, countries)


def _town_of(group: Group, best: Candidate | None) -> Candidate | None:
    """The town where a unit and the town that it is named after fit: a bare name means the town."""
    kinds = group.lead.kinds
    called_unit = PlaceKind.ADM2 in kinds and PlaceKind.SETTLEMENT not in kinds
    if best is None or best.kind is not PlaceKind.ADM2 or called_unit:
        return best
    for one in group.candidates:
        town = one.kind is PlaceKind.SETTLEMENT and best.id in one.units
        if town and _same_place(one, best):
            return one
    return best


def _container(group: Group, groups: Sequence[Group]) -> Candidate | None:
    """The smallest place that the report says the group's place is in."""
    found: list[Candidate] = []
    for containment in group.inside:
        if containment.outer is not None:
            outer = groups[containment.outer].best()
            if outer is not None and not groups[containment.outer].base:
                found.append(outer)
    order = (PlaceKind.SETTLEMENT, PlaceKind.ADM2, PlaceKind.ADM1, PlaceKind.AREA)
    ranks = {kind: place for place, kind in enumerate(order)}
    return min(found, key=lambda one: ranks.get(one.kind, len(ranks)), default=None)


def _supported(
    group: Group, best: Candidate | None, groups: Sequence[Group], countries: frozenset[str]
) -> bool:
    """Whether a capitalised word after a preposition is a place after all."""
    if best is None or best.match is NameMatch.DERIVED:
        return False
    if any(support(best, said, groups) > _INSIDE for said in group.inside):
        return True
    if any(code in countries for code in best.countries):
        return best.match is NameMatch.NAME or best.population > KNOWN_PEOPLE // 10
    return best.atlas or best.population >= KNOWN_PEOPLE


def _contradicted(group: Group, groups: Sequence[Group]) -> bool:
    """Whether the report puts the place where none of the candidates is."""
    for containment in group.inside:
        if containment.outer is not None:
            outer = groups[containment.outer].best()
            if outer is None or outer.kind not in (PlaceKind.ADM1, PlaceKind.ADM2):
                continue
            if not containment.strict and not _small_beside(group, groups[containment.outer]):
                continue
            if group.lead.state or group.lead.capital or _wide(group):
                continue
            if not any(support(one, containment, groups) > _INSIDE for one in group.candidates):
                return True
    return False


def _small_beside(group: Group, outer: Group) -> bool:
    """Whether the words are those of a small place in a unit ("Holliday, Missouri"), no list."""
    best, unit = group.best(), outer.best()
    small = best is not None and best.kind in (PlaceKind.SETTLEMENT, PlaceKind.ADM2)
    small = small and best is not None and best.population < LISTED_PEOPLE
    return (
        small and unit is not None and unit.kind is PlaceKind.ADM1 and max(outer.chance) > CERTAIN
    )


def _wide(group: Group) -> bool:
    """Whether the place may reach beyond the unit that it is said to be in, like a river."""
    wide = (PlaceKind.WATER, PlaceKind.RELIEF, PlaceKind.AREA)
    return any(one.kind in wide for one in group.candidates)


def _stray(group: Group, best: Candidate, scene: Scene) -> bool:
    """Whether the best candidate is a hamlet in a country that nothing else in the report is in."""
    if best.atlas or best.sense or best.kind is PlaceKind.COUNTRY or not scene.countries:
        return False
    if best.population >= STRAY_PEOPLE:
        return False
    if any(support(best, said, scene.groups) > _INSIDE for said in group.inside):
        return False
    return not _backed(best, scene)


def _backed(best: Candidate, scene: Scene) -> bool:
    """Whether the report speaks of the candidate's country, its own name apart."""
    return any(code in scene.countries or scene.counts[code] > 1 for code in best.countries)


def _rivals(group: Group) -> list[Candidate]:
    """The likeliest candidates that nothing tells apart (one, if something does)."""
    top = max(group.chance)
    rivals = [
        one
        for one, chance in zip(group.candidates, group.chance, strict=True)
        if top - chance < TIE * top and (chance > UNLIKELY or top <= UNLIKELY)
    ]
    best = rivals[0]
    same = [one for one in rivals if not _same_place(one, best)]
    return [best, *same]


def _same_place(one: Candidate, best: Candidate) -> bool:
    """Whether two entries are one place (a town and the unit that is the town)."""
    if one.lat is None or best.lat is None or one.lon is None or best.lon is None:
        return False
    nested = one.id in best.units or best.id in one.units
    return nested or distance(one.lat, one.lon, best.lat, best.lon) < 5.0


def _taken(
    group: Group, best: Candidate, groups: Sequence[Group], countries: frozenset[str]
) -> Choice:
    return Choice(
        name=best.name,
        kind=best.kind,
        place=best,
        container=None,
        lat=best.lat,
        lon=best.lon,
        precision=best.precision,
        reason=_reason(group, best, groups, countries),
        candidates=_kept(group),
    )


def sure(place: Candidate, reason: str) -> Choice:
    """The choice of the only place that words can mean."""
    return Choice(
        name=place.name,
        kind=place.kind,
        place=place,
        container=None,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        reason=reason,
        candidates=(PlaceCandidate(gazetteer=place.id, score=1.0),),
    )


def _tied(group: Group, rivals: list[Candidate]) -> Choice:
    first = rivals[0]
    points = [(one.lat, one.lon) for one in rivals if one.lat is not None and one.lon is not None]
    lat = round(sum(point[0] for point in points) / len(points), 4) if points else None
    lon = round(sum(point[1] for point in points) / len(points), 4) if points else None
    unit = first.adm1 if all(one.adm1 == first.adm1 for one in rivals) else None
    country = first.countries if all(one.countries == first.countries for one in rivals) else ()
    close = bool(points) and all(
        distance(point[0], point[1], points[0][0], points[0][1]) < MIDDLE for point in points
    )
    precision = PlacePrecision.UNRESOLVED
    if close:
        precision = PlacePrecision.NEAR
    elif unit:
        precision = PlacePrecision.ADM1
    if precision is PlacePrecision.UNRESOLVED:
        lat = lon = None
    common = _common(first, unit, country)
    return Choice(
        name=group.lead.name,
        kind=first.kind,
        place=None,
        container=common,
        lat=lat,
        lon=lon,
        precision=precision,
        reason=f"{len(rivals)} places of that name fit equally well: all are kept as candidates",
        candidates=_kept(group),
    )


def _common(first: Candidate, unit: str | None, country: tuple[str, ...]) -> Candidate | None:
    """What the rivals share, as a nameless place in it."""
    if not unit and not country:
        return None
    return Candidate(
        id="",
        name="",
        kind=first.kind,
        feature="",
        lat=None,
        lon=None,
        countries=country,
        adm1=unit,
        adm2=None,
        population=0,
        precision=PlacePrecision.UNRESOLVED,
        match=first.match,
    )


def _unknown(group: Group, container: Candidate | None) -> Choice:
    kind = group.lead.kinds[0] if group.lead.kinds else PlaceKind.SETTLEMENT
    if container is None:
        text = "the gazetteer has no place of that name"
        if group.candidates:
            text = "the places of that name are in no country that the report speaks of"
        precision = PlacePrecision.UNRESOLVED
    elif group.candidates:
        text = f"no place of that name is known in {container.name}, where the report puts it"
        precision = _inner(container)
    else:
        text = f"the gazetteer has no place of that name; the report puts it in {container.name}"
        precision = _inner(container)
    return Choice(
        name=group.lead.name,
        kind=kind,
        place=None,
        container=container,
        lat=container.lat if container else None,
        lon=container.lon if container else None,
        precision=precision,
        reason=text,
        candidates=_kept(group),
    )


def _inner(container: Candidate) -> PlacePrecision:
    if container.kind in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY):
        return PlacePrecision.NEAR
    return container.precision


def _site(
    group: Group,
    best: Candidate | None,
    container: Candidate | None,
    scene: Scene,
) -> Choice:
    """A facility without an entry: in the town that it is named after, or where it is said."""
    said = [one for one in group.inside if one.outer is not None]
    fits = best is not None and any(support(best, one, scene.groups) > _INSIDE for one in said)
    town = best is not None and not said and best.population >= BASE_PEOPLE
    town = town and best is not None and _backed(best, scene)
    place = best if best is not None and (fits or town) else container
    reason = "the report does not say where it is"
    if place is not None and place is best:
        reason = f"taken to lie in {place.name}, which it is named after"
    elif place is not None:
        reason = f"the report puts it in {place.name}"
    return Choice(
        name=f"{group.lead.name} {group.lead.site}".strip(),
        kind=PlaceKind.FACILITY,
        place=None,
        container=place,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=_inner(place) if place else PlacePrecision.UNRESOLVED,
        reason=reason,
        candidates=_kept(group) if place is best else (),
    )


def _kept(group: Group) -> tuple[PlaceCandidate, ...]:
    order = sorted(range(len(group.chance)), key=lambda i: (-group.chance[i], i))
    return tuple(
        PlaceCandidate(gazetteer=group.candidates[i].id, score=round(group.chance[i], 3))
        for i in order[:KEPT]
    )


def _reason(
    group: Group, best: Candidate, groups: Sequence[Group], countries: frozenset[str]
) -> str:
    parts: list[str] = []
    if best.parties:
        parts.append(f"the name is one party's own ({', '.join(best.parties)}) for {best.name}")
    elif best.sense and best.kind is PlaceKind.COUNTRY:
        parts.append("the name of a state")
    elif best.match is NameMatch.NAME or normalise(best.name) == normalise(group.lead.name):
        parts.append("the name fits exactly")
    else:
        parts.append(f"another name or spelling of {best.name}")
    if group.lead.feature and best.kind in group.lead.kinds:
        parts.append(f'the report calls it "{group.lead.feature}"')
    container = _container(group, groups)
    said = [one for one in group.inside if support(best, one, groups) > _INSIDE]
    if said:
        parts.append(
            f"it lies in {container.name if container else said[0].unit}, as the report says"
        )
    elif best.kind is not PlaceKind.COUNTRY and set(best.countries) & countries:
        parts.append("it lies in a country that the report names")
    if len(group.candidates) > 1:
        parts.append(f"the likeliest of {len(group.candidates)}")
    else:
        parts.append("the only one known")
    return "; ".join(parts)
