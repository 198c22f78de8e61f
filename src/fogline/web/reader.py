"""The desk's reader: reports are read and added one after the other, in a thread of its own."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from fogline.adding import add_read, events_touched, read_received
from fogline.errors import FoglineError, LedgerError, StoreBusyError
from fogline.ledger.ledger import Ledger
from fogline.records.report import Received

Line = dict[str, Any]
Tell = Callable[[Line], None]
# More than a person drops at once waits in the browser.
MOST_WAITING = 50
DONE, ERROR = "done", "error"


@dataclass(frozen=True, slots=True)
class _Job:
    """What came, and whom to tell what becomes of it."""

    received: Received
    tell: Tell


class Reader:
    """Reads reports and adds them to a ledger, so that the desk can go on answering.

    One thread does all of it: what reading needs is loaded there, when the first report comes, and
    it is not made for more than one.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._jobs: queue.Queue[_Job] = queue.Queue(MOST_WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._current: _Job | None = None
        self._ended = False

    def add(self, received: Received, tell: Tell) -> None:
        """Have a report read and added; ``tell`` gets a line at each step, in another thread.

        The last line's stage is "done" or "error". Raises StoreBusyError where too many wait.
        """
        with self._lock:
            if self._ended:
                raise _closed()
            try:
                self._jobs.put_nowait(_Job(received, tell))
            except queue.Full:
                raise StoreBusyError(
                    f"{MOST_WAITING} reports wait to be read already",
                    remedy="add it again when some of them are done",
                ) from None
            if self._thread is None:
                # Not waited for when the desk is closed: what is not committed yet is not begun.
                self._thread = threading.Thread(target=self._work, name="reader", daemon=True)
                self._thread.start()

    async def end(self, seconds: float) -> None:
        """Take nothing from now on; what is being read may take so long still to be added."""
        with self._lock:
            self._ended = True
        for job in self._waiting():
            job.tell(error_line(_closed()))
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (current := self._current) is not None and loop.time() < until:
            await asyncio.sleep(0.05)
        if current is not None:
            current.tell(error_line(_closed()))

    def _waiting(self) -> Iterator[_Job]:
        """Those that nobody has begun with, taken away."""
        while True:
            try:
                yield self._jobs.get_nowait()
            except queue.Empty:
                return

    def _work(self) -> None:
        while True:
            job = self._jobs.get()
            self._current = job
            try:
                self._do(job)
            finally:
                self._current = None

    def _do(self, job: _Job) -> None:
        try:
            done = self._add(job.received, job.tell)
            kept = self._bring_up_to_date(job.tell)
            events = None
            if kept:
                with self._ledger.store.view() as view:
                    events = list(events_touched(view, done["report"]))
            job.tell({**done, "stage": DONE, "up_to_date": kept, "events": events})
        except FoglineError as error:
            job.tell(error_line(error))
        except Exception as error:
            # The next ones are to be read all the same.
            what = f"{type(error).__name__}: {error}"
            remedy = "a defect of Fogline: please report it with the file"
            job.tell(error_line(FoglineError(what, remedy=remedy)))

    def _add(self, received: Received, tell: Tell) -> Line:
        tell({"stage": "reading", "name": received.name})
        read = read_received(received)
        added = add_read(self._ledger, received, read.record)
        line = {
            "stage": added.outcome.value,
            "outcome": added.outcome.value,
            "name": received.name,
            "report": added.report.id,
            "title": added.report.title,
            "publisher": added.report.publisher,
            "published": added.report.published,
            "claims": added.report.claims,
            "corrects": added.corrects,
            "complaints": [_told(complaint) for complaint in read.complaints],
        }
        tell(line)
        return line

    def _bring_up_to_date(self, tell: Tell) -> bool:
        """Whether it was; where another process is writing, the next one to ask does it."""
        worked = 0
        try:
            for claims in self._ledger.keep():
                worked += claims
                tell({"stage": "bringing up to date", "claims": worked})
        except StoreBusyError:
            return False
        tell({"stage": "up to date"})
        return True


def error_line(error: FoglineError) -> Line:
    """The last line of what could not be added; ``again``: it may be another time."""
    return {"stage": ERROR, "error": _told(error), "again": isinstance(error, LedgerError)}


def _told(error: FoglineError) -> Line:
    where = error.where.removeprefix("--")
    return {"what": error.what, "where": where, "remedy": error.remedy}


def _closed() -> StoreBusyError:
    return StoreBusyError(
        "the desk was closed before this was added",
        remedy="open it and add the report again: what is in the ledger is not added twice",
    )
