"""Numbers from formulas and plans, in the trusted process and without running any code of anybody's.

Arithmetic is IEEE double with NumPy's conventions, one element at a time, so that it shares neither
vectorisation nor broadcasting with the code that it is compared to.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ..core.formula import (
    Add,
    Branch,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    Indexed,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Symbol,
)
from ..core.plan import Plan
from .tree import free_indices, walk

Value = float | Sequence[float]
"""A quantity: one number, or the elements that an index runs over."""
Argument = float | int | NDArray[np.float64] | NDArray[np.int64] | list[float]

_UNARY: Final = {
    "abs": np.abs, "arccos": np.arccos, "arccosh": np.arccosh, "arcsin": np.arcsin, "arcsinh": np.arcsinh,
    "arctan": np.arctan, "arctanh": np.arctanh, "cbrt": np.cbrt, "ceil": np.ceil, "cos": np.cos,
    "cosh": np.cosh, "erf": special.erf, "erfc": special.erfc, "exp": np.exp, "floor": np.floor,
    "gamma": special.gamma, "ln": np.log, "log10": np.log10, "log2": np.log2, "sign": np.sign,
    "sin": np.sin, "sinh": np.sinh, "sqrt": np.sqrt, "tan": np.tan, "tanh": np.tanh,
}  # fmt: skip
_CONSTANTS: Final = {"pi": np.pi, "e": np.e, "inf": np.inf}


class NotEvaluable(ValueError):
    """A symbol has no value or a function no fixed meaning."""


def evaluate(
    formula: Formula, values: Mapping[str, Value], indices: Mapping[str, int] | None = None
) -> float:
    """The value of `formula`; NaN or infinity where the mathematics has none. Raises NotEvaluable."""
    with np.errstate(all="ignore"):
        return float(_value(formula, values, indices or {}))


def _value(formula: Formula, values: Mapping[str, Value], at: Mapping[str, int]) -> np.float64:
    match formula:
        case Number(text=text):
            return np.float64(text)
        case Constant(name=name):
            return np.float64(_CONSTANTS[name])
        case Symbol(name=name):
            return np.float64(_scalar(values, name))
        case Indexed(base=base, index=index):
            return np.float64(_vector(values, base)[at[index]])
        case Add(terms=terms):
            return np.float64(sum((_value(t, values, at) for t in terms[1:]), _value(terms[0], values, at)))
        case Multiply(factors=factors):
            product = _value(factors[0], values, at)
            for factor in factors[1:]:
                product = product * _value(factor, values, at)
            return np.float64(product)
        case Divide(numerator=top, denominator=bottom):
            return np.float64(_value(top, values, at) / _value(bottom, values, at))
        case Negate(operand=operand):
            return np.float64(-_value(operand, values, at))
        case Power(base=base, exponent=exponent):
            return np.float64(_value(base, values, at) ** _value(exponent, values, at))
        case Call():
            return _called(formula, values, at)
        case Reduce(operation=operation, index=index, body=body):
            terms = [_value(body, values, {**at, index: i}) for i in range(_length(body, index, values))]
            return np.float64(np.sum(terms) if operation == "sum" else np.prod(terms))
        case Piecewise(branches=branches):
            for branch in branches:
                if _holds(branch, values, at):
                    return _value(branch.value, values, at)
            return np.float64(np.nan)


def _called(call: Call, values: Mapping[str, Value], at: Mapping[str, int]) -> np.float64:
    first = call.arguments[0]
    if call.function in {"mean", "count"}:
        if not isinstance(first, Symbol):
            raise NotEvaluable(f"`{call.function}` takes a vector")
        elements = _vector(values, first.name)
        return np.float64(len(elements) if call.function == "count" else np.mean(elements))
    arguments = [_value(argument, values, at) for argument in call.arguments]
    match call.function:
        case "arctan2":
            return np.float64(np.arctan2(arguments[0], arguments[1]))
        case "hypot":
            return np.float64(np.hypot(arguments[0], arguments[1]))
        case "min":
            return np.float64(np.min(arguments))
        case "max":
            return np.float64(np.max(arguments))
        case "cot":
            return np.float64(1 / np.tan(arguments[0]))
        case "sec":
            return np.float64(1 / np.cos(arguments[0]))
        case "csc":
            return np.float64(1 / np.sin(arguments[0]))
        case function if function in _UNARY:
            return np.float64(_UNARY[function](arguments[0]))
        case other:
            raise NotEvaluable(f"`{other}` has no fixed meaning")


def _holds(branch: Branch, values: Mapping[str, Value], at: Mapping[str, int]) -> bool:
    return all(_compared(condition, values, at) for condition in branch.conditions)


def _compared(condition: Compare, values: Mapping[str, Value], at: Mapping[str, int]) -> bool:
    left, right = _value(condition.left, values, at), _value(condition.right, values, at)
    match condition.sign:
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case ">=":
            return bool(left >= right)
        case "==":
            return bool(left == right)
        case "!=":
            return bool(left != right)


def _scalar(values: Mapping[str, Value], name: str) -> float:
    value = values.get(name)
    if isinstance(value, Sequence) or value is None:
        raise NotEvaluable(f"`{name}` has no single value")
    return value


def _vector(values: Mapping[str, Value], name: str) -> Sequence[float]:
    value = values.get(name)
    if not isinstance(value, Sequence):
        raise NotEvaluable(f"`{name}` has no elements")
    return value


def _length(body: Formula, index: str, values: Mapping[str, Value]) -> int:
    lengths = {
        len(_vector(values, node.base))
        for node in walk(body)
        if isinstance(node, Indexed) and node.index == index
    }
    if len(lengths) != 1:
        raise NotEvaluable(f"the range of `{index}` is not fixed by one length")
    return lengths.pop()


def run_plan(plan: Plan, arguments: Mapping[str, Argument]) -> list[NDArray[np.float64]]:
    """What `plan` computes for arguments in the parameters' own units, in the outputs' stated units.

    Parameters in `plan.vectors` are one-dimensional; all others broadcast against each other, and
    each output has the shape of that broadcast. Raises NotEvaluable, and ValueError where shapes
    do not broadcast.
    """
    converted = {c.parameter: (c.factor, c.offset) for c in plan.conversions}
    vectors: dict[str, list[float]] = {}
    arrays: dict[str, NDArray[np.float64]] = {}
    for _, parameter in plan.bindings:
        factor, offset = converted.get(parameter, (1.0, 0.0))
        array = np.asarray(arguments[parameter], dtype=np.float64) * factor + offset
        if parameter in plan.vectors:
            vectors[parameter] = [float(v) for v in array]
        else:
            arrays[parameter] = array
    shape = np.broadcast_shapes(*(a.shape for a in arrays.values())) if arrays else ()
    spread = {name: np.broadcast_to(array, shape) for name, array in arrays.items()}
    results = [np.empty(shape) for _ in plan.outputs]
    for place in np.ndindex(shape):
        values: dict[str, Value] = dict(plan.givens)
        for symbol, parameter in plan.bindings:
            values[symbol] = vectors[parameter] if parameter in vectors else float(spread[parameter][place])
        run_steps(plan, values)
        for result, output in zip(results, plan.outputs, strict=True):
            result[place] = _scalar(values, output.symbol) * output.factor + output.offset
    return results


def run_steps(plan: Plan, values: dict[str, Value]) -> None:
    """Fill in the steps' symbols, in order. Raises NotEvaluable."""
    for step in plan.steps:
        running = free_indices(step.formula)
        if not running:
            values[step.symbol] = evaluate(step.formula, values)
        elif len(running) == 1:
            index = next(iter(running))
            length = _length(step.formula, index, values)
            values[step.symbol] = [evaluate(step.formula, values, {index: i}) for i in range(length)]
        else:
            raise NotEvaluable(f"`{step.symbol}` has more than one index")
