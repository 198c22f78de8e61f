"""Rules for dates that the calendar names: days, months, years, decades."""

from __future__ import annotations

import re
from functools import cache

from fogline.knowledge.quantitywords import load_number_words
from fogline.knowledge.timewords import PlaceClock
from fogline.resolve.numbers import read_number
from fogline.resolve.times.grammar import Found, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import (
    Clock,
    Dated,
    Detail,
    Era,
    Moving,
    Phrase,
)
from fogline.resolve.times.zones import zone_of

_TWO_DIGIT_YEARS = 70
# A year as broadcasters' transcripts write it.
SPELLED = r"(?P<tens>eighteen|nineteen|twenty) (?P<ones>{number})"
_DATE_VERBS = frozenset({"VERB", "AUX"})


def iso_date(scene: Scene, match: re.Match[str]) -> Found | None:
    """2025-06-02, and 2025-06-02T14:30Z."""
    base = _day(int(match["year"]), int(match["month_no"]), int(match["day_no"]))
    if base is None:
        return None
    clock = None
    if match["hour"]:
        zone = _clock_of(match["offset"])
        clock = Clock(hour=int(match["hour"]), minute=int(match["minute"]), zone=zone)
    return whole(match, Phrase(base=base, detail=Detail(clock=clock)))


def numeric_date(scene: Scene, match: re.Match[str]) -> Found | None:
    """02.06.2025 has the day first; with strokes, only where one order alone is a date."""
    first, second = int(match["first"]), int(match["second"])
    year = _full_year(match["short"])
    if year is None:
        return None
    if match["mark"] != "/":
        base = _day(year, second, first) or _day(year, first, second)
    else:
        orders = {_day(year, second, first), _day(year, first, second)} - {None}
        if not orders:
            return None
        base = orders.pop() if len(orders) == 1 else Dated(year=year)
    return whole(match, Phrase(base=base)) if base else None


def month_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """June 2; June 6-7; Monday, June 2, 2025."""
    return _dated(scene, match)


def day_month(scene: Scene, match: re.Match[str]) -> Found | None:
    """2 June; the 2nd of June 2025; 6-7 June; (between) 3 and 7 May."""
    if match["and"] and scene.word_before(match.start()) != "between":
        return None
    return _dated(scene, match)


def month_nth(scene: Scene, match: re.Match[str]) -> Found | None:
    """March eighth; March the eighth, nineteen ninety-eight; the eighth of March."""
    if not _is_month(scene, match, beside=True):
        return None
    day = load_number_words().ordinals.get(match["nth"], 0)
    base = Dated(year=year_told(match), month=_month(match), day=day) if 0 < day <= 31 else None
    return whole(match, Phrase(base=base)) if base else None


def shifted_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """Last Oct. 23."""
    if not _is_month(scene, match, beside=True):
        return None
    direction = words().shifts[match["shift"]]
    base = Dated(month=_month(match), day=int(match["day"]), direction=direction)
    return whole(match, Phrase(base=base))


def month(scene: Scene, match: re.Match[str]) -> Found | None:
    """June; June 2025; June of 2025."""
    year = int(match["year"]) if match["year"] else None
    if not _is_month(scene, match, beside=year is not None):
        return None
    return whole(match, Phrase(base=Dated(year=year, month=_month(match))))


def month_of_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """June last year; January this year."""
    if not _is_month(scene, match, beside=True):
        return None
    base = Dated(month=_month(match), year_shift=words().shifts[match["shift"]])
    return whole(match, Phrase(base=base))


def shifted_month(scene: Scene, match: re.Match[str]) -> Found | None:
    """Last June; this coming September."""
    if not _is_month(scene, match, beside=True):
        return None
    base = Dated(month=_month(match), direction=words().shifts[match["shift"]])
    return whole(match, Phrase(base=base))


def short_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """'96, after a preposition: "back in '96"."""
    if scene.word_before(match.start()) not in words().year_cues:
        return None
    full = _full_year(match["short"])
    return whole(match, Phrase(base=Dated(year=full))) if full else None


def spelled_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """Nineteen ninety-four, as broadcasters' transcripts write it."""
    year_no = year_told(match)
    return whole(match, Phrase(base=Dated(year=year_no))) if (year_no or 0) % 100 >= 10 else None


