"""The timeline: what it counts, and how it is dragged in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page

import fogline.web
from fogline.corroborate.filing.moments import FAR_FUTURE, hours
from fogline.records.ledger import When
from fogline.store.sqlite import open_sqlite
from fogline.web.axes import MOST_BINS
from fogline.web.timeline import ORDER, ROWS
from tests.desk import Desk, told
from tests.ledgers import a_period, a_place
from tests.web.conftest import serving

AS_OF = "2025-06-12T00:00:00Z"
HOSTILE = "<img src=x onerror=alert(1)> & </script>"
NONE = ("no_day", "earlier", "later", "longer")


def got(desk: httpx.Client, path: str = "timeline", **params: Any) -> Any:
    answer = desk.get(f"/api/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def board(desk: httpx.Client, **params: Any) -> list[str]:
    """The events as their board has them."""
    rows: list[dict[str, Any]] = []
    while True:
        part = got(desk, "events", limit=1000, offset=len(rows), **params)
        rows += part["rows"]
        if len(rows) == part["total"]:
            return [row["id"] for row in rows]


def in_bins(row: Any, *kinds: str) -> float:
    return sum(sum(bin_[kind].values()) for bin_ in row["bins"] for kind in kinds)


# -- what is counted -------------------------------------------------------------------------------

ASKED: list[dict[str, str]] = [
    {},
    {"as_of": "2025-06-08T12:00Z"},
    {"as_of": "2025-06-12", "clock": "received"},
    {"from": "2025-06-07", "to": "2025-06-09"},
    {"from": "2025-06-07", "axis_from": "2025-06-05", "axis_to": "2025-06-08"},
    {"to": "2024-01-01"},
    {"axis_from": "2025-06-08"},
    {"axis_from": "1900-01-01", "axis_to": "2100-01-01"},
    {"axis_from": "0001-01-01", "axis_to": "9999-12-31"},
    {"axis_from": "1950-01-01", "axis_to": "1951-01-01"},
    {"place": "Kharkiv"},
    {"standing": "denied"},
    {"as_of": "1990-01-01"},
    {"as_of": "9999-12-31", "from": "9999-12-31"},
    {"as_of": "0001-01-01", "to": "0001-01-02"},
]


@pytest.mark.parametrize("params", ASKED)
def test_every_event_counts_once(desk: httpx.Client, params: dict[str, str]) -> None:
    row = got(desk, **params)
    told = in_bins(row, "exact", "rough") + sum(row[name] for name in NONE)
    assert told == pytest.approx(row["total"], abs=0.1)
    assert 1 <= len(row["bins"]) <= MOST_BINS
    ends = [(bin_["start"], bin_["end"]) for bin_ in row["bins"]]
    assert [end for _, end in ends[:-1]] == [start for start, _ in ends[1:]]
    assert row["axis"] == {"start": ends[0][0], "end": ends[-1][1], "unit": row["axis"]["unit"]}
    reports = row["reports"]
    counted = sum(bin_["reports"] for bin_ in reports["bins"])
    assert counted + reports["earlier"] + reports["later"] == reports["total"] == 13
    assert len(reports["bins"]) <= MOST_BINS
    question = {key: text for key, text in params.items() if key not in ("axis_from", "axis_to")}
    period = {"from": row["chosen"]["start"], "to": row["chosen"]["end"]}
    assert row["chosen"]["total"] == len(board(desk, **{**question, **period}))
    outside = {key: text for key, text in question.items() if key not in ("from", "to")}
    assert row["total"] == len(board(desk, **outside))
    # Asked for what it shows, it shows the same.
    axis = {"axis_from": row["axis"]["start"], "axis_to": row["axis"]["end"]}
    again = got(desk, **{**question, **period, **axis, "as_of": row["as_of"]})
    assert again == row


def test_bins_hold_what_the_board_has_for_them(desk: httpx.Client) -> None:
    row = got(desk, as_of=AS_OF)
    assert row["axis"]["unit"] == "day"
    assert in_bins(row, "exact") > 5
    shown = {one["id"]: one for one in row["chosen"]["rows"]}
    for bin_ in row["bins"]:
        here = board(desk, as_of=AS_OF, **{"from": bin_["start"], "to": bin_["end"]})
        inside = [
            shown[id_]["standing"][0]
            for id_ in here
            if shown[id_]["first"] >= hours(bin_["start"])
            and shown[id_]["last"] <= hours(bin_["end"])
        ]
        assert {one: inside.count(one) for one in set(inside)} == bin_["exact"]


def test_rows_are_those_of_the_chosen_period(desk: httpx.Client) -> None:
    params = {"as_of": AS_OF, "from": "2025-06-08", "to": "2025-06-09"}
    row = got(desk, **params)
    rows = row["chosen"]["rows"]
    assert sorted(one["id"] for one in rows) == sorted(board(desk, **params))
    assert row["chosen"]["total"] < row["total"]
    for one in rows:
        assert one["last"] > hours("2025-06-08")
        assert one["first"] < hours("2025-06-09")
        assert one["standing"] == sorted(one["standing"], key=[is_.value for is_ in ORDER].index)
        event = got(desk, f"events/{one['id']}", as_of=AS_OF)
        assert (one["title"], one["time"]) == (event["title"], event["time"])
        assert {part["is"] for part in event["standing"]} == set(one["standing"])


def test_the_order_is_that_of_the_signs() -> None:
    signs = (Path(fogline.web.__file__).parent / "static/signs.js").read_text()
    found = re.search(r"ORDER = \[(.*?)\]", signs)
    assert found is not None
    assert [word.strip('" ') for word in found[1].split(",")] == [is_.value for is_ in ORDER]


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("from=2025-06-08&to=2025-06-01", 400, "to"),
        ("from=20250-06-08", 400, "from"),
        ("to=soon", 400, "to"),
        ("axis_from=12025-01-01", 400, "axis_from"),
        ("axis_to=2025-13-01", 400, "axis_to"),
        ("axis_from=2025-06-08&axis_to=2025-06-08", 400, "axis_to"),
        ("as_of=never", 400, "as_of"),
        (f"axis_from={'9' * 50}", 422, "axis_from"),
    ],
)
def test_errors_are_plain(desk: httpx.Client, query: str, code: int, where: str) -> None:
    for path in ("/api/v1/timeline", "/timeline"):
        answer = desk.get(f"{path}?{query}")
        assert answer.status_code == code
        assert "Traceback" not in answer.text
    assert desk.get(f"/api/v1/timeline?{query}").json()["error"]["where"] == where


# -- a ledger of its own: history, plans, rough periods, more rows than are drawn ------------------


def a_time(start: str, end: str | None, precision: str) -> When:
    last = FAR_FUTURE if end is None else hours(end)
    return a_period(hours(start), last, start=start, end=end, precision=precision)


TIMES = {
    "Old": a_time("1954-01-01", "1955-01-01", "year"),
    "Annexed": a_time("2014-03-18", "2014-03-19", "day"),
    "Autumn": a_time("2024-10-01", "2025-01-01", "quarter"),
    "Planned": a_time("2029-05-01", "2029-05-02", "day"),
    "Spring": a_time("2025-04-01", "2025-07-01", "quarter"),
    # No event is set in a period without an end.
    "Since": a_time("2025-06-03", None, "vague"),
    "Week": a_time("2025-06-02", "2025-06-09", "week"),
    HOSTILE: a_time("2025-06-09", "2025-06-10", "day"),
}


@pytest.fixture(scope="module")
def wide_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty days with seven events each, and some whose time is far off or hardly known."""
    path = tmp_path_factory.mktemp("timeline") / "wide.db"
    store = open_sqlite(path, create=True)
    desk = Desk(store)
    times = dict(TIMES)
    for at in range(40):
        start, end = (str(date(2025, 5, 10) + timedelta(days=at + more)) for more in (0, 1))
        times |= {f"Village {at}-{number}": a_time(start, end, "day") for number in range(7)}
    for name, time in times.items():
        place = a_place(name, id=f"name:{name.casefold()}@", within=())
        desk.report(f"report-{name}", told(place=place, time=time), known="2025-06-20T12:00Z")
    store.close()
    return path


