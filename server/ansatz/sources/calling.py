"""How a function of a module is called from outside: a method through an object without state."""

from typing import NamedTuple

from ..core.target import FunctionTarget
from ..targets import Slice

_ENTRY = "call_the_method"


class Callable(NamedTuple):
    """A module and the name in it to call with the documented arguments alone."""

    module: str
    entry: str


def as_function(cut: Slice, target: FunctionTarget) -> Callable:
    """The slice as it is, or with a function at its end that calls the method on a bare object."""
    owner, _, method = cut.entry.rpartition(".")
    if not (target.is_method and owner):
        return Callable(cut.module, cut.entry)
    wrapper = (
        f"\n\ndef {_ENTRY}(*arguments, **keywords):\n"
        f"    return object.__new__({owner}).{method}(*arguments, **keywords)\n"
    )
    return Callable(cut.module.rstrip() + "\n" + wrapper, _ENTRY)