def the_year(scene: Scene, match: re.Match[str]) -> Found | None:
    """The year 2000; the year two thousand and three."""
    if match["year"]:
        return whole(match, Phrase(base=Dated(year=int(match["year"]))))
    more = read_number(match["ones"]) if match["ones"] else 0
    if more is None or not 0 <= more < 100:
        return None
    return whole(match, Phrase(base=Dated(year=2000 + int(more))))


def year(scene: Scene, match: re.Match[str]) -> Found | None:
    """2022, unless it counts something; fiscal 2022."""
    if not match["fiscal"] and not _is_year(scene, match):
        return None
    return whole(match, Phrase(base=Dated(year=int(match["year"]))))


def decade(scene: Scene, match: re.Match[str]) -> Found | None:
    """The 1990s; the '80s."""
    if match["decade"]:
        start = int(match["decade"])
    elif scene.lower[match.start("short") - 1] == "'" or match["the"]:
        start = 1900 + int(match["short"])
    else:
        return None
    return whole(match, Phrase(base=Era(start=start, years=10)))


def spelled_decade(scene: Scene, match: re.Match[str]) -> Found | None:
    """The nineties."""
    start = 1900 + words().decades[match["decade_word"]]
    return whole(match, Phrase(base=Era(start=start, years=10)))


def century(scene: Scene, match: re.Match[str]) -> Found | None:
    """The 19th century."""
    number = ordinal(match["nth"])
    if not 0 < number <= 99:
        return None
    return whole(match, Phrase(base=Era(start=(number - 1) * 100, years=100)))


def holiday(scene: Scene, match: re.Match[str]) -> Found | None:
    """Christmas Day; New Year's Eve 2024."""
    if not scene.capital(match.start("holiday")):
        return None
    number, day = words().holidays[re.sub(r"\s+", " ", match["holiday"])]
    year_no = int(match["year"]) if match["year"] else None
    return whole(match, Phrase(base=Dated(year=year_no, month=number, day=day)))


def feast(scene: Scene, match: re.Match[str]) -> Found | None:
    """Ramadan 2024; Yom Kippur; last Easter."""
    named = scene.capital(match.start("feast"))
    if not named or scene.word_after(match.end()) in words().named_after:
        return None
    base = Moving(
        name=re.sub(r"\s+", " ", match["feast"]),
        year=int(match["year"]) if match["year"] else None,
        direction=words().shifts.get(match["shift"] or ""),
    )
    return whole(match, Phrase(base=base))


def year_told(match: re.Match[str]) -> int | None:
    """The year that a match names in digits ("1996", "'96") or in words; None where in neither."""
    told = match.groupdict()
    if told.get("year"):
        return int(told["year"])
    if told.get("short"):
        return _full_year(told["short"])
    if not told.get("tens"):
        return None
    return int(100 * load_number_words().numbers[told["tens"]] + (read_number(told["ones"]) or 0))


def ordinal(word: str) -> int:
    """The number of "third" or "3rd"; 0 for anything else."""
    digits = word.rstrip("stndrh").replace(",", "")
    if digits.isdigit():
        return int(digits)
    return load_number_words().ordinals.get(word, 0)


def _day(year: int, month_no: int, day: int) -> Dated | None:
    if not (1 <= month_no <= 12 and 1 <= day <= 31):
        return None
    return Dated(year=year, month=month_no, day=day)


def _full_year(digits: str) -> int | None:
    if len(digits) == 4:
        return int(digits) if 1000 <= int(digits) < 2200 else None
    return int(digits) + (1900 if int(digits) >= _TWO_DIGIT_YEARS else 2000)


def _clock_of(offset: str | None) -> PlaceClock | None:
    if not offset:
        return None
    return zone_of("utc", None if offset == "z" else offset)


def _month(match: re.Match[str]) -> int:
    return words().months[match["month"].rstrip(".")]


def _dated(scene: Scene, match: re.Match[str]) -> Found | None:
    if not _is_month(scene, match, beside=True):
        return None
    day, until = int(match["day"]), match["until"]
    start = match.start()
    if scene.lower.startswith("the ", start) and " of " not in match.group():
        last = scene.token(match.end() - 1)
        # "The 9 June attack": the article belongs to the attack.
        start += 4 if last is not None and last.dep in ("compound", "nummod", "nmod") else 0
    if until and int(until) <= day:
        return None
    base = Dated(
        year=int(match["year"]) if match["year"] else None,
        month=_month(match),
        day=day,
        until=int(until) if until else None,
    )
    return Found(start, match.end(), Phrase(base=base))


