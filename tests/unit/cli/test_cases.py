"""The benchmark's own cases: their checks take the reference, and nothing that is off by a little."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ansatz.cli.bench.solve import Case, read_cases

CASES = Path(__file__).parents[3] / "benchmarks" / "cases"


def to_solve() -> list[Case]:
    return [case for case in read_cases(CASES, ()) if case.expected == "solve"]


def parts(case: Case) -> tuple[Callable[..., Any], Callable[..., Any]]:
    folder = CASES / case.id
    return runpy.run_path(str(folder / "reference.py"))[case.entry], runpy.run_path(str(folder / "check.py"))[
        "check"
    ]


def scaled(value: Any, factor: float) -> Any:
    """The value with every number in it multiplied."""
    if isinstance(value, dict):
        return {key: scaled(each, factor) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(scaled(each, factor) for each in value)
    return factor * value


@pytest.mark.parametrize("case", to_solve(), ids=lambda case: case.id)
def test_a_check_tells_right_from_wrong(case: Case):
    reference, check = parts(case)
    check(reference)
    for factor in (2.0, 0.95, -1.0):
        with pytest.raises(AssertionError):
            check(lambda *values, factor=factor, **named: scaled(reference(*values, **named), factor))


def test_there_is_something_to_decline():
    faults = {case.fault for case in read_cases(CASES, ()) if case.expected == "decline"}
    assert faults == {"units", "example", "contradiction"}
