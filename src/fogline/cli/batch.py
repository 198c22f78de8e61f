"""Reads many reports, in one process or in several, and gives the outputs in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Protocol

from fogline.adding import defects_told, read_received
from fogline.errors import FoglineError, InputError
from fogline.records.record import Record
from fogline.records.report import Received

# A process takes seconds to start: below this many reports, one is quicker.
WORTH_A_SECOND_PROCESS = 8
# So many reports wait for each process: enough to keep it busy, few enough for memory.
WAITING = 4


class Wanted(Protocol):
    """What to make of a record; it crosses from one process to another, and so does the result."""

    def made(self, received: Received, record: Record) -> Any:
        """The output of one report."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as text: digest, jsonl or html, with a digest's width and colour."""

    form: str
    width: int
    colour: bool

    def made(self, received: Received, record: Record) -> str:
        """The record in the form that was asked for."""
        if self.form == "jsonl":
            from fogline.export.record_json import record_line

            return record_line(record)
        if self.form == "html":
            from fogline.export.page import report_section

            return report_section(record)
        from fogline.export.digest import digest

        return digest(record, width=self.width, colour=self.colour)


@dataclass(frozen=True, slots=True)
class Whole:
    """The record itself with the bytes that it was read from, for a ledger."""

    def made(self, received: Received, record: Record) -> tuple[Received, Record]:
        """The two together."""
        return received, record


@dataclass(frozen=True, slots=True)
class Output:
    """What was made of one report, with the complaints that did not keep it from being read."""

    made: Any
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read, and why."""

    complaints: tuple[str, ...]


Outcome = Output | Failure


def read_all(
    received: Iterable[Received | InputError], wanted: Wanted, jobs: int | None
) -> Iterator[Outcome]:
    """Read the reports and yield their outcomes in order; memory does not grow with their number.

    ``jobs`` None means one process for a few reports and one for each core for many.
    """
    source = iter(received)
    if jobs is None:
        head = list(islice(source, WORTH_A_SECOND_PROCESS))
        source = chain(head, source)
        jobs = (os.cpu_count() or 1) if len(head) == WORTH_A_SECOND_PROCESS else 1
    if jobs == 1:
        for item in source:
            yield read_one(item, wanted)
        return
    yield from _side_by_side(source, wanted, jobs)


def read_one(item: Received | InputError, wanted: Wanted) -> Outcome:
    """Read one report. A defect of ours must not lose the others: it becomes a failure as well."""
    if isinstance(item, InputError):
        return Failure((str(item),))
    try:
        read = read_received(item)
        with defects_told(item.name):
            return Output(wanted.made(item, read.record), tuple(map(str, read.complaints)))
    except FoglineError as error:
        text = str(error)
        return Failure((text if item.name in text else f"{item.name}: {text}",))


def _side_by_side(
    source: Iterator[Received | InputError], wanted: Wanted, jobs: int
) -> Iterator[Outcome]:
    """Read in several processes; one that is killed takes only its own report with it."""
    waiting: deque[Received | InputError] = deque()
    while True:
        with _pool(jobs) as pool:
            pending = deque(pool.submit(read_one, item, wanted) for item in waiting)
            try:
                for item in source:
                    waiting.append(item)
                    pending.append(pool.submit(read_one, item, wanted))
                    if len(pending) >= jobs * WAITING:
                        yield _next(pending, waiting)
                while pending:
                    yield _next(pending, waiting)
                return
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
        # It may not have been the first report that was its end: that one is tried by itself.
        yield _alone(waiting.popleft(), wanted)


def _alone(item: Received | InputError, wanted: Wanted) -> Outcome:
    try:
        with _pool(1) as pool:
            return pool.submit(read_one, item, wanted).result()
    except BrokenProcessPool:
        name = item.where if isinstance(item, InputError) else item.name
        what = f"{name}: the process that read it was killed"
        return Failure((f"{what} (there may be too little memory: try --jobs 1)",))


def _next(pending: deque[Future[Outcome]], waiting: deque[Received | InputError]) -> Outcome:
    outcome = pending[0].result()
    pending.popleft()
    waiting.popleft()
    return outcome


def _pool(jobs: int) -> ProcessPoolExecutor:
    forking = "fork" in multiprocessing.get_all_start_methods()
    if forking:
        _warm()
    context = multiprocessing.get_context("fork" if forking else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_warm)


def _warm() -> None:
    """Load the models before the first report; a forked process shares its parent's."""
    from fogline.wiring import default_knowledge

    default_knowledge()
