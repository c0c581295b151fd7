r"""Equations for a power, `\kappa^{-1} = …`: whether the quantity is asked for or what stands there.

A Debye length is `\kappa^{-1}`, while a wavelength may be given by an equation for `\lambda^{-1}`; a speed
comes from one for `v^2`, while `\chi^2` is a statistic of its own. The words for the result, its unit or the
function's name say which; where they don't, nobody knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..core.formula import Equation, Negate, Number, Power, Symbol
from ..core.spec import Bounds, Fault, Reading, Statement
from ..formulas.symbols import spelled
from .docstring import Docstring
from .found import Found, Unread
from .homogeneity import balances
from .working_units import units_disagree

_POWERS: Final[Mapping[str, tuple[str, str, str]]] = {
    "-1": ("inverse_{}", r"-\s*1", "inverse|reciprocal"),
    "2": ("{}_squared", r"2", r"squared?"),
    "3": ("{}_cubed", r"3", r"cubed?"),
}
"""By exponent: a name for the power, how the exponent is written, and words for such a power."""
_KNOWN_AS_SQUARES: Final = frozenset(
    {"chi", "R", "r", "T", "D", "h", "H", "eta", "omega", "I", "s", "sigma", "phi", "M", "S"}
)
"""Quantities of which the square is as often what is meant: statistics, variances, effect sizes."""


@dataclass(frozen=True, slots=True)
class GrammarReading:
    """What this reader made of a docstring: no reading where there is no equation or no result."""

    reading: Reading | None
    faults: tuple[Fault, ...]
    questions: tuple[str, ...]
    unread: tuple[Unread, ...]
    bounds: Mapping[str, Bounds] = field(default_factory=dict[str, Bounds])
    """Ranges of parameters that stand beside the equations."""
    besides: tuple[Statement, ...] = ()
    """Equations with the result in them that it does not need, which must hold as well."""


def power_on_left(equation: Equation) -> tuple[str, str] | None:
    """Symbol and exponent of a power that stands left: -1, 2 or 3."""
    match equation.left:
        case Power(base=Symbol(name=name), exponent=Number(text=text)) if text in _POWERS:
            return name, text
        case Power(base=Symbol(name=name), exponent=Negate(operand=Number(text="1"))):
            return name, "-1"
        case _:
            return None


def with_whole_left(found: Found) -> Found:
    """The equation as one for the power under a name of its own."""
    power = power_on_left(found.equation)
    if power is None:
        return found
    name, exponent = power
    return replace(found, equation=Equation(Symbol(_POWERS[exponent][0].format(name)), found.equation.right))


def asked_of_power(
    base: GrammarReading, whole: GrammarReading, doc: Docstring, function: str
) -> GrammarReading:
    """The reading that is meant; with a question where the text leaves it open."""
    if base.reading is None:
        return base
    if whole.reading is None:
        return base if _returned_power(base.reading) is None else _asking(base)
    power = _returned_power(base.reading)
    if power is None:
        return base  # the power is a step to something else
    name, exponent = power
    said = [_named(name, exponent, f"{entry.name}: {entry.text}") for entry in doc.results] or [
        _named(name, exponent, _before_equation(doc.summary, exponent))
    ]
    if said[0] is not None:
        return whole if said[0] else base
    fits = [balances(reading) and not units_disagree(reading) for reading in (base.reading, whole.reading)]
    if fits == [True, False]:
        return base
    if fits == [False, True]:
        return whole
    if re.search(
        rf"(?:\b|_)(?:{_POWERS[exponent][2]})(?:\b|_)", f"{function} {_asked_in_words(doc)}".lower()
    ):
        return whole
    if exponent != "-1" and name.partition("_")[0] not in _KNOWN_AS_SQUARES:
        return base  # `n^2 = …` is how the equation for a refractive index is written
    return _asking(base)


def _before_equation(summary: str, exponent: str) -> str:
    """The words before an equation; its own left side says nothing of a square or a cube."""
    before = summary.split("=")[0]
    return before if exponent == "-1" else re.sub(r"(?<!\S)\S+\s*$", "", before)


def _asked_in_words(doc: Docstring) -> str:
    """What the words say of the result; those behind `of` say what it is made of."""
    said = doc.results[0].text if doc.results else re.split(r"[.=:\n]", doc.summary)[0]
    return re.split(r"\b(?:of|from|with|for)\b", said)[0]


def _returned_power(reading: Reading) -> tuple[str, str] | None:
    powers = (power_on_left(s.equation) for s in reading.statements)
    return next((power for power in powers if power and power[0] in reading.outputs), None)


def _asking(reading: GrammarReading) -> GrammarReading:
    if reading.reading is None:
        return reading
    power = _returned_power(reading.reading)
    what, back = ("reciprocal", "inverse") if power and power[1] == "-1" else ("power", "root")
    doubt = f"the equation is for a {what}, and nothing says whether that or its {back} is returned"
    own = replace(reading.reading, ambiguities=(*reading.reading.ambiguities, doubt))
    return replace(reading, reading=own)


def _named(name: str, exponent: str, text: str) -> bool | None:
    """Whether a text names the power (True) or the quantity itself (False)."""
    written = text.replace("⁻¹", "^-1").replace("²", "^2").replace("³", "^3").replace("−", "-")
    plain = spelled(re.sub(r"[\\\\${}`]|:math:", "", written))
    here = rf"(?<![A-Za-z_]){re.escape(name)}"
    if re.search(rf"{here}\s*(?:\^|\*\*)\s*\(?{_POWERS[exponent][1]}(?!\d)", plain):
        return True
    if exponent == "-1" and re.search(rf"(?<![\w.])1\s*/\s*{re.escape(name)}(?!\w)", plain):
        return True
    return False if re.search(rf"{here}(?![\w^])", plain) else None
