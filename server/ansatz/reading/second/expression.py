"""Tokens to a formula tree, by recursive descent; what two people could read differently is refused."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from ansatz.core.formula import (
    Add,
    Branch,
    Call,
    Compare,
    ComparisonSign,
    Constant,
    Divide,
    Formula,
    FunctionName,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Symbol,
)

from .sums import has_index, infer_index, over_index
from .tokens import ARGUMENT_COUNTS, CLOSERS, INVERSE, MAXIMUM_NESTING, Token, Unread

_CONSTANT_LETTERS = frozenset({"R", "c", "h", "G"})
_SIGNS: dict[str, ComparisonSign] = {
    "<": "<", "<=": "<=", ">": ">", ">=": ">=", "!=": "!=", "==": "==", "=": "==",
}  # fmt: skip

_MAXIMUM_DIVISIONS = 12
_BARE = ("name", "constant", "fraction", "root")

Shape = Literal["group", "number", "name", "function", "bare function", "loose power", "bare root", "power"]
"""How a factor ends on paper, which decides whether what follows can be misread."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the docstring declares: symbols that are whole names, and names written with arguments."""

    names: frozenset[str] = frozenset()
    functional: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])


class _Factor(NamedTuple):
    formula: Formula
    shape: Shape
    is_absolute: bool = False
    has_number_argument: bool = False


class _Item(NamedTuple):
    is_divided: bool
    formula: Formula


