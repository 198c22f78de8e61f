"""What every store must do, asked of each of them in the same words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.errors import LedgerError, StoreBusyError, UnknownIdError
from fogline.records.ledger import Copy, JudgementKind, LedgerClaim, Link, Says, Subject, Words
from fogline.records.report import Metadata, Received
from fogline.store.base import Block, Bundle, Filed, Reading, Selection, Store
from fogline.store.memory import MemoryStore
from fogline.store.sqlite import open_sqlite
from tests.contracts.asking import answers
from tests.ledgers import (
    COUNTRY,
    DAY,
    REGION,
    a_claim,
    a_count,
    a_judgement,
    a_link,
    a_period,
    a_place,
    a_reading,
    a_report,
    a_voice,
    filed,
    passages_of,
    some_words,
)

Opener = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Makes empty stores of one kind."""
    made: list[Store] = []

    def new() -> Store:
        if request.param == "memory":
            made.append(MemoryStore(busy_seconds=0.2))
        else:
            path = tmp_path / f"{len(made)}.ledger"
            made.append(open_sqlite(path, create=True, busy_seconds=0.2))
        return made[-1]

    yield new
    for store in made:
        store.close()


@pytest.fixture
def store(new_store: Opener) -> Store:
    return new_store()


def add(store: Store, *readings: Reading) -> None:
    with store.writer() as writer:
        for reading in readings:
            assert writer.add(reading)


def keys(claims: Iterable[LedgerClaim]) -> list[str]:
    return [claim.key for claim in claims]


def selected(store: Store, **conditions: object) -> list[str]:
    with store.view() as view:
        return keys(view.claims(Selection(**conditions)))  # type: ignore[arg-type]


# --- adding -------------------------------------------------------------------------------------


def test_a_reading_comes_back_as_it_went_in(store: Store) -> None:
    claim = a_claim(
        mode=None,
        parent=a_voice("Kyiv", words=None),
        counts=(a_count(), a_count(0.1 + 0.2, None)),
        says=Says.DENIES,
        targets=(some_words("a bridge"), some_words("a depot", 40)),
        due=a_period(DAY + 1, DAY + 2),
        place=a_place(lat=-0.1, lon=179.99999999999997),
        said=DAY,
        evidence=(),
    )
    reading = a_reading(claims=[claim], paragraphs=["Troops entered Zorya.", "More to follow."])
    add(store, reading)
    with store.view() as view:
        assert view.reports() == (reading.report,)
        assert view.record("report-1", "reading-1") == reading.record
        assert view.received("report-1") == reading.received
        assert view.claims(Selection()) == (claim,)
        bands = [band for passage in reading.passages for band in passage.bands]
        assert view.passages(bands) == reading.passages


def test_adding_a_reading_twice_changes_nothing(store: Store) -> None:
    reading = a_reading(claims=[a_claim()])
    add(store, reading)
    with store.view() as view:
        before = answers(view)
    with store.writer() as writer:
        assert not writer.add(reading)
        assert not writer.add(replace(reading, record="{}", claims=(), passages=()))
    with store.view() as view:
        assert answers(view) == before


def test_a_second_reading_stands_beside_the_first(store: Store) -> None:
    first = a_reading(claims=[a_claim()], read_at=50)
    second = a_reading(claims=[a_claim(claim="c2")], reading="reading-0", read_at=60)
    add(store, second, first)
    with store.view() as view:
        assert [row.reading for row in view.reports()] == ["reading-1", "reading-0"]
        assert keys(view.claims(Selection())) == ["report-1/c1", "report-1/c2"]
        assert view.record("report-1", "reading-0") == second.record
        # The same paragraph of both readings is one paragraph.
        assert view.passages(first.passages[0].bands) == first.passages
        assert len(view.search("Zorya", 10)) == 1


def test_two_readings_that_divide_the_text_differently_keep_their_paragraphs(store: Store) -> None:
    add(
        store,
        a_reading(paragraphs=["Troops entered Zorya."]),
        a_reading(paragraphs=["- Troops entered", "Zorya."], reading="reading-2"),
    )
    with store.view() as view:
        assert [hit.text for hit in view.search("zorya", 10)] != []
        assert {hit.text for hit in view.search("zorya", 10)} == {
            "Troops entered Zorya.",
            "Zorya.",
        }


def test_one_paragraph_with_other_words_in_another_reading(store: Store) -> None:
    first = a_reading(paragraphs=["Troops entered Zorya."])
    other = a_reading(paragraphs=["Troops entered Dnipr."], reading="reading-2")
    add(store, first, replace(other, passages=first.passages))
    with store.view() as view:
        texts = [hit.text for words in ("zorya", "dnipr") for hit in view.search(words, 9)]
        assert texts == ["Troops entered Zorya.", "Troops entered Dnipr."]
        assert view.passages(first.passages[0].bands) == first.passages


