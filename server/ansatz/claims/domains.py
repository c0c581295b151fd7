"""On which inputs claims are put to the test: numbers, arrays, lists and edges that the spec implies."""

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from ..core.claim import Domain, ParameterDomain
from ..core.formula import Call, Compare, Formula, Negate, Number, Piecewise, Symbol
from ..core.quantity import Unit
from ..core.spec import Bounds, Parameter, Spec
from ..formulas.evaluate import Argument
from ..formulas.tree import walk
from ..reading.ranges import both_ways
from .inputs.words import may_be_negative

Form = Literal["numbers", "integers", "edge", "code edge", "arrays", "integer arrays", "grids", "lists"]
"""edge: where a range or a case of the text begins. code edge: where one begins in the code that is
judged."""
_ARRAY: Final = 5
_COUNTER: Final = re.compile(r"[i-nrI-N](?:_\w+)?")
_DENSITY: Final = re.compile(r"\bprobability (?:density|mass) function\b", re.IGNORECASE)
_DISCRETE: Final = re.compile(r"\bprobability mass function\b|\bdiscrete random variable\b", re.IGNORECASE)
_CHOICES: Final = frozenset({"binomial", "factorial", "factorial2"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One call's arguments by parameter, in the parameters' own units."""

    form: Form
    arguments: dict[str, Argument]


def domain_of(spec: Spec) -> Domain:
    """The inputs that the spec speaks of."""
    bound = {b.parameter: b.symbol for r in reversed(spec.readings) for b in r.bindings}
    # What no equation speaks of and a call may leave out is left out: nothing says what it changes.
    given = [p for p in spec.parameters if p.name in bound or p.default is None or not spec.readings]
    parameters = tuple(_parameter(p, spec, bound.get(p.name)) for p in given)
    tied = tuple(p.name for p in parameters if p.extent == "vector")
    return Domain(parameters, tied)


def _parameter(parameter: Parameter, spec: Spec, symbol: str | None) -> ParameterDomain:
    says = parameter.description.lower()
    is_variable = parameter is spec.parameters[0] and bool(_DENSITY.search(spec.text))
    # At the very ends of a density's support its value is a convention.
    special = () if is_variable else _special(spec, symbol)
    return ParameterDomain(
        name=parameter.name,
        extent=parameter.extent,
        bounds=_bounds(parameter, says, _has_both_signs(spec, symbol)),
        typical=_typical(parameter.unit, says),
        is_integer=parameter.is_integer
        or _is_counted(spec.text, symbol or parameter.name, says)
        or _is_chosen_from(spec, symbol)
        or (is_variable and bool(_DISCRETE.search(spec.text))),
        is_simplex=parameter.is_simplex,
        default=parameter.default,
        special=special,
        accepts_lists=any(word in says for word in ("array_like", "array-like", "list", "sequence")),
    )


def _is_counted(text: str, symbol: str, says: str) -> bool:
    """Whether the text says of a symbol that it is an integer: `for integers k`, `n is an integer`, `(int)`.

    So do sets that are counted through, of both ends: `k \\in \\{0, 1, \\dots, n\\}`, `k = 0, ..., n-1`.
    """
    name = rf"(?::math:)?[`*$\\]*{re.escape(symbol)}(?!\w)"
    kind = r"(?:integers?|whole numbers?|natural numbers?)"
    before = rf"\b{kind}\s+(?:values? of\s+)?{name}"
    after = rf"(?<![\w`]){name}[`*$]*\s+(?:is|are|be)\s+(?:an?\s+)?(?:(?:positive|non-?negative)\s+)?{kind}"
    member = rf"{name}\s*\\in\s*\\\{{\s*-?\d"
    dots = r"(?:\\[lc]?dots|\.{3}|…)"
    end = rf"\\\{{[^{{}}]*\\[lc]?dots\s*,?\s*{name}"
    through = rf"{name}\s*=\s*-?\d+\s*,[\s\d,]*{dots}|=\s*-?\d+\s*,[\s\d,]*{dots}\s*,?\s*{name}"
    return bool(
        re.search(f"{before}|{after}|{member}|{end}|{through}", text)
        or re.search(r"\(int(eger)?s?\)|\ban? (positive |non-?negative )?integer\b", says)
    )


def _is_chosen_from(spec: Spec, symbol: str | None) -> bool:
    """Whether the equation counts choices or orders with it: `n` and `k` of a binomial coefficient.

    Other letters (`\\binom{\\alpha}{k}`) may stand for any number there.
    """
    if symbol is None or not _COUNTER.fullmatch(symbol):
        return False
    own = Symbol(symbol)
    return any(
        isinstance(node, Call) and node.function in _CHOICES and own in [*walk(node)]
        for reading in spec.readings[:1]
        for statement in reading.statements
        for node in walk(statement.equation.right)
    )


def _bounds(parameter: Parameter, says: str, is_signed: bool) -> Bounds:
    if parameter.bounds is not None:
        return parameter.bounds
    natural = _natural_bounds(parameter.unit, says)
    if natural == Bounds(low=0.0, low_open=True) and (is_signed or may_be_negative(says)):
        return Bounds()
    return natural


def _has_both_signs(spec: Spec, symbol: str | None) -> bool:
    """Whether the equation itself provides for values below zero: `|x|`, a case for `x < 0`."""
    if symbol is None:
        return False
    own = Symbol(symbol)
    for reading in spec.readings[:1]:
        for statement in reading.statements:
            for node in walk(statement.equation.right):
                if isinstance(node, Call) and node.function in {"abs", "sign"} and node.arguments[0] == own:
                    return True
                if isinstance(node, Piecewise) and _tells_signs(node, symbol):
                    return True
    return False


def _tells_signs(cases: Piecewise, symbol: str) -> bool:
    """Whether one case holds below zero: a single formula for `x > 0` alone says where x lies."""
    conditions = [c for b in cases.branches for c in b.conditions]
    below = [
        c
        for c in conditions
        for left, right, sign in both_ways(c)
        if left == Symbol(symbol) and sign in {"<", "<="} and _at_most_zero(right)
    ]
    return bool(below) or any(n < 0 for n in _thresholds(conditions, symbol))


def _at_most_zero(formula: Formula) -> bool:
    return isinstance(formula, Number) and float(formula.text) == 0.0


def _natural_bounds(unit: Unit | None, says: str) -> Bounds:
    if unit is not None and unit.is_angle:
        quarter = math.pi / 2 / unit.factor
        return Bounds(-0.95 * quarter, 0.95 * quarter)
    if unit is not None and unit.offset:
        return Bounds(1.0, 60.0)
    if any(
        word in says
        for word in ("fraction", "probability", "efficiency", "reflectiv", "emissivity", "albedo")
    ):
        return Bounds(0.05, 0.95)
    return Bounds(low=0.0, low_open=True)


def _typical(unit: Unit | None, says: str) -> float:
    if unit is None or unit.dimension.is_one:
        return 1.0
    if unit.text in {"K", "kelvin"}:
        return 300.0
    if unit.text == "nm":
        return 500.0
    return 1.0


def _special(spec: Spec, symbol: str | None) -> tuple[float, ...]:
    """Numbers that a condition compares the symbol with."""
    found: list[float] = []
    for reading in spec.readings[:1]:
        for statement in reading.statements:
            for node in walk(statement.equation.right):
                if isinstance(node, Piecewise):
                    found.extend(_thresholds([c for b in node.branches for c in b.conditions], symbol))
    return tuple(dict.fromkeys(found))


def _thresholds(conditions: list[Compare], symbol: str | None) -> list[float]:
    out: list[float] = []
    for condition in conditions:
        for one, other in ((condition.left, condition.right), (condition.right, condition.left)):
            if not (isinstance(one, Symbol) and one.name == symbol):
                continue
            match other:
                case Number(text=text):
                    out.append(float(text))
                case Negate(operand=Number(text=text)):
                    out.append(-float(text))
                case _:
                    continue
    return out


def samples(domain: Domain, seed: int, numbers: int = 14) -> list[Sample]:
    """A fixed set of inputs for `seed`, from plain numbers to grids."""
    rng = np.random.default_rng(seed)
    out: list[Sample] = []
    drawn = [p for p in domain.parameters if p.extent != "matrix"]
    for number in range(numbers):
        length = (1, 3, 6)[number % 3]
        out.append(Sample("numbers", {p.name: _draw(p, rng, length) for p in drawn}))
    for parameter in drawn:
        for value in _edges(parameter):
            arguments = {p.name: _draw(p, rng, 3) for p in drawn}
            out.append(Sample("edge", arguments | {parameter.name: value}))
    for _ in range(2):
        out.append(Sample("integers", {p.name: _integers(p, rng, 4) for p in drawn}))
    spread = [p for p in drawn if p.extent == "elementwise"]
    if spread:
        out.extend(_arrays(drawn, spread, rng))
    return out


def _arrays(
    drawn: list[ParameterDomain], spread: list[ParameterDomain], rng: np.random.Generator
) -> list[Sample]:
    out: list[Sample] = []
    names = {p.name for p in spread}

    def with_arrays(chosen: set[str], make: str) -> dict[str, Argument]:
        arguments: dict[str, Argument] = {}
        for p in drawn:
            if p.name not in chosen:
                arguments[p.name] = _draw(p, rng, 3)
            elif make == "integer":
                arguments[p.name] = np.asarray([_whole(p, rng) for _ in range(_ARRAY)])
            else:
                special = [v for v in _edges(p) if isinstance(v, float)][:_ARRAY]
                values = [*special, *(float(_number(p, rng)) for _ in range(_ARRAY - len(special)))]
                arguments[p.name] = np.asarray(values)
        return arguments

    out.append(Sample("arrays", with_arrays(names, "float")))
    for p in spread:
        out.append(Sample("arrays", with_arrays({p.name}, "float")))
    out.append(Sample("integer arrays", with_arrays(names, "integer")))
    grid = with_arrays(names, "float")
    first = spread[0].name
    grid[first] = np.asarray([float(_number(spread[0], rng)) for _ in range(6)]).reshape(3, 2)
    for p in spread[1:]:
        grid[p.name] = np.asarray([float(_number(p, rng)) for _ in range(2)])
    out.append(Sample("grids", grid))
    if any(p.accepts_lists for p in drawn):
        listed = with_arrays({p.name for p in spread if p.accepts_lists}, "float")
        for p in drawn:
            value = listed[p.name]
            if p.accepts_lists and isinstance(value, np.ndarray):
                listed[p.name] = [float(v) for v in value]
        out.append(Sample("lists", listed))
    return out


def _draw(p: ParameterDomain, rng: np.random.Generator, length: int) -> Argument:
    if p.extent == "vector":
        values = np.asarray([_number(p, rng) for _ in range(length)])
        return values / values.sum() if p.is_simplex else values
    return _number(p, rng)


def _number(p: ParameterDomain, rng: np.random.Generator) -> float | int:
    if p.is_integer:
        low = 1 if p.bounds.low is None else math.ceil(p.bounds.low)
        return int(rng.integers(max(low, 1), max(low, 1) + 8))
    low, high = p.bounds.low, p.bounds.high
    if low is not None and high is not None:
        if low > 0 and high > 100 * low:
            # Over several powers of ten an even draw would leave the lower ones out.
            return float(low * (high / low) ** rng.uniform(0.02, 0.98))
        return float(rng.uniform(low + 0.02 * (high - low), high - 0.02 * (high - low)))
    if low is not None and low != 0.0:
        return float(low + p.typical * 10 ** rng.uniform(-1, 1))
    if high is not None and low is None:
        return float(high - p.typical * 10 ** rng.uniform(-1, 1))
    spread = 0.3 if p.typical >= 100 else 1.0
    size = p.typical * 10 ** rng.uniform(-spread, spread)
    if p.special and rng.random() < 0.3:
        size = abs(p.special[int(rng.integers(len(p.special)))]) * 10 ** rng.uniform(-1, 1) or size
    if low is None and rng.random() < 0.5:
        size = -size
    return float(size)


def _integers(p: ParameterDomain, rng: np.random.Generator, length: int) -> Argument:
    """Whole numbers, where the range has any; else what `_draw` gives."""
    between = _whole_range(p)
    if between is None or p.is_simplex:
        return _draw(p, rng, length)
    if p.extent == "vector":
        return rng.integers(between[0], between[1] + 1, length)
    return int(rng.integers(between[0], between[1] + 1))


def _whole(p: ParameterDomain, rng: np.random.Generator) -> int | float:
    between = _whole_range(p)
    return _number(p, rng) if between is None else int(rng.integers(between[0], between[1] + 1))


def _whole_range(p: ParameterDomain) -> tuple[int, int] | None:
    """The whole numbers strictly inside the range, None where there are none."""
    low = p.bounds.low if p.bounds.low is not None else 0.0
    high = p.bounds.high if p.bounds.high is not None else low + max(9.0, 2 * p.typical)
    first, last = math.floor(low) + 1, math.ceil(high) - 1
    return (first, last) if first <= last else None


def _edges(p: ParameterDomain) -> list[float]:
    """Values where the range or a case of the equation begins or ends."""
    if p.extent == "vector" or p.is_integer:
        return []
    edges = [*p.special, *(v * f for v in p.special for f in (0.5, 2.0) if v)]
    if p.bounds.low is not None and not p.bounds.low_open:
        edges.append(p.bounds.low)
    return [float(v) for v in dict.fromkeys(edges)]
