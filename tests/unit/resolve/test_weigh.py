"""The trees that weigh the candidates of a name, and what they are told."""

from __future__ import annotations

from dataclasses import replace

from fogline.knowledge.gazetteer import NameMatch
from fogline.knowledge.placemodel import load_place_model
from fogline.records.place import PlaceKind, PlacePrecision
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.rank import Group, rank
from fogline.resolve.places.search import Mention
from fogline.resolve.places.weigh import WEIGHED, signs_of, weigh


def _town(number: int, lat: float, country: str = "AA", people: int = 0) -> Candidate:
    return Candidate(
        id=f"made:{number}", name="Alta", kind=PlaceKind.SETTLEMENT, feature="PPL", lat=lat,
        lon=10.0, countries=(country,), adm1=None, adm2=None, population=people,
        precision=PlacePrecision.EXACT, match=NameMatch.NAME,
    )  # fmt: skip


def _group(name: str, *candidates: Candidate) -> Group:
    lead = Mention(first=0, stop=1, start=0, end=4, name=name, sentence=0, rule="name", ent="GPE")
    return Group(mentions=[0], lead=lead, candidates=candidates)


def _weighed(*groups: Group, named: dict[str, frozenset[str]] | None = None) -> list[list[float]]:
    rank(groups, named or {})
    weigh(groups, named or {}, [False] * len(groups), load_place_model().ranking)
    return [group.chance for group in groups]


def test_chances_are_probabilities() -> None:
    (chances,) = _weighed(_group("Alta", _town(1, 10.0, people=900_000), _town(2, 50.0)))
    assert all(0 < chance < 1 for chance in chances)
    assert chances[0] > chances[1]


def test_equals_are_weighed_alike() -> None:
    (chances,) = _weighed(_group("Alta", *(_town(number, 10.0 * number) for number in range(4))))
    assert len(set(chances)) == 1


def test_a_neighbour_speaks_for_a_candidate() -> None:
    _, (near, far) = _weighed(
        _group("Besta", replace(_town(3, 10.2, people=50_000), name="Besta")),
        _group("Alta", _town(1, 10.0, people=3_000), _town(2, 50.0, people=3_000)),
    )
    assert near > far


def test_no_more_than_the_likeliest_are_weighed() -> None:
    many = [_town(number, number / 2, people=100 * number) for number in range(WEIGHED + 5)]
    (chances,) = _weighed(_group("Alta", *many))
    assert sum(chance > 0 for chance in chances) == WEIGHED
    assert chances[0] == 0


def test_countries_that_change_roles_change_no_sign() -> None:
    def signs(one: str, other: str, words: int) -> list[dict[str, float]]:
        group = _group("Alta", _town(1, 10.0, one), _town(2, 50.0, other))
        said = frozenset(f"word{n}" for n in range(words))
        named = {one: said, other: frozenset({"once"})}
        rank([group], named)
        return [dict(row) for rows in signs_of([group], named, [False]) for row in rows]

    assert signs("AA", "BB", 1) == signs("BB", "AA", 5)


def test_a_report_without_names_has_no_chances() -> None:
    assert _weighed() == []


def test_entries_of_one_place_are_told_apart_by_the_rules() -> None:
    """A capital, the unit that it is, and the province around it: no three equals."""
    unit = replace(_town(2, 10.02, people=900_000), kind=PlaceKind.ADM1, match=NameMatch.ALTERNATE)
    province = replace(unit, id="made:3", lat=10.1, population=700_000)
    city = replace(_town(1, 10.0, people=900_000), feature="PPLC", adm1=unit.id)
    (chances,) = _weighed(_group("Alta", city, unit, province))
    assert chances[0] > 0.5
    assert max(chances[1:]) < chances[0] / 2


def test_a_province_far_from_its_namesake_in_it_is_told_apart_too() -> None:
    province = replace(
        _town(2, 11.0, people=900_000), kind=PlaceKind.ADM1, match=NameMatch.ALTERNATE
    )
    city = replace(_town(1, 10.0, people=300_000), adm1=province.id)
    (chances,) = _weighed(_group("Alta", city, province))
    assert chances[1] < 0.8 * chances[0]
