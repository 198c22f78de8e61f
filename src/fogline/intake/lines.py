"""A text's lines as the rules read them: trimmed, evened out, with their place in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.language.clean import INVISIBLE
from fogline.language.layout import find_paragraphs

# As str.splitlines has it, with the carriage return of CRLF as white space at the line's end.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_EVEN = {ord(char): None for char in INVISIBLE} | {
    ord("\u2018"): "'",
    ord("\u2019"): "'",
    ord("\u2011"): "-",
}
_SPACES = re.compile(r"\s+")
_DECORATION = " -\u2013\u2014_*~=#\u2022\u00b7|>\u00bb\u203a<\u00ab\u25b6\u25ba\u25bc\u2192"
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_FINAL = " .:!\u2026\u2192"
_QUOTATION = re.compile(r"[\"\u201c\u201d\u201e]|(?:^|\s)['\u2018]\w[^'\u2019]*['\u2019](?:\W|$)")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
# Lines longer than this are paragraphs; nothing of them is looked at but their ends.
LONGEST = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line that is not empty, or the hard-wrapped lines of one paragraph.

    ``start`` and ``end`` are offsets in the text, white space and marks at both sides left out.
    ``text`` is the line without Markdown and zero-width characters, its white space evened out;
    ``bare`` is that without decoration, brackets around it and a final stop. Both are empty for
    what is longer than :data:`LONGEST`. ``blank`` tells whether a blank line (or nothing) stands
    before it. ``parts`` are the single lines of a hard-wrapped paragraph.
    """

    start: int
    end: int
    text: str
    bare: str
    words: int
    blank: bool
    quotes: bool
    parts: tuple[Line, ...] = ()

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return not self.text or _SENTENCE_END.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """Whether the line reads as a paragraph."""
        return self.words > 25 or (self.words >= 9 and self.ends_sentence)


def split_lines(text: str, markup: Sequence[tuple[int, int]] = ()) -> tuple[Line, ...]:
    """The lines of a text that hold anything but white space and marks, in order.

    ``markup`` are offsets of marks that are not words, in order and not overlapping.
    """
    starts = [start for start, _ in markup]
    lines: list[Line] = []
    previous = 0

    def make(first: int, last: int, parts: tuple[Line, ...] = ()) -> Line | None:
        nonlocal previous
        marks = markup[max(bisect_left(starts, first) - 1, 0) : bisect_left(starts, last)]
        line = _line(text, first, last, marks, blank=_breaks(text, previous, first), parts=parts)
        if line and not parts:
            previous = line.end
        return line

    # An empty first line would hide that the lines below it are wrapped.
    first = len(text) - len(text.lstrip("\r\n"))
    for stretch in find_paragraphs(text, first):
        bounds = [match.span() for match in _LINE.finditer(text, stretch.start, stretch.end)]
        singles = [line for first, last in bounds if (line := make(first, last))]
        wrapped = len(singles) > 1 and "\n" in text[singles[0].start : singles[-1].end]
        if not wrapped:
            lines.extend(singles)
        elif whole := make(singles[0].start, singles[-1].end, tuple(singles)):
            lines.append(replace(whole, blank=singles[0].blank))
    return tuple(lines)


def _line(
    text: str,
    start: int,
    end: int,
    marks: Sequence[tuple[int, int]],
    *,
    blank: bool,
    parts: tuple[Line, ...],
) -> Line | None:
    pieces = list(_between(start, end, marks))
    if not pieces:
        return None
    first, last = _trim(text, pieces[0][0], pieces[-1][1])
    if first >= last:
        return None
    if last - first > LONGEST:
        return Line(
            start=first,
            end=last,
            text="",
            bare="",
            words=LONGEST,
            blank=blank,
            quotes=True,
            parts=parts,
        )
    line = even_out("".join(text[a:b] for a, b in pieces))
    return Line(
        start=first,
        end=last,
        text=line,
        bare=strip_decoration(line),
        words=line.count(" ") + 1,
        blank=blank,
        quotes=_QUOTATION.search(line) is not None,
        parts=parts,
    )


def _between(start: int, end: int, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the marks in it."""
    for first, last in marks:
        if first > start:
            yield start, min(first, end)
        start = max(start, last)
    if start < end:
        yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in INVISIBLE):
        end -= 1
    return start, end


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether two offsets have a blank line between them; the text's start counts as one."""
    gap = text[start:end].replace("\r\n", "\n")
    return start == 0 or sum(char in "\n\r\u2028\u2029\f\v\x85" for char in gap) > 1


def even_out(text: str) -> str:
    """``text`` with single plain spaces, plain apostrophes, and no zero-width characters."""
    return _SPACES.sub(" ", text.translate(_EVEN)).strip()


def strip_decoration(line: str) -> str:
    """``line`` without rules, bullets and brackets around it, and without a final stop."""
    line = line.strip(_DECORATION).rstrip(_FINAL)
    while line and line[0] in _PAIRS and line.find(_PAIRS[line[0]]) == len(line) - 1:
        line = line[1:-1].strip(_DECORATION).rstrip(_FINAL)
    return line
