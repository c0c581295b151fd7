"""The second reader: a docstring read from scratch, by nothing that the first reader uses.

It shares no grammar, binding rule or unit table with the first, so that each exposes the other's
mistakes. It is strict: where anything is unsure it says nothing, because a wrong reading is worse
than none.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from ansatz.core.formula import (
    Add,
    Call,
    Constant,
    Divide,
    Equation,
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
from ansatz.core.quantity import ONE, Dimension, Unit
from ansatz.core.spec import GivenValue, Reading, Statement
from ansatz.core.target import ParameterSource

from .layout import Layout, lay_out
from .locate import Family, Located, locate
from .meaning import (
    argument_units,
    bound,
    constant,
    named_symbols,
    returned_symbols,
    returned_unit,
    values_in,
)
from .plain import canonical
from .sums import indexed, rebuild, symbols, walk
from .tokens import Unread
from .units import parse_unit

NAME = "second"
_MAXIMUM = 60_000


def read(docstring: str, parameters: Sequence[ParameterSource]) -> Reading | None:
    """One complete reading of the docstring's equations, or None where something is not certain."""
    if len(docstring) > _MAXIMUM:
        return None
    try:
        return _read(docstring, tuple(parameter.name for parameter in parameters))
    except (Unread, RecursionError):
        return None


def _read(docstring: str, parameters: tuple[str, ...]) -> Reading | None:
    layout = lay_out(docstring, parameters)
    names = frozenset(canonical(p) for p in parameters) | {v.name for v in layout.returned if v.name}
    names |= {
        s for a in layout.arguments.values() for s in named_symbols(a.text) if not _is_element(s, names)
    }
    equations = _expanded(locate(layout.rest, frozenset(names)), frozenset(parameters))
    if not equations:
        return None
    if not layout.returned and re.search(r"\breturns?\b", docstring, re.IGNORECASE):
        raise Unread("what is returned is said somewhere, and was not found")
    lefts = [_name(e.left) for e, _ in equations]
    used = list(dict.fromkeys(s for e, _ in equations for side in (e.left, e.right) for s in _symbols(side)))
    outputs = _outputs(layout, equations, lefts, used)
    vectors = frozenset(n.base for e, _ in equations for side in (e.left, e.right) for n in _indexed(side))
    defined = {left for left in lefts if left} - set(parameters)
    bindings = bound(
        [s for s in used if s not in defined | set(outputs)], parameters, layout.arguments, vectors
    )
    equations = [(_with_statistics(e, bindings.keys() & vectors, docstring), at) for e, at in equations]
    used = list(dict.fromkeys(s for e, _ in equations for side in (e.left, e.right) for s in _symbols(side)))
    givens = _givens(used, set(bindings) | defined | set(outputs), equations, docstring)
    units = argument_units(parameters, layout.arguments)
    values = layout.returned if len(layout.returned) == len(outputs) else (None,) * len(outputs)
    output_units = tuple(returned_unit(value, units) for value in values)
    beside = _units_beside(layout.rest, frozenset(used))
    statements = tuple(Statement(e, at.span, at.text, beside.get(_only(e.left))) for e, at in equations)
    is_open = any(
        isinstance(n, Call) and n.function == "log"
        for e, _ in equations
        for side in (e.left, e.right)
        for n in walk(side)
    )
    return Reading(
        reader=NAME,
        statements=statements,
        bindings=tuple(bindings.values()),
        givens=tuple(givens),
        outputs=tuple(outputs),
        units=tuple(units.items()),
        output_units=output_units,
        is_empirical=not _balances(
            equations, {s: units.get(b.parameter) for s, b in bindings.items()}, givens
        ),
        ambiguities=("a logarithm without a base",) if is_open else (),
    )


def _is_element(symbol: str, names: frozenset[str]) -> bool:
    """`p_i` in the entry of `p` is an element of it."""
    base, _, index = symbol.rpartition("_")
    return base in names and index in {"i", "j", "k"}


def _symbols(formula: Formula) -> list[str]:
    return symbols(formula)


