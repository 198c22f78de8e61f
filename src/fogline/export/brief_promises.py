"""Promises: for when they were given and by whom, how they stand, and who blames whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.export import brief_words as fixed
from fogline.export.brief_desk import Desk, Writer, hull
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import clean, joined, quote
from fogline.export.brief_tell import needs_name
from fogline.records.event import Commitment, Due, Event
from fogline.records.ledger import Words

MOST_BLAMES, MOST_DUE = 4, 5


def commitment_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """For when each promise was given and by whom, how it stands, and who blames whom."""
    for row in event.commitments:
        due = [(_due_words(given), given) for given in row.due]
        dated = [(words, given) for words, given in due if words is not None]
        if dated:
            yield _due(dated, desk)
        if dated or row.state.value != "open":
            yield Writer(desk).fixed(fixed.DUE_STATES[row.state]).done()
        yield from _blame(row, desk)


def _due_words(due: Due) -> Words | None:
    """The words of a period; what a report only implies is not told."""
    return due.when.words


def _due(rows: Sequence[tuple[Words, Due]], desk: Desk) -> Sentence:
    """Each period once for each who gives it."""
    writer = Writer(desk)
    given: dict[tuple[str, str], tuple[Words, Due]] = {}
    for words, due in rows:
        side = due.holder.party or due.holder.key
        given.setdefault((clean(words.text).casefold(), side), (words, due))
    same_words: dict[tuple[str, int], tuple[Words, Due]] = {}
    for words, due in given.values():
        same_words.setdefault((due.report.id, words.start), (words, due))
    for number, (words, due) in enumerate(list(same_words.values())[:MOST_DUE]):
        writer.fixed(fixed.SEMICOLON if number else fixed.DUE).quote(quote(clean(words.text)))
        writer.fixed(fixed.OPEN).name(due.holder, due.report, short=True).fixed(fixed.CLOSE)
        writer.fixed(fixed.SPACE).mark(due.claim, due.report, [words, due.holder.words])
    return writer.fixed(fixed.STOP).done()


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
