"""Faulty variants: of a plan, wrong in one thing its origin could have got wrong; of code, in one place.

The smallest set of faults that people make: a lost or doubled factor, a sign, an exponent, another
function, two arguments swapped, a conversion forgotten or inverted, a comparison that is off.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..core.claim import Basis
from ..core.formula import Add, Call, Divide, Formula, Multiply, Negate, Number, Piecewise, Power, Symbol
from ..core.plan import Conversion, Plan, Step
from ..formulas.tree import children, rebuilt
from .named_function import named_function

PER_THING: Final = 14
_SWAPS: Final = {
    "sin": "cos", "cos": "sin", "tan": "sin", "exp": "ln", "ln": "log10", "log10": "ln", "sqrt": "abs",
    "sinh": "cosh", "cosh": "sinh", "tanh": "sinh", "arcsin": "arccos", "arccos": "arcsin", "min": "max",
    "max": "min", "arctan": "tan", "log2": "ln",
}  # fmt: skip


def plan_mutants(plan: Plan, thing: Basis) -> list[Plan]:
    """Plans that are wrong in `thing` alone. The author's mutants are made from code instead."""
    match thing.aspect:
        case "parse":
            found = _misread(plan, thing.of)
        case "binding":
            found = _misbound(plan, thing.of)
        case "units":
            found = _misconverted(plan, thing.of)
        case "solve":
            found = _missolved(plan, thing.of)
        case _:
            return []
    listed = list(found)
    step = max(1, len(listed) // PER_THING)
    return listed[::step][:PER_THING]


def _with_formula(plan: Plan, symbol: str, formula: Formula) -> Plan:
    steps = tuple(replace(s, formula=formula) if s.symbol == symbol else s for s in plan.steps)
    return replace(plan, steps=steps)


def _step(plan: Plan, symbol: str) -> Step | None:
    return next((s for s in plan.steps if s.symbol == symbol), None)


def _misread(plan: Plan, symbol: str) -> Iterator[Plan]:
    step = _step(plan, symbol)
    if step is not None:
        for formula in _variants(step.formula):
            yield _with_formula(plan, symbol, formula)


def _variants(formula: Formula) -> Iterator[Formula]:
    """The formula with one node changed."""
    yield from _changed_here(formula)
    parts = children(formula)
    for number, part in enumerate(parts):
        for variant in _variants(part):
            yield rebuilt(formula, (*parts[:number], variant, *parts[number + 1 :]))


def _changed_here(formula: Formula) -> Iterator[Formula]:
    match formula:
        case Number(text=text):
            yield Number(repr(float(text) + 1))
            yield Number(repr(float(text) * 2))
        case Symbol():
            yield Multiply((Number("2"), formula))
        case Add(terms=terms):
            for number, term in enumerate(terms):
                flipped = term.operand if isinstance(term, Negate) else Negate(term)
                yield Add((*terms[:number], flipped, *terms[number + 1 :]))
        case Multiply(factors=factors):
            for number in range(len(factors)):
                rest = (*factors[:number], *factors[number + 1 :])
                yield rest[0] if len(rest) == 1 else Multiply(rest)
        case Divide(numerator=top, denominator=bottom):
            yield Divide(bottom, top)
            yield Multiply((top, bottom))
        case Negate(operand=operand):
            yield operand
        case Power(base=base, exponent=exponent):
            yield base
            yield Power(base, Add((exponent, Number("1"))))
            yield Multiply((exponent, base))
        case Call(function=function, arguments=arguments) if function in _SWAPS:
            yield Call(_SWAPS[function], arguments)  # type: ignore[arg-type]
        case Piecewise(branches=branches) if len(branches) > 1:
            yield Piecewise((replace(branches[0], value=branches[1].value), *branches[1:]))
        case _:
            return


def _misbound(plan: Plan, symbol: str) -> Iterator[Plan]:
    """The symbol stands for another argument, and that one's symbol for this."""
    bound = dict(plan.bindings)
    own = bound.get(symbol)
    if own is None:
        return
    for other, parameter in plan.bindings:
        if other != symbol and (parameter in plan.vectors) == (own in plan.vectors):
            swapped = {**bound, symbol: parameter, other: own}
            yield replace(plan, bindings=tuple(swapped.items()))


def _misconverted(plan: Plan, name: str) -> Iterator[Plan]:
    """The unit of an argument or result is taken for another one of the same dimension."""
    if any(o.symbol == name for o in plan.outputs):
        for factor in (1000.0, 1e-3, 60.0, 2.54):
            outputs = tuple(
                replace(o, factor=o.factor * factor) if o.symbol == name else o for o in plan.outputs
            )
            yield replace(plan, outputs=outputs)
        return
    known = next((c for c in plan.conversions if c.parameter == name), None)
    rest = tuple(c for c in plan.conversions if c.parameter != name)
    base = known or Conversion(name, 1.0, 0.0, "", "")
    for factor in (1000.0, 1e-3, 60.0, 2.54):
        yield replace(plan, conversions=(*rest, replace(base, factor=base.factor * factor)))
    if known is not None:
        yield replace(plan, conversions=rest)
        yield replace(plan, conversions=(*rest, replace(known, factor=1.0 / known.factor, offset=0.0)))


def _missolved(plan: Plan, symbol: str) -> Iterator[Plan]:
    step = _step(plan, symbol)
    if step is None:
        return
    yield _with_formula(plan, symbol, Negate(step.formula))
    if not step.has_branches:
        # With several solutions the one question is which: the other faults would outnumber it.
        yield _with_formula(plan, symbol, Divide(Number("1"), step.formula))
        yield from _misread(plan, symbol)


def code_mutants(module: str, name: str, most: int = 10) -> list[str]:
    """Modules in which one place of the function `name` is wrong, spread evenly over its body."""
    found = named_function(module, name)
    if found is None:
        return []
    tree, function = found
    # A changed loop condition mostly makes a program that never ends, and says nothing but that.
    loops = {n for w in ast.walk(function) if isinstance(w, ast.While) for n in ast.walk(w.test)}
    places = [n for s in function.body for n in ast.walk(s) if _faults(n) and n not in loops]
    chosen = places[:: max(1, len(places) // most)][:most]
    out: list[str] = []
    for number, place in enumerate(chosen):
        options = _faults(place)
        out.append(_planted(tree, place, options[number % len(options)]))
    return [text for text in dict.fromkeys(out) if text != ast.unparse(tree)]


def _planted(tree: ast.Module, place: ast.AST, fault: str) -> str:
    path = next(i for i, node in enumerate(ast.walk(tree)) if node is place)
    changed = copy.deepcopy(tree)
    node = next(n for i, n in enumerate(ast.walk(changed)) if i == path)
    match node:
        case ast.BinOp():
            node.op = {"add": ast.Add, "sub": ast.Sub, "mul": ast.Mult, "div": ast.Div}[fault]()
        case ast.Constant(value=int() | float() as value):
            node.value = value + 1 if fault == "more" else value * 2
        case ast.UnaryOp():
            node.op = ast.UAdd()
        case ast.Compare():
            node.ops = [{"<": ast.Gt, ">": ast.Lt}[fault](), *node.ops[1:]]
        case ast.Attribute():
            node.attr = fault
        case _:
            pass
    return ast.unparse(changed)


def _faults(node: ast.AST) -> list[str]:
    match node:
        case ast.BinOp(op=ast.Add()):
            return ["sub"]
        case ast.BinOp(op=ast.Sub()):
            return ["add"]
        case ast.BinOp(op=ast.Mult()):
            return ["div", "add"]
        case ast.BinOp(op=ast.Div()):
            return ["mul"]
        case ast.BinOp(op=ast.Pow()):
            return ["mul"]
        case ast.UnaryOp(op=ast.USub()):
            return ["drop"]
        case ast.Constant(value=bool()):
            return []
        case ast.Constant(value=int() | float()):
            return ["more", "double"]
        case ast.Compare(ops=[ast.Lt() | ast.LtE(), *_]):
            return ["<"]
        case ast.Compare(ops=[ast.Gt() | ast.GtE(), *_]):
            return [">"]
        case ast.Attribute(attr=attr) if attr in {"sin", "cos", "exp", "log", "sum", "radians"}:
            return [
                {"sin": "cos", "cos": "sin", "exp": "log", "log": "log10", "sum": "mean", "radians": "abs"}[
                    attr
                ]
            ]
        case _:
            return []
