"""Running indices: what a sum runs over, elements of vectors or whole numbers."""

from collections.abc import Callable, Collection, Sequence

from ansatz.core.formula import (
    Add,
    Call,
    Formula,
    Indexed,
    Negate,
    Number,
    Reduce,
    ReductionName,
    Series,
    Symbol,
)

from .tokens import Token, Unread
from .trees import children, rebuild, symbols, walk

INDEX_LETTERS = frozenset("ijklmn")
_COUNTS = frozenset({"n", "N", "m", "M", "k", "K", "p", "d", "D", "P", "L", "J"})
_OPERATIONS: dict[str, ReductionName] = {"sum": "sum", "prod": "prod", "max": "max", "min": "min"}


def running_index(below: tuple[Token, ...]) -> tuple[str, tuple[Token, ...]]:
    """The index and the first value in `k=0` or `i`; nothing below: no index."""
    if not below:
        return "", ()
    if below[0].kind not in ("run", "name") or (below[0].kind == "run" and len(below[0].text) != 1):
        raise Unread("a sum over something that is no plain index")
    index = below[0].text + below[0].sub
    if len(below) == 1:
        return index, ()
    if below[1].kind != "relation" or below[1].text != "=" or len(below) < 3:
        raise Unread("a sum over part of the elements")
    return index, below[2:]


def split_element(name: str, index: str) -> tuple[str, int] | None:
    """`x_i` as `("x", 0)` and `x_i+1` as `("x", 1)` under the index i; None where it is no element."""
    for ending, shift in (
        (index, 0),
        (index + "+1", 1),
        (index + "-1", -1),
        (index + "+2", 2),
        (index + "-2", -2),
    ):
        if name.endswith("_" + ending):
            return name[: -len(ending) - 1], shift
    return None


def has_index(formula: Formula, index: str) -> bool:
    """Whether something inside carries the index, not bound by an inner sum over it."""
    waiting = [formula]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Reduce | Series) and part.index == index:
            continue
        if isinstance(part, Symbol) and (part.name == index or split_element(part.name, index)):
            return True
        if isinstance(part, Indexed) and part.index == index:
            return True
        waiting.extend(children(part))
    return False


def has_elements(formula: Formula, index: str, declared: Collection[str]) -> bool:
    """Whether symbols inside are elements under the index."""
    return any(
        (
            isinstance(part, Symbol)
            and part.name not in declared
            and split_element(part.name, index) is not None
        )
        or (isinstance(part, Indexed) and part.index == index)
        for part in walk(formula)
    )


def infer_index(formulas: Sequence[Formula]) -> str:
    """The index of a sum written without one: the only index letter that its terms carry."""
    found: set[str] = set()
    for formula in formulas:
        for part in walk(formula):
            if isinstance(part, Symbol):
                last = part.name.rpartition("_")[2] if "_" in part.name else ""
                if last in INDEX_LETTERS:
                    found.add(last)
    if len(found) != 1:
        raise Unread("a sum without an index")
    return found.pop()


def indexed(formula: Formula, index: str, declared: Collection[str]) -> Formula:
    """The formula with `x_i` as the element of `x`. Raises `Unread` where an index means more."""

    def change(part: Formula) -> Formula | None:
        if isinstance(part, Reduce | Series) and part.index == index:
            return part
        if not isinstance(part, Symbol):
            return None
        pieces = part.name.split("_")
        element = split_element(part.name, index)
        if element is not None:
            if part.name in declared:
                raise Unread(f"{part.name} is declared, and looks like an element")
            if index in pieces[:-1] or any(_is_double(piece) for piece in pieces[1:-1]):
                raise Unread("several indices")
            return Indexed(element[0], index, shift=element[1])
        if any(_is_double(piece) and index in piece for piece in pieces[1:]) or index in pieces[1:]:
            raise Unread("several indices")
        return None

    return rebuild(formula, change)


def _is_double(piece: str) -> bool:
    return len(piece) == 2 and set(piece) <= INDEX_LETTERS


def over_index(
    token: Token,
    index: str,
    body: Formula,
    declared: Collection[str],
    limit: Callable[[Sequence[Token]], Formula],
) -> Formula:
    """The sum or product that `token` starts: over every element, over some, or over whole numbers."""
    operation = _OPERATIONS[token.text]
    lower = limit(token.rows[0][0]) if token.rows[0][0] else None
    upper = limit(token.rows[1][0]) if token.rows[1][0] else None
    if has_elements(body, index, declared):
        if len(index) != 1 or index not in INDEX_LETTERS:
            raise Unread("a sum over something that is no plain index")
        inner = indexed(body, index, declared)
        first, front, back = _elements(lower, upper, inner, index, declared)
        if lower is None and Symbol(index) in walk(inner):
            raise Unread(f"the index {index} used as a number, without a first value")
        return Reduce(operation, index, inner, first=first, skip_front=front, skip_back=back)
    if operation in ("max", "min") or lower is None or upper is None:
        raise Unread("a sum without limits over something that has no elements")
    if index in declared or index in symbols(lower) or index in symbols(upper):
        raise Unread("a sum up to its own index")
    return Series(operation, index, lower, upper, body)


def _elements(
    lower: Formula | None, upper: Formula | None, body: Formula, index: str, declared: Collection[str]
) -> tuple[int, int, int]:
    """Number of the first element, and how many are left out at either end."""
    shifts = {part.shift for part in walk(body) if isinstance(part, Indexed) and part.index == index}
    if shifts - {0, 1, -1} or shifts >= {1, -1}:
        raise Unread("neighbours on both sides")
    if lower is None and upper is None:
        if shifts != {0}:
            raise Unread("neighbours in a sum without limits")
        return 1, 0, 0
    start = int(lower.text) if isinstance(lower, Number) and lower.text in ("0", "1", "2") else None
    end = _below_count(upper, declared)
    match (start if lower is not None else 1, end):
        case (1, 0) if shifts == {0}:
            return 1, 0, 0
        case (0, 1) if shifts == {0}:
            return 0, 0, 0
        case (1, 1) if -1 not in shifts:
            return 1, 0, 1
        case (2, 0) if 1 not in shifts:
            return 1, 1, 0
        case (0, 2) if -1 not in shifts:
            return 0, 0, 1
        case (1, 1) if -1 in shifts:
            return 0, 1, 0
        case _:
            # `x_{i-1}` from 1 to n means elements 0 to n, one more than n says; others are no clearer.
            raise Unread("a sum over part of the elements")


def _below_count(upper: Formula | None, declared: Collection[str]) -> int | None:
    """0 for `n`, 1 for `n - 1`, 2 for `n - 2`; None where it is no count of the elements."""
    match upper:
        case Symbol(name=name) if name in _COUNTS:
            if name in declared:
                raise Unread("a sum up to an argument")
            return 0
        case Add(terms=(Symbol(name=name), Negate(operand=Number(text=("1" | "2") as less)))) if (
            name in _COUNTS
        ):
            if name in declared:
                raise Unread("a sum up to an argument")
            return int(less)
        case _:
            return None


def bare_elements(body: Formula, vectors: Collection[str], index: str) -> Formula:
    """`sum((x - mean(x))**2)`: vectors written without an index, element by element."""

    def change(part: Formula) -> Formula | None:
        match part:
            case Call(function="mean" | "median" | "std" | "var" | "norm" | "dot" | "count"):
                return part
            case Symbol(name=name) if name in vectors:
                return Indexed(name, index)
            case _:
                return None

    return rebuild(body, change)
