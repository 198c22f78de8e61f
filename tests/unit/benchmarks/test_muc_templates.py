"""From records to MUC-4 templates, on records of our own."""

from __future__ import annotations

from typing import Any

import pytest

from muc_countries import country_name, nation_in
from muc_format import Template
from muc_templates import templates
from muc_words import head_of, number_in, person_type, phrases_in, thing_type

Json = dict[str, Any]

TEXT = (
    "REBELS OF THE NORTHERN FRONT BLEW UP THE TELEPHONE EXCHANGE WITH DYNAMITE IN ICA ON 3 MAY. "
    "TEACHER ANA ROBLES WAS KILLED. NO ONE WAS INJURED.\n\n"
    "THE ARMY KILLED TWO REBELS."
)


def _span(text: str) -> Json:
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def _actor(key: str, name: str, kind: str, *mentions: str, member_of: str | None = None) -> Json:
    spans = [_span(one) for one in mentions]
    row = {"id": key, "name": name, "kind": kind, "country": None, "role": None}
    return row | {"member_of": member_of, "mentions": spans}


def _claim(key: str, kind: str, mode: str | None, trigger: str, words: str, **more: Any) -> Json:
    row = {"id": key, "event": f"e{key}", "statement": "s1", "type": kind, "mode": mode}
    row |= {"actor": [], "recipient": [], "target": [], "instrument": None, "place": None}
    row |= {"time": None, "quantities": [], "polarity": "affirmed", "modality": "actual"}
    row |= {"target_claim": None, "trigger": _span(trigger), "evidence": [_span(words)]}
    return row | more


def _record(*claims: Json) -> Json:
    sentences = TEXT.split(". ")
    deed = _claim(
        "c1", "ASSAULT", "explosives", "BLEW UP", sentences[0],
        actor=["a1"], target=[_span("THE TELEPHONE EXCHANGE")], place="p1", time="t1",
        instrument=_span("DYNAMITE"),
    )  # fmt: skip
    death = _claim("c2", "TOLL", "killed", "KILLED", sentences[1], recipient=["a3"], event="ec1")
    unhurt = _claim(
        "c3", "TOLL", "wounded", "INJURED", "NO ONE WAS INJURED",
        target=[_span("NO ONE")], polarity="negated", event="ec1",
    )  # fmt: skip
    clash = _claim(
        "c4", "ASSAULT", "killing", "KILLED TWO", "THE ARMY KILLED TWO REBELS",
        actor=["a4"], target=[_span("TWO REBELS")],
    )  # fmt: skip
    return {
        "report": {"text": TEXT, "published": {"start": "1987-05-04"}},
        "actors": [
            _actor("a1", "Rebels", "unnamed", "REBELS OF THE NORTHERN FRONT", member_of="a2"),
            _actor("a2", "Northern Front", "armed-group", "THE NORTHERN FRONT"),
            _actor("a3", "Ana Robles", "person", "TEACHER ANA ROBLES"),
            _actor("a4", "Army", "military", "THE ARMY"),
        ],
        "places": [
            {"id": "p1", "name": "Ica", "kind": "settlement", "country": "PE", "mentions": []}
        ],
        "times": [{"id": "t1", "start": "1987-05-03", "precision": "day"}],
        "quantities": [],
        "statements": [{"id": "s1", "holder": None, "holder_kind": "narrator"}],
        "claims": [deed, death, unhurt, clash, *claims],
    }


def _told(one: Template, slot: str) -> list[tuple[str, ...]]:
    return [(*row.values, *row.refs) for row in one.fills(slot)]


