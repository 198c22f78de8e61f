"""Judgements as rows: who decided what, when and why, and whether it still counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fogline.export.moments import moment_words
from fogline.export.tables import Table
from fogline.records.ledger import Judgement, Subject


def judgement_table(rows: Iterable[Judgement], in_force: Collection[str]) -> Table:
    """All judgements in their order; ``in_force`` are the ids of those that nobody has undone."""
    columns = (
        "at",
        "id",
        "kind",
        "about",
        "field",
        "value",
        "author",
        "reason",
        "undoes",
        "counts",
    )
    found = [
        {
            "at": moment_words(row.at),
            "id": row.id,
            "kind": row.kind.value,
            "about": [_subject(subject) for subject in row.subjects],
            "field": row.field,
            "value": row.value,
            "author": row.author,
            "reason": row.reason,
            "undoes": row.undoes,
            "counts": row.id in in_force,
        }
        for row in rows
    ]
    return Table(columns=columns, rows=tuple(found), flexible=("about", "value", "reason"))


def _subject(subject: Subject) -> str:
    report = subject.report[:12]
    return report if subject.claim is None else f"{report}/{subject.claim} {subject.type}"
