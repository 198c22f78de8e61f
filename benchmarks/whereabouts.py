"""Scores relations of place, contested names and the times of war over sentences written for it.

    python benchmarks/whereabouts.py [--part open|aside] [--sample N] [--errors N]

``tests/corpus/where-open.yml`` and ``where-aside.yml`` are two halves, drawn by lot, of 287
sentences on two dozen conflicts that were written and marked without sight of the rules that they
measure; the head of the open half states how they are marked. The half set aside was not read while
rules and tables were made. Each sentence is read alone, with its day of publication where it has
one. What stands outside the marks is not counted. A mark is *found* where something of its kind
overlaps it (a place with a relation or, for names taken up again, any place; any place; any time);
precision is right of found, recall right of all, F1 theirs, ``f1`` the mean over the three kinds.

A relation is right where one such place (1) has a relation whose words are of the marked kind by
the table ``KINDS``; (2) has the marked anchors: the first as its anchor, the next as its other
anchor or, but for pairs, as what contains it, each known by a mention over the marked name; (3) is
no bare point: its precision is not exact; (4) where a compass word is marked alone, has it in its
relation; (5) where kilometres are marked, states them by a point: with a bearing within a third of
the distance and 10 km of the point so far and so directed from its anchor, without one no farther
off than that, or none. A name taken up again is right where the place has a mention over the
antecedent too; with a compass word, where it is a part, so directed, of the antecedent.

A contested name is right where the place is the one meant (it bears that name, but for a word like
temple or islands, or lies within 50 km of the gazetteer's place of that name, for controls of its
largest; a phrase that the gazetteer does not have is met by an area in the country that ends it)
and the record says that the name used is one party's: one of the marked sides (codes must be the
same, a group is met by any party that is not given as a code). A control is right where it is said
to be no party's.

A time is right where start and end of its extent, or else its own, are the marked ones, open ends
open. Days and longer are exact, but for vague periods (``VAGUE``), whose ends may be a tenth of the
length off; parts of the day may be three hours off, clock times a minute at the start and an hour
at the end. Local times are compared as the clock shows them, those with a zone as moments.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from common import ROOT, Errors, Json, Text, read_texts, run_alone, take
from fogline.knowledge.gazetteer import GazetteerEntry
from fogline.knowledge.gazetteer.names import normalise
from fogline.wiring import default_knowledge
from marks import read_marks

CORPUS = ROOT / "tests" / "corpus"
Offsets = tuple[int, int]
# The marked kind of a relation by the words of the record's relation: the first row that fits.
KINDS = (
    ("border", r"\b(?:border|borders|frontier|boundary|line of control)\b"),
    (
        "route",
        r"\b(?:road|roads|highway|route|railway|railroad|rail line|motorway|track|corridor)\b",
    ),
    ("bank", r"\bbanks?\b"),
    ("between", r"\b(?:between|halfway|midway)\b"),
    ("part", r"^the (?:far |extreme |deep )?(?:north|south|east|west)"),
    (
        "offset",
        r"\b(?:kilomet|km\b|miles?\b|met(?:er|re)s\b)|\b(?:north|south|east|west)[a-z-]* of\b",
    ),
    (
        "near",
        r"\b(?:near|outside|off|around|close|next|beside|approaches|vicinity|surrounding|beyond)",
    ),
    ("part", r""),
)
# A compass word in a relation, by the mark's letters.
COMPASS = {"N": "north", "S": "south", "E": "east", "W": "west", "NE": "north-?east",
           "NW": "north-?west", "SE": "south-?east", "SW": "south-?west"}  # fmt: skip
DEGREES = {"N": 0, "NE": 45, "E": 90, "SE": 135, "S": 180, "SW": 225, "W": 270, "NW": 315}
# Marked times whose ends are a matter of convention.
VAGUE = re.compile(r"\b(?:early|mid|late|beginning|start|end|middle|recent|past|last few|half)\b")
CLOCK = re.compile(r"\d:\d\d|\d\s*[ap]\.?m\b|\bnoon\b|\bmidnight\b", re.IGNORECASE)


def load(part: str) -> list[tuple[Json, str, Offsets]]:
    """Each row of a half, its plain sentence and the marked stretch."""
    rows = yaml.safe_load((CORPUS / f"where-{part}.yml").read_text(encoding="utf-8"))
    found = []
    for row in rows["sentences"]:
        text, (marked,) = read_marks(row["text"])
        ((mark,),) = marked.spans.values()
        found.append((row, text, mark))
    return found


def over(row: Json, mark: Offsets) -> int:
    """How many characters the mentions of a place or time have in common with a stretch."""
    spans: list[Offsets] = [(one["start"], one["end"]) for one in row["mentions"]]
    return max(max(0, min(mark[1], end) - max(mark[0], start)) for start, end in spans)


def kilometres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """The distance on the sphere."""
    north, east = math.radians(to_lat - lat), math.radians(to_lon - lon)
    across = math.cos(math.radians(lat)) * math.cos(math.radians(to_lat)) * math.sin(east / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(math.sin(north / 2) ** 2 + across))


def kind_of(relation: str) -> str:
    """The marked kind of a record's relation."""
    return next(kind for kind, words in KINDS if re.search(words, relation, re.IGNORECASE))


