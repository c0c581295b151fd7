"""Installed functions under their own docstrings: real implementations, with faulty variants where wanted."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from ansatz import targets
from ansatz.claims.derive import claims_of, for_judging
from ansatz.claims.judging import judge
from ansatz.claims.score import kind_of
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.stubs import real_body, renamed, stub_with
from ansatz.cli.bench.result import Row
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis
from ansatz.core.evidence import Evidence, Refuted, Supported
from ansatz.core.progress import Progress
from ansatz.library.collected import Collected
from ansatz.library.collecting import Failure, collect
from ansatz.reading.read import read_spec
from ansatz_sandbox import Call, Job, Limits, Returned, Sandbox

_SOURCE = """
import importlib
import inspect


def source(path):
    parts = path.split(".")
    for cut in range(len(parts) - 1, 0, -1):
        try:
            here = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        break
    for part in parts[cut:]:
        here = getattr(here, part)
    here = inspect.unwrap(here)
    if not inspect.isfunction(here):
        return ["", "", ""]
    # Not by `__module__`, which packages set to where a function is meant to be imported from.
    with open(inspect.getsourcefile(here), encoding="utf-8") as file:
        return [file.read(), here.__globals__.get("__package__") or "", here.__name__]
"""
ALWAYS: Final = frozenset(
    {"syntax", "runs", "installed_api", "inputs_unchanged", "unchanged", "repeatable", "whole"}
)
"""Kinds of claim that can be made about any code, whatever its docstring says."""
_LIMITS = Limits(wall_s=25.0, cpu_s=20)


@dataclass(frozen=True, slots=True)
class Installed:
    """A public function with its docstring, and the module text that stands for it."""

    name: str
    spec_text: str
    entry: str
    module: str


async def sampled(
    sandbox: Sandbox, packages: Sequence[str], most: int, seed: int
) -> AsyncIterator[tuple[str, int, list[Collected]]]:
    """(package, number of its functions, some of them at random) for each package."""
    async for found in collect(sandbox, packages):
        if isinstance(found, Failure):
            continue
        usable = [r for r in found.routines if r.kind == "function" and r.signature and len(r.doc) > 60]
        rng = np.random.default_rng(seed)
        order = rng.permutation(len(usable))[:most]
        yield found.package, len(usable), [usable[int(n)] for n in sorted(order)]


async def installed(sandbox: Sandbox, routine: Collected, with_source: bool) -> Installed | None:
    """The function as a candidate; with its module's source where faulty variants are to be made."""
    short = routine.name.rpartition(".")[2]
    named = tuple(a for a in routine.signature or () if not a.kind.startswith("var"))
    given = CorpusObject(routine.name, (), None, named, routine.doc)
    # Sessions call the function by its own name, so that a faulty variant is what they show.
    doc = renamed(routine.doc, given, short)
    stub = stub_with(given, doc)
    text = stub.text.replace(f"def {stub.entry}(", f"def {short}(", 1)
    if not with_source:
        calling = stub_with(given, doc, real_body(given)).text
        return Installed(routine.name, text, short, calling.replace(f"def {stub.entry}(", f"def {short}(", 1))
    outcome = await sandbox.run(Job(_SOURCE, "source", (Call((routine.name,)),), _LIMITS))
    result = outcome.results[0] if outcome.results else None
    if not isinstance(result, Returned) or not isinstance(result.value, list):
        return None
    source, package, name = (str(v) for v in cast("list[object]", result.value))
    if not source or name != short or len(source) > 150_000:
        return None
    # Relative imports work where the module says which package it belongs to.
    kept = "\n".join("" if line.startswith("from __future__") else line for line in source.split("\n"))
    return Installed(routine.name, text, short, f"__package__ = {package!r}\n{kept}")


async def row_of(sandbox: Sandbox, one: Installed, seed: int) -> dict[str, object] | None:
    """What is found out about the function, by claim; None where its stub can't be read."""
    matching = targets.named(one.spec_text, one.entry)
    if len(matching) != 1:
        return None
    spec = for_judging(read_spec(one.spec_text, matching[0]))
    if spec.faults:
        return {"id": one.name, "package": one.name.partition(".")[0], "level": "faulty", "claims": []}
    author = Basis("author", "the code's author", "code")
    candidate = Candidate("existing", one.name, "", (), one.module, one.entry, frozenset({author}))
    found = await judge(candidate, spec, claims_of(spec), sandbox, _LIMITS, seed, _silent)
    return {
        "id": one.name,
        "package": one.name.partition(".")[0],
        "level": found.level,
        "claims": [_claim_row(evidence) for evidence in found.evidence],
    }


def _silent(_progress: Progress) -> None:
    """Nobody watches a single verdict."""


def _claim_row(evidence: Evidence) -> dict[str, object]:
    claim, verdict = evidence.claim, evidence.verdict
    row: dict[str, object] = {
        "claim": claim.id,
        "kind": kind_of(evidence),
        "text": claim.text,
        "verdict": verdict.verdict,
        "refutes": claim.refutes,
    }
    if isinstance(verdict, Supported):
        row |= {"tried": verdict.tried, "killed": verdict.killed, "mutants": verdict.mutants}
    if isinstance(verdict, Refuted):
        witness = verdict.witness
        shown = ", ".join(f"{n}={v}" for n, v in witness.arguments)
        row |= {"for": shown[:400], "expected": witness.expected[:200], "got": witness.got[:200]}
    return row


def is_of_its_text(claim: Mapping[str, object]) -> bool:
    """Whether a row's claim comes from what the docstring says; `shape` follows from any equation."""
    return claim["kind"] not in ALWAYS and claim["claim"] != "shape"


def says_more(row: Row) -> list[str]:
    """Kinds of claim that hold or are broken, beyond that it runs and what holds of any function."""
    claims = cast("list[dict[str, object]]", row["claims"])
    decided = [c for c in claims if c["verdict"] != "inconclusive" and is_of_its_text(c)]
    return list(dict.fromkeys(str(c["kind"]) for c in decided))
