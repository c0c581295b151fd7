"""A sample held against a named distribution whose parameters are arguments."""

import re
from dataclasses import dataclass
from typing import Final

from .binding import Pair, assign
from .composition import Composition, NotComposed
from .facts import Argument
from .manual import Manual
from .settings import settings_for
from .unpacking import give_back


@dataclass(frozen=True, slots=True)
class Family:
    """A distribution as the text names it, and how what people call its parameters enters SciPy's.

    `parameters`: (words, keyword, expression of the argument `{}`).
    """

    pattern: str
    routine: str
    parameters: tuple[tuple[str, str, str], ...]
    needs: frozenset[str]


_LOC: Final = ("mean|\\bmu\\b|centre|center", "loc", "{}")
FAMILIES: Final = (
    Family(
        r"exponential(?:ly)?(?: distribut\w+)?",
        "scipy.stats.expon",
        (
            (r"\bmean\b|\btau\b|scale|time constant|lifetime", "scale", "{}"),
            (r"\brate\b|per unit time", "scale", "1 / {}"),
        ),
        frozenset({"scale"}),
    ),
    Family(
        r"(?:normal|gaussian)(?:ly)?(?: distribut\w+)?",
        "scipy.stats.norm",
        (_LOC, (r"standard deviation|\bsigma\b|\bsd\b", "scale", "{}")),
        frozenset({"loc", "scale"}),
    ),
    Family(
        r"rayleigh(?: distribut\w+)?",
        "scipy.stats.rayleigh",
        ((r"scale|\bsigma\b|mode", "scale", "{}"),),
        frozenset({"scale"}),
    ),
    Family(
        r"logistic(?: distribut\w+)?",
        "scipy.stats.logistic",
        (_LOC, (r"scale", "scale", "{}")),
        frozenset({"loc", "scale"}),
    ),
    Family(
        r"laplace(?: distribut\w+)?",
        "scipy.stats.laplace",
        (_LOC, (r"scale", "scale", "{}")),
        frozenset({"loc", "scale"}),
    ),
)


def takes_distribution(manual: Manual) -> bool:
    """Whether a parameter is a distribution function that the sample is held against."""
    slot = manual.slot("cdf")
    return slot is not None and "callable" in slot.takes


def compose_against(c: Composition, manual: Manual) -> None:
    """Writes the body. Raises NotComposed where the distribution or a parameter of it is open."""
    text = c.facts.text
    named = [
        f
        for f in FAMILIES
        if re.search(rf"\b{f.pattern}\b(?! (?:scores|approximation))", text, re.IGNORECASE)
    ]
    if len(named) != 1:
        raise NotComposed("it is not said against which distribution")
    family = named[0]
    if re.search(r"(?<!not )(?<!nor )\b(?:fitted|estimated from)\b|lilliefors", text, re.IGNORECASE):
        raise NotComposed("parameters that are estimated from the sample")
    if "\\sup" in text and not re.search(r"\|[^|$]+\||\\lvert|\\left\|", text):
        raise NotComposed("a one-sided distance")
    values: dict[str, str] = {}
    rest: list[Argument] = []
    for argument in c.facts.arguments:
        keyword = next(
            (
                (k, e)
                for pattern, k, e in family.parameters
                if re.search(pattern, f"{argument.name} {argument.text}", re.IGNORECASE)
            ),
            None,
        )
        if argument.kind in {"number", "unknown"} and keyword and keyword[0] not in values:
            values[keyword[0]] = keyword[1].format(argument.name)
            c.adapted.append((f"{keyword[0]}={values[keyword[0]]}", f"`{argument.name}` of the distribution"))
        else:
            rest.append(argument)
    if values.keys() != family.needs:
        raise NotComposed("a parameter of the distribution is open")
    assignment = assign(rest, manual.slots, {"cdf"})
    if assignment.left or len(assignment.pairs) != 1 or assignment.pairs[0].slot.position != 0:
        raise NotComposed("it is not clear which argument is the sample")
    settings, _ = settings_for(manual, c.found, {p.slot.name for p in assignment.pairs}, {})
    c.use(manual)
    c.pairs += [Pair(p.slot, p.argument, p.score, p.why) for p in assignment.pairs]
    c.settings += [(manual, s) for s in settings]
    inner = ", ".join(f"{k}={v}" for k, v in sorted(values.items()))
    cdf = f"{c.writer.ref(family.routine)}({inner}).cdf"
    options = "".join(
        f", {s.slot.name}={s.value}" for s in settings if not s.is_default and not s.slot.is_required
    )
    c.uses_formula = True
    c.vocabulary += [family.routine, family.pattern, "mean rate scale distribution parameters fitted"]
    give_back(c, manual, f"{c.writer.ref(manual.routine.name)}({rest[0].name}, {cdf}{options})")
