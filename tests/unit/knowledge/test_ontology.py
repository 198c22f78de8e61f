"""The ontology is complete, valid against the other ontologies' lists, and on its page."""

from __future__ import annotations

import copy
import re
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from fogline.errors import KnowledgeError
from fogline.knowledge.ontology import ONTOLOGY_FILE, Crosswalk, load_ontology, read_ontology
from fogline.knowledge.ontology.examples import (
    EXAMPLES_FILE,
    load_examples,
    read_examples,
)
from fogline.knowledge.ontology.page import render_ontology
from fogline.knowledge.resources import load_yaml
from fogline.records.actor import ActorKind
from fogline.records.claim import Codes

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "corpora"
CORPUS = yaml.safe_load((ROOT / "tests/corpus/ontology.yml").read_text(encoding="utf-8"))

PLOVER_TYPES = """
    AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST
    SANCTION MOBILIZE COERCE ASSAULT
"""
OWN_TYPES = """
    ADVANCE CONTROL SOVEREIGNTY EXCHANGE COMMITMENT TOLL EVIDENCE ASSESSMENT SILENCE DISASTER CRIME
"""
CONFLICTS = """
    Ukraine Sudan Gaza Kashmir Congo Myanmar Yemen Colombia Syria Mali Nigerian Somalia Tigray
    Haiti Mindanao Karabakh Kosovo Belfast Baghdad Tripoli Afghan Bougainville Noumea Chiapas
    Essequibo Taiwan Pyongyang Manipur Jaffna Cyprus Mozambique Srebrenica Lima
"""
DESIGNED_MODES = {
    "ADVANCE": "enter reach capture encircle hold",
    "CONTROL": "claimed assessed contested",
    "EXCHANGE": "prisoners bodies wounded",
    "TOLL": "killed wounded displaced captured",
    "EVIDENCE": "images geolocation documents",
    "ASSESSMENT": "setback milestone",
    "DISASTER": "natural man-made",
    "ASSAULT": "missile shelling airstrike drone ground-clash mine suicide-attack arson hijacking "
    "intercept",
}
ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {
        "Sexual violence",
        "Attack",
        "Abduction/forced disappearance",
    },
    "Protests": {
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
    },
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
# The codes of CAMEO 1.1b3, its manual's chapter 2; "1021-4" stands for 1021 to 1024.
CAMEO = """
    010-9 020-8 0211-4 0231-4 0241-4 0251-6 030-9 0311-4 0331-4 0341-4 0351-6 040-6 050-7 060-4
    070-5 080-7 0811-4 0831-4 0841-2 0861-3 0871-4 090-4 100-8 1011-4 1031-4 1041-4 1051-6 110-6
    1121-5 120-9 1211-4 1221-4 1231-4 1241-6 130-9 1311-3 1321-4 1381-5 140-5 1411-4 1421-4
    1431-4 1441-4 1451-4 150-5 160-6 1621-3 1661-3 170-6 1711-2 1721-4 180-6 1821-3 1831-4 190-6
    1951-2 200-4 2041-2
"""
# PLOVER's manual moved convictions from ACCUSE, where its conversion table still has them.
MOVED_SINCE_THE_TABLE = {("SANCTION", "convict")}
KINDS = [frozenset[str](), *(frozenset({str(kind)}) for kind in ActorKind)]


def every_entry() -> list[tuple[str, str | None, Crosswalk]]:
    ontology = load_ontology()
    return [(*key, ontology.crosswalk(*key)) for key in ontology.index]


def every_code() -> list[Codes]:
    ontology = load_ontology()
    return [
        ontology.codes(*key, actor_kinds=actor, recipient_kinds=recipient)
        for key, actor, recipient in product(ontology.index, KINDS, KINDS)
    ]


def cameo_codes() -> set[str]:
    found: set[str] = set()
    for word in CAMEO.split():
        first, last = word.split("-")
        found |= {f"{first[:-1]}{digit}" for digit in range(int(first[-1]), int(last) + 1)}
    return found


def test_types_are_plovers_sixteen_and_the_war_ledgers_own() -> None:
    assert [each.name for each in load_ontology().types] == (PLOVER_TYPES + OWN_TYPES).split()


def test_disasters_and_crime_are_marked_as_no_war() -> None:
    peaceful = {each.name for each in load_ontology().types if not each.war}
    assert peaceful == {"DISASTER", "CRIME"}


