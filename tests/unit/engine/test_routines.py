"""The search over installed routines, opened once and in the background."""

import asyncio

from ansatz.core.routine import Found, Routine
from ansatz.engine.routines import InstalledRoutines
from ansatz_sandbox import SandboxUnavailable


class NoSearch:
    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        return ()

    def routine(self, name: str) -> Routine | None:
        return None


def test_it_is_opened_once_and_known_afterwards():
    opened: list[NoSearch] = []

    async def open_search() -> NoSearch:
        opened.append(NoSearch())
        return opened[-1]

    async def run() -> None:
        routines = InstalledRoutines(open_search)
        assert routines.now() is None
        first = await routines.within(60)
        assert first is not None and first is await routines.within(60) is routines.now()
        await routines.close()

    asyncio.run(run())
    assert len(opened) == 1


def test_nobody_waits_longer_than_asked_and_the_opening_goes_on():
    async def run() -> None:
        gate = asyncio.Event()

        async def open_search() -> NoSearch:
            await gate.wait()
            return NoSearch()

        routines = InstalledRoutines(open_search)
        assert await routines.within(0.01) is None
        gate.set()
        assert await routines.within(60) is not None
        await routines.close()

    asyncio.run(run())


def test_without_a_sandbox_there_is_no_search():
    async def open_search() -> NoSearch:
        raise SandboxUnavailable("no isolation", "install one")

    async def run() -> None:
        routines = InstalledRoutines(open_search)
        assert await routines.within(60) is None
        await routines.close()

    asyncio.run(run())
