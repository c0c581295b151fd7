"""What the calls show that an equation asks for: each claim on them, and which faulty variants it fails.

For specs whose equation says all that there is to the result, so that its symbols tell the inputs.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ansatz_sandbox import Outcome

from ..core.candidate import Candidate
from ..core.claim import (
    Basis,
    Claim,
    EqualsExpression,
    HasDimension,
    HasProperty,
    HasShape,
    KeepsInstruction,
    LeavesInputs,
    MatchesExample,
    MeetsDefinition,
    Parses,
    RelatesCalls,
    Runs,
    SatisfiesEquation,
    ShowsSession,
    StaysWithin,
    UsesInstalledApi,
)
from ..core.evidence import (
    Exposure,
    Inconclusive,
    Refuted,
    Supported,
    Verdict,
    Witness,
)
from ..core.formula import Piecewise
from ..core.inputs import Order
from ..core.plan import Plan
from ..core.spec import Spec
from ..formulas.evaluate import Argument
from ..formulas.tree import symbols, walk
from ..reading.faults import example_arguments
from . import behaviour, equation, example, units
from .cases import at_cases
from .domains import Sample, samples
from .inputs.draw import holds
from .inputs.orders import orders_in
from .named_function import FunctionNode
from .observing import Observation, call_of, observe_plan, observed
from .refusals import unless_missed
from .telling import at_parts


@dataclass(frozen=True, slots=True)
class Trials:
    """All calls that the claims need, made once."""

    samples: tuple[Sample, ...]
    examples: tuple[tuple[str, Sample], ...]
    pairs: tuple[tuple[Sample, Sample, str], ...]
    undefined: frozenset[int]
    """Samples (by `id`) on which the equation itself has no finite value, or that code may refuse."""
    disputed: frozenset[int] = frozenset()
    """Samples on which one reading has a value and another has none: a condition that only one saw."""

    @property
    def all(self) -> tuple[Sample, ...]:
        """Every sample, in the order of the calls."""
        return (*self.samples, *(s for _, s in self.examples), *(m for _, m, _ in self.pairs))


@dataclass(frozen=True, slots=True)
class Shown:
    """What came back, by kind of sample. `plan` is set where a plan stands for the code."""

    regular: list[Observation]
    examples: dict[str, Observation]
    by_sample: dict[int, Observation]
    plan: Plan | None


def trials_of(candidate: Candidate, spec: Spec, claims: Sequence[Claim], seed: int) -> Trials:
    domain = claims[0].domain
    relations = [c.relation for c in claims if isinstance(c.relation, EqualsExpression)]
    plans = [relation.plan for relation in relations]
    plain = samples(domain, seed)
    everything = (
        *plain,
        *at_cases(plans, domain, plain, candidate.module, spec.name),
        *at_parts(plans, domain, plain),
    )
    orders = _orders_between(spec, plans[0] if plans else None)
    drawn = tuple(s for s in everything if all(holds(o, s.arguments) for o in orders)) or everything
    shown: list[tuple[str, Sample]] = []
    names = tuple(p.name for p in spec.parameters)
    defaults = {p.name: p.default for p in spec.parameters}
    for claim, given in zip(
        (c for c in claims if isinstance(c.relation, MatchesExample)), spec.examples, strict=False
    ):
        arguments = example_arguments(given, names, defaults)
        if arguments is not None:
            shown.append((claim.id, Sample("numbers", arguments)))
    scaling = next((c.relation for c in claims if isinstance(c.relation, HasDimension)), None)
    pairs = tuple(units.rescaled(scaling, drawn)) if scaling is not None else ()
    undefined = [_undefined(relation, drawn) for relation in relations]
    first = undefined[0] if undefined else frozenset[int]()
    disputed = frozenset(number for one in undefined for number in one ^ first)
    return Trials(drawn, tuple(shown), pairs, first, disputed)


def _orders_between(spec: Spec, plan: Plan | None) -> list[Order]:
    """`b > a > 0`: orders between arguments, but for those that decide between the equation's own cases."""
    decided = {
        frozenset(symbols(condition.left) | symbols(condition.right))
        for step in (plan.steps if plan else ())
        for node in walk(step.formula)
        if isinstance(node, Piecewise)
        for branch in node.branches
        for condition in branch.conditions
    }
    symbol_of = {parameter: symbol for symbol, parameter in (plan.bindings if plan else ())}
    found = orders_in(spec.text, frozenset(p.name for p in spec.parameters))
    return [
        o
        for o in found
        if isinstance(o.left, str)
        and isinstance(o.right, str)
        and frozenset((symbol_of.get(o.left, o.left), symbol_of.get(o.right, o.right))) not in decided
    ]


def _undefined(relation: EqualsExpression, drawn: Sequence[Sample]) -> frozenset[int]:
    found: set[int] = set()
    for sample in drawn:
        expected = equation.expected_values(relation, sample)
        if expected is not None and not any(np.isfinite(want).any() for want, _ in expected):
            found.add(id(sample))
    return frozenset(found)


def shown(
    trial: Trials, calls: Sequence[object], outcome: Outcome, spec: Spec, count: int, plan: Plan | None
) -> Shown:
    everything = [
        observed(sample, call_of(sample, spec), result, spec, count)
        for sample, result in zip(trial.all, outcome.results, strict=True)
    ]
    return _sorted(trial, everything, plan)


def shown_by_plan(trial: Trials, plan: Plan, spec: Spec) -> Shown:
    defaults: dict[str, Argument] = {}
    for parameter in spec.parameters:
        try:
            defaults[parameter.name] = float(parameter.default or "")
        except ValueError:
            continue
    return _sorted(trial, observe_plan(plan, trial.all, defaults), plan)


