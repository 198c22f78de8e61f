"""Measures the desk in a real browser over a ledger of 20,000 reports.

    python benchmarks/desk.py [--ledger FILE] [--reports 20000] [--date DATE] [--print-only]

The ledger is one that ``scale.py --keep FILE`` has left, else it is made here in the same way.
``fogline serve`` opens it, and Debian's Chromium, headless and without a graphics card, looks at
it. A page is usable when its rows are there and the browser has nothing left to do for it (its load
event is over): seconds from asking for its address, the median of five in new tabs without a cache.
The first page is the one behind the printed address. An event is the one that most reports tell.

The map is asked for a period with some 5,000 events. When all are drawn it is dragged, zoomed in
and out by the wheel, and its slider of moments is moved; the browser's own list of long tasks (W3C
Long Tasks, 50 ms and more) tells how long its main thread was busy at a stretch.
"""

from __future__ import annotations

import argparse
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from common import Json, measured_on, method_of, write_section
from generated import FIRST_DAY, make_reports
from scale import grow

FOGLINE = Path(sys.executable).parent / "fogline"
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
TIMES = 5
WANTED_EVENTS = 5000
BOARDS = (
    "events", "disputed", "unanswered", "new", "silences", "commitments", "talks", "tolls",
    "control", "claims", "sources",
)  # fmt: skip
WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.longTasks.push(one.duration);
}).observe({ type: "longtask", buffered: true });
"""


@contextmanager
def desk_over(path: Path) -> Iterator[str]:
    """The address of a desk over the ledger."""
    command = [str(FOGLINE), "serve", "--ledger", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[-1].rstrip("/")
        finally:
            process.terminate()


def usable(browser: Browser, address: str, rows: str) -> float:
    """Seconds until a page is usable."""
    found: list[float] = []
    for _ in range(TIMES):
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="load", timeout=180_000)
        page.locator(rows).first.wait_for()
        found.append(time.perf_counter() - start)
        page.close()
    return round(statistics.median(found), 2)


def seconds_of(base: str, path: str) -> float:
    """Seconds that the desk takes for a page, without a browser."""
    start = time.perf_counter()
    httpx.get(f"{base}{path}", timeout=300).raise_for_status()
    return round(time.perf_counter() - start, 2)


def busiest(base: str, days: int) -> tuple[str, str]:
    """A period with some 5,000 events, from the first day on."""
    count = 0
    for last in itertools.count(1, 3):
        end = (FIRST_DAY + timedelta(days=last)).isoformat()
        asked = {"from": FIRST_DAY.isoformat(), "to": end, "limit": 1}
        count = httpx.get(f"{base}/api/v1/events", params=asked, timeout=300).json()["total"]
        if count >= WANTED_EVENTS or last > days:
            return FIRST_DAY.isoformat(), end
    raise AssertionError


def map_of(browser: Browser, base: str, days: int) -> Json:
    """How the map behaves with many events on it."""
    first, last = busiest(base, days)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.add_init_script(WATCH)
    start = time.perf_counter()
    page.goto(f"{base}/map?from={first}&to={last}")
    page.locator("#map[data-ready]").wait_for(timeout=180_000)
    drawn = time.perf_counter() - start
    page.wait_for_timeout(1500)
    shown = int(page.locator("#map").get_attribute("data-shown") or 0)
    page.evaluate("window.longTasks.length = 0")
    _move(page)
    tasks: list[float] = page.evaluate("window.longTasks")
    page.close()
    return {
        "events": shown,
        "drawn_seconds": round(drawn, 2),
        "long_tasks": len(tasks),
        "longest_task_ms": round(max(tasks, default=0)),
    }


def _move(page: Page) -> None:
    """Drag, zoom, and move the slider, as a person does."""
    canvas = page.locator("#map canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(4):
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] + 120 - 60 * step, middle[1] + 80, steps=12)
        page.mouse.up()
        page.wait_for_timeout(300)
    for turn in (-240, -240, -240, 240, 240, 240):
        page.mouse.move(*middle)
        page.mouse.wheel(0, turn)
        page.wait_for_timeout(500)
    page.locator("#moment").focus()
    for _ in range(4):
        page.keyboard.press("PageDown")
        page.wait_for_timeout(700)
    page.wait_for_timeout(3000)


def measure(path: Path, reports: int) -> Json:
    """All figures."""
    days = max(30, reports * 366 // 20_000)
    with desk_over(path) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        moment = datetime.now(tz=UTC).date().isoformat()
        events = httpx.get(f"{base}/api/v1/events", params={"limit": 1000}, timeout=300).json()
        most = max(events["rows"], key=lambda row: row["reports"])
        found: Json = {
            "reports": reports,
            "events": events["total"],
            "first_page": usable(browser, f"{base}/", "tbody tr"),
            "event_page": usable(browser, f"{base}/events/{most['id']}?as_of={moment}", ".claim"),
            "event_reports": most["reports"],
            "boards": {name: seconds_of(base, f"/boards/{name}") for name in BOARDS},
            "timeline": seconds_of(base, "/timeline"),
            "review": seconds_of(base, "/review"),
            "map": map_of(browser, base, days),
        }
        browser.close()
    return found


def section(found: Json) -> str:
    """The figures as Markdown."""
    moved = found["map"]
    rows = [
        ("first page usable, seconds", found["first_page"], "under 1.5"),
        (f"an event of {found['event_reports']} reports, seconds", found["event_page"], ""),
        *((f"board of {name}, seconds", value, "") for name, value in found["boards"].items()),
        ("timeline, seconds", found["timeline"], ""),
        ("review, seconds", found["review"], ""),
        (f"map of {moved['events']:,} events drawn, seconds", moved["drawn_seconds"], ""),
        ("longest task while it is moved, ms", moved["longest_task_ms"], "under 200"),
        ("tasks of 50 ms and more then", moved["long_tasks"], ""),
    ]
    lines = ["| measure | Fogline | wanted |", "|---|---|---|"]
    lines += [f"| {name} | {value} | {wanted} |" for name, value, wanted in rows]
    sizes = f"{found['reports']:,} reports, {found['events']:,} events. Boards without the browser."
    return "\n".join([sizes, "", *lines])


def main() -> None:
    """Measure, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--ledger", type=Path, metavar="FILE", help="one that scale.py has left")
    options.add_argument("--reports", type=int, default=20_000)
    measured_on(options)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "desk.ledger"
        if given.ledger is None:
            made = itertools.islice(make_reports(max(given.reports, 20_000)), given.reports)
            grow(path, made, given.reports)
        found = measure(path, given.reports)
    print(json.dumps(found, indent=2))
    if not given.print_only:
        body = f"{section(found)}\n\n{method_of(__doc__)}"
        command = f"python benchmarks/desk.py --reports {given.reports}"
        write_section("desk", "The desk over a large ledger", command, body, given.date)


if __name__ == "__main__":
    main()
