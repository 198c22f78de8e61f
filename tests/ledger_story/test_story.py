"""The example story from end to end: ``fogline add examples``, then what is known when.

Two sides tell of an advance and of an exchange, and two tolls of a night in Kharkiv; every moment
is checked before and after the report that changes it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.conftest import ROOT

Json = dict[str, Any]
Run = Callable[..., str]

PARTIES_DENIAL = "2025-06-08T14:40:00Z"  # the wire story with the General Staff's statement
EVENING = "2025-06-08T20:30Z"  # after the president's address
LISTS = ("claims", "silences", "commitments", "tolls")
EXPLAINER = "2025-06-09T00:00:00Z"  # the Sunday explainer is known from the end of its day


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs ``fogline`` on a ledger that holds the examples."""
    folder = tmp_path_factory.mktemp("story")
    environment = {**os.environ, "FOGLINE_LEDGER": str(folder / "story.db")}

    def fogline(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "fogline.cli.main", *words],
            capture_output=True,
            cwd=ROOT,
            env=environment,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    fogline("add", "examples", "--quiet")
    return fogline


def events(run: Run, as_of: str, *more: str) -> list[Json]:
    found: list[Json] = json.loads(run("events", "--as-of", as_of, "--format", "json", *more))
    return found


def standings(event: Json) -> set[str]:
    return {row["is"] for row in event["standing"]}


def at(rows: Iterable[Json], type_: str, place: str, day: str | None = None) -> Json:
    """The one event with a claim of the type at a place (and day), the largest of several."""
    found = [
        event
        for event in rows
        if event["type"] == type_
        and place in (event["place"] or "")
        and (day is None or event["time"]["start"] == day)
    ]
    assert found, [(event["type"], event["place"]) for event in rows]
    return max(found, key=lambda event: len(event["claims"]))


def the_advance(rows: list[Json]) -> Json:
    """Into Dnipropetrovsk: an advance, or before anybody calls it so, an attack there."""
    found = [
        event
        for event in rows
        if (event["type"], event["mode"]) in (("ADVANCE", "enter"), ("ASSAULT", "ground-clash"))
        and event["place"] == "Dnipropetrovsk Oblast"
    ]
    return max(found, key=lambda event: len(event["claims"]))


def test_nothing_is_known_before_the_first_report(run: Run) -> None:
    assert events(run, "2025-06-07T19:11Z") == []
    assert events(run, "2025-06-07T19:12Z") != []


def test_what_was_not_known_is_not_shown(run: Run) -> None:
    for as_of in ("2025-06-08T06:20:00Z", "2025-06-08T12:00:00Z", "2025-06-08T15:00:00Z"):
        for event in events(run, as_of):
            moments = [row["at"] for row in event["claims"]]
            moments += [row["since"] for row in event["silences"]]
            assert all(moment <= as_of for moment in moments), event["id"]
            assert event["as_of"] == as_of


def test_the_advance_is_unanswered_at_noon(run: Run) -> None:
    event = the_advance(events(run, "2025-06-08T12:00Z"))
    assert standings(event) == {"claimed", "unanswered"}
    silent = {row["holder"]: row for row in event["silences"]}
    assert "Ukraine's leadership" in silent
    for row in silent.values():
        assert row["state"] == "open"
        assert row["superseded_by"] is None
        assert row["since"] == "2025-06-08T10:05:00Z"


def test_the_general_staff_denies_it_from_the_wire_story_on(run: Run) -> None:
    before = the_advance(events(run, "2025-06-08T14:39:59Z"))
    after = the_advance(events(run, PARTIES_DENIAL))
    assert before["id"] == after["id"]
    assert "denied" not in standings(before)
    assert "denied" in standings(after)
    assert "unanswered" not in standings(after)
    (denied,) = [row for row in after["standing"] if row["is"] == "denied"]
    assert denied["rule"] == "denied-by-party"
    keys = {f"{row['report']}/{row['claim']}": row for row in after["claims"]}
    assert denied["claims"]
    for key in denied["claims"]:
        assert keys[key]["says"] == "denies"
        assert keys[key]["at"] <= PARTIES_DENIAL


