"""Tokens to formula tree, with a note wherever the notation leaves more than one way to read it.

A recursive descent over the tokens of either notation. What it builds is data; functions that a text
defines itself appear as calls of their own names, for the reader to replace.
"""

from typing import Final, TypeVar, cast

from ..core.formula import (
    Add,
    Call,
    Compare,
    ComparisonSign,
    Constant,
    ConstantName,
    Divide,
    Formula,
    FunctionName,
    Integral,
    Multiply,
    Negate,
    Number,
    Power,
    Reduce,
    ReductionName,
    Series,
    Symbol,
)
from .functions import FUNCTIONS, arity
from .tokens import CLOSING, GLUED, OPENING, NotRead, Token, check_depth

_INVERSES: Final[dict[str, FunctionName]] = {
    "sin": "arcsin", "cos": "arccos", "tan": "arctan", "sinh": "arcsinh", "cosh": "arccosh",
    "tanh": "arctanh",
}  # fmt: skip
_SUPERSCRIBED: Final[dict[str, FunctionName]] = {
    "laguerre_l": "assoc_laguerre", "gegenbauer_c": "gegenbauer_c", "jacobi_p": "jacobi_p",
    "legendre_p": "jacobi_p",
}  # fmt: skip
"""Polynomials with parameters written as `L_n^{(α)}(x)`."""
_BARE: Final = frozenset({"NUM", "SYM", "CONST", "FRAC", "ROOT", "BINOM"})
_FACTORS: Final = _BARE | {
    "LPAR", "LBRACE", "LBAR", "LNORM", "LFLOOR", "LCEIL", "FUNC", "EULER", "VECTOR", "REDUCE", "INT",
    "LOGBASE", "CUBEROOT", "DIFF",
}  # fmt: skip
_OPEN_END: Final = frozenset({"SYM", "NUM", "CONST"})
"""What may still belong below the stroke of `1/2π` though a blank parts it."""
OPEN_STROKE: Final = "after `a / b` a factor follows without a sign"
_T = TypeVar("_T")
_BRACKETED: Final = tuple(["LBRACE", "LPAR", kind, "RPAR", "RBRACE"] for kind in ("SYM", "NUM"))
_END: Final = Token("END", "the end")
_DIFFERENTIAL: Final = "\0d:"


def build_relation(tokens: list[Token]) -> tuple[list[Formula], tuple[str, ...]]:
    """The sides of `a = b = …` and the ambiguities met. Raises NotRead."""
    parser = _Parser(tokens)
    sides = [parser.sum()]
    while parser.took("EQ"):
        sides.append(parser.sum())
    return parser.finished(sides)


def build_condition(tokens: list[Token]) -> tuple[list[Compare], tuple[str, ...]]:
    """A chained comparison as one comparison for each sign. Raises NotRead."""
    parser = _Parser(tokens)
    compared = parser.comparison()
    if not compared:
        raise NotRead("no comparison")
    return parser.finished(compared)


