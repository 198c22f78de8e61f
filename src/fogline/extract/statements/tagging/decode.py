"""From scores to statements, in plain NumPy: the best tags, their spans, and what goes together."""

from __future__ import annotations

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


def best_tags(windows: Sequence[Floats], moves: Floats) -> list[npt.NDArray[np.int64]]:
    """The best tags of each window (Viterbi); emissions [T, tags] each, ``moves`` [from, to].

    The windows step together: a step of many takes hardly longer than a step of one.
    """
    rows = _side_by_side(windows, 0.0)
    best, back = rows.copy(), np.zeros(rows.shape, np.int64)
    for t in range(1, len(rows)):
        ways = best[t - 1][:, :, None] + moves
        back[t] = ways.argmax(1)
        best[t] += ways.max(1)
    return [_traced(best[: len(row), n], back[:, n]) for n, row in enumerate(windows)]


def _traced(best: Doubles, back: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    found = np.zeros(len(best), np.int64)
    found[-1] = best[-1].argmax()
    for t in range(len(best) - 1, 0, -1):
        found[t - 1] = back[t, found[t]]
    return found


def _side_by_side(windows: Sequence[Floats | Doubles], filled: float) -> Doubles:
    """The rows of all windows [T, windows, tags]; the shorter ones are filled up."""
    size = max(len(row) for row in windows)
    found = np.full((size, len(windows), windows[0].shape[1]), filled, np.float64)
    for n, row in enumerate(windows):
        found[: len(row), n] = row
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


def fields(windows: Sequence[Floats], moves: Floats) -> list[Field]:
    """The fields of windows with these emissions, summed over all ways of tagging each.

    Products, each step scaled to a sum of one: far faster than sums of logarithms.
    """
    steps = np.exp(moves.astype(np.float64))
    tops = [row.max(axis=1).astype(np.float64) for row in windows]
    here = [np.exp(row - top[:, None]) for row, top in zip(windows, tops, strict=True)]
    ahead = _side_by_side(here, 1.0)
    # From their ends, so that those step together as well.
    rows = _side_by_side([row[::-1] for row in here], 1.0)
    behind = np.ones_like(rows)
    grown, shrunk = np.zeros(rows.shape[:2]), np.zeros(rows.shape[:2])
    for t in range(len(rows)):
        if t:
            ahead[t] *= ahead[t - 1] @ steps
            behind[t] = (rows[t - 1] * behind[t - 1]) @ steps.T
        for found, scales in ((ahead, grown), (behind, shrunk)):
            sums = found[t].sum(axis=1, keepdims=True)
            found[t] /= sums
            scales[t] = np.log(sums[:, 0])
    made: list[Field] = []
    for n, (row, top) in enumerate(zip(windows, tops, strict=True)):
        size = len(row)
        up = (grown[:size, n] + top).cumsum()
        # What a step back leaves behind is the emission of the token that it comes from.
        down = (shrunk[:size, n] + np.append(0.0, top[:0:-1])).cumsum()
        after = _log(behind[:size, n], down)[::-1]
        made.append(Field(row, moves, _log(ahead[:size, n], up), after, float(up[-1])))
    return made


def spans(tags: npt.NDArray[np.int64], summed: Field, base: int) -> list[Piece]:
    """The spans of a window's tags, the dummy first; token numbers count from ``base``."""
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
