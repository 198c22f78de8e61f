"""The demands of the first report again, over ``examples/``, in this project's own words."""

from __future__ import annotations

from functools import cache

import pytest

from fogline.feeds.files import collect
from fogline.intake.read import read_report
from fogline.pipeline import read_record
from fogline.records.actor import ActorKind
from fogline.records.claim import Modality, Polarity
from fogline.records.report import BoilerplateKind, Metadata, PublishedBasis, Received
from fogline.records.statement import HolderKind, Stance
from fogline.wiring import default_knowledge
from tests.conftest import ROOT
from tests.reading import Looked

EXAMPLES = ROOT / "examples"
METADATA = Metadata()


@cache
def looked(name: str) -> Looked:
    (received,) = collect([str(EXAMPLES / name)], METADATA, None)  # type: ignore[arg-type]
    assert isinstance(received, Received)
    return Looked(read_record(read_report(received), default_knowledge()))


@pytest.mark.parametrize(
    ("name", "title", "publisher", "basis"),
    [
        ("wire-afternoon.txt", "Kyiv rejects", "Meridian News Agency", PublishedBasis.GIVEN),
        ("rewrite-undated.txt", "Russia says its tanks", None, PublishedBasis.INFERRED),
        ("analysis-page.html", "What is known", "Eastmark Review", PublishedBasis.METADATA),
        ("evening-bulletin.eml", "Bridgeline evening", None, PublishedBasis.METADATA),
        ("ninth-of-june.json", "First prisoners", "Summit Daily Record", PublishedBasis.METADATA),
        ("live-blog.md", "Ukraine live", "The Tidewater Globe", PublishedBasis.GIVEN),
    ],
)
def test_what_a_report_says_of_itself(
    name: str, title: str, publisher: str | None, basis: PublishedBasis
) -> None:
    report = looked(name).record.report
    assert report.title is not None
    assert report.title.startswith(title)
    assert report.published.basis is basis
    if publisher is not None:
        assert report.publisher == publisher


def test_the_ministrys_own_statement_is_the_ministrys_claim() -> None:
    read = looked("ministry-statement.txt")
    (capture,) = read.claims("ADVANCE", "capture")
    holder = read.holder(capture)
    assert (holder.kind, holder.country) == (ActorKind.MINISTRY, "RU")
    assert read.statement(capture.statement).holder_kind is HolderKind.NARRATOR
    place = read.place(capture.place)
    assert place.name == "Zorya"
    assert any("Donetsk" in row.name for row in place.within)


def test_the_wire_story_sets_claim_and_denial_side_by_side() -> None:
    read = looked("wire-afternoon.txt")
    asserted = [
        row
        for row in read.claims("ADVANCE")
        if read.statement(row.statement).stance is Stance.ASSERTS and row.actor
    ]
    told = {(row.mode, read.place(row.place).name) for row in asserted if row.place}
    assert ("reach", "edge of Dnipropetrovsk Oblast") in told
    assert ("reach", "western boundary of the Donetsk region") in told
    assert ("enter", "Dnipropetrovsk Oblast") in told
    holders = {read.holder(row).kind for row in asserted if row.mode != "enter" or row.place}
    assert {ActorKind.MINISTRY, ActorKind.GOVERNMENT} <= holders
    (denied,) = read.saying("crossed into the Dnipropetrovsk region", stance=Stance.DENIES)
    assert read.actor(denied.holder).country == "UA"
    (kovalev,) = read.saying("not true", stance=Stance.DENIES)
    assert read.actor(kovalev.holder).name == "Andriy Kovalev"
    assert read.holders("battlefield reports", stance=Stance.DOUBTS) != set()


def test_a_denial_names_the_claim_it_denies() -> None:
    read = looked("live-blog.md")
    (said,) = read.saying("This information is not true")
    assert said.stance is Stance.DENIES
    negated = [row for row in read.claims("ADVANCE", "enter") if row.polarity is Polarity.NEGATED]
    assert [read.holder(row).name for row in negated] == ["Andriy Kovalev"]


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("wire-afternoon.txt", {"reach", "enter"}),
        ("rewrite-undated.txt", {"reach", "enter"}),
        ("analysis-page.html", {"reach", "enter"}),
        ("live-blog.md", {"reach"}),
        ("ministry-statement.txt", {"reach"}),
    ],
)
def test_the_advance_in_everybodys_words(name: str, modes: set[str]) -> None:
    read = looked(name)
    told = [
        row
        for row in read.claims("ADVANCE")
        if row.mode in modes and row.place and read.holder(row).kind is ActorKind.MINISTRY
    ]
    assert {row.mode for row in told} == modes
    assert all(row.actor for row in told)


def test_silences_say_who_and_about_what() -> None:
    read = looked("rewrite-undated.txt")
    silences = {read.actor(row.actor[0]).name: row for row in read.claims("SILENCE")}
    assert "Ukraine's leadership" in silences
    for row in silences.values():
        assert read.claim(row.target_claim).type == "ADVANCE"
    staff = [read.actor(row.actor[0]) for row in read.claims("SILENCE")]
    assert {row.country for row in staff} == {"UA"}


def test_no_date_but_a_period_inferred_with_its_evidence() -> None:
    read = looked("rewrite-undated.txt")
    published = read.record.report.published
    assert published.start is not None
    assert published.evidence
    kinds = {row.kind for row in read.record.report.boilerplate}
    assert {
        BoilerplateKind.ADVERTISEMENT,
        BoilerplateKind.COOKIE_NOTICE,
        BoilerplateKind.SHARE,
        BoilerplateKind.RELATED,
    } <= kinds
    assert read.record.report.byline == ("Ines Vroom",)


