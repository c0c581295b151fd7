"""Settled tokens to a formula, by recursive descent; what two people could read differently is refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from ansatz.core.formula import (
    Add,
    Call,
    Constant,
    Divide,
    Formula,
    FunctionName,
    Integral,
    Multiply,
    Negate,
    Number,
    Power,
    Reduce,
    Symbol,
)

from .named import apply as apply_named
from .named import binomial, factorial
from .settle import settle
from .sums import INDEX_LETTERS, bare_elements, has_elements, has_index, infer_index, over_index
from .tokens import (
    ARGUMENT_COUNTS,
    CLOSERS,
    FUNCTIONS,
    INVERSE,
    MAXIMUM_NESTING,
    UNNORMALISED_NAMES,
    Token,
    Unread,
)
from .trees import symbols
from .vocabulary import Vocabulary

_MAXIMUM_DIVISIONS = 12
_BARE = ("name", "constant", "fraction", "root")
_RAISED_ORDERS = frozenset({"laguerre_l", "gegenbauer_c", "jacobi_p", "digamma", "polygamma", "normal_cdf"})

Shape = Literal["group", "number", "name", "function", "bare function", "loose power", "bare root", "power"]
"""How a factor ends on paper, which decides whether what follows can be misread."""


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


class _Factor(NamedTuple):
    formula: Formula
    shape: Shape
    is_absolute: bool = False
    is_norm: bool = False
    is_round: bool = False
    has_number_argument: bool = False


class _Item(NamedTuple):
    is_divided: bool
    formula: Formula


class Parser:
    def __init__(self, tokens: list[Token], vocabulary: Vocabulary, is_latex: bool) -> None:
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.is_latex = is_latex
        self.at = 0
        self.depth = 0
        self.open_bars = 0
        self.open_norms = 0

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
            if slash is not None and not self.is_latex:
                factor = self.glued(factor, slash)
            items.append(_Item(slash is not None, factor.formula))
            following = self.peek()
            if following is None:
                return items
            if self.is_operator("*", "·", "×"):
                self.check_explicit(factor, slash, following)
                sign = self.take()
                if sign.text != "*" and self.is_vector(factor.formula):
                    items[-1] = _Item(items[-1].is_divided, self.scalar_product(factor, sign))
                    factor = _Factor(items[-1].formula, "group")
                    if self.starts_factor(self.peek() or sign) or self.is_operator("*", "·", "×"):
                        raise Unread("a product of more than two vectors")
                    if self.is_operator("/"):
                        slash = self.take()
                        continue
                    return items
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

    def is_vector(self, formula: Formula) -> bool:
        """Whether the value has elements: a vector, or one with something done to each element."""
        vectors = self.vocabulary.vectors
        return bool(vectors) and bare_elements(formula, vectors, "i") != formula

    def scalar_product(self, left: _Factor, sign: Token) -> Formula:
        """`u · v` of two vectors; a number times a vector stays a product."""
        right = self.factor()
        if not self.is_vector(right.formula):
            return Multiply((left.formula, right.formula))
        if sign.text == "×":
            raise Unread("a product of vectors that may be their cross product")
        return Call("dot", (left.formula, right.formula))

    def _closes(self) -> bool:
        token = self.peek()
        return token is not None and token.kind in ("close", "comma", "bar", "normbar")

    def starts_factor(self, token: Token) -> bool:
        if token.kind == "bar":
            return self.open_bars == 0
        if token.kind == "normbar":
            return self.open_norms == 0
        return token.kind in (
            "number", "name", "constant", "function", "fraction", "vulgar", "root", "reduce", "open",
            "binomial", "integral", "special",
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
        is_raised = following.spaced and self.is_operator("^", "**", ahead=1)
        if following.kind == "number" and not (is_raised and factor.shape != "number"):
            raise Unread("a number after a symbol, without a sign")
        if factor.shape == "bare function" and following.kind not in ("function", "special"):
            raise Unread("a function without parentheses before a product")
        if factor.shape in ("loose power", "bare root"):
            raise Unread("a product after something without parentheses")
        if slash is not None and factor.shape != "group":
            is_plain_fraction = is_first_quotient and factor.shape == "number" and not slash.spaced
            if not (is_plain_fraction and following.spaced):
                raise Unread("a division followed by a product")

    def glued(self, factor: _Factor, slash: Token) -> _Factor:
        """`1 / 2π`: what is glued together behind a division with blanks around it is one denominator."""
        following = self.peek()
        if following is None or following.spaced or factor.shape not in ("number", "name"):
            return factor
        is_apart = slash.spaced and self.tokens[self.tokens.index(slash) + 1].spaced
        is_apart = is_apart and factor.shape != "number"  # `1 / 2mv²` is a half of it
        is_turn = factor.shape == "number" and following.kind == "constant" and following.text == "pi"
        if not (is_apart or is_turn) or following.kind not in ("name", "constant"):
            return factor
        parts = [factor.formula]
        begin = self.at
        while (token := self.peek()) is not None and not token.spaced and token.kind in ("name", "constant"):
            parts.append(self.factor().formula)
        after = self.peek()
        is_over = after is None or self._closes() or self.is_operator("+", "-")
        is_weighty = after is not None and after.spaced and after.kind in ("root", "function", "open")
        if not (is_over or is_weighty):
            self.at = begin
            return factor
        return _Factor(Multiply(tuple(parts)), "group")

    def applied(self, factor: _Factor) -> _Factor:
        """`F(x)` where an equation defines F puts it in; `K (1 + x)` is a product; `f(x)` is refused."""
        token = self.peek()
        if factor.shape != "name" or not isinstance(factor.formula, Symbol):
            return factor
        if token is None or token.kind != "open" or token.text != "(" or token.end == token.start:
            return factor
        name = factor.formula.name
        if name in self.vocabulary.functions and name not in self.vocabulary.parameters:
            return self.powered(_Factor(self.vocabulary.apply(name, self.argument_list()), "function"))
        if is_bare_list(self.tokens, self.at):
            raise Unread(f"{name}(…) may be a function or a product")
        return factor

    def powered(self, factor: _Factor) -> _Factor:
        """A function's value with an exponent after its parentheses."""
        token = self.peek()
        if token is not None and token.kind == "superscript":
            self.take()
            return _Factor(Power(factor.formula, _raised(token.text)), "power")
        if self.is_operator("^", "**"):
            exponent, shape = self.exponent(self.take().text)
            self.check_single_power()
            return _Factor(Power(factor.formula, exponent), shape)
        return factor

    def check_single_power(self) -> None:
        following = self.peek()
        if self.is_operator("^", "**") or (following is not None and following.kind == "superscript"):
            raise Unread("a power of a power without parentheses")

    def factor(self) -> _Factor:
        base = self.atom()
        token = self.peek()
        if token is not None and token.kind == "factorial":
            base = self.factorial(base)
            token = self.peek()
        if token is not None and token.kind == "subscript":
            base = self.norm_of_order(base)
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
        if base.shape == "bare function":
            raise Unread("a power after a function")
        self.check_single_power()
        if isinstance(base.formula, Symbol) and base.formula.name not in self.vocabulary.parameters:
            follower = self.peek()
            if follower is not None and follower.text == "(" and is_bare_list(self.tokens, self.at):
                raise Unread(f"{base.formula.name} with a mark and arguments may be a function")
        return _Factor(self.raised(base, exponent), shape)

    def factorial(self, base: _Factor) -> _Factor:
        if base.shape not in ("group", "number", "name"):
            raise Unread("a factorial of something without parentheses")
        return _Factor(factorial(base.formula, self.take().text), "group")

    def norm_of_order(self, base: _Factor) -> _Factor:
        """`‖u - v‖_p`."""
        token = self.take()
        match base.formula:
            case Call(function="norm", arguments=(vector, Number(text="2"))) if base.is_norm:
                order = self.within(token.rows[0][0])
                if order == Symbol("F"):
                    raise Unread("a norm of a matrix")
                return _Factor(Call("norm", (vector, order)), "group")
            case _ if base.is_round and self.vocabulary.specials.get("()") == "pochhammer":
                return _Factor(Call("pochhammer", (base.formula, self.within(token.rows[0][0]))), "group")
            case _:
                raise Unread("a subscript on something that is no name")

    def within(self, tokens: Sequence[Token]) -> Formula:
        """The formula of tokens that stand apart: limits, orders, the body of an integral."""
        self.depth += 1
        if self.depth > MAXIMUM_NESTING:
            raise Unread("nested too deeply")
        inner = Parser(settle(tokens, self.vocabulary, self.is_latex), self.vocabulary, self.is_latex)
        inner.depth = self.depth
        formula = inner.whole()
        self.depth -= 1
        return formula

    def list_within(self, tokens: Sequence[Token]) -> list[Formula]:
        """Formulas between commas; parentheses around them all are dropped."""
        if not tokens:
            return []
        held = list(tokens)
        if held[0].kind == "open" and held[-1].kind == "close" and held[0].text == "(":
            held = held[1:-1]
        return [self.within(part) for part in split(held, lambda token: token.kind == "comma")]

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
                if following.text == "/" and sign == "^" and token.text == "1":
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
        if (choose := self.peek()) is not None and choose.kind == "choose":
            self.take()
            formula = binomial(formula, self.sum())
        closing = self.take()
        if closing.kind != "close" or closing.text != CLOSERS[opening.text]:
            raise Unread("brackets that don't match")
        match opening.text:
            case "norm":
                return _Factor(Call("norm", (formula, Number("2"))), "group", is_norm=True)
            case "|":
                return _Factor(Call("abs", (formula,)), "group", is_absolute=True)
            case "floor" | "ceil":
                return _Factor(Call("floor" if opening.text == "floor" else "ceil", (formula,)), "group")
            case _:
                # LaTeX braces don't show, so they separate nothing for the eye.
                is_visible = opening.end > opening.start
                is_norm = isinstance(formula, Call) and formula.function == "norm"
                shape: Shape = "group" if is_visible or is_norm else "name" if _is_atom(formula) else "power"
                return _Factor(formula, shape, is_norm=is_norm, is_round=opening.text == "(" and is_visible)

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
            case "normbar":
                self.take()
                if self.open_norms:
                    raise Unread("double bars that may pair in two ways")
                self.open_norms += 1
                formula = self.sum()
                self.open_norms -= 1
                if self.take().kind != "normbar":
                    raise Unread("double bars that don't close")
                return _Factor(Call("norm", (formula, Number("2"))), "group", is_norm=True)
            case "fraction":
                self.take()
                top = self.group().formula
                return _Factor(Divide(top, self.group().formula), "group")
            case "binomial":
                self.take()
                top = self.group().formula
                return _Factor(binomial(top, self.group().formula), "group")
            case "integral":
                return self.integral()
            case "special":
                return self.special()
            case "root":
                return self.root()
            case "function":
                return self.function()
            case _:
                raise Unread(f"unexpected {token.text!r}")

    def integral(self) -> _Factor:
        token = self.take()
        variable = token.index
        lower, upper = (self.within(row[0]) for row in token.rows[:2])
        names = self.vocabulary.names | {variable}
        if variable in symbols(lower) or variable in symbols(upper):
            raise Unread("an integral up to its own variable")
        parameters = self.vocabulary.parameters - {variable}
        outer = self.vocabulary
        self.vocabulary = replace(outer, names=names, parameters=parameters)
        body = self.within(token.rows[2][0])
        self.vocabulary = outer
        return _Factor(Integral(variable, lower, upper, body), "group")

    def special(self) -> _Factor:
        """A function that the text names, with its orders: `K_p(b)`."""
        token = self.take()
        subs, supers = (self.list_within(row[0]) for row in token.rows)
        following = self.peek()
        if following is None or following.kind != "open" or following.end == following.start:
            raise Unread(f"{token.text} without its argument")
        meaning = self.vocabulary.specials[token.text]
        arguments = self.argument_list()
        if len(supers) == 1 and meaning not in _RAISED_ORDERS and supers != [Negate(Number("1"))]:
            if not isinstance(supers[0], Number):
                raise Unread("a function raised to something that is no number")
            return _Factor(Power(apply_named(meaning, subs, (), arguments), supers[0]), "power")
        return _Factor(apply_named(meaning, subs, supers, arguments), "function")

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
        if function in UNNORMALISED_NAMES:
            raise Unread(f"{function}, which has more than one convention")
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
        while (token := self.peek()) is not None and token.kind == "comma":
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
        formulas = [item.formula for item in items]
        declared = self.vocabulary.names
        index = token.index
        if not index and not any(
            has_elements(f, letter, declared) for f in formulas for letter in INDEX_LETTERS
        ):
            return self.unindexed(token, items, is_divided)
        index = index or infer_index(formulas)
        if is_divided and len(items) > 1:
            raise Unread("a division by a sum whose extent is open")
        last = max((n for n, item in enumerate(items) if has_index(item.formula, index)), default=None)
        if last is None:
            raise Unread(f"a {token.text} whose terms don't carry its index")
        body, rest = items[: last + 1], items[last + 1 :]
        if token.text != "sum" and (rest or not all(has_index(item.formula, index) for item in body)):
            raise Unread("a product whose extent is open")
        reduced = over_index(token, index, _product(body), declared - {index}, self.within)
        return [_Item(is_divided, reduced), *rest]

    def unindexed(self, token: Token, items: list[_Item], is_divided: bool) -> list[_Item]:
        """`sum((x - mean(x))**2)`: over the elements of vectors, in the parentheses that follow."""
        body = bare_elements(items[0].formula, self.vocabulary.vectors, "i")
        is_plain = token.text in ("sum", "prod") and not (token.rows[0][0] or token.rows[1][0])
        if body == items[0].formula or not is_plain:
            raise Unread("a sum without an index")
        if len(items) > 1 and bare_elements(_product(items[1:]), self.vocabulary.vectors, "i") != _product(
            items[1:]
        ):
            raise Unread("a sum whose extent is open")
        return [_Item(is_divided, Reduce("sum" if token.text == "sum" else "prod", "i", body)), *items[1:]]


def is_bare_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether `(t)` or `(x, t)`, nothing but names and numbers, stands at `at`."""
    place = at + 1
    while place + 1 < len(tokens) and tokens[place].kind in ("name", "run", "number", "constant"):
        follower = tokens[place + 1]
        if follower.kind == "close" and follower.text == ")":
            return True
        if follower.kind != "comma":
            return False
        place += 2
    return False


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
        case _ if degree.isdigit():
            return Power(formula, Divide(Number("1"), Number(degree)))
        case _:
            return Power(formula, Divide(Number("1"), Symbol(degree)))


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
    for name in FUNCTIONS.values():
        if name == token.text:
            return name
    raise Unread(f"the function {token.text}")
