"""Loading a part of MUC-4, from files of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

import muc

TEXTS = """\
DEV-MUC3-9001 (OWN)

   ICA, 4 MAY 87 (OWN) -- [TEXT] A BAKERY
BURNED DOWN.

   NO ONE WAS HURT.

DEV-MUC3-9002 (OWN)

   NO CITY, NO DATE -- A MILL STANDS.
"""
KEY = """\
0.  MESSAGE: ID                     DEV-MUC3-9001
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  ARSON
"""


def test_texts_have_their_lines_joined_and_the_day_of_the_dateline(tmp_path: Path) -> None:
    (tmp_path / "dev-muc3-9001-9002").write_text(TEXTS)
    (tmp_path / "key-dev-9001.muc4").write_text(KEY)
    (first, second), (key,) = muc.load(tmp_path)
    assert first.name == "DEV-MUC3-9001"
    body = "ICA, 4 MAY 87 (OWN) -- [TEXT] A BAKERY BURNED DOWN."
    assert first.text == f"{body}\n\nNO ONE WAS HURT."
    assert first.published == "1987-05-04"
    assert second.published is None
    assert key.message == first.name


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such folder"):
        muc.load(tmp_path / "tst9")
    with pytest.raises(SystemExit, match="no texts or no key"):
        muc.load(tmp_path)
