"""Reports added at the desk, and pages that tell what is new: a real desk, a real browser."""

from __future__ import annotations

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from fogline.intake.formats import SIZE_LIMIT, load_formats
from fogline.web import adding
from tests.conftest import ROOT
from tests.web.conftest import HOSTILE, RECEIVED

TEXT = (
    "Shelling reported in Kupiansk\n\n"
    "Ukraine's General Staff said on Tuesday that Russian forces had shelled the town of Kupiansk, "
    "killing three civilians.\n\n"
    "Russia's defence ministry denied that its troops had shelled Kupiansk.\n"
)
WORD = re.compile(r'<meta name="fogline-word" content="([^"]+)"')
SLOW = 60_000


class Own:
    """A desk over a ledger of its own: a copy of the examples'."""

    def __init__(self, path: Path, process: subprocess.Popen[str], base: str) -> None:
        self.path = path
        self.process = process
        self.base = base
        self.client = httpx.Client(base_url=base, timeout=60)
        self.word = self._word()

    def _word(self) -> str:
        for _ in range(200):
            try:
                found = WORD.search(self.client.get("/boards/sources").text)
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            assert found is not None
            return found[1]
        raise AssertionError("the desk does not answer")

    def post(self, body: bytes | str, *, word: str | None = None, **params: str) -> httpx.Response:
        headers = {"X-Fogline-Word": self.word if word is None else word}
        content = body.encode() if isinstance(body, str) else body
        return self.client.post("/api/v1/reports", content=content, params=params, headers=headers)

    def add(self, body: bytes | str, **params: str) -> list[dict[str, Any]]:
        answer = self.post(body, **params)
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]

    def reports(self) -> int:
        counts = self.client.get("/api/v1/stats").json()["counts"]
        return int(counts["reports"])


