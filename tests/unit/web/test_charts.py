"""Numbers as intervals: where the bars lie on their scale."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.records.ledger import LedgerClaim
from fogline.web.charts import LEFT, RIGHT, Bar, Chart, charts_of
from tests.desk import Desk, organ, told
from tests.ledgers import a_count, a_place

MAYOR = organ("the mayor", "UA")
POLICE = organ("police", "UA")


def toll(low: float | None, high: float | None, **changes: Any) -> LedgerClaim:
    row: dict[str, Any] = {
        "type": "TOLL", "mode": "killed", "holder": MAYOR, "place": a_place("Ridge", within=()),
        "counts": (a_count(low, high),), **changes,
    }  # fmt: skip
    return told(**row)


def charted(*claims: LedgerClaim) -> tuple[Chart, ...]:
    desk = Desk()
    for number, claim in enumerate(claims):
        desk.report(f"r{number}", claim, known=f"2025-06-0{number + 1}T06:00Z")
    return tuple(chart for event in desk.events() for chart in charts_of(event))


def value(chart: Chart, x: float) -> float:
    """What a place on the scale stands for."""
    (first, low), *_, (last, high) = chart.marks
    low_, high_ = float(low.replace(",", "")), float(high.replace(",", ""))
    return low_ + (x - first) / (last - first) * (high_ - low_)


def test_a_bar_reaches_from_the_lowest_to_the_highest() -> None:
    (chart,) = charted(toll(3, 5), toll(4, 4, holder=POLICE))
    assert chart.kind == "killed"
    interval, exact = _by(chart, "the mayor"), _by(chart, "police")
    assert value(chart, interval.x) == pytest.approx(3)
    assert value(chart, interval.end) == pytest.approx(5)
    assert not interval.point
    assert not interval.open
    assert exact.point
    assert value(chart, exact.x) == pytest.approx(4)


def test_at_least_goes_on_to_the_end_of_the_scale() -> None:
    (chart,) = charted(toll(3, None), toll(5, 5, holder=POLICE))
    bar = _by(chart, "the mayor")
    assert bar.open
    assert bar.end == pytest.approx(RIGHT)
    assert value(chart, bar.x) == pytest.approx(3)


def test_up_to_begins_at_nothing() -> None:
    (chart,) = charted(toll(None, 40), toll(5, 5, holder=POLICE))
    assert _by(chart, "the mayor").x == pytest.approx(LEFT)


@pytest.mark.parametrize("most", [1, 7, 22, 999, 20_000, 3_500_000])
def test_the_scale_has_few_round_marks_and_holds_every_number(most: int) -> None:
    (chart,) = charted(toll(most, most), toll(most, most, holder=POLICE))
    assert 2 <= len(chart.marks) <= 9
    assert all(LEFT <= bar.x <= bar.end <= RIGHT for bar in chart.bars)
    steps = [float(label.replace(",", "")) for _, label in chart.marks]
    assert str(steps[1])[0] in "125"
    assert steps[-1] > most


def test_one_number_by_itself_needs_no_chart() -> None:
    assert charted(toll(3, 3)) == ()


def _by(chart: Chart, holder: str) -> Bar:
    return next(bar for bar in chart.bars if bar.toll.claim.claim.holder.name == holder)
