"""Valid inputs drawn from a model: axes tied, matrices with their traits, numbers in their ranges."""

import ast
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from ...core.formula import COMPARISONS
from ...core.inputs import Dim, Input, InputModel, Order, Trait
from ...core.spec import Bounds
from ..inputs.demands import meets
from ..inputs.fitted import with_data
from ..inputs.standins import FUNCTIONS, WELL, Argument, standin
from ..inputs.structures import drawn_structure
from ..inputs.words import ENERGY, LOG_DENSITY

Style = Literal["plain", "small", "whole", "wide", "narrow", "arrays", "mixed", "harsh", "gaps", "edge"]
"""plain: ordinary sizes and values. small: shortest axes. whole: numbers without a fraction.
wide, narrow: magnitudes far apart or close together. arrays: elementwise arguments as arrays, of one
shape. mixed: the first of them alone as an array. harsh, gaps, edge: see the modules of
these names."""

_TRIES: Final = 300


@dataclass(frozen=True, slots=True)
class Drawn:
    """One call's arguments, by parameter, and the lengths of the axes."""

    style: Style
    arguments: dict[str, Argument]
    sizes: dict[str, int]


def draw(model: InputModel, rng: np.random.Generator, style: Style) -> Drawn | None:
    """Arguments that keep to the model; None where no try did."""
    for _ in range(_TRIES):
        drawn = _once(model, rng, style)
        if all(holds(order, drawn.arguments) for order in model.orders) and all(
            meets(demand, drawn.arguments, drawn.sizes) for demand in model.demands
        ):
            return _fitted(model, drawn, rng)
    return None


def keeps(model: InputModel, arguments: Mapping[str, Argument]) -> bool:
    """Whether arguments lie in the stated ranges and satisfy what ties them."""
    for i in model.inputs:
        values = _numbers(i.name, arguments)
        if values is None or values.size == 0 or i.kind not in {"number", "integer", "array"}:
            continue
        low, high = i.bounds.low, i.bounds.high
        if low is not None and (np.nanmin(values) < low or (i.bounds.low_open and np.nanmin(values) == low)):
            return False
        if high is not None and (
            np.nanmax(values) > high or (i.bounds.high_open and np.nanmax(values) == high)
        ):
            return False
    return all(holds(order, arguments) for order in model.orders) and all(
        meets(demand, arguments, {}) for demand in model.demands
    )


def _once(model: InputModel, rng: np.random.Generator, style: Style) -> Drawn:
    sizes: dict[str, int] = {}
    arguments: dict[str, Argument] = {}
    ordered = sorted(model.inputs, key=lambda i: (i.kind == "array", bool(i.label_of)))
    for i in (i for i in ordered if i.kind != "array"):
        arguments[i.name] = _plain_value(i, rng, style)
        value = arguments[i.name]
        if i.kind == "integer" and isinstance(value, int):
            sizes[i.name] = value
    for name, axis in model.factors_of:
        factor = model.input(name)
        if factor is not None:
            entries = [int(v) for v in rng.integers(2, 4, 2 if style == "small" else 3)]
            arguments[name] = entries
            sizes[axis] = math.prod(entries)
            sizes[str(factor.dims[0])] = len(entries)
    used = {base for axis in _axes(model) for base in _bases(axis) if base not in sizes}
    lengths = list(rng.permutation([3, 4, 5, 2, 6, 7, 8]) if style != "small" else [2, 1, 3, 2, 2, 1])
    for number, axis in enumerate(sorted(used)):
        is_series = axis == "*" or (axis.endswith(".0") and _is_series(model, axis))
        length = int(lengths[number % len(lengths)])
        sizes[axis] = (length + 5 if style != "small" else length + 1) if is_series else length
        if _is_grid(model, axis):
            sizes[axis] = max(sizes[axis], 2)
        if any("power of two" in i.traits and axis in i.dims for i in model.inputs):
            sizes[axis] = 2 if style == "small" else 8
    for i in (i for i in ordered if i.kind == "array" and i.name not in arguments):
        arguments[i.name] = _array(i, sizes, rng, style)
    spread = [i for i in model.inputs if i.elementwise]
    if style in {"arrays", "mixed"} and spread:
        for i in spread if style == "arrays" else spread[:1]:
            some = np.asarray([_scalar(i, rng, style) for _ in range(5)])
            arguments[i.name] = np.sort(some) if "increasing" in i.traits else some
    return Drawn(style, {i.name: arguments[i.name] for i in model.inputs}, sizes)


