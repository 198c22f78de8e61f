"""Which claims tell of one happening: every rule with what it must join and must keep apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.corroborate.filing.claims import wording_of
from fogline.corroborate.grouping import cluster, compare, profile_of
from fogline.corroborate.grouping.blocks import blocks_of
from fogline.corroborate.grouping.compare import SAME
from fogline.corroborate.grouping.features import counts_agree, distance_km, places
from fogline.knowledge.grouping import load_grouping
from fogline.records.ledger import Basis, LedgerClaim, Link, Says, Unit, When, Where
from tests.desk import Desk, organ, outlet, told, witness
from tests.ledgers import DAY, a_claim, a_count, a_link, a_period, a_place, some_words

TABLES = load_grouping()
INDIA = organ("India", "IN", kind="government")
PAKISTAN = organ("Pakistan", "PK", kind="government")
CHINA = organ("China", "CN", kind="government")
ARMY = organ("Indian Army", "IN", kind="military")
KASHMIR = Unit(id="geonames:1269320", kind="adm1", name="Jammu and Kashmir")
PUNJAB = Unit(id="geonames:1167710", kind="adm1", name="Punjab")


def town(name: str, lat: float, lon: float, region: Unit = KASHMIR) -> Where:
    where = a_place(name, id=f"geonames:{name}", within=(region,), country="IN", lat=lat, lon=lon)
    return replace(where, words=None)


POONCH = town("Poonch", 33.77, 74.09)
DEGWAR = town("Degwar", 33.79, 74.06)
URI = town("Uri", 34.08, 74.05)
REGION = a_place(KASHMIR.name, id=KASHMIR.id, kind="adm1", within=(), country="IN")
OTHER_REGION = a_place(PUNJAB.name, id=PUNJAB.id, kind="adm1", within=(), country="PK")


def day(number: int, length: int = 1) -> When:
    """So many days after 7 June 2025."""
    return a_period(DAY + 24 * number, DAY + 24 * (number + length))


def recent() -> When:
    """The two days before a report of 9 June."""
    return replace(day(0, 2), start=None, end=None, basis=Basis.REPORT)


def carried() -> When:
    """7 June, taken over from another sentence."""
    return replace(day(0), basis=Basis.CARRIED)


def unbounded() -> When:
    return a_period(-(10**7), 10**7, start=None, end=None)


def shelling(**changes: Any) -> LedgerClaim:
    """India says that Pakistan shelled Poonch on 7 June."""
    row: dict[str, Any] = {
        "report": "r1", "type": "ASSAULT", "mode": "shelling", "holder": INDIA,
        "actors": (PAKISTAN,), "recipients": (), "place": POONCH, "time": day(0),
        "local_event": "e-" + str(changes.get("report", "r1")),
        "evidence": (some_words("Pakistani guns fired at the town through the night."),), **changes,
    }  # fmt: skip
    row.setdefault("wording", wording_of(row["evidence"][0].text))
    return a_claim(**row)


def second(**changes: Any) -> LedgerClaim:
    """The same by another report, in other words."""
    words = some_words("Shells fell on houses, a shopkeeper told us.")
    row = {"report": "r2", "holder": witness("a shopkeeper", "r2"), "evidence": (words,)}
    return shelling(**{**row, **changes})


def link(one: LedgerClaim, two: LedgerClaim, copied: float = 0.0) -> Link | None:
    return compare(profile_of(one, TABLES), profile_of(two, TABLES), TABLES, copied)


def rule(one: LedgerClaim, two: LedgerClaim, copied: float = 0.0) -> str | None:
    found = link(one, two, copied)
    return None if found is None else found.rule


AT_PLACE = "same-place-and-days"


# -- place and day ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "joined"),
    [
        ({}, True),
        ({"time": day(1)}, True),
        ({"time": day(2)}, False),
        ({"time": day(-1)}, True),
        ({"time": day(-2)}, False),
        ({"time": recent()}, True),
        ({"time": day(0, 3)}, True),
        ({"time": unbounded()}, False),
        ({"time": None}, False),
        ({"place": URI}, False),
        ({"place": DEGWAR}, True),
        ({"place": REGION}, True),
        ({"place": OTHER_REGION}, False),
        ({"place": None}, False),
        # Missile and shelling are one strike in two words; a mine is none.
        ({"mode": "missile"}, True),
        ({"mode": "mine"}, False),
        ({"mode": "airstrike"}, True),
        ({"mode": "killing"}, True),
        ({"mode": None}, True),
        ({"type": "PROTEST", "mode": None}, False),
        ({"modality": "possible"}, True),
        ({"modality": "future"}, False),
        ({"modality": "conditional"}, False),
        ({"says": Says.DENIES}, True),
        ({"actors": (INDIA,)}, True),
    ],
)
def test_place_day_and_mode_decide(changes: dict[str, Any], joined: bool) -> None:
    assert (rule(shelling(), second(**changes)) is not None) is joined


def test_the_features_tell_what_was_compared() -> None:
    found = link(shelling(), second(place=REGION, counts=(a_count(3, 3),)))
    assert found is not None
    assert (found.one, found.other) == ("r1/c1", "r2/c1")
    assert found.rule == AT_PLACE
    assert SAME <= found.score <= 1
    assert {key: found.features[key] for key in ("place", "time", "mode", "actors", "counts")} == {
        "place": "within", "time": "same-day", "mode": "same", "actors": "same", "counts": "none",
    }  # fmt: skip


def test_a_region_alone_is_too_wide_for_one_strike() -> None:
    one = shelling(place=REGION, actors=(), mode=None)
    words = (some_words("Uncounted rockets hit."),)
    two = second(place=REGION, actors=(PAKISTAN,), mode=None, time=recent(), evidence=words)
    assert rule(one, two) is None
    # The same side and mode on one and the same day are enough.
    assert rule(shelling(place=REGION), second(place=REGION)) == AT_PLACE


@pytest.mark.parametrize("copied", [0.0, 0.6, 1.0])
def test_the_same_words_about_another_town_or_day_join_nothing(copied: float) -> None:
    words = (some_words("Pakistani guns fired at the town through the night, officials said."),)
    one = shelling(evidence=words)
    for changes in ({"place": URI}, {"time": day(3)}, {"mode": "mine"}, {"type": "PROTEST"}):
        assert rule(one, second(evidence=words, **changes), copied) is None


def test_wording_can_tip_a_balance() -> None:
    words = (some_words("Guns fired at Degwar through the night, the command said on Sunday."),)
    near = {"place": DEGWAR, "time": recent(), "mode": None, "actors": ()}
    assert rule(shelling(), second(**near)) is None
    assert rule(shelling(evidence=words), second(evidence=words, **near)) == AT_PLACE


# -- tolls -----------------------------------------------------------------------------------------


def toll(**changes: Any) -> LedgerClaim:
    row = {"type": "TOLL", "mode": "killed", "actors": (), "counts": (a_count(4, 4),)}
    return second(**{**row, **changes})


def test_a_toll_belongs_to_the_strike_of_its_town_and_day() -> None:
    assert rule(shelling(), toll()) == AT_PLACE
    assert rule(shelling(), toll(place=URI)) is None
    assert rule(shelling(), toll(time=day(4))) is None
    # Who fled is counted by itself.
    assert rule(shelling(), toll(mode="displaced")) is None


def test_two_speakers_with_two_numbers_tell_of_one_strike() -> None:
    mine = toll(report="r1", holder=INDIA, counts=(a_count(4, 4),))
    theirs = toll(counts=(a_count(11, 11),))
    found = link(mine, theirs)
    assert found is not None
    assert found.features["counts"] == "apart"


def test_one_speaker_with_two_numbers_in_one_report_tells_of_two() -> None:
    rows = [toll(claim=f"c{n}", local_event=f"e{n}", counts=(a_count(n, n),)) for n in (4, 11)]
    assert rule(rows[0], rows[1]) is None
    # Two of its own numbers in two reports are an update, and one event.
    assert rule(rows[0], replace(rows[1], report="r9", key="r9/c1")) == AT_PLACE
    # Two speakers in one report are one event as well.
    assert rule(rows[0], replace(rows[1], holder=INDIA)) == AT_PLACE


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (a_count(3, 3), a_count(3, 3), "equal"),
        (a_count(3, 3), a_count(5, 5), "apart"),
        (a_count(3, None), a_count(5, 5), "overlap"),
        (a_count(3, None), a_count(2, 2), "apart"),
        (a_count(None, 4), a_count(4, 9), "overlap"),
        (a_count(None, 4), a_count(5, None), "apart"),
        (a_count(None, None), a_count(7, 7), "overlap"),
    ],
)
def test_intervals(one: Any, two: Any, expected: str) -> None:
    assert counts_agree(one, two) == expected
    assert counts_agree(two, one) == expected


def test_without_a_place_a_telling_number_of_one_side_ties() -> None:
    count = (a_count(17, 17, kind="wounded"),)
    one = shelling(place=None, counts=count, mode=None)
    assert rule(one, second(place=None, counts=count, mode=None)) == "same-side-and-number"
    assert rule(one, second(place=None, counts=count, mode=None, time=day(5))) is None
    few = (a_count(2, 2, kind="wounded"),)
    one, two = (
        shelling(place=None, counts=few, mode=None),
        second(place=None, counts=few, mode=None, actors=()),
    )
    assert rule(one, two) is None


def test_where_neither_place_nor_side_is_known_a_number_of_one_digit_is_chance() -> None:
    def pair(number: int) -> str | None:
        row = {"place": None, "mode": None, "counts": (a_count(number, number),)}
        return rule(shelling(**row), second(actors=(), **row))

    assert pair(8) is None
    assert pair(18) == "same-side-and-number"


def test_a_side_strikes_every_day_so_that_side_and_manner_alone_tie_nothing() -> None:
    one, other = shelling(place=None), second(place=None, time=recent())
    assert rule(one, other) is None
    # With the day, or in like words.
    words = {"evidence": one.evidence, "wording": one.wording}
    assert rule(one, second(place=None, time=recent(), **words)) == "same-side-and-number"


def test_two_lower_bounds_agree_on_nothing() -> None:
    def counts(*numbers: Any) -> str:
        found = link(toll(counts=(numbers[0],)), toll(report="r3", counts=(numbers[1],)))
        assert found is not None
        return str(found.features["counts"])

    assert counts(a_count(15, None), a_count(44, None)) == "open"
    assert counts(a_count(None, 15), a_count(None, 44)) == "open"
    assert counts(a_count(15, None), a_count(44, 44)) == "overlap"
    assert counts(a_count(15, None), a_count(15, None)) == "equal"
    # "Dozens" and "dozens" need not be the same.
    assert counts(a_count(20, 99), a_count(20, 99)) == "overlap"
    # Guns here, houses there: what is none of the kinds is not compared with another report's.
    guns = a_count(3, 9, kind="other")
    assert counts(guns, guns) == "none"


def test_that_people_were_killed_is_no_manner_that_two_strikes_have_in_common() -> None:
    one = shelling(type="TOLL", mode="killed", actors=())
    other = toll(actors=(), counts=())
    found = link(one, other)
    assert found is not None
    assert found.features["mode"] == "open"
    # On a day that neither of them states, that is too little.
    assert rule(replace(one, time=recent()), other) is None
    assert rule(replace(one, time=carried()), replace(other, time=carried())) is None


@pytest.mark.parametrize(
    ("changes", "joined"),
    [
        ({}, True),
        ({"actors": ()}, False),
        ({"actors": (), "recipients": (ARMY,)}, False),
        ({"actors": (), "counts": (a_count(9, 9),)}, True),
        ({"actors": (), "counts": (a_count(7, 7),)}, False),
    ],
)
def test_what_is_told_of_two_days_has_more_than_a_place_in_common(
    changes: dict[str, Any], joined: bool
) -> None:
    one = shelling(counts=(a_count(9, 9),))
    assert (rule(one, second(time=day(1), **changes)) is not None) is joined


def test_a_word_in_a_longer_sentence_makes_no_two_claims_alike() -> None:
    long, short = shelling(), second(evidence=(some_words("Fired."),), wording="fired")
    found = link(long, short)
    assert found is not None
    assert found.features["words"] < 0.5


# -- ground ----------------------------------------------------------------------------------------


def advance(**changes: Any) -> LedgerClaim:
    row = {"type": "ADVANCE", "mode": "capture", "holder": PAKISTAN, "recipients": (INDIA,)}
    return shelling(**{**row, **changes})


def test_the_fall_of_a_village_is_not_the_advance_into_its_region() -> None:
    into = advance(report="r2", place=REGION, mode="enter")
    assert rule(advance(), into) is None
    assert rule(advance(), advance(report="r2", place=REGION)) is None
    assert rule(advance(mode="enter"), into) == AT_PLACE
    # Whose move it is must be known for that.
    assert rule(advance(mode="enter", actors=()), into) is None
    assert rule(advance(), advance(report="r2")) == AT_PLACE


def test_the_encirclement_of_a_part_of_a_town_is_told_as_one_of_the_town() -> None:
    east = area("east of Poonch", POONCH)
    row = {"mode": "encircle", "actors": (), "time": recent()}
    words = {"evidence": (some_words("Encircled is the last road out of the town."),)}
    assert rule(advance(**row), advance(report="r2", place=east, **words, **row)) == AT_PLACE
    # The fall of a quarter is not the fall of the town.
    row["mode"] = "capture"
    assert rule(advance(**row), advance(report="r2", place=east, **words, **row)) is None


def test_a_siege_lasts() -> None:
    row = {"type": "COERCE", "mode": "siege"}
    assert rule(shelling(**row), second(**row, time=day(12))) == AT_PLACE
    assert rule(shelling(**row), second(**row, time=day(20))) is None
    assert rule(shelling(**row), second(**row, place=URI)) is None


def test_one_sides_advance_is_the_others_retreat() -> None:
    back = {"type": "RETREAT", "mode": "withdraw", "report": "r2"}
    assert rule(advance(), advance(actors=(INDIA,), recipients=(), **back)) == AT_PLACE
    assert rule(advance(), advance(actors=(PAKISTAN,), recipients=(), **back)) is None


# -- blame -----------------------------------------------------------------------------------------


def test_two_sides_that_blame_each_other_tell_of_one_strike() -> None:
    theirs = {"holder": PAKISTAN, "actors": (INDIA,)}
    assert rule(shelling(), second(**theirs)) == "blamed-on-each-other"
    assert rule(shelling(), second(**{**theirs, "place": URI})) is None
    assert rule(shelling(), second(**{**theirs, "time": day(1)})) is None
    assert rule(shelling(place=REGION), second(**{**theirs, "place": REGION})) is None
    assert rule(shelling(mode=None), second(**{**theirs, "mode": None})) is None
    # One side that tells of two strikes, its own and the other's, tells of two.
    assert rule(shelling(), second(holder=INDIA, actors=(INDIA,))) is None


# -- deals -----------------------------------------------------------------------------------------


def exchange(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "EXCHANGE", "mode": "prisoners", "place": None, "actors": (INDIA, PAKISTAN),
        "time": day(0), "holder": outlet("Outlet r1"), **changes,
    }  # fmt: skip
    return shelling(**row)


def test_an_exchange_is_tied_by_who_deals_with_whom() -> None:
    one = exchange()
    assert rule(one, exchange(report="r2")) == "same-parties"
    assert rule(one, exchange(report="r2", actors=(CHINA,))) is None
    assert rule(one, exchange(report="r2", time=day(3))) == "same-parties"
    assert rule(one, exchange(report="r2", time=day(5))) is None
    assert rule(one, exchange(report="r2", time=None)) is None
    assert rule(one, exchange(report="r2", actors=(), holder=PAKISTAN)) == "same-parties"


def test_one_party_in_common_ties_no_two_of_its_many_talks() -> None:
    row = {"type": "CONSULT", "mode": "meet", "time": recent()}
    one = exchange(**row, actors=(INDIA,), recipients=(CHINA,))
    words = {"evidence": (some_words("Ministers sat together."),), "report": "r2"}
    assert rule(one, exchange(**row, **words, actors=(INDIA,), recipients=(PAKISTAN,))) is None
    assert rule(one, exchange(**row, **words, actors=(INDIA,), recipients=(CHINA,))) is not None
    # At one place, or in like words, they are one.
    place = {"place": POONCH, "actors": (INDIA,), "recipients": ()}
    assert rule(replace(one, place=POONCH), exchange(**row, **words, **place)) == "same-parties"
    assert rule(one, exchange(**row, report="r2", actors=(INDIA,), recipients=())) is not None


def test_deals_that_name_nobody_are_tied_by_town_days_and_manner() -> None:
    row = {"type": "AID", "mode": "evacuation", "actors": (), "place": POONCH}
    one, other = exchange(**row), exchange(**{**row, "holder": outlet("Outlet r2")}, report="r2")
    assert rule(one, other) == "same-parties"
    keys = [{block.key for block in blocks_of(profile_of(claim, TABLES), TABLES)}
            for claim in (one, other)]  # fmt: skip
    assert keys[0] & keys[1]
    assert rule(one, replace(other, place=URI)) is None
    assert rule(one, replace(other, place=REGION)) is None
    assert rule(one, replace(other, mode="humanitarian")) is None
    assert rule(one, replace(other, actors=(CHINA,))) is None


def test_what_was_promised_and_what_was_done_are_one_exchange() -> None:
    promise = exchange(
        type="COMMITMENT", mode="EXCHANGE", modality="future", time=None, due=day(0, 7)
    )
    assert rule(promise, exchange(report="r2", time=day(2))) == "same-parties"
    assert rule(promise, exchange(report="r2", time=day(12))) is None
    # Another deed of the same two is none.
    assert rule(promise, exchange(report="r2", type="CONSULT", mode="meet")) is None


# -- states of ground ------------------------------------------------------------------------------


def test_who_holds_a_place_is_one_event_whoever_tells_it_and_when() -> None:
    row = {"type": "CONTROL", "mode": "claimed"}
    one = shelling(**row)
    later = second(**row, actors=(INDIA,), time=day(90))
    assert rule(one, later) == "same-ground"
    assert rule(one, second(**row, place=URI)) is None
    assert rule(one, second(**row, place=REGION)) is None


def test_a_claim_to_ground_is_one_event_for_each_claimant() -> None:
    row = {"type": "SOVEREIGNTY", "mode": None, "place": REGION}
    one = shelling(**row)
    assert rule(one, second(**row, time=day(400))) == "same-ground"
    assert rule(one, second(**row, actors=(INDIA,))) is None


# -- words -----------------------------------------------------------------------------------------


def demand(**changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "REQUEST", "mode": "withdraw", "speech": "demands", "actors": (INDIA,),
        "recipients": (PAKISTAN,), "place": None, **changes,
    }  # fmt: skip
    return shelling(**row)


def test_one_demand_told_twice_is_one() -> None:
    assert rule(demand(), demand(report="r2")) == "same-words-said"
    assert rule(demand(), demand(report="r2", recipients=(CHINA,))) is None
    assert rule(demand(), demand(report="r2", actors=(CHINA,))) is None
    assert rule(demand(), demand(report="r2", mode="ceasefire")) is None
    assert rule(demand(), demand(report="r2", time=day(6))) is None
    assert rule(demand(), demand(report="r2", time=unbounded())) is None


def test_talk_of_one_kind_needs_its_speaker_or_its_words_in_common() -> None:
    nobody = {"actors": (witness("officials", "r1"),), "recipients": ()}
    words = {"evidence": (some_words("They want out by noon, all of them."),), "report": "r2"}
    assert rule(demand(), demand(recipients=(), **words)) == "same-words-said"
    assert rule(demand(**nobody), demand(**nobody, **words)) is None
    assert rule(demand(**nobody), demand(**nobody, report="r2")) == "same-words-said"


def test_a_demand_for_a_deed_is_not_the_deed() -> None:
    assert rule(demand(type="RETREAT", mode="withdraw"), advance(type="RETREAT", mode="withdraw",
                actors=(PAKISTAN,), report="r2", place=None)) is None  # fmt: skip


# -- one report, copies, denials -------------------------------------------------------------------


def test_what_the_report_itself_tells_as_one_is_one() -> None:
    one = shelling(local_event="e1", time=None, place=None)
    two = shelling(local_event="e1", claim="c2", mode=None)
    assert rule(one, two) == "told-as-one"
    assert rule(one, replace(two, local_event="e2")) is None
    # But not what features keep apart.
    assert rule(shelling(local_event="e1"), replace(two, place=URI)) is None


def test_claims_in_copies_of_one_paragraph_are_one() -> None:
    vague = {"time": None, "place": None}
    assert rule(shelling(), second(**vague), 0.8) == "copied-passage"
    assert rule(shelling(), second(**vague)) is None
    assert rule(shelling(), second(**vague, actors=(INDIA,)), 0.8) is None


def test_a_denial_is_of_the_claim_that_it_names() -> None:
    one = shelling(time=None)
    two = second(report="r1", claim="c2", about=one.key, says=Says.DENIES, time=None, place=None,
                 local_event="e2")  # fmt: skip
    assert rule(one, two) == "denies-it"
    assert rule(one, replace(two, about=None)) is None


def test_a_denial_that_names_no_doer_is_of_the_other_sides_deed() -> None:
    denial = advance(report="r2", holder=INDIA, actors=(), says=Says.DENIES, recipients=(),
                     opponents=("PK",))  # fmt: skip
    assert profile_of(denial, TABLES).actors == {"PK"}
    assert profile_of(replace(denial, says=Says.AFFIRMS), TABLES).actors == frozenset()


# -- areas -----------------------------------------------------------------------------------------


def area(words: str, anchor: Where = REGION) -> Where:
    own = Unit(id=anchor.id, kind=anchor.kind, name=anchor.name)
    within = (own, *anchor.within)
    id_ = f"name:{words}@{anchor.id}"
    return a_place(words, kind="area", id=id_, within=within, relation=words, lat=None, lon=None)


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (area("western border of Kashmir"), area("western edge of Kashmir"), "same"),
        (area("western border of Kashmir"), area("eastern border of Kashmir"), "apart"),
        (area("western border of Kashmir"), area("border of Kashmir"), "same"),
        (area("west of Kashmir"), area("western edge of Kashmir"), "same"),
        (area("western border"), area("western border", OTHER_REGION), "apart"),
        (area("districts of Poonch", POONCH), area("outskirts of Uri", URI), "unknown"),
        (area("districts of Poonch", POONCH), POONCH, "part"),
        (area("districts of Poonch", POONCH), REGION, "unknown"),
        (area("districts of Poonch", POONCH), URI, "apart"),
        (area("districts of Poonch", POONCH), OTHER_REGION, "apart"),
        (area("western border of Kashmir"), REGION, "within"),
        (area("western border of Kashmir"), POONCH, "unknown"),
        (POONCH, POONCH, "same"),
        (POONCH, DEGWAR, "near"),
        (POONCH, URI, "apart"),
        (POONCH, REGION, "within"),
        (POONCH, None, "unknown"),
    ],
)
def test_how_places_lie(one: Where, two: Where | None, expected: str) -> None:
    assert places(one, two) == expected
    assert places(two, one) == expected


def test_distance() -> None:
    # Lahore and Delhi lie some 400 km apart.
    lahore, delhi = town("Lahore", 31.5497, 74.3436), town("Delhi", 28.6519, 77.2315)
    found = distance_km(lahore, delhi)
    assert found is not None
    assert 420 < found < 432
    assert distance_km(lahore, replace(delhi, precision="adm1")) is None
    assert distance_km(lahore, replace(delhi, lat=None, lon=None)) is None


# -- symmetry, blocks ------------------------------------------------------------------------------

_PLACES = st.sampled_from([None, POONCH, DEGWAR, URI, REGION, OTHER_REGION,
                           area("western edge of Kashmir")])  # fmt: skip
_TIMES = st.sampled_from([None, day(0), day(1), day(3), recent(), day(0, 7), unbounded()])
_KINDS = st.sampled_from(
    [("ASSAULT", "shelling"), ("ASSAULT", "missile"), ("ASSAULT", None), ("ADVANCE", "capture"),
     ("ADVANCE", "enter"), ("RETREAT", "withdraw"), ("TOLL", "killed"), ("CONTROL", "claimed"),
     ("SOVEREIGNTY", None), ("EXCHANGE", "prisoners"), ("COMMITMENT", "EXCHANGE"),
     ("REQUEST", "withdraw"), ("REJECT", None), ("SILENCE", None)]
)  # fmt: skip
_VOICES = st.sampled_from([INDIA, PAKISTAN, CHINA, ARMY, witness("residents", "r9")])
_COUNTS = st.lists(
    st.builds(
        a_count,
        st.sampled_from([None, 0, 3, 4, 17]),
        st.sampled_from([None, 3, 17]),
        kind=st.sampled_from(["killed", "wounded"]),
    ),
    max_size=2,
)


@st.composite
def any_claim(draw: st.DrawFn, report: str) -> LedgerClaim:
    kind, mode = draw(_KINDS)
    return shelling(
        report=draw(st.sampled_from([report, "r0"])),
        claim=f"c{report}",
        local_event=draw(st.sampled_from(["e1", "e2"])),
        type=kind,
        mode=mode,
        place=draw(_PLACES),
        time=draw(_TIMES),
        due=draw(_TIMES) if kind == "COMMITMENT" else None,
        holder=draw(_VOICES),
        actors=tuple(draw(st.lists(_VOICES, max_size=2))),
        recipients=tuple(draw(st.lists(_VOICES, max_size=1))),
        counts=tuple(draw(_COUNTS)),
        says=draw(st.sampled_from([Says.AFFIRMS, Says.DENIES])),
        modality=draw(st.sampled_from(["actual", "future", "possible", "conditional"])),
        topics=draw(st.sampled_from([(), (KASHMIR.id,)])) if kind in ("SILENCE", "REJECT") else (),
        opponents=draw(st.sampled_from([(), ("IN",)])),
        evidence=(some_words(draw(st.sampled_from(["one thing", "quite another thing"]))),),
    )


@given(one=any_claim("r1"), two=any_claim("r2"), copied=st.sampled_from([0.0, 0.5, 1.0]))
@settings(max_examples=400, deadline=None)
def test_which_claim_comes_first_makes_no_difference(
    one: LedgerClaim, two: LedgerClaim, copied: float
) -> None:
    left = compare(profile_of(one, TABLES), profile_of(two, TABLES), TABLES, copied)
    right = compare(profile_of(two, TABLES), profile_of(one, TABLES), TABLES, copied)
    assert left == right
    assert left is None or (left.one < left.other and SAME <= left.score <= 1)


@given(one=any_claim("r1"), two=any_claim("r2"))
@settings(max_examples=400, deadline=None)
def test_two_claims_find_each_other_or_neither_does(one: LedgerClaim, two: LedgerClaim) -> None:
    mine, theirs = profile_of(one, TABLES), profile_of(two, TABLES)

    def finds(seeker: Any, sought: Any) -> bool:
        keys = {block.key for block in blocks_of(sought, TABLES)}
        return any(
            block.key in keys and sought.first < block.last and block.first < sought.last
            for block in blocks_of(seeker, TABLES)
        )

    if compare(mine, theirs, TABLES) is not None:
        assert finds(mine, theirs) == finds(theirs, mine)


@given(one=any_claim("r1"), two=any_claim("r2"))
@settings(max_examples=300, deadline=None)
def test_words_never_decide_between_two_towns(one: LedgerClaim, two: LedgerClaim) -> None:
    one = replace(
        one, place=POONCH, wording="the very same words", topics=(), local_event="e1", report="r1"
    )
    two = replace(
        two, place=URI, wording="the very same words", topics=(), local_event="e1", report="r1"
    )
    if {one.type, two.type} & {"REQUEST", "REJECT", "SILENCE"}:
        return
    assert compare(profile_of(one, TABLES), profile_of(two, TABLES), TABLES, 1.0) is None


# -- clusters --------------------------------------------------------------------------------------


def grouped(claims: list[LedgerClaim], links: list[Link], **judged: Any) -> list[list[str]]:
    profiles = {claim.key: profile_of(claim, TABLES) for claim in claims}
    order = {key: number for number, key in enumerate(sorted(profiles))}
    return cluster(profiles, links, TABLES, order=order, **judged)


def linked(claims: list[LedgerClaim]) -> list[Link]:
    found = (link(one, two) for n, one in enumerate(claims) for two in claims[:n])
    return [row for row in found if row is not None]


def test_a_claim_of_a_region_does_not_tie_two_towns_together() -> None:
    claims = [shelling(), second(place=URI), second(report="r3", place=REGION)]
    links = linked(claims)
    assert {(row.one, row.other) for row in links} == {("r1/c1", "r3/c1"), ("r2/c1", "r3/c1")}
    groups = grouped(claims, links)
    assert sorted(map(len, groups)) == [1, 2]
    assert ["r1/c1", "r2/c1", "r3/c1"] not in groups


def test_claims_are_tied_through_a_third() -> None:
    claims = [shelling(time=day(0)), second(time=day(0, 2)), second(report="r3", time=day(1))]
    assert grouped(claims, linked(claims)) == [["r1/c1", "r2/c1", "r3/c1"]]


def test_a_judged_pair_is_joined_or_kept_apart_whatever_the_features_say() -> None:
    claims = [shelling(), second(), second(report="r3", place=URI)]
    links = linked(claims)
    assert grouped(claims, links) == [["r1/c1", "r2/c1"], ["r3/c1"]]
    apart = grouped(claims, links, different=[("r1/c1", "r2/c1")])
    assert apart == [["r1/c1"], ["r2/c1"], ["r3/c1"]]
    # Who is joined brings along what fits it.
    joined = grouped(claims, links, same=[("r1/c1", "r3/c1")])
    assert joined == [["r1/c1", "r2/c1", "r3/c1"]]
    # What is judged different is kept apart also through others.
    assert grouped(claims, links, same=[("r2/c1", "r3/c1")], different=[("r1/c1", "r3/c1")]) == [
        ["r1/c1"],
        ["r2/c1", "r3/c1"],
    ]


def test_keys_that_are_not_known_are_left_out() -> None:
    claims = [shelling()]
    links = [a_link("r1/c1", "r7/c1")]
    assert grouped(claims, links, same=[("r1/c1", "r8/c1")]) == [["r1/c1"]]


@given(
    claims=st.lists(
        st.tuples(
            st.sampled_from([POONCH, URI, DEGWAR, REGION, None]),
            st.sampled_from([day(0), day(1), day(2), recent()]),
            st.sampled_from(["shelling", "airstrike", None]),
        ),
        min_size=3,
        max_size=9,
    ),
    chance=st.randoms(use_true_random=False),
)
@settings(max_examples=80, deadline=None)
def test_the_groups_do_not_depend_on_the_order_of_links_and_claims(
    claims: list[Any], chance: Any
) -> None:
    rows = [
        second(report=f"r{n}", place=place, time=time, mode=mode)
        for n, (place, time, mode) in enumerate(claims)
    ]
    links = linked(rows)
    expected = grouped(rows, links)
    assert sorted(key for group in expected for key in group) == sorted(row.key for row in rows)
    chance.shuffle(rows)
    chance.shuffle(links)
    assert grouped(rows, links) == expected


# -- in a ledger -----------------------------------------------------------------------------------


def test_two_towns_and_a_region_are_two_events_in_a_ledger() -> None:
    desk = Desk()
    row = {"type": "ASSAULT", "mode": "shelling", "actors": (PAKISTAN,), "time": day(0)}
    desk.report("r1", told(holder=INDIA, place=POONCH, **row))
    desk.report("r2", told(holder=INDIA, place=URI, **row))
    desk.report("r3", told(holder=outlet("Outlet r3"), place=REGION, **row))
    events = desk.events()
    assert sorted(len(event.claims) for event in events) == [1, 2]
    assert {event.place.name for event in events if event.place} == {"Poonch", "Uri"}
