"""From scores to statements, in plain NumPy: the best tags, their spans, and what goes together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fogline.extract.statements.tagging.features import KINDS, TAGS

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
# A source does not go to a cue that it points at with less.
LEAST_CHANCE = 0.01
# Stands for a product of nothing, so that it has a logarithm.
TINY = 1e-300


@dataclass(frozen=True)
class Piece:
    """Tokens ``first`` to ``last`` (inclusive) of a document that make one span of a kind.

    ``chance`` is the field's own probability of just this span, the product over its sentences.
    """

    kind: str
    first: int
    last: int
    chance: float


@dataclass
class Found:
    """One attribution; ``link`` is the least probability with which its pieces point at the cue."""

    cue: Piece
    source: Piece | None = None
    content: list[Piece] = field(default_factory=list)
    link: float = 1.0


def viterbi(emissions: Floats, moves: Floats) -> npt.NDArray[np.int64]:
    """The best tags of one window; ``emissions`` [T, tags], ``moves`` [from, to]."""
    size = len(emissions)
    best = emissions[0]
    back = np.zeros((size, len(TAGS)), np.int64)
    for t in range(1, size):
        ways = best[:, None] + moves
        back[t] = ways.argmax(0)
        best = ways.max(0) + emissions[t]
    found = np.zeros(size, np.int64)
    found[-1] = best.argmax()
    for t in range(size - 1, 0, -1):
        found[t - 1] = back[t, found[t]]
    return found


def _total(rows: Floats, axis: int | None = None) -> Floats:
    top = rows.max(axis=axis, keepdims=True)
    summed = np.log(np.exp(rows - top).sum(axis=axis, keepdims=True)) + top
    found: Floats = np.squeeze(summed, axis=axis)
    return found


def _log(scaled: Doubles, scales: Doubles) -> Doubles:
    """Logarithms of products [T, tags] that are kept apart from their scales [T]."""
    found: Doubles = np.log(np.maximum(scaled, TINY)) + scales[:, None]
    return found


@dataclass(frozen=True)
class Field:
    """One window's field, summed from both sides, to ask it for probabilities."""

    emissions: Floats
    moves: Floats
    ahead: Doubles
    behind: Doubles
    total: float

    @classmethod
    def of(cls, emissions: Floats, moves: Floats) -> Field:
        """Sum over all ways of tagging the window."""
        # Products, each step scaled to a sum of one: far faster than sums of logarithms.
        size = len(emissions)
        steps = np.exp(moves.astype(np.float64))
        top = emissions.max(axis=1).astype(np.float64)
        here = np.exp(emissions - top[:, None])
        ahead, behind = here.copy(), np.ones_like(here)
        grown, shrunk = top.copy(), np.zeros(size)
        for t in range(size):
            if t:
                ahead[t] *= ahead[t - 1] @ steps
            scale = ahead[t].sum()
            ahead[t] /= scale
            grown[t] += math.log(scale)
        for t in range(size - 2, -1, -1):
            behind[t] = steps @ (here[t + 1] * behind[t + 1])
            scale = behind[t].sum()
            behind[t] /= scale
            shrunk[t] = math.log(scale) + top[t + 1]
        grown, shrunk = grown.cumsum(), shrunk[::-1].cumsum()[::-1]
        return cls(emissions, moves, _log(ahead, grown), _log(behind, shrunk), float(grown[-1]))

    def chance(self, kind: str, first: int, last: int) -> float:
        """The probability that just the tokens ``first`` to ``last`` make a span of the kind."""
        begin = TAGS.index(f"B-{kind}")
        inside = begin + 1
        score = self.ahead[first, begin]
        before = begin
        for t in range(first + 1, last + 1):
            score = score + self.moves[before, inside] + self.emissions[t, inside]
            before = inside
        if last + 1 < len(self.emissions):
            after = self.moves[before] + self.emissions[last + 1] + self.behind[last + 1]
            score = score + _total(np.delete(after, inside))
        return float(np.exp(min(0.0, score - self.total)))


def spans(tags: npt.NDArray[np.int64], emissions: Floats, moves: Floats, base: int) -> list[Piece]:
    """The spans of a window's tags, the dummy first; token numbers count from ``base``."""
    summed = Field.of(emissions, moves)
    found: list[Piece] = []
    t = 1
    while t < len(tags):
        if tags[t] == 0:
            t += 1
            continue
        kind = KINDS[(int(tags[t]) - 1) // 2]
        last = t
        while last + 1 < len(tags) and tags[last + 1] == TAGS.index(f"I-{kind}"):
            last += 1
        chance = summed.chance(kind, t, last)
        found.append(Piece(kind, base + t - 1, base + last - 1, chance))
        t = last + 1
    return found


def pointers(query: Floats, key: Floats, distance: Floats, cues: Sequence[int]) -> Floats:
    """Log-probability [T, cues] that each token of a window belongs to each cue (places in it)."""
    size, width = query.shape
    scores = query @ key[list(cues)].T / np.sqrt(width)
    gap = np.arange(size)[:, None] - np.array(cues)[None, :]
    half = len(distance) // 2
    bucket = np.minimum(np.rint(np.log2(np.abs(gap) + 1)).astype(np.int64), half - 1)
    scores = scores + distance[np.where(gap < 0, bucket, bucket + half)]
    found: Floats = scores - _total(scores, axis=1)[:, None]
    return found


def link(
    pieces: Sequence[Piece], query: Floats, key: Floats, distance: Floats, base: int
) -> list[Found]:
    """The attributions of a window: each content goes to the cue it points at.

    A cue has one source at the most: the surest pairs are made first, and a source whose cue is
    taken goes to the next one it points at.
    """
    found = [Found(piece) for piece in pieces if piece.kind == "cue"]
    if not found:
        return []
    points = pointers(query, key, distance, [row.cue.first - base + 1 for row in found])
    pairs: list[tuple[float, Piece, int]] = []
    for piece in pieces:
        if piece.kind == "cue":
            continue
        mean = np.exp(points[piece.first - base + 1 : piece.last - base + 2].mean(0))
        if piece.kind == "source":
            pairs += [(float(mean[place]), piece, place) for place in range(len(found))]
            continue
        row = found[int(mean.argmax())]
        row.content.append(piece)
        row.link = min(row.link, float(mean.max()))
    held: set[int] = set()
    for chance, piece, place in sorted(pairs, key=lambda pair: -pair[0]):
        row = found[place]
        if chance >= LEAST_CHANCE and row.source is None and piece.first not in held:
            held.add(piece.first)
            row.source = piece
            row.link = min(row.link, chance)
    return found
