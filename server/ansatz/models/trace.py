"""A trace of what was asked and answered, one JSON object a line, and answering from one without a provider.

Secrets are taken out of every line as they are out of prompts.
"""

import hashlib
import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

from ansatz.core.model import FaultOf, ModelFault, Prompt, Reply, Role, Typed, Usage

from .redaction import Redaction
from .typing_replies import Schema, ask_until_it_fits

log = logging.getLogger(__name__)

Value = TypeVar("Value")
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What tells one question from another in a trace."""

    role: Role
    digest: str
    sample: int


def question_of(role: Role, prompt: Prompt, sample: int) -> Asked:
    """How a question for text is known."""
    return Asked(role, prompt.digest, sample)


def texts_of(texts: tuple[str, ...]) -> Asked:
    """How a question for vectors is known."""
    digest = hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    return Asked("embedder", digest, 0)


class Trace:
    """Writes a trace. A line that can't be written is a warning: no answer is lost for it."""

    def __init__(self, path: Path | None, redact: Redaction) -> None:
        """None writes nothing."""
        self._path = path
        self._redact = redact

    def reply(self, asked: Asked, prompt: Prompt, reply: Reply) -> None:
        """An answer that came."""
        self._write(
            asked, self._prompt(prompt), {"reply": asdict(reply) | {"text": self._redact(reply.text)}}
        )

    def vectors(self, asked: Asked, vectors: tuple[tuple[float, ...], ...], reply: Reply) -> None:
        """Vectors that came; `reply` says by which model, and what they took. The texts are left out."""
        self._write(asked, {}, {"vectors": vectors, "reply": asdict(reply)})

    def fault(self, asked: Asked, prompt: Prompt | None, fault: ModelFault) -> None:
        """That no answer was to be had."""
        words = {"kind": fault.kind, "message": self._redact(fault.message), "advice": fault.advice}
        self._write(asked, self._prompt(prompt), {"fault": words})

    def _prompt(self, prompt: Prompt | None) -> dict[str, Any]:
        if prompt is None or self._path is None:
            return {}
        messages = [{"role": each.role, "text": self._redact(each.text)} for each in prompt.messages]
        return {"prompt": {"name": prompt.name, "version": prompt.version, "messages": messages}}

    def _write(self, asked: Asked, *parts: dict[str, Any]) -> None:
        if self._path is None:
            return
        line: dict[str, Any] = {"version": VERSION, "at": datetime.now(UTC).isoformat(), **asdict(asked)}
        for part in parts:
            line |= part
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            number = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
            with os.fdopen(number, "ab") as file:
                file.write(json.dumps(line).encode("ascii") + b"\n")
        except OSError as error:
            log.warning("The trace %s can't be written: %s", self._path, error)


class ReplayedModels:
    """Answers from a trace, in place of a provider: the same questions get the same answers and faults."""

    def __init__(self, path: Path) -> None:
        """Raises OSError, and ValueError where a line is none of a trace."""
        self._lines: dict[Asked, dict[str, Any]] = {}
        self._spent = Usage()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                entry = json.loads(line)
                if entry["version"] != VERSION or entry["role"] not in get_args(Role):
                    raise ValueError("another version or role")
                asked = Asked(entry["role"], str(entry["digest"]), int(entry["sample"]))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number} is no line of a trace: {error}") from error
            # A later answer stands for an earlier fault; otherwise the first is what happened first.
            if asked not in self._lines or "fault" in self._lines[asked]:
                self._lines[asked] = entry
        self._roles = {asked.role for asked in self._lines}

    def has(self, role: Role) -> bool:
        """Whether the trace has any answer of this role."""
        return role in self._roles

    async def ask(
        self, role: Role, prompt: Prompt, *, sample: int = 0, heard: Callable[[str], None] | None = None
    ) -> Reply:
        """The recorded answer. Raises `ModelFault`, as it was recorded or because nothing was."""
        entry = self._entry(question_of(role, prompt, sample), prompt.name)
        reply = _reply(entry["reply"])
        self._spent += reply.usage
        if heard is not None:
            heard(reply.text)
        return reply

    async def ask_typed(
        self, role: Role, prompt: Prompt, kind: type[Value], *, sample: int = 0
    ) -> Typed[Value]:
        """The recorded answer, parsed and checked anew."""

        async def ask(turn: Prompt, schema: Schema) -> Reply:
            return await self.ask(role, turn, sample=sample)

        return await ask_until_it_fits(ask, prompt, kind)

    async def embed(self, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
        """The recorded vectors of exactly these texts together."""
        entry = self._entry(texts_of(texts), "embed")
        self._spent += _reply(entry["reply"]).usage
        return tuple(tuple(map(float, vector)) for vector in entry["vectors"])

    @property
    def spent(self) -> Usage:
        """What the replayed answers took when they were recorded."""
        return self._spent

    def _entry(self, asked: Asked, name: str) -> dict[str, Any]:
        entry = self._lines.get(asked)
        if entry is None:
            raise ModelFault(
                "reply",
                f"The trace has no answer of the {asked.role} to this prompt: {name}, sample {asked.sample}.",
                "Record it again: the spec, the prompts or the settings have changed since.",
            )
        if "fault" in entry:
            fault = entry["fault"]
            raise ModelFault(cast(FaultOf, fault["kind"]), fault["message"], fault["advice"])
        return entry


def _reply(entry: dict[str, Any]) -> Reply:
    return Reply(entry["text"], entry["model"], Usage(**entry["usage"]), bool(entry["cached"]))
