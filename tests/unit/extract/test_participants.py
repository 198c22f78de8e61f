"""Who takes part in a deed, in short reports of our own, read with the whole reader."""

from __future__ import annotations

import pytest

from fogline.records.claim import Claim
from tests.reading import Looked, read_text


def told(text: str, kind: str, trigger: str) -> tuple[Looked, Claim]:
    """The report's claim of a type with this trigger."""
    looked = Looked(read_text(text, published="2025-06-08"))
    return looked, next(
        row for row in looked.record.claims if row.type == kind and trigger in row.trigger.text
    )


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "The bombardment of Mekele by Eritrean artillery went on for a second day.",
            "bombardment",
            {"Eritrea"},
            set(),
        ),
        (
            "Turkish drones struck a convoy of Kurdish fighters near Qamishli on Friday.",
            "struck",
            {"Turkey"},
            {"Kurdish fighters"},
        ),
        (
            "Naval drones sank a Russian patrol boat in the Kerch Strait, a general said.",
            "sank",
            set(),
            {"Russia"},
        ),
        (
            "Separatists shot down a helicopter carrying Wagner mercenaries over Kidal.",
            "shot down",
            {"Separatists"},
            {"Wagner Group"},
        ),
        (
            "Having crossed the river, the paramilitaries attacked Shendi and Atbara.",
            "attacked",
            {"paramilitaries"},
            set(),
        ),
        (
            "The governor accused the peshmerga of shelling three villages near Makhmur.",
            "shelling",
            {"peshmerga"},
            set(),
        ),
    ],
)
def test_who_does_it_to_whom(
    text: str, trigger: str, actors: set[str], recipients: set[str]
) -> None:
    looked, claim = told(text, "ASSAULT", trigger)
    assert looked.names(claim.actor) == actors
    assert looked.names(claim.recipient) == recipients


def test_what_is_shot_down_is_no_tool() -> None:
    _, claim = told("Rebels shot down a helicopter over Kidal on Monday.", "ASSAULT", "shot down")
    assert claim.instrument is None
    assert [span.text for span in claim.target] == ["a helicopter"]


def test_a_second_weapon_fired_is_not_struck() -> None:
    looked, claim = told(
        "Russia fired 12 missiles and 88 drones at Odesa overnight.", "ASSAULT", "fired"
    )
    assert not any("drones" in span.text for span in claim.target)
    numbers = {looked.quantity(number).low for number in claim.quantities}
    assert numbers == {12, 88}


def test_who_is_armed_with_something_is_given_nothing() -> None:
    record = read_text("The insurgents, armed with machetes, stormed a church in Kasanga.")
    assert all(row.type != "AID" for row in record.claims)


def test_from_whom_a_ransom_is_demanded() -> None:
    looked, claim = told(
        "Gunmen demanded a ransom from the families of the hostages.", "REQUEST", "demanded"
    )
    assert looked.names(claim.recipient) == {"families"}


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "origin", "place"),
    [
        (
            "Azerbaijani forces withdrew from the Lachin road on Monday.",
            "RETREAT",
            "withdrew",
            "Lachin road",
            "Lachin road",
        ),
        (
            "The shelling of Sloviansk from positions near Lyman went on, the mayor said.",
            "ASSAULT",
            "shelling",
            "near Lyman",
            "Slovyansk",
        ),
    ],
)
def test_where_it_starts_from(text: str, kind: str, trigger: str, origin: str, place: str) -> None:
    looked, claim = told(text, kind, trigger)
    assert looked.place(claim.from_place).name == origin
    assert looked.place(claim.place).name == place


def test_blame_is_laid_on_the_doer() -> None:
    looked, claim = told(
        "Burkina Faso blamed the massacre in Solhan on fighters linked to al-Qaeda.",
        "ACCUSE",
        "blamed",
    )
    assert looked.names(claim.recipient) == {"fighters"}


def test_a_deed_is_no_addressee() -> None:
    record = read_text("The government has promised an inquiry into the shooting.")
    assert all(row.addressee is None for row in record.statements)


def test_a_deed_says_nothing() -> None:
    record = read_text(
        "The army's capture of Kidal, announced in Bamako on Tuesday, was the junta's biggest win."
    )
    assert all(row.cue is None for row in record.statements)


def test_the_speaker_stands_in_the_cue_s_own_sentence() -> None:
    looked = Looked(
        read_text(
            "Government troops shelled the market in Bor on Monday, killing nine traders. "
            "Residents said the shells were fired from a hill overlooking the town."
        )
    )
    assert looked.holders("the shells were fired") == {"residents"}


def test_who_is_seized_from_somewhere_is_seized_there() -> None:
    looked, claim = told(
        "Boko Haram freed 21 of the girls it had seized from a school in Chibok.",
        "COERCE",
        "seized",
    )
    assert looked.place(claim.place).name == looked.place(claim.from_place).name == "Chibok"
