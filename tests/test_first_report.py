"""What the first report demands (design, section 9), row by row, over the report itself."""

from __future__ import annotations

import pytest

from fogline.export.record_json import check_record, record_object
from fogline.intake.read import read_report
from fogline.pipeline import read_record
from fogline.records.actor import ActorKind
from fogline.records.claim import Modality, Polarity
from fogline.records.place import PlaceKind, PlacePrecision
from fogline.records.report import BoilerplateKind, Metadata, PublishedBasis, Received
from fogline.records.statement import HolderKind, Stance
from fogline.records.time import TimePrecision
from fogline.wiring import default_knowledge
from tests.conftest import SHARED
from tests.reading import Looked

SEED = SHARED / "seed" / "axadle-2025-06-08.txt"
PUBLISHER = "Axadle Times International"

pytestmark = pytest.mark.skipif(
    not SEED.is_file(), reason=f"the first report is not part of the repository: {SEED} is absent"
)


def _read(published: str | None) -> Looked:
    given = Metadata(published=published)
    received = Received(name=SEED.name, data=SEED.read_bytes(), given=given, sidecar=Metadata())
    record = read_record(read_report(received), default_knowledge())
    check_record(record_object(record))
    return Looked(record)


@pytest.fixture(scope="module")
def dated() -> Looked:
    return _read("2025-06-08")


@pytest.fixture(scope="module")
def undated() -> Looked:
    return _read(None)


def test_the_advance_is_russias_claim(dated: Looked) -> None:
    (claim,) = dated.claims("ADVANCE", words="its advance into Ukraine")
    assert dated.holder(claim).name == "Russia"
    assert dated.names(claim.actor) == {"Russia"}
    assert "Dnipropetrovsk" in dated.place(claim.place).name
    assert dated.statement(claim.statement).stance is Stance.ASSERTS


def test_ukraines_leadership_has_not_answered(dated: Looked) -> None:
    (claim,) = dated.claims("SILENCE")
    statement = dated.statement(claim.speech_of)
    assert statement.stance is Stance.SILENT
    assert [span.text for span in statement.content] == ["have yet to respond"]
    silent = dated.actor(statement.holder)
    assert silent.country == "UA"
    assert dated.actor(silent.member_of).name == "Ukraine"
    target = dated.claim(claim.target_claim)
    assert target.type == "ADVANCE"
    assert "Dnipropetrovsk" in dated.place(target.place).name


def test_the_setback_is_the_publishers_own_assessment(dated: Looked) -> None:
    (claim,) = dated.claims("ASSESSMENT", "setback")
    assert dated.statement(claim.statement).holder_kind is HolderKind.NARRATOR
    assert dated.holder(claim).name == PUBLISHER
    assert claim.modality is Modality.POSSIBLE


def test_three_plead_and_russia_rejects_habitually(dated: Looked) -> None:
    requests = [row for row in dated.claims("REQUEST") if "pleas" in row.trigger.text]
    assert {name for row in requests for name in dated.names(row.actor)} == {
        "Ukraine",
        "Europe",
        "Donald Trump",
    }
    rejections = [row for row in dated.claims("REJECT") if "dismissed" in row.trigger.text]
    assert [dated.names(row.actor) for row in rejections] == [{"Russia"}]
    assert all(row.modality is Modality.HABITUAL for row in (*requests, *rejections))
    assert rejections[0].target_claim in {row.id for row in requests}


def test_the_western_border_is_a_place_of_its_own(dated: Looked) -> None:
    border = next(row for row in dated.record.places if row.relation == "western border of")
    anchor = dated.place(border.anchor)
    assert "Donetsk" in anchor.name
    assert {row.by for row in anchor.contested} == {"RU"} or "RU" in {
        row.by for row in anchor.contested
    }
    assert any(row.claimed_as == "Donetsk People's Republic" for row in anchor.contested)
    assert anchor.country == "UA"
    reached = [row for row in dated.claims("ADVANCE", "reach") if row.place == border.id]
    assert [dated.holder(row).kind for row in reached] == [ActorKind.MINISTRY]


