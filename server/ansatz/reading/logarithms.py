r"""What `log` means where no base is written: natural, binary or decimal, or a question."""

import re
from dataclasses import replace
from typing import Final

from ..core.formula import Call, Equation, Formula, FunctionName
from ..formulas.tree import rewritten, walk
from .found import Found

_NATURAL: Final = re.compile(
    r"natural log|natural base|\bnats\b|\bln\b|\\ln\b|np\.log\(|numpy\.log\b|math\.log\(|log1p|"
    r"probability (?:density|mass)|random variable|likelihood|\bgamma function|bessel|zeta function|"
    r"log denotes the natural|base[- ]e\b|polylog|dilog|hypergeometric",
    re.IGNORECASE,
)
_BINARY: Final = re.compile(r"\bbits\b|base[- ]?(?:2|two)\b|binary logarithm", re.IGNORECASE)
_DECIMAL: Final = re.compile(
    r"base[- ]?(?:10|ten)\b|decimal logarithm|common logarithm|log10|log_\{?10|\\lg\b|\bdecade|\bdex\b",
    re.IGNORECASE,
)
_MAY_BE_DECIMAL: Final = re.compile(
    r"\bdbm?\b|decibel|\bbels?\b|\bp[hk]a?\b|\bmagnitudes?\b|\blevels?\b|richter|absorbance|"
    r"optical density|\bacid|\bloudness|2\.30[23]|(?<![\d.])(?:10|20|2\.5)\s*[*·]?\s*\\?log\b",
    re.IGNORECASE,
)
"""Fields and factors that go with base ten."""
_ASIDE: Final = re.compile(r"\n[ \t]*(?:Examples?|References)[ \t]*\n[ \t]*-{3,}")
QUESTION: Final = "`log` is written without a base: natural or decimal?"


def settled_logarithms(found: list[Found], text: str) -> tuple[list[Found], tuple[str, ...]]:
    """The equations with a base where the text gives one, and a question where it does not."""
    if not any(has_open(f.equation.left) or has_open(f.equation.right) for f in found):
        return found, ()
    said: tuple[tuple[FunctionName, re.Pattern[str]], ...] = (
        ("ln", _NATURAL), ("log2", _BINARY), ("log10", _DECIMAL),
    )  # fmt: skip
    spoken = _ASIDE.split(text)[0]
    bases: list[FunctionName] = [name for name, words in said if words.search(spoken)]
    if not bases and not _MAY_BE_DECIMAL.search(spoken) and all(_is_natural(f) for f in found):
        bases = ["ln"]
    if len(bases) != 1:
        return found, (QUESTION,)
    return [replace(f, equation=with_base(f.equation, bases[0])) for f in found], ()


def _is_natural(found: Found) -> bool:
    """Whether an equation's open logarithms are of base e: as Python has them, or of an exponential."""
    nodes = [n for side in (found.equation.left, found.equation.right) for n in walk(side)]
    opened = [n for n in nodes if isinstance(n, Call) and n.function == "log"]
    if "\\" not in found.text and "**" in found.text:
        return True
    return all(any(isinstance(n, Call) and n.function == "exp" for n in walk(each)) for each in opened)


def has_open(formula: Formula) -> bool:
    """Whether a logarithm without a base occurs."""
    return any(isinstance(n, Call) and n.function == "log" for n in walk(formula))


def with_base(equation: Equation, base: FunctionName) -> Equation:
    """The equation with its open logarithms taken to a base."""

    def settled(node: Formula) -> Formula:
        return Call(base, node.arguments) if isinstance(node, Call) and node.function == "log" else node

    return Equation(rewritten(equation.left, settled), rewritten(equation.right, settled))
