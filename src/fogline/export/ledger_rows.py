"""What a ledger's views list, as rows for a table, JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fogline.export.moments import DATE_LENGTH, moment_words, one_day, short_moment
from fogline.export.numbers import interval_words, number
from fogline.export.tables import Table, plain
from fogline.records.event import EventClaim
from fogline.records.ledger import Basis, Hit, LedgerClaim, LedgerReport, Voice, When
from fogline.records.views import (
    Change,
    EventCommitment,
    EventRow,
    EventSilence,
    EventToll,
    Hold,
    Position,
)

Row = dict[str, Any]
MOST_WORDS = 160


def event_table(events: Iterable[EventRow]) -> Table:
    """Events: what, where, when, what they add up to, and by whom."""
    rows = [_event_row(event) for event in events]
    columns = ("id", "what", "where", "when", "standing", "says_so", "says_not", "reports")
    return Table(
        columns=columns,
        rows=tuple(rows),
        flexible=("where", "says_so", "says_not"),
    )


def _event_row(event: EventRow) -> Row:
    return {
        "id": event.id,
        "what": f"{event.type}/{event.mode}" if event.mode else event.type,
        "where": event.place.name if event.place else None,
        "when": period(event.time),
        "standing": list(dict.fromkeys(row.is_.value for row in event.standing)),
        "says_so": list(event.says_so),
        "says_not": list(event.says_not),
        "reports": event.reports,
    }


def period(when: When | None) -> str | None:
    """A period on one line: a day, a half-open range, or the words that no calendar holds."""
    if when is None:
        return None
    if when.start is None:
        return f"“{plain(when.words.text)}”" if when.words is not None else None
    if when.basis is Basis.REPORT:
        return f"about {when.start[:10]}"
    start, end = when.start[:16], (when.end or "")[:16]
    if when.precision == "day" or (when.end is not None and one_day(when.start, when.end)):
        return start
    if len(start) == len(end) == DATE_LENGTH:
        return f"{start} – {end[5:] if start[:4] == end[:4] else end}"
    return f"{start.replace('T', ' ')} – {end.replace('T', ' ')}" if end else f"from {start}"


def claim_table(rows: Iterable[tuple[LedgerClaim, LedgerReport]]) -> Table:
    """Claims: who says what, where and when, in which words, in which report."""
    columns = (
        "at",
        "publisher",
        "holder",
        "says",
        "type",
        "mode",
        "actor",
        "recipient",
        "place",
        "time",
        "numbers",
        "modality",
        "words",
        "report",
        "claim",
        "key",
    )
    flexible = ("publisher", "holder", "actor", "recipient", "place", "words", "numbers")
    return Table(
        columns=columns,
        rows=tuple(_claim_row(claim, report) for claim, report in rows),
        flexible=flexible,
    )


def _claim_row(claim: LedgerClaim, report: LedgerReport) -> Row:
    return {
        "at": moment_words(report.known),
        "publisher": report.publisher,
        "holder": claim.holder.name,
        "says": claim.says.value,
        "type": claim.type,
        "mode": claim.mode,
        "actor": [voice.name for voice in claim.actors],
        "recipient": [voice.name for voice in claim.recipients],
        "place": claim.place.name if claim.place else None,
        "time": period(claim.time),
        "numbers": [
            f"{row.kind} {interval_words(row.low, row.high, row.exact)}" for row in claim.counts
        ],
        "modality": claim.modality,
        "words": quoted(claim),
        "report": report.id,
        "claim": claim.claim,
        "key": claim.key,
    }


def quoted(claim: LedgerClaim) -> str:
    """The claim's words on one line, shortened at a word."""
    text = plain(" … ".join(piece.text for piece in claim.evidence))
    if len(text) <= MOST_WORDS:
        return text
    return text[:MOST_WORDS].rsplit(" ", 1)[0] + " …"


def silence_table(rows: Iterable[EventSilence]) -> Table:
    """Silences: who had not answered what, since when, and what answered it."""
    columns = (
        "since",
        "silent",
        "asked_by",
        "about",
        "event",
        "state",
        "answered_by",
        "told_by",
        "words",
    )
    found = []
    for row in rows:
        silence, answer = row.silence, row.silence.answer
        found.append(
            {
                "since": moment_words(silence.since),
                "silent": silence.holder.name,
                "asked_by": silence.asker.name if silence.asker else None,
                "about": row.event.title,
                "event": row.event.id,
                "state": silence.state.value,
                "answered_by": None
                if answer is None
                else f"{answer.claim.holder.name}, {short_moment(answer.at)}, {_told(answer)}",
                "told_by": silence.report.publisher,
                "words": quoted(silence.claim),
            }
        )
    flexible = ("silent", "asked_by", "about", "answered_by", "told_by", "words")
    return Table(columns=columns, rows=tuple(found), flexible=flexible)


def _told(row: EventClaim) -> str:
    return f"{row.report.publisher or 'unknown publisher'} ({row.claim.claim})"


