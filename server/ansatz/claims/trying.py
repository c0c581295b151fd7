"""Puts laws to the test: draws that a candidate accepts, then the calls that the laws ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

import numpy as np

from ansatz_sandbox import Call, CallResult, Job, Limits, NotReached, Outcome, Sandbox, Value

from ..core.claim import Claim, HasProperty
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness
from ..core.inputs import InputModel
from ..core.spec import Spec
from .comparing import as_source
from .inputs.draw import Drawn, Style, draw, folded, keeps
from .inputs.edges import edge_draws
from .inputs.harsh import hardened, hardships, with_gaps
from .inputs.infer import model_of
from .inputs.standins import WRAPPER, Argument, is_standin, standin
from .laws.law import Broken, Case, Finding, Ground, Held, Run, agree
from .laws.register import LAWS
from .returned import Arguments, Seen, seen

_STYLES: Final[tuple[Style, ...]] = (
    "plain", "plain", "plain", "plain", "small", "whole", "whole", "wide", "narrow", "arrays", "mixed",
)  # fmt: skip
_SHAKE: Final = 1e-10
_SEEDS: Final = 60
"""Runs of a random function from which its mean is known well enough to tell rivals apart."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Draws for a spec, the same for every candidate, and for some of them a copy moved a little."""

    spec: Spec
    model: InputModel
    drawn: tuple[Drawn, ...]
    shaken: tuple[Arguments | None, ...]
    seed: int
    ensembles: tuple[range, ...] = ()
    """Draws that differ in nothing but the state of a generator, to be compared in distribution."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one module did: its accepted draws, and each property claim's findings case by case."""

    seen: tuple[Seen, ...]
    """In the order of the draws."""
    steady: tuple[bool, ...]
    verdicts: Mapping[str, Verdict]
    load_error: str = ""
    status: str = "completed"
    executions: int = 0


def inputs_for(spec: Spec, seed: int) -> Inputs:
    """Draws from what the text says of the arguments; most leave out what is `None` unless given."""
    model = folded(model_of(spec))
    if model.demands and draw(model, np.random.default_rng(seed), "plain") is None:
        # What is demanded together may be read wrongly, or be met by chance too seldom.
        model = replace(model, demands=())
    rng = np.random.default_rng(seed)
    drawn = [d for style in _STYLES if (d := draw(model, rng, style)) is not None]
    if optional_in(model):
        short = without(model, optional_in(model))
        usual = np.random.default_rng(seed + 2)
        drawn = [
            *(d for style in _STYLES if (d := draw(short, usual, style)) is not None),
            *(d for d in drawn if d.style in {"plain", "small"}),
        ]
    hard = [hardened(h, d) for h in hardships(spec, model) for d in drawn[:2] if h.name in d.arguments]
    gaps = [with_gaps(spec, _as_given(model, d), d, rng) for d in drawn[:2]]
    drawn += [d for d in (*hard, *gaps) if d is not None and keeps(model, d.arguments)]
    unique = [d for n, d in enumerate(drawn) if not any(_same(d, e) for e in drawn[:n])]
    shaken = tuple(
        _shaken(d) if d.style in {"plain", "narrow", "small", "wide", "whole"} else None for d in unique
    )
    return Inputs(spec, model, tuple(unique), shaken, seed)


def optional_in(model: InputModel) -> frozenset[str]:
    """Arguments that mean something else, or nothing, where they are not given.

    A seed is always given: without one, no call is like another.
    """
    kinds = {"number", "integer", "array", "text"}
    return frozenset(
        i.name
        for i in model.inputs
        if i.default == "None" and i.kind in kinds and i.name not in {"seed", "random_seed"}
    )


def without(model: InputModel, names: frozenset[str]) -> InputModel:
    """The model of calls that leave arguments out."""
    return replace(
        model,
        inputs=tuple(i for i in model.inputs if i.name not in names),
        orders=tuple(o for o in model.orders if not names & {o.left, o.right}),
        factors_of=tuple(f for f in model.factors_of if f[0] not in names),
        fit=None
        if model.fit is not None and names & {model.fit.x, model.fit.y, *model.fit.errors}
        else model.fit,
    )


def _as_given(model: InputModel, drawn: Drawn) -> InputModel:
    """The model of one call."""
    return without(model, frozenset(i.name for i in model.inputs) - drawn.arguments.keys())


