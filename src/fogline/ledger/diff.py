"""What changed between two moments: new events, changed standing, answers, moved dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fogline.records.event import Due, Event, EventClaim, Silence, State, Toll
from fogline.records.ledger import When
from fogline.records.views import Change, ChangeKind


def compare_moments(before: Sequence[Event], after: Sequence[Event]) -> tuple[Change, ...]:
    """The changes from one moment's events to a later one's, in the order of the later events."""
    old = {key: event for event in before for key in _keys(event)}
    found: list[Change] = []
    for event in after:
        same = list({old[key].id: old[key] for key in _keys(event) if key in old}.values())
        if not same:
            found.append(_new(event))
            continue
        found += _changes(same, event)
    return tuple(found)


def _keys(event: Event) -> tuple[str, ...]:
    """What an event is known by: its own claims, not those that can be put to several events."""
    own = tuple(
        row.claim.event_key
        for row in event.claims
        if not row.claim.topics and row.claim.type != "EVIDENCE"
    )
    return own or tuple(row.claim.event_key for row in event.claims)


def _new(event: Event) -> Change:
    return Change(
        kind=ChangeKind.NEW_EVENT,
        event=event,
        before="",
        after=standing_words(event),
        claims=event.claims[:1],
    )


def standing_words(event: Event) -> str:
    """An event's standings in their order, each once: "denied, claimed"."""
    return ", ".join(dict.fromkeys(row.is_.value for row in event.standing))


def _changes(old: Sequence[Event], event: Event) -> Iterable[Change]:
    if len(old) > 1:
        titles = "; ".join(row.title for row in old)
        yield Change(
            kind=ChangeKind.MERGED, event=event, before=titles, after=event.title, claims=()
        )
    was, now = standing_words(old[0]), standing_words(event)
    if was != now:
        keys = {key for row in event.standing for key in row.claims}
        new = _new_claims(old, event)
        rows = tuple(row for row in new if row.claim.key in keys) or new
        yield Change(kind=ChangeKind.STANDING, event=event, before=was, after=now, claims=rows)
    yield from _silences(old, event)
    yield from _dues(old, event)
    yield from _tolls(old, event)


def _new_claims(old: Sequence[Event], event: Event) -> tuple[EventClaim, ...]:
    known = {row.claim.key for one in old for row in one.claims}
    return tuple(row for row in event.claims if row.claim.key not in known)


def _silences(old: Sequence[Event], event: Event) -> Iterable[Change]:
    states = {_silence_key(row): row.state for one in old for row in one.silences}
    for row in event.silences:
        was = states.get(_silence_key(row))
        if was is State.OPEN and row.state is State.SUPERSEDED and row.answer is not None:
            answer = row.answer
            yield Change(
                kind=ChangeKind.ANSWERED,
                event=event,
                before=f"{row.holder.name} had not answered",
                after=f"{answer.claim.holder.name} {answer.claim.says.value} it",
                claims=(answer,),
            )
        elif was is None and row.state is State.OPEN:
            yield Change(
                kind=ChangeKind.NEW_SILENCE,
                event=event,
                before="",
                after=f"{row.holder.name} has not answered",
                claims=(),
            )


def _silence_key(row: Silence) -> tuple[str, str]:
    return row.claim.event_key, row.holder.key


def _dues(old: Sequence[Event], event: Event) -> Iterable[Change]:
    before = {row.act: row for one in old for row in one.commitments}
    for row in event.commitments:
        was = before.get(row.act)
        if was is None:
            continue
        known = {(due.when.start, due.when.end) for due in was.due}
        new = [due for due in row.due if (due.when.start, due.when.end) not in known]
        for due in new:
            yield Change(
                kind=ChangeKind.DUE,
                event=event,
                before="; ".join(dict.fromkeys(when_words(d.when) for d in was.due)) or "no date",
                after=f"{when_words(due.when)}, says {due.holder.name}",
                claims=_claims_of(event, due),
            )
        if was.state is not row.state:
            yield Change(
                kind=ChangeKind.COMMITMENT,
                event=event,
                before=was.state.value,
                after=f"{row.state.value}: {row.why}",
                claims=(),
            )


def _claims_of(event: Event, due: Due) -> tuple[EventClaim, ...]:
    return tuple(row for row in event.claims if row.claim.key == due.claim.key)


def _tolls(old: Sequence[Event], event: Event) -> Iterable[Change]:
    known = {_toll_key(row) for one in old for row in one.tolls}
    for row in event.tolls:
        if _toll_key(row) in known or row.part:
            continue
        before = [
            _interval(one)
            for was in old
            for one in was.tolls
            if one.kind == row.kind and (one.who or "people") == (row.who or "people")
        ]
        yield Change(
            kind=ChangeKind.TOLL,
            event=event,
            before="; ".join(dict.fromkeys(before)),
            after=f"{row.kind} {_interval(row)}, says {row.claim.claim.holder.name}",
            claims=(row.claim,),
        )


def _toll_key(row: Toll) -> tuple[object, ...]:
    return row.kind, row.who or "people", row.low, row.high, row.claim.claim.holder.key


def _interval(row: Toll) -> str:
    low = "" if row.low is None else f"{row.low:,.10g}"
    high = "" if row.high is None else f"{row.high:,.10g}"
    if low == high:
        return low or "not given"
    return f"{low or '0'} to {high}" if high else f"{low} or more"


def when_words(when: When) -> str:
    """A period as the calendar has it, else in the report's words."""
    if when.start is None:
        return f"“{when.words.text}”" if when.words is not None else "no date"
    return f"{when.start} to before {when.end}" if when.end else f"from {when.start} on"
