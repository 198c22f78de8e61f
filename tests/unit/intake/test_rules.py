"""Marked lines: what is boilerplate, and what must never be taken for it."""

from __future__ import annotations

import pytest

from fogline.intake.lines import split_lines
from fogline.intake.names import read_byline
from fogline.intake.rules import Region, judge_line
from fogline.intake.tables import load_boilerplate
from tests_support import CORPUS

LINES = [
    tuple(part.strip() for part in line.split("|", 1))
    for line in (CORPUS / "boilerplate.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
