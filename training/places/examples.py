"""What the linker is trained on: the signs of each place of a sentence, and the gold's words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fogline.knowledge.placemodel import Curve

Row = dict[str, float]


def bare(text: str) -> str:
    """The letters of a sentence: the corpus has some more than once, with other spaces."""
    return re.sub(r"\W+", "", text).lower()


@dataclass(frozen=True)
class Example:
    """One marked verb: words are given by their first characters.

    ``gold`` are the words of its marked locations; ``signs`` and ``words`` those of each place
    that its sentence names.
    """

    text: str
    source: str
    gold: frozenset[int]
    signs: tuple[Row, ...]
    words: tuple[frozenset[int], ...]

    def right(self, n: int) -> bool:
        """Whether place ``n`` is one of the marked locations."""
        words = self.words[n]
        return bool(words) and 2 * len(words & self.gold) >= len(words)


@dataclass(frozen=True)
class Cache:
    """All examples, and the curve of unknown names that is fitted on all of them."""

    examples: tuple[Example, ...]
    curve: Curve