@pytest.fixture(scope="module")
def wide(wide_file: Path) -> Iterator[tuple[httpx.Client, str]]:
    with serving(wide_file) as (client, printed):
        yield client, printed.rstrip("/")


def test_history_and_plans_are_counted_and_do_not_squeeze(wide: tuple[httpx.Client, str]) -> None:
    client, _ = wide
    row = got(client)
    assert row["axis"]["unit"] == "day"
    assert row["axis"]["start"] == "2025-05-08"
    assert {name: row[name] for name in NONE} == {
        "no_day": 1, "earlier": 3, "later": 1, "longer": 1,
    }  # fmt: skip
    assert row["range"] == {"start": "1954-01-01", "end": "2029-05-02"}
    axis_from, axis_to = row["range"].values()
    every = got(client, axis_from=axis_from, axis_to=axis_to, **{"from": axis_from, "to": axis_to})
    assert every["axis"]["unit"] == "year"
    assert (every["earlier"], every["later"]) == (0, 0)
    assert every["chosen"]["total"] == every["total"] - 1 == 287


def test_at_most_so_many_rows_are_given_those_known_well_first(
    wide: tuple[httpx.Client, str],
) -> None:
    client, _ = wide
    chosen = got(client)["chosen"]
    assert chosen["total"] == 283
    assert len(chosen["rows"]) == ROWS
    assert not any(row["longer"] for row in chosen["rows"])
    few = got(client, **{"from": "2025-06-05", "to": "2025-06-07"})["chosen"]
    assert [row["longer"] for row in few["rows"]] == [False] * 15 + [True]
    assert few["rows"][-1]["time"] == {
        "start": "2025-04-01", "end": "2025-07-01", "precision": "quarter",
    }  # fmt: skip


