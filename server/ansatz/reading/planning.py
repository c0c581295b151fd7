"""A reading's equations put in an order that computes the outputs, rearranged where they must be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ..core.formula import Equation, Formula, Indexed, Symbol
from ..core.plan import Step
from ..core.spec import Reading, Statement
from ..formulas.solve import isolate
from ..formulas.tree import occurrences, symbols

_MAX_STEPS: Final = 30


class NotPlannable(ValueError):
    """The equations do not lead from the arguments to the results; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Steps in an order in which each uses only what is known before it."""

    steps: tuple[Step, ...]


def ordered_steps(reading: Reading) -> Ordered:
    """Steps from what is known to every output. Raises NotPlannable."""
    known = {b.symbol for b in reading.bindings} | {g.symbol for g in reading.givens}
    steps: list[Step] = []
    solved: set[str] = set()
    branched: set[str] = set()

    def need(symbol: str, pending: tuple[str, ...]) -> None:
        if symbol in known:
            return
        if symbol in pending:
            raise NotPlannable(f"`{symbol}` is defined through itself")
        if len(steps) + len(pending) >= _MAX_STEPS:
            raise NotPlannable("the chain of equations is too long")
        statement = _defining(reading, symbol)
        if statement is not None:
            formula = statement.equation.right
        else:
            statement, formula, has_branches = _solving(reading, symbol, known)
            solved.add(symbol)
            if has_branches:
                branched.add(symbol)
        running = {statement.over.index} if statement.over is not None else set[str]()
        if statement.over is not None:
            running -= symbols(statement.over.lower) | symbols(statement.over.upper)
            for name in sorted(symbols(statement.over.lower) | symbols(statement.over.upper)):
                need(name, (*pending, symbol))
        for name in sorted(symbols(formula) - running, key=_by_appearance(reading)):
            need(name, (*pending, symbol))
        over = None if symbol in solved else statement.over
        steps.append(
            Step(symbol, formula, statement.text, statement.span, symbol in solved, symbol in branched, over)
        )
        known.add(symbol)

    for output in reading.outputs:
        need(output, ())
    return Ordered(tuple(steps))


def _by_appearance(reading: Reading) -> Callable[[str], int]:
    order = [
        name
        for s in reading.statements
        for side in (s.equation.left, s.equation.right)
        for name in symbols(side)
    ]
    lefts = [_defined(s.equation) for s in reading.statements]
    return lambda name: (
        lefts.index(name) if name in lefts else len(lefts) + (order.index(name) if name in order else 0)
    )


def _defined(equation: Equation) -> str | None:
    match equation.left:
        case Symbol(name=name):
            return name
        case Indexed(base=base):
            return base
        case _:
            return None


def _defining(reading: Reading, symbol: str) -> Statement | None:
    """The first equation that says `symbol = …` without using it on the right."""
    for statement in reading.statements:
        if _defined(statement.equation) == symbol and not occurrences(statement.equation.right, symbol):
            return statement
    return None


def _solving(reading: Reading, symbol: str, known: set[str]) -> tuple[Statement, Formula, bool]:
    """The equation that can be rearranged for `symbol`, and the result."""
    for statement in reading.statements:
        isolated = isolate(statement.equation, symbol)
        if isolated is None:
            continue
        defined = _defined(statement.equation)
        if (
            defined is not None
            and defined not in known
            and _is_elsewhere_unknown(reading, statement, defined)
        ):
            continue
        return statement, isolated.formula, isolated.has_branches
    if any(
        occurrences(side, symbol) for s in reading.statements for side in (s.equation.left, s.equation.right)
    ):
        raise NotPlannable(f"the equations cannot be rearranged for `{symbol}`")
    raise NotPlannable(f"no equation says what `{symbol}` is")


def _is_elsewhere_unknown(reading: Reading, statement: Statement, defined: str) -> bool:
    """Whether only this statement defines `defined`: then it is no source for another symbol."""
    return not any(_defined(s.equation) == defined for s in reading.statements if s is not statement)


def is_used(ordered: Ordered, symbol: str) -> bool:
    """Whether a step's formula holds the symbol."""
    return any(symbol in symbols(step.formula) for step in ordered.steps)


def is_bound(reading: Reading, parameter: str) -> bool:
    """Whether an argument stands for a symbol of the equations."""
    return any(b.parameter == parameter for b in reading.bindings)
