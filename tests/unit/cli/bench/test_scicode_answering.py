"""Modes over scripted models: who is asked what, within which budget, and what a run keeps."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from ansatz.cli.bench.corpus.keeping import Kept
from ansatz.cli.bench.modes.actor_critic import ActorCritic
from ansatz.cli.bench.modes.author import Author
from ansatz.cli.bench.modes.direct import Direct
from ansatz.cli.bench.modes.mosaic import Mosaic
from ansatz.cli.bench.modes.pipeline import Parts, Pipeline
from ansatz.cli.bench.result import Row
from ansatz.cli.bench.scicode.answering import PREPARATION, Run, answer_all, solved_problems
from ansatz.cli.bench.scicode.metrics import metrics_of
from ansatz.cli.bench.scicode.problems import read_problems
from ansatz.cli.bench.scicode.targets import TargetStore
from ansatz.engine.asking_models import open_models
from ansatz.engine.settings import load_settings
from ansatz.models.configuration import Endpoint
from ansatz.models.gateway import Gateway
from ansatz.models.provider import Answer, Price, Question, Vectors
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, Sandbox, SandboxUnavailable

from .scicode_problems import gold, written

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAMES = {"left": "901.1", "drawn": "901.2", "ring": "902.1", "rows": "902.2", "sites": "902.3"}
LESSON = {"domain": "physics", "rationale": "1. Halve.", "pseudocode": "halve it"}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def sandbox() -> AsyncIterator[Sandbox]:
    try:
        opened = await Bubblewrap.open(Path(sys.executable))
    except SandboxUnavailable as error:
        pytest.skip(str(error))
    yield opened
    await opened.close()


class Scripted:
    """A provider in memory that answers by what it is asked."""

    def __init__(self, answer: Callable[[str], str]) -> None:
        self.answering = answer
        self.prompts: list[str] = []

    async def ready(self) -> None:
        return None

    async def price(self, endpoint: Endpoint) -> Price | None:
        return Price(1e-6, 2e-6)

    async def answer(
        self, question: Question, key: str | None, *, limit_s: float, silence_s: float,
        heard: Callable[[str], None],
    ) -> Answer:  # fmt: skip
        self.prompts.append("\n".join(each.text for each in question.messages))
        text = self.answering(self.prompts[-1])
        heard(text)
        return Answer(text, 100, 10)

    async def vectors(
        self, endpoint: Endpoint, texts: tuple[str, ...], key: str | None, *, limit_s: float
    ) -> Vectors:
        raise NotImplementedError

    async def close(self) -> None:
        return None


def knows(prompt: str) -> str:
    """A model that knows every answer."""
    if "JSON schema" in prompt:
        return json.dumps(LESSON if "pseudocode" in prompt else {"domain": "physics"})
    if "APPROVED" in prompt:
        return "APPROVED"
    if "No code." in prompt:
        return "1. Halve."
    name = re.findall(r"(?:Write|Give the whole|corrected|code of|give) `(\w+)`", prompt)[-1]
    return f"Reasoning.\n\n```python\nimport numpy as np\n{gold(NAMES[name])}\n```"


def gateway(folder: Path, provider: Scripted, **chosen: object) -> Gateway:
    line = {"models.all": "lab/model", "state_dir": str(folder / "state")}
    line |= {f"models.{name}": str(value) for name, value in chosen.items()}
    loaded = load_settings(folder, command_line=line, environment={}, user=folder / "none.toml")
    return open_models(loaded.settings, provider)


def a_run(sandbox: Sandbox, folder: Path, author: Author, models: Gateway, calls: int = 5, *only: str) -> Run:
    return Run(
        author, sandbox, TargetStore(sandbox, folder / "targets.jsonl", "here", 60.0), models.for_request,
        calls, 60.0, False, only, {}, Kept(folder / "result.json.partial", {"mode": "one"}), lambda _: None,
    )  # fmt: skip


def authors(folder: Path) -> dict[str, Author]:
    solved = solved_problems(read_problems(written(folder)), 8)
    parts = Parts((EquationSource(),), None, Limits(wall_s=20.0), 0, (), 60.0)
    return {
        "direct": Direct(),
        "actor-critic": ActorCritic(),
        "mosaic": Mosaic(solved),
        "ansatz": Pipeline(parts),
        "ansatz without all": Pipeline(
            parts, frozenset(("ccw", "teacher", "exemplars", "symbolic", "validation"))
        ),
    }


def steps(rows: list[Row]) -> dict[str, Row]:
    return {str(row["id"]): row for row in rows if row["id"] != PREPARATION}


@pytest.mark.parametrize("mode", ["direct", "actor-critic", "mosaic", "ansatz", "ansatz without all"])
async def test_whoever_knows_the_answers_solves_what_can_be_scored(
    sandbox: Sandbox, tmp_path: Path, mode: str
):
    provider = Scripted(knows)
    problems = read_problems(written(tmp_path))
    run = a_run(sandbox, tmp_path, authors(tmp_path)[mode], gateway(tmp_path, provider))
    rows = await answer_all(run, problems)
    found = steps(rows)
    assert {name: row["right"] for name, row in found.items()} == {
        "901.1": True, "901.2": True, "902.1": True, "902.2": True, "902.3": None,
    }  # fmt: skip
    metrics = metrics_of(rows, problems)
    assert (metrics["steps_passed"], metrics["steps_total"], metrics["steps_unscored"]) == (4, 4, 1)
    assert (metrics["telling_passed"], metrics["telling_total"]) == (3, 3)
    assert (metrics["problems_passed"], metrics["problems_total"]) == (1, 1)
    assert metrics["executable_share"] == 1
    assert metrics["calls"] + metrics["preparation_calls"] == len(provider.prompts)
    assert metrics["usd_per_solved"] == pytest.approx(metrics["calls"] * (100e-6 + 20e-6) / 4)
    assert all(int(str(row["calls"])) <= 5 for row in found.values())


async def test_nothing_of_a_problem_s_own_solution_is_shown(sandbox: Sandbox, tmp_path: Path):
    def teaches(prompt: str) -> str:
        if "pseudocode" in prompt and "JSON schema" in prompt:
            own = "KNOWS-DECAY" if "radioactive" in prompt else "KNOWS-FORMS"
            return json.dumps({**LESSON, "rationale": own})
        return knows(prompt)

    provider = Scripted(teaches)
    problems = read_problems(written(tmp_path))
    run = a_run(sandbox, tmp_path, authors(tmp_path)["mosaic"], gateway(tmp_path, provider), 5)
    await answer_all(run, problems)
    plans = [each for each in provider.prompts if "No code." in each]
    assert len(plans) == 5
    for each in plans:
        task = each.split("The problem now:")[1]
        is_decay = "radioactive" in task
        assert ("KNOWS-DECAY" in each, "KNOWS-FORMS" in each) == (not is_decay, is_decay)
        assert "REF-" not in each
    code = [each for each in provider.prompts if "The plan:" in each and "`drawn`" in each]
    assert "left(n0" in code[0] and "np.exp" not in code[0], "what is above is known by its signature alone"


async def test_without_ccw_earlier_code_is_shown(sandbox: Sandbox, tmp_path: Path):
    provider = Scripted(knows)
    author = Mosaic((), frozenset(("ccw", "exemplars")))
    await answer_all(
        a_run(sandbox, tmp_path, author, gateway(tmp_path, provider), 5, "901"),
        read_problems(written(tmp_path)),
    )
    assert any("np.exp" in each and "`drawn`" in each for each in provider.prompts)


@pytest.mark.parametrize(("mode", "calls"), [("actor-critic", 5), ("actor-critic", 2), ("mosaic", 4)])
async def test_no_mode_makes_more_calls_than_it_may(sandbox: Sandbox, tmp_path: Path, mode: str, calls: int):
    def objects(prompt: str) -> str:
        if "APPROVED" in prompt:
            return f"1. The sign is wrong, says {len(prompt)}."
        if "JSON schema" in prompt or "No code." in prompt:
            return knows(prompt)
        return "```python\nwidth = nothing_there\ndef left(n0, t, T):\n    return 0\n```"

    provider = Scripted(objects)
    author = authors(tmp_path)[mode]
    models = gateway(tmp_path, provider, calls_per_request=calls, cache=False)
    rows = await answer_all(
        a_run(sandbox, tmp_path, author, models, calls, "901.1"), read_problems(written(tmp_path))
    )
    row = steps(rows)["901.1"]
    prepared = int(str(rows[0]["calls"]))
    assert len(provider.prompts) - prepared == row["calls"]
    assert 0 < int(str(row["calls"])) <= calls
    assert row["right"] is False and row["executable"] is False


async def test_a_budget_that_is_too_small_is_told_and_the_run_goes_on(sandbox: Sandbox, tmp_path: Path):
    provider = Scripted(knows)
    models = gateway(tmp_path, provider, tokens_per_request=10)
    rows = await answer_all(
        a_run(sandbox, tmp_path, Direct(), models, 5, "901"), read_problems(written(tmp_path))
    )
    assert [row["status"] for row in steps(rows).values()] == ["fault: budget"] * 2
    assert provider.prompts == []


async def test_a_reply_without_code_is_no_answer(sandbox: Sandbox, tmp_path: Path):
    models = gateway(tmp_path, Scripted(lambda _: "I would rather not."))
    rows = await answer_all(
        a_run(sandbox, tmp_path, Direct(), models, 5, "901.1"), read_problems(written(tmp_path))
    )
    row = steps(rows)["901.1"]
    assert (row["status"], row["right"], row["code"], row["calls"]) == ("no_code", False, "", 1)


async def test_a_run_that_was_killed_goes_on_where_it_was(sandbox: Sandbox, tmp_path: Path):
    problems = read_problems(written(tmp_path))

    def dies(prompt: str) -> str:
        if "`drawn`" in prompt:
            raise asyncio.CancelledError
        return knows(prompt)

    with pytest.raises(asyncio.CancelledError):
        await answer_all(
            a_run(sandbox, tmp_path, Direct(), gateway(tmp_path, Scripted(dies)), 5, "901"), problems
        )
    provider = Scripted(knows)
    rows = await answer_all(
        a_run(sandbox, tmp_path, Direct(), gateway(tmp_path, provider), 5, "901"), problems
    )
    assert [row["right"] for row in steps(rows).values()] == [True, True]
    assert len(provider.prompts) == 1, "the first step is not asked for again"
    assert "np.exp" in provider.prompts[0], "its code is there for the second"


async def test_the_background_is_shown_only_when_asked_for(sandbox: Sandbox, tmp_path: Path):
    problems = read_problems(written(tmp_path))
    for shows in (False, True):
        provider = Scripted(knows)
        run = a_run(sandbox, tmp_path / str(shows), Direct(), gateway(tmp_path / str(shows), provider))
        run = Run(**{name: getattr(run, name) for name in Run.__slots__} | {"with_background": shows})
        await answer_all(run, problems[:1])
        assert ("T is the half-life" in provider.prompts[0]) is shows
