"""The equations that lead to what is returned; what a docstring says besides is left aside."""

from collections.abc import Collection

from ..core.formula import Indexed, Symbol
from .definitions import used_symbols
from .found import Found


def needed_equations(
    found: list[Found],
    outputs: tuple[str, ...],
    known: Collection[str],
    given: Collection[str],
    called: Collection[str],
) -> list[Found]:
    """Those from which the outputs follow, in order. `known` are symbols that are arguments.

    Where several equations define one quantity and some of them use quantities that nothing explains,
    those are left out as long as one remains.
    """
    defined = {_left(f) for f in found} - {""}
    needed: set[str] = set()
    chosen: list[Found] = []
    waiting = list(outputs)
    while waiting:
        symbol = waiting.pop()
        if symbol in needed:
            continue
        needed.add(symbol)
        own = [f for f in found if _left(f) == symbol]
        if len(own) > 1:
            # `f(x) = …` beside `f(x, c) = …` is a special case of it.
            longest = max(len(f.parameters or ()) for f in own)
            own = [f for f in own if f.parameters is None or len(f.parameters) == longest]
        if len(own) > 1:
            own = _explained(own, symbol, set(known) | set(given) | defined) or own
        if not own and symbol not in known and symbol not in given:
            own = [f for f in found if symbol in used_symbols(f.equation) and _left(f) not in called]
        for item in own:
            if item not in chosen:
                chosen.append(item)
                waiting.extend(used_symbols(item.equation) - set(known))
    return [item for item in found if item in chosen]


def _explained(own: list[Found], symbol: str, explained: set[str]) -> list[Found]:
    return [
        f
        for f in own
        if used_symbols(f.equation) - {symbol} <= explained | set(f.parameters or ()) & explained
    ]


def _left(found: Found) -> str:
    match found.equation.left:
        case Symbol(name=name) | Indexed(base=name):
            return name
        case _:
            return ""
