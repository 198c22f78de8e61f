"""The map and the pages in a real browser: drawn, dragged through time, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.web.conftest import serving


@pytest.fixture(scope="module")
def address(ledger_file: Path) -> Iterator[str]:
    with serving(ledger_file) as (_, printed):
        yield printed.rstrip("/")


@pytest.fixture
def page(drawing: Browser, address: str) -> Iterator[Page]:
    """A page of the desk. A request to another host, or an error in a script, fails the test."""
    made = drawing.new_page(base_url=address)
    wrong: list[str] = []
    made.on(
        "request",
        lambda row: None if row.url.startswith((address, "data:")) else wrong.append(row.url),
    )
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda row: wrong.append(row.text) if row.type == "error" else None)
    yield made
    made.close()
    assert wrong == []


def ground(page: Page) -> Any:
    """Who is said to have which place, as the API tells it."""
    asked = {"Accept": "application/geo+json"}
    return page.request.get("/api/v1/control?as_of=2025-06-12", headers=asked).json()


def drawn(page: Page, path: str) -> int:
    """Open the map and wait until it is drawn; how many events it shows."""
    page.goto(path)
    page.locator("#map[data-ready]").wait_for(timeout=60_000)
    return int(page.locator("#map").get_attribute("data-shown") or 0)


def test_the_map_shows_what_the_board_lists(page: Page) -> None:
    shown = drawn(page, "/map?as_of=2025-06-12")
    page.goto("/boards/events?as_of=2025-06-12")
    found = re.search(r"of (\d+)\.", page.locator(".count").inner_text())
    assert found is not None
    assert shown == int(found[1]) > 50
    page.goto("/map?as_of=2025-06-12&standing=denied")
    page.locator("#map[data-ready]").wait_for(timeout=60_000)
    assert 0 < int(page.locator("#map").get_attribute("data-shown") or 0) < shown


def test_dragged_back_in_time_it_shows_what_was_known_then(page: Page) -> None:
    shown = drawn(page, "/map")
    page.locator("#moment").focus()
    page.keyboard.press("Home")
    page.locator(f"#map:not([data-shown='{shown}'])").wait_for(timeout=30_000)
    earlier = int(page.locator("#map").get_attribute("data-shown") or 0)
    assert 0 < earlier < shown
    assert "as_of=" in page.url
    # The address is one that can be sent to somebody.
    assert drawn(page, page.url) == earlier


def test_contested_ground_is_nobodys(page: Page) -> None:
    drawn(page, "/map")
    features = page.request.get("/api/v1/map/contested").json()["features"]
    crimea = next(row for row in features if row["properties"]["id"] == "crimea")
    assert {"Russia", "Ukraine"} <= set(crimea["properties"]["claimed_by"])
    assert all(len(row["properties"]["claimed_by"]) > 0 for row in features)
    countries = page.request.get("/api/v1/map/countries").json()["features"]
    free = [row for row in countries if not row["properties"].get("contested")]
    assert {"RU", "UA"} <= {row["properties"]["iso"] for row in free}


def test_the_signs_differ_in_shape(page: Page) -> None:
    drawn(page, "/map")
    pictures = page.locator("canvas.sign").evaluate_all(
        "all => all.map(one => { const c = one.getContext('2d').getImageData(0, 0, 18, 18).data;"
        " return Array.from(c).filter((_, at) => at % 4 === 3).join(); })"
    )
    assert len(pictures) == len(set(pictures)) == 6


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/boards/events", "/boards/claims", "/map", "/search?words=a"])
def test_nothing_runs_out_of_the_page(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_from_a_board_to_an_event_to_the_words_by_keyboard(page: Page) -> None:
    page.goto("/boards/disputed")
    page.locator("td.c-id a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")
    source = page.locator(".claim .source a").first
    source.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    target = page.locator(".claim:target")
    assert target.count() == 1
    mark = target.get_attribute("id")
    assert page.locator(f".text [data-claims~='{mark}']").count() >= 1


def test_who_is_said_to_have_which_ground(page: Page) -> None:
    drawn(page, "/map?as_of=2025-06-12")
    assert page.locator("#map").get_attribute("data-control") is None
    page.check("#show-control")
    page.locator("#map[data-control]").wait_for(timeout=30_000)
    found = ground(page)
    zorya = next(row for row in found["features"] if row["properties"]["place"] == "Zorya")
    assert [row["name"] for row in zorya["properties"]["holds"]] == ["Russia"]
    assert zorya["properties"]["holds"][0]["claimed"] == ["Ministry of Defence of Russia"]
    # Whole regions are no points.
    assert {row["properties"]["precision"] for row in found["features"]} <= {"exact", "near"}
    assert found["elsewhere"] > 0
    shown = page.locator("#map").get_attribute("data-control")
    assert int(shown or 0) == len(found["features"]) > 1
    legend = page.locator("#control-legend").inner_text()
    assert "Russia" in legend
    assert "claimed only" in legend
    page.uncheck("#show-control")
    page.locator("#control-legend").wait_for(state="hidden")


def test_a_click_on_a_place_tells_who_says_so(page: Page) -> None:
    found = ground(page)["features"]
    zorya = next(row for row in found if row["properties"]["place"] == "Zorya")
    # One place only, so that the map goes to it and it lies in the middle.
    drawn(page, f"/map?as_of=2025-06-12&place={zorya['id']}")
    page.check("#show-control")
    page.locator("#map[data-control]").wait_for(timeout=30_000)
    page.wait_for_timeout(1000)
    page.locator("#map canvas").first.click()
    told = page.locator(".maplibregl-popup-content").last
    told.wait_for(timeout=10_000)
    assert "Zorya" in told.inner_text()
    assert "claimed by Ministry of Defence of Russia" in told.inner_text()


@pytest.mark.parametrize(("place", "words"), [("Kharkiv", r"\d+ events"), ("Istanbul", "Exchange")])
def test_the_pointer_tells_what_lies_under_it(page: Page, place: str, words: str) -> None:
    drawn(page, f"/map?as_of=2025-06-12&place={place}&type=EXCHANGE&type=ASSAULT")
    page.wait_for_timeout(1000)
    page.locator("#map canvas").first.hover()
    hint = page.locator(".maplibregl-popup.hint")
    hint.wait_for(timeout=10_000)
    assert re.search(words, hint.inner_text())
    page.mouse.move(2, 2)
    hint.wait_for(state="detached")


def test_a_click_on_a_filled_region_tells_what_is_known_to_it_only(page: Page) -> None:
    rows = page.request.get(
        "/api/v1/events?as_of=2025-06-12&standing=denied",
        headers={"Accept": "application/geo+json"},
    ).json()["features"]
    wide = next(row for row in rows if row["properties"]["place"] == "Dnipropetrovsk Oblast")
    assert wide["properties"]["precision"] == "adm1"
    drawn(page, f"/map?as_of=2025-06-12&place={wide['properties']['place_id']}")
    page.wait_for_timeout(1000)
    canvas = page.locator("#map canvas").first
    box = canvas.bounding_box()
    assert box is not None
    # The events in its towns lie in the middle: beside them is the region.
    canvas.click(position={"x": box["width"] / 2 - 60, "y": box["height"] / 2 + 25})
    told = page.locator(".maplibregl-popup-content").last
    told.wait_for(timeout=10_000)
    assert "Known to Dnipropetrovsk Oblast only" in told.inner_text()
