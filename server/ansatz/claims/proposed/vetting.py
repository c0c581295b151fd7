"""Which proposed claims to rely on: what the text itself says first, then what the proposals say twice.

Vetting sees the spec and the proposals, never a candidate. A claim is dropped with a reason when

- its inputs have no value, or its calls wait for each other;
- the docstring's own equation, as two readers understood it, does not keep to it (the text outranks the
  model);
- nothing confirms it: neither that equation nor the definition that was proposed beside it has a value
  on its calls;
- the definition says otherwise (said twice and differently, so that one of the two is wrong);
- no faulty variant of the equation or definition breaks it, nor a fault in what comes back (a sign, a
  factor, an order, a shape): it could not tell right from wrong.

A definition is dropped when an equation or example of the docstring says otherwise, or when it says
otherwise than a third of the claims. Values are compared with it one by one only where no claim
contradicts it and the claims would notice two in five of the faults that it could have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from ...core.claim import (
    Basis,
    Claim,
    Domain,
    EqualsExpression,
    Holds,
    MatchesExample,
    MeetsDefinition,
    RelatesCalls,
)
from ...core.spec import Spec
from ...core.term import Item, Name, Term
from ...formulas.terms.evaluate import Fuel, Value
from ...formulas.terms.functions import NoValue
from ...formulas.terms.variants import definition_variants
from ...reading.faults import example_arguments
from .. import mutants
from ..derive import claims_of
from ..domains import Sample
from ..equation import expected_values
from ..laws.law import Broken, Held, Open
from .calling import Conversation, Failed, Given, Result, Standin, defaults_of, disagreement
from .reading import Dropped, Read, basis_of

VARIANTS: Final = 24
_ENOUGH: Final = 0.4
"""Share of faulty definitions that the claims must notice before values are compared with it."""
_SHARPEST: Final = 1e-10
"""Of the usual size of the values, what no claim looks at: right implementations round differently."""
_WORK: Final = 400_000
"""Steps that one claim may take on all faulty variants together."""

_RETURNS: Final[tuple[Callable[[NDArray[Any], int], Any], ...]] = (
    lambda v, n: -v.astype(complex if v.dtype.kind == "c" else float),
    lambda v, n: 1.5 * v,
    lambda v, n: v + 1,
    lambda v, n: v.ravel()[:1],
    lambda v, n: v[None],
    lambda v, n: v[::-1] if v.ndim else v + 0.5,
    lambda v, n: np.real(v).astype(float),
    lambda v, n: np.full(v.shape, np.nan),
    lambda v, n: v + n,
)
"""Faults in what comes back of call number `n`, whatever computes it."""

Function: TypeAlias = "Callable[[Given, Fuel], Result]"


@dataclass(frozen=True, slots=True)
class Vetted:
    """Claims to rely on, and those dropped with the reason. `notes` tell what became of the definition."""

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...]
    notes: tuple[str, ...] = ()


def vet(read: Read, spec: Spec, model: str) -> Vetted:
    """The claims that stand every test, each with how many faulty variants it tells apart."""
    dropped = list(read.dropped)
    notes: list[str] = []
    equations = [
        c.relation for c in claims_of(spec) if isinstance(c.relation, EqualsExpression) and c.refutes
    ]
    trusted: list[Function] = [_of_equation(e) for e in equations]
    definition = None if read.definition is None else Standin(read.definition, defaults_of(spec))
    inside: list[Claim] = []
    for claim in read.claims:
        unasked = _unasked(claim)
        if unasked:
            dropped.append(_dropped(claim, unasked))
        else:
            inside.append(claim)
    if definition is not None and (why := _contradicted(definition, spec, inside, trusted)):
        notes.append(f"the definition that the model proposed is not used: {why}")
        dropped.append(Dropped("proposed/definition", "the definition", why))
        definition = None
    first: list[tuple[Claim, bool]] = []
    broken = 0
    open_: list[tuple[Claim, str]] = []
    for claim in inside:
        if any(isinstance(_tried(claim, function), Broken) for function in trusted):
            dropped.append(_dropped(claim, "the docstring's own equation says otherwise"))
            continue
        by_text = any(isinstance(_tried(claim, function), Held) for function in trusted)
        found = None if definition is None else _tried(claim, definition)
        if isinstance(found, Broken):
            broken += 1
            why = f"the definition proposed beside it gives {found.got} in place of {found.expected}"
            dropped.append(_dropped(claim, why))
        elif by_text or isinstance(found, Held):
            first.append((claim, by_text))
        else:
            why = "nothing confirms it" if found is None else f"nothing confirms it: {_why(found)}"
            open_.append((claim, why))
    dropped += [_dropped(claim, why) for claim, why in open_]
    if broken and definition is not None and 3 * broken >= len(first) + broken:
        notes.append("the definition that the model proposed is not used: too many of its claims disagree")
        dropped += [_dropped(c, "claims and definition contradict each other") for c, ok in first if not ok]
        first = [(c, ok) for c, ok in first if ok]
        definition = None
    faulty = _faulty(equations, definition)
    kept: list[Claim] = []
    noticed: set[int] = set()
    differing: set[int] = set()
    own = {n for n, (_, is_own) in enumerate(faulty) if is_own}
    for claim, _ in first:
        usual = definition if definition is not None else trusted[0]
        hits, changed, can = _told_apart(claim, faulty, usual)
        if not can:
            dropped.append(_dropped(claim, "no faulty variant breaks it: it can't tell right from wrong"))
            continue
        noticed |= hits
        differing |= changed | hits
        kept.append(claim)
    size = 0.0 if definition is None else _size(kept, definition)
    kept = [_not_too_sharp(claim, _SHARPEST * size) for claim in kept]
    if definition is not None and read.is_comparable and not broken and len(kept) > 1:
        share = len(noticed & own) / max(1, len(differing & own))
        if share >= _ENOUGH:
            kept.append(_meets(definition, read, kept, model, _SHARPEST * size))
        else:
            notes.append(
                f"values are not compared with the proposed definition: the claims notice {share:.0%} "
                "of the faults that it could have"
            )
    return Vetted(tuple(kept), tuple(dropped), tuple(notes))


def _dropped(claim: Claim, why: str) -> Dropped:
    return Dropped(claim.id, claim.text, why)


def _why(found: object) -> str:
    match found:
        case Open(why=why) | Failed(problem=why):
            return why
        case _:
            return ""


def _tried(claim: Claim, function: Function) -> object:
    """The finding on a stand-in for the function."""
    try:
        return _finding(claim, function, None)[0]
    except NoValue as error:
        return Failed("", str(error))


def _finding(claim: Claim, function: Function, fuel: Fuel | None) -> tuple[object, list[Result]]:
    assert isinstance(claim.relation, RelatesCalls)
    fuel = fuel or Fuel()
    conversation = Conversation(claim.relation, fuel)
    results: list[Result] = []
    while wanted := conversation.wanted():
        for call, given in wanted:
            found = [function(one, fuel) for one in given]
            results += found
            conversation.answer(call, given, found)
    return conversation.finding()[0], results


def _of_equation(relation: EqualsExpression) -> Function:
    def value(given: Given, _fuel: Fuel) -> Result:
        numbers = {
            n: v if isinstance(v, int | float) else np.asarray(v, dtype=np.float64)
            for n, v in given.items()
            if isinstance(v, int | float | list | np.ndarray)
        }
        if len(numbers) < len(given):
            return Failed("", "the equation takes numbers only")
        try:
            found = expected_values(relation, Sample("numbers", numbers))
        except (ValueError, TypeError, IndexError, ArithmeticError):
            found = None
        if found is None or not all(np.isfinite(want).all() for want, _ in found):
            return Failed("", "the equation has no value there")
        values = [want.item() if want.ndim == 0 else want for want, _ in found]
        return tuple(values) if len(values) > 1 else values[0]

    return value


def _unasked(claim: Claim) -> str:
    """Why the claim's calls can't be made at all; empty where they can."""
    relation = claim.relation
    assert isinstance(relation, RelatesCalls)
    try:
        conversation = Conversation(relation)
        wanted = conversation.wanted()
    except NoValue as error:
        return f"its inputs have no value: {error}"
    if not wanted:
        return "its calls wait for each other"
    return ""


def _contradicted(
    definition: Standin, spec: Spec, claims: Sequence[Claim], trusted: Sequence[Function]
) -> str:
    """Which part of the text says otherwise than the definition; empty for none."""
    names = tuple(p.name for p in spec.parameters)
    defaults = {p.name: p.default for p in spec.parameters}
    examples = [c.relation for c in claims_of(spec) if isinstance(c.relation, MatchesExample)]
    for relation, example in zip(examples, spec.examples, strict=False):
        arguments = example_arguments(example, names, defaults)
        if arguments is None:
            continue
        found = definition(cast("Given", dict(arguments)), Fuel())
        shown = relation.shown[0] if len(relation.shown) == 1 else np.asarray(relation.shown)
        if not isinstance(found, Failed) and disagreement("~", found, shown, 0.0, relation.atol) is not None:
            return f"the docstring's example `{relation.source}` shows another value"
    for claim in claims:
        for function in trusted:
            if _differ(claim, definition, function):
                return "the docstring's own equation says otherwise"
    return ""


def _differ(claim: Claim, definition: Standin, function: Function) -> bool:
    """Whether an equation and the definition have different values on a claim's calls."""
    try:
        one, other = _finding(claim, definition, None)[1], _finding(claim, function, None)[1]
    except NoValue:
        return False
    for a, b in zip(one, other, strict=False):
        if isinstance(a, Failed) or isinstance(b, Failed):
            return False
        try:
            if disagreement("~", a, b, 1e-6, 1e-290) is not None:
                return True
        except NoValue:
            return False
    return False


