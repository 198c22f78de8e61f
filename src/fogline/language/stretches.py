"""What of a report is parsed: its paragraphs without boilerplate, its dateline apart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fogline.language.clean import Edit
from fogline.language.layout import Stretch, find_paragraphs
from fogline.records.report import BoilerplateKind, Report


def find_stretches(report: Report) -> tuple[Stretch, ...]:
    """The stretches to parse, in text order.

    A dateline is parsed, for its place and date, but is not reporting; other boilerplate is not
    parsed at all. The title is a paragraph of its own.
    """
    cuts = {0, len(report.text)}
    if report.title_span is not None:
        cuts |= {report.title_span.start, report.title_span.end}
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
