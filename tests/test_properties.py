"""What holds for every report, whatever stands in it: hostile text, huge text, no text."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fogline.errors import FoglineError
from fogline.export.record_json import check_record, record_line, record_object
from fogline.intake.read import read_report
from fogline.pipeline import Knowledge, read
from fogline.records.record import Record
from fogline.records.report import BoilerplateKind, Metadata, Received
from fogline.records.span import Span, cut
from tests.conftest import ROOT
from tests.generated import CONFLICTS, make_report

# Reading takes a few tenths of a second, more on a busy machine.
some = settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Sentences with slots for what the strategies put between and inside them.
SENTENCES = (
    "The rebels said on Monday that they had taken Goma.",
    "India denied that its jets had crossed the line near Uri.",
    "\"We did not fire first,\" a Sudanese officer said.",
    "Al Jazeera’s correspondent reported that “dozens” of Houthi fighters had been killed.",
    "Kyiv has yet to respond; Moscow claims to have captured the village.",
    "At least 40 people, including nine children, were killed in El Fasher, the Red Cross said.",
    "Colombia's army and the ELN accused each other of breaking the truce on 3 May 2023.",
    "Share this article: Facebook | X | WhatsApp",
    "By Amina Okoro and Jonas Lind",
    "YANGON, March 2 (Reuters) - The Arakan Army said it had seized a base.",
    "- Advertisement -",
    "Read also: What we know about the talks",
    "Hamas rejected Israel’s demand, according to Reuters, and Hezbollah threatened to strike.",
    "Солдаты вошли в город, сообщил губернатор.",
    "© 2024 Harbour Post. All rights reserved.",
    "More than 1,000 captured soldiers will be exchanged next week, both sides said.",
    "He said “she said ‘they said “no”’”.",
    "# Live: shelling near Aden",
    "* Thai troops crossed into Cambodia at 05:30",
    "<p>Ethiopia &amp; Eritrea</p>",
    "https://news.example.org/2024/05/01/report?id=1#top",
)  # fmt: skip
ODD = (
    " ", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "\u00a0", "\u2028", "\x0b", "\x0c", "\x85",
    "\u200b", "\u200d", "\ufeff", "\u00ad", "\u202e", "\u0301", "e\u0301", "\U0001f4a5",
    "\U0001f1fa\U0001f1e6", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "«", "»", "„", "“", "”",
    "‘", "’", "'", "\"", "``", "''", "‹", "「", "」", "—", "–", "…", "...", "?!", "\ufffd",
    "\ufb01", "İ", "ß", "ǆ", "Ʞ", "Київ", "ا", "的", "\U00010400", "\ud7ff", "\U0010ffff",
    "*", "**", "_", "[", "](", ">", "|", "{", "&amp;", "<b>", "%", "\\",
)  # fmt: skip

oddities = st.one_of(st.sampled_from(ODD), st.sampled_from(ODD), st.text(max_size=8))


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Sentences with oddities before, between and inside of them."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=9))
    text = draw(st.sampled_from((" ", "\n\n", "\r\n", "\r\n\r\n"))).join(sentences)
    for oddity in draw(st.lists(oddities, max_size=10)):
        where = draw(st.integers(0, len(text)))
        text = text[:where] + oddity + text[where:]
    return text


def received(text: str, name: str = "report.txt", **given: str) -> Received:
    return Received(
        name=name,
        data=text.encode("utf-8", "surrogatepass"),
        given=Metadata(**given),
        sidecar=Metadata(),
    )


def check(record: Record) -> None:
    """Everything that a record promises, beyond what its schema says."""
    check_record(record_object(record))
    for rule in RULES:
        rule(record)


def boilerplate_is_in_order(record: Record) -> None:
    here = 0
    for row in record.report.boilerplate:
        assert here <= row.start < row.end <= len(record.report.text), row
        here = row.end


def unread_is_in_order_and_outside_boilerplate(record: Record) -> None:
    here = 0
    for row in record.unread:
        assert here <= row.start < row.end <= len(record.report.text), row
        here = row.end
        for gap in _closed(record):
            assert gap.end <= row.start or row.end <= gap.start, (row, gap)


def ids_count_up(record: Record) -> None:
    tables = (
        ("a", [row.id for row in record.actors]),
        ("p", [row.id for row in record.places]),
        ("t", [row.id for row in record.times]),
        ("q", [row.id for row in record.quantities]),
        ("s", [row.id for row in record.statements]),
        ("c", [row.id for row in record.claims]),
    )
    for letter, ids in tables:
        assert ids == [f"{letter}{number}" for number in range(1, len(ids) + 1)]


def parents_come_from_outside(record: Record) -> None:
    parents = {row.id: row.parent for row in record.statements}
    for name in parents:
        seen = set()
        here: str | None = name
        while here is not None:
            assert here not in seen, f"{name} is its own ancestor"
            seen.add(here)
            here = parents[here]


def statements_are_worded(record: Record) -> None:
    for row in record.statements:
        assert row.content, row.id
        assert all(len(span) for span in row.content), row.id
        starts = [span.start for span in row.content]
        assert starts == sorted(starts), row.id
        assert 0.0 < row.confidence <= 1.0


def triggers_lie_in_what_is_stated(record: Record) -> None:
    """A claim is told in its statement's content; that of a speech act in its words or cue."""
    statements = {row.id: row for row in record.statements}
    for claim in record.claims:
        assert claim.evidence, claim.id
        assert 0.0 < claim.confidence <= 1.0
        told = statements[claim.statement]
        home = [*told.content, *((told.cue,) if told.cue else ())]
        if claim.speech_of is not None:
            act = statements[claim.speech_of]
            home += [*act.content, *((act.cue,) if act.cue else ())]
        first, last = min(span.start for span in home), max(span.end for span in home)
        hull = cut(record.report.text, first, last)
        assert hull.covers(claim.trigger), (claim.id, claim.trigger, told)
        assert claim.target_claim != claim.id


