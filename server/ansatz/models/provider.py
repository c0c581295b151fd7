"""What the gateway asks of a library that reaches providers: one attempt, and what a model costs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from ansatz.core.model import Message

from .configuration import Endpoint


@dataclass(frozen=True, slots=True)
class Price:
    """In US dollars for one token."""

    usd_in: float
    usd_out: float

    def of(self, tokens_in: int, tokens_out: int) -> float:
        """The price of a call."""
        return self.usd_in * tokens_in + self.usd_out * tokens_out


@dataclass(frozen=True, slots=True)
class Question:
    """One attempt. Everything that shapes the answer is in here."""

    endpoint: Endpoint
    messages: tuple[Message, ...]
    answer_tokens: int
    temperature: float
    schema: dict[str, Any] | None = None
    """JSON schema of the answer, sent along where the model takes one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came; the counts are None where the provider told none."""

    text: str
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True, slots=True)
class Vectors:
    """One vector for each text."""

    vectors: tuple[tuple[float, ...], ...]
    tokens_in: int | None


class Provider(Protocol):
    """Makes single attempts. Raises `AttemptFailed` and nothing else; cancelling closes the connection."""

    async def ready(self) -> None:
        """Loads what takes long to load, which is no part of any call's time."""
        ...

    async def price(self, endpoint: Endpoint) -> Price | None:
        """What a token costs; None where that is not known."""
        ...

    async def answer(
        self,
        question: Question,
        key: str | None,
        *,
        limit_s: float,
        silence_s: float,
        heard: Callable[[str], None],
    ) -> Answer:
        """The whole answer, with `heard` told each piece."""
        ...

    async def vectors(
        self, endpoint: Endpoint, texts: tuple[str, ...], key: str | None, *, limit_s: float
    ) -> Vectors:
        """A vector for each text."""
        ...

    async def close(self) -> None:
        """Lets go of open connections."""
        ...
