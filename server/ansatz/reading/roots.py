"""Which of two square roots is meant: of a quantity that is never negative, the positive one."""

import re
from typing import Final

from ..core.formula import Call
from ..core.spec import Reading
from .planning import NotPlannable, ordered_steps

_NEVER_NEGATIVE: Final = re.compile(
    r"\b(?:periods?|speeds?|distances?|radius|radii|lengths?|frequency|wavelengths?|mass(?:es)?|diameters?"
    r"|thickness|durations?|half-life|lifetimes?|magnitude|standard deviation|rms|absolute temperature)\b",
    re.IGNORECASE,
)


def is_positive_root(reading: Reading, said: str) -> bool:
    """Whether the result is a root that an equation for its square leaves open, and words settle its sign.

    `said` is what the text says of the result. A velocity or a displacement may have either sign.
    """
    if not _NEVER_NEGATIVE.search(said) or len(reading.outputs) != 1 or reading.ambiguities:
        return False
    try:
        steps = ordered_steps(reading).steps
    except NotPlannable:
        return False
    last = next((step for step in steps if step.symbol == reading.outputs[0]), None)
    if last is None or not last.has_branches:
        return False
    return isinstance(last.formula, Call) and last.formula.function == "sqrt"
