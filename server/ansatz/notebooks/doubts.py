"""What keeps a function of a notebook from being judged: names whose value only its running decides."""

from collections import defaultdict
from typing import Final

from ansatz.core.target import FunctionTarget
from ansatz.targets.needs import needs
from ansatz.targets.units import Unit

from .magics import Opaque
from .module import Module, Piece

_OF_IPYTHON: Final = frozenset({"display", "get_ipython", "In", "Out", "_", "__", "___"})


def doubt(module: Module, target: FunctionTarget) -> str | None:
    """Why nothing can be said about a function of the module; None where its names are clear.

    A name may come from what Ansatz doesn't execute (`%run`, `x = !ls`), or be given different values
    in several cells, where the order in which the cells are run decides. Judging it by one of them
    could call right code wrong, and wrong code verified.
    """
    found = needs(module.text, target)
    units = (*found.before, *found.after)
    if of_ipython := sorted(found.missing & _OF_IPYTHON):
        return f"it needs `{of_ipython[0]}`, which only a notebook that runs has"
    for piece in module.pieces:
        for place in piece.opaque:
            # Also over a value that a cell above gives: `K = 2`, then `%run parameters.py`.
            given = {
                name for unit in units if _may_be_overwritten(unit, piece, place) for name in unit.bound_names
            }
            named = sorted(
                found.missing | given if place.names is None else (found.missing | given) & place.names
            )
            if named:
                return _unknown(named[0], piece, place, module)
    return _ambiguous(module, units, target)


def _may_be_overwritten(unit: Unit, piece: Piece, place: Opaque) -> bool:
    return unit.kind == "other" and unit.span.start < piece.start + place.offset


def _unknown(name: str, piece: Piece, place: Opaque, module: Module) -> str:
    line = module.where(piece.start + place.offset).line
    words = place.words if len(place.words) <= 40 else f"{place.words[:39]}…"
    return (
        f"it needs `{name}`, which `{words}` (cell {piece.index + 1}, line {line}) may set, "
        "and Ansatz does not run that: give it its value in plain Python"
    )


def _ambiguous(module: Module, units: tuple[Unit, ...], target: FunctionTarget) -> str | None:
    givers = defaultdict[str, list[tuple[int, object]]](list)
    for unit in units:
        piece = module.piece(unit.span.start)
        if piece is None or unit.span.contains(target.span):
            continue
        for binding in unit.bound:
            meaning = binding.origin or unit.span.of(module.text)
            givers[binding.name].append((piece.index, meaning))
    for name, given in sorted(givers.items()):
        cells = sorted({index for index, _ in given})
        if len(cells) > 1 and len({meaning for _, meaning in given}) > 1:
            numbers = ", ".join(str(index + 1) for index in cells[:-1])
            return (
                f"it uses `{name}`, to which cells {numbers} and {cells[-1] + 1} give different values: "
                "which one holds depends on the order in which they are run"
            )
    return None
