"""A record as JSON: one object, every key present, the same bytes for the same record."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from fogline.errors import RecordError
from fogline.export.numbers import number
from fogline.knowledge.resources import resource_path
from fogline.records.actor import Actor
from fogline.records.claim import Claim, Codes
from fogline.records.place import Contest, Naming, Place
from fogline.records.quantity import Quantity
from fogline.records.record import RECORD_VERSION, Record
from fogline.records.report import Published, Report
from fogline.records.span import Span
from fogline.records.statement import Statement
from fogline.records.time import Time

Json = dict[str, Any]


def record_line(record: Record) -> str:
    """The record as one line of JSON, without a line break at its end."""
    return json.dumps(record_object(record), ensure_ascii=False, separators=(",", ":"))


def record_object(record: Record) -> Json:
    """The record as plain objects, in the order of the schema's keys."""
    return {
        "record_version": RECORD_VERSION,
        "report": _report(record.report),
        "actors": [_actor(row) for row in record.actors],
        "places": [_place(row) for row in record.places],
        "namings": [_naming(row) for row in record.namings],
        "times": [_time(row) for row in record.times],
        "quantities": [_quantity(row) for row in record.quantities],
        "statements": [_statement(row) for row in record.statements],
        "claims": [_claim(row) for row in record.claims],
        "unread": [
            {"start": row.start, "end": row.end, "reason": row.reason.value}
            for row in record.unread
        ],
    }


@cache
def record_schema() -> Json:
    """The JSON Schema (2020-12) of a record."""
    schema: Json = json.loads(resource_path("record.schema.json").read_text(encoding="utf-8"))
    return schema


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(record_schema())


def check_record(found: Json) -> None:
    """Raise RecordError unless the object follows the schema and every span its text.

    The ids that records use for each other must exist as well.
    """
    error = next(iter(_validator().iter_errors(found)), None)
    if error is not None:
        raise RecordError(
            error.message[:300],
            where="/".join(str(part) for part in error.absolute_path),
            remedy="this is a defect of Fogline: please report it with the input",
        )
    text = found["report"]["text"]
    for where, span in _spans(found, "record"):
        if text[span["start"] : span["end"]] != span["text"]:
            raise RecordError("the span's words are not the report's", where=where)
    _check_ids(found)


_REFERENCES = {
    "actors": {"member_of": "actors"},
    "places": {"anchor": "places", "other_anchor": "places"},
    "quantities": {"part_of": "quantities", "updates": "quantities"},
    "statements": {
        "holder": "actors",
        "parent": "statements",
        "addressee": "actors",
        "said": "times",
    },
    "claims": {
        "statement": "statements",
        "speech_of": "statements",
        "actor": "actors",
        "recipient": "actors",
        "place": "places",
        "from_place": "places",
        "time": "times",
        "due": "times",
        "quantities": "quantities",
        "target_claim": "claims",
    },
}


def _check_ids(found: Json) -> None:
    known = {table: {row["id"] for row in found[table]} for table in _REFERENCES | {"times": {}}}
    for table, fields in _REFERENCES.items():
        for row in found[table]:
            for field, target in fields.items():
                value = row[field]
                for one in value if isinstance(value, list) else [value]:
                    if one is not None and one not in known[target]:
                        raise RecordError(
                            f"{field} names {one}, which is not there", where=row["id"]
                        )


def _spans(value: Any, where: str) -> list[tuple[str, Json]]:
    """Every span inside a record's object, with the path to it."""
    found: list[tuple[str, Json]] = []
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            return [(where, value)]
        for key, inner in value.items():
            found += _spans(inner, f"{where}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += _spans(inner, f"{where}/{number}")
    return found


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": span.text}


def _span_or_null(span: Span | None) -> Json | None:
    return None if span is None else _span(span)


def _span_list(spans: tuple[Span, ...]) -> list[Json]:
    return [_span(span) for span in spans]


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "via": report.via,
        "byline": list(report.byline),
        "url": report.url,
        "language": report.language,
        "published": _published(report.published),
        "text": report.text,
        "boilerplate": [
            {"start": row.start, "end": row.end, "kind": row.kind.value}
            for row in report.boilerplate
        ],
    }


