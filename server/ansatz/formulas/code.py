"""Formulas as the Python that a person would write with NumPy and SciPy."""

import keyword
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
from .along import kinks
from .functions import FUNCTIONS
from .symbols import spelled
from .tree import children, free_indices, symbols, walk

_SUM, _PRODUCT, _UNARY, _POWER, _ATOM = range(1, 6)
_QUADRATURE: Final = "epsabs=0.0, epsrel=1e-10, limit=200"
_MOST_TERMS: Final = 4000


class NotExpressible(ValueError):
    """The formula has no plain counterpart in code."""


@dataclass(slots=True)
class Printer:
    """Prints formulas with `names` for symbols; notes what must be imported in `imports`.

    `spread` names the quantities that may be arrays of any shape: next to elements under an index
    they get a last axis of length one, so that the index runs over the last axis. `scalars` are
    certainly single numbers. Routines in `barred` (`scipy.special.erf`) are not called. What cannot be
    written in one expression becomes a function in `definitions`, to stand before the statement.
    """

    names: Mapping[str, str]
    spread: frozenset[str] = frozenset()
    per_element: frozenset[str] = frozenset()
    """Quantities that already carry the index on their last axis."""
    scalars: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    imports: set[str] = field(default_factory=set[str])
    definitions: list[str] = field(default_factory=list[str])
    defined: set[str] = field(default_factory=set[str])
    """Names of functions that stand in `definitions`, here or before an earlier statement."""
    window: tuple[int, int, int] = (0, 0, 1)
    """Elements left out at the front and the back of the innermost sum, and its first number."""
    is_inner: bool = False
    """Inside a function of single numbers: no quantity is an array there."""
    is_term: bool = False
    """Inside the terms of an endless series, where powers of plain numbers may overflow, which raises."""

    def text(self, formula: Formula) -> str:
        """The expression. Raises NotExpressible."""
        return self._printed(formula, 0, is_indexed=_has_index(formula))

    def _name(self, symbol: str, is_indexed: bool) -> str:
        name = self.names[symbol]
        if is_indexed and symbol in self.spread and symbol not in self.per_element and not self.is_inner:
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
            case Indexed():
                return self._element(formula), _ATOM
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
                return self._called(formula, is_indexed)
            case Reduce():
                return self._reduced(formula), _ATOM
            case Integral() | Series():
                return self._lifted(formula), _ATOM
            case Piecewise():
                return self._cases(formula, is_indexed), _ATOM

    def _power(self, base: Formula, exponent: Formula, is_indexed: bool) -> str:
        raised = exponent if not isinstance(exponent, Number) else Number(_tidy(exponent.text))
        if self.is_term and not isinstance(exponent, Number):
            self._use_numpy()
            below, above = (self._printed(part, 0, is_indexed) for part in (base, raised))
            return f"np.power({below}, {above}, dtype=float)"
        below = self._printed(base, _ATOM, is_indexed)
        return f"{below} ** {self._printed(raised, _UNARY, is_indexed)}"

    def _element(self, element: Indexed) -> str:
        front, back, _ = self.window
        start, stop = front + element.shift, back - element.shift
        name = self.names[element.base]
        if start < 0 or stop < 0:
            raise NotExpressible(f"an element beyond the ends of `{element.base}`")
        if not start and not stop:
            return name
        dots = "..., " if element.base in self.spread and not self.is_inner else ""
        return f"{name}[{dots}{start or ''}:{-stop or ''}]"

    def _called(self, call: Call, is_indexed: bool) -> tuple[str, int]:
        match call.function:
            case "mean" | "median" | "count" | "norm" | "dot" | "std" | "var":
                return self._of_vectors(call), _ATOM
            case "log":
                raise NotExpressible("a logarithm without a base")
            case "min" | "max":
                self._use_numpy()
                arguments = [self._printed(argument, 0, is_indexed) for argument in call.arguments]
                text = arguments[0]
                for argument in arguments[1:]:
                    text = f"np.{call.function}imum({text}, {argument})"
                return text, _ATOM
            case function if function in FUNCTIONS:
                return self._from_template(self._template(FUNCTIONS[function].code), call, is_indexed)
            case other:
                raise NotExpressible(f"`{other}` has no counterpart in NumPy or SciPy")

    def _template(self, templates: tuple[str, ...]) -> str:
        for template in templates:
            used = {word for word in template.replace("(", " ").replace(")", " ").split() if "." in word}
            full = {w.replace("np.", "numpy.").replace("special.", "scipy.special.") for w in used}
            if not full & self.barred:
                return template
        raise NotExpressible("a routine is needed that must not be called")

    def _from_template(self, template: str, call: Call, is_indexed: bool) -> tuple[str, int]:
        slots = ", ".join(f"{{{n}}}" for n in range(len(call.arguments)))
        is_plain = template.endswith(f"({slots})") and template.count("{") == len(call.arguments)
        arguments = [self._printed(a, 0 if is_plain else _ATOM, is_indexed) for a in call.arguments]
        if "np." in template:
            self._use_numpy()
        if "special." in template:
            self.imports.add("from scipy import special")
        is_atom = is_plain or template.startswith("(") or " / np.sqrt" not in template
        return template.format(*arguments), _ATOM if is_atom else _PRODUCT

    def _of_vectors(self, call: Call) -> str:
        """A statistic, norm or product of one-dimensional arrays."""
        self._use_numpy()
        vectors = [self._printed(argument, 0, is_indexed=False) for argument in call.arguments]
        match call.function:
            case "count":
                return f"np.size({vectors[0]})"
            case "norm":
                if call.arguments[1] == Number("2"):
                    return f"np.linalg.norm({vectors[0]})"
                return f"np.linalg.norm({vectors[0]}, {vectors[1]})"
            case "std" | "var":
                ddof = "" if call.arguments[1] == Number("0") else f", ddof={vectors[1]}"
                return f"np.{call.function}({vectors[0]}{ddof})"
            case function:
                return f"np.{function}({', '.join(vectors)})"

    def _reduced(self, reduce: Reduce) -> str:
        self._use_numpy()
        if free_indices(reduce.body) - {reduce.index}:
            raise NotExpressible("a sum over two indices at once")
        front, back = reduce.skip_front, reduce.skip_back
        inside = replace(self, window=(front, back, reduce.first))
        if any(isinstance(n, Symbol) and n.name == reduce.index for n in walk(reduce.body)):
            inside.names = {**self.names, reduce.index: self._numbers(reduce)}
        inner = inside._printed(reduce.body, 0, is_indexed=True)
        is_spread = any(isinstance(n, Symbol) and n.name in self.spread for n in walk(reduce.body)) or any(
            isinstance(n, Indexed) and n.base in self.per_element for n in walk(reduce.body)
        )
        return f"np.{reduce.operation}({inner}{', axis=-1' if is_spread and not self.is_inner else ''})"

    def _numbers(self, reduce: Reduce) -> str:
        """The running index as numbers, for a body that computes with it."""
        element = next(
            (n for n in walk(reduce.body) if isinstance(n, Indexed) and n.index == reduce.index), None
        )
        if element is None:
            raise NotExpressible(f"the range of `{reduce.index}` is open")
        length = f"np.shape({self.names[element.base]})[-1]"
        first = reduce.first + reduce.skip_front
        behind = reduce.first - reduce.skip_back
        end = f"{length} {'+' if behind > 0 else '-'} {abs(behind)}" if behind else length
        return f"np.arange({first}, {end})"

    def _lifted(self, formula: Integral | Series) -> str:
        """An integral or series as an expression where all is single numbers, else through a function."""
        arrays = [
            name
            for name in sorted(symbols(formula))
            if name in self.names and name not in self.scalars and name not in self._vectors(formula)
        ]
        inner = replace(self, is_inner=True)
        is_endless = isinstance(formula, Series) and formula.upper == Constant("inf")
        if (self.is_inner or not arrays) and not is_endless:
            return inner._integral(formula) if isinstance(formula, Integral) else inner._sum(formula)
        self._use_numpy()
        arguments = [self.names[name] for name in arrays]
        plain = [argument if argument.isidentifier() else f"q{n}" for n, argument in enumerate(arguments)]
        inner.names = {**self.names, **dict(zip(arrays, plain, strict=True))}
        name = self._free_name("integral" if isinstance(formula, Integral) else "series")
        body = (
            [f"return {inner._integral(formula)}"]
            if isinstance(formula, Integral)
            else inner._until_settled(formula)
            if is_endless
            else [f"return {inner._sum(formula)}"]
        )
        if self.is_inner:
            raise NotExpressible("an endless sum inside an integral or another sum")
        self.definitions.append(
            "\n".join([f"def {name}({', '.join(plain)}):", *(f"    {line}" for line in body)])
        )
        if not arguments:
            return f"{name}()"
        return f"np.vectorize({name}, otypes=[float])({', '.join(arguments)})[()]"

    def _vectors(self, formula: Formula) -> frozenset[str]:
        return frozenset(n.base for n in walk(formula) if isinstance(n, Indexed))

    def _free_name(self, wanted: str) -> str:
        name, number = wanted, 1
        while name in self.defined or name in self.names.values():
            number += 1
            name = f"{wanted}_{number}"
        self.defined.add(name)
        return name

    def _bound_name(self, variable: str) -> tuple[str, "Printer"]:
        """A name for a running variable, and a printer that knows it."""
        name = identifier(variable, frozenset(self.names.values()) | {"np", "special", "integrate"})
        return name, replace(self, names={**self.names, variable: name})

    def _integral(self, integral: Integral) -> str:
        self.imports.add("from scipy import integrate")
        name, inside = self._bound_name(integral.variable)
        low, high = self._printed(integral.lower, 0, False), self._printed(integral.upper, 0, False)
        body = inside._printed(integral.body, 0, is_indexed=False)
        corner = self._corner(integral)
        if corner is None:
            return f"integrate.quad(lambda {name}: {body}, {low}, {high}, {_QUADRATURE})[0]"
        # QUADPACK's extrapolation takes a corner inside an infinite range for something else.
        middle = corner if low == "-np.inf" else f"max({low}, {corner})"
        middle = middle if high == "np.inf" else f"min({middle}, {high})"
        part = f"integrate.quad(lambda {name}: {body}, start, end, {_QUADRATURE})[0]"
        return f"sum({part} for start, end in (({low}, {middle}), ({middle}, {high})))"

    def _corner(self, integral: Integral) -> str | None:
        """Where the integrand has its only corner known by sight: `0` for `|t|`, `a` for `|t - a|`."""
        if "inf" not in repr((integral.lower, integral.upper)):
            return None
        corners = {
            at
            for each in kinks(integral.body, integral.variable)
            if (at := _zero_of(each, integral.variable)) is not None
        }
        return self._printed(corners.pop(), 0, False) if len(corners) == 1 else None

    def _sum(self, series: Series) -> str:
        name, inside = self._bound_name(series.index)
        body = inside._printed(series.body, 0, is_indexed=False)
        lower = self._printed(series.lower, _SUM, False)
        if isinstance(series.upper, Number) and series.upper.text.isdigit():
            end = str(int(series.upper.text) + 1)
        else:
            end = f"int({self._printed(series.upper, 0, False)}) + 1"
        if not (isinstance(series.lower, Number) and series.lower.text.isdigit()):
            lower = f"int({lower})"
        numbers = f"range({lower}, {end})" if lower != "0" else f"range({end})"
        if series.operation == "sum":
            return f"sum({body} for {name} in {numbers})"
        self._use_numpy()
        return f"np.{series.operation}([{body} for {name} in {numbers}])"

    def _until_settled(self, series: Series) -> list[str]:
        """Statements that add terms until they no longer matter; single ones may vanish by symmetry."""
        if series.operation != "sum":
            raise NotExpressible("an endless product")
        self._use_numpy()
        name, inside = self._bound_name(series.index)
        inside.is_term = True
        body = inside._printed(series.body, 0, is_indexed=False)
        lower = self._printed(series.lower, _SUM, False)
        first = f"int({lower})" if not lower.isdigit() else lower
        numbers = f"range({first}, {first} + {_MOST_TERMS})" if first != "0" else f"range({_MOST_TERMS})"
        return [
            "total, quiet = 0.0, 0",
            f"for {name} in {numbers}:",
            f"    term = {body}",
            "    total += term",
            "    quiet = quiet + 1 if abs(term) <= 1e-17 * abs(total) else 0",
            "    if quiet == 4:",
            "        return total",
            "return np.nan",
        ]

    def _cases(self, cases: Piecewise, is_indexed: bool) -> str:
        if self.is_inner:
            return self._choice(cases)
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

    def _choice(self, cases: Piecewise) -> str:
        """One number by its conditions, as nested conditional expressions."""
        out = ""
        for branch in cases.branches:
            value = self._printed(branch.value, _SUM, is_indexed=False)
            if not branch.conditions:
                return f"({out}{value})"
            said = [
                f"{self._printed(c.left, _SUM, False)} {c.sign} {self._printed(c.right, _SUM, False)}"
                for c in branch.conditions
            ]
            out += f"{value} if {' and '.join(said)} else "
        self._use_numpy()
        return f"({out}np.nan)"

    def _condition(self, conditions: tuple[Compare, ...], is_indexed: bool) -> str:
        texts = [
            f"{self._printed(c.left, _SUM, is_indexed)} {c.sign} {self._printed(c.right, _SUM, is_indexed)}"
            for c in conditions
        ]
        return texts[0] if len(texts) == 1 else " & ".join(f"({text})" for text in texts)

    def _use_numpy(self) -> None:
        self.imports.add("import numpy as np")


def _zero_of(formula: Formula, variable: str) -> Formula | None:
    """Where `t`, `t - a` or `a - t` vanishes."""
    match formula:
        case Symbol(name=name) if name == variable:
            return Number("0")
        case Add(terms=(Symbol(name=name), Negate(operand=other))) if name == variable:
            return other if variable not in symbols(other) else None
        case Add(terms=(other, Negate(operand=Symbol(name=name)))) if name == variable:
            return other if variable not in symbols(other) else None
        case _:
            return None


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
    name = spelled(symbol).removesuffix("_literal").replace("[", "").replace("]", "")
    if name.startswith("bar(") and name.endswith(")"):
        name = f"{name[4:-1]}_bar"
    name = "".join(c if c.isalnum() or c == "_" else "_" for c in name).strip("_") or "value"
    if name[0].isdigit():
        name = f"q_{name}"
    while keyword.iskeyword(name) or name in taken:
        name += "_"
    return name
