from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.gazetteer.build import build_gazetteer
from fogline.knowledge.gazetteer.file import GazetteerFile, gazetteer_path, open_gazetteer
from fogline.knowledge.placemodel import load_place_model
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.place import Place, PlaceKind, PlacePrecision
from fogline.records.report import UNKNOWN_PUBLICATION, Report
from fogline.resolve.places import find_places

Finder = Callable[[str], tuple[Place, ...]]


@pytest.fixture(scope="session")
def places_table(tmp_path_factory: pytest.TempPathFactory) -> GazetteerFile:
    path = gazetteer_path(os.environ)
    if not path.is_file():
        path = tmp_path_factory.mktemp("places") / "gazetteer.sqlite"
        build_gazetteer(path)
    return open_gazetteer(path)


@pytest.fixture(params=["rules", "trees"])
def find(parser: Parser, places_table: GazetteerFile, request: pytest.FixtureRequest) -> Finder:
    ranker = load_place_model().ranking if request.param == "trees" else None

    def found(text: str) -> tuple[Place, ...]:
        names = find_names(text, load_actor_tables())
        document = parse(text, find_paragraphs(text), mask_edits(names), parser)
        places = find_places(
            document, names, _report(text), places_table, load_atlas(), ranker=ranker
        ).places
        for place in places:
            assert place.mentions
            for span in place.mentions:
                assert text[span.start : span.end] == span.text
        assert [place.id for place in places] == [f"p{i + 1}" for i in range(len(places))]
        return places

    return found


def _report(text: str) -> Report:
    return Report(
        id="", title=None, title_span=None, publisher=None, via=None, byline=(), url=None,
        language="en", published=UNKNOWN_PUBLICATION, text=text, dateline=None, boilerplate=(),
    )  # fmt: skip


def _at(places: tuple[Place, ...], words: str) -> Place:
    found = [place for place in places if words in [span.text for span in place.mentions]]
    assert found, (words, [(place.name, place.mentions) for place in places])
    return found[0]


def test_a_village_that_two_places_could_be_is_left_open(find: Finder) -> None:
    text = "Troops raised a flag over the village of Zorya in Ukraine's Donetsk region."
    zorya = _at(find(text), "Zorya")
    assert zorya.gazetteer is None
    assert zorya.precision is PlacePrecision.NEAR
    assert zorya.within[0].name == "Donetsk Oblast"
    kept = [candidate.gazetteer for candidate in zorya.candidates]
    assert {"katottg:UA14120050230096532", "katottg:UA14160110150066368"} <= set(kept)
    assert [claim.by for claim in zorya.contested] == ["RU"]
    assert "kept" in zorya.reason


def test_of_many_namesakes_none_is_taken(find: Finder) -> None:
    san_isidro = _at(find("Two men were shot in San Isidro, a witness said."), "San Isidro")
    assert san_isidro.gazetteer is None
    assert len(san_isidro.candidates) > 1


def test_a_namesake_elsewhere_is_not_taken(find: Finder) -> None:
    text = "Rebels took the village of Mushaki in North Kivu, Congo."
    mushaki = _at(find(text), "Mushaki")
    assert (mushaki.gazetteer, mushaki.precision) == (None, PlacePrecision.ADM1)
    assert mushaki.within[0].gazetteer == "geonames:206938"
    assert "puts it in" in mushaki.reason


@pytest.mark.parametrize(
    ("text", "words", "id_"),
    [
        ("Shells fell on El Fasher in Sudan's North Darfur state.", "El Fasher", "geonames:379555"),
        ("Drones hit Kharkov and Kiev, Ukraine said.", "Kharkov", "geonames:706483"),
        ("A strike hit Khan Younis in the Gaza Strip.", "Khan Younis", "geonames:281124"),
        ("Houthi fighters fired at Marib in Yemen.", "Marib", "geonames:72968"),
        ("The Arakan Army holds parts of Myanmar's Rakhine State.", "Rakhine State",
         "geonames:1298852"),
        ("Nine people were killed in Norte de Santander, Colombia.", "Norte de Santander",
         "geonames:3673798"),
        ("Jihadists attacked Djibo in northern Burkina Faso.", "Djibo", "geonames:2361177"),
        ("Fighting went on in Sake, west of Goma, in Congo.", "Goma", "geonames:216281"),
        ("Azerbaijani troops marched through Stepanakert.", "Stepanakert", "geonames:146970"),
        ("Shelling killed three in Poonch district in Jammu and Kashmir.", "Jammu and Kashmir",
         "geonames:1269320"),
        ("Clashes broke out in Idlib, Syria.", "Idlib", "geonames:169389"),
        ("Police in Paris, Texas, arrested two men.", "Paris", "geonames:4717560"),
        ("Soldiers shelled Kupiansk-Vuzlovyi near Kupiansk, Ukraine.", "Kupiansk-Vuzlovyi",
         "geonames:703652"),
    ],
)  # fmt: skip
def test_names_find_their_places(find: Finder, text: str, words: str, id_: str) -> None:
    assert _at(find(text), words).gazetteer == id_


