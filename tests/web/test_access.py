"""Every page for people who use a keyboard, a screen reader or other colours: axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from fogline.web.boards import BOARDS
from tests.web.conftest import serving

AS_OF = "as_of=2025-06-12"
# Best practices as well, not only what the law asks for.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = [
    *(f"/boards/{name}?{AS_OF}" for name in BOARDS),
    f"/timeline?{AS_OF}",
    "/add",
    *(f"/review?show={what}&{AS_OF}" for what in ("merges", "places", "denials")),
    "/review/judgements",
    f"/search?words=region&{AS_OF}",
    f"/search?words=nowheretobefound&{AS_OF}",
    f"/brief?{AS_OF}",
    "/boards/none",
    "/boards/events?from=2025-06-08&to=2025-06-01",
]


@pytest.fixture(scope="module")
def base(ledger_file: Path) -> Iterator[str]:
    with serving(ledger_file) as (_, printed):
        yield printed.rstrip("/")


def complaints(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{row['id']}: {node['html'][:150]} {node.get('failureSummary', '')}"
        for row in found
        for node in row["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(browser: Browser, base: str, path: str, scheme: str) -> None:
    page = browser.new_page(base_url=base, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(path)
    assert complaints(page) == []
    page.close()


def test_axe_finds_nothing_on_the_map(drawing: Browser, base: str) -> None:
    page = drawing.new_page(base_url=base)
    page.goto(f"/map?{AS_OF}")
    page.locator("#map[data-ready]").wait_for(timeout=60_000)
    page.check("#show-control")
    page.locator("#map[data-control]").wait_for(timeout=30_000)
    assert complaints(page) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["tolls", "denied", "report"])
def test_axe_finds_nothing_on_events_and_reports(
    browser: Browser, base: str, kind: str, scheme: str
) -> None:
    page = browser.new_page(base_url=base, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address_of(base, kind))
    assert complaints(page) == []
    page.close()


def address_of(base: str, kind: str) -> str:
    """An event with a chart, one with a history, or a report."""
    if kind == "report":
        rows = httpx.get(f"{base}/api/v1/claims?{AS_OF}").json()["rows"]
        return f"/reports/{rows[0]['report']}?{AS_OF}"
    query = "standing=denied" if kind == "denied" else "place=Kharkiv"
    rows = httpx.get(f"{base}/api/v1/events?{AS_OF}&{query}").json()["rows"]
    best = max(rows, key=lambda row: row["reports"])
    return f"/events/{best['id']}?{AS_OF}"
