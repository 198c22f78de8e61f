"""What of a report is parsed: its paragraphs without boilerplate, its dateline apart.

The time of day that heads an item of a live blog stands apart from the heading's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fogline.language.clean import Edit
from fogline.language.layout import Stretch, find_paragraphs
from fogline.records.report import BoilerplateKind, Report

# The marks of a heading, and a time of day at its head.
_HEADING = re.compile(r"#{1,6}\s*")
_CLOCK = re.compile(
    r"\s*(?:[*_]{1,2})?(\d{1,2})[:.h](\d{2})\b(?:\s?[ap]\.?m\.?|\s(?:[A-Z]{3,4}|UTC[+-]\d{1,2})\b)?"
    r"(?:[*_]{1,2})?[\s:|\u2013\u2014-]*(?=[^\W\d_]|[\"\u201c\u2018'#\[])"
)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a live blog: where its heading begins, where the clock ends, and its minute."""

    start: int
    clock_end: int
    minute: int


def find_items(report: Report) -> tuple[Item, ...]:
    """The headings that begin with a time of day, in text order."""
    found: list[Item] = []
    for gap in report.boilerplate:
        if gap.kind is not BoilerplateKind.MARKUP:
            continue
        if not _HEADING.fullmatch(report.text, gap.start, gap.end):
            continue
        clock = _CLOCK.match(report.text, gap.end)
        if clock is not None and int(clock[1]) < 24 and int(clock[2]) < 60:
            found.append(Item(gap.start, clock.end(), int(clock[1]) * 60 + int(clock[2])))
    return tuple(found)


def newest_first(items: Sequence[Item]) -> bool:
    """Whether the items of a live blog stand in the reverse of the order they were written in."""
    later = sum(one.minute < other.minute for one, other in pairwise(items))
    earlier = sum(one.minute > other.minute for one, other in pairwise(items))
    return earlier > later


def find_stretches(report: Report) -> tuple[Stretch, ...]:
    """The stretches to parse, in text order.

    A dateline is parsed, for its place and date, but is not reporting; other boilerplate is not
    parsed at all. The title is a paragraph of its own.
    """
    cuts = {0, len(report.text)}
    if report.title_span is not None:
        cuts |= {report.title_span.start, report.title_span.end}
    cuts |= {item.clock_end for item in find_items(report)}
    found: list[Stretch] = []
    here = 0
    gaps = [gap for gap in report.boilerplate if gap.kind is not BoilerplateKind.MARKUP]
    for gap in (*gaps, None):
        end = len(report.text) if gap is None else gap.start
        inner = sorted({here, end} | {cut for cut in cuts if here < cut < end})
        for start, stop in pairwise(inner):
            found.extend(find_paragraphs(report.text, start, stop))
        if gap is None:
            break
        if gap.kind is BoilerplateKind.DATELINE:
            found.append(Stretch(gap.start, gap.end, reporting=False))
        here = gap.end
    return tuple(stretch for stretch in found if stretch.start < stretch.end)


def without_markup(report: Report, names: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits for names together with those that hide a text's markup from the parser."""
    marks = [
        Edit(gap.start, gap.end, "")
        for gap in report.boilerplate
        if gap.kind is BoilerplateKind.MARKUP
    ]
    return tuple(sorted((*names, *marks), key=lambda edit: (edit.start, edit.end)))
