"""Areas that a report describes by another place ("20 km north of Goma", "eastern Ukraine")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.knowledge.placewords import load_place_words
from fogline.language.document import Document
from fogline.resolve.places.areas import Relation, area_of
from fogline.resolve.places.records import Draft
from fogline.resolve.places.relationwords import even, kilometres_of, patterns

# A relation's words before the name are no longer than this many characters, those after it no
# longer than that.
REACH, BEHIND = 90, 60
_AT = re.compile(
    r",?\s+(?:in|at|near|inside|within|outside|by|opposite|through|around)\s+(?:the\s+)?$"
)
_BANK = re.compile(r"\b(?:banks?|shores?)\b", re.IGNORECASE)
_HYPHEN = ("-", "\u2010", "\u2011", "\u2012", "\u2013")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Characters ``start`` to ``end`` that mean draft ``draft``: a name, or one taken up again.

    ``state`` is True for the name of a state, ``people`` for an adjective that means one;
    ``inside`` is the draft that it is said to lie in.
    """

    start: int
    end: int
    sentence: int
    draft: int
    state: bool = False
    people: bool = False
    inside: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A relation in the text: characters ``start`` to ``end``."""

    start: int
    end: int
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """A place with its neighbours: the text before and after it, and what stands between."""

    here: Named
    before: str
    start: int
    after: str
    next: Named | None
    joint: str


def find_relations(
    document: Document, named: Sequence[Named], drafts: Sequence[Draft]
) -> list[Draft]:
    """A draft for every relation in the words around the places, which stand in text order."""
    found: list[Draft] = []
    told = 0
    for i, here in enumerate(named):
        scene = _scene(document, named, i)
        one = _pair(scene) or (_of_people(scene) if here.people else _single(scene))
        if one is None or one.start < told:
            continue
        told = one.end
        relation = one.relation
        if relation.held is None and relation.other is None:
            relation = replace(relation, held=here.inside)
        span = document.span(one.start, one.end)
        found.append(area_of(drafts, here.draft, relation, span))
    return found


def _scene(document: Document, named: Sequence[Named], i: int) -> _Scene:
    here = named[i]
    sentence = document.sentences[here.sentence]
    start = max(sentence.start, here.start - REACH)
    if i and named[i - 1].sentence == here.sentence:
        start = max(start, named[i - 1].end)
    after = None
    if i + 1 < len(named) and named[i + 1].sentence == here.sentence:
        after = named[i + 1]
    joint = document.text[here.end : after.start] if after else ""
    return _Scene(
        here=here,
        before=document.text[start : here.start],
        start=start,
        after=document.text[here.end : min(here.end + BEHIND, sentence.end)],
        next=after,
        joint=joint,
    )


def _pair(scene: _Scene) -> _Found | None:
    """The relation of "between A and B", "the road from A to B", "A's border with B"."""
    other = scene.next
    if other is None or not scene.joint:
        return None
    joint = even(scene.joint).lower().removesuffix(" the")
    found = _named_pair(scene, joint)
    if found is None:
        return None
    text, start, end = found
    bare = text == "between"
    if bare and (scene.here.state or other.state or scene.here.people):
        return None  # talks between two states are not between them on the map
    return _Found(
        start=start, end=max(end, other.end), relation=Relation(text=text, other=other.draft)
    )


def _named_pair(scene: _Scene, joint: str) -> tuple[str, int, int] | None:
    """The relation's text, its start and its end."""
    table, here = patterns(), scene.here
    if joint in ("and", "with", "to", "towards", "toward", "from", "into"):
        for pattern, text, joints in (
            (table.between, "between", ("and", "with", "to")),
            (table.line, "from … to", ("to", "towards", "toward", "into")),
            (table.linking, "linking", ("and", "with", "to", "from")),
        ):
            match = pattern.search(scene.before) if joint in joints else None
            if match is not None:
                line = f"{even(match['line'])} " if match["line"] else ""
                return f"{line}{text}", scene.start + match.start(), 0
        match = table.border_of.search(scene.before)
        if match is not None and joint != "from":
            return f"{even(match['edge'])} between", scene.start + match.start(), 0
    if joint in ("borders", "meets", "touches", "adjoins") and table.where.search(scene.before):
        return "border with", here.start, 0
    match = table.shared.match(scene.joint)
    if match is not None:
        return f"{even(match['edge'])} with", here.start, 0
    return _trailed(scene, joint)


