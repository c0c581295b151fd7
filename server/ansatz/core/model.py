"""What the rest of Ansatz asks of language models, and what may come back: text or a typed value."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

Role = Literal["planner", "teacher", "student", "critic", "embedder"]
"""What a model is asked to do. Each role has models of its own, or falls back on the one for all."""

FaultOf = Literal[
    "none-configured",  # no model for this role
    "key",  # refused for the key, or there is none
    "budget",  # a call would go beyond what the user allows
    "rate",  # still too many requests after waiting as asked
    "time",  # no answer within the limit
    "connection",  # not reached, or cut off
    "refused",  # the model or its provider declines to answer
    "context",  # the prompt is longer than the model takes
    "reply",  # an answer that is none, or does not fit after repair
    "request",  # the provider does not accept the request: a wrong model name, most often
    "private",  # the user keeps this text to themselves
]

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A filled-in prompt. `name` and `version` are those of the file that it was made from.

    `files` are the paths of the user's files that any of its text was taken from; None where that is not
    known. What the user keeps private is decided by them.
    """

    name: str
    version: int
    messages: tuple[Message, ...]
    files: tuple[str, ...] | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of everything that is sent."""
        parts = [self.name, str(self.version), *(f"{each.role}\0{each.text}" for each in self.messages)]
        return hashlib.sha256("\0\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sending:
    """A call that a dry run did not make: to whom, what exactly, and what it would take at most.

    `url` is empty for a provider's own address; `usd` is None where the price is not known. `refusal`
    says why the call would not be made either, as things are. `times`: so often, for as many drafts.
    """

    role: Role
    model: str
    url: str
    messages: tuple[Message, ...]
    tokens_in: int
    tokens_out: int
    usd: float | None
    refusal: str = ""
    times: int = 1


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call took. `usd` is None where the model's price is not known."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    usd: float | None = 0.0
    seconds: float = 0.0

    def __add__(self, other: "Usage") -> "Usage":
        usd = None if self.usd is None or other.usd is None else self.usd + other.usd
        return Usage(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            usd,
            self.seconds + other.seconds,
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's answer as text, with which model gave it and what it took. `cached`: nothing was sent."""

    text: str
    model: str
    usage: Usage
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Typed(Generic[Value]):
    """A model's answer, parsed and checked, with the usage of all its turns."""

    value: Value
    reply: Reply


class ModelFault(Exception):
    """No answer can be had. `message` says what happened, `advice` what the user can do."""

    def __init__(self, kind: FaultOf, message: str, advice: str) -> None:
        super().__init__(f"{message} {advice}")
        self.kind: FaultOf = kind
        self.message = message
        self.advice = advice


class Models(Protocol):
    """The gateway. Cancelling a call closes its connection; raises `ModelFault`, and nothing else."""

    def has(self, role: Role) -> bool:
        """Whether a model is configured for a role; without any, everything else still works."""
        ...

    async def ask(
        self, role: Role, prompt: Prompt, *, sample: int = 0, heard: Callable[[str], None] | None = None
    ) -> Reply:
        """A model's answer. Different `sample` numbers are different draws; `heard` gets it as it comes."""
        ...

    async def ask_typed(
        self, role: Role, prompt: Prompt, kind: type[Value], *, sample: int = 0
    ) -> Typed[Value]:
        """An answer as a value of a pydantic model or a dataclass, after at most two repair turns."""
        ...

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        """A vector for each text, by the embedder."""
        ...

    @property
    def spent(self) -> Usage:
        """What this request has taken so far."""
        ...
