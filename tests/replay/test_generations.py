"""Whole generations, from a docstring to an offered edit, with the answers that a model once gave.

Each transcript is a trace of `ansatz generate` with a language model behind an endpoint, kept as it was
written. Where a prompt has changed since, its answer is not found, and the test says which it is:
README.md tells how to record again.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Coroutine
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

from ansatz import editing
from ansatz.cli.bench.scoring import Score, score
from ansatz.core.outcome import Accepted, NoneAccepted, Outcome
from ansatz.core.text import DocumentSnapshot
from ansatz.exemplars import MemoryShelf, shipped
from ansatz.models.trace import ReplayedModels
from ansatz.pipeline.run import Tools, generate
from ansatz.pipeline.teaching import Teaching
from ansatz.sources.equation import EquationSource
from ansatz.targets import named
from ansatz_sandbox import Bubblewrap, Limits, Sandbox, SandboxUnavailable

FOLDER = Path(__file__).parent / "generations"

T = TypeVar("T")


def in_sandbox(work: Callable[[Sandbox], Coroutine[Any, Any, T]]) -> T:
    async def run() -> T:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(str(error))
        try:
            return await work(sandbox)
        finally:
            await sandbox.close()

    return asyncio.run(run())


def spec(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text("utf-8")


async def replayed(sandbox: Sandbox, name: str, transcript: Path) -> Outcome:
    text = spec(name)
    (target,) = named(text, name)
    shelf = MemoryShelf([each.exemplar for each in shipped()])
    teaching = Teaching(ReplayedModels(transcript), shelf)
    tools = Tools((EquationSource(),), sandbox, Limits(), 0, (), teaching=teaching)
    return await generate(DocumentSnapshot(f"untitled:{name}.py", text), target, tools, lambda _: None)


CHECKS = {
    "pair_histogram": """
import numpy as np

def check(f):
    places = np.array([[0.1, 0.0, 0.0], [1.9, 0.0, 0.0], [0.5, 0.0, 0.0]])
    g = f(places, 2.0, np.array([0.0, 0.3, 0.5, 0.7]))
    shells = 4 / 3 * np.pi * np.diff(np.array([0.0, 0.3, 0.5, 0.7]) ** 3)
    assert np.allclose(g, np.array([1, 1, 1]) / (1.5 * 3 / 8 * shells)), g
""",
    "shared_information": """
import numpy as np

def check(f):
    assert abs(f(np.outer([1, 3], [2, 5, 1]))) < 1e-12
    assert abs(f(np.diag([4, 4, 4, 4])) - 2) < 1e-12
    assert abs(f(np.array([[3, 1], [1, 3]])) - 0.18872187554086717) < 1e-12
""",
    "buffer_ph": """
import math

def check(f):
    assert abs(f(0.0, 0.0, 4.76) - 7) < 1e-6
    h = 10 ** -f(0.1, 0.0, 4.76)
    ka = 10 ** -4.76
    assert abs(h - ka * 0.1 / (ka + h) - 1e-14 / h) < 1e-9
    assert abs(f(0.1, 0.05, 4.76) - 4.76) < 1e-2
""",
    "gauss_nodes": """
import numpy as np

def check(f):
    for n in (1, 2, 5, 16):
        x, w = f(n)
        nodes, weights = np.polynomial.legendre.leggauss(n)
        assert np.allclose(x, nodes, atol=1e-12) and np.allclose(w, weights, atol=1e-12)
""",
    "epidemic_peak": """
import math

def check(f):
    share, time = f(0.5, 0.1, 1e-3, 160.0)
    s = 0.2  # at the peak S is gamma / beta
    exact = 1 - s + s * math.log(s / (1 - 1e-3))
    assert abs(share - exact) < 1e-4 and 0 < time < 60
    assert f(0.1, 0.5, 0.01, 50.0) == (0.01, 0.0)
""",
    "powder_lines": """
import numpy as np

def check(f):
    angles, counts = f(4.05, 1.5406, 80.0)
    assert np.allclose(angles, [38.47, 44.72, 65.10, 78.23], atol=0.03), angles
    assert list(counts) == [8, 6, 12, 24]
""",
}


@cache
def generation(name: str) -> tuple[Accepted, Score]:
    """A recorded generation gone through again, and what its own check says of the file after its edit."""

    async def work(sandbox: Sandbox) -> tuple[Accepted, Score]:
        outcome = await replayed(sandbox, name, FOLDER / f"{name}.jsonl")
        assert isinstance(outcome, Accepted), outcome
        text = editing.apply(spec(name), outcome.edit.changes)
        return outcome, await score(sandbox, text, CHECKS[name], name)

    return in_sandbox(work)


@pytest.mark.parametrize("name", CHECKS)
def test_a_recorded_generation_ends_as_it_did(name: str):
    outcome, told = generation(name)
    assert told.right, told.why
    record = outcome.record
    assert (record.source, record.level) == ("model", "plausible"), "no claim here says what is right"
    assert record.making is not None and record.making.exemplars
    asked = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    assert 0 < record.making.calls <= len(asked)


def test_a_plan_becomes_functions_that_name_what_they_learnt_from():
    outcome, _ = generation("pair_histogram")
    names = [step.symbol for step in outcome.record.steps]
    assert names == ["distances", "expected", "g"]
    assert all("materials/radial_distribution" in step.exemplars for step in outcome.record.steps)


def test_what_was_never_answered_is_told(tmp_path: Path):
    empty = tmp_path / "empty.jsonl"
    first, *_ = (FOLDER / "gauss_nodes.jsonl").read_text("utf-8").splitlines()
    changed = json.loads(first) | {"digest": "0" * 64}
    empty.write_text(json.dumps(changed) + "\n")

    async def work(sandbox: Sandbox) -> Outcome:
        return await replayed(sandbox, "gauss_nodes", empty)

    outcome = in_sandbox(work)
    assert isinstance(outcome, NoneAccepted)
    assert "The trace has no answer of the student to this prompt: draft-function" in outcome.why
