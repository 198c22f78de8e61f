"""The trained weights for places: unknown names, the place of a deed, the places of one name.

``models/places.npz``, made by ``training/places``; its card is ``models/places.md``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fogline.errors import KnowledgeError
from fogline.knowledge.models import model_path

if TYPE_CHECKING:
    # NumPy must not be loaded before the parser has set its threads.
    from numpy import float32, int32
    from numpy.typing import NDArray

FILE = "places.npz"
# The curve's odds for a place that is not there.
NONE = -8.0


class Signs(dict[str, float]):
    """Numbers by name; what is nought is left out."""

    def put(self, name: str, value: float) -> None:
        """Add one number."""
        if value:
            self[name] = float(value)

    def one_of(self, name: str, value: str | None, choices: Collection[str]) -> None:
        """Add a 1 for the choice that it is, if it is one of them."""
        if value in choices:
            self[f"{name}={value}"] = 1.0


def _chance(odds: float) -> float:
    """The probability of which these are the logarithm of the odds."""
    return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over the weighted sum of signs."""

    weights: Mapping[str, float]
    bias: float

    def chance(self, signs: Mapping[str, float]) -> float:
        """How likely what has these signs is the thing looked for."""
        return _chance(self.odds(signs))

    def odds(self, signs: Mapping[str, float]) -> float:
        """The logarithm of the odds."""
        return self.bias + sum(self.weights.get(name, 0.0) * v for name, v in signs.items())


@dataclass(frozen=True, slots=True)
class Forest:
    """Decision trees whose sum is the logarithm of the odds (gradient boosting).

    Node n of all trees asks whether column ``column[n]`` is at most ``bound[n]`` and goes to
    ``left[n]`` or ``right[n]``; a leaf leads to itself. ``roots`` are the trees' first nodes.
    """

    columns: Mapping[str, int]
    roots: NDArray[int32]
    column: NDArray[int32]
    bound: NDArray[float32]
    left: NDArray[int32]
    right: NDArray[int32]
    value: NDArray[float32]
    bias: float
    depth: int

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely each of the rows is the thing looked for."""
        return list(map(_chance, self.odds(rows)))

    def odds(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """The logarithm of the odds of each of the rows."""
        import numpy as np

        table = np.zeros((len(rows), len(self.columns)), dtype=np.float32)
        for n, row in enumerate(rows):
            for name, value in row.items():
                place = self.columns.get(name)
                if place is not None:
                    table[n, place] = value
        here = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        across = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            lower = table[across, self.column[here]] <= self.bound[here]
            here = np.where(lower, self.left[here], self.right[here])
        sums = self.value[here].sum(axis=1, dtype=np.float64) + self.bias
        return list(sums.tolist())


@dataclass(frozen=True, slots=True)
class Ranker:
    """Trees for the candidates of a name, and the line that makes their odds probabilities.

    ``slope`` and ``shift`` (Platt scaling) are fitted on the odds of trees that have not seen the
    article.
    """

    forest: Forest
    slope: float
    shift: float

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely each of the rows is the place meant."""
        return [_chance(self.slope * odds + self.shift) for odds in self.forest.odds(rows)]


@dataclass(frozen=True, slots=True)
class Links:
    """Trees over the signs of a sentence's places and over what a curve makes of each and all.

    The curve is the first stage of a stack: it weighs words, which are too many for trees.
    """

    curve: Curve
    trees: Forest

    def chances(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        """How likely each of a sentence's places is where the deed was done."""
        standings = standing([self.curve.odds(row) for row in rows])
        pairs = zip(rows, standings, strict=True)
        return self.trees.chances([{**row, **added} for row, added in pairs])


def standing(odds: Sequence[float]) -> list[Signs]:
    """How each of a sentence's places stands among them by the curve."""
    found: list[Signs] = []
    for n, own in enumerate(odds):
        others = [*odds[:n], *odds[n + 1 :]]
        best = max(others, default=NONE)
        row = Signs()
        row.put("curve", own)
        row.put("curve-best", best)
        row.put("curve-margin", own - best)
        row.put("curve-rank", sum(other > own for other in others))
        row.put("curve-previous", odds[n - 1] if n else NONE)
        row.put("curve-next", odds[n + 1] if n + 1 < len(odds) else NONE)
        found.append(row)
    return found


@dataclass(frozen=True, slots=True)
class PlaceModel:
    """``strangers`` tells unknown names that are places, ``links`` the place of a deed.

    ``ranking`` tells which of the places of a name is meant.
    """

    strangers: Curve
    links: Links
    ranking: Ranker


@cache
def load_place_model() -> PlaceModel:
    """The weights; raises KnowledgeError where they are missing or not of their form."""
    import numpy as np

    try:
        with np.load(model_path(FILE), allow_pickle=False) as held:
            return PlaceModel(
                strangers=curve_of(held, "strangers"),
                links=Links(curve=curve_of(held, "linkwords"), trees=forest_of(held, "links")),
                ranking=ranker_of(held, "ranking"),
            )
    except (KeyError, ValueError, OSError) as error:
        raise KnowledgeError(
            f"the weights for places cannot be read: {error}",
            where=f"models/{FILE}",
            remedy="train them again (training/places) or install the package again",
        ) from error


def ranker_of(held: Mapping[str, NDArray[Any]], prefix: str) -> Ranker:
    """The ranker whose arrays have names with the prefix; raises KeyError for one that lacks."""
    return Ranker(
        forest=forest_of(held, prefix),
        slope=float(held[f"{prefix}_slope"]),
        shift=float(held[f"{prefix}_shift"]),
    )


def forest_of(held: Mapping[str, NDArray[Any]], prefix: str) -> Forest:
    """The trees whose arrays have names with the prefix; raises KeyError for one that lacks."""
    return Forest(
        columns={name: n for n, name in enumerate(held[f"{prefix}_names"].tolist())},
        roots=held[f"{prefix}_roots"],
        column=held[f"{prefix}_column"],
        bound=held[f"{prefix}_bound"],
        left=held[f"{prefix}_left"],
        right=held[f"{prefix}_right"],
        value=held[f"{prefix}_value"],
        bias=float(held[f"{prefix}_bias"]),
        depth=int(held[f"{prefix}_depth"]),
    )


def curve_of(held: Mapping[str, NDArray[Any]], prefix: str) -> Curve:
    """The curve whose arrays have names with the prefix; raises KeyError for one that lacks."""
    names, weights = held[f"{prefix}_names"].tolist(), held[f"{prefix}_weights"].tolist()
    return Curve(weights=dict(zip(names, weights, strict=True)), bias=float(held[f"{prefix}_bias"]))
