"""Finds the places of a report and says where they are: candidates kept, reasons given."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.extract.names import NameMention
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.language.document import Document
from fogline.records.place import Place
from fogline.records.report import Report
from fogline.resolve.place_backrefs import find_backrefs
from fogline.resolve.place_choose import Choice, choose
from fogline.resolve.place_groups import group_mentions
from fogline.resolve.place_hints import Hint, find_hints
from fogline.resolve.place_lists import share_features
from fogline.resolve.place_mentions import Mention, find_mentions
from fogline.resolve.place_rank import Group, rank
from fogline.resolve.place_records import Draft, draft_of
from fogline.resolve.place_relations import find_relations
from fogline.resolve.place_text import read_words


def find_places(
    document: Document,
    names: Sequence[NameMention],
    report: Report,
    gazetteer: Gazetteer,
    atlas: Atlas,
) -> tuple[Place, ...]:
    """The places of the report, ``p1``, ``p2`` ... in the order of first mention.

    Names are found by the parser, the known names, the atlas, and the words around them; all of
    a report's names are resolved together. Relations ("western border of X") are places of their
    own, references back ("this city") mentions of the place that they mean.
    """
    words = read_words(document, names)
    mentions = share_features(find_mentions(words, gazetteer, atlas), words)
    hints = find_hints(mentions, words, atlas.words)
    groups = group_mentions(mentions, hints, gazetteer, atlas)
    countries = named_countries(names)
    rank(groups, countries)
    drafts, of_mention = _drafts(document, mentions, groups, countries, gazetteer, atlas)
    inside = _inside(hints, of_mention)
    relations = find_relations(document, mentions, drafts, of_mention, inside)
    for number, span in find_backrefs(document, drafts, atlas.words):
        drafts[number].spans.append(span)
    return _number([*drafts, *relations])


def named_countries(names: Sequence[NameMention]) -> frozenset[str]:
    """The countries that the report names in any way, actors included.

    Only whether, not how often: so that two parties who change roles change nothing.
    """
    return frozenset(
        name.senses[0].entry.country for name in names if name.senses[0].entry.country is not None
    )


def _drafts(
    document: Document,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    countries: frozenset[str],
    gazetteer: Gazetteer,
    atlas: Atlas,
) -> tuple[list[Draft], dict[int, int]]:
    """A draft for each place, and the draft of each mention."""
    drafts: list[Draft] = []
    of_mention: dict[int, int] = {}
    by_id: dict[str, int] = {}
    for number, group in enumerate(groups):
        choice = choose(number, groups, countries)
        if choice is None:
            continue
        key = _key(choice, number)
        if key not in by_id:
            by_id[key] = len(drafts)
            drafts.append(draft_of(choice, gazetteer, atlas))
        for i in group.mentions:
            of_mention[i] = by_id[key]
            mention = mentions[i]
            drafts[by_id[key]].spans.append(document.span(mention.start, mention.end))
    return drafts, of_mention


def _key(choice: Choice, number: int) -> str:
    return choice.place.id if choice.place else f"group:{number}"


def _inside(hints: Sequence[Hint], of_mention: dict[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for hint in hints:
        if hint.outer is not None and hint.outer in of_mention and hint.inner in of_mention:
            found.setdefault(hint.inner, of_mention[hint.outer])
    return found


def _number(drafts: Sequence[Draft]) -> tuple[Place, ...]:
    """The places in the order of first mention, numbered."""
    order = sorted(
        range(len(drafts)),
        key=lambda i: (
            min(span.start for span in drafts[i].spans),
            drafts[i].anchor is not None,
            i,
        ),
    )
    ids = {i: f"p{place}" for place, i in enumerate(order, start=1)}
    found: list[Place] = []
    for i in order:
        anchor = drafts[i].anchor
        found.append(drafts[i].place(ids[i], ids[anchor] if anchor is not None else None))
    return tuple(found)
