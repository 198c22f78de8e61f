"""The tagger that the package ships, on sentences of our own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fogline.errors import KnowledgeError
from fogline.export.record_json import check_record, record_object
from fogline.extract.names import find_names, mask_edits
from fogline.extract.statements import find_statements
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.tagging import Tagged, Tagger, Tags, load_tagger
from fogline.extract.statements.tagging.pieces import WordPieces
from fogline.extract.statements.tagging.windows import MOST_PIECES, rows_of, windows
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.actorwords import load_actor_words
from fogline.knowledge.cues import load_cues
from fogline.knowledge.models import model_path
from fogline.language.document import Document
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.pipeline import Knowledge, read
from fogline.records.report import Metadata, Received
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def documented(text: str, parser: Parser) -> Document:
    names = find_names(text, load_actor_tables())
    return parse(text, find_paragraphs(text), mask_edits(names), parser)


def tagged(text: str, parser: Parser, tagger: Tagger) -> Tags:
    document = documented(text, parser)
    lexicon = Lexicon(cues=load_cues(), people=load_actor_words())
    return tagger.tag(document, find_statements(document, lexicon))


def words(row: Tagged) -> tuple[str | None, str, list[str]]:
    source = None if row.source is None else row.source.text
    return source, row.cue.text, [span.text for span in row.content]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The ministry said that nine soldiers had died near the dam.",
            ("The ministry", "said", ["that nine soldiers had died near the dam"]),
        ),
        (
            '"Nobody slept," said Umm Khaled, a mother of four.',
            ("Umm Khaled, a mother of four", "said", ['"Nobody slept,"']),
        ),
        (
            "According to the monitors, the bridge was open on Friday.",
            ("the monitors", "According to", ["the bridge was open on Friday"]),
        ),
    ],
)
def test_who_is_said_to_say_what(
    text: str, found: tuple[str, str, list[str]], parser: Parser, tagger: Tagger
) -> None:
    rows = tagged(text, parser, tagger).attributions
    assert [words(row) for row in rows] == [found]
    assert 0.5 < rows[0].confidence < 1


def test_a_verb_that_no_lexicon_has_is_read(parser: Parser, tagger: Tagger) -> None:
    text = "The port authority bellyached that two of its cranes had been stolen."
    (row,) = tagged(text, parser, tagger).attributions
    assert words(row)[:2] == ("The port authority", "bellyached")


def test_a_story_without_statements_has_none(parser: Parser, tagger: Tagger) -> None:
    text = "Rain fell on the valley. Two trucks crossed the bridge before dawn."
    assert tagged(text, parser, tagger).attributions == []


def test_the_same_text_gives_the_same_bits(parser: Parser, tagger: Tagger) -> None:
    text = (ROOT / "examples").glob("*.txt").__next__().read_text(encoding="utf-8")
    assert tagged(text, parser, tagger).attributions == tagged(text, parser, tagger).attributions


@pytest.mark.parametrize("text", ["", "\n\n", "!", "“", "x" * 5000, "a b " * 3000, "9 " * 400])
def test_odd_texts_end_nothing(text: str, parser: Parser, tagger: Tagger) -> None:
    document = documented(text, parser)
    for row in tagger.tag(document, ()).attributions:
        assert document.text[row.cue.start : row.cue.end] == row.cue.text


def test_windows_hold_whole_paragraphs_and_all_of_a_long_one(parser: Parser) -> None:
    pieces = WordPieces(model_path("vocab.txt"))
    long = "The mayor said that the road to the mill was open again on Monday. " * 40
    document = documented(f"{long}\n\nA short one.\n\nAnother short one.", parser)
    rows = rows_of(document, (), pieces)
    found = list(windows(rows))
    assert [row.first for row in found[1:]] == [row.last for row in found[:-1]]
    assert found[0].first == 0
    assert found[-1].last == len(rows.start)
    assert all(row.size <= MOST_PIECES for row in found)
    assert len(set(rows.paragraph[found[-1].first : found[-1].last].tolist())) >= 2


def test_the_reader_takes_what_the_tagger_finds(tagger: Tagger, knowledge: Knowledge) -> None:
    text = "The port authority bellyached that two of its cranes had been stolen.\n"
    received = Received(name="t.txt", data=text.encode(), given=Metadata(), sidecar=Metadata())
    rules = record_object(read(received, replace(knowledge, tagger=None)))
    both = record_object(read(received, replace(knowledge, tagger=tagger)))
    assert [row["cue"] for row in rules["statements"]] == [None]
    check_record(both)
    (row,) = [row for row in both["statements"] if row["cue"]]
    assert (row["cue"]["text"], row["rule"]) == ("bellyached", "tagger")


def test_a_model_that_is_missing_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"models/none\.onnx"):
        model_path("none.onnx")


def test_the_package_stays_small() -> None:
    """Under 120 MB with its weights, each file of them under 40."""
    models = [path for path in (ROOT / "models").iterdir() if path.is_file()]
    assert {"statements.onnx", "vocab.txt", "statements.md"} <= {path.name for path in models}
    assert all(path.stat().st_size < 40e6 for path in models)
    assert size_of(ROOT / "src" / "fogline") + sum(p.stat().st_size for p in models) < 120e6


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
