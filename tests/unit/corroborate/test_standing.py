"""What claims add up to: each rule of the design's section 5, with its counter-case."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.records.event import Event, Is, Standing, State
from fogline.records.ledger import Count, LedgerClaim, Says, Voice
from tests.desk import Desk, assessor, organ, other, outlet, standings, told, witness
from tests.ledgers import a_count, a_place, some_words

SAF = organ("Sudanese army", "SD")
SAF_MINISTRY = organ("Sudanese Foreign Ministry", "SD")
RSF = organ("Rapid Support Forces", "Rapid Support Forces")
FASHER = a_place("El Fasher", id="geonames:376332", within=(), country="SD", lat=13.6, lon=25.3)

CLAIMED = ("claimed", "one-origin")
ONE_SIDE = ("claimed", "no-two-independent-origins")
CORROBORATED = ("corroborated", "independent-origins")
CONCEDED = ("conceded", "affirmed-by-party-it-tells-against")
DENIED = ("denied", "denied-by-party")
NO_ANSWER = ("unanswered", "no-answer-known")
SILENT = ("unanswered", "reported-silent")


def capture(**changes: Any) -> LedgerClaim:
    """The Rapid Support Forces say that they took El Fasher from the army."""
    row: dict[str, Any] = {
        "holder": RSF, "actors": (RSF,), "recipients": (SAF,), "mode": "capture", "place": FASHER,
        "evidence": (some_words("Its fighters captured El Fasher."),), **changes,
    }  # fmt: skip
    return told(**row)


def strike(**changes: Any) -> LedgerClaim:
    """Somebody says that the army bombed El Fasher."""
    return capture(**{"type": "ASSAULT", "mode": "airstrike", "actors": (SAF,),
                      "recipients": (), **changes})  # fmt: skip


def standing(event: Event, is_: str) -> Standing:
    (row,) = [row for row in event.standing if row.is_ == is_]
    return row


def held(desk: Desk) -> set[tuple[str, str]]:
    return standings(desk.event())


# -- claimed and corroborated ----------------------------------------------------------------------


def test_twenty_papers_that_quote_one_body_are_one_origin() -> None:
    desk = Desk()
    for number in range(20):
        words = some_words(f"It has taken the city, the group said ({number}).")
        desk.report(f"paper{number:02}", capture(evidence=(words,)))
    event = desk.event()
    assert standings(event) == {CLAIMED, NO_ANSWER}
    (origin,) = event.origins
    assert (origin.name, len(origin.reports)) == ("Rapid Support Forces", 20)
    assert standing(event, "claimed").origins == (origin.id,)
    assert {row.kind for row in event.relations} == {"repeats"}


def test_two_organs_of_one_side_are_not_independent() -> None:
    desk = Desk()
    spokesman = organ("RSF spokesman", "Rapid Support Forces", kind="unnamed")
    desk.report("r1", capture())
    desk.report("r2", capture(holder=spokesman))
    event = desk.event()
    assert standings(event) == {ONE_SIDE, NO_ANSWER}
    assert [row.group for row in event.origins] == ["Rapid Support Forces"] * 2
    assert [row.rule for row in event.relations] == ["not-independent"]


def test_the_adversary_is_independent_and_concedes() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=SAF))
    event = desk.event()
    assert standings(event) == {CORROBORATED, CONCEDED}
    conceded = standing(event, "conceded")
    assert conceded.sides == ("SD",)
    assert conceded.claims == ("r2.reading-.c1",)


@pytest.mark.parametrize(
    ("second", "group"),
    [
        (witness("residents", "r2"), "r2:residents"),
        (assessor("Yale Humanitarian Research Lab"), "Yale Humanitarian Research Lab|"),
        (other("Doctors' Network"), "Doctors' Network|"),
        (outlet("Outlet r2"), "Outlet r2"),
    ],
)
def test_who_is_independent_of_a_side(second: Voice, group: str) -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=second))
    event = desk.event()
    assert standings(event) == {CORROBORATED, NO_ANSWER}
    assert [row.group for row in event.origins] == ["Rapid Support Forces", group]
    assert [row.rule for row in event.relations] == ["independent-origins"]


def test_witnesses_of_two_reports_are_two_and_those_of_a_copied_paragraph_one() -> None:
    text = "Residents reached by phone said that fighters had taken the whole of the old market."
    for second, expected in ((text, CLAIMED), ("Another paragraph, of its own.", CORROBORATED)):
        desk = Desk()
        desk.report("r1", capture(holder=witness("residents", "r1")), paragraphs=[text])
        desk.report("r2", capture(holder=witness("residents", "r2")), paragraphs=[second])
        assert standings(desk.event()) == {expected, NO_ANSWER}


def test_a_body_of_unknown_side_adds_no_independence() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=organ("officials", None, kind="unnamed", key="r2:officials")))
    event = desk.event()
    assert standings(event) == {ONE_SIDE, NO_ANSWER}
    assert [row.group for row in event.origins] == ["Rapid Support Forces", None]


def test_what_only_may_be_so_corroborates_nothing() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=witness("residents", "r2"), modality="possible"))
    assert held(desk) == {ONE_SIDE, NO_ANSWER}


# -- lineage ---------------------------------------------------------------------------------------


def test_an_outlet_that_tells_beside_others_words_only_repeats_them() -> None:
    desk = Desk()
    desk.report("r1", capture(), capture(holder=outlet("Outlet r1")))
    event = desk.event()
    assert standings(event) == {CLAIMED, NO_ANSWER}
    assert [row.repeater for row in event.claims] == [False, True]


def test_an_outlet_that_tells_by_itself_repeats_nobody() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=outlet("Outlet r2")))
    event = desk.event()
    assert [row.repeater for row in event.claims] == [False, False]
    assert standings(event) == {CORROBORATED, NO_ANSWER}


def test_copied_paragraphs_of_outlets_are_one_origin() -> None:
    text = "Fighters took the city on Saturday after a siege that had lasted for over a year."
    others = "The city fell at the weekend, when fighters overran the last base that held out."
    for second, count, expected in ((text, 1, CLAIMED), (others, 2, CORROBORATED)):
        desk = Desk()
        for number, words in ((1, text), (2, second)):
            name = f"r{number}"
            mine = capture(holder=outlet(f"Outlet {name}"))
            desk.report(name, mine, known=f"2025-06-0{number}T12:00Z", paragraphs=[words])
        event = desk.event()
        assert len(event.origins) == count
        assert event.origins[0].name == "Outlet r1"
        assert expected in standings(event)


def test_outlets_that_credit_one_agency_are_one_origin() -> None:
    for second, names, expected in (
        ("Lantern Wire", ["Lantern Wire"], CLAIMED),
        (None, ["Lantern Wire", "Outlet r2"], CORROBORATED),
    ):
        desk = Desk()
        desk.report("r1", capture(holder=outlet("Outlet r1")), via="Lantern Wire")
        desk.report("r2", capture(holder=outlet("Outlet r2")), via=second)
        event = desk.event()
        assert [row.name for row in event.origins] == names
        assert expected in standings(event)


def test_an_outlet_that_its_state_owns_is_an_organ_of_the_state() -> None:
    desk = Desk()
    ministry = organ("Ministry of Defence of Russia", "RU")
    advance = {"actors": (ministry,), "recipients": (organ("Ukraine", "UA"),), "mode": "capture"}
    desk.report("r1", told(holder=ministry, **advance))
    desk.report("r2", told(holder=outlet("TASS", "RU"), **advance), publisher="TASS")
    event = desk.event()
    assert standings(event) == {ONE_SIDE, NO_ANSWER}
    assert [row.group for row in event.origins] == ["RU", "RU"]
    # A private outlet in the same place is independent.
    desk.report("r3", told(holder=outlet("Lantern News"), **advance), publisher="Lantern News")
    assert held(desk) == {CORROBORATED, NO_ANSWER}


# -- conceded --------------------------------------------------------------------------------------


def test_to_be_struck_is_no_admission() -> None:
    desk = Desk()
    desk.report("r1", strike(holder=RSF, recipients=(RSF,)))
    assert held(desk) == {CLAIMED, NO_ANSWER}


def test_who_admits_its_own_strike_on_civilians_concedes() -> None:
    desk = Desk()
    killed = a_count(12, 12, who="civilians")
    desk.report("r1", strike(holder=RSF, counts=(killed,)))
    desk.report("r2", strike(holder=SAF, counts=(killed,)))
    assert held(desk) == {CORROBORATED, CONCEDED}


def test_a_boast_of_a_strike_on_fighters_is_no_admission() -> None:
    desk = Desk()
    desk.report("r1", strike(holder=SAF, recipients=(RSF,)))
    event = desk.event()
    assert standings(event) == {CLAIMED, NO_ANSWER}
    assert standing(event, "unanswered").sides == ("Rapid Support Forces",)


def test_a_plan_is_no_admission() -> None:
    desk = Desk()
    desk.report("r1", capture(holder=SAF, modality="future"))
    assert Is.CONCEDED not in {is_ for is_, _ in held(desk)}


def test_a_retreat_that_its_own_side_tells_is_conceded() -> None:
    desk = Desk()
    desk.report("r1", capture(type="RETREAT", mode="withdraw", actors=(SAF,), recipients=(),
                              holder=SAF))  # fmt: skip
    assert held(desk) == {CLAIMED, CONCEDED}


# -- denied and disputed ---------------------------------------------------------------------------


def test_any_organ_of_the_party_concerned_can_deny() -> None:
    for voice in (SAF, SAF_MINISTRY):
        desk = Desk()
        desk.report("r1", capture())
        desk.report("r2", capture(holder=voice, says=Says.DENIES))
        event = desk.event()
        assert standings(event) == {CLAIMED, DENIED}
        assert standing(event, "denied").sides == ("SD",)
        assert [row.kind for row in event.relations] == ["denies"]


@pytest.mark.parametrize(
    ("voice", "says", "expected"),
    [
        (assessor("Yale Humanitarian Research Lab"), Says.DENIES, "rejected-by-assessor"),
        (organ("Egypt", "EG"), Says.DENIES, "rejected-by-third-party"),
        (witness("residents", "r2"), Says.DENIES, "rejected-by-third-party"),
        (organ("officials", None), Says.DENIES, "rejected-by-unknown-side"),
        (assessor("Yale Humanitarian Research Lab"), Says.DOUBTS, "rejected-by-assessor"),
        (witness("residents", "r2"), Says.DOUBTS, None),
    ],
)
def test_who_is_no_party_to_it_disputes(voice: Voice, says: Says, expected: str | None) -> None:
    desk = Desk()
    desk.report("r1", capture())
    stance = "doubts" if says is Says.DOUBTS else "asserts"
    desk.report("r2", capture(holder=voice, says=says, stance=stance))
    wanted = {CLAIMED, NO_ANSWER} | ({("disputed", expected)} if expected else set())
    assert held(desk) == wanted


def test_that_it_could_not_be_verified_is_no_dispute() -> None:
    desk = Desk()
    doubt = capture(holder=outlet("Outlet r1"), says=Says.DOUBTS, stance="asserts")
    desk.report("r1", capture(), doubt)
    assert held(desk) == {CLAIMED, NO_ANSWER}


def test_a_denial_in_general_denies_nothing() -> None:
    desk = Desk()
    desk.report("r1", strike(holder=RSF))
    desk.report("r2", strike(holder=SAF, says=Says.DENIES, modality="habitual"))
    assert Is.DENIED not in {is_ for is_, _ in held(desk)}
    desk.report("r3", strike(holder=SAF, says=Says.DENIES, modality="actual"))
    assert DENIED in held(desk)


def test_a_side_that_affirms_it_too_denies_no_more_than_a_part() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=SAF), capture(holder=SAF_MINISTRY, says=Says.DENIES))
    found = {is_ for is_, _ in held(desk)}
    assert (Is.CONCEDED in found, Is.DENIED in found) == (True, False)


@pytest.mark.parametrize(
    ("mine", "theirs", "apart"),
    [
        (a_count(3, 3), a_count(9, 9), True),
        (a_count(3, 3), a_count(3, 3), False),
        (a_count(3, None), a_count(9, 9), False),
        (a_count(3, 3), a_count(9, 9, kind="wounded"), False),
        (a_count(3, 3, who="children"), a_count(9, 9), False),
        (a_count(3, 3, part=True), a_count(9, 9), False),
    ],
)
def test_numbers_that_cannot_both_be_right_are_disputed(
    mine: Count, theirs: Count, apart: bool
) -> None:
    desk = Desk()
    desk.report("r1", strike(holder=RSF, counts=(mine,)))
    desk.report("r2", strike(holder=witness("doctors", "r2"), counts=(theirs,)))
    assert (("disputed", "numbers-apart") in held(desk)) is apart


def test_two_numbers_of_one_side_are_no_dispute() -> None:
    desk = Desk()
    spokesman = organ("RSF spokesman", "Rapid Support Forces", kind="unnamed")
    desk.report("r1", strike(holder=RSF, counts=(a_count(3, 3),)))
    desk.report("r2", strike(holder=spokesman, counts=(a_count(9, 9),)))
    assert Is.DISPUTED not in {is_ for is_, _ in held(desk)}


def test_two_sides_that_blame_each_other_dispute_it() -> None:
    desk = Desk()
    desk.report("r1", strike(holder=RSF, actors=(SAF,)))
    desk.report("r2", strike(holder=SAF, actors=(RSF,)))
    event = desk.event()
    assert ("disputed", "different-doers") in standings(event)
    assert standing(event, "disputed").sides == ("Rapid Support Forces", "SD")
    # Two who name the same doer agree.
    desk = Desk()
    desk.report("r1", strike(holder=RSF, actors=(SAF,)))
    desk.report("r2", strike(holder=witness("residents", "r2"), actors=(SAF,)))
    assert Is.DISPUTED not in {is_ for is_, _ in held(desk)}


# -- unanswered ------------------------------------------------------------------------------------


def silence(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "SILENCE", "mode": None, "holder": outlet("Outlet"), "actors": (SAF,),
        "recipients": (), "about": "c1", **changes,
    }  # fmt: skip
    return capture(**row)


def test_a_silence_that_a_report_tells_is_unanswered() -> None:
    desk = Desk()
    desk.report("r1", capture(), silence())
    event = desk.event()
    assert standings(event) == {CLAIMED, SILENT}
    (row,) = event.silences
    assert (row.holder.name, row.asker.name, row.state) == (
        "Sudanese army",
        "Rapid Support Forces",
        State.OPEN,
    )


@pytest.mark.parametrize("says", [Says.DENIES, Says.AFFIRMS, Says.DOUBTS])
def test_any_word_of_the_silent_side_on_the_matter_answers(says: Says) -> None:
    desk = Desk()
    desk.report("r1", capture(), silence())
    desk.report("r2", capture(holder=SAF_MINISTRY, says=says), known="2025-06-09T08:00Z")
    before, after = desk.event("2025-06-09T07:59Z"), desk.event("2025-06-09T08:00Z")
    assert before.silences[0].state is State.OPEN
    assert SILENT in standings(before)
    assert after.silences[0].state is State.SUPERSEDED
    assert after.silences[0].answer.claim.key == "r2.reading-.c1"
    assert Is.UNANSWERED not in {row.is_ for row in after.standing}


def test_another_side_answers_nothing() -> None:
    desk = Desk()
    desk.report("r1", capture(), silence())
    desk.report("r2", capture(holder=organ("Egypt", "EG"), says=Says.DENIES))
    assert desk.event().silences[0].state is State.OPEN


def test_to_decline_to_comment_is_no_answer() -> None:
    desk = Desk()
    desk.read(
        "The Rapid Support Forces said on Monday that its fighters had captured El Fasher. "
        "The Sudanese army has not commented on the claim.",
        publisher="Lantern News",
        published="2025-06-09",
    )
    desk.read(
        "A spokesman for the Sudanese army declined to comment on the claim by the Rapid Support "
        "Forces that it had captured El Fasher on Monday.",
        publisher="Harbour Post",
        published="2025-06-10",
    )
    rows = {row for event in desk.events() for row in event.silences}
    assert rows
    assert {row.state for row in rows} == {State.OPEN}


def test_who_is_told_against_and_says_nothing_has_not_answered() -> None:
    desk = Desk()
    desk.report("r1", capture())
    row = standing(desk.event(), "unanswered")
    assert row.sides == ("SD",)
    assert "SD" in row.why
    # Once an organ of the side has said anything of it, it has.
    desk.report("r2", capture(holder=SAF_MINISTRY, says=Says.DENIES))
    assert Is.UNANSWERED not in {is_ for is_, _ in held(desk)}


def test_what_tells_against_nobody_waits_for_nobody() -> None:
    desk = Desk()
    desk.report("r1", capture(mode="hold", holder=SAF, actors=(SAF,), recipients=()))
    assert held(desk) == {CLAIMED}


# -- superseded, drift -----------------------------------------------------------------------------


def test_a_holder_who_says_otherwise_supersedes_what_was_said() -> None:
    desk = Desk()
    desk.report("r1", capture(), known="2025-06-08T12:00Z")
    desk.report("r2", capture(says=Says.DENIES), known="2025-06-09T12:00Z")
    assert standings(desk.event("2025-06-09T11:00Z")) == {CLAIMED, NO_ANSWER}
    event = desk.event()
    assert [row.state for row in event.claims] == [State.SUPERSEDED, State.CURRENT]
    assert event.claims[0].superseded_by == "r2.reading-.c1"
    assert Is.CLAIMED not in {row.is_ for row in event.standing}
    assert ("supersedes", "holder-says-otherwise") in {(r.kind, r.rule) for r in event.relations}


def test_another_organ_of_the_side_supersedes_nothing() -> None:
    desk = Desk()
    desk.report("r1", capture())
    desk.report("r2", capture(holder=organ("RSF spokesman", "Rapid Support Forces"),
                              says=Says.DENIES), known="2025-06-09T12:00Z")  # fmt: skip
    assert {row.state for row in desk.event().claims} == {State.CURRENT}


def test_when_it_was_said_counts_not_when_it_was_printed() -> None:
    desk = Desk()
    # The paper of the 10th carries what was said on the 7th; that of the 9th what was said then.
    desk.report("late", strike(holder=SAF, counts=(a_count(3, 3),), said=485_904),
                known="2025-06-10T12:00Z")  # fmt: skip
    desk.report("early", strike(holder=SAF, counts=(a_count(6, 6),)), known="2025-06-09T12:00Z")
    states = {row.report.id: row.state for row in desk.event().claims}
    assert states == {"late": State.SUPERSEDED, "early": State.CURRENT}


def test_a_later_number_of_one_holder_is_an_update_and_no_drift() -> None:
    desk = Desk()
    doctors = other("Doctors' Network")
    three, six = (a_count(n, n, words=some_words(f"{n} people")) for n in (3, 6))
    desk.report("r1", strike(holder=doctors, counts=(three,)))
    desk.report("r2", strike(holder=doctors, counts=(six,)), known="2025-06-09T12:00Z")
    event = desk.event()
    assert event.drifts == ()
    assert [(row.low, row.state) for row in event.tolls] == [
        (3, State.SUPERSEDED),
        (6, State.CURRENT),
    ]


def test_a_number_that_differs_between_copies_is_drift_and_no_update() -> None:
    text = "Doctors said that several people had been killed when a bomb fell on the old market."
    desk = Desk()
    doctors = other("Doctors' Network")
    three, six = (a_count(n, n, words=some_words(f"{n} people")) for n in (3, 6))
    desk.report("r1", strike(holder=doctors, counts=(three,)), paragraphs=[text])
    desk.report("r2", strike(holder=doctors, counts=(six,)), paragraphs=[text],
                known="2025-06-09T12:00Z")  # fmt: skip
    event = desk.event()
    assert {row.state for row in event.tolls} == {State.CURRENT}
    (drift,) = event.drifts
    assert drift.kind == "number"
    assert drift.values == (("3 people", "r1.reading-.c1"), ("6 people", "r2.reading-.c1"))


def test_a_quote_that_differs_between_reports_is_drift() -> None:
    first = some_words("“We took the city and its airport without a fight,” the group said.")
    changed = some_words("“We took the city and the airport with no fight,” the group said.")
    unlike = some_words("“Nobody will ever drive our men from these hills,” the group said.")
    for second, count in ((changed, 1), (first, 0), (unlike, 0)):
        desk = Desk()
        desk.report("r1", capture(evidence=(first,)))
        desk.report("r2", capture(evidence=(second,)))
        drifts = desk.event().drifts
        assert len(drifts) == count
        assert all(row.kind == "quote" and len(row.values) == 2 for row in drifts)


def test_every_standing_names_its_rule_its_claims_and_a_reason() -> None:
    desk = Desk()
    desk.report("r1", capture(), silence())
    desk.report("r2", capture(holder=organ("Egypt", "EG"), says=Says.DENIES))
    desk.report("r3", capture(holder=SAF, says=Says.DENIES))
    event = desk.event()
    keys = {row.claim.key for row in event.claims} | {row.claim.key for row in event.silences}
    for row in event.standing:
        assert row.rule
        assert row.why
        assert row.claims
        assert set(row.claims) <= keys
    order = list(Is)
    assert [order.index(row.is_) for row in event.standing] == sorted(
        order.index(row.is_) for row in event.standing
    )
