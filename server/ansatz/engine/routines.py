"""The search over what the user's interpreter has installed, opened in the background."""

import asyncio
from collections.abc import Awaitable, Callable

from ansatz_sandbox import SandboxUnavailable

from ..core.routine import RoutineSearch


class InstalledRoutines:
    """Opens the search once, when it is first wanted, while other work goes on.

    `open_search` may take seconds where nothing is cached; it raises SandboxUnavailable.
    """

    def __init__(self, open_search: Callable[[], Awaitable[RoutineSearch]]) -> None:
        self._open_search = open_search
        self._opening: asyncio.Task[RoutineSearch | None] | None = None

    def begin(self) -> None:
        """Starts opening, unless that was done before."""
        if self._opening is None:
            self._opening = asyncio.create_task(self._opened())

    def now(self) -> RoutineSearch | None:
        """The search, if it is open."""
        task = self._opening
        return task.result() if task is not None and task.done() and not task.cancelled() else None

    async def within(self, seconds: float) -> RoutineSearch | None:
        """The search as soon as it is open; None where that takes longer, or is not possible."""
        self.begin()
        if self._opening is None:
            return None
        await asyncio.wait({self._opening}, timeout=seconds)
        return self.now()

    async def close(self) -> None:
        """Ends what is under way."""
        if self._opening is not None:
            self._opening.cancel()
            await asyncio.wait({self._opening})

    async def _opened(self) -> RoutineSearch | None:
        try:
            return await self._open_search()
        except SandboxUnavailable:
            return None