def _fitted(model: InputModel, drawn: Drawn, rng: np.random.Generator) -> Drawn:
    """The draw with data that the stated model describes, where a model is fitted."""
    if model.fit is None:
        return drawn
    how = "small" if drawn.style == "small" else "whole" if drawn.style == "whole" else "usual"
    inputs = {i.name: i for i in model.inputs}
    made = with_data(model.fit, inputs, drawn.arguments, rng, how)
    if made is None:
        return drawn
    arrays: dict[str, Argument] = {
        name: cast("list[float]", values.tolist()) if inputs[name].as_list else values
        for name, values in made.items()
    }
    arguments = {**drawn.arguments, **arrays}
    sizes = {str(inputs[name].dims[0]): len(values) for name, values in made.items()}
    if not all(holds(order, arguments) for order in model.orders):
        return drawn
    return replace(drawn, arguments=arguments, sizes={**drawn.sizes, **sizes})


def _bases(axis: str) -> list[str]:
    """The symbols that an axis such as `n*m` or `n+1` is computed from."""
    if axis == "*" or axis.endswith((".0", ".1", ".2")):
        return [axis]
    return [part for part in re.split(r"[*+^-]", axis) if part and not part.isdigit()]


def _axes(model: InputModel) -> set[str]:
    out = {d for i in model.inputs for d in i.dims if isinstance(d, str)}
    return out | {i.label_of for i in model.inputs if isinstance(i.label_of, str)}


def _is_series(model: InputModel, axis: str) -> bool:
    return any(len(i.dims) == 1 and i.dims[0] == axis and not i.as_list for i in model.inputs)


def _is_grid(model: InputModel, axis: str) -> bool:
    """Whether something runs along the axis in order, which takes two points."""
    return any(i.dims[:1] == (axis,) and "increasing" in i.traits for i in model.inputs)


def length_of(dim: Dim, sizes: dict[str, int]) -> int | None:
    """The length of an axis, also of `n+1` and `2*n`; None where a symbol is not known."""
    if isinstance(dim, int):
        return dim
    if dim in sizes:
        return sizes[dim]
    for sign in ("+", "-"):
        if sign in dim:
            base, _, shift = dim.partition(sign)
            known = length_of(base, sizes)
            if known is not None and shift.isdigit():
                return known + int(shift) * (1 if sign == "+" else -1)
    if "^" in dim:
        base, _, power = dim.partition("^")
        known = sizes.get(base)
        return None if known is None else known ** int(power)
    if "*" in dim and dim != "*":
        one, _, other = dim.partition("*")
        parts = [int(p) if p.isdigit() else sizes.get(p) for p in (one, other)]
        if parts[0] is not None and parts[1] is not None:
            return parts[0] * parts[1]
    return None


def _plain_value(i: Input, rng: np.random.Generator, style: Style) -> Argument:
    usual = _default(i) if style in {"plain", "narrow", "wide"} and rng.random() < 0.6 else None
    if usual is not None:
        return usual
    match i.kind:
        case "generator":
            return standin("generator", int(rng.integers(1 << 30)))
        case "function":
            if LOG_DENSITY.match(i.name) or ENERGY.match(i.name):
                # One number for a whole state, whatever its shape.
                return standin("function", WELL if ENERGY.match(i.name) else f"{WELL} * -1.0")
            known = FUNCTIONS.get(min(i.takes, max(FUNCTIONS)), FUNCTIONS[1])
            usable = [f for f in known if f.positive] if "any sign" in i.traits else known
            return standin("function", usable[int(rng.integers(len(usable)))].source)
        case "boolean":
            return bool(rng.integers(2))
        case "structure":
            return drawn_structure(i, rng)
        case "text":
            return i.choices[int(rng.integers(len(i.choices)))]
        case "integer":
            return _integer(i, rng, style)
        case _:
            return _scalar(i, rng, style)


