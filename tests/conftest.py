"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.language.parse import Parser, load_parser
from fogline.pipeline import Knowledge
from fogline.wiring import default_knowledge

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return default_knowledge()