def test_five_regions_are_claimed_and_one_is_not(dated: Looked) -> None:
    claims = [row for row in dated.claims("SOVEREIGNTY") if "claimed" in row.trigger.text]
    affirmed = [row for row in claims if row.polarity is Polarity.AFFIRMED]
    negated = [row for row in claims if row.polarity is Polarity.NEGATED]
    names = {dated.place(row.place).name for row in affirmed}
    assert len(affirmed) == 5
    for part in ("Donetsk", "Kherson", "Luhansk", "Zaporizh", "Crimea"):
        assert any(part in name for name in names), part
    assert ["Dnipropetrovsk" in dated.place(row.place).name for row in negated] == [True]
    assert all(dated.names(row.actor) == {"Russia"} for row in claims)
    for row in affirmed:
        assert "RU" in {contest.by for contest in dated.place(row.place).contested}


def test_a_demand_and_its_rejection_are_linked(dated: Looked) -> None:
    (demand,) = [row for row in dated.claims("REQUEST") if row.trigger.text == "demanded"]
    assert dated.names(demand.actor) == {"Russia"}
    (rejection,) = [row for row in dated.claims("REJECT") if "rejected" in row.trigger.text]
    assert dated.names(rejection.actor) == {"Ukraine"}
    assert rejection.target_claim == demand.id
    assert demand.speech_of is not None
    assert dated.statement(demand.speech_of).stance is Stance.DEMANDS
    time = dated.time(demand.time)
    assert (time.value, time.start, time.end) == ("2025-06-02", "2025-06-02", "2025-06-03")
    assert dated.place(demand.place).name == "Istanbul"


def test_the_threat_is_nested_and_conditional(dated: Looked) -> None:
    (claim,) = dated.claims("THREATEN")
    threat = dated.statement(claim.speech_of)
    report = dated.statement(threat.parent)
    assert dated.actor(threat.holder).name == "Russia"
    assert threat.stance is Stance.THREATENS
    officials = dated.actor(report.holder)
    assert report.holder_kind is HolderKind.UNNAMED
    assert (officials.kind, officials.country) == (ActorKind.UNNAMED, "UA")
    assert claim.statement == report.id
    assert claim.modality is Modality.CONDITIONAL
    assert claim.condition is not None
    assert claim.condition.text == "should Ukraine fail to capitulate"


def test_the_tolls_are_intervals_of_the_publishers(dated: Looked) -> None:
    for kind, low, high in (("killed", 20_000, 99_999), ("displaced", 2_000_000, 9_999_999)):
        (claim,) = dated.claims("TOLL", kind)
        assert dated.holder(claim).name == PUBLISHER
        (quantity,) = [dated.quantity(number) for number in claim.quantities]
        assert (quantity.kind.value, quantity.low, quantity.high) == (kind, low, high)


def test_images_are_evidence_for_a_capture(dated: Looked) -> None:
    (claim,) = dated.claims("EVIDENCE", "images")
    assert [dated.actor(number).kind for number in claim.actor] == [ActorKind.MILITARY]
    assert [dated.actor(number).country for number in claim.actor] == ["RU"]
    capture = dated.claim(claim.target_claim)
    assert (capture.type, capture.mode) == ("ADVANCE", "capture")
    place = dated.place(capture.place)
    assert place.name == "Zorya"
    assert place.kind is PlaceKind.SETTLEMENT
    assert any("Donetsk" in row.name for row in place.within)
    assert place.precision is not PlacePrecision.EXACT


def test_a_partly_named_holder(dated: Looked) -> None:
    holders = [dated.actor(row.holder) for row in dated.saying("all of Ukraine belongs to them")]
    (oleksandr,) = {row.id: row for row in holders if row.name == "Oleksandr"}.values()
    assert oleksandr.country == "UA"
    assert oleksandr.kind is ActorKind.PERSON
    assert oleksandr.role is not None
    assert "Lieutenant Colonel" in oleksandr.role
    assert any("60" in span.text for span in oleksandr.mentions)
    assert dated.holders("it was important to maintain resolve") == {"Oleksandr"}


def test_an_unnamed_holder_predicts(dated: Looked) -> None:
    (row,) = dated.saying("largely flat terrain")
    assert row.stance is Stance.PREDICTS
    assert row.holder_kind is HolderKind.UNNAMED
    assert dated.actor(row.holder).name == "certain military personnel"


