r"""What `log` means where no base is written: natural, binary or decimal, or a question."""

import re
from dataclasses import replace
from typing import Final

from ..core.formula import Call, Equation, Formula, FunctionName
from ..formulas.tree import rewritten, walk
from .equations import Found

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
QUESTION: Final = "`log` is written without a base: natural or decimal?"


def settled_logarithms(found: list[Found], text: str) -> tuple[list[Found], tuple[str, ...]]:
    """The equations with a base where the text gives one, and a question where it does not."""
    if not any(has_open(f.equation.left) or has_open(f.equation.right) for f in found):
        return found, ()
    said: tuple[tuple[FunctionName, re.Pattern[str]], ...] = (
        ("ln", _NATURAL), ("log2", _BINARY), ("log10", _DECIMAL),
    )  # fmt: skip
    bases: list[FunctionName] = [name for name, words in said if words.search(text)]
    if len(bases) != 1:
        return found, (QUESTION,)
    return [replace(f, equation=with_base(f.equation, bases[0])) for f in found], ()


def has_open(formula: Formula) -> bool:
    """Whether a logarithm without a base occurs."""
    return any(isinstance(n, Call) and n.function == "log" for n in walk(formula))


def with_base(equation: Equation, base: FunctionName) -> Equation:
    """The equation with its open logarithms taken to a base."""

    def settled(node: Formula) -> Formula:
        return Call(base, node.arguments) if isinstance(node, Call) and node.function == "log" else node

    return Equation(rewritten(equation.left, settled), rewritten(equation.right, settled))
