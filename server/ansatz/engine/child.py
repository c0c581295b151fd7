"""The engine's loop: each request a task, a cancel reaches the task, and standard output stays ours."""

import asyncio
import importlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Protocol, cast

from ansatz.core.progress import Progress

from . import wire
from .wire import EngineService

log = logging.getLogger(__name__)

GRACE_S = 2.0
"""How long the engine may take to close before it just ends."""


class ServiceFactory(Protocol):
    """Makes the service of one workspace folder; may raise, and then every request fails with its words."""

    def __call__(self, start: wire.Start, /) -> EngineService: ...


class Pipe:
    """Frames over two file descriptors. Sending is safe from any thread."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self._incoming = os.fdopen(incoming, "rb")
        self._outgoing = os.fdopen(outgoing, "wb", buffering=0)
        self._lock = threading.Lock()

    def receive(self) -> wire.ToEngine | None:
        """The next message; None when the other side is gone."""
        prefix = self._incoming.read(wire.LENGTH.size)
        if len(prefix) < wire.LENGTH.size:
            return None
        length = wire.body_length(prefix)
        body = self._incoming.read(length)
        return None if len(body) < length else wire.decode_to_engine(body)

    def send(self, message: wire.FromEngine) -> None:
        """Sends one message whole. `BrokenPipeError` when the other side is gone."""
        left = memoryview(wire.encode(message))
        with self._lock:
            while left:
                left = left[self._outgoing.write(left) or 0 :]


def claim_standard_streams() -> Pipe:
    """The protocol's pipe, after which nothing else in the process reads or writes it.

    What a library prints goes to standard error, and what it starts reads an empty standard input.
    """
    pipe = Pipe(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return pipe


class Engine:
    """One service and the requests that it is working on."""

    def __init__(self, pipe: Pipe, factory_name: str) -> None:
        self._pipe = pipe
        self._factory_name = factory_name
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._service: asyncio.Task[EngineService] | None = None
        self._end = asyncio.Event()

    async def run(self) -> None:
        """Works until a shutdown or the end of input, then closes the service."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop,), daemon=True, name="listen").start()
        await self._end.wait()
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._service is not None and self._service.done() and self._service.exception() is None:
            await self._service.result().close()

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        message: wire.ToEngine | None = None
        try:
            while not isinstance(message := self._pipe.receive(), wire.Shutdown | None):
                loop.call_soon_threadsafe(self._take, message)
        finally:
            # The loop may be deep in a computation; it gets a moment to close, then the process ends.
            timer = threading.Timer(GRACE_S, os._exit, (1,))
            timer.daemon = True
            timer.start()
            loop.call_soon_threadsafe(self._end.set)

    def _take(self, message: wire.ToEngine) -> None:
        match message:
            case wire.Start():
                self._service = asyncio.create_task(self._build(message))
                self._service.add_done_callback(self._report_build)
            case (
                wire.Generate()
                | wire.RunDry()
                | wire.Validate()
                | wire.Change()
                | wire.Read()
                | wire.Check()
                | wire.Propose()
                | wire.Search()
                | wire.Keep()
            ):
                task = asyncio.create_task(self._answer(message))
                self._tasks[message.id] = task
                task.add_done_callback(lambda ended: self._ended(message.id, ended))
            case wire.Cancel():
                if (running := self._tasks.get(message.id)) is not None:
                    running.cancel()
            case wire.Ping():
                self._pipe.send(wire.Pong(message.id))
            case wire.Shutdown():
                self._end.set()

    def _ended(self, request_id: int, task: asyncio.Task[None]) -> None:
        # Here and not in the task: one that is cancelled before its first step runs none of its code.
        self._tasks.pop(request_id, None)
        if task.cancelled():
            self._pipe.send(wire.Cancelled(request_id))

    async def _build(self, start: wire.Start) -> EngineService:
        module_name, _, attribute = self._factory_name.partition(":")
        # Importing takes seconds; in a thread, so that a cancel or a shutdown is heard meanwhile.
        module = await asyncio.to_thread(importlib.import_module, module_name)
        return cast("ServiceFactory", getattr(module, attribute))(start)

    def _report_build(self, built: asyncio.Task[EngineService]) -> None:
        if not built.cancelled() and (error := built.exception()) is not None:
            log.error("the engine could not start", exc_info=error)
            self._pipe.send(wire.Failed(None, _words(error)))

    async def _answer(self, request: wire.Request) -> None:
        """Sends the answer, unless cancelled. The request guard: a defect in one leaves the others whole."""
        try:
            answer = await self._work(request)
        except Exception as error:
            log.error("request %d (%s) failed", request.id, request.kind, exc_info=error)
            answer = wire.Failed(request.id, _words(error))
        self._pipe.send(answer)

    async def _work(self, request: wire.Request) -> wire.Answer:
        if self._service is None:
            return wire.Failed(request.id, "The engine was asked before it was told its folder.")
        # Shielded: one request's cancel must not end what all of them wait for.
        service = await asyncio.shield(self._service)

        def report(progress: Progress) -> None:
            self._pipe.send(wire.ProgressNote(request.id, progress))

        match request:
            case wire.Generate(snapshot=snapshot, selection=selection, with_models=with_models):
                outcomes = await service.generate(snapshot, selection, report, with_models)
                return wire.Done(request.id, outcomes)
            case wire.RunDry(snapshot=snapshot, selection=selection):
                return wire.WouldSend(request.id, await service.dry_run(snapshot, selection, report))
            case wire.Validate(snapshot=snapshot, selection=selection):
                return wire.Done(request.id, await service.validate(snapshot, selection, report))
            case wire.Change(snapshot=snapshot, selection=selection, instruction=instruction):
                return wire.Done(request.id, await service.change(snapshot, selection, instruction, report))
            case wire.Read(snapshot=snapshot):
                return wire.SpecsRead(request.id, await service.read_specs(snapshot))
            case wire.Check(snapshot=snapshot):
                return wire.Checked(request.id, await service.check(snapshot))
            case wire.Propose(snapshot=snapshot, selection=selection):
                return wire.Proposed(request.id, await service.propose(snapshot, selection))
            case wire.Keep(snapshot=snapshot, selection=selection):
                return wire.TestsKept(request.id, await service.keep(snapshot, selection))
            case wire.Search(query=query, limit=limit):
                return wire.Found(request.id, await service.search(query, limit, report))


def serve(engine: Callable[[], Coroutine[None, None, None]]) -> int:
    """Runs an engine to its end; the process's exit code."""
    try:
        asyncio.run(engine())
    except BrokenPipeError:
        # The server is gone: there is nobody to answer, and nothing to say.
        return 1
    return 0


def _words(error: BaseException) -> str:
    said = str(error)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
