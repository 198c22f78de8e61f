"""Finds the number phrases of a text, each as an interval.

The span is the number with the words that bound it ("at least 3", "tens of thousands", "over
1,000"), and with its unit where the number means nothing without one ("5 km", "$3 million").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from fogline.knowledge.quantitywords import load_number_words, load_quantity_words
from fogline.records.quantity import QuantityKind
from fogline.resolve.numbers import any_of, number_pattern, read_number

# Characters before a number in which the words that bound it are looked for.
_REACH = 40
_WORD = re.compile(r"\d+|[a-z]+")
_JOINT = "\u2010\u2011\u2012\u2013\u2014-"
_AGE = re.compile(rf"[\s{_JOINT}]{{0,2}}(?:years?|months?)?[\s{_JOINT}]{{0,2}}(?:old|of age)\b")
_PERCENT = re.compile(r"\s{0,2}(?:%|per\s?cent|percentage|pc\b)")
_AGED = re.compile(r"\baged?\s{1,3}(?:between\s{1,3})?$")
_CODE = re.compile(rf"[a-z][{_JOINT}]$|[\w#@/.:+][{_JOINT}]?$|\d,$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in the text: characters ``start`` to ``end``, its core, and its interval.

    ``core_start`` to ``core_end`` is the bare number that the parser hangs the counted noun on.
    ``kind`` is set where a unit tells it; the interval is then in the record's units.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    low: float | None
    high: float | None
    exact: bool
    kind: QuantityKind | None = None


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers between the two offsets of a lower-case text, in order, none overlapping."""
    here = start
    first_words = _first_words()
    for word in _WORD.finditer(text, start, end):
        if word.start() < here or not (word.group()[0].isdigit() or word.group() in first_words):
            continue
        if word.start() and _CODE.search(text, max(start, word.start() - 2), word.start()):
            continue
        found = _core(text, word.start())
        if found is None or found.end > end or _excluded(text, found):
            continue
        found = _with_unit(text, _with_bounds(text, found, here))
        yield found
        here = found.end


