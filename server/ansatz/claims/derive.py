"""Spec to claims: everything the text says that a run can be held against."""

import re
from dataclasses import replace
from typing import Final

from ..core.claim import (
    Basis,
    Claim,
    Domain,
    EqualsExpression,
    HasDimension,
    HasShape,
    LeavesInputs,
    MatchesExample,
    Parses,
    Runs,
    SatisfiesEquation,
    StaysWithin,
    UsesInstalledApi,
)
from ..core.formula import Integral
from ..core.plan import Plan
from ..core.spec import Reading, Spec
from ..core.text import Span
from ..formulas.tree import symbols, walk
from ..reading.faults import example_tolerance
from ..reading.givens import unit_relations
from ..reading.homogeneity import Ambiguous, UnitsDisagree, balances
from ..reading.origins import things_of
from ..reading.planning import NotPlannable
from ..reading.working_units import plan_for
from .domains import domain_of

_RTOL_OF_INTEGRALS: Final = 1e-7


def for_judging(spec: Spec) -> Spec:
    """A spec of which no more is taken for granted than was understood.

    Symbols that were not matched mean that its equations were not understood; what else the text says
    of the function stands, and code can be held against that.
    """
    unread = {"undefined-symbol", "missing-input"}
    if any(fault.kind in unread for fault in spec.faults):
        return replace(spec, readings=(), faults=tuple(f for f in spec.faults if f.kind not in unread))
    return spec


def claims_of(spec: Spec) -> tuple[Claim, ...]:
    """The claims, cheapest first. Only those that rest on a reading need one."""
    domain = domain_of(spec)
    claims = [
        Claim(
            "syntax",
            Parses(spec.name, tuple(p.name for p in spec.parameters)),
            "it is Python that defines the function",
            (),
            domain,
            frozenset(),
        ),
        Claim(
            "installed_api",
            UsesInstalledApi(),
            "what it imports and calls is installed",
            (),
            domain,
            frozenset(),
        ),
        Claim("runs", Runs(), "it returns a value on inputs of the stated kind", (), domain, frozenset()),
        Claim(
            "inputs_unchanged", LeavesInputs(), "it leaves its arguments as they are", (), domain, frozenset()
        ),
    ]
    vectors = tuple(p.name for p in domain.parameters if p.extent == "vector")
    if spec.readings:
        count = len(spec.readings[0].outputs)
        text = "numbers give a number, arrays an array of the broadcast shape"
        if not _makes_array(spec, domain):
            claims.append(Claim("shape", HasShape(count, vectors), text, (), domain, frozenset()))
        claims.extend(_equations(spec, claims[0]))
        claims.extend(_units(spec, claims[0]))
    for number, result in enumerate(spec.results):
        if re.search(r"\b(when|if|where|unless|for)\b", result.description):
            # `positive when x > y` is no range of the result.
            continue
        if result.bounds is not None and (result.bounds.low, result.bounds.high) != (None, None):
            low, high = result.bounds.low, result.bounds.high
            sides = [f"above {low:g}"] if low is not None else []
            sides += [f"below {high:g}"] if high is not None else []
            text = f"the result lies {' and '.join(sides)}"
            claims.append(
                Claim(
                    f"bound/{number}",
                    StaysWithin(number, result.bounds),
                    text,
                    (result.span,),
                    domain,
                    frozenset(),
                )
            )
    for number, example in enumerate(spec.examples):
        atol = max(example_tolerance(example, shown) for shown in example.shown)
        relation = MatchesExample(example.source, example.arguments, example.keywords, example.shown, atol)
        thing = Basis("example", "docstring", str(number))
        claims.append(
            Claim(
                f"example/{number}",
                relation,
                f"{example.source} gives what is shown",
                (example.span,),
                domain,
                frozenset({thing}),
            )
        )
    return tuple(claims)


