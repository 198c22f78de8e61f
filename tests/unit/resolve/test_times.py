from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from fogline.errors import KnowledgeError
from fogline.knowledge.timewords import read_time_words
from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.report import UNKNOWN_PUBLICATION, Published, PublishedBasis
from fogline.records.time import Time, TimeAnchor, TimeKind
from fogline.resolve.times import find_times
from tests.reading import report_of

CORPUS = Path(__file__).parents[2] / "corpus" / "times.yml"


def read(text: str, parser: Parser) -> Document:
    return parse(text, find_paragraphs(text), (), parser)


def on(day: str, end: str | None = None) -> Published:
    return Published(
        start=day, end=end or day, precision="day", basis=PublishedBasis.GIVEN, evidence=()
    )


def times(
    text: str, parser: Parser, published: Published = UNKNOWN_PUBLICATION
) -> tuple[Time, ...]:
    return find_times(read(text, parser), report_of(text, published=published))


def test_every_marked_sentence(parser: Parser) -> None:
    entries = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    wrong = []
    for entry in entries:
        published = on(entry["published"]) if entry["published"] else UNKNOWN_PUBLICATION
        found = [
            [mention.text, time.value, time.start, time.end, time.precision.value]
            for time in times(entry["text"], parser, published)
            for mention in time.mentions
        ]
        if found != entry["times"]:
            wrong.append((entry["text"], entry["times"], found))
    assert wrong == []


def test_the_ids_follow_the_text_and_every_span_is_cut_from_it(parser: Parser) -> None:
    text = "On 3 May 2024 they left \U0001f4a3.\r\n\r\nOn 4 May 2024 they came back, on Friday."
    found = times(text, parser)
    assert [time.id for time in found] == [f"t{i + 1}" for i in range(len(found))]
    for time in found:
        for mention in time.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_two_mentions_of_one_day_are_one_time(parser: Parser) -> None:
    text = "Shells fell on 3 May 2024. The truce of 3 May 2024 was over."
    (only,) = times(text, parser)
    assert [mention.text for mention in only.mentions] == ["3 May 2024", "3 May 2024"]
    assert only.anchor is None


def test_what_has_no_place_on_the_calendar_is_not_merged(parser: Parser) -> None:
    text = "They fought for two days. Then they rested for two days."
    assert [time.value for time in times(text, parser)] == ["P2D", "P2D"]


def test_the_anchor_says_what_a_time_counts_from(parser: Parser) -> None:
    text = "They left on 3 May 2024. The next day shells fell. Talks resume next week."
    anchors = [time.anchor for time in times(text, parser, on("2024-05-06"))]
    assert anchors == [None, TimeAnchor.EVENT, TimeAnchor.PUBLISHED]


def test_kinds_are_those_of_timex3(parser: Parser) -> None:
    text = "Every night for two weeks, until 14:30 on 3 May 2024, they fired."
    kinds = [time.kind for time in times(text, parser)]
    assert kinds == [TimeKind.SET, TimeKind.DURATION, TimeKind.TIME, TimeKind.DATE]


def test_a_wide_publication_places_only_what_comes_out_the_same(parser: Parser) -> None:
    text = "Moscow demanded recognition on June 2. The exchange will begin next week."
    june, week = times(text, parser, on("2025-06-02", "2026-03-01"))
    assert (june.start, june.end) == ("2025-06-02", "2025-06-03")
    assert (week.value, week.start, week.end) == ("XXXX-WXX", None, None)


def test_boilerplate_has_no_times(parser: Parser) -> None:
    text = "They left on 3 May 2024."
    document = read(text, parser)
    silent = replace(
        document,
        sentences=tuple(replace(one, reporting=False) for one in document.sentences),
    )
    assert find_times(silent, report_of(text)) == ()


def test_the_far_ends_of_the_calendar_do_not_break_it(parser: Parser) -> None:
    text = "It began 9000 years ago and will last until the year 9999, 99999 years from now."
    for time in times(text, parser, on("2025-06-08")):
        assert (time.start is None) == (time.end is None)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 3000,
        "1," * 1500,
        "the last next " * 300,
        "the night of " * 300,
        "overnight to Monday to " * 200,
        "Monday, " * 400,
        "2024/2025-" * 300,
        "the" + " " * 3000 + "day",
        "12:00 GMT+" * 300,
        "May 1, 2, 3, 4, " * 200,
        "On 99.99.9999 at 25:61, on 0/0/0000 and in the 999999th century, on day 0 of the war.",
        "Every 99999999999 days, 1e400 years ago, in two and a half thousand million years' time.",
    ],
)
def test_endless_and_senseless_wordings_are_read_quickly(text: str, parser: Parser) -> None:
    document = read(text, parser)
    began = perf_counter()
    for time in find_times(document, report_of(text, published=on("2025-06-08"))):
        assert (time.start is None) == (time.end is None)
    assert perf_counter() - began < 2


def test_names_swapped_leave_the_times_as_they_were(parser: Parser) -> None:
    first = times("India struck Pakistan on 7 May 2025.", parser)
    second = times("Nepal struck Bolivia on 7 May 2025.", parser)
    assert [(t.value, t.start) for t in first] == [(t.value, t.start) for t in second]


def test_a_broken_table_says_where() -> None:
    with pytest.raises(KnowledgeError, match="months must be a mapping"):
        read_time_words({"months": 3})
