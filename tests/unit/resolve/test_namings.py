from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.adjectives import load_adjectives
from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.gazetteer.build import build_gazetteer
from fogline.knowledge.gazetteer.file import GazetteerFile, gazetteer_path, open_gazetteer
from fogline.language.layout import Stretch, find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.pipeline import read
from fogline.records.place import NameUse, Naming
from fogline.records.report import UNKNOWN_PUBLICATION, Metadata, Received, Report
from fogline.resolve.places import Found, find_places
from fogline.resolve.places.candidates import candidate_called
from fogline.wiring import default_knowledge

Finder = Callable[..., Found]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> GazetteerFile:
    path = gazetteer_path(os.environ)
    if not path.is_file():
        path = tmp_path_factory.mktemp("namings") / "gazetteer.sqlite"
        build_gazetteer(path)
    return open_gazetteer(path)


@pytest.fixture
def find(parser: Parser, table: GazetteerFile) -> Finder:
    def found(text: str, dateline: int = 0) -> Found:
        names = find_names(text, load_actor_tables())
        stretches = find_paragraphs(text, dateline, len(text))
        if dateline:
            stretches = (Stretch(0, dateline, reporting=False), *stretches)
        document = parse(text, stretches, mask_edits(names), parser)
        report = Report(
            id="", title=None, title_span=None, publisher=None, via=None, byline=(), url=None,
            language="en", published=UNKNOWN_PUBLICATION, text=text, dateline=None, boilerplate=(),
        )  # fmt: skip
        return find_places(document, names, report, table, load_atlas())

    return found


def _uses(found: Found) -> dict[str, tuple[NameUse, str]]:
    return {span.text: (row.use, row.name) for row in found.namings for span in row.mentions}


def _one(found: Found, words: str) -> Naming:
    (naming,) = [row for row in found.namings if words in [span.text for span in row.mentions]]
    return naming


@pytest.mark.parametrize(
    ("text", "words", "use", "name"),
    [
        ("Syrian forces shelled Idlib.", "Syrian", NameUse.DEMONYM, "Syria"),
        ("Thousands of Egyptians marched in Cairo.", "Egyptians", NameUse.DEMONYM, "Egypt"),
        ("European officials met in Cairo.", "European", NameUse.DEMONYM, "Europe"),
        ("Several Texans were among the dead in Iraq.", "Texans", NameUse.DEMONYM, "Texas"),
        ("U.S. troops left Manbij in Syria.", "U.S.", NameUse.DEMONYM, "United States"),
        ("Moscow denied that its troops had entered Sumy.", "Moscow", NameUse.METONYM, "Moscow"),
        ("The Kenyan Armed Forces sent two ships.", "Kenyan", NameUse.NAME, "Kenya"),
        ("EU officials met in Cairo.", "EU", NameUse.NAME, "Europe"),
        ("Polish-Lithuanian talks began.", "Lithuanian", NameUse.DEMONYM, "Lithuania"),
        ("The Texas Rangers won again in Chicago.", "Texas", NameUse.NAME, "Texas"),
    ],
)  # fmt: skip
def test_what_is_only_named_is_marked_as_what_it_is(
    find: Finder, text: str, words: str, use: NameUse, name: str
) -> None:
    found = find(text)
    assert _uses(found)[words] == (use, name)
    assert words not in [span.text for place in found.places for span in place.mentions]
    for naming in found.namings:
        for span in naming.mentions:
            assert text[span.start : span.end] == span.text
    assert [row.id for row in found.namings] == [f"n{i + 1}" for i in range(len(found.namings))]


def test_a_capital_where_something_happens_is_a_place(find: Finder) -> None:
    found = find("Drones struck Moscow overnight.")
    assert [place.name for place in found.places] == ["Moscow"]
    assert found.namings == ()


def test_a_dateline_says_where_a_report_was_written(find: Finder) -> None:
    text = "GOMA, Congo (Reuters) - Rebels took the town of Sake on Monday."
    found = find(text, dateline=text.index("Rebels"))
    assert _one(found, "GOMA").use is NameUse.DATELINE
    assert [span.text for place in found.places for span in place.mentions] == ["Sake"]


def test_adjectives_of_contested_ground_have_its_claimants(find: Finder) -> None:
    crimean = _one(find("Two Crimean journalists were freed."), "Crimean")
    assert (crimean.name, crimean.country) == ("Crimea", "UA")
    assert [claim.by for claim in crimean.contested] == ["RU"]
    assert _one(find("Kashmiri students protested."), "Kashmiri").country is None


@pytest.mark.parametrize(
    "text",
    [
        "He spoke in Russian and learned English.",
        "Michael Jordan did not come, nor did Condoleezza Rice.",
        "The Georgia National Guard was called up.",
        "The Clean Air Act was passed by the House.",
        "Read More about the Parachute Regiment and its men.",
    ],
)
def test_languages_people_and_words_name_no_place(find: Finder, text: str) -> None:
    assert find(text).namings == ()


def test_every_adjective_has_a_place(table: GazetteerFile) -> None:
    for word, key in load_adjectives().places.items():
        place = candidate_called(key, table, load_atlas())
        assert place is not None, (word, key)
        assert place.lat is not None, (word, key)


@pytest.mark.parametrize(
    "text",
    [
        "Syrian troops attacked on Monday, killing nine people.",
        "Moscow said that nine people were killed on Monday.",
        "The Kharkiv Human Rights Group said nine people were killed on Monday.",
        "KYIV (Reuters) - Nine people were killed on Monday, police said.",
    ],
)
def test_nothing_happens_where_a_place_is_only_named(text: str) -> None:
    received = Received(name="report.txt", data=text.encode(), given=Metadata(), sidecar=Metadata())
    record = read(received, default_knowledge())
    named = [span for naming in record.namings for span in naming.mentions]
    assert named
    for claim in record.claims:
        assert claim.place is None
        assert claim.place_span not in named