def commitment_table(rows: Iterable[EventCommitment]) -> Table:
    """Commitments: who promised what for when, how it stands, who blames whom."""
    columns = ("state", "by", "act", "due", "why", "blamed", "event", "about")
    found = []
    for row in rows:
        commitment = row.commitment
        due = [f"{period(d.when) or 'no date'} ({d.holder.name})" for d in commitment.due]
        blamed = [
            f"{b.by.name} blames {', '.join(v.name for v in b.on) or 'nobody named'}"
            for b in commitment.blamed
        ]
        found.append(
            {
                "state": commitment.state.value,
                "by": [voice.name for voice in commitment.by],
                "act": commitment.act,
                "due": list(dict.fromkeys(due)),
                "why": commitment.why,
                "blamed": list(dict.fromkeys(blamed)),
                "event": row.event.id,
                "about": row.event.title,
            }
        )
    return Table(
        columns=columns, rows=tuple(found), flexible=("by", "due", "why", "blamed", "about")
    )


def toll_table(rows: Iterable[EventToll]) -> Table:
    """Tolls: how many of whom, by whom, for which event, as told when."""
    columns = (
        "event",
        "where",
        "when",
        "kind",
        "who",
        "low",
        "high",
        "part",
        "holder",
        "publisher",
        "at",
        "state",
        "words",
    )
    found = []
    for row in rows:
        toll, event = row.toll, row.event
        found.append(
            {
                "event": event.id,
                "where": event.place.name if event.place else None,
                "when": period(event.time),
                "kind": toll.kind,
                "who": toll.who,
                "low": number(toll.low),
                "high": number(toll.high),
                "part": toll.part,
                "holder": toll.claim.claim.holder.name,
                "publisher": toll.claim.report.publisher,
                "at": moment_words(toll.claim.at),
                "state": toll.state.value,
                "words": quoted(toll.claim.claim),
            }
        )
    return Table(
        columns=columns,
        rows=tuple(found),
        flexible=("where", "when", "holder", "publisher", "words"),
    )


def position_table(rows: Iterable[Position]) -> Table:
    """Positions in talks, by party."""
    columns = (
        "party",
        "position",
        "topic",
        "to",
        "condition",
        "first",
        "last",
        "reports",
        "answered",
        "words",
        "event",
    )
    found = [
        {
            "party": row.party,
            "position": row.kind,
            "topic": row.topic,
            "to": names(row.to),
            "condition": plain(row.condition) if row.condition else None,
            "first": moment_words(row.first),
            "last": moment_words(row.last),
            "reports": row.reports,
            "answered": [f"{a.claim.holder.name}: {a.claim.type}" for a in row.answered],
            "words": quoted(row.claim.claim),
            "event": row.event.id,
        }
        for row in rows
    ]
    return Table(
        columns=columns, rows=tuple(found), flexible=("to", "condition", "words", "answered")
    )


def control_table(rows: Iterable[Hold]) -> Table:
    """Who is said to have which ground, by whom."""
    columns = (
        "place",
        "party",
        "deed",
        "claimed_by",
        "conceded_by",
        "assessed_by",
        "denied_by",
        "since",
        "event",
    )
    found = [
        {
            "place": row.place.name,
            "party": row.party,
            "deed": row.deed + (" (lost)" if row.lost else ""),
            "claimed_by": says_words(row.claimed),
            "conceded_by": says_words(row.conceded),
            "assessed_by": says_words(row.assessed),
            "denied_by": says_words(row.denied),
            "since": moment_words(row.since),
            "event": row.event.id,
        }
        for row in rows
    ]
    flexible = ("place", "claimed_by", "conceded_by", "assessed_by", "denied_by")
    return Table(columns=columns, rows=tuple(found), flexible=flexible)


def says_words(rows: Iterable[EventClaim]) -> list[str]:
    """The names of those who make the claims, each once."""
    return list(dict.fromkeys(row.claim.holder.name for row in rows))


def names(voices: Iterable[Voice]) -> list[str]:
    """The names of voices, each once."""
    return list(dict.fromkeys(voice.name for voice in voices))


def change_table(rows: Iterable[Change]) -> Table:
    """What changed, in which event, and who bears it out."""
    columns = ("change", "what", "before", "after", "told_by", "event")
    found = [
        {
            "change": row.kind.value,
            "what": row.event.title,
            "before": row.before,
            "after": row.after,
            "told_by": list(dict.fromkeys(_told(claim) for claim in row.claims)),
            "event": row.event.id,
        }
        for row in rows
    ]
    return Table(
        columns=columns, rows=tuple(found), flexible=("what", "before", "after", "told_by")
    )


def hit_table(rows: Iterable[tuple[Hit, LedgerReport]]) -> Table:
    """Paragraphs that a search found."""
    columns = ("at", "publisher", "title", "words", "report", "paragraph")
    found = [
        {
            "at": moment_words(report.known),
            "publisher": report.publisher,
            "title": report.title,
            "words": plain(hit.text),
            "report": report.id[:12],
            "paragraph": hit.number,
        }
        for hit, report in rows
    ]
    return Table(columns=columns, rows=tuple(found), flexible=("publisher", "title", "words"))
