"""Areas that a report describes by another place ("20 km north of Goma", "eastern Ukraine")."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from fogline.knowledge.placewords import PlaceWords, load_place_words
from fogline.language.document import Document
from fogline.records.place import PlaceKind, PlacePrecision, Within
from fogline.records.span import Span
from fogline.resolve.places.rank import distance
from fogline.resolve.places.records import Draft
from fogline.resolve.places.search import Mention

# A relation's words before the name are no longer than this many characters.
REACH = 90
# The middle between two places so many kilometres apart is near to both.
LONGEST_NEAR = 60.0
# Kilometres of one degree of latitude.
_DEGREE = 111.19


@dataclass(frozen=True, slots=True)
class _Patterns:
    distance: re.Pattern[str]
    direction: re.Pattern[str]
    edge: re.Pattern[str]
    part: re.Pattern[str]
    near: re.Pattern[str]
    between: re.Pattern[str]
    line: re.Pattern[str]
    owned: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """A relation: where its words begin, its text, and how far and where it points."""

    start: int
    text: str
    kilometres: float | None = None
    bearing: int | None = None
    second: int | None = None
    end: int | None = None


@cache
def _patterns() -> _Patterns:
    words = load_place_words()
    sides = _any((*words.sides, *words.fillers - {"the"}))
    edge = rf"(?:(?:{sides})\s+){{0,3}}(?:{_any(words.edges)})"
    of = _any(words.of)
    named = rf"\s+(?:the\s+)?(?:(?:{sides})\s+)?(?:(?:{of})\s+of\s+)?$"
    number = rf"(?P<number>\d[\d.,]{{0,9}}|{_any(words.numbers)})"
    compass = rf"(?P<bearing>{_any(words.directions)})"
    return _Patterns(
        distance=re.compile(
            rf"\b{number}[\s-]*(?P<unit>{_any(words.units)})\b(?:\s*\([^()]{{1,30}}\))?"
            rf"(?:\s+to\s+the)?(?:\s+{compass})?\s+(?:of|from|away\s+from|outside|off){named}",
            re.IGNORECASE,
        ),
        direction=re.compile(rf"\b{compass}\s+of{named}", re.IGNORECASE),
        edge=re.compile(rf"\b(?P<edge>{edge})\s+of{named}", re.IGNORECASE),
        part=re.compile(rf"\b(?P<part>{_any(words.parts)})\s+(?:the\s+)?$", re.IGNORECASE),
        near=re.compile(rf"\b(?P<near>{_any(words.near)}){named}", re.IGNORECASE),
        between=re.compile(
            rf"\b(?:(?P<line>{_any(words.lines)})\s+)?(?:(?:linking|connecting)|between){named}",
            re.IGNORECASE,
        ),
        line=re.compile(
            rf"\b(?P<line>{_any(words.lines)})\s+(?:(?:running|leading|stretching|that\s+runs)\s+)?"
            rf"from{named}",
            re.IGNORECASE,
        ),
        owned=re.compile(
            rf"['’]s?\s+(?P<edge>{edge})\b|\s+(?P<bare>{_any(words.bare_edges)})\b", re.IGNORECASE
        ),
    )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def find_relations(
    document: Document,
    mentions: Sequence[Mention],
    drafts: Sequence[Draft],
    of_mention: dict[int, int],
    inside: dict[int, int],
) -> list[Draft]:
    """A draft for every relation in the words around the mentions.

    ``of_mention`` gives the draft of each mention, ``inside`` the draft that a mention is said
    to lie in.
    """
    found: list[Draft] = []
    for i, mention in enumerate(mentions):
        if i not in of_mention:
            continue
        relation = _relation(document, mentions, i, of_mention)
        if relation is not None:
            found.append(_draft(document, mention, relation, i, drafts, of_mention, inside))
    return found


def _relation(
    document: Document, mentions: Sequence[Mention], i: int, of_mention: dict[int, int]
) -> _Found | None:
    mention = mentions[i]
    sentence = document.sentences[mention.sentence]
    start = max(sentence.start, mention.start - REACH)
    if i and mentions[i - 1].sentence == mention.sentence:
        start = max(start, mentions[i - 1].end)
    before = document.text[start : mention.start]
    patterns = _patterns()
    pair = _pair(document, mentions, i, of_mention, before, start)
    if pair is not None:
        return pair
    for pattern in (patterns.distance, patterns.direction):
        match = pattern.search(before)
        if match:
            return _measured(match, start)
    match = patterns.edge.search(before)
    if match:
        return _Found(start + match.start(), _even(f"{match['edge']} of"))
    match = patterns.part.search(before)
    if match and mention.start - start == match.end():
        return _Found(start + match.start(), _even(match["part"]))
    match = patterns.owned.match(document.text, mention.end, min(mention.end + 60, sentence.end))
    if match:
        return _Found(mention.start, _even(f"{match['edge'] or match['bare']} of"), end=match.end())
    match = patterns.near.search(before)
    return _Found(start + match.start(), _even(match["near"])) if match else None


def _pair(
    document: Document,
    mentions: Sequence[Mention],
    i: int,
    of_mention: dict[int, int],
    before: str,
    start: int,
) -> _Found | None:
    """The relation of "between A and B", or of "the road from A to B"."""
    if i + 1 >= len(mentions) or i + 1 not in of_mention:
        return None
    mention, other = mentions[i], mentions[i + 1]
    joint = _even(document.text[mention.end : other.start]) if other.start > mention.end else ""
    joint = joint.removesuffix(" the")
    if joint not in ("and", "to", "with"):
        return None
    patterns = _patterns()
    match = patterns.between.search(before) if joint in ("and", "with") else None
    text = "between"
    if match is None and joint == "to":
        match = patterns.line.search(before)
        text = "from … to"
    if match is None:
        return None
    if not match["line"] and mention.state:
        return None  # talks between two states are not between them on the map
    line = f"{_even(match['line'])} " if match["line"] else ""
    return _Found(start + match.start(), f"{line}{text}", second=i + 1, end=other.end)


def _measured(match: re.Match[str], start: int) -> _Found:
    words = load_place_words()
    groups = match.groupdict()
    bearing = groups.get("bearing")
    kilometres: float | None = None
    text = f"{_even(bearing)} of" if bearing else "from"
    if groups.get("number"):
        unit = groups["unit"].lower()
        value = _number(groups["number"].lower(), words)
        kilometres = value * words.units[unit] if value is not None else None
        text = f"{_even(groups['number'])} {unit} {text}"
    degrees = words.directions[bearing.lower()] if bearing else None
    return _Found(start + match.start(), text, kilometres, degrees)


def _number(text: str, words: PlaceWords) -> float | None:
    if text in words.numbers:
        return words.numbers[text]
    digits = text.rstrip(".,")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
        digits = digits.replace(",", "")
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return None
    return value if value < 2_000 else None


def _draft(
    document: Document,
    mention: Mention,
    relation: _Found,
    i: int,
    drafts: Sequence[Draft],
    of_mention: dict[int, int],
    inside: dict[int, int],
) -> Draft:
    anchor = drafts[of_mention[i]]
    other = drafts[of_mention[relation.second]] if relation.second is not None else None
    lat, lon, precision = _where(anchor, relation, other)
    span = document.span(relation.start, relation.end or mention.end)
    holder = drafts[inside[i]] if i in inside else anchor
    return Draft(
        name=_even(span.text),
        gazetteer=None,
        kind=PlaceKind.AREA,
        within=_around(holder, part=relation.kilometres is None or holder is not anchor),
        country=holder.country or anchor.country,
        contested=holder.contested or anchor.contested,
        lat=lat,
        lon=lon,
        precision=precision,
        relation=relation.text,
        anchor=of_mention[i],
        reason=f'described by its relation to {anchor.name} ("{relation.text}")',
        choice=None,
        spans=[span],
    )


def part_of(drafts: Sequence[Draft], number: int, relation: str, span: Span) -> Draft:
    """The draft of a part of a place that the words at ``span`` do not name ("its edge")."""
    anchor = drafts[number]
    lat, lon, precision = _where(anchor, _Found(span.start, relation), None)
    relation = _even(relation)
    return Draft(
        name=f"{relation} {anchor.name}",
        gazetteer=None,
        kind=PlaceKind.AREA,
        within=_around(anchor, part=True),
        country=anchor.country,
        contested=anchor.contested,
        lat=lat,
        lon=lon,
        precision=precision,
        relation=relation,
        anchor=number,
        reason=f'described by its relation to {anchor.name} ("{relation}")',
        choice=None,
        spans=[span],
    )


def _around(holder: Draft, *, part: bool) -> tuple[Within, ...]:
    """What contains the area: the holder itself too, where it is large enough to have parts."""
    large = holder.kind not in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.WATER)
    if part and large and holder.relation is None:
        own = Within(kind=holder.kind, name=holder.name, gazetteer=holder.gazetteer)
        return (own, *holder.within)
    return holder.within


def _where(
    anchor: Draft, relation: _Found, other: Draft | None
) -> tuple[float | None, float | None, PlacePrecision]:
    coarse = PlacePrecision.NEAR if anchor.kind is PlaceKind.SETTLEMENT else anchor.precision
    if anchor.precision is PlacePrecision.UNRESOLVED:
        coarse = PlacePrecision.UNRESOLVED
    if anchor.lat is None or anchor.lon is None:
        return None, None, coarse
    points = anchor.kind in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY)
    if points and relation.kilometres is not None and relation.bearing is not None:
        return (*_offset(anchor.lat, anchor.lon, relation), PlacePrecision.NEAR)
    if not points or other is None or other.lat is None or other.lon is None:
        return None, None, coarse
    if other.kind not in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY):
        return None, None, coarse
    apart = distance(anchor.lat, anchor.lon, other.lat, other.lon)
    precision = PlacePrecision.NEAR if apart < LONGEST_NEAR else PlacePrecision.ADM1
    lat, lon = (anchor.lat + other.lat) / 2, (anchor.lon + other.lon) / 2
    return round(lat, 4), round(lon, 4), precision


def _offset(lat: float, lon: float, relation: _Found) -> tuple[float, float]:
    """The point so many kilometres away, on a sphere flattened to the map."""
    away = (relation.kilometres or 0.0) / _DEGREE
    angle = math.radians(relation.bearing or 0)
    north = max(min(lat + away * math.cos(angle), 89.9), -89.9)
    east = lon + away * math.sin(angle) / max(math.cos(math.radians(lat)), 0.01)
    return round(north, 4), round((east + 180) % 360 - 180, 4)


def _even(text: str) -> str:
    return " ".join(text.split())