def _default(i: Input) -> float | int | None:
    """The number that the signature gives: options at odd values make odd calls."""
    if i.default is None or i.kind not in {"number", "integer"}:
        return None
    try:
        value: object = ast.literal_eval(i.default)
    except (ValueError, SyntaxError):
        return None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _integer(i: Input, rng: np.random.Generator, style: Style) -> int:
    default = 1 if i.bounds.low is None else math.ceil(i.bounds.low) + (
        1 if i.bounds.low_open and i.bounds.low == math.ceil(i.bounds.low) else 0
    )  # fmt: skip
    high = default + (2 if style == "small" else 7)
    if i.bounds.high is not None:
        high = min(high, math.floor(i.bounds.high))
    value = int(rng.integers(default, max(high, default) + 1))
    if "power of two" in i.traits:
        return 1 << max(value.bit_length(), 1)
    if "even" in i.traits:
        return value + value % 2
    return value if value % 2 or "odd" not in i.traits else value + 1


def _scalar(i: Input, rng: np.random.Generator, style: Style) -> float | int | complex:
    if i.elements == "integer":
        return _integer(i, rng, style)
    return float(_reals(i, rng, (1,), style)[0])


def _reals(i: Input, rng: np.random.Generator, shape: tuple[int, ...], style: Style) -> NDArray[np.float64]:
    low, high = i.bounds.low, i.bounds.high
    if low is not None and high is not None:
        # Several ranges in one text can leave a lower limit above an upper one.
        low, high = min(low, high), max(low, high)
        if style == "whole":
            first, last = math.ceil(low), math.floor(high)
            if first <= last:
                return rng.integers(first, last + 1, shape).astype(np.float64)
        return rng.uniform(low + 0.03 * (high - low), high - 0.03 * (high - low), shape)
    spread = {"wide": 1.2, "narrow": 0.1}.get(style, 0.5 if i.scale < 100 else 0.3)
    sizes = i.scale * 10 ** rng.uniform(-spread, spread, shape)
    if style == "whole":
        sizes = np.ceil(sizes + rng.integers(0, 3, shape))
    if low is not None:
        return low + sizes
    if high is not None:
        return high - sizes
    if "any sign" in i.traits:
        return np.where(rng.random(shape) < 0.5, -sizes, sizes)
    return sizes


def _array(i: Input, sizes: dict[str, int], rng: np.random.Generator, style: Style) -> Argument:
    shape = tuple(length_of(d, sizes) or 3 for d in i.dims)
    if i.leads and style != "small":
        shape = (4, *shape)
    values = _with_traits(i, _values(i, shape, sizes, rng, style), rng)
    if i.as_list and values.ndim == 1:
        return cast("list[float]", values.tolist())
    return values


def _values(
    i: Input, shape: tuple[int, ...], sizes: dict[str, int], rng: np.random.Generator, style: Style
) -> NDArray[np.generic]:
    if "signs" in i.traits:
        return rng.choice(np.asarray([-1, 1]), shape)
    if "labels" in i.traits:
        top = length_of(i.label_of, sizes) if i.label_of is not None else None
        if "distinct" in i.traits and top is not None and len(shape) == 1:
            return rng.permutation(top)[: int(rng.integers(1, max(top, 2)))]
        return rng.integers(0, max(top or 3, 1), shape)
    if i.elements == "boolean":
        return rng.random(shape) < 0.6
    if i.elements == "integer":
        low = 0 if i.bounds.low is None else math.ceil(i.bounds.low)
        high = low + 20 if i.bounds.high is None else math.floor(i.bounds.high)
        return rng.integers(low, max(high, low) + 1, shape)
    if i.elements == "complex":
        return rng.normal(size=shape) + 1j * rng.normal(size=shape)
    return _reals(i, rng, shape, style)