@contextmanager
def own_desk(source: Path, folder: Path) -> Iterator[Own]:
    path = folder / "own.db"
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(path)) as other:
        one.backup(other)
    command = [sys.executable, "-u", "-m", "fogline.cli.main", "serve", "--ledger", str(path)]
    with subprocess.Popen(
        [*command, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        base = process.stdout.readline().split()[-1].rstrip("/")
        own = Own(path, process, base)
        try:
            yield own
        finally:
            own.client.close()
            process.kill()


@pytest.fixture(scope="module")
def own(ledger_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    with own_desk(ledger_file, tmp_path_factory.mktemp("own")) as made:
        yield made


@pytest.fixture
def page(browser: Browser, own: Own) -> Iterator[Page]:
    """A page. A request to another host, an error in a script or a dialog fails the test."""
    made = browser.new_page(base_url=own.base)
    wrong: list[str] = []
    made.on(
        "request",
        lambda row: (
            None if row.url.startswith((own.base, "data:", "blob:")) else wrong.append(row.url)
        ),
    )
    made.on("pageerror", lambda error: wrong.append(str(error)))
    yield made
    made.close()
    assert wrong == []


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drop files, by name and content, somewhere on the page."""
    page.evaluate(
        """files => {
          const data = new DataTransfer();
          for (const [name, text] of files) data.items.add(new File([text], name));
          for (const kind of ["dragover", "drop"])
            document.querySelector("h1").dispatchEvent(
              new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [list(row) for row in files],
    )


def add_elsewhere(own: Own, folder: Path, name: str, text: str) -> None:
    """Add a report with the command line, in a process of its own."""
    (folder / name).write_text(text, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "fogline.cli.main", "add", str(folder / name), "--quiet",
         "--ledger", str(own.path)],
        capture_output=True, check=True,
    )  # fmt: skip


# --- the interface --------------------------------------------------------------------------------


def test_what_becomes_of_a_report_is_told_step_by_step(own: Own) -> None:
    before = own.reports()
    lines = own.add(TEXT, name="kupiansk.txt", published="2025-06-10", publisher="Lantern News")
    stages = [line["stage"] for line in lines]
    assert stages[:3] == ["received", "reading", "added"]
    assert stages[-2:] == ["up to date", "done"]
    done = lines[-1]
    assert done["claims"] >= 2
    assert done["publisher"] == "Lantern News"
    assert own.reports() == before + 1
    shown = own.client.get(f"/api/v1/reports/{done['report']}").json()
    assert len(shown["record"]["claims"]) == done["claims"]
    assert done["events"]
    told = {own.client.get(f"/api/v1/events/{id_}").json()["id"] for id_ in done["events"]}
    assert told == set(done["events"])


def test_the_same_again_is_known_and_a_new_version_corrects(own: Own) -> None:
    given = {"name": "a.txt", "url": "https://lantern.example/a", "published": "2025-06-09"}
    first = own.add(TEXT, **given)[-1]
    before = own.reports()
    again = own.add(TEXT, **given)[-1]
    assert (again["outcome"], again["report"]) == ("known", first["report"])
    assert own.reports() == before
    newer = own.add(TEXT.replace("three", "four"), **given)[-1]
    assert (newer["outcome"], newer["corrects"]) == ("corrects", first["report"])


def test_it_is_read_as_the_command_line_reads_it(own: Own) -> None:
    """The examples are in the ledger: with what their sidecars say, they are known."""
    meta = json.loads((ROOT / "examples" / "wire-afternoon.meta.json").read_text())
    text = (ROOT / "examples" / "wire-afternoon.txt").read_bytes()
    given = {key: value for key, value in meta.items() if value}
    assert own.add(text, name="wire-afternoon.txt", **given)[-1]["outcome"] == "known"
    page = (ROOT / "examples" / "analysis-page.html").read_bytes()
    assert own.add(page, name="analysis-page.html")[-1]["outcome"] == "known"
    mail = (ROOT / "examples" / "evening-bulletin.eml").read_bytes()
    assert own.add(mail, name="evening-bulletin.eml")[-1]["outcome"] == "known"


def test_the_media_type_tells_the_format_where_the_name_does_not(own: Own) -> None:
    html = f"<h1>Shelling</h1><p>{TEXT.splitlines()[2]}</p>"
    headers = {"X-Fogline-Word": own.word, "Content-Type": "text/html; charset=utf-8"}
    answer = own.client.post("/api/v1/reports", content=f"  note {html}", headers=headers)
    done = json.loads(answer.text.splitlines()[-1])
    record = own.client.get(f"/api/v1/reports/{done['report']}").json()["record"]
    assert "<p>" not in record["report"]["text"]


def test_an_agency_can_be_given(own: Own) -> None:
    done = own.add(TEXT, publisher="Harbour Post", via="Unian", published="2025-06-10")[-1]
    assert own.client.get(f"/api/v1/reports/{done['report']}").json()["report"]["via"] == "Unian"


def test_lines_come_before_the_end_and_the_desk_answers_meanwhile(own: Own) -> None:
    long = "\n\n".join(TEXT.replace("three", str(number)) for number in range(4, 60))
    seen: list[tuple[str, float]] = []
    headers = {"X-Fogline-Word": own.word}
    with own.client.stream(
        "POST", "/api/v1/reports", content=long.encode(), headers=headers
    ) as answer:
        for line in answer.iter_lines():
            seen.append((json.loads(line)["stage"], time.monotonic()))
            if seen[-1][0] == "reading":
                with httpx.Client(base_url=own.base, timeout=30) as other:
                    assert other.get("/boards/events").status_code == 200
                answered = time.monotonic()
    at = dict(reversed(seen))
    assert at["reading"] < answered < at["done"]


@pytest.mark.parametrize(
    ("body", "params", "code", "where", "words"),
    [
        ("", {}, 400, "pasted text", "no text"),
        (" \n\t ", {"name": "a.txt"}, 400, "a.txt", "no text"),
        (bytes(range(256)) * 40, {"name": "a.txt"}, 400, "a.txt", "binary"),
        (b"%PDF-1.7 x", {"name": "a.pdf"}, 400, "a.pdf", "PDF is not supported"),
        (b"\x89PNG\r\n\x1a\n", {}, 400, "pasted text", "PNG"),
        (TEXT, {"published": "soon"}, 400, "published", "soon"),
        (TEXT, {"received": "soon"}, 400, "received", "soon"),
        (TEXT, {"url": "javascript:alert(1)"}, 400, "url", "no web address"),
        (TEXT, {"publisher": "a\nb"}, 400, "publisher", "character"),
        (TEXT, {"publisher": "a" * 300}, 422, "publisher", "200"),
    ],
)
def test_what_cannot_be_added_is_said_plainly(
    own: Own, body: bytes | str, params: dict[str, str], code: int, where: str, words: str
) -> None:
    before = own.reports()
    answer = own.post(body, **params)
    assert answer.status_code == code
    error = answer.json()["error"]
    assert error["where"] == where
    assert words in error["what"]
    assert error["remedy"]
    assert own.reports() == before


def test_what_only_reading_finds_out_is_the_last_line(own: Own) -> None:
    lines = own.add('{"title": "only a title"}', name="a.json")
    assert lines[-1]["stage"] == "error"
    error = lines[-1]["error"]
    assert error["what"]
    assert error["where"] == "a.json"
    assert error["remedy"]


@pytest.mark.parametrize("told", [True, False])
def test_a_body_that_is_too_large_is_refused(own: Own, told: bool) -> None:
    piece = b"word " * 200_000

    def pieces() -> Iterator[bytes]:
        for _ in range(SIZE_LIMIT // len(piece) + 1):
            yield piece

    headers = {"X-Fogline-Word": own.word}
    content = b"".join(pieces()) if told else pieces()
    answer = own.client.post("/api/v1/reports", content=content, headers=headers)
    assert answer.status_code == 413
    assert "20 MB" in answer.json()["error"]["what"]


def test_without_the_word_of_a_page_nothing_is_added(own: Own) -> None:
    before = own.reports()
    for word in ("", "another"):
        answer = own.post(TEXT.replace("three", "five"), word=word)
        assert answer.status_code == 403
    assert own.reports() == before


def test_a_busy_ledger_is_told_and_nothing_is_lost(own: Own) -> None:
    text = TEXT.replace("three", "seven")
    with closing(sqlite3.connect(own.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        lines = own.add(text, name="busy.txt")
        other.execute("ROLLBACK")
    assert [line["stage"] for line in lines] == ["received", "reading", "error"]
    assert "another process is writing" in lines[-1]["error"]["what"]
    assert own.add(text, name="busy.txt")[-1]["outcome"] == "added"


def test_who_goes_away_while_it_is_read_loses_nothing(own: Own) -> None:
    before = own.reports()
    headers = {"X-Fogline-Word": own.word}
    body = TEXT.replace("three", "eleven").encode()
    with httpx.stream(
        "POST", f"{own.base}/api/v1/reports", content=body, headers=headers
    ) as answer:
        assert next(answer.iter_lines())
    until = time.monotonic() + 30
    while own.reports() == before and time.monotonic() < until:
        time.sleep(0.2)
    assert own.reports() == before + 1


def test_many_at_once_are_read_one_after_the_other(own: Own) -> None:
    texts = [TEXT.replace("three", str(number)) for number in range(90, 96)]
    found: list[str] = []

    def add(text: str) -> None:
        with httpx.Client(base_url=own.base, timeout=60) as client:
            headers = {"X-Fogline-Word": own.word}
            answer = client.post("/api/v1/reports", content=text.encode(), headers=headers)
            found.append(json.loads(answer.text.splitlines()[-1])["outcome"])

    threads = [threading.Thread(target=add, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["added"] * len(texts)


# --- in the browser -------------------------------------------------------------------------------


def test_pasted_text_is_added_with_its_claims_and_the_same_again_is_known(page: Page) -> None:
    text = TEXT.replace("Kupiansk", "Vovchansk")
    page.goto("/add")
    page.get_by_label("The report's text").fill(text)
    page.get_by_label("Outlet").fill("Hillside Observer")
    page.get_by_label("Day of publication").fill("2025-06-10")
    page.get_by_role("button", name="Read and add").click()
    item = page.locator("#adding li.added")
    item.wait_for(timeout=SLOW)
    expect(item).to_contain_text(re.compile(r"Added: [2-9] claims in [1-9]"))
    expect(page.get_by_label("The report's text")).to_have_value("")
    page.get_by_label("The report's text").fill(text)
    page.get_by_role("button", name="Read and add").click()
    page.locator("#adding li.known").wait_for(timeout=SLOW)
    page.locator("#adding li.known a").click()
    page.wait_for_url("**/reports/**")
    assert page.locator(".record .claim").count() >= 2
    expect(page.locator(".about")).to_contain_text("Hillside Observer")


def test_files_are_chosen_by_keyboard(page: Page, tmp_path: Path) -> None:
    names = []
    for number in (21, 22):
        names.append(tmp_path / f"chosen-{number}.txt")
        names[-1].write_text(TEXT.replace("three", str(number)))
    page.goto("/add")
    page.get_by_label("Choose files").set_input_files(names)
    expect(page.locator("#adding li.added")).to_have_count(2, timeout=SLOW)
    expect(page.locator("#adding ol")).to_have_attribute("aria-live", "polite")


@pytest.mark.parametrize("path", ["/boards/events", "/map", "/add"])
def test_a_file_is_dropped_on_any_page(page: Page, path: str) -> None:
    page.goto(path)
    drop(page, ("dropped.txt", TEXT.replace("Kupiansk", "Lyman").replace("Tuesday", path)))
    item = page.locator("#adding li.added")
    item.wait_for(timeout=SLOW)
    expect(item).to_contain_text("dropped.txt")
    item.locator("a").click()
    page.wait_for_url("**/reports/**")
    assert page.locator(".record .claim").count() >= 1


def test_a_sidecar_is_heeded_where_it_comes_with_its_report(page: Page) -> None:
    folder = ROOT / "examples"
    names = ["kharkiv-june-11.txt", "kharkiv-june-11.meta.json"]
    page.goto("/boards/sources")
    drop(page, *((name, (folder / name).read_text(encoding="utf-8")) for name in names))
    page.locator("#adding li.known").wait_for(timeout=SLOW)
    assert page.locator("#adding li").count() == 1


def test_a_folder_is_dropped_with_its_sidecars(page: Page) -> None:
    """A drop as the browser gets it from the machine: what is no report stays out."""
    page.goto("/boards/sources")
    line = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(ROOT / "examples")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver"):
        line.send("Input.dispatchDragEvent", {"type": kind, "x": 300, "y": 300, "data": data})
    expect(page.locator("html")).to_have_class("dropping")
    line.send("Input.dispatchDragEvent", {"type": "drop", "x": 300, "y": 300, "data": data})
    expect(page.locator("#adding li.known")).to_have_count(12, timeout=SLOW)
    assert page.locator("#adding li").count() == 12
    expect(page.locator("html")).not_to_have_class("dropping")


def test_text_that_is_pasted_on_a_page_is_asked_about_first(page: Page, own: Own) -> None:
    before = own.reports()
    page.goto("/boards/talks")
    paste = """text => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.body.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    page.evaluate(paste, "a word from elsewhere")
    page.get_by_role("button", name="Leave it").click()
    expect(page.locator("#adding")).to_be_hidden()
    assert own.reports() == before
    page.evaluate(paste, TEXT.replace("Kupiansk", "Izium"))
    expect(page.get_by_role("button", name="Add it")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#adding li.added").wait_for(timeout=SLOW)
    assert own.reports() == before + 1


def test_what_cannot_be_added_has_its_remedy_and_the_others_are_added(page: Page) -> None:
    page.goto("/boards/tolls")
    drop(
        page,
        ("rubbish.txt", "\x00\x01\x02" * 999),
        ("empty.txt", ""),
        ("good.txt", TEXT.replace("three", "thirteen")),
    )
    page.locator("#adding li.added").wait_for(timeout=SLOW)
    rows = page.locator("#adding li.refused")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("binary file, not text: save the report as .txt")
    expect(rows.nth(1)).to_contain_text("no text in it")
    assert rows.get_by_role("button", name="Try again").count() == 0


def test_what_a_busy_ledger_did_not_take_can_be_tried_again(page: Page, own: Own) -> None:
    page.goto("/boards/tolls")
    with closing(sqlite3.connect(own.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        drop(page, ("busy.txt", TEXT.replace("three", "seventeen")))
        expect(page.locator("#adding li.refused")).to_contain_text("another process", timeout=SLOW)
        other.execute("ROLLBACK")
    page.get_by_role("button", name="Try again").click()
    page.locator("#adding li.added").wait_for(timeout=SLOW)


def test_hostile_names_and_texts_are_shown_as_text(page: Page) -> None:
    name = "<img src=x onerror=alert(1)>.txt"
    page.goto("/boards/events")
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    drop(page, (name, HOSTILE), (f"{name}.pdf", HOSTILE))
    page.locator("#adding li.added").wait_for(timeout=SLOW)
    page.locator("#adding li.refused").wait_for(timeout=SLOW)
    text = page.locator("#adding").inner_text()
    assert text.count(name) == 2
    assert "<script>alert('title')</script>" in text
    assert page.locator("#adding img, #adding script").count() == 0
    assert ran == []


def test_leaving_while_it_adds_warns(page: Page) -> None:
    page.goto("/boards/events")
    page.locator("h1").click()
    long = "\n\n".join(TEXT.replace("three", str(number)) for number in range(100, 160))
    drop(page, ("long.txt", long))
    page.locator("#adding li", has_text="Being read").wait_for(timeout=SLOW)
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.evaluate("setTimeout(() => location.assign('/boards/talks'), 0)")
    page.locator("#adding li.added").wait_for(timeout=SLOW)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/boards/events")
    page.goto("/boards/talks")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_runs_out_of_the_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/add", "/boards/sources"):
        page.goto(path)
        drop(page, (f"{'long' * 40}.pdf", "x"))
        page.locator("#adding li.refused").wait_for(timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_scripts_know_what_the_command_line_takes() -> None:
    script = (Path(adding.__file__).parent / "static" / "adding.js").read_text(encoding="utf-8")
    found = re.search(r"SEARCHED = (\[.*?\])", script)
    assert found is not None
    assert tuple(json.loads(found[1])) == load_formats().searched
    assert f"MOST_BYTES = {SIZE_LIMIT:_};" in script


# --- what is new ----------------------------------------------------------------------------------


def test_an_open_page_tells_what_another_process_has_added(
    page: Page, own: Own, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1000, "height": 500})
    page.goto("/boards/claims")
    page.evaluate("window.old = true; scrollTo(0, 700)")
    add_elsewhere(own, tmp_path, "a.txt", TEXT.replace("three", "thirty"))
    bar = page.get_by_role("status").filter(has_text="1 new report.")
    bar.wait_for(timeout=10_000)
    add_elsewhere(own, tmp_path, "b.txt", TEXT.replace("three", "thirty-one"))
    page.get_by_text("2 new reports.").wait_for(timeout=10_000)
    assert page.evaluate("window.old") is True
    page.get_by_role("button", name="Show them").click()
    page.wait_for_function("window.old === undefined")
    expect(page.get_by_role("button", name="Show them")).to_have_count(0)
    page.wait_for_function("Math.abs(scrollY - 700) < 50")


def test_later_puts_the_bar_away_until_something_else_comes(
    page: Page, own: Own, tmp_path: Path
) -> None:
    page.goto("/boards/events")
    add_elsewhere(own, tmp_path, "a.txt", TEXT.replace("three", "forty"))
    page.get_by_role("button", name="Later").click(timeout=10_000)
    expect(page.locator("#news")).to_be_empty()
    add_elsewhere(own, tmp_path, "b.txt", TEXT.replace("three", "forty-one"))
    page.get_by_text("2 new reports.").wait_for(timeout=10_000)


def test_a_past_moment_stays_what_it_is(page: Page, own: Own, tmp_path: Path) -> None:
    page.goto("/boards/events?as_of=2025-06-09")
    add_elsewhere(own, tmp_path, "a.txt", TEXT.replace("three", "fifty"))
    page.get_by_text("This page shows what was known at 2025-06-09.").wait_for(timeout=10_000)
    page.get_by_role("button", name="Show it").click()
    page.wait_for_url(lambda url: "as_of" not in url)


def test_what_came_while_the_page_was_away_is_told_when_it_is_back(
    page: Page, own: Own, tmp_path: Path
) -> None:
    page.goto("/boards/events")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    add_elsewhere(own, tmp_path, "a.txt", TEXT.replace("three", "sixty"))
    time.sleep(2)
    expect(page.locator("#news")).to_be_empty()
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.get_by_text("1 new report.").wait_for(timeout=10_000)


def test_the_stream_gives_a_mark_at_once_and_one_for_each_change(own: Own) -> None:
    marks: list[dict[str, int]] = []
    with own.client.stream("GET", "/api/v1/changes") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            if not line.startswith("data: "):
                continue
            marks.append(json.loads(line.removeprefix("data: ")))
            if len(marks) == 2:
                break
            with httpx.Client(base_url=own.base, timeout=60) as other:
                headers = {"X-Fogline-Word": own.word}
                text = TEXT.replace("three", "seventy")
                other.post("/api/v1/reports", content=text.encode(), headers=headers)
    assert marks[1]["reports"] == marks[0]["reports"] + 1
    assert own.client.get("/boards/events").status_code == 200


# --- the end --------------------------------------------------------------------------------------


def test_ctrl_c_ends_the_desk_although_a_page_is_listening(
    browser: Browser, ledger_file: Path, tmp_path: Path
) -> None:
    with own_desk(ledger_file, tmp_path) as own:
        page = browser.new_page(base_url=own.base)
        page.goto("/boards/events")
        send_a_part(own)
        with httpx.stream("GET", f"{own.base}/api/v1/changes", timeout=30) as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: mark"
            own.process.send_signal(signal.SIGINT)
            began = time.monotonic()
            own.process.wait(timeout=10)
            assert time.monotonic() - began < 6
            assert [line for line in lines if line and not line.startswith("data:")] == []
        assert own.process.stderr is not None
        told = own.process.stderr.read()
        assert "Traceback" not in told
        assert "rror" not in told
        page.close()


def send_a_part(own: Own) -> None:
    """Begin to send a report and break off."""
    host, port = own.base.removeprefix("http://").split(":")
    head = f"POST /api/v1/reports HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 99\r\n"
    with socket.create_connection((host, int(port))) as line:
        line.sendall(f"{head}X-Fogline-Word: {own.word}\r\n\r\nhalf of".encode())
        time.sleep(0.3)


def test_ctrl_c_while_a_report_is_read_says_so_and_loses_nothing(
    ledger_file: Path, tmp_path: Path
) -> None:
    long = "\n\n".join(TEXT.replace("three", str(number)) for number in range(1000, 2500))
    with own_desk(ledger_file, tmp_path) as own:
        before = own.reports()
        with httpx.stream(
            "POST", f"{own.base}/api/v1/reports", content=long.encode(), timeout=30,
            headers={"X-Fogline-Word": own.word},
        ) as answer:  # fmt: skip
            lines = answer.iter_lines()
            while json.loads(next(lines))["stage"] != "reading":
                pass
            own.process.send_signal(signal.SIGINT)
            last = json.loads(list(lines)[-1])
        assert last["stage"] == "error"
        assert "closed" in last["error"]["what"]
        own.process.wait(timeout=10)
        assert own.process.stderr is not None
        assert "Traceback" not in own.process.stderr.read()
    with own_desk(own.path, tmp_path_of(tmp_path)) as again:
        assert again.reports() == before
        assert again.add(TEXT, received=RECEIVED)[-1]["outcome"] == "added"


def tmp_path_of(folder: Path) -> Path:
    made = folder / "again"
    made.mkdir()
    return made