@pytest.mark.parametrize("type_name", DESIGNED_MODES)
def test_designed_modes_exist(type_name: str) -> None:
    modes = {mode.name for mode in load_ontology().type(type_name).modes}
    assert modes >= set(DESIGNED_MODES[type_name].split())


def test_every_mode_of_plover_is_a_mode_here() -> None:
    ontology = load_ontology()
    for type_name, modes in ontology.plover.items():
        for mode in modes:
            expected = f"{type_name}/{mode}"
            assert ontology.crosswalk(type_name, mode).plover[0].value == expected


def test_a_commitments_mode_is_the_type_of_its_deed() -> None:
    ontology = load_ontology()
    for mode in ontology.type("COMMITMENT").modes:
        assert ontology.type(mode.name).name == mode.name


def test_every_entry_has_a_crosswalk_or_a_reason() -> None:
    for type_name, mode, walk in every_entry():
        for options in (walk.plover, walk.cameo, walk.acled, walk.ucdp, walk.hxl):
            assert options, (type_name, mode)
            for option in options:
                assert (option.value is None) == bool(option.reason), (type_name, mode)


def test_definitions_are_one_line_and_different() -> None:
    lines = [each.definition for each in load_ontology().index.values()]
    assert all(line.endswith(".") and len(line) < 130 for line in lines)
    assert len(set(lines)) == len(lines)


def test_acled_list_is_acleds() -> None:
    found: dict[str, set[str]] = {}
    for sub_event_type, event_type in load_ontology().acled.items():
        found.setdefault(event_type, set()).add(sub_event_type)
    assert found == ACLED


def test_all_of_acled_and_ucdp_can_be_reached() -> None:
    codes = every_code()
    reached = {(code.acled.event_type, code.acled.sub_event_type) for code in codes if code.acled}
    assert reached == {(event, sub) for event, subs in ACLED.items() for sub in subs}
    assert len(reached) == 25
    assert {code.ucdp for code in codes} == {None, 1, 2, 3}


def test_every_code_of_every_type_and_mode_exists_in_the_other_ontology() -> None:
    cameo = cameo_codes()
    plover = {(name, mode) for name, modes in load_ontology().plover.items() for mode in modes}
    for code in every_code():
        assert code.cameo is None or code.cameo in cameo
        assert code.acled is None or code.acled.sub_event_type in ACLED[code.acled.event_type]
        assert code.ucdp in {None, 1, 2, 3}
        if code.plover is not None:
            name, slash, mode = code.plover.partition("/")
            assert name in PLOVER_TYPES.split()
            assert not slash or (name, mode) in plover


