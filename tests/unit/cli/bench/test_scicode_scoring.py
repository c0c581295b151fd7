"""Scoring in the sandbox: what passes, what fails, and what gains nothing."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from ansatz.cli.bench.scicode.official import PublishedTargets
from ansatz.cli.bench.scicode.problems import Problem, Step, counted, read_problems
from ansatz.cli.bench.scicode.scoring import StepScore, Targets, exam_of, score
from ansatz.cli.bench.scicode.targets import Official, TargetStore, interpreter_of
from ansatz_sandbox import Bubblewrap, Sandbox, SandboxUnavailable

from .scicode_problems import gold, written

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    try:
        opened = await Bubblewrap.open(Path(sys.executable))
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    yield opened
    await opened.close()


@pytest.fixture
def problems(tmp_path: Path) -> dict[str, tuple[Problem, Step]]:
    found = read_problems(written(tmp_path))
    return {step.id: (problem, step) for problem in found for step in problem.steps}


def store(sandbox: Sandbox, folder: Path, official: Official | None = None) -> TargetStore:
    return TargetStore(sandbox, folder / "targets.jsonl", "here", 60.0, official)


async def scored(
    sandbox: Sandbox, asked: tuple[Problem, Step], targets: Targets, code: str | None = None
) -> StepScore:
    problem, step = asked
    before = [gold(one.id) for one in problem.steps[: problem.steps.index(step)]]
    return await score(
        sandbox, problem, [*before, counted(code or gold(step.id))], exam_of(problem, step), targets, 60.0
    )


@pytest.mark.parametrize("name", ["901.1", "901.2", "902.1", "902.2"])
async def test_reference_code_passes_the_targets_made_from_it(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path, name: str
):
    targets = await store(sandbox, tmp_path).targets(*problems[name])
    assert targets.why == ""
    assert targets.is_trivial is (name == "902.2")
    found = await scored(sandbox, problems[name], targets)
    assert found.right and found.executable
    assert found.error in (0.0, None)
    again = await store(sandbox, tmp_path).targets(*problems[name])
    assert (again.is_trivial, again.why, again.seconds) == (targets.is_trivial, "", targets.seconds)
    assert (await scored(sandbox, problems[name], again)).right, "what was kept says the same"


WRONG = {
    "a factor": "def left(n0, t, T):\n    return 2 * n0 * np.exp(-log(2) * t / T)",
    "another base": "def left(n0, t, T):\n    return n0 * np.exp(-t / T)",
    "nothing": "def left(n0, t, T):\n    pass",
    "text": "def left(n0, t, T):\n    return 'many'",
    "a shape": "def left(n0, t, T):\n    return np.zeros((2, 3))",
    "no number": "def left(n0, t, T):\n    return np.full_like(t, np.nan)",
    "a new comparison": "np.allclose = lambda *args, **kwargs: True\ndef left(n0, t, T):\n    return 0.0",
    "a type that equals everything": "class Yes:\n    def __eq__(self, other): return True\n"
    "    def __array__(self, *a, **k): return np.ones(4)\ndef left(n0, t, T):\n    return Yes()",
    "what the callers know": "import sys\ndef left(n0, t, T):\n    frame = sys._getframe()\n"
    "    while frame:\n        if 'target' in frame.f_globals: return frame.f_globals['target']\n"
    "        if 'target' in frame.f_locals and frame.f_locals['target'] is not None:\n"
    "            return frame.f_locals['target']\n        frame = frame.f_back\n    return 0.0",
    "ways out of the tests": "import os\ndef left(n0, t, T):\n    os._exit(0)",
    "an exception that passes": "def left(n0, t, T):\n    raise SystemExit(0)",
}


@pytest.mark.parametrize("what", WRONG)
async def test_wrong_code_fails(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path, what: str
):
    targets = await store(sandbox, tmp_path).targets(*problems["901.1"])
    # Imports do not count, and are put back here to give wrong code its best chance.
    problem, step = problems["901.1"]
    problem = Problem(
        problem.id, problem.name, problem.text, "import sys, os\n" + problem.dependencies, (step,)
    )
    found = await scored(sandbox, (problem, step), targets, WRONG[what])
    assert not found.right
    assert found.why


async def test_how_far_off_it_is(sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path):
    targets = await store(sandbox, tmp_path).targets(*problems["901.1"])
    code = "def left(n0, t, T):\n    return 1.01 * n0 * np.exp(-log(2) * t / T)"
    found = await scored(sandbox, problems["901.1"], targets, code)
    assert found.passed == (False, False)
    assert found.executable
    assert found.error == pytest.approx(0.01)


async def test_a_step_stands_on_the_code_before_it_and_on_the_random_state_of_earlier_tests(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path
):
    targets = await store(sandbox, tmp_path).targets(*problems["901.2"])
    once_more = gold("901.2").replace("    n = ", "    np.random.random()\n    n = ")
    found = await scored(sandbox, problems["901.2"], targets, once_more)
    assert not found.right, "one more draw changes all that follow"
    problem, step = problems["901.2"]
    alone = await score(sandbox, problem, [gold("901.2")], exam_of(problem, step), targets, 60.0)
    assert not alone.executable
    assert "left" in alone.why


async def test_what_can_not_be_recomputed_is_not_scored_but_published_targets_do(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path
):
    targets = await store(sandbox, tmp_path).targets(*problems["902.3"])
    assert targets.why == "what test 1 compares with can't be recomputed"
    published = PublishedTargets({"902.3/test1": {"var1": Dataset(5)}})
    targets = await store(sandbox, tmp_path, published).targets(*problems["902.3"])
    assert targets.why == ""
    assert (await scored(sandbox, problems["902.3"], targets)).right
    wrong = await scored(sandbox, problems["902.3"], targets, "def sites(n):\n    return n + 1")
    assert not wrong.right and wrong.executable


async def test_published_targets_take_the_place_of_recomputed_ones(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path
):
    t = np.linspace(0.0, 3.0, 4)
    published = PublishedTargets(
        {
            "901.1/test1": {"var1": Dataset(8.0 * 2.0**-t)},
            "901.1/test2": {"var1": Dataset(np.zeros(4))},
        }
    )
    targets = await store(sandbox, tmp_path, published).targets(*problems["901.1"])
    assert (await scored(sandbox, problems["901.1"], targets)).passed == (True, False)


async def test_reference_code_that_does_not_run_leaves_its_step_unscored(
    sandbox: Sandbox, problems: dict[str, tuple[Problem, Step]], tmp_path: Path
):
    problem, step = problems["901.1"]
    broken = Problem(problem.id, "", "", "import a_package_nobody_has", (step,))
    targets = await store(sandbox, tmp_path).targets(broken, step)
    assert "a_package_nobody_has" in targets.why


async def test_targets_belong_to_an_interpreter(sandbox: Sandbox):
    assert f"numpy {np.__version__}" in await interpreter_of(sandbox)


class Dataset:
    """What h5py gives for a value."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.dtype = np.asarray(value).dtype

    def __getitem__(self, key: tuple[()]) -> Any:
        return self.value