def _indexed(formula: Formula) -> list[Indexed]:
    return [n for n in walk(formula) if isinstance(n, Indexed)]


def _name(formula: Formula) -> str:
    match formula:
        case Symbol(name=name) | Indexed(base=name):
            return name
        case _:
            return ""


def _only(formula: Formula) -> str:
    found = list(dict.fromkeys(_symbols(formula)))
    return found[0] if len(found) == 1 else ""


def _expanded(
    found: Sequence[Located | Family], parameters: frozenset[str]
) -> list[tuple[Equation, Located]]:
    """Chains as pairs, families value by value, elements under the index that some sum runs over."""
    out: list[tuple[Equation, Located]] = []
    for item in found:
        if isinstance(item, Located):
            out.extend((Equation(item.sides[0], side), item) for side in item.sides[1:])
        elif out:
            equation, at = out.pop()
            out.extend((_numbered(equation, item.index, value), at) for value in item.values)
        else:
            raise Unread("index values with no equation before them")
    running = {
        n.index for e, _ in out for side in (e.left, e.right) for n in walk(side) if isinstance(n, Reduce)
    }
    if not running:
        return out
    if len(running) > 1:
        raise Unread("several running indices")
    index = running.pop()
    return [(_elements(equation, index, parameters), at) for equation, at in out]


def _elements(equation: Equation, index: str, parameters: frozenset[str]) -> Equation:
    return Equation(indexed(equation.left, index, parameters), indexed(equation.right, index, parameters))


def _numbered(equation: Equation, index: str, value: str) -> Equation:
    def change(part: Formula) -> Formula | None:
        if isinstance(part, Symbol) and part.name.endswith(f"_{index}"):
            return Symbol(part.name.removesuffix(index) + value)
        return None

    return Equation(rebuild(equation.left, change), rebuild(equation.right, change))


def _outputs(
    layout: Layout, equations: Sequence[tuple[Equation, Located]], lefts: Sequence[str], used: Sequence[str]
) -> list[str]:
    named = returned_symbols(layout.returned, [left for left in lefts if left]) if layout.returned else None
    if named is None and layout.returned:
        named = returned_symbols(layout.returned, used)
    if named:
        return named
    ends = [
        left
        for left in dict.fromkeys(lefts)
        if left and not any(left in _symbols(e.right) for e, _ in equations)
    ]
    if len(ends) != 1 or len(layout.returned) > 1:
        raise Unread("which symbol is returned is not said")
    return ends


def _with_statistics(equation: Equation, vectors: frozenset[str] | set[str], text: str) -> Equation:
    """The mean of a vector by its bar, and its length by the upper limit of the sum."""
    limits = set(re.findall(r"\\sum_\{\w\s*=\s*1\}\^\{?([a-zA-Z])\}?", text))
    limits |= set(re.findall(r"[Σ∑]_?\{?\w=1\}?\^\{?([a-zA-Z])", text))

    def change(part: Formula) -> Formula | None:
        if not isinstance(part, Symbol) or len(vectors) == 0:
            return None
        if part.name.startswith("bar(") and part.name[4:-1] in vectors:
            return Call("mean", (Symbol(part.name[4:-1]),))
        return Call("count", (Symbol(min(vectors)),)) if part.name in limits else None

    return Equation(rebuild(equation.left, change), rebuild(equation.right, change))


def _givens(
    used: Sequence[str], known: set[str], equations: Sequence[tuple[Equation, Located]], text: str
) -> list[GivenValue]:
    stated = values_in(text)
    implicit = {s for e, _ in equations if not _name(e.left) for s in _symbols(e.left)}
    out: list[GivenValue] = []
    for symbol in used:
        if symbol in known:
            continue
        given = stated.get(symbol) or constant(symbol, text)
        if given is not None:
            out.append(given)
        elif symbol not in implicit:
            raise Unread(f"{symbol} is not explained")
    out += [given for symbol, given in stated.items() if symbol not in used and given.unit is not None]
    return out