def parse(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> Formula:
    """The formula that `tokens` spell, all of them. Raises `Unread` where that is not certain."""
    if len(tokens) == 1 and tokens[0].kind == "cases":
        return _cases(tokens[0], vocabulary)
    return _Parser(settle(tokens, vocabulary, is_latex), vocabulary, is_latex).whole()


def conditions(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> tuple[Compare, ...]:
    """The comparisons that `0.1 <= Re < 1000` or `x > 0 and y > 0` make."""
    compares: list[Compare] = []
    for part in split(tokens, lambda token: token.kind == "comma" or token.text == "and"):
        sides = split(part, lambda token: token.kind == "relation")
        signs = [token for token in _outside(part) if token.kind == "relation"]
        if not signs or any(not side for side in sides):
            raise Unread("a condition that is no comparison")
        formulas = [parse(side, vocabulary, is_latex) for side in sides]
        for number, sign in enumerate(signs):
            compares.append(Compare(_SIGNS[sign.text], formulas[number], formulas[number + 1]))
    return tuple(compares)


def _cases(token: Token, vocabulary: Vocabulary) -> Piecewise:
    branches: list[Branch] = []
    for number, row in enumerate(token.rows):
        cells = [_trimmed(cell) for cell in row]
        if len(cells) == 1:
            parts = split(cells[0], lambda token: token.kind in ("comma", "words", "gap"))
            cells = [_trimmed(parts[0]), _trimmed(cells[0][len(parts[0]) :])]
        if len(cells) != 2 or not cells[0]:
            raise Unread("a case that is not a value and a condition")
        value = parse(cells[0], vocabulary, True)
        condition = cells[1]
        if [token.text for token in condition] in (["otherwise"], ["else"]):
            if number != len(token.rows) - 1:
                raise Unread("cases after `otherwise`")
            branches.append(Branch(value, ()))
        else:
            if condition and condition[0].kind == "words" and condition[0].text in ("if", "for", "when"):
                condition = condition[1:]
            branches.append(Branch(value, conditions(condition, vocabulary, True)))
    if len(branches) < 2:
        raise Unread("a single case")
    return Piecewise(tuple(branches))


def _trimmed(tokens: Sequence[Token]) -> list[Token]:
    kept = [token for token in tokens if token.kind != "gap"]
    while kept and kept[-1].kind == "comma":
        kept.pop()
    while kept and kept[0].kind == "comma":
        kept.pop(0)
    return kept


def _outside(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside all brackets."""
    depth = 0
    kept: list[Token] = []
    for token in tokens:
        if token.kind == "close":
            depth -= 1
        if depth == 0 and token.kind not in ("open", "close"):
            kept.append(token)
        if token.kind == "open":
            depth += 1
    return kept


def split(tokens: Sequence[Token], is_separator: Callable[[Token], bool]) -> list[list[Token]]:
    """`tokens` at each separator outside all brackets; separators are dropped."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
        if depth == 0 and is_separator(token):
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def settle(tokens: Sequence[Token], vocabulary: Vocabulary, is_latex: bool) -> list[Token]:
    """Runs of letters resolved into names: whole where declared, letter by letter where each is."""
    settled: list[Token] = []
    for token in tokens:
        if token.kind == "gap":
            continue
        if token.kind != "run":
            settled.append(token)
            continue
        whole = token.text + token.sub
        names = [*token.text[:-1], token.text[-1] + token.sub]
        known = vocabulary.names | _CONSTANT_LETTERS
        if (
            len(token.text) > 1
            and whole not in vocabulary.names
            and token.text.isalpha()
            and all(name in known for name in names)
        ):
            if names[0] == "d":
                raise Unread("a d before a symbol may be a differential")
            for place, name in enumerate(names):
                start = token.start + place
                end = token.end if place == len(names) - 1 else start + 1
                settled.append(Token("name", name, start, end, token.spaced and place == 0))
        else:
            settled.append(Token("name", whole, token.start, token.end, token.spaced))
    for first, second in pairwise(settled):
        if first.text == "d" and first.kind == second.kind == "name" and (is_latex or not second.spaced):
            raise Unread("a d before a symbol may be a differential")
    return settled


class _Parser:
    def __init__(self, tokens: list[Token], vocabulary: Vocabulary, is_latex: bool) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.is_latex = is_latex
        self.at = 0
        self.depth = 0
        self.open_bars = 0

    def whole(self) -> Formula:
        formula = self.sum()
        if self.at != len(self.tokens):
            raise Unread(f"unexpected {self.tokens[self.at].text!r}")
        return formula

    def peek(self, ahead: int = 0) -> Token | None:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else None

    def take(self) -> Token:
        token = self.peek()
        if token is None:
            raise Unread("an equation that ends too early")
        self.at += 1
        return token

    def is_operator(self, *texts: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.kind == "operator" and token.text in texts

    def sum(self) -> Formula:
        self.depth += 1
        if self.depth > MAXIMUM_NESTING:
            raise Unread("nested too deeply")
        terms: list[Formula] = []
        is_negative = False
        if self.is_operator("+", "-"):
            is_negative = self.take().text == "-"
        while True:
            term = self.term()
            terms.append(Negate(term) if is_negative else term)
            if not self.is_operator("+", "-"):
                break
            is_negative = self.take().text == "-"
            if self.is_operator("+", "-"):
                raise Unread("two signs in a row")
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def term(self) -> Formula:
        return _product(self.items())

    def items(self) -> list[_Item]:
        """The factors of one term, each multiplied or divided."""
        items: list[_Item] = []
        slash: Token | None = None  # the last operator, where it is a division
        has_absolute = False
        while True:
            token = self.peek()
            if token is not None and token.kind == "reduce":
                items.extend(self.reduction(slash is not None))
                return items
            factor = self.factor()
            factor = self.applied(factor)
            items.append(_Item(slash is not None, factor.formula))
            following = self.peek()
            if following is None:
                return items
            if self.is_operator("*", "·"):
                self.check_explicit(factor, slash, following)
                self.take()
                slash = None
                if self.is_operator("-") and following.text == "*":
                    self.take()
                    last = self.factor()
                    items.append(_Item(False, Negate(last.formula)))
                    if not (self.peek() is None or self.is_operator("+", "-") or self._closes()):
                        raise Unread("a sign inside a product")
                    return items
            elif self.is_operator("/"):
                self.check_division(factor, slash, following)
                slash = self.take()
            elif self.starts_factor(following):
                is_first_quotient = len(items) == 2 and isinstance(items[0].formula, Number)
                self.check_adjacent(factor, slash, following, is_first_quotient)
                has_absolute = has_absolute or factor.is_absolute
                if following.kind == "bar" and has_absolute:
                    raise Unread("bars that may pair in two ways")
                slash = None
            else:
                return items

    def _closes(self) -> bool:
        token = self.peek()
        return token is not None and token.kind in ("close", "comma", "bar")

    def starts_factor(self, token: Token) -> bool:
        if token.kind == "bar":
            return self.open_bars == 0
        return token.kind in (
            "number", "name", "constant", "function", "fraction", "vulgar", "root", "reduce", "open",
        )  # fmt: skip

    def check_explicit(self, factor: _Factor, slash: Token | None, sign: Token) -> None:
        """Refuse `a / b·c` and its like, where the sign's spacing or weight speaks for a/(b·c)."""
        if factor.shape == "bare function" and not (self.is_latex or sign.spaced):
            raise Unread("a function without parentheses before a product")
        if slash is None or factor.shape in ("group", "number"):
            return
        is_tight = not slash.spaced
        if sign.text == "*":
            if not is_tight and not sign.spaced:
                raise Unread("a division whose extent the spacing leaves open")
        elif not (is_tight and sign.spaced) or self.is_latex:
            raise Unread("a division followed by a product")

    def check_division(self, factor: _Factor, slash: Token | None, sign: Token) -> None:
        if factor.shape == "bare function" and not factor.has_number_argument:
            raise Unread("a function without parentheses before a division")
        if factor.shape == "loose power" and not sign.spaced:
            raise Unread("an exponent before a division")

    def check_adjacent(
        self, factor: _Factor, slash: Token | None, following: Token, is_first_quotient: bool
    ) -> None:
        """Refuse a product without a sign wherever it could be grouped otherwise."""
        if following.kind == "number":
            raise Unread("a number after a symbol, without a sign")
        if factor.shape == "bare function" and following.kind != "function":
            raise Unread("a function without parentheses before a product")
        if factor.shape in ("loose power", "bare root"):
            raise Unread("a product after something without parentheses")
        if slash is not None and factor.shape != "group":
            is_plain_fraction = is_first_quotient and factor.shape == "number" and not slash.spaced
            if not (is_plain_fraction and following.spaced):
                raise Unread("a division followed by a product")

    def applied(self, factor: _Factor) -> _Factor:
        """`A(t)` where A was introduced so is A; `K (1 + x)` is a product; `f(x)` is refused."""
        token = self.peek()
        if factor.shape != "name" or not isinstance(factor.formula, Symbol):
            return factor
        if token is None or token.kind != "open" or token.text != "(":
            return factor
        arguments, over = bare_arguments(self.tokens, self.at)
        if arguments is None:
            return factor
        if self.vocabulary.functional.get(factor.formula.name) != arguments:
            raise Unread(f"{factor.formula.name}({', '.join(arguments)}) may be a function or a product")
        self.at = over
        following = self.peek()
        if following is not None and (following.kind == "superscript" or following.text in ("^", "**")):
            raise Unread("a power of a function's value")
        return factor

    def factor(self) -> _Factor:
        base = self.atom()
        token = self.peek()
        if token is None:
            return base
        if token.kind == "superscript":
            if base.shape == "bare root":
                raise Unread("a power after a root without parentheses")
            self.take()
            exponent, shape = _raised(token.text), "power"
        elif token.kind == "operator" and token.text in ("^", "**"):
            if base.shape == "bare root":
                raise Unread("a power after a root without parentheses")
            self.take()
            exponent, shape = self.exponent(token.text)
        else:
            return base
        if base.shape in ("function", "bare function") and self.is_latex:
            raise Unread("a power after a function")
        if base.shape == "bare function":
            raise Unread("a power after a function")
        if self.is_operator("^", "**") or ((following := self.peek()) and following.kind == "superscript"):
            raise Unread("a power of a power without parentheses")
        return _Factor(self.raised(base, exponent), shape)

    def raised(self, base: _Factor, exponent: Formula) -> Formula:
        if base.formula != Symbol("e") or "e" in self.vocabulary.names:
            if base.formula == Symbol("e") and not isinstance(exponent, Number):
                raise Unread("e is declared, and used as a base of powers")
            return Power(base.formula, exponent)
        if isinstance(exponent, Number):
            raise Unread("e with a number for exponent may be the elementary charge")
        return Call("exp", (exponent,))

    def exponent(self, sign: str) -> tuple[Formula, Shape]:
        token = self.peek()
        if token is not None and token.kind == "open":
            return self.group().formula, "power"
        is_negative = self.is_operator("-")
        if is_negative:
            self.take()
        token = self.take()
        formula: Formula
        if token.kind == "number":
            formula = Number(token.text)
            shape: Shape = "power"
            following = self.peek()
            if following is not None and not following.spaced:
                if self.starts_factor(following):
                    raise Unread("an exponent glued to what follows")
                if following.text == "/" and sign == "^":
                    raise Unread("an exponent that may be a fraction")
        elif token.kind in ("name", "constant"):
            formula = Symbol(token.text) if token.kind == "name" else _constant(token)
            shape = "loose power"
        else:
            raise Unread("an exponent without parentheses")
        return (Negate(formula) if is_negative else formula), shape

    def group(self) -> _Factor:
        """A bracketed expression; `|x|` and the floor and ceiling brackets apply their function."""
        opening = self.take()
        outer, self.open_bars = self.open_bars, 0
        formula = self.sum()
        self.open_bars = outer
        closing = self.take()
        if closing.kind != "close" or closing.text != CLOSERS[opening.text]:
            raise Unread("brackets that don't match")
        match opening.text:
            case "|":
                return _Factor(Call("abs", (formula,)), "group", is_absolute=True)
            case "floor" | "ceil":
                return _Factor(Call("floor" if opening.text == "floor" else "ceil", (formula,)), "group")
            case _:
                # LaTeX braces don't show, so they separate nothing for the eye.
                is_visible = opening.end > opening.start
                return _Factor(formula, "group" if is_visible else "name" if _is_atom(formula) else "power")

    def atom(self) -> _Factor:
        token = self.peek()
        if token is None:
            raise Unread("an equation that ends too early")
        match token.kind:
            case "number":
                self.take()
                return _Factor(Number(token.text), "number")
            case "vulgar":
                self.take()
                top, bottom = token.text.split("/")
                return _Factor(Divide(Number(top), Number(bottom)), "group")
            case "constant":
                self.take()
                return _Factor(_constant(token), "name")
            case "name":
                self.take()
                return _Factor(Symbol(token.text), "name")
            case "open":
                return self.group()
            case "bar":
                self.take()
                self.open_bars += 1
                formula = self.sum()
                self.open_bars -= 1
                if self.take().kind != "bar":
                    raise Unread("a bar that doesn't close")
                return _Factor(Call("abs", (formula,)), "group", is_absolute=True)
            case "fraction":
                self.take()
                top = self.group().formula
                return _Factor(Divide(top, self.group().formula), "group")
            case "root":
                return self.root()
            case "function":
                return self.function()
            case _:
                raise Unread(f"unexpected {token.text!r}")

    def root(self) -> _Factor:
        token = self.take()
        degree = token.sub or token.text
        following = self.peek()
        if following is not None and following.kind == "open":
            return _Factor(_root(self.group().formula, degree), "group")
        if following is None or following.kind not in ("name", "number", "constant"):
            raise Unread("a root of something without parentheses")
        return _Factor(_root(self.atom().formula, degree), "bare root")

    def function(self) -> _Factor:
        token = self.take()
        function: FunctionName = _function_name(token)
        power: Formula | None = None
        following = self.peek()
        if following is not None and (following.kind == "superscript" or self.is_operator("^")):
            self.take()
            power = _raised(following.text) if following.kind == "superscript" else self.exponent("^")[0]
            if power == Negate(Number("1")):
                if function not in INVERSE:
                    raise Unread(f"an inverse of {function}")
                function, power = INVERSE[function], None
            elif not isinstance(power, Number):
                raise Unread("a function raised to something that is no number")
            following = self.peek()
        arguments, shape, is_number = self.arguments(function, following)
        low, high = ARGUMENT_COUNTS.get(function, (1, 1))
        if not low <= len(arguments) <= high:
            raise Unread(f"{function} of {len(arguments)} arguments")
        call = Call(function, arguments)
        return _Factor(Power(call, power) if power else call, shape, has_number_argument=is_number)

    def arguments(
        self, function: FunctionName, following: Token | None
    ) -> tuple[tuple[Formula, ...], Shape, bool]:
        if following is not None and following.kind == "open":
            is_visible = following.end > following.start
            if following.text in "([{" and is_visible:
                return self.argument_list(), "function", False
            inner = self.group().formula
            return (inner,), ("function" if is_visible else "bare function"), isinstance(inner, Number)
        if function in ARGUMENT_COUNTS:
            raise Unread(f"{function} without parentheses")
        formula = self.bare_argument()
        return (formula,), "bare function", isinstance(formula, Number)

    def argument_list(self) -> tuple[Formula, ...]:
        opening = self.take()
        outer, self.open_bars = self.open_bars, 0
        arguments = [self.sum()]
        while (token := self.peek()) is not None and token.kind == "comma" and token.text == ",":
            self.take()
            arguments.append(self.sum())
        self.open_bars = outer
        closing = self.take()
        if closing.kind != "close" or closing.text != CLOSERS[opening.text]:
            raise Unread("brackets that don't match")
        return tuple(arguments)

    def bare_argument(self) -> Formula:
        """What a function without parentheses applies to: one factor, or `2x`, or `2π f t`."""
        self.depth += 1
        if self.depth > MAXIMUM_NESTING:
            raise Unread("nested too deeply")
        token = self.peek()
        if token is None or token.kind in ("operator", "reduce"):
            raise Unread("a function without an argument")
        factors = [self.factor()]
        if factors[0].shape in ("number", "name") and not isinstance(factors[0].formula, Symbol):
            limit = 2
            while (token := self.peek()) is not None and token.kind in _BARE:
                # `2 x` with a blank could be a product after sin 2; a multiple of pi could not.
                has_pi = any(f.formula == Constant("pi") for f in factors) or token.text == "pi"
                if not has_pi and (len(factors) >= limit or (token.spaced and not self.is_latex)):
                    raise Unread("a function without parentheses before a product")
                factors.append(self.factor())
        if any(factor.shape in ("loose power", "bare root") for factor in factors):
            raise Unread("a function without parentheses")
        self.depth -= 1
        return _product([_Item(False, factor.formula) for factor in factors])

    def reduction(self, is_divided: bool) -> list[_Item]:
        """A sum or product over an index: its body reaches to the last factor that carries the index."""
        self.depth += 1
        if self.depth > MAXIMUM_NESTING:
            raise Unread("nested too deeply")
        token = self.take()
        items = self.items()
        self.depth -= 1
        index = token.index or infer_index([item.formula for item in items])
        if is_divided and len(items) > 1:
            raise Unread("a division by a sum whose extent is open")
        last = max((n for n, item in enumerate(items) if has_index(item.formula, index)), default=None)
        if last is None:
            raise Unread(f"a {token.text} whose terms don't carry its index")
        body, rest = items[: last + 1], items[last + 1 :]
        if token.text == "prod" and (rest or not all(has_index(item.formula, index) for item in body)):
            raise Unread("a product whose extent is open")
        reduced = over_index(token, index, _product(body), self.vocabulary.names)
        return [_Item(is_divided, reduced), *rest]


def bare_arguments(tokens: Sequence[Token], at: int) -> tuple[tuple[str, ...] | None, int]:
    """The names in `(t)` or `(x, t)` at `at`, and where the list is over; None for anything else."""
    names: list[str] = []
    place = at + 1
    while place + 1 < len(tokens) and tokens[place].kind in ("name", "run", "number", "constant"):
        names.append(tokens[place].text + tokens[place].sub)
        follower = tokens[place + 1]
        if follower.kind == "close" and follower.text == ")":
            return tuple(names), place + 2
        if follower.kind != "comma":
            return None, at
        place += 2
    return None, at


def _product(items: Sequence[_Item]) -> Formula:
    """Factors multiplied and divided from left to right."""
    if sum(item.is_divided for item in items) > _MAXIMUM_DIVISIONS:
        raise Unread("too many divisions in a row")
    factors: list[Formula] = [items[0].formula]
    for item in items[1:]:
        if item.is_divided:
            top = factors[0] if len(factors) == 1 else Multiply(tuple(factors))
            factors = [Divide(top, item.formula)]
        else:
            factors.append(item.formula)
    return factors[0] if len(factors) == 1 else Multiply(tuple(factors))


def _root(formula: Formula, degree: str) -> Formula:
    match degree:
        case "" | "2":
            return Call("sqrt", (formula,))
        case "3":
            return Call("cbrt", (formula,))
        case _:
            return Power(formula, Divide(Number("1"), Number(degree)))


def _raised(text: str) -> Formula:
    """A Unicode exponent: `-1`, `2`, `n`."""
    digits = text.lstrip("-")
    if text.count("-") > 1 or not digits or "+" in digits:
        raise Unread("an unusual exponent")
    if digits == "n":
        formula: Formula = Symbol("n")
    elif digits.isdigit():
        formula = Number(digits)
    else:
        raise Unread("an unusual exponent")
    return Negate(formula) if text.startswith("-") else formula


def _constant(token: Token) -> Constant:
    return Constant("pi") if token.text == "pi" else Constant("inf")


def _is_atom(formula: Formula) -> bool:
    return isinstance(formula, Symbol | Number | Constant)


def _function_name(token: Token) -> FunctionName:
    for name in FUNCTION_NAMES:
        if name == token.text:
            return name
    raise Unread(f"the function {token.text}")


FUNCTION_NAMES: tuple[FunctionName, ...] = (
    "abs", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctan2", "arctanh", "cbrt", "ceil",
    "cos", "cosh", "cot", "csc", "erf", "erfc", "exp", "floor", "hypot", "ln", "log", "log10",
    "log2", "max", "min", "sec", "sign", "sin", "sinh", "sqrt", "tan", "tanh",
)  # fmt: skip
