"""A term with one thing wrong: the faults that people make in a calculation, one at a time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypeVar, cast

from ...core.term import (
    Apply,
    Choice,
    Constant,
    Definition,
    Each,
    Function,
    Item,
    Listed,
    Operation,
    Sign,
    Slice,
    Term,
)

_SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "**": ("*",), "<": (">=", "<="), "<=": (">", "<"),
    ">": ("<=", ">="), ">=": ("<", ">"), "==": ("!=",), "and": ("or",), "or": ("and",), "//": ("/",),
}  # fmt: skip
_SWAPS: Final = {
    "sin": "cos", "cos": "sin", "tan": "sin", "exp": "expm1", "log": "log10", "log10": "log", "sqrt": "abs",
    "sinh": "cosh", "cosh": "sinh", "tanh": "sinh", "arcsin": "arccos", "arccos": "arcsin", "min": "max",
    "max": "min", "minimum": "maximum", "maximum": "minimum", "sum": "mean", "mean": "sum", "std": "var",
    "var": "std", "argmin": "argmax", "argmax": "argmin", "cumsum": "cumprod", "floor": "ceil",
    "ceil": "floor", "real": "imag", "imag": "real", "conj": "real", "transpose": "array", "erf": "erfc",
    "erfc": "erf", "abs": "real", "fft": "ifft", "ifft": "fft", "besselj": "besseli", "degrees": "radians",
    "radians": "degrees", "gammainc": "gammaincc", "sort": "flip", "any": "all", "all": "any",
}  # fmt: skip

Part = TypeVar("Part")


def term_variants(term: Term) -> Iterator[Term]:
    """The term with one node changed, outermost first."""
    yield from _here(term)
    match term:
        case Listed(items=items):
            for changed in _in_one(items):
                yield replace(term, items=changed)
        case Operation(operands=operands):
            for changed in _in_one(operands):
                yield replace(term, operands=changed)
        case Choice():
            for changed in _in_one((term.condition, term.if_true, term.if_false)):
                yield Choice(*changed)
        case Item(of=of, index=index):
            for one in term_variants(of):
                yield replace(term, of=one)
            for number, place in enumerate(index):
                if not isinstance(place, Slice):
                    for one in term_variants(place):
                        yield replace(term, index=(*index[:number], one, *index[number + 1 :]))
        case Apply(arguments=arguments, named=named):
            for changed in _in_one(arguments):
                yield replace(term, arguments=changed)
            for changed in _in_one(tuple(value for _, value in named)):
                pairs = zip(named, changed, strict=True)
                yield replace(term, named=tuple((name, value) for (name, _), value in pairs))
        case Each(body=body, loops=loops):
            for one in term_variants(body):
                yield replace(term, body=one)
            for changed in _in_one(tuple(over for _, over in loops)):
                pairs = zip(loops, changed, strict=True)
                yield replace(term, loops=tuple((names, over) for (names, _), over in pairs))
            if term.condition is not None:
                for one in term_variants(term.condition):
                    yield replace(term, condition=one)
        case Function(body=body):
            for one in term_variants(body):
                yield replace(term, body=one)
        case _:
            return


def definition_variants(definition: Definition, most: int) -> list[Definition]:
    """Definitions with one node changed, `most` of them, spread evenly over the whole."""
    found: list[Definition] = []
    for number, (name, term) in enumerate(definition.steps):
        for one in term_variants(term):
            steps = (*definition.steps[:number], (name, one), *definition.steps[number + 1 :])
            found.append(replace(definition, steps=steps))
    if not isinstance(definition.value, Listed):
        found.append(replace(definition, value=Operation("*", (Constant(2), definition.value))))
        found.append(replace(definition, value=Operation("neg", (definition.value,))))
    found += [replace(definition, value=one) for one in term_variants(definition.value)]
    return spread(found, most)


def spread(listed: list[Part], most: int) -> list[Part]:
    """At most `most` of a list, evenly."""
    if len(listed) <= most:
        return listed
    return [listed[(number * len(listed)) // most] for number in range(most)]


def _in_one(parts: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    for number, part in enumerate(parts):
        for one in term_variants(part):
            yield (*parts[:number], one, *parts[number + 1 :])


def _here(term: Term) -> Iterator[Term]:
    match term:
        case Constant(value=bool() as value):
            yield Constant(not value)
        case Constant(value=int() | float() | complex() as value):
            yield Constant(value + 1)
            yield Constant(value * 2 if value else -1)
        case Operation(sign="neg", operands=(one,)):
            yield one
        case Operation(sign="not", operands=(one,)):
            yield one
        case Operation(sign=sign, operands=(left, right)):
            for other in _SIGNS.get(sign, ()):
                yield Operation(cast("Sign", other), (left, right))
            if sign in {"-", "/", "@", "**"}:
                yield Operation(sign, (right, left))
        case Choice():
            yield term.if_true
            yield term.if_false
        case Apply(function=function, arguments=arguments):
            if function in _SWAPS:
                yield replace(term, function=_SWAPS[function])
            if len(arguments) > 1:
                yield replace(term, arguments=(*arguments[:-2], arguments[-1], arguments[-2]))
        case Each() if term.condition is not None:
            yield replace(term, condition=None)
        case _:
            return
