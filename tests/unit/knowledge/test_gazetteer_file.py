from __future__ import annotations

import pickle
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from fogline.cli.gazetteer import gazetteer as command
from fogline.errors import GazetteerError
from fogline.knowledge.gazetteer import NameMatch
from fogline.knowledge.gazetteer.build import build_gazetteer
from fogline.knowledge.gazetteer.dump import add_dump
from fogline.knowledge.gazetteer.file import GazetteerFile, gazetteer_path, open_gazetteer
from fogline.knowledge.gazetteer.schema import id_of, key_of
from fogline.records.place import PlaceKind, PlacePrecision


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "places.sqlite"
    steps: list[str] = []
    build_gazetteer(path, steps.append)
    assert steps[0].startswith("reading")
    return path


@pytest.fixture
def table(built: Path) -> Iterator[GazetteerFile]:
    opened = open_gazetteer(built)
    yield opened
    opened.close()


def test_the_file_is_small_and_nothing_else_is_left(built: Path) -> None:
    assert built.stat().st_size < 120e6
    assert list(built.parent.iterdir()) == [built]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Lugansk", "geonames:702658"),
        ("Luhansk", "geonames:702658"),
        ("Луганск", "geonames:702658"),
        ("Kiev", "geonames:703448"),
        ("Kharkov", "geonames:706483"),
        ("Харків", "geonames:706483"),
        ("al-Fashir", "geonames:379555"),
        ("KHAN YOUNIS", "geonames:281124"),
        ("North Kivu", "geonames:206938"),
        ("Donetsk Oblast", "geonames:709716"),
        ("Donetsk", "geonames:709716"),
        ("Norte de Santander", "geonames:3673798"),
        ("Rakhine State", "geonames:1298852"),
        ("Burma", "geonames:1327865"),
    ],
)
def test_names_meet_their_places(table: GazetteerFile, name: str, id_: str) -> None:
    assert id_ in [entry.id for entry in table.lookup(name)]


def test_entries_know_what_contains_them(table: GazetteerFile) -> None:
    goma = next(entry for entry in table.lookup("Goma") if entry.country == "CD")
    assert goma.adm1 is not None
    kivu = table.entry(goma.adm1)
    assert kivu is not None
    assert (kivu.kind, kivu.precision) == (PlaceKind.ADM1, PlacePrecision.ADM1)
    assert kivu.lat is not None
    country = table.country("CD")
    assert country is not None
    assert country.kind is PlaceKind.COUNTRY
    assert table.country("UA.05") == table.entry("geonames:709716")


def test_villages_of_the_codifier_are_near(table: GazetteerFile) -> None:
    found = [
        entry
        for entry in table.lookup("Zorya")
        if entry.id.startswith("katottg:") and entry.adm1 == "geonames:709716"
    ]
    assert len(found) == 2
    assert {entry.precision for entry in found} == {PlacePrecision.NEAR}
    assert all(47 < (entry.lat or 0) < 49.5 for entry in found)


def test_the_best_known_of_equal_names_comes_first(table: GazetteerFile) -> None:
    first = table.lookup("Tripoli")[0]
    assert first.country == "LY"
    assert first.match is NameMatch.NAME
    assert first.feature == "PPLC"


@pytest.mark.parametrize("name", ["", "'; DROP TABLE place;--", '"', "%", "\x00", "x" * 10**6])
def test_hostile_names_find_nothing(table: GazetteerFile, name: str) -> None:
    assert table.lookup(name) == ()


def test_ids_are_numbers_and_back() -> None:
    for id_ in ("geonames:709716", "katottg:UA14120050230096532", "iso3166-2:UA-05"):
        key = key_of(id_)
        assert key is not None
        assert id_of(key) == id_
    assert key_of("geonames:-1") is None
    assert key_of("wikidata:Q1") is None


def test_a_worker_process_can_have_it(table: GazetteerFile) -> None:
    again = pickle.loads(pickle.dumps(table))
    assert again.lookup("Goma") == table.lookup("Goma")


