"""Where a docstring can be understood in more than one way that matters, and what to ask."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..claims.cases import at_cases
from ..claims.comparing import as_source
from ..claims.derive import claims_of
from ..claims.domains import samples
from ..claims.equation import expected_values
from ..core.claim import EqualsExpression
from ..core.formula import Call, Divide
from ..core.spec import Spec
from ..formulas.tree import symbols
from ..reading.homogeneity import Ambiguous, UnitsDisagree
from ..reading.planning import NotPlannable
from ..reading.working_units import plan_for

_HALF_A_TURN: Final = math.pi * 1.001


@dataclass(frozen=True, slots=True)
class Question:
    """What only the author of the docstring can say."""

    text: str
    choices: tuple[str, ...]


def question_between_readings(spec: Spec) -> Question | None:
    """A question where readings differ on some input, or the text itself is open."""
    if not spec.readings:
        return None
    first = spec.readings[0]
    if first.ambiguities and "did you mean" in first.ambiguities[0]:
        return Question(f"{first.ambiguities[0]}.", ())
    if first.ambiguities:
        return Question(f"The equation can be read in more than one way: {first.ambiguities[0]}.", ())
    open_binding = next((note for note in spec.notes if note.startswith("Which argument")), None)
    if open_binding:
        return Question(open_binding, ())
    try:
        plan_for(first, "minimal")
    except Ambiguous as error:
        return Question(f"The units leave the result open: {error}. Say in the docstring which is meant.", ())
    except (NotPlannable, UnitsDisagree):
        return None
    return _quadrant(spec) or _difference(spec)


def _quadrant(spec: Spec) -> Question | None:
    """An angle `arctan(y / x)` whose stated range is a whole turn, which a quotient cannot tell apart."""
    first = spec.readings[0]
    last = {name: s.equation.right for s in first.statements for name in symbols(s.equation.left)}
    for number, symbol in enumerate(first.outputs):
        match last.get(symbol):
            case Call(function="arctan", arguments=(Divide(),)):
                pass
            case _:
                continue
        bounds = spec.results[number].bounds if number < len(spec.results) else None
        unit = first.output_units[number]
        if bounds is None or bounds.low is None or bounds.high is None:
            continue
        if (bounds.high - bounds.low) * (unit.factor if unit is not None else 1.0) > _HALF_A_TURN:
            return Question(
                f"`{symbol}` is to lie between {bounds.low:g} and {bounds.high:g}, and the arctangent of a "
                "quotient takes half of that range: did you mean arctan2(y, x), which knows the quadrant?",
                (),
            )
    return None


def _difference(spec: Spec) -> Question | None:
    claims = [c for c in claims_of(spec) if isinstance(c.relation, EqualsExpression)]
    if len(claims) < 2:
        return None
    domain = claims[0].domain
    plain = samples(domain, seed=1)
    plans = [c.relation.plan for c in claims if isinstance(c.relation, EqualsExpression)]
    for sample in (*plain, *at_cases(plans, domain, plain)):
        values = [
            expected_values(c.relation, sample) for c in claims if isinstance(c.relation, EqualsExpression)
        ]
        if any(v is None for v in values):
            continue
        shown = [v for v in values if v is not None]
        for (a, slack), (b, _) in zip(shown[0], shown[1], strict=False):
            if a.shape != b.shape:
                continue
            apart = np.isfinite(a) & np.isfinite(b) & (np.abs(a - b) > 10 * slack)
            if np.any(apart):
                place = tuple(int(i[0]) for i in np.nonzero(apart)) if apart.ndim else ()
                given = ", ".join(f"{name}={as_source(value)}" for name, value in sample.arguments.items())
                return Question(
                    f"Two ways to read the docstring differ: for {given} one gives {a[place]:.6g}, the other "
                    f"{b[place]:.6g}. Make the equation, its symbols or its units more explicit.",
                    (f"{a[place]:.6g}", f"{b[place]:.6g}"),
                )
    return None
