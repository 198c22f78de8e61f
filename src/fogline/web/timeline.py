"""The timeline: when events happened, and when what is known of them became known."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from fogline.asking import Question, query_of
from fogline.corroborate.filing.moments import DAY_HOURS, FAR_FUTURE, FAR_PAST, HOUR, hours
from fogline.errors import OptionError
from fogline.export.event_json import when_json
from fogline.export.ledger_rows import period
from fogline.export.moments import moment_words
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Clock
from fogline.ledger.query import Query as Asked
from fogline.records.event import Is
from fogline.records.ledger import When
from fogline.records.views import EventRow
from fogline.web.axes import DAYS, HOURS, SHORTEST, Axis, axis_of, busiest, is_open, iso
from fogline.web.pages import address_of, page
from fogline.web.params import TheLedger, TheQuestion

router = APIRouter()
Json = dict[str, Any]
_Edge = Annotated[str | None, Query(max_length=40, description="where the axis begins or ends")]

# The most telling first, as the signs of the map have it: an event counts for the first it has.
ORDER = (Is.DENIED, Is.DISPUTED, Is.CONCEDED, Is.CORROBORATED, Is.UNANSWERED, Is.CLAIMED)
RANK = {is_: rank for rank, is_ in enumerate(ORDER)}
# An event whose period is longer than so many bins belongs to none of them.
WIDEST = 7
# Rows that are drawn.
ROWS = 200
# What tells where most events lie: those whose time is known to the month.
MONTH = 31 * DAY_HOURS
# Room beside the first and the last of them.
MARGIN = 2 * DAY_HOURS
NEVER = (FAR_PAST, FAR_FUTURE)


class Tally:
    """How many events of each rank lie in each bin of an axis, and how many in none and why.

    An event counts in the bin in which its period lies (``exact``). One that is told less exactly
    is shared out among the bins of its period (``rough``), one that is far less exact is in none.
    """

    def __init__(self, axis: Axis, rows: Iterable[EventRow]) -> None:
        self.axis = axis
        bins = len(axis.edges) - 1
        self.exact = [[0] * len(ORDER) for _ in range(bins)]
        self.rough = [[0.0] * len(ORDER) for _ in range(bins)]
        self.counts: Counter[str] = Counter()
        # Many are told of the same day.
        kinds = Counter(
            ((row.time.first, row.time.last) if row.time else NEVER, _rank(row)) for row in rows
        )
        start, end, widest = axis.first, axis.last, WIDEST * axis.unit.hours
        for ((first, last), rank), count in kinds.items():
            if first <= FAR_PAST and last >= FAR_FUTURE:
                self.counts["no_day"] += count
            elif last <= start:
                self.counts["earlier"] += count
            elif first >= end:
                self.counts["later"] += count
            elif last - first > widest:
                self.counts["longer"] += count
            else:
                self._put(first, last, rank, count)

    def _put(self, first: int, last: int, rank: int, count: int) -> None:
        edges = self.axis.edges
        low, high = max(first, edges[0]), min(last, edges[-1])
        at, end = self.axis.at(low), self.axis.at(high - 1)
        if at == end and (low, high) == (first, last):
            self.exact[at][rank] += count
            return
        for bin_ in range(at, end + 1):
            part = min(high, edges[bin_ + 1]) - max(low, edges[bin_])
            self.rough[bin_][rank] += count * part / (high - low)


@router.get("/api/v1/timeline", tags=["ledger"])
def timeline(
    ledger: TheLedger, question: TheQuestion, axis_from: _Edge = None, axis_to: _Edge = None
) -> Json:
    """Events by when they happened, and reports by when they became known, in at most 120 bins.

    ``from`` and ``to`` choose the period whose events are given one by one (200 at most); the bins
    are those of all events that meet the other conditions. ``axis_from`` and ``axis_to`` say what
    the axis shows; else it shows where most events lie, and with it the chosen period. An event
    counts once, for its most telling standing: ``exact`` where its period lies within the bin.
    Where it is longer the event is shared out among the bins of its period (``rough``, with
    fractions). ``longer`` are known far less exactly and are in no bin.
    """
    return timeline_of(ledger, question, axis_from, axis_to)


@router.get("/timeline", include_in_schema=False)
def timeline_page(
    request: Request,
    ledger: TheLedger,
    question: TheQuestion,
    axis_from: _Edge = None,
    axis_to: _Edge = None,
) -> HTMLResponse:
    """The timeline, with all that it shows also as lists."""
    answer = timeline_of(ledger, question, axis_from, axis_to)
    return page(
        request,
        "timeline.html",
        question,
        answer=answer,
        order=[is_.value for is_ in ORDER],
        bins=_listed(answer["bins"], question),
        as_of=answer["as_of"],
    )


def timeline_of(
    ledger: Ledger, question: Question, axis_from: str | None = None, axis_to: str | None = None
) -> Json:
    """What the timeline shows. Raises OptionError for what cannot be understood."""
    query = query_of(question, ledger)
    begins, ends = shown = _edge(axis_from, "axis_from"), _edge(axis_to, "axis_to")
    if begins is not None and ends is not None and ends <= begins:
        raise OptionError("the axis ends before it begins", where="axis_to", remedy="a later day")
    rows = ledger.rows(replace(query, first=None, last=None))
    times = [row.time for row in rows if row.time is not None]
    axis = _axis(times, query, shown)
    tally = Tally(axis, rows)
    none = ("no_day", "earlier", "later", "longer")
    return {
        "as_of": moment_words(query.as_of),
        "total": len(rows),
        **{name: tally.counts[name] for name in none},
        "range": _range(times),
        "axis": {"start": iso(axis.first), "end": iso(axis.last), "unit": axis.unit.name},
        "bins": list(_bins(tally)),
        "chosen": _chosen(rows, query, axis),
        "reports": _reports(ledger, query),
    }


def _edge(text: str | None, name: str) -> int | None:
    if not text:
        return None
    try:
        return hours(text)
    except (ValueError, OverflowError):
        raise OptionError(f"{text!r} is no day", where=name, remedy="write 2025-06-08") from None


def _rank(row: EventRow) -> int:
    return min((RANK[part.is_] for part in row.standing), default=RANK[Is.CLAIMED])


def _axis(times: Sequence[When], query: Asked, shown: tuple[int | None, int | None]) -> Axis:
    """What is asked to be shown, or where most events lie; in any case the chosen period."""
    first, last = _most(times, query.as_of // HOUR)
    first = first if shown[0] is None else shown[0]
    last = last if shown[1] is None else shown[1]
    if query.first is not None:
        first = min(first, query.first)
        last = max(last, query.first + DAY_HOURS)
    if query.last is not None:
        last = max(last, query.last)
        first = min(first, query.last - DAY_HOURS)
    return axis_of(first, max(last, first + 1))


def _most(times: Iterable[When], now: int) -> tuple[int, int]:
    """Where most events lie: those that are told exactly enough to say."""
    points = sorted(
        (time.first + time.last) // 2
        for time in times
        if time.last - time.first <= MONTH
    )  # fmt: skip
    first, last = busiest(points) if points else (now, now)
    first, last = first - MARGIN, last + MARGIN
    missing = max(0, SHORTEST - (last - first)) // 2
    return first - missing, last + missing


def _range(times: Sequence[When]) -> Json | None:
    """From the first beginning to the last end that is told."""
    edges = [edge for time in times for edge in (time.first, time.last) if not is_open(edge, edge)]
    return {"start": iso(min(edges)), "end": iso(max(edges))} if edges else None


def _bins(tally: Tally) -> Iterator[Json]:
    edges = tally.axis.edges
    for at, (exact, rough) in enumerate(zip(tally.exact, tally.rough, strict=True)):
        yield {
            "start": iso(edges[at]),
            "end": iso(edges[at + 1]),
            "exact": _by_standing(exact),
            "rough": _by_standing(rough),
        }


def _by_standing(counts: Sequence[float]) -> dict[str, float]:
    told = zip(ORDER, counts, strict=True)
    return {is_.value: round(count, 3) for is_, count in told if count}


def _chosen(rows: Sequence[EventRow], query: Asked, axis: Axis) -> Json:
    """The events of the chosen period: those whose period is known well first, each by time."""
    first = axis.first if query.first is None else query.first
    last = axis.last if query.last is None else query.last
    widest = WIDEST * axis.unit.hours
    near: list[EventRow] = []
    longer: list[EventRow] = []
    for row in rows:
        time = row.time
        if time is not None and time.last > first and time.first < last:
            (longer if time.last - time.first > widest else near).append(row)
    drawn = [_drawn(row, longer=False) for row in near[:ROWS]]
    drawn += [_drawn(row, longer=True) for row in longer[: ROWS - len(drawn)]]
    return {
        "start": iso(first),
        "end": iso(last),
        "total": len(near) + len(longer),
        "rows": drawn,
    }


def _drawn(row: EventRow, *, longer: bool) -> Json:
    """One event as it is drawn; an open end of its period is None."""
    time = row.time
    assert time is not None
    told = sorted({part.is_ for part in row.standing}, key=RANK.__getitem__)
    return {
        "id": row.id,
        "title": row.title,
        "standing": [is_.value for is_ in told],
        "place": None if row.place is None else row.place.name,
        "says_so": row.says_so,
        "says_not": row.says_not,
        "time": when_json(time),
        "when": period(time),
        "first": None if is_open(time.first, 0) else time.first,
        "last": None if is_open(0, time.last) else time.last,
        "longer": longer,
    }


def _reports(ledger: Ledger, query: Asked) -> Json:
    """How many reports became known when, by the clock that was asked for."""
    readings = ledger.newest_readings()
    published = query.clock is Clock.PUBLISHED
    moments = sorted((row.known if published else row.received) // HOUR for row in readings)
    points = moments or [query.as_of // HOUR]
    first, last = busiest(points)
    # The handle must have a place on the axis wherever there are reports.
    if points[0] <= query.as_of // HOUR <= points[-1]:
        first, last = min(first, query.as_of // HOUR), max(last, query.as_of // HOUR)
    axis = axis_of(first, max(last + 1, first + DAY_HOURS), (*HOURS, *DAYS))
    # How many are known before each edge.
    before = [bisect_left(moments, edge) for edge in axis.edges]
    return {
        "total": len(moments),
        "earlier": before[0],
        "later": len(moments) - before[-1],
        "axis": {"start": iso(axis.first), "end": iso(axis.last), "unit": axis.unit.name},
        "bins": [
            {"start": iso(start), "end": iso(end), "reports": upto - from_}
            for (start, end), (from_, upto) in zip(
                pairwise(axis.edges), pairwise(before), strict=True
            )
        ],
    }


def _listed(bins: Iterable[Mapping[str, Any]], question: Question) -> list[Json]:
    """The bins that have events, each with the address that chooses it."""
    found = []
    for row in bins:
        rough = round(sum(row["rough"].values()), 1)
        if rough or row["exact"]:
            asked = replace(question, from_=row["start"], to=row["end"])
            address = urlencode(address_of(asked), doseq=True)
            found.append({**row, "rough": rough, "address": f"/timeline?{address}"})
    return found
