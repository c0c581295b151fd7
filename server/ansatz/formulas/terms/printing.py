"""A function of a term as Python source, for the sandbox: elementwise arithmetic only.

The source is written from the tree by this file; nothing of the text that it was parsed from is copied.
"""

from typing import Final

from ...core.term import Apply, Choice, Constant, Function, Name, Operation, Term
from .evaluate import Closure
from .functions import NoValue

_ELEMENTWISE: Final = frozenset({
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "exp", "expm1", "log",
    "log10", "log1p", "sqrt", "abs", "sign", "floor", "where", "minimum", "maximum",
})  # fmt: skip
_SIGNS: Final = {
    "+": "+", "-": "-", "*": "*", "/": "/", "**": "**", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
}  # fmt: skip


def printed(closure: Closure) -> str:
    """Source of an equal lambda over `np`. Raises `NoValue` where it holds more than arithmetic."""
    parameters = closure.function.parameters
    renamed = {name: f"x{number}" for number, name in enumerate(parameters)}
    return f"lambda {', '.join(renamed.values())}: {_printed(closure.function.body, closure, renamed)}"


def _printed(term: Term, closure: Closure, renamed: dict[str, str]) -> str:
    match term:
        case Constant(value=bool() | int() | float() | complex() as value):
            return _number(value)
        case Name(name=name) if name in renamed:
            return renamed[name]
        case Name(name=name):
            value = closure.names.get(name)
            if isinstance(value, bool | int | float | complex):
                return _number(value)
        case Operation(sign="neg", operands=(one,)):
            return f"(-{_printed(one, closure, renamed)})"
        case Operation(sign=sign, operands=(left, right)) if sign in _SIGNS:
            first, second = _printed(left, closure, renamed), _printed(right, closure, renamed)
            return f"({first} {_SIGNS[sign]} {second})"
        case Apply(function=function, arguments=arguments, named=()) if function in _ELEMENTWISE:
            return f"np.{function}({', '.join(_printed(a, closure, renamed) for a in arguments)})"
        case Choice() | Function():
            pass
        case _:
            pass
    raise NoValue("a function that is passed on may hold arithmetic and elementary functions only")


def _number(value: bool | int | float | complex) -> str:
    if isinstance(value, float) and (value != value or value in {float("inf"), float("-inf")}):
        return f'float("{value}")'
    return f"({value!r})"
