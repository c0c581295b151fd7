"""What may not help to answer an object's stub: the routine itself and all that gets to it.

As a source: candidates that name the routine, an alias of it or another function of its distribution
are dropped, and so are those that get to it when they are called, in whatever package: the sandbox
runs them with something in the routine's place that raises. As an oracle: an object whose equations
are evaluated by such a routine counts as barred. What compiled code calls inside itself goes unseen.
"""

import ast
import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ansatz.cli.bench.corpus.guest import program
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.core.candidate import Candidate
from ansatz.core.formula import Call as FunctionCall
from ansatz.core.protocols import Source
from ansatz.core.routine import Found, Routine, RoutineSearch
from ansatz.core.spec import Spec
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot
from ansatz.formulas.functions import FUNCTIONS
from ansatz.formulas.tree import walk
from ansatz_sandbox import Call, Job, Limits, Returned, Sandbox, Value

_LIMITS: Final = Limits(wall_s=60.0, cpu_s=55)
_CALLS: Final = 4
_PREFIXES: Final = {"np": "numpy", "special": "scipy.special"}


Calls = Callable[[], Awaitable[Sequence[Call]]]
"""Draws calls when they are first needed, which for most objects is never."""


@dataclass
class Bar:
    """The bar around one service. `now` is what is barred at the moment; `dropped` says what that cost."""

    sandbox: Sandbox
    now: CorpusObject | None = None
    calls: Calls | None = None
    aliases: frozenset[str] = frozenset()
    dropped: list[str] = field(default_factory=list[str])
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the search is there; it is opened in the background."""

    def begin(self, one: CorpusObject, aliases: frozenset[str], calls: Calls) -> None:
        """From here on `one` is barred; `calls` gives arguments that candidates are tried on."""
        self.now, self.aliases, self.calls, self.dropped = one, aliases, calls, []

    def source(self, source: Source) -> Source:
        """The source without barred candidates."""
        return _BarredSource(source, self)

    def search(self, search: RoutineSearch) -> RoutineSearch:
        """The search without the routine."""
        self.is_open.set()
        return _BarredSearch(search, self)

    def bars(self, name: str) -> bool:
        """Whether a dotted name is the routine, or a part of its distribution."""
        return any(name == alias or name.startswith(f"{alias}.") for alias in self.aliases)

    async def allows(self, candidate: Candidate) -> bool:
        """Whether the candidate does without the routine."""
        if self.now is None or self.calls is None:
            return True
        for name in names_used(candidate.module):
            if self.bars(name):
                self.dropped.append(f"names {name}")
                return False
        if await reaches(self.sandbox, self.now, candidate.module, candidate.entry, await self.calls()):
            self.dropped.append(f"{candidate.title} gets to {self.now.name}")
            return False
        return True


async def aliases_of(sandbox: Sandbox, one: CorpusObject, others: Sequence[str]) -> frozenset[str]:
    """Every known name of the very routine; of a distribution, the distribution's names.

    `others` are paths that may name it too, wrapped or not.
    """
    names = {one.name, *one.aliases}
    if one.owner is not None:
        last = one.name.rpartition(".")[2]
        names |= {name.removesuffix(f".{last}") for name in names}
        return frozenset(names)
    last = one.name.rpartition(".")[2]
    alike = [name for name in others if name.rpartition(".")[2] == last and name not in names]
    if not alike:
        return frozenset(names)
    job = Job(program(one.name), "same", (Call((one.name, alike)),), _LIMITS)
    match (await sandbox.run(job)).results[0]:
        case Returned(value=list(found)):
            names |= {name for name in found if isinstance(name, str)}
        case _:
            # Nothing could be compared: the same name is then reason enough.
            names |= set(alike)
    return frozenset(names)


async def reaches(sandbox: Sandbox, one: CorpusObject, text: str, entry: str, calls: Sequence[Call]) -> bool:
    """Whether code gets to the routine, seen by running it; code that can't be run does not."""
    tried: Value = [[list(call.args), dict(call.kwargs)] for call in calls[:_CALLS]]
    job = Job(program(one.name), "reaches", (Call((one.name, one.owner, text, entry, tried)),), _LIMITS)
    match (await sandbox.run(job)).results[0]:
        case Returned(value=bool(found)):
            return found
        case _:
            return False


def oracles(spec: Spec) -> frozenset[str]:
    """The routines that evaluate the equations as they were read, by their dotted names."""
    names: set[str] = set()
    for reading in spec.readings:
        for statement in reading.statements:
            for node in (*walk(statement.equation.left), *walk(statement.equation.right)):
                if isinstance(node, FunctionCall) and node.function in FUNCTIONS:
                    names |= set(_templates(FUNCTIONS[node.function].code[0]))
    return frozenset(names)


def names_used(module: str) -> Iterator[str]:
    """Dotted names in a module's code, with its imports resolved."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return
    bound: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    bound[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            case ast.ImportFrom(module=str(origin), names=names):
                bound |= {alias.asname or alias.name: f"{origin}.{alias.name}" for alias in names}
            case _:
                pass
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            dotted = ast.unparse(node) if _is_dotted(node) else ""
            first, _, rest = dotted.partition(".")
            if first in bound:
                yield f"{bound[first]}.{rest}" if rest else bound[first]


def _is_dotted(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _templates(code: str) -> Iterator[str]:
    for first, name in re.findall(r"\b(np|special)\.(\w+)", code):
        yield f"{_PREFIXES[first]}.{name}"


@dataclass(frozen=True, slots=True)
class _BarredSource:
    inner: Source
    bar: Bar

    async def draft(
        self, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
    ) -> Sequence[Candidate]:
        drafted = await self.inner.draft(snapshot, target, spec)
        return [candidate for candidate in drafted if await self.bar.allows(candidate)]


@dataclass(frozen=True, slots=True)
class _BarredSearch:
    inner: RoutineSearch
    bar: Bar

    def find(self, query: str, limit: int = 10) -> tuple[Found, ...]:
        """What the search finds, as many as asked for, the barred ones left out."""
        found = self.inner.find(query, limit + len(self.bar.aliases))
        return tuple(one for one in found if not self._bars(one.routine))[:limit]

    def routine(self, name: str) -> Routine | None:
        """The routine of a name, unless it is barred."""
        found = self.inner.routine(name)
        return None if found is None or self._bars(found) else found

    def _bars(self, routine: Routine) -> bool:
        return any(self.bar.bars(name) for name in (routine.name, *routine.aliases))