def _faulty(equations: Sequence[EqualsExpression], definition: Standin | None) -> list[tuple[Function, bool]]:
    """Faulty variants; True for those of the definition."""
    out: list[tuple[Function, bool]] = []
    if definition is not None:
        found = definition_variants(definition.definition, VARIANTS)
        out += [(Standin(one, definition.defaults), True) for one in found]
    elif equations:
        plan = equations[0].plan
        things = {Basis("parse", "", s.symbol) for s in plan.steps}
        plans = [p for t in sorted(things) for p in mutants.plan_mutants(plan, t)]
        out += [(_of_equation(EqualsExpression(p)), False) for p in plans[:VARIANTS]]
    return out


def _told_apart(
    claim: Claim, faulty: Sequence[tuple[Function, bool]], usual: Function
) -> tuple[set[int], set[int], bool]:
    """Variants that break the claim, those that behave differently on its calls at all, and whether a
    fault in what comes back breaks it."""
    hits: set[int] = set()
    changed: set[int] = set()
    assert isinstance(claim.relation, RelatesCalls)
    may_raise = can = _may_raise(claim.relation.holds)
    try:
        results = _finding(claim, usual, None)[1]
    except NoValue:
        return hits, changed, False
    fuel = Fuel(_WORK)
    for number, (function, _) in enumerate(faulty):
        try:
            finding, others = _finding(claim, function, fuel)
        except NoValue:
            continue
        if isinstance(finding, Broken):
            hits.add(number)
            # That a value is wanted at all is no claim of its own.
            can |= may_raise or not any(isinstance(r, Failed) for r in others)
        elif any(_is_changed(a, b) for a, b in zip(results, others, strict=False)):
            changed.add(number)
        if fuel.left <= 0:
            break
    can = can or any(isinstance(_replayed(claim, results, fault), Broken) for fault in _RETURNS)
    return hits, changed, can


