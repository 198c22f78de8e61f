"""The dateline at the top of the body, and an agency's signature at its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.intake.dates import Stamp, find_dates, load_date_words
from fogline.intake.lines import Line
from fogline.intake.names import is_masthead
from fogline.intake.tables import BoilerplateTables
from fogline.language.clean import INVISIBLE

# Characters from the paragraph's start in which a dateline must end.
_WINDOW = 360
_LONGEST_HEAD = 120
_MOST_BREAKS = 4
_BREAK = re.compile(
    r"(?:(?<=\))\s*[-\u2013\u2014:.]{1,3}|\s[-\u2013\u2014|]{1,3}(?=\s)|\s?[\u2013\u2014]{1,2}"
    r"|\s?--|:(?=\s)|(?<=\))(?=\s[A-Z]))\s*"
)
_GROUP = re.compile(r"\(([^()]{1,60})\)")
_PIECE = re.compile(r"[,./|;]\s*|\s[-\u2013\u2014]\s")
_SMALL = frozenset(
    ["of", "the", "and", "de", "la", "el", "le", "du", "des", "do", "da", "al", "and-", "es"]
)
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['.\-\u2019][^\W_]+)*\.?")
_CAPITALS_AFTER = re.compile(r"\s*(?:\[[^\[\]a-z]{2,120}\]\s*){1,4}")
_FIRST_PERSON = re.compile(r"(?:I|We|My|Our|You)\b|[\"\u201c']")
# After a mere name with a colon or a dash: a headline has fewer words.
_FEWEST_WORDS = 15
# "Kampala, Uganda | AFP | ..."
_BARRED = re.compile(r"\s*([A-Z][\w .-]{1,40}?)\s\|\s*")
_SIGNED = re.compile(
    r"(?:\s[-\u2013\u2014]\s?|[.!?\"\u201d]\s?[-\u2013\u2014]\s?|\s[(\[])"
    r"(?P<who>[A-Z][\w./ -]{1,40}?)[)\]]?\.?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The dateline's offsets in the text, the agency that it names, and its date, if any.

    ``placed`` is False for an agency's mark without a place: "(Reuters) - ...".
    """

    start: int
    end: int
    agency: str | None
    stamp: Stamp | None
    placed: bool


def find_dateline(
    text: str,
    line: Line,
    markup: Sequence[tuple[int, int]],
    tables: BoilerplateTables,
    *,
    talk: bool,
) -> Dateline | None:
    """The dateline at the start of a paragraph, or None.

    ``talk`` says that other paragraphs, too, begin with a name and a colon, as interviews do.
    """
    chars, places = _clean(text, line, markup)
    for number, gap in enumerate(_BREAK.finditer(chars)):
        if number >= _MOST_BREAKS or gap.start() > _LONGEST_HEAD:
            return None
        head = chars[: gap.start()].strip()
        colon = gap[0].strip() == ":" and not head.endswith(")")
        found = _read_head(head, tables)
        if found is None or not _convincing(found, head, chars[gap.end() :], colon, talk):
            continue
        return _finish(line, chars, places, gap, found, tables)
    return None