def build_sum(tokens: list[Token]) -> tuple[Formula, tuple[str, ...]]:
    """One formula. Raises NotRead."""
    parser = _Parser(tokens)
    return parser.finished(parser.sum())


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        check_depth(tokens)
        self.tokens = tokens
        self.at: int = 0
        self.notes: list[str] = []
        self.slashes: set[int] = set()
        self.grouped: set[int] = set()
        self.vectors: set[str] = _inside_norms(tokens)
        self.bare_calls: set[int] = set()
        self.glued: set[int] = set()
        """Groups without brackets of their own, and quotients that end with one."""
        self.is_bounded_ahead = False
        """Whether the differential that ends the integral being read stands at this depth."""
        self.kept: list[Formula] = []  # keeps nodes alive, so that an id stays one node's

    # What is ahead.

    @property
    def ahead(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def sees(self, kind: str) -> bool:
        """Whether the next token is of `kind`."""
        return self.ahead.type == kind

    def took(self, kind: str) -> bool:
        """Whether the next token is of `kind`; then it is passed."""
        if self.ahead.type != kind:
            return False
        self.at += 1
        return True

    def expect(self, kind: str) -> None:
        if not self.took(kind):
            raise NotRead(f"`{self.ahead.value or self.ahead.type}` was not expected there")

    def finished(self, result: _T) -> tuple[_T, tuple[str, ...]]:
        if self.ahead is not _END:
            raise NotRead(f"`{self.ahead.value or self.ahead.type}` was not expected there")
        return result, tuple(dict.fromkeys(self.notes))

    # Sums and products.

    def comparison(self) -> list[Compare]:
        left = self.sum()
        found: list[Compare] = []
        while self.ahead.type in {"CMP", "EQ"}:
            sign = "==" if self.ahead.type == "EQ" else self.ahead.value
            self.at += 1
            right = self.sum()
            found.append(Compare(cast(ComparisonSign, sign), left, right))
            left = right
        return found

    def sum(self) -> Formula:
        if self.took("MINUS"):
            terms: list[Formula] = [Negate(self.product())]
        else:
            self.took("PLUS")
            terms = [self.product()]
        while self.ahead.type in {"PLUS", "MINUS"}:
            negative = self.ahead.type == "MINUS"
            self.at += 1
            if self.took("MINUS"):
                negative = not negative
            term = self.product()
            terms.append(Negate(term) if negative else term)
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def product(self) -> Formula:
        left = self.factor()
        while True:
            kind = self.ahead.type
            if kind in {"TIMES", "DOT", "SLASH"}:
                self.at += 1
                negative = self.took("MINUS")
                if not negative:
                    self.took("PLUS")
                right = self.factor()
                right = Negate(right) if negative else right
                left = self._joined(kind, left, right)
            elif kind in _FACTORS and not (kind == "DIFF" and self.is_bounded_ahead):
                if id(left) in self.slashes or (id(left) in self.glued and kind in _OPEN_END):
                    self.notes.append(OPEN_STROKE)
                left = self._times(left, self.factor())
            else:
                return left

    def _joined(self, kind: str, left: Formula, right: Formula) -> Formula:
        if kind == "SLASH":
            return self._slash(left, right)
        if self._is_vector(left) and self._is_vector(right):
            if kind != "DOT":
                raise NotRead("a product of vectors other than the dot product")
            return Call("dot", (left, right))
        return self._times(left, right)

    def _slash(self, left: Formula, right: Formula) -> Formula:
        quotient = Divide(left, right)
        is_ratio = isinstance(left, Number | Constant) and isinstance(right, Number | Constant)
        # After `1/(2 pi)` the bracket says where the denominator ends.
        if not is_ratio and id(right) not in self.grouped:
            self.slashes.add(id(quotient))
            self.kept.append(quotient)
        if id(right) in self.glued:
            self.glued.add(id(quotient))
            self.kept.append(quotient)
        if isinstance(left, Call) and id(left) in self.bare_calls and isinstance(right, Number):
            self.notes.append("after a function without brackets `/` follows")
        return quotient

    def _times(self, left: Formula, right: Formula) -> Formula:
        if isinstance(left, Multiply) and id(left) not in self.grouped:
            return Multiply((*left.factors, right))
        return Multiply((left, right))

    def _is_vector(self, formula: Formula) -> bool:
        match formula:
            case Symbol(name=name):
                return name in self.vectors
            case Negate(operand=operand):
                return self._is_vector(operand)
            case Add(terms=terms):
                return any(self._is_vector(term) for term in terms)
            case Multiply(factors=factors):
                return sum(self._is_vector(factor) for factor in factors) == 1
            case Divide(numerator=top):
                return self._is_vector(top)
            case _:
                return False

    # Factors: atoms, functions, and what may follow them.

    def factor(self) -> Formula:
        if self.ahead.type == "REDUCE" and self.ahead.value.endswith("()"):
            return self._raised(self._reduced())
        if self.ahead.type == "REDUCE":
            return self._reduction()
        if self.ahead.type == "INT":
            return self._integral()
        if self.ahead.type == "FUNC":
            return self._raised(self._call())
        if self.ahead.type == "LOGBASE":
            return self._raised(self._log_to_base())
        return self._raised(self._atom())

    def _raised(self, base: Formula) -> Formula:
        """What follows an atom: factorials, powers, and the order of a norm."""
        while True:
            if self.took("BANG"):
                doubled = self.took("BANG")
                base = Call("factorial2" if doubled else "factorial", (base,))
            elif self.ahead.type == "LSUB":
                under = self._subscript()
                if isinstance(base, Call) and base.function == "norm":
                    base = Call("norm", (base.arguments[0], under))
                elif id(base) in self.grouped:
                    base = Call("pochhammer", (base, under))
                else:
                    raise NotRead("a subscript that is not covered")
            elif self.ahead.type == "SUP":
                text = self.ahead.value
                self.at += 1
                exponent = Negate(Number(text[1:])) if text.startswith("-") else Number(text)
                base = Power(base, exponent)
            elif self.took("CARET"):
                if self.ahead.type in {"SYM"} and self.ahead.value in {"T", "top"} and self._is_vector(base):
                    raise NotRead("a transposed vector")
                kinds = [t.type for t in self.tokens[self.at : self.at + 5]]
                if kinds in (_BRACKETED[0], _BRACKETED[1]):
                    raise NotRead("a superscript in brackets, which is an order and no power")
                base = _power(base, self._exponent())
            else:
                return base

    def _exponent(self) -> Formula:
        if self.took("MINUS"):
            return Negate(self._exponent())
        self.took("PLUS")
        if self.ahead.type == "FUNC":
            return self._call()
        atom = self._atom()
        while self.ahead.type in {"CARET", "SUP", "BANG"}:
            atom = Power(atom, self._exponent()) if self.took("CARET") else self._raised(atom)
        return atom

    def _subscript(self) -> Formula:
        self.expect("LSUB")
        inside = self.sum()
        self.expect("RSUB")
        return inside

    def _enclosed(self, closing: str) -> Formula:
        inside = self.sum()
        self.expect(closing)
        return inside

    def _group(self, closing: str) -> Formula:
        formula = self._enclosed(closing)
        self.slashes.discard(id(formula))
        self.grouped.add(id(formula))
        self.kept.append(formula)
        return formula

    def _atom(self) -> Formula:
        token = self.ahead
        self.at += 1
        match token.type:
            case "NUM":
                return Number(token.value)
            case "VECTOR":
                if self.ahead.type != "SYM":
                    raise NotRead("a vector without a name")
                self.vectors.add(self.ahead.value)
                return self._atom()
            case "SYM":
                return self._symbol(token.value)
            case "CONST":
                return Constant(cast(ConstantName, token.value))
            case "DIFF":
                return Symbol(_DIFFERENTIAL + token.value)
            case "LPAR":
                inside = self._group("RPAR")
                if token.value == GLUED:
                    self.glued.add(id(inside))
                return inside
            case "LBRACE":
                return self._brace()
            case "LBAR":
                return Call("abs", (self._enclosed("RBAR"),))
            case "LNORM":
                return Call("norm", (self._enclosed("RNORM"), Number("2")))
            case "LFLOOR" | "LCEIL":
                floor = token.type == "LFLOOR"
                return Call("floor" if floor else "ceil", (self._enclosed("RFLOOR" if floor else "RCEIL"),))
            case "FRAC":
                top = self._atom()
                return Divide(top, self._atom())
            case "BINOM":
                upper = self._atom()
                return Call("binomial", (upper, self._atom()))
            case "ROOT":
                return self._root()
            case "CUBEROOT":
                return Call("cbrt", (self._atom(),))
            case "EULER":
                return self._exponential()
            case _:
                raise NotRead(f"`{token.value or token.type}` was not expected there")

    def _symbol(self, name: str) -> Formula:
        if [t.type for t in self.tokens[self.at : self.at + 3]] == ["LPAR", "SYM", "RPAR"]:
            # Nobody puts a single factor in brackets: this is a value at a place.
            raise NotRead(f"`{name}({self.tokens[self.at + 1].value})` is no function that is known here")
        if self.ahead.type == "LPAR" and self._arguments_ahead() > 1:
            if name in {"beta", "B", "Beta"} and self._arguments_ahead() == 2:
                self.at += 1
                return Call("beta", tuple(self._listed("RPAR")))
            raise NotRead(f"`{name}(…)` is no function that is known here")
        return Symbol(name)

    def _arguments_ahead(self) -> int:
        """How many arguments the brackets that open here hold."""
        depth, count = 0, 1
        for token in self.tokens[self.at :]:
            depth += (token.type in OPENING) - (token.type in CLOSING)
            if depth == 0:
                return count
            count += token.type == "COMMA" and depth == 1
        return count

    def _brace(self) -> Formula:
        inside = self._group("RBRACE")
        if isinstance(inside, Call) and inside.function == "norm":
            self.grouped.discard(id(inside))
        return inside

    def _root(self) -> Formula:
        if self.took("LBRACKET"):
            order = self._enclosed("RBRACKET")
            return Power(self._atom(), Divide(Number("1"), order))
        return Call("sqrt", (self._atom(),))

    def _exponential(self) -> Formula:
        if self.ahead.type == "SUP":
            text = self.ahead.value
            self.at += 1
            return Call("exp", (Negate(Number(text[1:])) if text.startswith("-") else Number(text),))
        self.expect("CARET")
        return Call("exp", (self._exponent(),))

    # Functions.

    def _call(self) -> Formula:
        name = self.ahead.value
        self.at += 1
        first: list[Formula] = [self._subscript()] if self.ahead.type == "LSUB" else []
        raised: Formula | None = None
        if self.ahead.type == "SUP":
            text = self.ahead.value
            raised = Negate(Number(text[1:])) if text.startswith("-") else Number(text)
            self.at += 1
        elif self.ahead.type == "CARET":
            self.at += 1
            if name in _SUPERSCRIBED and self._is_bracketed_superscript():
                first += self._superscribed()
                name = _SUPERSCRIBED[name]
            else:
                raised = self._exponent()
        if raised == Negate(Number("1")):
            if name not in _INVERSES:
                raise NotRead(f"`{name}^-1` is not a function that is known here")
            name, raised = _INVERSES[name], None
        called = self._applied(name, first, self._arguments())
        return called if raised is None else Power(called, raised)

    def _is_bracketed_superscript(self) -> bool:
        kinds = [token.type for token in self.tokens[self.at : self.at + 2]]
        return kinds == ["LBRACE", "LPAR"]

    def _superscribed(self) -> list[Formula]:
        self.expect("LBRACE")
        self.expect("LPAR")
        listed = self._listed("RPAR")
        self.expect("RBRACE")
        return listed

    def _listed(self, closing: str) -> list[Formula]:
        listed = [self.sum()]
        while self.took("COMMA"):
            listed.append(self.sum())
        self.expect(closing)
        return listed

    def _arguments(self) -> tuple[list[Formula], bool]:
        """What a function is applied to, and whether it stands there without brackets."""
        if self.took("LPAR"):
            return self._listed("RPAR"), False
        if self.took("LBRACE"):
            return self._listed("RBRACE"), False
        if self.took("LBAR"):
            return [Call("abs", (self._enclosed("RBAR"),))], False
        if self.took("LNORM"):
            return [Call("norm", (self._enclosed("RNORM"), Number("2")))], False
        if self.ahead.type == "FUNC":
            return [self._call()], True
        factors: list[Formula] = []
        while self.ahead.type in _BARE | {"EULER"}:
            factors.append(self._raised(self._atom()))
        if not factors:
            raise NotRead(f"`{self.ahead.value or self.ahead.type}` was not expected there")
        if sum(not isinstance(f, Number | Constant) for f in factors) > 1:
            self.notes.append("a function is followed by several factors without brackets")
        result = factors[0]
        for factor in factors[1:]:
            result = self._times(result, factor)
        return [result], True

    def _applied(self, name: str, first: list[Formula], given: tuple[list[Formula], bool]) -> Formula:
        arguments, is_bare = given
        if name == "bessel_i" and len(arguments) == 2:
            name = "betainc"  # I_x(a, b)
        if name == "betainc" and first:
            listed = [*arguments, *first]
        elif name in {"norm", "std", "var"} and len(arguments) == 1:
            listed = [*arguments, Number("2" if name == "norm" else "0")]
            if name != "norm":
                self.notes.append(f"`{name}` is written without saying what the sum is divided by")
        else:
            listed = [*first, *arguments]
        if name in FUNCTIONS or name in {
            "min",
            "max",
            "mean",
            "median",
            "norm",
            "std",
            "var",
            "dot",
            "count",
            "log",
        }:
            least, most = arity(cast(FunctionName, name))
            if not least <= len(listed) <= most:
                raise NotRead(f"`{name}` takes {least} argument(s), not {len(listed)}")
            if name in {"min", "max"} and len(listed) == 1:
                return Reduce(cast(ReductionName, name), "", listed[0])
        elif is_bare:
            raise NotRead(f"`{name}` without brackets is not covered")
        call = Call(cast(FunctionName, name), tuple(listed))
        if is_bare:
            self.bare_calls.add(id(call))
            self.kept.append(call)
        return call

    def _log_to_base(self) -> Formula:
        self.expect("LOGBASE")
        base = self._subscript()
        arguments, _ = self._arguments()
        if len(arguments) != 1:
            raise NotRead("a logarithm takes one argument")
        return Divide(Call("ln", (arguments[0],)), Call("ln", (base,)))

    # Sums over an index and integrals.

    def _reduction(self) -> Formula:
        operation = cast(ReductionName, self.ahead.value)
        self.at += 1
        index, lower, upper = "", None, None
        if self.took("LSUB"):
            index, lower, upper = self._range()
            self.expect("RSUB")
        if self.took("CARET"):
            upper = self._exponent()
        body = self.product()
        if lower is not None and upper is not None:
            return Series(operation, index, lower, upper, body)
        if upper is not None:
            raise NotRead("a sum whose beginning is not said")
        if lower is None:
            return Reduce(operation, index, body)
        if not isinstance(lower, Number) or not lower.text.isdigit():
            raise NotRead("a sum whose end is not said")
        return Reduce(operation, index, body, first=int(lower.text))

    def _reduced(self) -> Formula:
        """`sum(…)`: a call as in code, whose brackets end what is added up."""
        operation = cast(ReductionName, self.ahead.value.removesuffix("()"))
        self.at += 1
        self.expect("LPAR")
        return Reduce(operation, "", self._enclosed("RPAR"))

    def _range(self) -> tuple[str, Formula | None, Formula | None]:
        """`i`, `i = 1`, `1 ≤ i ≤ n`: the index and its limits."""
        start = self.at
        if self.ahead.type == "SYM":
            index = self.ahead.value
            self.at += 1
            if self.sees("RSUB"):
                return index, None, None
            if self.took("EQ"):
                return index, self.sum(), None
        self.at = start
        compared = self.comparison()
        match compared:
            case [
                Compare(sign="<=", left=low, right=Symbol(name=index)),
                Compare(sign="<=", right=high),
            ]:
                return index, low, high
            case _:
                raise NotRead("the range of a sum is not covered")

    def _integral(self) -> Formula:
        self.expect("INT")
        if self.ahead.type != "LSUB":
            raise NotRead("an integral without limits")
        lower = self._subscript()
        if not self.took("CARET"):
            raise NotRead("an integral without an upper limit")
        upper = self._exponent()
        if self.sees("DIFF"):
            # `∫_a^b dx f(x)`: the body is what follows.
            variable = self.ahead.value
            self.at += 1
            return Integral(variable, lower, upper, self.product())
        end = self._differential_ahead()
        if end is not None:
            outer, self.is_bounded_ahead = self.is_bounded_ahead, True
            body = self.sum()
            self.is_bounded_ahead = outer
            variable = self.ahead.value
            self.expect("DIFF")
            return Integral(variable, lower, upper, body)
        body, variable = _without_differential(self.product())
        return Integral(variable, lower, upper, body)

    def _differential_ahead(self) -> int | None:
        """Where the differential of this integral stands, at the same depth of brackets."""
        depth, inner = 0, 0
        for place in range(self.at, len(self.tokens)):
            kind = self.tokens[place].type
            depth += (kind in OPENING) - (kind in CLOSING)
            if depth < 0 or (depth == 0 and kind in {"EQ", "COMMA"}):
                return None
            inner += kind == "INT" and depth == 0
            if kind == "DIFF" and depth == 0:
                if inner == 0:
                    return place
                inner -= 1
        return None


def _power(base: Formula, exponent: Formula) -> Formula:
    """`E^0` is the value in the standard state: nobody writes the power zero of a symbol."""
    if isinstance(base, Symbol) and exponent == Number("0"):
        return Symbol(f"{base.name}_std")
    return Power(base, exponent)


def _inside_norms(tokens: list[Token]) -> set[str]:
    """Symbols between the bars of a norm, which are vectors wherever else they stand."""
    depth, out = 0, set[str]()
    for token in tokens:
        depth += (token.type == "LNORM") - (token.type == "RNORM")
        if depth > 0 and token.type == "SYM":
            out.add(token.value)
    return out


def _without_differential(product: Formula) -> tuple[Formula, str]:
    """`dt / t` as `1 / t` and `t`. Raises NotRead where no differential is found."""

    def taken(formula: Formula) -> tuple[Formula, str] | None:
        match formula:
            case Symbol(name=name) if name.startswith(_DIFFERENTIAL):
                return Number("1"), name.removeprefix(_DIFFERENTIAL)
            case Multiply(factors=factors):
                for number, factor in enumerate(factors):
                    if (found := taken(factor)) is not None:
                        rest = (*factors[:number], found[0], *factors[number + 1 :])
                        return Multiply(rest), found[1]
            case Divide(numerator=top, denominator=bottom):
                if (found := taken(top)) is not None:
                    return Divide(found[0], bottom), found[1]
            case _:
                pass
        return None

    found = taken(product)
    if found is None:
        raise NotRead("an integral without a differential")
    return found
