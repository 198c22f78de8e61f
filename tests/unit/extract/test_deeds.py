"""Deeds in words that the lexicon does not know, told by the network, on sentences of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.pipeline import Knowledge, read
from fogline.records.claim import Claim, Modality
from fogline.records.report import Metadata, Received


def claims(text: str, knowledge: Knowledge) -> tuple[Claim, ...]:
    none = Metadata()
    return read(
        Received(name="t.txt", data=text.encode(), given=none, sidecar=none), knowledge
    ).claims


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("A bomb ripped through a mosque in Kunduz on Friday.", "ripped", "ASSAULT"),
        ("Paratroopers dropped onto the airfield at Kutum on Friday.", "dropped", "ADVANCE"),
        ("Masked men bundled two nurses into a van.", "bundled", "COERCE"),
    ],
)
def test_a_word_that_the_lexicon_lacks_can_tell_a_deed(
    text: str, word: str, kind: str, knowledge: Knowledge
) -> None:
    found = {row.trigger.text.split()[0]: row for row in claims(text, knowledge)}
    assert word in found
    assert found[word].type == kind
    assert found[word].modality is Modality.ACTUAL


@pytest.mark.parametrize(
    "text",
    [
        "The bakery opens at six and sells a flat bread with sesame.",
        "The striker scored twice before the break.",
        "The shop pulled its shutters down at noon.",
        "Orders poured in after the fair.",
    ],
)
def test_everyday_doings_are_no_deeds(text: str, knowledge: Knowledge) -> None:
    assert claims(text, knowledge) == ()


def test_without_the_network_the_lexicon_reads_alone(knowledge: Knowledge) -> None:
    text = "Paratroopers dropped onto the airfield at Kutum on Friday."
    assert claims(text, replace(knowledge, tagger=None)) == ()


def test_what_is_said_stays_with_the_statements(knowledge: Knowledge) -> None:
    found = claims("The envoy said the rebels had blamed the army for the raid.", knowledge)
    assert [row.type for row in found].count("ACCUSE") == 1


def test_a_deed_of_one_mode_told_by_two_verbs_is_one(knowledge: Knowledge) -> None:
    text = "Al-Shabaab captured the base in Balcad on Thursday and held it for six hours."
    assert [row.mode for row in claims(text, knowledge)].count("capture") == 1


def test_the_word_itself_tells_the_weapon(knowledge: Knowledge) -> None:
    text = "Residents of Balcad heard gunfire near the base on Thursday."
    assert {row.mode for row in claims(text, knowledge)} <= {"firearms"}


@pytest.mark.xfail(strict=True, reason="the network goes by what fills the street, not by who")
def test_shoppers_in_a_street_are_no_protest(knowledge: Knowledge) -> None:
    assert claims("Shoppers filled the streets of Kharkiv on Sunday.", knowledge) == ()