def test_tolls_by_holder_parts_and_intervals() -> None:
    read = looked("kharkiv-june-11.txt")
    killed = {read.holder(row).name: row for row in read.claims("TOLL", "killed")}
    numbers = {
        name: (read.quantity(row.quantities[0]).low, read.quantity(row.quantities[0]).high)
        for name, row in killed.items()
    }
    assert numbers["Ihor Terekhov"] == (3, 3)
    assert (6, 6) in numbers.values()
    (children,) = [row for row in read.record.quantities if row.span.text == "nine"]
    assert read.quantity(children.part_of or "").low == 64
    (downed,) = [row for row in read.record.quantities if row.span.text == "49"]
    assert read.quantity(downed.part_of or "").low == 85
    (silent,) = read.claims("SILENCE")
    assert read.names(silent.actor) == {"Russia"}


def test_the_exchange_is_due_next_week_and_both_blames_stand() -> None:
    read = looked("evening-address.txt")
    due = [row for row in read.claims("COMMITMENT", "EXCHANGE") if row.due]
    assert {read.time(row.due).start for row in due} == {"2025-06-09"}
    accusers = {next(iter(read.names(row.actor))) for row in read.claims("ACCUSE")}
    assert {"Volodymyr Zelensky", "Vladimir Medinsky"} <= accusers


def test_bodies_and_lists_are_counted() -> None:
    read = looked("evening-bulletin.eml")
    found = {(row.kind.value, row.low) for row in read.record.quantities}
    assert {("prisoners", 640), ("bodies", 1212), ("weapons", 206), ("weapons", 9)} <= found


def test_an_assessor_saw_no_evidence() -> None:
    read = looked("ninth-of-june.json")
    (claim,) = [
        row
        for row in read.claims("EVIDENCE", "geolocation")
        if read.holder(row).name == "Institute for the Study of War"
    ]
    assert claim.polarity is Polarity.NEGATED


def test_what_stands_in_boilerplate_is_no_claim() -> None:
    for path in sorted(EXAMPLES.iterdir()):
        if path.suffix not in (".txt", ".html", ".md", ".eml", ".json") or ".meta" in path.name:
            continue
        record = looked(path.name).record
        for gap in record.report.boilerplate:
            for claim in record.claims:
                assert not gap.start <= claim.trigger.start < gap.end, (path.name, claim.trigger)


def test_the_background_told_in_other_words() -> None:
    """The other rows of the first report's list, over one explainer."""
    read = looked("sunday-explainer.txt")
    (setback,) = read.claims("ASSESSMENT", "setback")
    assert read.statement(setback.statement).holder_kind is HolderKind.NARRATOR
    assert setback.modality in (Modality.POSSIBLE, Modality.HYPOTHETICAL)
    asking = [row for row in read.claims("REQUEST") if "appeals" in row.trigger.text]
    asked = {name for row in asking for name in read.names(row.actor)}
    assert asked == {"Ukraine", "Germany", "Keith Kellogg"}
    (refused,) = [row for row in read.claims("REJECT") if "repeatedly" in row.trigger.text]
    assert refused.modality is Modality.HABITUAL
    assert refused.target_claim in {row.id for row in asking}


def test_five_regions_claimed_and_one_not() -> None:
    read = looked("sunday-explainer.txt")
    claims = read.claims("SOVEREIGNTY")
    affirmed = [row for row in claims if row.polarity is Polarity.AFFIRMED]
    negated = [row for row in claims if row.polarity is Polarity.NEGATED]
    assert len(affirmed) == 5
    assert ["Dnipropetrovsk" in read.place(row.place).name for row in negated] == [True]
    assert any("Luhansk" in read.place(row.place).name for row in affirmed)


def test_a_demand_a_threat_and_a_prediction() -> None:
    read = looked("sunday-explainer.txt")
    (demand,) = [row for row in read.claims("REQUEST") if row.trigger.text == "demanded"]
    assert read.time(demand.time).start == "2025-06-02"
    assert demand.id in {row.target_claim for row in read.claims("REJECT")}
    (threat,) = read.claims("THREATEN")
    assert threat.modality is Modality.CONDITIONAL
    told = read.statement(read.statement(threat.speech_of).parent)
    assert read.actor(told.holder).country == "UA"
    (foreseen,) = read.saying("open fields")
    assert foreseen.stance is Stance.PREDICTS


def test_a_missile_a_city_named_again_and_a_season() -> None:
    read = looked("sunday-explainer.txt")
    (fired,) = read.claims("ASSAULT", "missile")
    city = read.place(fired.place)
    assert city.name == "Dnipro"
    assert "this city" in {span.text for span in city.mentions}
    assert (read.time(fired.time).start, read.time(fired.time).end) == ("2024-09-01", "2025-01-01")
    (hit,) = [row for row in read.claims("ASSAULT") if row.target and "arms" in row.target[0].text]
    assert read.holder(hit).name == "Russia"


def test_two_accusations_and_two_due_periods() -> None:
    read = looked("sunday-explainer.txt")
    both = {read.actor(row.holder).name for row in read.saying("each other of delaying")}
    assert both == {"Russia", "Ukraine"}
    for words, name in (("bodies", "Russia"), ("names", "Ukraine")):
        rows = read.saying(words, stance=Stance.ACCUSES)
        assert [read.actor(row.holder).name for row in rows] == [name]
    due = {read.time(row.due).start for row in read.claims("COMMITMENT", "EXCHANGE") if row.due}
    assert due == {"2025-06-07", "2025-06-09"}
    (thousand,) = [row for row in read.record.quantities if "1,000" in row.span.text]
    assert (thousand.low, thousand.high) == (1000, None)
