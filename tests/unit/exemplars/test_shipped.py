"""The exemplars that are shipped: each runs in the sandbox and satisfies its own checks, and is found."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

import pytest

from ansatz.exemplars import MemoryShelf, shipped
from ansatz_sandbox import Bubblewrap, Call, Job, Limits, Returned, SandboxUnavailable

ALL = {each.exemplar.name: each for each in shipped()}


def test_there_are_thirty_of_five_fields_and_each_says_who_explained_it():
    assert len(ALL) >= 30
    assert min(Counter(each.exemplar.domain for each in ALL.values()).values()) >= 6
    for each in ALL.values():
        one = each.exemplar
        assert one.explained_by == "hand" and one.origin
        assert one.rationale.startswith("1. ") and one.pseudocode.strip() and "assert" in each.checks
        assert one.task.startswith(f"def {one.function}(") and one.task.rstrip().endswith('"""')
        # What the model is to learn is the way to the code, and not the code itself.
        assert "```" not in one.rationale + one.pseudocode


def test_each_satisfies_its_own_checks_in_the_sandbox():
    async def run():
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")
        try:
            jobs = [
                Job(f"{each.exemplar.code}\n\n{as_function(each.checks)}", "checks", (Call(()),), Limits())
                for each in ALL.values()
            ]
            return await sandbox.run_all(jobs)
        finally:
            await sandbox.close()

    def as_function(checks):
        rows = "\n".join(f"    {row}" for row in checks.rstrip().split("\n"))
        return f"def checks():\n{rows}\n    return 1\n"

    outcomes = asyncio.run(run())
    failed = {
        name: (outcome.load_error, outcome.results)
        for name, outcome in zip(ALL, outcomes, strict=True)
        if not isinstance(outcome.results[0], Returned)
    }
    assert not failed


@pytest.mark.parametrize(
    "task, domain, near",
    [
        ("Orbital speed around a planet of given mass at some distance", "physics", "escape_speed"),
        ("pH of a buffer of a weak acid with known pKa and concentration", "chemistry", "weak_acid_ph"),
        ("Local alignment score of two protein sequences, Smith and Waterman", "biology",
         "needleman_wunsch_score"),
        ("Solve a banded linear system with elimination along its diagonals", "mathematics",
         "tridiagonal_solve"),
        ("Lattice constant of a cubic crystal from diffraction angles", "materials", "cubic_peaks"),
    ],
)  # fmt: skip
def test_the_nearest_exemplar_and_its_field_are_found(task, domain, near):
    shelf = MemoryShelf(tuple(each.exemplar for each in ALL.values()))
    assert shelf.bucket(task) == domain
    assert near in [each.function for each in shelf.find(task, domain, 3)]


def test_a_task_without_a_known_word_has_no_near_exemplar():
    shelf = MemoryShelf(tuple(each.exemplar for each in ALL.values()))
    assert shelf.ranked("zzyzx qwfp") == ()
    assert shelf.bucket("zzyzx qwfp") is None
    assert shelf.find("zzyzx qwfp", None, 2) == ()