def _with_traits(i: Input, values: NDArray[np.generic], rng: np.random.Generator) -> NDArray[np.generic]:
    traits = i.traits
    is_square = values.ndim == 2 and values.shape[0] == values.shape[1]
    if values.dtype.kind == "c":
        return _complex_shaped(traits, cast("NDArray[np.complex128]", values), is_square)
    if values.dtype.kind != "f":
        return values
    return _shaped(traits, cast("NDArray[np.float64]", values), rng, is_square)


def _complex_shaped(
    traits: frozenset[Trait], values: NDArray[np.complex128], is_square: bool
) -> NDArray[np.complex128]:
    if "unit trace" in traits and is_square:
        values = values @ values.conj().T
        return values / np.trace(values).real
    if "hermitian" in traits and is_square:
        return (values + values.conj().T) / 2
    if "unit vector" in traits and values.ndim == 1:
        return values / np.linalg.norm(values)
    return values


def _shaped(
    traits: frozenset[Trait], values: NDArray[np.float64], rng: np.random.Generator, is_square: bool
) -> NDArray[np.float64]:
    ndim = values.ndim
    if "positive definite" in traits and is_square:
        values = values @ values.T + 0.5 * np.eye(len(values))
    elif "orthogonal" in traits and is_square:
        values = np.linalg.qr(rng.normal(size=values.shape))[0]
    elif "symmetric" in traits and is_square:
        values = (values + values.T) / 2
    if "zero diagonal" in traits and is_square:
        values = values - np.diag(np.diag(values))
    if "cyclic" in traits and is_square and rng.random() < 0.4:
        values = np.roll(np.eye(len(values)), 1, axis=1)
    if "rows sum to one" in traits and ndim == 2:
        values = np.abs(values)
        values = values / values.sum(axis=1, keepdims=True)
    elif "columns sum to one" in traits and ndim == 2:
        values = np.abs(values)
        values = values / values.sum(axis=0, keepdims=True)
    elif "sums to one" in traits and ndim == 1:
        values = np.abs(values) / np.abs(values).sum()
    if "unit vector" in traits and ndim == 1:
        values = values / np.linalg.norm(values)
    if "increasing" in traits and ndim == 1:
        values = np.sort(values)
        if len(values) > 1 and np.any(np.diff(values) <= 0):
            values = values + np.arange(len(values))
        if "starts at zero" in traits and len(values):
            values = values - values[0]
    return values


def holds(order: Order, arguments: Mapping[str, Argument]) -> bool:
    """Whether arguments are in the order that the text states; what can't be compared is."""
    left, right = (_numbers(side, arguments) for side in (order.left, order.right))
    if left is None or right is None or (left.size != right.size and 1 not in {left.size, right.size}):
        return True
    return bool(np.all(COMPARISONS[order.sign](left, right)))


def _numbers(side: str | float, arguments: Mapping[str, Argument]) -> NDArray[np.float64] | None:
    value = arguments.get(side) if isinstance(side, str) else side
    array = np.asarray(value) if isinstance(value, int | float | np.ndarray) else None
    return array.astype(np.float64) if array is not None and array.dtype.kind in "iuf" else None


def folded(model: InputModel) -> InputModel:
    """The model with comparisons against numbers taken into the ranges of the arguments."""
    inputs = list(model.inputs)
    orders: list[Order] = []
    for order in model.orders:
        flipped = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        left, sign, right = order.left, order.sign, order.right
        if isinstance(left, float) and isinstance(right, str):
            left, sign, right = right, flipped[sign], left
        at = next((n for n, i in enumerate(inputs) if i.name == left), None)
        if at is None or not isinstance(right, float):
            orders.append(order)
            continue
        inputs[at] = replace(inputs[at], bounds=_within(inputs[at].bounds, sign, right))
    return replace(model, inputs=tuple(inputs), orders=tuple(orders))


def _within(bounds: Bounds, sign: str, number: float) -> Bounds:
    if sign in {">", ">="}:
        low = number if bounds.low is None else max(bounds.low, number)
        return replace(bounds, low=low, low_open=sign == ">")
    high = number if bounds.high is None else min(bounds.high, number)
    return replace(bounds, high=high, high_open=sign == "<")
