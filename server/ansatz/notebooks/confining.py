"""A change of the module as a change of one cell, which is all that a person expects to see change."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ansatz.core.text import Span, TextEdit
from ansatz.targets.finding import functions
from ansatz.targets.lines import lines
from ansatz.targets.needs import needs
from ansatz.targets.placing import apply
from ansatz.targets.units import module_units

from .module import Module, Piece


class OutsideOfCell(ValueError):
    """A change that is none of one cell alone."""


def confined(module: Module, piece: Piece, changes: Sequence[TextEdit]) -> tuple[TextEdit, ...]:
    """Changes of the module as changes of that piece's cell, in the order of their places.

    An import that was to go into another cell goes to the top of this one, and so does one that only
    a cell below has: whoever runs the cells in their order needs it here. Raises OutsideOfCell for
    what else would change another cell.
    """
    # Above all code, too: there may be magics, of which `%%time` has to stay first.
    first = piece.start + len(piece.text) - len(piece.text.lstrip())
    top = [each for each in changes if _is_import(each) and each.span.start <= first]
    others = [each for each in changes if not piece.span.contains(each.span) or each in top]
    if not all(_is_import(each) for each in others):
        raise OutsideOfCell("a change that reaches beyond its cell")
    inside = [TextEdit(each.span.shifted(-piece.start), each.text) for each in changes if each not in others]
    added = [row for each in others for row in each.text.split("\n") if row.strip()]
    added += _from_below(module, piece, changes)
    if added:
        inside.append(_at_top(module.cells[piece.index].text, piece.text, [*dict.fromkeys(added)]))
    return tuple(sorted(inside, key=lambda each: (each.span.start, each.span.end)))


def _is_import(change: TextEdit) -> bool:
    rows = [row for row in change.text.split("\n") if row.strip()]
    is_added = change.span.start == change.span.end
    return is_added and bool(rows) and all(row.startswith(("import ", "from ")) for row in rows)


def _from_below(module: Module, piece: Piece, changes: Sequence[TextEdit]) -> Iterator[str]:
    """The imports of cells below that changed functions need, and nothing above gives."""
    after = apply(module.text, changes)
    places, by = list[Span](), 0
    for change in changes:
        start = change.span.start + by
        places.append(Span(start, start + len(change.text)))
        by += len(change.text) - (change.span.end - change.span.start)
    for target in functions(after):
        if not any(target.span.contains(place) for place in places):
            continue
        found = needs(after, target)
        given = {name for unit in found.before for name in unit.bound_names}
        for unit in found.after:
            is_below = unit.span.start > piece.span.end + by
            if is_below and unit.kind == "import" and not unit.bound_names <= given:
                yield from unit.span.of(after).split("\n")


def _at_top(text: str, code: str, added: Sequence[str]) -> TextEdit:
    """Imports below those that a cell starts with, else above its first statement or comment."""
    of = lines(text)
    ending = of.ending(0)
    units = module_units(code)
    head = list(takewhile(lambda at: units[at].kind == "import", range(len(units))))
    if head:
        place = of.end(units[head[-1]].span.end)
        return TextEdit(Span(place, place), ending + ending.join(added))
    first = of.index(len(code) - len(code.lstrip()))
    is_definition = bool(units) and units[0].kind == "definition" and of.index(units[0].span.start) == first
    place = of.starts[first]
    return TextEdit(Span(place, place), ending.join(added) + ending * (3 if is_definition else 2))
