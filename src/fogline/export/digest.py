"""The digest: a record for a person at a terminal, grouped by who says it."""

from __future__ import annotations

import textwrap
from collections import Counter

from fogline.export.sides import side_words
from fogline.export.words import (
    Index,
    claim_facts,
    claims_of,
    holder_words,
    index_of,
    one_line,
    published_words,
    type_words,
)
from fogline.records.claim import Claim
from fogline.records.record import Record
from fogline.records.statement import HolderKind, Stance, Statement

NARROWEST = 60
WIDEST = 110
# As many unread sentences are shown in full; the rest are counted.
UNREAD_SHOWN = 8

_COLOURS = {
    Stance.ASSERTS: "green",
    Stance.CONCEDES: "green",
    Stance.PROMISES: "cyan",
    Stance.OFFERS: "cyan",
    Stance.PREDICTS: "cyan",
    Stance.DEMANDS: "yellow",
    Stance.DOUBTS: "yellow",
    Stance.SILENT: "magenta",
    Stance.DENIES: "red",
    Stance.REJECTS: "red",
    Stance.ACCUSES: "red",
    Stance.THREATENS: "red",
}


def digest(record: Record, *, width: int, colour: bool) -> str:
    """Who says what: the record as text, wrapped to ``width`` columns.

    The statements are grouped by holder in the order of first appearance, the publisher's own
    last; then silences, and what was left unread. ``colour`` adds ANSI colours.
    """
    return _Page(record, max(NARROWEST, min(width, WIDEST)), colour).text()


class _Page:
    """Builds one digest line by line."""

    def __init__(self, record: Record, width: int, colour: bool) -> None:
        self.record = record
        self.index: Index = index_of(record)
        self.claims = claims_of(record)
        self.width = width
        self.colour = colour
        self.lines: list[str] = []

    def text(self) -> str:
        self._head()
        told = [row for row in self.record.statements if row.holder_kind is not HolderKind.NARRATOR]
        own = [row for row in self.record.statements if row.holder_kind is HolderKind.NARRATOR]
        for name, rows in self._groups(told):
            self._group(name, rows)
        if own:
            self._group(f"{self._publisher()}, in its own words", own)
        self._party_names()
        self._unread()
        return "\n".join(self.lines) + "\n"

    def _style(self, text: str, **how: object) -> str:
        if not self.colour:
            return text
        import click

        return click.style(text, **how)  # type: ignore[arg-type]

    def _publisher(self) -> str:
        return self.record.report.publisher or "The publisher (not named)"

    def _head(self) -> None:
        report = self.record.report
        title = one_line(report.title) if report.title else "(no title)"
        for line in textwrap.wrap(title, self.width) or [title]:
            self.lines.append(self._style(line, bold=True))
        facts = [report.publisher or "publisher not named"]
        if report.via:
            facts.append(f"via {report.via}")
        facts.append(published_words(report))
        counted = f"{len(self.record.statements)} statements, {len(self.record.claims)} claims"
        facts.append(counted)
        self._wrap(" · ".join(facts), "")

    def _groups(self, rows: list[Statement]) -> list[tuple[str, list[Statement]]]:
        groups: dict[str, list[Statement]] = {}
        for row in rows:
            groups.setdefault(holder_words(self.index, row), []).append(row)
        return list(groups.items())

    def _group(self, name: str, rows: list[Statement]) -> None:
        self.lines.append("")
        self.lines.append(self._style(name, bold=True, underline=True))
        for row in rows:
            self._statement(row)

    def _statement(self, row: Statement) -> None:
        words = " […] ".join(one_line(span.text) for span in row.content)
        notes = []
        if row.parent is not None:
            notes.append(f"as told by {holder_words(self.index, self._parent(row))}")
        if row.medium:
            notes.append(f"in: {row.medium}")
        note = f" ({'; '.join(notes)})" if notes else ""
        stance = "" if row.holder_kind is HolderKind.NARRATOR else f"{row.stance.value:<9} "
        self._wrap(
            f"{stance}{words}{note}",
            "  ",
            hang=" " * (2 + len(stance)),
            colour=_COLOURS[row.stance],
        )
        for claim in self.claims.get(row.id, ()):
            self._claim(claim)

    def _parent(self, row: Statement) -> Statement:
        return self.index.statements[row.parent or row.id]

    def _claim(self, claim: Claim) -> None:
        facts = " · ".join([type_words(claim), *claim_facts(self.index, claim)])
        self._wrap(f"{claim.id}: {facts}", "      → ", hang=" " * 10, colour=None, dim=True)

    def _party_names(self) -> None:
        """Whose names the report uses for places that others call otherwise."""
        rows: dict[tuple[str, str], list[str]] = {}
        for place in self.record.places:
            for name in place.party_names:
                rows.setdefault((name.name, place.name), []).append(side_words(name.by))
        if not rows:
            return
        self.lines.append("")
        self.lines.append(self._style("Names that are one party's", bold=True))
        for (called, meant), parties in rows.items():
            whose = "" if one_line(meant) == one_line(called) else f" for {one_line(meant)}"
            self._wrap(f"“{one_line(called)}”{whose}: {', '.join(parties)}", "  – ", hang="    ")

    def _unread(self) -> None:
        report, unread = self.record.report, self.record.unread
        self.lines.append("")
        if unread:
            self.lines.append(
                self._style(f"No claim read from {len(unread)} sentence(s)", bold=True)
            )
            for gap in unread[:UNREAD_SHOWN]:
                words = one_line(report.text[gap.start : gap.end])
                self._wrap(
                    textwrap.shorten(words, 2 * self.width, placeholder=" …"), "  – ", hang="    "
                )
            if len(unread) > UNREAD_SHOWN:
                self.lines.append(f"  – and {len(unread) - UNREAD_SHOWN} more")
        if report.boilerplate:
            kinds = Counter(row.kind.value for row in report.boilerplate)
            told = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
            self._wrap(f"Left out as boilerplate: {told}", "")

    def _wrap(
        self,
        text: str,
        indent: str,
        *,
        hang: str | None = None,
        colour: str | None = None,
        dim: bool = False,
    ) -> None:
        """Add the text wrapped; the first word takes the colour, ``dim`` shades all of it."""
        lines = textwrap.wrap(
            text,
            self.width,
            initial_indent=indent,
            subsequent_indent=hang if hang is not None else indent,
            break_on_hyphens=False,
        )
        if colour and lines and self.colour:
            first, _, rest = lines[0].lstrip().partition(" ")
            lines[0] = f"{indent}{self._style(first, fg=colour)} {rest}"
        self.lines += [self._style(line, dim=True) for line in lines] if dim else lines
