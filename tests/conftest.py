"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.language.parse import Parser, load_parser

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()