def inputs_for_rivals(spec: Spec, seed: int) -> Inputs:
    """More draws, edges among them, on which rivals are compared and nobody is accused."""
    inputs = inputs_for(spec, seed)
    rng = np.random.default_rng(seed + 1)
    more = [d for style in _STYLES if (d := draw(inputs.model, rng, style)) is not None]
    plain = [d for d in inputs.drawn if d.style == "plain"]
    edges = [e for d in plain[:2] for e in edge_draws(_as_given(inputs.model, d), d, rng)]
    drawn = [*inputs.drawn, *more, *edges]
    ensembles: list[range] = []
    chance = [i.name for i in inputs.model.inputs if i.kind == "generator"]
    for base in plain[:3] if chance else []:
        start = len(drawn)
        for number in range(_SEEDS):
            state = {name: standin("generator", 7919 * number + 13) for name in chance}
            drawn.append(Drawn("edge", {**base.arguments, **state}, base.sizes))
        ensembles.append(range(start, len(drawn)))
    return Inputs(spec, inputs.model, tuple(drawn), (None,) * len(drawn), seed, tuple(ensembles))


def _same(one: Drawn, other: Drawn) -> bool:
    if one.arguments.keys() != other.arguments.keys():
        return False
    return all(
        type(a) is type(b) and np.array_equal(np.asarray(a), np.asarray(b))
        for a, b in zip(one.arguments.values(), other.arguments.values(), strict=True)
        if not is_standin(a)
    ) and all(
        a == b for a, b in zip(one.arguments.values(), other.arguments.values(), strict=True) if is_standin(a)
    )


def _shaken(drawn: Drawn) -> Arguments | None:
    """Arguments moved in their tenth digit; None where nothing can be moved."""
    out: Arguments = {}
    moved = False
    for number, (name, value) in enumerate(drawn.arguments.items()):
        factor = 1.0 + _SHAKE * (1 if number % 2 else -1)
        if isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind in "fc"):
            out[name] = value * factor
            moved = True
        else:
            out[name] = value
    return out if moved else None


async def try_claims(
    modules: Sequence[str],
    entry: str,
    inputs: Inputs,
    claims: Sequence[Claim],
    sandbox: Sandbox,
    limits: Sequence[Limits],
) -> list[Trial]:
    """A trial for each module, in two rounds: the draws, then the calls that the laws ask for.

    Raises SandboxUnavailable. What a sandbox did not finish is Inconclusive.
    """
    regular = [*(dict(d.arguments) for d in inputs.drawn), *(s for s in inputs.shaken if s is not None)]
    firsts = await _run(modules, entry, inputs, [regular] * len(modules), sandbox, limits)
    grounds: list[Ground] = []
    plans: list[list[tuple[Claim, Case]]] = []
    for module, (outcome, results) in zip(modules, firsts, strict=True):
        ground = _ground(inputs, regular, results, module)
        grounds.append(ground)
        plans.append(
            [
                (c, case)
                for c in claims
                if isinstance(c.relation, HasProperty) and ground.runs and outcome.load_error is None
                for case in LAWS[c.relation.law].cases(c.relation, _for_law(ground, c.relation))
            ]
        )
    calls = [[call for _, case in plan for call in case.calls] for plan in plans]
    seconds = await _run(modules, entry, inputs, calls, sandbox, limits)
    out: list[Trial] = []
    for number, (outcome, results) in enumerate(firsts):
        findings = _findings(plans[number], seconds[number][1])
        verdicts = {
            c.id: _verdict(c, findings.get(c.id, [])) for c in claims if isinstance(c.relation, HasProperty)
        }
        steady = _steady(inputs, results)
        load = outcome.load_error
        out.append(
            Trial(
                tuple(results[: len(inputs.drawn)]),
                steady,
                verdicts,
                f"{load.type}: {load.message}"[:300] if load else "",
                outcome.status,
                len(regular) + len(calls[number]),
            )
        )
    return out


def _for_law(ground: Ground, relation: HasProperty) -> Ground:
    """The draws that give the arguments that a law speaks of, and leave out the others that may be."""
    optional = optional_in(ground.model)
    if not optional:
        return ground
    spoken_of = optional & {*relation.parameters, *relation.words}
    left_out: frozenset[str] = frozenset() if spoken_of else optional
    runs = [r for r in ground.runs if bool(optional & r.drawn.arguments.keys()) != bool(left_out)]
    if not runs and left_out:
        # The code asks for one of them: then as they are given.
        return replace(ground, runs=tuple(r for r in ground.runs if optional <= r.drawn.arguments.keys()))
    return replace(ground, model=without(ground.model, left_out), runs=tuple(runs))


