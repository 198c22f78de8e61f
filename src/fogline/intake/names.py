"""Names in bylines and credits: who wrote, for whom, and what is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fogline.intake.dates import find_dates, is_age, read_stamps
from fogline.intake.tables import BoilerplateTables

_SEGMENT = re.compile(r"\s*;\s*")
_PART = re.compile(r"\s*(?:,|\||/|\u2022|\u00b7|\u2013|\u2014|\s-\s|\band\b|&)\s*", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:in|from|at|for|of|with|on|via|to|near)\s.*$")
_DATE_TAIL = re.compile(r"\b(?:published|updated|posted|last updated|modified)\b.*$", re.IGNORECASE)
_HANDLE = re.compile(r"@?[\w.+-]+@[\w.-]+|@\w+|https?:\S+|www\.\S+")
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?")
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z]{2,10}){1,2}", re.IGNORECASE)
# More words than this are a sentence, whoever it names.
_MOST_WORDS = 30
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The names of a byline, in order, and the agency or outlet where it names one instead."""

    names: tuple[str, ...]
    agency: str | None
    outlet: str | None


def read_byline(line: str, tables: BoilerplateTables) -> Byline | None:
    """The byline that a whole line is ("By Jane Doe and John Roe"), or None.

    Every part of the line must be a name, a role, an outlet, a date or a place after a name:
    "By Friday" and "By Jane Doe's account, ..." are none.
    """
    if len(line.split()) > _MOST_WORDS:
        return None
    names: list[str] = []
    agency = outlet = None
    known = False
    for number, segment in enumerate(_SEGMENT.split(line)):
        lead = tables.byline.match(segment)
        if lead is None and number == 0:
            return None
        body = _without_date(segment[lead.end() if lead else 0 :])
        for part in _parts(body, tables):
            sort = _sort(part, tables, named=bool(names) or known)
            if sort is None:
                return None
            if sort == "name":
                names.append(_TAIL.sub("", part).strip(" ."))
            elif sort == "agency":
                agency = agency or tables.agency(_TAIL.sub("", part))
                known = True
            elif sort in ("outlet", "role"):
                outlet = outlet or (part.strip() if sort == "outlet" else None)
                known = True
    if not names and not known:
        return None
    return Byline(names=tuple(dict.fromkeys(names)), agency=agency, outlet=outlet)


def _parts(body: str, tables: BoilerplateTables) -> Iterator[str]:
    """The parts of a byline; an agency behind a name ("Jane Doe Reuters") is one of its own."""
    for part in _PART.split(body):
        words = part.split()
        for cut in range(2, min(len(words), _LONGEST_NAME + 1)):
            if tables.agency(" ".join(words[cut:])) and is_name(" ".join(words[:cut]), tables):
                yield " ".join(words[:cut])
                yield " ".join(words[cut:])
                break
        else:
            yield part


def _without_date(body: str) -> str:
    body = _HANDLE.sub(" ", _DATE_TAIL.sub("", body)).strip(" .|()")
    dates = find_dates(body)
    if dates and read_stamps(body[dates[0].start :]):
        body = body[: dates[0].start].rstrip(" ,|-\u2013\u2014(")
    return body


def _sort(part: str, tables: BoilerplateTables, *, named: bool) -> str | None:
    """What a part of a byline is: a name, a role, an agency, an outlet, or something allowed."""
    part = part.strip(" .()[]")
    if not part or is_age(part) or read_stamps(part):
        return "other"
    head = _TAIL.sub("", part)
    words = [word.strip(".").casefold() for word in head.split()]
    if tables.agency(head):
        return "agency"
    if words and all(word in tables.roles for word in words):
        return "role"
    if is_name(head, tables):
        return "outlet" if any(word in tables.outlet_words for word in words) else "name"
    if is_titled(head, tables) and any(word in tables.outlet_words for word in words):
        return "outlet"
    # A place or a desk after the names: "By Jane Doe, Goma".
    return "other" if named and is_titled(head, tables) else None


def is_name(text: str, tables: BoilerplateTables) -> bool:
    """Whether a text looks like a full name: two to five words, capitals, no plain word."""
    words = text.split()
    return 2 <= len(words) <= _LONGEST_NAME and is_titled(text, tables)


def is_titled(text: str, tables: BoilerplateTables) -> bool:
    """Whether every word begins with a capital (or is a particle), and none is a plain word."""
    words = text.split()
    if not 1 <= len(words) <= _LONGEST_NAME or not words[0]:
        return False
    capitals = 0
    for word in words:
        if _TOKEN.fullmatch(word) is None:
            return False
        plain = word.strip(".").casefold()
        if word[0].isupper() or (not word[0].islower() and not word[0].isupper()):
            capitals += 1
            if plain in tables.not_names:
                return False
        elif plain.split("-")[0].split("'")[0] not in tables.particles:
            return False
    return capitals > 0


def is_outlet(text: str, tables: BoilerplateTables) -> bool:
    """Whether a text looks like an outlet: a domain, or capitals with a word such as News."""
    text = text.strip()
    if _DOMAIN.fullmatch(text):
        return True
    words = text.split()
    if not 1 <= len(words) <= 7 or not all(
        w[0].isupper() or w[0].isdigit() or _small(w) for w in words
    ):
        return False
    return any(word.strip(".,").casefold() in tables.outlet_words for word in words)


def is_masthead(text: str) -> bool:
    """Whether a text is built as an outlet's name may be: up to seven words, all with capitals."""
    words = text.split()
    return 1 <= len(words) <= 7 and all(
        w[0].isupper() or w[0].isdigit() or _small(w) for w in words
    )


def _small(word: str) -> bool:
    return word.casefold() in (
        "the",
        "of",
        "and",
        "&",
        "de",
        "del",
        "la",
        "al",
        "for",
        "in",
        "du",
        "le",
    )
