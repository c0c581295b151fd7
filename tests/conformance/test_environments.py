"""Environments with other Pythons and NumPys judge one file, each by its own packages.

`environments.sh` makes some and says what to set ANSATZ_ENVIRONMENTS to: interpreters, with colons between.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from ansatz.core.outcome import Judged
from ansatz.core.progress import Progress
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.records import RecordStore
from ansatz.engine.service import Service
from ansatz_sandbox import Bubblewrap, Call, Job, Limits, Returned, SandboxUnavailable

pytestmark = pytest.mark.sandbox

pytestmark = pytest.mark.sandbox

OTHERS = [Path(path) for path in os.environ.get("ANSATZ_ENVIRONMENTS", "").split(os.pathsep) if path]
PENDULUM = '''
import numpy as np


def potential_energy(m, g, h):
    r"""Potential energy of a body that was lifted.

    .. math:: E = m g h

    Parameters
    ----------
    m : float
        mass :math:`m` [kg]
    g : float
        acceleration :math:`g` [m/s^2]
    h : float
        height :math:`h` [m]

    Returns
    -------
    E : float
        energy :math:`E` [J]
    """
    return {one} * m * g * h
'''
OF_MAJOR = {1: "np.float_(1.0)", 2: "np.astype(np.ones(()), float)"}
"""One, said in a way that only this major version of NumPy understands."""


class Environment(NamedTuple):
    """What an interpreter says of itself, inside."""

    python: tuple[int, ...]
    numpy: tuple[int, ...]


async def opened(python: Path) -> Bubblewrap:
    try:
        return await Bubblewrap.open(python)
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox for {python}: {error}")


def environment(python: Path) -> Environment:
    code = (
        "import sys, numpy\n"
        "def f(): return list(sys.version_info[:2]), [int(n) for n in numpy.__version__.split('.')[:2]]\n"
    )

    async def run() -> Environment:
        sandbox = await opened(python)
        try:
            (result,) = (await sandbox.run(Job(code, "f", (Call(),)))).results
        finally:
            await sandbox.close()
        assert isinstance(result, Returned), result
        version, numpy = result.value  # type: ignore[misc]
        return Environment(tuple(version), tuple(numpy))

    return asyncio.run(run())


def levels(python: Path, texts: list[str]) -> list[str]:
    async def run() -> list[str]:
        service = Service(lambda: opened(python), (), RecordStore(None), Limits(), 0, 60.0, ())
        found: list[str] = []
        try:
            for text in texts:
                snapshot = DocumentSnapshot("file:///energy.py", text)
                (target,) = await service.validate(snapshot, Span(0, len(text)), ignored)
                assert isinstance(target.outcome, Judged), target.outcome
                found.append(target.outcome.record.level)
        finally:
            await service.close()
        return found

    return asyncio.run(run())


def ignored(progress: Progress) -> None:
    """Nobody looks at the progress."""


def test_each_environment_judges_by_its_own_packages() -> None:
    if not OTHERS:
        pytest.skip("ANSATZ_ENVIRONMENTS names no other environment: see tests/conformance/environments.sh")
    pythons = [Path(sys.executable), *OTHERS]
    environments = [environment(python) for python in pythons]
    majors = [found.numpy[0] for found in environments]
    assert set(majors) == {1, 2}, environments
    texts = [PENDULUM.format(one=OF_MAJOR[major]) for major in (1, 2)]
    for python, major in zip(pythons, majors, strict=True):
        verdicts = dict(zip((1, 2), levels(python, texts), strict=True))
        assert verdicts[major] in ("verified", "plausible"), (python, verdicts)
        assert verdicts[3 - major] == "refuted", (python, verdicts)


@pytest.mark.parametrize("python", OTHERS, ids=str)
def test_the_guest_runs_under_any_of_them(python: Path) -> None:
    assert environment(python).python >= (3, 9)
