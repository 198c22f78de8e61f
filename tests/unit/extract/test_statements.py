"""Statements, over the marked sentences of ``tests/corpus/statements.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fogline.extract.names import find_names, mask_edits
from fogline.extract.statements import find_statements
from fogline.extract.statements.lexicon import Lexicon
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.actorwords import load_actor_words
from fogline.knowledge.cues import load_cues
from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.statement import Attribution, Form, Stance
from marks import read_marks

CORPUS: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "corpus" / "statements.yml").read_text(encoding="utf-8")
)

# What the rules cannot read yet, by the sentence's first words, and why.
NOT_YET = {
    "Prosecutors put": "the parser takes 'dead' in 'three dead' for another clause",
    "Accusations of": "a noun of saying that names nobody is not taken as a statement",
    "Aid agencies appealed": "'out of the city' is parsed as an adverbial of the cue",
    "The rebels could not": "'for comment' is not part of the pattern that tells the silence",
    "A former officer": "the parser takes 'forecast' for a noun",
}


def documented(text: str, parser: Parser) -> Document:
    names = find_names(text, load_actor_tables())
    return parse(text, find_paragraphs(text), mask_edits(names), parser)


def statements(text: str, parser: Parser) -> tuple[Attribution, ...]:
    lexicon = Lexicon(cues=load_cues(), people=load_actor_words())
    return find_statements(documented(text, parser), lexicon)


def _marked() -> list[Any]:
    rows = []
    for stances, _, line in CORPUS["statements"]:
        text, _ = read_marks(line)
        reason = next((why for start, why in NOT_YET.items() if text.startswith(start)), None)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        rows.append(pytest.param(stances, line, marks=marks, id=text[:40]))
    return rows


@pytest.mark.parametrize(("stances", "line"), _marked())
def test_marked_statement(stances: str, line: str, parser: Parser) -> None:
    text, marked = read_marks(line)
    found = [_words(row) for row in statements(text, parser)]
    for stance, mark in zip(stances.split("+"), marked, strict=True):
        holder = [word.rstrip(",") for word in mark.words(text, "holder")]
        # A silence has no cue of its own: the words that tell it are its content.
        cue = mark.words(text, "content" if stance == "silent" else "cue")
        assert (stance, holder, cue, mark.words(text, "content")) in found


def _words(row: Attribution) -> tuple[str, list[str], list[str], list[str]]:
    holder = [] if row.holder_span is None else [row.holder_span.text]
    cue = [] if row.cue is None else [row.cue.text]
    return row.stance.value, holder, cue, [span.text for span in row.content]


@pytest.mark.parametrize(
    "text", [row[-1] if isinstance(row, list) else row for row in CORPUS["none"]]
)
def test_no_statement(text: str, parser: Parser) -> None:
    assert [row.cue.text for row in statements(text, parser) if row.cue] == []


def test_a_quotation_goes_on_over_sentences_and_paragraphs(parser: Parser) -> None:
    text = (
        'The doctor said: "We have no power. The ward is full.\n\n'
        '"We ask for fuel. We ask every day."\n\n'
        '"Nobody answers," she added.'
    )
    first, inner, last = statements(text, parser)
    assert [span.text for span in first.content] == [text[17 : text.index('\n\n"Nobody')]]
    assert first.form is Form.DIRECT
    assert inner.parent == 0
    assert last.holder_span is not None
    assert last.holder_span.text == "she"


def test_a_quotation_with_no_cue_belongs_to_the_speaker_before_it(parser: Parser) -> None:
    text = '"The bridge is gone," said the mayor of Wad Madani. "Nobody can cross now."'
    (row,) = statements(text, parser)
    assert [span.text for span in row.content] == [
        '"The bridge is gone,"',
        '"Nobody can cross now."',
    ]


def test_a_statement_inside_another_names_its_parent(parser: Parser) -> None:
    text = (
        "Armenian officials said that Baku had threatened to close the road unless they withdrew."
    )
    outer, inner = statements(text, parser)
    assert (outer.stance, inner.stance) == (Stance.ASSERTS, Stance.THREATENS)
    assert outer.parent is None
    assert inner.parent == 0


def test_rivals_in_one_sentence_are_told_apart(parser: Parser) -> None:
    text = (
        "The rebels claim that the army shelled the market, "
        "while the army says that the rebels mined it."
    )
    first, second = statements(text, parser)
    assert [span.text for span in first.content] == ["that the army shelled the market"]
    assert [span.text for span in second.content] == ["that the rebels mined it"]
    assert second.parent is None


def test_medium_and_moment_of_a_statement(parser: Parser) -> None:
    text = "The president said on Monday in his weekly radio address that the siege would end."
    (row,) = statements(text, parser)
    assert row.medium == "weekly radio address"
    assert row.said_span is not None
    assert row.said_span.text == "Monday"


@pytest.mark.parametrize(
    "text",
    [
        "The army said.",
        '"',
        '" " "',
        "said said said",
        "According to",
        "He said: “",
        "“" * 50 + " he said",
        "have yet to respond",
    ],
)
def test_odd_input_breaks_nothing(text: str, parser: Parser) -> None:
    for row in statements(text, parser):
        for span in row.content:
            assert text[span.start : span.end] == span.text
