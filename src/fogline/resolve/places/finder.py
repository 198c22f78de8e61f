"""Finds the places of a report and says where they are: candidates kept, reasons given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.extract.names import NameMention
from fogline.knowledge.actors import NameClass
from fogline.knowledge.adjectives import load_adjectives
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.knowledge.placemodel import Curve, Ranker
from fogline.language.document import Document
from fogline.records.place import NameUse, Naming, PartyName, Place, PlaceKind
from fogline.records.report import Report
from fogline.records.span import Span
from fogline.resolve.places.backrefs import DETERMINERS, find_backrefs, find_own_edges
from fogline.resolve.places.candidates import Candidate
from fogline.resolve.places.choose import Choice, choose, scene_of
from fogline.resolve.places.features import read_features
from fogline.resolve.places.groups import group_mentions
from fogline.resolve.places.hints import Hint, find_hints
from fogline.resolve.places.lists import share_features
from fogline.resolve.places.mentions import find_mentions
from fogline.resolve.places.namings import Namings, add_adjectives, mark_seats
from fogline.resolve.places.peoples import find_peoples
from fogline.resolve.places.rank import Group, rank
from fogline.resolve.places.records import Draft, draft_of
from fogline.resolve.places.related import pairs_apart
from fogline.resolve.places.relations import Named, find_relations
from fogline.resolve.places.search import Mention
from fogline.resolve.places.text import Word, read_words
from fogline.resolve.places.weigh import weigh

_PRESS = (NameClass.PUBLISHER, NameClass.AGENCY)
# Kinds of place by size.
_SIZES = {PlaceKind.ADM2: 1, PlaceKind.ADM1: 2, PlaceKind.AREA: 3, PlaceKind.COUNTRY: 4}


@dataclass(frozen=True, slots=True)
class Found:
    """The places of a report, and the places that it names in another use."""

    places: tuple[Place, ...]
    namings: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The names of a report with their candidates as the rules rank them.

    ``countries`` are those that the report names, each with the words that name it; ``filed``
    says which groups a dateline names.
    """

    words: Sequence[Word]
    mentions: Sequence[Mention]
    hints: Sequence[Hint]
    groups: Sequence[Group]
    countries: Mapping[str, frozenset[str]]
    filed: Sequence[bool]


def find_places(
    document: Document,
    names: Sequence[NameMention],
    report: Report,
    gazetteer: Gazetteer,
    atlas: Atlas,
    curve: Curve | None = None,
    ranker: Ranker | None = None,
) -> Found:
    """The places of the report and its namings, each numbered in the order of first mention.

    Names are found by the parser, the known names, the atlas, and the words around them (those
    that nobody knows by the trained ``curve``); all of a report's names are resolved together,
    also those that stand in other names or for a government: by rules first, then by the
    trained ``ranker``.
    Relations ("western border of X") are places of their own, references back ("this city")
    mentions of the place that they mean.
    """
    ranked = rank_names(document, names, gazetteer, atlas, curve)
    words, mentions, groups = ranked.words, ranked.mentions, ranked.groups
    if ranker is not None:
        weigh(groups, ranked.countries, ranked.filed, ranker)
    choices = _choices(groups, frozenset(ranked.countries))
    drafts, of_mention = _drafts(document, mentions, groups, choices, gazetteer, atlas)
    inside = _inside(ranked.hints, of_mention, drafts)
    edges = find_own_edges(document, drafts, atlas.words)
    taken_up = find_backrefs(document, drafts, atlas.words)
    named = _named(document, mentions, of_mention, inside)
    named += _again(document, taken_up)
    named += find_peoples(document, names, drafts, gazetteer, atlas)
    for number, span in taken_up:
        drafts[number].spans.append(span)
    named.sort(key=lambda row: (row.start, row.end))
    relations = find_relations(document, named, drafts)
    namings = Namings(document, gazetteer, atlas)
    for group, choice in zip(groups, choices, strict=True):
        for mention in (mentions[i] for i in group.mentions):
            if mention.use is not None and choice is not None:
                namings.add(mention.use, choice, document.span(mention.start, mention.end))
    add_adjectives(namings, words, mentions, load_adjectives())
    return Found(_number([*drafts, *relations, *edges]), namings.numbered())


