"""Reads numbers in digits and words: "1,212", "1.2 million", "twenty-two", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from fogline.knowledge.quantitywords import NumberWords, load_number_words

# A number of more than fifteen digits counts nothing that a report could mean.
_DIGITS = (
    r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?(?![\d,]*\d)|\d{1,15}(?:\.\d{1,4})?(?:\s\d/\d)?(?!\d)"
)
_PIECE = re.compile(r"[\d.,]+(?:\s\d/\d)?|[a-z]+")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space matches any white space."""
    listed = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in listed)


@cache
def number_pattern() -> str:
    """The source of a pattern for one number in lower-case text; it captures nothing."""
    words = load_number_words()
    simple = any_of(words.numbers)
    scale = f"(?:{any_of(words.scales)})s?"
    joint = r"(?:\s{1,3}|-)(?:and\s{1,3})?"
    spelled = rf"(?:an?\s{{1,3}}{scale}|(?:{simple}))\b(?:{joint}(?:{simple}|{scale})\b){{0,8}}"
    suffix = any_of(words.suffixes)
    digits = rf"(?:{_DIGITS})(?:\s?(?:{suffix})\b|(?:[\s-](?:{any_of(words.scales)})\b){{1,2}})?"
    return f"(?:{digits}|{spelled})"


def read_number(phrase: str) -> float | None:
    """The value of one number in lower-case digits or words; None if it is not one number."""
    return _read(tuple(_PIECE.findall(phrase)), load_number_words())


def _read(pieces: tuple[str, ...], words: NumberWords) -> float | None:
    total = 0.0
    here: float | None = None
    for piece in pieces:
        if piece in ("a", "an", "and"):
            continue
        scale = words.scales.get(piece) or words.scales.get(piece.removesuffix("s"))
        scale = scale or words.suffixes.get(piece)
        if scale is not None:
            value = (1.0 if here is None else here) * scale
            if scale < 1000:
                here = value
            else:
                total, here = total + value, None
            continue
        value_here = _simple(piece, words)
        if value_here is None or not _fits(here, value_here):
            return None
        here = (here or 0.0) + value_here
    return total + (here or 0.0) if pieces else None


def _simple(piece: str, words: NumberWords) -> float | None:
    if piece in words.numbers:
        return float(words.numbers[piece])
    if not piece[0].isdigit():
        return None
    digits, _, part = piece.replace(",", "").partition(" ")
    try:
        value = float(digits.rstrip("."))
    except ValueError:
        return None
    if part:
        over, _, under = part.partition("/")
        value += int(over) / int(under) if int(under) else 0.0
    return value


def _fits(here: float | None, more: float) -> bool:
    """Whether "more" can follow in one number: five after twenty, twenty after a hundred."""
    if here is None:
        return True
    room = 10 if here % 100 >= 20 and here % 10 == 0 else 100
    return more < room and here % room == 0