def boilerplate_says_nothing(record: Record) -> None:
    closed = _closed(record)
    for statement in record.statements:
        for span in (*statement.content, statement.cue, statement.holder_span):
            assert span is None or not any(gap.overlaps(span) for gap in closed), span
    for claim in record.claims:
        for span in (claim.trigger, claim.place_span, *claim.evidence, *claim.target):
            assert span is None or not any(gap.overlaps(span) for gap in closed), span


def _closed(record: Record) -> list[Span]:
    """The boilerplate, but for the markup inside of lines, which reporting runs across."""
    return [
        cut(record.report.text, row.start, row.end)
        for row in record.report.boilerplate
        if row.kind is not BoilerplateKind.MARKUP
    ]


RULES: tuple[Callable[[Record], None], ...] = (
    boilerplate_is_in_order,
    unread_is_in_order_and_outside_boilerplate,
    ids_count_up,
    parents_come_from_outside,
    statements_are_worded,
    triggers_lie_in_what_is_stated,
    boilerplate_says_nothing,
)


@some
@given(reports(), st.sampled_from(("report.txt", "report.md", "report.html")))
def test_a_report_with_oddities_is_read_into_a_sound_record(
    knowledge: Knowledge, text: str, name: str
) -> None:
    report = received(text, name, published="2024-05-04")
    try:
        record = read(report, knowledge)
    except FoglineError:
        # A page without text, bytes that are no text: refused, not crashed.
        return
    check(record)
    assert record_line(read(report, knowledge)) == record_line(record)


@settings(some, max_examples=15)
@given(st.one_of(st.text(), st.text(alphabet="aé\u0301 \n\r\t.,'\"“”0123456789ABC-:/")))
@example("")
@example("\r\n\r\n \u200b\n")
@example("\ufeff")
@example("“")
@example('"' * 50)
@example("." * 300)
@example("Moscow")
@example("Said.")
def test_any_text_is_read_or_refused(knowledge: Knowledge, text: str) -> None:
    try:
        record = read(received(text), knowledge)
    except FoglineError:
        return
    check(record)


@some
@given(
    st.binary(max_size=200),
    st.sampled_from(("a.txt", "a.html", "a.eml", "a.json", "a.md", "<stdin>")),
)
def test_any_bytes_are_taken_in_or_refused(data: bytes, name: str) -> None:
    empty = Metadata()
    try:
        report = read_report(Received(name=name, data=data, given=empty, sidecar=empty))
    except FoglineError:
        return
    assert all(row.end <= len(report.text) for row in report.boilerplate)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n"])
def test_an_empty_report_has_a_valid_record(text: str, knowledge: Knowledge) -> None:
    record = read(received(text), knowledge)
    check(record)
    assert not record.statements and not record.claims and not record.unread


@pytest.mark.parametrize("conflict", CONFLICTS[::2], ids=str)
def test_a_made_report_is_sound(conflict: Any, knowledge: Knowledge) -> None:
    for seed in (100, 101):
        text = make_report(conflict, seed)
        check(read(received(text, published="2024-05-04"), knowledge))
        # Windows line ends move every offset and nothing else.
        record = read(received(text.replace("\n", "\r\n"), published="2024-05-04"), knowledge)
        check(record)


