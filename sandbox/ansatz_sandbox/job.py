"""What a caller of the sandbox hands in and gets back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]] | np.generic

Plain: TypeAlias = "bool | int | float | complex | str | bytes | None"
Value: TypeAlias = "Plain | list[Any] | tuple[Any, ...] | dict[Any, Any] | Array | Source | Structured"
"""What is carried faithfully: exactly these types (no subclasses), nested at most 32 deep.

A `Source` may stand for any argument, and a `Structured` for any value that comes back.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """An argument that is made inside: what `name` is, once `code` was executed as a module of its own.

    The way to hand in an integrand, a right-hand side, a table or a quantity. It is made afresh for
    each call, counts as unchanged after it, and a job in which it can't be made ends as `crashed`.
    """

    code: str
    name: str


Kind: TypeAlias = Literal[
    "namedtuple",  # its fields
    "dataclass",  # its fields
    "mapping",  # items: a dict; for every subclass of dict
    "set",  # items: a list in no order
    "sparse",  # format, shape, data, coordinates: one array of integers for each dimension
    "masked",  # data, mask, fill_value
    "record",  # shape, fields: arrays by name
    "quantity",  # value, unit: as its package writes it
    "index",  # names, values, freq
    "series",  # name, index, values, attrs
    "frame",  # index, columns, values: one for each column, attrs
    "dataarray",  # name, dims, values, coords: (dims, values, attrs) by name, attrs
    "dataset",  # variables and coords: (dims, values, attrs) by name, attrs
]


@dataclass(frozen=True, slots=True, eq=False)
class Structured:
    """A value of a composite type, as its parts, which are values themselves; compared by identity.

    `type_name` is the type's full name inside, said by the job like everything here. Where a column's
    type is not NumPy's own its values are `{"type": name, "values": list}`, with None for missing ones.
    """

    kind: Kind
    type_name: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use; memory and files are per process, the rest is for all its processes together.

    All processes of a job together are also held to `memory_bytes` by sampling their resident
    memory, which is weaker than a control group: a burst between two samples goes unseen.
    `output_bytes` is what is kept of standard output and of standard error each; a job that writes
    64 times as much is ended. `value_bytes` bounds its arguments, and all values that it returns.
    """

    wall_s: float = 20.0
    cpu_s: int = 15
    memory_bytes: int = 2 << 30
    file_bytes: int = 16 << 20
    processes: int = 64
    output_bytes: int = 256 << 10
    value_bytes: int = 64 << 20

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if not getattr(self, name) > 0:
                raise ValueError(f"the limit {name} must be positive")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a job's entry."""

    args: tuple[Value, ...] = ()
    kwargs: Mapping[str, Value] = field(default_factory=dict[str, Value])


@dataclass(frozen=True, slots=True)
class Project:
    """The code of the user's own that a job may import, and with it whatever importing it does.

    `readable` are the folders that are shown, read-only; `importable` those in them that stand first on
    `sys.path`; `package` is the dotted package that the job counts as part of, for relative imports.
    """

    readable: tuple[Path, ...]
    importable: tuple[Path, ...]
    package: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Source code, the name in it to call (`f`, `Cls.method`), and the calls, made in order in one process.

    The code is executed once as a module named `candidate`. Each call gets fresh copies of its arguments.
    `from_formula`: the caller made the code from a formula, so that it may be interpreted without
    isolation; no backend that isolates looks at this.
    """

    code: str
    entry: str
    calls: tuple[Call, ...]
    limits: Limits = Limits()
    filename: str = "candidate.py"
    project: Project | None = None
    from_formula: bool = False


@dataclass(frozen=True, slots=True)
class NotCarried:
    """Stands where a value would, when that value has no faithful form outside the sandbox."""

    type_name: str
    reason: str


Carried: TypeAlias = "Value | NotCarried"


@dataclass(frozen=True, slots=True)
class Returned:
    """The call returned; `args_after` and `kwargs_after` show its arguments as it left them."""

    value: Carried
    args_after: tuple[Carried, ...]
    kwargs_after: Mapping[str, Carried]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raised:
    """The call, or loading the module, raised; `line` is the deepest line of the job's own code.

    `is_memory_error`: a `MemoryError`, or NumPy's own kind of it; then the status is `out_of_memory`.
    """

    type: str
    message: str
    line: int | None
    args_after: tuple[Carried, ...] = ()
    kwargs_after: Mapping[str, Carried] = field(default_factory=dict[str, Carried])
    warnings: tuple[str, ...] = ()
    is_memory_error: bool = False


@dataclass(frozen=True, slots=True)
class NotReached:
    """The job ended before this call returned."""


CallResult: TypeAlias = Returned | Raised | NotReached

Status: TypeAlias = Literal[
    "completed",  # loaded (or failed to load) and every call returned or raised
    "crashed",  # a signal, an early exit, or the sandbox died under it
    "out_of_memory",  # more than its limit, or a call ended in a MemoryError
    "deadline",  # wall or processor time
    "output_limit",
    "forged",  # its results are not what our guest writes: none of them is kept
]


@dataclass(frozen=True, slots=True)
class Usage:
    """What the job's first process and the children it waited for used."""

    wall_s: float
    cpu_s: float
    peak_rss_bytes: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended, with one result a call in the order of the calls.

    `status` rests on what was observed from outside the job (wait status, clock, memory, output),
    never on what it says. `load_error` is set when the module raised or has no such entry; then
    every result is `NotReached`. `stdout` and `stderr` are untrusted text, cut to `output_bytes`.
    Not `isolated`: a formula that was interpreted in the caller's process, for want of a sandbox.
    """

    status: Status
    results: tuple[CallResult, ...]
    load_error: Raised | None
    stdout: str
    stderr: str
    usage: Usage
    detail: str = ""
    isolated: bool = True


class SandboxUnavailable(Exception):
    """There is no isolation to be had, so nothing was run; `advice` says what would change that."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice


class SandboxBusy(Exception):
    """So many jobs wait already that another would only wait for longer than anybody does."""


class Sandbox(Protocol):
    """Runs untrusted code in isolation; raises `SandboxUnavailable` rather than run it without.

    `ValueNotCarried` (a `ValueError`) is raised for arguments that have no faithful form inside.
    """

    async def run(self, job: Job) -> Outcome:
        """One job in a sandbox of its own."""
        ...

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Outcomes in the order of the jobs, which share an interpreter's start, never a process."""
        ...

    async def close(self) -> None:
        """Ends whatever still runs."""
        ...


class ValueNotCarried(ValueError):
    """An argument of a job has no faithful form inside the sandbox: a fault of the caller."""