def test_what_came_first_stays_as_received(store: Store) -> None:
    came = Received(name="a.txt", data=b"\x00\xff", given=Metadata(url="u"), sidecar=Metadata())
    add(store, a_reading(received=came))
    add(store, a_reading(reading="reading-2", received=replace(came, name="b.txt")))
    with store.view() as view:
        assert view.received("report-1") == came


def test_a_name_that_is_no_unicode_is_kept(store: Store) -> None:
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    came = Received(name=name, data=b"", given=Metadata(), sidecar=Metadata(title="é"))
    add(store, a_reading(received=came))
    with store.view() as view:
        assert view.received("report-1") == came


@pytest.mark.parametrize(
    "broken",
    [
        a_reading("report-2", claims=[a_claim()]),
        a_reading("report-2", claims=[a_claim(report="report-2")] * 2),
        a_reading("report-2", claims=[a_claim(report="report-2", key="report-1/c1")]),
        replace(a_reading("report-2"), passages=passages_of("report-3", ["Elsewhere."])),
    ],
    ids=["claim of another report", "key twice", "key taken", "paragraph of another report"],
)
def test_a_reading_that_breaks_the_rules_leaves_nothing(store: Store, broken: Reading) -> None:
    add(store, a_reading(claims=[a_claim()]))
    with store.view() as view:
        before = answers(view)
    with store.writer() as writer:
        with pytest.raises(LedgerError):
            writer.add(broken)
        assert answers(writer.view) == before
        assert writer.add(a_reading("report-4"))
    with store.view() as view:
        assert [row.id for row in view.reports()] == ["report-1", "report-4"]


@pytest.mark.parametrize(
    "ties",
    [
        {"links": [a_link("report-2/c1", "nowhere/c1")]},
        {"copies": [Copy(one="r0", one_number=0, other="report-2", other_number=0, similarity=1)]},
    ],
    ids=["link", "copy"],
)
def test_a_tie_that_leads_nowhere_is_refused(store: Store, ties: dict[str, object]) -> None:
    reading = a_reading("report-2", claims=[a_claim(report="report-2")], **ties)  # type: ignore[arg-type]
    with store.writer() as writer, pytest.raises(UnknownIdError):
        writer.add(reading)
    with store.view() as view:
        assert view.reports() == () == view.claims(Selection())
        assert view.search("Zorya", 10) == ()


def test_unknown_ids_are_told_with_a_remedy(store: Store) -> None:
    add(store, a_reading())
    with store.view() as view:
        for ask in (
            lambda: view.record("report-1", "reading-2"),
            lambda: view.record("report-2", "reading-1"),
            lambda: view.received("report-2"),
        ):
            with pytest.raises(UnknownIdError) as told:
                ask()
            assert told.value.remedy


# --- order --------------------------------------------------------------------------------------


def some_readings() -> tuple[list[Reading], list[Link], list[Copy]]:
    """Four readings of three reports, with ties that can only be added when all are there."""
    readings = [
        a_reading(
            report,
            reading=reading,
            read_at=5,
            claims=[
                a_claim(report=report, key=f"{report}/{reading}/{number}", time=time, place=place)
                for number, (time, place) in enumerate(
                    [(a_period(), a_place()), (None, a_place("Dnipro")), (a_period(5, 9), None)]
                )
            ],
            paragraphs=["Troops entered Zorya.", f"So says {report}.", "Zorya, Zorya!"],
        )
        for report, reading in [("b", "1"), ("a", "2"), ("a", "1"), ("c", "1")]
    ]
    found = [row.claim.key for reading in readings for row in reading.claims]
    links = [a_link(one, other) for one, other in pairwise(found)]
    pairs = [("a", "b"), ("b", "c"), ("a", "c")]
    copies = [
        Copy(one=one, one_number=2, other=other, other_number=0, similarity=0.5)
        for one, other in pairs
    ]
    return readings, links, copies


def test_no_answer_depends_on_the_order_of_adding(new_store: Opener) -> None:
    readings, links, copies = some_readings()
    told = []
    for order in list(permutations(readings))[::3]:
        tied = replace(order[-1], links=tuple(links[::-1]), copies=tuple(copies))
        store = new_store()
        add(store, *order[:-1], tied)
        with store.view() as view:
            told.append(answers(view))
    assert len(told) == 8
    assert all(answer == told[0] for answer in told)