def test_the_silence_shows_what_answered_it(run: Run) -> None:
    event = the_advance(events(run, "2025-06-08T15:00Z"))
    claims = {(row["report"], row["claim"]): row for row in event["claims"]}
    (silence,) = [row for row in event["silences"] if row["holder"] == "Ukraine's leadership"]
    assert silence["state"] == "superseded"
    answer = claims[silence["superseded_by"]["report"], silence["superseded_by"]["claim"]]
    assert answer["says"] == "denies"
    assert answer["publisher"] == "Meridian News Agency"
    assert answer["at"] == PARTIES_DENIAL


def test_an_assessor_is_no_party_and_adds_no_corroboration(run: Run) -> None:
    event = the_advance(events(run, "2025-06-10"))
    assert "corroborated" not in standings(event)
    detail = json.loads(run("event", event["id"], "--as-of", "2025-06-10", "--format", "json"))
    roles = {row["name"]: row["role"] for row in detail["origins"]}
    assert roles["Institute for the Study of War"] == "assessor"
    assert roles["Ministry of Defence of Russia"] == "organ"
    russia = [row for row in detail["origins"] if row["party"] == "RU"]
    assert len(russia) > 1
    assert {row["independent_group"] for row in russia} == {"RU"}


def test_a_wire_story_in_three_papers_is_one_origin(run: Run) -> None:
    event = the_advance(events(run, "2025-06-08T18:30Z"))
    forces = [row for row in event["claims"] if row["holder"] == "Armed Forces of Ukraine"]
    papers = {row["publisher"] for row in forces}
    assert papers == {"Meridian News Agency", "Northgate Courier", "Lakeside Ledger"}
    assert len({row["origin"] for row in forces}) == 1
    # Also where the words are the paper's own: the wire's paragraph on the invasion.
    invasion = [
        event
        for event in events(run, "2025-06-08T18:30Z")
        if event["time"] and event["time"]["start"] == "2022-02-01"
    ]
    own = [row for event in invasion for row in event["claims"]]
    assert {row["publisher"] for row in own} == {"Meridian News Agency", "Northgate Courier"}
    for event in invasion:
        assert standings(event) == {"claimed"}


def test_the_exchange_is_due_at_the_weekend_and_then_next_week(run: Run) -> None:
    early = [row for event in events(run, EVENING) for row in event["commitments"]]
    due = {(d["start"], d["end"]) for row in early if row["act"] == "EXCHANGE" for d in row["due"]}
    assert due == {("2025-06-09", "2025-06-16")}
    (late,) = [
        row
        for event in events(run, EXPLAINER)
        for row in event["commitments"]
        if row["act"] == "EXCHANGE" and row["due"]
    ]
    assert late["state"] == "postponed"
    assert set(late["by"]) == {"Russia", "Ukraine"}
    periods = {(row["start"], row["holder"]) for row in late["due"]}
    assert {("2025-06-07", "Russia"), ("2025-06-07", "Ukraine")} <= periods
    assert ("2025-06-09", "Volodymyr Zelensky") in periods
    blames = {(row["by"], row["on"]) for row in late["blamed"]}
    assert {("Volodymyr Zelensky", "Russia"), ("Vladimir Medinsky", "Ukraine")} <= blames


def test_the_exchange_is_kept_once_it_is_told_as_done(run: Run) -> None:
    def state(as_of: str) -> str:
        rows = [row for event in events(run, as_of) for row in event["commitments"]]
        (one,) = [row for row in rows if row["act"] == "EXCHANGE" and row["due"]]
        return str(one["state"])

    assert state("2025-06-09T17:44:59Z") == "postponed"
    assert state("2025-06-09T17:45:00Z") == "kept"


