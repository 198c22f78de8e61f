"""Infers when a report was published from its own words, where nothing else tells.

A report cannot be older than what it tells in the past tense. Where it says that something began
"three years ago" and elsewhere that it began in February 2022, it cannot be much younger either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fogline.language.document import Document
from fogline.records.report import Published, PublishedBasis, Report
from fogline.records.span import Span
from fogline.records.time import Time, TimeAnchor, TimeKind, TimePrecision
from fogline.resolve.times.beginnings import happenings
from fogline.resolve.times.calendar import Period, add_months, make_date
from fogline.resolve.times.grammar import Scene, lower_text
from fogline.resolve.times.joins import time_grammar
from fogline.resolve.times.phrases import Dated, Numbered, Phrase, Shifted
from fogline.resolve.times.tense import PAST, direction

# "Three years ago" is said from a little before the third anniversary until the fourth: a twelfth
# of the unit (a month of a year, days of a month) is allowed before.
_MONTHS = {"Y": 12, "M": 1}
# A past date without its year is no older than this, or the writer would have given the year.
_RECENT_MONTHS = 6
_WIDTHS = (
    (1, TimePrecision.DAY),
    (7, TimePrecision.WEEK),
    (31, TimePrecision.MONTH),
    (92, TimePrecision.QUARTER),
    (366, TimePrecision.YEAR),
    (3660, TimePrecision.DECADE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One mention of a time with what it says and, where the calendar has it, its period."""

    span: Span
    phrase: Phrase
    period: Period | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """A date that publication does not lie before (or after), and the words that say so."""

    day: date
    spans: tuple[Span, ...]


def infer_published(document: Document, report: Report, times: tuple[Time, ...]) -> Published:
    """When the report was published, from its own words; as it is, where it is known.

    The answer is the half-open range of days that fit, with its evidence; ``end`` is None where
    only the earliest day can be told. Without any clue the publication stays unknown.
    """
    if report.published.start is not None:
        return report.published
    told = tuple(_tell(document, times))
    lower, upper = _latest(document, told), None
    tied = _under_way(document, told) or _tied(document, told)
    if tied is not None and (lower is None or lower.day < tied[1].day):
        upper = tied[1]
        lower = max((b for b in (lower, tied[0]) if b), key=lambda bound: bound.day)
        lower = _narrow(document, told, lower, upper)
    if lower is None:
        return report.published
    spans = {*lower.spans, *(upper.spans if upper else ())}
    return Published(
        start=lower.day.isoformat(),
        end=upper.day.isoformat() if upper else None,
        precision=_precision(lower.day, upper.day if upper else None),
        basis=PublishedBasis.INFERRED,
        evidence=tuple(sorted(spans)),
    )


def _tell(document: Document, times: tuple[Time, ...]) -> Iterator[_Told]:
    scene = Scene(document, lower_text(document.text))
    for time in times:
        if time.kind is not TimeKind.DATE:
            continue
        period = None
        if time.anchor is not TimeAnchor.PUBLISHED and time.start and time.end:
            period = Period(date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10]))
        for span in time.mentions:
            found = time_grammar().at(scene, span.start)
            if found is not None and found.end == span.end:
                yield _Told(span=span, phrase=found.phrase, period=period)


def _latest(document: Document, told: tuple[_Told, ...]) -> _Bound | None:
    """The latest beginning of a dated period that the report tells in the past."""
    past = [
        _Bound(day=one.period.start, spans=(one.span,))
        for one in told
        if one.period is not None and _is_past(document, one.span)
    ]
    return max(past, key=lambda bound: bound.day) if past else None


def _is_past(document: Document, span: Span) -> bool:
    return direction(document, span.start, span.end) == PAST


def _under_way(document: Document, told: tuple[_Told, ...]) -> tuple[_Bound, _Bound] | None:
    """The narrowest day, week or year of a happening that is told as the present one.

    "The war, which began on 24 February 2022, is in its fourth year."
    """
    found = [
        (
            _Bound(day=one.period.start, spans=(one.span,)),
            _Bound(day=one.period.end, spans=(one.span,)),
        )
        for one in told
        if isinstance(one.phrase.base, Numbered)
        and one.phrase.base.number
        and one.period is not None
        and _is_present(document, one.span)
    ]
    return min(found, key=lambda pair: pair[1].day - pair[0].day) if found else None


def _is_present(document: Document, span: Span) -> bool:
    token = document.head_in(span.start, span.end)
    while token is not None and token.pos not in ("VERB", "AUX"):
        token = document.head(token)
    return token is not None and token.tag in ("VBZ", "VBP")


def _tied(document: Document, told: tuple[_Told, ...]) -> tuple[_Bound, _Bound] | None:
    """The narrowest range from one happening told both by date and as so long ago."""
    dated: dict[str, list[_Told]] = {}
    for one in told:
        if one.period is not None and one.period.days <= 366:
            for key in happenings(document, one.span.start, one.span.end):
                dated.setdefault(key, []).append(one)
    found: list[tuple[_Bound, _Bound]] = []
    for one in told:
        base = one.phrase.base
        if not isinstance(base, Shifted) or not base.counted or base.told or not base.amount:
            continue
        if base.unit.letter not in _MONTHS or base.amount > 0:
            continue
        for key in happenings(document, one.span.start, one.span.end):
            found.extend(
                bounds for other in dated.get(key, ()) if (bounds := _range(one, base, other))
            )
    return min(found, key=lambda pair: pair[1].day - pair[0].day) if found else None


def _range(ago: _Told, base: Shifted, dated: _Told) -> tuple[_Bound, _Bound] | None:
    if dated.period is None or base.amount is None:
        return None
    step = _MONTHS[base.unit.letter]
    count = -base.amount * step
    first = add_months(dated.period.start, count - (step // 12))
    last = add_months(dated.period.end, count + step * base.unit.times)
    if first is None or last is None:
        return None
    spans = (ago.span, dated.span)
    return _Bound(day=first, spans=spans), _Bound(day=last, spans=spans)


def _narrow(document: Document, told: tuple[_Told, ...], lower: _Bound, upper: _Bound) -> _Bound:
    """Let dates without a year, told in the past, raise the lower bound where one year fits."""
    for one in told:
        base = one.phrase.base
        if not isinstance(base, Dated) or base.year is not None or base.month is None:
            continue
        if base.direction is not None or base.year_shift is not None:
            continue
        if not _is_past(document, one.span):
            continue
        fitting = list(_years(base, lower.day, upper.day))
        if len(fitting) == 1 and fitting[0] > lower.day:
            lower = _Bound(day=fitting[0], spans=(*lower.spans, one.span))
    return lower


def _years(base: Dated, lower: date, upper: date) -> Iterator[date]:
    """The dates that could be meant, were the report published in the range."""
    for year in range(lower.year - 1, upper.year + 1):
        day = make_date(year, base.month or 1, base.day or 1)
        latest = add_months(day, _RECENT_MONTHS) if day else None
        if day and latest and day < upper and latest > lower:
            yield day


def _precision(start: date, end: date | None) -> str:
    width = (end - start).days if end else None
    for days, precision in _WIDTHS:
        if width is not None and width <= days:
            return precision.value
    return TimePrecision.VAGUE.value