def test_rows_come_in_their_order(store: Store) -> None:
    readings, links, copies = some_readings()
    add(store, *readings[:-1], replace(readings[-1], links=tuple(links), copies=tuple(copies)))
    with store.view() as view:
        names = [(row.id, row.reading) for row in view.reports()]
        assert names == [("a", "1"), ("a", "2"), ("b", "1"), ("c", "1")]
        found = keys(view.claims(Selection()))
        assert len(found) == 12
        assert found == sorted(found)
        pairs = [(row.one, row.other) for row in view.links()]
        assert pairs == sorted((row.one, row.other) for row in links)
        assert view.copies() == tuple(sorted(copies, key=lambda row: (row.one, row.other)))


# --- selections ---------------------------------------------------------------------------------


@pytest.fixture
def filled(store: Store) -> Store:
    """Claims c1 to c6 of two reports that differ in type, place and time."""
    zorya, dnipro = a_place(), a_place("Dnipro", id="geonames:709930", lat=48.46, lon=35.04)
    abroad = a_place("Fiji", id="geonames:2205218", within=(), lat=-17.0, lon=179.5)
    add(
        store,
        a_reading(
            "r1",
            claims=[
                a_claim(report="r1", claim="c1", event_key="e1", place=zorya),
                a_claim(report="r1", claim="c2", event_key="e1", place=dnipro, type="ASSAULT"),
                a_claim(report="r1", claim="c3", place=None, type="SILENCE"),
            ],
        ),
        a_reading(
            "r2",
            claims=[
                a_claim(report="r2", claim="c4", event_key="e4", place=dnipro, time=None),
                a_claim(report="r2", claim="c5", place=abroad, time=a_period(DAY + 24, DAY + 48)),
                a_claim(
                    report="r2",
                    claim="c6",
                    place=replace(zorya, lat=None),
                    time=a_period(-(10**9), 10**9),
                    type="ASSAULT",
                ),
            ],
        ),
    )
    return store


ALL = ["r1/c1", "r1/c2", "r1/c3", "r2/c4", "r2/c5", "r2/c6"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"keys": ["r2/c4", "r1/c1", "r1/c1", "none"]}, [1, 4]),
        ({"keys": []}, []),
        ({"event_keys": ["e1", "e4", "none"]}, [1, 2, 4]),
        ({"event_keys": []}, []),
        ({"event_keys": ["e1"], "types": ["ASSAULT"]}, [2]),
        ({"reports": {"r2"}}, [4, 5, 6]),
        ({"reports": ()}, []),
        ({"types": ("ASSAULT", "SILENCE")}, [2, 3, 6]),
        ({"types": frozenset()}, []),
        ({"units": [REGION.id]}, [1, 2, 4, 6]),
        ({"units": [COUNTRY.id, "geonames:2205218"]}, [1, 2, 4, 5, 6]),
        ({"units": [a_place().id]}, [1, 6]),
        ({"units": []}, []),
        ({"units": ["none"]}, []),
        ({"first": DAY, "last": DAY + 1}, [1, 2, 3, 6]),
        # Half-open on both sides: what ends as the period begins, or begins as it ends, is out.
        ({"first": DAY + 24, "last": DAY + 30}, [5, 6]),
        ({"first": DAY - 9, "last": DAY}, [6]),
        ({"first": DAY + 23, "last": DAY + 25}, [1, 2, 3, 5, 6]),
        ({"first": DAY + 24}, [5, 6]),
        ({"last": DAY + 24}, [1, 2, 3, 6]),
        ({"first": -(10**30), "last": 10**30}, [1, 2, 3, 5, 6]),
        ({"box": (48.0, 35.0, 48.5, 37.0)}, [1, 2, 4]),
        ({"box": (48.13, 36.25, 48.13, 36.25)}, [1]),
        ({"box": (48.1300001, 36.0, 49.0, 37.0)}, []),
        # West of the 180th meridian to east of it.
        ({"box": (-20.0, 179.0, -10.0, -179.0)}, [5]),
        ({"box": (-20.0, -179.0, -10.0, 179.0)}, []),
        ({"box": (49.0, 35.0, 48.0, 37.0)}, []),
        ({"units": [REGION.id], "first": DAY, "last": DAY + 1}, [1, 2, 6]),
        ({"units": [REGION.id], "types": ["ASSAULT"]}, [2, 6]),
        ({"units": [REGION.id], "types": ["ASSAULT"], "first": DAY, "reports": ["r1"]}, [2]),
        ({"box": (48.0, 35.0, 48.5, 37.0), "first": DAY, "types": ["ADVANCE"]}, [1]),
        ({"keys": ALL, "first": DAY + 24, "last": DAY + 30, "types": ["ADVANCE"]}, [5]),
        ({"reports": ["r1"], "first": DAY, "last": DAY + 1, "types": ["SILENCE"]}, [3]),
        ({"types": ["ASSAULT"], "first": DAY + 100}, [6]),
        # Half-open whatever else is asked for.
        ({"reports": ["r2"], "first": DAY, "last": DAY + 24}, [6]),
        ({"reports": ["r1"], "first": DAY + 24, "last": DAY + 48}, []),
        ({"units": ["geonames:2205218"], "first": DAY, "last": DAY + 24}, []),
        ({"types": ["ADVANCE"], "first": DAY, "last": DAY + 24}, [1]),
    ],
    ids=str,
)
def test_a_selection_gives_what_meets_all_conditions(
    filled: Store, conditions: dict[str, object], expected: Sequence[int]
) -> None:
    assert selected(filled, **conditions) == [ALL[number - 1] for number in expected]