def _published(published: Published) -> Json:
    return {
        "start": published.start,
        "end": published.end,
        "precision": published.precision,
        "basis": published.basis.value,
        "evidence": _span_list(published.evidence),
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "country": actor.country,
        "role": actor.role,
        "member_of": actor.member_of,
        "mentions": _span_list(actor.mentions),
    }


def _place(place: Place) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "gazetteer": place.gazetteer,
        "kind": place.kind.value,
        "within": [
            {"kind": row.kind.value, "name": row.name, "gazetteer": row.gazetteer}
            for row in place.within
        ],
        "country": place.country,
        "contested": _contests(place.contested),
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
        "relation": place.relation,
        "anchor": place.anchor,
        "other_anchor": place.other_anchor,
        "party_names": [{"name": row.name, "by": row.by} for row in place.party_names],
        "reason": place.reason,
        "candidates": [
            {"gazetteer": row.gazetteer, "score": row.score} for row in place.candidates
        ],
        "mentions": _span_list(place.mentions),
    }


def _naming(naming: Naming) -> Json:
    return {
        "id": naming.id,
        "use": naming.use.value,
        "name": naming.name,
        "gazetteer": naming.gazetteer,
        "kind": naming.kind.value,
        "country": naming.country,
        "contested": _contests(naming.contested),
        "lat": naming.lat,
        "lon": naming.lon,
        "precision": naming.precision.value,
        "reason": naming.reason,
        "mentions": _span_list(naming.mentions),
    }


def _contests(claims: Iterable[Contest]) -> list[Json]:
    return [{"by": row.by, "as": row.claimed_as, "since": row.since} for row in claims]


def _time(time: Time) -> Json:
    return {
        "id": time.id,
        "kind": time.kind.value,
        "value": time.value,
        "start": time.start,
        "end": time.end,
        "precision": time.precision.value,
        "anchor": None if time.anchor is None else time.anchor.value,
        "extent": None
        if time.extent is None
        else {"start": time.extent.start, "end": time.extent.end},
        "mentions": _span_list(time.mentions),
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "id": quantity.id,
        "kind": quantity.kind.value,
        "who": None if quantity.who is None else quantity.who.value,
        "low": number(quantity.low),
        "high": number(quantity.high),
        "exact": quantity.exact,
        "scope": quantity.scope.value,
        "part_of": quantity.part_of,
        "updates": quantity.updates,
        "span": _span(quantity.span),
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "holder": statement.holder,
        "holder_span": _span_or_null(statement.holder_span),
        "holder_kind": statement.holder_kind.value,
        "cue": _span_or_null(statement.cue),
        "content": _span_list(statement.content),
        "stance": statement.stance.value,
        "form": statement.form.value,
        "parent": statement.parent,
        "addressee": statement.addressee,
        "medium": statement.medium,
        "said": statement.said,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "event": claim.event,
        "statement": claim.statement,
        "speech_of": claim.speech_of,
        "type": claim.type,
        "mode": claim.mode,
        "codes": _codes(claim.codes),
        "actor": list(claim.actor),
        "recipient": list(claim.recipient),
        "target": _span_list(claim.target),
        "instrument": _span_or_null(claim.instrument),
        "place": claim.place,
        "place_span": _span_or_null(claim.place_span),
        "from_place": claim.from_place,
        "time": claim.time,
        "due": claim.due,
        "quantities": list(claim.quantities),
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "condition": _span_or_null(claim.condition),
        "target_claim": claim.target_claim,
        "trigger": _span(claim.trigger),
        "evidence": _span_list(claim.evidence),
        "confidence": claim.confidence,
    }


def _codes(codes: Codes) -> Json:
    acled = codes.acled
    return {
        "plover": codes.plover,
        "cameo": codes.cameo,
        "acled": None
        if acled is None
        else {"event_type": acled.event_type, "sub_event_type": acled.sub_event_type},
        "ucdp": codes.ucdp,
    }
