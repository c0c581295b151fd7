"""Targets of steps: recomputed from the reference code in the sandbox, kept in a file for the next run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol, cast

import numpy as np

from ansatz.cli.bench.scicode.problems import Problem, Step, counted
from ansatz.cli.bench.scicode.scoring import (
    Exam,
    Packed,
    Targets,
    exam_of,
    judge,
    observe,
    script_of,
    stub_of,
    targets_seen,
)
from ansatz_sandbox import Call, Job, Returned, Sandbox

_CHECKED_S: Final = 30.0
"""Reference code that took no longer is run twice, to see whether it gives the same again."""
_VERSION: Final = 1
_VERSIONS: Final = """
import platform
from importlib import metadata

def versions():
    found = [platform.python_version(), platform.machine()]
    for name in ("numpy", "scipy"):
        try:
            found.append(name + " " + metadata.version(name))
        except metadata.PackageNotFoundError:
            found.append("no " + name)
    return ", ".join(found)
"""


class Official(Protocol):
    """The targets that SciCode publishes."""

    def values(self, step: str, count: int) -> tuple[Packed | None, ...]:
        """One for each test of a step."""
        ...


@dataclass(slots=True)
class TargetStore:
    """Gets a step's targets, each once for one problem text and interpreter."""

    sandbox: Sandbox
    file: Path
    interpreter: str
    limit_s: float
    official: Official | None = None
    _known: dict[str, Targets] | None = field(default=None, init=False)

    async def targets(self, problem: Problem, step: Step) -> Targets:
        """What the tests of `step` compare with. Raises `SandboxUnavailable`."""
        key = "|".join((str(_VERSION), problem.digest, step.id, self.interpreter, f"{self.limit_s:g}"))
        key += "" if self.official is None else "|official"
        known = self._read()
        if key not in known:
            known[key] = await self._found(problem, step)
            self._keep(key, known[key])
        return known[key]

    async def _found(self, problem: Problem, step: Step) -> Targets:
        exam = exam_of(problem, step)
        count = len(step.tests)
        published = None if self.official is None else self.official.values(step.id, count)
        before = problem.steps[: problem.steps.index(step)]
        gold = [counted(one.gold) for one in (*before, step) if one.gold is not None]
        if len(gold) <= len(before):
            if published is None:
                return Targets((None,) * count, why="there is no reference code and no file of targets")
            return Targets(published, why=_missing(published))
        if published is None and (whole := [one.is_whole for one in exam.tests]) and any(whole):
            values = tuple(None if one else ["v", None] for one in whole)
            return Targets(values, why=_missing(values))
        observed = await observe(
            self.sandbox, script_of(problem, gold), exam, published or (None,) * count, self.limit_s
        )
        seconds = observed.seconds
        if published is None:
            if any(observed.problems):
                why = next(filter(None, observed.problems))
                return Targets((None,) * count, seconds, why=f"the reference code ends in {why}")
            published = tuple(await targets_seen(self.sandbox, exam, observed))
            if why := _missing(published):
                return Targets(published, seconds, why=why)
            if seconds <= _CHECKED_S:
                observed = await observe(
                    self.sandbox, script_of(problem, gold), exam, published, self.limit_s
                )
            told = await judge(self.sandbox, exam, observed, published)
            if not told.right:
                return Targets(published, seconds, why=f"the reference code fails its own tests: {told.why}")
        is_trivial = await self._is_trivial(problem, exam, gold[:-1], published, seconds)
        return Targets(published, seconds, is_trivial, _missing(published))

    async def _is_trivial(
        self,
        problem: Problem,
        exam: Exam,
        before: list[str],
        values: tuple[Packed | None, ...],
        seconds: float,
    ) -> bool:
        script = script_of(problem, [*before, stub_of(exam.step)])
        observed = await observe(self.sandbox, script, exam, values, max(60.0, 2 * seconds))
        return (await judge(self.sandbox, exam, observed, values)).right

    def _read(self) -> dict[str, Targets]:
        if self._known is None:
            self._known = {}
            lines = self.file.read_text("utf-8").splitlines() if self.file.is_file() else []
            for line in lines:
                try:
                    found = json.loads(line)
                    values = tuple(None if one is None else _from_json(one) for one in found["values"])
                    self._known[str(found["key"])] = Targets(
                        values, found["seconds"], bool(found["is_trivial"]), str(found["why"])
                    )
                except (ValueError, KeyError, TypeError):
                    # A line that a kill cut short: what it held is found out again.
                    continue
        return self._known

    def _keep(self, key: str, targets: Targets) -> None:
        values = [None if one is None else _to_json(one) for one in targets.values]
        line = json.dumps(
            {
                "key": key,
                "values": values,
                "seconds": targets.seconds,
                "is_trivial": targets.is_trivial,
                "why": targets.why,
            }
        )
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


async def interpreter_of(sandbox: Sandbox) -> str:
    """Which Python, NumPy and SciPy targets are computed with."""
    outcome = await sandbox.run(Job(_VERSIONS, "versions", (Call(),)))
    match outcome.results[0]:
        case Returned(value=str(text)):
            return text
        case _:
            return "unknown"


def _missing(values: tuple[Packed | None, ...]) -> str:
    numbers = [str(number) for number, one in enumerate(values, 1) if one is None]
    return f"what test {', '.join(numbers)} compares with can't be recomputed" if numbers else ""


def _to_json(value: object) -> object:
    """Packed values as JSON: arrays, complex numbers and lists each under a name of their own."""
    if isinstance(value, np.ndarray):
        array = cast("np.ndarray[Any, np.dtype[Any]]", value)
        # Halves of complex numbers one after another; complex64 becomes complex128, which holds it exactly.
        if array.dtype.kind == "c":
            whole = np.ascontiguousarray(array, dtype=np.complex128)
            items = whole.ravel().view(np.float64).tolist()
            return {"array": "complex128", "shape": list(array.shape), "items": items}
        items = array.ravel().tolist()
        return {"array": str(array.dtype), "shape": list(array.shape), "items": items}
    if isinstance(value, complex):
        return {"complex": [value.real, value.imag]}
    if isinstance(value, list | tuple):
        return [_to_json(one) for one in cast("list[object]", value)]
    return value


def _from_json(value: object) -> Any:
    if isinstance(value, list):
        return [_from_json(one) for one in cast("list[object]", value)]
    if isinstance(value, Mapping):
        found = cast("Mapping[str, Any]", value)
        if "complex" in found:
            return complex(*found["complex"])
        kind, shape = np.dtype(found["array"]), found["shape"]
        if kind == np.complex128:
            return np.array(found["items"], dtype=np.float64).view(kind).reshape(shape)
        return np.array(found["items"], dtype=kind).reshape(shape)
    return value