def test_periods_of_every_length_are_found(store: Store) -> None:
    lengths = [0, 1, 23, 24, 25, 168, 169, 744, 745, 8784, 8785, 10**6, 10**9]
    claims = [
        a_claim(claim=f"{length:010}", time=a_period(DAY - length, DAY)) for length in lengths
    ]
    add(store, a_reading(claims=claims))
    for back in (0, 1, 2, 24, 25, 168, 169, 745, 8785, 10**7):
        # All claims end at DAY, so that nothing overlaps what begins there.
        first, last = DAY - back, DAY - back + 1
        expected = [row.key for row in claims if back and row.time and row.time.first < last]
        assert selected(store, first=first, last=last) == expected
        assert selected(store, units=[REGION.id], first=first, last=last) == expected
        assert selected(store, reports=["report-1"], first=first, last=last) == expected
        with store.view() as view:
            block = Block(key=f"ADVANCE@{REGION.id}", first=first, last=last)
            assert keys(view.near([block])) == expected


def test_many_ids_can_be_asked_for_at_once(filled: Store) -> None:
    many = [f"r9/c{number}" for number in range(40_000)]
    assert selected(filled, keys=[*many, "r1/c1"]) == ["r1/c1"]
    with filled.view() as view:
        assert [row.id for row in view.reports([*many, "r2"])] == ["r2"]


# --- near, links, passages, copies ----------------------------------------------------------------


def test_near_gives_claims_with_a_block_in_common_and_a_moment(store: Store) -> None:
    def at(name: str, *blocks: tuple[str, int, int]) -> Filed:
        rows = tuple(Block(key=key, first=first, last=last) for key, first, last in blocks)
        return filed(a_claim(claim=name), rows)

    add(
        store,
        a_reading(
            claims=[
                at("c1", ("x", 0, 10), ("y", 5, 6), ("x", 20, 30), ("x", 0, 10)),
                at("c2", ("x", 10, 20)),
                at("c3", ("z", 0, 100)),
                at("c4"),
            ]
        ),
    )
    with store.view() as view:

        def near(*blocks: tuple[str, int, int]) -> list[str]:
            rows = [Block(key=key, first=first, last=last) for key, first, last in blocks]
            return [key.removeprefix("report-1/") for key in keys(view.near(rows))]

        assert near(("x", 9, 10)) == ["c1"]
        assert near(("x", 10, 11)) == ["c2"]
        assert near(("x", 9, 11), ("x", 0, 1), ("y", 0, 100)) == ["c1", "c2"]
        assert near(("y", 6, 9), ("z", 100, 101), ("none", 0, 9)) == []
        assert near(("z", -(10**9), 10**9)) == ["c3"]
        assert near() == []


def test_links_by_either_end(store: Store) -> None:
    claims = [a_claim(claim=f"c{number}") for number in range(4)]
    names = [claim.key for claim in claims]
    links = (
        a_link(names[0], names[1]),
        a_link(names[1], names[2], features={"текст": "🚁", "share": 0.1, "none": None}),
        a_link(names[0], names[3]),
    )
    add(store, a_reading(claims=claims, links=(*links, links[0])))
    with store.view() as view:
        assert view.links() == (links[0], links[2], links[1])
        assert view.links([names[1]]) == (links[0], links[1])
        assert view.links([names[3], names[0], "none"]) == (links[0], links[2])
        assert view.links([]) == ()


def test_links_to_what_was_there_before(store: Store) -> None:
    add(store, a_reading(claims=[a_claim()]))
    link = a_link("report-0/c1", "report-1/c1")
    add(store, a_reading("report-0", claims=[a_claim(report="report-0")], links=[link]))
    with store.view() as view:
        assert view.links(["report-1/c1"]) == (link,)


def test_paragraphs_by_their_bands(store: Store) -> None:
    one = a_reading("a", paragraphs=["Troops entered Zorya.", "Nobody was hurt."])
    other = a_reading("b", paragraphs=["Nobody was hurt.", "It rained."])
    wide = replace(one.passages[1], number=7, signature=(2**40, 0), bands=("w", "w"))
    bare = replace(one.passages[1], number=8, signature=(), bands=())
    add(store, other, replace(one, passages=(*one.passages, wide, bare)))
    with store.view() as view:
        assert view.passages(one.passages[1].bands[:1]) == (one.passages[1], other.passages[0])
        assert view.passages([*one.passages[0].bands, "none"]) == (one.passages[0],)
        assert view.passages(["w"]) == (wide,)
        assert view.passages([]) == ()


