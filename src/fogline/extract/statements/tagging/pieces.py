"""WordPiece: a word in the pieces that the encoder knows, lower case and without accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

UNKNOWN = "[UNK]"
# A token gives so many pieces at the most; what is longer is an address or worse.
MOST_PIECES = 8
_LONGEST_WORD = 100


class WordPieces:
    """Greedy longest match first, as BERT's uncased tokeniser does."""

    def __init__(self, vocabulary: Path) -> None:
        words = vocabulary.read_text(encoding="utf-8").split("\n")
        self._numbers = {word: number for number, word in enumerate(words) if word}
        self._unknown = self._numbers[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of a token's pieces, one at least."""
        found = self._known.get(word)
        if found is None:
            pieces = [number for part in _parts(word) for number in self._cut(part)]
            found = self._known[word] = tuple(pieces[:MOST_PIECES]) or (self._unknown,)
        return found

    def _cut(self, part: str) -> list[int]:
        if len(part) > _LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(part):
            for end in range(len(part), start, -1):
                number = self._numbers.get(("##" if start else "") + part[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """A token's runs of letters and digits, and each of its marks."""
    plain = unicodedata.normalize("NFD", word.lower())
    run = ""
    for char in plain:
        if unicodedata.category(char) in ("Mn", "Cc", "Cf"):
            continue
        if char.isspace() or _is_mark(char):
            if run:
                yield run
            run = ""
            if not char.isspace():
                yield char
        else:
            run += char
    if run:
        yield run


def _is_mark(char: str) -> bool:
    if char.isascii():
        return not char.isalnum()
    return unicodedata.category(char).startswith("P")
