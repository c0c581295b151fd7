"""Formulas as the Python that a person would write with NumPy."""

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..core.formula import (
    Add,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    Indexed,
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
from .symbols import spelled
from .tree import children, walk

_SUM, _PRODUCT, _UNARY, _POWER, _ATOM = range(1, 6)
_SPECIAL: Final = {"erf": "erf", "erfc": "erfc", "gamma": "gamma"}
_NUMPY: Final = {"ln": "log"}


class NotExpressible(ValueError):
    """The formula has no plain counterpart in code."""


@dataclass(slots=True)
class Printer:
    """Prints formulas with `names` for symbols; notes what must be imported in `imports`.

    `spread` names the quantities that may be arrays of any shape: next to elements under an index
    they get a last axis of length one, so that the index runs over the last axis.
    """

    names: Mapping[str, str]
    spread: frozenset[str] = frozenset()
    per_element: frozenset[str] = frozenset()
    """Quantities that already carry the index on their last axis."""
    imports: set[str] = field(default_factory=set[str])

    def text(self, formula: Formula) -> str:
        """The expression. Raises NotExpressible."""
        return self._printed(formula, 0, is_indexed=_has_index(formula))

    def _name(self, symbol: str, is_indexed: bool) -> str:
        name = self.names[symbol]
        if is_indexed and symbol in self.spread and symbol not in self.per_element:
            return f"{name}[..., np.newaxis]"
        return name

    def _printed(self, formula: Formula, outer: int, is_indexed: bool) -> str:
        text, own = self._with_strength(formula, is_indexed)
        return f"({text})" if own < outer else text

    def _with_strength(self, formula: Formula, is_indexed: bool) -> tuple[str, int]:
        def at(part: Formula, strength: int) -> str:
            return self._printed(part, strength, is_indexed)

        match formula:
            case Number(text=text):
                return text, _ATOM
            case Constant(name=name):
                self._use_numpy()
                return f"np.{name}", _ATOM
            case Symbol(name=name):
                return self._name(name, is_indexed), _ATOM
            case Indexed(base=base):
                return self.names[base], _ATOM
            case Add(terms=terms):
                text = at(terms[0], _SUM)
                for term in terms[1:]:
                    negative = isinstance(term, Negate)
                    part = term.operand if isinstance(term, Negate) else term
                    text += f" {'-' if negative else '+'} {at(part, _PRODUCT)}"
                return text, _SUM
            case Multiply(factors=factors):
                first = at(factors[0], _PRODUCT)
                return " * ".join([first, *(at(factor, _POWER) for factor in factors[1:])]), _PRODUCT
            case Divide(numerator=top, denominator=bottom):
                return f"{at(top, _PRODUCT)} / {at(bottom, _POWER)}", _PRODUCT
            case Negate(operand=operand):
                return f"-{at(operand, _UNARY)}", _UNARY if isinstance(operand, Symbol | Number) else _PRODUCT
            case Power(base=base, exponent=exponent):
                return self._power(base, exponent, is_indexed), _POWER
            case Call():
                return self._called(formula, is_indexed), _ATOM
            case Reduce():
                return self._reduced(formula), _ATOM
            case Piecewise():
                return self._cases(formula, is_indexed), _ATOM

    def _power(self, base: Formula, exponent: Formula, is_indexed: bool) -> str:
        raised = exponent if not isinstance(exponent, Number) else Number(_tidy(exponent.text))
        below = self._printed(base, _ATOM, is_indexed)
        return f"{below} ** {self._printed(raised, _UNARY, is_indexed)}"

    def _called(self, call: Call, is_indexed: bool) -> str:
        if call.function in {"mean", "count"}:
            vector = call.arguments[0]
            if not isinstance(vector, Symbol):
                raise NotExpressible(f"{call.function} of an expression")
            self._use_numpy()
            name = self.names[vector.name]
            return f"np.mean({name})" if call.function == "mean" else f"np.size({name})"
        if call.function == "log":
            raise NotExpressible("a logarithm without a base")
        arguments = [self._printed(argument, 0, is_indexed) for argument in call.arguments]
        if call.function in _SPECIAL:
            self.imports.add("from scipy import special")
            return f"special.{_SPECIAL[call.function]}({arguments[0]})"
        self._use_numpy()
        if call.function in {"cot", "sec", "csc"}:
            return f"(1.0 / np.{ {'cot': 'tan', 'sec': 'cos', 'csc': 'sin'}[call.function] }({arguments[0]}))"
        if call.function in {"min", "max"}:
            text = arguments[0]
            for argument in arguments[1:]:
                text = f"np.{call.function}imum({text}, {argument})"
            return text
        return f"np.{_NUMPY.get(call.function, call.function)}({', '.join(arguments)})"

    def _reduced(self, reduce: Reduce) -> str:
        self._use_numpy()
        inner = self._printed(reduce.body, 0, is_indexed=True)
        is_spread = any(isinstance(n, Symbol) and n.name in self.spread for n in walk(reduce.body)) or any(
            isinstance(n, Indexed) and n.base in self.per_element for n in walk(reduce.body)
        )
        return f"np.{reduce.operation}({inner}{', axis=-1' if is_spread else ''})"

    def _cases(self, cases: Piecewise, is_indexed: bool) -> str:
        self._use_numpy()
        conditions: list[str] = []
        values: list[str] = []
        default = "np.nan"
        for branch in cases.branches:
            value = self._printed(branch.value, 0, is_indexed)
            if not branch.conditions:
                default = value
                break
            conditions.append(self._condition(branch.conditions, is_indexed))
            values.append(value)
        return f"np.select([{', '.join(conditions)}], [{', '.join(values)}], default={default})"

    def _condition(self, conditions: tuple[Compare, ...], is_indexed: bool) -> str:
        texts = [
            f"{self._printed(c.left, _SUM, is_indexed)} {c.sign} {self._printed(c.right, _SUM, is_indexed)}"
            for c in conditions
        ]
        return texts[0] if len(texts) == 1 else " & ".join(f"({text})" for text in texts)

    def _use_numpy(self) -> None:
        self.imports.add("import numpy as np")


def _has_index(formula: Formula) -> bool:
    """Whether elements under an index occur outside any sum, so that the value carries the index."""
    match formula:
        case Indexed():
            return True
        case Reduce():
            return False
        case _:
            return any(_has_index(part) for part in children(formula))


def _tidy(number: str) -> str:
    return number[:-2] if number.endswith(".0") else number


def identifier(symbol: str, taken: frozenset[str]) -> str:
    """A Python name for a symbol, free of keywords and of `taken`: `lambda_1`, `S`, `x_bar`."""
    name = spelled(symbol).replace("[", "").replace("]", "")
    if name.startswith("bar(") and name.endswith(")"):
        name = f"{name[4:-1]}_bar"
    name = "".join(c if c.isalnum() or c == "_" else "_" for c in name).strip("_") or "value"
    if name[0].isdigit():
        name = f"q_{name}"
    while keyword.iskeyword(name) or name in taken:
        name += "_"
    return name
