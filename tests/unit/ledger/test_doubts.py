"""What the ledger is least sure of: which pairs and places come up, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.corroborate.grouping.compare import RULES as GROUPING
from fogline.errors import OptionError
from fogline.ledger.doubtful_places import PlaceDoubt, doubtful_places
from fogline.ledger.doubts import Pair, doubtful_denials, doubtful_merges, joints
from fogline.ledger.judging import place_value
from fogline.ledger.query import Query
from fogline.records.ledger import Link, Says
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from fogline.web.reasons import RULES as IN_WORDS
from tests.desk import Desk, organ, told
from tests.ledgers import a_link, a_period, a_place

AS_OF = seconds("2025-06-30")
# The same town and day, told by another side in another way: put together, but not surely.
NEXT = {"time": a_period(485_928, 485_952)}


@pytest.fixture(params=["memory", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    sqlite = request.param == "sqlite"
    store = open_sqlite(tmp_path / "l.db", create=True) if sqlite else MemoryStore()
    yield Desk(store)
    store.close()


def merges(desk: Desk, limit: int = 50, **conditions: Any) -> tuple[Pair, ...]:
    for _ in desk.ledger.keep():
        pass
    with desk.ledger.store.view() as view:
        return doubtful_merges(view, Query(as_of=AS_OF, **conditions), limit).rows


def denials(desk: Desk, **conditions: Any) -> tuple[Pair, ...]:
    for _ in desk.ledger.keep():
        pass
    with desk.ledger.store.view() as view:
        return doubtful_denials(view, Query(as_of=AS_OF, **conditions), 50).rows


def places(desk: Desk, **conditions: Any) -> tuple[PlaceDoubt, ...]:
    with desk.ledger.store.view() as view:
        return doubtful_places(view, Query(as_of=AS_OF, **conditions), 50).rows


def judge(desk: Desk, kind: str, *keys: str, **more: Any) -> str:
    row = desk.ledger.judge(kind, keys, author="Anna", reason="seen", now=AS_OF, **more)
    return row.id


def ends(pairs: tuple[Pair, ...]) -> list[tuple[str, str]]:
    return [(pair.one.report, pair.other.report) for pair in pairs]


def a_story(desk: Desk) -> None:
    """A capture told by three outlets on its day, and by one a day later."""
    for name in ("a", "b", "c"):
        desk.report(name, told())
    desk.report("d", told(**NEXT), known="2025-06-09T12:00Z")


# -- merges ----------------------------------------------------------------------------------------


def a_chain(*scores: float) -> list[Link]:
    names = "abcdefg"[: len(scores) + 1]
    return [a_link(*pair, score=score) for pair, score in zip(pairwise(names), scores, strict=True)]


def test_a_link_between_what_surer_ones_join_holds_nothing_together() -> None:
    links = [*a_chain(0.9, 0.6, 0.8), a_link("a", "c", score=0.7)]
    found = joints("abcd", links, ())
    assert {(one, other): sizes for (one, other, _, _), sizes in found.items()} == {
        ("a", "b"): (1, 1),
        ("c", "d"): (1, 1),
        ("a", "c"): (2, 2),
    }
    assert set(joints("abcd", links, [("b", "d")])) == set(found) - {("a", "c", "same-deed", 0.7)}


def test_what_one_report_tells_as_one_is_joined_first() -> None:
    links = [a_link("a", "b", score=0.95, rule="told-as-one"), *a_chain(0.97)]
    assert [name[2] for name in joints("ab", links, ())] == ["told-as-one"]


def test_the_weakest_merge_comes_first_and_joins_its_parts(desk: Desk) -> None:
    a_story(desk)
    rows = merges(desk)
    assert [row.certainty for row in rows] == sorted(row.certainty for row in rows)
    assert len(rows) == 3
    (first, *others) = rows
    assert first.other.report == "d"
    assert sorted(first.joins) == [1, 3]
    assert first.certainty < others[0].certainty
    assert merges(desk, 1) == rows[:1]


def test_claims_of_one_report_are_no_merge(desk: Desk) -> None:
    desk.report("a", told(), told(mode="capture"))
    assert merges(desk) == ()


def test_what_was_judged_does_not_come_again_until_that_is_undone(desk: Desk) -> None:
    a_story(desk)
    before = merges(desk)
    keys = before[0].one.key, before[0].other.key
    made = judge(desk, "same", *keys)
    assert ends(merges(desk)) == ends(before[1:])
    judge(desk, "undo", undoes=made)
    assert merges(desk) == before
    judge(desk, "different", *keys)
    assert keys not in [(row.one.key, row.other.key) for row in merges(desk)]


def test_a_claim_that_somebody_corrected_is_left_alone(desk: Desk) -> None:
    a_story(desk)
    last = merges(desk)[0].other.key
    judge(desk, "corrected", last, field="time", value='"2025-06-07"')
    assert all(last not in (row.one.key, row.other.key) for row in merges(desk))


def test_a_claim_that_somebody_found_right_still_comes_up(desk: Desk) -> None:
    a_story(desk)
    before = merges(desk)
    place = before[0].one.place
    assert place is not None
    judge(desk, "corrected", before[0].one.key, field="place", value=place_value(place))
    assert merges(desk) == before


def test_a_report_put_aside_is_no_part_of_it(desk: Desk) -> None:
    a_story(desk)
    judge(desk, "irrelevant", report="d")
    assert all("d" not in pair for pair in ends(merges(desk)))


def test_filters_leave_out_what_neither_claim_fits(desk: Desk) -> None:
    a_story(desk)
    desk.report("far", told(place=a_place("Bukavu", within=())))
    desk.report("far-2", told(place=a_place("Bukavu", within=())))
    everything = merges(desk)
    some = merges(desk, units=frozenset((a_place().id,)))
    assert 0 < len(some) < len(everything)
    assert merges(desk, publisher="Outlet far") == tuple(
        row for row in everything if row.one.place and row.one.place.name == "Bukavu"
    )
    assert merges(desk, holder="Nobody") == ()
    # A day, and half a century.
    for first in (485_904, 0):
        assert merges(desk, first=first, last=485_928) == everything
        assert merges(desk, first=485_952, last=first + 10**6) == ()


# -- denials ---------------------------------------------------------------------------------------


def test_a_denial_comes_with_what_it_denies_and_is_no_merge(desk: Desk) -> None:
    desk.report("a", told())
    desk.report("b", told(holder=organ("Kyiv", "UA"), says=Says.DENIES, confidence=0.5))
    (row,) = denials(desk)
    assert (row.one.report, row.other.report) == ("b", "a")
    assert row.certainty == 0.5
    assert row.reports[0].id == "b"
    assert merges(desk) == ()
    judge(desk, "different", row.one.key, row.other.key)
    assert denials(desk) == ()
    assert len(desk.events("2025-06-30")) == 2


def test_a_denial_of_its_own_reports_claim_is_one(desk: Desk) -> None:
    kyiv = {"holder": organ("Kyiv", "UA"), "says": Says.DENIES, "about": "c1", "confidence": 0.6}
    desk.report("a", told(), told(**kyiv))
    (row,) = denials(desk)
    assert (row.one.claim, row.other.claim, row.link.rule) == ("c2", "c1", "denies-it")
    assert row.certainty == 0.6


def test_a_rejection_told_apart_is_not_put_to_the_claim(desk: Desk) -> None:
    zorya = a_place()
    region = zorya.within[0].id
    desk.report("a", told())
    kyiv = organ("Kyiv", "UA")
    rejection = {"type": "REJECT", "mode": None, "actors": (kyiv,), "place": None, "holder": kyiv}
    desk.report("b", told(**rejection, topics=(region,)), known="2025-06-09T12:00Z")
    (row,) = denials(desk)
    assert (row.one.report, row.other.report, row.link.rule) == ("b", "a", "rejects-it")
    assert [len(event.claims) for event in desk.events("2025-06-30")] == [2]
    made = judge(desk, "different", row.one.key, row.other.key)
    assert [len(event.claims) for event in desk.events("2025-06-30")] == [1, 1]
    assert denials(desk) == ()
    judge(desk, "undo", undoes=made)
    assert [len(event.claims) for event in desk.events("2025-06-30")] == [2]


# -- places ----------------------------------------------------------------------------------------


def test_a_name_that_several_places_have_is_asked_about(desk: Desk) -> None:
    desk.read(
        "Ukraine's General Staff said on Saturday that Russian troops had entered the village of "
        "Zorya in Donetsk region and shelled Novoselivka.",
        published="2025-06-08",
    )
    rows = places(desk)
    assert rows
    assert [row.certainty for row in rows] == sorted(row.certainty for row in rows)
    assert all(row.certainty < 0.9 for row in rows)
    several = next(row for row in rows if row.others)
    assert several.reason
    assert several.place.id not in [id_ for id_, _ in several.others]


def test_a_place_found_right_changes_nothing_and_comes_no_more(desk: Desk) -> None:
    desk.read(
        "Ukraine's General Staff said on Saturday that Russian troops had entered the village of "
        "Zorya in Donetsk region.",
        published="2025-06-08",
    )
    before, claims = places(desk), desk.claims()
    keys = [claim.key for claim in before[0].claims]
    made = judge(desk, "corrected", *keys, field="place", value=place_value(before[0].place))
    assert places(desk) == before[1:]
    assert desk.claims() == claims
    judge(desk, "undo", undoes=made)
    assert places(desk) == before


# -- what cannot be judged -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "more", "words"),
    [
        ("same", 1, {}, "two claims"),
        ("different", 3, {}, "two claims"),
        ("wrong", 0, {"field": "place"}, "one claim or more"),
        ("irrelevant", 1, {"report": "a"}, "a report"),
        ("irrelevant", 0, {}, "a report"),
        ("undo", 0, {}, "another judgement"),
        ("same", 2, {"report": "a"}, "two claims"),
        ("corrected", 1, {"field": "place", "value": '"Zorya"'}, "no place"),
        ("corrected", 1, {"field": "place", "value": '{"name": "Zorya"}'}, "no place"),
        ("corrected", 1, {"field": "place", "value": '{"id": "x", "name": "Z", "within": [1]}'},
         "no place"),
        ("corrected", 1, {"field": "number", "value": '"nan"'}, "no number"),
        ("corrected", 1, {"field": "number", "value": '"6-3"'}, "no number"),
        ("corrected", 1, {"field": "number", "value": '"inf+"'}, "no number"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    desk: Desk, kind: str, number: int, more: dict[str, Any], words: str
) -> None:
    a_story(desk)
    keys = [f"{name}.reading-.c1" for name in "abc"][:number]
    with pytest.raises(OptionError) as refused:
        judge(desk, kind, *keys, **more)
    assert words in f"{refused.value}"
    assert desk.ledger.judgements() == ()


def test_nobody_judges_without_a_name(desk: Desk) -> None:
    a_story(desk)
    with pytest.raises(OptionError, match="author"):
        desk.ledger.judge("irrelevant", [], report="a", author=" ", reason="r", now=1)


def test_all_rules_have_words() -> None:
    names = {rule.__name__.strip("_").replace("_", "-") for rule in GROUPING}
    assert names <= IN_WORDS.keys()
