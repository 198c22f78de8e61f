"""States that a report names by an adjective before a border ("the Rwandan-Congolese border")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.extract.names import NameMention
from fogline.knowledge.actors import NameClass
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.language.document import Document
from fogline.records.place import PlaceKind
from fogline.resolve.places.records import Draft
from fogline.resolve.places.relations import BEHIND, Named
from fogline.resolve.places.relationwords import patterns

_JOINT = re.compile(r"[-\u2010-\u2013]|\s+and\s+")


def find_peoples(
    document: Document,
    names: Sequence[NameMention],
    drafts: list[Draft],
    gazetteer: Gazetteer,
    atlas: Atlas,
) -> list[Named]:
    """The adjectives that a border follows, alone or in pairs; new states go to ``drafts``."""
    found: list[Named] = []
    ends: dict[int, bool] = {}
    for name in reversed(names):
        country = name.senses[0].entry.country
        token = document.token_at(name.span.start)
        if name.form is not NameClass.DEMONYM or country is None or token is None:
            continue
        sentence = document.sentences[token.sentence]
        behind = document.text[name.span.end : min(name.span.end + BEHIND, sentence.end)]
        joint = _JOINT.match(behind)
        paired = joint is not None and ends.get(name.span.end + joint.end(), False)
        bordered = paired or patterns().border.match(behind) is not None
        ends[name.span.start] = bordered
        number = _state(country, drafts, gazetteer, atlas) if bordered else None
        if number is None:
            continue
        drafts[number].spans.append(document.span(name.span.start, name.span.end))
        found.append(
            Named(
                start=name.span.start,
                end=name.span.end,
                sentence=token.sentence,
                draft=number,
                state=True,
                people=True,
            )
        )
    return found


def _state(country: str, drafts: list[Draft], gazetteer: Gazetteer, atlas: Atlas) -> int | None:
    """The draft of a state: one that the report names, or a new one."""
    entry = gazetteer.country(country)
    if entry is None:
        return None
    for number, draft in enumerate(drafts):
        if draft.gazetteer == entry.id:
            return number
    ground = atlas.ground_at((entry.id,), None, None)
    drafts.append(
        Draft(
            name=entry.name,
            gazetteer=entry.id,
            kind=PlaceKind.COUNTRY,
            within=(),
            country=ground.country if ground else entry.country,
            contested=ground.claims if ground else (),
            lat=entry.lat,
            lon=entry.lon,
            precision=entry.precision,
            relation=None,
            anchor=None,
            reason="the state whose border the report names",
            choice=None,
        )
    )
    return len(drafts) - 1
