"""Every participant, place, time and number of every claim lies in its report.

Over the examples, over all marked sentences of ours, and, where the public corpora are beside the
repository, over a sample of their texts; ``benchmarks/invention.py`` goes over all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import invention
from common import Text, take
from fogline.export.record_json import record_object
from fogline.pipeline import Knowledge, read
from fogline.records.report import Metadata, Received
from marks import read_marks
from tests.conftest import ROOT, SHARED

# So many texts of the corpora, chosen by the hash of their names.
SAMPLE = 60
CORPUS = ROOT / "tests" / "corpus"


def checked(text: str, knowledge: Knowledge) -> tuple[int, list[str]]:
    """How many claims a text makes, and what of them is invented."""
    given = Metadata(published="2024-05-04")
    received = Received(name="t.txt", data=text.encode(), given=given, sidecar=Metadata())
    record = record_object(read(received, knowledge))
    return len(record["claims"]), invention.invented(record)


def own_sentences() -> list[str]:
    rows = yaml.safe_load((CORPUS / "claims.yml").read_text(encoding="utf-8"))
    found = [row["s"] for row in rows["claims"]]
    for name in ("stances-open", "modality-open"):
        table = yaml.safe_load((CORPUS / f"{name}.yml").read_text(encoding="utf-8"))
        found += [read_marks(row[-1])[0] for row in table.get("statements") or table["sentences"]]
    return found


def corpora(folder: Path) -> list[Text]:
    every = invention.texts(folder) if folder.is_dir() else iter(())
    return take(list(every), SAMPLE, lambda row: row.name)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda p: p.name)
def test_nothing_of_an_example_is_invented(path: Path, knowledge: Knowledge) -> None:
    claims, found = checked(path.read_text(encoding="utf-8"), knowledge)
    assert claims
    assert found == []


def test_nothing_of_our_own_sentences_is_invented(knowledge: Knowledge) -> None:
    # Some sentences to a text, so that they may take from one another.
    rows = own_sentences()
    texts = ["\n\n".join(rows[i : i + 8]) for i in range(0, len(rows), 8)]
    told = [checked(text, knowledge) for text in texts]
    assert sum(claims for claims, _ in told) > len(rows) // 2
    assert [found for _, found in told if found] == []


def test_nothing_of_the_corpora_is_invented(knowledge: Knowledge) -> None:
    for row in corpora(SHARED / "corpora"):
        assert checked(row.text, knowledge)[1] == [], row.name


def test_what_is_invented_is_seen(knowledge: Knowledge) -> None:
    received = Received(
        name="t.txt",
        data=b"Gunmen killed nine people in Goma on Friday.",
        given=Metadata(published="2024-05-04"),
        sidecar=Metadata(),
    )
    record = record_object(read(received, knowledge))
    assert invention.invented(record) == []
    record["claims"][0]["trigger"]["text"] = "rescued"
    (claim,) = [row for row in record["claims"] if row["type"] == "TOLL"]
    claim["quantities"] = ["q99"]
    assert len(invention.invented(record)) == 2
