from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from fogline.errors import KnowledgeError
from fogline.extract.names import find_names
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.quantitywords import read_quantity_words
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.quantity import Quantity, QuantityScope
from fogline.resolve.numbers import read_number
from fogline.resolve.quantities import find_quantities
from fogline.resolve.times import find_times
from tests.reading import report_of

CORPUS = Path(__file__).parents[2] / "corpus" / "quantities.yml"


def quantities(text: str, parser: Parser) -> tuple[Quantity, ...]:
    document = parse(text, find_paragraphs(text), (), parser)
    report = report_of(text)
    names = find_names(text, load_actor_tables())
    return find_quantities(document, find_times(document, report), names)


def test_every_marked_sentence(parser: Parser) -> None:
    wrong = []
    for entry in yaml.safe_load(CORPUS.read_text(encoding="utf-8")):
        found = quantities(entry["text"], parser)
        rows = [[q.span.text, q.kind.value, q.who and q.who.value, q.low, q.high] for q in found]
        words = {q.id: q.span.text for q in found}
        parts = [[q.span.text, words[q.part_of]] for q in found if q.part_of]
        updates = [[q.span.text, words[q.updates]] for q in found if q.updates]
        wanted = (entry["quantities"], entry.get("parts", []), entry.get("updates", []))
        if (rows, parts, updates) != wanted:
            wrong.append((entry["text"], wanted, (rows, parts, updates)))
    assert wrong == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,212", 1212),
        ("1.2 million", 1_200_000),
        ("twenty-two", 22),
        ("two dozen", 24),
        ("a hundred", 100),
        ("two hundred and five", 205),
        ("3m", 3_000_000),
        ("2 1/2", 2.5),
        ("two three", None),
        ("twenty twelve", None),
    ],
)
def test_numbers_in_digits_and_words(words: str, value: float | None) -> None:
    assert read_number(words) == value


def test_the_scope_is_told_by_the_sentence(parser: Parser) -> None:
    text = (
        "The airstrike killed nine people. This war has claimed 4,000 lives. "
        "Police found 12 bodies. In the past 24 hours 30 shells fell."
    )
    scopes = [quantity.scope for quantity in quantities(text, parser)]
    assert scopes == [
        QuantityScope.EVENT,
        QuantityScope.WAR,
        QuantityScope.UNKNOWN,
        QuantityScope.PERIOD,
    ]


def test_ids_follow_the_text_and_spans_are_cut_from_it(parser: Parser) -> None:
    text = "\U0001f4a3 Nine people died.\r\n\r\nAt least 40 drones and 3,500 rifles were seized."
    found = quantities(text, parser)
    assert [quantity.id for quantity in found] == ["q1", "q2", "q3"]
    for quantity in found:
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text
    assert found[1].exact is False
    assert found[2].exact is True


def test_names_swapped_leave_the_numbers_as_they_were(parser: Parser) -> None:
    first = quantities("Chad said 12 of its soldiers were killed.", parser)
    second = quantities("Mali said 12 of its soldiers were killed.", parser)
    assert [(q.kind, q.who, q.low) for q in first] == [(q.kind, q.who, q.low) for q in second]


def test_hostile_numbers_do_not_break_it(parser: Parser) -> None:
    text = "9" * 400 + " and 1,2,3,4,5,6 and two " + "hundred " * 50 + "men, rose to " * 30
    for quantity in quantities(text, parser):
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text


def test_a_broken_table_says_where() -> None:
    with pytest.raises(KnowledgeError, match="must be a mapping"):
        read_quantity_words({"numbers": {"one": "1"}})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "At least 14 people were killed in Taiz. Three children were among the dead.",
            {"Three": "At least 14"},
        ),
        (
            "They fired 12 missiles and 88 drones, of which nine missiles and 72 drones fell.",
            {"nine": "12", "72": "88"},
        ),
    ],
)
def test_parts_of_what_was_told_before(text: str, parts: dict[str, str], parser: Parser) -> None:
    rows = quantities(text, parser)
    words = {row.id: row.span.text for row in rows}
    found = {row.span.text: words[row.part_of] for row in rows if row.part_of is not None}
    assert found == parts