class TestTemplates:
    def test_a_deed_and_its_tolls_are_one_incident_and_a_clash_is_none(self) -> None:
        (one,) = templates(_record(), "OWN-0001")
        assert _told(one, "inc-type") == [("BOMBING",)]
        assert _told(one, "inc-date") == [("03 MAY 87",)]
        assert _told(one, "inc-loc") == [("PERU: ICA (CITY)",)]
        assert _told(one, "inc-instr-type") == [("DYNAMITE", "DYNAMITE")]

    def test_perpetrators_are_people_and_their_organisation(self) -> None:
        (one,) = templates(_record(), "OWN-0001")
        assert _told(one, "perp-ind-id") == [("REBELS OF THE NORTHERN FRONT",)]
        assert _told(one, "perp-org-conf") == [("REPORTED AS FACT", "NORTHERN FRONT")]
        assert _told(one, "perp-inc-cat") == [("TERRORIST ACT",)]

    def test_targets_are_things_and_people_with_effects(self) -> None:
        (one,) = templates(_record(), "OWN-0001")
        assert _told(one, "phys-tgt-type") == [("COMMUNICATIONS", "TELEPHONE EXCHANGE")]
        assert _told(one, "phys-tgt-effect") == [("DESTROYED", "TELEPHONE EXCHANGE")]
        assert _told(one, "hum-tgt-name") == [("ANA ROBLES",)]
        assert _told(one, "hum-tgt-effect") == [("DEATH", "ANA ROBLES"), ("NO INJURY", "-")]

    def test_what_did_not_happen_makes_no_template(self) -> None:
        record = _record()
        record["claims"][0] |= {"modality": "hypothetical"}
        record["claims"] = record["claims"][:1]
        assert templates(record, "OWN-0001") == []

    def test_incidents_elsewhere_are_not_relevant(self) -> None:
        record = _record()
        record["places"][0]["country"] = "FR"
        assert templates(record, "OWN-0001") == []

    def test_a_report_without_a_date_gets_none(self) -> None:
        record = _record()
        record["report"]["published"] = None
        record["claims"][0]["time"] = None
        (one,) = templates(record, "OWN-0001")
        assert _told(one, "inc-date") == []


class TestWords:
    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("HOUSES", "CIVILIAN RESIDENCE"),
            ("OIL COMPANY'S WAREHOUSE", "ENERGY"),
            ("HEADQUARTERS OF THE BAKERS UNION", "ORGANIZATION OFFICE"),
            ("POLICE CAR", "TRANSPORT VEHICLE"),
            ("BAKERS", None),
        ],
    )
    def test_things(self, phrase: str, expected: str | None) -> None:
        assert thing_type(phrase) == expected

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("PEASANTS", "CIVILIAN"),
            ("FORMER MINISTER", "FORMER GOVERNMENT OFFICIAL"),
            ("JUDGE", "LEGAL OR JUDICIAL"),
            ("DRIVER OF THE COLONEL", "CIVILIAN"),
            ("BRIDGE", None),
        ],
    )
    def test_people(self, phrase: str, expected: str | None) -> None:
        assert person_type(phrase) == expected

    def test_heads_and_numbers(self) -> None:
        assert head_of("OLD FARMERS OF THE VALLEY") == "FARMERS"
        assert number_in("SIX FARMERS", "FARMERS", None) == "6"
        assert number_in("FARMERS", "FARMERS", None) == "PLURAL"
        assert number_in("A FARMER", "FARMER", None) == "1"
        assert number_in("", "", {"low": 6.0, "high": None, "exact": True}) == "6-"
        assert number_in("", "", {"low": 6.0, "high": 6.0, "exact": False}) == "~6"

    def test_phrases_with_the_word_before(self) -> None:
        found = phrases_in("THEY BURNED THE OLD BAKERY AND TWO BUSES IN LIMA")
        assert found == [("BURNED", "OLD BAKERY"), ("AND", "BUSES")]

    def test_nations(self) -> None:
        assert nation_in("SPANISH PRIESTS") == "ES"
        assert nation_in("U.S. EMBASSY") == "US"
        assert nation_in("PRIESTS") is None
        assert country_name("US") == "UNITED STATES"
        assert country_name("DE") == "WEST GERMANY"
