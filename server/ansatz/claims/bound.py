"""Evidence on a candidate that brings its own inputs: a routine bound to arguments.

What the source draws is its own idea of the inputs. An exception on one of them is therefore never a
witness against the code; but a candidate that returns nothing on any of them was not tried at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from ansatz_sandbox import Call, Job, Limits, Outcome, Sandbox

from ..core.candidate import Candidate
from ..core.claim import Basis, Claim, LeavesInputs, MatchesExample, Runs, StaysWithin, UsesInstalledApi
from ..core.evidence import Exposure, Inconclusive, Refuted, Supported, Verdict, Witness
from ..core.spec import Spec
from ..reading.faults import example_arguments
from . import installed_api, mutants
from .comparing import as_source
from .inputs.standins import WRAPPER, Argument, is_standin
from .returned import Arguments, Array, Seen, all_close, seen

_RTOL: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Findings:
    """Verdicts by claim, what was exposed, and whether anything came back at all."""

    verdicts: Mapping[str, Verdict]
    exposures: tuple[Exposure, ...]
    did_run: bool


@dataclass(frozen=True, slots=True)
class _Ran:
    """What came back, for the candidate or for a faulty variant of it."""

    trials: tuple[Seen, ...]
    examples: Mapping[str, Seen]


async def judge_bound(
    candidate: Candidate, spec: Spec, claims: Sequence[Claim], sandbox: Sandbox, limits: Limits
) -> Findings:
    """Tries the candidate and its faulty variants on its own inputs. Raises SandboxUnavailable."""
    trials = [cast("Arguments", dict(t)) for t in candidate.trials]
    shown = _shown(spec, claims)
    calls = tuple(_call(candidate, a, spec) for a in (*trials, *shown.values()))
    trials = [_one_by_one(a, spec) for a in trials]
    faulty = (
        [(AUTHOR, m) for m in mutants.code_mutants(candidate.module, spec.name)]
        if _by_author(candidate)
        else []
    )
    rivals = [*faulty, *((v.thing, v.module) for v in candidate.variants)]
    names = installed_api.used_names(candidate.module)
    jobs = [
        _job(candidate.module, calls, limits),
        installed_api.probe_job(names, limits),
        *(_job(module, calls, limits) for _, module in rivals),
    ]
    outcomes = await sandbox.run_all(jobs)
    own = _ran(outcomes[0], trials, shown)
    verdicts: dict[str, Verdict] = {
        c.id: installed_api.check_installed(names, outcomes[1])
        if isinstance(c.relation, UsesInstalledApi)
        else _failed(outcomes[0]) or _checked(c, own, trials, shown)
        for c in claims
    }
    supporting = [c for c in claims if isinstance(verdicts[c.id], Supported)]
    seen_rivals = [
        (thing, _ran(o, trials, shown)) for (thing, _), o in zip(rivals, outcomes[2:], strict=True)
    ]
    exposures = tuple(
        _exposure(
            thing,
            [r for t, r in seen_rivals if t == thing and _differ(own, r)],
            [c for c in supporting if c.independent_of(thing)],
            trials,
            shown,
        )
        for thing in sorted(candidate.rests_on)
    )
    return Findings(verdicts, exposures, any(s.parts is not None for s in own.trials))


AUTHOR: Final = Basis("author", "library source", "code")


def _by_author(candidate: Candidate) -> bool:
    return AUTHOR in candidate.rests_on


def _job(module: str, calls: tuple[Call, ...], limits: Limits) -> Job:
    return Job(module + WRAPPER, "ansatz_calls_", calls, limits)


def _call(candidate: Candidate, arguments: Arguments, spec: Spec) -> Call:
    positional: list[Argument] = []
    named: dict[str, Argument] = {}
    for p in spec.parameters:
        if p.name in arguments:
            value = arguments[p.name]
            if p.kind == "var_positional" and isinstance(value, list):
                positional.extend(value)
            elif p.kind in {"positional", "positional_only"} and not named:
                positional.append(arguments[p.name])
            else:
                named[p.name] = arguments[p.name]
    return Call((candidate.entry, positional, named))


def _one_by_one(arguments: Arguments, spec: Spec) -> Arguments:
    """The same with the values of `*name` as arguments of their own, as the call passes them."""
    many = {p.name for p in spec.parameters if p.kind == "var_positional"}
    out: Arguments = {}
    for name, value in arguments.items():
        if name in many and isinstance(value, list):
            out |= {f"{name}[{place}]": one for place, one in enumerate(value)}
        else:
            out[name] = value
    return out


def _shown(spec: Spec, claims: Sequence[Claim]) -> dict[str, Arguments]:
    """The arguments of the docstring's examples, by claim."""
    names = tuple(p.name for p in spec.parameters)
    defaults = {p.name: p.default for p in spec.parameters}
    out: dict[str, Arguments] = {}
    given = (c for c in claims if isinstance(c.relation, MatchesExample))
    for claim, example in zip(given, spec.examples, strict=False):
        arguments = example_arguments(example, names, defaults)
        if arguments is not None:
            out[claim.id] = {name: arguments[name] for name in names if name in arguments}
    return out


