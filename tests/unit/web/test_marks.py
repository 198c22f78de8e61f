"""A claim's words within their paragraph: all marked, the rest as it stands, cut at words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fogline.web.marks import AROUND, in_paragraph
from tests.ledgers import a_claim, some_words

TEXT = "A title\n\nThe army said that troops had entered Zorya. Kyiv denied it.\n\nMore to follow."


def at(words: str, text: str = TEXT) -> object:
    return some_words(words, text.index(words))


def test_the_paragraph_is_given_with_the_words_marked() -> None:
    claim = a_claim(trigger=at("entered"), evidence=(at("troops had entered Zorya"),))
    pieces = in_paragraph(TEXT, claim)
    assert "".join(row.text for row in pieces) == TEXT.split("\n\n")[1]
    assert [(row.text, row.classes) for row in pieces if row.classes] == [
        ("troops had ", "words"),
        ("entered", "words deed"),
        (" Zorya", "words"),
    ]


def test_a_long_paragraph_is_cut_at_words() -> None:
    text = f"{'before ' * 60}Troops entered Zorya{' afterwards' * 40}"
    claim = a_claim(trigger=at("entered", text), evidence=(at("Troops entered Zorya", text),))
    told = "".join(row.text for row in in_paragraph(text, claim))
    assert told.startswith("… before")
    assert told.endswith(" afterwards …")
    assert len(told) < 2 * AROUND + 40


@given(st.text(max_size=900), st.data())
def test_words_are_never_lost(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = some_words(text[start:end], start)
    pieces = in_paragraph(text, a_claim(trigger=words, evidence=(words,)))
    assert "".join(row.text for row in pieces if row.classes) == text[start:end]
    told = "".join(row.text for row in pieces)
    assert told.removeprefix("… ").removesuffix(" …") in text or "…" in text
