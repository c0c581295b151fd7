"""What the text around an equation declares: names, functions, vectors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ansatz.core.formula import Formula

from .named import Named
from .tokens import Unread


def _no_function(name: str, arguments: Sequence[Formula]) -> Formula:
    raise Unread(f"{name} of {len(arguments)} arguments is not defined")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`names` are whole symbols, `parameters` those that stand for arguments (which are no functions).

    `functions` are names that an equation defines with arguments, which `apply` puts in; `specials`
    are names that the text gives the meaning of a known function; `vectors` are arguments of one axis.
    """

    names: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    functions: frozenset[str] = frozenset()
    specials: Mapping[str, Named] = field(default_factory=dict[str, Named])
    vectors: frozenset[str] = frozenset()
    apply: Callable[[str, Sequence[Formula]], Formula] = _no_function
