"""The score of a candidate within its level: log odds that it is right, from what claims are worth.

The worth of a claim is a likelihood ratio, fitted on faulty variants of installed library functions
(`weights.json`, each with the digest of the check that it was fitted for). A kind that was not fitted, or
whose check has changed since, weighs nothing. Claims of one family look at the same thing and are one
piece of evidence: the strongest counts.
"""

import ast
import hashlib
import inspect
import json
import math
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Final, NamedTuple, cast

from ..core.evidence import Evidence, Refuted, Supported
from . import assessing, behaviour, equation, example, installed_api, instruction, session, units
from .laws.register import LAWS

_FILE: Final = Path(__file__).with_name("weights.json")
_WEAK: Final = "?"
"""Ends the kind of a claim that accuses nobody: the text does not say it plainly, so it is worth less."""
_Code = ModuleType | Callable[..., object]
_CHECKED_BY: Final[dict[str, tuple[_Code, ...]]] = {
    "runs": (assessing.check_runs, behaviour.check_runs),
    "installed_api": (installed_api,),
    "equation": (equation.check_equals, equation.expected_values),
    "residual": (equation.check_residual,),
    "units": (units,),
    "inputs_unchanged": (behaviour.check_inputs,),
    "bound": (behaviour.check_bounds,),
    "example": (example,),
    "session": (session,),
    "instruction": (instruction,),
}
"""What checks claims that are no laws."""
_FAMILIES: Final = {
    **dict.fromkeys(("equation", "residual", "example", "session"), "values"),
    **dict.fromkeys(("shape", "elementwise", "rows", "kind", "first"), "form"),
    **dict.fromkeys(("bound", "within", "sign"), "range"),
    **dict.fromkeys(("sums", "balance", "trace", "integral"), "totals"),
    **dict.fromkeys(("unchanged", "inputs_unchanged"), "unchanged"),
}
"""Kinds of which one fails where another one does. A kind that is not named is a family of its own."""


class Weight(NamedTuple):
    """Log likelihood ratios (right over wrong) of a claim that is broken, and of one that held."""

    broken: float
    held: float


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Weight]:
    """By kind of claim, or law. Those of other checks than the present ones are left out."""
    try:
        content = cast("dict[str, object]", json.loads(_FILE.read_text("utf-8")))
    except (OSError, ValueError):
        return {}
    rows = cast("dict[str, dict[str, str | float]]", content["weights"])
    return {
        kind: Weight(float(row["broken"]), float(row["held"]))
        for kind, row in rows.items()
        if row["check"] == check_digest(kind)
    }


@lru_cache
def check_digest(kind: str) -> str:
    """What tells one version of the check of a kind from another: its code, but for comments and docstrings.

    Empty for an unknown kind.
    """
    name = kind.removesuffix(_WEAK)
    law = LAWS.get(name)
    sources = _CHECKED_BY.get(name, ()) if law is None else (law.stated, law.cases, law.check)
    if not sources:
        return ""
    text = "".join(_bare(source) for source in sources)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _bare(source: _Code) -> str:
    tree = ast.parse(textwrap.dedent(inspect.getsource(source)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]
    return ast.dump(tree)


def kind_of(evidence: Evidence) -> str:
    """What a claim is weighed as: the law of a property, else the kind of its relation."""
    relation = evidence.claim.relation
    name = str(getattr(relation, "law", relation.kind))
    return name if evidence.claim.refutes else name + _WEAK


def family_of(kind: str) -> str:
    """Whose evidence a kind belongs to."""
    name = kind.removesuffix(_WEAK)
    return _FAMILIES.get(name, name)


def score(evidence: Sequence[Evidence], known: Mapping[str, Weight] | None = None) -> float:
    """Log odds beyond those of a candidate of which nothing is known."""
    table = weights() if known is None else known
    best: dict[str, float] = {}
    for one in evidence:
        kind = kind_of(one)
        weight = table.get(kind)
        if weight is None:
            continue
        match one.verdict:
            case Refuted():
                worth = weight.broken
            case Supported(killed=killed, mutants=mutants):
                # A claim that no variant breaks could not have told right from wrong.
                worth = weight.held * math.sqrt(killed / mutants) if mutants else 0.0
            case _:
                continue
        family = family_of(kind)
        if abs(worth) > abs(best.get(family, 0.0)):
            best[family] = worth
    return sum(best.values())


def probability(log_odds: float, prior: float = 0.0) -> float:
    """Log odds as a probability."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds + prior))))
