"""Finds the times of a report and places them on the calendar.

Spans follow TimeBank: prepositions ("on", "since") stay outside, "late", "early" and "about three"
belong. A time of the clock has a moment with an offset only where its zone is named; without one
it is the place's own time: start and end are then the day's, and the value carries the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from fogline.language.document import Document
from fogline.records.report import Published, Report
from fogline.records.span import cut
from fogline.records.time import Time, TimeAnchor
from fogline.resolve.times.beginnings import count_days
from fogline.resolve.times.calendar import Period, add_days, day_period
from fogline.resolve.times.daycounts import place_counts
from fogline.resolve.times.extents import extents
from fogline.resolve.times.extentwords import Told
from fogline.resolve.times.grammar import Found, Scene, lower_text
from fogline.resolve.times.joins import time_grammar
from fogline.resolve.times.pairs import in_order, pieces_of, with_years
from fogline.resolve.times.phrases import (
    Dated,
    DayPart,
    Ending,
    InYear,
    Lasting,
    OnWeekday,
    Shifted,
)
from fogline.resolve.times.place import place
from fogline.resolve.times.placed import COUNTABLE, Context, Placed
from fogline.resolve.times.quoted import days_said
from fogline.resolve.times.tense import PAST, direction

# A clock time belongs to a day named this near to it, in characters.
_REACH = 40
# Two clocks that tell one moment differ by fewer hours, or it is another day's.
_HALF_DAY = 12


def find_times(document: Document, report: Report) -> tuple[Time, ...]:
    """The times of the reporting, in the order of first mention.

    Relative times count from ``report.published``; where that is a longer period, only what comes
    out the same from its first and its last day is placed.
    """
    found = _read(document)
    days = _days_of(report.published)
    placed = _place_all(document, found, days)
    today = days[0] if days and days[0] == days[1] else None
    placed = pieces_of(document, found, count_days(document, found, placed, today))
    lower = lower_text(document.text)
    placed = place_counts(document, lower, found, placed, today)
    reach = extents(Told(lower, found, placed, _moment_of(report.published) or today))
    times: dict[tuple[object, ...], Time] = {}
    for one, where, extent in zip(found, placed, reach, strict=True):
        start, end = where.bounds
        span = cut(document.text, one.start, one.end)
        key: tuple[object, ...] = (
            where.kind,
            where.value,
            start,
            end,
            where.precision,
            where.anchor,
            extent,
        )
        known = times.get(key)
        if known is None or start is None:
            # What has no place on the calendar may be another moment each time.
            key = key if known is None else (*key, one.start)
            times[key] = Time(
                id=f"t{len(times) + 1}",
                kind=where.kind,
                value=where.value,
                start=start,
                end=end,
                precision=where.precision,
                anchor=where.anchor,
                mentions=(span,),
                extent=extent,
            )
        else:
            times[key] = replace(known, mentions=(*known.mentions, span))
    return tuple(times.values())


def _read(document: Document) -> list[Found]:
    scene = Scene(document, lower_text(document.text))
    grammar = time_grammar()
    found: list[Found] = []
    for paragraph in document.paragraphs:
        if paragraph.first < paragraph.last and document.sentences[paragraph.first].reporting:
            found.extend(grammar.read(scene, paragraph.start, paragraph.end))
    return with_years(document, [one for one in found if not _in_name(document, one)])


def _in_name(document: Document, one: Found) -> bool:
    """Whether the words stand inside a longer name that the parser read as one word."""
    token = document.token_at(one.start)
    return token is not None and token.start < one.start and token.end > one.end


def _days_of(published: Published) -> tuple[date, date] | None:
    """The first and the last day of publication, or None where either is not known."""
    try:
        first = date.fromisoformat((published.start or "")[:10])
        last = date.fromisoformat((published.end or "")[:10])
    except ValueError:
        return None
    if "T" not in (published.end or "") and last > first:
        last -= timedelta(days=1)
    # A moment's period is shorter than a day; both ends lie on it.
    return first, first if (last - first).days <= 0 else last


def _moment_of(published: Published) -> datetime | None:
    """The moment of publication, where it is told to the minute."""
    text = published.start or ""
    if "T" not in text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _place_all(
    document: Document, found: list[Found], days: tuple[date, date] | None
) -> list[Placed]:
    placed: list[Placed | None] = []
    told: list[Period] = []
    stretch: Placed | None = None
    for one in found:
        if isinstance(one.phrase.base, DayPart) and one.phrase.base.shift is None:
            placed.append(None)
            continue
        where = _place_one(document, one, days, _told_for(one, told), stretch)
        placed.append(where)
        if where.period is not None and _narrates(one):
            told.append(where.period)
        if _is_stretch(one):
            told_of = where.period is not None and _is_over(document, one, where.period, days)
            stretch = where if told_of else stretch
        elif _ends_stretch(one):
            stretch = None
    for i, where in in_order(document, found, placed, days[0] if days else None).items():
        placed[i] = where
    for i, day in days_said(document, found, placed).items():
        quoted = _place_one(document, found[i], (day, day), None, None)
        placed[i] = replace(quoted, anchor=TimeAnchor.EVENT)
    today = day_period(days[0]) if days and days[0] == days[1] else None
    return [
        where or _place_one(document, one, days, _day_near(document, found, placed, i, today), None)
        for i, (one, where) in enumerate(zip(found, placed, strict=True))
    ]


def _told_for(one: Found, told: Sequence[Period]) -> Period | None:
    """The time told last that an expression can count from: "a day earlier" needs a day."""
    base = one.phrase.base
    longest = None
    if isinstance(base, Shifted) and base.told and base.amount:
        longest = COUNTABLE.get(base.unit.letter)
    elif isinstance(base, DayPart) or (isinstance(base, OnWeekday) and base.told):
        longest = 1
    fit = (period for period in reversed(told) if longest is None or period.days <= longest)
    return next(fit, told[-1] if told else None)


def _narrates(one: Found) -> bool:
    """Whether the story goes on from this time: dates, not lengths or a look back over years."""
    base = one.phrase.base
    if isinstance(base, Shifted) and base.counted and base.unit.letter == "Y":
        return base.sign > 0
    return isinstance(base, Dated | InYear | OnWeekday | Shifted)


def _is_stretch(one: Found) -> bool:
    """Whether figures may be told for it: a quarter or half, unless it is one compared with."""
    base = one.phrase.base
    if isinstance(base, InYear):
        return base.code[0] in "QH"
    return isinstance(base, Ending) and base.letter == "Q"


def _is_over(
    document: Document, one: Found, period: Period, days: tuple[date, date] | None
) -> bool:
    """Whether figures can be told for a quarter: by the calendar, or as its firm counts its year.

    What is only expected of the quarter under way leaves the quarter that figures were told for.
    """
    if days is None or period.end <= days[1] or direction(document, one.start, one.end) == PAST:
        return True
    return document.text[one.end :].lstrip(" ,").startswith("ended")


def _ends_stretch(one: Found) -> bool:
    """Whether figures are from here on told for longer: nine months, a whole year."""
    base = one.phrase.base
    if isinstance(base, Ending):
        return base.letter != "W"
    return (
        isinstance(base, Lasting)
        and base.unit.letter == "M"
        and base.side == 0
        and (base.amount or 0) > 3
    )


def _place_one(
    document: Document,
    one: Found,
    days: tuple[date, date] | None,
    told: Period | None,
    stretch: Placed | None,
) -> Placed:
    side = direction(document, one.start, one.end)
    first, last = days or (None, None)
    scene = Context(today=first, direction=side, told=told, stretch=stretch)
    placed = place(one.phrase, scene)
    if first == last or placed.anchor is not TimeAnchor.PUBLISHED:
        return placed
    other = place(one.phrase, replace(scene, today=last))
    if other == placed:
        return placed
    return place(one.phrase, replace(scene, today=None))


def _day_of_clock(one: Found, other: Found, day: Period) -> Period:
    """The day of a clock time beside another: "0200 local time (2300 GMT Sunday)" is Monday's."""
    mine, its = one.phrase.detail.clock, other.phrase.detail.clock
    if mine is None or its is None or abs(mine.hour - its.hour) <= _HALF_DAY:
        return day
    start = add_days(day.start, 1 if mine.hour < its.hour else -1)
    return (day_period(start) if start else None) or day