def test_copies_by_either_report(store: Store) -> None:
    copies = tuple(
        Copy(one=one, one_number=1, other=other, other_number=2, similarity=0.75)
        for one, other in [("a", "b"), ("a", "c"), ("b", "c")]
    )
    add(store, a_reading("a"), a_reading("b"), a_reading("c", copies=(*copies, copies[0])))
    with store.view() as view:
        assert view.copies() == copies
        assert view.copies(["b"]) == (copies[0], copies[2])
        assert view.copies(["b", "a"]) == copies
        assert view.copies([]) == ()
        assert view.copies_of([("b", 2)]) == (copies[0],)
        assert view.copies_of([("b", 1), ("a", 2)]) == (copies[2],)
        assert view.copies_of([("c", 2), ("a", 1)]) == copies
        assert view.copies_of([]) == view.copies_of([("d", 1), ("'", 2)]) == ()


def test_reports_by_id_and_by_story(store: Store) -> None:
    add(
        store,
        a_reading("c"),
        a_reading("c", reading="reading-0", read_at=99**5),
        a_reading("b", story="s1"),
        a_reading("a", story="s1", reading="2", read_at=9),
        # A later reader that sees another story in it: still a reading of a report of the first.
        a_reading("a", story="s2", reading="1", read_at=10),
    )
    with store.view() as view:
        assert [row.id for row in view.reports()] == ["a", "a", "b", "c", "c"]
        assert view.reports(["b", "none"]) == (a_report("b", story="s1"),)
        assert [row.reading for row in view.reports(["c"])] == ["reading-1", "reading-0"]
        assert view.reports([]) == ()
        assert [(row.id, row.reading) for row in view.stories(["s1"])] == [
            ("a", "2"),
            ("a", "1"),
            ("b", "reading-1"),
        ]
        assert view.stories(["none"]) == view.stories([]) == ()


# --- judgements -----------------------------------------------------------------------------------


def test_judgements_come_in_the_order_of_time(store: Store) -> None:
    rows = [
        a_judgement("b", at=20),
        a_judgement("a", at=20, kind=JudgementKind.CORRECTED, field="place", value='{"id": "х"}'),
        a_judgement("c", at=10, subjects=(), reason="", undoes="b", kind=JudgementKind.UNDO),
        a_judgement(
            "d", at=-5, subjects=(Subject(report="r", claim=None, type=None, start=None, end=None),)
        ),
    ]
    with store.writer() as writer:
        assert [writer.judge(row) for row in rows] == [True] * 4
        assert not writer.judge(rows[0])
        assert not writer.judge(replace(rows[0], reason="another"))
    with store.view() as view:
        assert view.judgements() == (rows[3], rows[2], rows[1], rows[0])


# --- search ---------------------------------------------------------------------------------------


def found(store: Store, words: str, limit: int = 100) -> list[tuple[str, int]]:
    with store.view() as view:
        return [(hit.report, hit.number) for hit in view.search(words, limit)]


@pytest.fixture
def library(store: Store) -> Store:
    add(
        store,
        a_reading(
            "a",
            paragraphs=[
                "Троїцьке і Йосипівка: Russian troops took Kraków's bridge; 1,200 fled.",
                "NOT a word OR two AND three NEAR four.",
                "bridge bridge bridge 🚁",
            ],
        ),
        a_reading("b", paragraphs=["A bridge fell, and much else was told of that long evening."]),
    )
    return store


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("krakow", [("a", 0)]),
        ("KRAKÓW bridge", [("a", 0)]),
        ("Krako\u0301w", [("a", 0)]),
        ("йосипівка ТРОЇЦЬКЕ", [("a", 0)]),
        ("1,200", [("a", 0)]),
        ("bridges", []),
        ("bridg", []),
        ("bridge krakow evening", []),
        ("not or and near", [("a", 1)]),
        ('"bridge" AND (evening)', [("b", 0)]),
        ("text:bridge*", []),
        ("evening*", [("b", 0)]),
        ("bridge\x00evening", [("b", 0)]),
        ("--bridge; DROP TABLE passage", []),
        ("🚁", []),
        ("", []),
        ("\x00", []),
        ('"', []),
        ("*:^-()", []),
        ("\udcff", []),
    ],
)
def test_a_search_finds_paragraphs_with_all_words(
    library: Store, words: str, expected: list[tuple[str, int]]
) -> None:
    assert found(library, words) == expected