def relations_at(record: Json, row: Json, mark: Offsets) -> list[Json]:
    """The places of the record that may be the marked relation."""
    touching = [place for place in record["places"] if over(place, mark)]
    if row["relation"] == "same":
        return touching
    return [place for place in touching if place["relation"] is not None]


def is_relation(place: Json, row: Json, record: Json, text: str, mark: Offsets) -> bool:
    """Whether a place is the marked relation."""
    places = {one["id"]: one for one in record["places"]}
    if row["relation"] == "same":
        return takes_up(place, row, places, text, mark)
    if place["relation"] is None or kind_of(place["relation"]) != row["relation"]:
        return False
    if place["precision"] == "exact" or not has_anchors(place, row, places, text, mark):
        return False
    if "km" in row:
        return lies_off(place, row, places[place["anchor"]])
    return "bearing" not in row or points(place, row["bearing"])


def takes_up(place: Json, row: Json, places: dict[str, Json], text: str, mark: Offsets) -> bool:
    """Whether a place is the antecedent, or the marked part of it."""
    (name,) = row["anchors"]
    at = text.index(name)
    before = (at, at + len(name))
    if "bearing" not in row:
        return bool(over(place, before))
    anchor = places.get(place["anchor"])
    return anchor is not None and bool(over(anchor, before)) and points(place, row["bearing"])


def points(place: Json, bearing: str) -> bool:
    """Whether the compass word stands in the relation."""
    found = re.search(
        rf"(?<![a-z-]){COMPASS[bearing]}(?!-?(?:east|west))", place["relation"] or "", re.I
    )
    return found is not None


def has_anchors(place: Json, row: Json, places: dict[str, Json], text: str, mark: Offsets) -> bool:
    """Whether the relation is to the marked names."""
    pair = row["relation"] in ("between", "route", "border")
    anchors = [places[one] for one in (place["anchor"], place.get("other_anchor")) if one]
    for number, name in enumerate(row["anchors"]):
        at = text.index(name, mark[0])
        named = (at, at + len(name))
        if any(over(anchor, named) for anchor in anchors):
            continue
        holders = {one["gazetteer"] for one in place["within"]} - {None}
        inside = any(over(one, named) and one["gazetteer"] in holders for one in places.values())
        if pair or not number or not inside:
            return False
    return True


def lies_off(place: Json, row: Json, anchor: Json) -> bool:
    """Whether the place lies as far, and where, as the mark says."""
    if place["lat"] is None or anchor["lat"] is None:
        return place["lat"] is None and "bearing" not in row and anchor["lat"] is not None
    far = float(row["km"])
    slack = far / 3 + 10
    if "bearing" not in row:
        away = kilometres(anchor["lat"], anchor["lon"], place["lat"], place["lon"])
        return away <= far + slack
    angle = math.radians(DEGREES[row["bearing"]])
    lat = anchor["lat"] + far * math.cos(angle) / 111.19
    lon = anchor["lon"] + far * math.sin(angle) / 111.19 / math.cos(math.radians(lat))
    return kilometres(lat, lon, place["lat"], place["lon"]) <= slack


def is_name(place: Json, row: Json, text: str, mark: Offsets) -> bool:
    """Whether a place is the one meant, and the name said to be whose it is."""
    parties = {one["by"] for one in place.get("party_names", ())}
    sides = set(map(str, row["used_by"]))
    if not sides:
        return not parties and is_meant(place, row["means"], largest=True)
    groups = any(not is_code(side) for side in sides)
    owned = parties & sides or (groups and any(not is_code(party) for party in parties))
    return bool(owned) and is_meant(place, row["means"], largest=False)


def is_code(party: str) -> bool:
    """Whether a party is given as an alpha-2 code."""
    return re.fullmatch(r"[A-Z]{2}", party) is not None


def is_meant(place: Json, means: str, *, largest: bool) -> bool:
    """Whether a place is the one of a name."""
    if not largest and bare(place["name"]) == bare(means):
        return True
    found = gazetteer_places(means)
    if largest:
        found = sorted(found, key=lambda one: -one.population)[:1]
    if place["lat"] is None:
        return place["gazetteer"] in {one.id for one in found}
    if found:
        return any(
            kilometres(one.lat, one.lon, place["lat"], place["lon"]) <= 50
            for one in found
            if one.lat is not None and one.lon is not None
        )
    return place["country"] in {one.country for one in ending(means)}


def bare(name: str) -> str:
    """A name without a word for its kind that is no unit's ("Preah Vihear temple")."""
    return re.sub(r" (?:temple|islands?|city|town|valley|shoal|reef)$", "", normalise(name))


