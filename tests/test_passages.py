"""Short passages of reporting from several wars, read with the whole reader."""

from __future__ import annotations

import pytest

from fogline.records.claim import Modality
from fogline.records.statement import Stance
from tests.reading import Looked, read_text

BLOG = """# Sudan live: the fighting for Kordofan

## 17:10 General Burhan: a lie

Sudan has now answered. "This information is not true," said General Abdel Fattah al-Burhan. His \
forces still hold the road.

## 12:30 A long silence

Khartoum has not commented on the claim.

## 09:40 Chad speaks

Chad's defence ministry says that its soldiers have carried their offensive into North Darfur.
"""


def read(text: str, name: str = "a.txt") -> Looked:
    return Looked(read_text(text, published="2025-06-08", publisher="The Gazette", name=name))


@pytest.fixture(scope="module")
def blog() -> Looked:
    return read(BLOG, "a.md")


def test_a_live_blog_is_told_from_its_end(blog: Looked) -> None:
    (entered,) = [row for row in blog.claims("ADVANCE", "enter") if row.target_claim is None]
    assert "North Darfur" in blog.place(entered.place).name
    # In the words of the heading, and in the general's.
    denied = [row for row in blog.claims("ADVANCE") if row.target_claim is not None]
    assert denied
    assert {row.target_claim for row in denied} == {entered.id}
    assert {blog.holder(row).country for row in denied} == {"SD"}
    for silence in blog.claims("SILENCE"):
        assert silence.target_claim == entered.id
        assert blog.names(silence.actor) == {"Sudan"}


def test_a_clock_is_no_part_of_a_name(blog: Looked) -> None:
    assert not [actor for actor in blog.record.actors if actor.name[0].isdigit()]


def test_a_denial_names_the_other_sides_claim() -> None:
    told = read(
        "Rwanda denies that its troops have entered Bukavu\n\n"
        "Rwanda's army on Sunday denied that its troops had entered Bukavu, hours after Kinshasa "
        "announced that a column had reached the city and was attacking there.\n\n"
        "Congo's defence ministry said in the morning that Rwandan soldiers had entered Bukavu."
    )
    (said,) = [
        row
        for row in told.claims("ADVANCE", "enter")
        if told.statement(row.statement).stance is Stance.ASSERTS
    ]
    denied = [
        row
        for row in told.claims("ADVANCE", "enter")
        if told.statement(row.statement).stance is Stance.DENIES
    ]
    assert denied
    assert {row.target_claim for row in denied} == {said.id}
    for claim in told.record.claims:
        if claim.place is not None:
            assert told.place(claim.place).name != "Kinshasa"


def test_a_promise_is_that_of_who_confirms() -> None:
    told = read(
        "Armenia's defence ministry confirmed that the first group had been freed and promised "
        "that it was ready to return the bodies of the soldiers."
    )
    (promise,) = told.claims("COMMITMENT")
    assert told.names(promise.actor) == {"Ministry of Defence of Armenia"}


def test_the_day_of_an_agreement_is_not_the_day_it_falls_due() -> None:
    told = read(
        "Prisoners were exchanged last month. The two sides, Yemen and Oman, agreed in Doha on "
        "Monday to exchange all prisoners who are ill, and to return 40 bodies each."
    )
    promised = told.claims("COMMITMENT", "EXCHANGE")
    assert promised
    assert all(row.due is None for row in promised)


def test_a_headline_speaks_of_the_swap_that_the_text_names() -> None:
    told = read(
        "Exchange to begin next week, president says\n\n"
        "Eritrea and Ethiopia will go ahead with a prisoner exchange, the president said."
    )
    due = [row for row in told.claims("COMMITMENT", "EXCHANGE") if row.due]
    assert [told.time(row.due).start for row in due] == ["2025-06-09"]


def test_a_general_denial_is_habitual() -> None:
    told = read(
        "A market in Nyala was bombed, residents said. The army denies that it bombs towns."
    )
    (denied,) = [row for row in told.claims("ASSAULT") if row.trigger.text == "bombs"]
    assert denied.modality is Modality.HABITUAL
    assert denied.target_claim is None


def test_a_section_headed_by_one_side_is_that_sides() -> None:
    told = read(
        "Two accounts of one battle\n\n"
        "Eritrea and Ethiopia contradict each other.\n\n"
        "What Asmara says\n\n"
        "The defence ministry said that a brigade had entered Zalambessa.\n\n"
        "What Ethiopia says\n\n"
        "The General Staff dismissed the claim. Its spokesman, Tesfaye Ayalew, said that the enemy "
        "was lying."
    )
    (entered,) = [row for row in told.claims("ADVANCE", "enter") if row.target_claim is None]
    assert told.holder(entered).country == "ER"
    (denied,) = told.saying("the claim", stance=Stance.DENIES)
    assert told.actor(denied.holder).country == "ET"
    (spokesman,) = [row for row in told.record.actors if row.name == "Tesfaye Ayalew"]
    assert spokesman.country == "ET"


def test_who_contradicts_one_side_is_of_the_other() -> None:
    told = read(
        "India and Pakistan traded fire on Sunday.\n\n"
        "India says that its soldiers captured a post near Kargil, which Pakistan calls a lie.\n\n"
        'The General Staff spokesman, Asif Rana, told reporters that the Indian account was "not '
        'true".'
    )
    (denied,) = told.saying("account", stance=Stance.DENIES)
    assert told.actor(denied.holder).name == "Asif Rana"
    assert told.actor(denied.holder).country == "PK"


def test_without_a_contradiction_nobody_is_guessed() -> None:
    told = read(
        "India and Pakistan traded fire on Sunday.\n\n"
        "The General Staff spokesman, Asif Rana, spoke to reporters in the evening, and said that "
        "a post had been captured."
    )
    (spokesman,) = [row for row in told.record.actors if row.name == "Asif Rana"]
    assert spokesman.country is None
