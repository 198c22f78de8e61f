"""Mentions that mean one place, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer, NameMatch
from fogline.knowledge.gazetteer.names import normalise
from fogline.records.place import PlaceKind
from fogline.resolve.places.candidates import Candidate, find_candidates
from fogline.resolve.places.hints import Hint
from fogline.resolve.places.rank import Containment, Group
from fogline.resolve.places.search import Mention

_UNITS = frozenset({PlaceKind.ADM1, PlaceKind.ADM2})
_WATERS = frozenset({PlaceKind.WATER, PlaceKind.RELIEF})


def group_mentions(
    mentions: Sequence[Mention], hints: Sequence[Hint], gazetteer: Gazetteer, atlas: Atlas
) -> list[Group]:
    """The groups in the order of their first mention.

    A name is one place throughout a report, but for a different word of its kind ("Pokrovsk",
    "Pokrovsk district") and for a different container ("Springfield, Ill.", "Springfield, Mo.").
    """
    said = _containers(hints, mentions)
    numbers: dict[tuple[str, str, str], int] = {}
    members: list[list[int]] = []
    of_mention: dict[int, int] = {}
    last: dict[tuple[str, str], tuple[str, str, str]] = {}
    for i, mention in enumerate(mentions):
        short = (normalise(mention.name), _class(mention))
        key = (*short, said.get(i, ""))
        if not key[2] and short in last:
            key = last[short]
        elif key[2] and (*short, "") in numbers and key not in numbers:
            # The first use had no container: it is the same place as this one.
            numbers[key] = numbers.pop((*short, ""))
        last[short] = key
        number = numbers.setdefault(key, len(members))
        if number == len(members):
            members.append([])
        members[number].append(i)
        of_mention[i] = number
    groups = [_group(rows, mentions, gazetteer, atlas) for rows in members]
    _contain(groups, hints, of_mention, gazetteer)
    _mark_regions(groups)
    return groups


def _containers(hints: Sequence[Hint], mentions: Sequence[Mention]) -> dict[int, str]:
    found: dict[int, str] = {}
    for hint in hints:
        outer = normalise(mentions[hint.outer].name) if hint.outer is not None else hint.code
        if not outer or mentions[hint.inner].state is not None:
            continue
        # A demonym before a name makes no new place of it.
        splits = hint.outer is not None or "." in outer
        if splits and (hint.strict or hint.outer is None or hint.inner not in found):
            found[hint.inner] = outer
    return found


def _class(mention: Mention) -> str:
    if mention.site:
        return mention.site
    if mention.kinds and mention.kinds[0] in _UNITS:
        return "unit"
    if mention.kinds and mention.kinds[0] in _WATERS:
        return "water"
    return ""


def _group(
    rows: list[int], mentions: Sequence[Mention], gazetteer: Gazetteer, atlas: Atlas
) -> Group:
    lead = next((mentions[i] for i in rows if mentions[i].kinds), mentions[rows[0]])
    weak, likely = all(mentions[i].weak for i in rows), any(mentions[i].likely for i in rows)
    lead = replace(lead, weak=weak, likely=likely)
    candidates = find_candidates(lead, gazetteer, atlas)
    base = False
    if not candidates and (lead.site or lead.ent == "FAC"):
        # A site without an entry lies in the place that it is named after.
        candidates = _bases(lead, gazetteer, atlas)
        base = bool(lead.site or candidates)
    return Group(mentions=rows, lead=lead, candidates=candidates, base=base)


def _bases(lead: Mention, gazetteer: Gazetteer, atlas: Atlas) -> tuple[Candidate, ...]:
    """The towns and units of the longest beginning of the name that is one."""
    pieces = lead.name.split()
    for count in range(len(pieces) if lead.site else len(pieces) - 1, 0, -1):
        bare = replace(lead, name=" ".join(pieces[:count]), site="", kinds=())
        found = tuple(
            one
            for one in find_candidates(bare, gazetteer, atlas)
            if one.kind in (PlaceKind.SETTLEMENT, *_UNITS) and one.match is not NameMatch.DERIVED
        )
        if found:
            return found
    return ()


def _contain(
    groups: list[Group], hints: Sequence[Hint], of_mention: dict[int, int], gazetteer: Gazetteer
) -> None:
    seen: dict[int, set[tuple[int | None, str | None]]] = defaultdict(set)
    for hint in hints:
        inner = of_mention[hint.inner]
        outer = of_mention[hint.outer] if hint.outer is not None else None
        unit = hint.code
        if unit and "." in unit:
            entry = gazetteer.country(unit)
            unit = entry.id if entry else None
        if outer == inner or (outer is None and unit is None) or (outer, unit) in seen[inner]:
            continue
        seen[inner].add((outer, unit))
        groups[inner].inside.append(Containment(outer, unit, hint.strict))


def _mark_regions(groups: list[Group]) -> None:
    regions = {
        normalise(group.lead.name)
        for group in groups
        if group.lead.kinds and group.lead.kinds[0] is PlaceKind.ADM1
    }
    for group in groups:
        group.region = not group.lead.kinds and normalise(group.lead.name) in regions
