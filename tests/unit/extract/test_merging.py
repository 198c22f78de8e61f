"""What the rules propose and what the tagger reads, made one list, on sentences of our own."""

from __future__ import annotations

import pytest

from fogline.extract.statements import find_statements
from fogline.intake.read import read_report
from fogline.language.stretches import find_stretches
from fogline.pipeline import Knowledge, find_names, mask_edits, parse, read, without_markup
from fogline.records.report import Metadata, Received
from fogline.records.statement import Attribution, HolderKind, Stance


def told(text: str, knowledge: Knowledge) -> list[Attribution]:
    none = Metadata()
    report = read_report(Received(name="t.txt", data=text.encode(), given=none, sidecar=none))
    edits = without_markup(report, mask_edits(find_names(report.text, knowledge.tables)))
    document = parse(report.text, find_stretches(report), edits, knowledge.parser)
    return list(find_statements(document, knowledge.lexicon, knowledge.tagger))


def holder(row: Attribution) -> str | None:
    return None if row.holder_span is None else row.holder_span.text


def test_a_silence_keeps_its_words_and_has_a_cue(knowledge: Knowledge) -> None:
    (row,) = told("The interior ministry declined to comment.", knowledge)
    assert row.stance is Stance.SILENT
    assert [span.text for span in row.content] == ["declined to comment"]
    assert row.cue is not None
    assert row.cue.text == "declined"


def test_of_a_silence_about_a_claim_there_is_one(knowledge: Knowledge) -> None:
    rows = told("He did not mention Moscow's claim of an advance into the region.", knowledge)
    assert [row.stance for row in rows].count(Stance.SILENT) == 1


def test_a_sentence_with_a_cue_of_its_own_is_not_the_neighbours(knowledge: Knowledge) -> None:
    rows = told(
        "Drones struck two districts before dawn, officials said. "
        "Nine of them came down within a minute, according to the mayor, Olena Hrytsak.",
        knowledge,
    )
    contents = {holder(row): [span.text for span in row.content] for row in rows}
    assert contents["officials"] == ["Drones struck two districts before dawn"]
    assert contents["the mayor, Olena Hrytsak"] == ["Nine of them came down within a minute"]


@pytest.mark.parametrize(
    "text",
    [
        "Seven villagers were killed by shelling in Tisno, the army said.",
        "A column of forty lorries reached the town on Monday, the governor said.",
        "Air raids on the market killed eleven people, a doctor told the radio.",
        "The air force announced the start of an operation to retake the eastern districts.",
    ],
)
def test_what_reports_tell_most_is_no_threat_and_no_denial(text: str, knowledge: Knowledge) -> None:
    (row,) = told(text, knowledge)
    assert row.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ('"We will burn every village that hides them," the commander said.', Stance.THREATENS),
        ('"The lights will be back by Friday," the power company said.', Stance.PROMISES),
        ('"None of our aircraft flew that night," the air force said.', Stance.DENIES),
        ('"Let the buses through," the mayor told the soldiers.', Stance.DEMANDS),
        ('"We came too late and people died for it," the minister said.', Stance.CONCEDES),
        ('"I have seen no proof of that," the envoy said.', Stance.DOUBTS),
        ('"We are ready to sit down with them tomorrow," the rebels said.', Stance.OFFERS),
        ('"We will not sit at that table," the rebels said.', Stance.REJECTS),
    ],
)
def test_the_content_decides_where_the_cue_is_neutral(
    text: str, stance: Stance, knowledge: Knowledge
) -> None:
    (row,) = [row for row in told(text, knowledge) if row.cue and row.cue.text in ("said", "told")]
    assert row.stance is stance


def test_a_relative_pronoun_is_not_what_was_refused(knowledge: Knowledge) -> None:
    rows = told(
        "He urged them to accept a ceasefire, which the junta has repeatedly refused.", knowledge
    )
    (refused,) = [row for row in rows if holder(row) == "the junta"]
    assert [span.text for span in refused.content] != ["which"]


@pytest.mark.parametrize(
    "text",
    [
        "The army imposed a curfew on the city.",
        "Militants torched the registry.",
        "Israel struck the city of Tyre with missiles on Saturday.",
    ],
)
def test_a_deed_is_told_by_the_publisher(text: str, knowledge: Knowledge) -> None:
    received = Received(name="t.txt", data=text.encode(), given=Metadata(), sidecar=Metadata())
    record = read(received, knowledge)
    assert [row.holder_kind for row in record.statements] == [HolderKind.NARRATOR]
    assert record.claims
