"""How much is spent on a task: by what its docstring says, and by what the plan says of each step.

Effort by difficulty (MAgICoRe, arXiv 2409.12147): easy steps get one draft and the checks, hard ones
rivals.
"""

import re
from typing import Final

from ..core.spec import Spec
from ..core.steps import Difficulty

_ORDERED: Final = re.compile(r"^\s*(?:\d+[.)]|[-*•]|step\s+\d+)\s+\S", re.M | re.I)
_SEQUENCE: Final = re.compile(
    r"\b(?:then|next|finally|after that|afterwards|subsequently|in turn|first|second|each step|iterat\w+"
    r"|until|repeat\w*|for every|algorithm|simulat\w+|integrat\w+|solv\w+|converge\w*)\b",
    re.I,
)
_EQUATION: Final = re.compile(r"(?<![=<>!:])=(?!=)|:math:|\\frac|\\sum|\\int")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def difficulty_of(spec: Spec) -> Difficulty:
    """1: one formula, which needs no plan. 2: some steps. 3: a chain of them, or a long story."""
    text = spec.text
    signs = len(_ORDERED.findall(text)) + len({w.lower() for w in _SEQUENCE.findall(text)})
    signs += max(0, len(_EQUATION.findall(text)) - 1)
    words = len(_WORD.findall(text))
    if signs <= 1 and words <= 80:
        return 1
    return 3 if signs >= 8 or words > 320 else 2