def _equations(spec: Spec, like: Claim) -> list[Claim]:
    """A comparison for every reading, and residuals where something had to be rearranged."""
    out: list[Claim] = []
    for reading in spec.readings:
        if reading.ambiguities:
            continue
        try:
            plan = plan_for(reading, "coherent", unit_relations(spec.text))
        except (NotPlannable, Ambiguous, UnitsDisagree):
            continue
        rests_on = things_of(reading, plan)
        spans = tuple(dict.fromkeys(step.span for step in plan.steps))
        text = f"its values equal the equation's, as read by the {reading.reader} reader"
        # Where a rearranged equation has several solutions, another one than the principal is no mistake.
        is_one_of_several = any(step.is_solved and step.has_branches for step in plan.steps)
        out.append(
            Claim(
                f"equation/{reading.reader}",
                _equals(plan),
                text,
                spans,
                like.domain,
                rests_on,
                refutes=not is_one_of_several,
            )
        )
        out.extend(_residuals(reading, plan, like))
    if not _is_whole(out, spec):
        return [replace(c, refutes=False) for c in out]
    return out


def _equals(plan: Plan) -> EqualsExpression:
    """Quadrature at a singular end keeps fewer digits than arithmetic does."""
    is_integral = any(isinstance(node, Integral) for step in plan.steps for node in walk(step.formula))
    return EqualsExpression(plan, _RTOL_OF_INTEGRALS) if is_integral else EqualsExpression(plan)


def _is_whole(claims: list[Claim], spec: Spec) -> bool:
    """Whether two readers agree that an equation gives the result, from all that the function must be given.

    An equation that leaves an argument out ("after a single dose", a definition in passing) speaks of
    a part or a special case, and one that only one reader understood may be misread.
    """
    plans = [c.relation.plan for c in claims if isinstance(c.relation, EqualsExpression)]
    if len(plans) < 2:
        return False
    needed = {p.name for p in spec.parameters if p.default is None and not p.kind.startswith("var")}
    return all(needed <= {parameter for _, parameter in plan.bindings} | set(plan.vectors) for plan in plans)


def _residuals(reading: Reading, plan: Plan, like: Claim) -> list[Claim]:
    outputs = {o.symbol for o in plan.outputs}
    out: list[Claim] = []
    for number, statement in enumerate(reading.statements):
        involved = symbols(statement.equation.left) | symbols(statement.equation.right)
        step = next((s for s in plan.steps if s.is_solved and s.symbol in involved & outputs), None)
        if step is None:
            continue
        others = tuple(s for s in plan.steps if s.symbol not in outputs)
        rests_on = frozenset(b for b in things_of(reading, plan) if b.aspect != "solve")
        relation = SatisfiesEquation(statement.equation, replace(plan, steps=others))
        said = " ".join(statement.text.split())[:80]
        text = f"its values satisfy `{said}`, as read by the {reading.reader} reader"
        out.append(
            Claim(
                f"residual/{reading.reader}/{number}",
                relation,
                text,
                (statement.span,),
                like.domain,
                rests_on,
            )
        )
    return out


def _units(spec: Spec, like: Claim) -> list[Claim]:
    """Only equations that balance in the stated units make a claim about dimensions."""
    reading = spec.readings[0]
    if not balances(reading) or not any(u is not None for u in reading.output_units):
        return []
    units = dict(reading.units)
    inputs = tuple((b.parameter, units.get(b.parameter)) for b in reading.bindings)
    givens = tuple((g.symbol, g.unit) for g in reading.givens)
    relation = HasDimension(inputs, givens, reading.output_units)
    names = [*(name for name, unit in inputs if unit is not None), *reading.outputs]
    rests_on = frozenset(Basis("units", reading.reader, name) for name in names)
    spans: tuple[Span, ...] = tuple(r.span for r in spec.results)
    shown = ", ".join(u.text for u in reading.output_units if u is not None)
    return [
        Claim(
            "units",
            relation,
            f"its arithmetic gives {shown} from the stated units",
            spans,
            like.domain,
            rests_on,
        )
    ]


def _makes_array(spec: Spec, domain: Domain) -> bool:
    """Whether an array comes of numbers alone, such as a window of so many points."""
    says_array = any(re.match(r"\W*(?:nd)?array\b", r.description, re.IGNORECASE) for r in spec.results)
    return says_array and all(p.extent == "scalar" for p in domain.parameters)
