"""The title: as given, as the file says, or the first line where it looks like a headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.boilerplate import Weighed
from fogline.intake.content import same_words
from fogline.intake.lines import Line, even_out

_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){2,}$")
_FEWEST_WORDS, _MOST_WORDS = 2, 35
# How far down a title that is known may stand.
_SEARCHED = 20


def find_headline(weighed: Sequence[Weighed]) -> Line | None:
    """The first line that is not boilerplate, if it looks like a headline, else None.

    A headline has no full stop at its end, and a blank line or a longer paragraph after it.
    """
    rows = [row for row in weighed if row.finding is None]
    if len(rows) < 2:
        return None
    line, following = rows[0].line, rows[1].line
    if line.parts or not line.text or not _FEWEST_WORDS <= line.words <= _MOST_WORDS:
        return None
    if line.text.rstrip("\"'\u201d)]").endswith((".", ":", ";", ",")) and not _ABBREVIATION.search(
        line.text
    ):
        return None
    return (
        line if following.blank or following.end - following.start > line.end - line.start else None
    )


def locate_title(weighed: Sequence[Weighed], title: str) -> Line | None:
    """The line among the first ones that is the title, word for word, or None."""
    wanted = even_out(title)
    for row in weighed[:_SEARCHED]:
        if same_words(row.line.text, wanted):
            return row.line
    return None
