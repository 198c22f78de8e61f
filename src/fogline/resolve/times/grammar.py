"""The engine of the time grammar: rules are templates over word classes, the longest match wins.

In a template ``{month}`` is any word of a class, captured under the class's name (``{unit2}``
under its own); a space is white space, ``%`` white space or none, ``&`` a hyphen or dash, ``~``
white space or a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from fogline.knowledge.feasts import load_feasts
from fogline.knowledge.quantitywords import load_number_words
from fogline.knowledge.timewords import TimeWords, load_time_words
from fogline.language.document import Document, Token
from fogline.resolve.numbers import any_of, number_pattern
from fogline.resolve.times.phrases import Phrase

DIGIT = "#"
_CLASS = re.compile(r"\{([a-z_]+)(\d?)\}")
_WORD = re.compile(r"[a-z]+|'?\d+")
_JOINT = "\u2010\u2011\u2012\u2013\u2014-"
_MARKS = {
    " ": r"\s{1,3}",
    "%": r"\s{0,3}",
    "~": rf"(?:\s{{1,3}}|[{_JOINT}])",
    "&": f"[{_JOINT}]",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A text to read: the document and its characters in lower case, at the same offsets."""

    document: Document
    lower: str

    def token(self, offset: int) -> Token | None:
        """The token at the offset."""
        return self.document.token_at(offset)

    def capital(self, offset: int) -> bool:
        """Whether the character at the offset is a capital letter."""
        return self.document.text[offset].isupper()

    def word_before(self, offset: int) -> str:
        """The word that ends just before the offset, in lower case, or ""."""
        end = offset
        while end > 0 and self.lower[end - 1].isspace():
            end -= 1
        start = end
        while start > 0 and end - start < 20 and self.lower[start - 1].isalpha():
            start -= 1
        return self.lower[start:end]

    def word_after(self, offset: int) -> str:
        """The word that begins just after the offset, in lower case, or ""."""
        found = _NEXT_WORD.match(self.lower, offset)
        return found.group(1) if found else ""


_NEXT_WORD = re.compile(r"\s{0,3}([a-z]{1,20})")


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression in the text: characters ``start`` to ``end``, and what it says."""

    start: int
    end: int
    phrase: Phrase


Build = Callable[[Scene, "re.Match[str]"], "Found | None"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the grammar: where it can begin, its pattern, and what it makes of a match."""

    name: str
    first: frozenset[str]
    pattern: re.Pattern[str]
    build: Build


def whole(match: re.Match[str], phrase: Phrase | None) -> Found | None:
    """The phrase as found over the whole match."""
    return None if phrase is None else Found(match.start(), match.end(), phrase)


def rule(template: str, build: Build, *, first: str, ends: bool = True) -> Rule:
    """Compile a rule; ``first`` names the classes it can begin with, or plain words, or "#".

    ``ends`` False is for a rule that reads on behind its match.
    """
    starts: set[str] = set()
    for name in first.split():
        if name.startswith("{"):
            starts.update(_first_word(word) for word in _classes()[name[1:-1]])
        else:
            starts.add(name)
    name = getattr(build, "__name__", template)
    return Rule(name, frozenset(starts), re.compile(expand(template, ends)), build)


def expand(template: str, ends: bool) -> str:
    """The regular expression that a template stands for."""
    pieces = _CLASS.split(template)
    made: list[str] = []
    for i in range(0, len(pieces), 3):
        for mark, pattern in _MARKS.items():
            pieces[i] = pieces[i].replace(mark, pattern)
        made.append(pieces[i])
        if i + 1 < len(pieces):
            name = pieces[i + 1]
            made.append(f"(?P<{name}{pieces[i + 2]}>{_sources()[name]})")
    return "".join(made) + (r"(?!\w)" if ends else "")


