"""``/api/v1/changes``: that something new is in the ledger, told as it comes.

The desk looks once for all who listen. It sees what this process adds and what others do.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from fogline.errors import FoglineError, StoreBusyError
from fogline.ledger.ledger import Ledger
from fogline.store.base import Mark

router = APIRouter(prefix="/api/v1", tags=["ledger"])
# Seconds between two looks: soon enough for somebody who waits, and nothing to a disk.
EVERY = 1.0
# Seconds after which a silent line is given a sign of life, so that nothing between closes it.
HEARTBEAT = 15.0
MOST_LISTENERS = 200
Waiting = asyncio.Queue[Mark | None]
# In the place of a mark where nothing has come for a while.
ALIVE = Mark(reports=-1, readings=-1, judgements=-1)


class Changes:
    """Looks whether the ledger has got something new, while anybody listens."""

    def __init__(self, ledger: Ledger, *, every: float = EVERY, most: int = MOST_LISTENERS) -> None:
        self._ledger = ledger
        self._every = every
        self._most = most
        self._listeners: set[Waiting] = set()
        self._looking: asyncio.Task[None] | None = None
        self._ended = False

    def check_room(self) -> None:
        """Raise StoreBusyError where no more can listen."""
        if self._ended or len(self._listeners) >= self._most:
            raise StoreBusyError(
                "too many pages are listening already", remedy="close some, then load this again"
            )

    def join(self, mark: Mark) -> Waiting:
        """A queue that gets what comes after a mark, and None at the end.

        Whoever joins leaves again with :meth:`leave`.
        """
        waiting: Waiting = asyncio.Queue()
        self._listeners.add(waiting)
        if self._ended:
            waiting.put_nowait(None)
        elif self._looking is None:
            self._looking = asyncio.create_task(self._look(mark))
        return waiting

    def leave(self, waiting: Waiting) -> None:
        """Listen no more; without listeners nobody looks."""
        self._listeners.discard(waiting)
        if not self._listeners and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def end(self) -> None:
        """Let all listeners go."""
        self._ended = True
        for waiting in self._listeners:
            waiting.put_nowait(None)

    async def _look(self, mark: Mark) -> None:
        while not self._ended:
            await asyncio.sleep(self._every)
            try:
                found = await asyncio.to_thread(mark_of, self._ledger)
            except FoglineError:
                # The pages say what is wrong with the ledger. It may be mended meanwhile.
                continue
            if found != mark:
                mark = found
                for waiting in self._listeners:
                    waiting.put_nowait(mark)


def mark_of(ledger: Ledger) -> Mark:
    """How much is in the ledger now."""
    with ledger.store.view() as view:
        return view.mark()


def words_of(mark: Mark) -> str:
    """A mark as a page carries it: the numbers of reports, readings and judgements."""
    return f"{mark.reports} {mark.readings} {mark.judgements}"


def note_mark(request: Request) -> None:
    """Note how much is in the ledger before a page is made, so that the page knows what is new."""
    if not request.url.path.startswith("/api/"):
        request.state.mark = words_of(mark_of(request.app.state.ledger))


@router.get("/changes", response_class=StreamingResponse)
async def changes(request: Request) -> StreamingResponse:
    """Server-sent events: a ``mark`` now, and one whenever something was added.

    Its data are the numbers of reports, readings and judgements ever added, as JSON.
    """
    shared: Changes = request.app.state.changes
    shared.check_room()
    mark = await asyncio.to_thread(mark_of, request.app.state.ledger)
    return StreamingResponse(_events(shared, mark), media_type="text/event-stream")


async def _events(shared: Changes, first: Mark) -> AsyncIterator[str]:
    waiting = shared.join(first)
    mark: Mark | None = first
    try:
        while mark is not None:
            if mark is ALIVE:
                yield ": still here\n\n"
            else:
                yield f"event: mark\ndata: {json.dumps(asdict(mark))}\n\n"
            mark = await _next(waiting)
    finally:
        shared.leave(waiting)


async def _next(waiting: Waiting) -> Mark | None:
    try:
        return await asyncio.wait_for(waiting.get(), HEARTBEAT)
    except TimeoutError:
        return ALIVE