def test_every_label_of_case_has_a_home() -> None:
    ontology = load_ontology()
    assert len(CORPUS["case"]) == 30
    for homes in CORPUS["case"].values():
        for home in homes:
            assert ontology.mode(*home.split("/"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not here")
def test_case_labels_are_the_corpus_labels() -> None:
    labels = (SHARED / "case2021/event_types.txt").read_text(encoding="utf-8").split()
    assert set(labels) <= set(CORPUS["case"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpora are not here")
def test_cameo_codes_agree_with_plovers_conversion_table() -> None:
    table = (SHARED / "plover/CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^(\d+): *([A-Z]+) *,", table, flags=re.MULTILINE)
    plover_type = dict(rows)
    checked = 0
    for type_name, mode, walk in every_entry():
        cameo, plover = walk.cameo[0].value, walk.plover[0].value
        if cameo in plover_type and plover and (type_name, mode) not in MOVED_SINCE_THE_TABLE:
            checked += 1
            assert plover.partition("/")[0] == plover_type[cameo], (type_name, mode)
    assert checked > 150


@pytest.mark.parametrize("case", CORPUS["codes"], ids=lambda case: case["claim"])
def test_codes(case: dict[str, Any]) -> None:
    type_name, _, mode = case["claim"].partition("/")
    codes = load_ontology().codes(
        type_name,
        mode or None,
        actor_kinds=frozenset(case["actor"]),
        recipient_kinds=frozenset(case["recipient"]),
    )
    acled = codes.acled.sub_event_type if codes.acled else None
    assert (codes.plover, codes.cameo, acled, codes.ucdp) == (
        case["plover"],
        case["cameo"],
        case["acled"],
        case["ucdp"],
    )


def test_two_states_in_the_same_place_get_the_same_codes() -> None:
    one, other = frozenset({"government"}), frozenset({"military"})
    ontology = load_ontology()
    for key in ontology.index:
        forth = ontology.codes(*key, actor_kinds=one, recipient_kinds=other)
        assert forth == ontology.codes(*key, actor_kinds=other, recipient_kinds=one)


def test_unknown_names_say_what_there_is() -> None:
    ontology = load_ontology()
    with pytest.raises(KnowledgeError, match=r'no type "DANCE" \(use one of AGREE, CONSULT'):
        ontology.type("DANCE")
    with pytest.raises(KnowledgeError, match=r'no mode "foot" of AID \(use one of economic'):
        ontology.codes("AID", "foot")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("plover",), "ASSAULT/laser", 'types.ASSAULT/drone: PLOVER has no "ASSAULT/laser"'),
        (("cameo",), "21", "types.ASSAULT/drone: '21' is not a CAMEO code"),
        (("cameo",), 195, "types.ASSAULT/drone: 195 is not a CAMEO code"),
        (("acled",), "Air strike", 'ACLED has no sub-event type "Air strike"'),
        (("ucdp",), 4, "4 is not a UCDP type of violence"),
        (("hxl",), "#bang", '"#bang" is not an HXL tag'),
        (("acled",), [{"when": {"victim": "civilian"}, "use": "Attack"}], "unknown condition"),
        (("acled",), [{"when": {"recipient": "aliens"}, "use": "Attack"}], "recipient: aliens"),
        (("acled",), {"none": ""}, "either a value or a reason"),
        (("ucdp_rule",), "weather", "ucdp_rule is not valid"),
        (("definition",), "", "types.ASSAULT/drone: no definition"),
        (("colour",), "red", 'unknown field "colour"'),
    ],
)
def test_bad_entries_are_told_with_place_and_remedy(
    path: tuple[str], value: object, message: str
) -> None:
    data = copy.deepcopy(load_yaml(ONTOLOGY_FILE))
    data["types"]["ASSAULT"]["modes"]["drone"][path[0]] = value
    with pytest.raises(KnowledgeError) as caught:
        read_ontology(data)
    assert message in str(caught.value)
    assert caught.value.where.startswith("resources/ontology.yml: types.ASSAULT/drone")
    assert caught.value.remedy


def test_missing_parts_are_told() -> None:
    data = load_yaml(ONTOLOGY_FILE)
    with pytest.raises(KnowledgeError, match=r"ontology.yml: acled: the section is missing"):
        read_ontology({name: part for name, part in data.items() if name != "acled"})
    bare = {"types": {"AID": {"definition": "Help."}}}
    with pytest.raises(KnowledgeError, match=r"types.AID: no crosswalk to plover \(add plover:"):
        read_ontology(data | bare)
    with pytest.raises(KnowledgeError, match=r'groups.rebels: unknown kind of actor "rebel"'):
        read_ontology(data | {"groups": {"rebels": ["rebel"]}})


def test_every_entry_has_three_examples_and_a_counter_example() -> None:
    examples = load_examples()
    assert examples.keys() == load_ontology().index.keys()
    sentences = [line for each in examples.values() for line in (*each.sentences, each.counter)]
    assert len(sentences) == 4 * len(examples)
    assert all(re.fullmatch(r"[A-Z].{15,}\.", line) for line in sentences)
    assert [
        line for line, count in Counter(map(str.casefold, sentences)).items() if count > 1
    ] == []


def test_examples_come_from_all_continents() -> None:
    text = " ".join(line for each in load_examples().values() for line in each.sentences)
    assert [name for name in CONFLICTS.split() if name not in text] == []


def test_incomplete_examples_are_told() -> None:
    ontology = load_ontology()
    data = copy.deepcopy(load_yaml(EXAMPLES_FILE))
    taken = data["AID"]["medical"][0]
    data["AID"]["refuge"][0] = taken
    with pytest.raises(KnowledgeError, match=r"AID/medical: .* is already under AID/refuge"):
        read_examples(data, ontology)
    data["AID"]["refuge"].pop()
    with pytest.raises(KnowledgeError, match=r"AID/refuge: the examples are not complete \(give 3"):
        read_examples(data, ontology)
    del data["AID"]["refuge"]
    with pytest.raises(KnowledgeError, match=r"AID/refuge: no examples"):
        read_examples(data, ontology)


def test_page_is_up_to_date() -> None:
    page = (ROOT / "docs/ontology.md").read_text(encoding="utf-8")
    assert page == render_ontology(load_ontology()), (
        "run: python -m fogline.knowledge.ontology.page > docs/ontology.md"
    )
