"""The example claim: what the docstring shows for a call is what comes back."""

from ..core.claim import MatchesExample
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict
from .comparing import witness
from .observing import Observation


def check_example(relation: MatchesExample, observation: Observation | None) -> Verdict:
    """Compare to the digits shown."""
    if observation is None:
        return Inconclusive("the example's arguments are not plain numbers")
    if observation.values is None:
        return Refuted(
            witness(observation.sample.arguments, _shown(relation), observation.problem, observation.line)
        )
    got = [float(v) for value in observation.values for v in value.ravel()]
    if len(got) != len(relation.shown) or any(
        not abs(g - s) <= relation.atol for g, s in zip(got, relation.shown, strict=True)
    ):
        return Refuted(
            witness(observation.sample.arguments, _shown(relation), ", ".join(f"{g:.10g}" for g in got[:6]))
        )
    return Supported(1)


def _shown(relation: MatchesExample) -> str:
    return ", ".join(f"{value:g}" for value in relation.shown)
