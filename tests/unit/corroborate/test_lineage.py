"""Origins: who first said it, and which paragraphs are copies of which."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.corroborate.events.lineage import (
    find_repeaters,
    number_origins,
    origin_of,
    settled_from,
    trace,
)
from fogline.corroborate.filing.passages import copies_of, find_passages, similarity
from fogline.knowledge.actors.outlets import load_outlets
from fogline.records.ledger import Copy, Passage, Says
from tests.desk import a_record, assessor, organ, other, outlet, told, witness
from tests.ledgers import a_report, some_words

OUTLETS = load_outlets()
REPORTS = {
    name: a_report(name, known=known, publisher=f"Outlet {name}")
    for name, known in (("r1", 300), ("r2", 100), ("r3", 200))
}


def a_copy(one: str, other_: str, number: int = 0) -> Copy:
    one, other_ = sorted((one, other_))
    return Copy(one=one, one_number=number, other=other_, other_number=number, similarity=0.9)


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_a_chain_of_copies_goes_back_to_the_first_known(order: list[int]) -> None:
    copies = [a_copy("r1", "r3"), a_copy("r3", "r2")]
    lineage = trace(REPORTS, [copies[number] for number in order])
    assert lineage.first == {
        ("r1", 0): ("r2", 0), ("r2", 0): ("r2", 0), ("r3", 0): ("r2", 0),
    }  # fmt: skip
    claim = replace(told(), report="r1")
    assert lineage.passage(claim) == ("r2", 0)
    assert lineage.root(claim).id == "r2"
    elsewhere = replace(claim, passage=4)
    assert lineage.passage(elsewhere) == ("r1", 4)
    assert lineage.root(elsewhere).id == "r1"


def test_a_copy_of_what_is_not_known_yet_is_none() -> None:
    known = {key: REPORTS[key] for key in ("r1", "r3")}
    lineage = trace(known, [a_copy("r1", "r2"), a_copy("r3", "r2")])
    assert {node for node, root in lineage.first.items() if node != root} == set()


def test_who_a_claim_goes_back_to() -> None:
    lineage = trace(REPORTS, [a_copy("r1", "r2")])
    for voice, key, group in (
        (organ("Iran", "IR"), "Iran|IR", "IR"),
        (organ("officials", None), "officials|", None),
        (assessor("ISW"), "ISW|", "ISW|"),
        (other("Red Cross"), "Red Cross|", "Red Cross|"),
        (witness("residents", "r1"), "r2:residents", "r2:residents"),
        (outlet("Outlet r1"), "publisher:Outlet r2", "Outlet r2"),
    ):
        claim = replace(told(holder=voice, trigger=some_words("fired", 40)), report="r1")
        found = origin_of(claim, lineage, OUTLETS)
        assert (found.key, found.group) == (key, group)


def test_whom_a_headline_calls_witnesses_is_nobody_beside_those_of_the_text() -> None:
    lineage = trace(REPORTS, [])
    claim = told(holder=witness("residents", "r1"), trigger=some_words("enter", 7))
    found = origin_of(replace(claim, report="r1"), lineage, OUTLETS)
    assert found.key == "r1:residents"
    assert found.group is None


def test_an_outlet_of_a_state_goes_back_to_the_state() -> None:
    reports = {"r1": a_report("r1", publisher="Press TV", family="state:IR")}
    found = origin_of(replace(told(holder=outlet("Press TV", "IR")), report="r1"),
                      trace(reports, []), OUTLETS)  # fmt: skip
    assert (found.party, found.group) == ("IR", "IR")
    # What it takes over from an agency is the agency's.
    reports = {"r1": replace(reports["r1"], via="Reuters")}
    found = origin_of(replace(told(holder=outlet("Press TV", "IR")), report="r1"),
                      trace(reports, []), OUTLETS)  # fmt: skip
    assert (found.name, found.party) == ("Reuters", None)


def test_an_outlet_repeats_only_what_is_said_the_same_way_in_its_report() -> None:
    lineage = trace(REPORTS, [])
    rows = [
        replace(told(holder=organ("Iran", "IR")), report="r1", key="a"),
        replace(told(holder=outlet("Outlet r1")), report="r1", key="b"),
        replace(told(holder=outlet("Outlet r1"), says=Says.DOUBTS), report="r1", key="c"),
        replace(told(holder=outlet("Outlet r3")), report="r3", key="d"),
    ]
    traced = {row.key: origin_of(row, lineage, OUTLETS) for row in rows}
    assert find_repeaters(rows, traced) == {"b": "a"}
    origins, numbers = number_origins(rows, traced)
    assert numbers == {"a": "o1", "b": "o2", "c": "o2", "d": "o3"}
    assert [row.id for row in origins] == ["o1", "o2", "o3"]


# -- near copies of real paragraphs ----------------------------------------------------------------

FIRST = (
    "The army said on Monday that its troops had repelled an attack on the village and destroyed "
    "two tanks, while shelling went on through the night along the whole river."
)


def passage(text: str, number: int = 0) -> Passage:
    """The only paragraph of a report, by the real reader."""
    return find_passages(a_record(text, name=f"{number}.txt")[1])[0]


def test_a_paragraph_is_a_copy_of_itself_and_of_one_slightly_changed() -> None:
    one = passage(FIRST)
    changed = passage(FIRST.replace("two tanks", "two old tanks"))
    assert similarity(one, passage(FIRST, 1)) == 1
    assert similarity(one, changed) >= 0.5
    (copy,) = copies_of([one], [changed])
    assert {copy.one, copy.other} == {one.report, changed.report}
    assert copy.one < copy.other
    assert copies_of([changed], [one]) == (copy,)


def test_another_paragraph_on_the_same_is_no_copy() -> None:
    theirs = passage(
        "Troops had beaten back the assault, the military announced, adding that guns could be "
        "heard along the river until dawn and that it had knocked out a pair of enemy tanks."
    )
    assert similarity(passage(FIRST), theirs) < 0.2
    assert copies_of([passage(FIRST)], [theirs]) == ()


def test_short_paragraphs_and_those_of_one_report_are_no_copies() -> None:
    short = passage("The claim could not be verified.")
    assert short.bands == ()
    assert copies_of([short], [passage("The claim could not be verified. ")]) == ()
    twice = find_passages(a_record(f"{FIRST}\n\n{FIRST}")[1])
    assert [row.number for row in twice] == [0, 1]
    assert copies_of(twice, twice) == ()


NAMES = tuple("abcdefg")
PAIRS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([0.6, 1.0])),
    max_size=9,
)


@given(pairs=PAIRS, moments=st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_from_when_on_it_is_settled_where_wording_came_from(
    pairs: list[tuple[str, str, float]], moments: list[int]
) -> None:
    """Asked at every moment, nothing about a paragraph changes after the one that is given."""
    known = dict(zip(NAMES, moments, strict=True))
    reports = {
        name: a_report(name, known=moment, publisher=f"Outlet {name}")
        for name, moment in known.items()
    }
    copies = [
        replace(a_copy(one, two), similarity=share) for one, two, share in pairs if one != two
    ]
    settled = settled_from(copies, {name: (moment, moment) for name, moment in known.items()})
    at_last = trace(reports, copies).first
    for moment in range(1, 10):
        there = {name: row for name, row in reports.items() if row.known <= moment}
        first = trace(there, copies).first
        for node, since in settled.items():
            if node[0] in there and moment >= since:
                assert first[node] == at_last[node]
