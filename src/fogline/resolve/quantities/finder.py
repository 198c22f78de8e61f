"""Finds the quantities of a report: how many of what, as an interval, with its exact words.

The span is the smallest that carries the interval: the number with the words that bound it. Its
unit belongs to it only where the number is money, an area or a distance.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from fogline.knowledge.quantitywords import load_number_words, load_quantity_words
from fogline.language.document import Document, Token
from fogline.records.quantity import Counted, Quantity, QuantityKind
from fogline.records.span import Span, cut
from fogline.records.time import Time
from fogline.resolve.quantities.kinds import Counting, counting, kind_of
from fogline.resolve.quantities.links import Scopes, is_earlier, is_part, is_update
from fogline.resolve.quantities.spans import Number, find_numbers
from fogline.resolve.quantities.who import who_of
from fogline.resolve.quantities.words import find_wordless
from fogline.resolve.times.grammar import lower_text

_OLDEST = 120
_MEASURED = frozenset({QuantityKind.MONEY, QuantityKind.AREA, QuantityKind.DISTANCE})
_OF_NUMBER = re.compile(r"\s{1,3}(?:out\s{1,3})?of\s{1,3}(?:the\s{1,3}|its\s{1,3})?\d")
_LABELLING = frozenset({"nummod", "appos", "npadvmod"})
# Classes of names.
_ARMED = frozenset({"group", "military"})
_SMALL = frozenset({"one", "a", "an"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A number with what it counts, before it is linked to others."""

    number: Number
    counted: Counting
    kind: QuantityKind | None
    who: Counted | None
    part: bool
    update: bool
    earlier: bool


class _Sense(Protocol):
    @property
    def cls(self) -> str: ...


class _Name(Protocol):
    @property
    def span(self) -> Span: ...

    @property
    def senses(self) -> Sequence[_Sense]: ...


def find_quantities(
    document: Document, times: tuple[Time, ...], names: Iterable[_Name] = ()
) -> tuple[Quantity, ...]:
    """The quantities of the reporting in text order; what lies in ``times`` is not one.

    ``names`` are the known names in the text, of which those of armed groups tell whom a number
    of their members counts.
    """
    armed = _armed(document, names)
    lower = lower_text(document.text)
    taken = _Taken(times)
    reads: list[_Read] = []
    for paragraph in document.paragraphs:
        if paragraph.first >= paragraph.last:
            continue
        if not document.sentences[paragraph.first].reporting:
            continue
        numbers = [*find_numbers(lower, paragraph.start, paragraph.end)]
        numbers.extend(find_wordless(document, paragraph))
        for number in sorted(numbers, key=lambda one: (one.start, -one.end)):
            if reads and number.start < reads[-1].number.end:
                continue
            if not taken.overlaps(number.start, number.end):
                read = _read(document, lower, number, armed)
                if read is not None:
                    reads.append(read)
    return _linked(document, lower, reads)


def _armed(document: Document, names: Iterable[_Name]) -> frozenset[int]:
    """The tokens of names that can only be those of armed groups or armed forces."""
    return frozenset(
        token.i
        for name in names
        if name.senses and all(sense.cls in _ARMED for sense in name.senses)
        for token in document.tokens_in(name.span.start, name.span.end)
    )


class _Taken:
    """The characters that times cover."""

    def __init__(self, times: tuple[Time, ...]) -> None:
        spans = sorted((span.start, span.end) for time in times for span in time.mentions)
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a time shares a character with the stretch."""
        i = bisect_right(self._starts, end - 1) - 1
        return i >= 0 and self._ends[i] > start


def _read(document: Document, lower: str, number: Number, armed: frozenset[int]) -> _Read | None:
    counted = counting(document, number)
    if counted is None or _is_label(document, lower, number, counted):
        return None
    kind = number.kind or kind_of(document, counted)
    who = None if number.kind in _MEASURED else who_of(document, counted, armed)
    part = is_part(document, lower, number.start, number.end, counted)
    if kind is None and not _counts(document, lower, number, counted, who, part=part):
        return None
    if kind is None and _is_populace(number, counted):
        kind = QuantityKind.POPULATION
    return _Read(
        number=number,
        counted=counted,
        kind=kind,
        who=who,
        part=part,
        update=is_update(document, counted),
        earlier=is_earlier(lower, number.start),
    )


def _is_populace(number: Number, counted: Counting) -> bool:
    return (
        counted.noun.lemma in load_quantity_words().residents
        and counted.noun.lemma in ("resident", "inhabitant")
        and (number.low or 0) >= 1000
    )


def _counts(
    document: Document,
    lower: str,
    number: Number,
    counted: Counting,
    who: Counted | None,
    *,
    part: bool,
) -> bool:
    """Whether a number without a kind still counts something worth a record."""
    core = lower[number.core_start : number.core_end]
    if core in load_number_words().nothing or (
        core.split()[0] in _SMALL and (number.high or 2) < 2
    ):
        return False
    if core.startswith("both"):
        return False
    if _OF_NUMBER.match(lower, number.end):
        return True
    return part or who is not None or counted.noun.i != counted.number.i or number.high is None


def _is_label(document: Document, lower: str, number: Number, counted: Counting) -> bool:
    """Whether the number is a name's ("Resolution 2334") or an age ("Oleksandr, 60,")."""
    token = counted.number
    if not lower[number.core_start].isdigit() or number.start != number.core_start:
        return False
    head = document.head(token)
    beside = head is not None and head.i == token.i - 1 and token.dep in _LABELLING
    if head is not None and beside and (head.pos == "PROPN" or head.text[:1].isupper()):
        return True
    if number.low is None or number.low > _OLDEST or token.i == 0:
        return False
    return _is_age(document, token, number)


