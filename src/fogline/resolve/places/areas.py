"""Drafts of areas that are described by other places: where they lie, and how exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.records.place import PlaceKind, PlacePrecision, Within
from fogline.records.span import Span
from fogline.resolve.places.rank import distance
from fogline.resolve.places.records import Draft
from fogline.resolve.places.relationwords import even

# The middle between two places so many kilometres apart is near to both.
LONGEST_NEAR = 60.0
# Kilometres of one degree of latitude.
_DEGREE = 111.19
_POINTS = (PlaceKind.SETTLEMENT, PlaceKind.FACILITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A relation: its words, how far and where it points.

    ``other`` is the draft at the other end, ``held`` one that it is said to lie in; ``beside``
    where it lies along a water at that one.
    """

    text: str
    kilometres: float | None = None
    bearing: int | None = None
    other: int | None = None
    held: int | None = None
    beside: bool = False


def area_of(drafts: Sequence[Draft], number: int, relation: Relation, span: Span) -> Draft:
    """The draft of an area at ``span`` related to draft ``number``."""
    anchor = drafts[number]
    second = relation.held if relation.beside else relation.other
    other = drafts[relation.other] if relation.other is not None else None
    holder = drafts[relation.held] if relation.held is not None else anchor
    if relation.other is not None:
        lat, lon, precision = _middle(anchor, other)
    elif relation.beside:
        lat, lon, precision = _beside(holder)
    else:
        lat, lon, precision = _where(anchor, relation)
    return Draft(
        name=even(span.text),
        gazetteer=None,
        kind=PlaceKind.AREA,
        within=_around(holder, part=relation.kilometres is None or holder is not anchor),
        country=_country(anchor, other, holder),
        contested=holder.contested or anchor.contested,
        lat=lat,
        lon=lon,
        precision=precision,
        relation=relation.text,
        anchor=number,
        other_anchor=second,
        reason=f'described by its relation to {anchor.name} ("{relation.text}")',
        choice=None,
        spans=[span],
    )


def part_of(drafts: Sequence[Draft], number: int, relation: str, span: Span) -> Draft:
    """The draft of a part of a place that the words at ``span`` do not name ("its edge")."""
    relation = even(relation)
    found = area_of(drafts, number, Relation(text=relation), span)
    found.name = f"{relation} {drafts[number].name}"
    return found


def _country(anchor: Draft, other: Draft | None, holder: Draft) -> str | None:
    """The country of an area: none where its two ends lie in different ones."""
    if other is not None and anchor.country != other.country:
        return None
    return holder.country or anchor.country


def _around(holder: Draft, *, part: bool) -> tuple[Within, ...]:
    """What contains the area: the holder itself too, where it is large enough to have parts."""
    large = holder.kind not in (PlaceKind.SETTLEMENT, PlaceKind.FACILITY, PlaceKind.WATER)
    if part and large and holder.relation is None:
        own = Within(kind=holder.kind, name=holder.name, gazetteer=holder.gazetteer)
        return (own, *holder.within)
    return holder.within


def _coarse(anchor: Draft) -> PlacePrecision:
    if anchor.precision is PlacePrecision.UNRESOLVED:
        return PlacePrecision.UNRESOLVED
    points = anchor.kind is PlaceKind.SETTLEMENT or anchor.precision is PlacePrecision.EXACT
    return PlacePrecision.NEAR if points else anchor.precision


def _where(anchor: Draft, relation: Relation) -> tuple[float | None, float | None, PlacePrecision]:
    measured = relation.kilometres is not None and relation.bearing is not None
    if anchor.kind in _POINTS and measured and anchor.lat is not None and anchor.lon is not None:
        return (*_offset(anchor.lat, anchor.lon, relation), PlacePrecision.NEAR)
    return None, None, _coarse(anchor)


def _middle(
    anchor: Draft, other: Draft | None
) -> tuple[float | None, float | None, PlacePrecision]:
    """The middle between two points; of larger places no point at all."""
    coarse = _coarse(anchor)
    if other is None or anchor.kind not in _POINTS or other.kind not in _POINTS:
        return None, None, coarse
    if anchor.lat is None or anchor.lon is None or other.lat is None or other.lon is None:
        return None, None, coarse
    apart = distance(anchor.lat, anchor.lon, other.lat, other.lon)
    precision = PlacePrecision.NEAR if apart < LONGEST_NEAR else PlacePrecision.ADM1
    lat, lon = (anchor.lat + other.lat) / 2, (anchor.lon + other.lon) / 2
    return round(lat, 4), round(lon, 4), precision


def _beside(holder: Draft) -> tuple[float | None, float | None, PlacePrecision]:
    """A bank in a town lies near the town's point."""
    if holder.kind in _POINTS and holder.precision is not PlacePrecision.UNRESOLVED:
        return holder.lat, holder.lon, PlacePrecision.NEAR
    return None, None, _coarse(holder)


def _offset(lat: float, lon: float, relation: Relation) -> tuple[float, float]:
    """The point so many kilometres away, on a sphere flattened to the map."""
    away = (relation.kilometres or 0.0) / _DEGREE
    angle = math.radians(relation.bearing or 0)
    north = max(min(lat + away * math.cos(angle), 89.9), -89.9)
    east = lon + away * math.sin(angle) / max(math.cos(math.radians(lat)), 0.01)
    return round(north, 4), round((east + 180) % 360 - 180, 4)
