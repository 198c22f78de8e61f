"""The brief says only what its citations carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.export import brief_words
from fogline.export.brief import Brief, Kind, Sentence, make_brief
from fogline.export.brief_quotes import clean
from fogline.ledger.query import Query
from tests.swap import Swap
from tests.unit.export.conftest import Read

MOMENTS = (
    ("2025-06-08T12:00Z", None),
    ("2025-06-09T20:00Z", "2025-06-08T20:00Z"),
    ("2025-06-12", None),
    ("2025-06-12", "2025-06-09T00:00Z"),
)
WORD = re.compile(r"[^\W\d_][\w'’-]*")
MARKS = re.compile("[\"“”„«»‘’']")


@pytest.fixture(params=MOMENTS, ids=str)
def brief(request: pytest.FixtureRequest, examples: Read) -> Brief:
    return examples.brief(*request.param)


def bare(text: str) -> str:
    """The text without quotation marks and apostrophes, which a quote may change."""
    return " ".join(MARKS.sub("", clean(text)).split())


def vocabulary() -> Iterator[str]:
    """Every string of the fixed vocabulary."""
    for name, value in vars(brief_words).items():
        if name.isupper():
            yield from strings(value)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, tuple | frozenset):
        for inner in value:
            yield from strings(inner)


def phrases() -> list[str]:
    codes = set(brief_words.DEEDS) | {"COMMITMENT", "EXCHANGE"}
    return [text for text in vocabulary() if text not in codes]


def carried(brief: Brief, sentence: Sentence, texts: dict[str, str]) -> str:
    """All that the citations of a sentence carry, spans that touch each other as one."""
    found: list[str] = []
    for number in sentence.citations:
        citation = brief.citation(number)
        text = texts[citation.report.id]
        cover: list[list[int]] = []
        for span in citation.spans:
            assert text[span.start : span.end] == span.text
            if cover and span.start - cover[-1][1] <= 1:
                cover[-1][1] = max(cover[-1][1], span.end)
            else:
                cover.append([span.start, span.end])
        found += [text[start:end] for start, end in cover]
    return " | ".join(bare(words) for words in found)


def publishers(brief: Brief, sentence: Sentence) -> list[str]:
    return [clean(brief.citation(n).report.publisher or "") for n in sentence.citations]


# -- the rule --------------------------------------------------------------------------------------


def test_the_fixed_vocabulary_holds_no_name_number_or_place() -> None:
    for text in phrases():
        assert not re.search(r"\d", text), text
        first = re.match(r"\W*[A-Z]", text)
        rest = text[first.end() :] if first else text
        # Only what begins a sentence has a capital.
        assert not re.search(r"(?<![.?!] )\b[A-Z]", rest), text


def test_no_word_without_a_citation(brief: Brief, examples: Read) -> None:
    fixed = {word.casefold() for text in phrases() for word in WORD.findall(text)}
    assert len(brief.sentences()) > 20
    for sentence in brief.sentences():
        own = " ".join(piece.words for piece in sentence.pieces if piece.kind is not Kind.MARK)
        spans = carried(brief, sentence, examples.texts)
        known = f"{spans} {bare(' '.join(publishers(brief, sentence)))}"
        for word in WORD.findall(own):
            if word[0].isupper() and word.casefold() not in fixed:
                first = own.startswith(word) and word[0].lower() + word[1:] in known
                assert bare(word) in known or first, (word, sentence.text)
        for digits in re.findall(r"\d[\d.,]*\d|\d", own):
            assert digits in spans, (digits, sentence.text)


def test_every_piece_is_fixed_or_verbatim(brief: Brief, examples: Read) -> None:
    fixed = {text.casefold() for text in phrases()} | set(phrases())
    for sentence in brief.sentences():
        spans = carried(brief, sentence, examples.texts)
        for piece in sentence.pieces:
            if piece.kind is Kind.FIXED:
                assert piece.text in fixed or piece.text.casefold() in fixed, piece
            elif piece.kind is Kind.QUOTE:
                for part in piece.text.split("…"):
                    assert bare(part).strip(" .,;:") in spans, (part, sentence.text)
            elif piece.kind in (Kind.NAME, Kind.PLACE):
                text = bare(piece.text.rstrip(" …")).casefold()
                named = [bare(name).casefold() for name in publishers(brief, sentence)]
                assert text in spans.casefold() or text in named, (piece, sentence.text)


def test_names_numbers_and_quotes_never_stand_alone(brief: Brief) -> None:
    for sentence in brief.sentences():
        taken = any(piece.kind in (Kind.NAME, Kind.PLACE, Kind.QUOTE) for piece in sentence.pieces)
        assert sentence.citations or not taken, sentence.text


# -- citations -------------------------------------------------------------------------------------


def test_every_citation_resolves_and_is_used(brief: Brief, examples: Read) -> None:
    used = {number for sentence in brief.sentences() for number in sentence.citations}
    assert used == set(range(1, len(brief.citations) + 1))
    assert [row.number for row in brief.citations] == sorted(used)
    for row in brief.citations:
        text = examples.texts[row.report.id]
        # A denial without a claim of its own goes by its statement.
        assert row.spans and re.fullmatch(r"[cs]\d+", row.claim)
        assert all(text[span.start : span.end] == span.text for span in row.spans)
    for number in (0, -1, len(brief.citations) + 1):
        with pytest.raises(IndexError):
            brief.citation(number)


def test_citations_are_in_the_order_of_knowing(brief: Brief) -> None:
    for one, other in pairwise(brief.citations):
        assert (one.report.known, one.report.id) <= (other.report.known, other.report.id)


def test_nothing_later_is_cited(examples: Read) -> None:
    brief = examples.brief("2025-06-08T12:00Z")
    moment = seconds("2025-06-08T12:00Z")
    assert brief.citations
    assert all(row.report.known <= moment for row in brief.citations)
    later = {row.report.publisher for row in examples.brief("2025-06-12").citations}
    assert later - {row.report.publisher for row in brief.citations}
    text = " ".join(sentence.text for sentence in brief.sentences())
    assert "Kovalev" not in text and "not true" not in text


# -- what an editor wants --------------------------------------------------------------------------


def test_a_quote_stands_once(brief: Brief) -> None:
    seen: set[str] = set()
    for section in brief.sections:
        for paragraph in section.paragraphs:
            for sentence in paragraph.sentences:
                for piece in sentence.pieces:
                    if piece.kind is Kind.QUOTE and len(piece.text.split()) > 5:
                        assert piece.text.casefold() not in seen, piece.text
                        seen.add(piece.text.casefold())


def test_copies_of_a_wire_story_are_counted(examples: Read) -> None:
    brief = examples.brief("2025-06-12")
    taken = [row for row in brief.sentences() if "had taken the village of Zorya" in row.text]
    assert len(taken) == 1
    names = [brief.citation(number).report.publisher for number in taken[0].citations]
    assert len(names) > 1 and len(set(names)) == len(names)
    assert ", also in [" in taken[0].text


def test_sections_come_in_order_and_none_is_empty(brief: Brief) -> None:
    titles = [section.title for section in brief.sections]
    assert titles == [title for title in brief_words.ORDER if title in titles]
    assert {"Front", "Strikes", "Exchanges", "Human cost"} <= set(titles)
    for section in brief.sections:
        assert section.paragraphs
        assert all(row.sentences for row in section.paragraphs)
        assert section.left_out >= 0


def test_claim_denial_and_silence(examples: Read) -> None:
    """The first report demands it: Russia announces, Ukraine has yet to respond, then denies."""
    before = examples.brief("2025-06-08T12:00Z")
    text = "\n".join(row.text for row in before.sentences())
    assert "Not answered when reported: “Ukraine's leadership has not yet commented”" in text
    after = examples.brief("2025-06-12")
    text = "\n".join(row.text for row in after.sentences())
    assert re.search(r"First not answered: .*; since answered by ", text)
    assert re.search(r"denied it: “that Russian troops had crossed into the Dnipro", text)
    front = next(row for row in after.sections if row.title == "Front")
    assert front.paragraphs[0].tags[0] == "denied"


def test_promises_are_told_with_the_words_of_their_dates(examples: Read) -> None:
    text = "\n".join(row.text for row in examples.brief("2025-06-12").sentences())
    due = next(line for line in text.splitlines() if line.startswith("Due: "))
    assert "“next week” according to " in due and "“the weekend” according to " in due
    assert "Blame: “" in text


def test_numbers_are_told_by_who_gives_them(examples: Read) -> None:
    brief = examples.brief("2025-06-12")
    cost = next(row for row in brief.sections if row.title == "Human cost")
    text = "\n".join(row.text for paragraph in cost.paragraphs for row in paragraph.sentences)
    assert re.search(r"Killed: .*“six” according to .*regional prosecutor's office", text)
    assert "at least three" in text.casefold()


def test_what_is_new_comes_first_and_is_marked(examples: Read) -> None:
    brief = examples.brief("2025-06-12", "2025-06-09T00:00Z")
    plain = examples.brief("2025-06-12")
    assert any("new" in row.tags for section in brief.sections for row in section.paragraphs)
    for section in brief.sections:
        if section.title != "Human cost":
            marks = [row.new for row in section.paragraphs if row.event is not None]
            assert marks == sorted(marks, reverse=True)
    assert not any(row.new for section in plain.sections for row in section.paragraphs)
    assert any(re.search(r"are new, and \w+ known before", row) for row in brief.summary)


def test_an_empty_ledger_says_so() -> None:
    brief = make_brief((), as_of=0, since=None, place=None, reports=())
    assert brief.summary == ("The ledger holds no reports as of this moment.",)
    assert brief.sections == () and brief.citations == () and brief.left_out == 0


def test_reports_without_events_say_so(examples: Read) -> None:
    reports = examples.brief("2025-06-12").citations[0].report
    brief = make_brief((), as_of=0, since=0, place="Zorya", reports=(reports,))
    assert brief.summary == ("The ledger holds no event for this brief.",)


def test_the_order_of_events_does_not_matter(examples: Read) -> None:
    query = Query(as_of=seconds("2025-06-12"))
    events = examples.ledger.events(query)
    reports = examples.ledger.reports(query)
    one = make_brief(events, as_of=query.as_of, since=None, place=None, reports=reports)
    other = make_brief(events[::-1], as_of=query.as_of, since=None, place=None, reports=reports)
    assert one == other


# -- neutrality ------------------------------------------------------------------------------------


def unmarked(text: str) -> str:
    """A sentence as far as its first citation: numbers shift when a report says less."""
    return text.partition(" [")[0]


def exchanged(value: Any, swap: Swap) -> Any:
    """A noun of the ledger with the sides exchanged in all of its words, and nothing else."""
    if is_dataclass(value) and not isinstance(value, type):
        rows = {row.name: exchanged(getattr(value, row.name), swap) for row in fields(value)}
        return replace(value, **rows)
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, tuple):
        return tuple(exchanged(row, swap) for row in value)
    if isinstance(value, str):
        return swap.countries.get(value) or swap.text(value)
    return value


@pytest.mark.parametrize("moments", MOMENTS, ids=str)
def test_events_with_the_sides_exchanged(
    moments: tuple[str, str | None], settled_examples: Read, sides: Swap
) -> None:
    """The writing knows no sides: the same events with other names make the same brief."""
    query = Query(as_of=seconds(moments[0]))
    since = None if moments[1] is None else seconds(moments[1])
    events = settled_examples.ledger.events(query)
    reports = settled_examples.ledger.reports(query)
    one = make_brief(events, as_of=query.as_of, since=since, place=None, reports=reports)
    other = make_brief(
        exchanged(events, sides), as_of=query.as_of, since=since, place=None, reports=reports
    )
    assert [sides.text(row.text) for row in one.sentences()] == [
        row.text for row in other.sentences()
    ]
    assert one.summary == other.summary
    assert [row.title for row in one.sections] == [row.title for row in other.sections]
    assert any(sides.text(row.text) != row.text for row in one.sentences())


@pytest.mark.parametrize("moments", MOMENTS, ids=str)
def test_reports_with_the_sides_exchanged(
    moments: tuple[str, str | None], settled_examples: Read, swapped_examples: Read, sides: Swap
) -> None:
    """From the reports on. Towns stay where they are when names are exchanged, so that some
    claims are grouped otherwise; what is said stays the same."""
    one = settled_examples.brief(*moments)
    other = swapped_examples.brief(*moments)
    ours = {sides.text(unmarked(row.text)) for row in one.sentences()}
    theirs = {unmarked(row.text) for row in other.sentences()}
    assert len(ours & theirs) >= 0.8 * max(len(ours), len(theirs))
    assert [row.title for row in one.sections] == [row.title for row in other.sections]
