"""Times named in pairs: "January to March 2023", "between Monday and Wednesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fogline.language.document import Document
from fogline.resolve.times.calendar import Period, add_days, shift_day
from fogline.resolve.times.grammar import Found
from fogline.resolve.times.phrases import Dated, Detail, InYear, Lasting, OnWeekday
from fogline.resolve.times.placed import Placed

_JOINT = re.compile(
    r"(?:,?\s{1,3}(?:and|or|to|until|till|through)|\s{0,3}[\u2013-]|,)\s{0,3}(?:in\s)?"
)
_RANGE = re.compile(r"(?:between|from)\s{1,3}(?:late\s|early\s)?$", re.IGNORECASE)


def with_years(document: Document, found: Sequence[Found]) -> list[Found]:
    """Give a month or day the year that stands behind the one that it is joined to."""
    made = list(found)
    for i in range(len(made) - 2, -1, -1):
        first, second = made[i], made[i + 1]
        mine, other = first.phrase.base, second.phrase.base
        joined = _JOINT.fullmatch(document.text[first.end : second.start].lower()) is not None
        if isinstance(mine, InYear) and isinstance(other, InYear) and joined:
            if mine.year is None and mine.direction is None and mine.year_shift is None:
                base_of = replace(mine, year=other.year, year_shift=other.year_shift)
                made[i] = replace(first, phrase=replace(first.phrase, base=base_of))
            continue
        if not isinstance(mine, Dated) or not isinstance(other, Dated):
            continue
        bare = mine.month and mine.year is None and mine.direction is None
        if not bare or mine.year_shift is not None or not other.month:
            continue
        if not joined:
            continue
        if other.year is not None:
            year = other.year - ((mine.month or 0) > other.month)
            base = replace(mine, year=year)
        elif other.year_shift is not None:
            base = replace(mine, year_shift=other.year_shift - ((mine.month or 0) > other.month))
        else:
            continue
        made[i] = replace(first, phrase=replace(first.phrase, base=base))
    return made


def in_order(
    document: Document,
    found: Sequence[Found],
    placed: Sequence[Placed | None],
    today: date | None,
) -> dict[int, Placed]:
    """The weekdays of a range that must move a week for its first to come first."""
    moved: dict[int, Placed] = {}
    for i in range(len(found) - 1) if today else ():
        first, second = placed[i], placed[i + 1]
        if not _is_bare(found[i]) or not _is_bare(found[i + 1]) or not first or not second:
            continue
        if not _RANGE.search(document.text[max(0, found[i].start - 16) : found[i].start]):
            continue
        if not _JOINT.fullmatch(document.text[found[i].end : found[i + 1].start].lower()):
            continue
        if not first.period or not second.period or first.period.start <= second.period.start:
            continue
        if today and first.period.start <= today:
            moved[i] = _shifted(first, -7)
        else:
            moved[i + 1] = _shifted(second, 7)
    return moved


def pieces_of(document: Document, found: Sequence[Found], placed: Sequence[Placed]) -> list[Placed]:
    """Place the lengths that begin or end another time: "the last two months of 2024"."""
    made = list(placed)
    for i in range(len(found) - 1):
        base, whole = found[i].phrase.base, placed[i + 1].period
        if not isinstance(base, Lasting) or not base.piece or not base.amount or whole is None:
            continue
        if document.text[found[i].end : found[i + 1].start].split() != ["of"]:
            continue
        steps = int(base.amount * base.unit.times)
        edge = whole.start if base.piece < 0 else whole.end
        other = shift_day(edge, base.unit.letter, -base.piece * steps) if steps else None
        if other is not None:
            piece = Period(*sorted((edge, other)))
            made[i] = replace(made[i], period=piece) if whole.covers(piece) else made[i]
    return made


def _is_bare(one: Found) -> bool:
    base = one.phrase.base
    return (
        isinstance(base, OnWeekday)
        and base.shift is None
        and not base.told
        and replace(one.phrase.detail, part=None) == Detail()
    )


def _shifted(placed: Placed, days: int) -> Placed:
    if placed.period is None:
        return placed
    start, end = add_days(placed.period.start, days), add_days(placed.period.end, days)
    if start is None or end is None:
        return placed
    value = start.isoformat() + placed.value[10:]
    return replace(placed, value=value, period=Period(start, end))
