"""Claims about claims in one report of our own: what is denied, shown, blamed, answered, owed."""

from __future__ import annotations

import pytest

from fogline.records.claim import Claim, Modality
from fogline.records.statement import Stance
from tests.reading import Looked, read_text


def read(text: str) -> Looked:
    return Looked(read_text(text, published="2025-06-08"))


def only(looked: Looked, kind: str, **fields: object) -> Claim:
    """The first claim of a type with these field values."""
    return next(
        row
        for row in looked.record.claims
        if row.type == kind and all(getattr(row, key) == value for key, value in fields.items())
    )


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        (
            "The army said it had destroyed a rebel camp at Dagahley. "
            "A spokesman for the rebels denied that any camp had been hit.",
            "destroyed",
        ),
        (
            '"We control all of Wad Madani," the RSF wrote. The army called that a lie.',
            "control",
        ),
        (
            "A lawyers' union said troops had shelled the market in Bama. "
            "The army rejected the finding.",
            "shelled",
        ),
        (
            "Residents said soldiers had burned the village of Ardamata. "
            "The army called the allegation baseless.",
            "burned",
        ),
        (
            "Burkina Faso blamed the massacre in Solhan on fighters linked to al-Qaeda. "
            "A jihadist group said it was not behind the killings.",
            "massacre",
        ),
    ],
)
def test_what_is_denied(text: str, denied: str) -> None:
    looked = read(text)
    targets = [
        looked.claim(row.target_claim).trigger.text
        for row in looked.record.claims
        if row.target_claim is not None and looked.statement(row.statement).stance is Stance.DENIES
    ]
    assert targets == [denied]


def test_what_the_footage_shows() -> None:
    looked = read(
        "Footage geolocated by researchers shows soldiers shooting two unarmed men in Bama."
    )
    shown = only(looked, "EVIDENCE").target_claim
    assert looked.claim(shown).trigger.text == "shooting"


def test_whose_deed_is_condemned() -> None:
    looked = read("Israel struck a depot in Baalbek. Syria and Iran condemned the strike.")
    rows = [row for row in looked.record.claims if row.type == "ACCUSE"]
    assert [looked.names(row.actor) for row in rows] == [{"Syria"}, {"Iran"}]
    assert all(looked.claim(row.target_claim).type == "ASSAULT" for row in rows)
    assert all(looked.names(row.recipient) == {"Israel"} for row in rows)


def test_whose_demand_is_refused() -> None:
    looked = read(
        "Venezuela asked Guyana to halt drilling in Essequibo. Guyana rejected the demand."
    )
    refusal = only(looked, "REJECT")
    assert looked.claim(refusal.target_claim).type == "REQUEST"
    assert looked.names(refusal.recipient) == {"Venezuela"}


def test_which_offer_is_turned_down() -> None:
    looked = read(
        "Hamas proposed a five-day truce in exchange for fuel. "
        "Israel turned down the offer on Wednesday."
    )
    assert looked.claim(only(looked, "REJECT").target_claim).type == "COOPERATE"


def test_which_offer_waits_for_an_answer() -> None:
    looked = read(
        "Hamas said it would free ten captives for every soldier withdrawn from Rafah. "
        "Israel has yet to answer."
    )
    assert looked.claim(only(looked, "SILENCE").target_claim).type == "COMMITMENT"


def test_what_an_agreement_makes_somebody_owe() -> None:
    looked = read(
        "Under the accord the guerrillas must disarm by 1 September. "
        "Under the deal, the Houthis will free 680 captives."
    )
    disarming, freeing = (row for row in looked.record.claims if row.type == "COMMITMENT")
    assert looked.time(disarming.due).value == "2025-09-01"
    assert looked.names(freeing.actor) == {"Houthi movement"}
    assert disarming.modality is freeing.modality is Modality.FUTURE


def test_who_gives_what_in_exchange() -> None:
    looked = read("Azerbaijan returned 15 Armenian prisoners in exchange for maps of minefields.")
    swap = only(looked, "EXCHANGE")
    assert looked.names(swap.actor) == {"Azerbaijan"}
    assert [looked.quantity(number).low for number in swap.quantities] == [15]


def test_who_holds_what_is_under_control() -> None:
    looked = read("The town of Bor is under the control of the rebels.")
    assert looked.names(only(looked, "CONTROL").actor) == {"rebels"}


@pytest.mark.xfail(strict=True, reason="a refusal without an object is no statement yet")
def test_a_bare_refusal_answers_the_demand() -> None:
    looked = read("The militia demanded the release of 30 prisoners. The governor refused.")
    assert looked.claim(only(looked, "REJECT").target_claim).type == "REQUEST"


@pytest.mark.xfail(strict=True, reason="an agreement with its own start and term has no due period")
def test_a_truce_that_takes_effect() -> None:
    looked = read("A ceasefire agreed in Jeddah on Saturday takes effect at midnight.")
    assert only(looked, "COMMITMENT").due is not None


@pytest.mark.xfail(strict=True, reason="what is held is read as the owner: its town, its control")
def test_control_of_the_speaker() -> None:
    looked = read("The army said the town of Bor remained under its control.")
    assert looked.names(only(looked, "CONTROL").actor) == {"army"}


def test_a_regional_government_is_not_the_state() -> None:
    looked = read("The Tigray regional government says Eritrean soldiers still hold the town.")
    assert looked.holders("still hold the town") == {"Tigray regional government"}