def _ground(inputs: Inputs, regular: Sequence[Arguments], results: Sequence[Seen], module: str) -> Ground:
    steady = _steady(inputs, results)
    del regular
    runs = [
        Run(d, s, ok) for d, s, ok in zip(inputs.drawn, results, steady, strict=False) if s.parts is not None
    ]
    return Ground(inputs.spec, inputs.model, tuple(runs), inputs.seed, module)


def _steady(inputs: Inputs, results: Sequence[Seen]) -> tuple[bool, ...]:
    """Draws on which moving the inputs a little moves the result a little."""
    out: list[bool] = []
    at = len(inputs.drawn)
    for number, shaken in enumerate(inputs.shaken):
        if shaken is None:
            out.append(True)
            continue
        one, other = results[number], results[at]
        at += 1
        if one.parts is None or other.parts is None or len(one.parts) != len(other.parts):
            out.append(False)
            continue
        out.append(all(agree(a, b, 1e-6) for a, b in zip(one.parts, other.parts, strict=True)))
    return tuple(out)


async def _run(
    modules: Sequence[str],
    entry: str,
    inputs: Inputs,
    calls: Sequence[Sequence[Arguments]],
    sandbox: Sandbox,
    limits: Sequence[Limits],
) -> list[tuple[Outcome, list[Seen]]]:
    jobs = [
        Job(
            f"{module}\n{WRAPPER}", "ansatz_calls_", tuple(_call(entry, inputs.spec, a) for a in some), bounds
        )
        for module, some, bounds in zip(modules, calls, limits, strict=True)
    ]
    outcomes = await sandbox.run_all(jobs) if jobs else []
    out: list[tuple[Outcome, list[Seen]]] = []
    for outcome, some in zip(outcomes, calls, strict=True):
        results: Sequence[CallResult] = outcome.results or [NotReached()] * len(some)
        out.append((outcome, [seen(a, r) for a, r in zip(some, results, strict=True)]))
    return out


def _call(entry: str, spec: Spec, arguments: Arguments) -> Call:
    positional: list[Value] = []
    named: dict[str, Value] = {}
    for parameter in spec.parameters:
        if parameter.name not in arguments:
            continue
        if parameter.kind == "positional_only":
            positional.append(arguments[parameter.name])
        else:
            named[parameter.name] = arguments[parameter.name]
    return Call((entry, positional, named))


def _findings(
    plan: Sequence[tuple[Claim, Case]], results: Sequence[Seen]
) -> dict[str, list[tuple[Finding, Case]]]:
    out: dict[str, list[tuple[Finding, Case]]] = {}
    at = 0
    for claim, case in plan:
        mine = results[at : at + len(case.calls)]
        at += len(case.calls)
        assert isinstance(claim.relation, HasProperty)
        finding = LAWS[claim.relation.law].check(claim.relation, case, mine)
        out.setdefault(claim.id, []).append((finding, case))
    return out


def _verdict(claim: Claim, findings: Sequence[tuple[Finding, Case]]) -> Verdict:
    assert isinstance(claim.relation, HasProperty)
    broken = [(f, c) for f, c in findings if isinstance(f, Broken)]
    held = [f for f, _ in findings if isinstance(f, Held)]
    if broken and len(broken) >= min(LAWS[claim.relation.law].breaks, len(broken) + len(held)):
        finding, case = min(broken, key=lambda b: _weight(b[1].calls[min(b[0].at, len(b[1].calls) - 1)]))
        shown = case.calls[min(finding.at, len(case.calls) - 1)]
        return Refuted(witness_of(shown, finding.expected, finding.got))
    if held and not broken:
        return Supported(len(held))
    return Inconclusive("it holds on some inputs and not on others" if broken else "no input could decide it")


def _weight(arguments: Arguments) -> int:
    return sum(np.size(v) for v in arguments.values() if isinstance(v, np.ndarray | list))


def witness_of(arguments: Mapping[str, Argument], expected: str, got: str) -> Witness:
    """The call to show, with stand-ins as the code that they stand for."""
    return Witness(tuple((n, _shown(v)) for n, v in arguments.items()), expected, got)


def _shown(value: Argument) -> str:
    if is_standin(value):
        _, kind, what = cast("tuple[str, str, str | int]", value)
        return f"np.random.default_rng({what})" if kind == "generator" else str(what)
    if isinstance(value, np.ndarray) and value.size > 60:
        return f"np.array of shape {value.shape}, beginning {as_source(value.ravel()[:4])}"
    return as_source(value)