def _first_word(word: str) -> str:
    return word.split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0].split("'", maxsplit=1)[0]


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """The words of each class, for patterns and for the words that rules can begin with."""
    words = load_time_words()
    numbers = load_number_words()
    return {
        "month": tuple(words.months),
        "weekday": tuple(words.weekdays),
        "unit": tuple(words.units),
        "season": tuple(words.seasons),
        "decade_word": tuple(words.decades),
        "part": tuple(words.parts),
        "shift": tuple(words.shifts),
        "told": tuple(words.told_shifts),
        "third": tuple(words.thirds),
        "within": tuple(words.within),
        "edge": tuple(words.edges),
        "ago": (*words.ago, *words.from_now),
        "then": (*words.told_before, *words.told_after),
        "few": words.few,
        "about": words.about,
        "dayname": tuple(words.days),
        "vague": tuple(words.vague),
        "set": tuple(words.sets),
        "every": words.every,
        "noon": tuple(words.clock),
        "zone": (
            *words.zones,
            *words.local_zones,
            *(f"{word} time" for word in words.place_clocks),
        ),
        "holiday": tuple(words.holidays),
        "feast": tuple(load_feasts()),
        "nth": tuple(numbers.ordinals),
        "number": (DIGIT, "a", "an", *numbers.numbers, *numbers.scales),
    }


@cache
def _sources() -> dict[str, str]:
    """The pattern of each class."""
    patterns = {name: any_of(words) for name, words in _classes().items()}
    day = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    return patterns | {
        "number": number_pattern(),
        "month": _months(),
        "year": r"1\d{3}|20\d{2}|21\d{2}",
        "day": day,
        "until": day,
        "nth": patterns["nth"] + r"|\d{1,3}(?:,\d{3})?(?:st|nd|rd|th)",
        "digits": r"\d{1,4}(?:,\d{3})?",
        "hour": r"[01]?\d|2[0-4]",
        "minute": r"[0-5]\d",
    }


def _months() -> str:
    """Month names, and abbreviations with their point."""
    table = load_time_words()
    short = [word for word in table.months if word in table.number_beside]
    full = [word for word in table.months if word not in table.number_beside]
    return rf"(?:{any_of(full)})|(?:{any_of(short)})\b\.?"


def lower_text(text: str) -> str:
    """The text in lower case with every character at its own offset."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


class Grammar:
    """An ordered list of rules that reads a scene from left to right."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_word: dict[str, tuple[Rule, ...]] = {}
        for one in rules:
            for word in sorted(one.first):
                self._by_word[word] = (*self._by_word.get(word, ()), one)

    def read(self, scene: Scene, start: int, end: int) -> list[Found]:
        """All expressions between the two offsets, none overlapping, in text order."""
        found: list[Found] = []
        here = start
        for word in _WORD.finditer(scene.lower, start, end):
            if word.start() < here or not _free(scene.lower, word.start()):
                continue
            best = self.at(scene, word.start(), word.group())
            if best is not None and best.end <= end:
                found.append(best)
                here = best.end
        return found

    def at(self, scene: Scene, start: int, word: str | None = None) -> Found | None:
        """The longest expression that begins at the offset, of the first rule that makes it."""
        if word is None:
            match = _WORD.match(scene.lower, start)
            if match is None:
                return None
            word = match.group()
        best: Found | None = None
        key = DIGIT if word[-1].isdigit() else word
        for one in self._by_word.get(key, ()):
            match = one.pattern.match(scene.lower, start)
            if match is None or (best is not None and match.end() < best.end):
                continue
            made = one.build(scene, match)
            if made is not None and (best is None or made.end > best.end):
                best = made
        return best


def _last_word(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 10 and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _free(text: str, start: int) -> bool:
    """Whether an expression may begin here: not inside a number, a word or a code (T-72)."""
    before = text[start - 1] if start else " "
    if before.isalnum() or before in "_$\u20ac\u00a3@#+":
        return False
    if text[start].isdigit():
        earlier = text[start - 2] if start > 1 else " "
        if before in ".,:/" and earlier.isdigit():
            return False
        code = before in _JOINT and earlier.isalpha() and not text[start : start + 4].isdigit()
        # "31 May-1 June" is no code.
        return not code or _last_word(text, start - 1) in load_time_words().months
    return True


def words() -> TimeWords:
    """The time words that the rules read."""
    return load_time_words()