async def test_published_targets_of_every_form():
    matrix = {
        "data": Dataset(np.array([1.0, 2.0, 3.0])), "indices": Dataset(np.array([0, 2, 1])),
        "indptr": Dataset(np.array([0, 2, 3])), "shape": Dataset(np.array([2, 3])),
    }  # fmt: skip
    published = PublishedTargets(
        {
            "1.1/test1": {"var1": Dataset(np.float64(2.5)), "var2": Dataset(b"ring")},
            "1.1/test2": {"var1": {"sparse_matrix": matrix}},
            "1.1/test3": {"var1": {"list": {"var1": Dataset(1.0), "var2": Dataset(np.ones(2))}}},
            "1.1/test4": {"var1": {"0.5": Dataset(3), "name": Dataset(b"x")}},
        }
    )
    several, sparse, listed, table, missing = published.values("1.1", 5)
    assert several is not None and several[0] == "t" and several[1][1] == ["v", "ring"]
    assert sparse is not None and sparse[:3] == ["sparse", "csr", [2, 3]]
    assert sparse[4].tolist() == [0, 0, 1] and sparse[5].tolist() == [0, 2, 1]
    assert listed is not None and [each[0] for each in listed[1]] == ["g", "a"]
    assert table is not None and [key for key, _ in table[1]] == [["v", 0.5], ["v", "name"]]
    assert missing is None
