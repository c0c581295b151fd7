"""The arithmetic of `ansatz bench pipeline`, and that the pipeline takes its task as it is meant."""

import asyncio
import os

import pytest
from pydantic import TypeAdapter

from ansatz.cli.bench.pipeline import task
from ansatz.cli.bench.pipeline.command import metrics_of
from ansatz.cli.bench.pipeline.provider import busy_s
from ansatz.cli.bench.processor import tree_cpu_s
from ansatz.core.outcome import Accepted
from ansatz.core.steps import StepPlan
from ansatz.core.text import DocumentSnapshot
from ansatz.pipeline.run import Tools, generate
from ansatz.pipeline.teaching import Teaching
from ansatz.reading.read import read_spec
from ansatz.sources.model import problems_of
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.scripted_models import ScriptedModels, text_of
from support.specs import only_function


@pytest.mark.parametrize(
    "spans, total",
    [([], 0.0), ([(0.0, 1.0), (0.5, 2.0), (3.0, 4.0)], 3.0), ([(2.0, 3.0), (0.0, 5.0)], 5.0)],
)
def test_the_models_time_is_that_in_which_some_call_was_open(spans, total):
    assert busy_s(spans) == total


def test_its_task_is_ten_steps_of_four_drafts_each():
    target = only_function(task.TEXT)
    plan = TypeAdapter(StepPlan).validate_json(task.PLAN)
    assert len(plan.steps) == 10 and problems_of(plan, target, read_spec(task.TEXT, target)) == ()
    models = ScriptedModels(lambda role, prompt, sample: task.answer(text_of(prompt)))
    tools = Tools((), InProcess(), Limits(), 0, (), teaching=Teaching(models))
    snapshot = DocumentSnapshot("file:///s.py", task.TEXT, 1)
    outcome = asyncio.run(generate(snapshot, target, tools, lambda progress: None))
    assert isinstance(outcome, Accepted), outcome
    assert len(models.of("plan")) == 1 and len(models.of("draft-step")) == 40
    assert len(outcome.record.steps) == 10
    assert all("4 of 4 drafts return the same" in step.evidence for step in outcome.record.steps)


def generation(run, wall_s, models_s, hovers_s):
    return {
        "id": f"generation/{run}", "kind": "generation", "status": "accepted", "wall_s": wall_s,
        "models_s": models_s, "calls": 41, "cpu_s": 2.0 + run, "peak_memory_bytes": 10**9,
        "hovers_s": hovers_s,
    }  # fmt: skip


def test_ratios_leave_the_first_generation_out_and_hovers_do_not():
    rows = [
        {"id": "idle", "kind": "idle", "hovers_s": [0.002] * 10},
        generation(0, 30.0, 11.0, [0.008] * 5),
        generation(1, 12.0, 10.0, [0.004] * 5),
        {"id": "step/1", "kind": "step", "context_tokens": 100, "prior_code_tokens": 0},
        {"id": "step/2", "kind": "step", "context_tokens": 110, "prior_code_tokens": 900},
        {"id": "cancel/0", "kind": "cancel", "open": 1, "closed_s": 0.01, "asked_after": 0},
        {"id": "cancel/1", "kind": "cancel", "open": 9, "closed_s": 0.03, "asked_after": 2},
    ]
    found = metrics_of(rows)
    assert found["wall_over_models"] == 1.2 and found["first_wall_s"] == 30.0
    assert found["hover_ratio"] == pytest.approx(4.0)
    assert (found["context_tokens_most"], found["prior_code_tokens_last"]) == (110, 900)
    assert (found["cancel_s_most"], found["asked_after_cancel"]) == (0.03, 2)


def test_processor_time_of_this_process_grows_and_that_of_none_is_none():
    before = tree_cpu_s(os.getpid())
    sum(n * n for n in range(400_000))
    assert tree_cpu_s(os.getpid()) >= before > 0
    assert tree_cpu_s(2**22 + 1) == 0.0
