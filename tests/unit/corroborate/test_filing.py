"""A record's claims made to stand alone: sides, keys, places and times that are carried over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fogline.corroborate.filing.claims import says_of, wording_of
from fogline.corroborate.filing.moments import hours, iso_hour, iso_moment, known_from, seconds
from fogline.knowledge.actors.outlets import party_of_family
from fogline.records.claim import Polarity
from fogline.records.ledger import Basis, LedgerClaim, Role, Says
from fogline.records.report import UNKNOWN_PUBLICATION, Published, PublishedBasis
from fogline.records.statement import Stance
from tests.desk import Desk, a_record
from tests.ledgers import DAY

PUBLISHED = "2025-06-10"


def claims_of(text: str, **given: str) -> tuple[LedgerClaim, ...]:
    desk = Desk()
    desk.read(text, **{"publisher": "Lantern News", "published": PUBLISHED, **given})
    return desk.claims("2026-01-01")


def one(text: str, type_: str, **given: str) -> LedgerClaim:
    (found,) = [claim for claim in claims_of(text, **given) if claim.type == type_]
    return found


# -- who speaks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder", "role", "party"),
    [
        ("The Kremlin", Role.ORGAN, "RU"),
        ("The Indian army", Role.ORGAN, "IN"),
        ("A Lebanese army spokesman", Role.ORGAN, "LB"),
        ("Israeli officials", Role.ORGAN, "IL"),
        ("Hezbollah", Role.ORGAN, "Hezbollah"),
        ("A Hezbollah commander", Role.ORGAN, "Hezbollah"),
        ("Officials", Role.ORGAN, None),
        ("A former Israeli general", Role.WITNESS, None),
        ("A tram driver", Role.WITNESS, None),
        ("Residents", Role.WITNESS, None),
        ("The Institute for the Study of War", Role.ASSESSOR, None),
        ("The Red Cross", Role.OTHER, None),
        ("TASS", Role.PUBLISHER, "RU"),
        ("Xinhua", Role.PUBLISHER, "CN"),
    ],
)
def test_whose_side_a_speaker_is_on(holder: str, role: Role, party: str | None) -> None:
    claim = one(f"{holder} said that rebels had captured the town of Goma.", "ADVANCE")
    assert (claim.holder.role, claim.holder.party) == (role, party)


def test_an_outlet_in_its_own_words_is_of_its_house_or_of_its_state() -> None:
    text = "Israel struck the city of Tyre with missiles on Saturday."
    for publisher, party in (("Lantern News", None), ("Press TV", "IR"), ("Reuters", None)):
        claim = one(text, "ASSAULT", publisher=publisher)
        assert (claim.holder.role, claim.holder.party) == (Role.PUBLISHER, party)
        assert claim.holder.key == f"publisher:{publisher}"


@pytest.mark.parametrize(
    ("family", "party"),
    [("state:RU", "RU"), ("military:IR:x", "IR"), ("thomson-reuters", None), (None, None),
     ("house:x", None)],
)  # fmt: skip
def test_families_of_states(family: str | None, party: str | None) -> None:
    assert party_of_family(family) == party


def test_capitals_stand_for_governments() -> None:
    claim = one("New Delhi said that Islamabad had shelled the town of Poonch.", "ASSAULT")
    assert (claim.holder.name, claim.holder.party) == ("India", "IN")
    assert [(voice.name, voice.party) for voice in claim.actors] == [("Pakistan", "PK")]


def test_keys_are_the_same_in_every_report_for_who_is_known_and_of_their_own_for_others() -> None:
    def keys(text: str) -> list[str]:
        found = claims_of(text + " said that rebels had captured the town of Goma.")
        return [claim.holder.key for claim in found if claim.type == "ADVANCE"]

    for known in ("Hezbollah", "The Kremlin", "The Red Cross", "Israeli officials", "TASS"):
        (left,), (right,) = keys(known), keys(f"As the fighting went on, {known}")
        assert left == right
    (left,), (right,) = keys("Residents"), keys("As the fighting went on, residents")
    assert left != right
    assert left.partition(":")[2].casefold() == right.partition(":")[2].casefold() == "residents"


def test_a_pronoun_is_no_words_of_a_voice() -> None:
    rows = claims_of("Hezbollah said that it had captured the town of Metula.")
    assert [voice.words.text for voice in rows[0].actors if voice.words] == ["Hezbollah"]


# -- what is said ----------------------------------------------------------------------------------

_DENYING = (Stance.DENIES, Stance.REJECTS)


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("stance", list(Stance))
def test_stance_and_polarity_together(stance: Stance, polarity: Polarity) -> None:
    _, record = a_record("Hezbollah said that its fighters had captured the town of Metula.")
    claim = replace(record.claims[0], polarity=polarity)
    statement = replace(record.statements[0], stance=stance)
    negated = polarity is Polarity.NEGATED
    if stance is Stance.DOUBTS:
        expected = Says.DOUBTS
    elif stance in _DENYING:
        expected = Says.AFFIRMS if negated else Says.DENIES
    else:
        expected = Says.DENIES if negated else Says.AFFIRMS
    assert says_of(claim, statement) is expected
    # An act of speech has been spoken whatever its content.
    assert says_of(replace(claim, speech_of="s1"), statement) is Says.AFFIRMS
    assert says_of(replace(claim, type="SILENCE"), statement) is Says.AFFIRMS
    evidence = replace(claim, type="EVIDENCE", target_claim="c9")
    wanted = Says.DOUBTS if negated else Says.OFFERS_EVIDENCE
    assert says_of(evidence, statement) is wanted


def test_a_denial_denies_and_a_silence_names_what_it_is_about() -> None:
    rows = claims_of(
        "The Rapid Support Forces said its fighters had captured Umm Ruwaba on Monday. The "
        "Sudanese army denied the claim."
    )
    assert [(row.holder.party, row.says) for row in rows] == [
        ("Rapid Support Forces", Says.AFFIRMS),
        ("SD", Says.DENIES),
    ]
    assert rows[1].about == rows[0].key
    assert rows[0].opponents == ("SD",)
    rows = claims_of(
        "The Rapid Support Forces said its fighters had captured Umm Ruwaba on Monday. The "
        "Sudanese army has not commented on the claim."
    )
    assert (rows[1].type, rows[1].about, rows[1].topics) == ("SILENCE", rows[0].key, ())


def test_a_quarrel_names_nothing_that_is_denied() -> None:
    """ "Contradicting each other" leaves open what; "none of this" is a denial all the same."""
    quarrel = claims_of(
        "Sudan and Chad traded words on Monday. The two sides contradicted each other about Tine."
    )
    assert not [claim for claim in quarrel if claim.stance == "denies"]
    answer = claims_of("Talks are stuck. Sudan denied that any of this was so on Monday.")
    assert [claim.stance for claim in answer if claim.type == "REJECT"] == ["denies"]


def test_wording_leaves_out_names_and_numbers() -> None:
    assert wording_of("Russian troops took Zorya with 20 tanks, TASS said") == (
        "troops took with tanks, said"
    )


# -- places and times ------------------------------------------------------------------------------


def test_a_toll_in_the_next_sentence_is_of_the_strike_before() -> None:
    toll = one(
        "Israel struck the city of Tyre with missiles on Saturday. Doctors said that three people "
        "had been killed.",
        "TOLL",
    )
    assert toll.place is not None
    assert toll.time is not None
    assert (toll.place.name, toll.place.basis) == ("Tyre", Basis.CARRIED)
    assert (toll.time.start, toll.time.basis) == ("2025-06-07", Basis.CARRIED)


def test_a_new_scene_keeps_its_own_place_and_takes_no_day_from_another() -> None:
    rows = [c for c in claims_of(
        "Russian missiles struck Kharkiv on Saturday. In Odesa, two people were killed by a drone."
    ) if c.type == "TOLL"]  # fmt: skip
    (toll,) = rows
    assert toll.place is not None
    assert toll.time is not None
    assert (toll.place.name, toll.place.basis) == ("Odesa", Basis.STATED)
    assert (toll.time.start, toll.time.basis) == (None, Basis.REPORT)


def test_background_of_years_ago_keeps_its_own_year() -> None:
    toll = one(
        "Azerbaijani forces shelled Goris on Sunday. Some 300 people were killed in Stepanakert "
        "in 2020.",
        "TOLL",
    )
    assert toll.place is not None
    assert toll.place.basis is Basis.STATED
    assert toll.place.name != "Goris"
    assert toll.time is not None
    assert (toll.time.start, toll.time.basis) == ("2020-01-01", Basis.STATED)


@pytest.mark.parametrize(
    "told",
    [
        "Thousands of people have been killed since the war began in 2020.",
        "More than 8,000 people have been killed in the war.",
    ],
)
def test_the_dead_of_a_war_are_not_those_of_one_strike(told: str) -> None:
    toll = one(f"Azerbaijani forces shelled Goris on Sunday. {told}", "TOLL")
    assert toll.counts[0].scope == "war"
    assert toll.place is None
    assert toll.time is None or toll.time.basis is not Basis.CARRIED


def test_where_the_correspondent_sits_is_not_where_it_happened() -> None:
    rows = claims_of(
        "BEIRUT, June 9 (Reuters) - Shelling killed three people overnight, doctors said."
    )
    assert rows
    assert all(row.place is None or row.place.name != "Beirut" for row in rows)


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2025-06-08", DAY - 24, DAY + 48),
        ("2025-06-08T12:00Z", DAY - 12, DAY + 37),
        ("2025-06-08T12:30+02:00", DAY - 14, DAY + 35),
    ],
)
def test_what_is_told_without_a_day_is_set_in_the_two_days_before(
    published: str, first: int, last: int
) -> None:
    claim = one(
        "Residents said that rebels had captured the town of Goma.", "ADVANCE", published=published
    )
    assert claim.time is not None
    assert (claim.time.start, claim.time.basis) == (None, Basis.REPORT)
    assert claim.time.first == first
    assert last - 1 <= claim.time.last <= last


def test_an_undated_report_is_set_in_the_two_days_before_its_reception() -> None:
    desk = Desk()
    desk.read(
        "Residents said that rebels had captured the town of Goma.", received="2025-06-08T12:20Z"
    )
    (claim,) = desk.claims()
    assert claim.time is not None
    assert claim.time.basis is Basis.REPORT
    received = seconds("2025-06-08T12:20Z") // 3600
    assert (claim.time.first, claim.time.last) == (received + 1 - 48, received + 1)


def test_what_is_planned_is_set_in_no_days_before() -> None:
    promise = one(
        "The exchange of prisoners will take place next week, Armenia's foreign ministry said.",
        "COMMITMENT",
    )
    assert promise.time is None
    assert promise.due is not None
    assert (promise.due.start, promise.due.basis) == ("2025-06-16", Basis.STATED)


# -- moments ---------------------------------------------------------------------------------------


def published(start: str | None, end: str | None, precision: str | None) -> Published:
    return Published(start=start, end=end, precision=precision, basis=PublishedBasis.GIVEN)


@pytest.mark.parametrize(
    ("row", "received", "expected"),
    [
        (published("2025-06-08T09:30Z", "2025-06-08T09:31Z", "minute"), "2025-07-01",
         "2025-06-08T09:30Z"),
        (published("2025-06-08T09:30+02:00", "2025-06-08T09:31+02:00", "minute"), "2025-07-01",
         "2025-06-08T07:30Z"),
        (published("2025-06-08", "2025-06-09", "day"), "2025-07-01", "2025-06-09"),
        # It was there to be read when it came in.
        (published("2025-06-08", "2025-06-09", "day"), "2025-06-08T15:00Z", "2025-06-08T15:00Z"),
        (published("2025-06-08", "2025-06-09", "day"), "2025-06-07", "2025-06-09"),
        (published("2025-06-01", "2025-07-01", "month"), "2025-08-01", "2025-07-01"),
        (published(None, "2025-07-01", "month"), "2025-08-01", "2025-07-01"),
        (published("2025-06-01", None, "day"), "2025-08-01", "2025-08-01"),
        (UNKNOWN_PUBLICATION, "2025-08-01T10:00Z", "2025-08-01T10:00Z"),
    ],
)  # fmt: skip
def test_from_when_on_a_report_is_known(row: Published, received: str, expected: str) -> None:
    assert known_from(row, seconds(received)) == seconds(expected)


def test_moments_as_numbers() -> None:
    assert seconds("1970-01-02") == 86_400
    assert seconds("1970-01-01T01:00+01:00") == 0
    assert seconds("1970-01-01T01:00") == 3600
    assert hours("1970-01-01T01:59Z") == 1
    assert hours("1970-01-01T01:59Z", up=True) == 2
    assert hours("1970-01-01T02:00Z", up=True) == 2
    assert hours("1969-12-31T23:30Z") == -1
    assert iso_moment(0) == "1970-01-01T00:00:00Z"
    assert iso_hour(24) == "1970-01-02"
    assert iso_hour(25) == "1970-01-02T01:00:00Z"


# -- silences without a claim ----------------------------------------------------------------------


def test_a_silence_that_names_no_claim_has_the_regions_around_it_as_topics() -> None:
    silence = one(
        "Trams ran late in Kharkiv on Sunday.\n\nUkraine's military has yet to "
        "respond to the reports.",
        "SILENCE",
    )
    # Kharkiv Oblast.
    assert (silence.holder.party, silence.about, silence.topics) == (
        "UA",
        None,
        ("geonames:706482",),
    )
    elsewhere = one("Ukraine's military has yet to respond to the reports.", "SILENCE")
    assert elsewhere.topics == ()


def test_claim_keys_hold_report_and_reading_and_event_keys_only_the_words() -> None:
    desk = Desk()
    text = "Residents said that rebels had captured the town of Goma."
    added = desk.read(text)
    (claim,) = desk.claims("2025-07-01")
    assert claim.key == f"{added.report.id[:16]}.{added.report.reading[:8]}.c1"
    assert claim.event_key.startswith("e")
    assert len(claim.event_key) == 11
    (again,) = (Desk().ledger,)
    other = Desk()
    other.read(text)
    assert again
    assert [row.event_key for row in other.claims("2025-07-01")] == [claim.event_key]