def _is_month(scene: Scene, match: re.Match[str], *, beside: bool) -> bool:
    """Whether the word is a month: not the verbs "may" and "march", nor "mar" or "dec" alone."""
    word, start = match["month"].rstrip("."), match.start("month")
    if not scene.capital(start):
        return False
    if word in words().number_beside:
        return beside
    if beside or word not in words().capital_only:
        return True
    token = scene.token(start)
    return token is not None and token.pos not in _DATE_VERBS and token.ent != "PERSON"


def _is_year(scene: Scene, match: re.Match[str]) -> bool:
    number = int(match["year"])
    token = scene.token(match.start("year"))
    if token is None or not 1000 <= number < 2200:
        return False
    if scene.word_before(match.start()) in words().year_cues and token.dep != "nummod":
        return 1500 <= number < 2100
    if token.ent != "DATE" or token.dep == "nummod":
        return token.ent == "DATE" and 1900 <= number < 2100 and token.end == match.end()
    return 1800 <= number < 2100


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (*_rules_of_days(), *_rules_of_months(), *_rules_of_years())


def _rules_of_days() -> tuple[Rule, ...]:
    return (
        rule(
            r"{year}(?P<mark>[-/])(?P<month_no>\d\d)(?P=mark)(?P<day_no>\d\d)"
            r"(?:[t\s](?P<hour>[01]\d|2[0-3]):{minute}(?::\d\d)?(?:\.\d{1,6})?"
            r"(?P<offset>z|[+-]\d\d:?\d\d)?)?",
            iso_date,
            first="#",
        ),
        rule(
            r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<short>\d{4}|\d\d)",
            numeric_date,
            first="#",
        ),
        rule(
            r"(?:{weekday}\.?,?%)?{month} {day}(?:st|nd|rd|th)?"
            r"(?:%(?:&|to|through)%{until}(?:st|nd|rd|th)?)?(?:(?:,%| ){year})?",
            month_day,
            first="{month} {weekday}",
        ),
        rule(
            r"(?:{weekday}\.?,?%)?(?:the )?{day}(?:st|nd|rd|th)?"
            r"(?:%(?:&|/|to|through|until|(?P<and>and)%(?:the )?)%{until}(?:st|nd|rd|th)?)?"
            r"(?: of)? {month}(?:,? {year})?",
            day_month,
            first="# {weekday} the",
        ),
    )


def _rules_of_months() -> tuple[Rule, ...]:
    return (
        rule(
            rf"(?:the )?{{nth}} of {{month}}(?:,? (?:{{year}}|{SPELLED}))?",
            month_nth,
            first="# the {nth}",
        ),
        rule(
            rf"{{month}} (?:the )?{{nth}}(?:,? (?:{{year}}|{SPELLED}))?",
            month_nth,
            first="{month}",
        ),
        rule(r"{month}(?:(?: of)?,? {year})?", month, first="{month}"),
        rule(r"{month} (?:of )?{shift} year", month_of_year, first="{month}"),
        rule(r"{shift}(?: coming)? {month}", shifted_month, first="{shift}"),
        rule(r"{shift} {month} {day}(?:st|nd|rd|th)?", shifted_day, first="{shift}"),
    )


def _rules_of_years() -> tuple[Rule, ...]:
    return (
        rule(r"['\u2019](?P<short>\d\d)(?!['\u2019]?s)", short_year, first="#"),
        rule(SPELLED, spelled_year, first="eighteen nineteen twenty"),
        rule(
            r"the year (?:{year}|two thousand(?:(?: and)? (?P<ones>{number}))?)",
            the_year,
            first="the",
        ),
        rule(r"(?:(?P<fiscal>fiscal)(?: year)? )?{year}", year, first="# fiscal"),
        rule(r"the {decade_word}", spelled_decade, first="the"),
        rule(r"(?:the )?{nth}~century", century, first="# the {nth}"),
        rule(r"{holiday}(?:,? {year})?", holiday, first="{holiday}"),
        rule(
            r"(?:the |{shift} )?{feast}(?:(?: in| of)?,? {year})?",
            feast,
            first="{feast} {shift} the",
        ),
        rule(
            r"(?P<the>the )?(?:(?P<decade>1\d\d0|20\d0)|'?(?P<short>[2-9]0))'?s",
            decade,
            first="# the",
        ),
    )
