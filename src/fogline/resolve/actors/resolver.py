"""Actors: everybody who acts, speaks or suffers in a report, with every mention of them.

A report is read once from left to right. Each noun phrase is put to an ordered list of rules;
the first that knows it says whom it means, out of those met so far where it refers back.
Where two fit equally nobody is guessed: the phrase means nobody, or, where an actor is needed,
an unnamed one of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.extract.names import NameMention, find_names
from fogline.knowledge.actors import ActorEntry, ActorTables
from fogline.knowledge.actorwords import load_actor_words
from fogline.language.document import Document, Token
from fogline.records.actor import Actor, ActorKind
from fogline.records.report import Report
from fogline.records.span import Span
from fogline.resolve.actors.bodies import body
from fogline.resolve.actors.cast import Cast, Draft, compact
from fogline.resolve.actors.descriptions import document as speaking_document
from fogline.resolve.actors.descriptions import name_later, speaker
from fogline.resolve.actors.groups import collective, the_country, unit
from fogline.resolve.actors.names import known_name
from fogline.resolve.actors.nouns import people, population
from fogline.resolve.actors.organisations import organisation
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.people import person
from fogline.resolve.actors.reference import pronoun
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.sides import adversary, both_sides, each_other
from fogline.resolve.actors.view import NOMINAL, View

RULES = (
    pronoun,
    both_sides,
    each_other,
    adversary,
    speaking_document,
    known_name,
    person,
    body,
    the_country,
    population,
    people,
    organisation,
    unit,
    collective,
    speaker,
)
UNKNOWN_PUBLISHER = "unknown publisher"


@dataclass(frozen=True)
class ResolvedActors:
    """The actors of a report, and whom its noun phrases mean.

    ``publisher`` is the id of the publisher's own actor, who says what nobody else is said to
    say. ``heads`` gives the actors of each noun phrase by its head's token index, ``exact`` those
    of the spans that were asked for.
    """

    actors: tuple[Actor, ...]
    publisher: str | None
    document: Document
    heads: Mapping[int, tuple[str, ...]]
    exact: Mapping[tuple[int, int], tuple[str, ...]]

    def at(self, span: Span) -> tuple[str, ...]:
        """The ids of the actors meant by the noun phrase at the span, in text order."""
        known = self.exact.get((span.start, span.end))
        if known is not None:
            return known
        return _at(self.document, self.heads, span)


def _at(document: Document, heads: Mapping[int, tuple[str, ...]], span: Span) -> tuple[str, ...]:
    head = document.head_in(span.start, span.end)
    if head is None:
        return ()
    found = list(heads.get(head.i, ()))
    for other in document.conjuncts(head):
        if other.start < span.end and other.pos in NOMINAL:
            found.extend(heads.get(other.i, ()))
    return tuple(dict.fromkeys(found))


# ISO 3166 leaves the codes in X to their users; Kosovo's is the one that all of them share.
USER_ASSIGNED, SHARED = "X", "XK"


def _alpha2(scene: Scene, code: str | None) -> str | None:
    """The code if it is ISO 3166's: not one of the tables' own, nor that of a state that was."""
    if code is None or (code[0] == USER_ASSIGNED and code != SHARED):
        return None
    state = scene.view.tables.states.get(code)
    return None if state is None or state.status == "historic" else code


def resolve_actors(
    document: Document,
    names: Sequence[NameMention],
    tables: ActorTables,
    report: Report,
    wanted: Sequence[Span],
    speakers: Sequence[tuple[Span, Span]] = (),
) -> ResolvedActors:
    """Every actor of a report with all its mentions.

    ``wanted`` are noun phrases that must mean somebody; where nothing else does, each gets an
    unnamed actor. ``speakers`` gives quotations with the noun phrases that speak them, for "I",
    "we" and "the enemy" inside them.
    """
    view = View(document, names, tables, load_actor_words())
    holders = _wanted_heads(view, [holder for _, holder in speakers])
    heads = _wanted_heads(view, wanted)
    scene = Scene(view, Cast(tables), RULES, heads, _speakers(view, speakers), holders)
    publisher = _publisher(scene, report)
    for token in document.tokens:
        if token.pos not in NOMINAL and token.i not in view.names and token.i not in scene.wanted:
            continue
        if token.i not in scene.wanted and not document.sentences[token.sentence].reporting:
            continue
        if not scene.meaning(token) and token.i in scene.wanted:
            _somebody(scene, token)
    name_later(scene)
    for span in wanted:
        _mention(scene, span)
    return _assemble(scene, wanted, publisher)


def _wanted_heads(view: View, wanted: Sequence[Span]) -> frozenset[int]:
    heads: set[int] = set()
    for span in wanted:
        head = view.document.head_in(span.start, span.end)
        if head is None:
            continue
        heads.add(head.i)
        heads.update(
            other.i
            for other in view.document.conjuncts(head)
            if other.start < span.end and other.pos in NOMINAL
        )
    return frozenset(heads)


def _speakers(view: View, speakers: Sequence[tuple[Span, Span]]) -> dict[int, Token]:
    found: dict[int, Token] = {}
    for quoted, holder in speakers:
        quote = view.quote_at(quoted.start)
        head = view.document.head_in(holder.start, holder.end)
        if quote is not None and head is not None:
            found.setdefault(quote, head)
    for row in view.document.quotes:
        if row.continues is not None and row.continues in found:
            found.setdefault(row.i, found[row.continues])
    return found


def _somebody(scene: Scene, token: Token) -> None:
    """An unnamed actor for a wanted noun phrase that means nobody known."""
    view, cast = scene.view, scene.cast
    counted = view.of_object(token) if view.listed("partitives", token) else None
    if counted is not None and scene.meaning(counted):
        scene.settle(token, Found(scene.meaning(counted)))
        return
    owners = owners_of(scene, token)
    owner = cast[owners[0]] if owners else None
    name = view.phrase_name(token)
    number = cast.add(
        Draft(
            key=cast.new_key(f"unnamed:{compact([name])}"),
            name=name,
            kind=ActorKind.UNNAMED,
            country=owner.country if owner else None,
            role=view.word(token) if token.pos == "NOUN" else None,
            owner=owner.key if owner else None,
            plural=view.plural(token),
            words=set(view.forms(token)),
        )
    )
    scene.settle(token, Found((number,)))


def _mention(scene: Scene, span: Span) -> None:
    """The wanted span itself is a mention, unless it coordinates several actors."""
    head = scene.view.document.head_in(span.start, span.end)
    if head is None:
        return
    several = any(
        scene.meant.get(other.i) for other in scene.view.document.conjuncts(head)
        if other.start < span.end
    )  # fmt: skip
    if not several:
        for number in scene.meant.get(head.i, ()):
            scene.cast[number].spans.append(span)


def _official_body(tables: ActorTables, name: str) -> ActorEntry | None:
    """The body of a state that publishes a statement of its own ("Sudan's Foreign Ministry")."""
    states = [
        (mention.span, sense.entry)
        for mention in find_names(name, tables)
        for sense in mention.senses
        if sense.entry.key.startswith("state:")
    ]
    if len(states) != 1:
        return None
    span, state = states[0]
    rest = f"{name[: span.start]} {name[span.end :]}".lower().replace("'s", "").replace("’s", "")
    words = " ".join(rest.split()).removesuffix(" the").removesuffix(" of").removeprefix("the ")
    kind = tables.patterns.heads.get(words)
    return None if kind is None or state.country is None else tables.body(state.country, kind)


def _publisher(scene: Scene, report: Report) -> int:
    name = report.publisher or UNKNOWN_PUBLISHER
    entry = scene.cast.tables.publisher(name) if report.publisher else None
    if entry is not None:
        return scene.cast.entry(entry, ActorKind.PUBLISHER)
    body = _official_body(scene.cast.tables, name)
    if body is not None:
        return scene.cast.entry(body)
    return scene.cast.add(Draft(key=f"name:{compact([name])}", name=name, kind=ActorKind.PUBLISHER))


# -- from drafts to actors ------------------------------------------------------------------------


def _assemble(scene: Scene, wanted: Sequence[Span], publisher: int) -> ResolvedActors:
    """Number the drafts that have a mention in the order of the first; the publisher always."""
    drafts = scene.cast.drafts
    spans = {n: sorted(set(drafts[n].spans)) for n in range(len(drafts))}
    kept = [n for n in spans if spans[n]]
    kept.sort(key=lambda n: (spans[n][0].start, spans[n][0].end, n))
    if publisher not in kept:
        kept.append(publisher)
    ids = {n: f"a{rank}" for rank, n in enumerate(kept, start=1)}
    actors = tuple(
        Actor(
            id=ids[n],
            name=drafts[n].name,
            kind=drafts[n].kind,
            country=_alpha2(scene, drafts[n].country),
            role=drafts[n].role,
            member_of=_member_of(scene, drafts[n], ids),
            mentions=tuple(spans[n]),
        )
        for n in kept
    )
    heads = {i: tuple(ids[n] for n in numbers) for i, numbers in scene.meant.items() if numbers}
    exact = {(span.start, span.end): _at(scene.view.document, heads, span) for span in wanted}
    return ResolvedActors(
        actors=actors,
        publisher=ids[publisher],
        document=scene.view.document,
        heads=heads,
        exact=exact,
    )


def _member_of(scene: Scene, draft: Draft, ids: Mapping[int, str]) -> str | None:
    """The nearest owner that is an actor of the report."""
    key = draft.owner
    for _ in range(5):
        if key is None or key == draft.key:
            return None
        number = scene.cast.find(key)
        if number is not None and number in ids:
            return ids[number]
        key = _owner_key(scene, number, key)
    return None


def _owner_key(scene: Scene, number: int | None, key: str) -> str | None:
    if number is not None:
        return scene.cast[number].owner
    try:
        return scene.cast.tables.entry(key).member_of
    except KeyError:
        return None