def test_a_search_gives_the_best_first(library: Store) -> None:
    hits = found(library, "bridge")
    assert set(hits) == {("a", 0), ("a", 2), ("b", 0)}
    assert hits[0] == ("a", 2)
    assert found(library, "bridge", 1) == hits[:1]
    assert found(library, "bridge", 0) == found(library, "bridge", -1) == []
    with library.view() as view:
        scores = [hit.score for hit in view.search("bridge", 9)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1] > 0


def test_a_hit_holds_the_words_of_its_paragraph(library: Store) -> None:
    with library.view() as view:
        (hit,) = view.search("Йосипівка", 5)
        text = "Троїцьке і Йосипівка: Russian troops took Kraków's bridge; 1,200 fled."
        assert (hit.report, hit.number, hit.start, hit.end) == ("a", 0, 0, len(text))
        assert hit.text == text


def test_an_endless_query_is_answered(library: Store) -> None:
    assert found(library, "bridge " * 100_000) == found(library, "bridge")
    assert found(library, "x" * 1_000_000) == []
    assert found(library, " ".join(f"w{number}" for number in range(10_000))) == []
    assert found(library, "(" * 10_000 + "bridge") == []


SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@SLOW
@given(st.text(max_size=40))
def test_any_text_is_a_valid_query(library: Store, words: str) -> None:
    with library.view() as view:
        assert len(view.search(words, 5)) <= 5


@SLOW
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_paragraph_is_found_by_its_own_words(new_store: Opener, text: str) -> None:
    store = new_store()
    add(store, a_reading(paragraphs=["Before.", text]))
    with store.view() as view:
        hits = view.search(text, 5)
        # Only a text without any letter or digit is not found.
        assert hits or not any(sign.isalnum() for sign in text)
        assert all(hit.text == text for hit in hits)
    store.close()


# --- text -----------------------------------------------------------------------------------------

HARD_TEXTS = [
    "Зоря 🚁👩🏽‍🚒 e\u0301 é \u202eabc\u202c",
    "\x00 \x01 \r\n \u2028 \ufeff \ufffe \U0010ffff",
    "'; DROP TABLE claim; --",
    "שָׁלוֹם العَرَبِيَّة हिन्दी",
]


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_text_survives_exactly(store: Store, text: str) -> None:
    words = Words(start=0, end=len(text), text=text)
    claim = a_claim(report=text, key=f"k{text}", trigger=words, medium=text, type=text)
    other = a_claim(report=text, key=f"l{text}", place=a_place(text, id=text))
    reading = a_reading(
        text,
        reading=text,
        title=text,
        claims=[filed(claim, (Block(key=text, first=0, last=1),)), other],
        paragraphs=[text, "Zorya " + text],
        links=[a_link(claim.key, other.key, rule=text, features={text: text})],
    )
    judgement = a_judgement(text, reason=text, author=text)
    add(store, reading)
    with store.writer() as writer:
        writer.judge(judgement)
    with store.view() as view:
        assert view.reports([text]) == (reading.report,)
        assert view.record(text, text) == reading.record
        assert view.received(text) == reading.received
        assert view.claims(Selection(keys=[claim.key])) == (claim,)
        assert view.claims(Selection(types=[text])) == (claim,)
        assert view.claims(Selection(units=[text])) == (other,)
        assert view.near([Block(key=text, first=0, last=1)]) == (claim,)
        assert view.links([claim.key]) == reading.links
        assert view.judgements() == (judgement,)
        assert view.search("zorya", 1)[0].text == "Zorya " + text


# --- transactions ---------------------------------------------------------------------------------


def test_a_view_shows_one_moment(store: Store) -> None:
    add(store, a_reading("a", claims=[a_claim(report="a")]))
    with store.view() as before:
        told = answers(before)
        with store.writer() as writer:
            writer.add(a_reading("b", claims=[a_claim(report="b")]))
            writer.judge(a_judgement())
            assert keys(writer.view.claims(Selection())) == ["a/c1", "b/c1"]
            assert writer.view.judgements() == (a_judgement(),)
            assert len(writer.view.search("zorya", 9)) == 2
            with store.view() as meanwhile:
                assert answers(meanwhile) == told
        assert answers(before) == told
        with store.view() as after:
            assert keys(after.claims(Selection())) == ["a/c1", "b/c1"]
        assert answers(before) == told


