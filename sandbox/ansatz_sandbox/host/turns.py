"""Whose turn it is: requests share the slots of a sandbox in rotation, and only so many may wait."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque

from ..job import SandboxBusy


class Turns:
    """`slots` jobs at a time; those that wait are served one of each request in turn.

    A request with a thousand jobs then delays another's first job by one job, not by a thousand.
    """

    def __init__(self, slots: int, waiting_max: int) -> None:
        self.slots = slots
        self._free = slots
        self._waiting_max = waiting_max
        self._waiting: OrderedDict[object, deque[asyncio.Future[None]]] = OrderedDict()

    async def take(self, request: object) -> None:
        """Wait for a slot; raises `SandboxBusy` when too many wait already."""
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        if sum(map(len, self._waiting.values())) >= self._waiting_max:
            raise SandboxBusy(f"{self._waiting_max} jobs wait for the sandbox already")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(request, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                # It was our turn already; nobody else would pass it on.
                self.give_back()
            else:
                self._leave(request, turn)
            raise

    def give_back(self) -> None:
        """Pass a slot on to the next request, or free it."""
        while self._waiting:
            request, turns = self._waiting.popitem(last=False)
            turn = turns.popleft()
            if turns:
                self._waiting[request] = turns
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

    def _leave(self, request: object, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(request)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[request]
