"""The desk stays quick with 20,000 reports in its ledger, and so does its map with 5,000 events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from desk import WANTED_EVENTS, map_of, usable
from fogline.ledger.adding import add_record
from fogline.ledger.filing import Filing
from fogline.ledger.ledger import Ledger
from fogline.store.sqlite import open_sqlite
from generated import DAYS, make_reports
from tests.web.conftest import serving

REPORTS = 20_000
FIRST_PAGE_SECONDS = 1.5
LONGEST_TASK_MS = 200
# Other work on the machine may delay one attempt; what a page itself does it does each time.
ATTEMPTS = 3


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk over a year of short reports."""
    path = tmp_path_factory.mktemp("budget") / "year.ledger"
    grow(path)
    with serving(path) as (_, printed):
        yield printed.rstrip("/")


def grow(path: Path) -> None:
    store = open_sqlite(path, create=True)
    filing = Filing(reader="test")
    ledger = Ledger(store, filing)
    for count, one in enumerate(make_reports(REPORTS, short=True), 1):
        at = one.received_at
        add_record(store, one.received, one.record, filing, received_at=at, now=at)
        if count % 2000 == 0:
            list(ledger.keep())
    store.close()


def test_the_first_page_is_usable_at_once(browser: Browser, base: str) -> None:
    asked = {"as_of": "2026-01-01"}
    counts = httpx.get(f"{base}/api/v1/stats", params=asked, timeout=60).json()["counts"]
    assert counts["reports"] == REPORTS
    assert usable(browser, f"{base}/", "tbody tr") < FIRST_PAGE_SECONDS


def test_the_map_is_never_stuck(drawing: Browser, base: str) -> None:
    found = []
    for _ in range(ATTEMPTS):
        found.append(map_of(drawing, base, DAYS))
        assert found[-1]["events"] >= WANTED_EVENTS
        if found[-1]["longest_task_ms"] <= LONGEST_TASK_MS:
            return
    pytest.fail(str(found))