def _sorted(trial: Trials, everything: list[Observation], plan: Plan | None) -> Shown:
    regular = everything[: len(trial.samples)]
    shown = everything[len(trial.samples) : len(trial.samples) + len(trial.examples)]
    return Shown(
        regular,
        {claim_id: observation for (claim_id, _), observation in zip(trial.examples, shown, strict=True)},
        {id(observation.sample): observation for observation in everything},
        plan,
    )


def static_verdict(claim: Claim, candidate: Candidate) -> Verdict | None:
    """Claims that need no run."""
    match claim.relation:
        case Parses(name=name, parameters=parameters):
            return _parses(candidate, name, parameters)
        case HasDimension() if candidate.plan is not None:
            return units.check_plan(claim.relation, candidate.plan)
        case _:
            return None


def _parses(candidate: Candidate, name: str, parameters: tuple[str, ...]) -> Verdict:
    try:
        tree = ast.parse(candidate.module)
    except SyntaxError as error:
        return Refuted(Witness((), "Python", f"{error.msg} at line {error.lineno}", error.lineno))
    except ValueError as error:
        return Refuted(Witness((), "Python", str(error)))
    found = [n for n in ast.walk(tree) if isinstance(n, FunctionNode) and n.name == name]
    has = [a.arg for n in found for a in (*n.args.posonlyargs, *n.args.args, *n.args.kwonlyargs)]
    if not found or not set(parameters) <= {
        *has,
        *(a.arg for n in found for a in (n.args.vararg, n.args.kwarg) if a),
    }:
        return Refuted(Witness((), f"a function `{name}({', '.join(parameters)})`", "no such function"))
    return Supported(1)


def unless_failed(outcome: Outcome, verdict: Verdict) -> Verdict:
    """A sandbox that failed says nothing about the science."""
    if outcome.load_error is not None:
        message = f"{outcome.load_error.type}: {outcome.load_error.message}"
        found = Refuted(Witness((), "a module that loads", message[:300], outcome.load_error.line))
        return unless_missed(found, message)
    if outcome.status != "completed" and not isinstance(verdict, Refuted):
        return Inconclusive(f"the run ended early ({outcome.status.replace('_', ' ')})")
    return verdict


def checked(claim: Claim, trial: Trials, seen: Shown, is_variant: bool = False) -> Verdict:
    """One claim against what was seen, of the candidate or of a faulty variant of it."""
    match claim.relation:
        case Runs():
            return behaviour.check_runs(seen.regular, trial.undefined)
        case EqualsExpression() as relation:
            agreed = [o for o in seen.regular if id(o.sample) not in trial.disputed]
            return equation.check_equals(relation, agreed, is_variant)
        case SatisfiesEquation() as relation:
            return equation.check_residual(relation, seen.regular)
        case HasShape() as relation:
            return behaviour.check_shape(relation, seen.regular)
        case LeavesInputs():
            return behaviour.check_inputs(seen.regular)
        case StaysWithin() as relation:
            return behaviour.check_bounds(relation, seen.regular)
        case MatchesExample() as relation:
            return example.check_example(relation, seen.examples.get(claim.id))
        case HasDimension() as relation:
            if seen.plan is not None:
                return units.check_plan(relation, seen.plan)
            return units.check_scaling(relation, trial.pairs, seen.by_sample)
        case (
            Parses()
            | UsesInstalledApi()
            | HasProperty()
            | ShowsSession()
            | KeepsInstruction()
            | RelatesCalls()
            | MeetsDefinition()
        ):
            return Inconclusive("judged elsewhere")


def differs(rival: Shown, seen: Shown) -> bool:
    """Whether a faulty variant behaves differently at all; one that does not is equivalent."""
    for mine, theirs in zip(seen.regular, rival.regular, strict=True):
        if mine.values is None:
            continue
        if theirs.values is None:
            return True
        for a, b in zip(mine.values, theirs.values, strict=False):
            if a.shape != b.shape and a.size != b.size:
                return True
            x, y = a, b.reshape(a.shape)
            usable = np.isfinite(x)
            # An approximation for small values of the code's own differs by its error.
            rtol = 2e-5 if mine.sample.form == "code edge" else 1e-7
            with np.errstate(all="ignore"):
                is_near = np.abs(x - y) <= rtol * np.abs(x) + 1e-300
            if np.any(usable & ~is_near):
                return True
    return False


def exposure(thing: Basis, rivals: list[Shown], supporting: Sequence[Claim], trial: Trials) -> Exposure:
    """How many variants wrong in `thing` the claims that do not rest on it tell from the candidate."""
    # What the text does not say plainly tells nothing apart: another root of its equation is as good.
    independent = [c for c in supporting if c.refutes and c.independent_of(thing)]
    killed = 0
    by: dict[str, None] = {}
    for rival in rivals:
        killers = [
            c.id for c in independent if isinstance(checked(c, trial, rival, is_variant=True), Refuted)
        ]
        killed += bool(killers)
        by.update(dict.fromkeys(killers))
    return Exposure(thing, len(rivals), killed, tuple(by))


def with_kills(
    verdicts: Mapping[str, Verdict],
    supporting: Sequence[Claim],
    trial: Trials,
    authored: Sequence[Shown],
    seen: Shown,
) -> dict[str, Verdict]:
    """Supporting verdicts with the number of faulty code variants that they fail."""
    different = [rival for rival in authored if differs(rival, seen)]
    out = dict(verdicts)
    for claim in supporting:
        verdict = verdicts[claim.id]
        if isinstance(verdict, Supported) and not isinstance(claim.relation, Parses | UsesInstalledApi):
            killed = sum(
                isinstance(checked(claim, trial, rival, is_variant=True), Refuted) for rival in different
            )
            out[claim.id] = replace(verdict, killed=killed, mutants=len(different))
    return out
