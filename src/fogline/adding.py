"""A report read and added to a ledger: what the command line and the desk do alike."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fogline.errors import FoglineError, InputError

if TYPE_CHECKING:
    from fogline.ledger.adding import Added
    from fogline.ledger.ledger import Ledger
    from fogline.records.record import Record
    from fogline.records.report import Received
    from fogline.store.base import View


@dataclass(frozen=True, slots=True)
class Read:
    """A report's record, with the complaints that did not keep it from being read."""

    record: Record
    complaints: tuple[InputError, ...]


def read_received(received: Received) -> Read:
    """Read one report with this process's knowledge. Raises FoglineError, and nothing else."""
    from fogline.intake.read import complaints, read_report
    from fogline.pipeline import read_record
    from fogline.wiring import default_knowledge

    with defects_told(received.name):
        noted = complaints(received)
        return Read(read_record(read_report(received), default_knowledge()), noted)


@contextmanager
def defects_told(name: str) -> Iterator[None]:
    """Turn a defect of ours into an InputError about ``name``: it must not lose the others."""
    try:
        yield
    except FoglineError:
        raise
    except Exception as error:
        if os.environ.get("FOGLINE_DEBUG"):
            raise
        raise InputError(
            f"could not be read: {type(error).__name__}: {error}",
            where=name,
            remedy="a defect of Fogline: please report it with the file",
        ) from error


def add_read(ledger: Ledger, received: Received, record: Record) -> Added:
    """Add one reading, committed by itself; adding it again changes nothing.

    Raises LedgerError, StoreBusyError where another process writes and does not end in time.
    """
    from fogline.ledger.adding import add_record

    now = int(time.time())
    return add_record(
        ledger.store,
        received,
        record,
        ledger.filing,
        received_at=_received_at(received, now),
        now=now,
    )


def _received_at(received: Received, now: int) -> int:
    from fogline.asking import moment_of

    text = received.given.received or received.sidecar.received
    return now if text is None else moment_of(text, received.name)


def events_touched(view: View, report: str) -> tuple[str, ...]:
    """The ids of the events that a report's claims are part of, once the ledger is up to date."""
    from fogline.ledger.keeping import rows_of
    from fogline.store.base import Selection

    keys = [claim.key for claim in view.claims(Selection(reports=[report]))]
    bundles = view.bundles(set(view.homes(keys).values()))
    return tuple(row.id for bundle in bundles for row in rows_of(bundle.body))