def _replayed(claim: Claim, results: Sequence[Result], fault: Callable[[NDArray[Any], int], Any]) -> object:
    """The finding where each call gives what the definition gave, with a fault in it."""
    queue = iter(enumerate(results))

    def function(_given: Given, _fuel: Fuel) -> Result:
        number, result = next(queue, (0, None))
        return result if isinstance(result, Failed) else _faulted(result, fault, number)

    return _tried(claim, function)


def _faulted(value: Value, fault: Callable[[NDArray[Any], int], Any], number: int) -> Value:
    if isinstance(value, tuple):
        return tuple(_faulted(v, fault, number) for v in cast("tuple[Value, ...]", value))
    if isinstance(value, bool | int | float | complex | np.ndarray):
        found = np.asarray(fault(np.asarray(value), number))
        return cast("Value", found.item() if found.ndim == 0 else found)
    return value


def _is_changed(one: Result, other: Result) -> bool:
    if isinstance(one, Failed) or isinstance(other, Failed):
        return isinstance(one, Failed) != isinstance(other, Failed)
    try:
        return disagreement("~", one, other, 1e-6, 1e-290) is not None
    except NoValue:
        return False


def _size(claims: Sequence[Claim], definition: Standin) -> float:
    """The usual size of the returned values, of the smallest where there are several; 0 for none."""
    sizes: dict[int, list[float]] = {}
    for claim in claims:
        try:
            results = _finding(claim, definition, None)[1]
        except NoValue:
            continue
        for result in results:
            parts = cast("tuple[Value, ...]", result) if isinstance(result, tuple) else (result,)
            for number, part in enumerate(parts):
                if isinstance(part, int | float | complex | np.ndarray) and np.asarray(part).size:
                    found = np.abs(np.asarray(part))
                    found = found[np.isfinite(found)]
                    if found.size and found.max() > 0:
                        sizes.setdefault(number, []).append(float(found.max()))
    return min((float(np.median(some)) for some in sizes.values()), default=0.0)


def _not_too_sharp(claim: Claim, atol: float) -> Claim:
    """The claim with room for rounding, where it compares returned values as they are."""
    relation = claim.relation
    assert isinstance(relation, RelatesCalls)
    results = {call.result for call in relation.calls}
    if not any(_is_result(h.left, results) or _is_result(h.right, results) for h in relation.holds):
        return claim
    return replace(claim, relation=replace(relation, atol=max(relation.atol, atol)))


def _is_result(term: Term, results: set[str]) -> bool:
    return (isinstance(term, Name) and term.name in results) or (
        isinstance(term, Item) and _is_result(term.of, results)
    )


def _meets(definition: Standin, read: Read, kept: Sequence[Claim], model: str, atol: float) -> Claim:
    on = tuple(
        c.relation
        for c in kept
        if isinstance(c.relation, RelatesCalls)
        and c.id not in read.apart
        and not _may_raise(c.relation.holds)
    )
    spans = tuple(dict.fromkeys(s for c in kept for s in c.spans))
    relation = MeetsDefinition(definition.definition, definition.defaults, on, read.rtol, atol)
    text = f"its values are those of the definition that the docstring gives (as proposed by {model})"
    rests_on = frozenset({basis_of(model), Basis("author", model, "code")})
    return Claim("proposed/definition", relation, text, spans, Domain(()), rests_on, proposed_by=model)


def _may_raise(holds: Sequence[Holds]) -> bool:
    return any(h.sign == "raises" for h in holds)
