"""The backends that the suite examines, each opened once; what is not there is skipped unless asked for.

`make test-sandbox` starts a Docker engine and says where it is in ANSATZ_TEST_DOCKER. With
ANSATZ_REQUIRE_DOCKER a missing engine is a failure: that is how the project's own checks run.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ansatz_sandbox import Bubblewrap, SandboxUnavailable
from ansatz_sandbox.host.conformance import Examination, Program, Result
from ansatz_sandbox.host.docker import Docker, EngineAddress

BASE = "ansatz-base:trixie"


@dataclass(frozen=True, slots=True)
class Examined:
    """A backend under examination, and the event loop that both live in."""

    runner: asyncio.Runner
    examination: Examination

    def examine(self, program: Program) -> Result:
        return self.runner.run(self.examination.examine(program))


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="session")
def engine() -> EngineAddress:
    """The engine that was started for these tests."""
    address = os.environ.get("ANSATZ_TEST_DOCKER", "")
    if not address:
        why = "no Docker engine was started for this run: `make test-sandbox` does, as root on Debian"
        pytest.fail(why) if os.environ.get("ANSATZ_REQUIRE_DOCKER") else pytest.skip(why)
    return EngineAddress(address)


@pytest.fixture(scope="session")
def bubblewrap(runner: asyncio.Runner) -> Iterator[Examined]:
    """Never skipped: what the default backend needs has to be on a machine that checks it."""
    try:
        sandbox = runner.run(Bubblewrap.open(Path(sys.executable)))
    except SandboxUnavailable as error:
        pytest.fail(f"bubblewrap does not work here: {error}")
    yield from _examined(runner, sandbox)


@pytest.fixture(scope="session")
def docker(runner: asyncio.Runner, engine: EngineAddress) -> Iterator[Examined]:
    # What few programs use is not loaded into each of hundreds of containers.
    opened = Docker.open(address=engine, base=BASE, preload=("numpy", "numpy.random"), spare=3)
    try:
        sandbox = runner.run(opened)
    except SandboxUnavailable as error:
        pytest.fail(f"the Docker engine does not work: {error}")
    yield from _examined(runner, sandbox)


def _examined(runner: asyncio.Runner, sandbox: Bubblewrap | Docker) -> Iterator[Examined]:
    examination = runner.run(Examination.begin(sandbox))
    yield Examined(runner, examination)
    leaks = runner.run(examination.end())
    runner.run(sandbox.close())
    assert leaks == ()
