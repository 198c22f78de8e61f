from __future__ import annotations

import asyncio

import pytest

from fogline.errors import StoreBusyError
from fogline.ledger.ledger import Ledger
from fogline.store.memory import MemoryStore
from fogline.web.changes import Changes, Waiting, mark_of
from fogline.wiring import default_filing
from tests.ledgers import a_reading


def a_ledger() -> Ledger:
    return Ledger(MemoryStore(), default_filing())


def add(ledger: Ledger, name: str) -> None:
    with ledger.store.writer() as writer:
        writer.add(a_reading(name))


def test_all_who_listen_hear_of_a_change_and_one_looks_for_all() -> None:
    ledger = a_ledger()

    async def listen() -> list[int]:
        changes = Changes(ledger, every=0.01)
        waiting = [changes.join(mark_of(ledger)) for _ in range(3)]
        before = len(asyncio.all_tasks())
        add(ledger, "a")
        found = [await asyncio.wait_for(one.get(), 5) for one in waiting]
        assert before == 2
        for one in waiting:
            changes.leave(one)
        await asyncio.sleep(0.05)
        assert len(asyncio.all_tasks()) == 1
        return [mark.reports for mark in found if mark is not None]

    assert asyncio.run(listen()) == [1, 1, 1]


def test_what_came_between_the_first_mark_and_joining_is_told() -> None:
    ledger = a_ledger()

    async def listen() -> int:
        changes = Changes(ledger, every=0.01)
        first = mark_of(ledger)
        add(ledger, "a")
        mark = await asyncio.wait_for(changes.join(first).get(), 5)
        assert mark is not None
        return mark.reports

    assert asyncio.run(listen()) == 1


def test_no_more_listen_than_there_is_room_for_and_all_are_let_go_at_the_end() -> None:
    ledger = a_ledger()

    async def listen() -> list[object]:
        changes = Changes(ledger, most=2)
        waiting: list[Waiting] = []
        for _ in range(2):
            changes.check_room()
            waiting.append(changes.join(mark_of(ledger)))
        with pytest.raises(StoreBusyError):
            changes.check_room()
        changes.leave(waiting[0])
        changes.check_room()
        changes.end()
        late = changes.join(mark_of(ledger))
        return [waiting[1].get_nowait(), late.get_nowait()]

    assert asyncio.run(listen()) == [None, None]
