"""What a candidate did on the samples, in a form that claims can be held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ansatz_sandbox import Call, CallResult, NotCarried, NotReached, Raised, Returned, Value

from ..core.plan import Plan
from ..core.spec import Spec
from ..formulas.evaluate import Argument, NotEvaluable, run_plan
from .domains import Sample


@dataclass(frozen=True, slots=True)
class Observation:
    """One call. `values` is None where nothing usable came back, and `problem` then says what did.

    `is_scalar` tells, for each value, a number (or array without axes) from an array.
    """

    sample: Sample
    values: tuple[NDArray[np.float64], ...] | None
    is_scalar: tuple[bool, ...] = ()
    problem: str = ""
    line: int | None = None
    changed: tuple[str, ...] = ()
    was_reached: bool = True


def call_of(sample: Sample, spec: Spec) -> Call:
    """The sandbox call that passes a sample's arguments, by position where the signature allows."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    for parameter in spec.parameters:
        if parameter.name not in sample.arguments:
            continue
        value: Value = sample.arguments[parameter.name]
        if parameter.kind in {"positional", "positional_only"} and not keywords:
            positional.append(value)
        else:
            keywords[parameter.name] = value
    return Call(tuple(positional), keywords)


def observed(sample: Sample, call: Call, result: CallResult, spec: Spec, count: int) -> Observation:
    """Reads a call's result, which nobody has vouched for."""
    match result:
        case NotReached():
            return Observation(sample, None, problem="the run ended before this call", was_reached=False)
        case Raised(type=kind, message=message, line=line):
            return Observation(sample, None, problem=f"{kind}: {message}"[:300], line=line)
        case Returned(value=value):
            changed = _changed(call, result, spec)
            if isinstance(value, NotCarried):
                return Observation(sample, None, problem=f"returned a {value.type_name}", changed=changed)
            parts = value if isinstance(value, tuple) and count > 1 else (value,)
            if len(parts) != count:
                problem = f"returned {len(parts)} value(s) where {count} are asked for"
                return Observation(sample, None, problem=problem, changed=changed)
            arrays = [_array(part) for part in parts]
            if any(a is None for a in arrays):
                return Observation(
                    sample, None, problem=f"returned {_say(value)}, not numbers", changed=changed
                )
            usable = tuple(a for a in arrays if a is not None)
            return Observation(sample, usable, tuple(a.ndim == 0 for a in usable), changed=changed)


def _array(value: object) -> NDArray[np.float64] | None:
    if isinstance(value, bool | str | bytes) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    if array.dtype.kind == "c":
        complex_array = cast("NDArray[np.complex128]", array)
        return np.where(complex_array.imag == 0, complex_array.real, np.nan).astype(np.float64)
    return array.astype(np.float64) if array.dtype.kind in "iuf" else None


def _say(value: object) -> str:
    return "None" if value is None else f"a {type(value).__name__}"


def _changed(call: Call, result: Returned, spec: Spec) -> tuple[str, ...]:
    """Parameters whose arguments are not the same after the call."""
    names = [p.name for p in spec.parameters if p.name not in call.kwargs]
    pairs = [
        *(
            (name, before, after)
            for name, before, after in zip(names, call.args, result.args_after, strict=False)
        ),
        *((name, before, result.kwargs_after.get(name)) for name, before in call.kwargs.items()),
    ]
    return tuple(name for name, before, after in pairs if not _same(before, after))


def _same(before: object, after: object) -> bool:
    if isinstance(before, np.ndarray):
        one, other = cast("NDArray[np.float64]", before), cast("NDArray[np.float64]", after)
        return (
            isinstance(after, np.ndarray)
            and other.dtype == one.dtype
            and other.shape == one.shape
            and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        )
    return type(before) is type(after) and before == after


def observe_plan(
    plan: Plan, samples: Sequence[Sample], defaults: Mapping[str, Argument]
) -> list[Observation]:
    """What a plan would have returned: how mutants of a plan are seen without running code."""
    out: list[Observation] = []
    for sample in samples:
        try:
            values = run_plan(plan, {**defaults, **sample.arguments})
        except (NotEvaluable, ValueError, KeyError) as error:
            out.append(Observation(sample, None, problem=str(error)))
            continue
        out.append(Observation(sample, tuple(values), tuple(v.ndim == 0 for v in values)))
    return out
