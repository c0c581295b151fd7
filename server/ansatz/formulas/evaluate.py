"""Numbers from formulas and plans, in the trusted process and without running any code of anybody's.

Arithmetic is IEEE double with NumPy's conventions, one element at a time, so that it shares neither
vectorisation nor broadcasting with the code that it is compared to.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ..core.formula import (
    COMPARISONS,
    Add,
    Branch,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    Indexed,
    IndexRange,
    Integral,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Series,
    Symbol,
)
from ..core.plan import Plan
from .along import OneByOne, along, kinks, zero_of_linear
from .functions import FUNCTIONS, VECTOR_FUNCTIONS
from .quadrature import Unsettled, Vanishes, integral
from .summing import series
from .tree import free_indices, symbols, walk

Value = float | Sequence[float]
"""A quantity: one number, or the elements that an index runs over."""
Argument = float | int | NDArray[np.float64] | NDArray[np.int64] | list[float]

MAX_NODES: Final = 4_000_000
"""Nodes visited in one evaluation, integrals and sums unrolled: some seconds."""
_NESTED: Final = 10_000
"""Nodes that an integral inside another one counts as."""
_UNSETTLED: Final = 200_000
"""Nodes that an integral or sum counts as which did not settle."""
_TOGETHER: Final = 8
"""Values of an array that count as one node."""
MAX_ELEMENTS: Final = 20_000
"""Of an array that a definition over an index range makes."""
_HALF: Final = 2.0**-52
_CONSTANTS: Final = {"pi": np.pi, "e": np.e, "inf": np.inf}


class NotEvaluable(ValueError):
    """A symbol has no value, a function no fixed meaning, or the work is more than is done."""


def evaluate(
    formula: Formula,
    values: Mapping[str, Value],
    indices: Mapping[str, int] | None = None,
    strictly: bool = False,
    rounding: int | None = None,
) -> float:
    """The value of `formula`; NaN or infinity where the mathematics has none. Raises NotEvaluable.

    Where an integral or a sum is not settled the value is NaN, and with `strictly` Unsettled is raised.
    With `rounding` (a number that picks the signs) each operation is off in its last place, up or down:
    how far the value moves is the size of its rounding error (discrete stochastic arithmetic, Vignes).
    """
    with np.errstate(all="ignore"):
        made = _Evaluation(values, strictly) if rounding is None else _Rounded(values, strictly, rounding)
        return float(made.value(formula, {}, indices or {}))


class _Evaluation:
    """One evaluation: `bound` are the variables of integrals and sums, `at` the elements under indices."""

    def __init__(self, values: Mapping[str, Value], strictly: bool) -> None:
        self._values = values
        self._strictly = strictly
        self._nodes_left = MAX_NODES

    def value(self, formula: Formula, bound: Mapping[str, float], at: Mapping[str, int]) -> np.float64:
        self._nodes_left -= 1
        if self._nodes_left < 0:
            raise NotEvaluable("more work than one evaluation may take")

        def of(part: Formula) -> np.float64:
            return self.value(part, bound, at)

        match formula:
            case Number(text=text):
                return np.float64(text)
            case Constant(name=name):
                return np.float64(_CONSTANTS[name])
            case Symbol(name=name):
                return np.float64(bound[name] if name in bound else self._scalar(name))
            case Indexed():
                return self._element(formula, at)
            case Add(terms=terms):
                return np.float64(sum((of(t) for t in terms[1:]), of(terms[0])))
            case Multiply(factors=factors):
                product = of(factors[0])
                for factor in factors[1:]:
                    product = product * of(factor)
                return np.float64(product)
            case Divide(numerator=top, denominator=bottom):
                return np.float64(of(top) / of(bottom))
            case Negate(operand=operand):
                return np.float64(-of(operand))
            case Power(base=base, exponent=exponent):
                return np.float64(of(base) ** of(exponent))
            case Call():
                return self._called(formula, bound, at)
            case Reduce():
                return self._reduced(formula, bound, at)
            case Series(operation=operation, index=index, lower=lower, upper=upper):

                def each(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
                    return self._along(formula.body, index, numbers, bound, at)

                return np.float64(
                    self._settled(lambda: series(operation, each, float(of(lower)), float(of(upper))))
                )
            case Integral():
                return np.float64(self._integral(formula, bound, at))
            case Piecewise(branches=branches):
                for branch in branches:
                    if self._holds(branch, bound, at):
                        return of(branch.value)
                return np.float64(np.nan)

    def _integral(self, formula: Integral, bound: Mapping[str, float], at: Mapping[str, int]) -> float:
        variable, body = formula.variable, formula.body

        def fixed(part: Formula) -> float:
            return float(self.value(part, bound, at))

        if bound:
            self._nodes_left -= _NESTED
        lower, upper = fixed(formula.lower), fixed(formula.upper)
        corners = (zero_of_linear(each, variable, fixed) for each in kinks(body, variable))
        breaks = [corner for corner in corners if corner is not None]

        def values(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return self._along(body, variable, points, bound, at)

        return self._settled(lambda: integral(values, lower, upper, breaks))

    def _settled(self, value: Callable[[], float]) -> float:
        try:
            return value()
        except Unsettled as error:
            if self._strictly:
                raise
            # What does not settle has taken long, and inside another integral it comes back at every node.
            self._nodes_left -= 0 if isinstance(error, Vanishes) else _UNSETTLED
            return math.nan

    def _along(
        self,
        body: Formula,
        variable: str,
        points: NDArray[np.float64],
        bound: Mapping[str, float],
        at: Mapping[str, int],
    ) -> NDArray[np.float64]:
        """The values of `body` at each of `points`, together where that can be done."""
        self._nodes_left -= len(points) // _TOGETHER
        try:
            return along(body, variable, points, lambda part: float(self.value(part, bound, at)))
        except OneByOne:
            values = [float(self.value(body, {**bound, variable: float(p)}, at)) for p in points]
            return np.asarray(values, dtype=np.float64)

    def _called(self, call: Call, bound: Mapping[str, float], at: Mapping[str, int]) -> np.float64:
        if call.function in VECTOR_FUNCTIONS:
            return self._of_vectors(call, bound, at)
        arguments = [float(self.value(argument, bound, at)) for argument in call.arguments]
        match call.function:
            case "min":
                return np.float64(np.min(arguments))
            case "max":
                return np.float64(np.max(arguments))
            case function if function in FUNCTIONS:
                return np.float64(FUNCTIONS[function].value(*map(np.float64, arguments)))  # type: ignore[arg-type]
            case other:
                raise NotEvaluable(f"`{other}` has no fixed meaning")

    def _of_vectors(self, call: Call, bound: Mapping[str, float], at: Mapping[str, int]) -> np.float64:
        if call.function == "dot":
            pairs = self._elements(Multiply(call.arguments), bound, at)
            return np.float64(np.sum(pairs))
        elements = self._elements(call.arguments[0], bound, at)
        extra = float(self.value(call.arguments[1], bound, at)) if len(call.arguments) > 1 else 0.0
        match call.function:
            case "count":
                return np.float64(len(elements))
            case "mean":
                return np.float64(np.mean(elements))
            case "median":
                return np.float64(np.median(elements))
            case "std":
                return np.float64(np.sqrt(_variance(elements, extra)))
            case "var":
                return np.float64(_variance(elements, extra))
            case _:
                return np.float64(np.linalg.norm(elements, extra))

    def _elements(
        self, formula: Formula, bound: Mapping[str, float], at: Mapping[str, int]
    ) -> NDArray[np.float64]:
        """A vector expression, element by element: bare symbols that are sequences are the vectors."""
        names = [n for n in symbols(formula) if n not in bound and isinstance(self._values.get(n), Sequence)]
        lengths = {len(self._vector(name)) for name in names}
        if len(lengths) != 1:
            raise NotEvaluable("vectors of one length are needed")
        return np.array(
            [
                self.value(formula, {**bound, **{name: self._vector(name)[n] for name in names}}, at)
                for n in range(lengths.pop())
            ]
        )

    def _element(self, element: Indexed, at: Mapping[str, int]) -> np.float64:
        vector = self._vector(element.base)
        place = at[element.index] + element.shift
        if not 0 <= place < len(vector):
            raise NotEvaluable(f"`{element.base}` has no element number {place + 1}")
        return np.float64(vector[place])

    def _reduced(self, reduce: Reduce, bound: Mapping[str, float], at: Mapping[str, int]) -> np.float64:
        places = range(
            reduce.skip_front, length_under(reduce.body, reduce.index, self._values) - reduce.skip_back
        )
        terms = [
            self.value(
                reduce.body, {**bound, reduce.index: place + reduce.first}, {**at, reduce.index: place}
            )
            for place in places
        ]
        match reduce.operation:
            case "sum":
                return np.float64(np.sum(terms))
            case "prod":
                return np.float64(np.prod(terms))
            case "max":
                return np.float64(np.max(terms) if terms else np.nan)
            case "min":
                return np.float64(np.min(terms) if terms else np.nan)

    def _holds(self, branch: Branch, bound: Mapping[str, float], at: Mapping[str, int]) -> bool:
        return all(self._compared(condition, bound, at) for condition in branch.conditions)

    def _compared(self, condition: Compare, bound: Mapping[str, float], at: Mapping[str, int]) -> bool:
        left, right = self.value(condition.left, bound, at), self.value(condition.right, bound, at)
        return bool(COMPARISONS[condition.sign](left, right))

    def _scalar(self, name: str) -> float:
        return _single(self._values, name)

    def _vector(self, name: str) -> Sequence[float]:
        return _sequence(self._values, name)


class _Rounded(_Evaluation):
    """An evaluation in which operations round up or down, as a fixed sequence says."""

    def __init__(self, values: Mapping[str, Value], strictly: bool, seed: int) -> None:
        super().__init__(values, strictly)
        self._state = 2 * seed + 1

    def value(self, formula: Formula, bound: Mapping[str, float], at: Mapping[str, int]) -> np.float64:
        exact = super().value(formula, bound, at)
        # Quadrature takes noise for structure: inside of integrals nothing is moved.
        if bound or isinstance(formula, Number | Constant | Symbol | Indexed | Negate):
            return exact
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return np.float64(exact * (1.0 + (_HALF if self._state >> 63 else -_HALF)))


def _variance(elements: NDArray[np.float64], ddof: float) -> float:
    deviations = elements - np.mean(elements)
    return float(np.sum(deviations**2) / (len(elements) - ddof))


def _single(values: Mapping[str, Value], name: str) -> float:
    value = values.get(name)
    if isinstance(value, Sequence) or value is None:
        raise NotEvaluable(f"`{name}` has no single value")
    return value


def _sequence(values: Mapping[str, Value], name: str) -> Sequence[float]:
    value = values.get(name)
    if not isinstance(value, Sequence):
        raise NotEvaluable(f"`{name}` has no elements")
    return value


def length_under(body: Formula, index: str, values: Mapping[str, Value]) -> int:
    """How many elements the quantities under `index` have. Raises NotEvaluable."""
    lengths = {
        len(_sequence(values, node.base))
        for node in walk(body)
        if isinstance(node, Indexed) and node.index == index
    }
    if len(lengths) != 1:
        raise NotEvaluable(f"the range of `{index}` is not fixed by one length")
    return lengths.pop()


def run_plan(
    plan: Plan,
    arguments: Mapping[str, Argument],
    strictly: bool = False,
    rounding: int | None = None,
) -> list[NDArray[np.float64]]:
    """What `plan` computes for arguments in the parameters' own units, in the outputs' stated units.

    Parameters in `plan.vectors` are one-dimensional; all others broadcast against each other, and
    each output has the shape of that broadcast, and one axis more where it runs over an index. Raises
    NotEvaluable, ValueError where shapes do not broadcast, and with `strictly` Unsettled. `rounding` as
    in `evaluate`.
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
    found: list[list[NDArray[np.float64]]] = [[] for _ in plan.outputs]
    for place in np.ndindex(shape):
        values: dict[str, Value] = dict(plan.givens)
        for symbol, parameter in plan.bindings:
            values[symbol] = vectors[parameter] if parameter in vectors else float(spread[parameter][place])
        run_steps(plan, values, strictly, rounding)
        for result, output in zip(found, plan.outputs, strict=True):
            if output.symbol not in values:
                raise NotEvaluable(f"`{output.symbol}` has no value")
            result.append(np.asarray(values[output.symbol]) * output.factor + output.offset)
    results: list[NDArray[np.float64]] = []
    for result in found:
        if any(one.shape != result[0].shape for one in result):
            raise NotEvaluable("elements of different lengths")
        inner = result[0].shape if result else ()
        results.append(np.asarray(result, dtype=np.float64).reshape((*shape, *inner)))
    return results


