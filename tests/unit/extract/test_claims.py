"""Frames over the marked sentences of ``tests/corpus/claims.yml`` and some longer passages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from fogline.extract.claims import find_frames
from fogline.extract.claims.phrases import Reading, read_names
from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.ontology import load_ontology
from fogline.knowledge.triggers import load_triggers
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.claim import Modality, Polarity
from fogline.records.frame import Frame
from fogline.records.span import Span, cut
from fogline.records.statement import Attribution, Form, HolderKind, Stance

CORPUS = Path(__file__).parents[2] / "corpus" / "claims.yml"
MARKED: list[dict[str, str]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["claims"]
NOTHING: list[str] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["nothing"]

Read = Callable[..., tuple[Frame, ...]]


@pytest.fixture(scope="session")
def frames_in(parser: Parser) -> Read:
    def read(text: str, attributions: Sequence[Attribution] = ()) -> tuple[Frame, ...]:
        names = find_names(text, load_actor_tables())
        document = parse(text, find_paragraphs(text), mask_edits(names), parser)
        reading = Reading(document, load_triggers(), read_names(document, names))
        return find_frames(reading, attributions)

    return read


@pytest.fixture(scope="session")
def corpus_frames(frames_in: Read) -> dict[str, list[Frame]]:
    """The frames of each corpus sentence, all sentences read as paragraphs of one text."""
    sentences = list(dict.fromkeys([row["s"] for row in MARKED] + NOTHING))
    found: dict[str, list[Frame]] = {sentence: [] for sentence in sentences}
    frames = frames_in("\n\n".join(sentences))
    here = 0
    for sentence in sentences:
        end = here + len(sentence)
        found[sentence] = [frame for frame in frames if here <= frame.trigger.start < end]
        here = end + 2
    return found


def _holds(spans: Sequence[Span], words: str | None) -> bool:
    return words is None or any(words in span.text for span in spans)


def _placed(places: Sequence[Span], words: str | None) -> bool:
    """Whether the words are in the first candidate that holds a name, or in one before it."""
    for place in places:
        if words is None or words in place.text:
            return True
        if any(word[0].isupper() for word in place.text.split()[1:]) or place.text[0].isupper():
            return False
    return words is None


def _fits(frame: Frame, row: dict[str, str]) -> bool:
    kind, _, mode = row["is"].partition("/")
    return (
        frame.type == kind
        and (not mode or frame.mode == mode)
        and _holds(frame.actors, row.get("by"))
        and _holds(frame.recipients, row.get("to"))
        and _placed(frame.places, row.get("at"))
        and _holds(frame.due, row.get("due"))
        and frame.polarity == row.get("pol", "affirmed")
        and frame.modality == row.get("mod", "actual")
    )


@pytest.mark.parametrize("row", MARKED, ids=[f"{row['is']}-{row['s'][:30]}" for row in MARKED])
def test_marked_sentence(row: dict[str, str], corpus_frames: dict[str, list[Frame]]) -> None:
    assert any(_fits(frame, row) for frame in corpus_frames[row["s"]]), corpus_frames[row["s"]]


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_event(sentence: str, corpus_frames: dict[str, list[Frame]]) -> None:
    assert corpus_frames[sentence] == []


def test_the_corpus_is_large_enough() -> None:
    assert len(MARKED) >= 150
    assert len(NOTHING) >= 40


def test_types_and_modes_are_in_the_ontology() -> None:
    ontology = load_ontology()
    for senses in load_triggers().senses.values():
        for sense in senses:
            ontology.crosswalk(sense.type, sense.mode)
    kinds = {sense.type for rows in load_triggers().senses.values() for sense in rows}
    told = {"COMMITMENT"}
    assert {each.name for each in ontology.types} <= kinds | told


def test_two_places_are_two_frames(frames_in: Read) -> None:
    frames = frames_in("Militants shelled Lashkargah and Sangin on Tuesday.")
    assert [frame.places[0].text for frame in frames] == ["Lashkargah", "Sangin"]
    assert all(frame.trigger.text == "shelled" for frame in frames)


def test_list_of_claimed_regions_and_the_one_outside_it(frames_in: Read) -> None:
    frames = frames_in(
        "Tawasha is not among the three Sudanese provinces—Abyei, Halaib, and Shalatin—that Egypt "
        "has openly claimed as its own."
    )
    told = [(frame.places[0].text, frame.polarity) for frame in frames]
    assert ("Tawasha", Polarity.NEGATED) in told
    affirmed = [place for place, polarity in told if polarity is Polarity.AFFIRMED]
    assert affirmed == ["Abyei", "Halaib", "Shalatin"]
    assert {frame.type for frame in frames} == {"SOVEREIGNTY"}
    assert all(frame.actors[0].text == "Egypt" for frame in frames)


def test_relative_pronoun_leads_back_to_its_noun(frames_in: Read) -> None:
    frames = frames_in("The gunmen who kidnapped the nurse in Jos demanded money.")
    abduction = next(frame for frame in frames if frame.mode == "abduct")
    assert [span.text for span in abduction.actors] == ["The gunmen"]
    assert [span.text for span in abduction.recipients] == ["the nurse"]


def test_nobody_is_guessed(frames_in: Read) -> None:
    frames = frames_in("The bridge was shelled overnight.")
    assert frames[0].actors == ()
    assert frames[0].times[0].text == "overnight"


def test_who_arrests_or_accuses_does_not_do_the_deed(frames_in: Read) -> None:
    for sentence in (
        "Police arrested two men for killing a vicar in Mbale.",
        "The judge charged three cadets with taking part in the murder of a trader.",
    ):
        deeds = [frame for frame in frames_in(sentence) if frame.mode in ("killing", "killed")]
        assert deeds
        doers = {span.text for frame in deeds for span in frame.actors}
        assert not doers & {"Police", "The judge"}


def test_a_deed_of_wounding_is_not_told_twice(frames_in: Read) -> None:
    frames = frames_in("Gunmen wounded the mayor in Jos.")
    assert [frame.type for frame in frames] == ["ASSAULT"]


def test_what_a_deed_is_done_with_is_no_second_deed(frames_in: Read) -> None:
    frames = frames_in("Rebels attacked the post in Gulu with mortars and rifle fire.")
    assert [span.text for frame in frames for span in frame.actors] == ["Rebels"]
    assert [frame.type for frame in frames] == ["ASSAULT"]


def test_casualties_beside_the_assault(frames_in: Read) -> None:
    frames = frames_in("Drones hit a clinic in Sake, killing five nurses and wounding a dozen.")
    tolls = [(frame.mode, frame.quantities[0].text) for frame in frames if frame.type == "TOLL"]
    assert tolls == [("killed", "five"), ("wounded", "a dozen")]
    assert frames[0].type == "ASSAULT"
    assert frames[0].mode == "drone"


def test_left_dead_and_wounded(frames_in: Read) -> None:
    frames = frames_in("The blast left three soldiers dead and eight wounded.")
    tolls = [(frame.mode, frame.quantities[0].text) for frame in frames if frame.type == "TOLL"]
    assert tolls == [("killed", "three"), ("wounded", "eight")]


def test_war_as_cause_of_losses(frames_in: Read) -> None:
    frames = frames_in("The war has claimed tens of thousands of lives, displacing millions.")
    tolls = [(frame.mode, frame.quantities[0].text) for frame in frames if frame.type == "TOLL"]
    assert tolls == [("killed", "tens of thousands"), ("displaced", "millions")]


def test_condition_has_its_words(frames_in: Read) -> None:
    frames = frames_in("Should the talks collapse, the rebels will attack Uvira.")
    attack = next(frame for frame in frames if frame.type == "ASSAULT")
    assert attack.modality is Modality.CONDITIONAL
    assert attack.condition is not None
    assert attack.condition.text == "Should the talks collapse"


def test_exchange_is_taken_up_again(frames_in: Read) -> None:
    frames = frames_in(
        "The sides had agreed on a prisoner exchange. Officials had expected that the exchange "
        "could begin on Friday."
    )
    commitment = frames[-1]
    assert (commitment.type, commitment.mode) == ("COMMITMENT", "EXCHANGE")
    assert [span.text for span in commitment.due] == ["Friday"]


def test_names_change_nothing_else(frames_in: Read) -> None:
    template = "{a} bombed a depot near the border and {b} forces entered {a} on Monday."
    one = frames_in(template.format(a="Chad", b="Malian"))
    other = frames_in(template.format(a="Burkina Faso", b="Ethiopian"))
    assert [_shape(frame) for frame in one] == [_shape(frame) for frame in other]


def _shape(frame: Frame) -> tuple[Any, ...]:
    return (
        frame.type,
        frame.mode,
        frame.trigger.text,
        len(frame.actors),
        len(frame.recipients),
        len(frame.places),
        [time.text for time in frame.times],
        frame.polarity,
        frame.modality,
        frame.confidence,
    )


def test_every_span_is_in_the_text(frames_in: Read) -> None:
    text = (
        "Rebels – 😀 – shelled Bangui…\n\nКиев said the “raid” on Bria killed no one.\r\n\r\nEnd."
    )
    for frame in frames_in(text):
        for span in (frame.trigger, *frame.actors, *frame.places, *frame.evidence):
            assert text[span.start : span.end] == span.text


def test_empty_text_has_no_frames(frames_in: Read) -> None:
    assert frames_in("") == ()


# -- speech acts -------------------------------------------------------------------------------


def _told(
    text: str, holder: str, cue: str, content: str, stance: Stance, parent: int | None = None
) -> Attribution:
    def span(words: str) -> Span:
        start = text.index(words)
        return cut(text, start, start + len(words))

    return Attribution(
        holder_span=span(holder),
        holder_kind=HolderKind.NAMED,
        cue=span(cue),
        content=(span(content),),
        stance=stance,
        form=Form.INDIRECT,
        parent=parent,
        addressee_span=None,
        medium=None,
        said_span=None,
        rule="test",
        confidence=0.9,
    )


def test_demand_becomes_a_request(frames_in: Read) -> None:
    text = "Kinshasa demanded the withdrawal of Rwandan troops from Goma."
    told = _told(
        text, "Kinshasa", "demanded", "the withdrawal of Rwandan troops from Goma", Stance.DEMANDS
    )
    frames = frames_in(text, (told,))
    request = next(frame for frame in frames if frame.speech == 0)
    assert (request.type, request.mode) == ("REQUEST", "withdraw")
    assert request.attribution == 0
    assert request.actors[0].text == "Kinshasa"


def test_threat_carries_its_condition_and_its_reporter(frames_in: Read) -> None:
    text = (
        "Officials reported that Eritrea had threatened to widen the war should Ethiopia refuse "
        "to yield."
    )
    outer = _told(text, "Officials", "reported", text[text.index("that") : -1], Stance.ASSERTS)
    inner = _told(
        text,
        "Eritrea",
        "had threatened",
        "to widen the war should Ethiopia refuse to yield",
        Stance.THREATENS,
        parent=0,
    )
    threat = next(frame for frame in frames_in(text, (outer, inner)) if frame.speech == 1)
    assert (threat.type, threat.mode) == ("THREATEN", "escalate")
    assert threat.attribution == 0
    assert threat.modality is Modality.CONDITIONAL
    assert threat.condition is not None
    assert threat.condition.text == "should Ethiopia refuse to yield"


def test_denial_has_no_claim_of_its_own_kind(frames_in: Read) -> None:
    text = "Islamabad denied that its jets had bombed Kunar."
    told = _told(text, "Islamabad", "denied", "that its jets had bombed Kunar", Stance.DENIES)
    frames = frames_in(text, (told,))
    assert [frame.type for frame in frames] == ["ASSAULT"]
    assert frames[0].polarity is Polarity.AFFIRMED
    assert frames[0].attribution == 0


def test_silence_is_a_claim(frames_in: Read) -> None:
    text = "The ministry has yet to respond."
    told = _told(text, "The ministry", "has yet to respond", "has yet to respond", Stance.SILENT)
    silence = next(frame for frame in frames_in(text, (told,)) if frame.type == "SILENCE")
    assert silence.mode == "no-response"
    assert silence.actors[0].text == "The ministry"


def test_narrated_pleas_and_their_refusal(frames_in: Read) -> None:
    frames = frames_in(
        "The junta has repeatedly rejected appeals from Togo and Benin for a ceasefire."
    )
    kinds = {(frame.type, frame.mode): frame for frame in frames}
    request = kinds["REQUEST", "ceasefire"]
    assert [span.text for span in request.actors] == ["Togo", "Benin"]
    refusal = kinds["REJECT", "ceasefire"]
    assert refusal.modality is Modality.HABITUAL
    assert refusal.actors[0].text == "The junta"