def rank_names(
    document: Document,
    names: Sequence[NameMention],
    gazetteer: Gazetteer,
    atlas: Atlas,
    curve: Curve | None,
) -> Ranked:
    """The names of a report with their candidates, ranked by the rules."""
    words = read_words(document, names, pairs_apart(gazetteer, atlas))
    spoken = find_mentions(words, gazetteer, atlas, curve)
    mentions = share_features(read_features(spoken, words, atlas), words)
    mentions = mark_seats(mentions, words, document, atlas.words)
    hints = find_hints(mentions, words, atlas.words)
    groups = group_mentions(mentions, hints, gazetteer, atlas)
    countries = named_countries(names)
    rank(groups, countries)
    filed = [any(mentions[i].use is NameUse.DATELINE for i in group.mentions) for group in groups]
    return Ranked(words, mentions, hints, groups, countries, filed)


def _named(
    document: Document,
    mentions: Sequence[Mention],
    of_mention: dict[int, int],
    inside: dict[int, int],
) -> list[Named]:
    """The mentions as what relations are to."""
    return [
        Named(
            start=mention.start,
            end=mention.end,
            sentence=mention.sentence,
            draft=of_mention[i],
            state=mention.state is not None,
            inside=inside.get(i),
        )
        for i, mention in enumerate(mentions)
        if i in of_mention
    ]


def _again(document: Document, taken_up: Sequence[tuple[int, Span]]) -> list[Named]:
    """The nouns that take a name up as what relations are to ("the country's west")."""
    found: list[Named] = []
    for number, span in taken_up:
        token = document.token_at(span.start)
        if token is not None and token.lower in DETERMINERS:
            found.append(
                Named(start=span.start, end=span.end, sentence=token.sentence, draft=number)
            )
    return found


def named_countries(names: Sequence[NameMention]) -> dict[str, frozenset[str]]:
    """The countries that the report names in any way, actors included, and the words that do.

    Only whether, not how often: so that two parties who change roles change nothing.
    """
    found: dict[str, set[str]] = {}
    for name in names:
        country = name.senses[0].entry.country
        # Where a paper is published says nothing of where its news is from.
        if country is not None and name.senses[0].cls not in _PRESS:
            found.setdefault(country, set()).add(name.span.text.casefold())
    return {country: frozenset(words) for country, words in found.items()}


def _choices(groups: Sequence[Group], countries: frozenset[str]) -> list[Choice | None]:
    """What each group means."""
    scene = scene_of(groups, countries)
    return [choose(group, scene) for group in groups]


def _drafts(
    document: Document,
    mentions: Sequence[Mention],
    groups: Sequence[Group],
    choices: Sequence[Choice | None],
    gazetteer: Gazetteer,
    atlas: Atlas,
) -> tuple[list[Draft], dict[int, int]]:
    """A draft for each place, and the draft of each mention that means its place."""
    drafts: list[Draft] = []
    of_mention: dict[int, int] = {}
    by_id: dict[str, int] = {}
    for number, (group, choice) in enumerate(zip(groups, choices, strict=True)):
        plain = [i for i in group.mentions if mentions[i].use is None]
        if choice is None or not plain:
            continue
        key = _key(choice, number)
        if key not in by_id:
            by_id[key] = len(drafts)
            drafts.append(draft_of(choice, gazetteer, atlas))
        _say_whose(drafts[by_id[key]], group.lead.name, choice.place)
        for i in plain:
            of_mention[i] = by_id[key]
            mention = mentions[i]
            drafts[by_id[key]].spans.append(document.span(mention.start, mention.end))
    return drafts, of_mention


def _say_whose(draft: Draft, name: str, place: Candidate | None) -> None:
    """Note the name used as its parties' own, where it is."""
    for party in place.parties if place else ():
        draft.party_names.add(PartyName(name=name, by=party))


def _key(choice: Choice, number: int) -> str:
    return choice.place.id if choice.place else f"group:{number}"


def _inside(
    hints: Sequence[Hint], of_mention: dict[int, int], drafts: Sequence[Draft]
) -> dict[int, int]:
    """The smallest place that each mention is said to lie in."""
    found: dict[int, int] = {}
    for hint in hints:
        if hint.outer is None or hint.outer not in of_mention or hint.inner not in of_mention:
            continue
        outer = of_mention[hint.outer]
        known = found.get(hint.inner)
        if known is None or _SIZES.get(drafts[outer].kind, 0) < _SIZES.get(drafts[known].kind, 0):
            found[hint.inner] = outer
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
    return tuple(drafts[i].place(ids[i], ids) for i in order)
