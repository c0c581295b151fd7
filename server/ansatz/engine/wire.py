"""What server and engine say to each other: typed messages in length-prefixed JSON frames.

A frame is four bytes of length, big-endian, and that many bytes of UTF-8 JSON. Both sides are
Ansatz of one version on one machine, so a frame that doesn't parse is a defect, not an attack.
Parsing needs pydantic, which is imported on first use: the server answers `initialize` without it.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal, Protocol

from ansatz.core.outcome import DryRun, FunctionReading, KeptTest, ProposedStubs, StaticFinding, TargetOutcome
from ansatz.core.progress import Progress, Report
from ansatz.core.routine import Match
from ansatz.core.text import DocumentSnapshot, Span

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LENGTH = struct.Struct(">I")
MAX_FRAME_BYTES = 256 * 2**20
"""More than any document with its outcomes; a longer frame means the stream is out of step."""


class WireError(Exception):
    """The other side sent something that is not a message."""


class EngineService(Protocol):
    """What the engine does; each call may be cancelled at any await, and then leaves nothing running."""

    async def generate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report, with_models: bool = True
    ) -> tuple[TargetOutcome, ...]:
        """Implementations for the functions that `selection` covers, in order of appearance.

        `with_models`: whether language models may be asked, which costs money.
        """
        ...

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        """Judgements of the code that is already there."""
        ...

    async def change(
        self, snapshot: DocumentSnapshot, selection: Span, instruction: str, report: Report
    ) -> tuple[TargetOutcome, ...]:
        """The functions that `selection` covers, changed as their author says in words."""
        ...

    async def dry_run(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[DryRun, ...] | None:
        """What `generate` would send to models next; None where none is set. Nothing is sent or kept."""
        ...

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        """How every spec of the document is understood, and its faults; nothing is run."""
        ...

    async def check(self, snapshot: DocumentSnapshot) -> tuple[StaticFinding, ...]:
        """What is wrong with the document's code as far as that shows without running it."""
        ...

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        """Stubs for the functions that a comment or other passage describes; nothing is run."""
        ...

    async def keep(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[KeptTest, ...]:
        """The evidence on the functions that `selection` covers, as tests; nothing is run."""
        ...

    async def search(self, query: str, limit: int, report: Report) -> tuple[Match, ...]:
        """Installed routines that do what `query` asks for, the best first."""
        ...

    async def close(self) -> None:
        """Ends everything that the service started."""
        ...


@dataclass(frozen=True, slots=True)
class Start:
    """The first message: the folder to work for and the editor's settings for it, as it gave them."""

    folder: str
    editor: Mapping[str, object]
    kind: Literal["start"] = "start"


@dataclass(frozen=True, slots=True)
class Generate:
    """Asks for implementations."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    with_models: bool = True
    kind: Literal["generate"] = "generate"


@dataclass(frozen=True, slots=True)
class RunDry:
    """Asks what would be sent to models for the same implementations."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    kind: Literal["run_dry"] = "run_dry"


@dataclass(frozen=True, slots=True)
class Validate:
    """Asks for a judgement of existing code."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    kind: Literal["validate"] = "validate"


@dataclass(frozen=True, slots=True)
class Change:
    """Asks for existing code changed as an instruction says."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    instruction: str
    kind: Literal["change"] = "change"


@dataclass(frozen=True, slots=True)
class Read:
    """Asks how a document's specs are understood, with their faults."""

    id: int
    snapshot: DocumentSnapshot
    kind: Literal["read"] = "read"


@dataclass(frozen=True, slots=True)
class Check:
    """Asks what is wrong with a document's code as far as that shows without running it."""

    id: int
    snapshot: DocumentSnapshot
    kind: Literal["check"] = "check"


@dataclass(frozen=True, slots=True)
class Propose:
    """Asks for stubs for the functions that a passage describes."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    kind: Literal["propose"] = "propose"


@dataclass(frozen=True, slots=True)
class Keep:
    """Asks for evidence as tests of the user's own."""

    id: int
    snapshot: DocumentSnapshot
    selection: Span
    kind: Literal["keep"] = "keep"


@dataclass(frozen=True, slots=True)
class Search:
    """Asks for installed routines that do what a question, a sentence or a spec asks for."""

    id: int
    query: str
    limit: int
    kind: Literal["search"] = "search"


@dataclass(frozen=True, slots=True)
class Cancel:
    """Ends the work on a request; it is answered by `Cancelled`, or by what had been finished already."""

    id: int
    kind: Literal["cancel"] = "cancel"


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks whether the engine's loop turns."""

    id: int
    kind: Literal["ping"] = "ping"


@dataclass(frozen=True, slots=True)
class Shutdown:
    """Ends the engine, whatever it is doing."""

    kind: Literal["shutdown"] = "shutdown"


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """Where the work on a request is."""

    id: int
    progress: Progress
    kind: Literal["progress"] = "progress"


@dataclass(frozen=True, slots=True)
class Done:
    """The answer to `Generate`, `Validate` and `Change`."""

    id: int
    outcomes: tuple[TargetOutcome, ...]
    kind: Literal["done"] = "done"


@dataclass(frozen=True, slots=True)
class WouldSend:
    """The answer to `RunDry`; None where no model is set."""

    id: int
    functions: tuple[DryRun, ...] | None
    kind: Literal["would_send"] = "would_send"


@dataclass(frozen=True, slots=True)
class SpecsRead:
    """The answer to `Read`."""

    id: int
    functions: tuple[FunctionReading, ...]
    kind: Literal["specs_read"] = "specs_read"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to `Check`."""

    id: int
    findings: tuple[StaticFinding, ...]
    kind: Literal["checked"] = "checked"


@dataclass(frozen=True, slots=True)
class Proposed:
    """The answer to `Propose`; None where the passage describes no function."""

    id: int
    stubs: ProposedStubs | None
    kind: Literal["proposed"] = "proposed"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to `Search`, the best first."""

    id: int
    matches: tuple[Match, ...]
    kind: Literal["found"] = "found"


@dataclass(frozen=True, slots=True)
class TestsKept:
    """The answer to `Keep`, a value for each function."""

    id: int
    tests: tuple[KeptTest, ...]
    kind: Literal["tests_kept"] = "tests_kept"


@dataclass(frozen=True, slots=True)
class Failed:
    """The answer where there is a defect; `id` None where the service as a whole could not be built."""

    id: int | None
    message: str
    kind: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The answer to a request that was cancelled in time."""

    id: int
    kind: Literal["cancelled"] = "cancelled"


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to `Ping`."""

    id: int
    kind: Literal["pong"] = "pong"


Request = Generate | RunDry | Validate | Change | Read | Check | Propose | Search | Keep
ToEngine = Start | Request | Cancel | Ping | Shutdown
Answer = Done | WouldSend | SpecsRead | Checked | Proposed | Found | TestsKept | Failed | Cancelled
FromEngine = ProgressNote | Answer | Pong


def encode(message: ToEngine | FromEngine) -> bytes:
    """The frame that carries `message`."""
    body = _any_message().dump_json(message)
    return LENGTH.pack(len(body)) + body


def decode_to_engine(body: bytes) -> ToEngine:
    """The message in a frame's body; `WireError` if it is none."""
    try:
        return _to_engine().validate_json(body)
    except ValueError as error:
        raise WireError(str(error)) from error


def decode_from_engine(body: bytes) -> FromEngine:
    """The message in a frame's body; `WireError` if it is none."""
    try:
        return _from_engine().validate_json(body)
    except ValueError as error:
        raise WireError(str(error)) from error


def body_length(prefix: bytes) -> int:
    """The length that a frame's first four bytes announce; `WireError` where it can't be one."""
    (length,) = LENGTH.unpack(prefix)
    if length > MAX_FRAME_BYTES:
        raise WireError(f"a frame of {length} bytes was announced")
    return length


@cache
def _to_engine() -> "TypeAdapter[ToEngine]":
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[ToEngine, Field(discriminator="kind")])


@cache
def _from_engine() -> "TypeAdapter[FromEngine]":
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[FromEngine, Field(discriminator="kind")])


@cache
def _any_message() -> "TypeAdapter[ToEngine | FromEngine]":
    from pydantic import Field, TypeAdapter

    return TypeAdapter(Annotated[ToEngine | FromEngine, Field(discriminator="kind")])
