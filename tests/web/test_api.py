"""``/api/v1``: rows, pages of rows, events with their reasons, GeoJSON, plain errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from fogline.corroborate.filing.moments import seconds
from fogline.export.event_json import event_detail
from fogline.ledger.ledger import Ledger
from fogline.ledger.query import Query
from fogline.store.sqlite import open_sqlite
from fogline.web.boards import BOARDS
from fogline.wiring import default_filing
from tests.web.conftest import serving

AS_OF = "2025-06-12T00:00Z"


def got(desk: httpx.Client, path: str, **params: Any) -> Any:
    answer = desk.get(f"/api/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_events_are_those_of_the_ledger(desk: httpx.Client, ledger_file: Path) -> None:
    ledger = Ledger(open_sqlite(ledger_file, create=False), default_filing())
    events = ledger.events(Query(as_of=seconds(AS_OF)))
    rows = got(desk, "events", as_of=AS_OF, limit=1000)
    assert [row["id"] for row in rows["rows"]] == [event.id for event in events]
    assert rows["total"] == len(events)
    for event in events[::9]:
        # As it comes back from JSON.
        expected = json.loads(json.dumps(event_detail(event)))
        assert got(desk, f"events/{event.id}", as_of=AS_OF) == expected
    ledger.store.close()


@pytest.mark.parametrize("board", BOARDS)
def test_pages_of_rows_make_the_whole(desk: httpx.Client, board: str) -> None:
    asked = {"as_of": "2025-06-12"}
    whole = got(desk, board, limit=1000, **asked)
    size = 1 + whole["total"] // 6
    parts = [
        got(desk, board, limit=size, offset=start, **asked)["rows"]
        for start in range(0, whole["total"], size)
    ]
    assert len(whole["rows"]) == whole["total"] > 0
    assert [row for part in parts for row in part] == whole["rows"]
    assert got(desk, board, offset=10**6, **asked)["rows"] == []


@pytest.mark.parametrize(
    "params",
    [
        {"place": "Kharkiv"},
        {"party": "Ukraine"},
        {"holder": "General Staff"},
        {"type": "ADVANCE"},
        {"standing": "unanswered"},
        {"from": "2025-06-07", "to": "2025-06-09"},
        {"as_of": "2025-06-08T12:00Z"},
        {"war_only": "true"},
    ],
)
def test_filters_are_those_of_the_command_line(desk: httpx.Client, params: dict[str, str]) -> None:
    some = {row["id"] for row in got(desk, "events", limit=1000, **params)["rows"]}
    every = {row["id"] for row in got(desk, "events", limit=1000)["rows"]}
    assert some
    assert len(some) < len(every)


def test_events_as_geojson(desk: httpx.Client) -> None:
    answer = desk.get("/api/v1/events?limit=1000", headers={"Accept": "application/geo+json"})
    assert answer.headers["content-type"] == "application/geo+json"
    features = answer.json()["features"]
    placed = [row for row in features if row["geometry"] is not None]
    assert placed
    for row in placed:
        lon, lat = row["geometry"]["coordinates"]
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90
        assert row["properties"]["standing"]
        assert row["properties"]["precision"]


def test_a_report_with_its_record(desk: httpx.Client) -> None:
    row = got(desk, "claims", limit=1)["rows"][0]
    found = got(desk, f"reports/{row['report']}")
    assert found["report"]["id"] == row["report"]
    assert row["claim"] in {claim["id"] for claim in found["record"]["claims"]}


def test_the_count_of_everything(desk: httpx.Client) -> None:
    assert got(desk, "stats", as_of=AS_OF)["counts"]["reports"] == 13


def test_words_are_found(desk: httpx.Client) -> None:
    rows = got(desk, "search", words="troops", limit=3)["rows"]
    assert 1 <= len(rows) <= 3


@pytest.mark.parametrize(
    ("path", "code", "where"),
    [
        ("events?limit=0", 422, "limit"),
        ("events?offset=-1", 422, "offset"),
        ("events?as_of=soon", 400, "as_of"),
        ("events?type=NOTHING", 400, "type"),
        ("events?from=2025-06-08&to=2025-06-01", 400, "to"),
        ("events?clock=cuckoo", 422, "clock"),
        ("events/none", 404, ""),
        ("reports/none", 404, ""),
        ("nothing", 404, ""),
        ("search", 422, "words"),
    ],
)
def test_errors_say_what_and_where(desk: httpx.Client, path: str, code: int, where: str) -> None:
    answer = desk.get(f"/api/v1/{path}")
    assert answer.status_code == code
    error = answer.json()["error"]
    assert error["what"]
    assert error["where"] == where


def test_it_is_documented(desk: httpx.Client) -> None:
    paths = got(desk, "openapi.json")["paths"]
    assert {"/api/v1/events/{id}", "/api/v1/reports/{id}", "/api/v1/{board}"} <= set(paths)
    for path in paths.values():
        assert all(row["description"] for row in path.values())


# -- who is let in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/boards/events", "/api/v1/events", "/static/desk.css", "/nope"])
def test_every_answer_keeps_others_out(desk: httpx.Client, path: str) -> None:
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in headers


def test_another_name_for_this_machine_is_refused(desk: httpx.Client) -> None:
    for name in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", ""):
        assert desk.get("/api/v1/events", headers={"Host": name}).status_code in (400, 421)
    assert desk.get("/api/v1/stats", headers={"Host": "localhost:8750"}).status_code == 200


@pytest.mark.parametrize("sent", [{}, {"X-Fogline-Word": "guessed"}, {"X-Fogline-Word": ""}])
def test_nobody_changes_the_ledger_from_elsewhere(desk: httpx.Client, sent: dict[str, str]) -> None:
    answer = desk.post("/api/v1/judgements", headers=sent, json={"kind": "same"})
    assert answer.status_code == 403
    assert "load the page again" in answer.json()["error"]["remedy"]


@pytest.mark.parametrize("step", ["..", "%2e%2e", "..%2f", "vendor/../.."])
def test_no_file_beside_the_static_ones_is_given(desk: httpx.Client, step: str) -> None:
    answer = desk.get(f"/static/{step}/app.py")
    assert answer.status_code == 404
    assert "create_app" not in answer.text


def test_with_a_token_nobody_else_comes_in(ledger_file: Path) -> None:
    with serving(ledger_file, "--token", "a-long-secret-word") as (client, address):
        assert address.endswith("/?token=a-long-secret-word")
        assert client.get("/api/v1/stats").status_code == 401
        assert client.get("/static/desk.css").status_code == 401
        assert client.get("/api/v1/stats?token=a-long-secret-wort").status_code == 401
        bearer = {"Authorization": "Bearer a-long-secret-word"}
        assert client.get("/api/v1/stats", headers=bearer).status_code == 200
        first = client.get("/boards/events?as_of=2025-06-12&token=a-long-secret-word")
        assert first.status_code == 303
        assert first.headers["location"] == "/boards/events?as_of=2025-06-12"
        cookie = first.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        # The cookie has been kept by the client.
        assert client.get(first.headers["location"]).status_code == 200


def test_the_parts_of_an_events_page(desk: httpx.Client) -> None:
    asked = {"as_of": "2025-06-12"}
    rows = got(desk, "events", standing="denied", **asked)["rows"]
    id_ = max(rows, key=lambda row: row["reports"])["id"]
    event = got(desk, f"events/{id_}", **asked)
    changes = got(desk, f"events/{id_}/history", **asked)["changes"]
    moments = [row["at"] for row in changes]
    assert moments == sorted(moments)
    assert len(moments) > 1
    assert [row["is"] for row in changes[-1]["standing"]] == [row["is"] for row in event["why"]]
    origins = got(desk, f"events/{id_}/copies", **asked)["origins"]
    assert [row["id"] for row in origins] == [row["id"] for row in event["origins"]]
    copied = [row for origin in origins for row in told(origin["claims"])]
    shares = [row["share"] for row in copied if row["share"] is not None]
    assert shares
    assert all(0.5 <= share <= 1 for share in shares)


def told(rows: list[Any]) -> list[Any]:
    return [one for row in rows for one in (row, *told(row["copies"]))]


def test_the_brief_as_markdown(desk: httpx.Client) -> None:
    brief = got(desk, "brief", as_of="2025-06-12")
    assert brief["as_of"] == "2025-06-13T00:00:00Z"
    assert brief["markdown"].startswith("# ")
    assert "[1]" in brief["markdown"]
