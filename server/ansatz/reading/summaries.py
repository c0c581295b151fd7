"""A formula that the summary itself is: "Compute ``exp(x) - 1``.", "Calculates log(1 + x) for use when …"."""

import re
from typing import Final

from ..core.formula import Call, Equation, Formula, Symbol
from ..core.text import Span
from ..formulas.build import build_sum
from ..formulas.plain import plain_tokens
from ..formulas.tokens import NotRead, Vocabulary
from ..formulas.tree import symbols, walk
from .docstring import Docstring
from .found import Found

_STATED: Final = re.compile(
    r"^\s*(?:(?:Compute|Computes|Calculate|Calculates|Return|Returns|Evaluate|Evaluates)\s+(?:the\s+)?)?"
    r"(?:``(?P<quoted>[^`]+)``|(?P<bare>\w*\s?[^`.]*?))"
    r"(?P<rest>\s+(?:element-?wise|accurately|for (?:use when|all|each)\b[^.]*))?\s*[.,]?\s*$"
)
_OPERATION: Final = re.compile(r"[-+*/^]|\w\(")


def formula_of_summary(doc: Docstring, words: Vocabulary, parameters: tuple[str, ...]) -> Found | None:
    """The expression in exactly the arguments that one of the first sentences consists of."""
    for line in doc.rest[:12]:
        stated = _STATED.match(line.text)
        if stated is None:
            continue
        said = stated["quoted"] or stated["bare"] or ""
        if not _OPERATION.search(said) or (
            re.fullmatch(r"\w+\([\w\s,=\[\]/*]*\)", said.strip()) and "=" in said
        ):
            continue
        try:
            formula, notes = build_sum(plain_tokens(said, words))
        except NotRead:
            continue
        if (
            parameters
            and symbols(formula) == frozenset(parameters)
            and not _is_bare_call(formula, parameters)
        ):
            start = line.start + line.text.index(said)
            equation = Equation(Symbol(""), formula)
            return Found(equation, Span(start, start + len(said)), said, notes)
    return None


def _is_bare_call(formula: Formula, parameters: tuple[str, ...]) -> bool:
    """`gamma(x)` names the function and says nothing of what it computes."""
    plain = isinstance(formula, Call) and all(a in {Symbol(p) for p in parameters} for a in formula.arguments)
    return plain or not any(not isinstance(node, Symbol) for node in walk(formula))
