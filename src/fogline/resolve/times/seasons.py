"""Rules for seasons, quarters and halves of a year."""

from __future__ import annotations

import re
from functools import cache

from fogline.resolve.times.dates import SPELLED, ordinal, year_told
from fogline.resolve.times.grammar import Found, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import InYear, Phrase


def numbered_quarter(scene: Scene, match: re.Match[str]) -> Found | None:
    """Q1 2025."""
    code, year_no = match["q"].upper(), int(match["year"])
    base = InYear(code=code, year=year_no, year_shift=None, direction=None)
    return whole(match, Phrase(base=base))


def season(scene: Scene, match: re.Match[str]) -> Found | None:
    """Last winter; the summer of 2023; the winter of nineteen ninety-four; by spring."""
    shift = words().shifts.get(match["shift"] or "")
    year_no = year_told(match)
    dated = shift is not None or year_no
    if not dated and not _is_season(scene, match):
        return None
    base = InYear(
        code=words().seasons[match["season"]],
        year=year_no,
        year_shift=None,
        direction=shift,
    )
    return whole(match, Phrase(base=base))


def told_season(scene: Scene, match: re.Match[str]) -> Found | None:
    """That autumn: of the year told."""
    code = words().seasons[match["season"]]
    base = InYear(code=code, year=None, year_shift=None, direction=None, told=True)
    return whole(match, Phrase(base=base)) if match["season"] != "fall" else None


def quarter(scene: Scene, match: re.Match[str]) -> Found | None:
    """The third quarter of 2024; fourth-quarter; the first half of last year."""
    if match["the"] and match.group().find(" ", len(match["the"])) < 0:
        # "The third-quarter loss": the article belongs to the loss.
        return None
    last = match["nth"] in ("last", "final")
    if last and not (match["the"] or match["year"] or match["shift"]):
        # "Last quarter" is the one before this, as "last week" is.
        return None
    number = 4 if last else ordinal(match["nth"])
    letter, most = ("Q", 4) if match["piece"] == "quarter" else ("H", 2)
    hyphened = match["nth"] + "-half" == match.group()
    if letter == "H" and not (match["year"] or match["shift"] or hyphened):
        return None
    if last and letter == "H":
        number = 2
    if not 0 < number <= most:
        return None
    base = InYear(
        code=f"{letter}{number}",
        year=int(match["year"]) if match["year"] else None,
        year_shift=words().shifts.get(match["shift"] or ""),
        direction=None,
    )
    return whole(match, Phrase(base=base))


def _is_season(scene: Scene, match: re.Match[str]) -> bool:
    """Whether a bare season word is a time: "in spring", "the winter", not "a fall in"."""
    if match["season"] == "fall" and not match["the"]:
        return False
    token = scene.token(match.start("season"))
    if token is None or token.pos not in ("NOUN", "PROPN") or token.tag.endswith("S"):
        return False
    if token.dep == "compound" or scene.word_after(match.end()) in ("of", "in", "to"):
        return False
    return bool(match["the"]) or token.dep in ("pobj", "npadvmod")


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(r"(?:that|the same) {season}", told_season, first="that the"),
        rule(r"(?P<q>q[1-4]) {year}", numbered_quarter, first="q"),
        rule(
            r"(?P<the>the )?(?:{shift} )?{season}(?:(?: of)? (?:{year}(?:(?:/|&)(?:\d{2}){1,2})?|"
            rf"['\u2019](?P<short>\d\d)|{SPELLED}))?",
            season,
            first="the {shift} {season}",
        ),
        rule(
            r"(?P<the>the )?(?:fiscal~)?"
            r"(?P<nth>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))~"
            r"(?P<piece>quarter|half)(?: (?:of )?(?:{year}|(?:the )?{shift} year))?",
            quarter,
            first="# the {nth} last final fiscal",
        ),
    )
