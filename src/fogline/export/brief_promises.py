"""Promises: for when they were given and by whom, how they stand, and who blames whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.export import brief_words as fixed
from fogline.export.brief_desk import Desk, Writer, hull
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import clean, joined, quote
from fogline.export.brief_tell import needs_name
from fogline.records.event import Commitment, Due, DueState, Event
from fogline.records.ledger import Role

MOST_BLAMES, MOST_DUE, MOST_GIVERS = 4, 5, 3


def commitment_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """For when each promise was given and by whom, how it stands, and who blames whom."""
    for row in event.commitments:
        dated = [given for given in row.due if given.when.words is not None]
        if dated:
            yield _due(dated, desk)
        if dated or row.state is not DueState.OPEN:
            yield Writer(desk).fixed(fixed.DUE_STATES[row.state]).done()
        yield from _blame(row, desk)


def _due(rows: Sequence[Due], desk: Desk) -> Sentence:
    """Each period once, in the words of the first who gave it, then who else gives it."""
    writer = Writer(desk)
    periods: dict[tuple[str, int, int], list[Due]] = {}
    for due in _givers(rows):
        words = "" if due.when.words is None else clean(due.when.words.text)
        key = (words.casefold(), due.when.first, due.when.last)
        periods.setdefault(key, []).append(due)
    for number, givers in enumerate(list(periods.values())[:MOST_DUE]):
        writer.fixed(fixed.SEMICOLON if number else fixed.DUE)
        _period(writer, givers)
    if len(periods) > MOST_DUE:
        writer.fixed(fixed.MORE)
    return writer.fixed(fixed.STOP).done()


def _givers(rows: Sequence[Due]) -> Iterator[Due]:
    """Who gives a period: not an outlet beside those that it quotes, and "both sides" once."""
    seen: set[tuple[str, int]] = set()
    quoted = {(row.report.id, row.when.first) for row in rows if not _is_outlet(row)}
    for row in rows:
        words = row.when.words
        at = (row.report.id, -1 if words is None else words.start)
        if at not in seen and not (_is_outlet(row) and (row.report.id, row.when.first) in quoted):
            seen.add(at)
            yield row


def _is_outlet(due: Due) -> bool:
    return due.holder.role is Role.PUBLISHER


def _period(writer: Writer, givers: Sequence[Due]) -> None:
    """Add a period with everybody who gives it, each side once."""
    sides: dict[str, Due] = {}
    for due in givers:
        sides.setdefault(due.holder.party or due.holder.key, due)
    words = givers[0].when.words
    if words is not None:
        writer.quote(quote(clean(words.text)))
    told = list(sides.values())[:MOST_GIVERS]
    for number, due in enumerate(told):
        joint = fixed.AND if number == len(sides) - 1 else fixed.COMMA
        writer.fixed(joint if number else fixed.BY).name(due.holder, due.report, short=True)
        carried = [due.when.words, due.holder.words]
        writer.fixed(fixed.SPACE).mark(due.claim, due.report, carried)
    if len(sides) > MOST_GIVERS:
        writer.fixed(fixed.MORE)


def _blame(row: Commitment, desk: Desk) -> Iterator[Sentence]:
    writer = Writer(desk)
    seen: set[tuple[str, int, int]] = set()
    for blame in row.blamed:
        at = (blame.report.id, *hull(blame.claim))
        if at in seen or desk.is_told(blame.claim) or len(seen) == MOST_BLAMES:
            continue
        writer.fixed(fixed.SEMICOLON if seen else fixed.BLAME)
        seen.add(at)
        desk.tell(blame.claim)
        words = joined(blame.claim.evidence)
        if needs_name(words, blame.by, blame.report):
            writer.name(blame.by, blame.report, short=True).fixed(fixed.COLON)
        writer.quote(quote(words, clean(blame.claim.trigger.text))).fixed(fixed.SPACE)
        writer.mark(blame.claim, blame.report, [blame.by.words])
    if seen:
        yield writer.fixed(fixed.STOP).done()
