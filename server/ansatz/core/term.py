"""Array calculations as data: what a claim that a model proposed computes with, never code.

A term is evaluated by `formulas.terms` alone, which knows a fixed list of functions and stops after a
fixed amount of work. Terms are not formulas: a formula is mathematics as a text writes it, a term is a
calculation with arrays, indices and bounded repetition.
"""

from dataclasses import dataclass
from typing import Literal

Sign = Literal[
    "+", "-", "*", "/", "//", "%", "**", "@", "==", "!=", "<", "<=", ">", ">=", "and", "or", "not", "neg"
]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a truth value, a word or nothing at all."""

    value: bool | int | float | complex | str | None


@dataclass(frozen=True, slots=True)
class Name:
    """A value that was given, the result of a call, or a variable of a repetition."""

    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """`[a, b]`, or `(a, b)` where `is_tuple`."""

    items: tuple["Term", ...]
    is_tuple: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One sign between two operands, or before one (`not`, `neg`). Elementwise, `@` excepted."""

    sign: Sign
    operands: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`if_true if condition else if_false`; only the chosen one is evaluated."""

    condition: "Term"
    if_true: "Term"
    if_false: "Term"


@dataclass(frozen=True, slots=True)
class Slice:
    """`start:stop:step` within an index."""

    start: "Term | None"
    stop: "Term | None"
    step: "Term | None"


@dataclass(frozen=True, slots=True)
class Item:
    """`of[index, …]`."""

    of: "Term"
    index: tuple["Term | Slice", ...]


@dataclass(frozen=True, slots=True)
class Apply:
    """A function of the fixed list, or a variable that holds one, applied."""

    function: str
    arguments: tuple["Term", ...]
    named: tuple[tuple[str, "Term"], ...] = ()


@dataclass(frozen=True, slots=True)
class Each:
    """`[body for names in over if condition]`; several loops nest, the first outermost."""

    body: "Term"
    loops: tuple[tuple[tuple[str, ...], "Term"], ...]
    condition: "Term | None" = None


@dataclass(frozen=True, slots=True)
class Function:
    """`lambda parameters: body`."""

    parameters: tuple[str, ...]
    body: "Term"


Term = Constant | Name | Listed | Operation | Choice | Item | Apply | Each | Function


@dataclass(frozen=True, slots=True)
class Definition:
    """What a function returns, by its parameters: named steps in order, then the value."""

    steps: tuple[tuple[str, Term], ...]
    value: Term
