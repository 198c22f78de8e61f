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
