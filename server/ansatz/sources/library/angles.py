"""Angles and angular frequencies in the measure that a routine takes: degrees, hertz, radians."""

import re
from collections.abc import Sequence

from .binding import Pair
from .composition import Composition, NotComposed
from .facts import Argument
from .manual import Manual
from .units import unit_of_argument

_ANGULAR = re.compile(r"\bangular\b|\brad(?:ians?)?\b|\u03c9|\\omega", re.IGNORECASE)
_ORDINARY = re.compile(
    r"\bHz\b|hertz|cycles|\bordinary\b|1/|per (?:day|hour|second|year)|\^-1|\bd-1\b", re.IGNORECASE
)
_HALF_CIRCLE = re.compile(
    r"[-\u2212]180\D{1,12}180|[-\u2212](?:pi|\u03c0)\D{1,6}(?:pi|\u03c0)", re.IGNORECASE
)


def angle_settings(c: Composition, manual: Manual, pairs: Sequence[Pair]) -> list[tuple[str, str]]:
    """Keywords that tell the routine in which measure angles come; frequencies are converted in place.

    Raises NotComposed where the text does not say.
    """
    name = manual.entry.angles if manual.entry is not None else ""
    pair = next((p for p in pairs if p.slot.name == name), None)
    if pair is None:
        return []
    if name == "freqs":
        _angular(c, pair.argument)
        return []
    measure = _measure(c, pair.argument)
    if measure is None:
        raise NotComposed(f"it is not said whether `{pair.argument.name}` is in degrees or radians")
    c.met.add("full circle")
    c.vocabulary.append("degrees radians circle clockwise")
    if manual.slot("period") is not None:
        return [("period", "360")] if measure == "degrees" else []
    if manual.slot("high") is None:
        return []
    centred = bool(_HALF_CIRCLE.search(c.facts.text))
    if measure == "degrees":
        return [("high", "180"), ("low", "-180")] if centred else [("high", "360")]
    if not centred:
        return []
    pi = c.writer.ref("numpy.pi")
    return [("high", pi), ("low", f"-{pi}")]


def _measure(c: Composition, argument: Argument) -> str | None:
    unit = unit_of_argument(argument)
    said = f"{argument.text} {c.facts.prose} {c.facts.result_text}"
    if unit is not None and unit.is_angle:
        return "radians" if abs(unit.factor - 1) < 1e-9 else "degrees"
    if re.search(r"\bdegrees?\b|\u00b0|\bdeg\b|\b360\b", said):
        return "degrees"
    return "radians" if re.search(r"\bradians?\b|\brad\b", said) else None


def _angular(c: Composition, argument: Argument) -> None:
    if _ANGULAR.search(argument.text):
        return
    if not _ORDINARY.search(argument.text):
        raise NotComposed(f"it is not said whether `{argument.name}` is angular")
    c.exprs[argument.name] = f"2 * {c.writer.ref('numpy.pi')} * {c.expr(argument)}"
    c.adapted.append((f"2 pi {argument.name}", "the routine takes angular frequencies"))
