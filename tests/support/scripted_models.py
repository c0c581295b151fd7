"""Models in memory: answers from a function of the prompt, with every call kept."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from ansatz.core.model import ModelFault, Prompt, Reply, Typed, Usage

Answering = Callable[[str, Prompt, int], str | ModelFault]


@dataclass
class ScriptedModels:
    """`Models` whose answers are `answer(role, prompt, sample)`; a fault is raised."""

    answer: Answering
    asked: list[tuple[str, Prompt, int]] = field(default_factory=list)
    pause_s: float = 0.0
    spent: Usage = field(default_factory=Usage)
    roles: frozenset[str] = frozenset({"planner", "teacher", "student", "critic"})

    def has(self, role: str) -> bool:
        return role in self.roles

    async def ask(self, role: str, prompt: Prompt, *, sample: int = 0, heard: Any = None) -> Reply:
        self.asked.append((role, prompt, sample))
        await asyncio.sleep(self.pause_s)
        said = self.answer(role, prompt, sample)
        if isinstance(said, ModelFault):
            raise said
        usage = Usage(1, 100, 50, 0.001, 0.5)
        self.spent = self.spent + usage
        return Reply(said, "lab/model", usage)

    async def ask_typed(self, role: str, prompt: Prompt, kind: Any, *, sample: int = 0) -> Typed[Any]:
        reply = await self.ask(role, prompt, sample=sample)
        return Typed(TypeAdapter(kind).validate_json(reply.text), reply)

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        return tuple((float(len(each)),) for each in texts)

    def of(self, name: str) -> list[Prompt]:
        """The prompts of that name, in the order in which they were asked."""
        return [prompt for _, prompt, _ in self.asked if prompt.name == name]


def text_of(prompt: Prompt) -> str:
    """All that was said to the model."""
    return "\n".join(each.text for each in prompt.messages)


def as_plan(*steps: dict[str, Any], returns: tuple[str, ...]) -> str:
    """A plan as a model writes it."""
    return json.dumps({"steps": list(steps), "returns": list(returns)})


def step(
    name: str, inputs: dict[str, str], outputs: dict[str, str], does: str, difficulty: int = 1, **more: str
) -> dict[str, Any]:
    """One step; inputs and outputs are units by name."""
    return {
        "name": name,
        "does": does,
        "inputs": [{"name": n, "unit": u} for n, u in inputs.items()],
        "outputs": [{"name": n, "unit": u} for n, u in outputs.items()],
        "difficulty": difficulty,
        **more,
    }


def code(text: str, why: str = "1. By the definition.") -> str:
    """A reply as a student writes it."""
    return f"{why}\n\n```python\n{text.strip()}\n```\n"
