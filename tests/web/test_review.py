"""The review in a real browser: what is decided is in the ledger, and can be taken back."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from fogline.ledger.ledger import Ledger
from fogline.store.sqlite import open_sqlite
from fogline.web.server import listen, run
from fogline.wiring import default_filing
from tests.desk import Desk
from tests.web.conftest import serving

HOSTILE = "<img src=x onerror=\"document.title='gone'\">"
# One capture by two outlets, a day apart in the second: put together, though not surely.
TOLD = (
    "M23 said that its fighters had captured the town of Goma on {day}, and that {number} soldiers "
    "had been killed."
)


def copied(source: Path, target: Path) -> Path:
    """A ledger of one's own: what is judged here, others do not see."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
    return target


@pytest.fixture(scope="module")
def own(ledger_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, with a few reports that are not surely of one thing."""
    path = copied(ledger_file, tmp_path_factory.mktemp("review") / "own.db")
    store = open_sqlite(path, create=False)
    desk = Desk(store)
    desk.read(
        TOLD.format(day="Sunday", number=12), publisher="Foothill News", published="2025-06-10"
    )
    desk.read(
        TOLD.format(day="Monday", number=12).replace("said", "announced").replace("town", "city"),
        publisher=f"Harbour {HOSTILE}",
        published="2025-06-10",
    )
    store.close()
    return path


@pytest.fixture(scope="module")
def client(own: Path) -> Iterator[tuple[httpx.Client, str]]:
    with serving(own) as (made, address):
        yield made, address.rstrip("/")


@pytest.fixture
def page(browser: Browser, client: tuple[httpx.Client, str]) -> Iterator[Page]:
    """A page whose visitor has given a name. An error in a script fails the test."""
    context = browser.new_context(base_url=client[1])
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.goto("/review")
    made.evaluate("localStorage.setItem('fogline-author', 'Anna')")
    yield made
    context.close()
    assert wrong == []


@pytest.fixture(autouse=True)
def as_before(client: tuple[httpx.Client, str]) -> Iterator[None]:
    """Whatever a test judges is undone when it ends."""
    yield
    for row in judged(client[0]):
        if row["in_force"] and row["kind"] != "undo":
            answer = sent(client[0], kind="undo", undoes=row["id"])
            assert answer.status_code == 201, answer.text


def word_of(client: httpx.Client) -> str:
    found = re.search(r'name="fogline-word" content="([^"]+)"', client.get("/review").text)
    assert found is not None
    return found[1]


def sent(client: httpx.Client, **body: Any) -> httpx.Response:
    told = {"author": "Anna", "reason": "seen", **body}
    return client.post("/api/v1/judgements", json=told, headers={"X-Fogline-Word": word_of(client)})


def judged(client: httpx.Client) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get("/api/v1/judgements?limit=1000").json()["rows"]
    return rows


def opened(page: Page, show: str, **asked: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in {"show": show, **asked}.items())
    page.goto(f"/review?{query}")
    page.locator("#queue[data-ready]").wait_for()


def goma(client: httpx.Client) -> list[dict[str, Any]]:
    rows = client.get("/api/v1/events", params={"type": "ADVANCE", "limit": 1000}).json()["rows"]
    return [row for row in rows if row["where"] == "Goma"]


# -- by keyboard -----------------------------------------------------------------------------------


def test_a_merge_is_confirmed_by_a_key(page: Page, client: tuple[httpx.Client, str]) -> None:
    opened(page, "merges")
    before = page.locator(".item").count()
    assert before > 1
    first = page.locator(".item").first
    keys = (first.get_attribute("data-keys") or "").split()
    assert "current" in (first.get_attribute("class") or "")
    page.keyboard.press("s")
    expect(first.locator(".outcome")).to_contain_text("Same event, says Anna: reviewed at the desk")
    expect(page.locator("#said")).to_contain_text("Same event: recorded.")
    expect(page.locator(".item").nth(1)).to_have_class(re.compile("current"))
    (row,) = [row for row in judged(client[0]) if row["in_force"]]
    assert (row["kind"], row["author"]) == ("same", "Anna")
    assert {one["report"][:16] for one in row["about"]} == {key.split(".")[0] for key in keys}
    # It does not come up again.
    opened(page, "merges")
    assert all(
        item.get_attribute("data-keys") != " ".join(keys) for item in page.locator(".item").all()
    )


def test_told_apart_an_event_is_two_and_undone_it_is_one_again(
    page: Page, client: tuple[httpx.Client, str]
) -> None:
    assert len(goma(client[0])) == 1
    opened(page, "merges", publisher="Foothill", party="M23")
    item = page.locator(".item", has_text="ADVANCE").first
    item.locator(".open").click()
    page.locator("#reason").fill("two towns of one name")
    item.locator(".open").focus()
    page.keyboard.press("d")
    expect(item.locator(".outcome")).to_contain_text("two towns of one name")
    rows = goma(client[0])
    assert len(rows) == 2
    assert [row["reports"] for row in rows] == [1, 1]
    page.keyboard.press("u")
    expect(page.locator("#said")).to_contain_text("Undone")
    expect(item.locator(".outcome")).to_be_hidden()
    assert len(goma(client[0])) == 1
    kinds = [(row["kind"], row["in_force"]) for row in judged(client[0])[:2]]
    assert sorted(kinds) == [("different", False), ("undo", True)]


def test_keys_move_and_do_nothing_in_a_field(page: Page, client: tuple[httpx.Client, str]) -> None:
    opened(page, "merges")
    items = page.locator(".item")
    for key, at in (("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        page.keyboard.press(key)
        expect(items.nth(at)).to_have_class(re.compile("current"))
        expect(items.nth(at).locator(".open")).to_be_focused()
        assert page.locator(".body:visible").count() == 1
    page.locator("#reason").fill("")
    page.locator("#reason").press_sequentially("sdjku?")
    expect(page.locator("#reason")).to_have_value("sdjku?")
    assert not [row for row in judged(client[0]) if row["in_force"] and row["kind"] != "undo"]
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    assert not page.locator(".item.done").count()


def test_a_place_is_corrected_in_the_form(page: Page, client: tuple[httpx.Client, str]) -> None:
    opened(page, "places")
    item = page.locator(".item").first
    keys = (item.get_attribute("data-keys") or "").split()
    page.keyboard.press("c")
    form = item.locator(".mend")
    expect(form.locator("[name=value]")).to_be_focused()
    form.locator("[name=value]").fill("Nowhereville")
    page.keyboard.press("Enter")
    expect(item.locator(".failed")).to_contain_text("no place 'Nowhereville'")
    # Nothing that was typed is lost.
    expect(form.locator("[name=value]")).to_have_value("Nowhereville")
    form.locator("[name=value]").fill("Goma")
    page.keyboard.press("Enter")
    expect(item.locator(".outcome")).to_contain_text("Corrected place: Goma")
    rows = client[0].get("/api/v1/claims", params={"limit": 1000}).json()["rows"]
    assert {row["place"] for row in rows if row["key"] in keys} == {"Goma"}
    item.locator(".outcome button").click()
    expect(item.locator(".outcome")).to_be_hidden()
    rows = client[0].get("/api/v1/claims", params={"limit": 1000}).json()["rows"]
    assert "Goma" not in {row["place"] for row in rows if row["key"] in keys}


def test_one_of_several_places_is_taken(page: Page, client: tuple[httpx.Client, str]) -> None:
    opened(page, "places")
    item = page.locator(".item:has([data-act=take])").first
    item.locator(".open").click()
    button = item.locator("[data-act=take]").first
    wanted = button.get_attribute("data-value")
    button.click()
    expect(item.locator(".outcome")).to_contain_text("Corrected place")
    key = (item.get_attribute("data-keys") or "").split()[0]
    assert client[0].get(f"/api/v1/events/{key}").json()["where"]["id"] == wanted


def test_a_denial_is_shown_with_what_it_denies(
    page: Page, client: tuple[httpx.Client, str]
) -> None:
    opened(page, "denials")
    item = page.locator(".item").first
    assert item.locator(".body .claim").count() == 2
    assert item.locator(".claim.denies, .claim.doubts").count() or "REJECT" in item.inner_text()
    page.keyboard.press("s")
    expect(item.locator(".outcome")).to_contain_text("A denies B")
    assert next(row["kind"] for row in judged(client[0]) if row["in_force"]) == "same"


def test_a_report_about_something_else_is_put_aside(
    page: Page, client: tuple[httpx.Client, str]
) -> None:
    opened(page, "merges", publisher="Foothill")
    item = page.locator(".item").first
    page.keyboard.press("i")
    which = item.locator("[name=which]")
    label = which.locator("option", has_text="Foothill").inner_text()
    which.select_option(label=label)
    page.keyboard.press("Tab")
    item.locator(".mend button").first.press("Enter")
    expect(item.locator(".outcome")).to_contain_text("Not about this conflict")
    assert client[0].get("/api/v1/claims?publisher=Foothill").json()["total"] == 0


# -- who may, and what is said ---------------------------------------------------------------------


def test_the_name_is_asked_for_once(page: Page, client: tuple[httpx.Client, str]) -> None:
    page.evaluate("localStorage.removeItem('fogline-author')")
    opened(page, "merges")
    item = page.locator(".item").first
    page.keyboard.press("s")
    expect(item.locator(".failed")).to_contain_text("Type your name first")
    expect(page.locator("#author")).to_be_focused()
    page.keyboard.type(f"Ben {HOSTILE}")
    item.locator("[data-act=same]").click()
    expect(item.locator(".outcome")).to_contain_text(f"says Ben {HOSTILE}")
    opened(page, "places")
    expect(page.locator("#author")).to_have_value(f"Ben {HOSTILE}")
    page.goto("/review/judgements")
    assert HOSTILE in page.locator("table").inner_text()
    assert page.locator("main img").count() == 0
    assert page.title() == "Judgements, Fogline"


def test_hostile_words_are_text(page: Page) -> None:
    opened(page, "merges", publisher="Harbour")
    assert HOSTILE in page.locator(".item").first.inner_text()
    page.keyboard.press("i")
    assert HOSTILE in page.locator(".mend [name=which]").inner_text()
    assert page.locator("main img").count() == 0
    assert page.title() == "Review, Fogline"


def test_a_judgement_is_undone_from_the_list(page: Page, client: tuple[httpx.Client, str]) -> None:
    (first, *_) = client[0].get("/api/v1/claims?limit=1").json()["rows"]
    made = sent(client[0], kind="irrelevant", report=first["report"]).json()["id"]
    page.goto("/review/judgements")
    row = page.locator(f"tr#{made}")
    expect(row).to_contain_text("irrelevant")
    row.locator("[data-undo]").click()
    expect(page.locator(f"tr#{made}")).to_contain_text("no, undone")
    assert {one["id"]: one["in_force"] for one in judged(client[0])}[made] is False


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("show", ["merges", "places", "denials"])
def test_nothing_runs_out_of_the_page(page: Page, show: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, show)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("c")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# -- the interface ---------------------------------------------------------------------------------


def test_without_the_word_of_a_page_nothing_is_recorded(client: tuple[httpx.Client, str]) -> None:
    before = judged(client[0])
    (first, *_) = client[0].get("/api/v1/claims?limit=1").json()["rows"]
    body = {"kind": "irrelevant", "report": first["report"], "author": "Eve", "reason": "r"}
    assert client[0].post("/api/v1/judgements", json=body).status_code == 403
    assert judged(client[0]) == before


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({"kind": "same", "keys": ["x", "y"]}, 404, "no claim x"),
        ({"kind": "undo", "undoes": "j0"}, 404, "no judgement j0"),
        ({"kind": "irrelevant", "report": "none"}, 404, "no report none"),
        ({"kind": "same", "keys": ["CLAIM"]}, 400, "two claims"),
        ({"kind": "same", "keys": ["CLAIM", "CLAIM"]}, 400, "same claim"),
        ({"kind": "wrong", "keys": ["CLAIM"], "field": "colour"}, 400, "no field"),
        ({"kind": "wrong", "keys": ["CLAIM"], "field": "says"}, 400, "no field"),
        ({"kind": "corrected", "keys": ["CLAIM"], "field": "place", "value": "Nowhereville"}, 400,
         "no place"),
        ({"kind": "corrected", "keys": ["CLAIM"], "field": "place"}, 400, "no place"),
        ({"kind": "corrected", "keys": ["CLAIM"], "field": "time", "value": "June"}, 400, "no day"),
        ({"kind": "corrected", "keys": ["CLAIM"], "field": "number", "value": "nan"}, 400,
         "no number"),
        ({"kind": "corrected", "keys": ["CLAIM"], "field": "type", "value": "NOTHING"}, 400,
         "no type"),
        ({"kind": "irrelevant", "report": "REPORT", "author": " "}, 400, "needs an author"),
        ({"kind": "irrelevant", "report": "REPORT", "reason": " "}, 400, "needs a reason"),
        ({"kind": "irrelevant", "report": "REPORT", "keys": ["CLAIM"]}, 400, "a report"),
        ({"kind": "erase", "report": "REPORT"}, 422, "should be"),
        ({"kind": "irrelevant", "report": "REPORT", "at": 1}, 422, "not permitted"),
        ({"kind": "irrelevant", "report": "r" * 201}, 422, "at most 200"),
        ({"kind": "irrelevant", "report": "REPORT", "author": "A" * 101}, 422, "at most 100"),
        ({"kind": "irrelevant", "report": "REPORT", "reason": "r" * 1001}, 422, "at most 1000"),
        ({"kind": "same", "keys": ["x"] * 201}, 422, "at most 200"),
        ({"keys": ["x"]}, 422, "required"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_said_plainly(
    client: tuple[httpx.Client, str], body: dict[str, Any], code: int, words: str
) -> None:
    (first, *_) = client[0].get("/api/v1/claims?limit=1").json()["rows"]
    names = {"CLAIM": first["key"], "REPORT": first["report"]}
    told = {
        name: [names.get(one, one) for one in value] if isinstance(value, list)
        else names.get(value, value) if isinstance(value, str) else value
        for name, value in body.items()
    }  # fmt: skip
    before = judged(client[0])
    answer = sent(client[0], **told)
    assert answer.status_code == code, answer.text
    assert words in answer.json()["error"]["what"]
    assert judged(client[0]) == before


@pytest.mark.parametrize("show", ["merges", "places", "denials"])
def test_the_queue_as_json_is_that_of_the_page(client: tuple[httpx.Client, str], show: str) -> None:
    told = client[0].get("/api/v1/review", params={"show": show}).json()
    page = client[0].get("/review", params={"show": show}).text
    shown = re.findall(r'data-keys="([^"]+)"', page)
    assert shown == [" ".join(row["claims"]) for row in told["rows"]]
    certainties = [row["certainty"] for row in told["rows"]]
    assert certainties
    assert certainties == sorted(certainties)
    narrow = client[0].get("/api/v1/review", params={"show": show, "place": "Goma"}).json()
    assert len(narrow["rows"]) < len(told["rows"])
    assert client[0].get("/api/v1/review", params={"show": "odd"}).status_code == 422
    assert client[0].get("/review", params={"show": show, "offset": 9000}).status_code == 200


def test_no_json_is_said_plainly(client: tuple[httpx.Client, str]) -> None:
    headers = {"X-Fogline-Word": word_of(client[0]), "Content-Type": "application/json"}
    answer = client[0].post("/api/v1/judgements", content=b"{", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["error"]["what"]


def test_a_judgement_comes_back_with_whether_it_stands(client: tuple[httpx.Client, str]) -> None:
    (first, *_) = client[0].get("/api/v1/claims?limit=1").json()["rows"]
    body = {"kind": "corrected", "keys": [first["key"]], "field": "place", "value": "Goma"}
    made = sent(client[0], **body).json()
    assert made["value"] == "Goma"
    assert made["in_force"] is True
    assert judged(client[0])[0] | {"about": []} == made | {"about": []}
    (about,) = judged(client[0])[0]["about"]
    assert about["report"] == first["report"]
    assert about["publisher"] == first["publisher"]
    undone = sent(client[0], kind="undo", undoes=made["id"])
    assert undone.status_code == 201
    again = sent(client[0], kind="undo", undoes=made["id"])
    assert again.status_code == 400
    assert "undone already" in again.json()["error"]["what"]


def test_a_ledger_that_somebody_else_writes_to(own: Path, tmp_path: Path, browser: Browser) -> None:
    path = copied(own, tmp_path / "busy.db")
    store = open_sqlite(path, create=False, busy_seconds=0.2)
    ledger = Ledger(store, default_filing())
    before = {row.id for row in ledger.judgements()}
    socket = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{socket.getsockname()[1]}"
    # It ends with the process.
    options = {"host": "127.0.0.1", "token": None}
    threading.Thread(target=run, args=(ledger, socket), kwargs=options, daemon=True).start()
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/review")
        page.locator("#author").fill("Anna")
        page.locator("#reason").fill("a reason that took long to write")
        page.locator("h1").click()
        item = page.locator(".item").first
        other = open_sqlite(path, create=False)
        with other.writer():
            page.keyboard.press("s")
            expect(item.locator(".failed")).to_contain_text("another process is writing")
        other.close()
        expect(page.locator("#reason")).to_have_value("a reason that took long to write")
        item.locator("[data-act=same]").click()
        expect(item.locator(".outcome")).to_contain_text("a reason that took long to write")
    (made,) = [row for row in ledger.judgements() if row.id not in before]
    assert (made.kind.value, made.reason) == ("same", "a reason that took long to write")