# -- in a browser ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(desk: httpx.Client) -> str:
    return str(desk.base_url).rstrip("/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page. A request to another host, or an error in a script, fails the test."""
    made = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    asked: list[str] = []
    made.on("request", lambda row: asked.append(row.url))
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda row: wrong.append(row.text) if row.type == "error" else None)
    yield made
    made.close()
    assert wrong == []
    assert {re.sub(r"^(http://127\.0\.0\.1:\d+|data:).*", r"here", url) for url in asked} == {
        "here"
    }


def opened(page: Page, address: str) -> Page:
    """Open the page and wait until it is drawn."""
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """Wait until what was asked for last is shown."""
    page.locator("#timeline[data-shown]:not([aria-busy])").wait_for(timeout=30_000)
    return page


def number(page: Page, name: str = "shown") -> int:
    return int(page.locator("#timeline").get_attribute(f"data-{name}") or -1)


def ids(page: Page) -> list[str]:
    return page.locator(".rows li").evaluate_all("all => all.map(one => one.dataset.id)")


def params_of(page: Page) -> dict[str, str]:
    return dict(httpx.URL(page.url).params)


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def drag(page: Page, box: str, start: float, end: float) -> None:
    """Drag from one place of an axis to another, both as parts of its width."""
    place = page.locator(box).bounding_box()
    assert place is not None
    y = place["y"] + place["height"] / 3
    page.mouse.move(place["x"] + place["width"] * start, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(place["x"] + place["width"] * (start + (end - start) * step / 5), y)
    page.mouse.up()


def test_it_shows_what_the_board_lists(desk: httpx.Client, address: str, page: Page) -> None:
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    asked = params_of(page)
    assert set(asked) == {"as_of", "from", "to", "axis_from", "axis_to"}
    found = board(desk, as_of=AS_OF, **{"from": asked["from"], "to": asked["to"]})
    assert number(page) == len(found) > 50
    assert sorted(ids(page)) == sorted(found)
    assert number(page, "total") == len(board(desk, as_of=AS_OF))
    state = page.locator("#state").inner_text()
    assert state.startswith(f"{len(found)} events between ")
    assert state.endswith("2025, as known at 2025-06-12T00:00Z.")
    # The same, with all else that was asked.
    opened(page, f"{address}/timeline?as_of={AS_OF}&standing=denied&place=")
    assert 0 < number(page) < len(found)
    assert "standing=denied" in page.url


def test_dragged_back_it_shows_what_was_known_then(
    desk: httpx.Client, address: str, page: Page
) -> None:
    opened(page, f"{address}/timeline")
    shown, before = number(page), set(ids(page))
    drag(page, "#known", 0.999, 0.3)
    settled(page)
    asked = params_of(page)
    assert asked["as_of"] < AS_OF
    assert 0 < number(page) < shown
    assert number(page, "total") == len(board(desk, as_of=asked["as_of"]))
    period = {"from": asked["from"], "to": asked["to"]}
    then = board(desk, as_of=asked["as_of"], **period)
    assert sorted(ids(page)) == sorted(then)
    assert asked["as_of"] in page.locator("#state").inner_text()
    assert page.locator("#f-as_of").input_value() == asked["as_of"]
    assert before - set(then)


def test_brushed_it_shows_that_period_and_can_be_sent(
    desk: httpx.Client, address: str, page: Page
) -> None:
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    shown = number(page)
    drag(page, "#when", 0.5, 0.62)
    settled(page)
    asked = params_of(page)
    period = {"from": asked["from"], "to": asked["to"]}
    found = board(desk, as_of=AS_OF, **period)
    assert 0 < number(page) == len(found) < shown
    first, state, bars = ids(page), page.locator("#state").inner_text(), page.locator("#when g")
    drawn = bars.evaluate_all("all => all.map(one => one.outerHTML)")
    assert sorted(first) == sorted(found)
    # What lies elsewhere is still on the axis, and the way to the other pages leads to the same.
    link = page.get_by_role("link", name="Events", exact=True).get_attribute("href") or ""
    assert dict(httpx.URL(link).params) == {"as_of": asked["as_of"], **period}
    opened(page, page.url)
    assert (ids(page), page.locator("#state").inner_text()) == (first, state)
    assert bars.evaluate_all("all => all.map(one => one.outerHTML)") == drawn
    assert params_of(page) == asked


def test_a_click_chooses_one_day(desk: httpx.Client, address: str, page: Page) -> None:
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    drag(page, "#when", 0.55, 0.55)
    settled(page)
    asked = params_of(page)
    assert date.fromisoformat(asked["to"]) - date.fromisoformat(asked["from"]) == timedelta(days=1)
    assert " on " in page.locator("#state").inner_text()


def test_it_is_moved_by_keys(desk: httpx.Client, address: str, page: Page) -> None:
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    asked = params_of(page)
    begins, ends = handle(page, "Beginning of the period"), handle(page, "End of the period")
    first = date.fromisoformat(asked["from"])
    begins.focus()
    for key, days in (("ArrowRight", 1), ("PageUp", 8), ("ArrowLeft", 7), ("PageDown", 0)):
        page.keyboard.press(key)
        settled(page)
        day = first + timedelta(days=days)
        assert params_of(page)["from"] == str(day)
        words = f"from {day.day} {day:%B} {day.year}"
        assert begins.get_attribute("aria-valuetext") == words
    ends.focus()
    page.keyboard.press("Home")
    settled(page)
    # It stops a day after the beginning.
    assert params_of(page)["to"] == str(first + timedelta(days=1))
    page.keyboard.press("End")
    settled(page)
    assert params_of(page) == asked
    known = handle(page, "As known at")
    known.focus()
    page.keyboard.press("Home")
    settled(page)
    moment = params_of(page)["as_of"]
    assert known.get_attribute("aria-valuetext") == moment
    assert number(page, "total") == len(board(desk, as_of=moment)) < len(board(desk, as_of=AS_OF))
    assert int(known.get_attribute("aria-valuenow") or 0) == hours(moment)


def test_moved_fast_it_ends_at_the_last(desk: httpx.Client, address: str, page: Page) -> None:
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    handle(page, "As known at").focus()
    for key in ("Home", "End", *["ArrowLeft"] * 30, *["ArrowRight"] * 5):
        page.keyboard.press(key)
        page.wait_for_timeout(20)
    settled(page)
    asked = params_of(page)
    period = {"from": asked["from"], "to": asked["to"]}
    assert sorted(ids(page)) == sorted(board(desk, as_of=asked["as_of"], **period))


def test_a_period_is_a_bar_and_a_day_a_sign(wide: tuple[httpx.Client, str], page: Page) -> None:
    opened(page, f"{wide[1]}/timeline?from=2025-06-05&to=2025-06-07")
    axis = page.locator("#when").bounding_box()
    assert axis is not None
    day = axis["width"] / page.locator("#when g").count()
    for name, days in (("Week", 7), ("Spring", None)):
        row = page.locator(".rows li", has_text=f", {name}")
        box = row.locator(".bar").bounding_box()
        assert box is not None
        assert row.locator(".dot").count() == 0
        if days is None:
            # All over the axis, and beyond.
            assert abs(box["width"] - axis["width"]) < 1
            assert "before after" in (row.locator(".bar").get_attribute("class") or "")
        else:
            assert abs(box["width"] - days * day) < 1
    rows = page.locator(".rows li", has_text=", Village")
    assert rows.count() == 14
    for row in rows.all():
        assert row.locator(".bar").count() == 0
        box = row.locator(".dot").bounding_box()
        assert box is not None
        assert box["width"] < 2 * day
        assert axis["x"] <= box["x"] + box["width"] / 2 <= axis["x"] + axis["width"]


def test_zoomed_it_shows_more_or_less_of_time(wide: tuple[httpx.Client, str], page: Page) -> None:
    opened(page, f"{wide[1]}/timeline")
    asked, total = params_of(page), number(page, "total")
    assert "3 earlier, 1 later" in page.locator("#outside").inner_text()
    page.get_by_role("button", name="All of time").click()
    settled(page)
    assert number(page) == total - 1
    assert "1954" in page.locator("#state").inner_text()
    page.get_by_role("button", name="Most events").click()
    settled(page)
    assert params_of(page) == asked
    drag(page, "#when", 0.5, 0.7)
    settled(page)
    page.get_by_role("button", name="Zoom in").click()
    settled(page)
    zoomed = params_of(page)
    assert (zoomed["axis_from"], zoomed["axis_to"]) == (zoomed["from"], zoomed["to"])
    assert page.get_by_role("button", name="Zoom in").is_disabled()


def test_what_a_report_wrote_is_text(wide: tuple[httpx.Client, str], page: Page) -> None:
    opened(page, f"{wide[1]}/timeline?from=2025-06-09&to=2025-06-10")
    assert page.locator(".rows a", has_text=HOSTILE).count() == 1
    assert page.locator("#timeline img").count() == 0
    assert page.locator("script:not([src^='/static/'])").count() == 0


def test_without_scripts_it_is_a_list(
    wide: tuple[httpx.Client, str], browser: Browser, page: Page
) -> None:
    opened(page, f"{wide[1]}/timeline?from=2025-06-05&to=2025-06-07")
    links = "all => all.map(one => [one.textContent, one.getAttribute('href').split('?')[0]])"
    rows = page.locator(".rows a").evaluate_all(links)
    cells = page.locator("#bins td").all_text_contents()
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(f"{wide[1]}/timeline?from=2025-06-05&to=2025-06-07")
    assert not plain.locator("#when").is_visible()
    assert plain.locator(".rows a").evaluate_all(links) == rows
    assert plain.locator("#bins td").all_text_contents() == cells
    plain.get_by_text("The same as a list").click()
    plain.locator("#bins a").first.click()
    plain.wait_for_url("**/timeline?from=2025-05-10&to=2025-05-11")
    assert plain.locator("#rows a").count() == 7
    plain.close()


def test_what_cannot_be_asked_is_told(desk: httpx.Client, browser: Browser, address: str) -> None:
    page = browser.new_page()
    opened(page, f"{address}/timeline?as_of={AS_OF}")
    rows = ids(page)
    # As after the desk has been ended.
    page.context.set_offline(True)
    handle(page, "As known at").press("Home")
    page.get_by_text("The timeline cannot be shown").wait_for()
    assert ids(page) == rows
    page.context.set_offline(False)
    handle(page, "As known at").press("End")
    settled(page)
    page.get_by_text("as known at 2025").wait_for()
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_out_of_the_page(
    wide: tuple[httpx.Client, str], address: str, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for base in (address, wide[1]):
        opened(page, f"{base}/timeline")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axis, track = page.locator("#when"), page.locator(".track").first
        at = axis.bounding_box()
        row = track.bounding_box()
        assert at is not None
        assert row is not None
        assert (at["x"], at["width"]) == (row["x"], row["width"])