def _finish(
    line: Line,
    chars: str,
    places: list[int],
    gap: re.Match[str],
    found: _Head,
    tables: BoilerplateTables,
) -> Dateline | None:
    """The dateline up to its break, with the agency's bars and the marks in capitals behind it."""
    end = gap.end()
    agency = found.agency
    signed = _BARRED.match(chars, end) if "|" in gap[0] else None
    if signed and (named := tables.agency(signed[1])):
        agency, end = agency or named, signed.end()
    marks = _CAPITALS_AFTER.match(chars, end)
    end = marks.end() if marks else end
    if end >= len(chars):
        return None
    while chars[end - 1].isspace():
        end -= 1
    return Dateline(
        start=line.start,
        end=places[end - 1] + 1,
        agency=agency,
        stamp=found.stamp,
        placed=bool(found.places),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    places: tuple[str, ...]
    agency: str | None
    stamp: Stamp | None
    dated: bool


def _clean(text: str, line: Line, markup: Sequence[tuple[int, int]]) -> tuple[str, list[int]]:
    """The paragraph's first characters, without marks and zero-width ones, and their offsets."""
    marked = {
        i
        for start, end in markup
        if start < line.start + _WINDOW and end > line.start
        for i in range(start, min(end, line.start + _WINDOW))
    }
    places = [
        i
        for i in range(line.start, min(line.end, line.start + _WINDOW))
        if i not in marked and text[i] not in INVISIBLE
    ]
    return "".join(" " if text[i].isspace() else text[i] for i in places), places


def _read_head(head: str, tables: BoilerplateTables) -> _Head | None:
    """The places, agency and date of a dateline's words; None if any other word is among them."""
    agency: str | None = None
    for group in _GROUP.finditer(head):
        inside = [part.strip() for part in re.split(r"[/,]", group[1]) if part.strip()]
        agency = agency or next((a for part in inside if (a := tables.agency(part))), None)
        if not agency and not all(
            is_masthead(part) or find_dates(part, yearless=True) for part in inside
        ):
            return None
    grouped = _GROUP.search(head) is not None
    rest = _GROUP.sub(" ", head)
    stamps = find_dates(rest) or find_dates(rest, yearless=True)
    # Where the date comes first it is a sentence's, or a list's: "8 June 2025 Goma: ...".
    if stamps and not load_date_words().weekday.sub("", rest[: stamps[0].start]).strip(" ,.|"):
        return None
    for stamp in stamps:
        rest = rest[: stamp.start] + " " * (stamp.end - stamp.start) + rest[stamp.end :]
    bare = load_date_words().weekday.sub(" ", rest)
    places: list[str] = []
    for piece in _PIECE.split(bare):
        words = piece.strip(" ,.;:/-\u2013\u2014")
        if not words:
            continue
        if known := tables.agency(words) or tables.agency(f"{words}.com"):
            agency = agency or known
        elif words.casefold() != "com" and not _is_place(words, tables):
            return None
        elif words.casefold() != "com":
            places.append(words)
    if not places and not agency:
        return None
    dated = bool(stamps) or bare != rest
    if not places and not grouped and not dated:
        return None
    return _Head(
        places=tuple(places), agency=agency, stamp=stamps[0] if stamps else None, dated=dated
    )


def _is_place(words: str, tables: BoilerplateTables) -> bool:
    """Whether the words may name a place: capitals throughout, and no label such as "Analysis"."""
    parts = words.split()
    if len(parts) > 6 or parts[0].strip(".").casefold() in tables.not_places:
        return False
    return all(
        _WORD.fullmatch(part) and (not part[0].islower() or part.casefold() in _SMALL)
        for part in parts
    )


def _convincing(found: _Head, head: str, rest: str, colon: bool, talk: bool) -> bool:
    """Whether what stands before a dash or a colon is a dateline, not the sentence's subject."""
    if found.agency or found.dated:
        return True
    shouted = rest[:60].upper() == rest[:60]
    spoken = talk or _FIRST_PERSON.match(rest) is not None
    if shouted or (colon and spoken):
        return False
    if found.places[0].isupper() and len(found.places[0]) > 2:
        return True
    words = rest.split()
    if "and" in found.places[0].casefold().split():
        return False
    short = len(found.places) <= 2 and len(found.places[0].split()) <= 3 and len(head) <= 40
    if not short or len(words) < _FEWEST_WORDS or not rest[:1].isupper() or _headline(words):
        return False
    # "Goma - a city of two million - fell": a second dash makes it an aside.
    sentence = re.split(r"[.!?]\s", rest, maxsplit=1)[0]
    return colon or not re.search(r"\s[-\u2013\u2014]+\s|[\u2013\u2014]|--", sentence)


def _headline(words: list[str]) -> bool:
    """Whether the words are set as a headline, most of them with a capital."""
    return sum(word[:1].isupper() for word in words[:20]) * 2 > len(words[:20])


def find_signature(text: str, line: Line, tables: BoilerplateTables) -> tuple[int, int, str] | None:
    """The agency's mark at a paragraph's end ("... - REUTERS", "... (AFP)"): offsets and agency."""
    window = max(line.start, line.end - 60)
    match = _SIGNED.search(text, window, line.end)
    if match is None:
        return None
    names = [tables.agency(part) for part in match["who"].split("/")]
    if not names or not all(names) or not names[0]:
        return None
    start = match.start() + (match[0][0] in '.!?"\u201d')
    while text[start].isspace():
        start += 1
    return start, line.end, names[0]
