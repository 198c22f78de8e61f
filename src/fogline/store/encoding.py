"""Rows as bytes and back: JSON for what is compared, compressed bytes for what is only kept."""

from __future__ import annotations

import gc
import json
import struct
import zlib
from collections.abc import Iterable
from dataclasses import asdict

import msgspec

from fogline.errors import LedgerError
from fogline.records.ledger import Judgement, LedgerClaim
from fogline.records.report import Metadata, Received

# Level 6 halves the size of level 1 on JSON records, and a report takes seconds to read anyway.
_LEVEL = 6

_ENCODER = msgspec.json.Encoder()
_CLAIM = msgspec.json.Decoder(LedgerClaim)
_JUDGEMENT = msgspec.json.Decoder(Judgement)
_BANDS = msgspec.json.Decoder(tuple[str, ...])


class _ReportText(msgspec.Struct):
    text: str


class _RecordText(msgspec.Struct):
    """The one thing of a record that a store looks at; the rest is skipped unread."""

    report: _ReportText


class _Meta(msgspec.Struct):
    """What is known of a report from outside its bytes."""

    name: str
    given: Metadata
    sidecar: Metadata


_RECORD_TEXT = msgspec.json.Decoder(_RecordText)


def claim_text(claim: LedgerClaim) -> str:
    """A claim as JSON. Raises LedgerError where it would not come back as it is (a NaN)."""
    body = _ENCODER.encode(claim)
    # What is acknowledged can be read: a row that cannot would block every later question.
    try:
        same = _CLAIM.decode(body) == claim
    except msgspec.MsgspecError:
        same = False
    if not same:
        raise LedgerError(
            f"the claim {claim.key!r} holds a value that JSON cannot carry",
            where=claim.report,
            remedy="this is a fault of Fogline: report it with the text of the report",
        )
    return body.decode()


def claims_of(bodies: Iterable[bytes]) -> list[LedgerClaim]:
    """The claims whose JSON :func:`claim_text` has written."""
    # Each claim is dozens of objects that live on. Python's collector would go through all of them
    # again and again while they grow in number, for five times the time (benchmarks/store.py).
    running = gc.isenabled()
    gc.disable()
    try:
        return [_CLAIM.decode(body) for body in bodies]
    finally:
        if running:
            gc.enable()


judgement_of = _JUDGEMENT.decode
bands_of = _BANDS.decode


def json_text(row: Judgement | tuple[str, ...]) -> str:
    """A judgement, or the bands of a paragraph, as JSON."""
    return _ENCODER.encode(row).decode()


def features_of(text: str) -> dict[str, str | float | None]:
    """A link's features from their JSON."""
    features = json.loads(text)
    if not isinstance(features, dict):
        raise msgspec.ValidationError("a link's features are no object")
    return features


def packed(text: str) -> bytes:
    """A text, compressed."""
    return zlib.compress(text.encode(), _LEVEL)


def unpacked(data: bytes) -> str:
    """A text that :func:`packed` has compressed."""
    return zlib.decompress(data).decode()


def text_of_record(record: str | bytes) -> str:
    """The text of the report in a record's JSON."""
    return _RECORD_TEXT.decode(record).report.text


def received_parts(received: Received) -> tuple[str, bytes]:
    """What came, as (name and metadata in JSON, compressed bytes)."""
    meta = {
        "name": received.name,
        "given": asdict(received.given),
        "sidecar": asdict(received.sidecar),
    }
    # A file's name need not be valid Unicode: escaped, its lone surrogates can be kept.
    return json.dumps(meta, ensure_ascii=True), zlib.compress(received.data, _LEVEL)


def received_of(meta: str, data: bytes) -> Received:
    """What :func:`received_parts` has taken apart."""
    # Not by msgspec alone: it refuses the lone surrogates that the escapes stand for.
    parts = msgspec.convert(json.loads(meta), _Meta)
    return Received(
        name=parts.name,
        data=zlib.decompress(data),
        given=parts.given,
        sidecar=parts.sidecar,
    )


def signature_bytes(signature: tuple[int, ...]) -> bytes:
    """A MinHash signature in 4 bytes a value, or 8 where one needs them; its first byte tells."""
    wide = any(value >= 1 << 32 for value in signature)
    return struct.pack(f"<B{len(signature)}{'Q' if wide else 'I'}", 8 if wide else 4, *signature)


def signature_of(data: bytes) -> tuple[int, ...]:
    """A signature that :func:`signature_bytes` has written."""
    width = data[0] if data else 0
    if width not in (4, 8) or (len(data) - 1) % width:
        raise msgspec.ValidationError("a signature has no whole number of values")
    return struct.unpack(f"<{len(data) // width}{'Q' if width == 8 else 'I'}", data[1:])
