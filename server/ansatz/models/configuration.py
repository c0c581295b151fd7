"""What the gateway is told: which model serves which role, what may be spent, what may leave."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ansatz.core.model import Role

_ENDPOINT: Final = re.compile(
    r"(?P<model>[^\s,]+)(?:\s+at\s+(?P<url>https?://[^\s/@]+(?:/\S*)?))?(?:\s+with\s+(?P<variable>[A-Za-z_]\w*))?"
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model and where it is asked.

    `model` is litellm's name for it, with the provider in front. Without `url` it is the provider's own
    address. `variable` names the environment variable with the key; without it, the provider's usual one
    is taken, but only for the provider's own address.
    """

    model: str
    url: str | None = None
    variable: str | None = None

    def __str__(self) -> str:
        at = f" at {self.url}" if self.url else ""
        return f"{self.model}{at}" + (f" with {self.variable}" if self.variable else "")


def parse_endpoint(text: str) -> Endpoint:
    """`MODEL [at URL] [with VARIABLE]`. Raises ValueError that says how it is written."""
    found = _ENDPOINT.fullmatch(text.strip())
    if found is None:
        raise ValueError(
            "write MODEL, MODEL at URL, or MODEL at URL with VARIABLE, such as "
            "openai/qwen3 at http://localhost:8000/v1 with MY_KEY; VARIABLE names the environment "
            "variable that holds the key"
        )
    return Endpoint(found["model"], found["url"], found["variable"])


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be taken at most. `usd` counts known prices only."""

    calls: int
    tokens: int
    usd: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that the gateway needs to know, as values."""

    endpoints: Mapping[Role, Endpoint]
    """A role that is missing here has no model."""
    keys: Mapping[str, str] = field(repr=False)
    """The keys by the names of their variables. Never shown, logged or kept."""
    per_request: Allowance
    per_day: Allowance
    allows_unknown_prices: bool
    call_s: float
    """Seconds for one answer in all, waits and repeated attempts included."""
    silence_s: float
    """Seconds without a word after which an answer is given up."""
    answer_tokens: int
    temperature: float
    concurrency: int
    public_files: tuple[str, ...]
    """Patterns of the files whose text may be sent; none given means all."""
    state_dir: Path
    caches: bool
    trace_file: Path | None
