from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.language.clean import Edit, prepare
from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse


def parsed(text: str, parser: Parser, *edits: Edit) -> Document:
    return parse(text, find_paragraphs(text), edits, parser)


def test_offsets_survive_invisible_characters_and_odd_spaces(parser: Parser) -> None:
    text = "The ar\u200bmy\u00a0said\r\nthat Go\u0301ma was\ttaken. 🚁 «Fini»."
    document = parsed(text, parser)
    words = [token.text for token in document.tokens]
    assert "ar\u200bmy" in words
    assert "said" in words
    assert all(text[token.start : token.end] == token.text for token in document.tokens)


def test_the_parser_sees_the_stand_in_and_the_document_the_name(parser: Parser) -> None:
    text = "The Democratic Republic of the Congo said it had closed the border."
    name = "Democratic Republic of the Congo"
    start = text.index(name)
    document = parsed(text, parser, Edit(start, start + len(name), "Italy"))
    (token,) = [token for token in document.tokens if token.text == name]
    assert token.seen == "Italy"
    assert token.lemma == "italy"
    assert token.ent == "GPE"
    assert token.dep == "nsubj"


def test_tokens_sentences_and_paragraphs_fit_together(parser: Parser) -> None:
    text = "Shells fell on Tadamon. Nobody was hurt.\n\nThe army denied it."
    document = parsed(text, parser)
    assert [text[s.start : s.end] for s in document.sentences] == [
        "Shells fell on Tadamon.",
        "Nobody was hurt.",
        "The army denied it.",
    ]
    assert [sentence.paragraph for sentence in document.sentences] == [0, 0, 1]
    for token in document.tokens:
        assert document.tokens[token.head].sentence == token.sentence
        assert document.token_at(token.start) is token


def test_a_list_is_not_broken_at_its_last_name(parser: Parser) -> None:
    text = "It has dismissed pleas from Chad, Europe, and U.N. envoy Maria Lopez for a truce."
    document = parsed(text, parser)
    first = next(token for token in document.tokens if token.text == "Chad")
    assert [token.text for token in document.conjuncts(first)] == ["Europe", "Lopez"]


def test_an_inverted_condition_hangs_on_the_deed(parser: Parser) -> None:
    text = "Officials reported that Baku had threatened to attack should the talks fail."
    document = parsed(text, parser)
    fail = next(token for token in document.tokens if token.text == "fail")
    assert fail.dep == "advcl"
    assert document.tokens[fail.head].text == "attack"


def test_a_clause_of_circumstance_is_not_the_main_one(parser: Parser) -> None:
    text = (
        "Chad's army on Sunday denied that its troops had crossed the river, "
        "hours after Khartoum announced that a column had reached the bank."
    )
    document = parsed(text, parser)
    root = next(token for token in document.tokens if token.head == token.i)
    assert root.text == "denied"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.data())
def test_prepared_text_knows_its_way_home(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    prepared = prepare(text, 0, len(text), [Edit(start, end, "Italy")] if end > start else [])
    assert len(prepared.text) == len(prepared.starts) == len(prepared.ends)
    for at in range(len(prepared.text)):
        first, last = prepared.home(at, at + 1)
        assert 0 <= first < last <= len(text)
    assert list(prepared.starts) == sorted(prepared.starts)
