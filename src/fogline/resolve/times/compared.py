"""Rules for periods that figures are compared over: the quarter, the year-earlier period."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fogline.resolve.times import dates
from fogline.resolve.times.grammar import Found, Grammar, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import Dated, Ending, InYear, Phrase, Same

_ENDED = {"ended": -1, "ending": 1}
_YEAR_BEFORE = r"(?:last year|a year (?:ago|earlier|before)|the (?:previous|prior) year)"


@cache
def _dates() -> Grammar:
    return Grammar(dates.rules())


def year_earlier(scene: Scene, match: re.Match[str]) -> Found | None:
    """The year-earlier quarter; the year-ago third quarter; year-earlier (losses)."""
    base = Same(unit=_unit(match), code=_code(match), years=-1)
    start = match.start("the") if match["piece"] and match["the"] else match.start("core")
    return Found(start, match.end(), Phrase(base=base))


def same_period(scene: Scene, match: re.Match[str]) -> Found | None:
    """The same period last year; the same month a year ago; the corresponding quarter of 2023."""
    if match["year"]:
        base = Same(unit=_unit(match), year=int(match["year"]))
    else:
        base = Same(unit=_unit(match), years=-1)
    return whole(match, Phrase(base=base))


def of_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """The 1988 quarter; last year's third quarter; this year's second half."""
    code = _code(match)
    if match["year"] and code is None:
        return whole(match, Phrase(base=Same(unit=_unit(match), year=int(match["year"]))))
    if match["year"]:
        base = InYear(code=code or "", year=int(match["year"]), year_shift=None, direction=None)
        return whole(match, Phrase(base=base))
    shift = words().shifts[match["shift"]]
    if code is None:
        return whole(match, Phrase(base=Same(unit=_unit(match), years=shift)))
    base = InYear(code=code, year=None, year_shift=shift, direction=None)
    return whole(match, Phrase(base=base))


def latest(scene: Scene, match: re.Match[str]) -> Found | None:
    """The latest quarter."""
    return whole(match, Phrase(base=Same(unit=_unit(match), latest=True)))


def the_quarter(scene: Scene, match: re.Match[str]) -> Found | None:
    """The quarter, that quarter: the one told."""
    if scene.word_after(match.end()) in ("of", "million", "billion"):
        return None
    token = scene.token(match.end() - 1)
    if token is None or token.dep in ("compound", "amod"):
        return None
    return whole(match, Phrase(base=Same(unit="Q")))


def ending(scene: Scene, match: re.Match[str]) -> Found | None:
    """The quarter (ended Sept. 30); the fiscal year (ending June 30); the week (ended Oct. 20)."""
    inner = _dates().at(scene, match.end())
    if inner is None or not isinstance(inner.phrase.base, Dated):
        return None
    last = inner.phrase.base
    if last.month is None or last.year_shift is not None:
        return None
    if last.year is None:
        last = replace(last, direction=_ENDED[match["ended"]])
    base = Ending(letter=match["unit_word"][0].upper(), last=last)
    return Found(match.start(), match.end("unit_word"), Phrase(base=base))


def _unit(match: re.Match[str]) -> str:
    return {"quarter": "Q", "month": "M"}.get(match["piece"] or "", "")


def _code(match: re.Match[str]) -> str | None:
    """Q3 of "third quarter"; None where no ordinal tells which."""
    if not match["nth"] or match["piece"] not in ("quarter", "half"):
        return None
    letter, most = ("Q", 4) if match["piece"] == "quarter" else ("H", 2)
    number = dates.ordinal(match["nth"])
    return f"{letter}{number}" if 0 < number <= most else None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    piece = r"(?:fiscal )?(?P<piece>quarter|period|half)"
    return (
        rule(
            r"(?:the|its|a) (?:fiscal )?(?P<unit_word>quarter|year|week),? (?:that )?"
            r"(?P<ended>ended|ending) (?:on )?",
            ending,
            first="the its a",
            ends=False,
        ),
        rule(
            r"(?:(?P<the>the |an? )(?:comparable )?)?"
            rf"(?P<core>year&(?:ago|earlier)(?: (?:{{nth}}~)?{piece})?)",
            year_earlier,
            first="the a an year",
        ),
        rule(
            r"(?:the )?(?:same|corresponding|comparable|like|year&ago) "
            r"(?:fiscal )?(?P<piece>quarter|period|half|month)"
            rf" (?:(?:of|in) )?(?:{{year}}|{_YEAR_BEFORE})",
            same_period,
            first="the same corresponding comparable like",
        ),
        rule(
            rf"(?:the {{year}}|{{shift}} year's) (?:{{nth}}~)?{piece}",
            of_year,
            first="the {shift}",
        ),
        rule(rf"(?:the |its )?(?:latest|most recent) {piece}", latest, first="the its latest most"),
        rule(r"(?:the|that) (?P<piece>quarter)", the_quarter, first="the that"),
    )
