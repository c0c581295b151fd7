"""One object's stub through the ordinary pipeline, and its answer held against the real routine."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ansatz import editing, targets
from ansatz.cli.bench.corpus.barring import Bar, aliases_of, oracles, reaches
from ansatz.cli.bench.corpus.comparing import Real, compare, real_values, values_of
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.stubs import Stub, stub_of
from ansatz.cli.bench.result import why_of
from ansatz.cli.tools import Service
from ansatz.core.outcome import (
    Accepted,
    Declined,
    Failed,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
)
from ansatz.core.progress import Progress
from ansatz.core.spec import Spec
from ansatz.core.text import DocumentSnapshot, Span
from ansatz_sandbox import Call, Sandbox, SandboxUnavailable

Cause = Literal[
    "right", "wrong", "not compared", "barred", "declined", "asked", "unread", "uncompiled", "refuted",
    "unchecked", "out of time", "defect",
]  # fmt: skip
"""How an object ended. unread: no equation could be read. uncompiled: one was, and no source carries it
out. refuted, unchecked: the best candidate's level. not compared: accepted, and the real routine gave
no values to compare with. defect: Ansatz itself failed."""

_WHY_CHARS: Final = 240
_CODE_CHARS: Final = 4000


@dataclass(frozen=True, slots=True)
class Bench:
    """What the objects of a run are answered with."""

    service: Service
    sandbox: Sandbox
    bar: Bar
    names: tuple[str, ...]
    """Public paths of routines that may be the object itself under another name."""
    seed: int


@dataclass(frozen=True, slots=True)
class Solved:
    """A row, and what a look at mutants of the spec needs besides."""

    row: Mapping[str, object]
    stub: Stub
    spec: Spec | None
    real: Real
    text: str
    """The stub's module with the accepted body; empty where nothing was accepted."""


@dataclass
class Drawn:
    """The routine's values, found when they are first asked for: most stubs end without a candidate."""

    bench: Bench
    one: CorpusObject
    spec: Spec | None
    found: Real | None = None

    async def values(self) -> Real:
        """The values, the same each time."""
        if self.found is None:
            if self.spec is None:
                self.found = Real((), (), (), "its docstring was not read")
            else:
                self.found = await real_values(self.bench.sandbox, self.one, self.spec, self.bench.seed)
        return self.found

    async def calls(self) -> Sequence[Call]:
        """The calls alone."""
        return (await self.values()).calls


def snapshot_of(stub: Stub) -> DocumentSnapshot:
    """The stub as a document."""
    return DocumentSnapshot(Path("/corpus/stub.py").as_uri(), stub.text)


def selection_of(stub: Stub) -> Span:
    """The stub's name in its text."""
    return targets.named(stub.text, stub.entry)[0].caret


async def generated(bench: Bench, stub: Stub) -> Outcome:
    """What the pipeline makes of a stub."""
    found = await bench.service.generate(snapshot_of(stub), selection_of(stub), silent)
    return found[0].outcome


def accepted_text(stub: Stub, outcome: Outcome) -> str:
    """The stub's module with what was accepted; empty where nothing was."""
    return editing.apply(stub.text, outcome.edit.changes) if isinstance(outcome, Accepted) else ""


async def solved(bench: Bench, one: CorpusObject) -> Solved:
    """An object answered without its routine, and compared with it."""
    stub = stub_of(one)
    specs = await bench.service.read(snapshot_of(stub), selection_of(stub))
    spec = specs[0] if specs else None
    aliases = await aliases_of(bench.sandbox, one, bench.names)
    drawn = Drawn(bench, one, spec)
    bench.bar.begin(one, aliases, drawn.calls)
    started = time.perf_counter()
    outcome = await generated(bench, stub)
    seconds = time.perf_counter() - started
    if isinstance(outcome, NoSandbox):
        raise SandboxUnavailable(outcome.reason, outcome.advice)
    text = accepted_text(stub, outcome)
    real = await drawn.values() if text else Real((), (), (), "nothing was accepted")
    row: dict[str, object] = {
        "id": one.name,
        "family": one.family,
        "status": outcome.kind,
        "level": None,
        "right": None,
        "cause": _cause(outcome, spec),
        "source": None,
        "faults": [],
        "why": why_of(outcome)[:_WHY_CHARS],
        "difference": "",
        "tried": len(real.values),
        "seconds": round(seconds, 2),
        "code": "",
    }
    match outcome:
        case Accepted(code=code, record=record):
            row |= {"level": record.level, "source": record.source, "code": code[:_CODE_CHARS]}
            row |= await _scored(bench, one, spec, stub, text, real)
        case Declined(faults=faults):
            row["faults"] = list(dict.fromkeys(fault.kind for fault in faults))
        case _:
            if bench.bar.dropped and row["cause"] in {"unread", "uncompiled"}:
                row |= {"cause": "barred", "why": "; ".join(bench.bar.dropped)[:_WHY_CHARS]}
    return Solved(row, stub, spec, real, text)


async def _scored(
    bench: Bench, one: CorpusObject, spec: Spec | None, stub: Stub, text: str, real: Real
) -> dict[str, object]:
    helpers = [name for name in sorted(oracles(spec) if spec else ()) if bench.bar.bars(name)]
    for name in sorted(oracles(spec) if spec else ()):
        if not helpers and await _reaches_as_oracle(bench, one, name, real):
            helpers.append(name)
    if helpers or await reaches(bench.sandbox, one, text, stub.entry, real.calls):
        what = f"its equations are evaluated by {helpers[0]}" if helpers else "the answer gets to it"
        return {"cause": "barred", "why": what}
    if real.is_other:
        values = await values_of(bench.sandbox, one.name, text, stub.entry, real.calls)
        if any(value is not None for value in values):
            return {"cause": "wrong", "right": False, "difference": f"numbers, where {real.why_not}"}
    if not real.values:
        return {"cause": "not compared", "difference": real.why_not}
    found = await compare(bench.sandbox, one.name, text, stub.entry, real)
    is_right = not found.difference
    return {"cause": "right" if is_right else "wrong", "right": is_right, "difference": found.difference}


async def _reaches_as_oracle(bench: Bench, one: CorpusObject, name: str, real: Real) -> bool:
    module, _, last = name.rpartition(".")
    if not real.calls or module == "numpy":
        # What NumPy offers calls no other package.
        return False
    text = f"from {module} import {last} as oracle\n\ndef entry(*arguments):\n    return oracle(*arguments)\n"
    tries = [
        type(call)(tuple(0.5 for _ in range(count))) for call in real.calls[:1] for count in (1, 2, 3, 4)
    ]
    return await reaches(bench.sandbox, one, text, "entry", tries)


def _cause(outcome: Outcome, spec: Spec | None) -> Cause:
    match outcome:
        case Declined():
            return "declined"
        case NeedsAnswer():
            return "asked"
        case OutOfBudget():
            return "out of time"
        case Failed():
            return "defect"
        case NoneAccepted(best=best) if best is not None:
            return "refuted" if best.level == "refuted" else "unchecked"
        case _:
            return "uncompiled" if spec is not None and spec.readings else "unread"


def silent(_progress: Progress) -> None:
    """Progress of one object is of no interest."""