@cache
def _first_words() -> frozenset[str]:
    words = load_number_words()
    phrases = (*words.numbers, *words.scales, *words.vague, *words.nothing)
    return frozenset({"a", "an", "both", *(phrase.split()[0] for phrase in phrases)})


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The compiled patterns of number phrases."""

    number: re.Pattern[str]
    upper: re.Pattern[str]
    vague: re.Pattern[str]
    scaled: re.Pattern[str]
    before: re.Pattern[str]
    between: re.Pattern[str]
    behind: re.Pattern[str]
    unit: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = load_number_words()
    number, space = number_pattern(), r"\s{1,3}"
    scales = any_of(words.scales)
    units = any_of((*words.areas, *words.distances))
    money = any_of(
        word for word, kind in load_quantity_words().nouns.items() if kind is QuantityKind.MONEY
    )
    return _Patterns(
        number=re.compile(rf"{number}(?!\w)"),
        upper=re.compile(rf"(?:\s?[{_JOINT}]\s?|\s{{1,3}}(to|or|and){space})({number})(?!\w)"),
        vague=re.compile(rf"(?:{any_of(words.vague)})\b"),
        scaled=re.compile(
            rf"(several|a{space}few|a{space}couple{space}(?:of)?){space}({scales})s?\b"
        ),
        before=re.compile(rf"\b({any_of(words.bounds)}){space}(?:the{space})?$"),
        between=re.compile(rf"\b(?:between|from){space}$"),
        behind=re.compile(rf"{space}({any_of(words.bounds_behind)})\b"),
        unit=re.compile(
            rf"[\s{_JOINT}]{{0,2}}(?:({units})\b|(?:u\.s\.\s|us\s|american\s)?({money})s?\b)"
        ),
    )


def _core(text: str, start: int) -> Number | None:
    """The number that begins at the offset, without the words around it."""
    words, patterns = load_number_words(), _patterns()
    scaled = patterns.scaled.match(text, start)
    if scaled:
        few = re.sub(r"\s+(of)?$", "", re.sub(r"\s+", " ", scaled.group(1)))
        scale = words.scales[scaled.group(2)]
        low, high = words.vague[few]
        return _number(scaled.span(), low * scale, high * scale + scale - 1, exact=False)
    vague = patterns.vague.match(text, start)
    if vague:
        low, high = words.vague[re.sub(r"\s+", " ", vague.group())]
        return _number(vague.span(), low, high, exact=low == high)
    number = patterns.number.match(text, start)
    if number is None:
        return None
    span, value = _longest(text, number)
    if value is None:
        return None
    found = _number(span, value, value, exact=True)
    return _ranged(text, found, value)


def _longest(text: str, match: re.Match[str]) -> tuple[tuple[int, int], float | None]:
    """The longest beginning of the match that is one number ("two" of "two three")."""
    end = match.end()
    while end > match.start():
        value = read_number(text[match.start() : end])
        if value is not None:
            return (match.start(), end), value
        cut = max(text.rfind(mark, match.start(), end) for mark in " \n-")
        end = match.start() + len(text[match.start() : max(cut, match.start())].rstrip())
    return match.span(), None


def _number(span: tuple[int, int], low: float, high: float, *, exact: bool) -> Number:
    start, end = span
    return Number(
        start=start, end=end, core_start=start, core_end=end, low=low, high=high, exact=exact
    )


def _ranged(text: str, found: Number, value: float) -> Number:
    """The number with its upper end: "5-10", "5 to 10", "between 5 and 10"."""
    patterns = _patterns()
    upper = patterns.upper.match(text, found.end)
    if upper is None:
        return found
    before = patterns.between.search(text, max(0, found.start - 12), found.start)
    if upper.group(1) == "and" and (before is None or not before.group().startswith("between")):
        return found
    high = read_number(upper.group(2))
    if high is None:
        return found
    tail = upper.group(2).split()[-1]
    scale = load_number_words().scales.get(tail)
    if scale and value < 1000 <= scale and high > scale * value:
        value *= scale  # "two to three million"
    if high <= value:
        return found
    start = before.start() if before and before.group().startswith("between") else found.start
    return replace(
        found,
        start=start,
        end=upper.end(),
        core_start=found.start,
        core_end=upper.end(),
        low=value,
        high=high,
        exact=False,
    )


def _with_bounds(text: str, found: Number, floor: int) -> Number:
    """The number opened or loosened by the words around it."""
    words, patterns = load_number_words(), _patterns()
    bound = None
    start, end = found.start, found.end
    before = patterns.before.search(text, max(floor, start - _REACH), start)
    if before:
        bound = words.bounds[re.sub(r"\s+", " ", before.group(1))]
        start = before.start()
    behind = patterns.behind.match(text, end)
    if bound is None and behind:
        bound = words.bounds_behind[re.sub(r"\s+", " ", behind.group(1))]
        end = behind.end()
    if bound is None:
        return found
    low, high = _opened(bound, found)
    return replace(found, start=start, end=end, low=low, high=high, exact=False)


def _opened(bound: str, found: Number) -> tuple[float | None, float | None]:
    if bound in ("at_least", "above"):
        return found.low, None
    if bound == "at_most":
        return None, found.high
    if bound == "below":
        whole = found.high is not None and found.high == int(found.high)
        return None, (found.high or 0) - 1 if whole else found.high
    return found.low, found.high


def _with_unit(text: str, found: Number) -> Number:
    """The number with its unit of area or distance (in km2 and km), or its currency."""
    words = load_number_words()
    if found.start and text[found.start - 1] in words.currencies:
        return replace(found, start=found.start - 1, kind=QuantityKind.MONEY)
    unit = _patterns().unit.match(text, found.end)
    if unit is None:
        return found
    if unit.group(2):
        return replace(found, end=unit.end(), kind=QuantityKind.MONEY)
    name = re.sub(r"\s+", " ", unit.group(1))
    area = words.areas.get(name)
    factor = area if area is not None else words.distances[name]
    return replace(
        found,
        end=unit.end(),
        low=None if found.low is None else round(found.low * factor, 4),
        high=None if found.high is None else round(found.high * factor, 4),
        kind=QuantityKind.AREA if area is not None else QuantityKind.DISTANCE,
    )


def _excluded(text: str, found: Number) -> bool:
    """Whether the number counts nothing: an age, a share, a decimal point's neighbour, a code."""
    if _AGE.match(text, found.end) or _PERCENT.match(text, found.end):
        return True
    if _AGED.search(text, max(0, found.start - 20), found.start):
        return True
    after = text[found.end : found.end + 2]
    return (
        bool(after)
        and (after[0] in ":/" or (after[0] in _JOINT and after[1:].isdigit()))
        and (after[1:].isdigit())
    )
