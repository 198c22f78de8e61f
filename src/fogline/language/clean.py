"""Offset-keeping clean-up: what the parser sees, and the way back to the report's text.

The parser reads a *prepared* text: names are replaced by a stand-in of their class, odd white
space and invisible characters are evened out. Every character of the prepared text knows where
it stands in the report.

Names are replaced so that no side of a war is parsed better than the other (law 7): a
statistical parser has seen "Russia" more often than "Burkina Faso", and would read the same
sentence differently if the two changed places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Characters with no width, which a report may carry between any two letters.
INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"
)
# Marks that mean the same to a reader; the parser was trained on the plain ones.
PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u00ab": '"',
        "\u00bb": '"',
    }
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters ``start`` to ``end`` (half-open) of the text are read as ``replacement``."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A stretch of prepared text; ``starts`` and ``ends`` give each character's place at home."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def home(self, start: int, end: int) -> tuple[int, int]:
        """The report's offsets of the prepared characters ``start`` to ``end`` (half-open)."""
        return self.starts[start], self.ends[end - 1]


def prepare(text: str, start: int, end: int, edits: Iterable[Edit]) -> Prepared:
    """Prepare the characters ``start`` to ``end`` of ``text``; ``edits`` must not overlap."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def take(piece: str, first: int, last: int) -> None:
        pieces.append(piece)
        starts.extend([first] * len(piece))
        ends.extend([last] * len(piece))

    def plain(first: int, last: int) -> None:
        for i in range(first, last):
            char = text[i]
            if char in INVISIBLE:
                continue
            take(" " if char.isspace() else char.translate(PLAIN), i, i + 1)

    here = start
    for edit in edits:
        if edit.start < here or edit.end > end:
            continue
        plain(here, edit.start)
        take(edit.replacement, edit.start, edit.end)
        here = edit.end
    plain(here, end)
    return Prepared(text="".join(pieces), starts=tuple(starts), ends=tuple(ends))
