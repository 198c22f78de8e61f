"""The desk's pages: what they show, where they lead, and that a report stays text."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

import httpx
import pytest

from fogline.web.boards import BOARDS

AS_OF = "2025-06-12"


class _Links(HTMLParser):
    """The elements of a page: their names, addresses and ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The desk's own scripts are files; a script of anybody else would be one in the page.
        own = tag == "script" and (dict(attrs).get("src") or "").startswith("/static/")
        self.tags += [] if own else [tag]
        for name, value in attrs:
            assert not name.startswith("on"), f"a handler inside the page: {name}"
            assert name != "style", "a style inside the page"
            if name in ("href", "src", "action") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.append(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def shown(desk: httpx.Client, path: str) -> _Links:
    answer = desk.get(path)
    assert answer.status_code == 200, (path, answer.text[:300])
    return _Links(answer.text)


@pytest.mark.parametrize("name", BOARDS)
def test_every_board_has_its_rows_and_leads_on(desk: httpx.Client, name: str) -> None:
    page = shown(desk, f"/boards/{name}?as_of={AS_OF}")
    rows = desk.get(f"/api/v1/{name}", params={"as_of": AS_OF}).json()
    assert rows["total"] > 0
    assert page.tags.count("tr") == 1 + min(rows["total"], 100)
    leading = [link for link in page.links if link.startswith(("/events/", "/reports/"))]
    assert bool(leading) == (name != "sources")
    for link in leading[:2]:
        assert f"as_of={AS_OF}" in link
        assert desk.get(link).status_code == 200


def test_what_was_not_known_then_is_not_there(desk: httpx.Client) -> None:
    before, after = (
        desk.get("/api/v1/silences", params={"as_of": moment}).json()["rows"]
        for moment in ("2025-06-08T12:00Z", "2025-06-12")
    )
    assert before
    assert max(row["since"] for row in before) <= "2025-06-08T12:00:00Z"
    assert max(row["since"] for row in after) > "2025-06-08T12:00:00Z"


def test_an_event_shows_its_sides_and_leads_to_the_words(desk: httpx.Client) -> None:
    (first, *_) = (
        desk.get("/api/v1/disputed", params={"as_of": AS_OF, "place": "Zorya"}).json()["rows"]
        or desk.get("/api/v1/disputed", params={"as_of": AS_OF}).json()["rows"]
    )
    page = shown(desk, f"/events/{first['id']}?as_of={AS_OF}")
    text = " ".join(page.words)
    for name in (*first["says_so"], *first["says_not"], *first["standing"]):
        assert name in text
    detail = desk.get(f"/api/v1/events/{first['id']}", params={"as_of": AS_OF}).json()
    assert len([link for link in page.links if "/reports/" in link]) >= len(detail["claims"])
    link = next(link for link in page.links if link.startswith("/reports/"))
    path, _, claim = link.partition("#")
    assert claim in shown(desk, path).ids


def test_a_report_shows_all_its_text_with_the_words_of_its_claims(desk: httpx.Client) -> None:
    for row in desk.get("/api/v1/claims", params={"limit": 400}).json()["rows"][::40]:
        answer = desk.get(f"/reports/{row['report']}")
        record = desk.get(f"/api/v1/reports/{row['report']}").json()["record"]
        body = re.search(r'<div class="text">(.*?)</div>\n<section', answer.text, re.DOTALL)
        assert body is not None
        parser = _Links(body[1])
        assert "".join(parser.words) == record["report"]["text"]
        assert f'data-claims="{row["claim"]}' in body[1] or row["claim"] in body[1]


def test_a_hostile_report_is_shown_as_text(desk: httpx.Client) -> None:
    claims = desk.get("/api/v1/claims", params={"publisher": "Bold"}).json()["rows"]
    assert claims
    paths = [f"/reports/{claims[0]['report']}", "/boards/claims?publisher=Bold", "/boards/sources"]
    events = desk.get("/api/v1/events", params={"publisher": "Bold"}).json()["rows"]
    paths += [f"/events/{row['id']}" for row in events] + ["/search?words=document", "/brief"]
    for path in paths:
        page = shown(desk, path)
        assert "script" not in page.tags, path
        assert "img" not in page.tags, path
    page = shown(desk, paths[0])
    assert "alert('title')" in "".join(page.words)
    hostile = "<script>alert(1)</script>"
    assert "script" not in shown(desk, f"/search?words={hostile}").tags


def test_rows_can_be_turned_and_taken_away(desk: httpx.Client) -> None:
    total = desk.get("/api/v1/claims").json()["total"]
    assert total > 100
    first = shown(desk, "/boards/claims")
    (onwards,) = [link for link in first.links if "offset=" in link]
    second = shown(desk, onwards)
    assert second.tags.count("tr") == 1 + min(100, total - 100)
    answer = desk.get("/boards/claims.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="claims.csv"' in answer.headers["content-disposition"]
    assert len(list(csv.reader(io.StringIO(answer.text)))) == total + 1


def test_the_front_page_is_the_events_with_what_was_asked(desk: httpx.Client) -> None:
    answer = desk.get("/?as_of=2025-06-08", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path == "/boards/events"
    assert 'value="2025-06-08"' in answer.text


def test_words_are_found_and_none_is_said_plainly(desk: httpx.Client) -> None:
    assert shown(desk, "/search?words=troops").tags.count("tr") > 1
    assert "No paragraph has all these words." in desk.get("/search?words=xylophone").text
    assert desk.get("/search").status_code == 200


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/boards/nothing", 404, "there is no board"),
        ("/events/e000", 404, "no event e000"),
        ("/reports/none", 404, "no report none"),
        ("/boards/events?as_of=yesterday", 400, "neither a day nor a moment"),
        ("/boards/events?place=Nowhereville", 400, "no place called"),
        ("/boards/events?standing=odd", 422, "standing"),
        ("/elsewhere", 404, "Not Found"),
    ],
)
def test_what_cannot_be_shown_is_said_plainly(
    desk: httpx.Client, path: str, code: int, words: str
) -> None:
    answer = desk.get(path)
    assert answer.status_code == code
    assert words in answer.text.replace("&#39;", "'")
    assert "Traceback" not in answer.text


def test_the_brief_brings_its_own_style_and_no_other_is_let_in(desk: httpx.Client) -> None:
    answer = desk.get("/brief", params={"as_of": AS_OF})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert "unsafe" not in policy
