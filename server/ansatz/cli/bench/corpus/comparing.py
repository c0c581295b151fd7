"""An answer against the real routine: calls over the domain that the text states, and what differs."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeGuard, cast

import numpy as np
from numpy.typing import NDArray

from ansatz.claims.inputs.draw import Style, draw
from ansatz.claims.inputs.infer import model_of
from ansatz.cli.bench.corpus.guessing import forms
from ansatz.cli.bench.corpus.guest import program
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.core.inputs import InputModel
from ansatz.core.spec import Bounds, Parameter, Spec
from ansatz_sandbox import Call, CallResult, Job, Limits, Raised, Returned, Sandbox, Value

_LIMITS: Final = Limits(wall_s=60.0, cpu_s=55)
_STYLES: Final[tuple[Style, ...]] = (
    "plain", "plain", "plain", "narrow", "wide", "whole", "small", "arrays", "mixed", "plain",
)  # fmt: skip
_INTEGER: Final = re.compile(r"\b(?:int(?:eger)?s?|whole)\b", re.IGNORECASE)
_ROUNDS: Final = 4
OTHER: Final = "no numbers but "
"""What the guest says of a value that holds none."""
_LEAST: Final = 5
"""Finite values of the real routine that a comparison needs."""
_RTOL: Final = 1e-6
_JITTER: Final = 1e-9
_CONDITION: Final = 20.0
"""How many times the change under `_JITTER` a difference may be."""


@dataclass(frozen=True, slots=True)
class Real:
    """Calls on which the routine has a value, those values, and by how much each may be missed.

    `why_not` says why there are too few of them.
    """

    calls: tuple[Call, ...]
    values: tuple[tuple[NDArray[np.complex128], ...], ...]
    slack: tuple[tuple[NDArray[np.float64], ...], ...]
    why_not: str = ""
    is_other: bool = False
    """It gives no numbers, or others each time: numbers that a stub's answer gives every time are wrong."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`agreed` of `tried` calls gave the routine's values; `difference` is the first that did not."""

    tried: int
    agreed: int
    difference: str = ""


async def real_values(sandbox: Sandbox, one: CorpusObject, spec: Spec, seed: int) -> Real:
    """The routine's values on inputs of the spec's domain, drawn from `seed`.

    Where the text leaves the arguments open, so that the routine has no values on what was drawn,
    plain forms of arguments are tried instead.
    """
    drawn = await _distribution_calls(sandbox, one, seed) if one.owner else None
    first = await _observed(sandbox, one, drawn or _drawn_calls(spec, seed), seed)
    if first.values or first.is_other:
        return first
    for calls in forms(spec, seed):
        found = await _observed(sandbox, one, calls, seed)
        if found.values or found.is_other:
            return found
    return first


async def _observed(sandbox: Sandbox, one: CorpusObject, calls: Sequence[Call], seed: int) -> Real:
    if not calls:
        return Real((), (), (), "no inputs could be drawn from what its docstring says")
    rng = np.random.default_rng(seed)
    moved = [_moved(call, rng) for call in calls]
    asked = [(one.name, list(c.args), dict(c.kwargs)) for c in (*calls, *moved, *calls)]
    results = await _run(sandbox, one.name, "real", [Call(cast("tuple[Value, ...]", args)) for args in asked])
    count = len(calls)
    kept: list[tuple[Call, tuple[NDArray[np.complex128], ...], tuple[NDArray[np.float64], ...]]] = []
    problem, others = "the routine has no finite value on the inputs that were drawn", 0
    for call, result, shaken, again in zip(
        calls, results[:count], results[count:], results[2 * count :], strict=False
    ):
        values = numbers_of(result)
        if values is None or not any(np.isfinite(v).any() for v in values):
            if isinstance(result, Raised):
                problem = f"the routine raises on the inputs that were drawn: {result.type}: {result.message}"
                others += result.message.startswith(OTHER)
            continue
        if _values_differ(result, again):
            return Real(tuple(calls), (), (), "the routine gives another value each time", is_other=True)
        kept.append((call, values, _slack(values, numbers_of(shaken))))
    if others >= _LEAST and not kept:
        return Real(tuple(calls), (), (), problem[:200], is_other=True)
    if len(kept) < _LEAST:
        return Real((), (), (), problem[:200])
    return Real(tuple(k[0] for k in kept), tuple(k[1] for k in kept), tuple(k[2] for k in kept))


async def compare(sandbox: Sandbox, path: str, text: str, entry: str, real: Real) -> Comparison:
    """Calls the answer as the routine `path` was; an exception or a shape of its own is a difference."""
    asked = [Call((text, entry, list(c.args), dict(c.kwargs))) for c in real.calls]
    results = await _run(sandbox, path, "answer", asked)
    agreed, first = 0, ""
    for call, want, slack, result in zip(real.calls, real.values, real.slack, results, strict=True):
        difference = _difference(want, slack, result)
        agreed += not difference
        if difference and not first:
            first = f"{shown(call)}: {difference}"
    return Comparison(len(real.calls), agreed, first)


async def values_of(
    sandbox: Sandbox, path: str, text: str, entry: str, calls: Sequence[Call]
) -> list[tuple[NDArray[np.complex128], ...] | None]:
    """What code gives on each call; None where that is not numbers."""
    asked = [Call((text, entry, list(c.args), dict(c.kwargs))) for c in calls]
    return [numbers_of(result) for result in await _run(sandbox, path, "answer", asked)]


def numbers_of(result: CallResult) -> tuple[NDArray[np.complex128], ...] | None:
    """A call's values as arrays, None where there are none."""
    if not isinstance(result, Returned):
        return None
    parts = result.value if isinstance(result.value, tuple) else (result.value,)
    arrays = [_array(part) for part in cast("tuple[object, ...]", parts)]
    known = [a for a in arrays if a is not None]
    return tuple(known) if known and len(known) == len(arrays) else None


