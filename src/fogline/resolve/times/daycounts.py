"""Days counted from a beginning: "the 100th day of the war", "day three of the ceasefire".

The beginning is what the report tells ("the truce took hold on 19 January"), or else the first day
of the war that its words name; of a war without a name, the one whose day lies nearest before
publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from fogline.knowledge.wars import load_wars
from fogline.language.document import Document
from fogline.records.time import TimePrecision
from fogline.resolve.times.calendar import Period, add_days, day_period, shift_day
from fogline.resolve.times.extents import numbered_day
from fogline.resolve.times.grammar import Found
from fogline.resolve.times.phrases import Lasting, Numbered
from fogline.resolve.times.placed import Placed

# A report counts the days of a war that it does not name no longer than so after the day itself.
_NEAR, _NAMED = 45, 400
_ALIKE = {
    "truce": "ceasefire",
    "cease-fire": "ceasefire",
    "armistice": "ceasefire",
    "invasion": "war",
    "conflict": "war",
    "fighting": "war",
    "hostilities": "war",
}
_NOUNS = (
    "war|invasion|conflict|fighting|hostilities|ceasefire|cease-fire|truce|armistice|siege|"
    "offensive|operation|assault|bombardment|uprising|blockade|campaign|battle|strike|talks|"
    "evacuation|occupation|genocide|crackdown|incursion|lockdown|outage|curfew|protests?|march|"
    "advance|mission|raid|summit|hunger strike|landings?"
)
_OF = re.compile(
    rf"\s+(?:of|in|into|since)\s+(?:(?:the|this|its|their|an?|[a-z'’-]+)\s+){{0,4}}?(?P<noun>{_NOUNS})\b"
)
_INTO = re.compile(
    rf"\s+(?:in)?to\s+(?:(?:the|this|its|their|[a-z'’-]+)\s+){{0,4}}?(?P<noun>{_NOUNS})\b"
)
_NORMANDY = date(1944, 6, 6)
_D_DAY = re.compile(r"\bd(?:-day)?\s*(?:\+|plus)\s*(?P<number>\d{1,3})")


def place_counts(
    document: Document,
    lower: str,
    found: Sequence[Found],
    placed: Sequence[Placed],
    today: date | None,
) -> list[Placed]:
    """The times as placed, those counted from a beginning on their day."""
    rows = list(placed)
    for i, one in enumerate(found):
        base = one.phrase.base
        # What the report itself tells of its beginning has placed it already.
        told = isinstance(base, Numbered) and rows[i].period is not None
        if isinstance(base, Numbered | Lasting) and not told:
            day = _day_of(document, lower, found, rows, i, today)
            period = _period_of(one, day) if day is not None else None
            if day is not None and period is not None:
                rows[i] = _on(rows[i], day, period, one)
    return rows


def _period_of(one: Found, day: date) -> Period | None:
    """The day, or the week or month that begins with it ("the third week of the war")."""
    base = one.phrase.base
    if not isinstance(base, Numbered) or base.unit.letter not in ("W", "M", "Y"):
        return day_period(day)
    end = shift_day(day, base.unit.letter, 1)
    return Period(day, end) if end is not None else None


def _on(placed: Placed, day: date, period: Period, one: Found) -> Placed:
    if isinstance(one.phrase.base, Lasting) or period.days > 1:
        return replace(placed, period=period)
    return replace(placed, value=day.isoformat(), period=period, precision=TimePrecision.DAY)


def _day_of(
    document: Document,
    lower: str,
    found: Sequence[Found],
    placed: Sequence[Placed],
    i: int,
    today: date | None,
) -> date | None:
    one = found[i]
    base, words = one.phrase.base, lower[one.start : one.end]
    from_d_day = _D_DAY.match(words)
    if from_d_day is not None:
        start = _told(document, lower, found, placed, i, "d-day")
        if start is None and today is not None and today.year in (1944, 1945):
            start = _NORMANDY
        return add_days(start, int(from_d_day["number"])) if start is not None else None
    if isinstance(base, Lasting):
        match = _INTO.match(lower, one.end)
        if match is None or base.amount is None or base.amount != int(base.amount):
            return None
        letter, steps = base.unit.letter, int(base.amount) * base.unit.times
    else:
        match = _OF.match(lower, one.end)
        number = numbered_day(words)
        if match is None or number is None or not isinstance(base, Numbered):
            return None
        letter, steps = base.unit.letter, number - 1
        if letter.startswith("T"):
            return None
    noun = _ALIKE.get(match["noun"], match["noun"])
    start = _told(document, lower, found, placed, i, noun)
    if start is not None:
        return shift_day(start, letter, steps)
    if noun not in ("war", "siege", "offensive", "assault", "campaign", "battle", "genocide"):
        return None
    return _of_war(lower, letter, steps, today)


def _told(
    document: Document,
    lower: str,
    found: Sequence[Found],
    placed: Sequence[Placed],
    i: int,
    noun: str,
) -> date | None:
    """The day that the report itself gives for the beginning, in another sentence or clause."""
    names = [word for word, one in _ALIKE.items() if one == noun] + [noun]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    here = document.token_at(found[i].start)
    for j in range(i - 1, -1, -1):
        period, token = placed[j].period, document.token_at(found[j].start)
        if period is None or period.days != 1 or token is None:
            continue
        sentence = document.sentences[token.sentence]
        apart = here is None or here.sentence != token.sentence
        if apart and pattern.search(lower, sentence.start, sentence.end):
            return period.start
    return None


def _of_war(lower: str, letter: str, steps: int, today: date | None) -> date | None:
    """The day of the war that the report names, or that lies nearest before publication."""
    if today is None:
        return None
    named: list[tuple[timedelta, date]] = []
    near: list[tuple[timedelta, date]] = []
    for war in load_wars():
        day = shift_day(war.day_one, letter, steps)
        if day is None or day > today + timedelta(days=1):
            continue
        since = today - day
        if since.days <= _NAMED and war.told.search(lower):
            named.append((since, day))
        if since.days <= _NEAR:
            near.append((since, day))
    rows = sorted(named or near)
    return rows[0][1] if rows else None