def test_settlement_region_and_reference_back(dated: Looked) -> None:
    (city,) = dated.places_named("Dnipro")
    (region,) = dated.places_named("Dnipropetrovsk")
    assert city.kind is PlaceKind.SETTLEMENT
    assert region.kind is PlaceKind.ADM1
    assert "this city" in {span.text for span in city.mentions}
    assert (city.country, region.country) == ("UA", "UA")


def test_the_missile_and_its_claimed_target(dated: Looked) -> None:
    (fired,) = dated.claims("ASSAULT", "missile", "Oreshnik")
    assert dated.holder(fired).name == PUBLISHER
    assert fired.instrument is not None
    assert "Oreshnik" in fired.instrument.text
    assert dated.place(fired.place).name.startswith("Dnipro")
    time = dated.time(fired.time)
    assert time.precision is not TimePrecision.DAY
    assert (time.start, time.end) == ("2024-09-01", "2025-01-01")
    (target,) = [row for row in dated.claims("ASSAULT") if "targeted" in row.trigger.text]
    assert dated.holder(target).name == "Russia"
    assert ["aeronautics" in span.text for span in target.target] == [True]


def test_the_exchange_has_two_due_periods(dated: Looked) -> None:
    commitments = dated.claims("COMMITMENT", "EXCHANGE")
    due = {dated.time(row.due).start: row for row in commitments if row.due}
    assert set(due) == {"2025-06-07", "2025-06-09"}
    weekend, week = due["2025-06-07"], due["2025-06-09"]
    assert dated.time(weekend.due).end == "2025-06-09"
    assert dated.time(week.due).end == "2025-06-16"
    assert weekend.event == week.event
    assert dated.holder(week).name == "Ukraine"
    assert dated.time(week.due).precision is TimePrecision.WEEK
    assert week.modality is Modality.FUTURE


def test_one_dispute_and_its_accusations(dated: Looked) -> None:
    both = dated.saying("each other of attempting to hinder")
    assert {dated.actor(row.holder).name for row in both} == {"Russia", "Ukraine"}
    assert {row.holder_span.text for row in both if row.holder_span} == {"Both sides"}
    accusations = dated.claims("ACCUSE")
    sides = {
        (next(iter(dated.names(row.actor))), next(iter(dated.names(row.recipient)), None))
        for row in accusations
    }
    assert {("Russia", "Ukraine"), ("Ukraine", "Russia")} <= sides
    for words, name in (("bodies", "Russia"), ("names", "Ukraine")):
        rows = dated.saying(words, stance=Stance.ACCUSES)
        assert [dated.actor(row.holder).name for row in rows] == [name]
    commitments = {row.id for row in dated.claims("COMMITMENT", "EXCHANGE")}
    assert {row.target_claim for row in accusations} <= commitments


def test_over_a_thousand_is_open_above(dated: Looked) -> None:
    (row,) = [one for one in dated.record.quantities if "1,000" in one.span.text]
    assert (row.low, row.high) == (1000, None)


def test_byline_publisher_and_boilerplate(dated: Looked) -> None:
    report = dated.record.report
    assert report.byline == ("Ali Musa",)
    assert report.publisher == PUBLISHER
    assert report.via is None
    kinds = {report.text[row.start : row.end]: row.kind for row in report.boilerplate}
    assert kinds["- Advertisement -"] is BoilerplateKind.ADVERTISEMENT
    assert any(
        words.startswith("This website uses cookies") and kind is BoilerplateKind.COOKIE_NOTICE
        for words, kind in kinds.items()
    )
    assert any("banner" in words for words in kinds)
    assert (
        report.title
        == "Russia Reports Significant Gains in Ukraine Amidst Stalled Peace Negotiations"
    )


def test_publication_is_inferred_with_its_evidence(undated: Looked) -> None:
    published = undated.record.report.published
    assert published.basis is PublishedBasis.INFERRED
    assert published.start is not None
    assert published.end is not None
    assert published.start <= "2025-06-08" < published.end
    assert published.start >= "2024-12-01"
    assert published.end <= "2026-06-01"
    assert published.evidence
    (june,) = undated.times_said("June 2")
    assert june.start == "2025-06-02"


def test_next_week_stays_off_the_calendar_where_the_date_is_not_known(undated: Looked) -> None:
    (week,) = undated.times_said("next week")
    assert (week.start, week.end) == (None, None)
