"""Making a judgement: the claims and reports that it names are looked up and checked first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.errors import OptionError, UnknownIdError
from fogline.knowledge.ontology import load_ontology
from fogline.ledger.judging import (
    FIELDS,
    corrected_number,
    corrected_place,
    corrected_time,
    find_subject,
    standing_ids,
    subject_of,
)
from fogline.records.ledger import Judgement, JudgementKind, LedgerClaim, Says, Subject
from fogline.store.base import Selection, View

FEWEST_ID = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says besides the claims: report, field, value, who, why, when."""

    report: str | None
    field: str | None
    value: str | None
    undoes: str | None
    author: str
    reason: str
    now: int


def make_judgement(
    view: View, kind: JudgementKind, keys: Sequence[str], decision: Decision
) -> Judgement:
    """A judgement that names claims of the newest readings, or a report, or another judgement.

    Raises UnknownIdError for what the ledger does not have, and for a claim that a newer reading
    or a corrected version has withdrawn; OptionError for a value that cannot be used.
    """
    if not decision.author.strip():
        raise OptionError("a judgement needs an author", where="--author", remedy="say who decides")
    if not decision.reason.strip():
        raise OptionError("a judgement needs a reason", where="--reason", remedy="say why")
    _check_named(kind, keys, decision)
    _check(kind, decision)
    undoes = None if decision.undoes is None else _judgement(view, decision.undoes)
    subjects = [subject_of(find_claim(view, key)) for key in keys]
    if len({(row.report, row.start, row.type) for row in subjects}) < len(subjects):
        raise OptionError("both are the same claim", where="CLAIM", remedy="name two claims")
    if decision.report is not None:
        subjects.append(_report(view, decision.report))
    told = json.dumps(
        [kind.value, list(keys), decision.report, decision.field, decision.value, undoes,
         decision.author, decision.reason, decision.now, len(view.judgements())]
    )  # fmt: skip
    return Judgement(
        id="j" + hashlib.sha256(told.encode()).hexdigest()[:10],
        kind=kind,
        author=decision.author,
        at=decision.now,
        reason=decision.reason,
        subjects=tuple(subjects),
        field=decision.field,
        value=decision.value,
        undoes=undoes,
    )


def _check_named(kind: JudgementKind, keys: Sequence[str], decision: Decision) -> None:
    """Raise OptionError where a judgement of this kind is not about so many things."""
    wanted = {
        JudgementKind.SAME: (2, "two claims"),
        JudgementKind.DIFFERENT: (2, "two claims"),
        JudgementKind.IRRELEVANT: (0, "a report"),
        JudgementKind.UNDO: (0, "another judgement"),
    }
    number, what = wanted.get(kind, (max(1, len(keys)), "one claim or more"))
    right = len(keys) == number
    right = right and (decision.report is not None) == (kind is JudgementKind.IRRELEVANT)
    right = right and (decision.undoes is not None) == (kind is JudgementKind.UNDO)
    if not right:
        raise OptionError(
            f"{kind.value!r} is said of {what}", where="CLAIM", remedy=f"name {what} and no more"
        )


def _check(kind: JudgementKind, decision: Decision) -> None:
    """Raise OptionError for a field or value that a judgement of this kind cannot have."""
    if kind not in (JudgementKind.WRONG, JudgementKind.CORRECTED):
        return
    field = decision.field or ""
    fields = set(FIELDS) - ({"says"} if kind is JudgementKind.WRONG else {"claim"})
    if field not in fields:
        known = ", ".join(sorted(fields))
        raise OptionError(f"there is no field {field!r}", where="--field", remedy=f"one of {known}")
    if kind is JudgementKind.WRONG:
        return
    value = json.loads(decision.value or "null")
    if field == "place":
        _check_place(value)
    elif field == "time":
        corrected_time(str(value))
    elif field == "number":
        corrected_number(str(value))
    elif field == "says" and value not in set(Says):
        raise OptionError(f"{value!r} is no such word", where="--value", remedy=FIELDS["says"])
    elif field == "type":
        name, _, mode = str(value).partition("/")
        if (name, mode or None) not in load_ontology().index:
            raise OptionError(
                f"there is no type {value!r}", where="--value", remedy="see docs/ontology.md"
            )


def _check_place(value: object) -> None:
    try:
        if not isinstance(value, dict):
            raise TypeError
        corrected_place(value)
    except (KeyError, TypeError):
        raise OptionError("this is no place", where="--value", remedy=FIELDS["place"]) from None


def find_claim(view: View, key: str) -> LedgerClaim:
    """A claim of a newest reading, by key or as "report/claim".

    Raises UnknownIdError, which names the claim that has taken the place of a withdrawn one.
    """
    if "/" in key:
        report, _, claim = key.partition("/")
        rows = [row for row in _newest(view, report) if row.claim == claim]
        if not rows:
            raise UnknownIdError(f"no claim {key}", remedy="see `fogline claims`")
        return rows[0]
    found = view.claims(Selection(keys=[key]))
    if not found:
        raise UnknownIdError(f"no claim {key}", remedy="see `fogline claims`")
    newest = _newest(view, found[0].report)
    if any(row.key == key for row in newest):
        return found[0]
    now = find_subject(subject_of(found[0]), newest)
    remedy = (
        f"it is {now.key} now" if now is not None else "it has no claim at those words any more"
    )
    raise UnknownIdError(f"{key} was withdrawn: the report has been read anew", remedy=remedy)


def _newest(view: View, report: str) -> tuple[LedgerClaim, ...]:
    """The claims of the newest reading of a report, called by its id or the beginning of it."""
    id_ = _report(view, report).report
    reading = max(view.reports([id_]), key=lambda row: (row.read_at, row.reading))
    rows = view.claims(Selection(reports=[id_]))
    return tuple(row for row in rows if row.key.split(".")[1] == reading.reading[:8])


def _report(view: View, report: str) -> Subject:
    rows = view.reports([report])
    if not rows and len(report) >= FEWEST_ID:
        rows = tuple(row for row in view.reports() if row.id.startswith(report))
    ids = {row.id for row in rows}
    if len(ids) != 1:
        what = "no report" if not ids else "several reports begin with"
        raise UnknownIdError(f"{what} {report}", remedy="see `fogline claims --format json`")
    return Subject(report=ids.pop(), claim=None, type=None, start=None, end=None)


def _judgement(view: View, id_: str) -> str:
    rows = view.judgements()
    if not any(row.id == id_ for row in rows):
        raise UnknownIdError(f"no judgement {id_}", remedy="see `fogline judge list`")
    if id_ not in standing_ids(rows):
        raise OptionError(f"{id_} has been undone already", where="JUDGEMENT")
    return id_
