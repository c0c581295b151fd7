"""The value of a term: interpreted in the trusted process, with a bound on steps, sizes and depth.

Nothing of a term is ever compiled or run as code: each node is looked at by this file, and names of
functions are looked up in the fixed list of `functions`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray
from scipy import constants

from ...core.term import (
    Apply,
    Choice,
    Constant,
    Definition,
    Each,
    Function,
    Item,
    Listed,
    Name,
    Operation,
    Slice,
    Term,
)
from . import functions
from .functions import LARGEST, NoValue, numeric

STEPS: Final = 1_500_000
"""Nodes that one claim may evaluate: some seconds."""
_DEEPEST: Final = 120


@dataclass(frozen=True, slots=True, eq=False)
class Closure:
    """A function of a term, with the values that it was made among."""

    function: Function
    names: Mapping[str, "Value"]


@dataclass(frozen=True, slots=True)
class Chance:
    """A source of random numbers with its seed, as an argument that a function takes."""

    seed: int


Value: TypeAlias = (
    bool | int | float | complex | str | NDArray[Any] | list[Any] | tuple[Any, ...] | Closure | Chance | None
)


class Raised(Exception):
    """`error(kind)` was evaluated: the definition says that the call has no value but this error."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def evaluate(term: Term, names: Mapping[str, Value], fuel: "Fuel | None" = None) -> Value:
    """The value of `term` among `names`. Raises `NoValue`, and `Raised` where the term says so."""
    with np.errstate(all="ignore"):
        try:
            return _Evaluation(fuel or Fuel()).value(term, names, 0)
        except RecursionError:
            raise NoValue("it is nested too deeply") from None
        except (ValueError, TypeError, IndexError, ArithmeticError, KeyError, MemoryError) as error:
            raise NoValue(f"{type(error).__name__}: {error}"[:200]) from None


def defined(definition: Definition, arguments: Mapping[str, Value], fuel: "Fuel | None" = None) -> Value:
    """What a definition gives for arguments. Raises as `evaluate`."""
    names = dict(arguments)
    fuel = fuel or Fuel()
    for name, term in definition.steps:
        names[name] = evaluate(term, names, fuel)
    return evaluate(definition.value, names, fuel)


