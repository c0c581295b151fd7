"""How a routine is called and imported: text to put into a file."""

from dataclasses import dataclass
from typing import Final

from ..core.routine import Routine

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
