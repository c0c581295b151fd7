"""Running indices: what a sum runs over, and walks over the formula tree."""

from collections.abc import Callable, Collection, Iterator, Sequence

from ansatz.core.formula import (
    Add,
    Branch,
    Call,
    Compare,
    Constant,
    Divide,
    Formula,
    Indexed,
    Multiply,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Symbol,
)

from .tokens import Token, Unread

_INDEX_LETTERS = frozenset("ijklmn")


def children(formula: Formula) -> tuple[Formula, ...]:
    """The formulas directly inside."""
    match formula:
        case Add(terms=parts) | Multiply(factors=parts) | Call(arguments=parts):
            return parts
        case Divide(numerator=first, denominator=second) | Power(base=first, exponent=second):
            return (first, second)
        case Negate(operand=inner) | Reduce(body=inner):
            return (inner,)
        case Piecewise(branches=branches):
            return tuple(
                part
                for branch in branches
                for part in (branch.value, *(s for c in branch.conditions for s in (c.left, c.right)))
            )
        case Number() | Constant() | Symbol() | Indexed():
            return ()


def walk(formula: Formula) -> Iterator[Formula]:
    """The formula and everything inside it."""
    waiting = [formula]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def rebuild(formula: Formula, change: Callable[[Formula], Formula | None]) -> Formula:
    """The tree with each node replaced by what `change` makes of it; None keeps the node."""
    changed = change(formula)
    if changed is not None:
        return changed

    def again(part: Formula) -> Formula:
        return rebuild(part, change)

    match formula:
        case Add(terms=terms):
            return Add(tuple(again(term) for term in terms))
        case Multiply(factors=factors):
            return Multiply(tuple(again(factor) for factor in factors))
        case Divide(numerator=top, denominator=bottom):
            return Divide(again(top), again(bottom))
        case Negate(operand=inner):
            return Negate(again(inner))
        case Power(base=base, exponent=exponent):
            return Power(again(base), again(exponent))
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(again(argument) for argument in arguments))
        case Reduce(operation=operation, index=index, body=body):
            return Reduce(operation, index, again(body))
        case Piecewise(branches=branches):
            return Piecewise(
                tuple(
                    Branch(
                        again(branch.value),
                        tuple(Compare(c.sign, again(c.left), again(c.right)) for c in branch.conditions),
                    )
                    for branch in branches
                )
            )
        case Number() | Constant() | Symbol() | Indexed():
            return formula


def symbols(formula: Formula) -> list[str]:
    """The names of symbols and of indexed quantities inside, in order of appearance, each once."""
    names: dict[str, None] = {}
    for part in walk(formula):
        if isinstance(part, Symbol):
            names[part.name] = None
        elif isinstance(part, Indexed):
            names[part.base] = None
    return list(names)


def has_index(formula: Formula, index: str) -> bool:
    """Whether something inside carries the index, not bound by an inner sum over it."""
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Reduce) and part.index == index:
            continue
        if isinstance(part, Symbol) and _carries(part.name, index):
            return True
        if isinstance(part, Indexed) and part.index == index:
            return True
        waiting.extend(children(part))
    return False


def _carries(name: str, index: str) -> bool:
    return name.endswith("_" + index) or name == index


def infer_index(formulas: Sequence[Formula]) -> str:
    """The index of a sum written without one: the only index letter that its terms carry."""
    found: set[str] = set()
    for formula in formulas:
        for part in walk(formula):
            if isinstance(part, Symbol):
                last = part.name.rpartition("_")[2] if "_" in part.name else ""
                if last in _INDEX_LETTERS:
                    found.add(last)
    if len(found) != 1:
        raise Unread("a sum without an index")
    return found.pop()


def indexed(formula: Formula, index: str, declared: Collection[str]) -> Formula:
    """The formula with `x_i` as the element of `x`. Raises `Unread` where an index means more."""

    def change(part: Formula) -> Formula | None:
        if isinstance(part, Reduce) and part.index == index:
            return part
        if not isinstance(part, Symbol):
            return None
        if part.name == index:
            raise Unread(f"the index {index} used as a number")
        pieces = part.name.split("_")
        if part.name.endswith("_" + index):
            if part.name in declared:
                raise Unread(f"{part.name} is declared, and looks like an element")
            if index in pieces[:-1] or any(_is_double(piece) for piece in pieces[1:-1]):
                raise Unread("several indices")
            return Indexed(part.name[: -len(index) - 1], index)
        if any(_is_double(piece) and index in piece for piece in pieces[1:]) or index in pieces[1:]:
            raise Unread("several indices")
        return None

    return rebuild(formula, change)


def _is_double(piece: str) -> bool:
    return len(piece) == 2 and set(piece) <= _INDEX_LETTERS


def over_index(token: Token, index: str, body: Formula, declared: Collection[str]) -> Reduce:
    """The reduction that `token` starts, its limits checked to mean every element.

    An upper limit that is a name stays in the tree's keeping through `limit_names`.
    """
    if len(index) != 1 or index not in _INDEX_LETTERS:
        raise Unread("a sum over something that is no plain index")
    first, last = token.lower, token.upper
    is_full = (
        (not first and not last)
        or (first in ("", "1") and (last in ("n", "N", "m", "M", "k", "K", "p")))
        or (first == "0" and last.replace(" ", "") in ("n-1", "N-1"))
    )  # fmt: skip
    if not is_full:
        raise Unread("a sum over part of the elements")
    limit = last.replace(" ", "").removesuffix("-1")
    if limit and limit in declared:
        raise Unread("a sum up to an argument")
    if limit == index:
        raise Unread("a sum up to its own index")
    return Reduce("sum" if token.text == "sum" else "prod", index, indexed(body, index, declared))
