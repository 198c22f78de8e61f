"""Numbers of people: each figure once, with everybody who gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.export import brief_words as fixed
from fogline.export.brief_desk import Desk, Writer, hull, spoken_name
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import clean, quote
from fogline.export.brief_tell import add_copies
from fogline.records.event import Event, EventClaim, State, Toll
from fogline.records.ledger import Words

# A sentence tells so many figures of a kind, and names as many who give each of them.
MOST_FIGURES, MOST_GIVERS = 5, 3


def toll_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """Each kind of number in one sentence: what it is in whose words, the first known first."""
    kinds: dict[str, list[Toll]] = {}
    for toll in event.tolls:
        if not toll.claim.repeater or all(row.claim.repeater for row in event.tolls):
            kinds.setdefault(toll.kind, []).append(toll)
    for kind, tolls in kinds.items():
        yield _tolls(kind, tolls, desk)


def _tolls(kind: str, tolls: Sequence[Toll], desk: Desk) -> Sentence:
    writer = Writer(desk)
    figures: dict[tuple[float | None, float | None, bool], list[Toll]] = {}
    for toll in tolls:
        figures.setdefault((toll.low, toll.high, toll.part), []).append(toll)
    for number, rows in enumerate(list(figures.values())[:MOST_FIGURES]):
        writer.fixed(fixed.SEMICOLON if number else fixed.TOLLS.get(kind, fixed.TOLL))
        _figure(writer, rows)
    if len(figures) > MOST_FIGURES:
        writer.fixed(fixed.MORE)
    return writer.fixed(fixed.STOP).done()


def _figure(writer: Writer, rows: Sequence[Toll]) -> None:
    """Add one figure in the words of the first who gave it, then who else gives it."""
    givers: dict[str, list[Toll]] = {}
    seen: set[tuple[str, int, int]] = set()
    for toll in rows:
        # "Both sides" are two, in the same words.
        at = (toll.claim.report.id, *hull(toll.claim.claim))
        if at not in seen:
            seen.add(at)
            givers.setdefault(_giver(toll), []).append(toll)
    if rows[0].state is State.SUPERSEDED:
        writer.fixed(fixed.EARLIER)
    words = _counted(rows[0])
    writer.quote(quote(clean(words.text)))
    told = list(givers.values())[:MOST_GIVERS]
    for number, mine in enumerate(told):
        joint = fixed.AND if number == len(givers) - 1 else fixed.COMMA
        writer.fixed(joint if number else fixed.BY)
        _by(writer, mine[0], words if number == 0 else None)
        others = {row.claim.report.id: row for row in mine}
        others.pop(mine[0].claim.report.id, None)
        add_copies(writer, [(row.claim.claim, row.claim.report) for row in others.values()])
    if len(givers) > MOST_GIVERS:
        writer.fixed(fixed.MORE)


def _giver(toll: Toll) -> str:
    """Who gives a figure: one of the tables, or else whoever goes by that name."""
    holder = toll.claim.claim.holder
    name = spoken_name(holder, toll.claim.report)
    return holder.key if name is None or holder.party is not None else name.casefold()


def _by(writer: Writer, toll: Toll, words: Words | None) -> None:
    claim, report = toll.claim.claim, toll.claim.report
    writer.name(claim.holder, report, short=True).fixed(fixed.SPACE)
    writer.mark(claim, report, [words, claim.holder.words])


def _counted(toll: Toll) -> Words:
    """The words of a number with whom it counts, where the report has them together."""
    claim = toll.claim.claim
    for count in claim.counts:
        if (count.kind, count.low, count.high) == (toll.kind, toll.low, toll.high):
            for target in claim.targets:
                if target.start <= count.words.start and count.words.end <= target.end:
                    return target
            return count.words
    return claim.trigger


def drift_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """A number of one speaker that differs between the reports that carry it."""
    for drift in event.drifts:
        if drift.kind != "number":
            continue
        writer = Writer(desk)
        for number, (text, key) in enumerate(drift.values[:MOST_FIGURES]):
            row = event.claim(key)
            words = _wording(row, text)
            writer.fixed(fixed.COMMA if number else fixed.DRIFT).quote(quote(clean(words.text)))
            writer.fixed(fixed.SPACE).mark(row.claim, row.report, [words])
        yield writer.fixed(fixed.STOP).done()


def _wording(row: EventClaim, text: str) -> Words:
    for count in row.claim.counts:
        if count.words.text == text:
            return count.words
    return row.claim.trigger