def _day_near(
    document: Document,
    found: list[Found],
    placed: list[Placed | None],
    i: int,
    today: Period | None,
) -> Period | None:
    """The day that a bare time of the clock belongs to: beside it, or told in its paragraph."""
    here = found[i]
    beside = range(i + 1, min(i + 3, len(found))), range(i - 1, max(i - 3, -1), -1)
    for j in (next((j for j in row if placed[j] is not None), None) for row in beside):
        if j is None:
            continue
        where = placed[j]
        gap = found[j].start - here.end if j > i else here.start - found[j].end
        day = where.period if where is not None else None
        if day and day.days == 1 and gap <= _REACH:
            return _day_of_clock(here, found[j], day)
    sentence = document.sentence_at(here.start)
    begin = document.paragraphs[sentence.paragraph].start if sentence else here.start
    for j in range(i - 1, -1, -1):
        where = placed[j]
        if found[j].start < begin:
            break
        if where is not None and where.period and where.period.days == 1:
            return where.period
    return _day_of_all(placed[:i], today) if here.phrase.detail.clock is not None else None


def _day_of_all(placed: list[Placed | None], today: Period | None) -> Period | None:
    """The day of publication, for the clock of a report that has told of no other day so far."""
    days = {one.period for one in placed if one and one.period and one.period.days == 1}
    return today if days <= {today} else None
