"""Every program of the suite in bubblewrap."""

from __future__ import annotations

import pytest

from ansatz_sandbox.host.conformance import PROGRAMS, Program

from .conftest import Examined

pytestmark = pytest.mark.sandbox


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: f"{program.group}: {program.name}")
def test_program(bubblewrap: Examined, program: Program) -> None:
    result = bubblewrap.examine(program)
    if result.excused:
        pytest.skip(f"weaker on this system: {result.excused}")
    assert result.problems == ()