def test_a_view_that_has_asked_nothing_yet_is_a_snapshot_as_well(store: Store) -> None:
    with store.view() as view:
        add(store, a_reading())
        assert view.reports() == ()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_is_added_in_a_block_that_raises_is_gone(
    store: Store, error: type[BaseException]
) -> None:
    add(store, a_reading("a"))
    with store.view() as view:
        before = answers(view)

    def fail() -> None:
        with store.writer() as writer:
            writer.add(a_reading("b", claims=[a_claim(report="b")]))
            writer.judge(a_judgement())
            raise error

    with pytest.raises(error):
        fail()
    with store.view() as view:
        assert answers(view) == before
    add(store, a_reading("b", claims=[a_claim(report="b")]))


def test_a_second_writer_waits_and_then_gives_up(store: Store) -> None:
    with store.writer() as writer:
        writer.add(a_reading("a"))
        with pytest.raises(StoreBusyError) as told, store.writer():
            pass
        assert told.value.remedy
    add(store, a_reading("b"))
    with store.view() as view:
        assert [row.id for row in view.reports()] == ["a", "b"]


def test_a_second_writer_goes_on_when_the_first_has_ended(store: Store) -> None:
    begun, waiting = threading.Event(), threading.Event()

    def first() -> None:
        with store.writer() as writer:
            writer.add(a_reading("a"))
            begun.set()
            waiting.wait(5)

    thread = threading.Thread(target=first)
    thread.start()
    assert begun.wait(5)
    threading.Timer(0.05, waiting.set).start()
    with store.writer() as writer:
        # The first one ended before this began, so that what it added is seen.
        assert [row.id for row in writer.view.reports()] == ["a"]
        writer.add(a_reading("b"))
    thread.join()
    with store.view() as view:
        assert [row.id for row in view.reports()] == ["a", "b"]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(LedgerError), store.view():
        pass
    with pytest.raises(LedgerError), store.writer():
        pass
    store.close()


def test_an_empty_store_answers(store: Store) -> None:
    with store.view() as view:
        assert not any(answers(view).values())
        assert isinstance(view.claims(Selection()), tuple)


def test_the_mark_counts_what_was_ever_added(store: Store) -> None:
    def mark() -> tuple[int, int, int]:
        with store.view() as view:
            found = view.mark()
        return found.reports, found.readings, found.judgements

    assert mark() == (0, 0, 0)
    add(store, a_reading("a"), a_reading("b"))
    assert mark() == (2, 2, 0)
    add(store, a_reading("a", reading="again"))
    assert mark() == (2, 3, 0)
    with store.writer() as writer:
        writer.add(a_reading("a"))
        with pytest.raises(LedgerError):
            writer.add(a_reading("c", links=[a_link("none", "nowhere")]))
        writer.judge(a_judgement("j1"))
        writer.judge(a_judgement("j1"))
        # What is computed is nothing new.
        writer.note(writer.view.unnoted(), (), ())
    assert mark() == (2, 3, 1)
    add(store, a_reading("c"))
    assert mark() == (3, 4, 1)


# -- bundles ---------------------------------------------------------------------------------------


def a_chain(store: Store) -> None:
    """Four claims: a link joins the first two, a tie the second and third, nothing the last."""
    rows = [a_claim(key=f"r/c{number}", report="r") for number in range(4)]
    add(store, a_reading("r", claims=rows, links=[a_link("r/c0", "r/c1")]))
    with store.writer() as writer:
        writer.note(writer.view.unnoted(), [("r/c1", "r/c2")], ())


def a_bundle(*numbers: int, body: bytes | None = b"[]") -> Bundle:
    return Bundle(claims=tuple(f"r/c{n}" for n in numbers), first=1, settled=2, body=body)


def test_links_and_ties_join_claims_one_step_far(store: Store) -> None:
    a_chain(store)
    with store.view() as view:
        assert view.beside(["r/c0"]) == {"r/c1"}
        assert view.beside(["r/c1"]) == {"r/c0", "r/c2"}
        assert view.beside(["r/c0", "r/c1"]) == {"r/c2"}
        assert view.beside(["r/c3"]) == frozenset()
        assert view.ties(["r/c0"]) == ()
        assert view.ties(["r/c2"]) == (("r/c1", "r/c2"),)


def test_what_is_new_is_not_noted_yet(store: Store) -> None:
    a_chain(store)
    with store.writer() as writer:
        assert not writer.view.unnoted()
        writer.add(a_reading("other", reading="2"))
        writer.judge(a_judgement("j1", JudgementKind.IRRELEVANT))
        unnoted = writer.view.unnoted()
        assert unnoted.readings == (("other", "2"),)
        assert unnoted.judgements == ("j1",)
        assert unnoted.first
        writer.bundle([a_bundle(0)])
        assert not writer.view.unnoted().first
        writer.note(replace(unnoted, judgements=()), (), ["r/c0"])
        assert writer.view.unnoted().judgements == ("j1",)
        assert writer.view.unnoted().readings == ()
        assert writer.view.bundles() == ()


