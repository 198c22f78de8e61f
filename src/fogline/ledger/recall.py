"""Rows that a desk keeps at hand, so that a page over a large ledger is there at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from fogline.records.views import EventRow
from fogline.store.base import Mark

# So many moments are kept: those that somebody drags a slider over, back and forth.
MOST_MOMENTS = 4


@dataclass(frozen=True, slots=True)
class Whole:
    """The rows of all events of a moment in their order, the same from ``settled`` on (seconds)."""

    rows: tuple[EventRow, ...]
    settled: int


class Recall:
    """The rows of the moments asked for last, until something is added to the ledger.

    Any number of threads may ask: what two want at once is made once.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark: Mark | None = None
        self._kept: OrderedDict[int, Whole] = OrderedDict()

    def rows(
        self, mark: Mark, as_of: int, make: Callable[[], Whole | None]
    ) -> tuple[EventRow, ...] | None:
        """The rows of a moment, made where they are not kept; None where they cannot be made."""
        with self._lock:
            if mark != self._mark:
                self._kept.clear()
                self._mark = mark
            found = self._known(as_of)
            if found is None:
                found = make()
                if found is None:
                    return None
                self._kept[as_of] = found
                while len(self._kept) > MOST_MOMENTS:
                    self._kept.popitem(last=False)
            return found.rows

    def kept(self, mark: Mark, as_of: int) -> tuple[EventRow, ...] | None:
        """The rows of a moment where they are kept."""
        with self._lock:
            found = self._known(as_of) if mark == self._mark else None
            return None if found is None else found.rows

    def _known(self, as_of: int) -> Whole | None:
        for moment, whole in self._kept.items():
            # From when on nothing changes any more, all moments are one.
            if moment == as_of or min(moment, as_of) >= whole.settled:
                self._kept.move_to_end(moment)
                return whole
        return None
