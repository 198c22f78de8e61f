"""Conditions that no "if" states, and clauses that state none, in sentences of our own."""

from __future__ import annotations

import pytest

from fogline.records.claim import Claim, Modality
from tests.reading import read_text


def claim_of(text: str, kind: str, trigger: str) -> Claim:
    record = read_text(text, published="2025-06-08")
    return next(row for row in record.claims if row.type == kind and trigger in row.trigger.text)


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "condition"),
    [
        (
            "The rebels will lay down their arms if the government frees their leaders.",
            "RETREAT",
            "lay down",
            "if the government frees their leaders",
        ),
        (
            "Provided the army stops its raids, the rebels will release the pilots.",
            "RETREAT",
            "release",
            "Provided the army stops its raids",
        ),
        (
            "Absent a reply by Friday, the navy will shell the port.",
            "ASSAULT",
            "shell",
            "Absent a reply by Friday",
        ),
        (
            "Barring a last-minute hitch, the brigades will pull out of the valley.",
            "RETREAT",
            "pull out",
            "Barring a last-minute hitch",
        ),
        (
            "The militia will shell the port the moment the army leaves.",
            "ASSAULT",
            "shell",
            "the moment the army leaves",
        ),
        (
            "The army will shell the harbour in case the rebels come back.",
            "ASSAULT",
            "shell",
            "in case the rebels come back",
        ),
        (
            "The brigade will not withdraw before parliament has voted.",
            "RETREAT",
            "withdraw",
            "before parliament has voted",
        ),
        (
            "If the rebels do not surrender, said the minister, the army will shell the harbour.",
            "ASSAULT",
            "shell",
            "If the rebels do not surrender",
        ),
        (
            "If and when the river freezes, Russian infantry will cross to the islands.",
            "ADVANCE",
            "cross",
            "If and when the river freezes",
        ),
        (
            "Only if parliament votes for it will the brigade withdraw.",
            "RETREAT",
            "withdraw",
            "Only if parliament votes for it",
        ),
        (
            "Whoever crosses the line will be shot.",
            "ASSAULT",
            "shot",
            "Whoever crosses the line",
        ),
        (
            "The withdrawal is conditional on a vote in parliament.",
            "RETREAT",
            "withdrawal",
            "conditional on a vote in parliament",
        ),
        (
            "The Houthis will go on firing at tankers as long as the blockade lasts.",
            "ASSAULT",
            "firing",
            "as long as the blockade lasts",
        ),
        (
            "The truce depends on both sides opening the road.",
            "RETREAT",
            "truce",
            "depends on both sides opening the road",
        ),
        (
            "The fighters will leave Aleppo in exchange for safe passage to Idlib.",
            "RETREAT",
            "leave",
            "in exchange for safe passage to Idlib",
        ),
        (
            "Aid trucks may enter Gaza only after inspection at Kerem Shalom.",
            "AID",
            "enter",
            "only after inspection at Kerem Shalom",
        ),
        (
            "Any ship that enters the strait will be sunk, the navy warned.",
            "ASSAULT",
            "sunk",
            "Any ship that enters the strait",
        ),
        (
            "So long as the siege lasts, the rebels will shell the port.",
            "ASSAULT",
            "shell",
            "So long as the siege lasts",
        ),
        (
            "If it is confirmed that the shell came from Armenia, "
            "Baku will respond, the ministry said.",
            "COMMITMENT",
            "said",
            "If it is confirmed that the shell came from Armenia",
        ),
        (
            "The rebels agreed to a truce, subject to the withdrawal of Ugandan troops.",
            "COMMITMENT",
            "agreed",
            "subject to the withdrawal of Ugandan troops",
        ),
    ],
)
def test_a_deed_that_hangs_on_something(text: str, kind: str, trigger: str, condition: str) -> None:
    claim = claim_of(text, kind, trigger)
    assert claim.modality is Modality.CONDITIONAL
    assert claim.condition is not None
    assert claim.condition.text == condition


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("In exchange for grain, the militia freed nine drivers on Monday.", "RETREAT", "freed"),
        ("The two states will exchange prisoners after the talks.", "EXCHANGE", "exchange"),
        ("Police did not say if they had arrested anyone.", "COERCE", "arrested"),
        (
            "If confirmed, the strike would be the deadliest since March.",
            "ASSAULT",
            "strike",
        ),
    ],
)
def test_a_deed_that_hangs_on_nothing(text: str, kind: str, trigger: str) -> None:
    assert claim_of(text, kind, trigger).condition is None


@pytest.mark.xfail(strict=True, reason="a noun for a deed after 'met with' has no verb of its own")
def test_a_deed_that_a_move_is_met_with() -> None:
    claim = claim_of(
        "The guerrillas said any move on Segou would be met with attacks on the railway.",
        "ASSAULT",
        "attacks",
    )
    assert claim.modality is Modality.CONDITIONAL


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "condition"),
    [
        (
            "The garrison would have left the pass but for the guarantee.",
            "RETREAT",
            "left",
            "but for the guarantee",
        ),
        (
            "The garrison might have left the pass had Moscow given a guarantee.",
            "RETREAT",
            "left",
            "had Moscow given a guarantee",
        ),
        (
            "Under a bolder general, the fleet would have shelled the port.",
            "ASSAULT",
            "shelled",
            "Under a bolder general",
        ),
        (
            "The garrison would have left the pass without a guarantee from Moscow.",
            "RETREAT",
            "left",
            "without a guarantee from Moscow",
        ),
    ],
)
def test_what_never_came_hangs_on_something(
    text: str, kind: str, trigger: str, condition: str
) -> None:
    claim = claim_of(text, kind, trigger)
    assert claim.modality is Modality.HYPOTHETICAL
    assert claim.condition is not None and claim.condition.text == condition


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("Failing to agree on a truce, the army will shell the port.", "ASSAULT", "shell"),
        ("Assuming command of the fleet, the admiral will shell the port.", "ASSAULT", "shell"),
        ("The army will withdraw before parliament meets.", "RETREAT", "withdraw"),
        ("The army will shell the port in any case.", "ASSAULT", "shell"),
        ("The army will shell the port whether or not the rebels leave.", "ASSAULT", "shell"),
        ("Under the new general, the fleet will shell the port.", "ASSAULT", "shell"),
    ],
)
def test_a_reason_or_a_time_is_no_condition(text: str, kind: str, trigger: str) -> None:
    claim = claim_of(text, kind, trigger)
    assert claim.condition is None
    assert claim.modality is Modality.FUTURE
