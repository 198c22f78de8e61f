"""Which of the places that a sentence names a deed was done in, or none of them.

The rules of :mod:`fogline.extract.claims.circumstance` propose; a model that was trained on marked
sentences weighs each named place. What the report only points to ("this city", "there") stays with
the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from fogline.extract.claims.arguments import find_participants
from fogline.extract.claims.circumstance import Places, find_places
from fogline.extract.claims.linking.rivals import first_of_list
from fogline.extract.claims.linking.signs import signs
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.roles import sort_roles
from fogline.extract.claims.scenes import Named, NamedPlaces
from fogline.knowledge.placemodel import Signs
from fogline.knowledge.triggers import Sense
from fogline.language.document import Token
from fogline.records.span import Span

# From this chance on a place is where the deed was done. Cross-validated on what the model was
# trained on, precision and recall meet at 0.42 where all such places are taken; taking the
# likeliest with its list alone, as here, needs a little less.
CHOSEN = 0.38
# One without coordinates must be likelier: it tells less, and a wrong one parts what is one event.
CHOSEN_UNRESOLVED = 0.45
# A place that the deed is done to is kept down to this, where the model has nothing better.
KEPT = 0.15
VERBS = ("VERB", "AUX")

_ANY = Sense(
    type="", mode=None, position="verb", words=("",), constraints=(), roles="default", rank=0
)


def described(reading: Reading, deed: Token, named: Sequence[Named]) -> list[Signs]:
    """The signs of a sentence's named places for a deed, whatever its type."""
    taken = find_participants(reading, deed, (deed,), _ANY)
    roles = sort_roles(reading, _ANY, deed, taken, (deed,))
    places = find_places(reading, (deed,), roles, taken)
    order = [reading.compact(token) for group in places.at for token in group]
    ruled = [
        next((n for n, span in enumerate(order) if span.overlaps(one.span)), -1) for one in named
    ]
    return signs(reading, deed, named, ruled)


def weighed(reading: Reading, deed: Token) -> list[tuple[Named, float]]:
    """The named places of the deed's sentence, each with the chance that it was done there."""
    if reading.linking is None:
        return []
    named = reading.linking.named.of(reading.document.sentence_of(deed))
    if not named:
        return []
    chances = reading.linking.model.chances(described(reading, deed, named))
    return list(zip(named, chances, strict=True))


def scene_of(reading: Reading, deed: Token) -> tuple[Named, ...]:
    """Where a deed was done: the likeliest place with those joined to it; () for nowhere told."""
    return _together(reading, weighed(reading, deed))


def linked(
    reading: Reading, tokens: Sequence[Token], places: Places, objects: Sequence[Token] = ()
) -> Places:
    """The places that the rules found for a trigger, put right by what the model knows better.

    ``objects`` are places that the deed is done to by its type, as what is claimed or handed over.
    """
    deed = next((token for token in tokens if token.pos in VERBS), None)
    if deed is None or _pointed(reading, places):
        return places
    rows = [row for row in weighed(reading, deed) if not _is(reading, row[0], places.origin)]
    if not rows:
        return places
    first = _listed(reading, rows, places, _together(reading, rows))
    first = first or _done_to(reading, rows, objects)
    rest: list[tuple[Token, ...]] = []
    for group in places.at:
        left = tuple(
            token for token in group if not any(_is(reading, one, token) for one, _ in rows)
        )
        if left:
            rest.append(left)
    at = (tuple(one.head for one in first), *rest) if first else tuple(rest)
    return Places(at, places.origin, places.goal)


def place_spans(reading: Reading, tokens: Sequence[Token]) -> tuple[Span, ...]:
    """The words of each place: its name alone where the token heads one, else the phrase.

    In "the Ranage district of Narathiwat" the phrase holds another name than the one chosen.
    """
    found: dict[int, Span] = {}
    for token in tokens:
        named = () if reading.linking is None else _named_at(reading.linking.named, token, reading)
        found[token.i] = named[0].span if named else reading.compact(token)
    return tuple(dict.fromkeys(found.values()))


def _named_at(named: NamedPlaces, token: Token, reading: Reading) -> tuple[Named, ...]:
    sentence = reading.document.sentence_of(token)
    return tuple(one for one in named.of(sentence) if one.head.i == token.i)


def _together(reading: Reading, rows: Sequence[tuple[Named, float]]) -> tuple[Named, ...]:
    """The likeliest place, if likely enough, and the likely ones that are coordinated with it."""
    likely = [row for row in rows if row[1] >= (CHOSEN if row[0].resolved else CHOSEN_UNRESOLVED)]
    best = max(likely, key=lambda row: row[1], default=None)
    if best is None:
        return ()
    top = first_of_list(reading, best[0].head)
    return tuple(
        one for one, _ in likely if one is best[0] or first_of_list(reading, one.head).i == top.i
    )


def _listed(
    reading: Reading,
    rows: Sequence[tuple[Named, float]],
    places: Places,
    chosen: tuple[Named, ...],
) -> tuple[Named, ...]:
    """The chosen places with those that the rules found coordinated with one of them.

    What is done to one of a list is done to all of it, however far apart they stand.
    """
    tops = {first_of_list(reading, one.head).i for one in chosen}
    found = [
        one
        for one, _ in rows
        if one.head.dep == "conj" and first_of_list(reading, one.head).i in tops
    ]
    ruled = [
        one for one in found if any(_is(reading, one, t) for group in places.at for t in group)
    ]
    return tuple(one for one, _ in rows if one in chosen or one in ruled)


def _done_to(
    reading: Reading, rows: Sequence[tuple[Named, float]], objects: Sequence[Token]
) -> tuple[Named, ...]:
    """The places that the deed is done to, unless the model thinks too little of them all."""
    found = [row for row in rows if any(_is(reading, row[0], token) for token in objects)]
    sure = any(chance >= KEPT for _, chance in found)
    return tuple(one for one, _ in found) if sure else ()


def _pointed(reading: Reading, places: Places) -> bool:
    """Whether the first place that the rules found is one that the words only point to."""
    if reading.linking is None:
        return True
    named = reading.linking.named
    for group in places.at:
        for token in group:
            span = reading.compact(token)
            if any(
                one.span.overlaps(span) for one in named.of(reading.document.sentence_of(token))
            ):
                return False
            if named.points(span):
                return True
    return False


def _is(reading: Reading, one: Named, token: Token | None) -> bool:
    return token is not None and one.span.overlaps(reading.compact(token))
