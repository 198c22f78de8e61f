"""Events as JSON: the list of the design's section 5, and one event with all its reasons."""

from __future__ import annotations

from typing import Any

from fogline.export.moments import moment_words
from fogline.export.numbers import number
from fogline.records.event import Commitment, Event, EventClaim, Silence, Standing, Toll
from fogline.records.ledger import LedgerClaim, Link, Voice, When, Words

Json = dict[str, Any]


def events_json(events: tuple[Event, ...]) -> list[Json]:
    """The list of events, each as section 5 of the design shows it."""
    return [event_summary(event) for event in events]


def event_summary(event: Event) -> Json:
    """One event: standing, place, time, claims, silences, commitments, tolls."""
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "as_of": moment_words(event.as_of),
        "title": event.title,
        "standing": [
            {
                "is": row.is_.value,
                "rule": row.rule,
                "claims": [reference(key, event) for key in row.claims],
            }
            for row in event.standing
        ],
        "place": None if event.place is None else event.place.name,
        "time": when_json(event.time),
        "claims": [claim_row(row) for row in event.claims],
        "silences": [silence_json(row) for row in event.silences],
        "commitments": [_commitment(row) for row in event.commitments],
        "tolls": [toll_json(row) for row in event.tolls],
    }


def standing_json(row: Standing) -> Json:
    """One thing that claims add up to, with its rule and reason."""
    return {
        "is": row.is_.value,
        "rule": row.rule,
        "because": row.why,
        "sides": list(row.sides),
        "origins": list(row.origins),
    }


def event_detail(event: Event) -> Json:
    """The event with what made it so: origins, relations, drift, evidence, links with reasons."""
    place = event.place
    found = event_summary(event)
    found["why"] = [standing_json(row) for row in event.standing]
    found["where"] = None if place is None else {
        "name": place.name, "id": place.id, "kind": place.kind, "country": place.country,
        "within": [{"id": u.id, "kind": u.kind, "name": u.name} for u in place.within],
        "contested": list(place.contested), "lat": place.lat, "lon": place.lon,
        "precision": place.precision, "basis": place.basis.value,
    }  # fmt: skip
    found["sides"] = list(event.sides)
    found["origins"] = [
        {
            "id": row.id,
            "name": row.name,
            "role": row.role,
            "party": row.party,
            "independent_group": row.group,
            "reports": list(row.reports),
        }
        for row in event.origins
    ]
    found["evidence"] = {_key(row.claim): _evidence(row) for row in event.claims}
    found["relations"] = [
        {
            "kind": row.kind,
            "one": reference(row.one, event),
            "other": reference(row.other, event),
            "rule": row.rule,
        }
        for row in event.relations
    ]
    found["drifts"] = [
        {
            "kind": row.kind,
            "origin": row.origin,
            "values": [
                {"words": words, "claim": reference(key, event)} for words, key in row.values
            ],
        }
        for row in event.drifts
    ]
    found["links"] = [_link(row, event) for row in event.links]
    return found


def _key(claim: LedgerClaim) -> str:
    return f"{claim.report}/{claim.claim}"


def reference(key: str, event: Event) -> str:
    """A claim of the event as "report id/claim id"."""
    for row in event.claims:
        if row.claim.key == key:
            return _key(row.claim)
    for silence in event.silences:
        if silence.claim.key == key:
            return _key(silence.claim)
    return key


def claim_row(row: EventClaim) -> Json:
    """A claim as an event lists it."""
    return {
        "report": row.report.id,
        "publisher": row.report.publisher,
        "title": row.report.title,
        "claim": row.claim.claim,
        "holder": row.claim.holder.name,
        "says": row.claim.says.value,
        "origin": row.origin,
        "at": moment_words(row.at),
        "state": row.state.value,
    }


def _evidence(row: EventClaim) -> Json:
    claim = row.claim
    return {
        "type": claim.type,
        "mode": claim.mode,
        "role": claim.holder.role.value,
        "party": claim.holder.party,
        "repeater": row.repeater,
        "superseded_by": row.superseded_by,
        "actor": [voice.name for voice in claim.actors],
        "recipient": [voice.name for voice in claim.recipients],
        "place": None
        if claim.place is None
        else {"name": claim.place.name, "basis": claim.place.basis.value},
        "time": None
        if claim.time is None
        else {**(when_json(claim.time) or {}), "basis": claim.time.basis.value},
        "polarity": claim.polarity,
        "modality": claim.modality,
        "stance": claim.stance,
        "trigger": words_json(claim.trigger),
        "evidence": [words_json(piece) for piece in claim.evidence],
        "confidence": claim.confidence,
    }


def words_json(words: Words) -> Json:
    """A span of the claim's report."""
    return {"start": words.start, "end": words.end, "text": words.text}


def when_json(when: When | None) -> Json | None:
    """A period as the record has it."""
    if when is None:
        return None
    return {"start": when.start, "end": when.end, "precision": when.precision}


def silence_json(row: Silence) -> Json:
    """A silence as an event lists it."""
    answer = row.answer
    return {
        "holder": row.holder.name,
        "report": row.report.id,
        "claim": row.claim.claim,
        "since": moment_words(row.since),
        "state": row.state.value,
        "superseded_by": None
        if answer is None
        else {"report": answer.report.id, "claim": answer.claim.claim},
    }


def _commitment(row: Commitment) -> Json:
    return {
        "by": [voice.name for voice in row.by],
        "act": row.act,
        "state": row.state.value,
        "due": [
            {
                "start": due.when.start,
                "end": due.when.end,
                "precision": due.when.precision,
                "holder": due.holder.name,
                "report": due.report.id,
                "claim": due.claim.claim,
            }
            for due in row.due
        ],
        "blamed": [
            {
                "by": blame.by.name,
                "on": _first(blame.on),
                "report": blame.report.id,
                "claim": blame.claim.claim,
            }
            for blame in row.blamed
        ],
    }


def _first(voices: tuple[Voice, ...]) -> str | None:
    return ", ".join(voice.name for voice in voices) or None


def toll_json(row: Toll) -> Json:
    """A toll as an event lists it."""
    return {
        "kind": row.kind,
        "who": row.who,
        "low": number(row.low),
        "high": number(row.high),
        "holder": row.claim.claim.holder.name,
        "report": row.claim.report.id,
        "claim": row.claim.claim.claim,
        "at": moment_words(row.claim.at),
        "state": row.state.value,
    }


def _link(row: Link, event: Event) -> Json:
    return {
        "one": reference(row.one, event),
        "other": reference(row.other, event),
        "score": row.score,
        "rule": row.rule,
        "features": dict(row.features),
    }
