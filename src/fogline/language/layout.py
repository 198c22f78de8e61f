"""Paragraphs and quotations, found by character before anything is parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fogline.language.document import Quote
from fogline.records.span import cut_trimmed

# A block of hard-wrapped lines is one paragraph: none of its lines but the last is much
# shorter than the longest, and the longest is no longer than a terminal or a page is wide.
WRAP_WIDTH = 100
WRAP_EVENNESS = 0.6
# The parser's memory grows with the paragraph; longer ones are cut at a sentence's end.
LONGEST_PARAGRAPH = 6_000
# What goes on for longer without a full stop is a list or no prose at all. Rules that look at
# each word of a sentence from each other word would take their time over it.
LONGEST_SENTENCE = 1_500

_BLOCK_BREAK = re.compile(r"\n[^\S\n]*\n\s*|[\u2029\f\v]+")
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]?\s")

_OPENERS = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c\u201d", '"': '"'}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` (half-open) that are parsed as one paragraph.

    ``reporting`` is False where the stretch is a dateline or other boilerplate.
    """

    start: int
    end: int
    reporting: bool = True


def find_paragraphs(text: str, start: int = 0, end: int | None = None) -> tuple[Stretch, ...]:
    """The paragraphs of the characters ``start`` to ``end``, trimmed, none of them empty."""
    end = len(text) if end is None else end
    found: list[Stretch] = []
    here = start
    for gap in _BLOCK_BREAK.finditer(text, start, end):
        found.extend(_lines(text, here, gap.start()))
        here = gap.end()
    found.extend(_lines(text, here, end))
    return tuple(found)


def _lines(text: str, start: int, end: int) -> list[Stretch]:
    """A block as one paragraph if its lines are wrapped, else a paragraph for each line."""
    bounds: list[tuple[int, int]] = []
    here = start
    while here < end:
        stop = text.find("\n", here, end)
        stop = end if stop < 0 else stop
        bounds.append((here, stop))
        here = stop + 1
    lengths = [stop - first for first, stop in bounds]
    if len(lengths) > 1 and _wrapped(lengths[:-1]):
        bounds = [(start, end)]
    return [piece for first, stop in bounds for piece in _pieces(text, first, stop)]


def _wrapped(lengths: list[int]) -> bool:
    longest = max(lengths)
    return 40 <= longest <= WRAP_WIDTH and min(lengths) >= WRAP_EVENNESS * longest


def _pieces(text: str, start: int, end: int) -> list[Stretch]:
    found: list[Stretch] = []
    while start < end:
        stop = _cut(text, start, end)
        piece = cut_trimmed(text, start, stop)
        if piece.text:
            found.append(Stretch(piece.start, piece.end))
        start = stop
    return found


def _cut(text: str, start: int, end: int) -> int:
    """Where a piece ends: with the paragraph, else behind a sentence, a run-on behind a word."""
    last = start
    reach = min(end, start + LONGEST_PARAGRAPH)
    for match in _SENTENCE_END.finditer(text, start, reach):
        if match.end() - last > LONGEST_SENTENCE:
            break
        last = match.end()
    if reach == end and end - last <= LONGEST_SENTENCE:
        return end
    if last > start:
        return last
    stop = start + LONGEST_SENTENCE
    space = next((i for i in range(stop, start, -1) if text[i - 1].isspace()), None)
    return stop if space is None else space


def find_quotes(text: str, paragraphs: tuple[Stretch, ...]) -> tuple[Quote, ...]:
    """The quotations of the paragraphs, marks included.

    A quotation left open at a paragraph's end is carried on by the next paragraph if that one
    begins with an opening mark; otherwise it ends with its paragraph.
    """
    found: list[Quote] = []
    carried: int | None = None
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        carries_on = following is not None and text[following.start] in _OPENERS
        here = paragraph.start
        before, carried = carried, None
        while (opened := _next_opener(text, here, paragraph)) is not None:
            closed = _closer(text, opened, paragraph)
            if closed is None and _stray(text, opened, paragraph, carries_on):
                here = opened + 1
                continue
            end = paragraph.end if closed is None else closed + 1
            continues = before if opened == paragraph.start else None
            found.append(Quote(len(found), opened, end, closed is None, continues))
            carried = found[-1].i if closed is None and carries_on else None
            here = end
    return tuple(found)


def _next_opener(text: str, start: int, paragraph: Stretch) -> int | None:
    for i in range(start, paragraph.end):
        char = text[i]
        if char not in _OPENERS:
            continue
        if char == '"' and i > paragraph.start and text[i - 1].isalnum():
            continue
        return i
    return None


def _closer(text: str, opened: int, paragraph: Stretch) -> int | None:
    marks = _OPENERS[text[opened]]
    for i in range(opened + 1, paragraph.end):
        if text[i] in marks:
            return i
    return None


def _stray(text: str, opened: int, paragraph: Stretch, carries_on: bool) -> bool:
    """A lone straight mark inside a line (inches, a typing slip) opens nothing."""
    after = text[opened + 1 : opened + 2]
    if text[opened] != '"':
        return False
    return not after.strip() or (opened != paragraph.start and not carries_on)
