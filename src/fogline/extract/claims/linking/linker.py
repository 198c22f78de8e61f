"""Which of the places that a sentence names a deed was done in, or none of them.

The rules of :mod:`fogline.extract.claims.circumstance` propose; a model that was trained on marked
sentences weighs each named place. What the report only points to ("this city", "there") stays with
the rules.
"""

from __future__ import annotations

from collections.abc import Sequence

from fogline.extract.claims.arguments import find_participants
from fogline.extract.claims.circumstance import Places, find_places
from fogline.extract.claims.linking.signs import signs
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.roles import sort_roles
from fogline.extract.claims.scenes import Named
from fogline.knowledge.placemodel import Signs
from fogline.knowledge.triggers import Sense
from fogline.language.document import Token

# From this chance on a place is where the deed was done. Cross-validated on what the model was
# trained on, precision and recall meet at 0.38 where all such places are taken; taking the
# likeliest with its list alone, as here, needs a little less.
CHOSEN = 0.36
# A place that the rules found first is kept down to this, where the model has nothing better.
KEPT = 0.25
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


def linked(reading: Reading, tokens: Sequence[Token], places: Places) -> Places:
    """The places that the rules found for a trigger, put right by what the model knows better."""
    deed = next((token for token in tokens if token.pos in VERBS), None)
    if deed is None or _pointed(reading, places):
        return places
    rows = [row for row in weighed(reading, deed) if not _is(reading, row[0], places.origin)]
    if not rows:
        return places
    first = _listed(reading, rows, places, _together(reading, rows)) or _kept(reading, rows, places)
    seen = {one.head.i for one in first}
    rest: list[tuple[Token, ...]] = []
    for group in places.at:
        left = tuple(token for token in group if _stays(reading, token, rows, seen))
        if left:
            rest.append(left)
    at = (tuple(one.head for one in first), *rest) if first else tuple(rest)
    return Places(at, places.origin, places.goal)


def _together(reading: Reading, rows: Sequence[tuple[Named, float]]) -> tuple[Named, ...]:
    """The likeliest place, if likely enough, and the likely ones that are coordinated with it."""
    best = max(rows, key=lambda row: row[1], default=None)
    if best is None or best[1] < CHOSEN:
        return ()
    top = _first_of_list(reading, best[0].head)
    return tuple(
        one
        for one, chance in rows
        if one is best[0] or (chance >= CHOSEN and _first_of_list(reading, one.head).i == top.i)
    )


def _listed(
    reading: Reading,
    rows: Sequence[tuple[Named, float]],
    places: Places,
    chosen: tuple[Named, ...],
) -> tuple[Named, ...]:
    """The chosen places with those that the rules found in one list with them.

    What is done to one of a list is done to all of it, however far apart they stand.
    """
    for group in places.at:
        found = [one for one, _ in rows if any(_is(reading, one, token) for token in group)]
        if len(found) > 1 and any(one in chosen for one in found):
            return tuple(one for one, _ in rows if one in found or one in chosen)
    return chosen


def _first_of_list(reading: Reading, token: Token) -> Token:
    """The first of the phrases that the token's is coordinated with."""
    for _ in range(12):
        if token.dep not in ("conj", "appos"):
            return token
        token = reading.document.tokens[token.head]
    return token


def _kept(
    reading: Reading, rows: Sequence[tuple[Named, float]], places: Places
) -> tuple[Named, ...]:
    """The first place that the rules found, unless the model thinks too little of it."""
    for group in places.at:
        found = tuple(one for one, _ in rows if any(_is(reading, one, token) for token in group))
        if found:
            sure = any(one in found and chance >= KEPT for one, chance in rows)
            return found if sure else ()
    return ()


def _stays(
    reading: Reading,
    token: Token,
    rows: Sequence[tuple[Named, float]],
    seen: set[int],
) -> bool:
    """Whether a candidate of the rules stays one, behind the model's choice."""
    for one, value in rows:
        if _is(reading, one, token):
            return one.head.i not in seen and value >= KEPT
    return True


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