def test_where_it_lives(tmp_path: Path) -> None:
    assert gazetteer_path({"FOGLINE_GAZETTEER": str(tmp_path)}) == tmp_path
    assert gazetteer_path({}).name == "gazetteer.sqlite"


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="gazetteer build"):
        open_gazetteer(tmp_path / "none.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("not a database at all, but long enough to look at" * 10)
    with pytest.raises(GazetteerError):
        open_gazetteer(text)
    other = tmp_path / "other.sqlite"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        open_gazetteer(other)


def _line(number: int, name: str, lat: str = "14.1", lon: str = "25.2") -> str:
    fields = [str(number), name, name, "Um Test,أم تست", lat, lon, "P", "PPL", "SD", "", "55"]
    return "\t".join([*fields, "", "", "", "1200", "", "", "Africa/Khartoum", "2024-01-01"])


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.sqlite"
    path.write_bytes(built.read_bytes())
    return path


def test_a_dump_is_added_once(copy: Path, tmp_path: Path) -> None:
    dump = tmp_path / "SD.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SD.txt", _line(99_000_001, "Tabra Alif") + "\n")
    assert add_dump(copy, dump) == 1
    once = copy.read_bytes()
    assert add_dump(copy, dump) == 0
    assert open_gazetteer(copy).lookup("Tabra Alif")[0].adm1 == "geonames:408666"
    assert open_gazetteer(copy).lookup("um test")[0].id == "geonames:99000001"
    assert len(copy.read_bytes()) == len(once)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (_line(99_000_002, "B", lat="91"), "-90 and 90"),
        (_line(99_000_002, "B", lon="nan"), "-180 and 180"),
        (_line(99_000_002, "B", lat="1e999"), "-90 and 90"),
        ("only\tthree\tcolumns", "3 columns"),
        (_line(99_000_002, "B").replace("99000002", "x1"), "whole number"),
        (_line(99_000_002, "B") + "\textra", "20 columns"),
    ],
)
def test_a_broken_dump_adds_nothing(copy: Path, tmp_path: Path, line: str, message: str) -> None:
    dump = tmp_path / "XX.txt"
    dump.write_text(_line(99_000_001, "Tabra Alif") + "\n" + line + "\n", encoding="utf-8")
    before = copy.read_bytes()
    with pytest.raises(GazetteerError, match=message) as caught:
        add_dump(copy, dump)
    assert str(caught.value).startswith(f"{dump}:2")
    assert copy.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\xff\xfe" * 50])
def test_no_dump_at_all(copy: Path, tmp_path: Path, content: bytes) -> None:
    dump = tmp_path / "XX.zip"
    dump.write_bytes(content)
    with pytest.raises(GazetteerError):
        add_dump(copy, dump)


def test_the_command_line_looks_up(built: Path) -> None:
    runner = CliRunner(env={"FOGLINE_GAZETTEER": str(built)})
    plain = runner.invoke(command, ["lookup", "Lugansk", "--country", "ua"])
    assert plain.exit_code == 0
    assert "Luhansk Oblast" in plain.output
    assert "KZ" not in plain.output
    listed = runner.invoke(command, ["lookup", "Goma", "--format", "json"])
    assert '"id": "geonames:216281"' in listed.output
    assert "Example:\n" in runner.invoke(command, ["add", "--help"]).output


@pytest.mark.parametrize("name", ['O\'Tabra "Alif"', "Tabra'); DELETE FROM place;--", "Tabra % _"])
def test_a_name_with_quotes_or_sql_is_a_name(copy: Path, tmp_path: Path, name: str) -> None:
    dump = tmp_path / "XX.txt"
    dump.write_text(_line(99_000_003, name) + "\n", encoding="utf-8")
    assert add_dump(copy, dump) == 1
    found = open_gazetteer(copy).lookup(name)
    assert [(one.id, one.name) for one in found] == [("geonames:99000003", name)]
    assert open_gazetteer(copy).lookup("Goma")


def test_a_dump_that_breaks_off_adds_nothing(copy: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    rows = (_line(99_000_000 + number, f"Tabra {number}") for number in range(2_000))
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SD.txt", "\n".join(rows) + "\n")
    before = copy.read_bytes()
    for kept in (0.5, 0.9):
        part = tmp_path / "SD.zip"
        part.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * kept)])
        with pytest.raises(GazetteerError) as caught:
            add_dump(copy, part)
        assert str(part) in str(caught.value)
    text = tmp_path / "SD.txt"
    text.write_text(_line(99_000_001, "Tabra") + "\n" + _line(99_000_002, "Alif")[:60])
    with pytest.raises(GazetteerError, match=":2"):
        add_dump(copy, text)
    assert copy.read_bytes() == before


def test_a_gazetteer_that_breaks_off_is_said_to_be_broken(copy: Path) -> None:
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        file.truncate(size // 3)
    with pytest.raises(GazetteerError, match="gazetteer build"):
        table = open_gazetteer(copy)
        for name in ("Goma", "Kyiv", "Tripoli", "Mushaki", "Pokrovsk", "Zorya"):
            table.lookup(name)
