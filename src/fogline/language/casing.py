"""Text in capitals, as cables, alerts and headlines have it, given the letters of running text.

A parser that was trained on newspapers takes every word in capitals for a name. Letters only are
changed, never their number, so that all offsets stay those of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

_BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_WORD = re.compile(r"[^\W\d_]+")
# What the apostrophe leaves of a verb with "not".
_CUT = re.compile(r"n['’]t\b", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"[.!?:][\"'”’)\]]*\s+[\"'“‘(\[]*$|\n\s*\n[\s\"'“‘(\[]*$|^[\s\"'“‘(\[]*$"
)
# As many letters in capitals, of a hundred, make a text one in capitals.
_SHARE = 90
# A block of fewer words may be a list of abbreviations.
_FEWEST_WORDS = 4
_LONG_WORD = 4
# What stands before a name is written large, though the dictionary has it as a word.
_TITLES = frozenset(
    ("col", "gen", "lt", "capt", "maj", "sgt", "brig", "adm", "mr", "mrs", "ms", "dr", "prof", "st")
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
)  # fmt: skip
_LARGE = _TITLES | frozenset(_DAYS) | frozenset(_MONTHS)
# Months only beside a number or "of".
_DATED = frozenset(("may", "march", "mar"))
_BESIDE = re.compile(r"(?:\d|\dth|\dst|\dnd|\drd| of) $", re.IGNORECASE)
_VOWELS = frozenset("aeiouy")
# How far before a word the end of the sentence before it is looked for.
_REACH = 12


class Dictionary(Protocol):
    """Tells words from names."""

    def is_word(self, lower: str) -> bool:
        """Whether running text has it in small letters."""


def running_case(text: str, known: Mapping[int, str], dictionary: Dictionary) -> str:
    """The text with its blocks in capitals written as running text is; as long as before.

    ``known`` tells, by the offset of a word, how it is written, where that is known.
    """
    blocks = list(_shouted(text))
    if not blocks:
        return text
    pieces: list[str] = []
    here = 0
    for start, end in blocks:
        pieces.append(text[here:start])
        pieces.append(_recased(text, start, end, known, dictionary))
        here = end
    return "".join([*pieces, text[here:]])


def _shouted(text: str) -> Iterator[tuple[int, int]]:
    """The blocks of lines that are in capitals; short ones only where the whole text is."""
    whole = _in_capitals(text)
    for block in _BLOCK.finditer(text):
        words = [word for word in _WORD.findall(block.group()) if len(word) >= _LONG_WORD]
        if _in_capitals(block.group()) and (whole or len(words) >= _FEWEST_WORDS):
            yield block.span()


def _in_capitals(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    large = sum(char.isupper() for char in text)
    return letters > 0 and large * 100 >= letters * _SHARE


def _recased(
    text: str, start: int, end: int, known: Mapping[int, str], dictionary: Dictionary
) -> str:
    pieces: list[str] = []
    here = start
    for word in _WORD.finditer(text, start, end):
        pieces.append(text[here : word.start()])
        pieces.append(known.get(word.start()) or _written(text, word, dictionary))
        here = word.end()
    return "".join([*pieces, text[here:end]])


def _written(text: str, word: re.Match[str], dictionary: Dictionary) -> str:
    surface, start = word.group(), word.start()
    lower = surface.lower()
    if len(lower) != len(surface):
        return surface
    before = text[max(0, start - _REACH) : start]
    if (before[-1:] in ("'", "’") and len(surface) <= 2) or before[-1:].isdigit():
        return lower
    first = _SENTENCE_END.search(before) is not None
    dated = _BESIDE.search(before) or text[word.end() : word.end() + 2].strip(" ").isdigit()
    if lower in _LARGE or (lower in _DATED and dated) or (len(lower) == 1 and lower != "a"):
        return as_name(surface)
    if dictionary.is_word(lower) or _CUT.match(text, word.end() - 1):
        return as_name(surface) if first else lower
    return surface if len(lower) > 1 and not _VOWELS & set(lower) else as_name(surface)


def as_name(surface: str) -> str:
    """A word in capitals with its first letter alone large."""
    lower = surface.lower()
    return surface[:1] + lower[1:] if len(lower) == len(surface) else surface
