"""What each shape says of itself: how it joins with the gazetteer and the table of claims."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from cutting import Piece
from fogline.knowledge.gazetteer import GazetteerEntry
from fogline.knowledge.gazetteer.file import GazetteerFile
from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.resources import load_yaml
from matching import Match, iso_codes
from natural_earth import Unit

Properties = dict[str, Any]
Keys = list[dict[str, str | None]]

_ISO = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# A ground that has less of a region than this is not worth naming there.
_LEAST = 0.05


def countries(pieces: list[Piece], keys: Keys, gazetteer: GazetteerFile) -> dict[str, Properties]:
    """Countries by alpha-2 code."""
    disputed = _grounds_by(pieces, keys, "country")
    found: dict[str, Properties] = {}
    for key in keys:
        code = key["country"]
        entry = gazetteer.country(code) if code else None
        if code is None or code in found:
            continue
        if entry is None:
            raise SystemExit(f"the gazetteer has no country {code}")
        found[code] = {"id": code, "iso": code, "name": entry.name, "gazetteer": entry.id}
        found[code] |= disputed.get(code, {})
    return found


def regions(
    pieces: list[Piece], keys: Keys, matches: dict[str, Match], gazetteer: GazetteerFile
) -> dict[str, Properties]:
    """Regions by the code of their unit."""
    disputed = _grounds_by(pieces, keys, "region")
    names = {row["id"]: row["name"] for row in load_yaml("atlas/contested.yml")}
    isos = {entry: iso for iso, entry in iso_codes()}
    used = {isos.get(one.entry.id) for one in matches.values()}
    found: dict[str, Properties] = {}
    for piece, key in zip(pieces, keys, strict=True):
        code = key["region"]
        if code is None or code in found:
            continue
        entry = matches[code].entry if code in matches else None
        iso = isos.get(entry.id) if entry else None
        if iso is None and _ISO.fullmatch(piece.unit.iso) and piece.unit.iso not in used:
            iso = piece.unit.iso
            used.add(iso)
        contest = disputed.get(code, {})
        # The table names contested ground in nobody's way; a gazetteer may not.
        name = names[contest["grounds"][0]] if len(_units_of(pieces, contest)) == 1 else None
        found[code] = {
            "id": iso or f"ne:{code}",
            "iso": iso,
            "name": name or english_name(piece.unit, entry, gazetteer),
            "gazetteer": entry.id if entry else None,
            "country": None if contest else piece.unit.country,
        } | contest
    return found


def grounds(recipes: dict[str, Any], pieces: list[Piece]) -> dict[str, Properties]:
    """Contested ground by its id; who claims it stands in the table alone."""
    names = {row["id"]: row["name"] for row in load_yaml("atlas/contested.yml")}
    return {
        ground: {"id": ground, "name": names[ground]}
        | ({"rough": True} if recipe.get("outline") else {})
        for ground, recipe in recipes.items()
    }


def _grounds_by(pieces: list[Piece], keys: Keys, layer: str) -> dict[str, Properties]:
    """The contested ground in what is drawn as contested, the largest first."""
    areas: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for piece, key in zip(pieces, keys, strict=True):
        of = key[layer]
        if piece.ground is not None and of is not None:
            areas[of][piece.ground] += piece.shape.area
    found: dict[str, Properties] = {}
    for of, parts in areas.items():
        least = _LEAST * sum(parts.values())
        named = sorted(
            (ground for ground in parts if parts[ground] >= least),
            key=lambda ground: (-parts[ground], ground),
        )
        found[of] = {"contested": True, "grounds": named}
    return found


def _units_of(pieces: list[Piece], contest: Properties) -> set[str]:
    """The units that the only ground of a region has, none where it has no single one."""
    if len(contest.get("grounds", ())) != 1:
        return set()
    return {piece.unit.code for piece in pieces if piece.ground == contest["grounds"][0]}


def english_name(unit: Unit, entry: GazetteerEntry | None, gazetteer: GazetteerFile) -> str:
    """The name that Fogline's records use, unless the gazetteer knows a plainer one."""
    if entry is None:
        # Natural Earth's English names are of the wrong place at times; no gazetteer tells here.
        return unit.name or unit.names[0]
    plain = unit.names[0]
    if normalise(entry.name).startswith(normalise(plain)):
        return entry.name
    return plain if any(one.id == entry.id for one in gazetteer.lookup(plain)) else entry.name