def _trailed(scene: _Scene, joint: str) -> tuple[str, int, int] | None:
    """The relation of "the A-B road", "the Goma to Rutshuru highway"."""
    other = scene.next
    hyphen = joint in _HYPHEN
    if other is None or not (hyphen or joint == "to"):
        return None
    behind = scene.after[other.end - scene.here.end :]
    match = patterns().trailing.match(behind)
    if match is None:
        return None
    return f"{even(match['line'])} between", scene.here.start, other.end + match.end()


def _of_people(scene: _Scene) -> _Found | None:
    """The relation of "the Syrian border"."""
    match = patterns().border.match(scene.after)
    if match is None:
        return None
    end = scene.here.end + match.end()
    away = patterns().distance.search(scene.before)
    if away is not None:
        return _Found(start=scene.start + away.start(), end=end, relation=_measured(away))
    text = f"{even(match['edge'])} of"
    return _Found(start=scene.here.start, end=end, relation=Relation(text=text))


def _single(scene: _Scene) -> _Found | None:
    table, before = patterns(), scene.before
    match = table.distance.search(before)
    if match is not None:
        return _found(scene, match, _measured(match))
    match = table.quarter.search(before)
    if match is not None:
        return _found(scene, match, Relation(text=f"{even(match['quarter'])} of"))
    match = table.direction.search(before)
    if match is not None:
        return _found(scene, match, _measured(match))
    match = table.road.search(before)
    if match is not None:
        return _found(scene, match, Relation(text=even(f"{match['line']} {match['way']}")))
    near = table.near.search(before)
    match = table.edge.search(before)
    if match is not None and (near is None or near.start() > match.start()):
        return _on_bank(scene, _found(scene, match, Relation(text=even(f"{match['edge']} of"))))
    match = table.part.search(before)
    if match is not None:
        return _found(scene, match, Relation(text=even(match["part"])))
    match = table.owned.match(scene.after)
    if match is not None:
        edge = even(match["edge"] or match["bare"])
        quarter = edge.lower().removeprefix("far ") in load_place_words().directions
        text = f"the {edge} of" if quarter else f"{edge} of"
        end = scene.here.end + match.end()
        return _on_bank(
            scene, _Found(start=scene.here.start, end=end, relation=Relation(text=text))
        )
    return _found(scene, near, Relation(text=even(near["near"]))) if near is not None else None


def _found(scene: _Scene, match: re.Match[str], relation: Relation) -> _Found:
    return _Found(start=scene.start + match.start(), end=scene.here.end, relation=relation)


def _on_bank(scene: _Scene, found: _Found) -> _Found:
    """The relation with the town that the bank is at ("the left bank of the Drina at Zvornik")."""
    other = scene.next
    if other is None or not _BANK.search(found.relation.text):
        return found
    behind = scene.joint[max(0, found.end - scene.here.end) :]
    if _AT.fullmatch(behind) is None:
        return found
    held = scene.here.inside if scene.here.inside is not None else other.draft
    relation = replace(found.relation, held=held, beside=True)
    return replace(found, end=other.end if held == other.draft else found.end, relation=relation)


def _measured(match: re.Match[str]) -> Relation:
    groups = match.groupdict()
    bearing = groups.get("bearing")
    kilometres: float | None = None
    text = f"{even(bearing)} of" if bearing else "from"
    if groups.get("number"):
        kilometres = kilometres_of(match)
        text = f"{even(groups['number'])} {even(groups['unit']).lower()} {text}"
    degrees = load_place_words().directions[bearing.lower()] if bearing else None
    return Relation(text=text, kilometres=kilometres, bearing=degrees)