def test_the_examples_are_sound(knowledge: Knowledge) -> None:
    for path in sorted((ROOT / "examples").iterdir()):
        if path.name == "README" or path.name.endswith(".meta.json"):
            continue
        data = path.read_bytes()
        empty = Metadata()
        check(read(Received(name=path.name, data=data, given=empty, sidecar=empty), knowledge))


SCRIPT = """
import sys
from fogline.export.record_json import record_line
from fogline.pipeline import read
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge
from tests.generated import CONFLICTS, make_report
knowledge = default_knowledge()
for conflict in CONFLICTS[::4]:
    data = make_report(conflict, 7).encode()
    given = Metadata(published="2024-05-04")
    received = Received(name="a", data=data, given=given, sidecar=Metadata())
    line = record_line(read(received, knowledge))
    sys.stdout.buffer.write(line.encode() + b"\\n")
"""


def test_two_processes_write_the_same_bytes() -> None:
    lines = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "4242")
    ]
    assert lines[0] == lines[1]
    assert len(lines[0].splitlines()) == len(CONFLICTS[::4])


# -- size -----------------------------------------------------------------------------------


def long_report(characters: int, seed: int = 1) -> str:
    """Made reports one after the other, every one with other names and numbers."""
    chance = random.Random(seed)
    parts: list[str] = []
    size = 0
    while size < characters:
        parts.append(make_report(chance.choice(CONFLICTS), chance.randrange(10**9)))
        size += len(parts[-1]) + 1
    return "\n".join(parts)[:characters]


def seconds(text: str, knowledge: Knowledge) -> tuple[float, Record]:
    """Processor time for reading the text, which other work on the machine does not lengthen."""
    started = time.process_time()
    record = read(received(text, published="2024-05-04"), knowledge)
    return time.process_time() - started, record


def test_reading_time_grows_with_length_and_no_faster(knowledge: Knowledge) -> None:
    """Two hundred thousand characters in a single line, and a fifth of them."""
    text = " ".join(long_report(201_000).split())[:200_000]
    short, _ = seconds(text[:40_000], knowledge)
    long, record = seconds(text, knowledge)
    check(record)
    # Work that grows with the square would take twenty-five times as long; machines are noisy.
    assert long < 5 * short * 3, (short, long)
    assert len(record.statements) > 1_000
    assert json.loads(record_line(record))["report"]["text"] == text


def test_two_megabytes_are_read(knowledge: Knowledge) -> None:
    text = long_report(2_000_000)
    _, record = seconds(text, knowledge)
    check(record)
    assert record.report.text == text
    assert record.claims[-1].trigger.start > 1_990_000


MONOTONOUS = (
    '"', "(", "- ", "1,000 ", "5 6 7 8 ", "killed ", "he said that ", "Russia, Ukraine, ",
    "the border of ", "May 5 2024 ", "the army of the army of ", "U.S. troops ", "10 km north of ",
    "Mr. Abara said so. ", "Goma\n", "“We won,” he said. ", "the attack on the attack on ",
)  # fmt: skip


@pytest.mark.parametrize("text", MONOTONOUS)
def test_monotonous_text_takes_no_longer_than_its_words(text: str, knowledge: Knowledge) -> None:
    many = "The ministry and the army said this in a report.\n\n" + text * (5_000 // len(text))
    took, record = seconds(many, knowledge)
    check(record)
    assert took < budget(many), took


@pytest.mark.parametrize("text", ["a" * 200_000, "\r\n" * 40_000, "Kyiv" + "\u0301" * 50_000])
def test_a_wall_of_characters_is_read(text: str, knowledge: Knowledge) -> None:
    took, record = seconds(text, knowledge)
    check(record)
    assert took < 5


def test_five_thousand_lines_of_one_word_are_read(knowledge: Knowledge) -> None:
    words = ("Shelling", "Goma", "Kyiv.", "denied", "“", "Tuesday", "12")
    text = "\n".join(words[i % len(words)] for i in range(5_000))
    took, record = seconds(text, knowledge)
    check(record)
    assert took < budget(text), took


def budget(text: str) -> float:
    """Seconds that a slow machine may take: ordinary reporting does a thousand words in one."""
    return 4 + len(re.findall(r"\w+|[^\w\s]", text)) / 700