def shown(call: Call) -> str:
    """A call's arguments, short."""
    parts = [_short(a) for a in call.args] + [f"{k}={_short(v)}" for k, v in call.kwargs.items()]
    return f"({', '.join(parts)})"


def _drawn_calls(spec: Spec, seed: int) -> list[Call]:
    model = model_of(spec)
    rng = np.random.default_rng(seed)
    calls: list[Call] = []
    for number, style in enumerate(_STYLES * _ROUNDS):
        # The sign is open where the text states no range: a half of the draws have both.
        drawn = draw(_either_sign(model) if number % 2 else model, rng, style)
        if drawn is None:
            continue
        arguments = {
            p.name: _whole(p, cast("Value", drawn.arguments[p.name]))
            for p in spec.parameters
            if p.name in drawn.arguments
        }
        calls.append(_call(spec, arguments, full=number % 5 == 4))
    return calls


def _whole(p: Parameter, value: Value) -> Value:
    """A value as the argument's own entry wants it: whole, upwards from the drawn one, where it says so."""
    if not _INTEGER.search(p.description):
        return value
    if isinstance(value, float):
        return math.ceil(value)
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.ceil(value).astype(np.int64)
    return value


def _call(spec: Spec, arguments: dict[str, Value], full: bool) -> Call:
    """Arguments in the signature's order; options stay at their defaults unless the call is a `full` one."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    for p in spec.parameters:
        if p.name not in arguments:
            continue
        if p.default is not None and not (full and _is_number(arguments[p.name])):
            continue
        if p.kind in {"positional", "positional_only"} and p.default is None and not keywords:
            positional.append(arguments[p.name])
        else:
            keywords[p.name] = arguments[p.name]
    return Call(tuple(positional), keywords)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _either_sign(model: InputModel) -> InputModel:
    def widened(bounds: Bounds) -> bool:
        return bounds.low is None and bounds.high is None

    return replace(
        model,
        inputs=tuple(
            replace(i, traits=i.traits | {"any sign"})
            if i.kind in {"number", "array"} and i.elements == "real" and widened(i.bounds)
            else i
            for i in model.inputs
        ),
    )


async def _distribution_calls(sandbox: Sandbox, one: CorpusObject, seed: int) -> list[Call] | None:
    discrete = one.name.endswith(".pmf")
    job = Job(program(one.name), "drawn", (Call((one.owner, discrete, 24, seed)),), _LIMITS)
    match (await sandbox.run(job)).results[0]:
        case Returned(value=list(found)) if found:
            return [Call(tuple(cast("list[Value]", args))) for args in found]
        case _:
            return None


def _moved(call: Call, rng: np.random.Generator) -> Call:
    """The same call with every fractional number a little off."""

    def one(value: Value) -> Value:
        if isinstance(value, float):
            return value * (1.0 + _JITTER * float(rng.choice((-1.0, 1.0))))
        if isinstance(value, np.ndarray) and value.dtype.kind == "f":
            return cast("Value", value * (1.0 + _JITTER * rng.choice((-1.0, 1.0), value.shape)))
        return value

    return Call(tuple(one(v) for v in call.args), {k: one(v) for k, v in call.kwargs.items()})


async def _run(sandbox: Sandbox, path: str, entry: str, calls: Sequence[Call]) -> list[CallResult]:
    outcome = await sandbox.run(Job(program(path), entry, tuple(calls), _LIMITS))
    return list(outcome.results)


def _slack(
    values: tuple[NDArray[np.complex128], ...], shaken: tuple[NDArray[np.complex128], ...] | None
) -> tuple[NDArray[np.float64], ...]:
    out: list[NDArray[np.float64]] = []
    for number, value in enumerate(values):
        size = np.abs(value)
        finite = size[np.isfinite(size)]
        allowed = _RTOL * size + 1e-12 * float(finite.max(initial=0.0)) + 1e-300
        if shaken is not None and len(shaken) == len(values) and shaken[number].shape == value.shape:
            change = np.abs(shaken[number] - value)
            allowed = allowed + _CONDITION * np.where(np.isfinite(change), change, 0.0)
        out.append(allowed)
    return tuple(out)


def _difference(
    want: tuple[NDArray[np.complex128], ...], slack: tuple[NDArray[np.float64], ...], result: CallResult
) -> str:
    have = numbers_of(result)
    if have is None:
        if isinstance(result, Raised):
            return f"{result.type}: {result.message}"[:200]
        return "no numbers came back"
    if len(have) == 1 and len(want) > 1 and have[0].ndim and len(have[0]) == len(want):
        have = tuple(have[0])
    if len(have) != len(want):
        return f"{len(have)} values for {len(want)}"
    for expected, allowed, got in zip(want, slack, have, strict=True):
        if got.size != expected.size or (
            got.shape != expected.shape and got.squeeze().shape != expected.squeeze().shape
        ):
            return f"shape {got.shape} for {expected.shape}"
        got = got.reshape(expected.shape)
        usable = np.isfinite(expected)
        wrong = usable & ~(np.abs(got - expected) <= allowed)
        if wrong.any():
            at = tuple(int(i[0]) for i in np.nonzero(wrong)) if wrong.ndim else ()
            return f"{_complex(got[at])} for {_complex(expected[at])}"
    return ""


def _values_differ(first: CallResult, again: CallResult) -> bool:
    one, other = numbers_of(first), numbers_of(again)
    if one is None or other is None:
        return False
    return len(one) != len(other) or any(
        a.shape != b.shape or not np.array_equal(a, b, equal_nan=True)
        for a, b in zip(one, other, strict=True)
    )


def _array(part: object) -> NDArray[np.complex128] | None:
    if isinstance(part, bool | int | float | complex):
        return np.asarray(part, dtype=np.complex128)
    if _is_array(part):
        return part.astype(np.complex128) if part.dtype.kind in "biufc" else None
    if isinstance(part, tuple | list):
        try:
            nested: NDArray[np.generic] = np.asarray(cast("list[object]", part))
        except ValueError:
            return None
        return nested.astype(np.complex128) if nested.dtype.kind in "biufc" and nested.size else None
    return None


def _is_array(part: object) -> TypeGuard[NDArray[np.generic]]:
    return isinstance(part, np.ndarray)


def _complex(value: np.complex128) -> str:
    if value.imag == 0 or math.isnan(value.imag):
        return f"{value.real:.8g}"
    return f"{value:.8g}"


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.6g}"
    if _is_array(value):
        text = np.array2string(value, precision=4, threshold=6, edgeitems=2, separator=", ")
        return " ".join(text.split())[:80]
    return repr(value)[:60]
