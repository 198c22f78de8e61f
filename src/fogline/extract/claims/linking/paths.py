"""The way between a deed and a place in the parse, after Halterman (2019)."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token

DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Path:
    """The way in the parse from the deed up to what both hang on, and down to the place."""

    up: tuple[Token, ...]
    top: Token
    down: tuple[Token, ...]


def path_between(reading: Reading, deed: Token, place: Token) -> Path:
    """The path; ``up`` begins with the deed, ``down`` ends with the place, neither has the top."""
    above = _chain(reading, deed)
    place_chain = _chain(reading, place)
    known = {token.i: n for n, token in enumerate(above)}
    for n, token in enumerate(place_chain):
        if token.i in known:
            return Path(above[: known[token.i]], token, tuple(reversed(place_chain[:n])))
    return Path(above, above[-1], tuple(reversed(place_chain)))


def _chain(reading: Reading, token: Token) -> tuple[Token, ...]:
    found = [token]
    for above in reading.document.ancestors(token):
        found.append(above)
        if len(found) >= DEEPEST:
            break
    return tuple(found)