def test_region_and_city_are_told_apart(find: Finder) -> None:
    text = (
        "Russia said it entered Ukraine's Dnipropetrovsk region.\n\n"
        "Dnipropetrovsk has three million people. Dnipro has been shelled for years. "
        "A missile fell on this city, and the region lost power."
    )
    places = find(text)
    region = _at(places, "Dnipropetrovsk region")
    assert (region.gazetteer, region.kind) == ("geonames:709929", PlaceKind.ADM1)
    assert _at(places, "Dnipropetrovsk") is region
    assert _at(places, "the region") is region
    city = _at(places, "Dnipro")
    assert city.gazetteer == "geonames:709930"
    assert _at(places, "this city") is city


def test_a_list_shares_its_word(find: Finder) -> None:
    text = "Four Ukrainian regions — Donetsk, Kherson, Lugansk and Zaporizhzhia — are claimed."
    places = find(text)
    for words in ("Donetsk", "Kherson", "Lugansk", "Zaporizhzhia"):
        place = _at(places, words)
        assert place.kind is PlaceKind.ADM1
        assert [claim.by for claim in place.contested] == ["RU"]
        assert place.country == "UA"


def test_a_partys_name_is_said_to_be_one(find: Finder) -> None:
    text = "Its units reached the western border of the Donetsk People's Republic, Russia said."
    places = find(text)
    ground = _at(places, "Donetsk People's Republic")
    assert ground.name == "Donetsk Oblast"
    assert "party" in ground.reason
    border = next(place for place in places if place.relation == "western border of")
    assert border.anchor == ground.id
    assert (border.kind, border.lat, border.precision) == (
        PlaceKind.AREA, None, PlacePrecision.ADM1,
    )  # fmt: skip
    assert border.contested == ground.contested


@pytest.mark.parametrize(
    ("text", "relation", "anchor", "lat", "lon"),
    [
        ("A column moved 20 km south of Pokrovsk in Ukraine.", "20 km south of", "Pokrovsk",
         48.1, 37.18),
        ("Two trucks burned 120 kilometres east of Sanaa, Yemen.", "120 kilometres east of",
         "Sanaa", 15.35, 45.33),
        ("Shells fell near Goma in Congo.", "near", "Goma", None, None),
        ("They shelled the outskirts of El Fasher, Sudan.", "outskirts of", "El Fasher", None,
         None),
        ("Strikes continued in southern Lebanon.", "southern", "Lebanon", None, None),
        ("A convoy was hit between Gao and Ansongo in Mali.", "between", "Gao", 15.97, 0.23),
        ("Rebels cut the road from Goma to Sake in Congo.", "road from … to", "Goma", -1.62,
         29.14),
    ],
)  # fmt: skip
def test_relations_are_areas_of_their_own(
    find: Finder, text: str, relation: str, anchor: str, lat: float | None, lon: float | None
) -> None:
    places = find(text)
    area = next(place for place in places if place.relation == relation)
    assert area.kind is PlaceKind.AREA
    assert area.anchor == _at(places, anchor).id
    assert area.gazetteer is None
    if lat is None:
        assert (area.lat, area.lon) == (None, None)
    else:
        assert (area.lat, area.lon) == (pytest.approx(lat, abs=0.02), pytest.approx(lon, abs=0.02))


def test_talks_between_states_are_no_place(find: Finder) -> None:
    places = find("Talks between India and Pakistan were held in Doha.")
    assert [place.relation for place in places] == [None] * len(places)


def test_a_river_is_not_the_city_of_its_name(find: Finder) -> None:
    places = find("Soldiers crossed to the left bank of the Dnipro in Ukraine's Kherson region.")
    river = next(place for place in places if place.relation is None and "Dnipro" in place.name)
    assert river.kind is PlaceKind.WATER
    bank = next(place for place in places if place.relation == "left bank of")
    assert bank.within[0].name == "Kherson Oblast"


def test_a_hospital_lies_in_its_town(find: Finder) -> None:
    places = find("A shell hit Nasser Hospital in Khan Younis, in the Gaza Strip.")
    hospital = _at(places, "Nasser Hospital")
    assert hospital.kind is PlaceKind.FACILITY
    assert hospital.precision is PlacePrecision.NEAR
    assert "geonames:281124" in [unit.gazetteer for unit in hospital.within]


def test_people_papers_and_peoples_are_no_places(find: Finder) -> None:
    text = (
        "The Washington Post wrote that Israeli and Syrian officials met. "
        "Michael Jordan did not come. The Paris Agreement was not raised in June."
    )
    assert find(text) == ()


def test_contested_ground_has_no_default_side(find: Finder) -> None:
    places = find("Shells fell in Kashmir and on the Golan Heights; a boat left Taiwan.")
    assert _at(places, "Kashmir").country is None
    assert [claim.by for claim in _at(places, "Kashmir").contested] == ["IN", "PK"]
    assert _at(places, "Golan Heights").country == "SY"
    assert _at(places, "Taiwan").country is None


