"""A plan is held against the spec by rule, before any code; and what a step sees of the others is bounded."""

import json

import pytest
from pydantic import TypeAdapter

from ansatz.core.steps import PlannedStep, StepPlan, StepValue
from ansatz.reading.read import read_spec
from ansatz.sources.model import consolidated, consolidated_steps, problems_of, tokens_of
from ansatz.sources.model.context import BOUND_TOKENS
from ansatz.targets import named
from support.chains import CHAIN, PLAN
from support.specs import only_function

TARGET = only_function(CHAIN)
SPEC = read_spec(CHAIN, TARGET)


def problems(change=lambda steps, whole: None):
    whole = json.loads(PLAN)
    change({step["name"]: step for step in whole["steps"]}, whole)
    plan = TypeAdapter(StepPlan).validate_json(json.dumps(whole))
    return " ".join(problems_of(plan, TARGET, SPEC))


def test_a_plan_in_which_everything_fits_has_no_problem():
    assert problems() == ""


def renamed(steps, whole):
    steps["centred"]["inputs"][0]["name"] = "beads"


def backwards(steps, whole):
    whole["steps"].reverse()


def unused(steps, whole):
    steps["centred"]["outputs"].append({"name": "middle"})


def unreturned(steps, whole):
    whole["returns"] = ["size", "shape"]


def other_dimension(steps, whole):
    steps["gyration"]["inputs"][1]["unit"] = "kg"


def other_scale(steps, whole):
    steps["centred"]["inputs"][0]["unit"] = "m"


def left_out(steps, whole):
    steps["gyration"]["inputs"].pop()


def shadowing(steps, whole):
    steps["bead_places"]["outputs"][0]["name"] = "bond"


def no_name(steps, whole):
    steps["gyration"]["name"] = "lambda"


def empty(steps, whole):
    whole["steps"] = []


@pytest.mark.parametrize(
    "change, said",
    [
        (renamed, "takes `beads`, which comes from no step, and is no argument"),
        (backwards, "comes from a later step"),
        (unused, "Nothing uses `middle`"),
        (unreturned, "`shape` is returned and no step gives it"),
        (other_dimension, "takes `bond` in kg, but it is in nm"),
        (other_scale, "takes `places` in m, but it comes in nm"),
        (left_out, "No step takes the argument `bond`"),
        (shadowing, "has the name of an argument"),
        (no_name, "`lambda` is no name"),
        (empty, "has no step"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)  # fmt: skip
def test_what_does_not_fit_is_said_in_words_that_the_planner_can_act_on(change, said):
    assert said in problems(change)


def long_plan(count):
    values = [
        StepValue(f"value_{n}", "m/s", "array (n,)", "what step number so and so gives") for n in range(count)
    ]
    steps = [
        PlannedStep(
            f"step_{n}",
            f"works out the value number {n} from the one before it, by a formula that has a long name",
            (values[n - 1],) if n else (),
            (values[n],),
        )
        for n in range(count)
    ]  # fmt: skip
    return StepPlan(tuple(steps), (values[-1].name,))


@pytest.mark.parametrize("count", [2, 10, 24])
def test_the_context_of_a_step_stays_within_its_bound_and_names_what_it_takes_first(count):
    plan = long_plan(count)
    for n, step in enumerate(plan.steps):
        seen = consolidated_steps(plan, step)
        assert tokens_of(seen) <= BOUND_TOKENS
        if n:
            assert seen.splitlines()[1].startswith(f"- `step_{n - 1}(")
        assert f"`{step.name}(" not in seen


def test_a_bound_that_leaves_lines_out_says_how_many():
    plan = long_plan(10)
    seen = consolidated_steps(plan, plan.steps[9], bound_tokens=100)
    assert tokens_of(seen) <= 100 and seen.endswith("more)")
    assert consolidated_steps(plan, plan.steps[9], bound_tokens=5) == ""


FILE = '''
def speed(d, t):
    """Mean speed.

    d: distance [m]
    t: time [s]

    Returns m/s.
    """
    secret = 42
    return d / t


def energy(m, d, t):
    """Kinetic energy at the mean speed, by `speed`."""
    raise NotImplementedError
'''


def test_other_functions_of_the_file_are_seen_as_signatures_with_units_and_a_line():
    (target,) = named(FILE, "energy")
    seen = consolidated(FILE, target)
    assert "speed(d [distance [m]], t [time [s]])" in seen and "Mean speed." in seen
    assert "secret" not in seen and "`energy(" not in seen
