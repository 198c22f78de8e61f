from __future__ import annotations

import hashlib
import re

from tests.conftest import ROOT

FOLDER = ROOT / "src" / "fogline" / "web" / "static" / "vendor" / "maplibre"


def test_the_files_are_those_of_the_readme() -> None:
    rows = re.findall(
        r"^\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|$", (FOLDER / "README.md").read_text(), re.M
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FOLDER.iterdir()
        if path.suffix in (".mjs", ".css")
    }
    assert found == dict(rows)
    assert (FOLDER / "LICENSE.txt").is_file()
