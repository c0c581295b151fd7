"""A way to run the job: a peer's program that is asked, or one of Ansatz's own sandboxes."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol, cast

from ansatz.cli.bench.sandbox.peers import ARGUMENT, CODE, VALUE, Peer
from ansatz.cli.bench.sandbox.resident import sandboxes, tree_bytes
from ansatz_sandbox import Call, Job, Limits, Returned, Sandbox

_ANSWER_S = 120.0
JOB = Job(CODE, "f", (Call((ARGUMENT,)),), Limits())


class NotMeasured(Exception):
    """This way is not to be had on this machine."""


class Way(Protocol):
    """Somebody who runs the job when asked."""

    name: str
    is_slow: bool

    async def once(self) -> float:
        """Run it and see that the value is right; the seconds that took."""
        ...

    def resident_bytes(self) -> int | None:
        """Memory of all that is kept for the next job; None where it is not ours to see."""
        ...


class PeerWay:
    """One running program of a peer."""

    def __init__(self, peer: Peer, process: asyncio.subprocess.Process) -> None:
        self.name, self.is_slow = peer.name, peer.is_slow
        self._process = process

    async def once(self) -> float:
        """Raises `NotMeasured` when the program has ended."""
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(b"\n")
        answer = await self.answer()
        if answer.get("value") != VALUE:
            raise NotMeasured(f"{self.name} returned {answer.get('value')}")
        return cast("float", answer["seconds"])

    async def answer(self) -> Mapping[str, object]:
        """The next line of the program; raises `NotMeasured` where none comes."""
        stdout = self._process.stdout
        assert stdout is not None
        try:
            async with asyncio.timeout(_ANSWER_S):
                line = await stdout.readline()
        except TimeoutError:
            raise NotMeasured(f"{self.name} did not answer within {_ANSWER_S:g} s") from None
        if not line:
            stderr = self._process.stderr
            assert stderr is not None
            said = (await stderr.read()).decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise NotMeasured(said[:200] or "it ended without a word")
        return cast("Mapping[str, object]", json.loads(line))

    def resident_bytes(self) -> int | None:
        """Of the program and all that it has started; containers are the engine's."""
        return None if "docker" in self.name else tree_bytes([self._process.pid])


@asynccontextmanager
async def peer_way(peer: Peer, given: Mapping[str, str]) -> AsyncGenerator[Way]:
    """A peer's program, started and asked once; raises `NotMeasured`."""
    missing = [name for name in peer.needs if not given.get(name)]
    if missing:
        raise NotMeasured(f"no {' and no '.join(missing)} was given")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", peer.program, *[given[name] for name in peer.needs],
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    way = PeerWay(peer, process)
    try:
        await way.answer()
        yield way
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            async with asyncio.timeout(30):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


class SandboxWay:
    """One of our own backends, in this process as the engine has it."""

    def __init__(self, name: str, sandbox: Sandbox, *, is_local: bool, is_slow: bool) -> None:
        self.name, self.is_slow = name, is_slow
        self.sandbox = sandbox
        self._is_local = is_local

    async def once(self) -> float:
        """From the call of `run` to its outcome."""
        return await self.timed(JOB)

    async def timed(self, job: Job) -> float:
        """The seconds of one job whose last result is known."""
        started = time.perf_counter()
        outcome = await self.sandbox.run(job)
        seconds = time.perf_counter() - started
        last = outcome.results[-1]
        if outcome.status != "completed" or not isinstance(last, Returned) or last.value != VALUE:
            raise NotMeasured(f"{self.name}: {outcome.status}, {outcome.detail or last}")
        return seconds

    def resident_bytes(self) -> int | None:
        """Of the sandboxes that this process has started, without this process itself."""
        return tree_bytes(sandboxes()) if self._is_local else None
