"""A public routine of an installed package, as its own documentation describes it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from .target import ParameterKind

RoutineKind = Literal["function", "ufunc", "class", "method"]


@dataclass(frozen=True, slots=True)
class RoutineParameter:
    """An argument: `default` is source text, None where one must be passed."""

    name: str
    kind: ParameterKind
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class RoutineResult:
    """A returned value; `name` is the field of a named tuple or result object, where there is one."""

    name: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Routine:
    """What is known of a routine without running it. Everything here is text that nobody vouches for.

    `name` is the shortest public path (`scipy.signal.savgol_filter`), `aliases` the others.
    `formulas` are LaTeX or plain source as the docstring has them.
    """

    name: str
    aliases: tuple[str, ...]
    kind: RoutineKind
    package: str
    version: str
    summary: str
    description: str
    parameters: tuple[RoutineParameter, ...]
    results: tuple[RoutineResult, ...]
    formulas: tuple[str, ...]
    examples: str


@dataclass(frozen=True, slots=True)
class Found:
    """A routine that a search returned, best first, with why it matched in a few words."""

    routine: Routine
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A routine that a search returned, as an editor shows it and puts it into a text.

    `signature` as it is written, `call` with the arguments that must be passed, `import_line` what it
    needs first ("" where nothing is). `why` and `score` as in `Found`.
    """

    name: str
    kind: RoutineKind
    version: str
    signature: str
    summary: str
    why: tuple[str, ...]
    score: float
    call: str
    import_line: str


class RoutineSearch(Protocol):
    """A search over what the user's interpreter has installed."""

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        """Routines that do what `query` (a question, a sentence or a whole docstring) asks for."""
        ...

    def routine(self, name: str) -> Routine | None:
        """The routine of a public path or alias, if it is installed."""
        ...
