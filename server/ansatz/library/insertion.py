"""How a routine is called and imported: text to put into a file."""

from dataclasses import dataclass
from typing import Final

from ..core.routine import Found, Match, Routine, RoutineParameter

_ALIASES: Final = {"numpy": "np", "pandas": "pd", "networkx": "nx", "xarray": "xr", "sympy": "sp"}


@dataclass(frozen=True, slots=True)
class Insertion:
    """A call with the arguments that must be passed, and the import that it needs."""

    call: str
    import_line: str


def insertion_of(routine: Routine) -> Insertion:
    """`signal.savgol_filter(x, window_length, polyorder)` and `from scipy import signal`."""
    parts = routine.name.split(".")
    depth = len(parts) - (2 if routine.kind == "method" and len(parts) > 2 else 1)
    arguments = ", ".join(_arguments(routine))
    if routine.kind == "method":
        owner = parts[depth]
        # A method of a distribution belongs to the object itself; other methods to a value of the class.
        if owner[:1].islower():
            prefix, line = _reached(parts[:depth])
            return Insertion(f"{prefix}{owner}.{parts[-1]}({arguments})", line)
        return Insertion(f"{_value_of(owner)}.{parts[-1]}({arguments})", "")
    prefix, line = _reached(parts[:depth])
    return Insertion(f"{prefix}{parts[-1]}({arguments})", line)


def match_of(found: Found) -> Match:
    """A search's result as an editor needs it."""
    routine = found.routine
    put = insertion_of(routine)
    return Match(
        name=routine.name,
        kind=routine.kind,
        version=routine.version,
        signature=signature_of(routine),
        summary=routine.summary,
        why=found.why,
        score=found.score,
        call=put.call,
        import_line=put.import_line,
    )


def signature_of(routine: Routine) -> str:
    """`savgol_filter(x, window_length, polyorder, deriv=0, …)` as Python writes it."""
    parts: list[str] = []
    is_keyword = False
    for place, parameter in enumerate(routine.parameters):
        if parameter.kind == "var_positional":
            is_keyword = True
        elif parameter.kind == "keyword_only" and not is_keyword:
            is_keyword = True
            parts.append("*")
        parts.append(_written(parameter))
        after = routine.parameters[place + 1].kind if place + 1 < len(routine.parameters) else None
        if parameter.kind == "positional_only" and after != "positional_only":
            parts.append("/")
    return f"{routine.name.rpartition('.')[2]}({', '.join(parts)})"


def _written(parameter: RoutineParameter) -> str:
    stars = {"var_positional": "*", "var_keyword": "**"}.get(parameter.kind, "")
    return f"{stars}{parameter.name}" + ("" if parameter.default is None else f"={parameter.default}")


def _reached(module: list[str]) -> tuple[str, str]:
    """The prefix of a name of `module`, and the import that makes it work."""
    root = module[0]
    if len(module) == 1:
        alias = _ALIASES.get(root, root)
        return f"{alias}.", f"import {root}" + (f" as {alias}" if alias != root else "")
    if root in ("numpy", "networkx") and len(module) == 2:
        return f"{_ALIASES[root]}.{module[1]}.", f"import {root} as {_ALIASES[root]}"
    return f"{module[-1]}.", f"from {'.'.join(module[:-1])} import {module[-1]}"


def _value_of(owner: str) -> str:
    return {"Generator": "rng", "DataFrame": "df", "Series": "series"}.get(owner, owner.lower())


def _arguments(routine: Routine) -> list[str]:
    found: list[str] = []
    for parameter in routine.parameters:
        if parameter.default is not None or parameter.kind in ("var_positional", "var_keyword"):
            continue
        if parameter.kind == "keyword_only":
            found.append(f"{parameter.name}={parameter.name}")
        else:
            found.append(parameter.name)
    return found
