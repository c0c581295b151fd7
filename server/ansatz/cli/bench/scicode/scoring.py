"""Official scoring: a step passes when all of its tests do, after the code of the steps before it.

The lines that SciCode runs as one script are run in one process, in the same order; only what is compared
with the targets leaves that process and is compared in another one, so no code sees what is expected of it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from ansatz.cli.bench.scicode.guest import APART, BESIDE
from ansatz.cli.bench.scicode.problems import Problem, Step
from ansatz.cli.bench.scicode.rewriting import Rewritten, rewritten, surroundings_of
from ansatz_sandbox import (
    Call,
    CallResult,
    Job,
    Limits,
    NotCarried,
    Outcome,
    Raised,
    Returned,
    Sandbox,
    Value,
    ValueNotCarried,
)

_MEMORY_BYTES: Final = 6 << 30
_VALUE_BYTES: Final = 256 << 20
_APART_S: Final = 120.0
STUB: Final = "def {name}(*args, **kwargs):\n    return 0.0\n"
CLASS_STUB: Final = (
    "class {name}:\n    def __init__(self, *args, **kwargs): pass\n"
    "    def __getattr__(self, name): return lambda *args, **kwargs: 0.0\n"
)

Packed = list[Any]
"""A value as the guest packs it: a tag, and what the tag says."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What a step's tests compare with, one for each test; None where it can't be known.

    `seconds` is what the reference code took. `is_trivial`: a function that returns 0.0 passes, so the
    step says nothing. `why` says why the step can't be scored, where it can't.
    """

    values: tuple[Packed | None, ...]
    seconds: float | None = None
    is_trivial: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Observed:
    """What the tests of a step saw; None for a test that raised, which `problems` tells."""

    seen: tuple[Packed | None, ...]
    problems: tuple[str, ...]
    load_problem: str
    seconds: float


@dataclass(frozen=True, slots=True)
class StepScore:
    """How a step's code did. `error` is the largest relative difference, where numbers were compared.

    `executable`: the code loads and every test runs as far as its comparison.
    """

    passed: tuple[bool, ...]
    executable: bool
    error: float | None
    why: str
    seconds: float

    @property
    def right(self) -> bool:
        """Whether the step counts as solved."""
        return bool(self.passed) and all(self.passed)


@dataclass(frozen=True, slots=True)
class Exam:
    """A step's tests, taken apart."""

    step: Step
    tests: tuple[Rewritten, ...]
    around: str

    @property
    def comparisons(self) -> list[Value]:
        """For each test its conditions, each with its pairs, as the guest takes them."""
        return [
            [
                [one.condition, [[list(pair.path), pair.value, pair.part] for pair in one.pairs]]
                for one in test.comparisons
            ]
            for test in self.tests
        ]


def exam_of(problem: Problem, step: Step) -> Exam:
    """The tests of a step, made ready."""
    around = surroundings_of(problem.dependencies, step.tests)
    return Exam(step, tuple(rewritten(test, around) for test in step.tests), around.text)


def script_of(problem: Problem, codes: Sequence[str]) -> str:
    """What stands above the tests in the script of a step."""
    return "\n\n".join((problem.dependencies, *codes)) + "\n"


def stub_of(step: Step) -> str:
    """Code that is wrong for every step that asks for anything."""
    template = CLASS_STUB if step.header.lstrip().startswith("class") else STUB
    return template.format(name=step.entry)


async def observe(
    sandbox: Sandbox, script: str, exam: Exam, targets: Sequence[Packed | None], limit_s: float
) -> Observed:
    """Runs a step's script as far as its comparisons. Raises `SandboxUnavailable`."""
    calls = [Call(("load", script))]
    for test, target in zip(exam.tests, targets, strict=True):
        calls.append(Call(("whole", test.observing, target) if test.is_whole else ("test", test.observing)))
    limits = Limits(
        wall_s=limit_s, cpu_s=int(4 * limit_s) + 1, memory_bytes=_MEMORY_BYTES, value_bytes=_VALUE_BYTES
    )
    outcome = await sandbox.run(Job(BESIDE, "step", tuple(calls), limits, filename="scicode.py"))
    loading, *rest = outcome.results
    load_problem = "" if isinstance(loading, Returned) else _problem(loading, outcome)
    seen: list[Packed | None] = []
    problems: list[str] = []
    for test, result in zip(exam.tests, rest, strict=True):
        match result:
            case Returned(value=list(values)) if not load_problem and not isinstance(values, NotCarried):
                # A test that was run whole has nothing more to be compared, and has passed.
                seen.append([] if test.is_whole else values)
                problems.append("")
            case _:
                seen.append(None)
                problems.append(load_problem or _problem(result, outcome))
    return Observed(tuple(seen), tuple(problems), load_problem, outcome.usage.wall_s)


