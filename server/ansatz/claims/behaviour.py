"""Claims about behaviour at large: it runs, shapes fit, arguments stay, values keep to their range."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..core.claim import Claim, EqualsExpression, HasShape, StaysWithin
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict
from ..core.spec import Spec
from ..formulas.evaluate import Argument
from .comparing import witness
from .observing import Observation


def check_runs(observations: list[Observation], undefined: frozenset[int]) -> Verdict:
    """A value comes back on every sample; an exception is fair on one (by `id`) where nothing is defined."""
    for observation in observations:
        # At a limit that the code sets itself it may refuse: the text says nothing of it.
        if observation.sample.form == "code edge":
            continue
        if observation.values is None and observation.was_reached and id(observation.sample) not in undefined:
            return Refuted(
                witness(observation.sample.arguments, "a value", observation.problem, observation.line)
            )
    if not all(o.was_reached for o in observations):
        return Inconclusive("the run ended before all inputs were tried")
    return Supported(len(observations))


def check_shape(relation: HasShape, observations: list[Observation]) -> Verdict:
    """Numbers give one number each; arrays give the broadcast shape of what is not a vector."""
    tried = 0
    for observation in observations:
        if observation.values is None:
            continue
        wanted = _broadcast(observation, relation.vectors)
        if wanted is None:
            continue
        for value in observation.values:
            tried += 1
            fits = value.shape == wanted or (wanted == () and value.size == 1 and value.ndim <= 1)
            if not fits:
                return Refuted(
                    witness(observation.sample.arguments, f"shape {wanted}", f"shape {value.shape}")
                )
    return Supported(tried) if tried else Inconclusive("nothing came back")


def _broadcast(observation: Observation, vectors: tuple[str, ...]) -> tuple[int, ...] | None:
    shapes = [np.shape(_as_array(v)) for n, v in observation.sample.arguments.items() if n not in vectors]
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


def _as_array(value: Argument) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.asarray(value, dtype=np.float64)


def check_inputs(observations: list[Observation]) -> Verdict:
    """No argument is changed by the call."""
    tried = 0
    for observation in observations:
        tried += observation.values is not None
        if observation.changed:
            names = ", ".join(f"`{name}`" for name in observation.changed)
            return Refuted(
                witness(
                    observation.sample.arguments, "arguments as they were", f"{names} changed by the call"
                )
            )
    return Supported(tried) if tried else Inconclusive("nothing came back")


def check_bounds(relation: StaysWithin, observations: list[Observation]) -> Verdict:
    """Finite values lie in the stated range, up to rounding."""
    tried = 0
    low = -np.inf if relation.bounds.low is None else relation.bounds.low
    high = np.inf if relation.bounds.high is None else relation.bounds.high
    slack = 1e-9 * max(1.0, *(abs(b) for b in (low, high) if np.isfinite(b)))
    for observation in observations:
        if observation.values is None:
            continue
        value = observation.values[relation.output]
        finite = value[np.isfinite(value)]
        tried += finite.size > 0
        if finite.size and (finite.min() < low - slack or finite.max() > high + slack):
            off = float(finite.min()) if finite.min() < low - slack else float(finite.max())
            return Refuted(
                witness(observation.sample.arguments, f"a value from {low:g} to {high:g}", f"{off:.10g}")
            )
    return Supported(tried) if tried else Inconclusive("nothing finite came back")


def unless_ranges_are_guessed(
    verdicts: Mapping[str, Verdict], claims: Sequence[Claim], spec: Spec
) -> dict[str, Verdict]:
    """The verdicts, with a range of the result withdrawn where the code does what the equation says.

    `Frequency of an allele` says no range, and that of the result holds on numbers from 0 to 1 alone: code
    that keeps to the equation on other numbers as well is not at fault.
    """
    is_guessed = any(p.bounds is None and p.unit is None and p.default is None for p in spec.parameters)
    equations = [verdicts.get(c.id) for c in claims if isinstance(c.relation, EqualsExpression) and c.refutes]
    if not is_guessed or not equations or not all(isinstance(v, Supported) for v in equations):
        return dict(verdicts)
    why = "a number may lie outside of the range that it has, which the text does not say"
    return {
        c.id: Inconclusive(why)
        if isinstance(c.relation, StaysWithin) and isinstance(verdicts[c.id], Refuted)
        else verdicts[c.id]
        for c in claims
        if c.id in verdicts
    }
