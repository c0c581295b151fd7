"""The way without isolation: only what was made from a formula, computed by walking its tree, and said so."""

from __future__ import annotations

import copy
import time
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ...job import (
    Call,
    CallResult,
    Carried,
    Job,
    NotCarried,
    NotReached,
    Outcome,
    Raised,
    Returned,
    SandboxUnavailable,
    Usage,
)
from ...wire.values import Encoder, NotCarriable
from .evaluating import Evaluator, OutOfTime
from .refusing import NotInterpreted, parse

_ORDINARY = (ArithmeticError, ValueError, TypeError, LookupError, NameError, AttributeError, RecursionError)
_MESSAGE_MAX = 1000
_WARNINGS_MAX = 8


class Interpreting:
    """A `Sandbox` that executes nothing. `why` is what every other job is answered with.

    A job is taken only when it is `from_formula`, and computed only when its tree holds nothing but
    arithmetic and calls of known functions of numbers; else it ends as `crashed` without having run.
    No outcome is `isolated`.
    """

    def __init__(self, why: SandboxUnavailable) -> None:
        self.why = why
        self.weaker = ("there is no isolation: nothing but formulas is computed, by interpreting them",)

    async def run(self, job: Job) -> Outcome:
        """One job; raises `SandboxUnavailable` unless it is from a formula."""
        return (await self.run_all([job]))[0]

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs; raises `SandboxUnavailable` unless all are from formulas."""
        if not all(job.from_formula for job in jobs):
            raise self.why
        return [_interpreted(job) for job in jobs]

    async def close(self) -> None:
        """Nothing runs."""


def _interpreted(job: Job) -> Outcome:
    started = time.monotonic()
    deadline = started + job.limits.wall_s
    nothing: tuple[CallResult, ...] = (NotReached(),) * len(job.calls)
    try:
        tree = parse(job.code)
    except NotInterpreted as refusal:
        detail = f"not run: there is no isolation, and it has {refusal}"
        return Outcome("crashed", nothing, None, "", "", Usage(0.0, 0.0, 0), detail, isolated=False)
    results: list[CallResult] = []
    evaluator: Evaluator | None = None
    try:
        evaluator = Evaluator(tree, deadline)
        function = evaluator.function(job.entry)
    except OutOfTime:
        return _ended("deadline", (), job, started)
    except (*_ORDINARY, MemoryError) as error:
        load_error = _raised(error, evaluator.line if evaluator else None, (), {}, ())
        return Outcome("completed", nothing, load_error, "", "", _usage(started), isolated=False)
    for call in job.calls:
        try:
            results.append(_call(evaluator, function, call, job.limits.value_bytes))
        except OutOfTime:
            return _ended("deadline", results, job, started)
    is_full = any(isinstance(result, Raised) and result.is_memory_error for result in results)
    return _ended("out_of_memory" if is_full else "completed", results, job, started)


def _call(evaluator: Evaluator, function: Any, call: Call, value_bytes: int) -> CallResult:
    args = cast("tuple[Carried, ...]", copy.deepcopy(call.args))
    kwargs = cast("Mapping[str, Carried]", copy.deepcopy(dict(call.kwargs)))
    value: Any = None
    error: BaseException | None = None
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        try:
            value = function(*args, **kwargs)
        except (*_ORDINARY, MemoryError) as raised:
            error = raised
    said = tuple(f"{one.category.__name__}: {one.message}"[:_MESSAGE_MAX] for one in caught[:_WARNINGS_MAX])
    if error is not None:
        return _raised(error, evaluator.line, args, kwargs, said)
    return Returned(_carried(value, value_bytes), args, kwargs, said)


def _carried(value: Any, value_bytes: int) -> Carried:
    """The value, where it is one that would have come out of a sandbox."""
    try:
        Encoder(value_bytes).encode(value)
    except NotCarriable as refusal:
        return NotCarried(refusal.type_name, refusal.reason)
    return value


def _raised(
    error: BaseException,
    line: int | None,
    args: tuple[Carried, ...],
    kwargs: Mapping[str, Carried],
    said: tuple[str, ...],
) -> Raised:
    is_full = isinstance(error, MemoryError)
    name = "MemoryError" if is_full else type(error).__name__
    return Raised(name, str(error)[:_MESSAGE_MAX], line, args, kwargs, said, is_full)


def _ended(status: Any, results: Sequence[CallResult], job: Job, started: float) -> Outcome:
    missing = (NotReached(),) * (len(job.calls) - len(results))
    return Outcome(status, (*results, *missing), None, "", "", _usage(started), isolated=False)


def _usage(started: float) -> Usage:
    spent = time.monotonic() - started
    return Usage(spent, spent, 0)