async def targets_seen(sandbox: Sandbox, exam: Exam, observed: Observed) -> list[Packed | None]:
    """The targets, from what the reference code was seen to give; None where that is no value."""
    results = await _apart(sandbox, exam, "targets", observed, [None] * len(exam.tests))
    targets: list[Packed | None] = []
    for test, result in zip(exam.tests, results, strict=True):
        parts: list[Any] | None = None
        match result:
            case Returned(value=list(values)) if not test.is_whole:
                parts = values
            case _:
                pass
        targets.append(None if parts is None else _assembled(parts))
    return targets


async def judge(
    sandbox: Sandbox, exam: Exam, observed: Observed, targets: Sequence[Packed | None]
) -> StepScore:
    """Compares what was seen with the targets, where the code under test is not."""
    results = await _apart(sandbox, exam, "judge", observed, targets)
    passed: list[bool] = []
    errors: list[float] = []
    whys: list[str] = []
    for number, (test, problem, result) in enumerate(
        zip(exam.tests, observed.problems, results, strict=True), 1
    ):
        if problem or test.is_whole:
            passed.append(not problem)
            why = problem
        else:
            is_right, why, error = _verdict(result)
            passed.append(is_right)
            errors += [] if error is None else [error]
        if why:
            whys.append(f"test {number}: {why}")
    # A whole test that fails in its own comparison ran all the same.
    ran = not any(
        problem and not (test.is_whole and problem.startswith("AssertionError"))
        for test, problem in zip(exam.tests, observed.problems, strict=True)
    )
    return StepScore(tuple(passed), ran, max(errors, default=None), whys[0] if whys else "", observed.seconds)


async def score(
    sandbox: Sandbox,
    problem: Problem,
    codes: Sequence[str],
    exam: Exam,
    targets: Targets,
    limit_s: float,
) -> StepScore:
    """How the last of `codes` does as the exam's step, after the others. Raises `SandboxUnavailable`."""
    observed = await observe(sandbox, script_of(problem, codes), exam, targets.values, limit_s)
    return await judge(sandbox, exam, observed, targets.values)


async def _apart(
    sandbox: Sandbox,
    exam: Exam,
    kind: str,
    observed: Observed,
    targets: Sequence[Packed | None],
) -> tuple[CallResult, ...]:
    calls = [Call(("setup", exam.around, None))]
    for comparisons, seen, target in zip(exam.comparisons, observed.seen, targets, strict=True):
        calls.append(Call((kind, comparisons, seen or [], target or ["v", None])))
    limits = Limits(
        wall_s=_APART_S, cpu_s=int(_APART_S), memory_bytes=_MEMORY_BYTES, value_bytes=_VALUE_BYTES
    )
    job = Job(APART, "compare", tuple(calls), limits, filename="tests.py")
    try:
        outcome = await sandbox.run(job)
    except ValueNotCarried as error:
        told = Raised("ValueNotCarried", str(error), None)
        return tuple(told for _ in exam.tests)
    await asyncio.sleep(0)
    return outcome.results[1:]


def _verdict(result: CallResult) -> tuple[bool, str, float | None]:
    match result:
        case Returned(value=[bool(is_right), str(why), error]):
            return is_right, why, error if isinstance(error, float) else None
        case Raised(type=kind, message=message):
            return False, f"not comparable: {kind}: {message}", None
        case _:
            return False, "the comparison ended early", None


def _problem(result: CallResult, outcome: Outcome) -> str:
    match result:
        case Raised(type=kind, message=message):
            return f"{kind.removeprefix('builtins.')}: {message[:300]}"
        case Returned(value=NotCarried(reason=reason)):
            return f"what the test saw can't be carried: {reason}"
        case _:
            return f"ended early: {outcome.status}. {outcome.detail}".strip()


def _assembled(parts: Sequence[Any]) -> Packed | None:
    """Parts of a target, each with its path, as one packed value; None where they don't make one."""
    by_path: dict[tuple[int | str, ...], Packed] = {}
    for path, value in parts:
        by_path.setdefault(tuple(path), value)
    if () in by_path:
        whole = by_path[()]
        return None if _is_opaque(whole) else whole
    below: dict[int | str, list[tuple[tuple[int | str, ...], Packed]]] = {}
    for path, value in by_path.items():
        below.setdefault(path[0], []).append((path[1:], value))
    found = {key: _assembled(rest) for key, rest in below.items()}
    made = {key: one for key, one in found.items() if one is not None}
    if not made or len(made) < len(found):
        return None
    if all(isinstance(key, int) and key >= 0 for key in made):
        count = max(cast("list[int]", list(made))) + 1
        return ["t", [made.get(number, ["v", None]) for number in range(count)]]
    return ["d", [[["v", key], one] for key, one in made.items()]]


def _is_opaque(packed: Packed) -> bool:
    match packed:
        case ["?", *_]:
            return True
        case ["l" | "t" | "set", items]:
            return any(map(_is_opaque, items))
        case ["d", pairs]:
            return any(_is_opaque(one) for pair in pairs for one in pair)
        case _:
            return False
