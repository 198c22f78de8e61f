"""Numbers as intervals on one scale: who gives which, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.records.event import Event, State, Toll

# The drawing's own units; it is as wide as the page.
WIDTH = 1000.0
LEFT, RIGHT = 10.0, 990.0
ROW, TOP = 30.0, 26.0
# An interval without an end, and a number that stands alone, must still be seen.
SHORTEST = 8.0
MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One number as an interval: from ``x`` on, ``open`` where it has no upper end."""

    toll: Toll
    x: float
    width: float
    y: float
    open: bool
    point: bool

    @property
    def end(self) -> float:
        """Where the bar ends."""
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers of one kind, by who gives them and then by when; and the scale's marks."""

    kind: str
    bars: tuple[Bar, ...]
    marks: tuple[tuple[float, str], ...]
    height: float


def charts_of(event: Event) -> tuple[Chart, ...]:
    """A chart for each kind of number that is given more than once."""
    kinds: dict[str, list[Toll]] = {}
    for toll in event.tolls:
        if toll.low is not None or toll.high is not None:
            kinds.setdefault(toll.kind, []).append(toll)
    return tuple(_chart(kind, rows) for kind, rows in kinds.items() if len(rows) > 1)


def _chart(kind: str, tolls: Iterable[Toll]) -> Chart:
    rows = sorted(tolls, key=_order)
    most = max(max(row.low or 0, row.high or 0) for row in rows) or 1
    # Room for the arrow of "at least", on a scale that ends at a round number.
    step = _step(most * 1.15)
    last = step * (int(most * 1.15 / step) + 1)
    scale = (RIGHT - LEFT) / last
    bars: list[Bar] = []
    for number, row in enumerate(rows):
        low = row.low or 0
        high = row.high
        x = LEFT + low * scale
        end = RIGHT if high is None else LEFT + high * scale
        point = high is not None and end - x < SHORTEST
        y = TOP + number * ROW
        bars.append(Bar(row, x, max(end - x, 0.0), y, high is None, point))
    steps = range(int(last / step) + 1)
    marks = tuple((LEFT + number * step * scale, f"{number * step:,.10g}") for number in steps)
    return Chart(kind, tuple(bars), marks, TOP + len(bars) * ROW + 6)


def _order(row: Toll) -> tuple[str, int, bool, bool]:
    holder = row.claim.claim.holder
    return holder.name, row.claim.at, row.part, row.state is State.SUPERSEDED


def _step(most: float) -> float:
    """A round step (1, 2 or 5 and zeros) of which no more than six reach that far."""
    whole = 1.0
    while True:
        for first in (1, 2, 5):
            if most <= first * whole * MOST_STEPS:
                return first * whole
        whole *= 10
