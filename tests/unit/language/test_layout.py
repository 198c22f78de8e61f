from __future__ import annotations

import pytest

from fogline.language.layout import (
    LONGEST_PARAGRAPH,
    LONGEST_SENTENCE,
    find_paragraphs,
    find_quotes,
)


def paragraphs(text: str) -> list[str]:
    return [text[part.start : part.end] for part in find_paragraphs(text)]


def quotes(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in find_quotes(text, find_paragraphs(text))]


def test_blank_lines_part_paragraphs_whatever_the_line_ends() -> None:
    assert paragraphs("One.\r\n\r\nTwo.\n \n\nThree.") == ["One.", "Two.", "Three."]


def test_each_line_is_a_paragraph_unless_the_block_is_wrapped() -> None:
    lines = "The convoy left Gao at dawn.\nShort one.\nIt never arrived, a driver of a lorry said."
    assert len(paragraphs(lines)) == 3
    wrapped = (
        "The convoy left Gao at dawn with forty lorries and an\n"
        "escort of two armoured cars, but it never arrived, as\n"
        "a driver said."
    )
    assert paragraphs(wrapped) == [wrapped]


def test_a_very_long_paragraph_is_cut_at_a_sentence() -> None:
    text = "The shelling went on through the night. " * 400
    parts = paragraphs(text)
    assert all(len(part) <= LONGEST_PARAGRAPH for part in parts)
    assert all(part.endswith(".") for part in parts)
    assert sum(map(len, parts)) >= len(text.strip()) - len(parts)


def test_a_run_on_is_cut_behind_a_word_and_its_neighbours_are_not() -> None:
    before, after = "The shelling of Uvira stopped. ", "Nobody was hurt."
    text = before + "rice, beans, oil and " * 300 + "that was all. " + after
    parts = paragraphs(text)
    assert parts[0] == before.strip()
    assert parts[-1].endswith(after)
    assert all(len(part) <= 2 * LONGEST_SENTENCE for part in parts)
    assert " ".join(parts) == text
    assert "".join(paragraphs("a" * 5_000)) == "a" * 5_000


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We left," she said. "All of us."', ['"We left,"', '"All of us."']),
        ("He called it “a lie” and left.", ["“a lie”"]),
        ("«Nous partons», he said.", ["«Nous partons»"]),
        ('A 12" shell fell.', []),
        ('It fell 12" from the "north" gate.', ['"north"']),
        ("No quotation here.", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert quotes(text) == found


def test_a_quotation_carried_over_paragraphs() -> None:
    text = "“First.\n\n“Second.”\n\nNot this."
    first, second = find_quotes(text, find_paragraphs(text))
    assert (first.open, first.continues) == (True, None)
    assert (second.open, second.continues) == (False, first.i)