def test_kharkivs_toll_of_11_june_is_3_to_6_by_holder(run: Run) -> None:
    before = [event["time"] or {} for event in events(run, "2025-06-11T11:19Z")]
    assert "2025-06-11" not in {time.get("start") for time in before}
    event = at(events(run, "2025-06-11T11:20Z"), "ASSAULT", "Kharkiv", "2025-06-11")
    rows = [row for row in event["tolls"] if row["kind"] == "killed"]
    killed = {row["holder"]: (row["low"], row["high"]) for row in rows}
    assert killed["Ihor Terekhov"] == (3, 3)
    assert {(3, 3), (6, 6)} == set(killed.values())
    assert [row["holder"] for row in event["silences"]] == ["Russia"]
    assert "unanswered" in standings(event)
    assert "denied" not in standings(event)


def test_the_two_nights_of_kharkiv_are_two_events(run: Run) -> None:
    rows = events(run, "2025-06-12", "--place", "Kharkiv")
    days = {
        event["time"]["start"]
        for event in rows
        if event["type"] == "ASSAULT" and event["time"]["precision"] in ("day", "part-of-day")
    }
    assert {"2025-06-07", "2025-06-11"} <= days
    first = at(rows, "ASSAULT", "Kharkiv", "2025-06-07")
    killed = {(row["low"], row["high"]) for row in first["tolls"] if row["kind"] == "killed"}
    assert killed == {(3, None), (6, 6)}


def test_the_list_has_the_keys_of_the_design_and_no_others(run: Run) -> None:
    keys = {
        "": {*("id", "type", "mode", "as_of", "title", "standing", "place", "time"), *LISTS},
        "standing": {"is", "rule", "claims"},
        "claims": {"report", "publisher", "title", "claim", "holder", "says", "origin", "at"}
        | {"state"},
        "silences": {"holder", "report", "claim", "since", "state", "superseded_by"},
        "commitments": {"by", "act", "state", "due", "blamed"},
        "tolls": {"kind", "who", "low", "high", "holder", "report", "claim", "at", "state"},
    }
    seen = set()
    for event in events(run, "2025-06-12"):
        assert set(event) == keys[""]
        for name, wanted in keys.items():
            for row in event[name] if name else ():
                assert set(row) == wanted
                seen.add(name)
        for row in event["commitments"]:
            for due in row["due"]:
                assert set(due) == {"start", "end", "precision", "holder", "report", "claim"}
            for blame in row["blamed"]:
                assert set(blame) == {"by", "on", "report", "claim"}
    assert seen == set(keys) - {""}


def test_diff_tells_the_answer_the_new_standing_and_the_moved_date(run: Run) -> None:
    told = json.loads(
        run("diff", "--from", "2025-06-08T12:00Z", "--to", "2025-06-08T15:00Z", "--format", "json")
    )
    kinds = {row["change"] for row in told}
    assert {"new-event", "standing", "answered", "toll"} <= kinds
    (answered,) = [
        row
        for row in told
        if row["change"] == "answered"
        and "Dnipropetrovsk" in row["what"]
        and "leadership" in row["before"]
    ]
    assert "denies" in answered["after"]
    later = json.loads(run("diff", "--from", EVENING, "--to", "2025-06-09", "--format", "json"))
    due = [row for row in later if row["change"] == "due"]
    assert any("2025-06-07" in row["after"] for row in due)


def test_control_of_zorya(run: Run) -> None:
    rows = json.loads(run("control", "Zorya", "--as-of", "2025-06-08", "--format", "json"))
    captured = [row for row in rows if row["deed"] == "ADVANCE/capture" and row["party"] == "RU"]
    assert captured
    assert any("Ministry of Defence of Russia" in row["claimed_by"] for row in captured)
    assert all(row["conceded_by"] == [] for row in captured)


def test_positions_in_talks(run: Run) -> None:
    rows = json.loads(run("talks", "--as-of", "2025-06-10", "--format", "json"))
    said = {(row["party"], row["position"], row["topic"]) for row in rows}
    assert ("RU", "demands", "recognition") in said
    assert ("RU", "refuses", "ceasefire") in said
    assert ("UA", "demands", "ceasefire") in said
    threats = [row for row in rows if (row["party"], row["position"]) == ("RU", "threatens")]
    assert any("refuse" in (row["condition"] or "") for row in threats)
