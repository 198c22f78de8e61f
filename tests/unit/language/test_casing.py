from __future__ import annotations

import pytest

from fogline.export.record_json import check_record, record_object
from fogline.extract.names import find_names, written_words
from fogline.knowledge.actors import load_actor_tables
from fogline.language.casing import running_case
from fogline.language.parse import Parser
from fogline.pipeline import Knowledge, read
from fogline.records.report import Metadata, Received

CABLE = (
    "SAN SALVADOR, 12 JAN 90 (AFP) -- COL PEDRO FIGUEROA, THE ARMY SPOKESMAN, SAID ON FRIDAY\n"
    'THAT FMLN GUERRILLAS KILLED THREE SOLDIERS.  "WE WEREN\'T WARNED," HE ADDED.\n'
    "\n"
    "   THE HONDURAN ARMY DENIED THE CHARGE ON THE 9TH OF MAY.\n"
)
READ = (
    "San Salvador, 12 Jan 90 (AFP) -- Col Pedro Figueroa, the army spokesman, said on Friday\n"
    'that FMLN guerrillas killed three soldiers.  "We weren\'t warned," he added.\n'
    "\n"
    "   The Honduran army denied the charge on the 9th of May.\n"
)


def recased(text: str, parser: Parser) -> str:
    names = find_names(text, load_actor_tables())
    return running_case(text, written_words(names), parser.words)


def test_a_cable_in_capitals_is_written_as_running_text(parser: Parser) -> None:
    assert recased(CABLE, parser) == READ


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A headline in capitals over running text.
        (
            "REBELS SAY THEY TOOK THE BRIDGE\n\nThe army denied it.",
            "Rebels say they took the bridge\n\nThe army denied it.",
        ),
        # Initials, and a dateline, are not shouted.
        ("UN, EU, NATO, OSCE, AU.\n\nAll were asked.",) * 2,
        ("KYIV, June 8 — The army said so.",) * 2,
        ("",) * 2,
        # What has no small letter of the same length keeps its form.
        ("THE İZMIR ROAD REMAINS CLOSED TODAY", "The İZMIR road remains closed today"),
    ],
)
def test_only_what_is_shouted_changes(text: str, found: str, parser: Parser) -> None:
    assert recased(text, parser) == found


def test_a_report_in_capitals_is_read_with_its_own_words_as_evidence(knowledge: Knowledge) -> None:
    received = Received(name="cable.txt", data=CABLE.encode(), given=Metadata(), sidecar=Metadata())
    record = record_object(read(received, knowledge))
    check_record(record)
    said = {row["cue"]["text"] for row in record["statements"] if row["cue"]}
    assert {"SAID", "ADDED", "DENIED"} <= said
    assert {row["stance"] for row in record["statements"]} == {"asserts", "denies"}
