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
    shown_rows = page.tags.count("article") or page.tags.count("tr") - 1
    assert shown_rows == min(rows["total"], 100)
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


def denied_advance(desk: httpx.Client) -> str:
    rows = desk.get("/api/v1/events", params={"as_of": AS_OF, "standing": "denied"}).json()["rows"]
    return str(max(rows, key=lambda row: row["reports"])["id"])


def test_an_event_tells_how_it_came_about(desk: httpx.Client) -> None:
    id_ = denied_advance(desk)
    page = shown(desk, f"/events/{id_}?as_of={AS_OF}")
    moments = [link for link in page.links if link.startswith(f"/events/{id_}?as_of=")]
    assert len(moments) > 1
    first, last = (
        desk.get(link.replace("/events/", "/api/v1/events/")).json()
        for link in (moments[0], moments[-1])
    )
    now = desk.get(f"/api/v1/events/{id_}", params={"as_of": AS_OF}).json()
    standings = [{row["is"] for row in event["standing"]} for event in (first, last, now)]
    assert "denied" not in standings[0]
    assert standings[1] == standings[2]
    assert len(first["claims"]) < len(last["claims"])


def test_claims_say_how_they_stand_to_each_other(desk: httpx.Client) -> None:
    id_ = denied_advance(desk)
    page = shown(desk, f"/events/{id_}?as_of={AS_OF}")
    text = " ".join(" ".join(page.words).split())
    assert "denies Ministry of Defence of Russia" in text
    anchors = {link[1:] for link in page.links if link.startswith("#") and "." in link}
    assert anchors
    assert anchors <= set(page.ids)


def test_copies_are_told_with_what_they_were_copied_from(desk: httpx.Client) -> None:
    page = shown(desk, f"/events/{denied_advance(desk)}?as_of={AS_OF}")
    assert re.search(r"\d+% of the wording", " ".join(page.words))


def test_numbers_are_drawn_as_intervals(desk: httpx.Client) -> None:
    rows = desk.get("/api/v1/tolls", params={"as_of": AS_OF, "place": "Kharkiv"}).json()["rows"]
    first = next(row["event"] for row in rows if row["kind"] == "killed" and row["high"] is None)
    killed = [row for row in rows if row["kind"] == "killed" and row["event"] == first]
    page = shown(desk, f"/events/{first}?as_of={AS_OF}")
    assert page.tags.count("rect") == sum(row["high"] is None for row in killed) > 0
    assert page.tags.count("circle") == sum(row["low"] == row["high"] for row in killed) > 0


def test_what_is_new_since_a_moment(desk: httpx.Client) -> None:
    asked = {"since": "2025-06-08T12:00Z", "as_of": "2025-06-09"}
    rows = desk.get("/api/v1/new", params={**asked, "limit": 1000}).json()["rows"]
    known = {
        row["id"]
        for row in desk.get(
            "/api/v1/events", params={"as_of": asked["since"], "limit": 1000}
        ).json()["rows"]
    }
    fresh = [row for row in rows if row["change"] == "new-event"]
    assert fresh
    assert not known & {row["event"] for row in fresh}
    turned = [row for row in rows if row["change"] == "standing" and "denied" in row["after"]]
    assert turned
    page = shown(desk, "/boards/new?since=2025-06-08T12:00Z&as_of=2025-06-09")
    assert "2025-06-08T12:00:00Z" in page.words
    assert page.tags.count("tr") == 1 + min(100, len(rows))
    late = desk.get("/boards/new?since=2025-06-10&as_of=2025-06-09")
    assert late.status_code == 400
    assert "go back further" in late.text


def test_without_a_moment_the_last_day_is_new(desk: httpx.Client) -> None:
    answer = desk.get("/boards/new?as_of=2025-06-12")
    since = re.search(r'Between <time datetime="([^"]+)"', answer.text)
    last = max(
        row["at"]
        for row in desk.get("/api/v1/claims", params={"as_of": "2025-06-12", "limit": 1000}).json()[
            "rows"
        ]
    )
    assert since is not None
    assert since[1][:10] < last[:10]
    assert since[1][10:] == last[10:]


def test_sources_say_who_copies_whom(desk: httpx.Client) -> None:
    rows = desk.get("/api/v1/sources", params={"as_of": AS_OF}).json()["rows"]
    by_name = {row["outlet"]: row for row in rows}
    assert by_name["Meridian News Agency"]["copied_by_others"] > 0
    assert by_name["Meridian News Agency"]["copies_others"] == 0
    assert by_name["Northgate Courier"]["copies_others"] > 0
    assert by_name["Eastmark Review"]["denied_or_disputed"] > 0
    assert sum(row["reports"] for row in rows) == len(
        {
            row["report"]
            for row in desk.get("/api/v1/claims", params={"as_of": AS_OF, "limit": 1000}).json()[
                "rows"
            ]
        }
    )


def test_other_tables_can_be_taken_away_too(desk: httpx.Client) -> None:
    found = shown(desk, f"/search?words=region&as_of={AS_OF}")
    (link,) = [link for link in found.links if link.startswith("/search.csv")]
    rows = list(csv.DictReader(io.StringIO(desk.get(link).text)))
    assert len(rows) == found.tags.count("tr") - 1 > 3
    assert all("region" in row["words"].casefold() for row in rows)
    tolls = desk.get("/api/v1/tolls", params={"as_of": AS_OF, "place": "Kharkiv"}).json()["rows"]
    event = tolls[0]["event"]
    answer = desk.get(f"/events/{event}/numbers.csv?as_of={AS_OF}")
    assert f'filename="{event}-numbers.csv"' in answer.headers["content-disposition"]
    numbers = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(numbers) == len([row for row in tolls if row["event"] == event])
