"""Which place belongs to which deed: the trained linker, and unknown names as places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fogline.extract.claims.linking import scene_of
from fogline.extract.claims.linking.linker import weighed
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.pipeline import reading_of
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge
from tests.reading import read_text

Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def reading_in() -> Read:
    def read(text: str) -> Reading:
        none = Metadata()
        received = Received(name="t.txt", data=text.encode(), given=none, sidecar=none)
        return reading_of(received, default_knowledge())

    return read


def _deed(reading: Reading, word: str) -> Token:
    return next(token for token in reading.document.tokens if token.text == word)


@pytest.mark.parametrize(
    ("text", "deed", "places"),
    [
        (
            "The ministry in Moscow said that two farmers were killed in Kharkiv on Friday.",
            "killed",
            ["Kharkiv"],
        ),
        (
            "A driver was shot in the town of Mopti, in central Mali, officials in Paris said.",
            "shot",
            ["Mopti"],
        ),
        ("Three guards were killed, the president of Kenya said.", "killed", []),
        (
            "Militiamen shelled Mopti and Gao on Sunday, the governor said.",
            "shelled",
            ["Mopti", "Gao"],
        ),
    ],
)
def test_the_scene_of_a_deed(reading_in: Read, text: str, deed: str, places: list[str]) -> None:
    reading = reading_in(text)
    assert [one.span.text for one in scene_of(reading, _deed(reading, deed))] == places


def test_other_countries_in_the_same_words_weigh_the_same(reading_in: Read) -> None:
    text = "Two farmers were killed in {} on Friday, officials in {} said."
    rows = []
    for first, second in (("Mali", "Niger"), ("Niger", "Mali"), ("Chad", "Kenya")):
        reading = reading_in(text.format(first, second))
        rows.append([chance for _, chance in weighed(reading, _deed(reading, "killed"))])
    assert rows[0] == rows[1] == rows[2]
    assert rows[0][0] > 0.5 > rows[0][1]


def test_an_unknown_name_is_a_place_where_the_words_say_so(reading_in: Read) -> None:
    reading = reading_in("Rebels captured the village of Zarbeka. Ismet Qarwani praised them.")
    assert reading.linking is not None
    named = [reading.linking.named.of(sentence) for sentence in reading.document.sentences]
    assert [[one.span.text for one in row] for row in named] == [["Zarbeka"], []]


def test_the_place_of_a_claim_is_the_name_that_was_chosen_not_the_last_of_its_phrase() -> None:
    record = read_text("Gunmen shot two guards in the Zarbeka district of Kayes on Monday.")
    (claim, *_) = (row for row in record.claims if row.trigger.text == "shot")
    assert claim.place_span is not None
    assert claim.place_span.text.startswith("Zarbeka")


def test_a_name_that_the_parser_reads_with_its_article_is_weighed(reading_in: Read) -> None:
    reading = reading_in("Farmers marched through cities across the Netherlands on Monday.")
    places = scene_of(reading, _deed(reading, "marched"))
    assert [one.span.text for one in places] == ["Netherlands"]


def test_a_loss_that_a_running_count_has_in_it_is_told_of_no_place() -> None:
    record = read_text("In Gao, the death toll rose to six, police said, after a man died.")
    places = {row.trigger.text: row.place_span for row in record.claims if row.type == "TOLL"}
    assert places["died"] is None
