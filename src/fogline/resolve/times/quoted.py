"""The day on which something was said, from which the times in what was said count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fogline.knowledge.timewords import load_time_words
from fogline.language.document import Document, Token
from fogline.records.time import TimeAnchor
from fogline.resolve.times.grammar import Found
from fogline.resolve.times.phrases import OnWeekday
from fogline.resolve.times.placed import Placed


def days_said(
    document: Document, found: Sequence[Found], placed: Sequence[Placed | None]
) -> dict[int, date]:
    """For each time that counts from publication but stands in what was said, the day of saying.

    The day of a quotation stands outside it, under a verb of saying, in a sentence that the
    quotation shares or touches within its paragraph; the nearest one counts. A weekday of what,
    as was said on a day, "would" happen counts from that day too.
    """
    said = [
        (i, placed_day)
        for i, (one, where) in enumerate(zip(found, placed, strict=True))
        if (placed_day := _day(where)) is not None
        and not document.quotes_in(one.start, one.end)
        and _of_saying(document, one)
    ]
    days: dict[int, date] = {}
    for i, (one, where) in enumerate(zip(found, placed, strict=True)) if said else ():
        if where is None or where.anchor is not TimeAnchor.PUBLISHED:
            continue
        reported = _day_reported(document, one, found, said)
        if reported is not None:
            days[i] = reported
            continue
        quotes = document.quotes_in(one.start, one.end)
        near = [row for row in said if quotes and _touch(document, one, found[row[0]])]
        if near:
            days[i] = min(near, key=lambda row: abs(found[row[0]].start - one.start))[1]
    return days


def _day_reported(
    document: Document, one: Found, found: Sequence[Found], said: Sequence[tuple[int, date]]
) -> date | None:
    """The day of "they said on Sunday" for the Monday on which "talks would resume"."""
    if not isinstance(one.phrase.base, OnWeekday):
        return None
    clause = _verb_over(document, document.head_in(one.start, one.end))
    if clause is None or not _would(document, clause):
        return None
    saying = _verb_over(document, document.head(clause))
    days = {
        day
        for i, day in said
        if saying is not None
        and _verb_over(document, document.head_in(found[i].start, found[i].end)) == saying
    }
    return days.pop() if len(days) == 1 else None


def _verb_over(document: Document, token: Token | None) -> Token | None:
    """The verb at or above a word."""
    while token is not None and token.pos not in ("VERB", "AUX"):
        token = document.head(token)
    return token


def _would(document: Document, verb: Token) -> bool:
    return any(word.lower == "would" for word in document.children(verb, "aux"))


def _day(where: Placed | None) -> date | None:
    period = where.period if where is not None else None
    return period.start if period is not None and period.days == 1 else None


def _of_saying(document: Document, one: Found) -> bool:
    token = document.head_in(one.start, one.end)
    while token is not None:
        if token.pos in ("VERB", "AUX"):
            return token.lemma in load_time_words().verbs.says
        token = document.head(token)
    return False


def _touch(document: Document, quoted: Found, said: Found) -> bool:
    first, second = document.sentence_at(quoted.start), document.sentence_at(said.start)
    if first is None or second is None or first.paragraph != second.paragraph:
        return False
    return abs(first.i - second.i) <= 1
