"""One event for a person at a terminal: standing with reasons, claims by side, silences, tolls."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from fogline.export.ledger_rows import period, quoted
from fogline.export.moments import short_moment
from fogline.export.numbers import interval_words
from fogline.export.sides import side_words
from fogline.export.tables import plain
from fogline.records.event import (
    Commitment,
    Drift,
    Event,
    EventClaim,
    Origin,
    Silence,
    State,
    Toll,
)
from fogline.records.ledger import Basis, LedgerClaim, LedgerReport, Role

_SIDES = (
    ("party", "The parties"),
    (Role.ASSESSOR, "Assessors"),
    (Role.WITNESS, "Witnesses"),
    (Role.OTHER, "Others"),
    (Role.PUBLISHER, "Outlets in their own words"),
)


def event_text(event: Event) -> str:
    """The event as text, wrapped to the terminal."""
    width = max(70, min(shutil.get_terminal_size((110, 24)).columns, 120))
    return "\n".join(_lines(event, width)) + "\n"


def _lines(event: Event, width: int) -> Iterator[str]:
    yield plain(event.title)
    yield f"{event.id} · as of {short_moment(event.as_of)} UTC · {period(event.time) or 'no date'}"
    if event.place is not None and event.place.contested:
        sides = [side_words(by) for by in event.place.contested]
        verb = "claims" if len(sides) == 1 else "claim"
        yield plain(f"Claimed ground: {' and '.join(sides)} {verb} {event.place.name}.")
    yield ""
    yield "Standing"
    for row in event.standing:
        yield from _wrap(f"{row.is_.value}: {row.why} ({row.rule})", width, "  ")
    for role, title in _SIDES:
        claims = [row for row in event.claims if _side(row) == role]
        if claims:
            yield from ("", title)
            for claim in claims:
                yield from _claim(claim, width)
    yield from _beside(event, width)


def _side(row: EventClaim) -> str:
    role = row.claim.holder.role
    return "party" if role is Role.ORGAN else role


def _claim(row: EventClaim, width: int) -> Iterator[str]:
    claim = row.claim
    party = f" [{claim.holder.party}]" if claim.holder.party else ""
    notes = [short_moment(row.at), _source(row.report, claim), row.origin]
    if claim.place is not None and claim.place.basis is Basis.CARRIED:
        notes.append(f"place carried over: {claim.place.name}")
    if row.repeater:
        notes.append("repeats others in the same report")
    if row.state is State.SUPERSEDED:
        notes.append("superseded")
    told = f"{plain(claim.holder.name)}{party} {claim.says.value}: {quoted(claim)}"
    yield from _wrap(told, width, "  ")
    yield from _wrap("(" + "; ".join(notes) + ")", width, "      ")


def _source(report: LedgerReport, claim: LedgerClaim) -> str:
    return f"{report.publisher or 'unknown publisher'} {claim.claim}"


def _beside(event: Event, width: int) -> Iterator[str]:
    parts = (
        ("Silences", (text for row in event.silences for text in _silence(row))),
        ("Commitments", (text for row in event.commitments for text in _commitment(row))),
        ("Tolls", (_toll(row) for row in event.tolls)),
        ("Origins", (*map(_origin, event.origins), *map(_drift, event.drifts))),
    )
    for title, texts in parts:
        lines = list(texts)
        if lines:
            yield from ("", title)
            for text in lines:
                indent = "      " if text.startswith(" ") else "  "
                yield from _wrap(text.strip(), width, indent)


def _silence(row: Silence) -> Iterator[str]:
    who = f"{plain(row.holder.name)}, since {short_moment(row.since)}"
    told = f"{who} ({_source(row.report, row.claim)})"
    if row.answer is None:
        yield f"{told}: not answered"
        return
    answer = row.answer
    by = f"{answer.claim.holder.name}, {short_moment(answer.at)}"
    yield f"{told}: answered by {by} ({_source(answer.report, answer.claim)})"


def _commitment(row: Commitment) -> Iterator[str]:
    by = ", ".join(voice.name for voice in row.by) or "nobody named"
    yield f"{row.act} by {by}: {row.state.value} ({row.why})"
    for due in row.due:
        source = f"{short_moment(due.at)}, {_source(due.report, due.claim)}"
        yield f"  due {period(due.when)}, says {due.holder.name} ({source})"
    for blame in row.blamed:
        on = ", ".join(voice.name for voice in blame.on) or "nobody named"
        yield f"  {blame.by.name} blames {on} ({_source(blame.report, blame.claim)})"


def _toll(row: Toll) -> str:
    who = f" {row.who}" if row.who else ""
    notes = [short_moment(row.claim.at)]
    notes += ["a part"] if row.part else []
    notes += ["superseded"] if row.state is State.SUPERSEDED else []
    number = interval_words(row.low, row.high, row.exact)
    holder = row.claim.claim.holder.name
    return f"{row.kind}{who}: {number}, says {holder} ({', '.join(notes)})"


def _origin(row: Origin) -> str:
    tied = row.group is not None and row.group in (row.party, row.name)
    group = f", of {row.party}" if row.party and tied else ""
    count = len(row.reports)
    return f"{row.id} {row.name} ({row.role}{group}): {count} report{'s' if count > 1 else ''}"


def _drift(row: Drift) -> str:
    values = "; ".join(f"“{plain(words)}”" for words, _ in row.values)
    return f"The {row.kind} of {row.origin} differs between copies: {values}"


def _wrap(text: str, width: int, indent: str) -> Iterable[str]:
    return textwrap.wrap(
        plain(text), width, initial_indent=indent, subsequent_indent=indent + "    ",
        break_on_hyphens=False,
    )  # fmt: skip
