"""Who had not answered when the reports were written, and who has answered since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.export import brief_words as fixed
from fogline.export.brief_desk import Desk, Writer, hull, spoken_name
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import begins_with_pronoun, clean, joined, quote
from fogline.records.event import Event, Silence, State
from fogline.records.ledger import LedgerClaim, Words

MOST_SILENCES = 3


def silence_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """Who had not answered, and who of them has answered since."""
    rows = [row for row in event.silences if row.state is State.OPEN]
    rows = [row for row in _once(rows) if _tells(row)]
    if rows:
        yield _waiting(rows, desk)
    answered = _once([row for row in event.silences if row.answer is not None])
    if answered:
        yield _answered(answered, desk)


def _once(rows: Sequence[Silence]) -> list[Silence]:
    """The silences, those of the same words once."""
    found: dict[tuple[str, int, int], Silence] = {}
    for row in rows:
        found.setdefault((row.report.id, *hull(row.claim)), row)
    return list(found.values())


def _tells(row: Silence) -> bool:
    """Whether one can see who is silent: by the words, or by the name."""
    named = spoken_name(row.holder, row.report) is not None
    return named or not begins_with_pronoun(joined(row.claim.evidence))


def _waiting(rows: Sequence[Silence], desk: Desk) -> Sentence:
    writer = Writer(desk)
    new = [row for row in rows if not desk.is_told(row.claim)]
    for number, row in enumerate(new[:MOST_SILENCES]):
        writer.fixed(fixed.SEMICOLON if number else fixed.SILENT)
        _silence(writer, row)
    if not new:
        writer.fixed(fixed.SILENT_AGAIN)
        for number, row in enumerate(rows[:MOST_SILENCES]):
            writer.fixed(fixed.COMMA if number else fixed.SPACE).mark(row.claim, row.report)
    if len(new) > MOST_SILENCES:
        writer.fixed(fixed.MORE)
    return writer.fixed(fixed.STOP).done()


def _silence(writer: Writer, row: Silence) -> None:
    claim = row.claim
    words = joined(claim.evidence)
    carried = [row.holder.words]
    if begins_with_pronoun(words):
        writer.name(row.holder, row.report, short=True).fixed(fixed.COLON)
    writer.desk.tell(claim)
    writer.quote(quote(words, clean(claim.trigger.text)))
    since = claim.time.words if claim.said is not None and claim.time is not None else None
    if since is not None and not _carried(claim, since):
        writer.fixed(fixed.SINCE).quote(quote(clean(since.text)))
    writer.fixed(fixed.SPACE).mark(claim, row.report, [*carried, since])


def _carried(claim: LedgerClaim, words: Words) -> bool:
    return any(span.start <= words.start and words.end <= span.end for span in claim.evidence)


def _answered(rows: Sequence[Silence], desk: Desk) -> Sentence:
    """The silences that are over, with the first answer."""
    writer = Writer(desk)
    for number, row in enumerate(rows[:MOST_SILENCES]):
        writer.fixed(fixed.SEMICOLON if number else fixed.SILENT_ONCE)
        if desk.is_told(row.claim):
            writer.name(row.holder, row.report, short=True).fixed(fixed.SPACE)
            writer.mark(row.claim, row.report, [row.holder.words])
        else:
            _silence(writer, row)
    answer = min((row.answer for row in rows if row.answer), key=lambda row: row.at)
    writer.fixed(fixed.ANSWERED_BY).name(answer.claim.holder, answer.report, short=True)
    writer.fixed(fixed.SPACE).mark(answer.claim, answer.report, [answer.claim.holder.words])
    return writer.fixed(fixed.STOP).done()