def _ran(outcome: Outcome, trials: Sequence[Arguments], shown: Mapping[str, Arguments]) -> _Ran:
    results = [seen(a, r) for a, r in zip((*trials, *shown.values()), outcome.results, strict=True)]
    return _Ran(tuple(results[: len(trials)]), dict(zip(shown, results[len(trials) :], strict=True)))


def _failed(outcome: Outcome) -> Verdict | None:
    """Why the run as a whole says nothing, or the fault of a module that does not load."""
    if outcome.load_error is not None:
        message = f"{outcome.load_error.type}: {outcome.load_error.message}"
        return Refuted(Witness((), "a module that loads", message[:300], outcome.load_error.line))
    if outcome.status != "completed":
        return Inconclusive(f"the run ended early ({outcome.status.replace('_', ' ')})")
    return None


def _checked(claim: Claim, ran: _Ran, trials: Sequence[Arguments], shown: Mapping[str, Arguments]) -> Verdict:
    """One claim against what came back."""
    usable = [(a, s) for a, s in zip(trials, ran.trials, strict=True) if s.parts is not None]
    match claim.relation:
        case Runs():
            if usable:
                return Supported(len(usable))
            problem = next((s.problem for s in ran.trials), "there was nothing to try it with")
            return Inconclusive(f"it returned nothing on inputs that were made up for it: {problem}")
        case LeavesInputs():
            found = next(((a, s.changed) for a, s in zip(trials, ran.trials, strict=True) if s.changed), None)
            if found is not None:
                return Refuted(_witness(found[0], "arguments as they were", f"{', '.join(found[1])} changed"))
            return Supported(len(usable)) if usable else Inconclusive("nothing came back")
        case StaysWithin() as relation:
            return _within(relation, usable)
        case MatchesExample() as relation:
            return _example(relation, ran.examples.get(claim.id), shown.get(claim.id))
        case _:
            return Inconclusive("it is not compared for a routine that is called")


def _within(relation: StaysWithin, usable: Sequence[tuple[Arguments, Seen]]) -> Verdict:
    low = -np.inf if relation.bounds.low is None else relation.bounds.low
    high = np.inf if relation.bounds.high is None else relation.bounds.high
    slack = 1e-9 * max(1.0, *(abs(b) for b in (low, high) if np.isfinite(b)))
    tried = 0
    for arguments, one in usable:
        part = one.part(relation.output)
        if part is None or part.dtype.kind not in "iuf":
            continue
        values = part.astype(np.float64)
        values = values[np.isfinite(values)]
        tried += values.size > 0
        outside = values[(values < low - slack) | (values > high + slack)]
        if outside.size:
            return Refuted(
                _witness(arguments, f"a value from {low:g} to {high:g}", f"{float(outside[0]):.10g}")
            )
    return Supported(tried) if tried else Inconclusive("nothing finite came back")


def _example(relation: MatchesExample, one: Seen | None, arguments: Arguments | None) -> Verdict:
    if one is None or arguments is None:
        return Inconclusive("the example's arguments are not plain numbers")
    want = ", ".join(f"{value:g}" for value in relation.shown)
    if one.parts is None:
        return Refuted(_witness(arguments, want, one.problem, one.line))
    got = [float(v) for part in one.parts if part.dtype.kind in "biuf" for v in part.ravel()]
    agrees = len(got) == len(relation.shown) and all(
        abs(g - w) <= relation.atol for g, w in zip(got, relation.shown, strict=True)
    )
    if not agrees:
        return Refuted(_witness(arguments, want, ", ".join(f"{g:.10g}" for g in got[:6])))
    return Supported(1)


def _witness(arguments: Arguments, expected: str, got: str, line: int | None = None) -> Witness:
    told = tuple((n, "a graph" if is_standin(v) else as_source(v)) for n, v in arguments.items())
    return Witness(told, expected, got, line)


def _differ(own: _Ran, rival: _Ran) -> bool:
    """Whether a variant behaves differently at all on what the candidate takes."""
    pairs = [
        *zip(own.trials, rival.trials, strict=True),
        *((s, rival.examples[i]) for i, s in own.examples.items()),
    ]
    return any(mine.parts is not None and not _same(mine.parts, theirs.parts) for mine, theirs in pairs)


def _same(one: Sequence[Array], other: Sequence[Array] | None) -> bool:
    return other is not None and all_close(one, other, _RTOL)


def _exposure(
    thing: Basis,
    rivals: Sequence[_Ran],
    independent: Sequence[Claim],
    trials: Sequence[Arguments],
    shown: Mapping[str, Arguments],
) -> Exposure:
    killed = 0
    by: dict[str, None] = {}
    for rival in rivals:
        killers = [c.id for c in independent if isinstance(_checked(c, rival, trials, shown), Refuted)]
        killed += bool(killers)
        by.update(dict.fromkeys(killers))
    return Exposure(thing, len(rivals), killed, tuple(by))