def test_a_settlement_on_contested_ground_is_contested(find: Finder) -> None:
    simferopol = _at(find("Blasts were heard in Simferopol, Crimea."), "Simferopol")
    assert simferopol.country == "UA"
    assert [(claim.by, claim.since) for claim in simferopol.contested] == [("RU", "2014-03-18")]


def test_who_acts_does_not_move_the_map(find: Finder) -> None:
    text = (
        "{0} attacked {1} again, the {2} army said. Its troops took Zorya in {1}'s Donetsk "
        "region, 10 km from Pokrovsk, and shelled Sudzha and Avdiivka."
    )
    one = find(text.format("Russia", "Ukraine", "Russian"))
    other = find(text.format("Ukraine", "Russia", "Ukrainian"))
    assert [place.gazetteer for place in one if place.kind is not PlaceKind.COUNTRY] == [
        place.gazetteer for place in other if place.kind is not PlaceKind.COUNTRY
    ]


def test_a_capital_that_speaks_is_not_where_its_words_are_set(find: Finder) -> None:
    places = find(
        "The army denied that rebels had crossed into the Chernihiv region, hours after Moscow "
        "announced that a column had reached its edge and was fighting there."
    )
    (edge,) = [place for place in places if place.relation == "edge of"]
    anchor = next(place for place in places if place.id == edge.anchor)
    assert "Chernihiv" in anchor.name
    assert "there" in {span.text for span in anchor.mentions}
    assert [span.text for span in edge.mentions] == ["its edge"]


def test_nothing_in_nothing_out(find: Finder) -> None:
    assert find("") == ()
    assert find("\u200b \n\n …— '' ( ) 's of the") == ()


def test_a_name_that_a_hundred_places_have_is_left_open(find: Finder) -> None:
    text = (
        "The firing on mourners at Santa Cruz, with some 250 dead, was the work of one army. "
        "Guards in Meath found rifles, and the jury went home."
    )
    place = next(place for place in find(text) if place.name == "Santa Cruz")
    assert place.lat is None
    assert len(place.candidates) > 1


@pytest.mark.parametrize(
    ("text", "relation", "ends"),
    [
        ("A mine blew up between Gao and Ansongo in Mali.", "between", ("Gao", "Ansongo")),
        ("It lay on the Beirut-Damascus highway.", "highway between", ("Beirut", "Damascus")),
        ("It lay on the Goma to Bukavu road.", "road between", ("Goma", "Bukavu")),
        ("It lay on the road from Goma to Bukavu.", "road from … to", ("Goma", "Bukavu")),
        ("They met at Sudan's frontier with Chad.", "frontier with", ("Sudan", "Chad")),
        (
            "They met at the border of Moldova with Ukraine.",
            "border between",
            ("Moldova", "Ukraine"),
        ),
        ("They met on the Polish-Belarusian border.", "border between", ("Poland", "Belarus")),
        ("They met on the Israel-Lebanon border.", "border between", ("Israel", "Lebanon")),
    ],
)
def test_a_relation_to_two_places(
    text: str, relation: str, ends: tuple[str, str], find: Finder
) -> None:
    places = find(text)
    area = next(place for place in places if place.relation == relation)
    names = {place.id: place.name for place in places}
    assert (names[area.anchor or ""], names[area.other_anchor or ""]) == ends
    assert area.precision is not PlacePrecision.EXACT


@pytest.mark.parametrize(
    ("text", "relation", "anchor"),
    [
        ("Goma was shelled. Power failed across this city's north.", "the north of", "Goma"),
        ("It lies in the north-east of Sri Lanka.", "the north-east of", "Sri Lanka"),
        ("An officer died near the Syrian border.", "border of", "Syria"),
        ("Tanks stood on the approaches to Marawi.", "approaches to", "Marawi City"),
        ("Tanks stood on the road to Damascus.", "road to", "Damascus"),
        ("It fell on the right bank of the Atrato.", "right bank of", "Atrato"),
        (
            "A boat sank 30 nautical miles off the coast of Yemen.",
            "30 nautical miles from",
            "Yemen",
        ),
    ],
)
def test_a_relation_to_one_place(text: str, relation: str, anchor: str, find: Finder) -> None:
    places = find(text)
    area = next(place for place in places if place.relation == relation)
    assert next(place.name for place in places if place.id == area.anchor) == anchor


def test_a_bank_lies_at_its_town(find: Finder) -> None:
    places = find("The shelling came from the left bank of the Dnipro at Kherson.")
    bank = next(place for place in places if place.relation == "left bank of")
    town = next(place for place in places if place.name == "Kherson")
    assert (bank.other_anchor, bank.lat, bank.precision) == (town.id, town.lat, PlacePrecision.NEAR)


def test_whose_name_is_used(find: Finder) -> None:
    places = find("The minister spoke of the Malvinas, the islanders of the Falklands.")
    named = {(row.name, row.by) for place in places for row in place.party_names}
    assert ("Malvinas", "AR") in named
