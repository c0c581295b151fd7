"""Which of several solutions is meant, where what the quantity is settles it.

Of a quantity that is never negative, the positive root; of an angle between a ray and a surface or its
normal, the one up to a right angle.
"""

import math
import re
from typing import Final

from ..core.formula import Call
from ..core.spec import Bounds, Reading
from .planning import NotPlannable, ordered_steps

_NEVER_NEGATIVE: Final = re.compile(
    r"\b(?:periods?|speeds?|distances?|radius|radii|lengths?|frequency|wavelengths?|mass(?:es)?|diameters?"
    r"|refractive ind(?:ex|ices)|ind(?:ex|ices) of refraction"
    r"|thickness|durations?"
    r"|half-life|lifetimes?|magnitude|standard deviation|rms|absolute temperature)\b",
    re.IGNORECASE,
)

_SIGNED: Final = re.compile(
    r"(?<!non-)(?<!non)(?<!never )(?<!not )\bnegative\b|\bsigned\b|\beither sign\b", re.IGNORECASE
)
"""What says that a quantity has a sign, whatever it is called elsewhere."""
_OF_A_RAY: Final = re.compile(
    r"\b(?:angles? of (?:refraction|incidence|reflection|diffraction|transmission)"
    r"|(?:refraction|refracted|glancing|grazing|bragg|brewster(?:'s)?|critical|diffraction) angles?)\b",
    re.IGNORECASE,
)
_INVERSE: Final = frozenset({"arcsin", "arccos", "arctan"})


def settled_range(reading: Reading, said: str) -> Bounds | None:
    """The range of a result that its equation leaves open and words settle, in its unit.

    `said` is what the text says of the result. A velocity or a displacement may have either sign.
    """
    if len(reading.outputs) != 1 or reading.ambiguities:
        return None
    try:
        steps = ordered_steps(reading).steps
    except NotPlannable:
        return None
    last = next((step for step in steps if step.symbol == reading.outputs[0]), None)
    if last is None or not last.has_branches or not isinstance(last.formula, Call):
        return None
    if last.formula.function == "sqrt" and _NEVER_NEGATIVE.search(said) and not _SIGNED.search(said):
        return Bounds(low=0.0)
    unit = reading.output_units[0]
    if last.formula.function in _INVERSE and unit is not None and unit.is_angle and _OF_A_RAY.search(said):
        return Bounds(0.0, math.pi / 2.0 / unit.factor)
    return None
