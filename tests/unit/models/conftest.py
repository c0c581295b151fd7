"""Gateways as tests want them: over a provider made up in memory, or over HTTP."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ansatz.core.model import Message, Prompt
from ansatz.engine.asking_models import open_models
from ansatz.engine.settings import load_settings
from ansatz.models.configuration import Endpoint
from ansatz.models.faults import AttemptFailed
from ansatz.models.gateway import Gateway
from ansatz.models.provider import Answer, Price, Question, Vectors

Scripted = Answer | AttemptFailed
CHEAP = Price(1e-6, 2e-6)


def prompt(text: str = "What falls, and how fast?", files: tuple[str, ...] | None = ()) -> Prompt:
    return Prompt("free-fall", 1, (Message("system", "You write NumPy."), Message("user", text)), files)


class MadeUp:
    """A provider in memory: answers from a script, the last entry for all that follow."""

    def __init__(self, *script: Scripted, price: Price | None = CHEAP) -> None:
        self.script: Sequence[Scripted] = script or (Answer("Fine.", 11, 7),)
        self.known_price = price
        self.asked: list[Question] = []
        self.embedded: list[tuple[str, ...]] = []

    async def ready(self) -> None:
        return None

    async def price(self, endpoint: Endpoint) -> Price | None:
        return self.known_price

    async def answer(
        self,
        question: Question,
        key: str | None,
        *,
        limit_s: float,
        silence_s: float,
        heard: Callable[[str], None],
    ) -> Answer:
        self.asked.append(question)
        said = self.script[min(len(self.asked), len(self.script)) - 1]
        if isinstance(said, AttemptFailed):
            if said.heard:
                heard("x" * said.heard)
            raise said
        heard(said.text)
        return said

    async def vectors(
        self, endpoint: Endpoint, texts: tuple[str, ...], key: str | None, *, limit_s: float
    ) -> Vectors:
        self.embedded.append(texts)
        return Vectors(tuple((float(len(text)),) for text in texts), 3)

    async def close(self) -> None:
        return None


Opening = Callable[..., Gateway]


@pytest.fixture
def opened(tmp_path: Path) -> Opening:
    """Opens a gateway: `opened(provider, calls_per_day=3)`, with one model for every role."""

    def open_(made_up: MadeUp | None = None, **chosen: Any) -> Gateway:
        values = {"all": "lab/model", "state_dir": str(tmp_path / "state")} | chosen
        state_dir = values.pop("state_dir")
        line = {f"models.{name}": value for name, value in values.items()} | {"state_dir": state_dir}
        loaded = load_settings(tmp_path, command_line=line, environment={}, user=tmp_path / "none.toml")
        return open_models(loaded.settings, made_up)

    return open_
