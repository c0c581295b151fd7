"""Building blocks between what is given and what a routine takes: drop NaNs, sort, transpose, units, axes."""

import re
from collections.abc import Sequence
from typing import Final

from ...reading.phrases import unit_of
from .axes import sample_axis
from .binding import Pair
from .composition import Composition, NotComposed
from .facts import Argument
from .manual import Manual

_COLUMNS: Final = re.compile(
    r"\(# of dims, # of data\)|each row (?:of \S+ )?represents a variable|shape \((?:d|ndim|n_dims), ?n",
    re.IGNORECASE,
)


def drop_missing(c: Composition, data: Sequence[Argument], manual: Manual) -> None:
    """Leaves out NaNs where the text says so: pairwise for arrays that belong together."""
    if not c.has("pairwise missing", "missing", "nan given"):
        return
    if not c.has("pairwise missing", "missing"):
        raise NotComposed("it is not said what is done with missing values")
    arrays = [a for a in data if a.kind in {"array", "unknown"}]
    if not arrays or len(arrays) != len(data):
        raise NotComposed("missing values in tables")
    np_isnan = c.writer.ref("numpy.isnan")
    together = len(arrays) == 1 or c.has("pairwise missing") or _belong_together(manual)
    if not together and not re.search(
        r"each (?:sample|group|series) (?:separately|on its own)|independent", c.facts.text
    ):
        raise NotComposed("it is not said whether missing values are left out pairwise")
    if len(arrays) == 1:
        a = arrays[0]
        c.writer.add(f"{a.name} = {c.writer.ref('numpy.asarray')}({a.name}, dtype=float)")
        c.exprs[a.name] = f"{a.name}[~{np_isnan}({a.name})]"
    elif together:
        asarray = c.writer.ref("numpy.asarray")
        for a in arrays:
            c.writer.add(f"{a.name} = {asarray}({a.name}, dtype=float)")
        missing = " | ".join(f"{np_isnan}({a.name})" for a in arrays)
        keep = c.writer.let("keep", f"~({missing})")
        for a in arrays:
            c.exprs[a.name] = f"{a.name}[{keep}]"
    else:
        asarray = c.writer.ref("numpy.asarray")
        for a in arrays:
            c.writer.add(f"{a.name} = {asarray}({a.name}, dtype=float)")
            c.exprs[a.name] = f"{a.name}[~{np_isnan}({a.name})]"
    c.met |= {"pairwise missing", "missing", "nan given"}
    c.adapted.append(
        ("missing values left out", "pairwise" if together and len(arrays) > 1 else "each array")
    )


def _belong_together(manual: Manual) -> bool:
    said = f"{manual.routine.summary} {manual.routine.description} " + " ".join(s.text for s in manual.slots)
    return bool(re.search(r"same (?:length|shape|size)|paired|related samples|correlation|regression", said))


def sort_first(c: Composition, abscissa: Argument | None, along: Sequence[Argument]) -> None:
    """Sorts by the abscissa where the text says that samples come in any order."""
    if not c.has("any order"):
        return
    if abscissa is None:
        if any("order" in p.text for p in c.found if p.sense.name == "any order"):
            raise NotComposed("an order without positions")
        return
    order = c.writer.let("order", f"{c.writer.ref('numpy.argsort')}({c.expr(abscissa)})")
    for a in (abscissa, *along):
        c.exprs[a.name] = f"{c.expr(a)}[{order}]"
    c.met.add("any order")
    c.adapted.append(("sorted first", "the samples come in any order"))


def observations_first(c: Composition, manual: Manual, pairs: Sequence[Pair]) -> None:
    """Transposes tables with one observation a row for routines that want one a column."""
    if not any(_COLUMNS.search(p.slot.text) for p in pairs):
        return
    for argument in (a for a in c.facts.arguments if a.kind == "table"):
        axis = _observation_axis(argument)
        if axis is None:
            raise NotComposed(
                f"it is not said whether `{argument.name}` has an observation per row or column"
            )
        if axis == 0:
            c.exprs[argument.name] = f"{c.expr(argument)}.T"
    c.adapted.append(("transposed", f"{manual.routine.name} takes one observation a column"))


def _observation_axis(argument: Argument) -> int | None:
    if re.search(r"(?:per|each|every|a) row\b|rows? (?:is|are|per)\b", argument.text):
        return 0
    if re.search(r"(?:per|each|every|a) column\b|columns? (?:is|are)\b", argument.text):
        return 1
    if len(argument.dims) == 2 and argument.dims[1] in {"2", "3", "d", "ndim", "dims"}:
        return 0
    if len(argument.dims) == 2 and argument.dims[0] in {"2", "3", "d", "ndim", "dims"}:
        return 1
    return None


def axis_setting(c: Composition, manual: Manual, data: Sequence[Argument]) -> list[tuple[str, str]]:
    """`axis=` for tables, where it is not the default. Raises NotComposed where nothing says which."""
    tables = [a for a in data if a.kind == "table"]
    slot = manual.slot("axis")
    if not tables or slot is None:
        return []
    axes = {sample_axis(t, [a for a in c.facts.arguments if a is not t], c.facts.prose) for t in tables}
    if len(axes) != 1 or None in axes:
        raise NotComposed("it is not said along which axis")
    axis = axes.pop()
    c.adapted.append((f"along axis {axis}", "the axis of samples"))
    last = 1
    if slot.default == str(axis) or (slot.default == "-1" and axis == last):
        return []
    return [("axis", str(axis))]


def in_units_of(value: Argument, like: Argument) -> str:
    """The factor, as source with `*` or `/` in front, that brings a frequency into another's unit."""
    one, other = unit_of(value.text), unit_of(like.text)
    if one is None or other is None:
        return ""
    if one.dimension != other.dimension:
        return ""
    factor = one.factor / other.factor
    if abs(factor - 1) < 1e-12:
        return ""
    return f" * {factor:g}" if factor > 1 else f" / {1 / factor:g}"
