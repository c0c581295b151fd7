"""A package's docstrings held against its own code, and against their equations with a fault planted.

The real implementation must not be refuted by what its docstring says of it; the docstring's own
equation, compiled and then made wrong in one place, should be. Only objects about which at least one
claim beyond "it runs" came to a verdict count.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, cast

import numpy as np

from ansatz import targets
from ansatz.cli.bench.corpus.comparing import Real, real_values, values_of
from ansatz.cli.bench.corpus.faults import planted
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.solving import Bench, selection_of, silent, snapshot_of
from ansatz.cli.bench.corpus.stubs import Stub, real_body, stub_of, stub_with
from ansatz.cli.bench.result import Row, percentile, why_of
from ansatz.core.evidence import Inconclusive, Refuted
from ansatz.core.outcome import Judged, NoSandbox, Outcome
from ansatz.core.record import Record
from ansatz.core.spec import Spec
from ansatz.sources.equation import EquationSource, OutOfReach
from ansatz_sandbox import SandboxUnavailable

_ALWAYS: Final = frozenset({"syntax", "installed_api", "runs", "inputs_unchanged", "shape"})
"""Kinds of claim that can be made about any code, whatever its docstring says."""
_WITNESS_CHARS: Final = 500


async def validated(bench: Bench, one: CorpusObject) -> Row:
    """The verdicts on one object's own implementation and on its compiled equation made wrong."""
    started = time.perf_counter()
    stub = stub_of(one)
    specs = await bench.service.read(snapshot_of(stub), selection_of(stub))
    outcome = await _judged(bench, stub_with(one, stub.doc, real_body(one)))
    row: dict[str, object] = {
        "id": one.name,
        "family": one.family,
        "status": outcome.kind,
        "level": None,
        "kinds": [],
        "refuted_by": [],
        "witness": "",
        "why": "",
        "planted": [],
    }
    if isinstance(outcome, Judged):
        row |= _verdicts(outcome.record)
    else:
        row["why"] = why_of(outcome)[:_WITNESS_CHARS]
    if specs and specs[0].readings and not specs[0].faults:
        real = await real_values(bench.sandbox, one, specs[0], bench.seed)
        row["planted"] = await _planted(bench, one, stub, specs[0], real)
    return {**row, "seconds": round(time.perf_counter() - started, 2)}


def metrics_of(rows: Sequence[Row]) -> dict[str, float]:
    """Shares of what was refuted, right code and wrong; the denominators are among the metrics."""
    counts = Counter[str]()
    for row in rows:
        counts["objects"] += 1
        counts["judged"] += row["status"] == "judged"
        claims = bool(row["kinds"])
        counts["with_claims"] += claims
        counts["real_refuted"] += claims and row["level"] == "refuted"
        counts["real_refuted_without_claims"] += not claims and row["level"] == "refuted"
        for fault in cast("Sequence[Mapping[str, object]]", row["planted"]):
            if fault["equivalent"] or not fault["claims"]:
                counts["planted_left_out"] += 1
                continue
            counts["planted"] += 1
            counts[f"planted_{fault['kind']}"] += 1
            counts["planted_refuted"] += fault["level"] == "refuted"
            counts[f"planted_{fault['kind']}_refuted"] += fault["level"] == "refuted"
    shares = {
        "real_refuted_share": counts["real_refuted"] / max(counts["with_claims"], 1),
        "planted_refuted_share": counts["planted_refuted"] / max(counts["planted"], 1),
    }
    seconds = [float(cast("float", row["seconds"])) for row in rows]
    times = {"seconds_median": percentile(seconds, 0.5), "seconds_p90": percentile(seconds, 0.9)}
    return {**dict(sorted(counts.items())), **shares, **(times if rows else {})}


async def _judged(bench: Bench, stub: Stub) -> Outcome:
    found = await bench.service.validate(snapshot_of(stub), selection_of(stub), silent)
    outcome = found[0].outcome
    if isinstance(outcome, NoSandbox):
        raise SandboxUnavailable(outcome.reason, outcome.advice)
    return outcome


def _verdicts(record: Record) -> dict[str, object]:
    settled = [c for c in record.claims if not isinstance(c.verdict, Inconclusive)]
    refuting = [c for c in settled if isinstance(c.verdict, Refuted)]
    witness = ""
    if refuting and isinstance(refuting[0].verdict, Refuted):
        w = refuting[0].verdict.witness
        given = ", ".join(f"{name}={value}" for name, value in w.arguments)
        witness = f"{refuting[0].text}: expected {w.expected[:80]}, got {w.got[:160]} for {given}"
    return {
        "level": record.level,
        "kinds": sorted({c.kind for c in settled} - _ALWAYS),
        "refuted_by": sorted({c.kind for c in refuting}),
        "witness": witness[:_WITNESS_CHARS],
    }


async def _planted(
    bench: Bench, one: CorpusObject, stub: Stub, spec: Spec, real: Real
) -> list[dict[str, object]]:
    """The docstring's equation compiled, and judged with one fault at a time."""
    target = targets.named(stub.text, stub.entry)[0]
    try:
        drafted = await EquationSource().draft(snapshot_of(stub), target, spec)
    except OutOfReach:
        return []
    if not drafted or not real.values:
        return []
    code = drafted[0]
    header = "\n".join(code.imports)
    before = await values_of(
        bench.sandbox, one.name, _module(header, stub_with(one, stub.doc, code.body)), stub.entry, real.calls
    )
    rows: list[dict[str, object]] = []
    for fault in planted(code.body, [p.name for p in one.parameters]):
        wrong = stub_with(one, stub.doc, fault.body)
        wrong = Stub(_module(header, wrong), wrong.entry, wrong.doc)
        after = await values_of(bench.sandbox, one.name, wrong.text, wrong.entry, real.calls)
        outcome = await _judged(bench, wrong)
        nothing: dict[str, object] = {"level": None, "kinds": []}
        verdicts = _verdicts(outcome.record) if isinstance(outcome, Judged) else nothing
        rows.append(
            {
                "kind": fault.kind,
                "equivalent": _same(before, after),
                "claims": bool(verdicts["kinds"]),
                "level": verdicts["level"],
            }
        )
    return rows


def _module(header: str, stub: Stub) -> str:
    return f"{header}\n\n\n{stub.text}" if header else stub.text


def _same(before: Sequence[object], after: Sequence[object]) -> bool:
    """Whether a fault shows on none of the calls."""
    for a, b in zip(before, after, strict=True):
        if a is None or b is None:
            if a is not b:
                return False
            continue
        one, other = cast("Sequence[np.ndarray]", a), cast("Sequence[np.ndarray]", b)
        if len(one) != len(other):
            return False
        for x, y in zip(one, other, strict=True):
            if x.shape != y.shape or not np.allclose(x, y, rtol=1e-9, atol=0, equal_nan=True):
                return False
    return True
