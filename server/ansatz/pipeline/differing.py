"""What a model wrote beside what came from the docstring's own equations and routines, by what they return.

Agreement never verifies and difference never refutes. But where a candidate of another origin stands and
returns something else, nothing is shown as verified: one of them is wrong, and the input says where to look.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..claims.comparing import as_source
from ..claims.rivals import compare
from ..claims.trying import inputs_for_rivals, try_claims
from ..core.evidence import Judgement
from ..core.spec import Spec
from .judged import Judged, is_offered
from .stages import Arena


async def differing(judged: Sequence[Judged], spec: Spec, arena: Arena) -> list[Judged]:
    """The same candidates; those that differ from one of another origin say so. Raises nothing new."""
    standing = [each for each in judged if is_offered(each)]
    if len({each.candidate.source for each in standing}) < 2:
        return list(judged)
    inputs = inputs_for_rivals(spec, arena.seed)
    modules = [each.candidate.module for each in standing]
    entry = standing[0].candidate.entry
    limits = [arena.limits] * len(modules)
    trials = await try_claims(modules, entry, inputs, (), arena.sandbox, limits)
    compared = compare(trials, modules, inputs)
    party = {id(standing[n]): number for number, some in enumerate(compared.clusters) for n in some}
    shown = ""
    if compared.separation is not None:
        given = compared.separation.arguments.items()
        shown = f", for instance for {', '.join(f'{name}={as_source(value)}' for name, value in given)}"
    out: list[Judged] = []
    for each in judged:
        others = [
            one.candidate.title
            for one in standing
            if id(each) in party
            and party[id(one)] != party[id(each)]
            and one.candidate.source != each.candidate.source
        ]
        out.append(each if not others else Judged(each.candidate, _lowered(each.judgement, others[0], shown)))
    return out


def _lowered(judgement: Judgement, other: str, shown: str) -> Judgement:
    reason = f"it differs from what was {other}{shown[:300]}"
    level = "plausible" if judgement.level == "verified" else judgement.level
    return replace(judgement, level=level, reasons=(*judgement.reasons, reason))