class Fuel:
    """How much may still be evaluated."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps

    def take(self, count: int = 1) -> None:
        """Raises `NoValue` when nothing is left."""
        self.left -= count
        if self.left < 0:
            raise NoValue("it takes too much work to evaluate")


class _Evaluation:
    def __init__(self, fuel: Fuel) -> None:
        self._fuel = fuel

    def value(self, term: Term, names: Mapping[str, Value], depth: int) -> Value:
        self._fuel.take()
        if depth > _DEEPEST:
            raise NoValue("it is nested too deeply")
        match term:
            case Constant(value=value):
                return value
            case Name(name=name):
                return _named(name, names)
            case Listed(items=items, is_tuple=is_tuple):
                found = [self.value(item, names, depth + 1) for item in items]
                return tuple(found) if is_tuple else found
            case Operation(sign="and", operands=(left, right)):
                one = self.value(left, names, depth + 1)
                if not _is_array(one):
                    return self.value(right, names, depth + 1) if _truth(one) else False
                return self._sized(np.logical_and(numeric(one), numeric(self.value(right, names, depth + 1))))
            case Operation(sign="or", operands=(left, right)):
                one = self.value(left, names, depth + 1)
                if not _is_array(one):
                    return True if _truth(one) else self.value(right, names, depth + 1)
                return self._sized(np.logical_or(numeric(one), numeric(self.value(right, names, depth + 1))))
            case Operation(sign=sign, operands=operands):
                return self._sized(_operated(sign, [self.value(o, names, depth + 1) for o in operands]))
            case Choice(condition=condition, if_true=if_true, if_false=if_false):
                chosen = if_true if _truth(self.value(condition, names, depth + 1)) else if_false
                return self.value(chosen, names, depth + 1)
            case Item(of=of, index=index):
                places = tuple(self._place(one, names, depth) for one in index)
                return self._item(self.value(of, names, depth + 1), places)
            case Apply(function=function, arguments=arguments, named=named):
                given = [self.value(a, names, depth + 1) for a in arguments]
                options = {name: self.value(a, names, depth + 1) for name, a in named}
                return self._applied(function, given, options, names, depth)
            case Each():
                out: list[Value] = []
                self._each(term, 0, names, depth, out)
                return out
            case Function():
                return Closure(term, names)

    def _place(self, one: Term | Slice, names: Mapping[str, Value], depth: int) -> object:
        if isinstance(one, Slice):
            return slice(*(
                None if part is None else _index(self.value(part, names, depth + 1))
                for part in (one.start, one.stop, one.step)
            ))  # fmt: skip
        if one == Constant("..."):
            return ...
        found = self.value(one, names, depth + 1)
        return None if found is None else _index(found)

    def _item(self, of: Value, places: tuple[object, ...]) -> Value:
        if isinstance(of, list | tuple) and len(places) == 1 and isinstance(places[0], int | slice):
            return cast("Value", of[places[0]])
        if isinstance(of, tuple) and isinstance(places[0], int):
            return self._item(cast("Value", of[places[0]]), places[1:])
        if isinstance(of, str | bool | int | float | complex | Closure | Chance) or of is None:
            raise NoValue("only lists and arrays have items")
        return self._sized(numeric(of)[cast("Any", places)])

    def _each(
        self, each: Each, number: int, names: Mapping[str, Value], depth: int, out: list[Value]
    ) -> None:
        if number == len(each.loops):
            if each.condition is None or _truth(self.value(each.condition, names, depth + 1)):
                out.append(self.value(each.body, names, depth + 1))
                if len(out) > LARGEST:
                    raise NoValue("a list grows too long")
            return
        variables, over = each.loops[number]
        for item in _items(self.value(over, names, depth + 1)):
            self._each(each, number + 1, {**names, **_bound(variables, item)}, depth + 1, out)

    def _applied(
        self,
        function: str,
        given: list[Value],
        options: dict[str, Value],
        names: Mapping[str, Value],
        depth: int,
    ) -> Value:
        own = names.get(function)
        if isinstance(own, Closure):
            return self._called(own, given, depth)
        if function == "error":
            raise Raised(str(given[0]))
        if function == "generator":
            return Chance(_index(given[0]) if isinstance(_index(given[0]), int) else 0)  # type: ignore[arg-type]
        wanted = functions.WITH_FUNCTIONS.get(function)
        if wanted is not None:
            made = [self._python(v, depth) if isinstance(v, Closure) else v for v in given]
            return self._sized(wanted(*made, **options))
        if function in functions.CHANCE and isinstance(given[0], Chance):
            given = [given[0].seed, *given[1:]]
        known = functions.FUNCTIONS.get(function)
        if known is None:
            raise NoValue(f"there is no function `{function}`")
        if any(isinstance(v, Closure | Chance) for v in (*given, *options.values())):
            raise NoValue(f"`{function}` takes no function")
        return self._sized(known(*given, **options))

    def _called(self, closure: Closure, given: Sequence[Value], depth: int) -> Value:
        parameters = closure.function.parameters
        if len(parameters) != len(given):
            raise NoValue(f"a function takes {len(parameters)} values")
        names = {**closure.names, **dict(zip(parameters, given, strict=True))}
        return self.value(closure.function.body, names, depth + 1)

    def _python(self, closure: Closure, depth: int) -> Callable[..., Value]:
        def call(*given: Value) -> Value:
            return self._called(closure, given, depth)

        return call

    def _sized(self, value: Any) -> Value:
        if isinstance(value, np.ndarray):
            array = cast("NDArray[Any]", value)
            if array.size > LARGEST:
                raise NoValue("an array grows too large")
            self._fuel.take(array.size // 500)
            return array if array.ndim else cast("Value", array.item())
        if isinstance(value, np.generic):
            return cast("Value", value.item())
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**62:
            return float(value)
        return cast("Value", value)


def _named(name: str, names: Mapping[str, Value]) -> Value:
    if name in names:
        return names[name]
    if name == "pi":
        # A function's own argument of that name comes first.
        return math.pi
    room, _, constant = name.partition(".")
    if room == "constants" and constant:
        value: object = getattr(constants, constant, None)
        if isinstance(value, int | float):
            return float(value)
    raise NoValue(f"`{name}` is not known")


def _is_array(value: Value) -> bool:
    return isinstance(value, np.ndarray | list)


def _truth(value: Value) -> bool:
    if isinstance(value, np.ndarray | list):
        raise NoValue("a condition must be one truth value: use all() or any()")
    return bool(value)


def _index(value: Value) -> object:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, np.ndarray | list):
        array = np.asarray(value)
        return array if array.dtype.kind in "bi" else array.astype(np.int64)
    raise NoValue("an index must be a whole number")


def _items(value: Value) -> Sequence[Value]:
    if isinstance(value, np.ndarray):
        return cast("list[Value]", [v.item() if np.ndim(v) == 0 else v for v in value])
    if isinstance(value, list | tuple):
        return cast("Sequence[Value]", value)
    raise NoValue("only lists and arrays can be gone through")


def _bound(variables: tuple[str, ...], item: Value) -> dict[str, Value]:
    if len(variables) == 1:
        return {variables[0]: item}
    parts = _items(item)
    if len(parts) != len(variables):
        raise NoValue("the number of variables is another than that of the values")
    return dict(zip(variables, parts, strict=True))


def _operated(sign: str, given: Sequence[Value]) -> Any:
    operands = [numeric(v) for v in given]
    if sign == "neg":
        return -operands[0]
    if sign == "not":
        return np.logical_not(operands[0])
    left, right = operands
    if sign == "@":
        if left.ndim == 0 or right.ndim == 0 or left.size * max(right.shape) > 20 * LARGEST:
            raise NoValue("`@` takes arrays that are not too large")
        return left @ right
    if math.prod(np.broadcast_shapes(left.shape, right.shape)) > LARGEST:
        raise NoValue("an array grows too large")
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case "//":
            return left // right
        case "%":
            return left % right
        case "**":
            return _power(left, right)
        case "==":
            return left == right
        case "!=":
            return left != right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            raise NoValue(f"`{sign}` is not known")


def _power(base: NDArray[Any], exponent: NDArray[Any]) -> Any:
    """Whole numbers stay whole where the result is small; a negative exponent gives a fraction."""
    both = base.dtype.kind in "iub" and exponent.dtype.kind in "iub"
    found = np.power(base.astype(np.float64) if base.dtype.kind in "iub" else base, exponent)
    if both and found.size and np.all(exponent >= 0) and np.all(np.abs(found) < 2**53):
        return found.astype(np.int64)
    return found
