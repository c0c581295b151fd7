"""Whose turn it is: requests in rotation, a bounded queue, and slots that are never lost."""

from __future__ import annotations

import asyncio

import pytest

from ansatz_sandbox import SandboxBusy
from ansatz_sandbox.host.turns import Turns


def test_requests_take_turns_however_many_jobs_one_has() -> None:
    async def run() -> list[str]:
        turns = Turns(1, 100)
        served: list[str] = []

        async def job(request: str) -> None:
            await turns.take(request)
            served.append(request)
            await asyncio.sleep(0)
            turns.give_back()

        await turns.take("first")
        jobs = [asyncio.create_task(job(request)) for request in ("long",) * 5 + ("short", "short", "other")]
        await asyncio.sleep(0)
        turns.give_back()
        await asyncio.gather(*jobs)
        return served

    assert asyncio.run(run()) == ["long", "short", "other", "long", "short", "long", "long", "long"]


def test_only_so_many_may_wait() -> None:
    async def run() -> None:
        turns = Turns(2, 3)
        for _ in range(2):
            await turns.take("a")
        waiting = [asyncio.create_task(turns.take(number)) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(SandboxBusy):
            await turns.take("one too many")
        waiting[0].cancel()
        await asyncio.sleep(0)
        late = asyncio.create_task(turns.take("now there is room"))
        for _ in range(3):
            await asyncio.sleep(0)
            turns.give_back()
        await asyncio.gather(*waiting[1:], late)

    asyncio.run(run())


@pytest.mark.parametrize("given_before", [False, True])
def test_a_turn_that_is_cancelled_is_passed_on(given_before: bool) -> None:
    async def run() -> None:
        turns = Turns(1, 10)
        await turns.take("a")
        cancelled = asyncio.create_task(turns.take("b"))
        waiting = asyncio.create_task(turns.take("c"))
        await asyncio.sleep(0)
        if given_before:
            turns.give_back()  # to `b`, which is cancelled before it hears of it
            cancelled.cancel()
        else:
            cancelled.cancel()
            await asyncio.sleep(0)
            turns.give_back()
        async with asyncio.timeout(5):
            await waiting
        assert cancelled.cancelled() or cancelled.cancelling()
        turns.give_back()
        await turns.take("d")

    asyncio.run(run())