def two_reports(store: Store) -> dict[str, Link]:
    """Claims of two reports in one bundle but for the last, and links of many scores."""
    names = ("a/c1", "a/c2", "b/c1", "b/c2", "b/c3")
    for report in ("a", "b"):
        rows = [a_claim(key=key, report=report) for key in names if key.startswith(report)]
        links = {
            "inner": a_link("a/c1", "a/c2", score=0.1),
            "sure": a_link("a/c1", "b/c1", score=0.95),
            "weak": a_link("a/c2", "b/c2", score=0.56, features={"place": "near"}),
            "as weak": a_link("a/c1", "b/c2", score=0.56),
            "twice": a_link("a/c1", "b/c2", score=0.56, rule="denies-it"),
            "middling": a_link("a/c2", "b/c1", score=0.65),
            "elsewhere": a_link("a/c1", "b/c3", score=0.2, rule="rejects-it"),
        }
        its = [link for link in links.values() if link.other.startswith(report)]
        add(store, a_reading(report, claims=rows, links=its))
    with store.writer() as writer:
        writer.note(writer.view.unnoted(), (), ())
        writer.bundle(
            Bundle(claims=keys, first=1, settled=2, body=b"[]") for keys in (names[:4], names[4:])
        )
    return links


def test_the_weakest_links_of_two_reports_in_one_bundle(store: Store) -> None:
    links = two_reports(store)
    order = ("twice", "as weak", "weak", "middling", "sure")
    with store.view() as view:
        for limit in range(8):
            expected = tuple(links[name] for name in order[:limit])
            assert view.weakest(limit) == expected
        some = view.weakest(9, keys=["a/c2", "none"])
        assert some == (links["weak"], links["middling"])
        assert view.weakest(9, keys=[]) == ()
        assert view.weakest(9, rules=["rejects-it"]) == (links["elsewhere"],)
        assert view.weakest(9, rules=["rejects-it", "denies-it"], keys=["b/c2"]) == (
            links["twice"],
        )
        assert view.weakest(9, rules=[]) == ()


def test_links_of_claims_in_no_bundle_are_not_weak(store: Store) -> None:
    links = two_reports(store)
    with store.writer() as writer:
        writer.unbundle("new")
        assert writer.view.weakest(9) == ()
        assert writer.view.weakest(9, rules=["denies-it"]) == (links["twice"],)


def test_paragraphs_are_marked_as_background(store: Store) -> None:
    add(store, a_reading("a"), a_reading("b"))
    with store.writer() as writer:
        writer.mark_background([("a", 0), ("a", 3), ("none", 1)])
        writer.mark_background([("a", 3), ("b", 1)])
    with store.view() as view:
        asked = [("a", 0), ("a", 1), ("b", 1), ("b", 3), ("none", 2)]
        assert view.background(asked) == {("a", 0), ("b", 1)}
        assert view.background([]) == frozenset()
    with store.writer() as writer:
        writer.unbundle("new")
        assert writer.view.background(asked) == frozenset()


def test_a_bundle_takes_the_place_of_those_that_share_a_claim(store: Store) -> None:
    a_chain(store)
    with store.writer() as writer:
        writer.bundle([a_bundle(0, 1), a_bundle(3)])
        writer.bundle([a_bundle(2, 1, body=None)])
    with store.view() as view:
        assert view.homes(["r/c0", "r/c1", "r/c2", "none"]) == {"r/c1": "r/c1", "r/c2": "r/c1"}
        assert view.bundled(["r/c1", "r/c0"]) == {"r/c1": ("r/c1", "r/c2")}
        assert view.unbundled(9) == ("r/c0",)
        assert view.unmade(9) == ("r/c1",)
        assert [row.id for row in view.bundles()] == ["r/c3"]


def test_bundles_can_be_unmade_and_thrown_away(store: Store) -> None:
    a_chain(store)
    with store.writer() as writer:
        writer.bundle([a_bundle(0), a_bundle(1)])
        writer.unmake(["r/c1", "none"])
        assert writer.view.unmade(9) == ("r/c1",)
        assert [(row.id, row.first, row.settled, row.body) for row in writer.view.bundles()] == [
            ("r/c0", 1, 2, b"[]")
        ]
        writer.unbundle("rules 2")
        assert writer.view.stamp() == "rules 2"
        assert writer.view.unnoted().readings == (("r", "reading-1"),)
        assert writer.view.ties(["r/c1"]) == ()
        assert len(writer.view.unbundled(9)) == 4


def test_bundles_of_a_block_that_raises_are_undone(store: Store) -> None:
    a_chain(store)
    with pytest.raises(KeyError), store.writer() as writer:
        writer.bundle([a_bundle(0, 1)])
        raise KeyError
    with store.view() as view:
        assert view.homes(["r/c0"]) == {}
