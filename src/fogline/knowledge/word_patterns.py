"""Patterns over a sentence's words: choices, words that may be missing, and small gaps.

Written as one line: "a|b" is a choice, "word?" may be left out, "~3" is any three words or fewer,
"~~3" the same without a determiner among them, so that it stays inside a verb group.
Matching walks the set of reachable positions, so it is linear in the sentence and cannot backtrack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "his", "her", "its", "their", "my", "our"}
)
Accept: TypeAlias = Callable[[int, int, T], bool]


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: one of ``words``, or, with a ``gap``, that many others or fewer."""

    words: frozenset[str]
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class WordPattern:
    """A sequence of elements; the first one is always words that must be there."""

    elements: tuple[Element, ...]

    @property
    def first(self) -> frozenset[str]:
        """The words that a match can begin with."""
        return self.elements[0].words

    def match(self, words: Sequence[str], start: int) -> int | None:
        """Where the shortest match from ``start`` ends (exclusive), or None."""
        reached = {start}
        for element in self.elements:
            reached = _step(element, words, reached)
            if not reached:
                return None
        return min(reached)


def _step(element: Element, words: Sequence[str], reached: set[int]) -> set[int]:
    if element.gap:
        return {j for i in reached for j in _skip(element, words, i)}
    after = {i + 1 for i in reached if i < len(words) and words[i] in element.words}
    return after | reached if element.optional else after


def _skip(element: Element, words: Sequence[str], start: int) -> Iterator[int]:
    for here in range(start, min(start + element.gap, len(words)) + 1):
        yield here
        if here < len(words) and words[here] in element.words:
            return


def compile_pattern(line: str) -> WordPattern:
    """Read one pattern; raises ValueError where it has no fixed first word or a broken gap."""
    elements = tuple(_element(part) for part in line.split())
    if not elements or elements[0].gap or elements[0].optional:
        raise ValueError("a pattern begins with a word that must be there")
    return WordPattern(elements)


def _element(part: str) -> Element:
    if part.startswith("~"):
        gap = int(part.lstrip("~"))
        if gap < 1:
            raise ValueError("a gap is at least one word wide")
        return Element(DETERMINERS if part.startswith("~~") else frozenset(), gap=gap)
    optional = part.endswith("?") and len(part) > 1
    return Element(frozenset(part.removesuffix("?").split("|")), optional=optional)


@dataclass(frozen=True)
class PatternTable(Generic[T]):
    """Patterns with what each of them means, indexed by their first word."""

    rows: tuple[tuple[WordPattern, T], ...]
    _index: dict[str, list[tuple[WordPattern, T]]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        for pattern, meaning in self.rows:
            for word in sorted(pattern.first):
                self._index[word].append((pattern, meaning))

    def __len__(self) -> int:
        return len(self.rows)

    def at(
        self, words: Sequence[str], start: int, accept: Accept[T] | None = None
    ) -> tuple[int, T] | None:
        """The longest accepted match that begins at ``start``: its end (exclusive), its meaning."""
        best: tuple[int, T] | None = None
        for pattern, meaning in self._index.get(words[start], ()):
            end = pattern.match(words, start)
            if end is None or (best is not None and end <= best[0]):
                continue
            if accept is None or accept(start, end, meaning):
                best = (end, meaning)
        return best

    def find(
        self, words: Sequence[str], accept: Accept[T] | None = None
    ) -> Iterator[tuple[int, int, T]]:
        """Matches from left to right, the longest at each place, none overlapping another.

        ``accept`` is asked about the start, the end (exclusive) and the meaning of each match.
        """
        start = 0
        while start < len(words):
            found = self.at(words, start, accept)
            if found is None:
                start += 1
            else:
                yield start, found[0], found[1]
                start = max(found[0], start + 1)


def plain_table(entries: Iterable[tuple[str, T]]) -> PatternTable[T]:
    """A table of patterns as written; raises ValueError on a broken one."""
    return PatternTable(tuple((compile_pattern(line), meaning) for line, meaning in entries))
