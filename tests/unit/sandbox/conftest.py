"""One tested sandbox for all tests of this folder, and a way to run jobs in it from plain functions."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ansatz_sandbox import Bubblewrap, Call, Job, Limits, Outcome, SandboxUnavailable, Value


class Box:
    """A sandbox and the event loop it lives in."""

    def __init__(self, runner: asyncio.Runner, sandbox: Bubblewrap) -> None:
        self.runner = runner
        self.sandbox = sandbox

    def call(self, code: str, *args: Value, entry: str = "f", limits: Limits | None = None) -> Outcome:
        """The outcome of one call of `entry`."""
        return self.run(Job(code, entry, (Call(args),), limits or Limits()))

    def run(self, job: Job) -> Outcome:
        return self.runner.run(self.sandbox.run(job))

    def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        return self.runner.run(self.sandbox.run_all(jobs))


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def box(runner: asyncio.Runner) -> Iterator[Box]:
    try:
        sandbox = runner.run(Bubblewrap.open(Path(sys.executable)))
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox on this machine: {error}")
    yield Box(runner, sandbox)
    runner.run(sandbox.close())