def run_steps(
    plan: Plan, values: dict[str, Value], strictly: bool = False, rounding: int | None = None
) -> None:
    """Fill in the steps' symbols, in order. Raises NotEvaluable, and with `strictly` Unsettled."""
    for step in plan.steps:
        if step.over is not None:
            values[step.symbol] = [
                evaluate(step.formula, {**values, step.over.index: float(n)}, None, strictly, rounding)
                for n in _whole_numbers(step.over, values)
            ]
            continue
        running = free_indices(step.formula)
        if not running:
            values[step.symbol] = evaluate(step.formula, values, None, strictly, rounding)
        elif len(running) == 1:
            index = next(iter(running))
            length = length_under(step.formula, index, values)
            values[step.symbol] = [
                evaluate(step.formula, values, {index: i}, strictly, rounding) for i in range(length)
            ]
        else:
            raise NotEvaluable(f"`{step.symbol}` has more than one index")


def _whole_numbers(over: IndexRange, values: Mapping[str, Value]) -> range:
    lower, upper = evaluate(over.lower, values), evaluate(over.upper, values)
    if lower != np.floor(lower) or not np.isfinite(upper) or upper - lower >= MAX_ELEMENTS:
        raise NotEvaluable(f"`{over.index}` does not run over so many whole numbers")
    return range(int(lower), int(np.floor(upper)) + 1)
