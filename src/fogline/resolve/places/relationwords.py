"""The patterns of words that relate an area to a place: before its name, after it, between two."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fogline.knowledge.placewords import PlaceWords, load_place_words
from fogline.resolve.numbers import number_pattern, read_number

# No report measures further than this in a relation.
_FURTHEST = 2_000


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled patterns.

    Those of ``before`` end where a name begins, those of ``after`` and ``trailing`` begin where
    it ends, those of ``joint`` span what stands between two names.
    """

    distance: re.Pattern[str]
    direction: re.Pattern[str]
    quarter: re.Pattern[str]
    edge: re.Pattern[str]
    part: re.Pattern[str]
    near: re.Pattern[str]
    road: re.Pattern[str]
    owned: re.Pattern[str]
    between: re.Pattern[str]
    line: re.Pattern[str]
    linking: re.Pattern[str]
    where: re.Pattern[str]
    shared: re.Pattern[str]
    border_of: re.Pattern[str]
    trailing: re.Pattern[str]
    border: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The patterns, from the tables of words."""
    words = load_place_words()
    sides = _any((*words.sides, *words.fillers - {"the"}))
    side = rf"(?:(?:{sides})\s+)"
    edge = rf"{side}{{0,3}}(?:{_any(words.edges)})"
    border = rf"{side}{{0,3}}(?:{_any(words.borders)})"
    line = rf"(?P<line>{side}{{0,2}}(?:{_any(words.lines)}))"
    of = _any(words.of)
    named = rf"\s+(?:the\s+)?{side}?(?:(?:{of})\s+of\s+)?(?:the\s+)?$"
    compass = rf"(?P<bearing>{_any(words.directions)})"
    number = rf"(?P<number>half\s+an?|{number_pattern()}|an?\s+few|{_any(words.numbers)}|an?)"
    off = rf"(?:(?:the\s+)?{edge}\s+(?:of|with|from)\s+(?:the\s+)?)?"
    running = (
        r"(?:(?:that|which)\s+)?(?:running|leading|stretching|runs?|leads?|stretches|lying|"
        r"winding)\s+(?:\w+\s+)?"
    )
    link = (
        r"(?:(?:that|which)\s+)?(?:link(?:s|ing)?|connect(?:s|ing)?|join(?:s|ing)?|"
        r"separat(?:es|ing)|divid(?:es|ing))"
    )
    return Patterns(
        distance=_compiled(
            rf"\b{number}[\s-]*(?P<unit>{_any(words.units)})['’]?(?:\s*\([^()]{{1,30}}\))?"
            rf"(?:\s+(?:away|or\s+so|inland|offshore|upstream|downstream|upriver|downriver|out))?"
            rf"(?:,)?(?:\s+(?:due|just|roughly|almost|directly|or\s+so))?(?:\s+to\s+the)?"
            rf"(?:\s+{compass})?\s+(?:of|from|away\s+from|outside(?:\s+of)?|off|inside|into|short\s+of)"
            rf"(?:\s+{off}|\s+)(?:the\s+)?{side}?(?:(?:{of})\s+of\s+)?(?:the\s+)?$"
        ),
        direction=_compiled(rf"\b{compass}\s+of{named}"),
        quarter=_compiled(
            rf"(?<!to )\b(?P<quarter>the\s+(?:(?:far|extreme|deep)\s+)?(?:{_any(words.directions)})"
            rf"(?:ern)?(?:\s+(?:part|half|end|side|tip))?)\s+of{named}"
        ),
        edge=_compiled(rf"\b(?P<edge>{edge})\s+of{named}"),
        part=_compiled(rf"\b(?P<part>{_any(words.parts)})\s+(?:the\s+)?$"),
        near=_compiled(rf"\b(?P<near>{_any(words.near)}){named}"),
        road=_compiled(
            rf"\b(?P<line>{side}{{0,2}}(?:{_any(words.roads)}))\s+(?:{running})?"
            rf"(?P<way>to|towards?|into|out\s+of|from|through|past){named}"
        ),
        owned=_compiled(
            rf"(?:['’]s?\s+(?:own\s+)?(?P<edge>{edge}|(?:far\s+)?(?:{_any(words.directions)})(?!\w))"
            rf"|\s+(?P<bare>(?:{side})?(?:{_any(words.bare_edges)})))\b(?!\s+(?:of|guard|police|force))"
        ),
        between=_compiled(
            rf"\b(?:{line}\s+(?:{running})?(?:that\s+)?(?:lies\s+)?)?"
            rf"(?:(?:half-?way|midway|somewhere|in)\s*[ -]\s*)?between{named}"
        ),
        line=_compiled(rf"\b{line}\s+(?:{running})?from{named}"),
        linking=_compiled(rf"\b{line}\s+{link}{named}"),
        where=_compiled(r"\bwhere\s+(?:the\s+)?$"),
        shared=_compiled(
            rf"(?:['’]s?)?\s+(?:own\s+)?(?P<edge>{border})(?:\s+(?:region|area|crossings?|posts?))?"
            rf"\s+(?:with|to|and)\s+(?:the\s+)?$"
        ),
        border_of=_compiled(
            rf"\b(?P<edge>{border})\s+(?:of|that|which|shared\s+by)(?:\s+the)?\s*$"
        ),
        trailing=_compiled(rf"\s+{line}\b"),
        border=_compiled(
            rf"\s+(?P<edge>{border})\b(?!\s+(?:guard|police|force|patrol|agenc|troop))"
        ),
    )


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def kilometres_of(match: re.Match[str]) -> float | None:
    """The kilometres of a match of ``distance``; None where it gives no number of them."""
    words = load_place_words()
    unit = words.units[even(match["unit"]).lower()]
    value = _number(even(match["number"]).lower(), words)
    return value * unit if value is not None else None


def _number(text: str, words: PlaceWords) -> float | None:
    if text in words.numbers:
        return words.numbers[text]
    if text.startswith("half"):
        return 0.5
    if text in ("a", "an"):
        return 1.0
    value = read_number(text)
    return value if value is not None and value < _FURTHEST else None


def even(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())
