"""The trained weights for places: which unknown names are places, which place a deed was done in.

``models/places.npz``, made by ``training/places``; its card is ``models/places.md``.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from fogline.errors import KnowledgeError
from fogline.knowledge.models import model_path

if TYPE_CHECKING:
    # NumPy must not be loaded before the parser has set its threads.
    from numpy import float32, int32
    from numpy.typing import NDArray

FILE = "places.npz"


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


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over the weighted sum of signs."""

    weights: Mapping[str, float]
    bias: float

    def chance(self, signs: Mapping[str, float]) -> float:
        """How likely what has these signs is the thing looked for."""
        total = self.bias + sum(self.weights.get(name, 0.0) * v for name, v in signs.items())
        return 1 / (1 + math.exp(-total))


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
        return [1 / (1 + math.exp(-total)) for total in sums.tolist()]


@dataclass(frozen=True, slots=True)
class PlaceModel:
    """``strangers`` tells unknown names that are places, ``links`` the place of a deed."""

    strangers: Curve
    links: Forest


@cache
def load_place_model() -> PlaceModel:
    """The weights; raises KnowledgeError where they are missing or not of their form."""
    import numpy as np

    try:
        with np.load(model_path(FILE), allow_pickle=False) as held:
            return PlaceModel(
                strangers=Curve(
                    weights=dict(
                        zip(
                            held["strangers_names"].tolist(),
                            held["strangers_weights"].tolist(),
                            strict=True,
                        )
                    ),
                    bias=float(held["strangers_bias"]),
                ),
                links=Forest(
                    columns={name: n for n, name in enumerate(held["links_names"].tolist())},
                    roots=held["links_roots"],
                    column=held["links_column"],
                    bound=held["links_bound"],
                    left=held["links_left"],
                    right=held["links_right"],
                    value=held["links_value"],
                    bias=float(held["links_bias"]),
                    depth=int(held["links_depth"]),
                ),
            )
    except (KeyError, ValueError, OSError) as error:
        raise KnowledgeError(
            f"the weights for places cannot be read: {error}",
            where=f"models/{FILE}",
            remedy="train them again (training/places) or install the package again",
        ) from error
