r"""Equations for a reciprocal, `\kappa^{-1} = …`: whether the quantity is asked for or what stands there.

A Debye length is `\kappa^{-1}`, while a wavelength may be given by an equation for `\lambda^{-1}`. The
words for the result or its unit say which; where they don't, nobody knows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ..core.formula import Equation, Formula, Negate, Number, Power, Symbol
from ..core.spec import Bounds, Fault, Reading
from ..formulas.symbols import spelled
from .docstring import Docstring
from .found import Found, Unread
from .homogeneity import balances
from .working_units import units_disagree

_INVERSE: Final = "inverse_"


@dataclass(frozen=True, slots=True)
class GrammarReading:
    """What this reader made of a docstring: no reading where there is no equation or no result."""

    reading: Reading | None
    faults: tuple[Fault, ...]
    questions: tuple[str, ...]
    unread: tuple[Unread, ...]
    bounds: Mapping[str, Bounds] = field(default_factory=dict[str, Bounds])
    """Ranges of parameters that stand beside the equations."""


def reciprocal_of(equation: Equation) -> str:
    """The symbol whose power -1 stands left, empty where none does."""
    match equation.left:
        case Power(base=Symbol(name=name), exponent=exponent) if _is_minus_one(exponent):
            return name
        case _:
            return ""


def _is_minus_one(formula: Formula) -> bool:
    return formula == Number("-1") or formula == Negate(Number("1"))


def with_whole_left(found: Found) -> Found:
    """The equation as one for the reciprocal under a name of its own."""
    name = reciprocal_of(found.equation)
    if not name:
        return found
    return replace(found, equation=Equation(Symbol(f"{_INVERSE}{name}"), found.equation.right))


def asked_of_reciprocal(base: GrammarReading, whole: GrammarReading, doc: Docstring) -> GrammarReading:
    """The reading that is meant; with a question where the text leaves it open."""
    if base.reading is None:
        return base
    if whole.reading is None:
        return base if not _is_returned(base.reading) else _asking(base)
    if not _is_returned(base.reading):
        return base  # the reciprocal is a step to something else
    name = next(n for s in base.reading.statements if (n := reciprocal_of(s.equation)))
    named = [_named(name, entry.text) for entry in doc.results] or [_named(name, doc.summary.split("=")[0])]
    if named[0] is not None:
        return whole if named[0] else base
    fits = [balances(reading) and not units_disagree(reading) for reading in (base.reading, whole.reading)]
    if fits == [True, False]:
        return base
    if fits == [False, True]:
        return whole
    return _asking(base)


def _is_returned(reading: Reading) -> bool:
    return any(reciprocal_of(s.equation) in reading.outputs for s in reading.statements)


def _asking(reading: GrammarReading) -> GrammarReading:
    if reading.reading is None:
        return reading
    doubt = "the equation is for a reciprocal, and nothing says whether that or its inverse is returned"
    own = replace(reading.reading, ambiguities=(*reading.reading.ambiguities, doubt))
    return replace(reading, reading=own)


def _named(name: str, text: str) -> bool | None:
    """Whether a text names the reciprocal (True) or the quantity itself (False)."""
    plain = spelled(re.sub(r"[\\\\${}`]|:math:", "", text.replace("⁻¹", "^-1")))
    here = rf"(?<![A-Za-z_]){re.escape(name)}"
    if re.search(rf"{here}\s*(?:\^|\*\*)\s*\(?[-−]\s*1|(?<![\w.])1\s*/\s*{re.escape(name)}(?!\w)", plain):
        return True
    return False if re.search(rf"{here}(?![\w^])", plain) else None
