"""The sandbox made of containers: opened with a test of its isolation, one fresh container for each job."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from ...job import Job, Limits, NotReached, Outcome, SandboxUnavailable, Status, Usage
from ...wire.frames import FrameError
from .. import request as request_of
from .. import selftest
from ..homes import homes
from ..mounts import readable_paths
from ..outcome import Observed, judge
from ..pool import to_the_end
from ..request import Message
from ..turns import Turns
from . import advice, image, packages
from .address import EngineAddress
from .container import LABEL, Container, ContainerEnded, Recipe, canonical
from .engine import Engine, EngineError
from .pool import Pool

_GRACE_S = 10.0
_AWAY_S = 30.0  # a daemon that is restarted answers again within this
_AWAY_POLL_S = 0.25
_FACTS_BYTES = 1 << 20
_WAITING_MAX = 4096
_PRELOAD = ("numpy", "numpy.random", "numpy.linalg", "numpy.fft", "scipy", "scipy.special", "scipy.integrate")


class Docker:
    """Runs each job in a container of its own, taken from a pool of started ones. Use `open`.

    At most `parallel` jobs run at a time, in the order in which they were asked for.
    """

    def __init__(self, engine: Engine, recipe: Recipe, *, parallel: int, spare: int) -> None:
        self.engine = engine
        self.recipe = recipe
        self._pool = Pool(lambda: Container.start(engine, recipe), spare)
        self._turns = Turns(parallel, _WAITING_MAX)
        self._running: set[asyncio.Task[Any]] = set()
        self._closed = False
        self.weaker: tuple[str, ...] = ()
        """What holds less than on other systems, in words; known once `open` has tested it."""

    @classmethod
    async def open(
        cls,
        python: Path | None = None,
        readable: Sequence[Path] = (),
        importable: Sequence[Path] = (),
        *,
        address: EngineAddress | None = None,
        base: str = "",
        pins: Mapping[str, str] | None = None,
        wheels: Sequence[Path] = (),
        limits: Limits | None = None,
        preload: Sequence[str] = _PRELOAD,
        parallel: int | None = None,
        spare: int = 2,
    ) -> Docker:
        """A sandbox whose isolation was just tested; raises `SandboxUnavailable`, `UnsafePath`.

        `base` is an image with a `python3` and all that jobs need. Without one the official image of
        `python`'s version is taken, and what is installed beside `python` is added in the same versions.
        `pins` (name → version) are added to either. `limits` is what containers are started for; they
        import `preload` before they wait for a job.
        """
        address = address or EngineAddress()
        limits = limits or Limits()
        parallel = parallel or os.cpu_count() or 1
        engine = Engine(address, threads=4 * parallel + 2 * spare + 4)
        try:
            tag = await _image(engine, python, base, pins or {}, wheels)
            recipe = Recipe(
                tag, canonical(image.shipped("seccomp.json")),
                preload=preload, readable=_shown(address, readable),
                importable=[*(str(path.absolute()) for path in importable), image.PACKAGES], limits=limits,
            )  # fmt: skip
            sandbox = cls(engine, recipe, parallel=parallel, spare=spare)
        except BaseException:
            engine.close()
            raise
        try:
            await sandbox._tidy()
            found = await selftest.examine(cast("Any", sandbox), homes())
            if found.faults:
                raise advice.failed_self_test(address, "; ".join(found.faults))
            sandbox.weaker = found.weaker
        except BaseException:
            await sandbox.close()
            raise
        return sandbox

    @property
    def visible(self) -> tuple[Path, ...]:
        """Everything of the host that a job can read."""
        return tuple(self.recipe.readable)

    async def run(self, job: Job, request: object = None) -> Outcome:
        """One job in a fresh container; raises `SandboxUnavailable`, `SandboxBusy`, `ValueNotCarried`."""
        return (await self.run_all([job], request))[0]

    async def run_all(self, jobs: Sequence[Job], request: object = None) -> list[Outcome]:
        """Outcomes in the order of the jobs; jobs that wait are served one of each `request` in turn."""
        if self._closed:
            raise RuntimeError("the sandbox is closed")
        messages = request_of.encode_all(jobs)
        outcomes: list[Outcome | None] = [None] * len(jobs)
        left = iter(range(len(jobs)))
        whose = object() if request is None else request

        async def work() -> None:
            for index in left:
                outcomes[index] = await self._run_one(jobs[index], messages[index], whose)

        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._running.add(task)
        works = [asyncio.ensure_future(work()) for _ in range(min(self._turns.slots, len(jobs)))]
        try:
            await asyncio.gather(*works)
        finally:
            for one in works:
                one.cancel()
            if works:
                await to_the_end(_ended(works))
            self._running.discard(task)
        return [outcome for outcome in outcomes if outcome is not None]

    async def close(self) -> None:
        """Cancel what still runs, and wait until no container is left."""
        self._closed = True
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        await self._pool.close()
        self.engine.close()

    async def _run_one(self, job: Job, message: Message, request: object) -> Outcome:
        """A job whose container was lost by no fault of its own is tried once more."""
        await self._turns.take(request)
        try:
            outcome = await self._attempt(job, message, last=False)
            if outcome is None:
                await self._reconnected()
                outcome = await self._attempt(job, message, last=True)
            assert outcome is not None
            return outcome
        finally:
            self._turns.give_back()

    async def _attempt(self, job: Job, message: Message, *, last: bool) -> Outcome | None:
        try:
            container = await self._pool.take()
        except EngineError as error:
            if error.gone and not last:
                return None
            raise advice.refused(self.recipe.image, str(error)) from error
        except ContainerEnded as error:
            if not last:
                return None
            raise advice.refused(self.recipe.image, error.stderr) from error
        loop = asyncio.get_running_loop()
        started = loop.time()
        most = job.limits.value_bytes + 2 * job.limits.output_bytes + _FACTS_BYTES + (len(job.calls) << 17)
        try:
            async with asyncio.timeout(job.limits.wall_s + _GRACE_S):
                frame = await container.run(job, message.data, most)
            outcome = judge(job, message.nonce, Observed.read(frame), frame.blobs)
        except TimeoutError:
            outcome = _lost(job, loop.time() - started, "deadline", "its container did not answer in time")
        except (ContainerEnded, EngineError, FrameError) as error:
            outcome = await self._lost(job, loop.time() - started, container, error, last)
        except BaseException:
            # Cancelled: whoever did it may rely on nothing being left.
            await container.end()
            raise
        self._pool.retire(container)
        return outcome

    async def _lost(
        self, job: Job, elapsed_s: float, container: Container, error: Exception, last: bool
    ) -> Outcome | None:
        """The outcome of a job that took its container along, or None when the engine did."""
        try:
            ending = await container.ending()
        except EngineError:
            ending = None
        if ending is not None and ending.out_of_memory:
            return _lost(job, elapsed_s, "out_of_memory", "its container had no memory left")
        if not last:
            return None
        said = str(error).strip().rpartition("\n")[2]
        return _lost(job, elapsed_s, "crashed", f"its container ended under it: {said}")

    async def _reconnected(self) -> None:
        """Wait for an engine that was restarted, and forget the containers that it has killed."""
        self._pool.flush()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_AWAY_S):
                while not await self.engine.call(self.engine.is_there):
                    await asyncio.sleep(_AWAY_POLL_S)
        with contextlib.suppress(EngineError):
            await self._tidy()

    async def _tidy(self) -> None:
        """Remove containers that ended when nobody was left to do so."""
        for number in await self.engine.call(self.engine.leftovers, LABEL):
            with contextlib.suppress(EngineError):
                await self.engine.call(self.engine.remove, number)


async def _ended(works: Sequence[asyncio.Future[None]]) -> None:
    await asyncio.wait(works)


def _shown(address: EngineAddress, readable: Sequence[Path]) -> tuple[Path, ...]:
    if readable and not address.is_local:
        raise SandboxUnavailable(
            f"The engine at {address.url} can't see folders of this machine.",
            "Put what is to be read into the image, or use an engine on this machine.",
        )
    return readable_paths(readable, homes())


async def _image(
    engine: Engine, python: Path | None, base: str, pins: Mapping[str, str], wheels: Sequence[Path]
) -> str:
    try:
        await engine.call(engine.connect)
    except EngineError as error:
        raise advice.unreachable(engine.address, str(error)) from error
    if not base:
        if python is None:
            raise ValueError("either an image or an interpreter whose like is to be built")
        version = packages.python_version(python) or "3"
        base, pins = f"python:{version}-slim", {**packages.installed(python), **pins}
    try:
        return await engine.call(image.ensure, engine, base, pins, wheels)
    except EngineError as error:
        raise advice.no_image(base, str(error)) from error


def _lost(job: Job, elapsed_s: float, status: Status, detail: str) -> Outcome:
    nothing = (NotReached(),) * len(job.calls)
    return Outcome(status, nothing, None, "", "", Usage(elapsed_s, 0.0, 0), detail)
