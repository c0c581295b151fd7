"""The library of one interpreter: its index opened or built, once, whoever asks, and kept by versions."""

import asyncio
import contextlib
import hashlib
import json
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ansatz_sandbox import Sandbox

from ..core.progress import Progress, Report
from .building import SCHEMA, Builder, Stopped
from .collecting import Failure, PackageRoutines, collect, installed_versions, program
from .index import LibraryIndex, NoIndex, open_index

_KEPT_FILES: Final = 4
"""Indexes of other versions that are kept: for interpreters between which somebody switches."""


class Library:
    """See the package's docstring. `more`: import names (`import=distribution`) besides the usual ones."""

    def __init__(
        self, open_sandbox: Callable[[], Awaitable[Sandbox]], folder: Path, more: Sequence[str] = ()
    ) -> None:
        self._open_sandbox = open_sandbox
        self._folder = folder
        self._more = tuple(more)
        self._index: LibraryIndex | None = None
        self._work: asyncio.Task[LibraryIndex] | None = None
        self._waiting = 0
        self._is_wanted = False
        self._reports: list[Report] = []

    @property
    def ready(self) -> LibraryIndex | None:
        """The index, if it was opened or built already."""
        return self._index

    def begin(self, report: Report) -> None:
        """Starts opening or building in the background; it goes on until `close`, whoever waits or not."""
        self._is_wanted = True
        self._start(report)

    async def index(self, report: Report) -> LibraryIndex:
        """The index, opened or built. Raises `SandboxUnavailable`."""
        if self._index is not None:
            return self._index
        work = self._start(report)
        self._waiting += 1
        try:
            # Shielded: one caller's cancel must not end what others wait for.
            return await asyncio.shield(work)
        finally:
            self._waiting -= 1
            if report in self._reports:
                self._reports.remove(report)
            if not self._waiting and not self._is_wanted and not work.done():
                await _ended(work)

    async def close(self) -> None:
        """Ends a build under way and lets go of the file."""
        if self._work is not None:
            await _ended(self._work)
        if self._index is not None:
            self._index.close()
            self._index = None

    def _start(self, report: Report) -> "asyncio.Task[LibraryIndex]":
        self._reports.append(report)
        if self._work is None or (self._work.done() and self._index is None):
            self._work = asyncio.create_task(self._open_or_build())
            # Nobody may be waiting for a build in the background; whoever asks next hears of its failure.
            self._work.add_done_callback(lambda done: done.cancelled() or done.exception())
        return self._work

    async def _open_or_build(self) -> LibraryIndex:
        sandbox = await self._open_sandbox()
        try:
            versions = await installed_versions(sandbox, self._more)
            path = self._folder / f"library-{_key(versions)}.sqlite"
            try:
                index = await asyncio.to_thread(open_index, path)
            except NoIndex:
                is_whole = await self._build(sandbox, versions, path)
                index = await asyncio.to_thread(open_index, path)
                if not is_whole:
                    # Good for now, and not for good: the next start tries again.
                    with contextlib.suppress(OSError):
                        path.unlink()
        finally:
            await sandbox.close()
        self._index = index
        self._reports.clear()
        return index

    async def _build(self, sandbox: Sandbox, versions: Mapping[str, str], path: Path) -> bool:
        """Whether nothing is missing that another time may be there."""
        is_stopped = threading.Event()
        builder = Builder(path, is_stopped.is_set)
        failures: dict[str, str] = {}
        is_finished, is_whole = False, True
        try:
            done = 0
            self._tell(f"{len(versions)} packages")
            async with contextlib.aclosing(collect(sandbox, list(versions))) as collected:
                async for part in collected:
                    done += 1
                    self._tell(f"{part.package} ({done} of {len(versions)})")
                    match part:
                        case PackageRoutines(package, routines):
                            await _in_thread(is_stopped, builder.add, routines, versions[package])
                        case Failure(package, why, may_pass):
                            failures[package] = why
                            is_whole = is_whole and not may_pass
            self._tell("vectors of words")
            facts = {"versions": json.dumps(dict(versions)), "failures": json.dumps(failures)}
            await _in_thread(is_stopped, builder.finish, facts)
            is_finished = True
        finally:
            if not is_finished:
                builder.discard()
        self._forget_old(path)
        return is_whole

    def _tell(self, message: str) -> None:
        for report in tuple(self._reports):
            report(Progress("index", message))

    def _forget_old(self, newest: Path) -> None:
        files = sorted(self._folder.glob("library-*.sqlite"), key=lambda path: path.stat().st_mtime)
        for path in [path for path in files if path != newest][: -_KEPT_FILES or None]:
            path.unlink(missing_ok=True)


async def _in_thread(is_stopped: threading.Event, work: Callable[..., None], *arguments: object) -> None:
    """Runs `work` in a thread; a cancel stops it and waits until it has."""
    task = asyncio.ensure_future(asyncio.to_thread(work, *arguments))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        is_stopped.set()
        with contextlib.suppress(Stopped):
            await task
        raise


async def _ended(work: "asyncio.Task[LibraryIndex]") -> None:
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)


def _key(versions: Mapping[str, str]) -> str:
    """Of what the content depends on: versions, collector, schema."""
    content = json.dumps([SCHEMA, sorted(versions.items()), program()])
    return hashlib.sha256(content.encode()).hexdigest()[:16]