def _is_age(document: Document, token: Token, number: Number) -> bool:
    """A number between a name's comma and another mark."""
    comma = document.tokens[token.i - 1]
    if comma.text != "," or token.i < 2:
        return False
    name = document.tokens[token.i - 2]
    after = document.text[number.end : number.end + 1]
    return name.pos == "PROPN" and name.ent in ("PERSON", "") and after in ",.;)"


def _linked(document: Document, lower: str, reads: list[_Read]) -> tuple[Quantity, ...]:
    """The quantities with their parts, updates and scopes; a part takes its whole's kind."""
    found: list[Quantity] = []
    scopes = Scopes(document, lower)
    for i, read in enumerate(reads):
        number = read.number
        whole = _whole(document, lower, reads, found, i)
        kind = read.kind
        if whole is not None and kind in (None, QuantityKind.OTHER):
            kind = whole.kind
        quantity = Quantity(
            id=f"q{i + 1}",
            kind=kind or QuantityKind.OTHER,
            who=read.who,
            low=_plain(number.low),
            high=_plain(number.high),
            exact=number.exact,
            scope=scopes.of(read.counted),
            part_of=whole.id if whole is not None else None,
            updates=None,
            span=cut(document.text, number.start, number.end),
        )
        found.append(quantity)
    found = _parts_before(lower, reads, found)
    return _with_updates(reads, found)


def _plain(value: float | None) -> float | None:
    """A whole number as one: 1000, not 1000.0."""
    return int(value) if value is not None and value == int(value) else value


def _whole(
    document: Document, lower: str, reads: list[_Read], found: list[Quantity], i: int
) -> Quantity | None:
    """The quantity before, in this sentence or the last, that this one is told to be part of."""
    read = reads[i]
    if not read.part:
        return None
    here = read.counted.number.sentence
    able: list[tuple[str, Quantity]] = []
    for j in range(i - 1, -1, -1):
        if here - reads[j].counted.number.sentence > 1:
            break
        if found[j].part_of is None and _can_hold(found[j], read):
            able.append((reads[j].counted.noun.lemma, found[j]))
    # Of "12 missiles and 88 drones, of which nine missiles": the number of the same things.
    same = (other for lemma, other in able if lemma == read.counted.noun.lemma)
    return next(same, able[0][1] if able else None)


def _can_hold(whole: Quantity, part: _Read) -> bool:
    if whole.kind in _MEASURED:
        return False
    if part.kind not in (None, QuantityKind.OTHER, whole.kind):
        return False
    most = whole.high
    least = part.number.low
    return most is None or least is None or least <= most


def _parts_before(lower: str, reads: list[_Read], found: list[Quantity]) -> list[Quantity]:
    """Mark "49 of 85 drones": the first number is part of the one right behind "of"."""
    linked = list(found)
    for i in range(len(found) - 1):
        between = lower[found[i].span.end : found[i + 1].span.start].split()
        if between not in (
            ["of"],
            ["of", "the"],
            ["out", "of"],
            ["out", "of", "the"],
            ["of", "its"],
        ):
            continue
        first, whole = found[i], found[i + 1]
        if first.part_of is None and (whole.high is None or (first.low or 0) <= whole.high):
            kind = whole.kind if first.kind is QuantityKind.OTHER else first.kind
            linked[i] = replace(first, part_of=whole.id, kind=kind, who=first.who or whole.who)
    return linked


def _with_updates(reads: list[_Read], found: list[Quantity]) -> tuple[Quantity, ...]:
    """The quantities, each update with the count that it replaces."""
    latest: dict[QuantityKind, str] = {}
    linked: list[Quantity] = []
    for i, quantity in enumerate(found):
        updates = None
        if reads[i].update and not reads[i].earlier and quantity.part_of is None:
            updates = _count_before(reads, found, i) or latest.get(quantity.kind)
        linked.append(replace(quantity, updates=updates))
        if quantity.part_of is None:
            latest[quantity.kind] = quantity.id
    return tuple(linked)


def _count_before(reads: list[_Read], found: list[Quantity], i: int) -> str | None:
    """The count told with "from" right behind an update: "rose to six from three"."""
    if i + 1 == len(reads) or not reads[i + 1].earlier:
        return None
    together = reads[i + 1].counted.number.sentence == reads[i].counted.number.sentence
    return found[i + 1].id if together else None