def _units_beside(rest: str, used: frozenset[str]) -> dict[str, Unit]:
    out: dict[str, Unit] = {}
    for symbol, text in re.findall(r"(?<!\w)([A-Za-z]\w*) in ([^\s,;()]+)", rest):
        unit = parse_unit(text.rstrip("."))
        if unit is not None and canonical(symbol) in used:
            out[canonical(symbol)] = unit
    return out


class _Unbalanced(Exception):
    """Dimensions that do not go together."""


def _balances(
    equations: Sequence[tuple[Equation, Located]], units: dict[str, Unit | None], givens: Sequence[GivenValue]
) -> bool:
    """Whether the equations hold in any system of units, with unstated units taken as none."""
    known: dict[str, Dimension] = {s: u.dimension if u else ONE for s, u in units.items()}
    known |= {g.symbol: g.unit.dimension if g.unit else ONE for g in givens}
    pending = list(equations)
    try:
        for _ in range(len(pending) + 1):
            for equation, _ in pending:
                left = _name(equation.left)
                if left and left not in known and all(s in known for s in _symbols(equation.right)):
                    known[left] = _dimension(equation.right, known)
        for equation, _ in pending:
            if all(s in known for side in (equation.left, equation.right) for s in _symbols(side)):
                _same([equation.left, equation.right], known)
    except _Unbalanced:
        return False
    return True


def _dimension(formula: Formula, known: dict[str, Dimension]) -> Dimension:
    match formula:
        case Number() | Constant():
            return ONE
        case Symbol(name=name) | Indexed(base=name):
            return known.get(name, ONE)
        case Add(terms=terms):
            return _same(terms, known)
        case Negate(operand=inner) | Reduce(operation="sum", body=inner):
            return _dimension(inner, known)
        case Multiply(factors=factors):
            total = ONE
            for factor in factors:
                total = total * _dimension(factor, known)
            return total
        case Divide(numerator=top, denominator=bottom):
            return _dimension(top, known) / _dimension(bottom, known)
        case Power(base=base, exponent=exponent):
            return _raised(_dimension(base, known), exponent, known)
        case Call(function="sqrt", arguments=(inner,)):
            return _dimension(inner, known) ** Fraction(1, 2)
        case Call(function="cbrt", arguments=(inner,)):
            return _dimension(inner, known) ** Fraction(1, 3)
        case Call(function="count"):
            return ONE
        case Call(function="abs" | "min" | "max" | "mean" | "hypot", arguments=arguments):
            return _same(arguments, known)
        case Call(arguments=arguments) | Reduce(body=Call(arguments=arguments)):
            if any(_dimension(argument, known) != ONE for argument in arguments):
                raise _Unbalanced
            return ONE
        case Reduce(body=inner):
            if _dimension(inner, known) != ONE:
                raise _Unbalanced
            return ONE
        case Piecewise(branches=branches):
            for branch in branches:
                for condition in branch.conditions:
                    _same([condition.left, condition.right], known)
            return _same([branch.value for branch in branches], known)


def _same(parts: Sequence[Formula], known: dict[str, Dimension]) -> Dimension:
    found = [
        _dimension(part, known) for part in parts if not (isinstance(part, Number) and float(part.text) == 0)
    ]
    if any(each != found[0] for each in found[1:]):
        raise _Unbalanced
    return found[0] if found else ONE


def _raised(base: Dimension, exponent: Formula, known: dict[str, Dimension]) -> Dimension:
    if _dimension(exponent, known) != ONE:
        raise _Unbalanced
    if base == ONE:
        return ONE
    power = _fraction(exponent)
    if power is None:
        raise _Unbalanced
    return base**power


def _fraction(formula: Formula) -> Fraction | None:
    match formula:
        case Number(text=text):
            return Fraction(text)
        case Negate(operand=inner):
            found = _fraction(inner)
            return None if found is None else -found
        case Divide(numerator=top, denominator=bottom):
            above, below = _fraction(top), _fraction(bottom)
            return above / below if above is not None and below else None
        case _:
            return None
