"""SciCode problems: multi-step tasks with their tests, from a file of JSON lines."""

import ast
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from ansatz.cli.unusable import Unusable

GIVEN: Final = frozenset({"13.6", "62.1", "76.3"})
"""Steps whose code SciCode hands out instead of asking for it; they are not counted."""

_NAME: Final = re.compile(r"^\s*(?:async\s+)?(?:def|class)\s+(\w+)", re.M)


@dataclass(frozen=True, slots=True)
class Step:
    """One function of a problem. `gold` is the reference code, which no prompt for this problem may hold."""

    id: str
    text: str
    background: str
    header: str
    returns: str
    tests: tuple[str, ...]
    gold: str | None

    @property
    def entry(self) -> str:
        """The name of the function or class that is asked for."""
        found = _NAME.findall(self.header)
        return found[-1] if found and not self.header.lstrip().startswith("class") else (found or [""])[0]


@dataclass(frozen=True, slots=True)
class Problem:
    """Steps that build on each other. `dependencies` are the imports that every step may use."""

    id: str
    name: str
    text: str
    dependencies: str
    steps: tuple[Step, ...]

    @property
    def digest(self) -> str:
        """What targets and rows of this problem rest on."""
        return hashlib.sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_problems(file: Path, only: Sequence[str] = ()) -> tuple[Problem, ...]:
    """The problems of a file, or those whose id, or a step's id, is in `only`. Raises `Unusable`."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"{file} can't be read: {error}.") from error
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            problems.append(_problem(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise Unusable(f"{file}:{number} is no SciCode problem: {error!r}.") from error
    known = {name for one in problems for name in (one.id, *(step.id for step in one.steps))}
    if unknown := [name for name in only if name not in known]:
        raise Unusable(f"{file} has no problem and no step {unknown[0]}.")
    if not problems:
        raise Unusable(f"{file} holds no problem.")
    return tuple(problems)


def chosen_steps(problem: Problem, only: Sequence[str]) -> frozenset[str]:
    """The ids of the steps to be answered: those named, or all of a problem that is named, or all."""
    named = {step.id for step in problem.steps if not only or problem.id in only or step.id in only}
    return frozenset(named - GIVEN)


def counted(code: str) -> str:
    """Code as it is scored: without its imports, for a step may use the problem's dependencies alone."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return re.sub(r"^\s*(?:import\s|from\s+\S+\s+import\s).*$", "", code, flags=re.M)
    lines = code.split("\n")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) and node.end_lineno is not None:
            first = lines[node.lineno - 1]
            # What stands before it on its line may be the `def …:` that it is the body of.
            kept = first.encode()[: node.col_offset].decode("utf-8", "replace")
            lines[node.lineno - 1] = f"{kept}pass" if kept.strip() or node.col_offset else ""
            for number in range(node.lineno, node.end_lineno):
                lines[number] = ""
    return "\n".join(lines)


def _problem(found: dict[str, Any]) -> Problem:
    steps = cast("list[dict[str, Any]]", found["sub_steps"])
    return Problem(
        id=str(found["problem_id"]),
        name=str(found.get("problem_name", "")),
        text=str(found.get("problem_description_main") or ""),
        dependencies=str(found.get("required_dependencies") or ""),
        steps=tuple(map(_step, steps)),
    )


def _step(found: dict[str, Any]) -> Step:
    gold = found.get("ground_truth_code")
    return Step(
        id=str(found["step_number"]),
        text=str(found["step_description_prompt"]).strip(),
        background=str(found.get("step_background") or "").strip(),
        header=str(found["function_header"]).rstrip(),
        returns=str(found.get("return_line") or "").rstrip(),
        tests=tuple(map(str, found["test_cases"])),
        gold=str(gold) if gold else None,
    )