def gazetteer_places(name: str) -> list[GazetteerEntry]:
    """The places of the gazetteer that bear a name."""
    return list(default_knowledge().gazetteer.lookup(name))


def ending(means: str) -> list[GazetteerEntry]:
    """The countries and units of the longest ending of a phrase that is a name."""
    words = means.split()
    for first in range(1, len(words)):
        found = gazetteer_places(" ".join(words[first:]))
        if found:
            return found[:1]
    return []


def moment(text: str | None) -> datetime | None:
    """An ISO date or moment."""
    return datetime.fromisoformat(text) if text is not None else None


def gap(want: str | None, got: str | None) -> timedelta | None:
    """How much later an end is than the marked one: None where one of them alone is open."""
    one, other = moment(want), moment(got)
    if one is None or other is None:
        return timedelta(0) if one is other else None
    if one.tzinfo is None or other.tzinfo is None:
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return other - one


def slack_of(row: Json, phrase: str) -> tuple[timedelta, timedelta]:
    """How far start and end may be off."""
    if any("T" in row[end] for end in ("start", "end") if row[end] is not None):
        if CLOCK.search(phrase):
            return timedelta(minutes=1), timedelta(hours=1)
        return timedelta(hours=3), timedelta(hours=3)
    if row["start"] and row["end"] and VAGUE.search(phrase):
        start, end = moment(row["start"]), moment(row["end"])
        assert start is not None and end is not None
        return (end - start) / 10, (end - start) / 10
    return timedelta(0), timedelta(0)


def is_time(time: Json, row: Json, text: str, mark: Offsets) -> bool:
    """Whether a time is the marked one."""
    period = time["extent"] or time
    if period["start"] is None and period["end"] is None:
        return False
    for end, slack in zip(("start", "end"), slack_of(row, text[slice(*mark)]), strict=True):
        off = gap(row[end], period[end])
        if off is None or abs(off) > slack:
            return False
    return True


def judge(row: Json, record: Json, text: str, mark: Offsets) -> tuple[list[Json], bool]:
    """What the record has at a mark, and whether it is right."""
    if row["kind"] == "relation":
        found = relations_at(record, row, mark)
        return found, any(is_relation(one, row, record, text, mark) for one in found)
    if row["kind"] == "contested":
        found = [one for one in record["places"] if over(one, mark)]
        return found, any(is_name(one, row, text, mark) for one in found)
    found = [one for one in record["times"] if over(one, mark)]
    return found, any(is_time(one, row, text, mark) for one in found)


def shown(found: list[Json]) -> str:
    """What the record has, in short."""
    fields = (
        "name",
        "relation",
        "precision",
        "lat",
        "lon",
        "party_names",
        "value",
        "start",
        "end",
        "extent",
    )
    return str([{key: one[key] for key in fields if one.get(key) is not None} for one in found])


class Tally:
    """Marks of one kind: how many, found, right."""

    def __init__(self) -> None:
        self.gold = self.found = self.right = 0

    def add(self, found: bool, right: bool) -> None:
        """Count one mark."""
        self.gold += 1
        self.found += found
        self.right += right

    def figures(self) -> Json:
        """Precision, recall and F1, with the counts."""
        precision = 100 * self.right / max(1, self.found)
        recall = 100 * self.right / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return {"precision": round(precision, 1), "recall": round(recall, 1), "f1": round(f1, 1),
                "gold": self.gold, "found": self.found, "right": self.right}  # fmt: skip


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "open") -> Json:
    """Read every sentence of a half with Fogline and compare."""
    rows = take(load(part), sample, lambda row: row[1])
    kinds = {kind: Tally() for kind in ("relation", "contested", "time")}
    sorts: dict[str, Tally] = {}
    texts = [Text(str(n), text, row.get("published")) for n, (row, text, _) in enumerate(rows)]
    for (row, text, mark), record in zip(rows, read_texts(texts, "whereabouts"), strict=True):
        found, right = judge(row, record, text, mark)
        kinds[row["kind"]].add(bool(found), right)
        if row["kind"] == "relation":
            sorts.setdefault(row["relation"], Tally()).add(bool(found), right)
        if not right:
            sort = str(row.get("relation", row["kind"]))
            want = {key: row[key] for key in row if key not in ("kind", "conflict", "text")}
            errors.show(sort, f"[{text[slice(*mark)]}] {want} as {shown(found)} | {text}")
    each = {kind: tally.figures() for kind, tally in kinds.items()}
    return {
        "sentences": len(rows),
        "f1": round(sum(row["f1"] for row in each.values()) / len(each), 1),
        "each": each,
        "relations": {sort: tally.figures() for sort, tally in sorted(sorts.items())},
    }


if __name__ == "__main__":
    run_alone(__doc__, score, parts=("open", "aside"))
