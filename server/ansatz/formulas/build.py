"""Tokens to formula tree, with a note wherever the notation leaves more than one way to read it."""

from functools import cache
from pathlib import Path
from typing import Literal, cast

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, VisitError

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
    Multiply,
    Negate,
    Number,
    Power,
    Reduce,
    ReductionName,
    Symbol,
)
from .tokens import NotRead, Prepared, check_depth

_INVERSES: dict[str, FunctionName] = {
    "sin": "arcsin",
    "cos": "arccos",
    "tan": "arctan",
    "sinh": "arcsinh",
    "cosh": "arccosh",
    "tanh": "arctanh",
}


class Arguments(tuple[Formula, ...]):
    """What a function is applied to."""


class _Builder(Transformer[Token, object]):
    """Builds the tree bottom-up. `notes` collects ambiguities."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []
        self._slashes: set[int] = set()
        self._groups: set[int] = set()
        self._brackets: set[int] = set()
        self._kept: list[Formula] = []  # keeps nodes alive, so that an id stays one node's

    def relation(self, items: list[object]) -> list[Formula]:
        return [cast(Formula, item) for item in items if not isinstance(item, Token)]

    def condition(self, items: list[object]) -> list[Compare]:
        return [
            Compare(
                cast(ComparisonSign, str(items[i])), cast(Formula, items[i - 1]), cast(Formula, items[i + 1])
            )
            for i in range(1, len(items), 2)
        ]

    def negative(self, items: list[object]) -> Formula:
        return Negate(cast(Formula, items[1]))

    def positive(self, items: list[object]) -> Formula:
        return cast(Formula, items[1])

    def plus(self, items: list[object]) -> Formula:
        left, right = cast(Formula, items[0]), cast(Formula, items[2])
        return (
            Add((*left.terms, right))
            if isinstance(left, Add) and id(left) not in self._groups
            else Add((left, right))
        )

    def minus(self, items: list[object]) -> Formula:
        return self.plus([items[0], items[1], Negate(cast(Formula, items[2]))])

    def times(self, items: list[object]) -> Formula:
        return _product(cast(Formula, items[0]), cast(Formula, items[2]))

    def times_negative(self, items: list[object]) -> Formula:
        return _product(cast(Formula, items[0]), Negate(cast(Formula, items[3])))

    def slash(self, items: list[object]) -> Formula:
        quotient = Divide(cast(Formula, items[0]), cast(Formula, items[2]))
        is_ratio = _is_plain_number(quotient.numerator) and _is_plain_number(quotient.denominator)
        # After `1/(2 pi)` the bracket says where the denominator ends.
        if not is_ratio and id(items[2]) not in self._brackets:
            self._slashes.add(id(quotient))
            self._kept.append(quotient)
        return quotient

    def slash_negative(self, items: list[object]) -> Formula:
        return self.slash([items[0], items[1], Negate(cast(Formula, items[3]))])

    def adjacent(self, items: list[object]) -> Formula:
        left, right = cast(Formula, items[0]), cast(Formula, items[1])
        if id(left) in self._slashes:
            self.notes.append("after `a / b` a factor follows without a sign")
        return _product(left, right)

    def power(self, items: list[object]) -> Formula:
        base = cast(Formula, items[0])
        last = items[-1]
        exponent = Number(str(last)) if isinstance(last, Token) else cast(Formula, last)
        return Power(base, _signed(exponent))

    def number(self, items: list[object]) -> Formula:
        return Number(str(items[0]))

    def symbol(self, items: list[object]) -> Formula:
        return Symbol(str(items[0]))

    def constant(self, items: list[object]) -> Formula:
        return Constant(cast(ConstantName, str(items[0])))

    def mean(self, items: list[object]) -> Formula:
        return Call("mean", (Symbol(str(items[0])),))

    def group(self, items: list[object]) -> Formula:
        formula = cast(Formula, items[1])
        self._slashes.discard(id(formula))
        self._brackets.add(id(formula))
        self._kept.append(formula)
        if isinstance(formula, Add):
            self._groups.add(id(formula))
        return formula

    brace = group

    def absolute(self, items: list[object]) -> Formula:
        return Call("abs", (cast(Formula, items[1]),))

    def fraction(self, items: list[object]) -> Formula:
        return Divide(cast(Formula, items[1]), cast(Formula, items[2]))

    def root(self, items: list[object]) -> Formula:
        return Call("sqrt", (cast(Formula, items[1]),))

    def nth_root(self, items: list[object]) -> Formula:
        return Power(cast(Formula, items[4]), Divide(Number("1"), cast(Formula, items[2])))

    def exponential(self, items: list[object]) -> Formula:
        last = items[-1]
        exponent = Number(str(last)) if isinstance(last, Token) else cast(Formula, last)
        return Call("exp", (_signed(exponent),))

    def reduction(self, items: list[object]) -> Formula:
        operation, index = str(items[0]).split(":")
        return Reduce(cast(ReductionName, operation), index, cast(Formula, items[1]))

    def listed(self, items: list[object]) -> Arguments:
        return Arguments(cast(Formula, item) for item in items if not isinstance(item, Token))

    def nested(self, items: list[object]) -> Arguments:
        return Arguments([cast(Formula, items[0])])

    def bare(self, items: list[object]) -> Arguments:
        formulas = [cast(Formula, item) for item in items]
        if sum(not isinstance(f, Number | Constant) for f in formulas) > 1:
            self.notes.append("a function is followed by several factors without brackets")
        result = formulas[0]
        for formula in formulas[1:]:
            result = _product(result, formula)
        return Arguments([result])

    def call(self, items: list[object]) -> Formula:
        return self._applied(str(items[0]), items[1])

    def raised_call(self, items: list[object]) -> Formula:
        name = str(items[0])
        raised = items[-2]
        exponent = Number(str(raised)) if isinstance(raised, Token) else cast(Formula, raised)
        exponent = _signed(exponent)
        if exponent == Negate(Number("1")):
            if name not in _INVERSES:
                raise NotRead(f"`{name}^-1` is not a function that is known here")
            return self._applied(_INVERSES[name], items[-1])
        return Power(self._applied(name, items[-1]), exponent)

    def _applied(self, name: str, arguments: object) -> Formula:
        listed = arguments if isinstance(arguments, Arguments) else Arguments([cast(Formula, arguments)])
        wanted = {"arctan2": (2, 2), "hypot": (2, 2), "min": (1, 99), "max": (1, 99)}.get(name, (1, 1))
        if not wanted[0] <= len(listed) <= wanted[1]:
            raise NotRead(f"`{name}` takes {wanted[0]} argument(s), not {len(listed)}")
        return Call(cast(FunctionName, name), tuple(listed))


def _is_plain_number(formula: Formula) -> bool:
    return isinstance(formula, Number | Constant)


def _signed(exponent: Formula) -> Formula:
    if isinstance(exponent, Number) and exponent.text.startswith("-"):
        return Negate(Number(exponent.text[1:]))
    return exponent


def _product(left: Formula, right: Formula) -> Formula:
    return Multiply((*left.factors, right)) if isinstance(left, Multiply) else Multiply((left, right))


@cache
def _parser(start: str) -> Lark:
    grammar = Path(__file__).with_name("equation.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=Prepared, start=start)


def build_relation(tokens: list[Token]) -> tuple[list[Formula], tuple[str, ...]]:
    """The sides of `a = b = …` and the ambiguities met. Raises NotRead."""
    built, notes = _built(tokens, "relation")
    return cast(list[Formula], built), notes


def build_condition(tokens: list[Token]) -> tuple[list[Compare], tuple[str, ...]]:
    """A chained comparison as one comparison for each sign. Raises NotRead."""
    built, notes = _built(tokens, "condition")
    return cast(list[Compare], built), notes


def build_sum(tokens: list[Token]) -> tuple[Formula, tuple[str, ...]]:
    """One formula. Raises NotRead."""
    built, notes = _built(tokens, "sum")
    return cast(Formula, built), notes


def _built(
    tokens: list[Token], start: Literal["relation", "condition", "sum"]
) -> tuple[object, tuple[str, ...]]:
    check_depth(tokens)
    builder = _Builder()
    try:
        tree = _parser(start).parse(cast(str, tokens))
        return builder.transform(cast("object", tree)), tuple(dict.fromkeys(builder.notes))  # type: ignore[arg-type]
    except VisitError as error:
        if isinstance(error.orig_exc, NotRead):
            raise error.orig_exc from None
        raise
    except UnexpectedInput as error:
        met = getattr(error, "token", None)
        what = f"`{met}`" if isinstance(met, Token) and met.type != "$END" else "the end"
        raise NotRead(f"{what} was not expected there") from None
