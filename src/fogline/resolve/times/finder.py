"""Finds the times of a report and places them on the calendar.

Spans follow TimeBank: prepositions ("on", "since") stay outside, "late", "early" and "about three"
belong. A time of the clock has a moment with an offset only where its zone is named; without one
it is the place's own time: start and end are then the day's, and the value carries the clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from fogline.language.document import Document
from fogline.records.report import Published, Report
from fogline.records.span import cut
from fogline.records.time import Time, TimeAnchor
from fogline.resolve.times.calendar import Period
from fogline.resolve.times.grammar import Found, Scene, lower_text
from fogline.resolve.times.joins import time_grammar
from fogline.resolve.times.phrases import Dated, DayPart, OnWeekday, Shifted
from fogline.resolve.times.place import Context, Placed, place
from fogline.resolve.times.tense import direction

# A clock time belongs to a day named this near to it, in characters.
_REACH = 40


def find_times(document: Document, report: Report) -> tuple[Time, ...]:
    """The times of the reporting, in the order of first mention.

    Relative times count from ``report.published``; where that is a longer period, only what comes
    out the same from its first and its last day is placed.
    """
    found = _read(document)
    placed = _place_all(document, found, _days_of(report.published))
    times: dict[tuple[object, ...], Time] = {}
    for one, where in zip(found, placed, strict=True):
        start, end = where.bounds
        span = cut(document.text, one.start, one.end)
        key: tuple[object, ...] = (
            where.kind,
            where.value,
            start,
            end,
            where.precision,
            where.anchor,
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
    return [one for one in found if not _in_name(document, one)]


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


def _place_all(
    document: Document, found: list[Found], days: tuple[date, date] | None
) -> list[Placed]:
    placed: list[Placed | None] = []
    told: Period | None = None
    for one in found:
        if isinstance(one.phrase.base, DayPart) and one.phrase.base.shift is None:
            placed.append(None)
            continue
        where = _place_one(document, one, days, told)
        placed.append(where)
        if where.period is not None and _narrates(one):
            told = where.period
    return [
        where or _place_one(document, one, days, _day_near(document, found, placed, i))
        for i, (one, where) in enumerate(zip(found, placed, strict=True))
    ]


def _narrates(one: Found) -> bool:
    """Whether the story goes on from this time: dates, not lengths."""
    return isinstance(one.phrase.base, Dated | OnWeekday | Shifted)


def _place_one(
    document: Document, one: Found, days: tuple[date, date] | None, told: Period | None
) -> Placed:
    side = direction(document, one.start, one.end)
    first, last = days or (None, None)
    placed = place(one.phrase, Context(today=first, direction=side, told=told))
    if first == last or placed.anchor is not TimeAnchor.PUBLISHED:
        return placed
    other = place(one.phrase, Context(today=last, direction=side, told=told))
    if other == placed:
        return placed
    return place(one.phrase, Context(today=None, direction=side, told=told))


def _day_near(
    document: Document, found: list[Found], placed: list[Placed | None], i: int
) -> Period | None:
    """The day, told in the same sentence, that a bare time of the clock belongs to."""
    here = found[i]
    for j in (i + 1, i - 1):
        if not 0 <= j < len(found):
            continue
        where = placed[j]
        gap = found[j].start - here.end if j > i else here.start - found[j].end
        if where is not None and where.period and where.period.days == 1 and gap <= _REACH:
            return where.period
    return None
