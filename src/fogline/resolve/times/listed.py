"""Rules for days that share the month named beside another: "24 and 25 May", "April 24 and 25"."""

from __future__ import annotations

import re
from functools import cache

from fogline.resolve.times.grammar import Found, Rule, Scene, expand, rule, whole, words
from fogline.resolve.times.phrases import Dated, Phrase

# How far back the month of a list may stand, in characters.
_REACH = 60
_DAY_NO = r"(?:the\s)?(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"


@cache
def _listed_after() -> re.Pattern[str]:
    """What stands behind the first day of "24, 25 and 26 May 2024"."""
    return re.compile(
        rf"(?:,\s{_DAY_NO}){{0,4}},?\s(?:and|or)\s{_DAY_NO}(?:\sof)?\s"
        + expand("{month}(?: {year})?", ends=True)
    )


@cache
def _listed_before() -> re.Pattern[str]:
    """What stands before the last day of "April 24, 25 and 26"."""
    return re.compile(
        expand("{month} ", ends=False) + rf"{_DAY_NO}(?:,\s{_DAY_NO}){{0,4}}(?:,|,?\sand|,?\sor)\s$"
    )


def listed_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """24 (and 25 May); (April 24 and) 25: a day that shares its month with the one beside it."""
    after = _listed_after().match(scene.lower, match.end())
    if after is not None:
        month_no, year_no = words().months[after["month"].rstrip(".")], after["year"]
        capital = scene.capital(after.start("month"))
    else:
        before = _listed_before().search(
            scene.lower[max(0, match.start() - _REACH) : match.start()]
        )
        if before is None or scene.lower[match.end() : match.end() + 1] in ("%", ":"):
            return None
        month_no, year_no = words().months[before["month"].rstrip(".")], match["year"]
        capital = scene.capital(max(0, match.start() - _REACH) + before.start("month"))
    token = scene.token(match.start("day"))
    if not capital or token is None or (after is None and token.dep == "nummod"):
        return None
    base = Dated(year=int(year_no) if year_no else None, month=month_no, day=int(match["day"]))
    return whole(match, Phrase(base=base))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (rule(r"(?:the )?{day}(?:st|nd|rd|th)?(?:, {year})?", listed_day, first="# the"),)
